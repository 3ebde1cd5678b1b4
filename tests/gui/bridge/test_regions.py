from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.gui.bridge.regions import HANDLES, QueryRegion, centred, from_lasso, moved, resized, spanned

SIZE = (640, 480)
coordinate = st.floats(-2000, 2000, allow_nan=False)
inside = st.builds(
    lambda x0, y0, x1, y1: spanned(x0, y0, x1, y1, SIZE), coordinate, coordinate, coordinate, coordinate
)
roomy = inside.filter(lambda region: region.width >= 2 and region.height >= 2)


def within(region: QueryRegion) -> bool:
    slack = 1e-6
    return (
        region.x >= -slack
        and region.y >= -slack
        and region.right <= SIZE[0] + slack
        and region.bottom <= SIZE[1] + slack
    )


@given(inside)
def test_a_drawn_rectangle_stays_in_the_picture(region: QueryRegion) -> None:
    assert within(region)
    assert region.width >= 0
    assert region.height >= 0


@given(roomy, coordinate, coordinate)
def test_moving_keeps_the_size_and_the_picture(region: QueryRegion, dx: float, dy: float) -> None:
    after = moved(region, dx, dy, SIZE)
    assert within(after)
    assert after.width == pytest.approx(region.width)
    assert after.height == pytest.approx(region.height)


@given(roomy, st.sampled_from(HANDLES), coordinate, coordinate)
def test_resizing_never_turns_inside_out_and_keeps_the_opposite_side(
    region: QueryRegion, handle: str, x: float, y: float
) -> None:
    after = resized(region, handle, x, y, SIZE)
    assert within(after)
    assert after.width > 0
    assert after.height > 0
    if "e" in handle:
        assert after.x == pytest.approx(region.x)
    if "s" in handle:
        assert after.y == pytest.approx(region.y)
    if handle in ("n", "s"):
        assert (after.x, after.right) == pytest.approx((region.x, region.right))


@given(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=40))
def test_a_lasso_is_boxed_and_clipped(points: list[tuple[float, float]]) -> None:
    region = from_lasso(points, SIZE)
    assert within(region)
    assert all(region.contains(x, y) for x, y in region.lasso)


def test_a_lasso_moves_and_stretches_with_its_box() -> None:
    region = from_lasso([(100, 100), (200, 100), (150, 200)], SIZE)
    assert moved(region, 10, 20, SIZE).lasso == ((110, 120), (210, 120), (160, 220))
    assert resized(region, "se", 300, 300, SIZE).lasso == ((100, 100), (300, 100), (200, 300))


def test_a_lasso_of_two_points_is_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        from_lasso([(0, 0), (1, 1)], SIZE)


def test_rounding_keeps_the_edges_where_they_were_drawn() -> None:
    assert QueryRegion(10.4, 10.4, 20.2, 20.2).rounded() == (10, 10, 21, 21)
    assert centred(SIZE).rounded() == (160, 120, 320, 240)
