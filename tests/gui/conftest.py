"""A window on a real library of a few real photos; nothing that runs may outlive its test."""

from __future__ import annotations

import gc
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from imagefinder.gui.application.language import install_language
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.library import Library


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory, sample_photos: dict[str, np.ndarray]) -> Path:
    """A folder with photos, edits of them, a composite, and a library that has read the photos."""
    root = tmp_path_factory.mktemp("stock")
    photos = root / "photos"
    photos.mkdir()
    for name, pixels in sample_photos.items():
        Image.fromarray(pixels).save(photos / f"{name}.jpg", quality=92)
    chelsea = sample_photos["chelsea"]
    Image.fromarray(chelsea[20:280, 60:400]).save(photos / "chelsea_crop.jpg", quality=85)
    composite = sample_photos["china"].copy()
    composite[180:380, 60:300] = chelsea[60:260, 110:350]
    Image.fromarray(composite).save(root / "composite.png")
    with Library.open(root / "library") as library:
        library.add_folder(photos)
        for _ in library.scan(workers=1):
            pass
    return root


@pytest.fixture
def library_copy(stock: Path, tmp_path: Path) -> Path:
    """The stock's library, for one test alone."""
    return Path(shutil.copytree(stock / "library", tmp_path / "library"))


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    """Settings of one test."""
    made = SettingsStore(tmp_path / "settings.toml")
    made.change(watch=False, notify=False, language="en", workers=1, first_run_done=True)
    return made


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Every thread that the window started has ended with it."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + 5
    while time.monotonic() < end:
        left = [t for t in threading.enumerate() if t not in before and t.name.startswith("imagefinder")]
        if not left:
            return
        time.sleep(0.02)
    raise AssertionError(f"threads left behind: {[thread.name for thread in left]}")


@pytest.fixture(autouse=True)
def _no_timer_left(qapp: QApplication) -> Iterator[None]:
    """No timer runs on once the windows of a test are closed: it would keep waking a program at rest."""
    before = {id(timer) for timer in _running_timers()}
    yield
    end = time.monotonic() + 3
    while time.monotonic() < end:  # those that run once come to an end by themselves
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.processEvents()
        left = [timer for timer in _running_timers() if id(timer) not in before]
        if not left:
            return
        time.sleep(0.02)
    raise AssertionError(f"timers left running: {[(timer.parent(), timer.interval()) for timer in left]}")


def _running_timers() -> list[QTimer]:
    found = []
    for thing in gc.get_objects():
        if type(thing) is QTimer and isValid(thing) and thing.isActive():
            found.append(thing)
    return found


@pytest.fixture
def make_window(
    qtbot: QtBot, qapp: object, store: SettingsStore, tmp_path: Path
) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows and closes them."""
    made: list[MainWindow] = []
    translators = install_language(qapp, "en")  # type: ignore[arg-type]

    def make(library: Path | None = None) -> MainWindow:
        window = MainWindow(store, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
        made.append(window)
        qtbot.addWidget(window)
        window.resize(1200, 800)
        window.show()
        qtbot.waitExposed(window)
        if library is not None:
            with qtbot.waitSignal(window.session.opened, timeout=30_000):
                window.open_library(library)
        return window

    yield make
    for window in made:
        window.close()
    for translator in translators:
        qapp.removeTranslator(translator)  # type: ignore[attr-defined]


@pytest.fixture
def window(make_window: Callable[..., MainWindow], library_copy: Path) -> MainWindow:
    """A window on a copy of the stock's library."""
    return make_window(library_copy)
