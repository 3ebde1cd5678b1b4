from __future__ import annotations

import cv2
import numpy as np
import pytest

from imagefinder.evaluation.compositing import Adjustment, compose_maps, flatten, paste, placement
from imagefinder.evaluation.cutouts import Cutout, blob, find_cutout, grabcut_object, largest_piece


def square(size: int, low: int, high: int) -> np.ndarray:
    mask = np.zeros((size, size), bool)
    mask[low:high, low:high] = True
    return mask


def test_placement_moves_the_middle_of_the_box_to_the_centre() -> None:
    cutout = Cutout(square(100, 20, 60), "segment")
    for degrees, mirrored in ((0, False), (90, False), (37, True)):
        matrix = placement(cutout, (200, 150), 80, degrees, mirrored)
        assert matrix @ [39.5, 39.5, 1] == pytest.approx([200, 150])
        assert abs(np.linalg.det(matrix[:, :2])) == pytest.approx((80 / 40) ** 2)
        assert (np.linalg.det(matrix[:, :2]) < 0) == mirrored


def test_a_quarter_turn_is_counter_clockwise_as_seen() -> None:
    matrix = placement(Cutout(square(100, 20, 60), "segment"), (0, 0), 40, 90, False)
    # What lay to the right of the middle comes to lie above it.
    assert matrix @ [49.5, 39.5, 1] == pytest.approx([0, -10])


def test_the_truth_maps_donor_pixels_to_where_they_show(sample_photos: dict[str, np.ndarray]) -> None:
    donor = sample_photos["coffee"]
    cutout = Cutout(square(400, 100, 300)[:, :400], "segment")
    cutout = Cutout(np.pad(cutout.mask, ((0, 0), (0, 200))), "segment")
    matrix = placement(cutout, (320, 240), 150, 25, True)
    layer = paste(donor, cutout, matrix, (640, 480), Adjustment(feather=0.8))
    composite, owner = flatten(np.zeros((480, 640, 3), np.uint8), [layer])
    back = cv2.warpAffine(composite, matrix, (600, 400), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    inside = cv2.erode(cutout.mask.astype(np.uint8), np.ones((15, 15))).astype(bool)
    a, b = back[inside].astype(float).ravel(), donor[inside].astype(float).ravel()
    assert np.corrcoef(a, b)[0, 1] > 0.97
    assert (owner == 1).sum() == pytest.approx(layer.whole_area, rel=0.05)


def test_an_untouched_object_keeps_its_colours() -> None:
    donor = np.full((60, 60, 3), (200, 100, 50), np.uint8)
    cutout = Cutout(square(60, 10, 50), "segment")
    matrix = placement(cutout, (50, 50), 40, 0, False)
    composite, owner = flatten(
        np.zeros((100, 100, 3), np.uint8), [paste(donor, cutout, matrix, (100, 100), Adjustment(feather=0.6))]
    )
    assert composite[50, 50].tolist() == [200, 100, 50]
    assert owner[50, 50] == 1 and owner[0, 0] == 0


def test_colour_changes_are_applied_and_clipped() -> None:
    donor = np.full((60, 60, 3), (200, 100, 50), np.uint8)
    cutout = Cutout(square(60, 10, 50), "segment")
    matrix = placement(cutout, (50, 50), 40, 0, False)
    look = Adjustment(gain=(2, 1, 0.5), offset=10, feather=0.6)
    composite, _ = flatten(
        np.zeros((100, 100, 3), np.uint8), [paste(donor, cutout, matrix, (100, 100), look)]
    )
    assert composite[50, 50].tolist() == [255, 110, 35]


def test_later_objects_lie_on_top() -> None:
    cutout = Cutout(square(60, 10, 50), "segment")
    layers = []
    for colour in (50, 90):
        donor = np.full((60, 60, 3), colour, np.uint8)
        layers.append(
            paste(donor, cutout, placement(cutout, (50, 50), 40, 0, False), (100, 100), Adjustment())
        )
    composite, owner = flatten(np.zeros((100, 100, 3), np.uint8), layers)
    assert composite[50, 50, 0] == 90 and owner[50, 50] == 2


def test_maps_compose_right_to_left() -> None:
    move, grow = np.array([[1.0, 0, 5], [0, 1, 7]]), np.array([[2.0, 0, 0], [0, 2, 0]])
    assert compose_maps(grow, move) @ [1, 1, 1] == pytest.approx([12, 16])


def test_grabcut_finds_an_object_that_stands_out(sample_photos: dict[str, np.ndarray]) -> None:
    flower = sample_photos["flower"]
    mask = grabcut_object(flower, (0.24, 0.15, 0.74, 0.90), seed=1)
    assert mask is not None and mask.shape == flower.shape[:2]
    ys, xs = np.nonzero(mask)
    assert abs(xs.mean() / 640 - 0.48) < 0.05 and abs(ys.mean() / 427 - 0.53) < 0.06
    assert 0.1 < mask.mean() < 0.3


def test_grabcut_on_nothing_says_none() -> None:
    assert grabcut_object(np.full((100, 100, 3), 128, np.uint8), (0.2, 0.2, 0.8, 0.8), 1) is None
    assert grabcut_object(np.zeros((100, 100, 3), np.uint8), (0.5, 0.5, 0.51, 0.51), 1) is None


def test_largest_piece_fills_holes_and_drops_crumbs() -> None:
    mask = square(50, 10, 40)
    mask[20:25, 20:25] = False
    mask[0, 0] = True
    assert (largest_piece(mask) == square(50, 10, 40)).all()
    assert not largest_piece(np.zeros((5, 5), bool)).any()


@pytest.mark.parametrize("shape", [(96, 96), (300, 500), (120, 1000)])
def test_there_is_always_a_cutout(shape: tuple[int, int]) -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        assert blob(shape, rng).any()
        assert find_cutout(np.full((*shape, 3), 77, np.uint8), rng).mask.any()


def test_human_segments_come_first() -> None:
    segments = np.zeros((120, 160), np.uint16)
    segments[30:80, 40:100] = 3
    pixels = np.random.default_rng(0).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    cutout = find_cutout(pixels, np.random.default_rng(0), segments)
    assert cutout.kind == "segment"
    assert cutout.mask.sum() == pytest.approx(3000, rel=0.05)
