"""Query and result in one frame: swiped, blinked, or as their difference, after alignment by the found
transform.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from imagefinder.gui.compare.canvas import CompareCanvas
from imagefinder.gui.compare.view_state import ViewState

BLINK_MS = 600
SWIPE_STEP = 0.02


class OverlayCanvas(CompareCanvas):
    """The query's frame with the result laid into it.

    Keys: in the swipe view, left and right move the divider; in the blink view, space turns the picture.
    """

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.mode = "swipe"
        self.divider = 0.5
        self.other_caption = ""
        self.front = True
        self._aligned = QPixmap()
        self._difference = QPixmap()
        self._swiping = False
        self._beat = QTimer(self)
        self._beat.setInterval(BLINK_MS)
        self._beat.timeout.connect(self.turn)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Query and result laid over each other"))

    def set_aligned(self, aligned: QImage | None, difference: QImage | None) -> None:
        """The result in the query's frame, and the difference of the two; None while they are being made."""
        self._aligned = QPixmap.fromImage(aligned) if aligned is not None else QPixmap()
        self._difference = QPixmap.fromImage(difference) if difference is not None else QPixmap()
        self.update()

    @property
    def ready(self) -> bool:
        """Whether the aligned result has come."""
        return not self._aligned.isNull()

    def set_mode(self, mode: str) -> None:
        """``swipe``, ``blink`` or ``difference``."""
        self.mode = mode
        self.front = True
        if mode == "blink" and self.isVisible():
            self._beat.start()
        else:
            self._beat.stop()
        self.update()

    def turn(self) -> None:
        """Show the other picture of the blink view."""
        self.front = not self.front
        self.update()

    def showEvent(self, event: object) -> None:
        """Begin what only runs while it is seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self.mode == "blink":
            self._beat.start()

    def hideEvent(self, event: object) -> None:
        """Rest while it is not seen."""
        self._beat.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def _divider_x(self) -> float:
        rect = self.picture_rect().intersected(QRectF(self.rect()))
        return rect.left() + self.divider * rect.width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        near = abs(event.position().x() - self._divider_x()) < 14 or self.state.zoom <= 1.0
        if self.mode == "swipe" and event.button() == Qt.MouseButton.LeftButton and near:
            self._swiping = True
            self._move_divider(event.position().x())
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what one would do here."""
        if self._swiping:
            self._move_divider(event.position().x())
            return
        if self.mode == "swipe" and abs(event.position().x() - self._divider_x()) < 14:
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._drag is None:
            self.unsetCursor()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._swiping = False
        super().mouseReleaseEvent(event)

    def _move_divider(self, x: float) -> None:
        rect = self.picture_rect().intersected(QRectF(self.rect()))
        if rect.width() > 0:
            self.divider = min(1.0, max(0.0, (x - rect.left()) / rect.width()))
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        plain = not event.modifiers()
        if self.mode == "swipe" and plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = SWIPE_STEP if event.key() == Qt.Key.Key_Right else -SWIPE_STEP
            self.divider = min(1.0, max(0.0, self.divider + step))
            self.update()
        elif self.mode == "blink" and event.key() == Qt.Key.Key_Space:
            self.turn()
        else:
            super().keyPressEvent(event)

    def paint_photo(self, painter: QPainter) -> None:
        """Paint ground and photo."""
        if self.mode == "difference" and not self._difference.isNull():
            painter.fillRect(self.rect(), self.ground())
            rect = self.picture_rect()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, self._difference, QRectF(self._difference.rect()))
            return
        super().paint_photo(painter)
        if self._aligned.isNull():
            return
        rect = self.picture_rect()
        if self.mode == "swipe":
            painter.save()
            x = self._divider_x()
            painter.setClipRect(QRectF(x, 0, self.width() - x, self.height()))
            painter.drawPixmap(rect, self._aligned, QRectF(self._aligned.rect()))
            painter.restore()
        elif self.mode == "blink" and not self.front:
            painter.drawPixmap(rect, self._aligned, QRectF(self._aligned.rect()))

    def paint_over(self, painter: QPainter) -> None:
        """Paint over the photo."""
        caption, self.caption = self.caption, ""
        super().paint_over(painter)
        self.caption = caption
        if self.mode == "swipe":
            self.paint_caption(painter, caption, Qt.AlignmentFlag.AlignLeft)
            self.paint_caption(painter, self.other_caption, Qt.AlignmentFlag.AlignRight)
            self._paint_divider(painter)
        elif self.mode == "blink":
            self.paint_caption(
                painter, caption if self.front else self.other_caption, Qt.AlignmentFlag.AlignLeft
            )
        else:
            words = self.tr("black: alike   bright: different   hatched: not in the result")
            self.paint_caption(painter, words, Qt.AlignmentFlag.AlignLeft)

    def _paint_divider(self, painter: QPainter) -> None:
        x, rect = self._divider_x(), self.picture_rect().intersected(QRectF(self.rect()))
        painter.setPen(QPen(QColor(0, 0, 0, 140), 4))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setPen(QPen(QColor(255, 255, 255), 2))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        knob = QPointF(x, rect.center().y())
        painter.setBrush(QColor(255, 255, 255))
        painter.setPen(QPen(QColor(0, 0, 0, 140), 1))
        painter.drawEllipse(knob, 13, 13)
        painter.setPen(QPen(QColor(40, 40, 44), 1.8))
        for way in (-1, 1):
            tip = knob + QPointF(way * 7.5, 0)
            painter.drawLine(tip, tip + QPointF(-way * 3.5, -3.5))
            painter.drawLine(tip, tip + QPointF(-way * 3.5, 3.5))
