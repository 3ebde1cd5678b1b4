"""Exact nearest neighbours: every vector is compared, in blocks, by matrix products."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device, exact_nearest, squared_norms
from imagefinder.index.base import F32, I64, IdOrder, Index, compact_integers, finish
from imagefinder.index.checks import checked_count
from imagefinder.index.container import Array, Container
from imagefinder.index.errors import ElementTypeError
from imagefinder.jobs import JobControl

BLOCK = 8192
SPARE = 32  # candidates beyond k that are measured again, because of cancellation in ‖q‖² − 2⟨q,x⟩ + ‖x‖²


def exact_search(
    Q: F32, X: npt.NDArray[Any], k: int, device: Device, alive: npt.NDArray[np.bool_] | None = None
) -> tuple[I64, F32]:  # fmt: skip
    """Rows of X (n, d) of any real dtype nearest to Q (q, d): rows (q, k) int64 or −1, squared distances (q,
    k).

    Distances come from differences, so a duplicate is at exactly zero. ``alive`` (n,) leaves rows out.
    """
    rows = None if alive is None or alive.all() else np.flatnonzero(alive)
    n = len(X) if rows is None else len(rows)
    whole = X.dtype == np.uint8 and X.shape[1] * 255**2 < 1 << 24  # float32 holds every product exactly
    depth = min(n, k if whole else k + SPARE)
    if not depth:
        return np.full((len(Q), k), -1, np.int64), np.full((len(Q), k), np.inf, np.float32)
    # queries that are no integers lose the exactness
    whole = whole and bool((np.rint(Q) == Q).all()) and float(np.abs(Q).max(initial=0)) <= 255
    if not whole:
        depth = min(n, k + SPARE)
    blocks = (
        np.asarray(X[i : i + BLOCK] if rows is None else X[rows[i : i + BLOCK]], np.float32)
        for i in range(0, n, BLOCK)
    )
    distances, found = exact_nearest(Q, blocks, depth, device)
    if rows is not None:
        found = rows[found]
    if not whole:
        distances = measure(Q, X, found)
    return finish(found, distances, k)


def measure(Q: F32, X: npt.NDArray[Any], rows: I64) -> F32:
    """(q, r) float32 squared distances from Q (q, d) to rows (q, r) of X, from differences; −1 gives inf."""
    out = np.empty(rows.shape, np.float32)
    step = max(1, (1 << 15) // max(1, rows.shape[1]))
    for i in range(0, len(Q), step):
        part = rows[i : i + step]
        x = X[np.maximum(part, 0).ravel()].astype(np.float32)
        x -= np.repeat(Q[i : i + step], rows.shape[1], axis=0)
        out[i : i + step] = np.where(part >= 0, squared_norms(x).reshape(part.shape), np.inf)
    return out


class Exact(Index):
    """Exhaustive search over vectors kept as they came (uint8, float16 or float32)."""

    kind = "exact"
    needs_fit = False

    def __init__(self, *, dtype: str = "float32", device: Device | str | None = None, seed: int = 0) -> None:
        """``dtype``: how vectors are kept, ``uint8``, ``float16`` or ``float32``."""
        super().__init__(device=device, seed=seed)
        if dtype not in ("uint8", "float16", "float32"):
            raise ElementTypeError(f"vectors are kept as uint8, float16 or float32, not {dtype!r}")
        self._dtype = np.dtype(dtype)
        self._X = np.zeros((0, 0), self._dtype)
        self._ids = np.zeros(0, np.int64)
        self._alive = np.zeros(0, np.bool_)
        self._by_id: IdOrder | None = None
        self._state: tuple[npt.NDArray[Any], I64, npt.NDArray[np.bool_]] = (self._X, self._ids, self._alive)

    def __len__(self) -> int:
        return int(self._state[2].sum())

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        """Nothing to learn."""

    def _add(self, X: F32, ids: I64) -> None:
        vectors = X.astype(self._dtype)
        if not (vectors.astype(np.float32) == X).all() and self._dtype == np.uint8:
            raise ElementTypeError("vectors kept as uint8 must be whole numbers from 0 to 255")
        held, old, alive = self._state
        if not len(old):
            held = np.zeros((0, X.shape[1]), self._dtype)
        # growing by doubling: readers keep their view of the front
        n = len(old) + len(ids)
        if n > len(self._X) or self._X.shape[1:] != held.shape[1:]:
            room = max(n, 2 * len(old), 1024)
            self._X = np.concatenate([held, np.zeros((room - len(old), X.shape[1]), self._dtype)])
            self._ids = np.concatenate([old, np.zeros(room - len(old), np.int64)])
        self._X[len(old) : n] = vectors
        self._ids[len(old) : n] = ids
        self._by_id = None
        self._state = (self._X[:n], self._ids[:n], np.concatenate([alive, np.ones(len(ids), np.bool_)]))

    def _rows(self, ids: I64) -> I64:
        _, held, alive = self._state
        if self._by_id is None:
            self._by_id = IdOrder(held)
        found = self._by_id.find(ids)
        return np.where((found >= 0) & (alive[found] if len(alive) else False), found, -1)

    def _contains(self, ids: I64) -> npt.NDArray[np.bool_]:
        return self._rows(ids) >= 0

    def _remove(self, ids: I64) -> int:
        rows = self._rows(ids)
        rows = rows[rows >= 0]
        X, held, alive = self._state
        alive = alive.copy()
        alive[rows] = False
        self._state = (X, held, alive)
        return len(rows)

    def search(self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0) -> tuple[I64, F32]:
        """The k nearest; ``probes`` and ``rerank`` are taken so that every index answers to the same call."""
        if probes is not None:
            checked_count("probes", probes)
        queries, k = self._queries(Q, k)
        X, ids, alive = self._state
        rows, distances = exact_search(queries, X, k, self.device, alive)
        if not len(ids):
            return rows, distances
        return finish(np.where(rows >= 0, ids[rows], -1), distances, k)

    def _parameters(self) -> dict[str, Any]:
        return {"dtype": self._dtype.name}

    def _arrays(self) -> Mapping[str, Array]:
        X, ids, alive = self._state
        return {"vectors": X[alive], "ids": compact_integers(ids[alive])}

    def _restore(self, stored: Container) -> None:
        X, ids = stored["vectors"], stored["ids"].astype(np.int64)
        if X.dtype != self._dtype or X.ndim != 2 or len(X) != len(ids) or (len(X) and X.shape[1] != self._d):
            raise ValueError("its vectors and ids do not fit together")
        self._state = (X, ids, np.ones(len(ids), np.bool_))
