"""What grouping needs of a collection, read from a library: facts, small pictures, and local features by
content.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog import Catalog, PhotoDetails
from imagefinder.errors import PhotoError
from imagefinder.features import GEOMETRY_BYTES, LOCAL_DIM, LocalFeatures
from imagefinder.groups.alignment import frame_signature
from imagefinder.groups.change import FileFacts
from imagefinder.library.thumbnails import ThumbnailStore
from imagefinder.photos import read_photo
from imagefinder.search.collection import FEATURES_PER_PHOTO, SearchableCollection

T = TypeVar("T")

_KEPT = 3000
_KEPT_FEATURES = 400


class GroupedLibrary(SearchableCollection, Protocol):
    """The part of ``Library`` that grouping uses."""

    catalog: Catalog
    thumbnails: ThumbnailStore


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A content's small picture.

    Attributes:
        pixels: (h, w, 3) uint8 sRGB, oriented, longer side at most 256.
        signature: (32, 32) float32, see ``alignment.frame_signature``.
        contrast: standard deviation of its luma, steps.
    """

    pixels: NDArray[np.uint8]
    signature: NDArray[np.float32]
    contrast: float


class Contents:
    """The living contents of a library, by description id. Keeps the latest few in memory, whatever the size.

    Several threads may read from it at once.

    Args:
        library: where they are.
    """

    def __init__(self, library: GroupedLibrary) -> None:
        self._library = library
        self._lock = threading.Lock()  # over the three below, never while something is read
        self._details: OrderedDict[int, PhotoDetails | None] = OrderedDict()
        self._pictures: OrderedDict[int, Picture | None] = OrderedDict()
        self._features: OrderedDict[int, LocalFeatures | None] = OrderedDict()

    def ids(self) -> NDArray[np.int64]:
        """(n,) ids of contents that a living file has, ascending."""
        return self._library.catalog.photos.living_contents()[0]

    def hashes(self) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Ids and perceptual hashes of the living contents."""
        ids, hashes, _ = self._library.catalog.photos.living_contents()
        return ids, hashes

    def files(self, ids: Sequence[int]) -> dict[int, list[PhotoDetails]]:
        """The living files of each content, those that can be reached first."""
        found = self._library.catalog.photos.living_of(list(ids))
        with self._lock:
            self._details.update((content, photos[0]) for content, photos in found.items())
            self._forget()
        return found

    def fetch(self, ids: Iterable[int]) -> None:
        """Read the facts of many contents at once."""
        with self._lock:
            wanted = [i for i in dict.fromkeys(ids) if i not in self._details]
        found = self._library.catalog.photos.living_of(wanted)
        with self._lock:
            for i in wanted:
                self._details[i] = found[i][0] if i in found else None
            self._forget(len(wanted))

    def _forget(self, but: int = 0) -> None:
        while len(self._details) > max(_KEPT * 4, but):
            self._details.popitem(last=False)

    def details(self, content: int) -> PhotoDetails | None:
        """One living file of a content; None when it has none."""
        with self._lock:
            if content in self._details:
                return self._details[content]
        found = self._library.catalog.photos.living_of([content]).get(content)
        made = found[0] if found else None
        _keep(self._lock, self._details, content, made, _KEPT * 4)
        return made

    def facts(self, content: int) -> FileFacts | None:
        """What is known of a content besides its pixels."""
        found = self.details(content)
        return None if found is None else facts_of(found)

    def picture(self, content: int) -> Picture | None:
        """The kept thumbnail of a content; None when there is none."""
        with self._lock:
            if content in self._pictures:
                self._pictures.move_to_end(content)
                return self._pictures[content]
        made = self._read_picture(content)
        _keep(self._lock, self._pictures, content, made, _KEPT)
        return made

    def features(self, content: int) -> LocalFeatures | None:
        """The local features of a content, full-resolution pixels; None before its thorough pass."""
        with self._lock:
            if content in self._features:
                self._features.move_to_end(content)
                return self._features[content]
        made = self._read_features(content)
        _keep(self._lock, self._features, content, made, _KEPT_FEATURES)
        return made

    def descriptors(self, content: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Descriptors (n, 128) and packed geometry (n, 6) of a content as they lie in the index; n may be
        0.
        """
        found = self.details(content)
        count = 0 if found is None else found.features
        index = self._library.local_index
        ids = np.int64(content) * FEATURES_PER_PHOTO + np.arange(count, dtype=np.int64)
        if count and not bool(index.contains(ids[:1])[0]):
            count = 0
        if count == 0:
            return np.empty((0, LOCAL_DIM), np.uint8), np.empty((0, GEOMETRY_BYTES), np.uint8)
        return np.asarray(index.vectors(ids), np.uint8), index.payload(ids)

    def largest_descriptors(
        self, contents: Sequence[int], count: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Descriptors of the largest keypoints of some contents, at most ``count`` of each: those survive
        shrinking and blurring a picture.

        Returns:
            (n, 128) uint8, and (n,) int64 places in ``contents`` that they are of, ascending.
        """
        index = self._library.local_index
        known = self._library.catalog.photos.features_of(contents)
        total = np.array([known.get(content, 0) for content in contents], np.int64)
        start = np.asarray(contents, np.int64) * FEATURES_PER_PHOTO
        total[~index.contains(start)] = 0
        owner = np.repeat(np.arange(len(total)), total)
        end = np.cumsum(total)
        ids = np.arange(len(owner), dtype=np.int64) + np.repeat(start - end + total, total)
        large = np.flatnonzero(total > count)
        if len(large):
            chosen = np.ones(len(ids), bool)
            scale = index.payload(ids)[:, 4].astype(np.int64)
            for place in large.tolist():
                part = slice(end[place] - total[place], end[place])
                chosen[part] = False
                chosen[part.start + np.argpartition(-scale[part], count)[:count]] = True
            ids, owner = ids[chosen], owner[chosen]
        if len(ids) == 0:
            return np.empty((0, LOCAL_DIM), np.uint8), owner
        return np.asarray(index.vectors(ids), np.uint8), owner

    def _read_picture(self, content: int) -> Picture | None:
        found = self.details(content)
        if found is None or found.content_hash is None:
            return None
        encoded = self._library.thumbnails.get(found.content_hash)
        try:
            pixels = read_photo(encoded if encoded is not None else found.path, max_side=256).pixels
        except PhotoError:
            return None
        _, deviation = cv2.meanStdDev(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
        return Picture(pixels, frame_signature(pixels), float(deviation[0, 0]))

    def _read_features(self, content: int) -> LocalFeatures | None:
        found = self.details(content)
        if found is None or found.features == 0:
            return None
        vectors, packed = self.descriptors(content)
        if len(vectors) == 0:
            return None
        xy, scale, angle = LocalFeatures.unpack_geometry(packed, (found.width, found.height))
        return LocalFeatures(xy, scale, angle, vectors)


def _keep(lock: threading.Lock, kept: OrderedDict[int, T], content: int, made: T, most: int) -> None:
    with lock:
        kept[content] = made
        while len(kept) > most:
            kept.popitem(last=False)


def facts_of(photo: PhotoDetails) -> FileFacts:
    """The facts that tell which of two photos was made from the other."""
    return FileFacts(
        (photo.width, photo.height), photo.size, photo.format, photo.camera, photo.software, photo.captured
    )
