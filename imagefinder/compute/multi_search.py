"""Search of an inverted multi-index: the multi-sequence kernel and its NumPy twin."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute.device import Device, KernelBuildError
from imagefinder.compute.encode import words_and_norms
from imagefinder.compute.list_search import ResidualCoder, merge_rows

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


def multi_sequence(d1: F32, d2: F32) -> Iterator[tuple[int, int]]:
    """Pairs (i, j) by ascending d1[i] + d2[j] (Babenko and Lempitsky, CVPR 2012, figure 3).

    Args:
        d1: (V,) float32, ascending.
        d2: (W,) float32, ascending.
    """
    emitted = np.zeros(len(d1), np.int64)
    frontier = [(d1[0] + d2[0], 0)]
    while frontier:
        _, i = heapq.heappop(frontier)
        j = int(emitted[i])
        emitted[i] += 1
        yield i, j
        if i + 1 < len(d1) and emitted[i + 1] == j:
            heapq.heappush(frontier, (d1[i + 1] + d2[j], i + 1))
        if j + 1 < len(d2) and (i == 0 or emitted[i - 1] > j + 1):
            heapq.heappush(frontier, (d1[i] + d2[j + 1], i))


@dataclass(frozen=True, slots=True)
class CellCodes:
    """Codes sorted by cell (i, j) of a multi-index; n codes of m bytes, V words per half.

    Attributes:
        codes: (n, m) uint8: the first half of each code for the first half of the vector.
        start: (V² + 1,) int64, first position of cell i·V + j.
        alive: (n,) bool.
    """

    codes: npt.NDArray[np.uint8]
    start: I64
    alive: npt.NDArray[np.bool_]


class MultiSearcher:
    """The k nearest codes among the T that the multi-sequence algorithm proposes; immutable, safe from any
    thread.
    """

    def __init__(self, halves: tuple[ResidualCoder, ResidualCoder], cells: CellCodes, device: Device) -> None:
        self.halves, self.cells, self.device = halves, cells, device
        self._arguments: tuple[str, list[Any], list[Any]] | None = None
        if device.kind == "cpu" and len(cells.codes):
            try:
                self._arguments = self._laid_out()
            except KernelBuildError:
                self._arguments = None

    def _laid_out(self) -> tuple[str, list[Any], list[Any]]:
        first = self.halves[0]
        V, H = first.centres.shape
        books, hm, _, ds = first.codebooks.shape
        rotate = first.rotations is not None
        options = f"-DV={V} -DM={2 * hm} -DDS={ds} -DH={H} -DROTATE={int(rotate)} -DPRIVATE={int(books > 1)}"
        self.device.program("multi_search", options)
        rotations = [h.rotations for h in self.halves if h.rotations is not None]
        turned = np.stack(rotations).transpose(0, 1, 3, 2) if rotate else np.zeros(1, np.float32)
        rotation_of = np.zeros((2, V), np.uint32)
        for half, coder in enumerate(self.halves):
            if coder.rotation_of is not None:
                rotation_of[half] = coder.rotation_of
        words, norms = words_and_norms(np.stack([h.codebooks for h in self.halves]))
        tables = [
            np.stack([h.centres for h in self.halves]),
            turned,
            rotation_of,
            np.uint32(turned.shape[1] if rotate else 0),
            words.transpose(0, 1, 2, 4, 3),
            norms,
        ]
        lists = [self.cells.start.astype(np.uint32), self.cells.codes, self.cells.alive.astype(np.uint8)]
        read = self.device.read
        model = [t if isinstance(t, np.uint32) else read(np.ascontiguousarray(t)) for t in tables]
        return options, model, [read(np.ascontiguousarray(a)) for a in lists]

    def search(self, queries: F32, k: int, T: int) -> tuple[F32, I64, I64]:
        """The k nearest codes of each query.

        Args:
            queries: (q, d) float32.
            k: how many.
            T: cells are proposed until this many codes were compared.

        Returns:
            distances (q, k) float32 squared, ascending, inf where fewer; positions (q, k) int64, −1 there;
            codes compared (q,) int64.
        """
        q = len(queries)
        order_d, order_i = self._sorted_halves(queries)
        if self._arguments is None or not q:
            return multi_search_numpy(self.halves, self.cells, queries, order_d, order_i, k, T)
        options, model, lists = self._arguments
        V = order_d.shape[2]
        workers = min(q, self.device.info.compute_units)
        distances = np.full((q, k), np.inf, np.float32)
        positions = np.full((q, k), 0xFFFFFFFF, np.uint32)
        visited = np.zeros(q, np.uint32)
        table = self.halves[0].m * 256
        dev = self.device
        scratch = [
            np.empty((workers, 2, V, table), np.float32),
            np.zeros((workers, 2, V), np.uint32),
            np.empty((workers, V + 1), np.float32),
            np.empty((workers, V + 1), np.uint32),
            np.empty((workers, V), np.uint32),
        ]
        dev.run(
            "multi_search",
            options,
            "multi_search",
            workers,
            1,
            [
                dev.read(queries),
                np.uint32(q),
                dev.read(order_d),
                dev.read(order_i.astype(np.uint32)),
                *model,
                *lists,
                np.uint32(min(T, 0xFFFFFFFF)),
                np.uint32(k),
                *(dev.write(s) for s in scratch),
                dev.write(distances),
                dev.write(positions),
                dev.write(visited),
            ],
        )
        found = np.where(positions == 0xFFFFFFFF, np.int64(-1), positions.astype(np.int64))
        return distances, found, visited.astype(np.int64)

    def _sorted_halves(self, queries: F32) -> tuple[F32, I64]:
        """Half distances (2, q, V) ascending and their words."""
        d, order = [], []
        for half, coder in enumerate(self.halves):
            H = coder.centres.shape[1]
            z = queries[:, half * H : (half + 1) * H]
            distances = (
                np.einsum("qd,qd->q", z, z)[:, None]
                - 2 * z @ coder.centres.T
                + np.einsum("vd,vd->v", coder.centres, coder.centres)[None, :]
            )
            nearest = np.argsort(distances, axis=1, kind="stable")
            d.append(np.take_along_axis(distances, nearest, 1))
            order.append(nearest)
        return np.ascontiguousarray(np.stack(d), np.float32), np.stack(order)


def multi_search_numpy(
    halves: tuple[ResidualCoder, ResidualCoder],
    cells: CellCodes,
    queries: F32,
    order_d: F32,
    order_i: I64,
    k: int,
    T: int,
) -> tuple[F32, I64, I64]:
    """The twin of ``MultiSearcher.search``: decode the codes of the proposed cells and measure."""
    q, V = len(queries), order_d.shape[2]
    H = halves[0].centres.shape[1]
    hm = halves[0].m
    best = np.full((q, k), np.inf, np.float32)
    where = np.full((q, k), -1, np.int64)
    visited = np.zeros(q, np.int64)
    for n in range(q):
        ranges = []
        for i, j in multi_sequence(order_d[0, n], order_d[1, n]):
            cell = int(order_i[0, n, i]) * V + int(order_i[1, n, j])
            first, end = int(cells.start[cell]), int(cells.start[cell + 1])
            if first < end:
                ranges.append((cell, first, end))
                visited[n] += end - first
            if visited[n] >= T:
                break
        if not ranges:
            continue
        at = np.concatenate([np.arange(first, end) for _, first, end in ranges])
        cell = np.repeat([c for c, _, _ in ranges], [end - first for _, first, end in ranges])
        kept = cells.alive[at]
        at, cell = at[kept], cell[kept]
        d = np.zeros(len(at), np.float32)
        for half, coder in enumerate(halves):
            words = cell // V if half == 0 else cell % V
            z = np.repeat(queries[n : n + 1, half * H : (half + 1) * H], len(at), axis=0)
            gap = coder.residuals(z, words) - coder.decode(
                cells.codes[at, half * hm : (half + 1) * hm], words
            )
            d += np.einsum("nd,nd->n", gap, gap)
        d2, at2 = merge_rows(d[None], at[None], k)
        best[n, : d2.shape[1]], where[n, : at2.shape[1]] = d2[0], at2[0]
    return best, where, visited
