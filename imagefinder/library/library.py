"""A user's collection as one object."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import platformdirs
from numpy.typing import NDArray

from imagefinder.catalog import Catalog, Counts, FailureRow, FolderRow, PhotoDetails, explain
from imagefinder.compute import Device, open_device
from imagefinder.errors import LibraryError, LibraryInUseError, PhotoError, RequestError
from imagefinder.index import SegmentedIndex
from imagefinder.jobs import JobControl
from imagefinder.library.describe import THUMBNAIL_SIDE
from imagefinder.library.lock import WriterLock
from imagefinder.library.progress import ScanProgress, ScanReport
from imagefinder.library.scan import Scanner, ScanPlan, forget
from imagefinder.library.spaces import GLOBAL_SPACE, LOCAL_SPACE, open_space
from imagefinder.library.status import LibraryStatus, present_peak, space_status
from imagefinder.library.thumbnails import THUMBNAIL_BYTES, ThumbnailStore, folder_bytes
from imagefinder.library.view import CollectionView
from imagefinder.photos import Photo, PhotoReader, available_memory, encode_thumbnail
from imagefinder.search import PhotoRow, Searcher, SearchResults
from imagefinder.search.results import Region
from imagefinder.search.searcher import OnPartial

_LAST_SCAN = "last_scan"
_OPEN = "open"


def default_path() -> Path:
    """Where a library lies when nobody says: ``IMAGEFINDER_LIBRARY``, else the user's data folder."""
    chosen = os.environ.get("IMAGEFINDER_LIBRARY")
    return Path(chosen) if chosen else platformdirs.user_data_path("imagefinder", appauthor=False) / "library"


