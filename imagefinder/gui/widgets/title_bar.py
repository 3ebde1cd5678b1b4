"""The bar over a place: its title, a word beside it, buttons at the right, and rows below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from imagefinder.gui.widgets.controls import label


class TitleBar(QWidget):
    """A styled bar.

    Args:
        title: of the place; may be said later.

    Attributes:
        title: its label.
        subtitle: the label beside it, empty at first.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.subtitle = label(title, "title"), label("", "beside")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 11, 16, 10)
        self._column.setSpacing(8)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addStretch(1)
        self._column.addLayout(self._row)

    def add_tools(self, *widgets: QWidget) -> None:
        """Put widgets at the right end of the first row."""
        for widget in widgets:
            self._row.addWidget(widget)

    def add_row(self, row: QLayout | QWidget) -> None:
        """Put a row below those that are there."""
        if isinstance(row, QWidget):
            self._column.addWidget(row)
        else:
            self._column.addLayout(row)
