from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.evaluation.measures import (
    Claim,
    average_precision,
    overlap,
    precision_recall,
    recall_at,
    recall_at_false_positives,
)


def test_recall_counts_ranks_up_to_k() -> None:
    ranks = [1, 3, None, 10, 11]
    assert recall_at(ranks, 1) == pytest.approx(0.2)
    assert recall_at(ranks, 10) == pytest.approx(0.6)
    assert math.isnan(recall_at([], 10))


def test_average_precision_of_known_lists() -> None:
    assert average_precision([True, False, True], 2) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([True], 4) == pytest.approx(0.25)
    assert average_precision([], 3) == 0
    assert math.isnan(average_precision([], 0))


@given(st.lists(st.booleans(), max_size=30), st.integers(0, 10))
def test_average_precision_agrees_with_its_definition(relevant: list[bool], more: int) -> None:
    total = sum(relevant) + more
    if total == 0:
        return
    expected = 0.0
    for place, hit in enumerate(relevant, start=1):
        if hit:
            expected += sum(relevant[:place]) / place
    assert average_precision(relevant, total) == pytest.approx(expected / total)


def test_recall_at_false_positives_walks_down_one_threshold() -> None:
    claims = [
        Claim(9, 1, False),
        Claim(8, 0, True),
        Claim(7, 1, False),
        Claim(6, 0, True),
        Claim(5, 1, False),
    ]
    assert recall_at_false_positives(claims, 4, (0, 1, 2)) == {0: 0.25, 1: 0.5, 2: 0.75}


def test_ties_cannot_flatter() -> None:
    claims = [Claim(5, 1, False), Claim(5, 0, True)]
    assert recall_at_false_positives(claims, 1, (0, 1)) == {0: 0.0, 1: 1.0}


def test_nothing_claimed_and_nothing_sought() -> None:
    assert recall_at_false_positives([], 3, (0,)) == {0: 0.0}
    assert math.isnan(recall_at_false_positives([], 0, (0,))[0])


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=40),
    st.integers(0, 5),
)
def test_recall_at_false_positives_agrees_with_trying_every_threshold(
    entries: list[tuple[int, bool]], allowed: int
) -> None:
    claims = [Claim(score, 0 if false else 1, false) for score, false in entries]
    sought = max(1, sum(claim.found for claim in claims))
    best = 0
    for threshold in range(6):
        passing = [claim for claim in claims if claim.score >= threshold]
        if sum(claim.false for claim in passing) <= allowed:
            best = max(best, sum(claim.found for claim in passing))
    assert recall_at_false_positives(claims, sought, (allowed,))[allowed] == pytest.approx(best / sought)


def test_overlap() -> None:
    a, b = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    assert overlap(a, b) == 1
    a[:2], b[1:3] = True, True
    assert overlap(a, b) == pytest.approx(4 / 12)


def test_precision_and_recall() -> None:
    assert precision_recall(9, 1, 12) == (0.9, 0.75)
    precision, recall = precision_recall(0, 0, 0)
    assert math.isnan(precision) and math.isnan(recall)
