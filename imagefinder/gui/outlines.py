"""Objects and their colours: one colour per object of the query, the same in the query and in every
result.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from imagefinder.search.report import OBJECT_COLOURS
from imagefinder.search.results import MatchKind, ObjectMatch, Outline, SearchResult

ObjectKey = tuple[int, int]
"""Photo id and number of the object in that result."""

Box = tuple[float, float, float, float]
SAME_OBJECT = 0.4
"""Overlap (intersection over union of bounding boxes in the query) above which two results show the same
object.
"""


def query_pieces(found: ObjectMatch) -> tuple[Outline, ...]:
    """Every piece of an object's outline in the query."""
    return found.query_pieces or ((found.query_outline,) if found.query_outline else ())


def result_pieces(found: ObjectMatch) -> tuple[Outline, ...]:
    """Every piece of an object's outline in the result."""
    return found.result_pieces or ((found.result_outline,) if found.result_outline else ())


def _box(pieces: Sequence[Outline]) -> Box | None:
    xs = [x for piece in pieces for x, _ in piece]
    ys = [y for piece in pieces for _, y in piece]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def overlap(a: Box, b: Box) -> float:
    """Intersection over union of two boxes given as left, top, right, bottom."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / both if both > 0 else 0.0


def colour_objects(results: Sequence[SearchResult]) -> dict[ObjectKey, int]:
    """Number the objects of an answer so that the same part of the query has the same number in every
    result.
    """
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


def object_colour(number: int) -> QColor:
    """The colour of an object's number."""
    return QColor(OBJECT_COLOURS[number % len(OBJECT_COLOURS)])


def covers_all(result: SearchResult) -> bool:
    """Whether outlining this result's object in the query would only frame the whole picture."""
    return result.kind == MatchKind.COPY


def pieces_path(pieces: Sequence[Outline], transform: QTransform) -> QPainterPath:
    """Outlines in full-resolution pixels as one path in the painter's coordinates."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for piece in pieces:
        if len(piece) > 2:
            path.addPolygon(transform.map(QPolygonF([QPointF(x, y) for x, y in piece])))
            path.closeSubpath()
    return path


def paint_outline(
    painter: QPainter,
    path: QPainterPath,
    colour: QColor,
    *,
    width: float = 2.0,
    fill: int = 0,
    dashed: bool = False,
) -> None:
    """An outline that shows on any photo: a dark seam under the colour.

    Args:
        painter: where to.
        path: the outline, in the painter's coordinates.
        colour: of the object.
        width: of the line, logical pixels.
        fill: opacity of the inside, 0 to 255.
        dashed: for what is only possible, so that colour is not the only mark.
    """
    if fill:
        inside = QColor(colour)
        inside.setAlpha(fill)
        painter.fillPath(path, inside)
    seam = QPen(QColor(0, 0, 0, 130), width + 1.6)
    seam.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(seam)
    painter.drawPath(path)
    line = QPen(colour, width)
    line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        line.setDashPattern([4.0, 2.5])
    painter.setPen(line)
    painter.drawPath(path)
