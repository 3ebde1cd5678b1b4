"""A scanned world with another local index: other codes, fewer features per photo, other descriptions.

For ablations: photos, sizes and everything else stay the world's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from imagefinder.compute import Device
from imagefinder.evaluation.descriptions import AS_IT_IS, Description
from imagefinder.features import LOCAL_DIM
from imagefinder.features.local import GEOMETRY_BYTES
from imagefinder.index import SegmentedIndex
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.library.describe import MAX_FEATURES, THOROUGH_SIDE
from imagefinder.matching import FEATURES_PER_PHOTO
from imagefinder.photos import read_photo
from imagefinder.search import Searcher
from imagefinder.search.collection import PhotoRow

PHOTOS_PER_FILE = 100
"""Described photos that are kept together, so that a run that was stopped loses no more."""

OnPhoto = Callable[[int, int], None]


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
    world: Library,
    folder: Path,
    *,
    bytes_per_vector: int = 32,
    features: int | None = None,
    description: Description = AS_IT_IS,
    control: JobControl | None = None,
    on_photo: OnPhoto | None = None,
) -> Iterator[Variant]:
    """The world, its features encoded anew.

    Args:
        world: scanned.
        folder: where the index is made; one that is there already is used again.
        bytes_per_vector: of the codes.
        features: of each photo, None for all.
        description: another one than the program's own makes all photos be read and described anew, which
            takes minutes; it goes on where it was stopped.
        control: checked before each photo that is described.
        on_photo: hears of (done, total) photos described.
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
            if description.name:
                beside = folder.with_name(f"{folder.name}-described")
                added = _gathered(_describe_anew(world, beside, description, control, on_photo))
            else:
                added = _encoded_anew(world, features)
            # Appending more than an exact search should hold trains the index.
            index.append(*added)
        yield Variant(world, index)


def _encoded_anew(world: Library, features: int | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    ids = feature_ids(world, features)
    return world.local_index.vectors(ids), ids, world.local_index.payload(ids)


def _describe_anew(
    world: Library,
    folder: Path,
    description: Description,
    control: JobControl | None,
    on_photo: OnPhoto | None,
) -> list[Path]:
    """Files of descriptors, feature numbers and packed geometry, each of some photos; what is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = description_ids(world)
    files = []
    for first in range(0, len(ids), PHOTOS_PER_FILE):
        lot = ids[first : first + PHOTOS_PER_FILE]
        file = folder / f"{first:06d}.npz"
        files.append(file)
        if file.is_file():
            continue
        parts = []
        for number, (described, rows) in enumerate(world.photos_of(lot).items()):
            if control is not None:
                control.check()
            if on_photo is not None:
                on_photo(first + number, len(ids))
            parts.append(_described(described, rows[0].path, description))
        temporary = file.with_suffix(".part.npz")
        X, numbers, payload = (np.concatenate(part) for part in zip(*parts, strict=True))
        np.savez(temporary, X=X, ids=numbers, payload=payload)
        temporary.replace(file)
    return files


def _described(
    number: int, path: Path, description: Description
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    photo = read_photo(path, max_side=THOROUGH_SIDE)
    size = (photo.info.width, photo.info.height)
    found = description.describe(photo.pixels, size, max_features=MAX_FEATURES, max_side=THOROUGH_SIDE)
    ids = number * FEATURES_PER_PHOTO + np.arange(len(found), dtype=np.int64)
    return found.descriptors, ids, found.pack(size)


def _gathered(files: Sequence[Path]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    parts = []
    for file in files:
        with np.load(file, allow_pickle=False) as archive:
            parts.append((archive["X"], archive["ids"], archive["payload"]))
    X, ids, payload = (np.concatenate(part) for part in zip(*parts, strict=True))
    return X, ids, payload
