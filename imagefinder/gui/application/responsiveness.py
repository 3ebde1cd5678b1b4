"""How the window holds up on a large library: stalls of the event loop, time to start, time to the first
results, memory of a scroll.

Everything is measured on the real window, on a library of its own that is thrown away afterwards.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from imagefinder.evaluation.tables import table
from imagefinder.gui.application.app import make_application, settle_memory
from imagefinder.gui.application.first_page import FirstPage, longest, measure_first_pages, median
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.application.start_time import Start, measure_start
from imagefinder.gui.application.waiting import MeasuringError, rest, wait_until
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.gui.widgets.theme import apply_theme
from imagefinder.jobs import JobControl
from imagefinder.library import Library, ScanProgress

TICK_MS = 4
REST_SECONDS = 3.0
FRAME_MS = 16
SCROLL_FRAMES = 900
"""Frames in which the scan's scroll goes once from top to bottom: 15 s of a fast, steady scroll."""
END_TO_END_STEPS = 1500

QUERIES = 12
TOLD_SECONDS = 10.0
"""Between two words on how the scan stands."""

STALL_BAR_MS, START_BAR_S, MEMORY_BAR_MIB, PAGE_BAR_MS = 50.0, 1.5, 300.0, 200.0

OnStep = Callable[[str], None]


class StallDetector:
    """Notes the gap between turns of the event loop: wall time beyond the tick, and the thread's own work."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.work: list[float] = []
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to watch."""
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.wall.append(max(0.0, (now[0] - self._last[0]) * 1000 - TICK_MS))
        self.work.append((now[1] - self._last[1]) * 1000)
        self._last = now

    def gap(self, share: float) -> float:
        """Percentile of the gaps, milliseconds of wall time."""
        return float(np.percentile(self.wall, share)) if self.wall else 0.0

    def own_work(self, share: float) -> float:
        """Percentile of the processor time of one turn, milliseconds."""
        return float(np.percentile(self.work, share)) if self.work else 0.0


@dataclass(frozen=True, slots=True)
class Stalls:
    """The event loop while it scans and scrolls.

    Attributes:
        turns: of the loop. seconds: they took. scanned: photos read meanwhile. rows: of the grid.
        workers: processes that read.
        gap_50, gap_99, gap_999, gap_max: wall time by which a turn came late, milliseconds, by percentile.
        work_999: processor time of the window's own thread in one turn, at the 99.9th percentile.
        rest_999: gap at the 99.9th percentile with nothing to do: what the machine itself takes.
    """

    turns: int
    seconds: float
    scanned: int
    workers: int
    rows: int
    gap_50: float
    gap_99: float
    gap_999: float
    gap_max: float
    work_999: float
    rest_999: float


@dataclass(frozen=True, slots=True)
class Scrolling:
    """Memory of a scroll from end to end, bytes.

    Attributes:
        rows: scrolled over. before: resident at the start of the scroll. peak: most during it.
        pictures: held by the cache of thumbnails at the end.
    """

    rows: int
    before: int
    peak: int
    pictures: int


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """What ``measure`` found; ``starts`` and ``pages`` in the order made."""

    photos: int
    platform: str
    starts: tuple[Start, ...]
    stalls: Stalls
    scrolling: Scrolling
    pages: tuple[FirstPage, ...]

    @property
    def start(self) -> Start:
        """The median start, each figure by itself."""
        return Start(*(float(np.median([getattr(s, n) for s in self.starts])) for n in ("drawn", "usable")))

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"format": 1, **asdict(self), "start": asdict(self.start)}


