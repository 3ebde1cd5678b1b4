from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from photo_files import difference, picture
from PIL import Image

from imagefinder.photos import encode_thumbnail
from imagefinder.photos.reduce import fitted_size, shrink


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((512, 384), (256, 192)),
        ((384, 512), (192, 256)),
        ((100, 50), (100, 50)),
        ((5000, 3), (256, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_size(size: tuple[int, int], expected: tuple[int, int]) -> None:
    thumbnail = opened(
        encode_thumbnail(picture(*size) if min(size) > 4 else np.zeros((*size[::-1], 3), np.uint8))
    )
    assert thumbnail.size == expected
    assert thumbnail.format == "JPEG"


@pytest.mark.parametrize("side", [258, 300, 384, 400, 511, 512, 513, 640, 1024, 2000])
def test_it_looks_like_the_picture(side: int) -> None:
    pixels = picture(side, side * 2 // 3)
    thumbnail = opened(encode_thumbnail(pixels))
    expected = Image.fromarray(pixels).resize(thumbnail.size, Image.Resampling.LANCZOS)
    assert difference(np.asarray(thumbnail), np.asarray(expected)) < 3


def test_a_view_of_other_memory_order_will_do() -> None:
    flipped = picture(300, 200)[:, ::-1]
    assert encode_thumbnail(flipped) == encode_thumbnail(flipped.copy())


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((4, 4, 3), np.float32),
        np.zeros((0, 4, 3), np.uint8),
    ],
)
def test_what_is_no_picture_is_refused(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError):
        encode_thumbnail(pixels)


def test_impossible_sides_are_refused() -> None:
    with pytest.raises(ValueError):
        encode_thumbnail(picture(), max_side=0)


@settings(max_examples=60)
@given(st.integers(1, 700), st.integers(1, 700), st.integers(1, 800))
def test_fitting_and_shrinking_agree(width: int, height: int, max_side: int) -> None:
    size = fitted_size(width, height, max_side)
    assert max(size) == min(max_side, max(width, height))
    assert size[0] <= width and size[1] <= height
    flat = np.full((height, width, 3), 77, np.uint8)
    small = shrink(flat, size)
    assert small.shape == (size[1], size[0], 3)
    assert (small == 77).all()


@pytest.mark.parametrize("ratio", [1.1, 1.3, 1.5, 1.7, 1.9, 2.0, 2.5, 3.7])
def test_shrinking_keeps_fine_stripes_from_folding(ratio: float) -> None:
    """Stripes finer than the result can show must come out grey, not as coarser stripes."""
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 256, (400, 400, 1), np.uint8).repeat(3, axis=2)
    size = (round(400 / ratio), round(400 / ratio))
    ours = shrink(noise, size).astype(float)
    best = np.asarray(Image.fromarray(noise).resize(size, Image.Resampling.BOX), float)
    assert ours.std() < 1.35 * best.std()
    assert abs(ours.mean() - best.mean()) < 1
