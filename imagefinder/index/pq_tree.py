"""The product quantisation tree with line-quantised re-ranking (PQT; Wieschollek, Wang, Sorkine-Hornung and
Lensch, CVPR 2016)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device
from imagefinder.index.base import F32, I64, finish
from imagefinder.index.checks import checked_count
from imagefinder.index.container import Array, Container
from imagefinder.index.kmeans import kmeans, sample
from imagefinder.index.lists import padding
from imagefinder.index.pq import TRAINING
from imagefinder.index.rows import RowIndex, RowState
from imagefinder.jobs import JobControl

LAMBDA_RANGE = 4.0  # λ is stored in 16 bits over [−4, 4]
PROPOSALS = 4096  # bins in the static order that a query's own distances then sort


@dataclass(frozen=True, slots=True)
class _Tables:
    """What the lines of one index have in common: L line parts, k1 words.

    Attributes:
        words: (L, k1, d/L) float32: the first level's words, cut into line parts.
        a: (lines,) number of each line's first word A.
        b: (lines,) number of its second word B.
        c2: (L, lines) float32 ‖A − B‖².
    """

    words: F32
    a: I64
    b: I64
    c2: F32

    @classmethod
    def of(cls, level1: F32, L: int) -> _Tables:
        """From level1 (p, k1, d/p), p dividing L."""
        p, k1, s = level1.shape
        words = level1.reshape(p, k1, L // p, -1).transpose(0, 2, 1, 3).reshape(L, k1, p * s // L)
        a, b = np.triu_indices(k1, 1) if k1 > 1 else (np.zeros(1, np.int64), np.zeros(1, np.int64))
        gap = words[:, a] - words[:, b]
        return cls(
            np.ascontiguousarray(words),
            a.astype(np.int64),
            b.astype(np.int64),
            np.einsum("lns,lns->ln", gap, gap),
        )

    def distances(self, X: F32) -> F32:
        """(n, L, k1) squared distances of line parts of X (n, d) to the words."""
        n, (L, _, s) = len(X), self.words.shape
        parts = X.reshape(n, L, s)
        dots = np.einsum("nls,lks->nlk", parts, self.words, optimize=True)
        norms = np.einsum("lks,lks->lk", self.words, self.words)
        d: F32 = np.einsum("nls,nls->nl", parts, parts)[:, :, None] - 2 * dots + norms
        return np.maximum(d, 0)


class PQTree(RowIndex):
    """Bins from a two-level tree in each part; candidates re-ranked by distances to lines between first-level
    words.

    Section 3.1 (tree), 3.2 (bins), 3.3 (lines). A part of a vector is stored as the line AB through two words
    that passes nearest, and where on it: x ≈ A + λ (B − A).
    """

    kind = "PQ tree"

    def __init__(
        self,
        line_parts: int = 16,
        *,
        parts: int = 2,
        words: int = 16,
        children: int = 8,
        width: int = 4,
        candidates: int = 4096,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            line_parts: line quantisers, a multiple of ``parts``; each takes 3 bytes.
            parts: p, of the tree.
            words: k1 of the first level, at most 23 so that a line's number fits a byte.
            children: k2 of each first-level word.
            width: w, first-level words whose children a query looks at.
            candidates: vectors to re-rank.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        self._parts = checked_count("parts", parts, 1, 4)
        self._line_parts = checked_count("line_parts", line_parts, self._parts, 256)
        self._line_parts -= self._line_parts % self._parts
        self._k1 = checked_count("words", words, 2, 23)
        self._k2 = checked_count("children", children, 1, 256)
        self._width = checked_count("width", width)
        self._candidates = checked_count("candidates", candidates)
        self._projection: F32 | None = None
        self._level1 = self._level2 = np.zeros((0, 0, 0), np.float32)
        self._tables: _Tables | None = None

    def _parameters(self) -> dict[str, Any]:
        return {
            "line_parts": self._line_parts,
            "parts": self._parts,
            "words": self._k1,
            "children": self._k2,
            "width": self._width,
            "candidates": self._candidates,
        }

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        self._projection = padding(X.shape[1], self._line_parts)
        z = self._project(sample(X, TRAINING, rng))
        n, d = z.shape
        k1 = max(1, min(self._k1, n // 4))
        parts = z.reshape(n, self._parts, d // self._parts)
        level1, level2 = [], []
        for p in range(self._parts):
            part = np.ascontiguousarray(parts[:, p])
            words = kmeans(part, k1, self.device, rng, control=control)
            nearest = _distances(part, words).argmin(1)
            children = np.empty((len(words), self._k2, part.shape[1]), np.float32)
            for i, word in enumerate(words):
                own = part[nearest == i]
                found = kmeans(own if len(own) else word[None], self._k2, self.device, rng, control=control)
                children[i] = found[np.arange(self._k2) % len(found)]  # too few vectors: children coincide
            level1.append(words)
            level2.append(children.reshape(-1, part.shape[1]))
        self._level1 = np.stack(level1)
        self._level2 = np.stack(level2)
        self._tables = _Tables.of(self._level1, self._line_parts)

    def _project(self, X: F32) -> F32:
        return X if self._projection is None else X @ self._projection.T

    def _sorted_children(self, z: F32, width: int) -> tuple[I64, F32]:
        """Children of the ``width`` nearest words of each part, nearest first: numbers and distances (q, p,
        w·k2).
        """
        n = len(z)
        w = min(width, self._level1.shape[1])
        numbers = np.empty((n, self._parts, w * self._k2), np.int64)
        distances = np.empty(numbers.shape, np.float32)
        parts = z.reshape(n, self._parts, z.shape[1] // self._parts)
        for p in range(self._parts):
            part = np.ascontiguousarray(parts[:, p])
            first = np.argsort(_distances(part, self._level1[p]), axis=1, kind="stable")[:, :w]
            child = (first[:, :, None] * self._k2 + np.arange(self._k2)).reshape(n, w * self._k2)
            d = np.take_along_axis(_distances(part, self._level2[p]), child, 1)
            order = np.argsort(d, axis=1, kind="stable")
            numbers[:, p] = np.take_along_axis(child, order, 1)
            distances[:, p] = np.take_along_axis(d, order, 1)
        return numbers, distances

    def _bins(self, children: I64) -> I64:
        """(…,) bin numbers of child numbers (…, p): digits of base k1·k2."""
        base = self._level1.shape[1] * self._k2
        bins = np.zeros(children.shape[:-1], np.int64)
        for p in range(self._parts):
            bins = bins * base + children[..., p]
        return bins

    def _columns(self, X: F32) -> dict[str, Array]:
        lines = np.empty((len(X), self._line_parts), np.uint8)
        places = np.empty((len(X), self._line_parts), np.uint16)
        bins = np.empty(len(X), np.int64)
        for start in range(0, len(X), 2048):
            z = self._project(X[start : start + 2048])
            bins[start : start + 2048] = self._bins(self._sorted_children(z, self._width)[0][:, :, 0])
            lines[start : start + 2048], places[start : start + 2048] = self._lines(z)
        return {"bins": bins, "lines": lines, "places": places}

    def _lines(self, z: F32) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint16]]:
        """Each part's nearest line and its λ in 16 bits, both (n, L) (section 3.3).

        With a = ‖x − B‖, b = ‖x − A‖, c = ‖A − B‖: λ = −½ (a² − b² − c²) / c², h² = b² − λ² c².
        """
        t = self._tables
        assert t is not None
        d = t.distances(z)
        a2, b2 = d[:, :, t.b], d[:, :, t.a]
        c2 = np.maximum(t.c2, 1e-20)
        place = np.clip(-0.5 * (a2 - b2 - t.c2) / c2, -LAMBDA_RANGE, LAMBDA_RANGE)
        h2 = b2 + place**2 * t.c2 + place * (a2 - b2 - t.c2)
        line = h2.argmin(2)
        chosen = np.take_along_axis(place, line[:, :, None], 2)[:, :, 0]
        scaled = np.rint((chosen + LAMBDA_RANGE) * (65535 / (2 * LAMBDA_RANGE)))
        return line.astype(np.uint8), scaled.astype(np.uint16)

    def _column_names(self) -> tuple[str, ...]:
        return ("bins", "lines", "places")

    def _prepare(self, state: RowState) -> tuple[I64, I64, I64, I64]:
        """Occupied bins ascending, first row of each, rows by bin, and the static order of proposals (B,
        p).
        """
        rows = np.flatnonzero(state.alive)
        bins = state.columns["bins"][rows] if len(rows) else np.zeros(0, np.int64)
        order = np.argsort(bins, kind="stable")
        occupied, first = np.unique(bins[order], return_index=True)
        start = np.append(first, len(rows)).astype(np.int64)
        side = min(self._width, self._level1.shape[1]) * self._k2
        # tuples of ranks by squared norm: where the rings of a query's distances would lie on average
        reach = side if self._parts <= 2 else int(np.ceil(PROPOSALS ** (1 / self._parts))) * 2
        tuples = np.array(list(product(range(min(side, reach)), repeat=self._parts)), np.int64)
        nearest = np.argsort((tuples**2).sum(axis=1), kind="stable")[:PROPOSALS]
        return occupied, start, rows[order], tuples[nearest]

    def search(
        self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0, candidates: int | None = None
    ) -> tuple[I64, F32]:
        """The k nearest by distance to the stored lines; see ``Index.search``.

        Args:
            Q: (q, D) real numbers.
            k: how many.
            probes: first-level words whose children are looked at; None for the index's own choice.
            rerank: candidates to re-rank; 0 for the index's own choice.
            candidates: the same, as the multi-index calls it.
        """
        queries, k = self._queries(Q, k)
        width = checked_count("probes", self._width if probes is None else probes)
        T = candidates if candidates is not None else checked_count("rerank", rerank, 0) or self._candidates
        T = checked_count("candidates", T)
        state, (occupied, start, rows, tuples) = self._prepared()
        ids = np.full((len(queries), k), -1, np.int64)
        distances = np.full((len(queries), k), np.inf, np.float32)
        if not len(rows):
            return ids, distances
        z = self._project(queries)
        numbers, gaps = self._sorted_children(z, width)
        usable = tuples[(tuples < numbers.shape[2]).all(axis=1)]
        assert self._tables is not None
        to_words = self._tables.distances(z)
        for n in range(len(z)):
            sums = sum(gaps[n, p][usable[:, p]] for p in range(self._parts))
            order = np.argsort(sums, kind="stable")
            bins = self._bins(np.stack([numbers[n, p][usable[order, p]] for p in range(self._parts)], axis=1))
            at = np.minimum(np.searchsorted(occupied, bins), len(occupied) - 1)
            at = at[occupied[at] == bins]
            counts = start[at + 1] - start[at]
            taken = np.searchsorted(np.cumsum(counts), T) + 1
            at, counts = at[:taken], counts[:taken]
            within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
            found = rows[np.repeat(start[at], counts) + within][:T]
            d = self._line_distances(to_words[n], state, found)
            best = np.lexsort((state.ids[found], d))[:k]
            ids[n, : len(best)], distances[n, : len(best)] = state.ids[found[best]], d[best]
        return finish(ids, distances, k)

    def _line_distances(self, to_words: F32, state: RowState, rows: I64) -> F32:
        """(r,) estimates of ‖q − x‖² from the query's distances to words (L, k1): b² + λ² c² + λ (a² − b² −
        c²).
        """
        t = self._tables
        assert t is not None
        a2, b2 = to_words[:, t.b], to_words[:, t.a]
        linear = (a2 - b2 - t.c2).astype(np.float32)
        lines = state.columns["lines"][rows].astype(np.int64) + np.arange(self._line_parts) * t.c2.shape[1]
        places = state.columns["places"][rows] * np.float32(2 * LAMBDA_RANGE / 65535) - np.float32(
            LAMBDA_RANGE
        )
        d = b2.ravel()[lines] + places * (linear.ravel()[lines] + places * t.c2.ravel()[lines])
        return np.asarray(d.sum(axis=1), np.float32)

    def _model_arrays(self) -> dict[str, Array]:
        arrays: dict[str, Array] = {"level1": self._level1, "level2": self._level2}
        if self._projection is not None:
            arrays["projection"] = self._projection
        return arrays

    def _restore_model(self, stored: Container) -> None:
        self._level1, self._level2 = stored["level1"], stored["level2"]
        self._projection = stored.get("projection")
        self._tables = _Tables.of(self._level1, self._line_parts)


def _distances(X: F32, words: F32) -> F32:
    """(n, k) squared distances of X (n, s) to words (k, s)."""
    d: F32 = (
        np.einsum("ns,ns->n", X, X)[:, None] - 2 * X @ words.T + np.einsum("ks,ks->k", words, words)[None, :]
    )
    return np.maximum(d, 0)
