"""Locally optimised product quantisation (Kalantidis and Avrithis, CVPR 2014)."""

from __future__ import annotations

from typing import Any

import numpy as np

from imagefinder.compute import Device, ResidualCoder, nearest_centroids
from imagefinder.index.base import F32
from imagefinder.index.checks import checked_count
from imagefinder.index.errors import ParameterError
from imagefinder.index.kmeans import WORDS, kmeans, product_codebooks, sample
from imagefinder.index.lists import ListIndex, ListModel, padding, second_residual
from imagefinder.index.local import Training, fit_shared_codebooks, local_rotations
from imagefinder.index.pq import PER_CELL
from imagefinder.jobs import JobControl

BEAM = 2
"""Nearest cells that a vector may go to; more of them gain little."""
ENOUGH = 8
"""A search must visit one cell in so many for such vectors to be found."""


def parameters_for(n: int, bytes_per_vector: int) -> dict[str, Any]:
    """LOPQ's parameters for n vectors: cells of about a thousand, rotations shared so that the model stays
    small.
    """
    K = 1 << int(np.clip(round(np.log2(max(n, 1) / 1000)), 4, 12))
    return {
        "bytes_per_vector": bytes_per_vector, "coarse": K, "rotations": min(K, 32), "probes": min(K, 16),
        "rounds": 1,
    }  # fmt: skip


class LOPQ(ListIndex):
    """Coarse cells; in each a rotation of its own; product-quantised residuals.

    With ``codebooks="private"`` each cell has sub-codebooks of its own too, which is the paper's LOPQ. With
    ``"shared"`` (the default) all cells use one set: the paper calls that LOR+PQ. Shared codebooks keep the
    model small and cannot memorise the training vectors. ``refinement`` bytes make it LOPQ+R.
    """

    kind = "LOPQ"

    def __init__(
        self,
        bytes_per_vector: int = 16,
        coarse: int = 256,
        *,
        codebooks: str = "shared",
        rotations: int | None = None,
        refinement: int = 0,
        probes: int = 8,
        beam: int | None = None,
        rounds: int = 4,
        training: int = 0,
        device: Device | str | None = None,
        seed: int = 0,
    ) -> None:
        """Choose the parameters; fitting shrinks those that there are too few vectors for.

        Args:
            bytes_per_vector: m sub-quantisers of 8 bits.
            coarse: K coarse cells.
            codebooks: ``shared`` or ``private``.
            rotations: how many the cells share between them; None for one each.
            refinement: m', further bytes for the second residual.
            probes: w, cells that a search visits unless told otherwise.
            beam: into how many of its nearest cells a vector is encoded, to stay where its code is least in
                error (a beam search over centre and code); None for 2 where ``probes`` is an eighth of the
                cells or more, else 1: who visits fewer misses vectors that left their nearest cell.
            rounds: alternations of rotations and shared codebooks after OPQ_P.
            training: vectors that are trained on at most; 0 chooses.
            device: where to compute.
            seed: where randomness comes from.
        """
        super().__init__(device=device, seed=seed)
        self._m = checked_count("bytes_per_vector", bytes_per_vector, 1, 256)
        self._coarse = checked_count("coarse", coarse, 1, 1 << 20)
        if codebooks not in ("shared", "private"):
            raise ParameterError(f"codebooks must be 'shared' or 'private', got {codebooks!r}")
        self._codebooks = codebooks
        self._rotations = None if rotations is None else checked_count("rotations", rotations)
        self._refinement = checked_count("refinement", refinement, 0, 256)
        self._default_probes = checked_count("probes", probes)
        self._beam = None if beam is None else checked_count("beam", beam, 1, 255)
        self._rounds = checked_count("rounds", rounds, 0)
        self._training = checked_count("training", training, 0)

    def _parameters(self) -> dict[str, Any]:
        return {
            "bytes_per_vector": self._m, "coarse": self._coarse, "codebooks": self._codebooks,
            "rotations": self._rotations, "refinement": self._refinement, "probes": self._default_probes,
            "beam": self._beam, "rounds": self._rounds, "training": self._training,
        }  # fmt: skip

    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None:
        m = min(self._m, X.shape[1])
        projection = padding(X.shape[1], m)
        K = max(1, min(self._coarse, len(X) // PER_CELL))
        vectors = sample(X, self._training or max(1 << 16, 256 * K), rng)
        vectors = vectors if projection is None else vectors @ projection.T
        centres = kmeans(sample(vectors, max(1 << 15, 64 * K), rng), K, self.device, rng, control=control)
        cells = nearest_centroids(vectors, centres, 1, self.device)[:, 0]
        residuals = vectors - centres[cells]
        rotations, of = local_rotations(residuals, cells, K, m, self._rotations, rng, control)
        empty = np.zeros((1, m, WORDS, centres.shape[1] // m), np.float32)
        coder = ResidualCoder(centres, empty, rotations, of)
        how = Training(self.device, rng)
        chosen = np.sort(rng.permutation(len(vectors))[: max(1 << 16, 64 * len(rotations))])
        coder = fit_shared_codebooks(
            coder, vectors[chosen], cells[chosen], how=how, rounds=self._rounds, control=control
        )
        if self._codebooks == "private":
            coder = self._private(coder, vectors, cells, rng, control)
        beam = self._beam or (BEAM if ENOUGH * self._default_probes >= K else 1)
        model = ListModel(coder, projection, beam=beam)
        self._learnt(second_residual(model, vectors, self._refinement, self.device, rng, control))

    def _private(
        self,
        coder: ResidualCoder,
        vectors: F32,
        cells: Any,
        rng: np.random.Generator,
        control: JobControl | None,
    ) -> ResidualCoder:
        """Codebooks per cell, grown from the shared ones, which stay where a cell has too few vectors for
        more.
        """
        y = coder.residuals(vectors, cells)
        books = np.repeat(coder.codebooks, len(coder.centres), axis=0)
        for i in range(len(books)):
            part = y[cells == i]
            if len(part) >= 2 * WORDS:
                books[i] = product_codebooks(
                    part, coder.m, self.device, rng, iterations=8, start=coder.codebooks[0], control=control
                )
        return ResidualCoder(coder.centres, books, coder.rotations, coder.rotation_of)
