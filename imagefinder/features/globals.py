"""Global descriptions of a picture: a hash, a colour histogram, a vector for copies and look-alikes.

The vector joins three parts, each normed and weighted: a coarse layout in CIELAB (near copies), oriented
gradient energy on a grid at several scales (after GIST: Oliva, Torralba, IJCV 2001), and the colour histogram
under the square root (Hellinger). Its squared Euclidean distance is the weighted sum of the three.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

GLOBAL_VERSION: Final = 1
"""Grows with every change after which old vectors no longer compare with new ones."""

COLOUR_DIM: Final = 96
_LIGHTNESS_BINS: Final = 6
_CHROMA_BINS: Final = 4
_LAYOUT_SIDE: Final = 6
_LAYOUT_DIM: Final = _LAYOUT_SIDE * _LAYOUT_SIDE * 3
_ORIENTATIONS: Final = 8
_GRID: Final = 4
_SCALES: Final = (96, 48, 24)
"""Sides of the squares, in pixels, that gradients are taken on."""
_TEXTURE_DIM: Final = len(_SCALES) * _GRID * _GRID * _ORIENTATIONS
GLOBAL_DIM: Final = _LAYOUT_DIM + _TEXTURE_DIM + COLOUR_DIM

LAYOUT_WEIGHT: Final = 0.15
TEXTURE_WEIGHT: Final = 0.35
COLOUR_WEIGHT: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class GlobalFeatures:
    """What is known of a whole picture.

    Attributes:
        phash: 64-bit perceptual hash; near copies differ in few bits.
        colour: (96,) float32, soft histogram over CIELAB (6 lightness × 4 a × 4 b), sum 1.
        vector: (GLOBAL_DIM,) float32 of length 1.
    """

    phash: int
    colour: NDArray[np.float32]
    vector: NDArray[np.float32]


def describe_global(pixels: NDArray[np.uint8]) -> GlobalFeatures:
    """Describe a whole picture.

    Args:
        pixels: (h, w, 3) or (h, w) uint8, sRGB; any size, reduced at once.

    Raises:
        ValueError: another shape or dtype, or no pixel at all.
    """
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] != 3):
        raise ValueError(f"pixels must be (h, w) or (h, w, 3) uint8, not {pixels.shape} {pixels.dtype}")
    if pixels.size == 0:
        raise ValueError("a picture without pixels has no description")
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    square: NDArray[Any] = cv2.resize(pixels, (_SCALES[0], _SCALES[0]), interpolation=cv2.INTER_AREA)
    grey: NDArray[Any] = cv2.cvtColor(square, cv2.COLOR_RGB2GRAY)
    lab: NDArray[Any] = cv2.cvtColor(
        cv2.resize(square, (48, 48), interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(255),
        cv2.COLOR_RGB2LAB,
    )
    colour = _colour_histogram(lab)
    parts = (
        np.sqrt(LAYOUT_WEIGHT) * _unit(_layout(lab)),
        np.sqrt(TEXTURE_WEIGHT) * _unit(_texture(grey)),
        np.sqrt(COLOUR_WEIGHT) * np.sqrt(colour),
    )
    vector = _unit(np.concatenate(parts)).astype(np.float32)
    return GlobalFeatures(perceptual_hash(grey), colour, vector)


def perceptual_hash(grey: NDArray[Any]) -> int:
    """64 bits: the signs, against their median, of the 8 × 8 lowest non-constant cosine coefficients.

    Args:
        grey: (h, w) uint8, luma.

    Returns:
        The hash, row by row from the lowest frequencies, first bit highest.
    """
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    coefficients = cv2.dct(small)[1:9, 1:9].reshape(-1)
    bits = coefficients > np.median(coefficients)
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def _unit(x: NDArray[Any]) -> NDArray[Any]:
    length = float(np.linalg.norm(x))
    return x / np.float32(length) if length > 0 else x


def _colour_histogram(lab: NDArray[Any]) -> NDArray[Any]:
    """(96,) float32, each pixel shared among neighbouring bins; a and b compressed towards the greys."""
    L, a, b = lab.reshape(-1, 3).T
    position = (
        L * np.float32((_LIGHTNESS_BINS - 1) / 100.0),
        _compress(a),
        _compress(b),
    )
    sizes = (_LIGHTNESS_BINS, _CHROMA_BINS, _CHROMA_BINS)
    low, fraction = [], []
    for x, size in zip(position, sizes, strict=True):
        cell = np.clip(np.floor(x), 0, size - 2).astype(np.int64)
        low.append(cell)
        fraction.append(np.clip(x - cell, 0.0, 1.0))
    histogram = np.zeros(COLOUR_DIM)
    for corner in range(8):
        index = np.zeros(len(low[0]), np.int64)
        weight = np.ones(len(low[0]), np.float32)
        for axis, size in enumerate(sizes):
            up = corner >> axis & 1
            index = index * size + low[axis] + up
            weight = weight * (fraction[axis] if up else 1 - fraction[axis])
        histogram += np.bincount(index, weight, minlength=COLOUR_DIM)
    return np.asarray(histogram / histogram.sum(), np.float32)


def _compress(chroma: NDArray[Any]) -> NDArray[Any]:
    """a or b of CIELAB to [0, 3]: most photos live within ±40, where most of the bins then are."""
    within: NDArray[Any] = np.clip(
        np.tanh(chroma / np.float32(40.0)) * np.float32(1.5) + np.float32(1.5), 0.0, 3.0
    )
    return within


def _layout(lab: NDArray[Any]) -> NDArray[Any]:
    """(108,) coarse CIELAB picture; lightness without mean and spread, so that exposure matters little."""
    small: NDArray[Any] = cv2.resize(lab, (_LAYOUT_SIDE, _LAYOUT_SIDE), interpolation=cv2.INTER_AREA)
    lightness = small[:, :, 0] - small[:, :, 0].mean()
    small[:, :, 0] = lightness * (25.0 / max(5.0, float(lightness.std())))
    return small.reshape(-1)


def _texture(grey: NDArray[Any]) -> NDArray[Any]:
    """(384,) square root of gradient energy by scale, cell of a 4 × 4 grid, and orientation."""
    parts = []
    for side in _SCALES:
        level = grey if side == len(grey) else cv2.resize(grey, (side, side), interpolation=cv2.INTER_AREA)
        smooth = level.astype(np.float32)
        dx = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3)
        dy = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3)
        magnitude, angle = cv2.cartToPolar(dx, dy)
        # Contrast of either sign counts alike: orientations over half a turn.
        position = np.mod(angle * np.float32(_ORIENTATIONS / np.pi), _ORIENTATIONS)
        low = np.minimum(position.astype(np.int64), _ORIENTATIONS - 1)
        fraction = position - low
        cell = np.arange(side) * _GRID // side
        base = (cell[:, None] * _GRID + cell[None, :]) * _ORIENTATIONS
        size = _GRID * _GRID * _ORIENTATIONS
        energy = np.bincount((base + low).reshape(-1), (magnitude * (1 - fraction)).reshape(-1), size)
        high = base + (low + 1) % _ORIENTATIONS
        energy += np.bincount(high.reshape(-1), (magnitude * fraction).reshape(-1), size)
        parts.append(_unit(np.sqrt(energy).astype(np.float32)))
    return np.concatenate(parts)
