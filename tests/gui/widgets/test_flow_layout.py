"""Controls that go on in the next line where a row is full."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from imagefinder.gui.widgets.flow_layout import FlowLayout


class Box(QWidget):
    """A widget that wants to be 50 × 20."""

    def sizeHint(self) -> QSize:
        """Its size."""
        return QSize(50, 20)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What holds the layout, as long as the test runs."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def flow(page: QWidget, boxes: int, stretch_after: int = -1) -> tuple[FlowLayout, list[Box]]:
    layout = FlowLayout(page, spacing=10)
    made = []
    for number in range(boxes):
        made.append(Box(page))
        layout.addWidget(made[-1])
        if number == stretch_after:
            layout.addStretch()
    page.show()
    return layout, made


@pytest.mark.parametrize(("width", "height"), [(230, 20), (229, 50), (110, 50), (60, 110), (20, 110)])
def test_a_narrow_row_goes_on_below(page: QWidget, width: int, height: int) -> None:
    layout, boxes = flow(page, 4)
    assert layout.hasHeightForWidth()
    assert layout.heightForWidth(width) == height
    layout.setGeometry(QRect(0, 0, width, height))
    assert all(box.geometry().right() < max(width, 50) for box in boxes)
    assert max(box.geometry().bottom() for box in boxes) == height - 1
    assert layout.sizeHint() == QSize(230, 20)
    assert layout.minimumSize() == QSize(50, 20)


def test_what_follows_a_stretch_stands_at_the_right(page: QWidget) -> None:
    layout, boxes = flow(page, 3, stretch_after=0)
    layout.setGeometry(QRect(0, 0, 400, 20))
    assert [box.x() for box in boxes] == [0, 290, 350]
    layout.setGeometry(QRect(0, 0, 120, 50))
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (70, 0), (0, 30)]


def test_what_is_hidden_takes_no_room(page: QWidget) -> None:
    layout, boxes = flow(page, 3)
    boxes[1].hide()
    layout.setGeometry(QRect(0, 0, 300, 20))
    assert boxes[2].x() == 60
    assert layout.itemAt(7) is None
    assert layout.takeAt(0) is not None
    assert layout.count() == 2
