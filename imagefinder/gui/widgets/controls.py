"""Small makers of well-dressed standard widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from imagefinder.gui.widgets.icons import icon


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A line of plain words in one of the style sheet's roles."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


class Paragraph(QLabel):
    """Plain words of a fixed width, as high as their lines in whatever font the style sheet gives them."""

    def __init__(self, text: str, width: int, role: str = "muted") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self._line = width
        self._height: int | None = None
        self.setFixedWidth(width)

    def setText(self, text: str) -> None:
        """Say something else."""
        self._height = None
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Forget the height where the font may be another one."""
        self._height = None
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Its height; a layout may ask for its own width instead of this one's.

        Kept, since every word that changes anywhere in the window lays all of it out again.
        """
        self.ensurePolished()
        if self._height is None:
            self._height = super().heightForWidth(self._line)
        return self._height

    def sizeHint(self) -> QSize:
        """The size it would like."""
        return QSize(self._line, self.heightForWidth(self._line))

    def minimumSizeHint(self) -> QSize:
        """No line may be cut."""
        return self.sizeHint()


class ElidedLabel(QLabel):
    """A line that is cut in the middle where it does not fit, with the whole of it as its tooltip."""

    def __init__(self, role: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self._mode = mode
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)
        if role:
            self.setProperty("role", role)

    def set_whole(self, text: str) -> None:
        """Show ``text``."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: object) -> None:
        """Fit what depends on the size."""
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, max(20, self.width())))


def tool(
    name: str, words: str, run: Callable[[], object] | None = None, *, keys: str = "", checkable: bool = False
) -> QToolButton:
    """An icon-only button with a tooltip and a name for screen readers."""
    button = QToolButton()
    button.setIcon(icon(name))
    button.setIconSize(QSize(18, 18))
    button.setToolTip(f"{words} ({keys})" if keys else words)
    button.setAccessibleName(words)
    button.setCheckable(checkable)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if run is not None:
        button.clicked.connect(lambda *_: run())
    return button


def segment(name: str, words: str, keys: str = "") -> QToolButton:
    """A choice among several, with icon and word."""
    button = tool(name, words, keys=keys, checkable=True)
    button.setText(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("segment", True)
    return button


def chip(words: str) -> QToolButton:
    """A filter that is on or off."""
    button = QToolButton()
    button.setText(words)
    button.setCheckable(True)
    button.setProperty("chip", True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def push(
    words: str, run: Callable[[], object] | None = None, *, name: str = "", primary: bool = False
) -> QPushButton:
    """A button with words; ``primary`` for the one that a page is about."""
    button = QPushButton(f" {words}" if name else words)
    button.setAccessibleName(words)
    button.setAutoDefault(True)  # Return presses it, as Space does, outside dialogs too
    if name:
        role = QPalette.ColorRole.HighlightedText if primary else QPalette.ColorRole.ButtonText
        button.setIcon(icon(name, role))
    if primary:
        button.setProperty("primary", True)
    if run is not None:
        button.clicked.connect(lambda *_: run())
    return button


def line() -> QFrame:
    """A hairline between parts."""
    frame = QFrame()
    frame.setProperty("line", True)
    return frame


def card(*, margins: int = 16, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """A raised card and its column."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(margins, margins, margins, margins)
    column.setSpacing(spacing)
    return frame, column


class IconMark(QWidget):
    """A large quiet icon that follows light and dark."""

    def __init__(
        self,
        name: str,
        side: int,
        role: QPalette.ColorRole = QPalette.ColorRole.PlaceholderText,
        colour: QColor | None = None,
    ) -> None:
        super().__init__()
        self._icon = icon(name, role, colour=colour)
        self.setFixedSize(side, side)

    def paintEvent(self, event: object) -> None:
        """Paint."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class EmptyState(QWidget):
    """A page with nothing on it yet, saying what will be here and how to begin."""

    def __init__(self, name: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column = QVBoxLayout()
        self.column.setSpacing(10)
        self.column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title = label(title, "title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = Paragraph(words, 430)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(IconMark(name, 56), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.title)
        self.column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        outer.addLayout(self.column)
        outer.addStretch(1)
