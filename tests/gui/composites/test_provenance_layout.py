"""The layered drawing: nothing overlaps, composites stand left of what they borrow from."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from imagefinder.gui.composites.provenance_layout import layered, packed, spaced

NODE, GAP = (100.0, 80.0), (60.0, 20.0)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    n = draw(st.integers(1, 40))
    node = st.integers(0, n - 1)
    return list(range(n)), draw(st.lists(st.tuples(node, node), max_size=80))


@given(graphs())
def test_no_two_nodes_overlap_and_all_are_placed(graph: tuple[list[int], list[tuple[int, int]]]) -> None:
    nodes, edges = graph
    drawn = layered(nodes, edges, node=NODE, gap=GAP)
    places = drawn.places
    assert set(places) == set(nodes)
    assert min(x for x, _ in places.values()) == NODE[0] / 2
    assert min(y for _, y in places.values()) == NODE[1] / 2
    for (ax, ay), (bx, by) in itertools.combinations(places.values(), 2):
        assert abs(ax - bx) >= NODE[0] + GAP[0] - 1e-6 or abs(ay - by) >= NODE[1] + GAP[1] - 1e-6
    assert layered(nodes, edges, node=NODE, gap=GAP) == drawn
    # An edge crosses the columns between its ends, and no node stands where it does.
    for bends in drawn.bends.values():
        for x, y in bends:
            beside = [py for px, py in places.values() if px == x]
            assert all(abs(py - y) >= NODE[1] / 2 + GAP[1] - 1e-6 for py in beside)


@given(graphs())
def test_without_cycles_every_edge_leads_to_the_right(
    graph: tuple[list[int], list[tuple[int, int]]],
) -> None:
    nodes, edges = graph
    down = [(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]]
    places = layered(nodes, down, node=NODE, gap=GAP).places
    assert all(places[left][0] < places[right][0] for left, right in down)


def test_a_composite_stands_beside_its_donors_in_the_middle() -> None:
    places = layered([1, 2, 3, 4], [(1, 2), (1, 3), (1, 4)], node=NODE, gap=GAP).places
    assert places[1][0] < places[2][0] == places[3][0] == places[4][0]
    assert places[1][1] == sorted(places[n][1] for n in (2, 3, 4))[1]


def test_a_long_layer_is_folded() -> None:
    places = layered(list(range(201)), [(n, 200) for n in range(200)], node=NODE, gap=GAP).places
    width, height = (max(p[axis] for p in places.values()) for axis in (0, 1))
    assert 0.3 < width / height < 3.0


@given(st.lists(st.floats(-1e4, 1e4), max_size=30))
def test_spacing_is_the_nearest_that_keeps_distance(wishes: list[float]) -> None:
    found = spaced(wishes, [10.0] * (len(wishes) - 1))
    assert all(b - a >= 10.0 - 1e-6 for a, b in itertools.pairwise(found))
    # It moves nothing as a whole that could stay where it wants to be.
    assert abs(sum(found) - sum(wishes)) <= 1e-6 * max(1.0, sum(map(abs, wishes)))


@given(st.lists(st.tuples(st.floats(1, 500), st.floats(1, 500)), max_size=25))
def test_packed_boxes_do_not_overlap(sizes: list[tuple[float, float]]) -> None:
    boxes = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(packed(sizes, 7.0), sizes, strict=True)]
    for a, b in itertools.combinations(boxes, 2):
        apart = a[2] + 6.9 < b[0] or b[2] + 6.9 < a[0] or a[3] + 6.9 < b[1] or b[3] + 6.9 < a[1]
        assert apart
