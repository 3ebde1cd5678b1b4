"""FLANN (Muja and Lowe, VISAPP 2009) through OpenCV: the baseline that keeps every vector."""

from __future__ import annotations

import threading
from typing import Any

import cv2
import numpy as np

from imagefinder.compute import Device
from imagefinder.index.base import F32, I64, finish
from imagefinder.index.checks import checked_count
from imagefinder.index.container import Array
from imagefinder.index.errors import ParameterError
from imagefinder.index.exact import measure
from imagefinder.index.rows import RowIndex, RowState
from imagefinder.jobs import JobControl

ALGORITHMS = {"kd-forest": 1, "k-means tree": 2}


class FLANN(RowIndex):
    """Randomised kd-trees or a k-means tree, searched with a budget of ``checks`` leaves; raw float32
    vectors.

    The trees are built at the first search after a change; files keep the vectors, not the trees.
    """

    kind = "FLANN"
    needs_fit = False

    def __init__(
        self,
        *,
        algorithm: str = "kd-forest",
        trees: int = 4,
        branching: int = 32,
        checks: int = 64,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the trees.

        Args:
            algorithm: ``kd-forest`` or ``k-means tree``.
            trees: of the forest.
            branching: of the k-means tree.
            checks: leaves that a search looks at unless told otherwise.
            device: kept for the common interface; FLANN runs on the CPU.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        if algorithm not in ALGORITHMS:
            raise ParameterError(f"algorithm must be one of {', '.join(ALGORITHMS)}, got {algorithm!r}")
        self._algorithm = algorithm
        self._trees = checked_count("trees", trees, 1, 64)
        self._branching = checked_count("branching", branching, 2, 256)
        self._checks = checked_count("checks", checks)
        self._searching = threading.Lock()

    def _parameters(self) -> dict[str, Any]:
        return {
            "algorithm": self._algorithm,
            "trees": self._trees,
            "branching": self._branching,
            "checks": self._checks,
        }

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        """Nothing to learn: the trees grow from the vectors that are added."""

    def _columns(self, X: F32) -> dict[str, Array]:
        return {"vectors": X}

    def _column_names(self) -> tuple[str, ...]:
        return ("vectors",)

    def _prepare(self, state: RowState) -> tuple[Any, F32, I64]:
        """The trees (None for none), and the vectors and rows that they hold."""
        rows = np.flatnonzero(state.alive)
        if not len(rows):
            return None, np.zeros((0, 0), np.float32), rows
        vectors = np.ascontiguousarray(state.columns["vectors"][rows], np.float32)
        if len(rows) <= self._branching:  # a tree needs more vectors than branches
            return None, vectors, rows
        options: dict[str, Any] = {"algorithm": ALGORITHMS[self._algorithm]}
        if self._algorithm == "kd-forest":
            options["trees"] = self._trees
        else:
            options |= {"branching": self._branching, "iterations": 10}
        cv2.setRNGSeed(self.seed)
        return cv2.flann.Index(vectors, options), vectors, rows

    def search(
        self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0, checks: int | None = None
    ) -> tuple[I64, F32]:
        """The k nearest that the budget finds; ``checks`` leaves, None for the index's own choice."""
        queries, k = self._queries(Q, k)
        budget = checked_count("checks", self._checks if checks is None else checks)
        state, (tree, vectors, rows) = self._prepared()
        if not len(rows):
            return np.full((len(queries), k), -1, np.int64), np.full((len(queries), k), np.inf, np.float32)
        if tree is None or not len(queries):
            found = np.broadcast_to(np.arange(len(rows)), (len(queries), len(rows)))
            ids, distances = finish(state.ids[rows[found]], measure(queries, vectors, found), len(rows))
            return finish(ids[:, :k], distances[:, :k], k)
        with self._searching:  # OpenCV's index keeps state between calls
            found, distances = tree.knnSearch(queries, min(k, len(rows)), params={"checks": budget})
        missing = ~np.isfinite(distances) | (found < 0) | (found >= len(rows))
        found = np.where(missing, 0, found)
        return finish(np.where(missing, -1, state.ids[rows[found]]), distances.astype(np.float32), k)
