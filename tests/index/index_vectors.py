"""Vectors for the tests of this room: clusters of different shape, as local descriptors form."""

from __future__ import annotations

import numpy as np


def clustered(n: int, d: int = 32, clusters: int = 12, seed: int = 0) -> np.ndarray:
    """(n, d) float32 of Gaussian clusters, each with covariances of its own direction; clusters come from a
    fixed seed.
    """
    shape = np.random.default_rng(77)
    centres = shape.normal(0, 12, (clusters, d))
    spreads = np.exp(shape.normal(0, 1.0, (clusters, d)))
    turns = [np.linalg.qr(shape.normal(size=(d, d)))[0] for _ in range(clusters)]
    rng = np.random.default_rng(seed)
    of = rng.integers(0, clusters, n)
    x = rng.normal(size=(n, d)) * spreads[of]
    for i in range(clusters):
        x[of == i] = x[of == i] @ turns[i]
    return (centres[of] + x).astype(np.float32)


def nearest(X: np.ndarray, Q: np.ndarray, k: int) -> np.ndarray:
    """(q, k) rows by a plain sort of float64 distances."""
    d = ((Q[:, None].astype(np.float64) - X[None]) ** 2).sum(-1)
    return np.argsort(d, axis=1, kind="stable")[:, :k]