def responsiveness_table(found: Responsiveness) -> str:
    """The figures beside what is wanted."""
    stalls, start, scrolling = found.stalls, found.start, found.scrolling
    grown = (scrolling.peak - scrolling.before) / 2**20
    rows = [
        ("event loop, gap at 99.9 %", f"{stalls.gap_999:.1f} ms", f"< {STALL_BAR_MS:.0f} ms"),
        ("  at 50 %", f"{stalls.gap_50:.1f} ms", ""),
        ("  at 99 %", f"{stalls.gap_99:.1f} ms", ""),
        ("  longest", f"{stalls.gap_max:.1f} ms", ""),
        ("  own work at 99.9 %", f"{stalls.work_999:.1f} ms", ""),
        ("  at rest on this machine, 99.9 %", f"{stalls.rest_999:.1f} ms", ""),
        ("start to window drawn", f"{start.drawn:.2f} s", ""),
        ("start to library open", f"{start.usable:.2f} s", f"< {START_BAR_S} s"),
        ("answer known to first page painted", _spread(found, "painted"), f"< {PAGE_BAR_MS:.0f} ms"),
        ("  with its thumbnails", _spread(found, "pictures"), ""),
        ("  drop to first page", _spread(found, "from_drop"), ""),
        ("  drop to whole answer", _spread(found, "complete"), ""),
        ("memory of the scroll, end to end", f"{grown:.0f} MiB", f"< {MEMORY_BAR_MIB:.0f} MiB"),
        ("  of it thumbnails", f"{scrolling.pictures / 2**20:.0f} MiB", ""),
    ]
    words = (
        f"{found.photos} photos in the library; {stalls.turns} turns in {stalls.seconds:.0f} s while "
        f"{stalls.scanned} photos were scanned by {stalls.workers} workers and {stalls.rows} rows scrolled; "
        f"{len(found.starts)} starts; {len(found.pages)} queries, median and longest; "
        f"Qt platform {found.platform}"
    )
    return table(("", "measured", "wanted"), rows) + "\n\n" + words


def _spread(found: Responsiveness, name: str) -> str:
    return f"{median(found.pages, name):.0f} ms, at most {longest(found.pages, name):.0f} ms"


@contextmanager
def open_window(library: Path) -> Iterator[MainWindow]:
    """The window on a library, with settings that nobody keeps."""
    application = make_application()
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory(prefix="imagefinder-") as scratch:
        store = SettingsStore(Path(scratch) / "settings.toml")
        store.change(theme="light", language="en", notify=False, first_run_done=True)
        state = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(store, state)
        try:
            failures: list[Exception] = []
            window.session.open_failed.connect(failures.append)
            window.show()
            window.open_library(library)
            wait_until(lambda: bool(failures) or window.session.library is not None, "opening", 120)
            if failures:
                raise failures[0]
            settle_memory()
            window.show_place("library")
            window.library.tabs.setCurrentWidget(window.library.grid)
            wait_until(lambda: not window.runner.busy, "settling", 120)
            yield window
        finally:
            window.close()
            window.deleteLater()
            rest(10)


