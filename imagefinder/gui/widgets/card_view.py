"""A list view whose cards are laid out by arithmetic: Qt's own keeps a record of every row and lays all of
them out again whenever one comes or the window is sized, which stops the window for a library of 100,000.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from imagefinder.gui.widgets.card_layout import CardLayout

Index = QModelIndex | QPersistentModelIndex
Action = QAbstractItemView.CursorAction
State = QStyle.StateFlag


class CardView(QListView):
    """Cards in lines, headings between them.

    The subclass says what a layout is made of; this class does with it what a view does.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = CardLayout()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def line_width(self) -> int:
        """Room for a line of cards: that beside a scroll bar, whether or not it is there, so that cards do
        not move sideways when it comes and goes.
        """
        return max(1, self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width())

    def make_layout(self) -> CardLayout:
        """Where everything lies at present; subclasses say."""
        return CardLayout()

    # Layout

    def doItemsLayout(self) -> None:
        """Lay the cards out."""
        self._layout = self.make_layout()
        QAbstractItemView.doItemsLayout(self)
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the content."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._layout.height - room))
        bar.setPageStep(max(1, room - self._layout.card[1] // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew, keeping in sight what was at the top."""
        first = next(self._rows_in(self.viewport().rect()), -1)
        offset = self.visual_top(first)
        QAbstractItemView.resizeEvent(self, event)
        self.doItemsLayout()
        if first > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visual_top(first) - offset)

    def visual_top(self, row: int) -> int:
        """Top of a row in the viewport."""
        return self._layout.box(row)[1] - self.verticalOffset()

    def horizontalOffset(self) -> int:
        """Never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what is in sight now."""
        self.viewport().update()

    def _rows_in(self, area: QRect) -> Iterator[int]:
        top = area.top() + self.verticalOffset()
        return self._layout.rows_between(top, top + area.height())

    def visualRect(self, index: Index) -> QRect:
        """Where a row lies in the viewport."""
        if not index.isValid():
            return QRect()
        x, y, width, height = self._layout.box(index.row())
        return QRect(x, y - self.verticalOffset(), width, height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row under a point."""
        row = self._layout.row_at(point.x(), point.y() + self.verticalOffset())
        model = self.model()
        return model.index(row, 0) if row >= 0 else QModelIndex()

    def isIndexHidden(self, index: Index) -> bool:
        """No row is hidden."""
        return False

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a row into sight."""
        if not index.isValid():
            return
        _, y, _, height = self._layout.box(index.row())
        bar, room = self.verticalScrollBar(), self.viewport().height()
        hints = QAbstractItemView.ScrollHint
        if hint == hints.PositionAtCenter:
            bar.setValue(y + height // 2 - room // 2)
        elif hint == hints.PositionAtTop or y < bar.value():
            # The heading above the first card comes into sight with it.
            above = index.row() - 1
            top = self._layout.box(above)[1] if above in self._layout.headings else y
            bar.setValue(top)
        elif hint == hints.PositionAtBottom or y + height > bar.value() + room:
            bar.setValue(y + height - room)

    # Moving and choosing

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The card that a key leads to."""
        model, layout, row = self.model(), self._layout, self.currentIndex().row()
        if not layout.rows:
            return QModelIndex()
        if row < 0:
            return model.index(layout.next_card(-1, 1), 0)
        if action in (Action.MoveRight, Action.MoveNext):
            row = layout.next_card(row, 1)
        elif action in (Action.MoveLeft, Action.MovePrevious):
            row = layout.next_card(row, -1)
        elif action in (Action.MoveDown, Action.MoveUp):
            row = layout.next_line(row, 1 if action == Action.MoveDown else -1)
        elif action in (Action.MovePageDown, Action.MovePageUp):
            way = 1 if action == Action.MovePageDown else -1
            for _ in range(max(1, self.viewport().height() // max(1, layout.card[1]))):
                row = layout.next_line(row, way)
        elif action == Action.MoveHome:
            row = layout.next_card(-1, 1)
        elif action == Action.MoveEnd:
            row = layout.next_card(layout.rows, -1)
        return model.index(row, 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a drag encloses, or everything from one card to another in reading order."""
        model = self.model()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            area = rect.normalized()
            rows = [
                row for row in self._rows_in(area) if self.visualRect(model.index(row, 0)).intersects(area)
            ]
        else:
            ends = [self.indexAt(rect.topLeft()).row(), self.indexAt(rect.bottomRight()).row()]
            ends = [row for row in ends if row >= 0]
            rows = list(range(min(ends), max(ends) + 1)) if ends else []
        selection = QItemSelection()
        for first, last in _stretches(rows):
            selection.select(model.index(first, 0), model.index(last, 0))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What to paint again when a selection changes: the part of it that is in sight."""
        region, model = QRegion(), self.model()
        for row in self._rows_in(self.viewport().rect()):
            index = model.index(row, 0)
            if selection.contains(index):
                region = region.united(QRegion(self.visualRect(index)))
        return region

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards in sight."""
        model = self.model()
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(State.State_HasFocus | State.State_MouseOver | State.State_Selected)
        chosen, current = self.selectionModel(), self.currentIndex()
        hovered = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        if not self.viewport().underMouse():
            hovered = QModelIndex()
        for row in self._rows_in(event.rect()):
            index = model.index(row, 0)
            option.rect = self.visualRect(index)
            option.state = plain
            if chosen.isSelected(index):
                option.state |= State.State_Selected
            if index == hovered:
                option.state |= State.State_MouseOver
            if index == current and self.hasFocus():
                option.state |= State.State_HasFocus
            self.itemDelegate().paint(painter, option, index)
        painter.end()


def _stretches(rows: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of every run of consecutive numbers."""
    start = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or rows[number] != rows[number - 1] + 1:
            yield rows[start], rows[number - 1]
            start = number
