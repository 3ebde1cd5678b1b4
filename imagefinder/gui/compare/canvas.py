"""A photo beside its match: zoomed and panned in step with another canvas, objects outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette, QWheelEvent
from PySide6.QtWidgets import QWidget

from imagefinder.gui.compare.view_state import ViewState
from imagefinder.gui.widgets.canvas import PhotoCanvas
from imagefinder.gui.widgets.outlines import paint_outline, pieces_path
from imagefinder.search.results import Outline

WHEEL = 1.0015
KEY_ZOOM = 1.25
KEY_PAN = 0.08


@dataclass(frozen=True, slots=True)
class OutlinedObject:
    """An object as one side of the comparison shows it."""

    pieces: tuple[Outline, ...]
    colour: QColor
    verified: bool
    number: int


class CompareCanvas(PhotoCanvas):
    """One side of a comparison.

    Keys: plus and minus zoom, 0 shows all, Ctrl and arrows pan.
    """

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.margin = 18.0
        self.caption = ""
        self.objects: list[OutlinedObject] = []
        self.outlines = True
        self.tinted = True
        self.highlight = -1
        self._drag: QPointF | None = None
        state.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_objects(self, objects: Sequence[OutlinedObject]) -> None:
        """Outline these."""
        self.objects = list(objects)
        self.update()

    def picture_rect(self) -> QRectF:
        """Where the whole photo lies, in widget coordinates."""
        fitted = super().picture_rect()
        zoom = self.state.zoom
        if zoom <= 1.0 or fitted.isEmpty():
            return fitted
        size = QSizeF(fitted.width() * zoom, fitted.height() * zoom)
        middle = QRectF(self.rect()).center()
        corner = middle - QPointF(self.state.x * size.width(), self.state.y * size.height())
        return QRectF(corner, size)

    def relative(self, point: QPointF) -> tuple[float, float]:
        """A point of the widget as a share of the picture."""
        rect = self.picture_rect()
        if rect.isEmpty():
            return 0.5, 0.5
        return (point.x() - rect.x()) / rect.width(), (point.y() - rect.y()) / rect.height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom or scroll."""
        x, y = self.relative(event.position())
        self.state.zoom_at(WHEEL ** event.angleDelta().y(), x, y)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = event.position()
            if self.state.zoom > 1.0:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what one would do here."""
        if self._drag is None:
            return
        rect, delta = self.picture_rect(), event.position() - self._drag
        self._drag = event.position()
        if not rect.isEmpty():
            self.state.set(
                self.state.zoom,
                self.state.x - delta.x() / rect.width(),
                self.state.y - delta.y() / rect.height(),
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._drag = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Act on a double click."""
        if self.state.zoom > 1.0:
            self.state.reset()
        else:
            x, y = self.relative(event.position())
            self.state.zoom_at(self.actual_zoom(), x, y)

    def actual_zoom(self) -> float:
        """The zoom at which one pixel of the photo is one of the screen (at least 2, so that it does
        something).
        """
        fitted = super().picture_rect()
        return max(2.0, self.full_size[0] / max(1.0, fitted.width()) / self.devicePixelRatioF())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        pan = {
            Qt.Key.Key_Left: (-KEY_PAN, 0.0),
            Qt.Key.Key_Right: (KEY_PAN, 0.0),
            Qt.Key.Key_Up: (0.0, -KEY_PAN),
            Qt.Key.Key_Down: (0.0, KEY_PAN),
        }
        state = self.state
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            state.zoom_at(KEY_ZOOM, state.x, state.y)
        elif event.key() == Qt.Key.Key_Minus:
            state.zoom_at(1 / KEY_ZOOM, state.x, state.y)
        elif event.key() == Qt.Key.Key_0:
            state.reset()
        elif event.key() in pan and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            dx, dy = pan[Qt.Key(event.key())]
            state.set(state.zoom, state.x + dx / state.zoom * 2, state.y + dy / state.zoom * 2)
        else:
            super().keyPressEvent(event)

    def paint_over(self, painter: QPainter) -> None:
        """Paint over the photo."""
        if self.outlines and self.shown is not None:
            transform = self.to_widget()
            for each in reversed(self.objects):
                strong = self.highlight in (-1, each.number)
                paint_outline(
                    painter,
                    pieces_path(each.pieces, transform),
                    each.colour,
                    width=2.4 if strong else 1.2,
                    fill=30 if strong and self.tinted else 0,
                    dashed=not each.verified,
                )
        if self.caption:
            self.paint_caption(painter, self.caption, Qt.AlignmentFlag.AlignLeft)

    def paint_caption(self, painter: QPainter, words: str, side: Qt.AlignmentFlag) -> None:
        """A small tag in an upper corner."""
        metrics = painter.fontMetrics()
        words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, max(40, self.width() // 2 - 40))
        box = QRectF(10, 10, metrics.horizontalAdvance(words) + 18, metrics.height() + 8)
        if side == Qt.AlignmentFlag.AlignRight:
            box.moveRight(self.width() - 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 165))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(240, 240, 242))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def ground(self) -> QColor:
        """The colour around the photo."""
        return self.palette().color(QPalette.ColorRole.Shadow)
