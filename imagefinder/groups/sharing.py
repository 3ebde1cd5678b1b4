"""Parts of pictures that a photo shares with others, looked up in the library's index of local features.

The self-join of the collection, photo by photo: features of a photo, plain and mirrored, ask for their
nearest neighbours, and OS2OS verifies all photos that hold any at once, as in a search. The cost of a photo
is that of a small search, so the whole grows with the number of photos and not of their pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imagefinder.features import LocalFeatures
from imagefinder.groups.collection import GroupedLibrary
from imagefinder.matching import Matches, build_matches

NEIGHBOURS = 24
"""Of each feature, itself among them: ten clusters become matches, the twentieth says how common it is."""


@dataclass(frozen=True, slots=True, eq=False)
class _Hits:
    """Neighbours of one orientation's features, in the form that matching takes."""

    ids: NDArray[np.int64]
    distances: NDArray[np.float32]
    payload: NDArray[np.uint8]


class FeatureLookup:
    """Finds what the other photos of a collection have in common with given features.

    Args:
        library: whose index is asked.
        leader: content → the content that stands for all versions of its picture. Versions count as one when
            it is judged how rare a feature is.
    """

    def __init__(self, library: GroupedLibrary, leader: dict[int, int]) -> None:
        self._library = library
        contents = np.array(sorted(leader), np.int64)
        self._contents = contents
        self._leaders = np.array([leader[int(content)] for content in contents], np.int64)

    def matches(
        self, content: int, features: LocalFeatures, width: int, first_index: int = 0
    ) -> Matches | None:
        """Tentative matches of features with those of every other picture.

        Args:
            content: whose features they are: it, and the versions of it, are left out.
            features: positions in full-resolution pixels.
            width: of the photo at full resolution, for mirroring.
            first_index: added to the matches' query rows (second tier).

        Returns:
            None when there is nothing to match.
        """
        n, index = len(features), self._library.local_index
        if n == 0 or len(index) == 0:
            return None
        mirrored = features.mirrored(width)
        batch = np.concatenate([features.descriptors, mirrored.descriptors]).astype(np.float32)
        found = index.search(batch, NEIGHBOURS)
        ids, distances, payload = self._without(content, found.ids, found.distances, found.payload)
        plain, flipped = (
            _Hits(ids[rows], distances[rows], payload[rows]) for rows in (slice(0, n), slice(n, 2 * n))
        )
        matches = build_matches(
            features, plain, flipped, self._geometry, clusters=self._leader_of, first_index=first_index
        )
        return matches if len(matches) else None

    def standing_for(self, photos: Iterable[int]) -> set[int]:
        """The contents that stand for these."""
        return set(self._leader_of(np.fromiter(photos, np.int64)).tolist())

    def _without(
        self,
        content: int,
        ids: NDArray[np.int64],
        distances: NDArray[np.float32],
        payload: NDArray[np.uint8],
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.uint8]]:
        """The neighbours without those in the picture itself; each row stays in order, its end empty."""
        photo = np.where(ids >= 0, ids >> 16, -1)
        own = self._leader_of(np.array([content], np.int64))[0]
        gone = (ids < 0) | (self._leader_of(photo) == own)
        order = np.argsort(gone, axis=1, kind="stable")
        ids = np.take_along_axis(np.where(gone, -1, ids), order, axis=1)
        distances = np.take_along_axis(np.where(gone, np.inf, distances), order, axis=1)
        payload = np.take_along_axis(payload, order[:, :, None], axis=1)
        return ids, distances.astype(np.float32), payload

    def _leader_of(self, photos: NDArray[np.int64]) -> NDArray[np.int64]:
        place = np.minimum(np.searchsorted(self._contents, photos), len(self._contents) - 1)
        known = self._contents[place] == photos
        return np.where(known, self._leaders[place], photos)

    def _geometry(
        self, ids: NDArray[np.int64], payload: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        size = np.maximum(self._library.sizes(ids), 1.0)
        return *LocalFeatures.unpack_geometry(payload, size), size.max(axis=-1)
