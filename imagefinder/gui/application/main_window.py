"""The one window: the rail, the places, the scan at its foot; drops, shortcuts and what is kept between
starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.errors import DamagedFileError, NewerFormatError
from imagefinder.gui.application.about import AboutDialog
from imagefinder.gui.application.first_run import FirstRunPage
from imagefinder.gui.application.keys import KeysDialog
from imagefinder.gui.application.navigation import PLACES, Rail
from imagefinder.gui.bridge.jobs import JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.bridge.session import LibrarySession, Overview
from imagefinder.gui.bridge.settings import SettingsStore, library_folder
from imagefinder.gui.composites.place import CompositesPlace
from imagefinder.gui.duplicates.place import DuplicatesPlace
from imagefinder.gui.lab.place import LabPlace
from imagefinder.gui.library.place import LibraryPlace
from imagefinder.gui.library.scan_bar import ScanBar, duration
from imagefinder.gui.search.dropping import may_accept, read_drop
from imagefinder.gui.search.place import SearchPlace
from imagefinder.gui.settings.page import SettingsPage
from imagefinder.gui.widgets.folders import pictures_folder
from imagefinder.gui.widgets.icons import logo
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.photos import SUFFIXES

LONG_SCAN = 20.0
"""Seconds from which the end of a scan is worth a notification of the desktop."""


class MainWindow(QMainWindow):
    """ImageFinder's window.

    Signals:
        scan_finished: a scan that took long has ended (words for a notification).
        theme_wished, languageWished: handled by the application.
    """

    scan_finished = Signal(str)
    fault_met = Signal(object)
    setting_changed = Signal(str)

    def __init__(
        self,
        store: SettingsStore,
        state: QSettings,
        session: LibrarySession | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.store, self._state = store, state
        self.setWindowTitle("ImageFinder")
        self.setWindowIcon(logo())
        self.setAcceptDrops(True)
        self.session = session if session is not None else LibrarySession(JobRunner())
        self.runner = self.session.runner
        for each in (self.session, self.runner):
            each.setParent(self)
        self.cache = ThumbnailCache(self.session.load_thumbnail, self)
        self.undo = QUndoStack(self)
        self._added: list[Path] = []
        self._waiting: list[tuple[Path, QueryRegion | None]] = []
        self._make_places()
        self._lay_out()
        self._connect()
        self._make_shortcuts()
        self._restore()

    def _make_places(self) -> None:
        self.scan_bar = ScanBar()
        self.search = SearchPlace(self.session, self.runner, self.cache, self.store)
        self.composites = CompositesPlace(self.session, self.runner, self.cache)
        self.library = LibraryPlace(self.session, self.cache, self.store, self.scan_bar)
        self.duplicates = DuplicatesPlace(self.session, self.runner, self.cache, self.undo)
        self.lab = LabPlace(self.session, self.runner)
        self.settings = SettingsPage(self.store, self.runner)
        self.places: dict[str, QWidget] = {
            "search": self.search,
            "duplicates": self.duplicates,
            "composites": self.composites,
            "library": self.library,
            "lab": self.lab,
            "settings": self.settings,
        }

    def _lay_out(self) -> None:
        self.rail = Rail([place for place in PLACES if place in self.places])
        self.stack = QStackedWidget()
        for place in self.rail.buttons:
            self.stack.addWidget(self.places[place])
        self.first_run = FirstRunPage()
        self.stack.addWidget(self.first_run)
        self.notice = Notice()
        self.notice.setProperty("floating", True)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        right.addWidget(self.scan_bar)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(860, 560)

    def _connect(self) -> None:
        session, search = self.session, self.search
        self.rail.wished.connect(self.show_place)
        search.add_folders_wished.connect(self.add_folders)
        search.file_dialog_wished.connect(self.ask_for_picture)
        search.parts_wished.connect(lambda: self.show_place("composites"))
        search.answer_shown.connect(self._answer_changed)
        search.query_shown.connect(lambda query: self._answer_changed())
        self.setting_changed.connect(self.apply_setting)
        self.composites.parts.export_wished.connect(self._export_parts)
        self.composites.query_wished.connect(self.ask_for_picture)
        self.composites.similar_wished.connect(self.find_similar)
        search.report_written.connect(
            lambda path: self.composites.parts.notice.say(
                self.tr("Saved as {path}.").format(path=str(path)), "good", seconds=8
            )
        )
        self.library.add_folder_wished.connect(self.ask_for_folder)
        self.library.scan_wished.connect(lambda retry: self.scan(retry_failed=retry))
        self.library.similar_wished.connect(self.find_similar)
        self.duplicates.similar_wished.connect(self.find_similar)
        self.duplicates.files_changed.connect(self.scan)
        self.library.card_size_wished.connect(search.results.set_size)
        session.opened.connect(self._library_opened)
        session.open_failed.connect(self._library_failed)
        session.contents_changed.connect(search.results.set_library_state)
        session.scan_started.connect(self.scan_bar.start)
        session.scan_progressed.connect(self.scan_bar.show_progress)
        session.scan_paused.connect(self.scan_bar.set_paused)
        session.scan_ended.connect(self._scan_ended)
        session.scan_started.connect(lambda: search.results.set_scanning(True))
        session.folders_changed.connect(lambda folders: self.scan())
        self.scan_bar.pause_wished.connect(session.pause_scan)
        self.scan_bar.stop_wished.connect(session.stop_scan)
        self.runner.crashed.connect(self.fault_met)
        self.settings.changed.connect(self.setting_changed)
        self.settings.about_wished.connect(self.show_about)
        self.settings.keys_wished.connect(self.show_keys)
        search.results.size_changed.connect(lambda side: self.settings.follow("thumbnail_size"))
        self.first_run.folder_wished.connect(self.ask_for_folder)
        self.first_run.pictures_wished.connect(lambda folder: self.add_folders([folder]))
        self.first_run.skipped.connect(self._end_first_run)

    def _make_shortcuts(self) -> None:
        pairs: list[tuple[QKeySequence | QKeySequence.StandardKey | str, object]] = [
            (QKeySequence.StandardKey.Open, self.ask_for_picture),
            (QKeySequence.StandardKey.Paste, self._paste),
            ("Ctrl+Shift+O", self.ask_for_folder),
            ("Ctrl+E", self.search.export),
            ("F5", self.scan),
            ("F1", self.show_keys),
            ("Ctrl+P", lambda: self.session.pause_scan(not self.session.paused)),
            (QKeySequence.StandardKey.Undo, self.undo.undo),
            (QKeySequence.StandardKey.Redo, self.undo.redo),
            (QKeySequence.StandardKey.Quit, self.close),
        ]
        for number, place in enumerate(self.rail.buttons, 1):
            pairs.append((f"Ctrl+{number}", lambda chosen=place: self.show_place(chosen)))
        for keys, run in pairs:
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    # Kept between starts

    def _restore(self) -> None:
        geometry = self._state.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1320, 860)
        split = self._state.value("search/split")
        if isinstance(split, QByteArray):
            self.search.split.restoreState(split)
        place = str(self._state.value("window/place", "search"))
        self.show_place(place if place in self.places else "search")

    def _keep(self) -> None:
        self._state.setValue("window/geometry", self.saveGeometry())
        self._state.setValue("search/split", self.search.split.saveState())
        self._state.setValue("window/place", self.place)
        self._state.sync()

    # Places

    @property
    def place(self) -> str:
        """The name of the place that is shown."""
        shown = self.stack.currentWidget()
        return next((name for name, widget in self.places.items() if widget is shown), "search")

    def show_place(self, place: str) -> None:
        """Go to a place."""
        if place == "composites":
            self._answer_changed(show=True)
        if place == "library" and self.session.library is not None:
            self.library.refresh()
        if place == "duplicates":
            self.duplicates.entered()
        if place == "settings":
            self.settings.fill_devices()
        self.stack.setCurrentWidget(self.places[place])
        self.rail.show_place(place)
        held = QApplication.focusWidget()
        if held is None or held in self.rail.buttons.values() or not held.isVisible():
            self.rail.buttons[place].setFocus()  # where the user is, so that Tab goes on into the place

    def _end_first_run(self) -> None:
        if not self.store.settings.first_run_done:
            self.store.change(first_run_done=True)
        if self.stack.currentWidget() is self.first_run:
            self.show_place("search")

    def show_about(self) -> None:
        """What the program is."""
        AboutDialog(self.session.device_words, self).open()

    def show_keys(self) -> None:
        """What the keys do."""
        KeysDialog(self).open()

    def apply_setting(self, name: str) -> None:
        """Act on a setting that was changed."""
        settings = self.store.settings
        results = self.search.results
        if name == "thumbnail_size":
            results.set_size(settings.thumbnail_size)
            self.library.grid.set_thumbnail_side(settings.thumbnail_size)
        elif name == "outlines":
            results.grid.cards.outlines = settings.outlines
            results.grid.viewport().update()
        elif name == "group_by_kind":
            results.grouped.setChecked(settings.group_by_kind)
        elif name == "watch":
            self.session.watch(settings.watch)

    def _answer_changed(self, show: bool = False) -> None:
        if show or self.place == "composites":
            results = self.search.results
            self.composites.show_search(self.search.pane.query, results.answer, results.model.colours)

    def _export_parts(self) -> None:
        parts = self.composites.parts
        if parts.query is not None and parts.answer is not None:
            self.search.reports.ask(parts.query, parts.answer, parts.colours)

    def find_similar(self, photo_id: int) -> None:
        """Search with a photo of the library."""
        self.show_place("search")
        self.search.find_similar(photo_id)

    def _paste(self) -> None:
        self.show_place("search")
        self.search.paste()

    # Library

    def open_library(self, path: Path | None, device: str | None = None) -> None:
        """Open the library; the window is usable meanwhile."""
        chosen = path if path is not None else library_folder(self.store.settings)
        self.session.open(chosen, device if device is not None else self.store.settings.device)

    def _library_opened(self, photos: int) -> None:
        self.search.results.set_library_state(photos)
        self.session.watch(self.store.settings.watch)
        if photos == 0 and not self.store.settings.first_run_done and not self._waiting:
            self.stack.setCurrentWidget(self.first_run)
        if self.session.read_only:
            self.notice.say(
                self.tr(
                    "Another program is writing to this library. You can search in it; "
                    "scanning is off until that ends."
                ),
                "warn",
            )
        for path, region in self._waiting:
            self.search.open_file(path, region)
        self._waiting = []
        if self.search.pane.query is not None:
            self.search.search_again()

    def _library_failed(self, error: Exception) -> None:
        words = error_words(error)
        if isinstance(error, DamagedFileError | NewerFormatError):
            words += " " + self.tr(
                "Choose another data folder in the settings, or move this one away and start again."
            )
        self.notice.say(words, "bad")

    def open_paths(self, paths: Sequence[Path], region: QueryRegion | None = None) -> None:
        """Open pictures as queries and add folders: from the command line or a second start."""
        folders = [path for path in paths if path.is_dir()]
        files = [path for path in paths if not path.is_dir()]
        if folders:
            self.add_folders(folders)
        if not files:
            return
        self.show_place("search")
        if self.session.library is None:
            self._waiting = [(files[0], region)]
        else:
            self.search.open_file(files[0], region)

    def add_folders(self, folders: Sequence[Path]) -> None:
        """Add folders to the library and scan; without any, ask which."""
        if not folders:
            self.ask_for_folder()
            return
        if self.session.library is None:
            QTimer.singleShot(300, self, lambda: self.add_folders(folders))
            return
        if self.session.read_only:
            self.notice.say(
                self.tr("The library is open for reading only; no folder can be added now."), "warn"
            )
            return
        self._end_first_run()
        self.scan(add=folders)

    def scan(self, *, add: Sequence[Path] = (), retry_failed: bool = False) -> None:
        """Bring the library up to date."""
        if self.session.read_only:
            self.notice.say(
                self.tr("The library is open for reading only; it cannot be scanned now."), "warn"
            )
            return
        settings = self.store.settings
        self._added = list(add)
        self.session.scan(
            add=add,
            thorough=settings.thorough,
            workers=settings.workers,
            exclusions=settings.exclusions,
            retry_failed=retry_failed,
        )

    def _scan_ended(self, seconds: float, error: Exception | None) -> None:
        if error is not None:
            self.notice.say(error_words(error), "bad")
        if not self.session.scanning or (error is None and seconds == 0.0):
            self.scan_bar.end()
            self.search.results.set_scanning(False)
        if (
            error is None
            and seconds > 0
            and self.search.pane.query is not None
            and self.search.results.answer is not None
        ):
            self.search.search_again()
        if error is None and seconds > 0 and self._added:
            self.session.overview(self._look_for_nothing, with_status=False)
        if seconds >= LONG_SCAN and error is None:
            self.scan_finished.emit(
                self.tr("The scan has ended after {time}.").format(time=duration(seconds))
            )

    def _look_for_nothing(self, overview: Overview) -> None:
        """Say where a folder that was just added holds no photo."""
        added, self._added = {path.resolve() for path in self._added}, []
        empty = [
            row.path
            for row in overview.folders
            if row.path in added
            and not row.photos
            and not any(failure.path.is_relative_to(row.path) for failure in overview.failures)
        ]
        if not empty:
            return
        path = empty[0]
        self.notice.say(
            self.tr("No photo was found in “{name}” or in a folder below it.").format(name=path.name),
            "warn",
            action=self.tr("Take it out of the library"),
            run=lambda: self.library.take_out(path),
        )

    # Asking for files

    def ask_for_picture(self) -> QFileDialog:
        """Let the user choose a picture to search with."""
        dialog = QFileDialog(self, self.tr("Open a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        dialog.setNameFilters([self.tr("Pictures ({kinds})").format(kinds=kinds), self.tr("All files (*)")])
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.setDirectory(self._last_folder("dialogs/picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._picture_chosen)
        dialog.open()
        return dialog

    def _last_folder(self, key: str) -> str:
        """Where the user chose last, else the platform's own folder of pictures."""
        last = str(self._state.value(key, ""))
        if last and Path(last).is_dir():
            return last
        return pictures_folder()

    def _picture_chosen(self, name: str) -> None:
        self._state.setValue("dialogs/picture", str(Path(name).parent))
        self.show_place("search")
        self.search.open_file(Path(name))

    def ask_for_folder(self) -> QFileDialog:
        """Let the user choose a folder of photos to add."""
        dialog = QFileDialog(self, self.tr("Add a folder of photos"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(self._last_folder("dialogs/folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._folder_chosen)
        dialog.open()
        return dialog

    def _folder_chosen(self, name: str) -> None:
        self._state.setValue("dialogs/folder", str(Path(name).parent))
        self.add_folders([Path(name)])

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether it may be dropped here."""
        if may_accept(event.mimeData()):
            event.acceptProposedAction()
            self.search.pane.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self.search.pane.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.search.pane.set_hot(False)
        dropped = read_drop(event.mimeData())
        event.acceptProposedAction()
        if not dropped.folders or dropped.files:
            self.show_place("search")
        self.search.take_drop(dropped)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's state and stop every job."""
        self._keep()
        self.hide()  # a job may need a moment to reach the point where it can stop
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Stop every job and let the library go; what a scan has found stays."""
        self.session.stop()
        self.cache.close()
        self.runner.close()
        self.session.close()
