"""Libraries for the tests of this room: six small photos, scanned once per session and copied for each
test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scan_checks import run_scan

from imagefinder.catalog import Catalog
from imagefinder.library import Library


@pytest.fixture(scope="session")
def small_photos(sample_photos: dict[str, np.ndarray]) -> dict[str, Image.Image]:
    """The sample photos at 240 pixels: what is tested here does not depend on their size."""
    small = {}
    for name, pixels in sample_photos.items():
        picture = Image.fromarray(pixels)
        picture.thumbnail((240, 240))
        small[name] = picture
    return small


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, small_photos: dict[str, Image.Image]) -> Path:
    """A folder with ``photos`` and the ``library`` that they were scanned into."""
    place = tmp_path_factory.mktemp("template")
    (place / "photos/2019").mkdir(parents=True)
    for number, (name, picture) in enumerate(small_photos.items()):
        folder = place / "photos" if number < 3 else place / "photos/2019"
        picture.save(folder / f"{name}.jpg", quality=90)
    with Library.open(place / "library", device="numpy") as library:
        library.add_folder(place / "photos")
        run_scan(library)
    return place


@pytest.fixture
def photos(template: Path, tmp_path: Path) -> Path:
    """The test's own copy of the six photos: three in the folder, three in ``2019``."""
    return Path(shutil.copytree(template / "photos", tmp_path / "photos"))


@pytest.fixture
def library(template: Path, tmp_path: Path, photos: Path) -> Iterator[Library]:
    """A library into which ``photos`` have been scanned."""
    place = Path(shutil.copytree(template / "library", tmp_path / "library"))
    catalog = Catalog(place / "catalog.sqlite")
    with catalog.transaction() as connection:
        connection.execute("UPDATE folders SET path = ?, volume = NULL", (os.fsencode(photos.resolve()),))
    catalog.close()
    with Library.open(place, device="numpy") as opened:
        yield opened
