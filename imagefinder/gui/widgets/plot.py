"""A small painted plot: points joined to lines, one colour and one mark per series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from imagefinder.gui.widgets.outlines import object_colour

Point = tuple[float, float]
LEFT, RIGHT, TOP, BOTTOM = 52.0, 16.0, 30.0, 44.0
NEAR = 12.0


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers that span a range."""
    if not high > low:
        return [low]
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    start = math.ceil(low / step - 1e-9)
    return [number * step for number in range(start, math.floor(high / step + 1e-9) + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """Powers of ten, with 2 and 5 between them where there is room."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = (1, 2, 5) if len(powers) <= 3 else (1,)
    return [m * 10.0**p for p in powers for m in marks if low * 0.999 <= m * 10.0**p <= high * 1.001]


class Plot(QWidget):
    """Lines of one quantity against another."""

    def __init__(self, title: str, x: str, y: str, *, log_x: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._x, self._y, self._log_x = title, x, y, log_x
        self.series: dict[str, list[Point]] = {}
        self.setMinimumSize(280, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        """The size it would like."""
        return QSize(460, 320)

    def show_series(self, series: Mapping[str, Sequence[Point]]) -> None:
        """Show these: name → (x, y) points; x must be positive on a logarithmic axis."""
        self.series = {name: sorted(points) for name, points in series.items() if points}
        self.update()

    def area(self) -> QRectF:
        """Where the points lie."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def bounds(self) -> tuple[float, float]:
        """The range of the horizontal axis."""
        xs = [x for points in self.series.values() for x, _ in points]
        if not xs:
            return 1.0, 10.0
        low, high = min(xs), max(xs)
        if self._log_x:
            return low / 1.4, high * 1.4
        return 0.0, high * 1.08 or 1.0

    def place(self, x: float, y: float) -> QPointF:
        """A point in widget coordinates; y from 0 to 1."""
        low, high = self.bounds()
        if self._log_x:
            share = (math.log(x) - math.log(low)) / (math.log(high) - math.log(low))
        else:
            share = (x - low) / (high - low)
        area = self.area()
        return QPointF(area.left() + share * area.width(), area.bottom() - y * area.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, area = self.palette(), self.area()
        text, quiet = palette.color(QPalette.ColorRole.Midlight), palette.color(QPalette.ColorRole.Mid)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.drawText(QRectF(8, 4, self.width() - 16, 22), Qt.AlignmentFlag.AlignVCenter, self._title)
        bold.setBold(False)
        painter.setFont(bold)
        low, high = self.bounds()
        for tick in nice_ticks(0, 1):
            y = self.place(low if not self._log_x else max(low, 1e-9), tick).y()
            painter.setPen(QPen(quiet, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(text)
            box = QRectF(0, y - 10, LEFT - 8, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{tick:.1f}")
        for tick in log_ticks(low, high) if self._log_x else nice_ticks(low, high):
            x = self.place(tick, 0).x()
            painter.setPen(QPen(quiet, 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(text)
            box = QRectF(x - 40, area.bottom() + 4, 80, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{tick:g}")
        painter.setPen(text)
        foot = QRectF(area.left(), self.height() - 20, area.width(), 18)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, self._x)
        for number, (_, points) in enumerate(self.series.items()):
            self._paint_series(painter, [self.place(x, y) for x, y in points], object_colour(number), number)
        painter.end()

    def _paint_series(self, painter: QPainter, points: list[QPointF], colour: QColor, number: int) -> None:
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        for point in points:
            paint_mark(painter, point, number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what one would do here."""
        for name, points in self.series.items():
            for x, y in points:
                gap = self.place(x, y) - event.position()
                if math.hypot(gap.x(), gap.y()) < NEAR:
                    words = f"{name}\n{self._y} {y:.3f}\n{self._x} {x:.4g}"
                    QToolTip.showText(event.globalPosition().toPoint(), words, self)
                    return
        QToolTip.hideText()


def paint_mark(painter: QPainter, at: QPointF, number: int) -> None:
    """A mark whose shape tells the series too, for whoever does not see the colour."""
    side = 4.2
    shape = number % 4
    if shape == 0:
        painter.drawEllipse(at, side, side)
    elif shape == 1:
        painter.drawRect(QRectF(at.x() - side * 0.9, at.y() - side * 0.9, side * 1.8, side * 1.8))
    elif shape == 2:
        corners = [(0, -side * 1.3), (side * 1.2, side), (-side * 1.2, side)]
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    else:
        corners = [(0, -side * 1.3), (side * 1.3, 0), (0, side * 1.3), (-side * 1.3, 0)]
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))


class Legend(QWidget):
    """The names of the series, with their colours and marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self.setFixedHeight(26)

    def show_names(self, names: Sequence[str]) -> None:
        """Show these, in the order of the plots' series."""
        self._names = list(names)
        self.setAccessibleName(", ".join(names))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 10.0
        for number, name in enumerate(self._names):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(object_colour(number))
            paint_mark(painter, QPointF(x + 5, self.height() / 2), number)
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            wide = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + 16, 0, wide + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            x += wide + 38
        painter.end()
