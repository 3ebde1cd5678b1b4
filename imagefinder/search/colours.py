"""One colour per object of the query, the same in the query and in every result that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from imagefinder.search.results import ObjectMatch, Outline, SearchResult

OBJECT_COLOURS = ("#ff9f1c", "#2ec4b6", "#e71d73", "#8ac926", "#4d96ff", "#c77dff", "#ffd60a", "#ff6b6b")

ObjectKey = tuple[int, int]
"""Photo id and number of the object in that result."""
Box = tuple[float, float, float, float]
SAME_OBJECT = 0.4
"""Overlap of bounding boxes in the query above which two results show the same object."""


def query_pieces(found: ObjectMatch) -> tuple[Outline, ...]:
    """Every piece of an object's outline in the query."""
    return found.query_pieces or ((found.query_outline,) if found.query_outline else ())


def result_pieces(found: ObjectMatch) -> tuple[Outline, ...]:
    """Every piece of an object's outline in the result."""
    return found.result_pieces or ((found.result_outline,) if found.result_outline else ())


def overlap(a: Box, b: Box) -> float:
    """Intersection over union of two boxes given as left, top, right, bottom."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / both if both > 0 else 0.0


def number_objects(results: Sequence[SearchResult]) -> dict[ObjectKey, int]:
    """Number the objects of an answer so that one part of the query has one number in every result."""
    known: list[Box] = []
    numbers: dict[ObjectKey, int] = {}
    for result in results:
        for index, found in enumerate(result.objects):
            box = _box(query_pieces(found))
            if box is None:
                continue
            best = max(range(len(known)), key=lambda i: overlap(known[i], box), default=-1)
            if best < 0 or overlap(known[best], box) < SAME_OBJECT:
                best = len(known)
                known.append(box)
            numbers[result.photo_id, index] = best
    return numbers


def object_colour(number: int) -> str:
    """The colour of an object's number, as ``#rrggbb``."""
    return OBJECT_COLOURS[number % len(OBJECT_COLOURS)]


def _box(pieces: Sequence[Outline]) -> Box | None:
    xs = [x for piece in pieces for x, _ in piece]
    ys = [y for piece in pieces for _, y in piece]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None
