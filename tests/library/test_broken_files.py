"""A scan over a thousand odd, truncated, hostile and exotic files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imagefinder.library import Library
from imagefinder.library.walk import is_picture


@pytest.mark.slow
@pytest.mark.shared_data
def test_every_file_is_either_found_or_named_with_its_reason(shared_data: Path, tmp_path: Path) -> None:
    folder = (shared_data / "broken_files").resolve()
    wanted = {path for path in folder.rglob("*") if path.is_file() and is_picture(os.fsencode(path.name))}
    with Library.open(tmp_path / "library", device="numpy") as library:
        library.add_folder(folder)
        for _ in library.scan(workers=2, fast_only=True):
            pass
        found = {photo.path for photo in library.catalog.photos.details(library.photo_ids()).values()}
        failures = {failure.path: failure for failure in library.failures()}
    assert found | set(failures) == wanted
    assert not found & set(failures)
    assert all(failure.detail and failure.fault for failure in failures.values())
    names = {path.name for path in found}
    assert {"hopper.jpg", "hopper.png", "hopper.ppm", "hopper.webp", "flower.webp"} <= names
    assert len(found) > 500
