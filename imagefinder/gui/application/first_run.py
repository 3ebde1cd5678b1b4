"""The first page that a new user sees: what the program does, and the one thing to do now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from imagefinder.gui.widgets.controls import IconMark, Paragraph, card, label, push
from imagefinder.gui.widgets.icons import logo


def pictures_folder() -> Path | None:
    """The user's own folder of pictures, where there is one with something in it."""
    for place in QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation):
        folder = Path(place)
        try:
            if folder.is_dir() and folder != Path.home() and next(folder.iterdir(), None) is not None:
                return folder
        except OSError:
            continue
    return None


class FirstRunPage(QWidget):
    """Welcome.

    Signals:
        folder_wished: ask for a folder.
        pictures_wished: add the user's own folder of pictures (Path).
        skipped: go on without.
    """

    folder_wished = Signal()
    pictures_wished = Signal(Path)
    skipped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        column = QVBoxLayout()
        column.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(logo().pixmap(QSize(72, 72)))
        title = label(self.tr("Find pictures by picture"), "big")
        words = Paragraph(
            self.tr(
                "Which folder holds your photos? "
                "They are only read: nothing is changed, moved or sent anywhere."
            ),
            520,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (mark, title, words):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        own = pictures_folder()
        self.use: QPushButton | None = None
        if own is not None:
            use = push(self.tr("Use “{name}”").format(name=own.name), name="library", primary=True)
            use.clicked.connect(lambda: self.pictures_wished.emit(own))
            use.setToolTip(str(own))
            row.addWidget(use)
            self.use = use
        self.choose = push(
            self.tr("Choose a folder…"), self.folder_wished.emit, name="folder-add", primary=own is None
        )
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(26)
        column.addLayout(self._make_hints())
        column.addSpacing(18)
        self.skip = push(self.tr("Not now"), self.skipped.emit)
        self.skip.setFlat(True)
        column.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addLayout(column)
        outer.addStretch(3)

    def showEvent(self, event: QShowEvent) -> None:
        """The one thing to do has the focus: Return does it."""
        super().showEvent(event)
        (self.use or self.choose).setFocus()

    def _make_hints(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addStretch(1)
        for name, title, words in (
            (
                "copy-kind",
                self.tr("Copies and edits"),
                self.tr("The same picture, cropped, resized, mirrored or recompressed."),
            ),
            (
                "object-kind",
                self.tr("Shared objects"),
                self.tr("Photos that show the same thing, outlined in both pictures."),
            ),
            (
                "composites",
                self.tr("Composites"),
                self.tr("Which of your photos a picture was put together from."),
            ),
        ):
            frame, inner = card(margins=16, spacing=6)
            frame.setFixedSize(236, 150)
            inner.addWidget(IconMark(name, 26))
            inner.addWidget(label(title, "heading", wrap=True))
            inner.addWidget(label(words, "small", wrap=True))
            inner.addStretch(1)
            row.addWidget(frame)
        row.addStretch(1)
        return row
