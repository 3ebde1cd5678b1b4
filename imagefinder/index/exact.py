"""Exact nearest neighbours: every vector is compared, in blocks, by matrix products."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device, exact_nearest, squared_norms
from imagefinder.index.base import F32, I64, finish
from imagefinder.index.checks import checked_count
from imagefinder.index.container import Array
from imagefinder.index.errors import ElementTypeError
from imagefinder.index.rows import RowIndex
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
    # far from the origin float32 loses ‖x‖² − 2⟨q, x⟩ to cancellation; a shift keeps distances
    shift = np.float32(0) if whole else np.asarray(X[:BLOCK], np.float32).mean(axis=0)
    blocks = (
        np.asarray(X[i : i + BLOCK] if rows is None else X[rows[i : i + BLOCK]], np.float32) - shift
        for i in range(0, n, BLOCK)
    )
    distances, found = exact_nearest(Q - shift, blocks, depth, device)
    if rows is not None:
        found = rows[found]
    if not whole:
        distances = measure(Q, X, found)
    return finish(found, distances, k)


def kept_as(X: F32, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    """X (n, d) in the type in which it is kept.

    Raises:
        ElementTypeError: the type cannot hold it: fractions or numbers outside 0…255 for uint8, above 65504
            for float16.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        kept = X.astype(dtype)
    if dtype == np.uint8 and not (kept.astype(np.float32) == X).all():
        raise ElementTypeError("vectors kept as uint8 must be whole numbers from 0 to 255")
    if dtype == np.float16 and not np.isfinite(kept).all():
        raise ElementTypeError("vectors kept as float16 must stay within ±65504")
    return kept


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


class Exact(RowIndex):
    """Exhaustive search over vectors kept as they came (uint8, float16 or float32)."""

    kind = "exact"
    needs_fit = False

    def __init__(self, *, dtype: str = "float32", device: Device | str | None = None, seed: int = 0) -> None:
        """``dtype``: how vectors are kept, ``uint8``, ``float16`` or ``float32``."""
        super().__init__(device=device, seed=seed)
        if dtype not in ("uint8", "float16", "float32"):
            raise ElementTypeError(f"vectors are kept as uint8, float16 or float32, not {dtype!r}")
        self._dtype = np.dtype(dtype)

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        """Nothing to learn."""

    def _columns(self, X: F32) -> dict[str, Array]:
        return {"vectors": kept_as(X, self._dtype)}

    def _column_names(self) -> tuple[str, ...]:
        return ("vectors",)

    def search(self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0) -> tuple[I64, F32]:
        """The k nearest; ``probes`` and ``rerank`` are taken so that every index answers to the same call."""
        if probes is not None:
            checked_count("probes", probes)
        queries, k = self._queries(Q, k)
        state = self._state
        if not len(state.ids):
            return np.full((len(queries), k), -1, np.int64), np.full((len(queries), k), np.inf, np.float32)
        rows, distances = exact_search(queries, state.columns["vectors"], k, self.device, state.alive)
        return finish(self._ids_of(state, rows), distances, k)

    def _parameters(self) -> dict[str, Any]:
        return {"dtype": self._dtype.name}
