"""A scanned world with another local index: other codes, fewer features per photo.

For ablations: photos, sizes and everything else stay the world's own, and nothing is described anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from imagefinder.compute import Device
from imagefinder.features import LOCAL_DIM
from imagefinder.features.local import GEOMETRY_BYTES
from imagefinder.index import SegmentedIndex
from imagefinder.library import Library
from imagefinder.matching import FEATURES_PER_PHOTO
from imagefinder.search import Searcher
from imagefinder.search.collection import PhotoRow


class Variant:
    """A ``SearchableCollection`` that answers as a library does, from a local index of its own.

    Attributes:
        local_index: the index.
        searcher: answers queries from it.
    """

    def __init__(self, world: Library, local_index: SegmentedIndex) -> None:
        self._world = world
        self.local_index = local_index
        self.searcher = Searcher(self)

    @property
    def device(self) -> Device:
        """See ``SearchableCollection``."""
        return self._world.device

    @property
    def global_index(self) -> SegmentedIndex:
        """See ``SearchableCollection``."""
        return self._world.global_index

    def photos_of(self, description_ids: Iterable[int]) -> dict[int, tuple[PhotoRow, ...]]:
        """See ``SearchableCollection``."""
        return self._world.photos_of(description_ids)

    def sizes(self, description_ids: np.ndarray) -> np.ndarray:
        """See ``SearchableCollection``."""
        return self._world.sizes(description_ids)

    def photos_with_content(self, content_hash: bytes) -> tuple[PhotoRow, ...]:
        """See ``SearchableCollection``."""
        return self._world.photos_with_content(content_hash)

    def phash_near(self, phash: int, distance: int) -> list[tuple[int, int]]:
        """See ``SearchableCollection``."""
        return self._world.phash_near(phash, distance)

    def load_pixels(self, photo: PhotoRow, max_side: int) -> np.ndarray | None:
        """See ``SearchableCollection``."""
        return self._world.load_pixels(photo, max_side)


def description_ids(world: Library) -> list[int]:
    """Ids of the world's distinct contents, ascending."""
    details = (world.photo(photo) for photo in world.photo_ids())
    return sorted({d.description_id for d in details if d is not None and d.description_id is not None})


def feature_ids(world: Library, most: int | None = None) -> np.ndarray:
    """(n,) int64 numbers of all local features, or of the first ``most`` of each photo.

    Features stand in an order of which any first part is spread over the frame.
    """
    index = world.local_index
    found = []
    for description in description_ids(world):
        first, step = description * FEATURES_PER_PHOTO, 1 << 10
        own: list[np.ndarray] = []
        while True:
            numbers = first + len(own) * step + np.arange(step)
            present = numbers[index.contains(numbers)]
            own.append(present)
            if len(present) < step:
                break
        found.append(np.concatenate(own)[:most])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


@contextmanager
def variant(
    world: Library, folder: Path, *, bytes_per_vector: int = 32, features: int | None = None
) -> Iterator[Variant]:
    """The world, its features encoded anew.

    Args:
        world: scanned.
        folder: where the index is made; one that is there already is used again.
        bytes_per_vector: of the codes.
        features: of each photo, None for all.
    """
    index = SegmentedIndex.open(
        folder,
        dim=LOCAL_DIM,
        dtype=np.uint8,
        payload_bytes=GEOMETRY_BYTES,
        device=world.device,
        bytes_per_vector=bytes_per_vector,
    )
    with index:
        if len(index) == 0:
            ids = feature_ids(world, features)
            # Appending more than an exact search should hold trains the index.
            index.append(world.local_index.vectors(ids), ids, world.local_index.payload(ids))
        yield Variant(world, index)
