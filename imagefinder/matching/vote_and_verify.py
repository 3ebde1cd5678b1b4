"""VaV: vote and verify.

Schönberger, Price, Sattler, Frahm, Pollefeys, "A Vote-and-Verify Strategy for Fast Spatial Verification in
Image Retrieval", ACCV 2016: single matches vote for similarity transforms in a pyramid of bins; the best bins
become hypotheses that are verified against all matches and refined; the score counts occupied places.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.frames import Frames, fit_similarities, frames_of, supporters
from imagefinder.matching.matches import Matches
from imagefinder.matching.support import ranked
from imagefinder.matching.verifier import RankedPhotos

ANGLE_BINS: Final = 8
SCALE_BINS: Final = 32
TRANSLATION_BINS: Final = 64
LEVELS: Final = 6
HYPOTHESES: Final = 10
"""Bins verified for each group."""
TOLERANCE: Final = 0.02
"""Of an inlier's position, part of the query's longer side."""
GRID: Final = 64
"""Effective inliers are counted on so many squares along the query's longer side."""


def pyramid_votes(frames: Frames) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Votes of each match's finest bin, Σ_l 2^−l · (matches in its bin at level l), and the bin's number."""
    t = frames.x - np.exp2(frames.log2_r) * np.exp(1j * frames.a) * frames.u
    axes = (
        (np.clip(frames.a / (2 * np.pi) + 0.5, 0, 1), ANGLE_BINS),
        (np.clip(frames.log2_r / (2 * np.log2(10.0)) + 0.5, 0, 1), SCALE_BINS),
        (np.clip(t.real / (6 * frames.L) + 0.5, 0, 1), TRANSLATION_BINS),
        (np.clip(t.imag / (6 * frames.L) + 0.5, 0, 1), TRANSLATION_BINS),
    )
    score = np.zeros(len(frames))
    finest = np.zeros(len(frames), np.int64)
    for level in range(LEVELS):
        key = frames.group
        for value, bins in axes:
            number = np.minimum((value * bins).astype(np.int64), bins - 1) >> level
            key = key * bins + number
        place, weight = np.unique(key, return_inverse=True)[1], frames.w
        score += 2.0**-level * np.bincount(place, weight)[place]
        if level == 0:
            finest = place
    return score, finest


class VoteAndVerify:
    """Score of a photo: the weight of its effective inliers."""

    name = "vav"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``."""
        frames = frames_of(matches, query_size)
        groups = len(frames.group_photo)
        best = np.zeros(groups)
        best_member = np.zeros(len(frames), bool)
        if len(frames) == 0:
            return ranked(matches, frames, best, best_member)
        score, finest = pyramid_votes(frames)
        # One row for each bin, the heaviest of a group first.
        head = np.unique(finest, return_index=True)[1]
        head = head[np.lexsort((-score[head], frames.group[head]))]
        first = np.searchsorted(frames.group[head], frames.group[head])
        turn = np.arange(len(head)) - first
        for number in range(HYPOTHESES):
            bins = head[turn == number]
            if len(bins) == 0:
                break
            chosen = np.full(groups, -1, np.int64)
            chosen[frames.group[bins]] = finest[bins]
            label = np.where(finest == chosen[frames.group], frames.group, -1)
            member = self._verified(frames, label, chosen >= 0)
            effective = self._effective(frames, member)
            better = effective > best
            best = np.where(better, effective, best)
            best_member = np.where(better[frames.group], member, best_member)
        return ranked(matches, frames, best, best_member)

    def _verified(
        self, frames: Frames, label: NDArray[np.int64], tried: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """(n,) bool inliers of each group's hypothesis, after one local optimisation."""
        groups = len(frames.group_photo)
        asked = np.where(tried[frames.group], frames.group, -1)
        member = np.zeros(len(frames), bool)
        for _ in range(2):
            similarities = fit_similarities(frames, label, groups)
            member = supporters(
                frames, asked, similarities, TOLERANCE * frames.L, octaves=1.0, turn=np.pi / 4
            )
            label = np.where(member, frames.group, -1)
        return member

    def _effective(self, frames: Frames, member: NDArray[np.bool_]) -> NDArray[np.float64]:
        """(groups,) float64: largest weight of an inlier in each square of the grid, summed; two or more."""
        groups = len(frames.group_photo)
        rows = np.flatnonzero(member)
        side = frames.L / GRID
        x = np.floor(frames.x[rows].real / side).astype(np.int64) + (1 << 20)
        y = np.floor(frames.x[rows].imag / side).astype(np.int64) + (1 << 20)
        key = (frames.group[rows] << 42) | ((x & 0x1FFFFF) << 21) | (y & 0x1FFFFF)
        order = np.lexsort((-frames.w[rows], key))
        ordered = key[order]
        first = np.ones(len(ordered), bool)
        first[1:] = ordered[1:] != ordered[:-1]
        at = rows[order[first]]
        count = np.bincount(frames.group[at], minlength=groups)
        return np.where(count > 1, np.bincount(frames.group[at], frames.w[at], groups), 0.0)
