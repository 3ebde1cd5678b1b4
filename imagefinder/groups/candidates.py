"""Which contents are worth comparing: a self-join of the collection whose cost grows with its size, not
with its square.

Three nets, each cheap, each catching what the others miss:

* perceptual hashes under all eight turns and mirrorings, joined by equal parts of the hash
(locality-sensitive hashing by
  bit sampling: Indyk, Motwani, STOC 1998);
* the nearest neighbours of each global vector in the library's index;
* local descriptors that fall into one cell of a random sign hash (Charikar, STOC 2002) in several tables:
two contents
  that share several cells share a part of a picture, wherever it lies in them.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imagefinder.features import LOCAL_DIM, LocalFeatures
from imagefinder.groups.collection import Contents, GroupedLibrary
from imagefinder.jobs import JobControl

I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]

HASH_DISTANCE = 10
HASH_TABLES = 14
NEIGHBOURS = 6
FRAME_DISTANCE = 22
"""Whole frames that agree at all have hashes, in some pose, that differ in fewer bits: at a correlation of
0.72, the least ``alignment.align_frames`` takes, 16 of 64 signs differ on average, of unrelated ones 32."""
FEATURES = 160
LARGEST_CELL = 12
FEWEST_VOTES = 3
_BLOCK = 512
_PHOTOS = 128
_ROWS = 2560
_SORTERS = 2
_MEETINGS = 4_000_000
_KEY_BYTES = 400_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs worth comparing, first < second, the most promising first.

    Attributes:
        first: (n,) int64 content ids.
        second: (n,) int64.
        votes: (n,) int64, shared cells of local descriptors.
        whole: (n,) bool, found by hash or global vector: the whole frames may agree.
    """

    first: I64
    second: I64
    votes: I64
    whole: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.first)


