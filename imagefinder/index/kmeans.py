"""k-means by matrix products (Lloyd 1982), seeded and without dead centroids."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device, lloyd_step, nearest_centroids, squared_norms
from imagefinder.jobs import JobControl

F32 = npt.NDArray[np.float32]
WORDS = 256


def sample(X: F32, limit: int, rng: np.random.Generator) -> F32:
    """At most ``limit`` rows of X (n, d), in their order."""
    if len(X) <= limit:
        return X
    return X[np.sort(rng.choice(len(X), limit, replace=False))]


def kmeans(
    X: F32, K: int, device: Device, rng: np.random.Generator, *, iterations: int = 10,
    control: JobControl | None = None,
) -> F32:  # fmt: skip
    """(min(K, n), d) float32 centroids of X (n, d).

    A centroid that loses all its vectors takes half of the largest cluster's. With fewer distinct vectors
    than K, some centroids coincide.
    """
    import scipy.sparse  # at no start of the program: it takes a while, and only training needs it

    n = len(X)
    K = min(K, n)
    centroids: F32 = X[np.sort(rng.choice(n, K, replace=False))].copy()
    if n == K:
        return centroids
    for _ in range(iterations):
        if control:
            control.check()
        nearest = nearest_centroids(X, centroids, 1, device)[:, 0]
        members = scipy.sparse.csr_matrix(
            (np.ones(n, np.float32), nearest, np.arange(n + 1)), shape=(n, K)
        ).T.tocsr()
        counts = np.diff(members.indptr)
        filled = counts > 0
        centroids = np.where(
            filled[:, None], np.asarray(members @ X) / np.maximum(counts, 1)[:, None], centroids
        ).astype(np.float32)
        _split_largest(centroids, counts.copy(), np.flatnonzero(~filled), X.std(axis=0), rng)
    return centroids


def _split_largest(
    centroids: F32,
    counts: npt.NDArray[np.int64],
    empty: npt.NDArray[np.intp],
    spread: F32,
    rng: np.random.Generator,
) -> None:
    """Move each empty centroid beside the one with most vectors, a thousandth of the data's spread away."""
    for i in empty:
        largest = int(counts.argmax())
        step = (1e-3 * spread * rng.standard_normal(len(spread))).astype(np.float32)
        centroids[i] = centroids[largest] + step
        centroids[largest] -= step
        counts[i] = counts[largest] // 2
        counts[largest] -= counts[i]


def product_codebooks(
    Y: F32,
    m: int,
    device: Device,
    rng: np.random.Generator,
    *,
    iterations: int = 15,
    start: F32 | None = None,
    control: JobControl | None = None,
) -> F32:
    """Codebooks of a product quantiser (Jégou, Douze and Schmid, TPAMI 2011, section II).

    Args:
        Y: (n, d) float32 training vectors, d a multiple of m.
        m: sub-spaces.
        device: where to find nearest words.
        rng: source of randomness.
        iterations: of Lloyd's algorithm.
        start: (m, 256, d/m) codebooks to go on from.
        control: pause and cancel.

    Returns:
        (m, 256, d/m) float32. With fewer than 256 vectors only as many words are in use; the others are
        infinite.
    """
    n, d = Y.shape
    s = d // m
    words = min(WORDS, n)
    codebooks = np.full((m, WORDS, s), np.inf, np.float32)
    if start is None:
        parts = Y.reshape(n, m, s)
        for j in range(m):
            codebooks[j, :words] = parts[rng.choice(n, words, replace=False), j]
    else:
        codebooks[:] = start
        words = int(np.isfinite(start[0, :, 0]).sum())
    if n <= words and start is None:
        return codebooks
    spread = Y.std(axis=0).reshape(m, s)
    for _ in range(iterations):
        if control:
            control.check()
        sums, counts = lloyd_step(Y, codebooks, device)
        filled = counts[:, :words] > 0
        codebooks[:, :words][filled] = sums[:, :words][filled] / counts[:, :words][filled][:, None]
        for j in np.flatnonzero(~filled.all(axis=1)).tolist():
            empty = np.flatnonzero(~filled[j])
            _split_largest(codebooks[j, :words], counts[j, :words].copy(), empty, spread[j], rng)
    return codebooks


def decode(codes: npt.NDArray[np.uint8], codebooks: F32) -> F32:
    """(n, d) float32 of codes (n, m)."""
    m, _, s = codebooks.shape
    return codebooks[np.arange(m)[None, :], codes].reshape(len(codes), m * s)


def mean_squared_error(X: F32, Y: F32) -> float:
    """Mean over rows of ‖x − y‖²: the distortion of a quantiser."""
    return float(squared_norms(X - Y).mean(dtype=np.float64))
