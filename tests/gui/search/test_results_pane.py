from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from made_results import answer, found, result
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from pytestqt.qtbot import QtBot

from imagefinder.gui.bridge.arrangement import Facts, Heading
from imagefinder.gui.results.model import EntryRole, PhotoIdRole, PhotosModel
from imagefinder.gui.search.results_pane import ResultsPane
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.search.results import MatchKind


def picture(photo_id: int) -> bytes:
    """A thumbnail in a colour of its own."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (photo_id * 37 % 256, 90, 120)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def cache() -> Iterator[ThumbnailCache]:
    made = ThumbnailCache(picture)
    yield made
    made.close()


@pytest.fixture
def pane(qtbot: QtBot, cache: ThumbnailCache) -> ResultsPane:
    made = ResultsPane(cache)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


RESULTS = [
    result(1, score=0.97, kind=MatchKind.COPY, path=Path("/p/one.jpg")),
    result(2, score=0.8, path=Path("/p/two.jpg"), objects=(found(), found(200))),
    *(result(i, score=0.3, kind=MatchKind.SIMILAR, path=Path(f"/q/{i}.jpg")) for i in range(3, 40)),
]
FACTS = {r.photo_id: Facts(r.photo_id * 1000, date(2000 + r.photo_id, 1, 1)) for r in RESULTS}


def shown(pane: ResultsPane) -> list[int]:
    return [r.photo_id for r in pane.model.shown_results()]


def test_results_stand_under_headings_and_only_visible_pictures_are_loaded(
    qtbot: QtBot, pane: ResultsPane, cache: ThumbnailCache
) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    assert [pane.model.index(r, 0).data(EntryRole).kind for r in (0, 2, 4)] == [
        MatchKind.COPY,
        MatchKind.OBJECT,
        MatchKind.SIMILAR,
    ]
    qtbot.waitUntil(lambda: cache.pixmap(1) is not None and cache.pixmap(2) is not None)
    pane.grid.grab()
    assert "97" in str(pane.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert pane.model.index(1, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_a_heading_takes_a_whole_line(pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    pane.grid.grab()
    heading = pane.grid.visualRect(pane.model.index(4, 0))
    first = pane.grid.visualRect(pane.model.index(5, 0))
    assert heading.width() > pane.grid.viewport().width() * 0.9
    assert first.top() >= heading.bottom()


def test_outlines_are_painted_over_the_thumbnail(
    qtbot: QtBot, pane: ResultsPane, cache: ThumbnailCache
) -> None:
    pane.show_answer(answer(RESULTS[1]), FACTS)
    qtbot.waitUntil(lambda: cache.pixmap(2) is not None)
    pane.grid.cards.outlines = True
    outlined = pane.grid.grab().toImage()
    pane.grid.cards.outlines = False
    pane.grid.viewport().update()
    assert pane.grid.grab().toImage() != outlined


def test_the_chosen_photo_stays_chosen_while_the_answer_grows(pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS[1:5], complete=False), FACTS)
    pane.grid.choose(4)
    pane.show_answer(answer(*RESULTS), FACTS)
    assert pane.grid.current_id() == 4


def test_kinds_range_order_and_grouping(qtbot: QtBot, pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    pane.kinds[MatchKind.SIMILAR].click()
    assert shown(pane) == [1, 2]
    pane.range.set_range(0.9, 1.0)
    assert shown(pane) == [1]
    pane.kinds[MatchKind.COPY].click()
    assert pane.stack.currentWidget() is pane.hidden
    pane.clear_filters()
    assert len(shown(pane)) == len(RESULTS)
    with qtbot.waitSignal(pane.grouping_changed):
        pane.grouped.click()
    assert not any(isinstance(entry, Heading) for entry in pane.model.entries)
    pane.order.setCurrentIndex(pane.order.findData("date"))
    assert shown(pane)[0] == 39


def test_folder_day_and_size_filters(pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    pane.filter_button.click()
    assert pane.more.isVisible()
    pane.more.folder.setCurrentIndex(pane.more.folder.findData("/p"))
    assert shown(pane) == [1, 2]
    pane.more.by_day.setChecked(True)
    pane.more.since.setDate(pane.more.since.date().fromString("2002-01-01", Qt.DateFormat.ISODate))
    assert shown(pane) == [2]
    pane.more.reset.click()
    assert len(shown(pane)) == len(RESULTS)


def test_the_range_by_mouse_and_keys(qtbot: QtBot, pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    bars = pane.range
    assert bars.counts[6] == 37
    width = bars.width() - 16
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(int(8 + width * 0.325), 10))
    assert (bars.low, bars.high) == pytest.approx((0.3, 0.35))
    assert len(shown(pane)) == 37
    qtbot.mouseDClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(100, 10))
    assert (bars.low, bars.high) == (0.0, 1.0)
    qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=QPoint(8, 35))
    qtbot.mouseMove(bars, QPoint(int(8 + width * 0.5), 35))
    qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=QPoint(int(8 + width * 0.5), 35))
    assert bars.low == pytest.approx(0.5, abs=0.02)
    bars.set_range(0.5, 1.0)
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.low == pytest.approx(0.55)
    qtbot.keyClick(bars, Qt.Key.Key_Space)
    qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert bars.high == pytest.approx(0.95)
    qtbot.keyClick(bars, Qt.Key.Key_Home)
    assert (bars.low, bars.high) == (0.0, 1.0)


def test_the_grid_by_keyboard(qtbot: QtBot, pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    grid = pane.grid
    grid.choose(1)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_id() == 2
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.current_id() == 3
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    with qtbot.waitSignal(pane.opened) as signal:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert signal.args == [2]
    before = pane.size_slider.value()
    qtbot.keyClick(grid, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pane.size_slider.value() == before + 24
    assert grid.thumbnail_side == before + 24


def test_empty_states_teach(pane: ResultsPane) -> None:
    pane.set_library_state(0)
    assert pane.stack.currentWidget() is pane.no_library
    pane.set_library_state(10)
    assert pane.stack.currentWidget() is pane.no_query
    pane.show_answer(answer(), {})
    assert pane.stack.currentWidget() is pane.nothing
    assert pane.nothing.words.text()


def test_selection_follows_ids(pane: ResultsPane) -> None:
    pane.show_answer(answer(*RESULTS), FACTS)
    pane.grid.choose(2)
    assert pane.grid.selected_ids() == [2]
    pane.order.setCurrentIndex(pane.order.findData("name"))
    assert pane.grid.current_id() == 2
    assert pane.result(2) is not None
    assert pane.result(999) is None


def test_a_photo_without_a_thumbnail_is_shown_as_missing(qtbot: QtBot) -> None:
    cache = ThumbnailCache(lambda photo_id: None)
    try:
        with qtbot.waitSignal(cache.loaded):
            cache.want([5])
        assert cache.is_missing(5)
        assert cache.pixmap(5) is None
        cache.forget()
        assert not cache.is_missing(5)
    finally:
        cache.close()


def test_the_cache_is_bounded_and_the_newest_wish_wins(qtbot: QtBot) -> None:
    asked: list[int] = []
    go = threading.Event()

    def load(photo_id: int) -> bytes:
        asked.append(photo_id)
        go.wait(10)
        return picture(photo_id)

    one = 64 * 48 * 4
    cache = ThumbnailCache(load, limit=14 * one)
    try:
        cache.want(range(1000))
        cache.want(range(2000, 2010))
        go.set()
        qtbot.waitUntil(lambda: all(cache.pixmap(i) is not None for i in range(2000, 2010)))
        assert cache.bytes <= 14 * one
        assert len(asked) <= 12  # two were under way when the wishes changed
    finally:
        cache.close()


def test_a_list_of_many_photos_holds_ids_only(qtbot: QtBot) -> None:
    model = PhotosModel()
    model.set_ids(np.arange(100_000) * 2)
    assert model.rowCount() == 100_000
    assert model.index(99_999, 0).data(PhotoIdRole) == 199_998
    assert model.row_of(500) == 250
    assert model.row_of(501) == -1


def test_pictures_come_while_objects_are_destroyed(qtbot: QtBot, cache: ThumbnailCache) -> None:
    # Qt's own readers, on the loaders' threads, once stood in the way of this for ever.
    cache.want(range(800))
    end = time.monotonic() + 20
    while cache.pixmap(0) is None and time.monotonic() < end:
        for _ in range(50):
            timer = QTimer()
            timer.timeout.connect(time.monotonic)
            del timer
        qtbot.wait(1)
    found = cache.pixmap(0)
    assert found is not None
    assert found.toImage().pixelColor(5, 5).getRgb()[:3] == (0, 90, 120)


def test_the_engines_notes_are_said_in_the_windows_own_words() -> None:
    from imagefinder.gui.results.reasons import note_words

    part = "There are too few details in this part of the picture to find objects (0 local features); …"
    whole = "There are too few details in this picture to find objects (3 local features); …"
    words = note_words([part, whole, whole, "Something new."])
    assert len(words) == 3
    assert "part of the picture" in words[0] and "copies" in words[1]
    assert words[2] == "Something new."


def test_the_engine_says_what_the_notes_are_known_by() -> None:
    import inspect

    from imagefinder.gui.results import reasons
    from imagefinder.search import explain
    from imagefinder.search.session import SearchSession

    said = inspect.getsource(SearchSession)
    assert reasons.FEW_DETAILS in said and reasons.PART in said
    assert reasons.IDENTICAL in inspect.getsource(explain)
