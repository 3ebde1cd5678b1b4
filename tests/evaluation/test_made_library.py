"""Libraries of made photos: true to their files, the same for the same seed, found by a search."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.made_library import make_library
from imagefinder.library import Library


def test_a_made_library_is_one_that_a_scan_finds_nothing_new_in(tmp_path: Path, photo_folder: Path) -> None:
    count = 150
    *_, done = make_library(tmp_path / "made", count, features=5, bases=[photo_folder], device="numpy")
    assert done == count
    with Library.open(tmp_path / "made", device="numpy") as library:
        before = library.counts()
        assert (before.photos, before.pending, before.failed, before.thorough_done) == (count, 0, 0, count)
        assert count * 0.9 < before.contents < count
        assert before.features == 5 * before.contents == len(library.local_index)
        assert len(library.global_index) == before.contents
        for photo in library.catalog.photos.details(library.photo_ids()).values():
            content = photo.path.read_bytes()
            assert hashlib.blake2b(content, digest_size=16).digest() == photo.content_hash
            assert photo.size == len(content) and photo.captured is not None and photo.width > 500
            assert library.thumbnail(photo.photo_id) is not None
        for _ in library.scan(workers=1):
            pass
        assert library.counts() == before
        report = library.status().last_scan
        assert report is not None and (report.photos, report.described) == (0, 0)


def test_near_copies_lie_near_and_others_spread(tmp_path: Path, photo_folder: Path) -> None:
    list(make_library(tmp_path / "made", 300, bases=[photo_folder], device="numpy"))
    with Library.open(tmp_path / "made", device="numpy", read_only=True) as library:
        assert library.counts().pending == 0
        photos = library.catalog.photos.details(library.photo_ids()).values()
        edited = [photo for photo in photos if photo.software == "edited"]
        assert len(edited) > 3
        phashes = np.array([photo.phash for photo in photos], np.uint64)
        for photo in edited:
            apart = np.sort(np.bitwise_count(phashes ^ np.uint64(photo.phash)))
            assert apart[1] <= 8 < np.median(apart)


def test_the_same_seed_makes_the_same_library(tmp_path: Path, photo_folder: Path) -> None:
    found = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        list(make_library(tmp_path / name, 5, seed=seed, features=2, bases=[photo_folder], device="numpy"))
        with Library.open(tmp_path / name, device="numpy", read_only=True) as library:
            details = library.catalog.photos.details(library.photo_ids()).values()
            found.append([(photo.phash, photo.content_hash, photo.captured) for photo in details])
    assert found[0] == found[1] != found[2]


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(RequestError, match="not empty"):
        list(make_library(tmp_path, 3))
    with pytest.raises(RequestError, match="at least one"):
        list(make_library(tmp_path / "new", 0))
    with pytest.raises(RequestError, match="not a folder"):
        list(make_library(tmp_path / "new", 3, bases=[tmp_path / "nowhere"]))
    assert not (tmp_path / "new").exists()
