"""The Library place: folders and their state, all photos, what could not be read, and what it takes on
disk.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.session import LibrarySession, Overview
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.gui.library.models import FailuresModel, FoldersModel
from imagefinder.gui.library.scan_bar import ScanBar
from imagefinder.gui.results.model import PhotosModel
from imagefinder.gui.results.photo_grid import PhotoGrid
from imagefinder.gui.widgets.controls import ElidedLabel, EmptyState, card, label, push
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.reveal import reveal
from imagefinder.gui.widgets.tables import quiet_table
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.gui.widgets.title_bar import TitleBar
from imagefinder.library import Library, ScanProgress


def _remove_folder(path: Path, library: Library) -> None:
    library.remove_folder(path)


STATUS_SECONDS = 15.0
"""Between two looks at the library's sizes while a scan runs."""
STAGES = ("walk", "fast", "thorough", "index")


class ScanCard(QFrame):
    """The scan by stage."""

    def __init__(self, bar: ScanBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._bar = bar
        self._rows: dict[str, tuple[QLabel, QProgressBar, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        for number, stage in enumerate(STAGES):
            name, progress, words = label(bar.stage_words(stage)), QProgressBar(), label("", "small")
            progress.setTextVisible(False)
            progress.setRange(0, 1)
            progress.setAccessibleName(bar.stage_words(stage))
            grid.addWidget(name, number, 0)
            grid.addWidget(progress, number, 1)
            grid.addWidget(words, number, 2)
            self._rows[stage] = (name, progress, words)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 330)
        self.hide()

    def start(self) -> None:
        """A scan begins."""
        for _, progress, words in self._rows.values():
            progress.setRange(0, 1)
            progress.setValue(0)
            words.setText("")
        self.show()

    def show_progress(self, state: ScanProgress) -> None:
        """Show where the scan stands; the stages before it are done."""
        if state.stage not in self._rows:
            return
        for stage in STAGES[: STAGES.index(state.stage)]:
            progress = self._rows[stage][1]
            progress.setRange(0, 1)
            progress.setValue(1)
        _, progress, words = self._rows[state.stage]
        progress.setRange(0, state.total)
        progress.setValue(state.done)
        words.setText(self._bar.numbers_words(state))


class LibraryPlace(QWidget):
    """Everything about the collection itself.

    Signals:
        add_folder_wished: ask for a folder and add it.
        scan_wished: bring the library up to date (whether to try failed files again).
        similar_wished: search with a photo (photo id).
        card_size_wished: thumbnails of another size (side).
    """

    add_folder_wished = Signal()
    scan_wished = Signal(bool)
    similar_wished = Signal(int)
    card_size_wished = Signal(int)

    def __init__(
        self,
        session: LibrarySession,
        cache: ThumbnailCache,
        store: SettingsStore,
        bar: ScanBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._store = session, store
        self._sized = 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        body = QVBoxLayout()
        body.setContentsMargins(20, 14, 20, 12)
        body.setSpacing(12)
        column.addLayout(body, 1)
        self.notice = Notice()
        body.addWidget(self.notice)
        self.scan_card = ScanCard(bar)
        body.addWidget(self.scan_card)
        body.addWidget(self._make_figures())
        self.folders, self.failures, self.photos = FoldersModel(self), FailuresModel(self), PhotosModel(self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        body.addWidget(self.tabs, 1)
        self.tabs.addTab(self._make_folders(), self.tr("Folders"))
        self.grid = PhotoGrid(cache, self.photos)
        self.grid.set_thumbnail_side(store.settings.thumbnail_size)
        self.grid.setAccessibleName(self.tr("All photos"))
        self.grid.opened.connect(self.similar_wished)
        self.grid.size_wished.connect(self.card_size_wished)
        self.tabs.addTab(self.grid, self.tr("Photos"))
        self.tabs.addTab(self._make_failures(), self.tr("Not readable"))
        self.grid.asked.connect(self._name_visible)
        session.opened.connect(self.refresh)
        session.contents_changed.connect(self._contents_changed)
        session.scan_started.connect(self.scan_card.start)
        session.scan_progressed.connect(self.scan_card.show_progress)
        session.scan_ended.connect(lambda seconds, error: self.scan_card.hide())

    def _make_bar(self) -> TitleBar:
        bar = TitleBar(self.tr("Library"))
        self.subtitle = bar.subtitle
        self.rescan = push(self.tr("Look for changes"), lambda: self.scan_wished.emit(False), name="rescan")
        self.rescan.setToolTip(
            self.tr("Read new and changed photos; what is known already is not read again")
        )
        add = push(self.tr("Add a folder…"), self.add_folder_wished.emit, name="folder-add", primary=True)
        bar.add_tools(self.rescan, add)
        return bar

    def _make_figures(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.figures: dict[str, tuple[ElidedLabel, QLabel]] = {}
        for key, words in (
            ("photos", self.tr("Photos")),
            ("index", self.tr("Index")),
            ("disk", self.tr("Library on disk")),
            ("device", self.tr("Computed on")),
        ):
            frame, inner = card(margins=13, spacing=2)
            value = ElidedLabel("heading", Qt.TextElideMode.ElideRight)
            note = ElidedLabel("small") if key == "disk" else label("", "small", wrap=True)
            value.set_whole("–")
            inner.addWidget(label(words, "section"))
            inner.addWidget(value)
            inner.addWidget(note)
            inner.addStretch(1)
            self.figures[key] = (value, note)
            row.addWidget(frame, 1)
        return box

    def _make_folders(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        self._folder_stack = QStackedWidget()
        self.folder_table = quiet_table(self.folders, 0)
        self.folder_table.setAccessibleName(self.tr("Folders"))
        empty = EmptyState(
            "folder",
            self.tr("No folder yet"),
            self.tr(
                "Add the folders that hold your photos, or drop them on this window. "
                "They are only read, never changed."
            ),
        )
        empty.column.addWidget(
            push(self.tr("Add a folder…"), self.add_folder_wished.emit, name="folder-add", primary=True),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        self._folder_stack.addWidget(empty)
        self._folder_stack.addWidget(self.folder_table)
        column.addWidget(self._folder_stack, 1)
        row = QHBoxLayout()
        self.exclude = push(self.tr("Leave out…"), self._ask_exclusions, name="filter")
        self.remove = push(self.tr("Remove from the library"), self._remove, name="close")
        self.remove.setToolTip(self.tr("The photos are no longer found; the files stay as they are"))
        self.show_folder = push(self.tr("Show"), self._reveal, name="reveal")
        for button in (self.exclude, self.show_folder, self.remove):
            button.setEnabled(False)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.folder_table.selectionModel().selectionChanged.connect(lambda *_: self._enable_buttons())
        return page

    def _make_failures(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        self._failure_stack = QStackedWidget()
        self.failure_table = quiet_table(self.failures, 2)
        self.failure_table.setAccessibleName(self.tr("Files that could not be read"))
        self.failure_table.selectionModel().currentChanged.connect(self._show_detail)
        self._failure_stack.addWidget(
            EmptyState(
                "check",
                self.tr("Every file could be read"),
                self.tr("Files that cannot be read are named here, each with the reason."),
            )
        )
        self._failure_stack.addWidget(self.failure_table)
        column.addWidget(self._failure_stack, 1)
        row = QHBoxLayout()
        self.detail = label("", "muted", wrap=True)
        row.addWidget(self.detail, 1)
        self.retry = push(
            self.tr("Try these files again"), lambda: self.scan_wished.emit(True), name="rescan"
        )
        row.addWidget(self.retry)
        column.addLayout(row)
        return page

    def _name_visible(self) -> None:
        """Read the names that are in sight and not known."""
        first, last = self.grid.visible_rows()
        ids = (int(photo_id) for photo_id in self.photos.ids[first : last + 1])
        unknown = [photo_id for photo_id in ids if photo_id not in self.photos.names]
        if unknown:
            self._session.names(unknown, self._names_came)

    def _names_came(self, names: dict[int, str]) -> None:
        self.photos.add_names(names)
        self.grid.viewport().update()

    # State

    def _contents_changed(self) -> None:
        """Keep up while it is seen; entering the place reads everything anyway."""
        if not self.isVisible():
            return
        # Sizes on disk take a look at every file of the library: too much to ask every two seconds of a scan.
        due = not self._session.scanning or time.monotonic() - self._sized > STATUS_SECONDS
        self.refresh(with_status=due)

    def refresh(self, *_: object, with_status: bool = True) -> None:
        """Read the library's state again."""
        if with_status:
            self._sized = time.monotonic()
        self._session.overview(self.show_overview, with_status=with_status)
        self._session.photo_ids(self.photos.ids, self.photos.set_ids)

    def show_overview(self, overview: Overview) -> None:
        """Show how the library stands."""
        locale = QLocale()
        self.folders.set_rows(overview.folders)
        self.failures.set_rows(overview.failures)
        self._folder_stack.setCurrentIndex(1 if overview.folders else 0)
        self._failure_stack.setCurrentIndex(1 if overview.failures else 0)
        self.retry.setEnabled(bool(overview.failures))
        self.rescan.setEnabled(bool(overview.folders))
        self.tabs.setTabText(1, self.tr("Photos") + f"  {locale.toString(overview.photos)}")
        self.tabs.setTabText(2, self.tr("Not readable") + f"  {locale.toString(len(overview.failures))}")
        self.subtitle.setText(self.tr("%n folder(s)", "", len(overview.folders)))
        status = overview.status
        if status is None:
            return
        counts = status.counts
        self._figure(
            "photos",
            locale.toString(overview.photos),
            self._counts_words(counts.thorough_done, counts.pending),
        )
        local = status.spaces[-1]
        self._figure(
            "index",
            self.tr("exact search") if local.method == "exact" else local.method,
            self.tr("{vectors} features, {bytes} bytes each").format(
                vectors=locale.toString(local.vectors), bytes=f"{local.bytes_per_vector:.0f}"
            ),
        )
        self._figure("disk", locale.formattedDataSize(status.disk_bytes, 1), str(status.path))
        peak = locale.formattedDataSize(status.peak_memory_bytes, 1)
        self._figure(
            "device", status.device, self.tr("{bytes} of memory in the last scan").format(bytes=peak)
        )
        self._enable_buttons()

    def _counts_words(self, thorough: int, pending: int) -> str:
        words = self.tr("%n described thoroughly", "", thorough)
        return words + (" · " + self.tr("%n to do", "", pending) if pending else "")

    def _figure(self, key: str, value: str, note: str) -> None:
        first, second = self.figures[key]
        first.set_whole(value)
        if isinstance(second, ElidedLabel):
            second.set_whole(note)
        else:
            second.setText(note)

    def _enable_buttons(self) -> None:
        chosen = bool(self._chosen_folders())
        for button in (self.exclude, self.remove):
            button.setEnabled(chosen and not self._session.read_only)
        self.show_folder.setEnabled(chosen)

    def _chosen_folders(self) -> list[Path]:
        rows = {index.row() for index in self.folder_table.selectionModel().selectedRows()}
        return [self.folders.rows[row].path for row in sorted(rows) if row < len(self.folders.rows)]

    def _failed(self, error: Exception) -> None:
        self.notice.say(error_words(error), "bad")

    def _remove(self) -> None:
        for path in self._chosen_folders():
            self.take_out(path)
            self.notice.say(
                self.tr("“{name}” was taken out of the library. The files are untouched.").format(
                    name=path.name
                ),
                action=self.tr("Undo"),
                run=partial(self._add_again, path),
            )

    def take_out(self, path: Path) -> None:
        """Take a folder out of the library."""
        self._session.change("remove folder", partial(_remove_folder, path), self._failed)

    def _add_again(self, path: Path) -> None:
        self._session.scan(add=[path], thorough=self._store.settings.thorough)

    def _reveal(self) -> None:
        for path in self._chosen_folders()[:1]:
            if not reveal(path):
                self.notice.say(
                    self.tr("“{path}” cannot be reached at present.").format(path=str(path)), "warn"
                )

    def _ask_exclusions(self) -> None:
        chosen = self._chosen_folders()
        if not chosen:
            return
        path = chosen[0]
        row = next(row for row in self.folders.rows if row.path == path)
        dialog = QInputDialog(self)
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setWindowTitle(self.tr("Leave out of “{name}”").format(name=path.name))
        dialog.setLabelText(self.tr("One pattern per line, such as *.tmp, Cache or Private/**"))
        dialog.setTextValue("\n".join(row.excluded))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def accept(text: str) -> None:
            patterns = [line.strip() for line in text.splitlines() if line.strip()]
            self._session.change(
                "exclusions", lambda library: library.set_excluded(path, patterns), self._failed
            )
            self.scan_wished.emit(False)

        dialog.textValueSelected.connect(accept)
        dialog.open()

    def _show_detail(self) -> None:
        row = self.failure_table.currentIndex().row()
        if 0 <= row < len(self.failures.rows):
            self.detail.setText(self.failures.rows[row].detail)
