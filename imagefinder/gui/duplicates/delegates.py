"""Painting of the Duplicates place: a group as a stack of its pictures, a file with what becomes of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imagefinder.groups.duplicates import Group
from imagefinder.gui.duplicates.models import (
    GroupRole,
    GroupsModel,
    MarkRole,
    MembersModel,
    ReferenceRole,
)
from imagefinder.gui.results.model import PhotoIdRole
from imagefinder.gui.widgets.theme import sized_font, theme_of
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

ROW = 92
MARKED_OPACITY = 0.38
Role = QPalette.ColorRole


def paint_pill(painter: QPainter, corner: QRectF, words: str, ground: QColor, ink: QColor) -> QRectF:
    """A small rounded tag with its upper left corner at that of ``corner``, no wider than it."""
    metrics = QFontMetricsF(painter.font())
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, corner.width() - 16)
    box = QRectF(corner.left(), corner.top(), metrics.horizontalAdvance(cut) + 16, metrics.height() + 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cut)
    return box


def paint_cover(painter: QPainter, frame: QRectF, pixmap: QPixmap | None, palette: QPalette) -> None:
    """The middle of a picture in a frame with round corners; an empty frame while it is not here."""
    shape = QPainterPath()
    shape.addRoundedRect(frame, 5, 5)
    painter.save()
    painter.setClipPath(shape)
    painter.fillPath(shape, palette.color(Role.Light))
    if pixmap is not None:
        side = min(pixmap.width(), pixmap.height())
        source = QRectF((pixmap.width() - side) / 2, (pixmap.height() - side) / 2, side, side)
        painter.drawPixmap(frame, pixmap, source)
    painter.restore()
    painter.setPen(QPen(palette.color(Role.Window), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


class GroupsDelegate(QStyledItemDelegate):
    """One group: its first pictures, how many, how much they take."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(260, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        group: Group = index.data(GroupRole)
        palette = QGuiApplication.palette()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(2, 2, -6, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(palette.color(Role.Accent if chosen else Role.Light))
            ground.setAlpha(46 if chosen else 255)
            painter.setPen(QPen(palette.color(Role.Accent), 1.4) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(card, 8, 8)
        side = card.height() - 16
        # A stack: the suggested keeper lies on top of up to two others.
        for depth in reversed(range(min(3, len(group.photos)))):
            frame = QRectF(card.left() + 10 + depth * 9, card.top() + 8 + depth * 2, side, side - depth * 4)
            paint_cover(painter, frame, self._cache.pixmap(group.photos[depth].photo.photo_id), palette)
        left = card.left() + 10 + side + 30
        words = QRectF(left, card.top() + 10, card.right() - left - 8, card.height() - 20)
        model = index.model()
        lines = model.words(group) if isinstance(model, GroupsModel) else ("", "")
        height = option.fontMetrics.height() + 3
        for number, (text, font, role) in enumerate(
            (
                (group.photos[0].photo.path.name, sized_font(option.font, 1.0, bold=True), Role.Text),
                (lines[0], option.font, Role.Midlight),
                (
                    lines[1],
                    sized_font(option.font, 0.92),
                    Role.Accent if index.data(MarkRole) else Role.Midlight,
                ),
            )
        ):
            painter.setFont(font)
            painter.setPen(palette.color(role))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(words.width()))
            painter.drawText(
                QRectF(words.left(), words.top() + number * height, words.width(), height),
                Qt.AlignmentFlag.AlignVCenter,
                cut,
            )
        painter.restore()


class MembersDelegate(QStyledItemDelegate):
    """One file of a group."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.side = 240

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(self.side + 24, round(self.side * 0.8) + option.fontMetrics.height() * 4 + 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        palette, model = QGuiApplication.palette(), index.model()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(3, 3, -5, -5)
        keeper, chosen = index.row() == 0, bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(palette.color(Role.Accent if chosen else Role.Mid), 1.6 if chosen else 1.0))
        painter.setBrush(palette.color(Role.Base))
        painter.drawRoundedRect(card, 9, 9)
        frame = QRectF(card.left() + 8, card.top() + 8, card.width() - 16, round(self.side * 0.8))
        pixmap = self._cache.pixmap(index.data(PhotoIdRole))
        if pixmap is not None:
            scale = min(frame.width() / pixmap.width(), frame.height() / pixmap.height())
            target = QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale)
            target.moveCenter(frame.center())
            painter.setOpacity(MARKED_OPACITY if index.data(MarkRole) is not None else 1.0)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
            painter.setOpacity(1.0)
        self._paint_state(painter, option, frame, index)
        lines = model.lines(index.row()) if isinstance(model, MembersModel) else []
        height, y = option.fontMetrics.height() + 2, frame.bottom() + 6
        texts = [(str(index.data() or ""), sized_font(option.font, 1.0, bold=True), Role.Text)]
        texts += [(text, sized_font(option.font, 0.94), Role.Midlight) for text in lines]
        for number, (text, font, role) in enumerate(texts):
            painter.setFont(font)
            painter.setPen(palette.color(Role.Accent if keeper and number == 2 else role))
            mode = Qt.TextElideMode.ElideLeft if number == 3 else Qt.TextElideMode.ElideRight
            cut = painter.fontMetrics().elidedText(text, mode, int(frame.width()))
            painter.drawText(
                QRectF(frame.left(), y, frame.width(), height), Qt.AlignmentFlag.AlignVCenter, cut
            )
            y += height
        painter.restore()

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF, index: Any
    ) -> None:
        """What becomes of the file: over its picture, in words and in a colour."""
        model = index.model()
        words = model.state(index.row()) if isinstance(model, MembersModel) else ""
        if not words:
            return
        theme = theme_of(QGuiApplication.palette())
        goes = index.data(MarkRole) is not None
        colour = theme.bad if goes else theme.warn if index.data(ReferenceRole) else theme.good
        painter.setFont(sized_font(option.font, 0.92, bold=True))
        paint_pill(painter, frame.adjusted(4, 4, -4, -4), words, QColor(colour), QColor(theme.raised))
