"""The real photos that scikit-learn and scikit-image ship inside their wheels: nothing is downloaded."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.photos import read_photo

SKLEARN_PHOTOS = ("china.jpg", "flower.jpg")
SKIMAGE_PHOTOS = (
    "astronaut.png",
    "brick.png",
    "camera.png",
    "cell.png",
    "chelsea.png",
    "coffee.png",
    "coins.png",
    "grass.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "moon.png",
    "motorcycle_left.png",
    "motorcycle_right.png",
    "page.png",
    "retina.jpg",
    "rocket.jpg",
    "text.png",
)


def _package_folder(package: str) -> Path | None:
    """Where a package lies, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def sample_photos() -> dict[str, np.ndarray]:
    """Name → pixels, (h, w, 3) uint8 sRGB, of every sample photo.

    Raises:
        RequestError: when scikit-image, which brings most of them, is not installed.
    """
    sklearn, skimage = _package_folder("sklearn"), _package_folder("skimage")
    files: list[Path] = []
    if sklearn is not None:
        files += [sklearn / "datasets" / "images" / name for name in SKLEARN_PHOTOS]
    if skimage is not None:
        files += [skimage / "data" / name for name in SKIMAGE_PHOTOS]
    present = [file for file in files if file.is_file()]
    if skimage is None or len(present) < 10:
        raise RequestError(
            "demo",
            "the sample photos come with scikit-image: pip install 'imagefinder[demo]', "
            "or use your own with --photos FOLDER",
        )
    return {file.stem: read_photo(file).pixels for file in present}
