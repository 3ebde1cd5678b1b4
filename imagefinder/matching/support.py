"""What the verifiers have in common once they know which matches of a group agree."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.frames import Frames, count_cells
from imagefinder.matching.matches import Matches
from imagefinder.matching.objects import objects_of
from imagefinder.matching.verifier import RankedPhotos

CELL: Final = 0.012
"""Side of the squares that support is counted in, part of the query's longer side."""
TIE_BREAK: Final = 1e-3
"""Times the weight of all a photo's matches: orders the photos in which nothing agrees."""


def support_scores(frames: Frames, member: NDArray[np.bool_]) -> NDArray[np.float64]:
    """S = Σw · log2(number of places in the query that the members come from), for each group.

    Args:
        frames: the matches.
        member: (n,) bool, those that agree with each other in their group.

    Returns:
        (groups,) float64.
    """
    groups = len(frames.group_photo)
    weight = np.bincount(frames.group, frames.w * member, groups)
    label = np.where(member, frames.group, -1)
    cells = count_cells(frames, label, groups, CELL * frames.L)
    return np.asarray(weight * np.log2(np.maximum(cells, 1)), np.float64)


def group_starts(frames: Frames) -> NDArray[np.int64]:
    """(groups + 1,) int64 first row of each group."""
    return np.searchsorted(frames.group, np.arange(len(frames.group_photo) + 1))


def ranked(
    matches: Matches, frames: Frames, score: NDArray[np.float64], member: NDArray[np.bool_]
) -> RankedPhotos:
    """The answer of a verifier that finds one object in each group."""
    return objects_of(matches, frames, [(score, member)], TIE_BREAK)
