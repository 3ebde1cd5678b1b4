from __future__ import annotations

from pathlib import Path

import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.made_library import COPY_EVERY, make_library
from imagefinder.library import Library


def test_a_made_library_is_one_that_a_scan_finds_nothing_new_in(tmp_path: Path) -> None:
    count = 2 * COPY_EVERY + 3
    assert list(make_library(tmp_path / "made", count))[-1] == count
    with Library.open(tmp_path / "made", device="numpy") as library:
        before = library.counts()
        assert (before.photos, before.contents, before.pending) == (count, count - 2, 0)
        assert len(library.global_index) == count - 2
        ids = library.photo_ids()
        assert library.thumbnail(ids[0]) is not None
        first = library.photo(ids[0])
        assert first is not None and first.captured is not None and first.width > 1000
        for _ in library.scan(workers=1):
            pass
        assert library.counts() == before


def test_the_same_seed_makes_the_same_library(tmp_path: Path) -> None:
    hashes = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        list(make_library(tmp_path / name, 5, seed=seed))
        with Library.open(tmp_path / name, device="numpy") as library:
            details = [library.photo(i) for i in library.photo_ids()]
            hashes.append([d.phash for d in details if d is not None])
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(RequestError, match="not empty"):
        list(make_library(tmp_path, 3))
    with pytest.raises(RequestError, match="at least one"):
        list(make_library(tmp_path / "new", 0))
