"""Objects and their colours: one colour per object of the query, the same in the query and in every
result.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from imagefinder.search import colours
from imagefinder.search.colours import ObjectKey, query_pieces, result_pieces
from imagefinder.search.colours import number_objects as colour_objects
from imagefinder.search.results import MatchKind, Outline, SearchResult

__all__ = [
    "ObjectKey",
    "colour_objects",
    "covers_all",
    "object_colour",
    "paint_outline",
    "pieces_path",
    "query_pieces",
    "result_pieces",
]


def object_colour(number: int) -> QColor:
    """The colour of an object's number."""
    return QColor(colours.object_colour(number))


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
