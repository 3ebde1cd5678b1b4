"""RANSAC on every photo: random pairs of matches propose a similarity, the most supported one wins.

Fischler, Bolles, CACM 24 (1981); OpenCV's USAC framework (Raguram et al., TPAMI 35, 2013) does the sampling.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from imagefinder.matching.frames import frames_of
from imagefinder.matching.matches import Matches
from imagefinder.matching.support import group_starts, ranked, support_scores
from imagefinder.matching.verifier import RankedPhotos

TOLERANCE: Final = 0.015
"""Part of the query's longer side."""
FEWEST: Final = 3
"""Two matches always agree on some similarity, so that two say nothing."""
ITERATIONS: Final = 500
CONFIDENCE: Final = 0.99


class RANSAC:
    """One similarity for each photo; score as of OS2OS, over the inliers."""

    name = "ransac"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``."""
        frames = frames_of(matches, query_size)
        member = np.zeros(len(frames), bool)
        starts = group_starts(frames)
        x = np.stack([frames.x.real, frames.x.imag], axis=1)
        u = np.stack([frames.u.real, frames.u.imag], axis=1)
        # Sorting by weight first lets early samples be the likely ones.
        for group in np.flatnonzero(np.diff(starts) >= FEWEST).tolist():
            rows = np.arange(starts[group], starts[group + 1])
            _, inlier = cv2.estimateAffinePartial2D(
                u[rows],
                x[rows],
                method=cv2.RANSAC,
                ransacReprojThreshold=TOLERANCE * frames.L,
                maxIters=ITERATIONS,
                confidence=CONFIDENCE,
                refineIters=0,
            )
            if inlier is not None and int(inlier.sum()) >= FEWEST:
                member[rows[np.asarray(inlier).reshape(-1) > 0]] = True
        return ranked(matches, frames, support_scores(frames, member), member)
