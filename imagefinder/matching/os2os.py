"""OS2OS: objects in scenes to objects in scenes, for all photos at once.

After Brogan, Bharati, Moreira, Rocha, Bowyer, Flynn, Scheirer, "Fast Local Spatial Verification for
Feature-Agnostic Large-Scale Image Retrieval", IEEE TIP 30 (2021), figure 2, steps (i) to (vii). Steps (i) to
(iii), features of the query and of the database and the assignment of one to the other, happen before: they
end in ``Matches``. The rest stands here in the paper's order. Where it leaves a choice open, that is named:

* votes are clustered jointly in position, angle and scale, by hashing into half-overlapping bins;
* the first round's centroid may lie far from the object, which blurs its votes; so the winning members give a
  new centroid and a second, finer round;
* members weigh the less the farther they are from the middle of their cluster;
* an object's score is the weight of its members times the log of the number of places that they come from;
* in ranking, a place of the query that better photos explain counts for less: what is new goes first.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.compute import Device, KernelBuildError
from imagefinder.matching.frames import OCTAVES, Frames, frames_of, wrap
from imagefinder.matching.matches import Matches
from imagefinder.matching.objects import objects_of
from imagefinder.matching.os2os_device import clusters_on_device
from imagefinder.matching.support import TIE_BREAK, support_scores
from imagefinder.matching.verifier import RankedPhotos

_log = logging.getLogger(__name__)

ROUNDS: Final = (0.08, 0.05)
"""Sides of the square position bins of the two rounds, parts of the query's longer side."""
ANGLE_BINS: Final = 12
PEELED_OBJECTS: Final = 4
PEELED_PHOTOS: Final = 100
WORTH_PEELING: Final = 1.0
"""Objects of less evidence than this are not looked behind for a second one."""
VOTE_SPREAD: Final = 0.015
"""σ of the votes of one object, part of the query's longer side."""
ANGLE_SPREAD: Final = np.deg2rad(15.0)
"""σ of its relative angles, radians."""
SCALE_SPREAD: Final = 0.5
"""σ of its relative scales, octaves."""
FAINTEST: Final = 0.003
"""Matches of less weight, most of all there are, can carry no object."""
EXPLAINED_PLACE: Final = 0.08
"""Side of the squares of the query that are explained once, part of its longer side."""
_HALVES: Final = (0.0, 0.5)
_PLACES: Final = 1 << 12
_TURNS: Final = ANGLE_BINS * OCTAVES
_SLOTS: Final = 4
"""For each match, of the table in which clean-up 1 looks for company."""


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """The heaviest cluster of votes of each group.

    Attributes:
        weight: (groups,) float64, sum of its members' weights.
        member: (n,) bool, which matches are in their group's heaviest cluster.
    """

    weight: NDArray[np.float64]
    member: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class FoundObjects:
    """The best object of each group.

    Attributes:
        score: S_o (groups,) float64, 0 where there is no object.
        member: (n,) bool, which matches belong to their group's object.
        weight: (n,) float64, what these weigh, see ``agreement``.
    """

    score: NDArray[np.float64]
    member: NDArray[np.bool_]
    weight: NDArray[np.float64]


def centroids(frames: Frames, member: NDArray[np.bool_]) -> NDArray[np.complex128]:
    """Step (iv): c = Σwu/Σw of the members of each group, in photo pixels; 0 for a group without members."""
    groups = len(frames.group_photo)
    w = (frames.w + 1e-9) * member
    total = np.bincount(frames.group, w, groups)
    x = np.bincount(frames.group, w * frames.u.real, groups)
    y = np.bincount(frames.group, w * frames.u.imag, groups)
    return np.asarray((x + 1j * y) / np.maximum(total, 1e-12), np.complex128)


