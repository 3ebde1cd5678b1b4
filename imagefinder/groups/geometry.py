"""Where one photo lies in another: plane transforms taken apart into what a person would call them.

A transform is a (3, 3) float64 matrix that maps pixels of the first photo to pixels of the second; pixel
centres are at whole numbers, so a frame of width w reaches from −0.5 to w − 0.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placement:
    """A transform in words.

    Attributes:
        mirrored: left and right are exchanged (before turning).
        degrees: turn, clockwise as seen, in (−180, 180].
        scale: length in the second photo of one pixel of the first.
        stretch: ratio of the two scales along the axes, at least 1.
        distortion: how far the corners stand from an affine map, as a part of the frame's side.
        first_coverage: share of the first photo's area that the second shows, 0 to 1.
        second_coverage: share of the second photo's area that the first shows, 0 to 1.
    """

    mirrored: bool
    degrees: float
    scale: float
    stretch: float
    distortion: float
    first_coverage: float
    second_coverage: float


def full_frame(first: Size, second: Size, turns: int = 0, mirrored: bool = False) -> Matrix:
    """The map of one whole frame onto another, after mirroring and a number of clockwise quarter turns.

    Args:
        first: (width, height) in pixels.
        second: likewise.
        turns: quarter turns, 0 to 3.
        mirrored: exchange left and right first.
    """
    to_unit = _to_unit(first)
    m = np.eye(3)
    if mirrored:
        m = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]])
    quarter = np.array([[0.0, -1, 1], [1, 0, 0], [0, 0, 1]])  # unit square, y down: (x, y) → (1 − y, x)
    for _ in range(turns % 4):
        m = quarter @ m
    return np.asarray(inverse(_to_unit(second)) @ m @ to_unit)


def inverse(m: Matrix) -> Matrix:
    """The transform back."""
    return np.asarray(np.linalg.inv(m), np.float64)


def _to_unit(size: Size) -> Matrix:
    width, height = size
    return np.array([[1 / width, 0, 0.5 / width], [0, 1 / height, 0.5 / height], [0, 0, 1]])


def rescaled(m: Matrix, first: Size, first_now: Size, second: Size, second_now: Size) -> Matrix:
    """The same transform between other resolutions of the two photos."""
    back = inverse(_to_unit(first)) @ _to_unit(first_now)
    return np.asarray(inverse(_to_unit(second_now)) @ _to_unit(second) @ m @ back)


def from_affine(affine: NDArray[Any]) -> Matrix:
    """(2, 3) → (3, 3)."""
    return np.vstack([np.asarray(affine, np.float64), [0.0, 0.0, 1.0]])


def frame_polygon(size: Size) -> NDArray[np.float32]:
    """(4, 2) float32 corners of a frame, clockwise from the top left."""
    width, height = size
    return np.array(
        [[-0.5, -0.5], [width - 0.5, -0.5], [width - 0.5, height - 0.5], [-0.5, height - 0.5]], np.float32
    )


def mapped(m: Matrix, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, 2) points through a transform."""
    return np.asarray(
        cv2.perspectiveTransform(points.reshape(-1, 1, 2).astype(np.float64), m), np.float32
    ).reshape(-1, 2)


def is_sane(m: Matrix, first: Size) -> bool:
    """Whether a transform keeps the first frame convex, finite, and on one side of the horizon."""
    if not np.isfinite(m).all():
        return False
    corners = np.column_stack([frame_polygon(first).astype(np.float64), np.ones(4)])
    depth = corners @ m[2]
    if (depth * depth[0] <= 1e-9).any():
        return False
    polygon = mapped(m, frame_polygon(first))
    return bool(cv2.isContourConvex(polygon.reshape(-1, 1, 2))) and abs(cv2.contourArea(polygon)) > 16.0


def overlap(m: Matrix, first: Size, second: Size) -> float:
    """Area that both frames cover, in pixels of the second photo."""
    area, _ = cv2.intersectConvexConvex(mapped(m, frame_polygon(first)), frame_polygon(second))
    return float(area)


def place(m: Matrix, first: Size, second: Size) -> Placement:
    """Take a transform apart.

    Args:
        m: (3, 3) first → second.
        first: (width, height) of the first photo, pixels.
        second: likewise.
    """
    polygon = mapped(m, frame_polygon(first))
    area = abs(float(cv2.contourArea(polygon)))
    shared = overlap(m, first, second)
    # The affine part at the middle of the frame: the Jacobian of the projective map there.
    centre = np.array([(first[0] - 1) / 2, (first[1] - 1) / 2, 1.0])
    w = float(m[2] @ centre)
    image = (m @ centre)[:2] / w
    jacobian = (m[:2, :2] - np.outer(image, m[2, :2])) / w
    mirrored = bool(np.linalg.det(jacobian) < 0)
    unmirrored = jacobian @ np.diag([-1.0, 1.0]) if mirrored else jacobian
    u, s, vt = np.linalg.svd(unmirrored)
    rotation = u @ vt
    degrees = math.degrees(math.atan2(rotation[1, 0], rotation[0, 0]))
    affine_corners = (frame_polygon(first) - centre[:2]) @ jacobian.T + image
    distortion = float(np.abs(affine_corners - polygon).max()) / max(1.0, math.sqrt(area))
    return Placement(
        mirrored=mirrored,
        degrees=180.0 if degrees <= -179.999 else degrees,
        scale=math.sqrt(float(s[0] * s[1])),
        stretch=float(s[0] / max(s[1], 1e-9)),
        distortion=distortion,
        first_coverage=min(1.0, shared / max(area, 1e-9)),
        second_coverage=min(1.0, shared / (second[0] * second[1])),
    )
