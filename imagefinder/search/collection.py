"""What a search needs to know of a collection; ``imagefinder.library.Library`` answers to it."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from imagefinder.compute import Device
from imagefinder.index import SegmentedIndex

FEATURES_PER_PHOTO = 65536
"""The local space numbers feature j of description i as ``i * FEATURES_PER_PHOTO + j``."""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo of the collection as a search sees it.

    Attributes:
        photo_id: stable id of the file in the catalog.
        description_id: the id under which its content stands in both indexes; exact copies share one.
        path: where the file is (or was, when its volume is offline).
        width: of the oriented picture at full resolution, pixels.
        height: likewise.
        bytes: the file's size.
        content_hash: digest of the file's bytes.
        phash: 64-bit perceptual hash, as a Python int below 2**64.
        offline: whether its folder cannot be reached at present.
    """

    photo_id: int
    description_id: int
    path: Path
    width: int
    height: int
    bytes: int
    content_hash: builtins.bytes
    phash: int
    offline: bool = False


class SearchableCollection(Protocol):
    """A read-only view of described photos. Every method may be called from several threads."""

    @property
    def device(self) -> Device:
        """Where kernels run."""
        ...

    @property
    def global_index(self) -> SegmentedIndex:
        """One vector per description; ids are description ids."""
        ...

    @property
    def local_index(self) -> SegmentedIndex:
        """Local descriptors, numbered as ``FEATURES_PER_PHOTO`` says; payload: their packed geometry."""
        ...

    def photos_of(self, description_ids: Iterable[int]) -> dict[int, tuple[PhotoRow, ...]]:
        """The living photos that share each description, best path first; ids without any are left out."""
        ...

    def sizes(self, description_ids: np.ndarray) -> np.ndarray:
        """(n, 2) float32: full-resolution width and height of each description; 0, 0 where no photo lives.

        Called with tens of thousands of ids per search, so answered from memory.
        """
        ...

    def photos_with_content(self, content_hash: bytes) -> tuple[PhotoRow, ...]:
        """The living photos whose bytes have this digest."""
        ...

    def phash_near(self, phash: int, distance: int) -> list[tuple[int, int]]:
        """``(description_id, Hamming distance)`` of all hashes within ``distance`` bits, nearest first."""
        ...

    def load_pixels(self, photo: PhotoRow, max_side: int) -> np.ndarray | None:
        """The photo's pixels, (h, w, 3) uint8 sRGB, oriented, longer side at most ``max_side``.

        Falls back to the kept thumbnail when the file cannot be reached; None when there is none either.
        """
        ...
