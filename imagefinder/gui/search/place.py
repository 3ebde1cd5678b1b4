"""The Search place: the query on the left, its results on the right, and the comparison of one of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.query_source import LoadedQuery, download, load_bitmap, load_file
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.bridge.session import Answer, LibrarySession
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.gui.compare.page import ComparePage
from imagefinder.gui.results.reasons import note_words
from imagefinder.gui.results.reports import ReportWriter
from imagefinder.gui.search.dropping import Dropped, read_drop
from imagefinder.gui.search.query_canvas import Overlay
from imagefinder.gui.search.query_pane import QueryPane
from imagefinder.gui.search.results_pane import ResultsPane
from imagefinder.gui.widgets.icons import icon
from imagefinder.gui.widgets.outlines import covers_all, object_colour
from imagefinder.gui.widgets.reveal import reveal
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.search.colours import query_pieces
from imagefinder.search.query import MIN_REGION_SIDE
from imagefinder.search.results import SearchResult


class SearchPlace(QWidget):
    """Search by picture.

    Attributes:
        answer: what is shown of the present query, None as long as nothing is known.

    Signals:
        add_folders_wished: folders are to be added to the library (list of Path; empty: ask which).
        file_dialog_wished: ask for a picture.
        query_shown: another query is shown (LoadedQuery or None).
        parts_wished: show the query cut into its explained parts.
        answer_shown: another answer is shown.
        report_written: a report was saved (Path).
    """

    add_folders_wished = Signal(object)
    file_dialog_wished = Signal()
    query_shown = Signal(object)
    parts_wished = Signal()
    answer_shown = Signal()
    report_written = Signal(Path)

    def __init__(
        self,
        session: LibrarySession,
        runner: JobRunner,
        cache: ThumbnailCache,
        store: SettingsStore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._runner, self._store = session, runner, store
        self._load: Job | None = None
        self._regions: list[QueryRegion] = []
        self._offered: list[Path] = []
        self.answer: Answer | None = None
        self.pane = QueryPane()
        self.results = ResultsPane(cache)
        self.split = QSplitter()
        self.split.addWidget(self.pane)
        self.split.addWidget(self.results)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([340, 900])
        self.split.setChildrenCollapsible(False)
        self.compare = ComparePage(session, runner)
        self.stack = QStackedWidget()
        for page in (self.split, self.compare):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.reports = ReportWriter(session, runner, self)
        self._connect()
        settings = store.settings
        self.results.set_size(settings.thumbnail_size)
        self.results.grid.cards.outlines = settings.outlines
        self.results.grouped.setChecked(settings.group_by_kind)
        self._show_recent()

    def _connect(self) -> None:
        pane, results = self.pane, self.results
        pane.open_wished.connect(self.file_dialog_wished)
        pane.paste_wished.connect(self.paste)
        pane.recent_wished.connect(self.open_file)
        pane.regions_changed.connect(self.search_regions)
        pane.closed.connect(self.close_query)
        results.chosen.connect(self._result_chosen)
        results.opened.connect(self.open_result)
        results.add_folder_wished.connect(lambda: self.add_folders_wished.emit([]))
        results.size_changed.connect(lambda side: self._store.change(thumbnail_size=side))
        results.grouping_changed.connect(lambda on: self._store.change(group_by_kind=on))
        results.grid.menu_wished.connect(self._show_menu)
        results.composite_wished.connect(self.parts_wished)
        results.export_wished.connect(self.export)
        self.compare.closed.connect(self.show_results)
        self.compare.similar_wished.connect(self.find_similar)
        self.compare.reveal_wished.connect(self.reveal)
        self.compare.step_wished.connect(self._step)
        self.reports.written.connect(self._report_written)
        self.reports.failed.connect(lambda words: self.results.notice.say(words, "bad"))

    # Bringing a query

    def _show_recent(self) -> None:
        recent = [Path(path) for path in self._store.settings.recent]
        self.pane.set_recent([*self._offered, *(path for path in recent if path not in self._offered)])

    def open_file(self, path: Path, region: QueryRegion | None = None) -> None:
        """Search with a file; ``region`` at once for a part of it."""
        reader = self._session.reader
        self._bring(f"open {path.name}", lambda job: load_file(path, reader, job.control), region)

    def open_bitmap(self, image: QImage, name: str) -> None:
        """Search with pixels that have no file."""
        self._bring(f"open {name}", lambda job: load_bitmap(image, name))

    def _bring(self, what: str, load: object, region: QueryRegion | None = None) -> None:
        if self._load is not None:
            self._load.cancel()
        self.pane.notice.dismiss()
        self._load = self._runner.start(
            what,
            load,  # type: ignore[arg-type]
            done=lambda query: self.show_query(query, region),
            failed=self._query_failed,
            pool="query",
            threads=2,
        )

    def _query_failed(self, error: Exception) -> None:
        self.show_results()
        self.pane.notice.say(error_words(error), "bad")

    def show_query(self, query: LoadedQuery, region: QueryRegion | None = None) -> None:
        """Show a query and search for it."""
        self.show_results()
        self.pane.show_query(query)
        self._forget_answer()
        self.results.notice.dismiss()
        if query.path is not None:
            self._store.settings = self._store.settings.with_recent(query.path)
            self._store.write()
            self._show_recent()
        self.query_shown.emit(query)
        if region is not None:
            self.pane.canvas.set_regions([region])
        else:
            self.search_regions([])
        if query.path in self._offered:
            self._tell_offered(query.path)

    def close_query(self) -> None:
        """Take the query away."""
        self._session.stop_search()
        self.pane.notice.dismiss()
        self.pane.show_query(None)
        self.results.set_busy(False)
        self._forget_answer()
        self.query_shown.emit(None)

    def _forget_answer(self) -> None:
        self.answer = None
        self.results.show_answer(None, {})

    def take_drop(self, dropped: Dropped) -> None:
        """Use what was dropped or pasted; what cannot be used is said in the query pane."""
        notice = self.pane.notice
        notice.dismiss()
        if dropped.folders:
            self.add_folders_wished.emit(list(dropped.folders))
            if not dropped.files:
                return
        if dropped.files:
            self.open_file(dropped.files[0])
            self._offer_others(list(dropped.files) if len(dropped.files) > 1 else [])
        elif dropped.image is not None:
            self.open_bitmap(dropped.image, self.tr("Pasted picture"))
        elif dropped.address:
            self._offer_address(dropped.address)
        elif dropped.others:
            self._refuse(dropped.others[0])
        else:
            notice.say(
                self.tr("There is no picture in it: drop or paste an image file, a bitmap or a folder."),
                "warn",
            )

    def _offer_others(self, files: list[Path]) -> None:
        self._offered = files
        self._show_recent()

    def _tell_offered(self, path: Path) -> None:
        """Say which of several dropped pictures is searched, and lead on to the next."""
        place, total = self._offered.index(path) + 1, len(self._offered)
        words = self.tr("%n picture(s) were dropped; this is number {place}.", "", total).format(place=place)
        if place < total:
            following = self._offered[place]
            action = self.tr("Next picture")
            self.pane.notice.say(words, action=action, run=lambda: self.open_file(following))
        else:
            self.pane.notice.say(words, seconds=6)

    def _refuse(self, path: Path) -> None:
        self.pane.notice.say(
            self.tr("“{name}” is no picture. JPEG, PNG, WebP, TIFF, GIF and many more are read.").format(
                name=path.name
            ),
            "warn",
        )

    def _offer_address(self, address: str) -> None:
        choice = self._store.settings.remote
        if choice == "always":
            self._fetch(address)
            return
        if choice == "never":
            self.pane.notice.say(
                self.tr(
                    "The web page gave an address instead of a picture, and fetching is off in the settings. "
                    "Copy the picture itself and paste it here."
                ),
                "warn",
            )
            return
        host = QUrl(address).host()
        self.pane.notice.say(
            self.tr(
                "The web page gave the picture's address. Fetch it from {host}? Nothing else is sent."
            ).format(host=host),
            action=self.tr("Fetch"),
            run=lambda: self._fetch(address),
        )

    def _fetch(self, address: str) -> None:
        self._bring("download", lambda job: download(address, self._session.reader, job.control))

    def paste(self) -> None:
        """Search with what the clipboard holds."""
        dropped = read_drop(QGuiApplication.clipboard().mimeData())
        if dropped.empty:
            self.pane.notice.say(
                self.tr("The clipboard holds no picture. Copy one, or take a screenshot, and paste again."),
                "warn",
            )
            return
        self.take_drop(dropped)

    # Searching

    def search_regions(self, regions: list[QueryRegion]) -> None:
        """Search for the whole query, or for some parts of it."""
        query = self.pane.query
        if query is None:
            return
        if list(regions) != self._regions:
            self.results.grid.forget_choice()
        self._regions = list(regions)
        small = [r for r in regions if min(r.rounded()[2:]) < MIN_REGION_SIDE]
        if small:
            _, _, width, height = small[0].rounded()
            self.pane.notice.say(
                self.tr(
                    "{width} × {height} pixels are too few to search with. Draw at least {least} × {least}."
                ).format(width=width, height=height, least=MIN_REGION_SIDE),
                "warn",
            )
            return
        self.pane.notice.dismiss()
        if self._session.library is None:
            return
        self.results.set_busy(True)
        self._session.search(
            query,
            regions,
            self._store.settings.results,
            done=self.show_answer,
            failed=self._search_failed,
            partial=self.show_answer,
            ended=lambda: self.results.set_busy(self._session.searching),
        )

    def search_again(self) -> None:
        """Repeat the search, after the library grew."""
        self.search_regions(self._regions)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, complete or still growing."""
        self.answer = answer
        self.results.show_answer(answer.results, answer.facts)
        notes = answer.results.notes
        if notes and answer.results.results and answer.results.complete:
            self.results.notice.say("\n".join(note_words(notes)))
        else:
            self.results.notice.dismiss()
        self._outline_query(self.results.grid.current_id())
        self.answer_shown.emit()

    def _search_failed(self, error: Exception) -> None:
        self.results.set_busy(False)
        self.pane.notice.say(error_words(error), "bad", action=self.tr("Try again"), run=self.search_again)

    def _outline_query(self, chosen: int) -> None:
        """Outline on the query what the chosen result shows of it, or the objects of all results."""
        overlays = []
        model, seen = self.results.model, set()
        for result in model.results:
            if covers_all(result) and result.photo_id != chosen:
                continue
            for number, found in enumerate(result.objects):
                colour = model.colours.get((result.photo_id, number))
                strong = result.photo_id == chosen
                if colour is None or (not strong and (colour in seen or not found.verified)):
                    continue
                seen.add(colour)
                overlays.append(Overlay(query_pieces(found), object_colour(colour), strong, found.verified))
        if chosen >= 0 and any(overlay.strong for overlay in overlays):
            overlays = [overlay for overlay in overlays if overlay.strong]
        self.pane.canvas.show_objects(overlays)

    def _result_chosen(self, photo_id: int) -> None:
        self._outline_query(photo_id)

    # One result

    def show_results(self) -> None:
        """Back to the grid."""
        if self.stack.currentWidget() is not self.split:
            self.stack.setCurrentWidget(self.split)
            self.results.grid.setFocus()

    def open_result(self, photo_id: int) -> None:
        """Compare a result with the query."""
        query, result = self.pane.query, self.results.result(photo_id)
        if query is None or result is None:
            return
        shown = [r.photo_id for r in self.results.model.shown_results()]
        if photo_id in shown:
            self.results.grid.choose(photo_id)
        place = shown.index(photo_id) + 1 if photo_id in shown else 1
        colours = [self._colour(result, number) for number in range(len(result.objects))]
        self.show_match(result, colours, place, max(1, len(shown)))

    def show_match(self, result: SearchResult, colours: list[int], place: int = 1, total: int = 1) -> None:
        """Compare any result with the query, its objects in these colours."""
        if self.pane.query is not None:
            self.compare.show_match(self.pane.query, result, colours, place, total)
            self.stack.setCurrentWidget(self.compare)
            self.compare.setFocus()

    def _colour(self, result: SearchResult, number: int) -> int:
        return self.results.model.colours.get((result.photo_id, number), number)

    def _step(self, way: int) -> None:
        shown = [r.photo_id for r in self.results.model.shown_results()]
        current = self.compare.result
        if current is None or current.photo_id not in shown:
            return
        at = shown.index(current.photo_id) + way
        if 0 <= at < len(shown):
            self.open_result(shown[at])

    def find_similar(self, photo_id: int) -> None:
        """Search with a photo of the library."""
        details = self._session.photo(photo_id)
        if details is not None:
            self.open_file(details.path)

    def reveal(self, photo_id: int) -> None:
        """Show a file where it lies."""
        result = self.results.result(photo_id)
        if result is None:
            return
        page = self.compare if self.stack.currentWidget() is self.compare else self.results
        if not reveal(result.path):
            page.notice.say(self.tr("“{path}” is not there any more.").format(path=str(result.path)), "warn")

    def _show_menu(self, photo_id: int, at: QPoint) -> None:
        result = self.results.result(photo_id)
        if result is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words, run in (
            ("side-by-side", self.tr("Compare with the query"), lambda: self.open_result(photo_id)),
            ("similar", self.tr("Search with this photo"), lambda: self.find_similar(photo_id)),
            ("open", self.tr("Open in the usual viewer"), lambda: self._open_outside(result.path)),
            ("reveal", self.tr("Show the file in its folder"), lambda: self.reveal(photo_id)),
        ):
            menu.addAction(icon(name), words, run)
        menu.addSeparator()
        menu.addAction(
            self.tr("Copy the path"), lambda: QGuiApplication.clipboard().setText(str(result.path))
        )
        menu.popup(at)

    def _open_outside(self, path: Path) -> None:
        if not path.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.results.notice.say(self.tr("“{path}” cannot be opened.").format(path=str(path)), "warn")

    # Explained parts and reports

    def export(self) -> None:
        """Save the answer as a report."""
        if self.pane.query is not None and self.results.answer is not None:
            self.reports.ask(self.pane.query, self.results.answer, self.results.model.colours)

    def _report_written(self, path: Path) -> None:
        self.report_written.emit(path)
        self.results.notice.say(
            self.tr("Saved as {path}.").format(path=str(path)),
            "good",
            action=self.tr("Open"),
            run=lambda: self._open_outside(path),
            seconds=12,
        )
