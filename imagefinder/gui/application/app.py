"""Starting the application: one instance per library, theme and language, the window, and its end."""

from __future__ import annotations

import faulthandler
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from imagefinder.gui.application.crash import CrashReporter, start_log
from imagefinder.gui.application.desktop_notes import DesktopNotes
from imagefinder.gui.application.language import install_language
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.application.single import InstanceServer, hand_over
from imagefinder.gui.bridge.jobs import JobRunner
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.bridge.settings import SettingsStore, config_folder, library_folder
from imagefinder.gui.widgets.icons import logo
from imagefinder.gui.widgets.theme import apply_theme
from imagefinder.library import default_path

log = logging.getLogger(__name__)

Region = tuple[int, int, int, int]
SWITCH_INTERVAL_S = 0.001
"""How long a background thread may keep the interpreter while the window waits for it."""


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, dressed and named; the running one where there is one."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication([sys.argv[0], *arguments])
    application.setApplicationName("ImageFinder")
    application.setDesktopFileName("io.github.imagefinder.ImageFinder")
    application.setWindowIcon(logo())
    return application


def settle_memory() -> None:
    """Take everything made so far out of the collector's sight: modules and widgets stay for good, and a look
    at all of them, several hundred thousand objects, would stop the window each time.
    """
    gc.freeze()
    gc.enable()


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
    started: Callable[[MainWindow], None] | None = None,
) -> int:
    """Open the window and return when it is closed.

    Args:
        library_path: the library's folder; None for the one of the settings, or the user's own.
        query: a picture to search with at once.
        region: x, y, width, height of the part of it, full-resolution pixels.
        files: more pictures and folders to open.
        device: part of a compute device's name.
        started: called with the window once it is shown, before the event loop turns.

    Returns:
        The process's exit code.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = make_application()
    store = SettingsStore()
    faults = start_log(config_folder() / "log")
    folder = library_path or library_folder(store.settings) or default_path()
    paths = [*([query] if query is not None else []), *files]
    if hand_over(folder, paths):
        return 0
    # The library opens while the window is being made; the event loop hears of it when it turns.
    session = LibrarySession(JobRunner())
    session.open(folder, device if device is not None else store.settings.device)
    translators = install_language(application, store.settings.language)
    dress(application, store)
    window = MainWindow(store, window_state(), session)
    reporter = CrashReporter(window, lambda: session.device_words)
    reporter.install()
    window.fault_met.connect(reporter.report)
    window.setting_changed.connect(lambda name: _setting_changed(application, store, window, name))
    desktop = DesktopNotes(window)
    window.scan_finished.connect(lambda words: desktop.tell(words) if store.settings.notify else None)
    server = InstanceServer(folder, window)
    server.listen()
    server.paths_came.connect(lambda later: come_forward(window, later))
    if paths:
        window.open_paths(paths, as_region(region))
    window.show()
    settle_memory()
    if started is not None:
        started(window)
    try:
        code = application.exec()
    finally:
        reporter.uninstall()
        server.close()
        for translator in translators:
            application.removeTranslator(translator)
        if faults is not None:
            faulthandler.disable()
            faults.close()
    return code


def come_forward(window: MainWindow, paths: Sequence[Path]) -> None:
    """Show the window and open what another start handed over."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    window.open_paths(paths)


def _setting_changed(application: QApplication, store: SettingsStore, window: MainWindow, name: str) -> None:
    if name == "theme":
        apply_theme(application, store.settings.theme)
    elif name == "language":
        window.notice.say(
            QCoreApplication.translate("Application", "The language changes at the next start."), seconds=8
        )


def run_application(
    *, library_path: Path | None = None, open_paths: Sequence[Path] = (), device: str | None = None
) -> int:
    """``run`` as the command line calls it: pictures are searched with, folders are added."""
    return run(library_path, files=open_paths, device=device)
