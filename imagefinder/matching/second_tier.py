"""Second tier: which part of the query nothing explains yet, to be searched again on an enlarged picture.

Small donors hold a handful of features among thousands. Once the host and the large donors are known, what is
left can be described much more finely: searching it alone, at twice the size, finds about twice as many
further donors as doubling the whole query would.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.matches import Matches
from imagefinder.matching.objects import DETAILED_PHOTOS
from imagefinder.matching.outline import ObjectMask
from imagefinder.matching.verifier import VerifiedPhoto

EXPLAINING_EVIDENCE: Final = 12.0
"""Objects of less evidence (score of OS2OS) explain nothing: a wrong one would hide a donor."""
ENLARGEMENT: Final = 2.0
"""How much larger the second tier looks at the rest (``describe_local``'s ``enlarge``)."""
REACH: Final = 0.05
"""Gaps between explained features are closed up to this part of the query's longer side."""
SMALLEST_REST: Final = 0.01
"""A rest smaller than this part of the query is not worth a second search."""
_SIDE: Final = 320


def unexplained_area(
    matches: Matches, photos: Sequence[VerifiedPhoto], query_size: tuple[int, int]
) -> NDArray[np.bool_]:
    """The query without what the strongest objects explain, from their feature matches alone.

    Args:
        matches: that the photos were verified with.
        photos: what a verifier with OS2OS's scores answered.
        query_size: (width, height), pixels.

    Returns:
        (h, w) bool at a working resolution of 320 px; all true if nothing is explained.
    """
    width, height = query_size
    factor = _SIDE / max(width, height)
    shape = max(1, round(height * factor)), max(1, round(width * factor))
    explained = np.zeros(shape, np.uint8)
    radius = max(1, round(0.3 * REACH * _SIDE))
    for photo in photos[:DETAILED_PHOTOS]:
        for found in photo.objects:
            if found.score < EXPLAINING_EVIDENCE:
                continue
            for x, y in np.rint(matches.query_xy[found.members] * factor).astype(int).tolist():
                cv2.circle(explained, (x, y), radius, 1, cv2.FILLED)
    return ~_closed(explained)


def unexplained_by_masks(masks: Sequence[ObjectMask], query_size: tuple[int, int]) -> NDArray[np.bool_]:
    """Likewise from confirmed masks, which follow the borders of what was pasted; (h, w) bool at 320 px."""
    width, height = query_size
    factor = _SIDE / max(width, height)
    shape = max(1, round(height * factor)), max(1, round(width * factor))
    explained = np.zeros(shape, np.uint8)
    for mask in masks:
        small = cv2.resize(mask.query_mask.astype(np.uint8), shape[::-1], interpolation=cv2.INTER_NEAREST)
        explained |= np.asarray(small)
    return np.asarray(explained == 0, bool)


def worth_searching(area: NDArray[np.bool_]) -> bool:
    """Whether enough is left to search for."""
    return float(area.mean()) >= SMALLEST_REST


def _closed(explained: NDArray[Any]) -> NDArray[np.bool_]:
    reach = max(1, round(REACH * _SIDE))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    padded = cv2.copyMakeBorder(explained, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    closed = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_CLOSE, disc))
    return np.asarray(closed[reach:-reach, reach:-reach], bool)
