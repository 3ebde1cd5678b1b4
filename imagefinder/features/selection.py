"""Which keypoints to keep: the strong ones, but from everywhere.

A small borrowed object holds a few weak keypoints on a busy background; taking keypoints by response alone
loses it. Adaptive non-maximal suppression (Brown, Szeliski, Winder, CVPR 2005, section 3) keeps a keypoint by
the distance to the nearest stronger one. Here, as in suppression via square covering (Bailo et al., Pattern
Recognition Letters 106, 2018), squares of a grid stand for discs, which makes it a few sorts in all.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_RATIO: Final = 2**0.5
"""Between the cell sides of two levels: each level has about twice the cells of the one before."""


def select_evenly(
    points: NDArray[np.float32], response: NDArray[np.float32], count: int, size: tuple[int, int]
) -> NDArray[np.int64]:
    """The ``count`` keypoints that are strongest in the largest squares.

    Args:
        points: (n, 2) float32, pixels.
        response: (n,) float32, strength of the keypoints.
        count: how many to keep.
        size: (width, height) of the frame, pixels.

    Returns:
        (min(n, count),) int64 rows, those with the largest squares first, equal squares by strength.
    """
    n = len(points)
    order = np.argsort(-response, kind="stable")
    x, y = points[order].T
    # Each level divides the frame more finely, until its winners alone are enough. A keypoint's rank is the
    # first level where it wins its cell.
    level = np.full(n, 127, np.int8)
    side = float(max(size))
    for number in range(64):
        columns = int(max(size) / side) + 2
        shift = 0.5 * (number % 2)  # or every level's borders would fall onto those of two levels before
        cell = (y / side + shift).astype(np.int64) * columns + (x / side + shift).astype(np.int64)
        winners = np.unique(cell, return_index=True)[1]
        level[winners] = np.minimum(level[winners], number)
        if len(winners) >= min(n, count) or side < 1.0:
            break
        side /= _RATIO
    kept = np.argsort(level, kind="stable")[:count]
    return order[kept].astype(np.int64)
