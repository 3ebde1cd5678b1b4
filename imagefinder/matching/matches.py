"""Tentative feature matches of one query with all photos at once, as flat arrays.

What every verifier is given: neighbours from the index, grouped by photo, one-to-one, weighted by rarity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

FEATURES_PER_PHOTO: Final = 65536
"""Feature j of photo i has the number ``i * FEATURES_PER_PHOTO + j`` in the local index."""
NEIGHBOURS: Final = 10
"""How many neighbours of a query feature become matches; the ones after them only say how rare it is."""

REFERENCE: Final = 20
"""The neighbour whose distance says how dense descriptor space is around a query feature."""
POWER: Final = 2.0
"""Of the rarity weight: 2 is squared, 1 linear, 0 lets every match count alike."""

Geometry: TypeAlias = Callable[
    [NDArray[np.int64], NDArray[np.uint8]],
    tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
]
"""(photo (n,), payload (n, p)) → xy (n, 2), scale (n,), angle (n,), and the photo's longer side (n,), in the
photos' full-resolution pixels."""


class FeatureGeometry(Protocol):
    """Where the query's features are: xy (n, 2), scale (n,), angle (n,), float32, pixels and radians."""

    @property
    def xy(self) -> NDArray[np.float32]:
        """Positions, (n, 2)."""
        ...

    @property
    def scale(self) -> NDArray[np.float32]:
        """Diameters, (n,)."""
        ...

    @property
    def angle(self) -> NDArray[np.float32]:
        """Orientations, (n,)."""
        ...


