"""The Composites place: the query cut into coloured objects, each with its donor beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import (
    QListView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.results.model import Index, PhotoIdRole
from imagefinder.gui.results.parts import Part, box_of, parts_of, rest_path, rest_regions, with_rest
from imagefinder.gui.results.reasons import geometry_words, reason_words
from imagefinder.gui.widgets.canvas import PhotoCanvas
from imagefinder.gui.widgets.controls import EmptyState, label, push
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.outlines import object_colour, paint_outline, pieces_path
from imagefinder.gui.widgets.theme import sized_font
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.gui.widgets.title_bar import TitleBar
from imagefinder.search.colours import ObjectKey, number_objects, query_pieces, result_pieces
from imagefinder.search.query import MIN_REGION_SIDE
from imagefinder.search.results import SearchResults

PartRole = PhotoIdRole + 10
ROW = 132


def _searchable(region: QueryRegion) -> bool:
    return min(region.rounded()[2:]) >= MIN_REGION_SIDE


class PartsCanvas(PhotoCanvas):
    """The query with its objects filled in their colours and the rest hatched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[Part] = []
        self.rest = QPainterPath()
        self.chosen = -1

    def paint_over(self, painter: QPainter) -> None:
        """Paint over the photo."""
        transform = self.to_widget()
        rest = transform.map(self.rest)
        if not rest.isEmpty():
            painter.save()
            painter.setClipPath(rest)
            painter.fillPath(rest, QColor(0, 0, 0, 90))
            painter.setPen(QPen(QColor(255, 255, 255, 110), 1.0))
            box = rest.boundingRect()
            start = box.left() - box.height()
            while start < box.right():
                painter.drawLine(int(start), int(box.bottom()), int(start + box.height()), int(box.top()))
                start += 9
            painter.restore()
        for part in self.parts:
            strong = self.chosen in (-1, part.colour)
            path = pieces_path(query_pieces(part.found), transform)
            paint_outline(
                painter,
                path,
                object_colour(part.colour),
                width=2.6 if strong else 1.4,
                # The ground is the picture itself: its edge says enough, and its colours stay true.
                fill=0 if part.ground else 60 if strong else 16,
            )


