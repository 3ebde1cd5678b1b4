"""SIFT descriptors of keypoints that are already chosen, for less than OpenCV's ``SIFT.compute`` takes.

Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 60(2), 2004, sections 3 and 6. The
scale space is OpenCV's, so that its keypoints' octaves and layers mean the same here, but only its layers
that hold keypoints are made: the two above them, needed for detection alone, take half of the blurring. As
in the paper (section 6.1), gradients are sampled on a 16 × 16 grid that turns and grows with the keypoint.
A sample then has the same share in the 4 × 4 cells whatever the keypoint, and one matrix product pools the
samples of many keypoints; OpenCV visits each pixel below the grid. The two agree to a cosine of 0.997
(median, RootSIFT).
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

LAYERS: Final = 3
"""Layers of an octave that hold keypoints."""
SIGMA: Final = 1.6
"""Blur of an octave's first layer, in that octave's pixels."""
_INPUT_SIGMA: Final = 0.5
"""Blur that the picture is taken to have, in its pixels."""
_CELLS: Final = 4
_ORIENTATIONS: Final = 8
_CELL_SIGMAS: Final = 3.0
"""Side of a cell over the keypoint's σ."""
_LARGEST_SHARE: Final = 0.2
"""What one entry may have of the descriptor's length (section 6.1: non-linear illumination changes)."""
_LENGTH: Final = 512.0
_SAMPLES: Final = 16
"""Along each side of the grid."""
_KEYPOINTS_AT_ONCE: Final = 64
"""What is worked on together then fits a core's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Keypoints:
    """Where to describe, as OpenCV's SIFT detects.

    Attributes:
        geometry: (n, 4) float32: x, y, diameter in pixels; angle in degrees, clockwise on the screen.
        octave: (n,) int64; −1 is the picture at twice its size.
        layer: (n,) int64, 1 to 3.
    """

    geometry: NDArray[np.float32]
    octave: NDArray[np.int64]
    layer: NDArray[np.int64]

    @classmethod
    def of(cls, keypoints: list[cv2.KeyPoint]) -> Keypoints:
        """Take OpenCV's keypoints apart; of its packed ``octave`` the low byte is the octave, the next the
        layer.
        """
        geometry = np.array([(*k.pt, k.size, k.angle) for k in keypoints], np.float32).reshape(-1, 4)
        packed = np.array([k.octave for k in keypoints], np.int64)
        return cls(geometry, (packed & 255).astype(np.int8).astype(np.int64), packed >> 8 & 255)


def describe_keypoints(grey: NDArray[np.uint8], keypoints: Keypoints) -> NDArray[np.uint8]:
    """SIFT histograms.

    Args:
        grey: (h, w) uint8, the picture that the keypoints were detected on.
        keypoints: n of them, in octaves that the picture has.

    Returns:
        (n, 128) uint8: 4 rows × 4 columns × 8 orientations, of length 512 before rounding.
    """
    histograms = np.empty((len(keypoints.octave), _CELLS * _CELLS * _ORIENTATIONS), np.uint8)
    if len(histograms) == 0:
        return histograms
    base = _first_layer(grey)
    for octave in range(-1, int(keypoints.octave.max()) + 1):
        layers = _layers(base)
        base = np.ascontiguousarray(layers[-1][: base.shape[0] // 2 * 2 : 2, : base.shape[1] // 2 * 2 : 2])
        for layer, blurred in enumerate(layers, 1):
            rows = np.flatnonzero((keypoints.octave == octave) & (keypoints.layer == layer))
            if len(rows) == 0:
                continue
            for first in range(0, len(rows), _KEYPOINTS_AT_ONCE):
                some = rows[first : first + _KEYPOINTS_AT_ONCE]
                histograms[some] = _pool(blurred, keypoints.geometry[some], 2.0**-octave)
    return histograms


def _first_layer(grey: NDArray[np.uint8]) -> NDArray[Any]:
    size = (grey.shape[1] * 2, grey.shape[0] * 2)
    doubled = cv2.resize(grey.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return cv2.GaussianBlur(doubled, (0, 0), math.sqrt(SIGMA**2 - (2 * _INPUT_SIGMA) ** 2))


def _layers(base: NDArray[Any]) -> list[NDArray[Any]]:
    """The layers 1 to 3 of an octave, float32: layer *s* has the blur σ·2^(s/3)."""
    layers, blurred = [], base
    for layer in range(1, LAYERS + 1):
        before = SIGMA * 2 ** ((layer - 1) / LAYERS)
        blurred = cv2.GaussianBlur(blurred, (0, 0), before * math.sqrt(2 ** (2 / LAYERS) - 1))
        layers.append(blurred)
    return layers


def _shares() -> NDArray[np.float32]:
    """(16, s) shares of the samples in the cells: linear between neighbouring cells, under a Gaussian of half
    the descriptor's width.
    """
    place = (np.arange(_SAMPLES) + 0.5) / _SAMPLES * (_CELLS + 1) - (_CELLS + 1) / 2
    centre = np.arange(_CELLS) - (_CELLS - 1) / 2
    share = np.maximum(0.0, 1 - np.abs(place - centre[:, None])) * np.exp(-(place**2) / (_CELLS**2 / 2))
    shares = np.einsum("rv,cu->rcvu", share, share).reshape(_CELLS * _CELLS, -1)
    return np.ascontiguousarray(shares, np.float32)


_SHARES: Final = _shares()
_CORNERS: Final = np.linspace(-(_CELLS + 1) / 2, (_CELLS + 1) / 2, _SAMPLES + 1, dtype=np.float32)
"""Places, in cells from the keypoint, of the lines of the grid; a sample lies between two."""


@functools.cache
def _libraries() -> ThreadpoolController:
    """The linear algebra that is loaded; looking for it anew takes longer than using it."""
    return ThreadpoolController()


def _pool(layer: NDArray[Any], geometry: NDArray[np.float32], zoom: float) -> NDArray[np.uint8]:
    """(n, 128) uint8 histograms of n keypoints of one layer.

    Args:
        layer: (h, w) float32, blurred.
        geometry: (n, 4) float32 as in ``Keypoints``.
        zoom: the layer's pixels per pixel of the picture.
    """
    n, samples = len(geometry), _SAMPLES * _SAMPLES
    magnitude, direction = _gradients(layer, geometry, zoom)
    place = direction * np.float32(_ORIENTATIONS / (2 * math.pi))
    low = np.floor(place).astype(np.int64)
    upper = magnitude * (place - low)
    first = np.arange(0, samples * n * _ORIENTATIONS, _ORIENTATIONS).reshape(samples, n)
    energy = np.zeros(samples * n * _ORIENTATIONS, np.float32)
    energy[first + (low & _ORIENTATIONS - 1)] = magnitude - upper
    energy[first + (low + 1 & _ORIENTATIONS - 1)] = upper
    # a second thread would wait for more in a loop, at the cost of the search that follows
    with _libraries().limit(limits=1, user_api="blas"):
        pooled = (_SHARES @ energy.reshape(samples, -1)).reshape(-1, n, _ORIENTATIONS)
    histograms = pooled.transpose(1, 0, 2).reshape(n, -1)
    length = np.linalg.norm(histograms, axis=1, keepdims=True)
    histograms = np.minimum(histograms, length * np.float32(_LARGEST_SHARE))
    length = np.maximum(np.linalg.norm(histograms, axis=1, keepdims=True), np.finfo(np.float32).eps)
    histograms *= np.float32(_LENGTH) / length
    rounded: NDArray[np.uint8] = np.minimum(np.rint(histograms), 255).astype(np.uint8)
    return rounded


def _gradients(
    layer: NDArray[Any], geometry: NDArray[np.float32], zoom: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(s, n) magnitudes and (s, n) directions of the samples of n keypoints, in the keypoints' own frames:
    radians, −π/4 to 7π/4, counter-clockwise on the screen. Samples outside the layer have no magnitude.
    """
    height, width = layer.shape
    cell = geometry[:, 2] * np.float32(0.5 * _CELL_SIGMAS * zoom)
    x, y = geometry[:, 0] * np.float32(zoom), geometry[:, 1] * np.float32(zoom)
    angle = np.radians(geometry[:, 3])
    c, s = np.cos(angle) * cell, np.sin(angle) * cell
    u, v = _CORNERS[None, :, None], _CORNERS[:, None, None]
    map_x, map_y = u * c - v * s + x, u * s + v * c + y
    lines = len(_CORNERS)
    corners = cv2.remap(
        layer,
        map_x.reshape(lines * lines, -1),
        map_y.reshape(lines * lines, -1),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).reshape(lines, lines, -1)
    # Differences along the two diagonals of each square of the grid: falling, rising.
    falling = (corners[1:, 1:] - corners[:-1, :-1]).reshape(_SAMPLES**2, -1)
    rising = (corners[:-1, 1:] - corners[1:, :-1]).reshape(_SAMPLES**2, -1)
    polar = cv2.cartToPolar(falling, rising)
    magnitude, direction = (np.asarray(part, np.float32) for part in polar)
    direction -= np.float32(math.pi / 4)
    reach = cell * np.float32(math.sqrt(2) * _CORNERS[-1])
    cut = np.flatnonzero(np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) < reach)
    if len(cut):
        inside = (map_x[..., cut] > 0) & (map_x[..., cut] < width - 1)
        inside &= (map_y[..., cut] > 0) & (map_y[..., cut] < height - 1)
        magnitude[:, cut] *= (inside[1:, 1:] & inside[:-1, :-1]).reshape(_SAMPLES**2, -1)
    return magnitude, direction
