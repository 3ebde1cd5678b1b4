"""Thumbnails for the grids: asked for by what is visible, newest first, kept in a bounded cache.

The loader threads make QImages from the library's own thumbnails; pixmaps are made in the GUI thread, at the
moment of painting, and only the most recently painted ones are kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from imagefinder.gui.widgets.images import decode

CACHE_BYTES = 96 << 20
LOADERS = 2
DELIVERY = 24
"""Pictures handed to the window at most at once, so that no delivery keeps the event loop for long."""

LoadThumbnail = Callable[[int], bytes | None]


class ThumbnailCache(QObject):
    """Pictures of photos by id.

    Signals:
        loaded: pictures of these photos have arrived (list of photo ids).
    """

    loaded = Signal(object)
    _arrived = Signal()

    def __init__(self, load: LoadThumbnail, parent: QObject | None = None, limit: int = CACHE_BYTES) -> None:
        super().__init__(parent)
        self._load = load
        self._limit = limit
        self._pixmaps: OrderedDict[int, QPixmap] = OrderedDict()
        self._missing: set[int] = set()
        self._bytes = 0
        self._lock = threading.Lock()
        self._wanted: list[int] = []
        self._under_way: set[int] = set()
        self._ready: list[tuple[int, QImage]] = []
        self._running = 0
        self._open = True
        self._pool = ThreadPoolExecutor(LOADERS, thread_name_prefix="imagefinder-thumbnail")
        self._arrived.connect(self._take)

    def pixmap(self, photo_id: int) -> QPixmap | None:
        """The picture, if it is here; painting never waits for it."""
        found = self._pixmaps.get(photo_id)
        if found is not None:
            self._pixmaps.move_to_end(photo_id)
        return found

    def is_missing(self, photo_id: int) -> bool:
        """Whether the library has no picture of this photo."""
        return photo_id in self._missing

    @property
    def bytes(self) -> int:
        """Memory held by pixmaps."""
        return self._bytes

    def want(self, photo_ids: Sequence[int]) -> None:
        """Ask for these, the first one first. What was asked for before and is not under way is forgotten."""
        absent = [i for i in photo_ids if i not in self._pixmaps and i not in self._missing]
        with self._lock:
            self._wanted = [i for i in reversed(absent) if i not in self._under_way]
            start = min(LOADERS - self._running, len(self._wanted)) if self._open else 0
            self._running += max(0, start)
        for _ in range(start):
            self._pool.submit(self._work)

    def forget(self, photo_ids: Sequence[int] | None = None) -> None:
        """Drop pictures (all of them when None), after the photos changed."""
        for photo_id in list(self._pixmaps) if photo_ids is None else photo_ids:
            gone = self._pixmaps.pop(photo_id, None)
            if gone is not None:
                self._bytes -= _weight(gone)
        if photo_ids is None:
            self._missing.clear()
        else:
            self._missing.difference_update(photo_ids)

    def close(self) -> None:
        """Stop loading and wait for the picture under way."""
        with self._lock:
            self._open = False
            self._wanted = []
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self) -> None:
        """On a loader thread: take the newest wish until there is none."""
        while True:
            with self._lock:
                if not self._wanted or not self._open:
                    self._running -= 1
                    return
                photo_id = self._wanted.pop()
                self._under_way.add(photo_id)
            image = QImage()
            try:
                data = self._load(photo_id)
                if data is not None:
                    image = decode(data)
            except Exception:  # a thumbnail that cannot be had is shown as missing, whatever the reason
                image = QImage()
            with self._lock:
                self._under_way.discard(photo_id)
                waiting = bool(self._ready)
                self._ready.append((photo_id, image))
                live = self._open
            if live and not waiting:
                self._arrived.emit()

    @Slot()
    def _take(self) -> None:
        with self._lock:
            batch, self._ready = self._ready[:DELIVERY], self._ready[DELIVERY:]
            more = bool(self._ready)
        for photo_id, image in batch:
            if image.isNull():
                self._missing.add(photo_id)
                continue
            pixmap = QPixmap.fromImage(image)
            old = self._pixmaps.pop(photo_id, None)
            if old is not None:
                self._bytes -= _weight(old)
            self._pixmaps[photo_id] = pixmap
            self._bytes += _weight(pixmap)
        while self._bytes > self._limit and len(self._pixmaps) > 1:
            _, oldest = self._pixmaps.popitem(last=False)
            self._bytes -= _weight(oldest)
        if batch:
            self.loaded.emit([photo_id for photo_id, _ in batch])
        if more:
            self._arrived.emit()


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