class PartsModel(QAbstractListModel):
    """The parts, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts: list[Part] = []

    def set_parts(self, parts: list[Part]) -> None:
        """Show these."""
        self.beginResetModel()
        self.parts = parts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.parts):
            return None
        part = self.parts[index.row()]
        if role == PartRole:
            return part
        if role == PhotoIdRole:
            return part.result.photo_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.tr("Object {number}: from {name}").format(
                number=index.row() + 1, name=part.result.path.name
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{part.result.path}\n{reason_words(part.result)}"
        return None


class PartsDelegate(QStyledItemDelegate):
    """One part: its colour, its cut-out of the query, its donor with the same object outlined."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.query = QPixmap()
        self.query_size = (1, 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(320, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        part = index.data(PartRole)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        palette = QGuiApplication.palette()
        card = QRectF(option.rect).adjusted(2, 3, -6, -5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(
            QPen(palette.color(QPalette.ColorRole.Accent if chosen else QPalette.ColorRole.Mid), 1.4)
        )
        painter.setBrush(palette.color(QPalette.ColorRole.Light if chosen else QPalette.ColorRole.Base))
        painter.drawRoundedRect(card, 9, 9)
        colour = object_colour(part.colour)
        stripe = QPainterPath()
        stripe.addRoundedRect(QRectF(card.left(), card.top(), 16, card.height()), 9, 9)
        painter.save()
        painter.setClipRect(QRectF(card.left(), card.top(), 6, card.height()))
        painter.fillPath(stripe, colour)
        painter.restore()
        side = card.height() - 20
        cut = QRectF(card.left() + 16, card.top() + 10, side, side)
        self._paint_cut(painter, cut, part)
        donor = QRectF(cut.right() + 10, cut.top(), side, side)
        self._paint_donor(painter, donor, part, colour, palette)
        words = QRectF(donor.right() + 12, cut.top(), card.right() - donor.right() - 22, side)
        self._paint_words(painter, option, words, part, index.row())
        painter.restore()

    def _paint_cut(self, painter: QPainter, frame: QRectF, part: Part) -> None:
        box = box_of(query_pieces(part.found))
        sx, sy = self.query.width() / self.query_size[0], self.query.height() / self.query_size[1]
        source = QRectF(box.x() * sx, box.y() * sy, box.width() * sx, box.height() * sy)
        source = source.intersected(QRectF(self.query.rect()))
        if source.isEmpty():
            return
        scale = min(frame.width() / source.width(), frame.height() / source.height())
        target = QRectF(0, 0, source.width() * scale, source.height() * scale)
        target.moveCenter(frame.center())
        to_cut = QTransform.fromTranslate(target.x(), target.y()).scale(
            target.width() / box.width(), target.height() / box.height()
        )
        shape = pieces_path(query_pieces(part.found), QTransform.fromTranslate(-box.x(), -box.y()) * to_cut)
        painter.save()
        painter.setOpacity(0.28)
        painter.drawPixmap(target, self.query, source)
        painter.setOpacity(1.0)
        painter.setClipPath(shape)
        painter.drawPixmap(target, self.query, source)
        painter.restore()

    def _paint_donor(
        self, painter: QPainter, frame: QRectF, part: Part, colour: QColor, palette: QPalette
    ) -> None:
        result, pixmap = part.result, self._cache.pixmap(part.result.photo_id)
        width, height = (
            (pixmap.width(), pixmap.height()) if pixmap else (result.width or 1, result.height or 1)
        )
        scale = min(frame.width() / width, frame.height() / height)
        target = QRectF(0, 0, width * scale, height * scale)
        target.moveCenter(frame.center())
        if pixmap is None:
            painter.fillRect(target, palette.color(QPalette.ColorRole.Light))
            return
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        if result.width and result.height:
            transform = QTransform.fromTranslate(target.x(), target.y()).scale(
                target.width() / result.width, target.height() / result.height
            )
            painter.save()
            painter.setClipRect(target)
            path = pieces_path(result_pieces(part.found), transform)
            fill = 0 if part.ground else 36
            paint_outline(painter, path, colour, width=1.8, fill=fill)
            painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, part: Part, row: int
    ) -> None:
        palette = QGuiApplication.palette()
        height = option.fontMetrics.height() + 2
        source = {"host": self.tr("host: the ground of the picture"), "donor": self.tr("donor")}.get(
            part.result.role or "", ""
        )
        lines = [
            (part.result.path.name, sized_font(option.font, 1.0, bold=True), QPalette.ColorRole.Text),
            *([(source, option.font, QPalette.ColorRole.Accent)] if source else []),
            (
                self.tr("{score} % · {matches} matches").format(
                    score=round(part.found.score * 100), matches=part.found.matches
                ),
                option.font,
                QPalette.ColorRole.Midlight,
            ),
        ]
        if part.found.query_coverage > 0:
            share = max(1, round(part.found.query_coverage * 100))
            lines.append(
                (
                    self.tr("{share} % of the picture").format(share=share),
                    option.font,
                    QPalette.ColorRole.Midlight,
                )
            )
        geometry = geometry_words(part.found.transform, part.found.flipped)
        if geometry:
            lines.append((", ".join(geometry), option.font, QPalette.ColorRole.Midlight))
        if part.others:
            lines.append(
                (self.tr("and %n more photo(s)", "", part.others), option.font, QPalette.ColorRole.Midlight)
            )
        y = rect.top()
        for words, font, role in lines:
            painter.setFont(font)
            painter.setPen(palette.color(role))
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
            painter.drawText(QRectF(rect.left(), y, rect.width(), height), Qt.AlignmentFlag.AlignVCenter, cut)
            y += height


class PartsPage(QWidget):
    """The query taken apart.

    Signals:
        compare_wished: compare the query with a donor (photo id).
        export_wished: save as a report or as layers.
        query_wished: bring a query (from the empty state).
    """

    compare_wished = Signal(int)
    export_wished = Signal()
    query_wished = Signal()

    def __init__(self, session: LibrarySession, cache: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._cache = session, cache
        self.answer: SearchResults | None = None
        self.colours: dict[ObjectKey, int] = {}
        self._query: LoadedQuery | None = None
        self.model = PartsModel(self)
        self.canvas = PartsCanvas()
        self.canvas.setAccessibleName(self.tr("The query with its objects outlined"))
        self.delegate = PartsDelegate(cache, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Objects and their donors"))
        self.list.setMinimumWidth(360)
        cache.loaded.connect(lambda ids: self.list.viewport().update())
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.activated.connect(lambda index: self.compare_wished.emit(index.data(PhotoIdRole)))
        self.notice = Notice()
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            "composites",
            self.tr("See what a picture is made of"),
            self.tr(
                "Search with a picture that was put together from others. Its objects appear here in their "
                "own colours, "
                "each beside the photo that it was taken from; what no photo of yours explains is hatched."
            ),
        )
        self.empty.column.addSpacing(8)
        self.empty.column.addWidget(
            push(self.tr("Open a picture…"), self.query_wished.emit, name="open", primary=True),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        full = QWidget()
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._make_bar())
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(3)
        self.busy.setAccessibleName(self.tr("Looking for donors"))
        self.busy.hide()
        inner.addWidget(self.busy)
        self.notice.setProperty("floating", True)
        inner.addWidget(self.notice)
        split = QSplitter()
        split.addWidget(self.canvas)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 8, 8)
        self.rest_words = label("", "muted", wrap=True)
        column.addWidget(self.list, 1)
        column.addWidget(self.rest_words)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([690, 520])
        split.setChildrenCollapsible(False)
        inner.addWidget(split, 1)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _make_bar(self) -> TitleBar:
        bar = TitleBar()
        self.title, self.subtitle = bar.title, bar.subtitle
        self.rest_button = push(self.tr("Search the rest again"), self.search_rest, name="search")
        self.rest_button.setToolTip(
            self.tr("Search for the hatched parts alone: small donors are found this way")
        )
        bar.add_tools(self.rest_button, push(self.tr("Save…"), self.export_wished.emit, name="export"))
        return bar

    def take_apart(
        self, query: LoadedQuery | None, answer: SearchResults | None, colours: Mapping[ObjectKey, int]
    ) -> None:
        """Show what a search has found of a query, then look for its donors in two tiers, the small ones
        last.
        """
        if query is not None and query is self._query:
            return
        self._query = query
        self._session.stop_rest()
        self.busy.hide()
        self.show_answer(query, answer, colours)
        if query is None or self._session.library is None:
            self._session.stop_donors()
            return
        self.busy.show()
        self.rest_words.hide()
        self._session.donors(query, done=self._donors_came, failed=self._failed, ended=self._donors_ended)

    @property
    def query(self) -> LoadedQuery | None:
        """The picture that is taken apart."""
        return self._query

    def show_known(self, query: LoadedQuery, answer: SearchResults, colours: Mapping[ObjectKey, int]) -> None:
        """Show what is known of a picture already, without searching."""
        self._session.stop_donors()
        self._session.stop_rest()
        self.busy.hide()
        self._query = query
        self.show_answer(query, answer, colours)

    def _donors_came(self, answer: SearchResults) -> None:
        self.show_answer(self._query, answer, number_objects(answer.results))

    def _donors_ended(self) -> None:
        self.rest_words.setVisible(True)
        self.busy.setVisible(self._session.taking_apart or self._session.searching_rest)

    def _failed(self, error: Exception) -> None:
        self.notice.say(error_words(error), "bad")

    def show_answer(
        self, query: LoadedQuery | None, answer: SearchResults | None, colours: Mapping[ObjectKey, int]
    ) -> None:
        """Show a query's parts; with nothing to show, say what this place is for."""
        self.colours = dict(colours)
        self.answer = answer
        parts = parts_of(answer, colours) if answer is not None else []
        if query is None or answer is None or not parts:
            self.stack.setCurrentWidget(self.empty)
            self.model.set_parts([])
            return
        self.stack.setCurrentIndex(1)
        self.canvas.show_photo(query.shown)
        self.canvas.parts, self.canvas.chosen = parts, -1
        self.canvas.rest = rest_path(answer, parts)
        self.delegate.query = QPixmap.fromImage(query.shown.image)
        self.delegate.query_size = (query.shown.width, query.shown.height)
        self.model.set_parts(parts)
        self._cache.want([part.result.photo_id for part in parts])
        self.title.setText(self.tr("%n part(s) explained", "", len(parts)))
        self.subtitle.setText(query.name)
        rest = rest_regions(answer, parts)
        self.rest_button.setEnabled(bool(rest))
        self.rest_words.setText(
            self.tr("Hatched: what no photo of the library explains.")
            if rest
            else self.tr("Every part is explained.")
            if self.canvas.rest.isEmpty()
            else self.tr("Every part is explained, but for hatched remains too small to search with.")
        )
        self.rest_words.setVisible(bool(parts) and not self._session.taking_apart)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        part = current.data(PartRole)
        self.canvas.chosen = part.colour if part is not None else -1
        self.canvas.update()

    def search_rest(self) -> None:
        """Search for what nothing explains yet: the second tier. What is found joins the parts."""
        query, answer = self._query, self.answer
        if query is None or answer is None:
            return
        regions = [region for region in rest_regions(answer, self.model.parts) if _searchable(region)]
        if not regions:
            self.notice.say(self.tr("The hatched parts are too small to search with."), "info", seconds=6)
            return
        self.busy.show()
        self.rest_button.setEnabled(False)
        self._session.search_rest(
            query, regions, done=self._rest_came, failed=self._failed, ended=self._donors_ended
        )

    def _rest_came(self, found: SearchResults) -> None:
        if self.answer is None:
            return
        joined, count = with_rest(self.answer, self.model.parts, found)
        self.show_answer(self._query, joined, number_objects(joined.results))
        if count:
            self.notice.say(self.tr("%n more donor(s) found.", "", count), "good", seconds=6)
        else:
            self.rest_button.setEnabled(False)
            self.notice.say(self.tr("No photo of the library explains the hatched parts."), "info", seconds=8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
            return
        super().keyPressEvent(event)
