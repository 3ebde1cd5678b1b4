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
from imagefinder.search.query import check_region, describe_query, inside_lasso, open_query


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


def test_a_lasso_that_crosses_itself_holds_all_that_it_runs_round() -> None:
    square = np.array([[20, 20], [80, 20], [80, 60], [20, 60]])
    once = inside_lasso(square, (100, 120))
    assert once.sum() == 61 * 41
    assert np.array_equal(inside_lasso(np.vstack([square, square]), (100, 120)), once)
    eight = inside_lasso(np.array([[10, 10], [90, 70], [90, 10], [10, 70]]), (100, 120))
    assert eight[40, 20] and eight[40, 80] and not eight[15, 50]
    ring = np.array(
        [[10, 10], [90, 10], [90, 90], [10, 90], [10, 10], [30, 30], [70, 30], [70, 70], [30, 70]]
    )
    assert inside_lasso(ring, (100, 120))[50, 50]


def test_a_lasso_along_the_border_and_beyond_it() -> None:
    assert inside_lasso(np.array([[0, 0], [119, 0], [119, 99], [0, 99]]), (100, 120)).all()
    assert inside_lasso(np.array([[-500, -500], [900, -500], [900, 900], [-500, 900]]), (100, 120)).all()
    half = inside_lasso(np.array([[60, -50], [300, -50], [300, 400], [60, 400]]), (100, 120))
    assert half[:, 60:].all() and not half[:, :60].any()


@pytest.mark.parametrize(
    "lasso", [np.zeros((2, 2)), np.zeros((5, 3)), np.zeros(6), np.array([[0, 0], [9, np.nan], [9, 9]])]
)
def test_a_lasso_that_is_none_is_refused_in_words(lasso: np.ndarray) -> None:
    with pytest.raises(RequestError, match="at least three points"):
        open_query(np.zeros((40, 40, 3), np.uint8), lasso=lasso)


@pytest.mark.parametrize(
    "lasso", [[[5, 5], [30, 5], [20, 5]], [[50, 50], [90, 50], [90, 90]], [[5, 5], [7, 5], [7, 30]]]
)
def test_a_lasso_round_nothing_is_refused_in_words(lasso: list[list[int]]) -> None:
    with pytest.raises(RequestError, match=r"must be positive|outside the picture|too few to search with"):
        open_query(np.zeros((40, 40, 3), np.uint8), lasso=np.array(lasso))


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