class Library:
    """Folders of photos, what is known of them, and the indexes that find them.

    One library is one folder on disk; nothing is ever written among the photos. One object may write to it
    at a time, others may read. Methods may be called from any thread; one scan runs at a time.

    Attributes:
        path: the library's folder.
        read_only: whether this object leaves it as it is.
        reader: reads the pictures that are searched with, in a process of its own.
        catalog: the rows behind it (decisions and journal included).
    """

    def __init__(
        self, path: Path, *, read_only: bool, device: Device | str | None, reader: PhotoReader | None
    ) -> None:
        """Use ``Library.open``."""
        self.path = path
        self.read_only = read_only
        self.reader = reader or PhotoReader()
        self._own_reader = reader is None
        self._device_name = device
        self._device: Device | None = None if device is None or isinstance(device, str) else device
        self._device_lock = threading.Lock()
        self._scanning = threading.Lock()
        self._lock = None if read_only else WriterLock(path)
        try:
            self.catalog = Catalog(path / "catalog.sqlite", read_only=read_only)
            try:
                self._open_indexes()
            except BaseException:
                self.catalog.close()
                raise
        except BaseException:
            if self._lock is not None:
                self._lock.close()
            raise

    def _open_indexes(self) -> None:
        device = self.device  # a name that does not exist is refused before anything is written
        self._check_after_crash()
        self.thumbnails = ThumbnailStore(self.path / "thumbnails")
        if not (self.read_only or self.thumbnails.exists()):
            self.catalog.settings.set(THUMBNAIL_BYTES, 0)
        self._global = open_space(self.path / "index", self.catalog, GLOBAL_SPACE, device)
        self._local = open_space(self.path / "index", self.catalog, LOCAL_SPACE, device)
        self._view = CollectionView(self.catalog, self.thumbnails)
        self._searcher = Searcher(self, self.reader)

    @classmethod
    def open(
        cls,
        path: Path | str | None = None,
        *,
        create: bool = True,
        read_only: bool = False,
        device: Device | str | None = None,
        reader: PhotoReader | None = None,
    ) -> Library:
        """Open the library in the folder ``path`` (default: ``default_path``).

        Args:
            path: its folder.
            create: make it where there is none; never done when ``read_only``.
            read_only: search only; works while another instance writes.
            device: an open device or the name of one (see ``compute.open_device``).
            reader: reads query files; the caller closes it. None: the library has one of its own.

        Raises:
            LibraryInUseError: another instance is writing to it.
            NewerFormatError: it was written by a newer version.
            DamagedFileError: one of its files is damaged.
            DiskFullError: no room is left.
            LibraryError: there is none, or it cannot be reached.
            RequestError: no device of that name.
        """
        folder = (Path(path) if path is not None else default_path()).expanduser().absolute()
        if not (folder / "catalog.sqlite").is_file():
            if read_only or not create:
                raise LibraryError(folder, "there is no library here; scan a folder first to make one")
            try:
                folder.mkdir(
                    mode=0o700, parents=True, exist_ok=True
                )  # it holds small pictures of private photos
            except OSError as error:
                raise explain(folder, error) from error
        return cls(folder, read_only=read_only, device=device, reader=reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; safe to call twice."""
        if self._lock is not None and not self._lock.closed:
            # A disk that is full costs the next opening a look for damage, no more.
            with suppress(LibraryError):
                self.catalog.settings.set(_OPEN, None)
        self.catalog.close()
        if self._own_reader:
            self.reader.close()
        if self._lock is not None:
            self._lock.close()

    def _check_after_crash(self) -> None:
        """Look for damage when the last writer did not close the library."""
        if self.read_only:
            return
        if self.catalog.settings.get(_OPEN):
            self.catalog.check()
            self.catalog.settings.set(THUMBNAIL_BYTES, None)
        self.catalog.settings.set(_OPEN, True)

    # Folders.

    def add_folder(self, path: Path | str, *, follow_links: bool = False) -> Path:
        """Add a folder of photos; the next scan reads it. Returns its absolute path, links resolved.

        A folder inside one that is there already adds nothing; one around others takes them in.

        Raises:
            RequestError: there is no such folder, or it cannot be listed.
        """
        self._for_writing()
        folder = self._existing_folder(path)
        inner = []
        for row in self.catalog.folders.all():
            if row.path == folder:
                self.catalog.folders.add(folder, follow_links=follow_links)
                return folder
            if folder.is_relative_to(row.path):
                return folder
            if row.path.is_relative_to(folder):
                inner.append(row)
        with self.catalog.transaction():
            folder_id = self.catalog.folders.add(folder, follow_links=follow_links)
            for row in inner:
                self.catalog.folders.absorb(row, folder_id, os.fsencode(row.path.relative_to(folder)))
        return folder

    @staticmethod
    def _existing_folder(path: Path | str) -> Path:
        folder = Path(path).expanduser()
        try:
            folder = folder.resolve()
            if not folder.is_dir():
                words = "this is a file, not a folder" if folder.exists() else "there is no such folder"
                raise RequestError(str(path), words)
            with os.scandir(folder):
                pass
        except OSError as error:
            raise RequestError(str(path), f"the folder cannot be read: {error.strerror or error}") from error
        return folder

    def remove_folder(self, path: Path | str) -> None:
        """Take a folder out of the library. Its photos are no longer found; the files stay.

        Raises:
            RequestError: it is not one of the library's folders.
        """
        self._for_writing()
        row = self._folder(path)
        with self._scan_lock():
            self.catalog.folders.remove(row.folder_id)
            forget(self.catalog, self._global, self._local, self.thumbnails)

    def _folder(self, path: Path | str) -> FolderRow:
        wanted = Path(path).expanduser()
        for row in self.catalog.folders.all():
            if row.path in (wanted.absolute(), wanted.resolve()):
                return row
        raise RequestError(str(path), "this is not one of the library's folders")

    def folders(self) -> list[FolderRow]:
        """The library's folders, in the order in which they were added."""
        return self.catalog.folders.all()

    def set_excluded(self, path: Path | str, patterns: Iterable[str]) -> None:
        """Replace the patterns that scans of a folder leave out (see ``walk.Exclusions``).

        Raises:
            RequestError: it is not one of the library's folders.
        """
        self._for_writing()
        self.catalog.folders.set_excluded(self._folder(path).folder_id, patterns)

    # Scanning.

    def scan(
        self,
        *,
        folders: Sequence[Path | str] | None = None,
        fast_only: bool = False,
        workers: int | None = None,
        control: JobControl | None = None,
        retry_failed: bool = False,
    ) -> Iterator[ScanProgress]:
        """Bring the library up to date with its folders, telling where that stands.

        The scan goes on as long as the caller asks for the next progress; closing the iterator stops it.

        Args:
            folders: only look for changes in these of the library's folders; None: all.
            fast_only: hashes, thumbnails and whole-picture descriptions only.
            workers: processes that read, at least 1; None: one per processor core.
            control: pauses or cancels the scan from another thread.
            retry_failed: try files again that failed and have not changed since.

        Raises:
            JobCancelled: ``control`` was cancelled; what was ready is stored.
            LibraryInUseError: a scan of this library is running already.
            DiskFullError: no room is left in the library; what was stored stays.
            RequestError: ``workers`` below 1, or a folder that is not one of the library's.
        """
        self._for_writing()
        if workers is not None and workers < 1:
            raise RequestError("--workers", f"at least one worker is needed, not {workers}")
        rows = self.folders() if folders is None else [self._folder_around(path) for path in folders]
        return self._scan(rows, fast_only, workers or _cores(), control, retry_failed)

    def _folder_around(self, path: Path | str) -> FolderRow:
        wanted = Path(path).expanduser().resolve()
        for row in self.catalog.folders.all():
            if wanted.is_relative_to(row.path):
                return row
        raise RequestError(str(path), "this is not one of the library's folders")

    def _scan(
        self,
        folders: list[FolderRow],
        fast_only: bool,
        workers: int,
        control: JobControl | None,
        retry_failed: bool,
    ) -> Iterator[ScanProgress]:
        with self._scan_lock():
            own = self.path.stat()
            scanner = Scanner(
                self.catalog,
                self._global,
                self._local,
                self.thumbnails,
                frozenset({(own.st_dev, own.st_ino)}),
            )
            plan = ScanPlan(
                folders=list({row.folder_id: row for row in folders}.values()),
                fast_only=fast_only,
                workers=workers,
                retry_failed=retry_failed,
                memory_limit=available_memory() // workers,
            )
            try:
                yield from scanner.run(plan, control)
            finally:
                self.catalog.settings.set(_LAST_SCAN, scanner.report.to_json())

    def watch(self, stop: threading.Event) -> Iterator[frozenset[Path]]:
        """The folders in which something has changed, each time that something has, until ``stop`` is set:
        what to give to ``scan(folders=…)``. Folders on other machines are not watched.
        """
        from imagefinder.library.watch import watch_folders

        return watch_folders(self.folders(), stop)

    def _scan_lock(self) -> _Held:
        return _Held(self._scanning, self.path)

    def _for_writing(self) -> None:
        if self.read_only:
            raise LibraryError(self.path, "the library is open for reading only")

    # Asking.

    def status(self) -> LibraryStatus:
        """How the library stands."""
        last = self.catalog.settings.get(_LAST_SCAN)
        report = ScanReport.from_json(last) if last else None
        return LibraryStatus(
            path=self.path,
            counts=self.counts(),
            spaces=(
                space_status(GLOBAL_SPACE.name, GLOBAL_SPACE.model, self._global),
                space_status(LOCAL_SPACE.name, LOCAL_SPACE.model, self._local),
            ),
            disk_bytes=self._thumbnail_bytes() + folder_bytes(self.path, leave_out=self.thumbnails.folder),
            peak_memory_bytes=report.peak_memory_bytes if report else present_peak(),
            last_scan=report,
            device=self.device.name,
            offline=tuple(row.path for row in self.folders() if row.offline),
        )

    def _thumbnail_bytes(self) -> int:
        known = self.catalog.settings.get(THUMBNAIL_BYTES)
        if known is not None:
            return int(known)
        counted = self.thumbnails.total_bytes()
        if not self.read_only:
            self.catalog.settings.set(THUMBNAIL_BYTES, counted)
        return counted

    def counts(self) -> Counts:
        """How many files stand where."""
        return self.catalog.photos.counts()

    def failures(self, limit: int = -1, offset: int = 0) -> list[FailureRow]:
        """Files that could not be read, and why, in order of path."""
        return self.catalog.failures.all(limit, offset)

    def photo_count(self) -> int:
        """Living files that could be read."""
        return self.catalog.photos.count()

    def photo_ids(self, limit: int = -1, offset: int = 0) -> list[int]:
        """Ids of those files, in the order in which they came; ``limit`` and ``offset`` page through them."""
        return self.catalog.photos.ids(limit, offset)

    def photo(self, photo_id: int) -> PhotoDetails | None:
        """What is known of a file, None for an unknown id."""
        return self.catalog.photos.details([photo_id]).get(photo_id)

    def thumbnail(self, photo_id: int) -> bytes | None:
        """An encoded picture of at most 256 pixels a side; None where neither it nor the file is there."""
        content = self.catalog.photos.content_of(photo_id)
        if content is None:
            return None
        kept = self.thumbnails.get(content)
        if kept is not None:
            return kept
        photo = self.photo(photo_id)
        if photo is None:
            return None
        try:
            # In a process of its own: the file may have been replaced since a scan survived reading it.
            pixels = np.asarray(self.reader.read(photo.path, max_side=2 * THUMBNAIL_SIDE).pixels)
            made = encode_thumbnail(pixels, THUMBNAIL_SIDE)
        except PhotoError:
            return None
        if not self.read_only:
            try:
                grown = self.thumbnails.put(content, made)
            except OSError as error:
                raise explain(self.path, error) from error
            with self.catalog.transaction() as connection:
                self.catalog.settings.add(connection, THUMBNAIL_BYTES, grown)
        return made

    def search(
        self,
        image: Path | str | NDArray[np.uint8] | Photo,
        region: Region | None = None,
        top: int = 50,
        kind: str = "any",
        verifier: str = "os2os",
        control: JobControl | None = None,
        on_partial: OnPartial | None = None,
        lasso: NDArray[np.float32] | None = None,
    ) -> SearchResults:
        """Find what a picture, or a part of it, has in common with the collection; see
        ``search.Searcher.search``.
        """
        return self.searcher.search(
            image,
            region,
            lasso=lasso,
            top=top,
            kind=kind,
            verifier=verifier,
            control=control,
            on_partial=on_partial,
        )

    @property
    def searcher(self) -> Searcher:
        """Answers queries over this library, from any thread."""
        return self._searcher

    # What a search asks of a collection (``search.SearchableCollection``).

    @property
    def device(self) -> Device:
        """Where kernels run; chosen at first use."""
        with self._device_lock:
            if self._device is None:
                name = self._device_name if isinstance(self._device_name, str) else None
                self._device = open_device(name)
            return self._device

    @property
    def global_index(self) -> SegmentedIndex:
        """One vector per content."""
        return self._global

    @property
    def local_index(self) -> SegmentedIndex:
        """Local descriptors, with packed geometry."""
        return self._local

    def photos_of(self, description_ids: Iterable[int]) -> dict[int, tuple[PhotoRow, ...]]:
        """See ``CollectionView.photos_of``."""
        return self._view.photos_of(description_ids)

    def photos_with_content(self, content_hash: bytes) -> tuple[PhotoRow, ...]:
        """See ``CollectionView.photos_with_content``."""
        return self._view.photos_with_content(content_hash)

    def sizes(self, description_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """See ``CollectionView.sizes``."""
        return self._view.sizes(description_ids)

    def phash_near(self, phash: int, distance: int) -> list[tuple[int, int]]:
        """See ``CollectionView.phash_near``."""
        return self._view.phash_near(phash, distance)

    def load_pixels(self, photo: PhotoRow, max_side: int) -> NDArray[np.uint8] | None:
        """See ``CollectionView.load_pixels``."""
        return self._view.load_pixels(photo, max_side)


class _Held:
    """The scan's lock, or an error in words instead of a wait."""

    def __init__(self, lock: threading.Lock, path: Path) -> None:
        self._lock = lock
        self._path = path

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise LibraryInUseError(
                self._path, "a scan of this library is running; stop it or wait for its end"
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


def _cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)
