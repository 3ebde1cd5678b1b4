"""The provenance of the whole collection: clusters, their graph, and the links of the chosen photo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.groups.donors import Provenance
from imagefinder.groups.duplicates import Duplicates
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.composites.provenance_export import export_drawing
from imagefinder.gui.composites.provenance_models import (
    ClustersDelegate,
    ClustersModel,
    Drawing,
    DrawingRole,
    LinksModel,
    read_drawings,
)
from imagefinder.gui.composites.provenance_view import KEY_ZOOM, ProvenanceView
from imagefinder.gui.widgets.controls import ElidedLabel, EmptyState, label, push, tool
from imagefinder.gui.widgets.folders import documents_folder
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

STAGES = ("join", "compare", "group", "look up")


class ProvenancePage(QWidget):
    """Which photos of the collection were made of which others.

    Signals:
        opened: a photo is to be taken apart (Drawing, content).
        similar_wished: search with a photo (photo id).
    """

    opened = Signal(object, int)
    similar_wished = Signal(int)

    def __init__(
        self, session: LibrarySession, runner: JobRunner, cache: ThumbnailCache, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._cache = session, runner, cache
        self._job: Job | None = None
        self._read = False
        self.clusters, self.links = ClustersModel(self), LinksModel(self)
        self.view = ProvenanceView(cache)
        self.cluster_list = QListView()
        self.cluster_list.setModel(self.clusters)
        self.cluster_list.setItemDelegate(ClustersDelegate(cache, self))
        self.cluster_list.setUniformItemSizes(True)
        self.cluster_list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.cluster_list.setAccessibleName(self.tr("Clusters"))
        self.cluster_list.setMinimumWidth(230)
        self.link_list = QListView()
        self.link_list.setModel(self.links)
        self.link_list.setWordWrap(True)
        self.link_list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.link_list.setSpacing(4)
        self.link_list.setResizeMode(QListView.ResizeMode.Adjust)
        self.link_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.link_list.setAccessibleName(self.tr("Links of the chosen photo"))
        self.notice = Notice()
        self.notice.setProperty("floating", True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Looking for composites"))
        self.progress.hide()
        split = QSplitter()
        split.addWidget(self.cluster_list)
        split.addWidget(self.view)
        split.addWidget(self._make_side())
        split.setStretchFactor(1, 1)
        split.setSizes([250, 690, 290])
        split.setChildrenCollapsible(False)
        self.empty = EmptyState(
            "composites",
            self.tr("Which photos are made of others?"),
            self.tr(
                "The whole collection is searched for photos that borrow objects from each other. "
                "They are drawn as a graph: composites at the left, what they borrow from at the right."
            ),
        )
        self.empty.column.addSpacing(8)
        self.begin = push(self.tr("Look for composites"), self.look_now, name="composites", primary=True)
        self.empty.column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignHCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self.cluster_list.selectionModel().currentChanged.connect(self._cluster_chosen)
        self.cluster_list.activated.connect(lambda index: self.view.setFocus())
        self.cluster_list.verticalScrollBar().valueChanged.connect(lambda value: self._ask_for_covers())
        self.link_list.activated.connect(self._follow)
        self.view.chosen.connect(self._node_chosen)
        self.view.opened.connect(self._open)
        cache.loaded.connect(lambda ids: self.cluster_list.viewport().update())

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 4, 16, 8)
        row.setSpacing(6)
        self.subtitle = label("", "muted")
        row.addWidget(self.subtitle)
        row.addStretch(1)
        zooms = (
            tool("zoom-out", self.tr("Zoom out"), lambda: self.view.zoom_in_place(1 / KEY_ZOOM), keys="−"),
            tool("fit", self.tr("Show all"), self.view.fit, keys="0"),
            tool("zoom-in", self.tr("Zoom in"), lambda: self.view.zoom_in_place(KEY_ZOOM), keys="+"),
        )
        for zoom in zooms:
            row.addWidget(zoom)
        self.save = push(self.tr("Save the graph…"), self.ask_where_to_save, name="export")
        self.look = push(self.tr("Look again"), self.look_now, name="rescan")
        self.stop = push(self.tr("Stop"), self._stop, name="stop")
        self.stop.hide()
        for button in (self.save, self.look, self.stop):
            row.addWidget(button)
        self._for_graph = (*zooms, self.save)
        self._show_tools(False)
        return bar

    def _show_tools(self, graph: bool) -> None:
        """Offer what a graph can be asked for only where there is one; the empty page has its own button."""
        for button in self._for_graph:
            button.setVisible(graph)
        self.look.setVisible(graph and self.stop.isHidden())

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("inspector")
        side.setMinimumWidth(270)
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 14, 10, 12)
        column.setSpacing(8)
        self.name = ElidedLabel("heading")
        self.folder = ElidedLabel("muted", Qt.TextElideMode.ElideLeft)
        self.copies = label("", "muted", wrap=True)
        self.hint = label(
            self.tr(
                "Choose a photo: its links and their reasons appear here. An arrow points to the photo that "
                "was borrowed from; a dashed line says that it cannot be told."
            ),
            "muted",
            wrap=True,
        )
        self.apart = push(self.tr("Take it apart"), self._open_chosen, name="composites")
        self.apart.setToolTip(self.tr("Show its objects, each beside the photo it comes from (Return)"))
        self.similar = push(self.tr("Search with it"), self._search_chosen, name="similar")
        for widget in (self.name, self.folder, self.copies, self.hint):
            column.addWidget(widget)
        column.addWidget(self.link_list, 1)
        column.addStretch()
        column.addWidget(self.apart)
        column.addWidget(self.similar)
        return side

    # Finding

    def entered(self) -> None:
        """The page is shown: read what is known."""
        if self._session.library is not None and not self._read:
            self.read()

    def read(self) -> None:
        """Read the graph and lay it out, in the background."""
        library = self._session.library
        if library is None:
            return
        self._read = True

        def work(job: Job) -> list[Drawing]:
            with Duplicates(library) as duplicates:
                return read_drawings(duplicates)

        self._runner.start("provenance", work, done=self.show_drawings, failed=self._failed, pool="groups")

    def forget(self) -> None:
        """Another library is open: read again when the page is shown."""
        self._read = False
        self.show_drawings([])

    def look_now(self) -> None:
        """Search the whole collection for composites, in the background."""
        library = self._session.library
        if library is None or self._job is not None:
            return
        if library.read_only:
            self.notice.say(
                self.tr("The library is open for reading only; it cannot be searched so."), "warn"
            )
            return

        def work(job: Job) -> list[Drawing]:
            def tell(stage: str, done: int, total: int) -> None:
                job.report((stage, done, total))

            with Duplicates(library) as duplicates:
                duplicates.update(control=job.control, on_progress=lambda *state: tell("join", 0, 0))
                Provenance(duplicates).update(control=job.control, on_progress=tell)
                return read_drawings(duplicates)

        self.progress.setRange(0, 0)
        self.progress.show()
        self.look.hide()
        self.stop.show()
        self.begin.setEnabled(False)
        self._job = self._runner.start(
            "look for composites",
            work,
            done=self._found,
            failed=self._failed,
            report=self._progressed,
            ended=self._ended,
            pool="grouping",
        )

    def _progressed(self, state: tuple[str, int, int]) -> None:
        stage, done, total = state
        self.progress.setRange(0, total if stage == "compare" else 0)
        self.progress.setValue(done)
        if stage == "compare":
            self.subtitle.setText(self.tr("{done} of {total} photos compared").format(done=done, total=total))
        elif stage == "join":
            self.subtitle.setText(self.tr("Looking for copies first: they count as one photo"))
        else:
            self.subtitle.setText(self.tr("Looking for shared objects"))

    def _found(self, drawings: list[Drawing]) -> None:
        self._read = True
        self.show_drawings(drawings)
        if not drawings:
            self.notice.say(self.tr("No photos of the collection share an object."), "info")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
        self.stop.hide()
        self._show_tools(self.stack.currentIndex() == 1)
        self.begin.setEnabled(True)
        self._tell_figures()

    def _failed(self, error: Exception) -> None:
        self.notice.say(error_words(error), "bad")

    # Showing

    def show_drawings(self, drawings: list[Drawing]) -> None:
        """Show these clusters, the first one drawn."""
        self.clusters.set_rows(drawings)
        self.stack.setCurrentIndex(1 if drawings else 0)
        self._show_tools(bool(drawings))
        self._tell_figures()
        if drawings:
            self.cluster_list.setCurrentIndex(self.clusters.index(0, 0))
            self._ask_for_covers()
        else:
            self.view.show_drawing(None)

    def _tell_figures(self) -> None:
        rows = self.clusters.rows
        if not rows:
            self.subtitle.setText("")
            return
        clusters = self.tr("%n cluster(s)", "", len(rows[0].clusters))
        photos = self.tr("%n photo(s)", "", len(rows[0].nodes))
        links = self.tr("%n link(s)", "", len(rows[0].links))
        self.subtitle.setText(f"{clusters} · {photos} · {links}")

    def _ask_for_covers(self) -> None:
        top = max(0, self.cluster_list.indexAt(self.cluster_list.viewport().rect().topLeft()).row())
        ids = []
        for drawing in self.clusters.rows[top : top + 14]:
            ids += [drawing.photo_ids.get(node.content, -1) for node in drawing.nodes[:3]]
        self._cache.want([photo_id for photo_id in ids if photo_id >= 0])
        self.view.ask_for_pictures()

    def _cluster_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        drawing = now.data(DrawingRole)
        if isinstance(drawing, Drawing):
            self.view.show_drawing(drawing)

    def _node_chosen(self, content: int | None) -> None:
        nodes = self.view.nodes()
        node = nodes.get(content) if content is not None else None
        known = node is not None and content is not None
        for widget in (self.name, self.folder, self.link_list, self.apart, self.similar):
            widget.setVisible(known)
        self.hint.setVisible(not known)
        self.copies.setVisible(node is not None and bool(node.copies))
        if node is None or content is None:
            self.links.show(-1, [], {})
            return
        self.name.set_whole(node.path.name)
        self.folder.set_whole(str(node.path.parent))
        self.copies.setText(self.tr("stands for %n more version(s) of it", "", len(node.copies)))
        self.copies.setToolTip("\n".join(str(path) for path in node.copies))
        self.links.show(content, self.view.links_of(content), nodes)

    def _follow(self, index: QModelIndex) -> None:
        self.view.choose(self.links.other(index.row()))

    def _open(self, content: int) -> None:
        if self.view.drawing is not None:
            self.opened.emit(self.view.drawing, content)

    def _open_chosen(self) -> None:
        if self.view.current is not None:
            self._open(self.view.current)

    def _search_chosen(self) -> None:
        drawing, current = self.view.drawing, self.view.current
        if drawing is not None and current is not None and current in drawing.photo_ids:
            self.similar_wished.emit(drawing.photo_ids[current])

    # Saving

    def ask_where_to_save(self) -> QFileDialog:
        """Let the user choose a name and a kind of file."""
        dialog = QFileDialog(self, self.tr("Save the graph"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [
                self.tr("Web page with every link outlined (*.html)"),
                self.tr("Picture of the graph (*.png)"),
                self.tr("GraphML, for Gephi, yEd and others (*.graphml)"),
                self.tr("JSON (*.json)"),
            ]
        )
        dialog.setDirectory(documents_folder())
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(
            lambda words: dialog.setDefaultSuffix(words.rsplit("*.", 1)[-1].rstrip(")"))
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()
        return dialog

    def export(self, file: Path) -> None:
        """Save the drawing that is shown."""
        drawing, load = self.view.drawing, self._session.load_thumbnail
        if drawing is None:
            return
        palette, font = QGuiApplication.palette(), self.view.font()

        def work(job: Job) -> None:
            export_drawing(drawing, file, load, palette, font, job.control)

        def saved(nothing: object) -> None:
            self.notice.say(self.tr("Saved as {path}.").format(path=str(file)), "good", seconds=8)

        self._runner.start("export graph", work, done=saved, failed=self._failed, pool="export")
