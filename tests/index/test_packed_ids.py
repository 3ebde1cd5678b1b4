"""Ids of lists in few bits: any come back, few bits they are, and what does not fit is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.index import IVFADC
from imagefinder.index.container import Container, write_container
from imagefinder.index.packed_ids import PACKED, pack_ids, unpack_ids

LISTS = st.lists(st.lists(st.integers(0, 1 << 45), unique=True, max_size=40).map(sorted), max_size=20)


@given(LISTS)
def test_any_ids_come_back(lists: list[list[int]]) -> None:
    ids = np.array([i for part in lists for i in part], np.int64)
    sizes = np.array([len(part) for part in lists], np.int64)
    packed = pack_ids(ids, sizes)
    assert packed is not None
    assert tuple(packed) == PACKED
    assert np.array_equal(unpack_ids(packed, sizes), ids)


def test_dense_ids_take_little_more_than_their_share() -> None:
    n, lists = 200_000, 256
    rng = np.random.default_rng(3)
    of = rng.integers(0, lists, n)
    packed = pack_ids(np.argsort(of, kind="stable"), np.bincount(of, minlength=lists))
    assert packed is not None
    assert sum(array.nbytes for array in packed.values()) < 1.4 * n


def test_ids_with_too_long_sums_stay_as_they_are() -> None:
    assert pack_ids(np.array([5, 1 << 62]), np.array([1, 1])) is None


def test_arrays_that_do_not_fit_are_refused() -> None:
    sizes = np.array([3, 2])
    packed = pack_ids(np.array([0, 4, 9, 1, 7]), sizes)
    assert packed is not None
    for other in (
        packed | {"id_high": packed["id_high"][:-1]},
        packed | {"id_low": np.append(packed["id_low"], np.uint8(1))},
        packed | {"id_range": np.array([2], np.uint64)},
        packed | {"id_range": np.array([1 << 63], np.uint64)},
    ):
        with pytest.raises(ValueError):
            unpack_ids(other, sizes)


def test_files_with_plain_ids_still_open(tmp_path) -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 16)).astype(np.float32)
    index = IVFADC(4, coarse=8, device="numpy")
    index.fit(X)
    index.add(X[::-1], ids=rng.permutation(5000)[:300])
    index.save(tmp_path / "new")
    stored = Container(tmp_path / "new")
    arrays = {name: stored[name] for name in stored._sections}
    sizes = arrays["sizes"].astype(np.int64)
    arrays["ids"] = unpack_ids({name: arrays.pop(name) for name in PACKED}, sizes).astype(np.uint16)
    write_container(tmp_path / "old", stored.kind, stored.parameters, arrays)
    for name in ("old", "new"):
        again = IVFADC.open(tmp_path / name, device="numpy")
        for mine, theirs in zip(again.search(X[:9], 5), index.search(X[:9], 5), strict=True):
            assert np.array_equal(mine, theirs)
