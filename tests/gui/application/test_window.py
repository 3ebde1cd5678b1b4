"""The whole window on a real library: bring a query every way there is, look at results, scan, close."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from made_results import SEARCH_MS, wait_for_answer
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.search.results import MatchKind

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def drop(window: MainWindow, data: QMimeData) -> None:
    """Drag something over the window and let it go."""
    with warnings.catch_warnings():  # Qt 6.12 deprecates the only constructors that Python can reach
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(QPoint(300, 300), COPY, data, LEFT, PLAIN)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(300, 300), COPY, data, LEFT, PLAIN))


def urls(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) if isinstance(p, Path) else QUrl(p) for p in paths])
    return data


def names(window: MainWindow) -> list[str]:
    return [result.path.name for result in window.search.results.model.results]


def said(qtbot: QtBot, window: MainWindow) -> str:
    """Wait until the query pane says something."""
    notice = window.search.pane.notice
    qtbot.waitUntil(lambda: bool(notice.text), timeout=30_000)
    return notice.text


@pytest.mark.slow
def test_a_dropped_composite_finds_host_and_donor_and_compares_them(
    qtbot: QtBot, window: MainWindow, stock: Path
) -> None:
    drop(window, urls(stock / "composite.png"))
    answer = wait_for_answer(qtbot, window)
    assert {"china.jpg", "chelsea.jpg"} <= set(names(window)[:4])
    assert all(r.kind is not MatchKind.SIMILAR for r in answer.results[:2])
    search = window.search
    # The same object has the same colour in the query and in each result.
    assert search.pane.canvas._overlays
    chosen = next(r for r in answer.results if r.path.name == "chelsea.jpg")
    search.results.grid.choose(chosen.photo_id)
    search.results.grid.opened.emit(chosen.photo_id)
    compare = search.compare
    assert search.stack.currentWidget() is compare
    qtbot.waitUntil(lambda: compare.sides.right.shown is not None, timeout=30_000)
    qtbot.waitUntil(lambda: compare.overlay.ready, timeout=30_000)
    for key, mode in (
        (Qt.Key.Key_2, "swipe"),
        (Qt.Key.Key_3, "blink"),
        (Qt.Key.Key_4, "difference"),
        (Qt.Key.Key_1, "sides"),
    ):
        qtbot.keyClick(compare, key)
        assert compare.mode == mode
        compare.grab()
    qtbot.keyClick(compare, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: any(lines for _, lines in compare.sides.lines.groups), timeout=60_000)
    compare.grab()
    assert compare.inspector._rows
    qtbot.keyClick(compare, Qt.Key.Key_Escape)
    assert search.stack.currentWidget() is search.split
    # Every explained part has its donor.
    window.show_place("composites")
    donors = {part.result.path.name for part in window.composites.parts.model.parts}
    assert any(name.startswith("chelsea") for name in donors)
    assert "china.jpg" in donors
    window.composites.grab()


@pytest.mark.slow
def test_a_rectangle_searches_for_that_part_on_release(qtbot: QtBot, window: MainWindow, stock: Path) -> None:
    window.open_paths([stock / "composite.png"])
    wait_for_answer(qtbot, window)
    canvas = window.search.pane.canvas
    to_widget = canvas.to_widget()
    start = to_widget.map(QPointF(65, 185)).toPoint()
    end = to_widget.map(QPointF(295, 375)).toPoint()
    qtbot.mousePress(canvas, LEFT, pos=start)
    qtbot.mouseMove(canvas, (start + end) / 2)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, pos=end)
    assert window.session.searching
    qtbot.waitUntil(lambda: not window.session.searching, timeout=SEARCH_MS)
    answer = window.search.results.answer
    assert answer is not None
    assert answer.query.region is not None
    assert names(window)[0].startswith("chelsea")


@pytest.mark.slow
def test_pasted_pixels_and_several_regions(qtbot: QtBot, window: MainWindow, stock: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(stock / "composite.png")))
    window._paste()
    qtbot.waitUntil(lambda: window.search.pane.query is not None, timeout=30_000)
    query = window.search.pane.query
    assert query is not None
    assert query.path is None
    regions = [QueryRegion(65, 185, 230, 190), QueryRegion(320, 20, 300, 300)]
    window.search.pane.canvas.set_regions(regions)
    qtbot.waitUntil(lambda: not window.session.searching, timeout=SEARCH_MS)
    assert {"chelsea.jpg", "china.jpg"} <= set(names(window))
    QGuiApplication.clipboard().clear()


def test_an_empty_clipboard_is_said(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window._paste()
    assert "clipboard" in said(qtbot, window)


def test_a_text_file_is_refused_in_words(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    drop(window, urls(tmp_path / "notes.txt"))
    assert "notes.txt" in said(qtbot, window)
    assert window.search.pane.query is None


@pytest.mark.parametrize("content", [b"", b"not a picture at all", b"\xff\xd8\xff\xe0 broken"])
def test_a_picture_that_cannot_be_read_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.jpg").write_bytes(content)
    drop(window, urls(tmp_path / "bad.jpg"))
    assert "bad.jpg" in said(qtbot, window)


def test_a_file_that_is_gone_is_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    drop(window, urls(tmp_path / "gone.jpg"))
    assert "gone.jpg" in said(qtbot, window)


def test_a_web_address_is_only_fetched_after_consent(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(window.search, "_fetch", fetched.append)
    drop(window, urls("https://example.org/cat.jpg"))
    assert "example.org" in said(qtbot, window)
    assert fetched == []
    window.search.pane.notice._action.click()
    assert fetched == ["https://example.org/cat.jpg"]
    window.store.change(remote="never")
    drop(window, urls("https://example.org/dog.jpg"))
    assert len(fetched) == 1
    assert "off" in said(qtbot, window)


def test_ten_files_search_the_first_and_keep_the_others(
    qtbot: QtBot, window: MainWindow, stock: Path
) -> None:
    files = sorted((stock / "photos").glob("*.jpg"))
    drop(window, urls(*files))
    qtbot.waitUntil(lambda: window.search.pane.query is not None, timeout=30_000)
    assert window.search.pane.query is not None
    assert window.search.pane.query.path == files[0]
    recent = window.search.pane._recent_menu.actions()
    assert {action.text() for action in recent} >= {file.name for file in files[1:]}
    notice = window.search.pane.notice
    assert f"{len(files)} picture" in notice.text
    notice._action.click()
    qtbot.waitUntil(lambda: window.search.pane.query.path == files[1], timeout=30_000)  # type: ignore[union-attr]
    assert "number 2" in notice.text
    window.session.stop_search()


def test_a_browsers_bitmap_may_vanish_once_it_is_dropped(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, stock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = tmp_path / "image-1.bmp"
    with Image.open(stock / "photos" / "coffee.jpg") as image:
        image.save(file)
    drop(window, urls(file))
    pane = window.search.pane
    qtbot.waitUntil(lambda: pane.query is not None, timeout=30_000)
    file.unlink()
    assert pane.query is not None
    assert (pane.query.path, pane.query.name) == (None, "image-1.bmp")
    window.search.search_again()
    assert wait_for_answer(qtbot, window).results[0].path.name == "coffee.jpg"


def test_a_rectangle_of_two_pixels_is_said(qtbot: QtBot, window: MainWindow, stock: Path) -> None:
    window.open_paths([stock / "composite.png"])
    qtbot.waitUntil(lambda: window.search.pane.query is not None, timeout=30_000)
    window.session.stop_search()
    window.search.pane.canvas.set_regions([QueryRegion(10, 10, 2, 2)])
    assert "2 × 2" in said(qtbot, window)


def test_a_dropped_folder_is_added_and_scanned(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path, stock: Path
) -> None:
    album = tmp_path / "album"
    album.mkdir()
    shutil.copy(stock / "photos" / "coffee.jpg", album)
    (album / "broken.jpg").write_bytes(b"no picture")
    window = make_window(tmp_path / "fresh")
    window.store.change(thorough=False)
    with qtbot.waitSignal(window.session.scan_ended, timeout=60_000) as ended:
        drop(window, urls(album))
        assert window.session.scanning
        assert not window.scan_bar.isHidden()
    assert ended.args[1] is None
    assert window.scan_bar.isHidden()
    window.show_place("library")
    qtbot.waitUntil(lambda: len(window.library.failures.rows) == 1, timeout=20_000)
    assert window.library.failures.rows[0].path.name == "broken.jpg"
    assert window.library.folders.rows[0].path == album
    qtbot.waitUntil(lambda: window.library.photos.rowCount() == 1, timeout=20_000)


def test_a_folder_of_nothing_is_said_and_can_be_taken_out(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    window = make_window(tmp_path / "fresh")
    with qtbot.waitSignal(window.session.scan_ended, timeout=60_000) as ended:
        drop(window, urls(tmp_path / "nothing"))
    assert ended.args[1] is None
    qtbot.waitUntil(lambda: "nothing" in window.notice.text, timeout=20_000)
    window.notice._action.click()
    library = window.session.library
    assert library is not None
    qtbot.waitUntil(lambda: library.folders() == [], timeout=20_000)


@pytest.mark.slow
def test_a_scan_is_paused_resumed_and_stopped_without_loss(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    album = tmp_path / "many"
    album.mkdir()
    rng = np.random.default_rng(1)
    for number in range(60):
        Image.fromarray(rng.integers(0, 256, (90, 120, 3), dtype=np.uint8)).save(album / f"{number}.png")
    window = make_window(tmp_path / "fresh")
    window.store.change(thorough=False)
    session = window.session
    with qtbot.waitSignal(session.scan_progressed, timeout=60_000):
        window.add_folders([album])
    with qtbot.waitSignal(session.scan_paused):
        window.scan_bar.pause.click()
    assert session.paused
    assert window.scan_bar.pause.text().strip() == "Resume"
    window.scan_bar.pause.click()
    assert not session.paused
    with qtbot.waitSignal(session.scan_ended, timeout=60_000):
        window.scan_bar.stop.click()
    assert window.scan_bar.isHidden()
    qtbot.waitUntil(lambda: not session.scanning, timeout=60_000)
    with qtbot.waitSignal(session.scan_ended, timeout=60_000) as ended:
        window.scan()
    assert ended.args[1] is None
    assert session.library is not None
    assert session.library.photo_count() == 60


@pytest.mark.slow
def test_a_result_whose_file_vanished_is_said_in_the_comparison(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path, stock: Path
) -> None:
    album = tmp_path / "album"
    shutil.copytree(stock / "photos", album)
    window = make_window(tmp_path / "fresh")
    window.store.change(thorough=False)
    with qtbot.waitSignal(window.session.scan_ended, timeout=60_000):
        window.add_folders([album])
    window.open_paths([stock / "photos" / "chelsea.jpg"])
    answer = wait_for_answer(qtbot, window)
    first = answer.results[0]
    (album / first.path.name).unlink()
    window.search.open_result(first.photo_id)
    qtbot.waitUntil(lambda: bool(window.search.compare.notice.text), timeout=30_000)
    assert "gone" in window.search.compare.notice.text
    assert window.search.compare.sides.right.shown is not None
    window.search.reveal(first.photo_id)
    assert "not there" in window.search.compare.notice.text


def test_a_disk_unplugged_while_a_search_runs_is_said_and_nothing_is_lost(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path, stock: Path
) -> None:
    album = tmp_path / "stick" / "album"
    shutil.copytree(stock / "photos", album)
    window = make_window(tmp_path / "fresh")
    with qtbot.waitSignal(window.session.scan_ended, timeout=60_000):
        window.add_folders([album])
    photos = window.session.library.photo_count()  # type: ignore[union-attr]
    window.open_paths([stock / "composite.png"])
    qtbot.waitUntil(lambda: window.search.pane.query is not None, timeout=30_000)
    album.parent.rename(tmp_path / "unplugged")
    answer = wait_for_answer(qtbot, window)
    assert {"china.jpg", "chelsea.jpg"} <= {result.path.name for result in answer.results}
    assert QApplication.activeModalWidget() is None
    grid, model = window.search.results.grid, window.search.results.model
    shown = [result.photo_id for result in model.shown_results()]
    grid.ask_for_visible()
    qtbot.waitUntil(lambda: window.cache.pixmap(shown[0]) is not None, timeout=10_000)
    window.search.open_result(shown[0])
    qtbot.waitUntil(lambda: bool(window.search.compare.notice.text), timeout=30_000)
    assert "not connected" in window.search.compare.notice.text
    with qtbot.waitSignal(window.session.scan_ended, timeout=60_000):
        window.scan()
    window.show_place("library")
    qtbot.waitUntil(lambda: any(row.offline for row in window.library.folders.rows), timeout=30_000)
    assert window.session.library.photo_count() == photos  # type: ignore[union-attr]


def test_settings_and_the_window_are_kept(
    qtbot: QtBot, make_window: Callable[..., MainWindow], store: SettingsStore, tmp_path: Path
) -> None:
    window = make_window()
    window.show_place("settings")
    window.settings.theme.setCurrentIndex(window.settings.theme.findData("dark"))
    window.search.results.set_size(240)
    window.close()
    again = MainWindow(
        SettingsStore(store.path), QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    )
    qtbot.addWidget(again)
    assert again.store.settings.theme == "dark"
    assert again.search.results.size_slider.value() == 240
    assert again.place == "settings"
    assert isinstance(again._state.value("search/split"), QByteArray)
    again.close()


def test_a_library_in_use_is_searched_only(
    qtbot: QtBot, make_window: Callable[..., MainWindow], library_copy: Path
) -> None:
    first = make_window(library_copy)
    second = make_window(library_copy)
    assert not first.session.read_only
    assert second.session.read_only
    assert "Another program" in second.notice.text
    second.add_folders([library_copy])
    assert "reading only" in second.notice.text


def test_a_library_that_cannot_be_opened_is_said(
    qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "catalog.sqlite").write_bytes(b"this is no database" * 100)
    window = make_window()
    window.open_library(bad)
    qtbot.waitUntil(lambda: bool(window.notice.text), timeout=30_000)
    assert window.session.library is None


def test_a_new_user_is_welcomed(qtbot: QtBot, make_window: Callable[..., MainWindow], tmp_path: Path) -> None:
    window = make_window()
    window.store.change(first_run_done=False)
    with qtbot.waitSignal(window.session.opened, timeout=30_000):
        window.open_library(tmp_path / "fresh")
    assert window.stack.currentWidget() is window.first_run
    window.first_run.skip.click()
    assert window.place == "search"
    assert window.store.settings.first_run_done


def test_every_place_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    for number, place in enumerate(window.rail.buttons, 1):
        keys = QKeySequence(f"Ctrl+{number}")
        qtbot.keySequence(window, keys)
        assert window.place == place
        window.grab()


def test_dialogs_do_not_block(qtbot: QtBot, window: MainWindow) -> None:
    for ask in (window.ask_for_picture, window.ask_for_folder):
        dialog = ask()
        assert isinstance(dialog, QFileDialog)
        assert dialog.isVisible()
        dialog.reject()
    window.show_about()
    window.show_keys()
    for dialog in window.findChildren(QDialog):
        dialog.grab()
        dialog.close()


def test_no_timer_runs_on_after_the_window_is_closed(
    qtbot: QtBot, make_window: Callable[..., MainWindow], library_copy: Path
) -> None:
    window = make_window(library_copy)
    for place in window.places:
        window.show_place(place)
        qtbot.wait(30)
    window.show_place("search")
    window.close()
    qtbot.wait(150)
    running = [timer for timer in window.findChildren(QTimer) if timer.isActive()]
    assert running == []
    assert not window.runner.busy
    assert window.session.library is None
