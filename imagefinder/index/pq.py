"""Product quantisation and IVFADC (Jégou, Douze and Schmid, TPAMI 2011; Jégou et al., ICASSP 2011)."""

from __future__ import annotations

from typing import Any

import numpy as np

from imagefinder.compute import Device, ResidualCoder, encode, nearest_centroids
from imagefinder.index.base import F32
from imagefinder.index.checks import checked_count
from imagefinder.index.kmeans import decode, kmeans, product_codebooks, sample
from imagefinder.index.lists import ListIndex, ListModel, padding, second_residual
from imagefinder.jobs import JobControl

TRAINING = 1 << 16
PER_CELL = 24  # training vectors that a coarse cell should have at least


class PQ(ListIndex):
    """Product quantisation; exhaustive search by asymmetric (ADC) or symmetric distances (SDC).

    ADC compares the query itself with the codes (section III, eq. 13), SDC its quantised form (eq. 12).
    """

    kind = "PQ"

    def __init__(
        self,
        bytes_per_vector: int = 16,
        *,
        symmetric: bool = False,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """``bytes_per_vector``: m sub-quantisers of 8 bits; ``symmetric``: SDC instead of ADC."""
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 1, 256)
        self._symmetric = bool(symmetric)

    def _parameters(self) -> dict[str, Any]:
        return {"bytes_per_vector": self._m, "symmetric": self._symmetric}

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        m = min(self._m, X.shape[1])
        projection = padding(X.shape[1], m)
        vectors = sample(X, TRAINING, rng)
        vectors = vectors if projection is None else vectors @ projection.T
        codebooks = product_codebooks(vectors, m, self.device, rng, control=control)
        centre = np.zeros((1, vectors.shape[1]), np.float32)
        self._learnt(ListModel(ResidualCoder(centre, codebooks[None]), projection))

    def _prepared(self, z: F32) -> F32:
        if not self._symmetric:
            return z
        codebooks = self.model.coder.codebooks[0]
        return decode(encode(z, codebooks, self.device), codebooks)


class IVFADC(ListIndex):
    """Inverted file of product-quantised residuals (section IV); ``refinement`` bytes make it IVFADC+R."""

    kind = "IVFADC"

    def __init__(
        self,
        bytes_per_vector: int = 16,
        coarse: int = 256,
        *,
        refinement: int = 0,
        probes: int = 8,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            bytes_per_vector: m sub-quantisers of 8 bits.
            coarse: k', coarse centroids.
            refinement: m', further bytes for the second residual.
            probes: w, lists that a search visits unless told otherwise.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 1, 256)
        self._coarse = checked_count("coarse", coarse, 1, 1 << 20)
        self._refinement = checked_count("refinement", refinement, 0, 256)
        self._default_probes = checked_count("probes", probes)

    def _parameters(self) -> dict[str, Any]:
        return {
            "bytes_per_vector": self._m,
            "coarse": self._coarse,
            "refinement": self._refinement,
            "probes": self._default_probes,
        }

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        m = min(self._m, X.shape[1])
        projection = padding(X.shape[1], m)
        K = max(1, min(self._coarse, len(X) // PER_CELL))
        vectors = sample(X, max(TRAINING, 64 * K), rng)
        vectors = vectors if projection is None else vectors @ projection.T
        centres = kmeans(vectors, K, self.device, rng, control=control)
        part = sample(vectors, TRAINING, rng)
        residuals = part - centres[nearest_centroids(part, centres, 1, self.device)[:, 0]]
        codebooks = product_codebooks(residuals, m, self.device, rng, control=control)
        model = ListModel(ResidualCoder(centres, codebooks[None]), projection)
        self._learnt(second_residual(model, vectors, self._refinement, self.device, rng, control))
