"""The Composites place: one picture taken apart, or the provenance of the whole collection."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.compare.page import ComparePage
from imagefinder.gui.composites.parts_page import PartsPage
from imagefinder.gui.composites.provenance_answer import answer_of, load_node
from imagefinder.gui.composites.provenance_models import Drawing
from imagefinder.gui.composites.provenance_page import ProvenancePage
from imagefinder.gui.widgets.controls import chip, label
from imagefinder.gui.widgets.reveal import reveal
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.search.colours import ObjectKey, number_objects
from imagefinder.search.results import SearchResult, SearchResults

PICTURE, COLLECTION = "picture", "collection"


class CompositesPlace(QWidget):
    """What pictures are made of.

    Signals:
        query_wished: bring a picture.
        similar_wished: search with a photo (photo id).
    """

    query_wished = Signal()
    similar_wished = Signal(int)

    def __init__(
        self, session: LibrarySession, runner: JobRunner, cache: ThumbnailCache, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._runner = session, runner
        self._searched: LoadedQuery | None = None
        self._job: Job | None = None
        self.parts = PartsPage(session, cache)
        self.graph = ProvenancePage(session, runner, cache)
        self.compare = ComparePage(session, runner)
        self.stack = QStackedWidget()
        for page in (self.parts, self.graph, self.compare):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self.stack, 1)
        self.parts.compare_wished.connect(self.open_compare)
        self.parts.query_wished.connect(self.query_wished)
        self.compare.closed.connect(lambda: self.show_page(PICTURE))
        self.compare.step_wished.connect(self._step)
        self.compare.similar_wished.connect(self.similar_wished)
        self.compare.reveal_wished.connect(lambda photo_id: self._reveal())
        self.graph.opened.connect(self.open_node)
        self.graph.similar_wished.connect(self.similar_wished)
        session.opened.connect(lambda photos: self.graph.forget())

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 10, 16, 8)
        row.setSpacing(6)
        row.addWidget(label(self.tr("Composites"), "title"))
        row.addSpacing(14)
        group = QButtonGroup(self)
        self.chips: dict[str, QToolButton] = {}
        for page, words in (
            (PICTURE, self.tr("One picture")),
            (COLLECTION, self.tr("Whole collection")),
        ):
            button = chip(words)
            button.clicked.connect(lambda *_, chosen=page: self.show_page(chosen))
            group.addButton(button)
            self.chips[page] = button
            row.addWidget(button)
        self.chips[PICTURE].setChecked(True)
        row.addStretch(1)
        return bar

    def show_page(self, page: str) -> None:
        """Show one picture taken apart, or the graph of the collection."""
        self.chips[page].setChecked(True)
        if page == COLLECTION:
            self.stack.setCurrentWidget(self.graph)
            self.graph.entered()
            self.graph.view.setFocus()
        else:
            self.stack.setCurrentWidget(self.parts)
            self.parts.list.setFocus()

    def show_search(
        self, query: LoadedQuery | None, answer: SearchResults | None, colours: Mapping[ObjectKey, int]
    ) -> None:
        """Take the picture apart that is searched for; one that was opened from the graph stays meanwhile."""
        if query is None and self._searched is None:
            if self.parts.query is None or self.stack.currentWidget() is self.graph:
                self.show_page(COLLECTION)
            return
        if query is None or query is not self._searched:
            self._searched = query
            self.parts.take_apart(query, answer, colours)
            self.show_page(PICTURE)

    def open_node(self, drawing: Drawing, content: int) -> None:
        """Take a photo of the graph apart by what the graph knows of it."""
        if self._job is not None:
            self._job.cancel()
        node = next(node for node in drawing.nodes if node.content == content)
        session, photo_id = self._session, drawing.photo_ids.get(content, -1)

        def work(job: Job) -> tuple[LoadedQuery, SearchResults]:
            return load_node(session, node, photo_id), answer_of(drawing, content)

        def done(loaded: tuple[LoadedQuery, SearchResults]) -> None:
            query, answer = loaded
            self.parts.show_known(query, answer, number_objects(answer.results))
            self.show_page(PICTURE)

        def failed(error: Exception) -> None:
            self.graph.notice.say(error_words(error), "bad")

        self._job = self._runner.start("open node", work, done=done, failed=failed, pool="compare")

    # Comparing

    def open_compare(self, photo_id: int) -> None:
        """Compare the picture with one of those it was made of."""
        query, answer = self.parts.query, self.parts.answer
        results = self._shown()
        result = next((result for result in results if result.photo_id == photo_id), None)
        if query is None or answer is None or result is None:
            return
        colours = [self.parts.colours.get((photo_id, n), n) for n in range(len(result.objects))]
        place = results.index(result) + 1
        self.compare.show_match(query, result, colours, place, len(results))
        self.stack.setCurrentWidget(self.compare)
        self.compare.setFocus()

    def _shown(self) -> list[SearchResult]:
        return list({part.result.photo_id: part.result for part in self.parts.model.parts}.values())

    def _step(self, way: int) -> None:
        results, current = self._shown(), self.compare.result
        ids = [result.photo_id for result in results]
        if current is not None and current.photo_id in ids:
            at = ids.index(current.photo_id) + way
            if 0 <= at < len(ids):
                self.open_compare(ids[at])

    def _reveal(self) -> None:
        result = self.compare.result
        if result is not None and not reveal(result.path):
            self.compare.notice.say(
                self.tr("“{path}” is not there any more.").format(path=str(result.path)), "warn"
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from the picture back to the graph that it was opened from."""
        back = event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.parts
        if back and self.graph.clusters.rows:
            self.show_page(COLLECTION)
        else:
            super().keyPressEvent(event)