def measure_stalls(
    window: MainWindow,
    album: Path,
    *,
    thorough: bool = True,
    workers: int = 0,
    control: JobControl | None = None,
    on_step: OnStep = lambda words: None,
) -> Stalls:
    """Scan ``album`` while the grid of all photos is scrolled from top to bottom and over again.

    Raises:
        MeasuringError: the scan failed, or took more than an hour.
        JobCancelled: ``control`` was cancelled.
    """
    grid, session = window.library.grid, window.session
    bar = grid.verticalScrollBar()
    quiet = StallDetector()
    quiet.start()
    rest(round(REST_SECONDS * 1000))
    quiet.stop()
    detector, scroll = StallDetector(), QTimer()
    scroll.setInterval(FRAME_MS)
    step = max(1, bar.maximum() // SCROLL_FRAMES)
    scroll.timeout.connect(lambda: bar.setValue((bar.value() + step) % max(1, bar.maximum())))
    ended: list[Exception | None] = []
    session.scan_ended.connect(lambda seconds, error: ended.append(error))
    told = time.monotonic()

    def tell(progress: ScanProgress) -> None:
        nonlocal told
        if time.monotonic() - told > TOLD_SECONDS:
            told = time.monotonic()
            on_step(f"scanning and scrolling: {progress.stage}, {progress.done} of {progress.total or '?'}")

    session.scan_progressed.connect(tell)
    before = session.library.photo_count() if session.library is not None else 0
    window.store.change(thorough=thorough, workers=workers)
    started = time.perf_counter()
    window.add_folders([album])
    detector.start()
    scroll.start()
    normal = QTimer()
    normal.timeout.connect(_workers_below_the_window)
    normal.start(250)
    try:
        wait_until(lambda: bool(ended), "the scan", 3600, control)
    finally:
        session.scan_progressed.disconnect(tell)
        for timer in (scroll, normal):
            timer.stop()
        detector.stop()
    if ended[0] is not None:
        raise MeasuringError(f"the scan failed: {ended[0]}")
    after = session.library.photo_count() if session.library is not None else 0
    return Stalls(
        turns=len(detector.wall),
        seconds=time.perf_counter() - started,
        scanned=after - before,
        workers=_workers(session.library),
        rows=window.library.photos.rowCount(),
        gap_50=detector.gap(50),
        gap_99=detector.gap(99),
        gap_999=detector.gap(99.9),
        gap_max=max(detector.wall),
        work_999=detector.own_work(99.9),
        rest_999=quiet.gap(99.9),
    )


def _workers(library: Library | None) -> int:
    """Processes that the last scan read with."""
    report = library.status().last_scan if library is not None else None
    return report.workers if report is not None else 0


def _workers_below_the_window() -> None:
    """Give the scan's workers the lowest real-time priority, where a measurement runs in that class.

    They ask for a low priority of the normal class, which means nothing there: they would keep processors
    from the window, as they never do on a user's machine.
    """
    if sys.platform != "linux" or os.sched_getscheduler(0) not in (os.SCHED_FIFO, os.SCHED_RR):
        return
    for child in psutil.Process().children(recursive=True):
        try:
            os.sched_setscheduler(child.pid, os.SCHED_RR, os.sched_param(1))
        except ProcessLookupError:
            continue


def measure_scrolling(window: MainWindow, control: JobControl | None = None) -> Scrolling:
    """Scroll the grid of all photos from its first row to its last, seeing every page.

    Raises:
        JobCancelled: ``control`` was cancelled.
    """
    process, bar = psutil.Process(), window.library.grid.verticalScrollBar()
    bar.setValue(0)
    rest(500)
    before = peak = process.memory_info().rss
    for number in range(END_TO_END_STEPS + 1):
        bar.setValue(bar.maximum() * number // END_TO_END_STEPS)
        rest(FRAME_MS)
        if control is not None:
            control.check()
        if number % 20 == 0:
            peak = max(peak, process.memory_info().rss)
    rest(500)
    peak = max(peak, process.memory_info().rss)
    return Scrolling(window.library.photos.rowCount(), before, peak, window.cache.bytes)


def make_album(
    folder: Path,
    photos: int,
    *,
    size: tuple[int, int] = (800, 600),
    seed: int = 0,
    control: JobControl | None = None,
) -> None:
    """Photos to scan: textures of ``size`` pixels, none like another.

    Raises:
        JobCancelled: ``control`` was cancelled.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    for number in range(photos):
        if control is not None:
            control.check()
        pixels = np.zeros((size[1], size[0], 3), np.float32)
        for cells, weight in ((6, 0.5), (24, 0.3), (100, 0.2)):
            coarse = rng.random((cells * 3 // 4, cells, 3), np.float32)
            pixels += weight * cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
        shown = np.clip(pixels * 255, 0, 255).astype(np.uint8)
        Image.fromarray(shown).save(folder / f"{number:05d}.jpg", quality=88)


def measure(
    library: Path,
    album: Path,
    *,
    starts: int = 5,
    workers: int = 0,
    control: JobControl | None = None,
    on_step: OnStep = lambda words: None,
) -> Responsiveness:
    """Measure everything on the library in ``library``; ``album`` is scanned into it.

    Args:
        library: its folder. album: a folder of photos that is not in it.
        starts: how often the program is started.
        workers: processes that read the album; 0: one per processor core.
        control: lets the user stop it.
        on_step: hears what is measured now.

    Raises:
        MeasuringError: something took too long or failed.
        LibraryError: the library cannot be opened.
        JobCancelled: ``control`` was cancelled.
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="imagefinder-") as compiled:
        on_step("a first start, to compile the modules")
        measure_start(library, Path(compiled), control)
        for number in range(starts):
            on_step(f"start {number + 1} of {starts}")
            found.append(measure_start(library, Path(compiled), control))
    on_step("opening the library")
    with open_window(library) as window:
        photos = window.library.photos.rowCount()
        on_step(f"searching with {QUERIES} photos of the library")
        pages = measure_first_pages(window, _queries(window), control)
        window.show_place("library")
        on_step("scrolling from end to end")
        scrolling = measure_scrolling(window, control)
        on_step("scanning and scrolling")
        stalls = measure_stalls(window, album, workers=workers, control=control, on_step=on_step)
        on_step("closing the library")
    return Responsiveness(photos, QApplication.platformName(), tuple(found), stalls, scrolling, pages)


def _queries(window: MainWindow) -> list[Path]:
    """Photos of the library, evenly spread over it."""
    library = window.session.library
    ids = window.library.photos.ids
    chosen = ids[np.linspace(0, len(ids) - 1, min(QUERIES, len(ids))).astype(int)] if len(ids) else []
    found = [library.photo(int(photo_id)) for photo_id in chosen] if library is not None else []
    return [details.path for details in found if details is not None]
