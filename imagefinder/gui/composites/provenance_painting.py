"""How the provenance graph looks: photos with their borrowed objects outlined, and the links between them.

Plain functions over a painter, so that the window and a picture file that a background thread makes are drawn
alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from imagefinder.groups.provenance import Link, Node
from imagefinder.gui.widgets.outlines import object_colour, paint_outline, pieces_path
from imagefinder.gui.widgets.theme import sized_font

NODE = QSizeF(176.0, 158.0)
GAP = QSizeF(130.0, 30.0)
PICTURE = QSizeF(160.0, 112.0)
FULL_DETAIL = 0.45
"""Zoom from which words are drawn."""
SOME_DETAIL = 0.18
"""Zoom from which objects are outlined and corners are round."""
ARROW = 11.0
Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A link ready for drawing.

    Attributes:
        link: what it is.
        colour: of the link and of its objects at both ends.
        start: content at its left end: the composite, where that can be told.
        end: content at its right end.
        bends: where it passes between other photos, from start to end.
    """

    link: Link
    colour: QColor
    start: int
    end: int
    bends: tuple[tuple[float, float], ...] = ()

    @property
    def directed(self) -> bool:
        """Whether it can be told who borrowed."""
        return self.link.composite is not None


def drawn_links(links: Sequence[Link]) -> list[DrawnLink]:
    """Links from composite to donor, each in the colour of its number among those of its composite."""
    counts: dict[int, int] = {}
    drawn = []
    for link in links:
        start = link.first if link.composite is None else link.composite
        number = counts.get(start, 0)
        counts[start] = number + 1
        end = link.second if start == link.first else link.first
        drawn.append(DrawnLink(link, object_colour(number), start, end))
    return drawn


def node_rect(centre: QPointF) -> QRectF:
    """The card of a node."""
    rect = QRectF(QPointF(0, 0), NODE)
    rect.moveCenter(centre)
    return rect


def link_path(start: QPointF, end: QPointF, bends: Sequence[tuple[float, float]] = ()) -> QPainterPath:
    """A curve between two cards: from the right side of the left one to the left side of the right one,
    straight through the columns that it passes.
    """
    way = 1.0 if end.x() >= start.x() else -1.0
    if abs(end.x() - start.x()) < NODE.width():  # one above the other: both ends on the same side
        a = start + QPointF(NODE.width() / 2, 0)
        b = end + QPointF(NODE.width() / 2, 0)
        bend = QPointF(GAP.width() * 0.6, 0)
        path = QPainterPath(a)
        path.cubicTo(a + bend, b + bend, b)
        return path
    a = start + QPointF(way * NODE.width() / 2, 0)
    b = end - QPointF(way * NODE.width() / 2, 0)
    path = QPainterPath(a)
    half = QPointF(way * NODE.width() / 2, 0)
    for x, y in bends:
        _curve_to(path, QPointF(x, y) - half)
        path.lineTo(QPointF(x, y) + half)
    _curve_to(path, b)
    return path


def _curve_to(path: QPainterPath, to: QPointF) -> None:
    """Leave and arrive horizontally."""
    here = path.currentPosition()
    middle = QPointF((to.x() - here.x()) * 0.5, 0)
    path.cubicTo(here + middle, to - middle, to)


def link_shape(path: QPainterPath) -> QPainterPath:
    """Where the pointer touches a link."""
    stroker = QPainterPathStroker()
    stroker.setWidth(12.0)
    return stroker.createStroke(path)


def paint_link(painter: QPainter, path: QPainterPath, drawn: DrawnLink, *, strong: bool, faint: bool) -> None:
    """A link: an arrow towards the donor, or a dashed line where no direction can be told."""
    colour = QColor(drawn.colour)
    colour.setAlphaF(0.22 if faint else 1.0)
    pen = QPen(colour, 3.4 if strong else 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if not drawn.directed:
        pen.setDashPattern([3.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if drawn.directed:
        tip, before = path.pointAtPercent(1.0), path.pointAtPercent(0.97)
        angle = math.atan2(tip.y() - before.y(), tip.x() - before.x())
        corners = [tip]
        for turn in (2.65, -2.65):
            corners.append(tip + QPointF(math.cos(angle + turn), math.sin(angle + turn)) * ARROW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(corners))


def paint_node(
    painter: QPainter,
    rect: QRectF,
    node: Node,
    picture: QPixmap | QImage | None,
    links: Sequence[DrawnLink],
    palette: QPalette,
    font: QFont,
    *,
    detail: float = 1.0,
    current: bool = False,
    faint: bool = False,
) -> None:
    """A photo's card.

    Args:
        painter: where to.
        rect: of the card, see ``node_rect``.
        node: the photo.
        picture: its thumbnail, None while it is not here.
        links: those that end at it; their objects are outlined in their colours.
        palette: of the theme.
        font: of the words.
        detail: pixels of the screen per unit.
        current: whether it is chosen.
        faint: whether something else is chosen that it has nothing to do with.
    """
    painter.save()
    painter.setOpacity(0.45 if faint else 1.0)
    if node.copies and detail >= SOME_DETAIL:
        # Near-duplicates are one node: a card that lies on others.
        painter.setPen(QPen(palette.color(Role.Dark), 1.0))
        painter.setBrush(palette.color(Role.Light))
        for shift in (8.0, 4.0):
            painter.drawRoundedRect(rect.translated(shift, shift), 9, 9)
    painter.setPen(QPen(palette.color(Role.Accent if current else Role.Dark), 3.0 if current else 1.0))
    painter.setBrush(palette.color(Role.Base))
    painter.drawRoundedRect(rect, 9, 9)
    room = QRectF(rect.left() + 8, rect.top() + 8, PICTURE.width(), PICTURE.height())
    width, height = max(1, node.size[0]), max(1, node.size[1])
    scale = min(room.width() / width, room.height() / height)
    target = QRectF(0, 0, width * scale, height * scale)
    target.moveCenter(room.center())
    if picture is None or picture.isNull():
        painter.fillRect(target, palette.color(Role.Light))
    elif isinstance(picture, QPixmap):
        painter.drawPixmap(target, picture, QRectF(picture.rect()))
    else:
        painter.drawImage(target, picture, QRectF(picture.rect()))
    if detail >= SOME_DETAIL:
        transform = QTransform.fromTranslate(target.x(), target.y()).scale(scale, scale)
        painter.save()
        painter.setClipRect(target)
        for drawn in links:
            for item in drawn.link.objects:
                pieces = item.first_outline if drawn.link.first == node.content else item.second_outline
                paint_outline(painter, pieces_path(pieces, transform), drawn.colour, width=1.6, fill=46)
        painter.restore()
    if detail >= FULL_DETAIL:
        _paint_caption(painter, rect, node, palette, font)
    painter.restore()


def _paint_caption(painter: QPainter, rect: QRectF, node: Node, palette: QPalette, font: QFont) -> None:
    room = QRectF(rect.left() + 9, rect.bottom() - 33, rect.width() - 18, 26)
    right = room.right()
    if node.copies:
        painter.setFont(sized_font(font, 0.84, bold=True))
        words = f"+{len(node.copies)}"
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words) + 14
        box = QRectF(right - wide, room.center().y() - 9, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(Role.Accent))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(palette.color(Role.HighlightedText))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        right = box.left() - 6
    painter.setFont(sized_font(font, 0.94, bold=True))
    painter.setPen(palette.color(Role.Text))
    room.setRight(right)
    metrics = QFontMetricsF(painter.font())
    cut = metrics.elidedText(node.path.name, Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
