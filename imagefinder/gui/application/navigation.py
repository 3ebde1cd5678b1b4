"""The rail on the left edge: the places of the program."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from imagefinder.gui.widgets.icons import icon

PLACES = ("search", "duplicates", "composites", "library", "lab", "settings")
NARROWEST, BESIDE = 92, 18
"""Width of the rail, and what of it is not for words, logical pixels."""
WORD_POINTS = 8.5
"""Size of the words, as the style sheet has it."""


class Rail(QWidget):
    """Buttons of the places, one above the other. Up and down move along it.

    Signals:
        wished: go to a place (its name).
    """

    wished = Signal(str)

    def __init__(self, places: Sequence[str] = PLACES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Places"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(2)
        words = {
            "search": self.tr("Search"),
            "duplicates": self.tr("Duplicates"),
            "composites": self.tr("Composites"),
            "library": self.tr("Library"),
            "lab": self.tr("Lab"),
            "settings": self.tr("Settings"),
        }
        wide = self._width(words.values())
        self.setFixedWidth(wide)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, place in enumerate(places, 1):
            button = QToolButton()
            button.setText(words[place])
            button.setIcon(icon(place))
            button.setIconSize(QSize(22, 22))
            button.setCheckable(True)
            button.setFixedWidth(wide)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setToolTip(f"{words[place]} (Ctrl+{number})")
            button.setAccessibleName(words[place])
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda *_, chosen=place: self.wished.emit(chosen))
            self._group.addButton(button)
            self.buttons[place] = button
            if place == "settings":
                column.addStretch(1)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.show_place("search")

    def _width(self, words: Iterable[str]) -> int:
        """Room for the longest word in any language, bold as it is while its place is shown."""
        font = QFont(self.font())
        font.setPointSizeF(WORD_POINTS)
        font.setBold(True)
        metrics = QFontMetricsF(font)
        return max(NARROWEST, math.ceil(max(metrics.horizontalAdvance(word) for word in words)) + BESIDE)

    def show_place(self, place: str) -> None:
        """Mark where the user is."""
        self.buttons[place].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        names = list(self.buttons)
        held = [i for i, name in enumerate(names) if self.buttons[name].hasFocus()]
        if way and held:
            self.buttons[names[(held[0] + way) % len(names)]].setFocus()
            return
        super().keyPressEvent(event)
