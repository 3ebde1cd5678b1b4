"""How long the event loop is kept from turning, and how much memory a long scroll takes.

Wall times depend on what else the machine does, so the percentiles are reported (``-s`` shows them) and only
what no load can explain is asserted: the processor time that the GUI thread itself spends in one turn.
``imagefinder bench gui`` measures the same at full size.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.application.responsiveness import make_album, measure_stalls
from imagefinder.gui.application.start_time import measure_start
from imagefinder.gui.application.waiting import MeasuringError, wait_until
from imagefinder.gui.results.model import PhotosModel
from imagefinder.gui.results.photo_grid import PhotoGrid
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.jobs import JobCancelled, JobControl

ROWS = 100_000
PHOTOS = 1000


def thumbnail(photo_id: int) -> bytes:
    """A picture of its own for every photo, as large as the library's."""
    buffer = io.BytesIO()
    Image.new("RGB", (256, 192), (photo_id % 256, photo_id // 256 % 256, 90)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.slow
def test_the_loop_turns_while_scanning_and_scrolling(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    album = tmp_path / "album"
    make_album(album, PHOTOS, size=(96, 72))
    window = make_window(tmp_path / "fresh")
    window.show_place("library")
    window.library.tabs.setCurrentWidget(window.library.grid)
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=30_000)
    # A hundred thousand rows stand before those of the scan, as in a library that grows.
    model, set_ids = window.library.photos, window.library.photos.set_ids
    before = np.arange(-ROWS, 0, dtype=np.int64)
    model.set_ids = lambda ids: set_ids(np.concatenate([before, ids]))  # type: ignore[method-assign]
    window.cache._load = lambda i: thumbnail(i) if i < 0 else window.session.load_thumbnail(i)
    model.set_ids(np.empty(0, np.int64))
    qtbot.waitUntil(lambda: window.library.grid.verticalScrollBar().maximum() > 0)
    stalls = measure_stalls(window, album, thorough=False)
    record_property("stall_ms_99.9", round(stalls.gap_999, 1))
    record_property("work_ms_99.9", round(stalls.work_999, 1))
    print(f"\n{stalls}")
    assert stalls.scanned == PHOTOS
    assert model.rowCount() >= ROWS
    assert stalls.turns > 200
    assert stalls.work_999 < 50


@pytest.mark.slow
def test_memory_stays_flat_over_a_hundred_thousand_rows(
    qtbot: QtBot, record_property: Callable[[str, object], None]
) -> None:
    cache = ThumbnailCache(thumbnail)
    model = PhotosModel()
    grid = PhotoGrid(cache, model)
    qtbot.addWidget(grid)
    grid.resize(1000, 700)
    grid.show()
    process = psutil.Process()
    before = process.memory_info().rss
    model.set_ids(np.arange(ROWS, dtype=np.int64))
    bar = grid.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    try:
        for step in range(301):
            bar.setValue(bar.maximum() * step // 300)
            qtbot.wait(5)
    finally:
        cache.close()
    grown = (process.memory_info().rss - before) / 2**20
    record_property("grown_MiB", round(grown, 1))
    print(f"\nmemory: {grown:.0f} MiB more after {ROWS} rows, {cache.bytes / 2**20:.0f} MiB of pictures kept")
    assert grown < 300


def test_rows_that_come_leave_the_view_where_it_is(qtbot: QtBot) -> None:
    cache, model = ThumbnailCache(lambda photo_id: None), PhotosModel()
    grid = PhotoGrid(cache, model)
    qtbot.addWidget(grid)
    grid.resize(900, 600)
    grid.show()
    model.set_ids(np.arange(500))
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() > 0)
    grid.choose(250)
    at = grid.verticalScrollBar().value()
    with qtbot.waitSignal(model.rowsInserted):
        model.set_ids(np.arange(900))
    qtbot.wait(20)
    assert (grid.current_id(), grid.verticalScrollBar().value()) == (250, at)
    top = grid.visible_rows()[0]
    grid.resize(620, 600)
    assert grid.visible_rows()[0] <= top <= grid.visible_rows()[1]
    cache.close()


def test_pages_that_rush_by_are_not_all_loaded(qtbot: QtBot) -> None:
    wanted: list[list[int]] = []

    class Cache(ThumbnailCache):
        def want(self, photo_ids: Sequence[int]) -> None:
            wanted.append(list(photo_ids))

    cache, model = Cache(lambda photo_id: None), PhotosModel()
    grid = PhotoGrid(cache, model)
    qtbot.addWidget(grid)
    grid.resize(900, 600)
    grid.show()
    model.set_ids(np.arange(5000))
    qtbot.waitUntil(lambda: bool(wanted) and grid.verticalScrollBar().maximum() > 0)
    bar = grid.verticalScrollBar()
    for pages in (2, 10, 4):
        bar.setValue(pages * grid.height())
        grid.ask_for_visible()
        first, last = grid.visible_rows()
        assert wanted[-1] == list(range(first, last + 1))
    rushed = len(wanted)
    qtbot.waitUntil(lambda: len(wanted) > rushed)  # it has come to rest: the pages beside are wanted, too
    assert wanted[-1][: last - first + 1] == list(range(first, last + 1))
    assert {first - 1, last + 1} <= set(wanted[-1])
    cache.close()


def test_whoever_measures_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    control = JobControl()
    QTimer.singleShot(50, control.cancel)
    with pytest.raises(JobCancelled):
        wait_until(lambda: False, "nothing", 60, control)
    with pytest.raises(JobCancelled):
        make_album(tmp_path / "album", 5, control=control)
    with pytest.raises(JobCancelled):
        measure_start(tmp_path / "library", tmp_path / "compiled", control)
    with pytest.raises(MeasuringError, match="nothing took more than 0 s"):
        wait_until(lambda: False, "nothing", 0)


@pytest.mark.slow
def test_the_window_is_measured_from_the_shell(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    words = ["bench", "gui", "--photos", "60", "--scan", "4", "--starts", "1", "--json", str(report)]
    screens = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    done = subprocess.run(
        [sys.executable, "-m", "imagefinder", *words],
        env={name: value for name, value in os.environ.items() if name not in screens},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "event loop, gap at 99.9 %" in done.stdout
    found = json.loads(report.read_text())
    assert (found["photos"], found["stalls"]["scanned"]) == (60, 4)
    assert 0 < found["start"]["drawn"] <= found["start"]["usable"]
    assert len(found["pages"]) == 12
    for page in found["pages"]:
        assert page["rows"] > 0
        assert 0 < page["painted"] < page["from_drop"] <= page["complete"]
        assert page["painted"] <= page["pictures"]
    assert "answer known to first page painted" in done.stdout
    assert "scanning and scrolling" in done.stderr
