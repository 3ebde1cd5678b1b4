"""From a description to candidates: neighbours in the two index spaces, verified all at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from imagefinder.features import GlobalFeatures, LocalFeatures
from imagefinder.index import SegmentedIndex
from imagefinder.matching import NEIGHBOURS, POWER, REFERENCE, Matches, build_matches
from imagefinder.search.collection import SearchableCollection

SPARE_NEIGHBOURS = 4
"""Neighbours looked up beyond those that are used: codes confuse the order of the last few."""
Sizes = Callable[[np.ndarray], np.ndarray]
"""(n,) description ids → (n, 2) float32 width and height, pixels."""
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
class MatchRules:
    """How neighbours in the index become matches.

    Attributes:
        neighbours: k, how many of each query feature.
        reference: the neighbour that tells how common a pattern is.
        power: of the rarity weight.
        mirrored: whether the query's mirror image is looked up as well.
        one_to_one: whether within a photo each feature keeps its best match alone.
    """

    neighbours: int = NEIGHBOURS
    reference: int = REFERENCE
    power: float = POWER
    mirrored: bool = True
    one_to_one: bool = True

    @property
    def looked_up(self) -> int:
        """Neighbours to ask the index for."""
        return max(self.neighbours, self.reference) + SPARE_NEIGHBOURS


@dataclass(frozen=True, slots=True)
class Neighbours:
    """One orientation's part of a batch of neighbours, in the form that matching takes."""

    ids: np.ndarray
    distances: np.ndarray
    payload: np.ndarray


def find_matches(
    collection: SearchableCollection,
    features: LocalFeatures,
    width: int,
    first_index: int = 0,
    rules: MatchRules = MatchRules(),
) -> Matches | None:
    """Step (iii) of OS2OS: features of the query assigned to features of every photo, in one batch.

    Args:
        collection: what is searched.
        features: of the query; positions in full-resolution pixels.
        width: of the whole query at full resolution, for mirroring.
        first_index: added to the matches' query rows (second tier).
        rules: how many neighbours, and what they weigh.

    Returns:
        The matches, of the query and of its mirror image; None when there is nothing to match on either side.
    """
    index: SegmentedIndex = collection.local_index
    if len(features) == 0 or len(index) == 0:
        return None
    found = index.search(descriptors_of(features, width, rules.mirrored), rules.looked_up)
    hits = Neighbours(found.ids, found.distances, found.payload)
    return matches_of(collection.sizes, features, hits, first_index, rules)


def descriptors_of(features: LocalFeatures, width: int, mirrored: bool) -> np.ndarray:
    """(n or 2n, 128) float32: the descriptors to look up, those of the mirror image after the query's own."""
    parts = [features.descriptors]
    if mirrored:
        parts.append(features.mirrored(width).descriptors)
    return np.concatenate(parts).astype(np.float32)


def matches_of(
    sizes: Sizes,
    features: LocalFeatures,
    hits: Neighbours,
    first_index: int = 0,
    rules: MatchRules = MatchRules(),
) -> Matches:
    """Matches from the neighbours of ``descriptors_of``.

    Args:
        sizes: ``SearchableCollection.sizes``.
        features: of the query.
        hits: one row for each descriptor.
        first_index: as of ``find_matches``.
        rules: likewise.
    """
    n = len(features)

    def geometry(
        ids: np.ndarray, payload: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        size = np.maximum(sizes(ids), 1.0)
        return *LocalFeatures.unpack_geometry(payload, size), size.max(axis=-1)

    def orientation(start: int) -> Neighbours:
        rows = slice(start, start + n)
        return Neighbours(hits.ids[rows], hits.distances[rows], hits.payload[rows])

    return build_matches(
        features,
        orientation(0),
        orientation(n) if rules.mirrored else None,
        geometry,
        neighbours=rules.neighbours,
        reference=rules.reference,
        power=rules.power,
        one_to_one=rules.one_to_one,
        first_index=first_index,
    )


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
