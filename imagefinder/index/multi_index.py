"""The inverted multi-index (Babenko and Lempitsky, CVPR 2012), plain, with OPQ, and locally optimised."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import CellCodes, Device, MultiSearcher, ResidualCoder, encode, nearest_centroids
from imagefinder.index.base import F32, I64, compact_integers, finish
from imagefinder.index.checks import checked_count
from imagefinder.index.container import Array, Container
from imagefinder.index.errors import ParameterError
from imagefinder.index.kmeans import WORDS, kmeans, product_codebooks, sample
from imagefinder.index.lists import half_precision
from imagefinder.index.local import Training, fit_shared_codebooks, local_rotations
from imagefinder.index.pq import PER_CELL, TRAINING
from imagefinder.index.rotation import eigenvalue_allocation, parametric_rotation
from imagefinder.index.rows import RowIndex, RowState
from imagefinder.jobs import JobControl


def balanced_halves(X: F32, dims: int) -> F32:
    """(dims, D) float32: PCA of X (n, D), its dimensions dealt to two halves of equal product of eigenvalues.

    This is the first phase of Multi-LOPQ's pipeline, and OPQ_P with two sub-spaces. An odd ``dims`` is
    rounded up with a row of zeros.
    """
    centred = X - X.mean(axis=0, dtype=np.float64)
    values, vectors = np.linalg.eigh(centred.T @ centred / len(X))
    largest = np.argsort(-values, kind="stable")[:dims]
    rows = vectors[:, largest].T
    kept = values[largest]
    if dims % 2:
        rows, kept = np.pad(rows, ((0, 1), (0, 0))), np.append(kept, 0.0)
    return rows[eigenvalue_allocation(kept, 2)].astype(np.float32)


class MultiIndex(RowIndex):
    """Cells from two half-codebooks, visited by the multi-sequence algorithm; product-quantised residuals.

    ``optimised=False`` is Multi-D-ADC; ``True`` is OMulti-D-OADC (OPQ, TPAMI 2014, section 5.2): OPQ with two
    sub-spaces for the cells, and an OPQ rotation of the residuals within each half.
    """

    kind = "multi-index"

    def __init__(
        self,
        bytes_per_vector: int = 16,
        coarse: int = 64,
        *,
        optimised: bool = False,
        candidates: int = 10_000,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            bytes_per_vector: m sub-quantisers of 8 bits, even.
            coarse: V words for each half, hence V² cells.
            optimised: with OPQ.
            candidates: T, codes that a search compares unless told otherwise.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 2, 256)
        if self._m % 2:
            raise ParameterError(f"bytes_per_vector must be even for a multi-index, got {self._m}")
        self._coarse = checked_count("coarse", coarse, 1, 4096)
        self._optimised = bool(optimised)
        self._candidates = checked_count("candidates", candidates)
        self._projection: F32 | None = None
        self._halves: tuple[ResidualCoder, ResidualCoder] | None = None

    def _parameters(self) -> dict[str, Any]:
        return {
            "bytes_per_vector": self._m,
            "coarse": self._coarse,
            "optimised": self._optimised,
            "candidates": self._candidates,
        }

    # learning

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        m = min(self._m, max(2, X.shape[1] // 2 * 2))
        vectors = sample(X, max(TRAINING, 256 * self._coarse), rng)
        self._projection = self._fit_projection(vectors, m)
        z = self._project(vectors)
        H = z.shape[1] // 2
        V = max(1, min(self._coarse, len(X) // PER_CELL))
        halves = [
            self._fit_half(np.ascontiguousarray(z[:, h * H : (h + 1) * H]), V, m // 2, rng, control)
            for h in (0, 1)
        ]
        self._halves = (_as_stored(halves[0]), _as_stored(halves[1]))

    def _fit_projection(self, X: F32, m: int) -> F32 | None:
        """(d, D) float32: what turns vectors into two halves of m/2 sub-spaces each; None to leave them."""
        D = X.shape[1]
        d = -(-D // m) * m
        if self._optimised:
            return _spread(balanced_halves(X, D), d)
        return None if d == D else np.eye(d, D, dtype=np.float32)

    def _fit_half(
        self, z: F32, V: int, m: int, rng: np.random.Generator, control: JobControl | None
    ) -> ResidualCoder:
        """Words, rotations and codebooks of one half z (n, H)."""
        words = kmeans(sample(z, TRAINING, rng), V, self.device, rng, control=control)
        part = sample(z, TRAINING, rng)
        cells = nearest_centroids(part, words, 1, self.device)[:, 0]
        empty = np.zeros((1, m, WORDS, z.shape[1] // m), np.float32)
        if not self._optimised:
            coder = ResidualCoder(words, empty)
        else:
            residuals = (part - words[cells]).astype(np.float64)
            R = parametric_rotation(residuals.T @ residuals / len(residuals), m)
            coder = ResidualCoder(words, empty, R[None], np.zeros(len(words), np.int64))
        return fit_shared_codebooks(
            coder, part, cells, how=Training(self.device, rng), rounds=0, control=control
        )

    def _project(self, X: F32) -> F32:
        return X if self._projection is None else X @ self._projection.T

    # adding and looking up

    def _columns(self, X: F32) -> dict[str, Array]:
        assert self._halves is not None
        z = self._project(X)
        H = z.shape[1] // 2
        V = len(self._halves[0].centres)
        cells = np.zeros(len(X), np.int64)
        codes = []
        for half, coder in enumerate(self._halves):
            part = np.ascontiguousarray(z[:, half * H : (half + 1) * H])
            words = nearest_centroids(part, coder.centres, 1, self.device)[:, 0]
            cells = cells * V + words
            codes.append(self._half_codes(coder, coder.residuals(part, words), words))
        return {"cells": cells.astype(np.uint32), "codes": np.concatenate(codes, axis=1)}

    def _half_codes(self, coder: ResidualCoder, y: F32, words: I64) -> npt.NDArray[np.uint8]:
        if len(coder.codebooks) == 1:
            return encode(y, coder.codebooks[0], self.device)
        codes = np.empty((len(y), coder.m), np.uint8)
        for i in np.unique(words):
            rows = np.flatnonzero(words == i)
            codes[rows] = encode(y[rows], coder.codebooks[i], self.device)
        return codes

    def _column_names(self) -> tuple[str, ...]:
        return ("cells", "codes")

    def _prepare(self, state: RowState) -> tuple[MultiSearcher, I64] | None:
        assert self._halves is not None
        if not len(state.ids):
            return None
        V = len(self._halves[0].centres)
        cells = state.columns["cells"]
        order = np.argsort(cells, kind="stable")
        start = np.searchsorted(cells[order], np.arange(V * V + 1)).astype(np.int64)
        codes = np.ascontiguousarray(state.columns["codes"][order])
        return MultiSearcher(self._halves, CellCodes(codes, start, state.alive[order]), self.device), order

    def search(
        self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0, candidates: int | None = None
    ) -> tuple[I64, F32]:
        """The k nearest by asymmetric distance; see ``Index.search``.

        Args:
            Q: (q, D) real numbers.
            k: how many.
            probes: taken so that every index answers to the same call; a multi-index visits by candidates.
            rerank: likewise.
            candidates: T, codes to compare; None for the index's own choice.
        """
        queries, k = self._queries(Q, k)
        T = checked_count("candidates", self._candidates if candidates is None else candidates)
        state, prepared = self._prepared()
        if prepared is None:
            return np.full((len(queries), k), -1, np.int64), np.full((len(queries), k), np.inf, np.float32)
        searcher, order = prepared
        distances, positions, _ = searcher.search(
            np.ascontiguousarray(self._project(queries)), min(k, len(order)), T
        )
        rows = np.where(positions >= 0, np.append(order, -1)[positions], -1)
        return finish(self._ids_of(state, rows), distances, k)

    def visited(self, Q: Any, candidates: int) -> float:
        """Mean number of codes that a query of Q (q, D) compares."""
        queries, _ = self._queries(Q, 1)
        _, prepared = self._prepared()
        if prepared is None or not len(queries):
            return 0.0
        return float(prepared[0].search(self._project(queries), 1, candidates)[2].mean())

    # files

    def _model_arrays(self) -> dict[str, Array]:
        assert self._halves is not None
        arrays: dict[str, Array] = {}
        if self._projection is not None:
            arrays["projection"] = self._projection
        for half, coder in enumerate(self._halves):
            arrays[f"words{half}"] = half_precision(coder.centres)
            arrays[f"codebooks{half}"] = half_precision(coder.codebooks)
            if coder.rotations is not None and coder.rotation_of is not None:
                arrays[f"rotations{half}"] = coder.rotations.astype(np.float16)
                arrays[f"rotation_of{half}"] = compact_integers(coder.rotation_of)
        return arrays

    def _restore_model(self, stored: Container) -> None:
        self._projection = stored.get("projection")
        halves = []
        for half in (0, 1):
            rotated = f"rotations{half}" in stored
            halves.append(
                ResidualCoder(
                    stored[f"words{half}"].astype(np.float32),
                    stored[f"codebooks{half}"].astype(np.float32),
                    stored[f"rotations{half}"].astype(np.float32) if rotated else None,
                    stored[f"rotation_of{half}"].astype(np.int64) if rotated else None,
                )
            )
        self._halves = (halves[0], halves[1])


def _spread(projection: F32, d: int) -> F32:
    """Zeros after each half of the rows, so that there are d of them."""
    h = len(projection) // 2
    extra = ((0, d // 2 - h), (0, 0))
    return np.concatenate([np.pad(projection[:h], extra), np.pad(projection[h:], extra)])


def _as_stored(coder: ResidualCoder) -> ResidualCoder:
    """The coder with its numbers rounded as a file rounds them."""
    rotations = coder.rotations
    return replace(
        coder,
        centres=half_precision(coder.centres).astype(np.float32),
        codebooks=half_precision(coder.codebooks).astype(np.float32),
        rotations=None if rotations is None else rotations.astype(np.float16).astype(np.float32),
    )


class MultiLOPQ(MultiIndex):
    """Multi-LOPQ (Kalantidis and Avrithis, CVPR 2014, section 3.4): a rotation for every word of either half.

    The four phases: PCA with balanced halves; two coarse codebooks; local rotations; sub-quantisers, shared
        by all words
    of a half or private to each.
    """

    kind = "Multi-LOPQ"

    def __init__(
        self,
        bytes_per_vector: int = 16,
        coarse: int = 64,
        *,
        codebooks: str = "shared",
        dims: int | None = None,
        candidates: int = 10_000,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            bytes_per_vector: m sub-quantisers of 8 bits, even.
            coarse: V words for each half, hence V² cells.
            codebooks: ``shared`` or ``private``.
            dims: dimensions that PCA keeps; None for all.
            candidates: T, codes that a search compares unless told otherwise.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(
            bytes_per_vector, coarse, optimised=True, candidates=candidates, device=device, seed=seed
        )
        if codebooks not in ("shared", "private"):
            raise ParameterError(f"codebooks must be 'shared' or 'private', got {codebooks!r}")
        self._codebooks = codebooks
        self._dims = None if dims is None else checked_count("dims", dims, 2)

    def _parameters(self) -> dict[str, Any]:
        return {
            "bytes_per_vector": self._m,
            "coarse": self._coarse,
            "codebooks": self._codebooks,
            "dims": self._dims,
            "candidates": self._candidates,
        }

    def _fit_projection(self, X: F32, m: int) -> F32:
        D = X.shape[1]
        kept = min(self._dims or D, D)
        return _spread(balanced_halves(X, kept), -(-kept // m) * m)

    def _fit_half(
        self, z: F32, V: int, m: int, rng: np.random.Generator, control: JobControl | None
    ) -> ResidualCoder:
        words = kmeans(sample(z, TRAINING, rng), V, self.device, rng, control=control)
        cells = nearest_centroids(z, words, 1, self.device)[:, 0]
        rotations, of = local_rotations(z - words[cells], cells, len(words), m, None, rng, control)
        empty = np.zeros((1, m, WORDS, z.shape[1] // m), np.float32)
        coder = ResidualCoder(words, empty, rotations, of)
        chosen = np.sort(rng.permutation(len(z))[:TRAINING])
        coder = fit_shared_codebooks(
            coder, z[chosen], cells[chosen], how=Training(self.device, rng), rounds=0, control=control
        )
        if self._codebooks == "shared":
            return coder
        y = coder.residuals(z, cells)
        books = np.repeat(coder.codebooks, len(words), axis=0)
        for i in range(len(words)):
            part = y[cells == i]
            if len(part) >= 2 * WORDS:
                books[i] = product_codebooks(
                    part, m, self.device, rng, iterations=8, start=coder.codebooks[0], control=control
                )
        return replace(coder, codebooks=books)
