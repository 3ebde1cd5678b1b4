"""Search of inverted lists of product-quantised residuals: the fused kernel and its NumPy twin.

A database vector x of list i is stored as m one-byte codes of ``R_i (x − c_i)`` (LOPQ, Kalantidis and
Avrithis, CVPR 2014, section 3); with identity rotations this is IVFADC (Jégou et al., TPAMI 2011), with one
list plain ADC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute.device import Device, KernelBuildError
from imagefinder.compute.encode import UNUSED, encode_numpy, words_and_norms
from imagefinder.compute.list_plan import LANES, plan_jobs, share
from imagefinder.compute.nearest import CentroidFinder, squared_norms

ENCODE_CHUNK = 256  # vectors per work-item
GROUP = 128  # work-items of a GPU's work-group
GPU_DISTANCES = 1 << 26  # that a GPU keeps at a time
NOTHING = np.uint32(0xFFFFFFFF)

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ResidualCoder:
    """What turns a vector of list i into the codes that the lists hold; d dimensions, m sub-spaces, K lists.

    Attributes:
        centres: (K, d) float32, c_i.
        rotations: (G, d, d) float32, orthogonal, y = R (x − c); None for the identity.
        rotation_of: (K,) int64, which rotation each list uses; None with ``rotations``.
        codebooks: (1, m, 256, d/m) float32 shared by all lists, or (K, m, 256, d/m) private ones. Words that
            are not in use are infinite.
    """

    centres: F32
    codebooks: F32
    rotations: F32 | None = None
    rotation_of: I64 | None = None

    @property
    def m(self) -> int:
        """Sub-spaces, which is bytes per code."""
        return int(self.codebooks.shape[1])

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
        return parts.reshape(len(codes), self.centres.shape[1])


@dataclass(frozen=True, slots=True)
class CodeLists:
    """Codes sorted by list, in blocks of 64; lists follow one another without padding. n codes of m bytes, K
    lists.

    A *position* counts codes in this order: block · 64 + lane.

    Attributes:
        blocks: (⌈n/64⌉, m, 64) uint8.
        start: (K + 1,) int64, first position of each list.
        alive: (⌈n/64⌉,) uint64, a bit per lane: set where the code was not removed.
    """

    blocks: npt.NDArray[np.uint8]
    start: I64
    alive: npt.NDArray[np.uint64]

    @classmethod
    def build(cls, codes: npt.NDArray[np.uint8], lists: npt.NDArray[Any], K: int) -> tuple[CodeLists, I64]:
        """Lay out codes (n, m) of lists (n,), with lists < K.

        Returns:
            The lists, and (n,) int64: which of the given rows stands at each position (ascending within a
            list).
        """
        start = np.zeros(K + 1, np.int64)
        np.cumsum(np.bincount(lists, minlength=K), out=start[1:])
        order = np.argsort(lists, kind="stable")
        return cls(interleave(codes[order]), start, alive_bits(np.ones(len(codes), np.bool_))), order

    def __len__(self) -> int:
        return int(self.start[-1])

    def codes(self, positions: I64) -> npt.NDArray[np.uint8]:
        """(…, m) uint8 codes at ``positions``."""
        return self.blocks[positions // LANES, :, positions % LANES]

    def lists_of(self, positions: I64) -> I64:
        """Which list each position belongs to."""
        return np.searchsorted(self.start, positions, side="right") - 1

    def without(self, positions: I64) -> CodeLists:
        """The same lists with these positions dead."""
        alive = self.alive.copy()
        np.bitwise_and.at(alive, positions // LANES, ~(np.uint64(1) << (positions % LANES).astype(np.uint64)))
        return replace(self, alive=alive)

    def living(self) -> npt.NDArray[np.bool_]:
        """(n,) bool over positions."""
        bits = np.unpackbits(self.alive.astype("<u8").view(np.uint8), bitorder="little")
        return bits[: len(self)].astype(np.bool_)


def interleave(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """(⌈n/64⌉, m, 64) blocks of codes (n, m), zeros at the end."""
    n, m = codes.shape
    flat = np.zeros((-(-n // LANES) * LANES, m), np.uint8)
    flat[:n] = codes
    return np.ascontiguousarray(flat.reshape(-1, LANES, m).transpose(0, 2, 1))


def alive_bits(alive: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """(⌈n/64⌉,) uint64 from a mask over n positions."""
    padded = np.zeros(-(-len(alive) // LANES) * LANES, np.bool_)
    padded[: len(alive)] = alive
    return np.packbits(padded, bitorder="little").view("<u8").astype(np.uint64)


class CoderOnDevice:
    """A ``ResidualCoder`` laid out for a device's kernels; shared by every set of lists that it encoded."""

    def __init__(self, coder: ResidualCoder, device: Device, *, gpu: bool | None = None) -> None:
        """Lay it out; ``gpu`` forces a GPU's kernels on (or off), which any OpenCL device can run."""
        self.coder, self.device = coder, device
        self.gpu = device.kind == "gpu" if gpu is None else gpu
        self.options: str | None = None
        self.tables: list[Any] = []
        self.search_tables: list[Any] = []
        self.kin = np.zeros(len(coder.centres), np.int64)
        self.mean: F32 = coder.centres.mean(axis=0, dtype=np.float64).astype(np.float32)
        if device.kind == "numpy":
            return
        K, d = coder.centres.shape
        books, m, _, ds = coder.codebooks.shape
        dp = d + -d % 16
        flags = f"-DM={m} -DDS={ds} -DDP={dp}"
        flags += f" -DROTATE={int(coder.rotations is not None)} -DPRIVATE={int(books > 1)}"
        options = flags + (f" -DGROUP={GROUP}" if self.gpu else "")
        try:
            for source in ("gpu_scan", "gpu_select") if self.gpu else ("list_search",):
                device.program(source, options)
        except KernelBuildError:
            return
        if coder.rotations is None or coder.rotation_of is None:
            rotations, rotation_of = np.zeros(1, np.float32), np.zeros(K, np.uint32)
        else:
            rotations = np.zeros((len(coder.rotations), dp, dp), np.float32)
            rotations[:, :d, :d] = coder.rotations.transpose(0, 2, 1)
            rotation_of = coder.rotation_of.astype(np.uint32)
        words, norms = words_and_norms(coder.codebooks)
        transposed = np.ascontiguousarray(words.transpose(0, 1, 3, 2))
        tables = [_padded(coder.centres), rotation_of, rotations, transposed, norms]
        self.kin = rotation_of.astype(np.int64)
        self.tables = [device.read(t) for t in tables]
        self.options = options
        if not self.gpu:
            self._prepare_search(words, transposed, norms, rotations)

    def _prepare_search(self, words: F32, transposed: F32, norms: F32, rotations: F32) -> None:
        """The tables of ``list_search.cl``. Centres are counted from their mean, so that R q − R c loses
        nothing by rounding where all vectors lie far from zero.
        """
        coder, read = self.coder, self.device.read
        K, d = coder.centres.shape
        centres = np.zeros((K + 1, d + -d % 16), np.float32)
        centres[:K, :d] = -coder.residuals(np.repeat(self.mean[None], K, axis=0), np.arange(K))
        largest = max(float(np.where(norms < UNUSED, norms, 0).max()), 1e-30)
        steps = np.array(
            [4096 / max(float(np.abs(words).max()), 1e-15), largest / 16384, largest], np.float32
        )
        bounds = _word_pairs(words, norms, steps) if self.device.avx512 else transposed
        self.search_tables = [read(centres), read(rotations), read(words), read(bounds), read(norms), *steps]
        self.search_tables.append(np.uint32(K))

    @cached_property
    def cells(self) -> CentroidFinder:
        """Finds the lists that are nearest to vectors."""
        return CentroidFinder(self.coder.centres, self.device)

    def encode(self, vectors: F32, lists: I64) -> tuple[npt.NDArray[np.uint8], F32]:
        """Codes (n, m) of vectors (n, d) in lists (n,), and their squared errors (n,) float32."""
        coder, n = self.coder, len(vectors)
        if self.options is None or self.gpu or not n:
            return encode_lists_numpy(coder, vectors, lists)
        options = f"{self.options} -DCHUNK={ENCODE_CHUNK}"
        codes, errors = np.empty((n, coder.m), np.uint8), np.empty(n, np.float32)
        order = np.lexsort((lists, self.kin[lists])).astype(np.uint32)
        read = self.device.read
        try:
            self.device.run(
                "encode_lists",
                options,
                "encode_lists",
                -(-n // ENCODE_CHUNK),
                1,
                [
                    read(_padded(vectors)),
                    read(order),
                    read(lists.astype(np.uint32)),
                    np.uint32(n),
                    *self.tables,
                    self.device.write(codes),
                    self.device.write(errors),
                ],
            )
        except KernelBuildError:
            return encode_lists_numpy(coder, vectors, lists)
        return codes, errors


def _word_pairs(words: F32, norms: F32, steps: F32) -> npt.NDArray[np.int32]:
    """Words (books, m, 256, s) and their squared norms (books, m, 256) as ``bound_scale.cl`` lays them out.

    Returns:
        (books, m, 4, 4, s // 2 + 1, 16) int32, two 16-bit numbers each.
    """
    books, m, _, s = words.shape
    numbers = np.zeros((books, m, 256, s // 2 + 1, 2), np.int16)
    numbers.reshape(books, m, 256, -1)[..., :s] = np.rint(-2 * words * steps[0])
    numbers[..., -1, 1] = np.minimum(norms, steps[2]) / steps[1]
    # word 16 L + 4 i + c of each 64 → vector i, lane 4 L + c
    pairs = numbers.view(np.int32)[..., 0].reshape(books, m, 4, 4, 4, 4, s // 2 + 1)
    return np.ascontiguousarray(pairs.transpose(0, 1, 2, 4, 6, 3, 5)).reshape(books, m, 4, 4, s // 2 + 1, 16)


def encode_lists_numpy(coder: ResidualCoder, vectors: F32, lists: I64) -> tuple[npt.NDArray[np.uint8], F32]:
    """The twin of ``CoderOnDevice.encode``."""
    y = coder.residuals(vectors, lists)
    if len(coder.codebooks) == 1:
        codes = encode_numpy(y, coder.codebooks[0])
    else:
        codes = np.empty((len(y), coder.m), np.uint8)
        for i in np.unique(lists):
            rows = np.flatnonzero(lists == i)
            codes[rows] = encode_numpy(y[rows], coder.codebooks[i])
    return codes, squared_norms(y - coder.decode(codes, lists))


class ListSearcher:
    """Nearest neighbours by asymmetric distance in ``lists``; immutable, safe from any thread.

    Distances are those of the float tables: the 8-bit tables only rule codes out, from below.
    """

    def __init__(self, coder: CoderOnDevice, lists: CodeLists, more: CodeLists | None = None) -> None:
        """Search ``lists`` and, in the same pass, ``more``, whose positions count from ``offset``."""
        self.coder, self.lists, self.more = coder, lists, more
        self.offset = len(lists.blocks) * LANES
        self._codes: list[Any] | None = None
        if coder.options is not None:
            read = coder.device.read
            self._codes = [read(lists.blocks), read(lists.alive)]
            if not coder.gpu:
                second = more or lists
                self._codes += [read(second.blocks), read(second.alive), np.uint32(self.offset)]

    def search(self, queries: F32, probes: npt.NDArray[np.int64], k: int) -> tuple[F32, I64]:
        """The k nearest codes of each query among the lists that it probes.

        Args:
            queries: (q, d) float32.
            probes: (q, w) int64, lists to scan, nearest first; −1 for none.
            k: how many.

        Returns:
            distances (q, k) float32 squared, ascending, inf where there are fewer; positions (q, k) int64, −1
            there.
        """
        if self.more is not None and (self.coder.gpu or self._codes is None):
            parts = [
                ListSearcher(self.coder, part).search(queries, probes, k) for part in (self.lists, self.more)
            ]
            second = np.where(parts[1][1] >= 0, parts[1][1] + self.offset, -1)
            distances = np.concatenate([parts[0][0], parts[1][0]], axis=1)
            return merge_rows(distances, np.concatenate([parts[0][1], second], axis=1), k)
        if not len(queries) or not (len(self.lists) or self.more):
            return np.full((len(queries), k), np.inf, np.float32), np.full((len(queries), k), -1, np.int64)
        if self._codes is None:
            return search_lists_numpy(self.coder.coder, self.lists, queries, probes, k)
        return (
            self._search_gpu(queries, probes, k) if self.coder.gpu else self._search_cpu(queries, probes, k)
        )

    def _search_gpu(self, queries: F32, probes: npt.NDArray[np.int64], k: int) -> tuple[F32, I64]:
        """As many queries at a time as their distances leave room for."""
        per_query = (np.diff(self.lists.start)[np.maximum(probes, 0)] * (probes >= 0)).sum(axis=1)
        parts, first = [], 0
        while first < len(queries):
            fits = int(np.searchsorted(np.cumsum(per_query[first:]), GPU_DISTANCES, side="right"))
            end = first + max(1, fits)
            parts.append(self._search_gpu_part(queries[first:end], probes[first:end], k))
            first = end
        return np.concatenate([d for d, _ in parts]), np.concatenate([p for _, p in parts])

    def _search_gpu_part(self, queries: F32, probes: npt.NDArray[np.int64], k: int) -> tuple[F32, I64]:
        assert self._codes is not None and self.coder.options is not None
        dev, options, start = self.coder.device, self.coder.options, self.lists.start
        q = len(queries)
        query, rank = np.nonzero(probes >= 0)
        lists = probes[query, rank]
        length = start[lists + 1] - start[lists]
        output = np.cumsum(length) - length
        total = int(length.sum())
        begin = np.searchsorted(query, np.arange(q + 1))
        query_start = np.append(output, total)[begin]
        values = np.full((q, k), np.inf, np.float32)
        index = np.full((q, k), NOTHING, np.uint32)
        if total:
            jobs = np.stack([query, lists, start[lists], start[lists + 1]], axis=1).astype(np.uint32)
            distances = dev.write(np.empty(total, np.float32))
            scan = [dev.read(_padded(queries)), dev.read(jobs), dev.read(output.astype(np.uint32))]
            scan += [*self.coder.tables, *self._codes, distances]
            dev.run("gpu_scan", options, "gpu_scan", len(jobs) * GROUP, GROUP, scan)
            select = [distances, dev.read(query_start.astype(np.uint32)), np.uint32(k)]
            select += [dev.write(values), dev.write(index)]
            dev.run("gpu_select", options, "gpu_select", q * GROUP, GROUP, select)
        at = query_start[:-1, None] + np.where(index == NOTHING, 0, index).astype(np.int64)
        job = np.minimum(np.searchsorted(output, at, side="right") - 1, max(0, len(lists) - 1))
        if not len(lists):
            return values, np.full((q, k), -1, np.int64)
        positions = start[lists[job]] + at - output[job]
        return merge_rows(values, np.where(index == NOTHING, -1, positions), k)

    def _search_cpu(self, queries: F32, probes: npt.NDArray[np.int64], k: int) -> tuple[F32, I64]:
        assert self._codes is not None
        dev, options = self.coder.device, self.coder.options
        assert options is not None
        q = len(queries)
        z = queries - self.coder.mean
        near = np.argsort(probes[:, 0], kind="stable") if q > 4 * dev.info.compute_units else None
        if near is not None:  # queries of a group should visit the same lists
            z, probes = z[near], probes[near]
        start = self.lists.start
        second = np.zeros_like(start) if self.more is None else self.more.start
        groups, splits = share(q, dev.info.compute_units, probes, start)
        plan = plan_jobs(probes, start, second, groups, splits, self.coder.kin)
        room = max(32, -(-2 * k // 16) * 16)
        distances = np.full((q * splits, k), np.inf, np.float32)
        positions = np.full((q * splits, k), NOTHING, np.uint32)
        rotated = (max(1, len(plan.rows)), len(self.coder.mean) + -len(self.coder.mean) % 16)
        dev.run(
            "list_search",
            options,
            "list_search",
            groups * splits,
            1,
            [
                dev.read(_padded(z)),
                dev.read(plan.rows),
                dev.read(plan.first_row),
                dev.scratch(rotated, np.float32),
                dev.read(plan.first_job),
                dev.read(plan.jobs),
                dev.read(plan.second),
                dev.read(plan.split),
                np.uint32(splits),
                *self.coder.search_tables,
                *self._codes,
                np.uint32(k),
                np.uint32(room),
                dev.scratch((q * splits, room), np.float32),
                dev.scratch((q * splits, room), np.uint32),
                dev.scratch((q * splits,), np.uint32),
                dev.scratch((q * splits,), np.float32),
                dev.read(plan.queries),
                dev.write(distances),
                dev.write(positions),
            ],
        )
        found = np.where(positions == NOTHING, np.int64(-1), positions.astype(np.int64))
        if splits > 1:
            distances, found = merge_rows(distances.reshape(q, -1), found.reshape(q, -1), k)
        if near is not None:
            back = np.empty_like(near)
            back[near] = np.arange(q)
            distances, found = distances[back], found[back]
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
    for begin, end in pairwise(edges):
        i = int(at[begin])
        rows = query[begin:end]
        first, last = int(lists.start[i]), int(lists.start[i + 1])
        bits = lists.alive[first // LANES : -(-last // LANES)].astype("<u8").view(np.uint8)
        positions = first + np.flatnonzero(
            np.unpackbits(bits, bitorder="little")[first % LANES :][: last - first]
        )
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