def find_candidates(
    library: GroupedLibrary, contents: Contents, control: JobControl | None = None, *, seed: int = 0
) -> Candidates:
    """Join the collection with itself.

    Args:
        library: for its global index.
        contents: its living contents.
        control: pause and cancel.
        seed: of the random tables; the same seed gives the same pairs.
    """
    ids, hashes = contents.hashes()
    alike = join_vectors(library, ids, control)
    whole = [join_hashes(ids, hashes, seed=seed), alike[_may_agree(alike, hashes)]]
    pairs, votes = join_descriptors(contents, ids, control, seed=seed)
    frames = np.unique(np.concatenate(whole))
    keys = np.union1d(frames, pairs)
    count = np.zeros(len(keys), np.int64)
    count[np.searchsorted(keys, pairs)] = votes
    is_whole = np.isin(keys, frames, assume_unique=True)
    order = np.lexsort((keys, -count))
    keys, count, is_whole = keys[order], count[order], is_whole[order]
    n = np.int64(max(1, len(ids)))
    return Candidates(ids[keys // n], ids[keys % n], count, is_whole)


def hash_variants(hashes: U64) -> list[U64]:
    """The hashes that mirrored and turned versions of the pictures would have, without their pixels.

    The hash holds signs of cosine coefficients (u, v) from 1 to 8. Mirroring left and right turns the sign
    of those with odd horizontal frequency; turning by a quarter exchanges u and v and mirrors. (The signs
    are taken against the median, which is nearly zero, so a few bits may differ.)

    Args:
        hashes: (n,) uint64, row by row from the lowest frequencies, first bit highest.

    Returns:
        Seven (n,) uint64: all of the eight but the hash itself.
    """
    bits = np.unpackbits(hashes.astype(">u8").view(np.uint8)).reshape(-1, 8, 8)
    odd = np.arange(1, 9) % 2 == 1
    found = []
    for transposed in (False, True):
        base = bits.transpose(0, 2, 1) if transposed else bits
        for flip_x in (False, True):
            for flip_y in (False, True):
                if not (transposed or flip_x or flip_y):
                    continue
                turned = base ^ (odd[None, None, :] & flip_x) ^ (odd[None, :, None] & flip_y)
                packed = np.packbits(turned.astype(np.uint8).reshape(-1, 64), axis=1)
                found.append(packed.reshape(-1).view(">u8").astype(np.uint64))
    return found


def join_hashes(ids: I64, hashes: U64, distance: int = HASH_DISTANCE, *, seed: int = 0) -> I64:
    """Pairs of rows whose hashes, in any of the eight poses, differ in at most ``distance`` bits.

    Args:
        ids: (n,) content ids, for their number only.
        hashes: (n,) uint64.
        distance: bits.
        seed: of the sampled bits.

    Returns:
        Unique keys ``i * n + j`` of rows i < j. Pairs near the limit may be missed, close ones hardly ever.
    """
    n = len(ids)
    if n < 2:
        return np.empty(0, np.int64)
    width = int(np.clip(math.ceil(math.log2(n)) + 1, 8, 20))
    rng = np.random.default_rng(seed)
    poses = [hashes, *hash_variants(hashes)]
    rows = np.arange(n, dtype=np.int64)
    found = [np.empty(0, np.int64)]
    for _ in range(HASH_TABLES):
        mask = np.uint64(sum(1 << int(bit) for bit in rng.choice(64, width, replace=False)))
        plain = hashes & mask
        order = np.argsort(plain, kind="stable")
        ordered = plain[order]
        for pose in poses:
            low = np.searchsorted(ordered, pose & mask, "left")
            high = np.searchsorted(ordered, pose & mask, "right")
            # A cell that very many share (empty pictures, one repeated scan) would make it a square again.
            count = np.minimum(high - low, 4 * LARGEST_CELL)
            i = np.repeat(rows, count)
            offset = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
            j = order[np.repeat(low, count) + offset]
            near = np.bitwise_count(pose[i] ^ hashes[j]) <= distance
            i, j = i[near], j[near]
            i, j = np.minimum(i, j), np.maximum(i, j)
            found.append((i * n + j)[i < j])
    return np.unique(np.concatenate(found))


def join_vectors(library: GroupedLibrary, ids: I64, control: JobControl | None = None) -> I64:
    """Each content with its nearest neighbours by global vector: keys ``i * n + j`` of rows i < j."""
    n = len(ids)
    index = library.global_index
    if n < 2 or len(index) < 2:
        return np.empty(0, np.int64)
    rows = np.flatnonzero(index.contains(ids))
    found = [np.empty(0, np.int64)]
    for start in range(0, len(rows), _BLOCK):
        if control is not None:
            control.check()
        part = rows[start : start + _BLOCK]
        hits = index.search(index.vectors(ids[part]).astype(np.float32), NEIGHBOURS + 1)
        j = np.searchsorted(ids, hits.ids)
        j = np.minimum(j, n - 1)
        valid = ids[j] == hits.ids
        i = np.broadcast_to(part[:, None], j.shape)
        low, high = np.minimum(i, j)[valid], np.maximum(i, j)[valid]
        found.append((low * n + high)[low < high])
    return np.unique(np.concatenate(found))


def _may_agree(keys: I64, hashes: U64) -> NDArray[np.bool_]:
    """(k,) bool: whether the frames of the pairs ``i * n + j`` may agree in any of the eight poses."""
    n = np.int64(max(1, len(hashes)))
    first, second = hashes[keys // n], hashes[keys % n]
    nearest = np.bitwise_count(first ^ second)
    for pose in hash_variants(first):
        nearest = np.minimum(nearest, np.bitwise_count(pose ^ second))
    return np.asarray(nearest <= FRAME_DISTANCE)


def join_descriptors(
    contents: Contents, ids: I64, control: JobControl | None = None, *, seed: int = 0
) -> tuple[I64, I64]:
    """Pairs of contents that share cells of local descriptors.

    The more contents there are, the finer are the cells, so that chance meetings grow with the number of
    contents and not of their pairs. Memory is bounded: tables are made in as many passes over the
    descriptors as it takes.

    Returns:
        Unique keys ``i * n + j`` of rows i < j with at least three votes, and the votes.
    """
    n = len(ids)
    if n < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    finer = math.ceil(1.5 * math.log2(max(n, 256) / 256))
    width, tables = 34 + finer, 16 + finer
    features = FEATURES if n <= 20_000 else 96
    hashing = _Hashing(contents, ids, width, features, seed)
    at_once = int(np.clip(_KEY_BYTES // (8 * n * features), 1, tables))
    meetings = _Meetings()
    with ThreadPoolExecutor(min(_SORTERS, os.cpu_count() or 1), thread_name_prefix="join") as pool:
        for start in range(0, tables, at_once):
            for pairs in pool.map(_Joining(n), hashing.cells(min(at_once, tables - start), control)):
                meetings.add(pairs)
    return meetings.often(FEWEST_VOTES)


class _Meetings:
    """How often pairs met; counted whenever so many have come together, so that memory stays bounded."""

    def __init__(self) -> None:
        self._new: list[I64] = []
        self._keys, self._counts = np.empty(0, np.int64), np.empty(0, np.int64)

    def add(self, keys: I64) -> None:
        """Count the pairs, one entry a meeting."""
        self._new.append(keys)
        if sum(map(len, self._new)) > max(_MEETINGS, len(self._keys)):
            self._count()

    def _count(self) -> None:
        new, counts = np.unique(np.concatenate(self._new), return_counts=True)
        self._new = []
        place = np.searchsorted(self._keys, new)
        known = _among(new, self._keys, place)
        self._counts[place[known]] += counts[known]
        keys, counts = new[~known], counts[~known]
        where = place[~known]
        self._keys, self._counts = (
            np.insert(self._keys, where, keys),
            np.insert(self._counts, where, counts),
        )

    def often(self, least: int) -> tuple[I64, I64]:
        """The pairs that met at least so often, ascending, and how often."""
        if self._new:
            self._count()
        strong = self._counts >= least
        return self._keys[strong], self._counts[strong]


def _among(keys: I64, ordered: I64, place: I64) -> NDArray[np.bool_]:
    """(n,) bool: which keys stand at their place among others in ascending order."""
    found = np.zeros(len(keys), bool)
    inside = place < len(ordered)
    found[inside] = ordered[place[inside]] == keys[inside]
    return found


class _Hashing:
    """Random sign hashes of descriptors that are the same for a picture and its mirror image.

    Half of the planes are symmetric under the exchange of entries that mirroring a picture does to a
    descriptor, half antisymmetric: mirroring then turns exactly the bits of the second half, and turning
    them all when the first of them is set makes one key of both.
    """

    def __init__(self, contents: Contents, ids: I64, width: int, features: int, seed: int) -> None:
        self._contents = contents
        self._ids = ids
        self._width = width
        self._features = features
        self._rng = np.random.default_rng(seed)
        self._centre = _typical(contents, ids, self._rng)

    def cells(self, tables: int, control: JobControl | None) -> U64:
        """(tables, m) for every chosen descriptor its cell under new random planes, and in the lowest bits
        the row of the content that it is of, see ``owner_bits``.
        """
        even = self._width // 2
        planes = self._rng.standard_normal((LOCAL_DIM, tables, self._width)).astype(np.float32)
        # A symmetric plane sees of two mirrored entries their sum, an antisymmetric one their difference:
        # half the entries are left to multiply with.
        symmetric = (planes + planes[MIRROR])[_HALF, :, :even].reshape(len(_HALF), -1)
        antisymmetric = (planes - planes[MIRROR])[_HALF, :, even:].reshape(len(_HALF), -1)
        power = (np.uint64(1) << np.arange(self._width, dtype=np.uint64)).astype(np.uint64)
        odd = np.uint64(int(power[even:].sum()))
        most = len(self._ids) * self._features
        cells = np.empty((tables, most), np.uint64)
        filled, shift = 0, np.uint64(owner_bits(len(self._ids)))
        bits = np.zeros((_ROWS, tables, 64), bool)
        for start in range(0, len(self._ids), _PHOTOS):
            if control is not None:
                control.check()
            part = self._ids[start : start + _PHOTOS].tolist()
            chosen, owner = self._contents.largest_descriptors(part, self._features)
            for low in range(0, len(chosen), _ROWS):
                centred = chosen[low : low + _ROWS].astype(np.float32) - self._centre
                now = len(centred)
                one, other = centred[:, _HALF], centred[:, MIRROR[_HALF]]
                signs = ((one + other) @ symmetric).reshape(now, tables, even)
                np.greater(signs, 0, out=bits[:now, :, :even])
                signs = ((one - other) @ antisymmetric).reshape(now, tables, self._width - even)
                np.greater(signs, 0, out=bits[:now, :, even : self._width])
                packed = np.packbits(bits[:now].reshape(-1), bitorder="little")
                keys = packed.view("<u8").astype(np.uint64).reshape(now, tables).T
                # Where there is no room for both in one number, cells lose some of their bits.
                keys = np.where(keys & power[even], keys ^ odd, keys) << shift
                rows = owner[low : low + now] + start
                cells[:, filled : filled + now] = keys | rows.astype(np.uint64)
                filled += now
        return cells[:, :filled]


def _typical(contents: Contents, ids: I64, rng: np.random.Generator) -> NDArray[np.float32]:
    """The mean descriptor of a sample: cells of centred vectors are more evenly filled."""
    sample = [contents.descriptors(int(i))[0] for i in rng.choice(ids, min(64, len(ids)), replace=False)]
    return typical_descriptor(np.concatenate(sample), rng)


def typical_descriptor(vectors: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float32]:
    """(128,) float32: the mean of some descriptors, the same for the mirrored pictures."""
    if len(vectors) == 0:
        return np.zeros(LOCAL_DIM, np.float32)
    some = vectors[rng.choice(len(vectors), min(len(vectors), 20_000), replace=False)].astype(np.float32)
    mean = some.mean(axis=0)
    return np.asarray((mean + mean[MIRROR]) / 2, np.float32)


def _mirror_order() -> NDArray[np.int64]:
    """How the entries of a descriptor are exchanged in the mirrored picture."""
    one = LocalFeatures(
        np.zeros((1, 2), np.float32),
        np.ones(1, np.float32),
        np.zeros(1, np.float32),
        np.arange(LOCAL_DIM, dtype=np.uint8)[None],
    )
    return np.asarray(one.mirrored(1).descriptors[0], np.int64)


MIRROR = _mirror_order()
_HALF = np.flatnonzero(np.arange(LOCAL_DIM) < MIRROR)


def owner_bits(n: int) -> int:
    """How many bits the rows of n contents take."""
    return max(1, (n - 1).bit_length())


@dataclass(frozen=True, slots=True)
class _Joining:
    """Finds which of n contents meet in the cells of one table."""

    n: int

    def __call__(self, packed: U64) -> I64:
        return _join_cells(packed, self.n)


def _join_cells(packed: U64, n: int) -> I64:
    """Keys of the pairs of contents that meet in a cell, once for each meeting; over-full cells say
    nothing.

    Args:
        packed: (m,) cells and the owners of what lies in them, as ``_Hashing.cells`` has it; sorted in place.
        n: number of contents.
    """
    packed.sort()
    mask = np.uint64((1 << owner_bits(n)) - 1)
    same = (packed[1:] ^ packed[:-1]) <= mask  # whether one and the next lie in one cell
    before, after = np.r_[False, same[:-1]], np.r_[same[1:], False]
    start, last = np.flatnonzero(same & ~before), np.flatnonzero(same & ~after)
    size = last - start + 2
    found: list[I64] = []
    for count in range(2, LARGEST_CELL + 1):
        chosen = start[size == count]
        if len(chosen) == 0:
            continue
        member = (packed[chosen[:, None] + np.arange(count)] & mask).astype(np.int64)
        a, b = np.triu_indices(count, 1)
        low, high = member[:, a].reshape(-1), member[:, b].reshape(-1)  # ascending within a cell
        found.append((low * n + high)[low < high])
    return np.concatenate(found) if found else np.empty(0, np.int64)


def blocks(candidates: Candidates, size: int = 256) -> Iterator[slice]:
    """Slices through the candidates, for work that reports and can stop between them."""
    for start in range(0, len(candidates), size):
        yield slice(start, min(start + size, len(candidates)))
