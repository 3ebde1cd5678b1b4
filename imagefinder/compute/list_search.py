"""Search of inverted lists of product-quantised residuals: the fused kernel and its NumPy twin.

A database vector x of list i is stored as m one-byte codes of ``R_i (x − c_i)`` (LOPQ, Kalantidis and Avrithis,
CVPR 2014, section 3); with identity rotations this is IVFADC (Jégou et al., TPAMI 2011), with one list plain ADC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute.device import Device, KernelBuildError
from imagefinder.compute.encode import words_and_norms

LANES = 64  # codes per block
CHUNK_BLOCKS = 512  # blocks of one list scanned before the next query: 512 kB of 16-byte codes stay in L2

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ResidualCoder:
    """What turns a vector of list i into the codes that the lists hold; d dimensions, m sub-spaces, K lists.

    Attributes:
        centres: (K, d) float32, c_i.
        rotations: (G, d, d) float32, orthogonal, y = R (x − c); None for the identity.
        rotation_of: (K,) int64, which rotation each list uses; None with ``rotations``.
        codebooks: (1, m, 256, d/m) float32 shared by all lists, or (K, m, 256, d/m) private ones. Words that are
            not in use are infinite.
    """

    centres: F32
    codebooks: F32
    rotations: F32 | None = None
    rotation_of: I64 | None = None

    @property
    def m(self) -> int:
        """Sub-spaces, which is bytes per code."""
        return self.codebooks.shape[1]

    def residuals(self, vectors: F32, lists: I64) -> F32:
        """(n, d) float32: y = R_i (x − c_i) of vectors (n, d) in lists (n,)."""
        y: F32 = vectors - self.centres[lists]
        if self.rotations is None or self.rotation_of is None:
            return y
        groups = self.rotation_of[lists]
        order = np.argsort(groups, kind="stable")
        bounds = np.searchsorted(groups[order], np.arange(len(self.rotations) + 1))
        for g in np.flatnonzero(np.diff(bounds)):
            rows = order[bounds[g] : bounds[g + 1]]
            y[rows] = y[rows] @ self.rotations[g].T
        return y

    def decode(self, codes: npt.NDArray[np.uint8], lists: I64) -> F32:
        """(n, d) float32: ŷ, the rotated residuals that codes (n, m) of lists (n,) stand for."""
        book = lists if len(self.codebooks) > 1 else np.zeros(len(codes), np.int64)
        parts = self.codebooks[book[:, None], np.arange(self.m)[None, :], codes]
        return parts.reshape(len(codes), -1)


@dataclass(frozen=True, slots=True)
class CodeLists:
    """Codes sorted by list, in blocks of 64, each list starting a block of its own.

    A *position* is block · 64 + lane.

    Attributes:
        blocks: (B, m, 64) uint8.
        list_block: (K + 1,) int64, first block of each list.
        row: (B · 64,) int64, which row of the caller's each position holds; −1 for padding.
        position: (n,) int64, where each row is.
        alive: (B,) uint64, a bit per lane: set where a row is that was not removed.
    """

    blocks: npt.NDArray[np.uint8]
    list_block: I64
    row: I64
    position: I64
    alive: npt.NDArray[np.uint64]

    @classmethod
    def build(
        cls, codes: npt.NDArray[np.uint8], lists: npt.NDArray[Any], K: int, alive: npt.NDArray[np.bool_] | None = None
    ) -> CodeLists:  # fmt: skip
        """Lay out codes (n, m) of lists (n,), with lists < K; ``alive`` (n,) leaves out removed rows."""
        n, m = codes.shape
        counts = np.bincount(lists, minlength=K)
        list_block = np.zeros(K + 1, np.int64)
        np.cumsum(-(-counts // LANES), out=list_block[1:])
        order = np.argsort(lists, kind="stable")
        firsts = np.cumsum(counts) - counts
        position = np.empty(n, np.int64)
        within = np.arange(n) - np.repeat(firsts, counts)
        position[order] = np.repeat(list_block[:-1] * LANES, counts) + within
        slots = int(list_block[-1]) * LANES
        row = np.full(slots, -1, np.int64)
        row[position] = np.arange(n)
        flat = np.zeros((slots, m), np.uint8)
        flat[position] = codes
        blocks = np.ascontiguousarray(flat.reshape(-1, LANES, m).transpose(0, 2, 1))
        return cls(blocks, list_block, row, position, alive_bits(row, alive))

    def codes(self, positions: I64) -> npt.NDArray[np.uint8]:
        """(…, m) uint8 codes at ``positions``."""
        return self.blocks[positions // LANES, :, positions % LANES]


def alive_bits(row: I64, alive: npt.NDArray[np.bool_] | None) -> npt.NDArray[np.uint64]:
    """(B,) uint64 from row (B · 64,) and a mask over rows (None: all of them)."""
    living = row >= 0
    if alive is not None and len(alive):
        living &= alive[np.maximum(row, 0)]
    return np.packbits(living.reshape(-1, LANES), axis=1, bitorder="little").view("<u8").ravel().astype(np.uint64)


class ListSearcher:
    """Nearest neighbours by asymmetric distance in ``lists``; immutable, safe from any thread.

    Distances are those of the float tables: the 8-bit tables only rule codes out, from below.
    """

    def __init__(self, device: Device, coder: ResidualCoder, lists: CodeLists) -> None:
        self.device, self.coder, self.lists = device, coder, lists
        self._arguments: tuple[str, list[Any], list[Any]] | None = None
        if device.kind == "cpu":
            try:
                self._arguments = _kernel_arguments(device, coder, lists)
            except KernelBuildError:
                self._arguments = None

    def search(self, queries: F32, probes: npt.NDArray[np.int64], k: int) -> tuple[F32, I64]:
        """The k nearest codes of each query among the lists that it probes.

        Args:
            queries: (q, d) float32.
            probes: (q, w) int64, lists to scan, nearest first; −1 for none.
            k: how many.

        Returns:
            distances (q, k) float32 squared, ascending, inf where there are fewer; positions (q, k) int64, −1 there.
        """
        if not len(queries) or not len(self.lists.row):
            return np.full((len(queries), k), np.inf, np.float32), np.full((len(queries), k), -1, np.int64)
        if self._arguments is None:
            return search_lists_numpy(self.coder, self.lists, queries, probes, k)
        return self._search_cpu(queries, probes, k)

    def _search_cpu(self, queries: F32, probes: npt.NDArray[np.int64], k: int) -> tuple[F32, I64]:
        assert self._arguments is not None
        options, tables, codes = self._arguments
        q = len(queries)
        groups, splits = _workers(q, self.device.info.compute_units, probes, self.lists.list_block)
        jobs, starts = _jobs(q, probes, self.lists.list_block, groups, splits)
        worker_split = np.tile(np.arange(splits, dtype=np.uint32), groups)
        edges = np.linspace(0, q, groups + 1).astype(np.uint32)
        heaps = np.repeat(np.stack([edges[:-1], edges[1:]], axis=1), splits, axis=0)
        distances = np.full((q * splits, k), np.inf, np.float32)
        positions = np.full((q * splits, k), 0xFFFFFFFF, np.uint32)
        scanned = np.zeros(groups * splits, np.float32)
        dev = self.device
        dev.run(
            "list_search", options, "list_search", groups * splits, 1,
            [
                dev.read(_padded(queries)), dev.read(starts), dev.read(jobs), dev.read(worker_split),
                np.uint32(splits), *tables, *codes, np.uint32(k), dev.write(distances), dev.write(positions),
                dev.read(np.ascontiguousarray(heaps)), dev.write(scanned),
            ],
        )  # fmt: skip
        found = np.where(positions == 0xFFFFFFFF, np.int64(-1), positions.astype(np.int64))
        if splits > 1:
            distances, found = merge_rows(distances.reshape(q, -1), found.reshape(q, -1), k)
        return distances, found


def merge_rows(distances: F32, positions: I64, k: int) -> tuple[F32, I64]:
    """The k smallest of each row of (q, c) candidates by (distance, position); −1 positions stand last."""
    order = np.lexsort((positions, distances), axis=1)[:, :k]
    return np.take_along_axis(distances, order, 1), np.take_along_axis(positions, order, 1)


def _padded(array: F32) -> F32:
    """(…, d) with zeros up to a multiple of 16 in the last axis."""
    extra = -array.shape[-1] % 16
    if not extra:
        return np.ascontiguousarray(array, np.float32)
    return np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, extra)])


def _kernel_arguments(device: Device, coder: ResidualCoder, lists: CodeLists) -> tuple[str, list[Any], list[Any]]:
    K, d = coder.centres.shape
    books, m, _, ds = coder.codebooks.shape
    dp = d + -d % 16
    flags = [f"-DM={m}", f"-DDS={ds}", f"-DDP={dp}"]
    flags += [f"-DROTATE={int(coder.rotations is not None)}", f"-DPRIVATE={int(books > 1)}"]
    if device.wide_tables:
        flags.append("-DVBMI")
    options = " ".join(flags)
    device.program("list_search", options)
    if coder.rotations is None or coder.rotation_of is None:
        rotations, rotation_of = np.zeros(1, np.float32), np.zeros(K, np.uint32)
    else:
        rotations = np.zeros((len(coder.rotations), dp, dp), np.float32)
        rotations[:, :d, :d] = coder.rotations.transpose(0, 2, 1)
        rotation_of = coder.rotation_of.astype(np.uint32)
    words, norms = words_and_norms(coder.codebooks)
    tables = [_padded(coder.centres), rotation_of, rotations, words.transpose(0, 1, 3, 2), norms]
    assert len(lists.row) < 0xFFFFFFFF
    read = device.read
    return options, [read(np.ascontiguousarray(t)) for t in tables], [read(lists.blocks), read(lists.alive)]


def _workers(q: int, units: int, probes: npt.NDArray[np.int64], list_block: I64) -> tuple[int, int]:
    """How many query groups, and how many workers share each group's lists."""
    if q >= 4 * units:
        return min(q // 2, 4 * units), 1
    per_query = (np.diff(list_block)[np.maximum(probes, 0)] * (probes >= 0)).sum() / q
    return q, (units if q < units and per_query > 64 else 1)


def _jobs(
    q: int, probes: npt.NDArray[np.int64], list_block: I64, groups: int, splits: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:  # fmt: skip
    """Jobs (j, 4) uint32 of query, list, first and end block, and the first job of each worker (groups · splits + 1).

    Nearest lists come first, so that the k-th distance falls early; then list by list, all queries of the group
    together, so that a list's codes and rotation are read once.
    """
    query, rank = np.nonzero(probes >= 0)
    lists = probes[query, rank]
    first, end = list_block[lists], list_block[lists + 1]
    parts = np.maximum(-(-(end - first) // CHUNK_BLOCKS), splits) * (end > first)
    of = np.repeat(np.arange(len(query)), parts)
    part = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
    query, lists, length = query[of], lists[of], (end - first)[of]
    begin = first[of] + length * part // parts[of]
    finish = first[of] + length * (part + 1) // parts[of]
    group = np.searchsorted(np.linspace(0, q, groups + 1).astype(np.int64), query, side="right") - 1
    worker = group * splits + part % splits
    late = (rank[of] > 0) | (part >= splits)
    order = np.lexsort((query, part, lists, late, worker))
    jobs = np.stack([query, lists, begin, finish], axis=1)[order].astype(np.uint32)
    starts = np.searchsorted(worker[order], np.arange(groups * splits + 1)).astype(np.uint32)
    return jobs if len(jobs) else np.zeros((1, 4), np.uint32), starts


def search_lists_numpy(
    coder: ResidualCoder, lists: CodeLists, queries: F32, probes: npt.NDArray[np.int64], k: int
) -> tuple[F32, I64]:
    """The twin of ``ListSearcher.search`` in NumPy: list by list, decode the codes and multiply matrices."""
    q = len(queries)
    best = np.full((q, k), np.inf, np.float32)
    where = np.full((q, k), -1, np.int64)
    query, rank = np.nonzero(probes >= 0)
    at = probes[query, rank]
    order = np.argsort(at, kind="stable")
    query, at = query[order], at[order]
    edges = np.flatnonzero(np.diff(at, prepend=-1, append=-1))
    for begin, end in zip(edges[:-1], edges[1:], strict=True):
        i = int(at[begin])
        rows = query[begin:end]
        first, last = int(lists.list_block[i]) * LANES, int(lists.list_block[i + 1]) * LANES
        bits = lists.alive[first // LANES : last // LANES].astype("<u8").view(np.uint8)
        positions = first + np.flatnonzero(np.unpackbits(bits, bitorder="little"))
        if not len(positions):
            continue
        y = coder.residuals(queries[rows], np.full(len(rows), i))
        for start in range(0, len(positions), 65536):
            part = positions[start : start + 65536]
            x = coder.decode(lists.codes(part), np.full(len(part), i))
            d = (y * y).sum(1)[:, None] - 2 * (y @ x.T) + (x * x).sum(1)[None, :]
            if d.shape[1] > k:
                near = np.argpartition(d, k - 1, axis=1)[:, :k]
                d, found = np.take_along_axis(d, near, 1), part[near]
            else:
                found = np.broadcast_to(part, d.shape)
            merged = np.concatenate([best[rows], d], axis=1), np.concatenate([where[rows], found], axis=1)
            best[rows], where[rows] = merge_rows(*merged, k)
    return best, where
