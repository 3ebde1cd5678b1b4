"""Two contents looked at closely: the same picture, alike, two shots of one moment, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from imagefinder.groups.alignment import Alignment, align_features, align_frames
from imagefinder.groups.change import Change, Direction, FileFacts, name_change
from imagefinder.groups.collection import Contents, Picture
from imagefinder.groups.comparison import Comparison, compare
from imagefinder.groups.geometry import Matrix, Placement, Size, place, rescaled
from imagefinder.groups.series import Shot, are_companions, are_different_shots, shot_of

SUPPORT = 0.55
STRUCTURE = 0.42
CONFLICT = 0.12
CONTESTED = 0.1
"""Whole frames of which more than this part of the texture contradicts are laid on each other only where
features agree to it: two screenshots of one window agree in all but the pictures in it."""
CORRELATION = 0.72
FLAT = 0.03
COVERAGE = 0.6
ALIKE_INLIERS = 15
_CLEAR = 0.8


class Relation(StrEnum):
    """What two contents are to each other."""

    SAME = "same"
    ALIKE = "alike"
    BURST = "burst"
    COMPANION = "companion"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two contents and what they are to each other.

    Attributes:
        first: content id, the smaller.
        second: content id.
        relation: what they are to each other.
        similarity: 0 to 1.
        change: what was done to one to make the other; None unless the same picture.
        matrix: (3, 3) full-resolution pixels of the first → of the second; None when they could not be
            aligned.
    """

    first: int
    second: int
    relation: Relation
    similarity: float
    change: Change | None = None
    matrix: Matrix | None = None


def judge(contents: Contents, first: int, second: int, *, thorough: bool = True) -> Pair:
    """Compare two contents.

    Args:
        contents: where their pictures and features are.
        first: content id.
        second: content id.
        thorough: also try local features when the whole frames do not agree.
    """
    if first > second:
        first, second = second, first
    a, b = contents.details(first), contents.details(second)
    if a is None or b is None:
        return Pair(first, second, Relation.NONE, 0.0)
    shot_a, shot_b = shot_of(a), shot_of(b)
    if are_companions(shot_a, shot_b):
        return Pair(first, second, Relation.COMPANION, 1.0)
    picture_a, picture_b = contents.picture(first), contents.picture(second)
    facts_a, facts_b = contents.facts(first), contents.facts(second)
    if picture_a is None or picture_b is None or facts_a is None or facts_b is None:
        return Pair(first, second, Relation.NONE, 0.0)
    found = _best_alignment(
        contents, first, second, picture_a, picture_b, facts_a.size, facts_b.size, thorough
    )
    if found is None:
        return Pair(first, second, Relation.NONE, 0.0)
    alignment, seen = found
    return _verdict(first, second, alignment, seen, (facts_a, facts_b), (shot_a, shot_b))


def _best_alignment(
    contents: Contents,
    first: int,
    second: int,
    a: Picture,
    b: Picture,
    size_a: Size,
    size_b: Size,
    thorough: bool,
) -> tuple[Alignment, Comparison] | None:
    if min(a.contrast, b.contrast) < 1.0:
        return None  # an empty picture says nothing: it is like every other empty one
    best: tuple[Alignment, Comparison] | None = None
    alignment = align_frames(a.signature, b.signature, size_a, size_b)
    if alignment is not None:
        seen = _compare(alignment.matrix, a.pixels, b.pixels, size_a, size_b)
        if seen is not None and seen.conflict <= CONTESTED:
            best = (alignment, seen)
            if min(seen.support, seen.structure) > _CLEAR:
                return best
    if not thorough:
        return best
    features_a, features_b = contents.features(first), contents.features(second)
    if features_a is None or features_b is None:
        return best
    alignment = align_features(features_a, features_b, size_a, size_b)
    if alignment is not None:
        seen = _compare(alignment.matrix, a.pixels, b.pixels, size_a, size_b)
        if seen is not None and (best is None or _strength(seen) > _strength(best[1])):
            best = (alignment, seen)
    return best


def _size(pixels: NDArray[np.uint8]) -> Size:
    return pixels.shape[1], pixels.shape[0]


def _compare(
    m: Matrix, a: NDArray[np.uint8], b: NDArray[np.uint8], size_a: Size, size_b: Size
) -> Comparison | None:
    now_a, now_b = _size(a), _size(b)
    return compare(a, b, rescaled(m, size_a, now_a, size_b, now_b))


