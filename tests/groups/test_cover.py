"""Versions of which a part is covered are versions; pages that share their frame alone are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from imagefinder.groups.comparison import Comparison, compare
from imagefinder.groups.geometry import full_frame, place
from imagefinder.groups.pairs import is_same_picture

SIZE = (400, 300)


def seen(first: np.ndarray, second: np.ndarray) -> Comparison:
    found = compare(first, second, full_frame(SIZE, SIZE))
    assert found is not None
    return found


def are_same(first: np.ndarray, second: np.ndarray) -> bool:
    return is_same_picture(seen(first, second), place(full_frame(SIZE, SIZE), SIZE, SIZE))


@pytest.fixture
def photo(sample_photos: dict[str, np.ndarray]) -> np.ndarray:
    return cv2.resize(sample_photos["china"], SIZE, interpolation=cv2.INTER_AREA)


def covered(photo: np.ndarray, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    changed = photo.copy()
    changed[top:bottom, left:right] = (200, 30, 90)
    return changed


def test_a_cover_says_nothing_about_what_lies_under_it(photo: np.ndarray) -> None:
    hidden = covered(photo, 60, 40, 310, 230)
    cv2.putText(hidden, "SOLD", (90, 150), cv2.FONT_HERSHEY_SIMPLEX, 2, (255, 255, 255), 4, cv2.LINE_AA)
    for first, second in ((photo, hidden), (hidden, photo)):
        found = seen(first, second)
        assert 0.35 < found.covered < 0.6 and found.edited >= found.covered
        assert min(found.support, found.structure) > 0.95 and found.conflict < 0.01
        assert are_same(first, second)


def test_a_caption_is_covered_with_its_letters(photo: np.ndarray) -> None:
    strip = photo.copy()
    strip[240:] = 255
    place = (12, 280)
    cv2.putText(
        strip, "when it is finally", place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3, cv2.LINE_AA
    )
    found = seen(photo, strip)
    assert found.covered > 0.19 and found.conflict < 0.01
    assert are_same(photo, strip)


def test_nothing_covered_nothing_found(sample_photos: dict[str, np.ndarray], photo: np.ndarray) -> None:
    other = cv2.resize(sample_photos["chelsea"], SIZE, interpolation=cv2.INTER_AREA)
    assert seen(photo, np.clip(photo * 0.7 + 20, 0, 255).astype(np.uint8)).covered == 0
    assert not are_same(photo, other)
    assert not are_same(covered(photo, 40, 40, 360, 260), covered(other, 40, 40, 360, 260))


def test_what_a_change_of_tone_evens_out_is_not_covered(sample_photos: dict[str, np.ndarray]) -> None:
    coat = cv2.resize(sample_photos["astronaut"], SIZE, interpolation=cv2.INTER_AREA)
    coat[100:220, 120:300] = coat[100:220, 120:300] // 12 + 4
    strong = np.clip((coat.astype(np.float32) - 40) * 1.3, 0, 255).astype(np.uint8)
    assert seen(coat, strong).covered == 0
    assert are_same(coat, strong)


def test_a_cover_over_nearly_everything_leaves_too_little_to_tell(photo: np.ndarray) -> None:
    assert not are_same(photo, covered(photo, 10, 10, 380, 270))


def page(seed: int, lines: range) -> np.ndarray:
    """A white page under a letterhead, with some lines of writing."""
    rng = np.random.default_rng(seed)
    sheet = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)
    cv2.putText(sheet, "Harbour & Sons", (20, 35), cv2.FONT_HERSHEY_DUPLEX, 1, (20, 20, 90), 2, cv2.LINE_AA)
    for line in lines:
        letters = "".join(chr(97 + n) for n in rng.integers(0, 26, 34))
        place = (20, 75 + 22 * line)
        cv2.putText(sheet, letters, place, cv2.FONT_HERSHEY_SIMPLEX, 0.55, (30, 30, 30), 1, cv2.LINE_AA)
    return sheet


def test_pages_of_one_letterhead_are_different_pages() -> None:
    assert not are_same(page(1, range(10)), page(2, range(10)))
    assert not are_same(page(1, range(5)), page(2, range(5, 10)))
    assert not are_same(page(1, range(10)), page(1, range(0)))
    assert not are_same(page(1, range(10)), page(1, range(3)))
