"""The open library as the window uses it: every call that may take time is a background job, and answers
by signal.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from imagefinder.catalog import FailureRow, FolderRow, PhotoDetails
from imagefinder.errors import LibraryInUseError, PhotoError
from imagefinder.gui.bridge.arrangement import Facts, merge_answers
from imagefinder.gui.bridge.asking import facts_of, search_region
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.library import Library, LibraryStatus, ScanProgress
from imagefinder.library.watch import watch_folders
from imagefinder.photos import PhotoReader, read_photo
from imagefinder.search import Searcher
from imagefinder.search.results import SearchResults

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search hands to the window.

    Attributes:
        results: what was found so far.
        facts: what the catalog knows of their files, by photo id.
        known: when the engine had them, ``time.perf_counter``.
    """

    results: SearchResults
    facts: Mapping[int, Facts]
    known: float


@dataclass(frozen=True, slots=True)
class Overview:
    """How the library stands, read in one go on a background thread."""

    folders: tuple[FolderRow, ...]
    failures: tuple[FailureRow, ...]
    status: LibraryStatus | None
    photos: int


class LibrarySession(QObject):
    """One library, opened once for the whole window.

    Attributes:
        library: None until it is open.
        reader: reads the pictures that are searched with, in a process of its own.

    Signals:
        opened: the library can be used (number of photos).
        open_failed: it cannot be opened (the exception).
        scan_started, scan_progressed (ScanProgress), scan_paused (bool), scan_ended (seconds it took, error
        or None).
        folders_changed: the disk says that something changed in them (list of Path).
        contents_changed: folders, photos or failures changed (number of photos).
    """

    opened = Signal(int)
    open_failed = Signal(object)
    scan_started = Signal()
    scan_progressed = Signal(object)
    scan_paused = Signal(bool)
    scan_ended = Signal(float, object)
    contents_changed = Signal(int)
    folders_changed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runner = runner
        self.library: Library | None = None
        self.reader = PhotoReader()
        self._searcher: Searcher | None = None
        self._scan: Job | None = None
        self._search: Job | None = None
        self._donors: Job | None = None
        self._rest: Job | None = None
        self._last_news = 0.0
        self._watch: Job | None = None
        self._watch_end = threading.Event()
        self._changed_meanwhile = False

    # Opening

    def open(self, path: Path | None, device: str | None = None) -> None:
        """Open the library in the background; read-only where another instance is writing to it."""
        named = None if device in (None, "", "auto") else device

        def work(job: Job) -> tuple[Library, int]:
            try:
                library = Library.open(path, device=named, reader=self.reader)
            except LibraryInUseError:
                library = Library.open(path, read_only=True, device=named, reader=self.reader)
            self.reader.start()  # the first query finds it waiting
            return library, library.photo_count()

        self.runner.start("open library", work, done=self._opened, failed=self.open_failed.emit)

    def _opened(self, opened: tuple[Library, int]) -> None:
        self.library, photos = opened
        self._searcher = self.library.searcher
        self.opened.emit(photos)

    def adopt(self, library: Library) -> None:
        """Use a library that is open already (the screenshots and the tests do)."""
        self._opened((library, library.photo_count()))

    @property
    def read_only(self) -> bool:
        """Whether the library may only be searched."""
        return self.library is not None and self.library.read_only

    @property
    def device_words(self) -> str:
        """What computes; a dash before a library is open."""
        device = self.library.device if self.library is not None else None
        return f"{device.name} ({device.description})" if device is not None else "–"

    def stop(self) -> None:
        """Ask everything that waits on something outside to end; call before the runner is closed."""
        self._watch_end.set()

    def close(self) -> None:
        """Let the library go; call after the runner was closed."""
        if self.library is not None:
            self.library.close()
            self.library = self._searcher = None
        self.reader.close()

    # Reading, from background threads only

    def load_pixels(self, photo_id: int, max_side: int) -> NDArray[np.uint8] | None:
        """A photo's pixels, or its kept thumbnail when the file cannot be had; None without either.

        Read in a process of its own: the file may have been replaced since a scan survived it.
        """
        library = self.library
        details = library.photo(photo_id) if library is not None else None
        if library is None or details is None:
            return None
        try:
            return np.asarray(self.reader.read(details.path, max_side=max_side).pixels)
        except PhotoError:
            kept = library.thumbnail(photo_id)
        if kept is None:
            return None
        try:
            return read_photo(kept, name=details.path.name).pixels
        except PhotoError:
            return None

    def load_thumbnail(self, photo_id: int) -> bytes | None:
        """The kept thumbnail of a photo."""
        return self.library.thumbnail(photo_id) if self.library is not None else None

    def photo(self, photo_id: int) -> PhotoDetails | None:
        """What the catalog knows of a photo."""
        return self.library.photo(photo_id) if self.library is not None else None

    # Searching

    @property
    def searching(self) -> bool:
        """Whether a search is under way."""
        return self._search is not None and not self._search.finished

    def search(
        self,
        query: LoadedQuery,
        regions: Sequence[QueryRegion],
        top: int,
        *,
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
        partial: Callable[[Answer], None],
        ended: Callable[[], None],
    ) -> None:
        """Search for the whole query or for some parts of it; a search under way is given up."""
        self.stop_search()
        library, searcher = self.library, self._searcher
        if library is None or searcher is None:
            return

        def with_facts(results: SearchResults) -> Answer:
            known = time.perf_counter()
            return Answer(results, facts_of(library, [result.photo_id for result in results.results]), known)

        def work(job: Job) -> Answer:
            if not regions:
                return with_facts(
                    searcher.search(
                        query.source,
                        top=top,
                        control=job.control,
                        on_partial=lambda results: job.report(with_facts(results)),
                    )
                )
            answers: list[SearchResults] = []

            def grown(newest: SearchResults) -> None:
                job.report(with_facts(replace(merge_answers([*answers, newest]), complete=False)))

            for region in regions:
                job.control.check()
                answers.append(search_region(searcher, query, region, top, job.control, grown))
            return with_facts(merge_answers(answers))

        self._search = self.runner.start(
            "search", work, done=done, failed=failed, report=partial, ended=ended, pool="search", threads=2
        )

    def stop_search(self) -> None:
        """Give up the search under way."""
        if self._search is not None:
            self._search.cancel()
            self._search = None

    # Donors

    @property
    def taking_apart(self) -> bool:
        """Whether a query is being divided among its donors."""
        return self._donors is not None and not self._donors.finished

    def donors(
        self,
        query: LoadedQuery,
        *,
        done: Callable[[SearchResults], None],
        failed: Callable[[Exception], None],
        ended: Callable[[], None],
    ) -> None:
        """Find what a query was made of; a first answer comes before the search for what is left."""
        self.stop_donors()
        searcher = self._searcher
        if searcher is None:
            return

        def work(job: Job) -> SearchResults:
            return searcher.donors(query.source, control=job.control, on_partial=job.report)

        self._donors = self.runner.start(
            "donors", work, done=done, failed=failed, report=done, ended=ended, pool="search", threads=2
        )

    def stop_donors(self) -> None:
        """Give up dividing a query."""
        if self._donors is not None:
            self._donors.cancel()
            self._donors = None

    @property
    def searching_rest(self) -> bool:
        """Whether the unexplained parts of a query are being searched for."""
        return self._rest is not None and not self._rest.finished

    def search_rest(
        self,
        query: LoadedQuery,
        regions: Sequence[QueryRegion],
        *,
        done: Callable[[SearchResults], None],
        failed: Callable[[Exception], None],
        ended: Callable[[], None],
        top: int = 20,
    ) -> None:
        """Search for some parts of a query, whatever else is being searched for."""
        self.stop_rest()
        searcher = self._searcher
        if searcher is None:
            return

        def work(job: Job) -> SearchResults:
            return merge_answers(
                [search_region(searcher, query, region, top, job.control) for region in regions]
            )

        self._rest = self.runner.start(
            "rest", work, done=done, failed=failed, ended=ended, pool="search", threads=2
        )

    def stop_rest(self) -> None:
        """Give up searching for the unexplained parts."""
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    # Scanning

    @property
    def scanning(self) -> bool:
        """Whether a scan runs or is paused."""
        return self._scan is not None and not self._scan.finished

    @property
    def paused(self) -> bool:
        """Whether the scan is paused."""
        return self.scanning and self._scan is not None and self._scan.control.paused

    def scan(
        self,
        *,
        add: Sequence[Path] = (),
        thorough: bool = True,
        workers: int = 0,
        exclusions: Sequence[str] = (),
        retry_failed: bool = False,
    ) -> None:
        """Add folders and bring the library up to date; while a scan runs, its end starts another one."""
        library = self.library
        if library is None:
            return
        running = self._scan
        if running is not None and not running.finished:
            running.cancel()

        def work(job: Job) -> float:
            start = time.monotonic()
            for folder in add:
                added = library.add_folder(folder)
                if exclusions:
                    library.set_excluded(added, exclusions)
            if add:
                job.report(None)
            steps = library.scan(
                fast_only=not thorough,
                workers=workers or None,
                control=job.control,
                retry_failed=retry_failed,
            )
            for progress in steps:
                job.report(progress)
            return time.monotonic() - start

        self._scan = self.runner.start(
            "scan",
            work,
            done=lambda seconds: self._scan_ended(seconds, None),
            failed=lambda error: self._scan_ended(0.0, error),
            report=self._scan_reported,
            ended=lambda: self._scan_over(bool(add)),
            pool="scan",
        )
        self.scan_started.emit()

    def _scan_reported(self, progress: ScanProgress | None) -> None:
        if progress is not None:
            self.scan_progressed.emit(progress)
        # The counts cost a query each: often enough for the eye, rarely enough for the disk.
        if progress is None or time.monotonic() - self._last_news > 2.0:
            self._last_news = time.monotonic()
            self.refresh_count()

    def _scan_ended(self, seconds: float, error: Exception | None) -> None:
        self.scan_ended.emit(seconds, error)

    def _scan_over(self, added: bool) -> None:
        if added and self._watch is not None:
            self.watch(True)  # the new folders, too
        if not self.scanning:
            self.refresh_count()
            if self._changed_meanwhile:
                self._changed_meanwhile = False
                self.folders_changed.emit([])

    def pause_scan(self, paused: bool) -> None:
        """Pause the scan or let it go on."""
        if self._scan is None or not self.scanning:
            return
        if paused:
            self._scan.control.pause()
        else:
            self._scan.control.resume()
        self.scan_paused.emit(paused)

    def stop_scan(self) -> None:
        """Stop the scan; what it found stays."""
        if self._scan is not None and self.scanning:
            self._scan.cancel()
            self.scan_ended.emit(0.0, None)

    # The library's own state

    def watch(self, on: bool) -> None:
        """Watch the library's folders, and scan where something changes; or stop that."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch_end.set()
            self._watch = None
        library = self.library
        if not on or library is None or library.read_only:
            return
        self._watch_end = end = threading.Event()

        def work(job: Job) -> None:
            for changed in watch_folders(library.folders(), end):
                job.report(sorted(changed))

        self._watch = self.runner.start(
            "watch",
            work,
            report=self._folders_changed,
            failed=self._watch_failed,
            pool="watch",
            threads=2,
            lasting=True,
        )

    def _folders_changed(self, folders: list[Path]) -> None:
        if not self.scanning:
            self.folders_changed.emit(folders)
        else:
            self._changed_meanwhile = True

    def _watch_failed(self, error: Exception) -> None:
        log.warning("folders are not watched: %s", error)

    def refresh_count(self) -> None:
        """Count the photos and tell."""
        library = self.library
        if library is not None:
            self.runner.start(
                "count",
                lambda job: library.photo_count(),
                done=self.contents_changed.emit,
                failed=lambda error: None,
            )

    def overview(self, done: Callable[[Overview], None], *, with_status: bool = True) -> None:
        """Read folders, failures and status."""
        library = self.library
        if library is None:
            return

        def work(job: Job) -> Overview:
            return Overview(
                tuple(library.folders()),
                tuple(library.failures(5000)),
                library.status() if with_status else None,
                library.photo_count(),
            )

        self.runner.start("overview", work, done=done)

    def photo_ids(self, known: NDArray[np.int64], done: Callable[[NDArray[np.int64]], None]) -> None:
        """Read the ids of all photos; only the last ones where those that are ``known`` still lead them."""
        library = self.library
        if library is not None:
            growing = self.scanning and len(known) > 0

            def work(job: Job) -> NDArray[np.int64]:
                if growing:
                    tail = np.asarray(library.photo_ids(offset=len(known) - 1), np.int64)
                    if len(tail) and tail[0] == known[-1]:
                        return np.concatenate([known, tail[1:]])
                return np.asarray(library.photo_ids(), np.int64)

            self.runner.start("ids", work, done=done)

    def names(self, photo_ids: Sequence[int], done: Callable[[dict[int, str]], None]) -> None:
        """Read the file names of some photos."""
        library = self.library
        if library is None:
            return

        def work(job: Job) -> dict[int, str]:
            found = library.catalog.photos.details(photo_ids)
            return {photo_id: details.path.name for photo_id, details in found.items()}

        self.runner.start("names", work, done=done, failed=lambda error: None)

    def change(
        self, name: str, act: Callable[[Library], object], failed: Callable[[Exception], None]
    ) -> None:
        """Change the library in the background, and tell that its contents changed."""
        library = self.library
        if library is not None:
            self.runner.start(
                name, lambda job: act(library), done=lambda value: self.refresh_count(), failed=failed
            )
