"""Local rotations: what LOPQ learns per cell (Kalantidis and Avrithis, CVPR 2014, section 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from imagefinder.compute import Device, ResidualCoder, encode
from imagefinder.index.kmeans import decode, product_codebooks
from imagefinder.index.rotation import parametric_rotation, procrustes
from imagefinder.jobs import JobControl

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

REGROUPINGS = 4
"""Times at most that cells are shared out among the rotations anew; later ones move few cells."""


@dataclass(frozen=True, slots=True)
class Training:
    """How codebooks are trained.

    Attributes:
        device: where to find nearest words.
        rng: source of randomness.
        iterations: of k-means.
    """

    device: Device
    rng: np.random.Generator
    iterations: int = 15


def cell_covariances(residuals: F32, cells: I64, K: int) -> tuple[F64, F64]:
    """Second moments of each cell's residuals, shrunk towards the pooled one.

    Σ_i ← (n_i Σ̂_i + ν Σ̄) / (n_i + ν) with ν = d: a cell with fewer vectors than dimensions has a singular
    Σ̂_i.

    Args:
        residuals: (n, d) float32, x − c(x).
        cells: (n,) int64.
        K: number of cells.

    Returns:
        (K, d, d) float64 covariances and (K,) float64 counts.
    """
    d = residuals.shape[1]
    order = np.argsort(cells, kind="stable")
    bounds = np.searchsorted(cells[order], np.arange(K + 1))
    counts = np.diff(bounds).astype(np.float64)
    sums = np.zeros((K, d, d))
    for i in range(K):
        part = residuals[order[bounds[i] : bounds[i + 1]]]
        sums[i] = part.T @ part
    pooled = sums.sum(axis=0) / max(1.0, counts.sum())
    return (sums + d * pooled) / (counts + d)[:, None, None], counts


def distortion_bound(rotation: F32, covariances: F64 | F32, m: int) -> F64:
    """(c,) Σ_j |Σ_jj|^(m/d) of covariances (c, d, d) rotated by (d, d): the Gaussian bound of OPQ section
    3.2.1.

    Up to a constant factor it is the least distortion that m sub-codebooks can reach.
    """
    c, d, _ = covariances.shape
    s = d // m
    R: npt.NDArray[Any] = rotation.astype(covariances.dtype)
    # One product with all rows of R: the covariances of many cells are too large to be read m times.
    turned: npt.NDArray[Any] = (covariances.reshape(c * d, d) @ R.T).reshape(c, d, m, s)
    bound = np.zeros(c)
    for j in range(m):
        blocks = (R[j * s : (j + 1) * s] @ turned[:, :, j]).astype(np.float64) + 1e-9 * np.eye(s)
        bound += np.exp(np.linalg.slogdet(blocks)[1] / s)
    return bound


def local_rotations(
    residuals: F32, cells: I64, K: int, m: int, groups: int | None, rng: np.random.Generator,
    control: JobControl | None = None,
) -> tuple[F32, I64]:  # fmt: skip
    """OPQ_P rotations per cell, or per group of cells with similar residuals.

    Groups alternate between fitting each rotation to its cells' pooled covariance and giving each cell the
    rotation with the least distortion bound, as k-means does with means and points.

    Args:
        residuals: (n, d) float32 training residuals.
        cells: (n,) int64 their cells.
        K: number of cells.
        m: sub-spaces.
        groups: G rotations shared by the K cells; None or ≥ K for one each.
        rng: source of randomness.
        control: pause and cancel.

    Returns:
        rotations (G, d, d) float32 and the rotation of each cell (K,) int64.
    """
    covariances, counts = cell_covariances(residuals, cells, K)
    if groups is None or groups >= K:
        rotations = []
        # LAPACK's threads cost more than they give on matrices of this size
        with threadpool_limits(1, "blas"):
            for covariance in covariances:
                if control:
                    control.check()
                rotations.append(parametric_rotation(covariance, m))
        return np.stack(rotations), np.arange(K)
    of = rng.integers(0, groups, K)
    first = rng.choice(K, groups, replace=False)
    shared = [parametric_rotation(covariances[i], m) for i in first]
    single = covariances.astype(np.float32)  # enough to choose by, and a quarter of the time
    for _ in range(REGROUPINGS):
        if control:
            control.check()
        bounds = np.stack([distortion_bound(R, single, m) for R in shared], axis=1)
        before, of = of, bounds.argmin(1)
        if (before != of).mean() < 0.01:
            break
        for g in range(groups):
            weight = np.where(of == g, counts + 1, 0)
            if weight.any():
                pooled = np.tensordot(weight, covariances, 1) / weight.sum()
                shared[g] = parametric_rotation(pooled, m)
    return np.stack(shared), of.astype(np.int64)


def fit_shared_codebooks(
    coder: ResidualCoder, vectors: F32, cells: I64, *, how: Training, rounds: int,
    control: JobControl | None = None,
) -> ResidualCoder:  # fmt: skip
    """Codebooks shared by all cells (LOR+PQ), then rotations and codebooks fitted to each other.

    Each round solves the orthogonal Procrustes problem of every rotation against the decoded codes (OPQ
    section 3.1, within each cell or group) and then moves the words: the distortion never rises.

    Args:
        coder: centres and rotations; its codebooks are replaced.
        vectors: (n, d) training vectors.
        cells: (n,) their cells.
        how: device, generator and k-means iterations.
        rounds: of alternation; 0 keeps OPQ_P rotations.
        control: pause and cancel.
    """
    m, device, rng = coder.m, how.device, how.rng
    y = coder.residuals(vectors, cells)
    codebooks = product_codebooks(y, m, device, rng, iterations=how.iterations, control=control)
    rotations, of = coder.rotations, coder.rotation_of
    if rotations is None or of is None:
        return ResidualCoder(coder.centres, codebooks[None])
    residuals = vectors - coder.centres[cells]
    groups = of[cells]
    order = np.argsort(groups, kind="stable")
    bounds = np.searchsorted(groups[order], np.arange(len(rotations) + 1))
    d = residuals.shape[1]
    for _ in range(rounds):
        words = decode(encode(y, codebooks, device), codebooks)
        rotations = rotations.copy()
        with threadpool_limits(1, "blas"):
            for g in range(len(rotations)):
                if control:
                    control.check()
                rows = order[bounds[g] : bounds[g + 1]]
                if len(rows) >= 2 * d:
                    rotations[g] = procrustes(residuals[rows], words[rows])
        coder = ResidualCoder(coder.centres, codebooks[None], rotations, of)
        y = coder.residuals(vectors, cells)
        codebooks = product_codebooks(y, m, device, rng, iterations=2, start=codebooks, control=control)
    return ResidualCoder(coder.centres, codebooks[None], rotations, of)
