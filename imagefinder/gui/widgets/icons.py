"""Icons: our own one-colour SVG drawings, painted in a colour of the palette at whatever size and scale is
asked for.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QFile, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from imagefinder.gui import resources_rc  # noqa: F401 - registers :/icons and :/i18n

Role = QPalette.ColorRole
LARGE = 40
"""From this many pixels on, lines are drawn finer, so that a large mark stays quiet."""


def drawing(name: str) -> bytes:
    """The SVG text of an icon.

    Raises:
        KeyError: there is no such icon.
    """
    file = QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise KeyError(name)
    return bytes(file.readAll().data())


class PaletteIcon(QIconEngine):
    """Paints one drawing in the palette's colour of the moment, so that icons follow light and dark by
    themselves.
    """

    def __init__(self, name: str, role: QPalette.ColorRole, colour: QColor | None = None) -> None:
        super().__init__()
        self._name, self._role, self._colour = name, role, colour
        self._svg = drawing(name)

    def clone(self) -> QIconEngine:
        """The same icon again."""
        return PaletteIcon(self._name, self._role, self._colour)

    def _ink(self, mode: QIcon.Mode) -> QColor:
        if self._colour is not None:
            return self._colour
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        return QGuiApplication.palette().color(group, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the icon."""
        svg = self._svg.replace(b"#000000", self._ink(mode).name().encode())
        if min(rect.width(), rect.height()) >= LARGE:
            svg = svg.replace(b'stroke-width="1.6"', b'stroke-width="1.1"')
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(svg)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def icon(name: str, role: QPalette.ColorRole = Role.ButtonText, colour: QColor | None = None) -> QIcon:
    """The icon called ``name``, in the palette's ``role`` or in a fixed ``colour``."""
    return QIcon(PaletteIcon(name, role, colour))


def logo() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(":/icons/imagefinder.svg")


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon inside a delegate or a canvas."""
    svg = drawing(name).replace(b"#000000", colour.name().encode())
    QSvgRenderer(QByteArray(svg)).render(painter, rect)
