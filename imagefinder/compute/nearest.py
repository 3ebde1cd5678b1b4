"""Exact nearest neighbours and nearest centroids: BLAS for the products, a kernel for the selection."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute.device import Device, KernelBuildError

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]
NOTHING = np.uint32(0xFFFFFFFF)
FEW = 1 << 14  # distances that NumPy sorts sooner than a kernel starts
SHARES = 8  # of a compute unit: the memory of one stays in its cache, and none waits long for the last


class Smallest:
    """The k smallest per row of a matrix that arrives in tiles of columns, left to right."""

    def __init__(self, rows: int, k: int, device: Device) -> None:
        self._values = np.full((rows, k), np.inf, np.float32)
        self._columns = np.full((rows, k), NOTHING, np.uint32)
        self._k, self._first, self._device = k, 0, device

    def take(self, tile: F32, *, last: bool = False) -> None:
        """Look at the next columns: tile (rows, c) float32; the last one sorts the rows."""
        rows, columns = tile.shape
        if rows and self._device.kind == "cpu":
            try:
                self._take_cpu(tile, last)
            except KernelBuildError:
                self._take_numpy(tile)
        elif rows:
            self._take_numpy(tile)
        self._first += columns

    def _take_cpu(self, tile: F32, last: bool) -> None:
        dev = self._device
        dev.run(
            "smallest",
            "",
            "smallest",
            len(tile),
            1,
            [
                dev.read(np.ascontiguousarray(tile, np.float32)),
                np.uint32(tile.shape[1]),
                np.uint32(self._first),
                np.uint32(self._k),
                np.uint32(last),
                dev.write(self._values),
                dev.write(self._columns),
            ],
        )

    def _take_numpy(self, tile: F32) -> None:
        columns = np.arange(self._first, self._first + tile.shape[1], dtype=np.uint32)
        if tile.shape[1] > self._k:  # every column that ties with the k-th stays in the running
            limit = np.partition(tile, self._k - 1, axis=1)[:, self._k - 1]
            widest = int((tile <= limit[:, None]).sum(1).max())
            near = np.argpartition(tile, widest - 1, axis=1)[:, :widest]
            tile, found = np.take_along_axis(tile, near, 1), columns[near]
        else:
            found = np.broadcast_to(columns, tile.shape)
        values = np.concatenate([self._values, tile], axis=1)
        where = np.concatenate([self._columns, found], axis=1)
        order = np.lexsort((where, values), axis=1)[:, : self._k]
        self._values = np.take_along_axis(values, order, 1)
        self._columns = np.take_along_axis(where, order, 1)

    def result(self) -> tuple[F32, I64]:
        """Values (rows, k) float32 ascending, inf where there are fewer; columns (rows, k) int64, −1
        there.
        """
        missing = self._columns == NOTHING
        return self._values, np.where(missing, np.int64(-1), self._columns.astype(np.int64))


def squared_norms(X: F32) -> F32:
    """(n,) float32 of (n, d)."""
    norms: F32 = np.einsum("nd,nd->n", X, X)
    return norms


class CentroidFinder:
    """The nearest of some centroids, laid out for a device; immutable, safe from any thread.

    Attributes:
        centroids: (K, d) float32.
    """

    def __init__(self, centroids: F32, device: Device) -> None:
        self.centroids, self._device = centroids, device
        self._norms = squared_norms(centroids)

    @functools.cached_property
    def _tables(self) -> list[Any]:
        """Centroids in groups of 32, dimension by dimension, and their squared norms."""
        K, d = self.centroids.shape
        groups = -(-K // 32)
        words = np.zeros((groups * 32, d), np.float32)
        words[:K] = -2 * self.centroids
        norms = np.full(groups * 32, np.inf, np.float32)
        norms[:K] = self._norms
        blocks = np.ascontiguousarray(words.reshape(groups, 32, d).transpose(0, 2, 1))
        return [self._device.read(blocks), self._device.read(norms), np.uint32(groups)]

    def nearest(self, X: F32, w: int) -> I64:
        """The w nearest for X (n, d): (n, w) int64, nearest first; −1 past K."""
        K = len(self.centroids)
        if self._device.kind == "cpu" and len(X) * K > FEW:
            try:
                return self._by_kernel(X, w)
            except KernelBuildError:
                pass
        found = np.empty((len(X), w), np.int64)
        step = max(1, (1 << 22) // max(1, K))
        for start in range(0, len(X), step):
            part = self._norms - 2 * (X[start : start + step] @ self.centroids.T)
            if w == 1:
                found[start : start + step, 0] = part.argmin(1)
                continue
            if part.size <= FEW and w <= part.shape[1]:
                found[start : start + step] = np.argsort(part, axis=1, kind="stable")[:, :w]
                continue
            best = Smallest(len(part), w, self._device)
            best.take(part, last=True)
            found[start : start + step] = best.result()[1]
        return found

    def _by_kernel(self, X: F32, w: int) -> I64:
        dev, groups = self._device, int(self._tables[2])
        vectors = np.ascontiguousarray(X, np.float32)
        rows = 8 if dev.avx512 else 3  # of a work-item at a time, as in the kernel
        items = min(-(-len(X) // rows), SHARES * dev.info.compute_units)
        room = max(32, -(-2 * w // 16) * 16)
        numbers = np.full((len(X), w), NOTHING, np.uint32)
        dev.run(
            "centroids",
            f"-DD={X.shape[1]}",
            "centroids",
            items,
            1,
            [
                dev.read(vectors),
                np.uint32(len(X)),
                *self._tables,
                np.uint32(w),
                np.uint32(room),
                dev.scratch((items, rows, groups * 32), np.float32),
                dev.scratch((items, room), np.float32),
                dev.scratch((items, room), np.uint32),
                dev.write(numbers),
            ],
        )
        return np.where(numbers == NOTHING, np.int64(-1), numbers.astype(np.int64))


def nearest_centroids(X: F32, centroids: F32, w: int, device: Device) -> I64:
    """The w nearest of centroids (K, d) for X (n, d): (n, w) int64, nearest first; −1 past K."""
    return CentroidFinder(centroids, device).nearest(X, w)


def exact_nearest(Q: F32, blocks: Iterable[F32], k: int, device: Device) -> tuple[F32, I64]:
    """Candidates for the k nearest rows, by ‖x‖² − 2⟨q, x⟩ in float32.

    Exact for integer vectors below 2²⁴ in squared norm; other values near zero distance carry the
    cancellation of that formula, so ask for a few more than needed and measure those again.

    Args:
        Q: (q, d) float32.
        blocks: the database, (n_i, d) float32 at a time.
        k: how many.
        device: where to select.

    Returns:
        distances (q, k) float32 squared, ascending, inf where fewer; row numbers (q, k) int64, −1 there.
    """
    best = Smallest(len(Q), k, device)
    for block in blocks:
        best.take(squared_norms(block)[None, :] - 2 * (Q @ block.T))
    best.take(np.zeros((len(Q), 0), np.float32), last=True)
    distances, rows = best.result()
    return np.maximum(distances + squared_norms(Q)[:, None], 0), rows
