"""What the keys do, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from imagefinder.gui.widgets.controls import label, push


class KeysDialog(QDialog):
    """The keyboard at a glance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        sections = (
            (
                self.tr("Everywhere"),
                (
                    ("Ctrl+O, Ctrl+V", self.tr("open or paste a picture to search with")),
                    ("Ctrl+Shift+O", self.tr("add a folder of photos")),
                    ("Ctrl+1 … Ctrl+6", self.tr("go to a place")),
                    ("F5, Ctrl+P", self.tr("look for changes; pause the scan or go on")),
                    ("Ctrl+E", self.tr("save the results")),
                    ("Ctrl+Z", self.tr("take the last decision back")),
                ),
            ),
            (
                self.tr("On the query picture"),
                (
                    ("R", self.tr("a rectangle in the middle")),
                    ("← ↑ → ↓", self.tr("move it; with Shift size it, with Ctrl by single pixels")),
                    ("N, Del, Esc", self.tr("next part, remove it, whole picture")),
                ),
            ),
            (
                self.tr("Among the results"),
                (
                    ("← ↑ → ↓, Enter", self.tr("choose a photo and compare it")),
                    ("Ctrl++, Ctrl+−", self.tr("larger or smaller thumbnails")),
                ),
            ),
            (
                self.tr("In the comparison"),
                (
                    ("1 2 3 4", self.tr("side by side, swipe, blink, difference")),
                    ("O, M", self.tr("outlines, lines between the matches")),
                    ("+, −, 0", self.tr("zoom in, zoom out, show all")),
                    ("←, →, Esc", self.tr("previous and next result, back")),
                ),
            ),
            (
                self.tr("Among the duplicates"),
                (
                    (
                        "← ↑ → ↓, Enter",
                        self.tr("choose a group and a photo of it, compare it with the first"),
                    ),
                    ("K, A, N, L", self.tr("keep all, alternates, not a match, later")),
                    ("X, T, F, H, U", self.tr("keep only this, trash, other folder, hard link, unmark")),
                    ("P, J, D, R", self.tr("clean-up plan, history, decisions, rules")),
                    ("Del, Ctrl+Enter", self.tr("in the plan: leave a photo out, begin the clean-up")),
                ),
            ),
            (
                self.tr("In the provenance graph"),
                (
                    ("← ↑ → ↓, Enter", self.tr("walk to a photo, take it apart")),
                    ("+, −, 0, Esc", self.tr("zoom in, zoom out, show all, choose none")),
                ),
            ),
        )
        for title, rows in sections:
            column.addWidget(label(title, "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(18)
            grid.setVerticalSpacing(3)
            grid.setColumnMinimumWidth(0, 150)
            grid.setColumnStretch(1, 1)
            for number, (keys, words) in enumerate(rows):
                grid.addWidget(label(keys), number, 0)
                grid.addWidget(label(words, "muted"), number, 1)
            column.addLayout(grid)
            column.addSpacing(6)
        row = QHBoxLayout()
        row.addStretch(1)
        close = push(self.tr("Close"), self.accept, primary=True)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
