"""SCSM: spatially-constrained similarity measure.

Shen, Lin, Brandt, Wu, "Spatially-Constrained Similarity Measure for Large-Scale Object Retrieval", CVPR 2012
and TPAMI 36 (2014): for each of some rotations and scales of the query, every match votes for the place of
the query's centre in the photo; the best (rotation, scale, place) is score and location at once.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.frames import frames_of
from imagefinder.matching.matches import Matches
from imagefinder.matching.support import ranked
from imagefinder.matching.verifier import RankedPhotos

ROTATIONS: Final = 8
LOG2_SCALES: Final = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Of the photo relative to the query."""
PLACES: Final = 16
"""Squares along the longer side of what the photo shows of the query at the scale that is tried."""
_RANGE: Final = 1 << 10


class SCSM:
    """Score of a photo: the weight that meets in its best square, if that is of two matches at least."""

    name = "scsm"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``."""
        frames = frames_of(matches, query_size)
        groups = len(frames.group_photo)
        best = np.zeros(groups)
        member = np.zeros(len(frames), bool)
        centre = complex(query_size[0] / 2, query_size[1] / 2)
        from_centre = centre - frames.x
        for scale in LOG2_SCALES:
            for turn in range(ROTATIONS):
                factor = 2.0**scale * np.exp(2j * np.pi * turn / ROTATIONS)
                place = frames.u + factor * from_centre
                side = 2.0**scale * frames.L / PLACES
                total, inside = self._vote(frames.group, frames.w, place / side, groups)
                better = total > best
                best = np.where(better, total, best)
                member = np.where(better[frames.group], inside, member)
        count = np.bincount(frames.group[member], minlength=groups)
        return ranked(matches, frames, np.where(count > 1, best, 0.0), member)

    def _vote(
        self, group: NDArray[np.int64], w: NDArray[np.float64], at: NDArray[np.complex128], groups: int
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Heaviest square of each group, and who voted there."""
        x = np.clip(np.floor(at.real), -_RANGE, _RANGE).astype(np.int64) + _RANGE
        y = np.clip(np.floor(at.imag), -_RANGE, _RANGE).astype(np.int64) + _RANGE
        key = (group * (2 * _RANGE + 1) + x) * (2 * _RANGE + 1) + y
        heads, place = np.unique(key, return_inverse=True)
        total = np.bincount(place, w, len(heads))
        top = np.zeros(groups)
        np.maximum.at(top, group, total[place])
        return top, total[place] >= top[group]
