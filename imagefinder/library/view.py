"""The collection as a search sees it: answered from memory, refreshed at every commit."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog import Catalog, PhotoDetails
from imagefinder.errors import PhotoError
from imagefinder.library.thumbnails import ThumbnailStore
from imagefinder.photos import read_photo
from imagefinder.search.collection import PhotoRow


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Living contents in order of id: ids (n,) int64, phashes (n,) uint64, sizes (n, 2) float32."""

    state: int
    ids: NDArray[np.int64]
    phashes: NDArray[np.uint64]
    sizes: NDArray[np.float32]


class CollectionView:
    """Answers a search's questions about photos. Safe to use from several threads."""

    def __init__(self, catalog: Catalog, thumbnails: ThumbnailStore) -> None:
        self._catalog = catalog
        self._thumbnails = thumbnails
        self._lock = threading.Lock()
        self._table: _Table | None = None

    def _living(self) -> _Table:
        state = self._catalog.state()
        with self._lock:
            if self._table is None or self._table.state != state:
                self._table = _Table(state, *self._catalog.photos.living_contents())
            return self._table

    def photos_of(self, description_ids: Iterable[int]) -> dict[int, tuple[PhotoRow, ...]]:
        """The living photos that share each description, reachable ones first; ids without any stay out."""
        found = self._catalog.photos.living_of([int(i) for i in description_ids])
        return {i: tuple(map(_row, photos)) for i, photos in found.items()}

    def photos_with_content(self, content_hash: bytes) -> tuple[PhotoRow, ...]:
        """The living photos whose bytes have this blake2b-128 digest."""
        return tuple(map(_row, self._catalog.photos.with_content(content_hash)))

    def sizes(self, description_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """(n, 2) float32: width and height of each description; 0, 0 where no photo lives."""
        table = self._living()
        ids = np.asarray(description_ids, np.int64)
        if not len(table.ids):
            return np.zeros((len(ids), 2), np.float32)
        places = np.minimum(np.searchsorted(table.ids, ids), len(table.ids) - 1)
        sizes: NDArray[np.float32] = table.sizes[places]
        sizes[table.ids[places] != ids] = 0
        return sizes

    def phash_near(self, phash: int, distance: int) -> list[tuple[int, int]]:
        """``(description_id, Hamming distance)`` of every hash within ``distance`` bits, nearest first."""
        table = self._living()
        apart = np.bitwise_count(table.phashes ^ np.uint64(phash)).astype(np.int64)
        (near,) = np.nonzero(apart <= distance)
        near = near[np.argsort(apart[near], kind="stable")]
        return [(int(table.ids[i]), int(apart[i])) for i in near]

    def load_pixels(self, photo: PhotoRow, max_side: int) -> NDArray[np.uint8] | None:
        """The photo's pixels, (h, w, 3) uint8 sRGB, oriented, longer side at most ``max_side``.

        The kept thumbnail stands in where the file cannot be reached, or is not what was described any more;
        None when there is none either.
        """
        try:
            # Only what a worker process has survived reading is decoded in this one.
            if photo.path.stat().st_size == photo.bytes:
                return read_photo(photo.path, max_side=max_side).pixels
        except (OSError, PhotoError):
            pass
        thumbnail = self._thumbnails.get(photo.content_hash)
        if thumbnail is None:
            return None
        try:
            return read_photo(thumbnail, max_side=max_side, name=f"thumbnail of {photo.path.name}").pixels
        except PhotoError:
            return None


def _row(photo: PhotoDetails) -> PhotoRow:
    assert photo.description_id is not None and photo.content_hash is not None
    return PhotoRow(
        photo_id=photo.photo_id,
        description_id=photo.description_id,
        path=Path(photo.path),
        width=photo.width,
        height=photo.height,
        bytes=photo.size,
        content_hash=photo.content_hash,
        phash=photo.phash,
        offline=photo.offline,
    )
