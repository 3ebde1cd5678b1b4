"""The query picture with its regions: drawn, moved and sized with mouse or keys, and the found objects
over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from imagefinder.gui.bridge.regions import HANDLES, QueryRegion, centred, from_lasso, moved, resized, spanned
from imagefinder.gui.widgets.canvas import PhotoCanvas, Shown
from imagefinder.gui.widgets.outlines import paint_outline, pieces_path
from imagefinder.search.results import Outline

HANDLE_SIDE = 9.0
GRAB = 11.0
CLICK = 3.0
"""A drag of fewer widget pixels than this is a click."""
KEY_PAUSE_MS = 350
"""After the last key press, as long as this without another one counts as releasing."""

CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
}


@dataclass(frozen=True, slots=True)
class Overlay:
    """One object outlined on the query.

    Attributes:
        pieces: its outline. colour: of the object. strong: whether it belongs to the chosen result.
        verified: False paints it dashed.
    """

    pieces: tuple[Outline, ...]
    colour: QColor
    strong: bool
    verified: bool = True


class QueryCanvas(PhotoCanvas):
    """The picture that is asked about.

    Keys: R a rectangle in the middle; arrows move it, Shift+arrows size it, Ctrl makes both fine; N the next
        region;
    Delete removes it, Escape goes back to the whole picture.

    Signals:
        regions_changed: the regions are what the user wants now (list of QueryRegion); time to search.
        region_edited: the regions are being changed (list of QueryRegion).
    """

    regions_changed = Signal(object)
    region_edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.regions: list[QueryRegion] = []
        self.active = -1
        self.tool = "rectangle"
        self.several = False
        self._overlays: list[Overlay] = []
        self._unexplained: tuple[Outline, ...] = ()
        self._grip = ""
        self._press = QPointF()
        self._start: QueryRegion | None = None
        self._stroke: list[tuple[float, float]] = []
        self._before: list[QueryRegion] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Query picture"))
        self.setAccessibleDescription(
            self.tr(
                "Press R for a rectangle, arrows to move it, Shift and arrows to size it, "
                "Escape for the whole picture."
            )
        )
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(KEY_PAUSE_MS)
        self._settle.timeout.connect(self._announce)

    # What is shown

    def show_photo(self, shown: Shown | None) -> None:
        """Show another photo, or nothing; forgets the regions and objects of the last."""
        self.regions, self.active = [], -1
        self._overlays, self._unexplained = [], ()
        self._settle.stop()
        super().show_photo(shown)

    def show_objects(self, overlays: Sequence[Overlay], unexplained: tuple[Outline, ...] = ()) -> None:
        """Outline objects in their colours, and hatch what nothing explains."""
        self._overlays, self._unexplained = list(overlays), unexplained
        self.update()

    def set_regions(self, regions: Sequence[QueryRegion], *, announce: bool = True) -> None:
        """Replace the regions; none means the whole picture."""
        self.regions = list(regions)
        self.active = len(self.regions) - 1
        self.update()
        if announce:
            self._announce()

    def _announce(self) -> None:
        self._settle.stop()
        self.regions_changed.emit(list(self.regions))

    def _edited(self) -> None:
        self.region_edited.emit(list(self.regions))
        self.update()

    # Mouse

    def _grip_at(self, point: QPointF) -> tuple[int, str]:
        """Region and handle (or ``move``) under a point; (-1, "") on free ground."""
        transform = self.to_widget()
        order = [self.active, *(i for i in range(len(self.regions)) if i != self.active)]
        for index in order:
            if not 0 <= index < len(self.regions):
                continue
            region = self.regions[index]
            for name in HANDLES:
                corner = transform.map(QPointF(*region.handle(name)))
                if (
                    abs(corner.x() - point.x()) <= GRAB / 2 + 1
                    and abs(corner.y() - point.y()) <= GRAB / 2 + 1
                ):
                    return index, name
        x, y = self.to_picture(point)
        for index in order:
            if 0 <= index < len(self.regions) and self.regions[index].contains(x, y):
                return index, "move"
        return -1, ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() != Qt.MouseButton.LeftButton or self._shown is None:
            super().mousePressEvent(event)
            return
        self._settle.stop()
        self._press = event.position()
        self._before = list(self.regions)
        index, self._grip = self._grip_at(event.position())
        if self._grip:
            self.active = index
            self._start = self.regions[index]
        else:
            self._start = None
            self._grip = "new"
            self._stroke = [self.to_picture(event.position())]
            if not (self.several or event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
                self.regions, self.active = [], -1
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what one would do here."""
        if self._shown is None:
            return
        if not self._grip:
            self._point_cursor(event.position())
            return
        x, y = self.to_picture(event.position())
        if self._grip == "new":
            self._draw_new(event.position(), x, y)
        elif self._start is not None and self._grip == "move":
            x0, y0 = self.to_picture(self._press)
            self.regions[self.active] = moved(self._start, x - x0, y - y0, self.full_size)
        elif self._start is not None:
            self.regions[self.active] = resized(self._start, self._grip, x, y, self.full_size)
        self._edited()

    def _draw_new(self, at: QPointF, x: float, y: float) -> None:
        if (at - self._press).manhattanLength() < CLICK:
            return
        if self.tool == "lasso":
            self._stroke.append((x, y))
            if len(self._stroke) < 3:
                return
            region = from_lasso(self._stroke, self.full_size)
        else:
            x0, y0 = self._stroke[0]
            region = spanned(x0, y0, x, y, self.full_size)
        if self._start is None:
            self.regions.append(region)
            self.active = len(self.regions) - 1
        else:
            self.regions[self.active] = region
        self._start = region

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        if event.button() != Qt.MouseButton.LeftButton or not self._grip:
            super().mouseReleaseEvent(event)
            return
        self._grip, self._start, self._stroke = "", None, []
        self.update()
        if self.regions != self._before:
            self._announce()

    def _point_cursor(self, at: QPointF) -> None:
        grip = self._grip_at(at)[1]
        if grip == "move":
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(CURSORS.get(grip, Qt.CursorShape.CrossCursor))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        if self._shown is None or not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, width_height = event.key(), self.full_size
        arrows = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key == Qt.Key.Key_R and not event.modifiers():
            fresh = centred(width_height)
            self.set_regions([*self.regions, fresh] if self.several else [fresh], announce=False)
        elif key == Qt.Key.Key_Escape and self.regions:
            self.set_regions([])
            return True
        elif not 0 <= self.active < len(self.regions):
            return False
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_regions([r for i, r in enumerate(self.regions) if i != self.active])
            return True
        elif key == Qt.Key.Key_N:
            self.active = (self.active + 1) % len(self.regions)
            self.update()
            return True
        elif key in arrows:
            self._step(arrows[Qt.Key(key)], event.modifiers())
        else:
            return False
        self._edited()
        self._settle.start()
        return True

    def _step(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        width, height = self.full_size
        stride = (
            1.0
            if modifiers & Qt.KeyboardModifier.ControlModifier
            else max(1.0, round(max(width, height) / 50))
        )
        region = self.regions[self.active]
        dx, dy = way[0] * stride, way[1] * stride
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            region = resized(region, "se", region.right + dx, region.bottom + dy, (width, height))
        else:
            region = moved(region, dx, dy, (width, height))
        self.regions[self.active] = region

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle what was being done by keyboard."""
        if self._settle.isActive():
            self._announce()
        super().focusOutEvent(event)

    # Painting

    def paint_over(self, painter: QPainter) -> None:
        """Paint over the photo."""
        if self._shown is None:
            return
        transform, picture = self.to_widget(), self.picture_rect()
        if self._unexplained and not self.regions:
            self._hatch(painter, pieces_path(self._unexplained, transform))
        for overlay in sorted(self._overlays, key=lambda each: each.strong):
            paint_outline(
                painter,
                pieces_path(overlay.pieces, transform),
                overlay.colour,
                width=2.4 if overlay.strong else 1.4,
                fill=46 if overlay.strong else 0,
                dashed=not overlay.verified,
            )
        if not self.regions:
            return
        shade = QPainterPath()
        shade.addRect(picture)
        holes = QPainterPath()
        for region in self.regions:
            holes = holes.united(self._region_path(region))
        painter.fillPath(shade.subtracted(holes), QColor(0, 0, 0, 125))
        for index, region in enumerate(self.regions):
            self._paint_region(painter, index, region)

    def _hatch(self, painter: QPainter, path: QPainterPath) -> None:
        painter.save()
        painter.setClipPath(path)
        painter.fillPath(path, QColor(0, 0, 0, 70))
        painter.setPen(QPen(QColor(255, 255, 255, 120), 1.0))
        box = path.boundingRect()
        step, start = 9.0, box.left() - box.height()
        while start < box.right():
            painter.drawLine(QPointF(start, box.bottom()), QPointF(start + box.height(), box.top()))
            start += step
        painter.restore()

    def _region_path(self, region: QueryRegion) -> QPainterPath:
        transform, path = self.to_widget(), QPainterPath()
        if region.lasso:
            path.addPolygon(transform.map(QPolygonF([QPointF(x, y) for x, y in region.lasso])))
            path.closeSubpath()
        else:
            path.addRect(transform.mapRect(QRectF(region.x, region.y, region.width, region.height)))
        return path

    def _paint_region(self, painter: QPainter, index: int, region: QueryRegion) -> None:
        accent = self.palette().color(QPalette.ColorRole.Accent)
        active = index == self.active
        paint_outline(
            painter, self._region_path(region), accent if active else QColor(235, 235, 235), width=1.8
        )
        rect = self.to_widget().mapRect(QRectF(region.x, region.y, region.width, region.height))
        if len(self.regions) > 1:
            tag = QRectF(rect.left() + 4, rect.top() + 4, 18, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(tag)
            painter.setPen(self.palette().color(QPalette.ColorRole.HighlightedText))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        if not active or self._grip == "new":
            return
        for name in HANDLES:
            centre = self.to_widget().map(QPointF(*region.handle(name)))
            box = QRectF(0, 0, HANDLE_SIDE, HANDLE_SIDE)
            box.moveCenter(centre)
            painter.setPen(QPen(QColor(0, 0, 0, 170), 1.0))
            painter.setBrush(QColor(255, 255, 255))
            painter.drawRoundedRect(box, 2.0, 2.0)