def votes(frames: Frames, c: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Steps (v) and (vi): h = x + r·e^{ia}·(c − u), each match puts its photo's centroid into the query.

    All matches of one rigidly moved object vote for one point, whether or not the centroid lies in it.
    """
    g = c[frames.group] - frames.u
    return np.asarray(frames.x + np.exp2(frames.log2_r) * np.exp(1j * frames.a) * g, np.complex128)


def with_company(frames: Frames) -> NDArray[np.bool_]:
    """Clean-up 1: matches that share a bin of angle and scale with another one of their group.

    A match alone in all its bins can be in no cluster, wherever it votes for; most false matches end here.
    Bins of several groups share a slot, so that a few are kept in vain: a slot for each would not fit the
    cache.
    """
    angle, octave = _angle(frames), frames.octave
    company = np.zeros(len(frames), bool)
    octaves = int(octave.max(initial=0.0)) + 2
    group = frames.group * (ANGLE_BINS * octaves)
    turns = [group + _floor(angle + o) % ANGLE_BINS * octaves for o in _HALVES]
    sizes = [_floor(octave + o) for o in _HALVES]
    number = np.arange(len(frames), dtype=np.int32)
    slots = 1 << (_SLOTS * len(frames)).bit_length()
    last = np.empty(slots, np.int32)  # nothing is read of it but what was written before
    for turn, size in product(turns, sizes):
        slot = (turn + size) & (slots - 1)
        last[slot] = number
        met = last[slot]
        earlier = met != number
        company |= earlier
        company[met[earlier]] = True
    return company


def heaviest_clusters(frames: Frames, h: NDArray[np.complex128], side: float) -> Clusters:
    """Step (vi): clusters of votes that agree in position, angle and scale together.

    Every vote falls into one bin of each of 16 grids, shifted by half a bin in each of the four dimensions,
    so that no cluster is cut by all of them. O(n).

    Args:
        frames: the matches.
        h: (n,) complex128 votes, query pixels.
        side: of the position bins, query pixels.
    """
    groups = len(frames.group_photo)
    evidence = np.zeros(groups)
    if len(frames) == 0:
        return Clusters(evidence, np.zeros(0, bool))
    best_key = np.full(groups, -1, np.int64)
    best_shift = np.zeros(groups, np.int64)
    reach = _PLACES / 4
    x, y = np.clip(h.real / side, -reach, reach), np.clip(h.imag / side, -reach, reach)
    angle, octave = _angle(frames), frames.octave
    # A key is a number whose digits are group, column, row, angle and octave; each digit has two readings.
    columns = [(frames.group * _PLACES + _floor(x + o) + _PLACES // 2) * (_PLACES * _TURNS) for o in _HALVES]
    places = [column + (_floor(y + o) + _PLACES // 2) * _TURNS for column in columns for o in _HALVES]
    turns = [_floor(angle + o) % ANGLE_BINS * OCTAVES for o in _HALVES]
    sizes = [turn + _floor(octave + o) for turn in turns for o in _HALVES]
    for number, (place, size) in enumerate(product(places, sizes)):
        key = place + size
        order = np.argsort(key)
        ordered = key[order]
        starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        total = np.add.reduceat(frames.w[order], starts)
        # One strong vote is no cluster: what counts is weight times the log of the number of votes.
        total *= np.log2(np.diff(np.append(starts, len(key))))
        group = frames.group[order[starts]]
        head = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
        top = np.maximum.reduceat(total, head)
        present = group[head]  # groups are sorted, and so are the keys that begin with them
        better = top > evidence[present] * (1 + 1e-9)
        if not better.any():
            continue
        length = np.diff(np.append(head, len(total)))
        at = np.where(np.repeat(top, length) == total, np.arange(len(total)), -1)
        winner = np.maximum.reduceat(at, head)[better]
        evidence[present[better]] = top[better]
        best_key[present[better]] = ordered[starts[winner]]
        best_shift[present[better]] = number
    own = best_shift[frames.group]
    key = np.choose(own >> 2, places) + np.choose(own & 3, sizes)
    member = key == best_key[frames.group]
    weight = np.bincount(frames.group, frames.w * member, groups)
    return Clusters(np.asarray(weight, np.float64), member)


def clusters(
    frames: Frames, c: NDArray[np.complex128], sides: Sequence[float], device: Device | None = None
) -> NDArray[np.bool_]:
    """Steps (iv) to (vi) in rounds: the members of each round's clusters give the next one's centroids.

    Args:
        frames: the matches.
        c: (groups,) complex128 centroids of the first round, photo pixels.
        sides: of each round's position bins, query pixels.
        device: where votes are clustered; NumPy if None or without OpenCL.

    Returns:
        (n,) bool, members of their group's heaviest cluster of the last round.
    """
    if device is not None and device.kind != "numpy":
        try:
            return clusters_on_device(device, frames, c, sides)
        except KernelBuildError as error:
            _log.warning("OS2OS runs in NumPy: %s", error)
    part, rows = frames, np.arange(len(frames))
    for side in sides:
        inside = heaviest_clusters(part, votes(part, c), side).member
        c = centroids(part, inside)
        # Clean-up 2: only groups in which two votes met go on.
        met = np.bincount(part.group[inside], minlength=len(c)) > 1
        goes_on = met[part.group]
        part, rows, inside = part.take(goes_on), rows[goes_on], inside[goes_on]
    member = np.zeros(len(frames), bool)
    member[rows[inside]] = True
    return member


def agreement(frames: Frames, c: NDArray[np.complex128], member: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Step (vii): what each member of a cluster weighs: w·exp(−½ Σ δ²/σ²), 0 for all other matches.

    δ is how far its vote, angle and log2 of the scale are from their means over the cluster: the matches of
    one object agree more closely than a bin is wide, those that meet by chance fill it.

    Args:
        frames: the matches.
        c: (groups,) complex128 centroids of the members, photo pixels.
        member: (n,) bool.

    Returns:
        (n,) float64.
    """
    groups = len(frames.group_photo)
    rows = np.flatnonzero(member)
    part = frames.take(rows)
    at, w = part.group, part.w + 1e-9
    total = np.maximum(np.bincount(at, w, groups), 1e-12)

    def mean(value: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(at, w * value, groups) / total, np.float64)

    h = votes(part, c)
    a = np.arctan2(mean(np.sin(part.a)), mean(np.cos(part.a)))
    dx, dy = h.real - mean(h.real)[at], h.imag - mean(h.imag)[at]
    deviation = (dx**2 + dy**2) / (VOTE_SPREAD * frames.L) ** 2
    deviation += (wrap(part.a - a[at]) / ANGLE_SPREAD) ** 2
    deviation += ((part.log2_r - mean(part.log2_r)[at]) / SCALE_SPREAD) ** 2
    weight = np.zeros(len(frames))
    weight[rows] = part.w * np.exp(-0.5 * deviation)
    return weight


def find_objects(
    frames: Frames, device: Device | None = None, rounds: tuple[float, ...] = ROUNDS, clean_up: bool = True
) -> FoundObjects:
    """Steps (iv) to (vii) for the best object of each group.

    Args:
        frames: the matches.
        device: where votes are clustered; NumPy if None or without OpenCL.
        rounds: sides of the position bins of each round, parts of the query's longer side.
        clean_up: False to let every match vote; it costs time and finds the same.
    """
    groups = len(frames.group_photo)
    score = np.zeros(groups)
    member = np.zeros(len(frames), bool)
    weight = np.zeros(len(frames))
    if len(frames) == 0:
        return FoundObjects(score, member, weight)
    c = centroids(frames, np.ones(len(frames), bool))
    # A group of one match has no object; in a large library most photos that are touched at all are such.
    rows = np.flatnonzero(frames.w >= (FAINTEST if clean_up else 0.0))
    rows = rows[np.bincount(frames.group[rows], minlength=groups)[frames.group[rows]] > 1]
    part, present = frames.compact(rows)
    c = c[present]
    if clean_up:
        company = np.flatnonzero(with_company(part))  # clean-up 1
        part, rows = part.take(company), rows[company]
    inside = clusters(part, c, [side * frames.L for side in rounds], device)
    c = centroids(part, inside)
    agreeing = agreement(part, c, inside)  # step (vii)
    score[present] = support_scores(replace(part, w=agreeing), inside)
    member[rows[inside]] = True
    weight[rows] = agreeing
    return FoundObjects(score, member, weight)


def standings(frames: Frames, score: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Step (vii), from objects to images: Σw/(1 + b)³, where b objects of more weight show the same place.

    A world holds many photos of one cover, shelf or floor. By S_o alone all that show the host would come
    before a donor of a few matches. The weight is not multiplied by the number of places here, for what such
    photos have left after the host is a little in many places.

    Args:
        frames: the matches.
        score: S_o (groups,); only where it is above 0 is there an object.
        weight: (n,) float64, what the members of their group's object weigh, 0 for all others.

    Returns:
        (groups,) float64.
    """
    groups = len(score)
    rows = np.flatnonzero((weight > 0) & (score[frames.group] > 0))
    group, w = frames.group[rows], weight[rows]
    x = np.where(frames.group_flipped[group], frames.width - 1 - frames.x[rows].real, frames.x[rows].real)
    side = EXPLAINED_PLACE * frames.L
    place = (_floor(frames.x[rows].imag / side) + _PLACES) * (4 * _PLACES) + _floor(x / side) + _PLACES
    order = np.empty(groups, np.int64)
    order[np.argsort(-np.bincount(group, w, groups), kind="stable")] = np.arange(groups)
    # One key for each object at each place, those of one place in a row, the heaviest object first.
    keys, at = np.unique(place * groups + order[group], return_inverse=True)
    there = keys // max(1, groups)
    better = np.arange(len(keys)) - np.searchsorted(there, there)
    return np.asarray(np.bincount(group, w / (1.0 + better[at]) ** 3, groups), np.float64)


def _angle(frames: Frames) -> NDArray[np.float64]:
    return frames.a * (ANGLE_BINS / (2 * np.pi)) + ANGLE_BINS / 2


def _floor(value: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.floor(value).astype(np.int64)


class OS2OS:
    """The default verifier: every photo is verified, no short list by votes."""

    name = "os2os"

    def __init__(
        self,
        device: Device | None = None,
        rounds: tuple[float, ...] = ROUNDS,
        *,
        clean_up: bool = True,
        new_first: bool = True,
    ) -> None:
        """See ``find_objects``; without ``new_first`` photos are ranked by their evidence alone."""
        self._device = device
        self._rounds = rounds
        self._clean_up = clean_up
        self._new_first = new_first

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``. Evidence: about 1 is possible, 5 is hardly ever wrong."""
        frames = frames_of(matches, query_size)
        first = find_objects(frames, self._device, self._rounds, self._clean_up)
        score = first.score
        found = [(score, first.member)]
        # Several objects of one photo: take the members away and look again where something may be left.
        left = np.ones(len(frames), bool)
        best = np.argsort(-score, kind="stable")[:PEELED_PHOTOS]
        alive = np.zeros(len(score), bool)
        alive[best[score[best] >= WORTH_PEELING]] = True
        while len(found) < PEELED_OBJECTS and alive.any():
            left &= ~found[-1][1]
            rows = np.flatnonzero(left & alive[frames.group])
            # No object can have more than all the weight from as many places as there are matches.
            of = frames.group[rows]
            most = np.log2(np.maximum(np.bincount(of, minlength=len(score)), 1))
            alive &= np.bincount(of, frames.w[rows], len(score)) * most >= WORTH_PEELING
            rows = rows[alive[of]]
            behind = find_objects(frames.take(rows), self._device, self._rounds, self._clean_up)
            member = np.zeros(len(frames), bool)
            member[rows[behind.member]] = True
            alive &= behind.score >= WORTH_PEELING
            found.append((np.where(alive, behind.score, 0.0), member & alive[frames.group]))
        standing = standings(frames, score, first.weight) if self._new_first else None
        return objects_of(matches, frames, found, TIE_BREAK, standing)
