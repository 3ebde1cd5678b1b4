"""Candidates are compared in waves: nothing needless, nothing left out, whatever comes of each pair."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.groups import verification
from imagefinder.groups.candidates import Candidates
from imagefinder.groups.clusters import Forest
from imagefinder.groups.pairs import Pair, Relation
from imagefinder.jobs import JobCancelled, JobControl

Row = tuple[int, int]
pairs_of_contents = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda row: row[0] < row[1]),
    unique=True,
    max_size=40,
)


class Fetched:
    """Stands for ``Contents``: all that comparing asks of it here is to read facts ahead."""

    def fetch(self, ids: list[int]) -> None:
        self.last = ids


def candidates_of(rows: list[Row]) -> Candidates:
    table = np.array(rows, np.int64).reshape(-1, 2)
    return Candidates(table[:, 0], table[:, 1], np.full(len(table), 5), np.ones(len(table), bool))


def compare(rows: list[Row], same: set[Row], known: set[Row] = frozenset()) -> tuple[list[Row], Forest]:  # type: ignore[assignment]
    """What is compared when just the pairs in ``same`` turn out to be, and what is connected then."""

    def judge(contents: Any, first: int, second: int, *, thorough: bool) -> Pair:
        assert thorough
        return Pair(first, second, Relation.SAME if (first, second) in same else Relation.NONE, 1.0)

    forest = Forest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verification, "judge", judge)
        found = [
            (pair.first, pair.second)
            for _, part in verification.compare_candidates(
                Fetched(),  # type: ignore[arg-type]
                candidates_of(rows),
                np.array([row in known for row in rows], bool),
                forest,
            )
            for pair in part
        ]
    return found, forest


@given(pairs_of_contents, st.data())
def test_every_pair_is_compared_or_implied(rows: list[Row], data: st.DataObject) -> None:
    same = set(data.draw(st.lists(st.sampled_from(rows)))) if rows else set()
    known = set(data.draw(st.lists(st.sampled_from(rows)))) if rows else set()
    found, forest = compare(rows, same, known)
    assert len(set(found)) == len(found) and known.isdisjoint(found)
    expected = Forest()
    for row in found:
        if row in same:
            expected.join(*row)
    assert forest.sets() == expected.sets()
    for row in rows:
        assert row in known or row in found or forest.find(row[0]) == forest.find(row[1])


@given(pairs_of_contents)
def test_versions_of_one_picture_are_compared_as_often_as_it_takes_to_connect_them(rows: list[Row]) -> None:
    found, forest = compare(rows, set(rows))
    assert len(found) == sum(len(group) - 1 for group in forest.sets())


def test_the_most_promising_come_first() -> None:
    rows = [(1, 2), (2, 3), (1, 3), (3, 4)]
    assert compare(rows, set())[0] == [(1, 2), (2, 3), (3, 4), (1, 3)]
    assert compare(rows, {(1, 2)})[0] == [(1, 2), (2, 3), (3, 4), (1, 3)]
    assert compare(rows, {(1, 2), (2, 3)})[0] == [(1, 2), (2, 3), (3, 4)]


def test_it_stops_between_blocks() -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(JobCancelled):
        next(
            verification.compare_candidates(
                Fetched(),  # type: ignore[arg-type]
                candidates_of([(1, 2)]),
                np.zeros(1, bool),
                Forest(),
                control,
            )
        )
