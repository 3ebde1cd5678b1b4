"""Groups from pairs: components, the user's word against them, no chains, lasting names."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from imagefinder.groups.clusters import cluster, group_name, member_tokens, stars

Edge = tuple[int, int, float]
edges = st.lists(
    st.tuples(st.integers(0, 25), st.integers(0, 25), st.floats(0, 1, allow_nan=False)), max_size=50
)
pairs = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=12)


def reference(found: list[Edge]) -> set[frozenset[int]]:
    """Connected components by flooding."""
    near: dict[int, set[int]] = {}
    for a, b, _ in found:
        if a != b:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    groups, left = set(), set(near)
    while left:
        group, front = set(), [left.pop()]
        while front:
            item = front.pop()
            group.add(item)
            front += [other for other in near[item] if other not in group]
        left -= group
        groups.add(frozenset(group))
    return groups


@given(edges)
def test_without_a_word_of_the_user_groups_are_connected_components(found: list[Edge]) -> None:
    assert {frozenset(group) for group in cluster(found)} == reference(found)


@given(edges, pairs)
def test_no_group_holds_two_that_are_apart(found: list[Edge], apart: list[tuple[int, int]]) -> None:
    never = {frozenset(pair) for pair in apart if pair[0] != pair[1]}
    for group in cluster(found, apart):
        assert len(group) == len(set(group)) >= 2
        assert not any(frozenset(pair) in never for pair in itertools.combinations(group, 2))


@given(edges, pairs)
def test_every_pair_that_is_not_apart_is_shown(found: list[Edge], apart: list[tuple[int, int]]) -> None:
    never = {frozenset(pair) for pair in apart}
    shown = {item for group in cluster(found, apart) for item in group}
    for a, b, _ in found:
        if a != b and frozenset((a, b)) not in never:
            assert {a, b} <= shown


def test_a_third_photo_is_shown_with_each_of_two_that_are_apart() -> None:
    assert cluster([(1, 3, 0.9), (2, 3, 0.8)], [(1, 2)]) == [[1, 3], [2, 3]]


@given(edges)
def test_look_alikes_are_alike_to_their_centre(found: list[Edge]) -> None:
    near = {frozenset((a, b)) for a, b, _ in found if a != b}
    taken: list[int] = []
    for centre, *others in stars(found):
        assert others and all(frozenset((centre, other)) in near for other in others)
        taken += [centre, *others]
    assert len(taken) == len(set(taken))


def test_names_and_tokens_depend_on_contents_alone() -> None:
    a, b = b"a" * 16, b"b" * 16
    assert group_name("same", [a, b]) == group_name("same", [b, a]) != group_name("same", [a])
    two, three = set(member_tokens({a: 2})), set(member_tokens({a: 3}))
    assert len(two) == 2 and two < three
    assert set(member_tokens({a: 1, b: 1})) == {a, b}
