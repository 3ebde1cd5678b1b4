"""From the members of a cluster to an object with a transform, for all photos at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.frames import Frames, fit_similarities, query_to_photo, supporters
from imagefinder.matching.matches import Matches
from imagefinder.matching.refit import refit_affines
from imagefinder.matching.verifier import MatchedObject, RankedPhotos

TOLERANCES: Final = (0.03, 0.02, 0.012)
"""In position, parts of the query's longer side, for three rounds of collecting inliers and fitting again."""
REFIT_TOLERANCE: Final = 0.012
"""For the affine refit, part of the query's longer side."""
SMALLEST_SCALE: Final = 1e-6
"""A similarity that shrinks more than this has no usable inverse."""
SHARED_MEMBERS: Final = 0.5
"""An object that shares more than this part of its matches with a stronger one of its photo is that one."""
DETAILED_PHOTOS: Final = 200
"""Only so many photos of the list get their objects; the rest has its score alone."""


def objects_of(
    matches: Matches,
    frames: Frames,
    found: list[tuple[NDArray[np.float64], NDArray[np.bool_]]],
    tie_break: float,
    standing: NDArray[np.float64] | None = None,
) -> RankedPhotos:
    """Turn members into verified photos.

    Args:
        matches: all matches; photos without any usable frame are listed too.
        frames: made of them.
        found: for each round of looking: score (groups,), 0 for none, and member (n,) bool.
        tie_break: times the sum of a photo's weights is added to its score, so that photos without an
            object have an order.
        standing: (groups,) what photos are ranked by instead of their evidence.

    Returns:
        Every photo of ``matches``, best first. Its score is the standing, and its evidence the score, of its
        best object, both with the tie break added.
    """
    photos, total = _photo_weights(matches)
    at = np.searchsorted(photos, frames.group_photo)

    def best(of_groups: NDArray[np.float64]) -> NDArray[np.float64]:
        highest = np.zeros(len(photos))
        if len(at):
            np.maximum.at(highest, at, of_groups)
        return np.asarray(highest + tie_break * total, np.float64)

    evidence = best(found[0][0])
    rank = evidence if standing is None else best(standing)
    order = np.argsort(-rank, kind="stable")
    shown = np.zeros(len(photos), bool)
    shown[order[:DETAILED_PHOTOS]] = True
    objects: dict[int, list[MatchedObject]] = {}
    wanted = [
        np.flatnonzero((score > 0) & shown[at]) if len(at) else np.zeros(0, np.int64) for score, _ in found
    ]
    marked = np.zeros(len(matches), bool)
    for group, item in _fit(matches, frames, found, wanted):
        others = objects.setdefault(int(at[group]), [])
        # What was left of an object already found may lead the refit back to that object.
        if not any(_shared(item, other, marked) > SHARED_MEMBERS for other in others):
            others.append(item)
    place = {i: number for number, i in enumerate(order[:DETAILED_PHOTOS].tolist())}
    best_first = {
        place[i]: tuple(sorted(items, key=lambda item: -item.score)) for i, items in objects.items()
    }
    return RankedPhotos(photos[order], rank[order], best_first, evidence[order])


def _shared(item: MatchedObject, other: MatchedObject, marked: NDArray[np.bool_]) -> float:
    """Part of an item's matches that another one has, too; ``marked`` is false before and after."""
    marked[other.members] = True
    shared = float(marked[item.members].mean())
    marked[other.members] = False
    return shared


def _photo_weights(matches: Matches) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    new = np.ones(len(matches), bool)  # matches are sorted by photo
    new[1:] = matches.photo[1:] != matches.photo[:-1]
    photos, place = matches.photo[new], np.cumsum(new) - 1
    return photos, np.asarray(np.bincount(place, matches.weight, len(photos)), np.float64)


def _fit(
    matches: Matches,
    frames: Frames,
    found: list[tuple[NDArray[np.float64], NDArray[np.bool_]]],
    wanted: list[NDArray[np.int64]],
) -> list[tuple[int, MatchedObject]]:
    """Similarities refitted to ever closer supporters, for all objects at once; affine where many agree."""
    groups = np.concatenate(wanted)
    if len(groups) == 0:
        return []
    scores = np.concatenate([score[some] for (score, _), some in zip(found, wanted, strict=True)])
    rows, asked, label = _put_to_all(frames, [member for _, member in found], wanted)
    part = frames.take(rows)
    similarities = fit_similarities(part, label, len(groups))
    for tolerance in TOLERANCES:
        agree = supporters(part, asked, similarities, tolerance * frames.L)
        agree &= part.w > 0
        # A hypothesis that loses all but one supporter keeps those it had.
        enough = np.bincount(asked[agree], minlength=len(groups)) > 1
        label = np.where(enough[asked], np.where(agree, asked, -1), label)
        similarities = fit_similarities(part, label, len(groups))
    order = np.argsort(label, kind="stable")
    order = order[np.searchsorted(label[order], 0) :]
    inlier = frames.row[rows[order]]
    alpha, beta = similarities.alpha, similarities.beta
    sound = np.isfinite(alpha) & np.isfinite(beta) & (np.abs(alpha) >= SMALLEST_SCALE)
    affine, believed = refit_affines(
        matches.query_xy[inlier],
        matches.result_xy[inlier],
        matches.weight[inlier],
        label[order],
        REFIT_TOLERANCE * frames.L / np.where(sound, np.abs(alpha), 1.0),
    )
    items = []
    bounds = np.searchsorted(label[order], np.arange(len(groups) + 1))
    for number in np.flatnonzero(sound & (np.diff(bounds) > 0)).tolist():
        group = int(groups[number])
        flipped = bool(frames.group_flipped[group])
        transform = (
            affine[number]
            if believed[number]
            else query_to_photo(complex(alpha[number]), complex(beta[number]), flipped, frames.width)
        )
        members = np.sort(inlier[bounds[number] : bounds[number + 1]])
        items.append((group, MatchedObject(float(scores[number]), members, transform, flipped)))
    return items


def _put_to_all(
    frames: Frames, members: list[NDArray[np.bool_]], wanted: list[NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every object put to all matches of its group; one that gave several objects is asked about each.

    Returns:
        (k,) int64 each: rows of ``frames``, the object's number, and the same for its members, else −1.
    """
    rows, asked, label = [], [], []
    first = 0
    for member, some in zip(members, wanted, strict=True):
        object_of_group = np.full(len(frames.group_photo), -1, np.int64)
        object_of_group[some] = first + np.arange(len(some))
        first += len(some)
        number = object_of_group[frames.group]
        rows.append(np.flatnonzero(number >= 0))
        asked.append(number[rows[-1]])
        label.append(np.where(member[rows[-1]], asked[-1], -1))
    return np.concatenate(rows), np.concatenate(asked), np.concatenate(label)
