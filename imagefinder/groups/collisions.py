"""Shared parts of pictures found by joining the whole collection's local features with themselves.

Features of different pictures that fall into one cell of a random hash are tentative matches; OS2OS
verifies those of one picture with all others at once. Nothing is looked up picture by picture: the cost is
that of sorting, whatever the number of pairs, and it needs no trained index.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imagefinder.features import LOCAL_DIM, LocalFeatures
from imagefinder.groups.candidates import MIRROR, typical_descriptor
from imagefinder.groups.collection import Contents
from imagefinder.jobs import JobControl
from imagefinder.matching import Matches, get_verifier

WIDTH = 32
TABLES = 28
FEWEST_MEETINGS = 3
LARGEST_CELL = 8
_BLOCK = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class _Features:
    """All features: descriptors (m, 128) uint8; geometry (m, 4) float32: x, y, scale, angle; owner rows
    (m,) int32.
    """

    descriptors: NDArray[np.uint8]
    geometry: NDArray[np.float32]
    owner: NDArray[np.int32]


def shared_parts(
    contents: Contents, ids: NDArray[np.int64], control: JobControl | None = None, *, seed: int = 0
) -> Iterator[tuple[int, int, float]]:
    """Pairs of contents that may show one object: first, second, and the object's score by OS2OS.

    Args:
        contents: where the features are.
        ids: (n,) content ids to join, ascending.
        control: pause and cancel.
        seed: of the random tables.
    """
    features = _gather(contents, ids, control)
    if len(features.owner) == 0:
        return
    met = _meetings(features, control, seed)
    both = np.concatenate([met, met[:, [1, 0, 2]]])
    owner = features.owner
    both = both[np.lexsort((both[:, 2], owner[both[:, 1]], owner[both[:, 0]]))]
    bounds = np.searchsorted(owner[both[:, 0]], np.arange(len(ids) + 1))
    verifier = get_verifier("os2os")
    best: dict[tuple[int, int], float] = {}
    for row in range(len(ids)):
        if control is not None and row % 32 == 0:
            control.check()
        part = both[bounds[row] : bounds[row + 1]]
        facts = contents.facts(int(ids[row]))
        if len(part) < 2 or facts is None:
            continue
        for photo in verifier.verify(_matches(features, part), facts.size):
            score = max((item.score for item in photo.objects), default=0.0)
            if score > 0:
                key = (min(row, photo.photo), max(row, photo.photo))
                best[key] = max(best.get(key, 0.0), score)
    for (i, j), score in sorted(best.items()):
        yield int(ids[i]), int(ids[j]), score


def _gather(contents: Contents, ids: NDArray[np.int64], control: JobControl | None) -> _Features:
    descriptors, geometry, owner = [], [], []
    contents.fetch(ids.tolist())
    for row, content in enumerate(ids.tolist()):
        if control is not None and row % 64 == 0:
            control.check()
        details = contents.details(content)
        vectors, packed = contents.descriptors(content)
        if details is None or len(vectors) == 0:
            continue
        xy, scale, angle = LocalFeatures.unpack_geometry(packed, (details.width, details.height))
        descriptors.append(vectors)
        geometry.append(np.column_stack([xy, scale, angle]).astype(np.float32))
        owner.append(np.full(len(vectors), row, np.int32))
    if not owner:
        return _Features(
            np.empty((0, LOCAL_DIM), np.uint8), np.empty((0, 4), np.float32), np.empty(0, np.int32)
        )
    return _Features(np.concatenate(descriptors), np.concatenate(geometry), np.concatenate(owner))


def _meetings(features: _Features, control: JobControl | None, seed: int) -> NDArray[np.int64]:
    """(k, 3) rows of two features of different contents that met in a cell, and whether one is mirrored."""
    rng = np.random.default_rng(seed)
    m = len(features.owner)
    # Finer cells for larger collections, as in ``candidates``: chance meetings then grow with m, not with m².
    width = WIDTH + max(0, math.ceil(1.5 * math.log2(m / 1_000_000))) if m > 1_000_000 else WIDTH
    centre = typical_descriptor(features.descriptors, rng)
    even = width // 2
    power = (np.uint64(1) << np.arange(width, dtype=np.uint64)).astype(np.uint64)
    odd = np.uint64(int(power[even:].sum()))
    lots = [np.empty(0, np.int64)]
    for _ in range(TABLES):
        if control is not None:
            control.check()
        planes = rng.standard_normal((LOCAL_DIM, width)).astype(np.float32)
        planes[:, :even] += planes[MIRROR][:, :even]
        planes[:, even:] -= planes[MIRROR][:, even:]
        keys = np.empty(m, np.uint64)
        flips = np.empty(m, bool)
        for start in range(0, m, _BLOCK):
            part = slice(start, start + _BLOCK)
            bits = (features.descriptors[part].astype(np.float32) - centre) @ planes > 0
            packed = np.packbits(bits, axis=1, bitorder="little")
            padded = np.zeros((len(packed), 8), np.uint8)
            padded[:, : packed.shape[1]] = packed
            key = padded.view("<u8").astype(np.uint64).reshape(-1)
            flips[part] = (key & power[even]) > 0
            keys[part] = np.where(flips[part], key ^ odd, key)
        lots.append(_pairs_of_cells(keys, flips, features.owner))
    found = np.unique(np.concatenate(lots))
    pairs, mirrored = found // 2, found % 2
    met = np.column_stack([pairs // m, pairs % m, mirrored])
    # Two contents that met once or twice met by chance; leaving them out makes the rest quick to verify.
    count = np.int64(features.owner[-1]) + 1
    low, high = np.sort(features.owner[met[:, :2]].astype(np.int64), axis=1).T
    _, place, size = np.unique(low * count + high, return_inverse=True, return_counts=True)
    return np.asarray(met[size[place] >= FEWEST_MEETINGS])


def _pairs_of_cells(
    keys: NDArray[np.uint64], flips: NDArray[np.bool_], owner: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Keys ``(i * m + j) * 2 + mirrored`` of the features i < j that share a cell, of different contents."""
    m = np.int64(len(keys))
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    start = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    size = np.diff(np.r_[start, len(ordered)])
    found = [np.empty(0, np.int64)]
    for count in range(2, LARGEST_CELL + 1):
        members = order[start[size == count][:, None] + np.arange(count)]
        a, b = np.triu_indices(count, 1)
        i, j = members[:, a].reshape(-1), members[:, b].reshape(-1)
        apart = owner[i] != owner[j]
        i, j = i[apart], j[apart]
        i, j = np.minimum(i, j), np.maximum(i, j)
        found.append((i * m + j) * 2 + (flips[i] ^ flips[j]))
    return np.concatenate(found)


def _matches(features: _Features, part: NDArray[np.int64]) -> Matches:
    query, other, flipped = part[:, 0], part[:, 1], part[:, 2] > 0
    n = len(part)
    here, there = features.geometry[query], features.geometry[other]
    return Matches(
        photo=features.owner[other].astype(np.int64),
        query_index=query.astype(np.int32),
        feature=other.astype(np.int64),
        distance=np.zeros(n, np.float32),
        weight=np.ones(n, np.float32),
        query_xy=here[:, :2],
        query_scale=here[:, 2],
        query_angle=here[:, 3],
        result_xy=there[:, :2],
        result_scale=there[:, 2],
        result_angle=there[:, 3],
        flipped=flipped,
        rank=np.ones(n, np.int32),
    )
