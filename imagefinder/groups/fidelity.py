"""Whether two photos show the very same pixels of an object, or the object photographed twice.

A borrowed object agrees with its source in the finest detail that both have left: grain, leaves, weave. A
wall, a floor or a tiger in two photographs agrees in its drawing, which is what verification asks for, and no
further.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.groups.geometry import from_affine, overlap, rescaled
from imagefinder.matching.outline import VARIANCE_FLOOR, local_correlation

SAME_PIXELS = 0.67
"""Least fidelity of a borrowed object; calibrated in docs/benchmarks/copies.md."""
SIGMA = 1.4
"""Of the window, pixels of the mask."""
QUARTILE = 25.0
FEWEST_PIXELS = 20


def fidelity(
    query: NDArray[np.uint8],
    query_size: tuple[int, int],
    result: NDArray[np.uint8],
    result_size: tuple[int, int],
    transform: NDArray[np.float64],
    mask: NDArray[np.bool_],
) -> float:
    """How far the fine detail of an object agrees: the lower quartile of the local correlation (ZNCC) where
    it has texture, −1 to 1, at the coarser resolution of the two; 0 where it has hardly any.

    Args:
        query: (h, w, 3) uint8, maybe reduced.
        query_size: (width, height) of the query at full resolution.
        result: likewise of the other photo.
        result_size: likewise.
        transform: (2, 3) query → result, full-resolution pixels.
        mask: (h, w) bool, the object in the query at the mask's own resolution.
    """
    other: NDArray[Any] = cv2.cvtColor(result, cv2.COLOR_RGB2GRAY)
    now = (other.shape[1], other.shape[0])
    height, width = mask.shape
    m = rescaled(from_affine(transform), query_size, (width, height), result_size, now)
    scale = float(np.sqrt(abs(np.linalg.det(m[:2, :2]))))
    if scale > 1.5:  # shrunk first, or warping would alias
        smaller = (max(1, round(now[0] / scale)), max(1, round(now[1] / scale)))
        other = cv2.resize(other, smaller, interpolation=cv2.INTER_AREA)
        m = rescaled(m, (width, height), (width, height), now, smaller)
        now = smaller
    elif scale < 1:  # the other way round: what was enlarged has no detail of its own
        smaller = (max(1, round(width * scale)), max(1, round(height * scale)))
        m = rescaled(m, (width, height), smaller, now, now)
        inside = cv2.resize(mask.astype(np.float32), smaller, interpolation=cv2.INTER_AREA)
        mask = np.asarray(inside > 0.5)
        width, height = smaller
    grey = cv2.resize(cv2.cvtColor(query, cv2.COLOR_RGB2GRAY), (width, height), interpolation=cv2.INTER_AREA)
    if overlap(m, (width, height), now) <= 0:
        return 0.0
    warped = cv2.warpAffine(
        other,
        m[:2],
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    correlation, texture = local_correlation(np.asarray(grey), np.asarray(warped), SIGMA)
    seen = correlation[mask & (texture > 4 * VARIANCE_FLOOR)]
    return float(np.percentile(seen, QUARTILE)) if len(seen) >= FEWEST_PIXELS else 0.0
