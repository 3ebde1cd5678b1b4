"""What every test shares: no display needed, no user folder touched, real photos made or found."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from hypothesis import settings
from PIL import Image

settings.register_profile("imagefinder", deadline=None)  # no test depends on how busy the machine is
settings.load_profile("imagefinder")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _private_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own library and settings out of reach of every test."""
    home = tmp_path / "home"
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("IMAGEFINDER_LIBRARY", str(home / "library"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real photos for tests; skips where it is missing."""
    folder = Path(os.environ.get("IMAGEFINDER_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no shared photos at {folder} (set IMAGEFINDER_TEST_DATA to use others)")
    return folder


@pytest.fixture(scope="session")
def sample_photos() -> dict[str, np.ndarray]:
    """Real photos that scikit-learn and scikit-image ship: name → (h, w, 3) uint8 sRGB."""
    import skimage.data
    from sklearn.datasets import load_sample_image

    photos = {name: np.asarray(load_sample_image(f"{name}.jpg")) for name in ("china", "flower")}
    for name in ("astronaut", "chelsea", "coffee", "rocket"):
        photos[name] = np.asarray(getattr(skimage.data, name)())
    return photos


@pytest.fixture
def photo_folder(tmp_path: Path, sample_photos: dict[str, np.ndarray]) -> Path:
    """A folder of six real JPEG photos."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, pixels in sample_photos.items():
        Image.fromarray(pixels).save(folder / f"{name}.jpg", quality=90)
    return folder
