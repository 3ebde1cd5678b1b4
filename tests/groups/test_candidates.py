"""The join of descriptors: cells and votes against plain counting, and the same for mirrored pictures."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.groups import candidates
from imagefinder.groups.candidates import LARGEST_CELL, MIRROR, join_descriptors

N = 40


class Made:
    """Stands for ``Contents``: descriptors of made contents."""

    def __init__(self, descriptors: list[np.ndarray]) -> None:
        self.made = descriptors

    def descriptors(self, content: int) -> tuple[np.ndarray, np.ndarray]:
        return self.made[content], np.zeros((len(self.made[content]), 6), np.uint8)

    def largest_descriptors(self, contents: list[int], count: int) -> tuple[np.ndarray, np.ndarray]:
        parts = [self.made[content][:count] for content in contents]
        owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        return np.concatenate([np.empty((0, 128), np.uint8), *parts]), owner


def unrelated(rng: np.random.Generator, rows: int) -> np.ndarray:
    return np.minimum(rng.gamma(0.6, 40, (rows, 128)), 255).astype(np.uint8)


@pytest.fixture
def collection() -> Made:
    """Forty contents; 3 shows a part of 2, 7 the mirrored 6, 9 nothing at all."""
    rng = np.random.default_rng(4)
    made = [unrelated(rng, int(rng.integers(60, 200))) for _ in range(N)]
    made[3] = np.concatenate([made[2][:20], made[3][:80]])
    made[7] = made[6][:, MIRROR]
    made[9] = made[9][:0]
    return Made(made)


def test_shared_parts_meet_mirrored_or_not(collection: Made) -> None:
    ids = np.arange(N)
    keys, votes = join_descriptors(collection, ids)  # type: ignore[arg-type]
    assert keys.tolist() == [2 * N + 3, 6 * N + 7]
    assert votes.min() >= 20


def test_passes_and_counting_in_parts_change_nothing(
    collection: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = np.arange(N)
    whole = join_descriptors(collection, ids)  # type: ignore[arg-type]
    monkeypatch.setattr(candidates, "_KEY_BYTES", 8 * N * candidates.FEATURES * 3)
    monkeypatch.setattr(candidates, "_MEETINGS", 7)
    monkeypatch.setattr(candidates, "_PHOTOS", 5)
    again = join_descriptors(collection, ids)  # type: ignore[arg-type]
    # Passes draw their planes anew, so other chance meetings and nearly the same votes.
    assert np.array_equal(whole[0], again[0])


@given(st.integers(2, 60), st.integers(0, 300), st.integers(1, 90), st.integers(0, 2**32))
def test_cells_are_joined_as_counting_says(n: int, m: int, cells: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    cell, owner = rng.integers(0, cells, m).astype(np.uint64), rng.integers(0, n, m).astype(np.int32)
    expected: Counter[int] = Counter()
    for value in set(cell.tolist()):
        members = sorted(owner[cell == value].tolist())
        if len(members) <= LARGEST_CELL:
            expected.update(a * n + b for a, b in combinations(members, 2) if a < b)
    packed = (cell << np.uint64(candidates.owner_bits(n))) | owner.astype(np.uint64)
    assert Counter(candidates._join_cells(packed, n).tolist()) == expected


@given(st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=12), st.integers(1, 4))
def test_meetings_are_counted(parts: list[list[int]], least: int) -> None:
    meetings = candidates._Meetings()
    expected: Counter[int] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_MEETINGS", 9)
        for part in parts:
            meetings.add(np.array(part, np.int64))
            expected.update(part)
    keys, counts = meetings.often(least)
    assert dict(zip(keys.tolist(), counts.tolist(), strict=True)) == {
        key: count for key, count in expected.items() if count >= least
    }
    assert np.all(np.diff(keys) > 0)
