"""HPM: Hough pyramid matching.

Avrithis, Tolias, "Hough Pyramid Matching: Speeded-up Geometry Re-ranking for Large Scale Image Retrieval",
IJCV 107 (2014). Single matches vote in the space of similarity transforms (x, y, scale, angle); a pyramid of
ever coarser bins groups them, without counting inliers against a threshold.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.frames import Frames, frames_of
from imagefinder.matching.matches import Matches
from imagefinder.matching.support import ranked
from imagefinder.matching.verifier import RankedPhotos

LEVELS: Final = 5
TRANSLATION: Final = 3.0
"""Translations are clipped to this many longer sides of the query."""
SCALE: Final = np.log2(10.0)
"""log2 of the relative scale is clipped to ± this."""
MEMBERS_LEVEL: Final = 1
"""The object consists of the matches that share the strongest match's bin at this level."""


def strengths(frames: Frames) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """How well every match is supported (section 4.2 of the paper).

    A match gains 2^−l for every match that joins it at level l, level 0 being the finest. Matches of a group
    are one-to-one already, so no two in a bin conflict.

    Returns:
        (n,) float64 strengths and (n,) int64 the number of the match's bin at ``MEMBERS_LEVEL``.
    """
    n = len(frames)
    # The transform of a single match: x = r·e^{ia}·u + t.
    t = frames.x - np.exp2(frames.log2_r) * np.exp(1j * frames.a) * frames.u
    unit = np.stack(
        [
            np.clip(t.real / frames.L / (2 * TRANSLATION) + 0.5, 0, 1),
            np.clip(t.imag / frames.L / (2 * TRANSLATION) + 0.5, 0, 1),
            np.clip(frames.log2_r / (2 * SCALE) + 0.5, 0, 1),
            frames.a / (2 * np.pi) + 0.5,
        ]
    )
    finest = 1 << (LEVELS - 1)
    bins = np.minimum((unit * finest).astype(np.int64), finest - 1)
    strength = np.zeros(n)
    before = np.ones(n, np.int64)
    chosen = np.zeros(n, np.int64)
    for level in range(LEVELS):
        at = bins >> level
        key = frames.group
        for part in at:
            key = key * finest + part
        place, size = np.unique(key, return_inverse=True, return_counts=True)[1:]
        size = size[place]
        strength += 2.0**-level * (size - before)
        before = size
        if level == MEMBERS_LEVEL:
            chosen = place
    return strength, chosen


class HPM:
    """Similarity of a photo: Σ w(c)·strength(c) over its matches (equation 11)."""

    name = "hpm"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``."""
        frames = frames_of(matches, query_size)
        groups = len(frames.group_photo)
        strength, bins = strengths(frames)
        score = np.asarray(np.bincount(frames.group, frames.w * strength, groups), np.float64)
        member = np.zeros(len(frames), bool)
        if len(frames):
            # The first row of each group after sorting is its strongest match.
            order = np.lexsort((-strength * frames.w, frames.group))
            strongest = order[np.searchsorted(frames.group, np.arange(groups))]
            member = bins == bins[strongest][frames.group]
        return ranked(matches, frames, score, member)
