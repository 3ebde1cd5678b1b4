"""The very same pixels, or the same thing photographed twice."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from imagefinder.groups.fidelity import SAME_PIXELS, fidelity

WHOLE = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


def of(query: np.ndarray, result: np.ndarray, transform: np.ndarray = WHOLE) -> float:
    height, width = query.shape[:2]
    mask = np.ones((height, width), bool)
    return fidelity(query, (width, height), result, (result.shape[1], result.shape[0]), transform, mask)


@pytest.mark.parametrize("name", ["china", "flower", "chelsea", "rocket"])
def test_copies_keep_it_through_scaling_compression_and_colour(
    name: str, sample_photos: dict[str, np.ndarray]
) -> None:
    photo = sample_photos[name]
    assert of(photo, photo) > 0.999
    half = cv2.resize(photo, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", half, [cv2.IMWRITE_JPEG_QUALITY, 70])
    assert done
    copy = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))
    copy = np.clip(copy * 0.8 + 20, 0, 255).astype(np.uint8)
    onto_full = np.array([[2.0, 0.0, 0.5], [0.0, 2.0, 0.5]])
    assert of(copy, photo, onto_full) > SAME_PIXELS


def test_a_second_photograph_loses_it(sample_photos: dict[str, np.ndarray]) -> None:
    photo = sample_photos["china"]
    height, width = photo.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + np.array([[3, 2], [-4, 3], [2, -4], [-2, 3]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, moved)
    again = cv2.warpPerspective(photo, warp, (width, height), borderMode=cv2.BORDER_REPLICATE)
    grain = np.random.default_rng(0).normal(0, 8, photo.shape)
    again = np.clip(cv2.GaussianBlur(again, (0, 0), 1.0) + grain, 0, 255).astype(np.uint8)
    assert of(photo, again) < SAME_PIXELS


def test_nothing_is_known_without_texture_or_overlap(sample_photos: dict[str, np.ndarray]) -> None:
    flat = np.full((60, 80, 3), 90, np.uint8)
    assert of(flat, flat) == 0
    photo = sample_photos["china"]
    assert of(photo, photo, np.array([[1.0, 0.0, 5000.0], [0.0, 1.0, 0.0]])) == 0


def test_the_coarser_of_the_two_decides(sample_photos: dict[str, np.ndarray]) -> None:
    photo = sample_photos["china"]
    scale = 0.3
    small = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grown = np.array([[scale, 0.0, (scale - 1) / 2], [0.0, scale, (scale - 1) / 2]])
    back = np.array([[1 / scale, 0.0, (1 / scale - 1) / 2], [0.0, 1 / scale, (1 / scale - 1) / 2]])
    assert of(photo, small, grown) > 0.95
    assert of(small, photo, back) > 0.95
