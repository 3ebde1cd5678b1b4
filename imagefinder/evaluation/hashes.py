"""The perceptual hashes of imagededup, to stand beside our own finder in one table.

pHash and dHash are computed from the same files by the same steps as in imagededup 0.3.3 (Apache-2.0), down
to Pillow's Lanczos filter and SciPy's cosine transform; ``docs/benchmarks/copies.md`` tells how the two
were compared. Installing imagededup itself would bring PyTorch along.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from scipy.fft import dct


def _grey(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    small = Image.fromarray(pixels).resize((width, height), Image.Resampling.LANCZOS)
    return np.array(small.convert("L"))


def _packed(bits: np.ndarray) -> int:
    return int.from_bytes(np.packbits(bits.ravel()).tobytes(), "big")


def dct_hash(pixels: np.ndarray) -> int:
    """pHash: the 8 × 8 lowest frequencies of a 32 × 32 reduction against their median, the mean left out; 64
    bits.
    """
    spectrum = dct(dct(_grey(pixels, 32, 32).astype(np.float64), axis=0), axis=1)[:8, :8]
    return _packed(spectrum >= np.median(spectrum.ravel()[1:]))


def difference_hash(pixels: np.ndarray) -> int:
    """dHash: whether each pixel of a 9 × 8 reduction is brighter than its left neighbour; 64 bits."""
    grey = _grey(pixels, 9, 8)
    return _packed(grey[:, 1:] > grey[:, :-1])


def stored_pixels(file: Path) -> np.ndarray:
    """(h, w, 3) uint8 as the file stores them: like most finders, without a look at the EXIF orientation."""
    with Image.open(file) as image:
        return np.array(image.convert("RGB"))


def distances(query: int, hashes: np.ndarray) -> np.ndarray:
    """Hamming distances of one hash to (n,) uint64 others, (n,) int64."""
    return np.asarray(np.bitwise_count(hashes ^ np.uint64(query)), np.int64)


def near_pairs(hashes: np.ndarray, bits: int) -> np.ndarray:
    """(k, 2) int64 rows i < j of (n,) uint64 hashes that differ in at most ``bits`` bits."""
    found = [np.empty((0, 2), np.int64)]
    for row in range(len(hashes) - 1):
        near = np.flatnonzero(np.bitwise_count(hashes[row + 1 :] ^ hashes[row]) <= bits) + row + 1
        found.append(np.column_stack([np.full(len(near), row), near]))
    return np.concatenate(found)
