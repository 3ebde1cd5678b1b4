"""Matches from neighbours: grouping, one-to-one, rarity, duplicates, refusals."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagefinder.matching import FEATURES_PER_PHOTO, Matches, build_matches, rarity_weights


@dataclass
class Query:
    xy: np.ndarray
    scale: np.ndarray
    angle: np.ndarray


@dataclass
class Found:
    ids: np.ndarray
    distances: np.ndarray
    payload: np.ndarray


def query_of(n):
    return Query(
        np.arange(2 * n, dtype=np.float32).reshape(n, 2), np.ones(n, np.float32), np.zeros(n, np.float32)
    )


def found(ids, distances):
    ids = np.asarray(ids, np.int64)
    return Found(ids, np.asarray(distances, np.float32), np.zeros((*ids.shape, 6), np.uint8))


def geometry(photo, payload):
    n = len(photo)
    assert payload.shape == (n, 6)
    return np.zeros((n, 2), np.float32), np.ones(n, np.float32), np.zeros(n, np.float32), np.full(n, 600.0)


def feature(photo, number):
    return photo * FEATURES_PER_PHOTO + number


def test_one_to_one_keeps_the_nearest_of_each():
    ids = [[feature(3, 0), feature(3, 1), feature(5, 0)], [feature(3, 0), feature(5, 0), feature(5, 1)]]
    distances = [[1.0, 2.0, 3.0], [0.5, 4.0, 5.0]]
    matches = build_matches(query_of(2), found(ids, distances), None, geometry)
    pairs = set(zip(matches.query_index.tolist(), matches.feature.tolist(), strict=True))
    # Query 1 is nearer to feature (3, 0), so query 0 loses photo 3: it had offered only its best one there.
    assert pairs == {(1, feature(3, 0)), (0, feature(5, 0))}
    assert matches.photo.tolist() == [3, 5]
    assert matches.rank.tolist() == [1, 3]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 25))
def test_matches_are_one_to_one_sorted_and_within_reach(seed, n, k):
    rng = np.random.default_rng(seed)
    ids = feature(rng.integers(0, 6, (n, k)), rng.integers(0, 8, (n, k)))
    ids[rng.random((n, k)) < 0.1] = -1
    distances = np.sort(rng.uniform(0, 100, (n, k)), axis=1)
    distances[ids < 0] = np.inf
    mirrored = found(np.roll(ids, 1, axis=0), np.roll(distances, 1, axis=0))
    matches = build_matches(query_of(n), found(ids, distances), mirrored, geometry, first_index=100)
    assert (np.diff(matches.photo * 2 + matches.flipped) >= 0).all()
    assert ((matches.weight >= 0) & (matches.weight <= 1)).all()
    assert (matches.rank <= 10).all()
    assert ((matches.query_index >= 100) & (matches.query_index < 100 + n)).all()
    for flipped in (False, True):
        rows = matches.flipped == flipped
        by_query = list(zip(matches.query_index[rows].tolist(), matches.photo[rows].tolist(), strict=True))
        assert len(set(by_query)) == len(by_query)
        assert len(set(matches.feature[rows].tolist())) == rows.sum()


def test_a_common_pattern_weighs_nothing_and_a_rare_one_much():
    common = np.full(30, 100.0) + np.arange(30) * 0.1
    rare = np.concatenate([[10.0], np.full(29, 100.0)])
    weights = rarity_weights(np.array([common, rare], np.float32))
    assert weights[0].max() < 0.01
    assert weights[1, 0] == pytest.approx(0.81, abs=0.01)
    assert (np.diff(weights, axis=1) <= 1e-6).all()
    assert rarity_weights(np.zeros((0, 5), np.float32)).shape == (0, 5)
    assert rarity_weights(np.full((2, 3), np.inf, np.float32)).max() == 0
    assert np.isfinite(rarity_weights(np.zeros((2, 30), np.float32))).all()


def test_copies_of_the_answer_do_not_make_it_look_common():
    """Thirty copies of one donor: without clusters the floor keeps some weight, with them nearly all."""
    row = np.concatenate([np.full(30, 20.0), np.full(20, 100.0)])
    others = np.tile(np.full(50, 100.0), (9, 1))
    distances = np.vstack([row, others]).astype(np.float32)
    plain = rarity_weights(distances)
    assert 0.2 < plain[0, 0] < 0.5
    clusters = np.vstack([np.concatenate([np.zeros(30), np.arange(1, 21)]), np.tile(np.arange(50), (9, 1))])
    assert rarity_weights(distances, clusters.astype(np.int64))[0, 0] == pytest.approx(0.64, abs=0.01)
    ids = np.tile(feature(np.arange(50), 0), (10, 1))
    ids[1:] += 1 + np.arange(9)[:, None]
    matches = build_matches(
        query_of(10),
        found(ids, distances),
        None,
        geometry,
        clusters=lambda photos: np.maximum(photos - 29, 0),
    )
    # All copies of one cluster count as one neighbour, so each of the thirty gets its match.
    assert set(matches.photo[matches.query_index == 0].tolist()) >= set(range(30))


def test_wrong_input_is_named():
    with pytest.raises(ValueError, match="3 query features"):
        build_matches(query_of(3), found([[1]], [[1.0]]), None, geometry)
    with pytest.raises(ValueError, match="no neighbours"):
        build_matches(query_of(3), None, None, geometry)


def test_joining_tiers_keeps_the_order():
    one = build_matches(query_of(1), found([[feature(4, 0)]], [[1.0]]), None, geometry)
    two = build_matches(query_of(1), found([[feature(2, 9)]], [[1.0]]), None, geometry, first_index=1)
    joined = Matches.join([one, two])
    assert joined.photo.tolist() == [2, 4]
    assert joined.query_index.tolist() == [1, 0]
