"""A query: its region, its pixels, its description."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imagefinder.errors import PhotoError, RequestError
from imagefinder.matching import QUERY_SIDE
from imagefinder.search.query import check_region, describe_query, open_query


@given(st.tuples(st.integers(-50, 250), st.integers(-50, 250), st.integers(-20, 400), st.integers(-20, 400)))
def test_a_region_is_clipped_to_the_picture_or_refused(region: tuple[int, int, int, int]) -> None:
    try:
        x, y, w, h = check_region(region, 200, 120)
    except RequestError as error:
        assert error.exit_code == 2
        assert error.option == "--region"
    else:
        assert 0 <= x < x + w <= 200
        assert 0 <= y < y + h <= 120
        assert min(w, h) >= 8


def test_a_region_outside_names_the_size_of_the_picture() -> None:
    with pytest.raises(RequestError, match="200 × 120"):
        check_region((300, 10, 50, 50), 200, 120)


def test_a_small_region_of_a_large_picture_keeps_its_full_resolution(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (2400, 3000, 3), dtype=np.uint8)
    path = tmp_path / "large.png"
    Image.fromarray(pixels).save(path)
    whole = open_query(path)
    part = open_query(path, (1000, 800, 400, 300))
    assert max(whole.pixels.shape) == QUERY_SIDE
    assert part.pixels.shape == (300, 400, 3)
    np.testing.assert_array_equal(part.pixels, pixels[800:1100, 1000:1400])
    assert whole.content_hash is not None
    assert part.content_hash is None


def test_features_of_a_region_stand_in_pixels_of_the_whole_picture(
    sample_photos: dict[str, np.ndarray],
) -> None:
    region = (120, 60, 200, 180)
    query = open_query(sample_photos["china"], region)
    _, local = describe_query(query)
    assert len(local) > 50
    assert local.xy[:, 0].min() >= 119
    assert local.xy[:, 0].max() <= 321
    assert local.xy[:, 1].min() >= 59
    assert local.xy[:, 1].max() <= 241


def test_a_lasso_searches_only_inside_its_line(sample_photos: dict[str, np.ndarray]) -> None:
    triangle = np.array([[100.0, 50.0], [400.0, 50.0], [100.0, 350.0]])
    query = open_query(sample_photos["china"], lasso=triangle)
    assert query.info.region == (100, 50, 300, 300)
    _, local = describe_query(query)
    assert len(local) > 20
    beyond = (local.xy[:, 0] - 100) + (local.xy[:, 1] - 50)
    assert (beyond < 300 + 6).all()


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3), np.float32), np.zeros((0, 4, 3), np.uint8)],
)
def test_arrays_that_are_no_picture_are_refused_in_words(pixels: np.ndarray) -> None:
    with pytest.raises(RequestError, match="expected an"):
        open_query(pixels)


def test_a_folder_is_not_a_query(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="folder"):
        open_query(tmp_path)
