"""Laying a result into the query's frame by the found transform, the difference of the two, and lines
between matches.

Arrays only: runs on a background thread.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.features import describe_local
from imagefinder.search.results import Affine, Homography

RATIO = 0.85
"""Lowe's ratio between the best and the second-best distance, below which a match is drawn."""
REACH = 0.025
"""How far, as a share of the result's diagonal, a drawn match may lie from where the transform puts it."""
MOST_LINES = 120

Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One picture of a comparison.

    Attributes:
        pixels: (h, w, 3) uint8 sRGB, perhaps reduced. width, height: at full resolution.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int

    def reduction(self) -> NDArray[np.float64]:
        """(3, 3) map from full-resolution pixels to those of ``pixels``."""
        return np.diag([self.pixels.shape[1] / self.width, self.pixels.shape[0] / self.height, 1.0])


def align(
    query: Side, result: Side, mapping: Affine | Homography
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The result in the query's frame, and where they differ.

    Args:
        query: the frame.
        result: what is laid into it.
        mapping: from query to result, full-resolution pixels.

    Returns:
        (h, w, 4) uint8 sRGB with alpha 0 where the result does not reach, and (h, w, 3) uint8: the absolute
        difference stretched threefold, hatched grey where there is nothing to compare.
    """
    height, width = query.pixels.shape[:2]
    shown = result.reduction() @ _square(mapping) @ np.linalg.inv(query.reduction())
    rgba = np.dstack([result.pixels, np.full(result.pixels.shape[:2], 255, np.uint8)])
    # The map is given from the frame to the source, which is what WARP_INVERSE_MAP asks for.
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    aligned = np.asarray(cv2.warpPerspective(rgba, shown, (width, height), flags=flags), np.uint8)
    y, x = np.mgrid[0:height, 0:width]
    aligned[shown[2, 0] * x + shown[2, 1] * y + shown[2, 2] <= 0] = 0  # beyond the horizon of a tilted object
    there = aligned[:, :, 3:4] > 250
    gap = np.abs(query.pixels.astype(np.int16) - aligned[:, :, :3].astype(np.int16)) * 3
    hatch = np.where((x + y) % 12 < 2, 70, 40).astype(np.uint8)[:, :, None].repeat(3, axis=2)
    difference = np.where(there, np.minimum(gap, 255).astype(np.uint8), hatch)
    return aligned, np.ascontiguousarray(difference)


def _square(mapping: Affine | Homography) -> NDArray[np.float64]:
    """(3, 3) form of a map."""
    rows = np.asarray(mapping, np.float64)
    return rows if len(rows) == 3 else np.vstack([rows, [0.0, 0.0, 1.0]])


def match_lines(
    query: Side, result: Side, mappings: list[Affine | Homography], flipped: list[bool]
) -> list[list[Line]]:
    """For each object, lines between local features that look alike and that its map brings together.

    Returns:
        per map, up to ``MOST_LINES`` of (x, y) in the query and (x, y) in the result, full-resolution
        pixels.
    """
    there = describe_local(result.pixels, (result.width, result.height))
    here = describe_local(query.pixels, (query.width, query.height))
    mirrored_pixels = np.ascontiguousarray(query.pixels[:, ::-1])
    mirrored = describe_local(mirrored_pixels, (query.width, query.height)) if any(flipped) else here
    reach = REACH * float(np.hypot(result.width, result.height))
    answer: list[list[Line]] = []
    for mapping, turned in zip(mappings, flipped, strict=True):
        local = mirrored if turned else here
        lines: list[Line] = []
        if len(local.xy) and len(there.xy):
            pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(
                local.descriptors.astype(np.float32), there.descriptors.astype(np.float32), k=2
            )
            start = local.xy.astype(np.float64).copy()
            if turned:
                start[:, 0] = query.width - 1 - start[:, 0]
            expected = cv2.perspectiveTransform(start[None], _square(mapping))[0]
            for pair in pairs:
                if len(pair) == 2 and pair[0].distance > RATIO * pair[1].distance:
                    continue
                q, t = pair[0].queryIdx, pair[0].trainIdx
                end = there.xy[t]
                if float(np.hypot(*(expected[q] - end))) <= reach:
                    lines.append((float(start[q, 0]), float(start[q, 1]), float(end[0]), float(end[1])))
        answer.append(lines[:: max(1, len(lines) // MOST_LINES)][:MOST_LINES])
    return answer
