"""Binary codes: spectral hashing (Weiss, Torralba and Fergus, NIPS 2008) and Hamming embedding (Jégou et
al., 2008).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device, Smallest, nearest_centroids
from imagefinder.index.base import F32, I64, finish
from imagefinder.index.checks import checked_count
from imagefinder.index.container import Array, Container
from imagefinder.index.kmeans import kmeans, sample
from imagefinder.index.pq import PER_CELL, TRAINING
from imagefinder.index.rows import RowIndex, RowState
from imagefinder.jobs import JobControl

U8 = npt.NDArray[np.uint8]


def hamming(a: U8, b: U8) -> F32:
    """(q, n) float32 differing bits between codes a (q, bytes) and b (n, bytes)."""
    words = max(1, -(-a.shape[1] // 8))
    wide = [np.pad(x, ((0, 0), (0, words * 8 - x.shape[1]))).view(np.uint64) for x in (a, b)]
    total = np.zeros((len(a), len(b)), np.float32)
    for w in range(words):
        total += np.bitwise_count(wide[0][:, None, w] ^ wide[1][None, :, w])
    return total


class SpectralHashing(RowIndex):
    """Bits are signs of the smoothest eigenfunctions of the data's box in PCA coordinates; ranking by Hamming
    distance.

    A dimension of wide range gets several bits (frequencies), a narrow one none. Distances are numbers of
    bits.
    """

    kind = "spectral hashing"

    def __init__(
        self, bytes_per_vector: int = 8, *, device: Device | str | None = None, seed: int = 0
    ) -> None:
        """``bytes_per_vector``: a byte is 8 bits of code."""
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 1, 256)
        self._pca = np.zeros((0, 0), np.float32)
        self._mean = self._low = np.zeros(0, np.float32)
        self._frequency = np.zeros(0, np.float32)

    def _parameters(self) -> dict[str, Any]:
        return {"bytes_per_vector": self._m}

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        bits = 8 * self._m
        vectors = sample(X, TRAINING, rng)
        self._mean = vectors.mean(axis=0)
        centred = vectors - self._mean
        values, basis = np.linalg.eigh((centred.T @ centred).astype(np.float64) / len(vectors))
        kept = np.argsort(-values, kind="stable")[: min(bits, X.shape[1])]
        pca = basis[:, kept].T.astype(np.float32)
        y = centred @ pca.T
        low, high = y.min(axis=0), y.max(axis=0)
        span = np.maximum(high - low, 1e-12 * max(1.0, float((high - low).max(initial=0))))
        # λ rises with kπ/(b − a): the smallest of all are the smoothest functions
        omega = np.arange(1, bits + 1)[None, :] * np.pi / span[:, None]
        best = np.argsort(omega, axis=None, kind="stable")[:bits]
        dimension = best // bits
        self._pca, self._low = pca[dimension], low[dimension]
        self._frequency = omega.ravel()[best].astype(np.float32)

    def codes(self, X: F32) -> U8:
        """(n, bytes) uint8 of vectors (n, d): bit set where sin(π/2 + ω (x − a)) > 0."""
        y = (X - self._mean) @ self._pca.T
        return np.packbits(np.cos(self._frequency * (y - self._low)) > 0, axis=1)

    def _columns(self, X: F32) -> dict[str, Array]:
        return {"codes": self.codes(X)}

    def _column_names(self) -> tuple[str, ...]:
        return ("codes",)

    def search(self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0) -> tuple[I64, F32]:
        """The k nearest by Hamming distance, which stands for the distance; the other arguments have no
        effect.
        """
        queries, k = self._queries(Q, k)
        state = self._state
        rows = np.flatnonzero(state.alive)
        best = Smallest(len(queries), min(k, max(1, len(rows))), self.device)
        codes = self.codes(queries)
        for start in range(0, len(rows), 8192):
            best.take(hamming(codes, state.columns["codes"][rows[start : start + 8192]]))
        best.take(np.zeros((len(queries), 0), np.float32), last=True)
        distances, found = best.result()
        return finish(self._ids_of(state, np.where(found >= 0, np.append(rows, -1)[found], -1)), distances, k)

    def _model_arrays(self) -> dict[str, Array]:
        return {"pca": self._pca, "mean": self._mean, "low": self._low, "frequency": self._frequency}

    def _restore_model(self, stored: Container) -> None:
        self._pca, self._mean = stored["pca"], stored["mean"]
        self._low, self._frequency = stored["low"], stored["frequency"]


class HammingEmbedding(RowIndex):
    """Coarse cells, and in each a binary signature: an orthogonal projection against the cell's own medians.

    Vectors match when they share a visited cell and differ in at most h_t bits (Jégou, Douze and Schmid, ECCV
    2008, section 3). Distances are numbers of bits.
    """

    kind = "Hamming embedding"

    def __init__(
        self,
        bytes_per_vector: int = 8,
        coarse: int = 256,
        *,
        threshold: int | None = None,
        probes: int = 1,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            bytes_per_vector: a byte is 8 bits of signature.
            coarse: k', cells.
            threshold: h_t, most differing bits of a match; None ranks all (the paper's 24 of 64 suits
                verification).
            probes: cells that a search visits unless told otherwise.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 1, 256)
        self._coarse = checked_count("coarse", coarse, 1, 1 << 20)
        self._threshold = None if threshold is None else checked_count("threshold", threshold, 0)
        self._default_probes = checked_count("probes", probes)
        self._centres = self._projection = self._medians = np.zeros((0, 0), np.float32)

    def _parameters(self) -> dict[str, Any]:
        return {
            "bytes_per_vector": self._m,
            "coarse": self._coarse,
            "threshold": self._threshold,
            "probes": self._default_probes,
        }

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        bits, D = 8 * self._m, X.shape[1]
        K = max(1, min(self._coarse, len(X) // PER_CELL))
        vectors = sample(X, max(TRAINING, 64 * K), rng)
        self._centres = kmeans(vectors, K, self.device, rng, control=control)
        # rows of as many random orthogonal matrices as it takes
        turns = [np.linalg.qr(rng.standard_normal((D, D)))[0] for _ in range(-(-bits // D))]
        self._projection = np.concatenate(turns)[:bits].astype(np.float32)
        cells = nearest_centroids(vectors, self._centres, 1, self.device)[:, 0]
        z = vectors @ self._projection.T
        overall = np.median(z, axis=0)
        self._medians = np.stack(
            [np.median(z[cells == i], axis=0) if (cells == i).any() else overall for i in range(K)]
        ).astype(np.float32)

    def _columns(self, X: F32) -> dict[str, Array]:
        cells = nearest_centroids(X, self._centres, 1, self.device)[:, 0]
        return {"cells": cells.astype(np.uint32), "codes": self._signatures(X, cells)}

    def _signatures(self, X: F32, cells: I64) -> U8:
        return np.packbits(self._medians[cells] < X @ self._projection.T, axis=1)

    def _column_names(self) -> tuple[str, ...]:
        return ("cells", "codes")

    def _prepare(self, state: RowState) -> tuple[I64, I64, U8]:
        """Living rows by cell, first of each cell, and their signatures."""
        rows = np.flatnonzero(state.alive)
        if not len(rows):
            return rows, np.zeros(len(self._centres) + 1, np.int64), np.zeros((0, self._m), np.uint8)
        cells = state.columns["cells"][rows]
        order = np.argsort(cells, kind="stable")
        start = np.searchsorted(cells[order], np.arange(len(self._centres) + 1)).astype(np.int64)
        return rows[order], start, state.columns["codes"][rows[order]]

    def search(self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0) -> tuple[I64, F32]:
        """The k nearest by Hamming distance among the matches in the ``probes`` nearest cells."""
        queries, k = self._queries(Q, k)
        w = min(
            len(self._centres), checked_count("probes", self._default_probes if probes is None else probes)
        )
        state, (rows, start, codes) = self._prepared()
        ids = np.full((len(queries), k), -1, np.int64)
        distances = np.full((len(queries), k), np.inf, np.float32)
        cells = nearest_centroids(queries, self._centres, w, self.device)
        for n, query in enumerate(queries):
            at = np.concatenate([np.arange(start[c], start[c + 1]) for c in cells[n]])
            own = np.repeat(np.arange(w), np.diff(start)[cells[n]])
            signatures = self._signatures(np.repeat(query[None], w, axis=0), cells[n])
            d = np.bitwise_count(signatures[own] ^ codes[at]).sum(axis=1)
            if self._threshold is not None:
                kept = d <= self._threshold
                at, d = at[kept], d[kept]
            best = np.lexsort((state.ids[rows[at]], d))[:k]
            ids[n, : len(best)], distances[n, : len(best)] = state.ids[rows[at[best]]], d[best]
        return finish(ids, distances, k)

    def _model_arrays(self) -> dict[str, Array]:
        return {"centres": self._centres, "projection": self._projection, "medians": self._medians}

    def _restore_model(self, stored: Container) -> None:
        self._centres, self._projection = stored["centres"], stored["projection"]
        self._medians = stored["medians"]
