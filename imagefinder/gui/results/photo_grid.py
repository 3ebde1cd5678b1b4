"""The grid of cards: a list view that asks for pictures of what is visible and moves by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from imagefinder.gui.results.delegate import HEADING, CardDelegate
from imagefinder.gui.results.model import PhotoIdRole, PhotosModel, ResultsModel
from imagefinder.gui.widgets.card_layout import CardLayout
from imagefinder.gui.widgets.card_view import CardView
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

CALM_MS, HURRIED_MS = 25, 100
"""Between two requests for pictures: as a rule, and while whole pages rush by, of which nobody sees more."""


class PhotoGrid(CardView):
    """Cards of photos.

    Signals:
        chosen: the current photo changed (photo id, -1 for none).
        opened: a photo was double-clicked or Return pressed on it (photo id).
        size_wished: Ctrl and the wheel, or Ctrl and plus or minus (new side of a thumbnail).
        asked: pictures of what is in sight were asked for.
        menu_wished: the context menu of a photo (photo id, global position).
    """

    chosen = Signal(int)
    opened = Signal(int)
    size_wished = Signal(int)
    asked = Signal()
    menu_wished = Signal(int, QPoint)

    def __init__(
        self, cache: ThumbnailCache, model: ResultsModel | PhotosModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cache = cache
        self.cards = CardDelegate(cache, self)
        self.setItemDelegate(self.cards)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Photos"))
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(CALM_MS)
        self._ask.timeout.connect(self.ask_for_visible)
        self._asked = (0, -1)
        self.verticalScrollBar().valueChanged.connect(self._ask_soon)
        self.verticalScrollBar().setSingleStep(48)
        self.doubleClicked.connect(self._open)
        self.customContextMenuRequested.connect(self._menu)
        cache.loaded.connect(self._pictures_came)
        self.setModel(model)

    @Slot()
    def _ask_soon(self) -> None:
        """Ask at most every so often, so that pictures come during a long scroll, too."""
        if not self._ask.isActive():
            self._ask.start()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._ask.start)
            model.rowsInserted.connect(self._ask.start)
            self.selectionModel().currentChanged.connect(self._current_changed)
        self._ask.start()

    def make_layout(self) -> CardLayout:
        """Cards of the delegate's size; headings where the model has any."""
        model, option = self.model(), QStyleOptionViewItem()
        if not isinstance(model, ResultsModel | PhotosModel):
            return CardLayout()
        self.initViewItemOption(option)
        card = self.cards.card_size(option, words=isinstance(model, ResultsModel))
        headings = model.heading_rows() if isinstance(model, ResultsModel) else ()
        size = (card.width(), card.height())
        return CardLayout(model.rowCount(), headings, self.line_width(), size, HEADING)

    @property
    def thumbnail_side(self) -> int:
        """Side of a thumbnail, logical pixels."""
        return self.cards.side

    def set_thumbnail_side(self, side: int) -> None:
        """Make the cards larger or smaller."""
        self.cards.side = side
        self.scheduleDelayedItemsLayout()
        self._ask.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what depends on the size."""
        super().resizeEvent(event)
        self._ask.start()

    def current_id(self) -> int:
        """The current photo, -1 for none."""
        value = self.currentIndex().data(PhotoIdRole)
        return -1 if value is None else int(value)

    def selected_ids(self) -> list[int]:
        """Every selected photo, in the order shown."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [int(index.data(PhotoIdRole)) for index in rows if index.data(PhotoIdRole) is not None]

    def choose(self, photo_id: int) -> None:
        """Make a photo the current one, wherever it now stands."""
        model = self.model()
        row = model.row_of(photo_id) if isinstance(model, ResultsModel | PhotosModel) else -1
        if row >= 0:
            index = model.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def forget_choice(self) -> None:
        """Choose nothing, so that the next answer begins at its best result."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def visible_rows(self) -> tuple[int, int]:
        """First and last row that can be seen; (0, -1) when there are none."""
        rows = list(self._rows_in(self.viewport().rect()))
        return (rows[0], rows[-1]) if rows else (0, -1)

    @Slot()
    def ask_for_visible(self) -> None:
        """Ask the cache for what is visible, then for a page on either side.

        While the grid is scrolled by more than a page from one request to the next, the pages beside are left
        out and requests come at longer intervals: loading what is gone before it is painted would take
        processor time from the painting, and from a scan.
        """
        model = self.model()
        if model is None or not self.isVisible():
            return
        first, last = self.visible_rows()
        if last < first:
            return
        before, self._asked = self._asked, (first, last)
        hurried = before[0] <= before[1] and (first > before[1] or last < before[0])
        self._ask.setInterval(HURRIED_MS if hurried else CALM_MS)
        rows = list(range(first, last + 1))
        if hurried:
            self._ask.start()  # once more when it has come to rest
        else:
            page = last - first + 1
            rows += [*range(last + 1, last + 1 + page), *range(first - 1, first - 1 - page, -1)]
        ids = [model.index(row, 0).data(PhotoIdRole) for row in rows if 0 <= row < model.rowCount()]
        self._cache.want([int(photo_id) for photo_id in ids if photo_id is not None])
        self.asked.emit()

    @Slot(object)
    def _pictures_came(self, photo_ids: list[int]) -> None:
        if self.isVisible():
            self.viewport().update()

    def showEvent(self, event: object) -> None:
        """Begin what only runs while it is seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._ask.start()

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        value = current.data(PhotoIdRole)
        self.chosen.emit(-1 if value is None else int(value))

    def _open(self, index: QModelIndex) -> None:
        value = index.data(PhotoIdRole)
        if value is not None:
            self.opened.emit(int(value))

    def _menu(self, at: QPoint) -> None:
        value = self.indexAt(at).data(PhotoIdRole)
        if value is not None:
            self.menu_wished.emit(int(value), self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not control:
            self._open(self.currentIndex())
        elif control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.size_wished.emit(self.cards.side + 24)
        elif control and event.key() == Qt.Key.Key_Minus:
            self.size_wished.emit(self.cards.side - 24)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom or scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.size_wished.emit(self.cards.side + (16 if event.angleDelta().y() > 0 else -16))
            event.accept()
            return
        super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        """The size it would like."""
        return QSize(640, 480)
