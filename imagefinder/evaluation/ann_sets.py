"""Sets of vectors for ``bench ann`` out of a folder of photos: local features, or whole-picture vectors."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.errors import PhotoError, RequestError
from imagefinder.features import describe_global, describe_local
from imagefinder.jobs import JobControl
from imagefinder.photos import read_photo

KINDS = ("sift", "latent")
SIDE = 1024
HELD_OUT = 8
"""Every eighth photo is asked for and never searched in."""
FEATURES = 2000
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}


def photo_vectors(
    folder: Path, kind: str, n: int, queries: int, *, seed: int = 0, threads: int = 2,
    control: JobControl | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:  # fmt: skip
    """Base (n, d) and query (q, d) vectors of the photos below ``folder``; no photo gives to both.

    Base vectors come of each photo as it is, then of ever more variants (crops from a third of the sides on,
    half of them mirrored, reduced to at most two thirds), until there are n.

    Args:
        folder: where the photos lie, at any depth.
        kind: ``sift`` for RootSIFT features (128 dimensions), ``latent`` for whole-picture vectors.
        n: base vectors.
        queries: query vectors, drawn from all of the held-out photos' and their variants'.
        seed: of crops and draws.
        threads: that read and describe.
        control: pause and cancel.

    Raises:
        RequestError: too few readable photos in the folder.
    """
    files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in SUFFIXES and f.is_file())
    held, searched = files[::HELD_OUT], [f for i, f in enumerate(files) if i % HELD_OUT]
    if not searched:
        raise RequestError("--photos", f"{folder}: needs at least two photos, found {len(files)}")
    base = _gather(searched, kind, n, seed, threads, control)
    # several times as many as are asked for, so that they are not all of the first photos
    spare = _gather(held, kind, 4 * queries, seed + 1, threads, control)
    if len(base) < n or len(spare) < queries:
        raise RequestError("--photos", f"{folder}: too few of its {len(files)} files can be read as photos")
    chosen = np.random.default_rng(seed).permutation(len(spare))[:queries]
    return base, spare[chosen]


def _gather(
    files: list[Path], kind: str, n: int, seed: int, threads: int, control: JobControl | None
) -> NDArray[np.float32]:
    parts: list[NDArray[np.float32]] = []
    found = 0
    with ThreadPoolExecutor(threads) as pool:
        for variant in count():
            before = found
            for vectors in pool.map(lambda f: _describe(f, kind, variant, seed), _until(files, control)):  # noqa: B023
                parts.append(vectors)
                found += len(vectors)
            if found >= n or found == before:
                break
    if not parts or not found:
        return np.zeros((0, 1), np.float32)
    rows = np.concatenate([p for p in parts if len(p)])
    # of all photos alike: the last variant is the one that is cut into
    kept = np.sort(np.random.default_rng(seed).permutation(len(rows))[:n])
    return rows[kept]


def _until(files: list[Path], control: JobControl | None) -> Iterator[Path]:
    for file in files:
        if control:
            control.check()
        yield file


def _describe(file: Path, kind: str, variant: int, seed: int) -> NDArray[np.float32]:
    """(m, d) vectors of a variant of a photo, none where it cannot be read; variant 0 is the photo itself."""
    try:
        pixels = read_photo(file, max_side=SIDE).pixels
    except PhotoError:
        return np.zeros((0, 0), np.float32)
    if variant:
        rng = np.random.default_rng([seed, variant, *file.name.encode()])
        pixels = _crop(pixels, rng)
    if kind == "latent":
        return describe_global(pixels).vector.astype(np.float32)[None]
    size = (pixels.shape[1], pixels.shape[0])
    found = describe_local(pixels, size, max_features=FEATURES, max_side=SIDE)
    return found.descriptors.astype(np.float32)


def _crop(pixels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    share = rng.uniform(1 / 3, 0.95)
    h, w = max(16, round(height * share)), max(16, round(width * share))
    top, left = int(rng.integers(0, max(1, height - h + 1))), int(rng.integers(0, max(1, width - w + 1)))
    part = pixels[top : top + h, left : left + w]
    if rng.random() < 0.5:
        part = part[:, ::-1]
    scale = rng.uniform(2 / 3, 1)
    size = (max(16, round(part.shape[1] * scale)), max(16, round(part.shape[0] * scale)))
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
