"""Where two linked views look: a zoom and a centre in relative coordinates, so that pictures of any size
stay in step.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

MOST = 40.0


class ViewState(QObject):
    """One view shared by several canvases.

    Attributes:
        zoom: 1 shows the whole picture. x, y: the point in the middle of the view, 0 to 1 of the picture.

    Signals:
        changed: any of them changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.x = 0.5
        self.y = 0.5

    def set(self, zoom: float, x: float, y: float) -> None:
        """Look somewhere else; kept within the picture."""
        zoom = min(max(zoom, 1.0), MOST)
        half = 0.5 / zoom
        x = min(max(x, half), 1 - half)
        y = min(max(y, half), 1 - half)
        if (zoom, x, y) != (self.zoom, self.x, self.y):
            self.zoom, self.x, self.y = zoom, x, y
            self.changed.emit()

    def zoom_at(self, factor: float, x: float, y: float) -> None:
        """Zoom so that the point (x, y) of the picture, 0 to 1, stays where it is on the screen."""
        zoom = min(max(self.zoom * factor, 1.0), MOST)
        real = zoom / self.zoom
        self.set(zoom, x + (self.x - x) / real, y + (self.y - y) / real)

    def reset(self) -> None:
        """The whole picture."""
        self.set(1.0, 0.5, 0.5)
