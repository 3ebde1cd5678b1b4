"""Optimised product quantisation (Ge, He, Ke and Sun, CVPR 2013, TPAMI 2014)."""

from __future__ import annotations

from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from imagefinder.compute import Device, ResidualCoder, encode, nearest_centroids
from imagefinder.index.base import F32
from imagefinder.index.checks import checked_count
from imagefinder.index.errors import ParameterError
from imagefinder.index.kmeans import decode, kmeans, mean_squared_error, product_codebooks, sample
from imagefinder.index.lists import ListIndex, ListModel, padding
from imagefinder.index.pq import PER_CELL, TRAINING
from imagefinder.index.rotation import parametric_rotation, procrustes
from imagefinder.jobs import JobControl

ROTATIONS = ("auto", "parametric", "non-parametric")


def optimised_rotation(
    X: F32,
    m: int,
    solution: str,
    device: Device,
    rng: np.random.Generator,
    *,
    rounds: int = 15,
    control: JobControl | None = None,
) -> F32:
    """(d, d) float32 rotation for product-quantising centred vectors like X (n, d).

    Args:
        X: (n, d) float32, mean zero.
        m: sub-spaces.
        solution: ``parametric`` (section 3.2), ``non-parametric`` (section 3.1, started from the parametric
            one), or
            ``auto``: whichever of these and the identity distorts vectors that it was not fitted to least.
        device: where to find nearest words.
        rng: source of randomness.
        rounds: alternations of the non-parametric solution.
        control: pause and cancel.
    """
    with threadpool_limits(1, "blas"):
        parametric = parametric_rotation(X.T.astype(np.float64) @ X / len(X), m)
    if solution == "parametric":
        return parametric
    if solution == "non-parametric":
        return _non_parametric(X, parametric, m, rounds, device, rng, control)
    held = rng.permutation(len(X)) < len(X) // 5
    fitted, judged = (X, X) if held.sum() < 64 else (X[~held], X[held])
    candidates = [
        np.eye(X.shape[1], dtype=np.float32),
        parametric,
        _non_parametric(fitted, parametric, m, rounds, device, rng, control),
    ]
    errors = []
    for R in candidates:
        codebooks = product_codebooks(fitted @ R.T, m, device, rng, iterations=10, control=control)
        y = judged @ R.T
        errors.append(mean_squared_error(y, decode(encode(y, codebooks, device), codebooks)))
    return candidates[int(np.argmin(errors))]


def _non_parametric(
    X: F32, R: F32, m: int, rounds: int, device: Device, rng: np.random.Generator, control: JobControl | None
) -> F32:
    """Alternate one Lloyd step of the codebooks with the Procrustes rotation (OPQ_NP, algorithm 1)."""
    codebooks = product_codebooks(X @ R.T, m, device, rng, iterations=5, control=control)
    for _ in range(rounds):
        if control:
            control.check()
        y = X @ R.T
        codebooks = product_codebooks(y, m, device, rng, iterations=1, start=codebooks)
        R = procrustes(X, decode(encode(y, codebooks, device), codebooks))
    return R


class OPQ(ListIndex):
    """One rotation for all vectors, then product quantisation.

    Its three applications in the paper: exhaustive ranking (``coarse=1``); within an inverted file
        (``coarse`` > 1; with
    the inverted multi-index see ``MultiIndex``); and compact image vectors: ``encode`` and ``decode`` on
    descriptors of thousands of dimensions.
    """

    kind = "OPQ"

    def __init__(
        self,
        bytes_per_vector: int = 16,
        coarse: int = 1,
        *,
        rotation: str = "auto",
        probes: int = 8,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            bytes_per_vector: m sub-quantisers of 8 bits.
            coarse: lists; 1 for exhaustive search.
            rotation: ``parametric``, ``non-parametric``, or ``auto`` for the better one.
            probes: lists that a search visits unless told otherwise.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 1, 256)
        self._coarse = checked_count("coarse", coarse, 1, 1 << 20)
        if rotation not in ROTATIONS:
            raise ParameterError(f"rotation must be one of {', '.join(ROTATIONS)}, got {rotation!r}")
        self._rotation = rotation
        self._default_probes = checked_count("probes", probes)

    def _parameters(self) -> dict[str, Any]:
        return {
            "bytes_per_vector": self._m,
            "coarse": self._coarse,
            "rotation": self._rotation,
            "probes": self._default_probes,
        }

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        m = min(self._m, X.shape[1])
        pad = padding(X.shape[1], m)
        K = max(1, min(self._coarse, len(X) // PER_CELL))
        vectors = sample(X, max(TRAINING, 64 * K), rng)
        vectors = vectors if pad is None else vectors @ pad.T
        if K > 1:
            centres = kmeans(vectors, K, self.device, rng, control=control)
        else:
            centres = vectors.mean(axis=0, keepdims=True)
        part = sample(vectors, TRAINING, rng)
        residuals = part - centres[nearest_centroids(part, centres, 1, self.device)[:, 0]]
        R = optimised_rotation(residuals, m, self._rotation, self.device, rng, control=control)
        codebooks = product_codebooks(
            np.asarray(residuals @ R.T, np.float32), m, self.device, rng, control=control
        )
        projection = R if pad is None else R @ pad
        self._learnt(ListModel(ResidualCoder(centres @ R.T, codebooks[None]), projection))
