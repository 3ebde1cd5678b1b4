"""Laying a result into the query's frame."""

from __future__ import annotations

import cv2
import numpy as np

from imagefinder.gui.compare.alignment import Side, align, match_lines

CORNERS = np.array([[60, 40], [330, 90], [330, 230], [60, 280]], np.float32)


def tilted(photo: np.ndarray) -> tuple[np.ndarray, tuple]:
    """The photo seen from the side, and the map from there to it."""
    height, width = photo.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, CORNERS)
    back = tuple(tuple(row) for row in np.linalg.inv(matrix).tolist())
    return cv2.warpPerspective(photo, matrix, (400, 300)), back


def test_a_tilted_picture_lies_where_its_homography_puts_it(sample_photos: dict[str, np.ndarray]) -> None:
    photo = sample_photos["astronaut"]
    shown, back = tilted(photo)
    query = Side(shown, 400, 300)
    result = Side(cv2.resize(photo, (256, 256), interpolation=cv2.INTER_AREA), *photo.shape[1::-1])
    aligned, difference = align(query, result, back)
    inside = cv2.fillConvexPoly(np.zeros((300, 400), np.uint8), CORNERS.astype(np.int32), 1) > 0
    inner = cv2.erode(inside.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert (aligned[inner, 3] == 255).all()
    assert aligned[~cv2.dilate(inside.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool), 3].max() == 0
    assert np.median(difference[inner]) < 25
    # The same with the map as it is true of the middle alone: it fits there only.
    affine = cv2.getAffineTransform(CORNERS[:3], np.array([[0, 0], [512, 0], [512, 512]], np.float32))
    worse = align(query, result, tuple(tuple(row) for row in affine.tolist()))[1]
    assert worse[inner].mean() > 1.5 * difference[inner].mean()


def test_nothing_is_drawn_beyond_the_horizon() -> None:
    grey = np.full((300, 400, 3), 128, np.uint8)
    horizon_at_the_middle = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (-1 / 200, 0.0, 1.0))
    aligned, _ = align(Side(grey, 400, 300), Side(grey, 400, 300), horizon_at_the_middle)
    assert (aligned[:, 200:, 3] == 0).all() and aligned[10, 20, 3] == 255


def test_lines_follow_the_homography(sample_photos: dict[str, np.ndarray]) -> None:
    photo = sample_photos["astronaut"]
    shown, back = tilted(photo)
    (lines,) = match_lines(Side(shown, 400, 300), Side(photo, 512, 512), [back], [False])
    assert len(lines) > 20
    ends = np.array(lines)
    moved = cv2.perspectiveTransform(ends[None, :, :2], np.array(back))[0]
    assert np.median(np.linalg.norm(moved - ends[:, 2:], axis=1)) < 4
