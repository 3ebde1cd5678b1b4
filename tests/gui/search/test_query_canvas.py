from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.search.query_canvas import QueryCanvas
from imagefinder.gui.widgets.canvas import Shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot) -> QueryCanvas:
    made = QueryCanvas()
    made.margin = 0
    made.resize(400, 300)
    qtbot.addWidget(made)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    made.show_photo(Shown(image, 4000, 3000))
    made.show()
    qtbot.waitExposed(made)
    return made


def drag(qtbot: QtBot, canvas: QueryCanvas, *points: tuple[int, int]) -> None:
    qtbot.mousePress(canvas, LEFT, pos=QPoint(*points[0]))
    for point in points[1:]:
        qtbot.mouseMove(canvas, QPoint(*point))
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(*points[-1]))


def only(canvas: QueryCanvas) -> tuple[int, int, int, int]:
    (region,) = canvas.regions
    return region.rounded()


def test_a_drag_draws_a_rectangle_and_searches_on_release(qtbot: QtBot, canvas: QueryCanvas) -> None:
    seen: list[object] = []
    canvas.regions_changed.connect(seen.append)
    qtbot.mousePress(canvas, LEFT, pos=QPoint(50, 60))
    qtbot.mouseMove(canvas, QPoint(150, 160))
    assert seen == []
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(150, 160))
    assert len(seen) == 1
    assert only(canvas) == (500, 600, 1000, 1000)


def test_it_is_moved_and_sized_by_its_handles(qtbot: QtBot, canvas: QueryCanvas) -> None:
    drag(qtbot, canvas, (50, 60), (150, 160))
    drag(qtbot, canvas, (100, 110), (110, 130))
    assert only(canvas) == (600, 800, 1000, 1000)
    drag(qtbot, canvas, (160, 180), (200, 200))
    assert only(canvas) == (600, 800, 1400, 1200)
    drag(qtbot, canvas, (60, 140), (20, 140))
    assert only(canvas) == (200, 800, 1800, 1200)


def test_it_stops_at_the_edges(qtbot: QtBot, canvas: QueryCanvas) -> None:
    drag(qtbot, canvas, (300, 200), (390, 290), (900, 800))
    assert only(canvas) == (3000, 2000, 1000, 1000)
    drag(qtbot, canvas, (350, 250), (-500, -500))
    assert only(canvas) == (0, 0, 1000, 1000)


def test_a_click_beside_it_goes_back_to_the_whole_picture(qtbot: QtBot, canvas: QueryCanvas) -> None:
    drag(qtbot, canvas, (50, 60), (150, 160))
    with qtbot.waitSignal(canvas.regions_changed) as signal:
        qtbot.mouseClick(canvas, LEFT, pos=QPoint(300, 250))
    assert signal.args == [[]]


def test_shift_draws_several_and_delete_takes_one_away(qtbot: QtBot, canvas: QueryCanvas) -> None:
    drag(qtbot, canvas, (20, 20), (80, 80))
    qtbot.mousePress(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(200, 200))
    qtbot.mouseMove(canvas, QPoint(260, 260))
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(260, 260))
    assert len(canvas.regions) == 2
    assert canvas.active == 1
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    assert canvas.active == 0
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert only(canvas) == (2000, 2000, 600, 600)


def test_a_lasso_follows_the_hand(qtbot: QtBot, canvas: QueryCanvas) -> None:
    canvas.tool = "lasso"
    drag(qtbot, canvas, (100, 100), (200, 110), (220, 200), (120, 210), (90, 150))
    (region,) = canvas.regions
    assert len(region.lasso) == 5
    assert region.rounded() == (900, 1000, 1300, 1100)


def test_the_keyboard_draws_moves_sizes_and_settles(qtbot: QtBot, canvas: QueryCanvas) -> None:
    seen: list[list[QueryRegion]] = []
    canvas.regions_changed.connect(seen.append)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_R)
    assert only(canvas) == (1000, 750, 2000, 1500)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert only(canvas) == (920, 750, 2000, 1500)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert only(canvas) == (920, 751, 2000, 1500)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert only(canvas) == (920, 751, 2080, 1500)
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=3000)
    assert seen[0][0].rounded() == (920, 751, 2080, 1500)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert seen[-1] == []


def test_another_picture_forgets_the_regions(qtbot: QtBot, canvas: QueryCanvas) -> None:
    drag(qtbot, canvas, (50, 60), (150, 160))
    canvas.show_photo(canvas.shown)
    assert canvas.regions == []


def test_points_go_to_the_picture_and_back_at_any_size(qtbot: QtBot, canvas: QueryCanvas) -> None:
    canvas.resize(777, 333)
    x, y = canvas.to_picture(canvas.to_widget().map(QPointF(1234.0, 567.0)))
    assert (x, y) == pytest.approx((1234.0, 567.0))


def test_it_paints_with_everything_on_it(qtbot: QtBot, canvas: QueryCanvas) -> None:
    drag(qtbot, canvas, (50, 60), (150, 160))
    plain = canvas.grab().toImage()
    canvas.set_regions([])
    assert canvas.grab().toImage() != plain
