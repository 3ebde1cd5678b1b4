"""OS2OS: objects in scenes to objects in scenes, for all photos at once.

After Brogan, Bharati, Moreira, Rocha, Bowyer, Flynn, Scheirer, "Fast Local Spatial Verification for
Feature-Agnostic Large-Scale Image Retrieval", IEEE TIP 30 (2021), figure 2, steps (i) to (vii). Steps (i) to
(iii), features of the query and of the database and the assignment of one to the other, happen before: they
end in ``Matches``. The rest stands here in the paper's order. Where it leaves a choice open, that is named:

* votes are clustered jointly in position, angle and scale, by hashing into half-overlapping bins;
* the first round's centroid may lie far from the object, which blurs its votes; so the winning members give a
  new centroid and a second, finer round;
* an object's score is the weight of its members times the log of the number of places that they come from;
* in ranking, a place of the query that better photos explain counts for less: what is new goes first.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.compute import Device, KernelBuildError
from imagefinder.matching.frames import OCTAVES, Frames, frames_of
from imagefinder.matching.matches import Matches
from imagefinder.matching.objects import objects_of
from imagefinder.matching.os2os_device import clusters_on_device
from imagefinder.matching.support import TIE_BREAK, support_scores
from imagefinder.matching.verifier import RankedPhotos

_log = logging.getLogger(__name__)

ROUNDS: Final = (0.08, 0.03)
"""Sides of the square position bins of the two rounds, parts of the query's longer side."""
ANGLE_BINS: Final = 12
PEELED_OBJECTS: Final = 4
PEELED_PHOTOS: Final = 100
WORTH_PEELING: Final = 1.0
"""Objects of less evidence than this are not looked behind for a second one."""
FAINTEST: Final = 0.01
"""Matches of less weight, most of all there are, can carry no object."""
EXPLAINED_PLACE: Final = 0.08
"""Side of the squares of the query that are explained once, part of its longer side."""
_HALVES: Final = (0.0, 0.5)
_PLACES: Final = 1 << 12
_TURNS: Final = ANGLE_BINS * OCTAVES


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """The heaviest cluster of votes of each group.

    Attributes:
        weight: (groups,) float64, sum of its members' weights.
        member: (n,) bool, which matches are in their group's heaviest cluster.
    """

    weight: NDArray[np.float64]
    member: NDArray[np.bool_]


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
    """
    angle, octave = _angle(frames), frames.octave
    company = np.zeros(len(frames), bool)
    octaves = int(octave.max(initial=0.0)) + 2
    cells = len(frames.group_photo) * (ANGLE_BINS * octaves)
    for oa, os in product(_HALVES, repeat=2):
        key = (frames.group * ANGLE_BINS + _floor(angle + oa) % ANGLE_BINS) * octaves + _floor(octave + os)
        company |= np.bincount(key, minlength=cells)[key] > 1
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


def find_objects(
    frames: Frames, device: Device | None = None, rounds: tuple[float, ...] = ROUNDS, clean_up: bool = True
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Steps (iv) to (vii) for the best object of each group.

    Args:
        frames: the matches.
        device: where votes are clustered; NumPy if None or without OpenCL.
        rounds: sides of the position bins of each round, parts of the query's longer side.
        clean_up: False to carry every match through all rounds; it costs time and finds the same.

    Returns:
        S_o (groups,) float64 and (n,) bool, which matches are members of their group's object.
    """
    groups = len(frames.group_photo)
    score = np.zeros(groups)
    member = np.zeros(len(frames), bool)
    if len(frames) == 0:
        return score, member
    c = centroids(frames, np.ones(len(frames), bool))
    # A group of one match has no object; in a large library most photos that are touched at all are such.
    rows = np.flatnonzero(frames.w >= (FAINTEST if clean_up else 0.0))
    rows = rows[np.bincount(frames.group[rows], minlength=groups)[frames.group[rows]] > 1]
    part, present = frames.compact(rows)
    c = c[present]
    kept = with_company(part) if clean_up else np.ones(len(part), bool)  # clean-up 1
    for number, side in enumerate(rounds):
        part, rows = part.take(kept), rows[kept]
        inside = _clustered(part, c, side * frames.L, device)
        if number + 1 < len(rounds):
            # Clean-up 2: only groups where at least two votes met go on, from the centroid of those that did.
            c = centroids(part, inside)
            met = np.bincount(part.group[inside], minlength=len(present)) > 1
            kept = met[part.group] if clean_up else np.ones(len(part), bool)
        else:
            score[present] = support_scores(part, inside)  # step (vii)
            member[rows[inside]] = True
    return score, member


def standings(frames: Frames, score: NDArray[np.float64], member: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Step (vii), from objects to images: S_o · Σw/(1 + b)²/Σw, where b better objects show the same place.

    A world holds many photos of one cover, shelf or floor. By S_o alone all that show the host would come
    before a donor of a few matches.

    Args:
        frames: the matches.
        score: S_o (groups,).
        member: (n,) bool, members of their group's object.

    Returns:
        (groups,) float64, at most S_o.
    """
    groups = len(score)
    rows = np.flatnonzero(member)
    group = frames.group[rows]
    x = np.where(frames.group_flipped[group], frames.width - 1 - frames.x[rows].real, frames.x[rows].real)
    side = EXPLAINED_PLACE * frames.L
    place = (_floor(frames.x[rows].imag / side) + _PLACES) * (4 * _PLACES) + _floor(x / side) + _PLACES
    order = np.empty(groups, np.int64)
    order[np.argsort(-score, kind="stable")] = np.arange(groups)
    # One key for each object at each place, those of one place in a row, the best object first.
    keys, at = np.unique(place * groups + order[group], return_inverse=True)
    there = keys // max(1, groups)
    better = np.arange(len(keys)) - np.searchsorted(there, there)
    w = frames.w[rows]
    whole = np.bincount(group, w, groups)
    new = np.bincount(group, w / (1.0 + better[at]) ** 2, groups)
    return np.asarray(score * new / np.maximum(whole, 1e-12), np.float64)


def _clustered(
    frames: Frames, c: NDArray[np.complex128], side: float, device: Device | None
) -> NDArray[np.bool_]:
    """Members of the heaviest clusters, from the device or from its NumPy twin."""
    if device is not None and device.kind != "numpy":
        try:
            return clusters_on_device(device, frames, c, side)
        except KernelBuildError as error:
            _log.warning("OS2OS runs in NumPy: %s", error)
    return heaviest_clusters(frames, votes(frames, c), side).member


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
        score, member = find_objects(frames, self._device, self._rounds, self._clean_up)
        found = [(score, member)]
        # Several objects of one photo: take the members away and look again where something may be left.
        left = np.ones(len(frames), bool)
        best = np.argsort(-score, kind="stable")[:PEELED_PHOTOS]
        alive = np.zeros(len(score), bool)
        alive[best[score[best] >= WORTH_PEELING]] = True
        while len(found) < PEELED_OBJECTS and alive.any():
            left &= ~found[-1][1]
            rows = np.flatnonzero(left & alive[frames.group])
            score, inside = find_objects(frames.take(rows), self._device, self._rounds, self._clean_up)
            member = np.zeros(len(frames), bool)
            member[rows[inside]] = True
            alive &= score >= WORTH_PEELING
            found.append((np.where(alive, score, 0.0), member & alive[frames.group]))
        standing = standings(frames, *found[0]) if self._new_first else None
        return objects_of(matches, frames, found, TIE_BREAK, standing)
