"""Notes of the desktop itself, for what ends while nobody looks at the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from imagefinder.gui.widgets.icons import logo

SHOWN_MS = 8000


class DesktopNotes(QObject):
    """Shows a note when the window is not the active one; flashes the task bar where there are no notes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None

    def tell(self, words: str) -> None:
        """Show a note, unless the user is looking at the window anyway."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(logo(), self)
            self._tray.setToolTip("ImageFinder")
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage("ImageFinder", words, logo(), SHOWN_MS)
        QTimer.singleShot(SHOWN_MS + 2000, self._tray.hide)
