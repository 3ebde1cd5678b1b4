"""Starting the application: one instance per library, theme and language, the window, and its end."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from imagefinder.gui.icons import logo
from imagefinder.gui.main_window import MainWindow
from imagefinder.gui.regions import QueryRegion
from imagefinder.gui.settings import SettingsStore, config_folder
from imagefinder.gui.theme import apply_theme

log = logging.getLogger(__name__)

Region = tuple[int, int, int, int]


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, dressed and named; the running one where there is one."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication([sys.argv[0], *arguments])
    application.setApplicationName("ImageFinder")
    application.setDesktopFileName("io.github.imagefinder.ImageFinder")
    application.setWindowIcon(logo())
    return application


def window_state() -> QSettings:
    """Where geometry and the like are kept."""
    return QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)


def dress(application: QApplication, store: SettingsStore) -> None:
    """Apply the theme now, and again whenever the desktop changes between light and dark."""
    apply_theme(application, store.settings.theme)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(
        lambda scheme: apply_theme(application, "system") if store.settings.theme == "system" else None
    )


def as_region(region: Region | None) -> QueryRegion | None:
    """The command line's region as the window's."""
    if region is None:
        return None
    x, y, width, height = (float(value) for value in region)
    return QueryRegion(x, y, width, height)


def run(
    library_path: Path | None = None,
    query: Path | None = None,
    region: Region | None = None,
    files: Sequence[Path] = (),
    device: str | None = None,
) -> int:
    """Open the window and return when it is closed.

    Args:
        library_path: the library's folder; None for the one of the settings, or the user's own.
        query: a picture to search with at once.
        region: x, y, width, height of the part of it, full-resolution pixels.
        files: more pictures and folders to open.
        device: part of a compute device's name.

    Returns:
        The process's exit code.
    """
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.wayland.textinput=false")
    application = make_application()
    store = SettingsStore()
    dress(application, store)
    window = MainWindow(store, window_state())
    window.open_library(library_path, device)
    paths = [*([query] if query is not None else []), *files]
    if paths:
        window.open_paths(paths, as_region(region))
    window.show()
    return application.exec()


def run_application(
    *, library_path: Path | None = None, open_paths: Sequence[Path] = (), device: str | None = None
) -> int:
    """``run`` as the command line calls it: pictures are searched with, folders are added."""
    return run(library_path, files=open_paths, device=device)
