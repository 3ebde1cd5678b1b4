"""From a description to candidates: neighbours in the two index spaces, verified all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from imagefinder.features import GlobalFeatures, LocalFeatures
from imagefinder.index import SegmentedIndex
from imagefinder.matching import Matches, build_matches
from imagefinder.search.collection import SearchableCollection

NEIGHBOURS = 24
"""Neighbours of each query feature: ten become matches, the twentieth tells how common the pattern is."""
PHASH_BITS = 10
"""A perceptual hash this near marks a candidate for a whole-picture comparison, no more."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A description that resembles the query as a whole.

    Attributes:
        description_id: which.
        similarity: cosine of the two global vectors, −1 to 1.
    """

    description_id: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Hits:
    """One orientation's part of a batch of neighbours, in the form that matching takes."""

    ids: np.ndarray
    distances: np.ndarray
    payload: np.ndarray


def find_matches(
    collection: SearchableCollection, features: LocalFeatures, width: int, first_index: int = 0
) -> Matches | None:
    """Tentative matches of every photo at once, of the query and of its mirror image, in one batch.

    Args:
        collection: what is searched.
        features: of the query; positions in full-resolution pixels.
        width: of the whole query at full resolution, for mirroring.
        first_index: added to the matches' query rows (second tier).

    Returns:
        The matches; None when there is nothing to match on either side.
    """
    index: SegmentedIndex = collection.local_index
    n = len(features)
    if n == 0 or len(index) == 0:
        return None
    mirrored = features.mirrored(width)
    batch = np.concatenate([features.descriptors, mirrored.descriptors]).astype(np.float32)
    found = index.search(batch, NEIGHBOURS)

    def geometry(ids: np.ndarray, payload: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return LocalFeatures.unpack_geometry(payload, np.maximum(collection.sizes(ids), 1.0))

    plain, flipped = (
        _Hits(found.ids[rows], found.distances[rows], found.payload[rows])
        for rows in (slice(0, n), slice(n, 2 * n))
    )
    return build_matches(features, plain, flipped, geometry, first_index=first_index)


def look_alikes(collection: SearchableCollection, overall: GlobalFeatures, count: int) -> list[LookAlike]:
    """The photos that resemble the query as a whole, most alike first, near perceptual hashes among them.

    A plain surface (all one colour) has a vector and a hash that say nothing; it resembles nothing here.
    """
    index = collection.global_index
    if len(index) == 0:
        return []
    hits = index.search(overall.vector[None, :].astype(np.float32), min(count, len(index)))
    ids, squared = hits.ids[0], hits.distances[0]
    alike = {
        int(i): 1.0 - float(d) / 2.0 for i, d in zip(ids, squared, strict=True) if i >= 0 and np.isfinite(d)
    }
    for description_id, _ in collection.phash_near(overall.phash, PHASH_BITS):
        if description_id not in alike and len(alike) < 2 * count:
            vector = index.vectors(np.array([description_id], np.int64))[0].astype(np.float32)
            alike[description_id] = float(np.dot(vector, overall.vector))
    return sorted(
        (LookAlike(i, similarity) for i, similarity in alike.items()),
        key=lambda found: (-found.similarity, found.description_id),
    )
