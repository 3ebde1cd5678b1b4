"""What was laid over a part of a photo: a perfectly even area, as a redaction, a sticker or the strip under a
caption is, where the other photo shows something.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

EVEN = 4.0
"""Largest difference of brightness between neighbours in an even area, steps: what JPEG leaves of one."""
LEAST_SHARE = 0.03
"""Of the frame: smaller covers hardly matter."""
MOST_SHARE = 0.6
"""Of the frame, and of the other photo's texture: full and empty pages of one heading are two pages."""
_ONE_SHADE = 3.0
_COMPACT = 0.6
_STRIP = 0.93
_HIDES = 0.35
_RANGE = 12.0
_ANOTHER_SHADE = 40.0
_LETTER = 9
_WINDOW = 9
"""Pixels around a cover that windows of the comparison reach into it from."""

Mask = NDArray[np.bool_]


def find_cover(
    X: NDArray[np.float32],
    Y: NDArray[np.float32],
    textured: tuple[Mask, Mask],
    valid: Mask,
) -> Mask:
    """Where one of two aligned photos is covered, with what is written on the cover and a margin.

    A cover has one shade and a compact shape, and hides texture of the other photo. Only one of two versions
    of a photo has covers: where each of two pages is blank at the place of the other's writing, they are two
    pages.

    Args:
        X: (h, w) brightness of the first, steps.
        Y: likewise of the second.
        textured: (h, w) each, where the first and the second have texture.
        valid: (h, w), where both frames are.

    Returns:
        (h, w) bool, nowhere true when there is no cover, or hardly anything else.
    """
    area = int(valid.sum())
    of_first, of_second = _covers(X, Y, textured[1], valid, area), _covers(Y, X, textured[0], valid, area)
    first = int(of_first.sum()) >= int(of_second.sum())
    cover, hidden = (of_first, textured[1]) if first else (of_second, textured[0])
    lost = int((hidden & cover).sum()) / max(1, int((hidden & valid).sum()))
    if not cover.any() or max(int(cover.sum()) / area, lost) > MOST_SHARE:
        return np.zeros_like(valid)
    size = 2 * _WINDOW + 1
    return np.asarray(cv2.dilate(cover.astype(np.uint8), np.ones((size, size), np.uint8)) > 0)


def _covers(X: NDArray[np.float32], Y: NDArray[np.float32], hidden: Mask, valid: Mask, area: int) -> Mask:
    found: NDArray[Any] = np.zeros(valid.shape, np.uint8)
    spread = cv2.morphologyEx(X, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    even = cv2.morphologyEx(
        ((spread < EVEN) & valid).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)
    )
    number, label, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    for part in range(1, number):
        pixels = int(stats[part, cv2.CC_STAT_AREA])
        if pixels < LEAST_SHARE * area:
            continue
        inside = label == part
        if float(X[inside].std()) > _ONE_SHADE or float(hidden[inside].mean()) < _HIDES:
            continue
        under = Y[inside]
        if float(under.std()) < _RANGE and abs(float(under.mean() - X[inside].mean())) < _ANOTHER_SHADE:
            continue  # a dark coat of which more contrast or coarser coding leaves no fold
        for shape, compact in ((_with_writing(X, inside, valid), _STRIP), (inside, _COMPACT)):
            hull = cv2.convexHull(cv2.findNonZero(shape.astype(np.uint8)))
            if int(shape.sum()) >= compact * float(cv2.contourArea(hull)):
                cv2.fillConvexPoly(found, hull, 1)
                break
    return np.asarray(found > 0)


def _with_writing(X: NDArray[np.float32], inside: Mask, valid: Mask) -> Mask:
    """A part of a cover with all of its shade around it, and the letters in between."""
    near = np.abs(X - float(np.median(X[inside])))
    shade = ((near <= _ONE_SHADE) & valid).astype(np.uint8)
    closed = cv2.morphologyEx(shade, cv2.MORPH_CLOSE, np.ones((_LETTER, _LETTER), np.uint8))
    _, label = cv2.connectedComponents(closed, connectivity=4)
    return np.asarray(label == label[inside][int(near[inside].argmin())])
