"""Rotations that prepare vectors for product quantisation (Ge, He, Ke and Sun, OPQ, TPAMI 2014)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


def eigenvalue_allocation(eigenvalues: F64, buckets: int) -> npt.NDArray[np.int64]:
    """Which eigenvector goes where, so that the buckets' products of eigenvalues balance (OPQ section 3.2.2).

    Each eigenvalue, largest first, goes to the bucket of smallest product that still has room.

    Args:
        eigenvalues: (d,), d a multiple of ``buckets``; round-off below zero counts as zero.
        buckets: how many.

    Returns:
        (d,) int64: eigenvector numbers, bucket after bucket.
    """
    d = len(eigenvalues)
    capacity = d // buckets
    largest = float(eigenvalues.max(initial=0.0))
    clamped = np.maximum(eigenvalues, max(largest * 1e-10, 1e-300))
    # every logarithm must be positive: a negative one would make a fuller bucket look emptier
    logs = np.log(clamped / clamped.min()) + 1e-6
    product = np.zeros(buckets)
    members: list[list[int]] = [[] for _ in range(buckets)]
    for i in np.argsort(-eigenvalues, kind="stable"):
        j = int(product.argmin())
        members[j].append(int(i))
        product[j] += logs[i]
        if len(members[j]) == capacity:
            product[j] = np.inf
    return np.array([i for bucket in members for i in bucket], np.int64)


def parametric_rotation(covariance: F64, m: int) -> F32:
    """OPQ_P: (d, d) float32 rotation for data with this covariance and m sub-spaces (OPQ section 3.2)."""
    eigenvalues, vectors = np.linalg.eigh(covariance)
    order = eigenvalue_allocation(eigenvalues, m)
    return vectors[:, order].T.astype(np.float32)


def procrustes(X: F32, Y: F32) -> F32:
    """The (d, d) rotation R that minimises Σ ‖R x − y‖² over rows of X, Y (n, d) (OPQ section 3.1, eq. 7)."""
    u, _, vt = np.linalg.svd(X.astype(np.float64).T @ Y)
    R: F32 = (u @ vt).T.astype(np.float32)
    return R
