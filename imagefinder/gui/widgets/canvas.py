"""A widget that shows one photo, fitted or zoomed, and knows where its full-resolution pixels are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPixmap, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo as a canvas shows it.

    Attributes:
        image: its pixels, perhaps reduced.
        width: of the oriented photo at full resolution, pixels.
        height: likewise.
    """

    image: QImage
    width: int
    height: int


class PhotoCanvas(QWidget):
    """Shows a photo fitted into the widget; subclasses paint over it in full-resolution coordinates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._pixmap = QPixmap()
        self.margin = 14.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)

    @property
    def shown(self) -> Shown | None:
        """What is shown."""
        return self._shown

    def show_photo(self, shown: Shown | None) -> None:
        """Show another photo, or nothing."""
        self._shown = shown
        self._pixmap = QPixmap.fromImage(shown.image) if shown is not None else QPixmap()
        self.update()

    @property
    def full_size(self) -> tuple[int, int]:
        """Width and height at full resolution; (0, 0) without a photo."""
        return (self._shown.width, self._shown.height) if self._shown is not None else (0, 0)

    def picture_rect(self) -> QRectF:
        """Where the whole photo lies, in widget coordinates."""
        width, height = self.full_size
        room = QRectF(self.rect()).adjusted(self.margin, self.margin, -self.margin, -self.margin)
        if width < 1 or height < 1 or room.width() < 1 or room.height() < 1:
            return QRectF(room.center(), QSizeF(0, 0))
        scale = min(room.width() / width, room.height() / height)
        size = QSizeF(width * scale, height * scale)
        corner = room.center() - QPointF(size.width() / 2, size.height() / 2)
        return QRectF(corner, size)

    def to_widget(self) -> QTransform:
        """The map from full-resolution pixels to widget coordinates."""
        rect, (width, height) = self.picture_rect(), self.full_size
        transform = QTransform()
        transform.translate(rect.x(), rect.y())
        if width and height:
            transform.scale(rect.width() / width, rect.height() / height)
        return transform

    def to_picture(self, point: QPointF) -> tuple[float, float]:
        """The full-resolution pixel under a point of the widget."""
        inverse, possible = self.to_widget().inverted()
        mapped = inverse.map(point) if possible else QPointF()
        return mapped.x(), mapped.y()

    def paint_photo(self, painter: QPainter) -> None:
        """Ground and photo."""
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Shadow))
        if self._pixmap.isNull():
            return
        rect = self.picture_rect()
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform, rect.width() < self._pixmap.width() * 3
        )
        painter.drawPixmap(rect, self._pixmap, QRectF(self._pixmap.rect()))

    def paint_over(self, painter: QPainter) -> None:
        """What subclasses paint over the photo."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_photo(painter)
        self.paint_over(painter)
        if self.hasFocus() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
