"""A min–max range of similarity over a histogram of the results; a click on a bar chooses that bar's
range.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QToolTip, QWidget

EDGE = 8.0
REACH = 9.0
STEP = 0.05


class RangeHistogram(QWidget):
    """Two handles on one histogram.

    Keys: arrows move the handle that was moved last, Tab and the other handle are reached with Space; Home
        and End open
    the range again.

    Signals:
        range_changed: the bounds of the score (low, high), each 0 to 1.
    """

    range_changed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: list[int] = []
        self.low, self.high = 0.0, 1.0
        self._grip = ""
        self._keys_on = "low"
        self._press = QPointF()
        self._moved = False
        self.setMinimumSize(150, 40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(self.tr("Similarity range: drag the ends, click a bar, double-click for all"))
        self._name()

    def sizeHint(self) -> QSize:
        """The size it would like."""
        return QSize(210, 44)

    def _name(self) -> None:
        self.setAccessibleName(
            self.tr("Similarity from {low} to {high} percent").format(
                low=round(self.low * 100), high=round(self.high * 100)
            )
        )

    def set_counts(self, counts: list[int]) -> None:
        """Show how many results fall into each of equal ranges."""
        self.counts = counts
        self.update()

    def set_range(self, low: float, high: float) -> None:
        """Set the bounds; tells only when they change."""
        low, high = min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)
        if low > high:
            low, high = high, low
        if (low, high) != (self.low, self.high):
            self.low, self.high = low, high
            self._name()
            self.update()
            self.range_changed.emit(low, high)

    def _x(self, value: float) -> float:
        return EDGE + value * (self.width() - 2 * EDGE)

    def _value(self, x: float) -> float:
        raw = (x - EDGE) / max(1.0, self.width() - 2 * EDGE)
        return min(1.0, max(0.0, round(raw * 100) / 100))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        x = event.position().x()
        self._press, self._moved = event.position(), False
        near = {"low": abs(x - self._x(self.low)), "high": abs(x - self._x(self.high))}
        grip = "high" if near["high"] <= near["low"] and not (self.low == self.high == 1.0) else "low"
        self._grip = grip if near[grip] <= REACH else "bar"
        if self._grip != "bar":
            self._keys_on = self._grip

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what one would do here."""
        x = event.position().x()
        if self._grip in ("low", "high"):
            self._moved = True
            value = self._value(x)
            if self._grip == "low":
                self.set_range(min(value, self.high), self.high)
            else:
                self.set_range(self.low, max(value, self.low))
            return
        near = min(abs(x - self._x(self.low)), abs(x - self._x(self.high)))
        self.setCursor(Qt.CursorShape.SizeHorCursor if near <= REACH else Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        if self._grip == "bar" and self.counts:
            bins = len(self.counts)
            number = min(bins - 1, int(self._value(event.position().x()) * bins))
            self.set_range(number / bins, (number + 1) / bins)
            QToolTip.showText(
                event.globalPosition().toPoint(), self.tr("%n result(s) here", "", self.counts[number]), self
            )
        self._grip = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Act on a double click."""
        self._grip = ""
        self.set_range(0.0, 1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        way = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Down: -STEP, Qt.Key.Key_Right: STEP, Qt.Key.Key_Up: STEP}
        if event.key() in way:
            change = way[Qt.Key(event.key())]
            if self._keys_on == "low":
                self.set_range(round(min(self.low + change, self.high), 4), self.high)
            else:
                self.set_range(self.low, round(max(self.high + change, self.low), 4))
        elif event.key() == Qt.Key.Key_Space:
            self._keys_on = "high" if self._keys_on == "low" else "low"
            self.update()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.set_range(0.0, 1.0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        accent, quiet = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Dark)
        base, top = self.height() - 14.0, 3.0
        peak = max(self.counts, default=0)
        bins = len(self.counts)
        for number, count in enumerate(self.counts):
            if not count:
                continue
            left, right = self._x(number / bins), self._x((number + 1) / bins)
            # The square root keeps a single good result visible beside a hundred poor ones.
            tall = max(3.0, (base - top) * (count / peak) ** 0.5)
            inside = self.low <= (number + 0.5) / bins <= self.high
            bar = QColor(accent if inside else quiet)
            bar.setAlpha(200 if inside else 150)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(bar)
            painter.drawRoundedRect(QRectF(left + 0.7, base - tall, right - left - 1.4, tall), 1.5, 1.5)
        y = base + 5
        painter.setPen(QPen(quiet, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._x(0), y), QPointF(self._x(1), y))
        painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._x(self.low), y), QPointF(self._x(self.high), y))
        for name, value in (("low", self.low), ("high", self.high)):
            held = self.hasFocus() and self._keys_on == name
            painter.setPen(QPen(accent, 2))
            painter.setBrush(accent if held else palette.color(QPalette.ColorRole.Base))
            painter.drawEllipse(QPointF(self._x(value), y), 5.5, 5.5)
        painter.end()