def _strength(seen: Comparison) -> float:
    return seen.support * (seen.structure if seen.texture > FLAT else 1.0)


def is_same_picture(seen: Comparison, placement: Placement) -> bool:
    """Whether two aligned photos are versions of one picture, rather than two pictures of one thing.

    A façade, a page or a cover photographed twice also lies on itself, by a turn and a perspective that are
    anyone's; a version that was turned or distorted on purpose agrees much better than two photographs ever
    do.
    """
    coverage = max(placement.first_coverage, placement.second_coverage)
    off_quarter = abs(placement.degrees - round(placement.degrees / 90) * 90)
    if off_quarter > 1.2 or placement.distortion > 0.015:
        agreeing = min(seen.support, seen.structure)
        close = agreeing >= 0.93 and seen.fidelity >= 0.974 and seen.conflict <= 0.03
        everywhere = (
            agreeing >= 0.965
            and seen.covered == 0  # glare on a cover or a page, photographed, is even too
            and seen.fidelity >= 0.94
            and seen.conflict <= 0.004
            and seen.correlation >= 0.97
        )
        if seen.texture < FLAT or not (close or everywhere):
            return False
    # Where something was drawn, covered or mended, everything else is untouched; between two shots nothing
    # quite agrees.
    if seen.conflict > 0.02 and seen.fidelity < (0.965 if seen.conflict > 0.05 else 0.94):
        return False
    if coverage < COVERAGE or seen.correlation < CORRELATION or seen.support < SUPPORT:
        return False
    if seen.texture < FLAT:  # nothing but smooth areas: they have to agree very well indeed
        return seen.correlation > 0.985 and seen.support > 0.985
    # Covering a part hides the pattern there; another pattern in its place is another picture.
    return seen.structure >= STRUCTURE and seen.conflict <= CONFLICT


def _verdict(
    first: int,
    second: int,
    alignment: Alignment,
    seen: Comparison,
    facts: tuple[FileFacts, FileFacts],
    shots: tuple[Shot, Shot],
) -> Pair:
    placement = place(alignment.matrix, facts[0].size, facts[1].size)
    coverage = max(placement.first_coverage, placement.second_coverage)
    similarity = float(np.clip(max(seen.correlation, 0.0) * seen.support, 0.0, 1.0))
    if is_same_picture(seen, placement):
        # Two shots of one scene can agree as well as two versions of one shot: the clock of the camera
        # tells them apart.
        if are_different_shots(shots[0], shots[1]) and not (
            seen.correlation > 0.9995 and seen.support > 0.999
        ):
            return Pair(first, second, Relation.BURST, similarity, None, alignment.matrix)
        change = name_change(placement, seen, facts[0], facts[1])
        return Pair(first, second, Relation.SAME, similarity, change, alignment.matrix)
    alike = alignment.inliers >= ALIKE_INLIERS and coverage > 0.25 and seen.correlation > 0.3
    alike = alike or (alignment.inliers == 0 and seen.correlation > 0.8 and seen.structure > 0.15)
    relation = Relation.ALIKE if alike else Relation.NONE
    if alike and are_different_shots(shots[0], shots[1]):
        relation = Relation.BURST
    return Pair(
        first, second, relation, similarity if alike else 0.0, None, alignment.matrix if alike else None
    )


def pair_seen_from(pair: Pair, content: int) -> Pair:
    """The pair with ``content`` as its first member: the change then tells what makes the other one of it."""
    if pair.first == content:
        return pair
    matrix = None if pair.matrix is None else np.asarray(np.linalg.inv(pair.matrix))
    change = None if pair.change is None else pair.change.turned()
    if change is not None:
        change = Change(change.kinds, _turned_words(change.words), change.direction, _turned_reason(change))
    return Pair(pair.second, pair.first, pair.relation, pair.similarity, change, matrix)


def _turned_words(words: str) -> str:
    parts = []
    for part in words.split(", "):
        name, _, number = part.partition(" ")
        degrees = -int(number) if name == "rotated" and number.lstrip("-").isdigit() else None
        if degrees is not None:
            part = f"rotated {degrees % 360 if degrees % 90 == 0 else degrees}"
        parts.append(part)
    return ", ".join(parts)


def _turned_reason(change: Change) -> str:
    if change.direction is Direction.UNKNOWN:
        return change.reason
    return change.reason.replace("first", "\0").replace("second", "first").replace("\0", "second")
