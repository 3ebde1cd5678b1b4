"""A query cut into its explained parts: which photo each object comes from, and what nothing explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from imagefinder.gui.bridge.regions import QueryRegion, from_lasso
from imagefinder.gui.widgets.outlines import pieces_path
from imagefinder.search.colours import ObjectKey, query_pieces
from imagefinder.search.results import MatchKind, ObjectMatch, Outline, SearchResult, SearchResults

SMALLEST_SHARE = 0.01
"""Unexplained pieces below this share of the query are seams, not parts."""
HOST = "host"
SOURCES = (HOST, "donor")
"""Roles of photos that a composite was made of; the others only show the same things."""
MOST_REGIONS = 4
GRID = 256
"""Longer side, cells, of the grid on which overlaps are measured."""
WHOLE = 0.9
"""Share of the query in a result's frame from which the result is a copy of all of it."""
NEW_SHARE = 0.5
"""Share of a part that no larger part may cover."""


@dataclass(frozen=True, slots=True)
class Part:
    """One object of the query and the photo that explains it.

    Attributes:
        colour: the object's number. result: its best donor. found: the object as found there.
        others: how many more photos hold the same object.
    """

    colour: int
    result: SearchResult
    found: ObjectMatch
    others: int = 0

    @property
    def ground(self) -> bool:
        """Whether the others lie on it: the host, or a copy of the whole as long as nothing is divided."""
        role = self.result.role
        return role == HOST or (role is None and self.found.query_frame >= WHOLE)


def parts_of(answer: SearchResults, colours: Mapping[ObjectKey, int]) -> list[Part]:
    """One part per object of the query, the largest first; each with its best verified donor."""
    best: dict[int, Part] = {}
    sources = [result for result in answer.results if result.role in SOURCES]
    for result in sources or answer.results:
        for number, found in enumerate(result.objects):
            colour = colours.get((result.photo_id, number))
            if colour is None or not found.verified:
                continue
            known = best.get(colour)
            if known is None:
                best[colour] = Part(colour, result, found)
            else:
                better = Part(colour, result, found) if found.score > known.found.score else known
                best[colour] = Part(better.colour, better.result, better.found, known.others + 1)
    ordered = sorted(best.values(), key=lambda part: (not part.ground, -part.found.query_coverage))
    return _partition(ordered, answer.query.width, answer.query.height)


def _partition(parts: Sequence[Part], width: int, height: int) -> list[Part]:
    """Those parts that explain something which larger ones do not: copies of one donor repeat its objects."""
    scale = GRID / max(width, height, 1)
    size = (max(1, round(height * scale)), max(1, round(width * scale)))
    # A host is the ground on which donors lie: its outline runs around them and explains none of them.
    explained = {ground: np.zeros(size, np.uint8) for ground in (True, False)}
    kept = []
    for part in parts:
        mask = np.zeros(size, np.uint8)
        for piece in query_pieces(part.found):
            cv2.fillPoly(mask, [np.round(np.asarray(piece) * scale).astype(np.int32)], 1)
        layer = explained[part.ground]
        area = int(mask.sum())
        if area and int((mask & (1 - layer)).sum()) >= NEW_SHARE * area:
            layer |= mask
            kept.append(part)
    return kept


def unexplained(answer: SearchResults, parts: Sequence[Part]) -> tuple[Outline, ...]:
    """Outlines of what no verified object covers, in pixels of the query, the largest first.

    One that has holes is a single outline that runs to each hole and back.
    """
    smallest = SMALLEST_SHARE * answer.query.width * answer.query.height
    pieces: list[Outline] = []
    for polygon in rest_path(answer, parts).toFillPolygons():
        outline = tuple((point.x(), point.y()) for point in polygon.toList())
        if _area(outline) >= smallest:
            pieces.append(outline)
    return tuple(sorted(pieces, key=_area, reverse=True))


def rest_path(answer: SearchResults, parts: Sequence[Part]) -> QPainterPath:
    """The unexplained part as one path, holes included."""
    if answer.unexplained:
        # What the search left over has been divided already: only donors found since then take from it. A
        # host's outline runs around everything that lies on it, explained or not.
        rest = pieces_path(answer.unexplained, QTransform()).simplified()
        taking = [part for part in parts if part.result.role != HOST]
    elif any(part.result.kind == MatchKind.COPY for part in parts):
        return QPainterPath()
    else:
        rest = QPainterPath()
        rest.addRect(QRectF(0, 0, answer.query.width, answer.query.height))
        taking = list(parts)
    for part in taking:
        rest = rest.subtracted(pieces_path(query_pieces(part.found), QTransform()).simplified())
    return rest.simplified()


def rest_regions(answer: SearchResults, parts: Sequence[Part]) -> list[QueryRegion]:
    """The largest unexplained parts as regions to search for."""
    size = (answer.query.width, answer.query.height)
    outlines = unexplained(answer, parts)[:MOST_REGIONS]
    return [from_lasso(list(outline), size) for outline in outlines if len(outline) > 2]


def with_rest(
    answer: SearchResults, parts: Sequence[Part], found: SearchResults
) -> tuple[SearchResults, int]:
    """An answer with what a search for its unexplained parts has found, and how many donors are new.

    Args:
        answer: what was known.
        parts: its parts.
        found: the answer of the search for the rest.
    """
    known = {result.photo_id for result in answer.results if result.role in SOURCES}
    known |= {part.result.photo_id for part in parts}
    new = [
        replace(result, role="donor", rank=len(answer.results) + number)
        for number, result in enumerate(found.results, 1)
        if result.verified
        and result.photo_id not in known
        # The picture itself, and copies of it, explain nothing.
        and result.path != answer.query.path
        and not (result.kind is MatchKind.COPY and max(o.query_frame for o in result.objects) > WHOLE)
    ]
    if not new:
        return answer, 0
    # What was there before keeps its place; a role must stand for every source, or the new ones hide the old.
    sources = {part.result.photo_id for part in parts}
    older = tuple(
        replace(result, role=result.role or "donor") if result.photo_id in sources else result
        for result in answer.results
    )
    return replace(answer, results=(*older, *new)), len(new)


def _area(outline: Outline) -> float:
    total = 0.0
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1], strict=True):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2


def box_of(pieces: Sequence[Outline]) -> QRectF:
    """Bounding box of an object's pieces."""
    box = QRectF()
    for piece in pieces:
        box = box.united(QPolygonF([QPointF(x, y) for x, y in piece]).boundingRect())
    return box
