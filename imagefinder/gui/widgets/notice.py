"""Things said where they happened: a bar with words, perhaps one action, and a way to dismiss it. Never a
dialog.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from imagefinder.gui.widgets.icons import icon
from imagefinder.gui.widgets.theme import theme_of

NARROW = 420
"""Width, logical pixels, up to which the button stands below the words."""
ICONS = {"bad": "warning", "warn": "warning", "good": "check", "info": "info"}


class Notice(QFrame):
    """One message at a time, hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.setSpacing(9)
        self._mark = QLabel()
        self._mark.setFixedWidth(20)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.hide()
        self._shut = QToolButton()
        self._shut.setIcon(icon("close"))
        self._shut.setToolTip(self.tr("Dismiss"))
        self._shut.setAccessibleName(self.tr("Dismiss the message"))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(9)
        self._body.addWidget(self._words, 1)
        self._body.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._body, 1)
        row.addWidget(self._shut, 0, Qt.AlignmentFlag.AlignTop)
        self._run: Callable[[], None] | None = None
        self._action.clicked.connect(self._act)
        self._shut.clicked.connect(self.dismiss)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What is being said; empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(
        self,
        text: str,
        tone: str = "info",
        *,
        action: str = "",
        run: Callable[[], None] | None = None,
        seconds: float = 0.0,
    ) -> None:
        """Show a message.

        Args:
            text: plain words.
            tone: ``info``, ``good``, ``warn`` or ``bad``.
            action: label of a button; it calls ``run`` and dismisses the message.
            run: see ``action``.
            seconds: dismissed by itself after this long; 0 for never.
        """
        self._words.setText(text)
        self._run = run
        self._action.setText(action)
        self._action.setVisible(bool(action))
        theme = theme_of(self.palette())
        colour = {"bad": theme.bad, "warn": theme.warn, "good": theme.good}.get(tone, theme.accent)
        self._mark.setPixmap(icon(ICONS[tone], colour=QColor(colour)).pixmap(18, 18))
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._fade.stop()
        if seconds > 0:
            self._fade.start(round(seconds * 1000))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the words where beside them it would leave these no room."""
        super().resizeEvent(event)
        beside = self.width() > NARROW
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def dismiss(self) -> None:
        """Take the message away."""
        self._fade.stop()
        self._run = None
        self.hide()

    def _act(self) -> None:
        run = self._run
        self.dismiss()
        if run is not None:
            run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