class Hits(Protocol):
    """What the local index found for each query feature, nearest first."""

    @property
    def ids(self) -> NDArray[np.int64]:
        """(q, k) feature numbers, −1 where there are fewer."""
        ...

    @property
    def distances(self) -> NDArray[np.float32]:
        """(q, k) squared distances, inf where there are fewer."""
        ...

    @property
    def payload(self) -> NDArray[np.uint8]:
        """(q, k, p) packed geometry."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """n tentative matches, sorted by photo, then unflipped before flipped.

    Attributes:
        photo: (n,) int64 photo (description) ids.
        query_index: (n,) int32 row of the query's feature.
        feature: (n,) int64 number of the photo's feature.
        distance: (n,) float32 squared descriptor distance.
        weight: (n,) float32 rarity, 0 (common) to 1.
        query_xy: (n, 2) float32 in the query, full-resolution pixels, not mirrored for flipped matches.
        query_scale: (n,) float32, pixels.
        query_angle: (n,) float32, radians, not mirrored either.
        result_xy: (n, 2) float32 in the photo, full-resolution pixels.
        result_scale: (n,) float32, pixels.
        result_angle: (n,) float32, radians.
        result_side: (n,) float32, the photo's longer side, full-resolution pixels.
        flipped: (n,) bool, found with the mirrored query.
        rank: (n,) int32, 1 for the nearest neighbour of its query feature.
    """

    photo: NDArray[np.int64]
    query_index: NDArray[np.int32]
    feature: NDArray[np.int64]
    distance: NDArray[np.float32]
    weight: NDArray[np.float32]
    query_xy: NDArray[np.float32]
    query_scale: NDArray[np.float32]
    query_angle: NDArray[np.float32]
    result_xy: NDArray[np.float32]
    result_scale: NDArray[np.float32]
    result_angle: NDArray[np.float32]
    result_side: NDArray[np.float32]
    flipped: NDArray[np.bool_]
    rank: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.photo)

    def take(self, rows: NDArray[Any]) -> Matches:
        """The matches of the given rows (int or bool); the caller keeps them sorted."""
        return Matches(*(getattr(self, field.name)[rows] for field in fields(self)))

    @staticmethod
    def join(parts: list[Matches]) -> Matches:
        """All matches of several lots (search tiers), sorted again; ``query_index`` must not clash."""
        joined = [np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Matches)]
        matches = Matches(*joined)
        return matches.take(np.lexsort((matches.flipped, matches.photo)))


def rarity_weights(
    distances: NDArray[np.float32],
    clusters: NDArray[np.int64] | None = None,
    *,
    reference: int = REFERENCE,
    floor: float = 0.5,
    power: float = POWER,
) -> NDArray[np.float32]:
    """How much a match says: w = max(0, 1 − d²/d_ref²)^power.

    d_ref, the distance to a far neighbour of the same query feature, is the local density of descriptor
    space: patterns that are everywhere (sky, grass, text strokes, JPEG blocks) have all neighbours equally
    near, so all their weights come near 0.

    Args:
        distances: (q, k) float32 squared distances, ascending, inf where there are fewer.
        clusters: (q, k) int64, the duplicate cluster of each neighbour's photo: d_ref is then taken at a
            distinct cluster, or copies of the right answer would make it look common.
        reference: d_ref is the distance to this neighbour (or cluster), 1-based, or the last there is.
        floor: d_ref² is at least this many times its median over the query, for copies that nobody grouped.
        power: 2 for the weight squared, 1 for linear, 0 for none.

    Returns:
        (q, k) float32 in [0, 1]; 0 where the distance is inf.
    """
    finite = np.isfinite(distances)
    if distances.size == 0:
        return np.zeros(distances.shape, np.float32)
    if clusters is None:
        number = np.cumsum(finite, axis=1)
    else:
        number = np.cumsum(_first_of_its_cluster(clusters) & finite, axis=1)
    column = np.where(number >= reference, np.arange(distances.shape[1]), distances.shape[1])
    last = np.maximum(finite.sum(axis=1) - 1, 0)
    d_ref = distances[np.arange(len(distances)), np.minimum(column.min(axis=1), last)]
    d_ref = np.where(np.isfinite(d_ref), d_ref, 0.0)
    if (d_ref > 0).any():
        d_ref = np.maximum(d_ref, floor * np.median(d_ref[d_ref > 0]))
    d_ref = np.maximum(d_ref, 1e-6)[:, None]
    ratio = np.where(finite, distances, np.inf) / d_ref
    if power == 0:
        return finite.astype(np.float32)
    return np.asarray(np.maximum(0.0, 1.0 - ratio) ** power, np.float32)


def _first_of_its_cluster(clusters: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(q, k) bool: no earlier column of the row has the same cluster."""
    order = np.argsort(clusters, axis=1, kind="stable")
    ordered = np.take_along_axis(clusters, order, axis=1)
    new = np.ones(clusters.shape, bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.empty(clusters.shape, bool)
    np.put_along_axis(first, order, new, axis=1)
    return first


def build_matches(
    query: FeatureGeometry,
    hits: Hits,
    mirrored_hits: Hits | None,
    geometry: Geometry,
    *,
    neighbours: int = NEIGHBOURS,
    reference: int = REFERENCE,
    power: float = POWER,
    one_to_one: bool = True,
    clusters: Callable[[NDArray[np.int64]], NDArray[np.int64]] | None = None,
    first_index: int = 0,
) -> Matches:
    """Neighbours from the index, made one-to-one within each photo and weighted by rarity.

    Args:
        query: the query's features (not mirrored).
        hits: neighbours of the query's descriptors, one row a feature; more columns than ``neighbours`` (20,
            as ``reference`` says) let the rest say how rare a feature is.
        mirrored_hits: neighbours of the mirrored descriptors, in the same row order; None if not searched.
        geometry: how positions, scales and angles of the photos' features follow from the payload; and how
            large the photos are.
        neighbours: how many columns become matches. With ``clusters`` that many distinct clusters.
        reference: see ``rarity_weights``.
        power: likewise.
        one_to_one: False keeps every neighbour.
        clusters: photo ids → ids of their duplicate clusters.
        first_index: added to ``query_index``, to keep the features of several tiers apart.

    Returns:
        Matches of every photo that has any; one-to-one, there is at most one for each (query feature, photo,
        flipped), and one for each (photo's feature, flipped).

    Raises:
        ValueError: hits do not have one row for each query feature.
    """
    parts = []
    for found, flipped in ((hits, False), (mirrored_hits, True)):
        if found is None:
            continue
        if len(found.ids) != len(query.xy) or found.ids.shape != found.distances.shape:
            raise ValueError(f"{len(query.xy)} query features, but neighbours of {found.ids.shape}")
        parts.append(_kept(found, neighbours, reference, power, one_to_one, clusters, flipped))
    if not parts:
        raise ValueError("no neighbours were given")
    row, column, weight, flip = (np.concatenate([part[i] for part in parts]) for i in range(4))
    sources = [found for found in (hits, mirrored_hits) if found is not None]
    ids, distance, payload = (
        np.concatenate([getattr(found, name)[part[:2]] for found, part in zip(sources, parts, strict=True)])
        for name in ("ids", "distances", "payload")
    )
    photo = ids // FEATURES_PER_PHOTO
    order = np.argsort(photo, kind="stable")  # unflipped ones stand first already
    row, column, weight, flip = row[order], column[order], weight[order], flip[order]
    photo = photo[order]
    xy, scale, angle, side = geometry(photo, payload[order])
    return Matches(
        photo=photo,
        query_index=(row + first_index).astype(np.int32),
        feature=ids[order],
        distance=distance[order].astype(np.float32),
        weight=weight,
        query_xy=query.xy[row],
        query_scale=query.scale[row],
        query_angle=query.angle[row],
        result_xy=xy.astype(np.float32, copy=False),
        result_scale=scale.astype(np.float32, copy=False),
        result_angle=angle.astype(np.float32, copy=False),
        result_side=side.astype(np.float32, copy=False),
        flipped=flip,
        rank=(column + 1).astype(np.int32),
    )


def _kept(
    hits: Hits,
    neighbours: int,
    reference: int,
    power: float,
    one_to_one: bool,
    clusters: Callable[[NDArray[np.int64]], NDArray[np.int64]] | None,
    flipped: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], NDArray[np.bool_]]:
    """Rows, columns, weights and the flip flag of the neighbours to keep, nearest first."""
    group = None
    if clusters is not None:
        photo = np.where(hits.ids >= 0, hits.ids // FEATURES_PER_PHOTO, -1)
        photos, place = np.unique(photo, return_inverse=True)
        group = clusters(photos)[place.reshape(hits.ids.shape)]
    weight = rarity_weights(hits.distances, group, reference=reference, power=power)
    near = np.isfinite(hits.distances) & (hits.ids >= 0)
    if group is None:
        near[:, neighbours:] = False
    else:
        near &= np.cumsum(_first_of_its_cluster(group), axis=1) <= neighbours
    if not one_to_one:
        rows, places = np.nonzero(near)
        return rows, places, weight[rows, places], np.full(len(rows), flipped)
    # Rows are ascending, so the first column that shows a photo is its nearest feature.
    columns = int(np.flatnonzero(near.any(axis=0)).max(initial=0)) + 1
    photo = np.ascontiguousarray(hits.ids[:, :columns].T) // FEATURES_PER_PHOTO
    for column in range(1, columns):
        near[:, column] &= ~(photo[:column] == photo[column]).any(axis=0)
    rows, places = np.nonzero(near)
    # Then each feature of a photo keeps the query feature that is nearest to it, the first of equal ones.
    ids, distances = hits.ids[rows, places], hits.distances[rows, places]
    order = np.argsort(ids)
    start = np.flatnonzero(np.diff(ids[order], prepend=-1))
    if len(start):
        least = np.minimum.reduceat(distances[order], start)
        nearest = distances[order] == np.repeat(least, np.diff(start, append=len(ids)))
        kept = np.minimum.reduceat(np.where(nearest, order, len(ids)), start)
        rows, places = rows[kept], places[kept]
    return rows, places, weight[rows, places], np.full(len(rows), flipped)
