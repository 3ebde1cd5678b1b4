"""The perceptual hashes that other finders rank by, to stand beside ours in one table."""

from __future__ import annotations

import cv2
import numpy as np


def _grey(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.float32)


def _packed(bits: np.ndarray) -> int:
    return int.from_bytes(np.packbits(bits.ravel()).tobytes(), "big")


def dct_hash(pixels: np.ndarray) -> int:
    """pHash: signs, about their median, of the 8 × 8 lowest frequencies of a 32 × 32 reduction; 64 bits."""
    low = np.asarray(cv2.dct(_grey(pixels, 32, 32)))[:8, :8]
    return _packed(low > np.median(low))


def difference_hash(pixels: np.ndarray) -> int:
    """dHash: whether each pixel of a 9 × 8 reduction is darker than its right neighbour; 64 bits."""
    grey = _grey(pixels, 9, 8)
    return _packed(grey[:, 1:] > grey[:, :-1])


def distances(query: int, hashes: np.ndarray) -> np.ndarray:
    """Hamming distances of one hash to (n,) uint64 others, (n,) int64."""
    return np.asarray(np.bitwise_count(hashes ^ np.uint64(query)), np.int64)
