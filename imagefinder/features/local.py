"""RootSIFT features, spread over the whole frame, with a geometry that packs into six bytes.

RootSIFT: Arandjelović, Zisserman, "Three things everyone should know to improve object retrieval", CVPR 2012.
Keypoints are detected with a low contrast threshold and thinned spatially (see ``selection``) *before*
anything is described, so that describing costs what the kept ones cost, not what the found ones would.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from imagefinder.features.descriptors import LAYERS, SIGMA, Keypoints, describe_keypoints
from imagefinder.features.selection import select_evenly

Selection: TypeAlias = Callable[
    [NDArray[np.float32], NDArray[np.float32], int, tuple[int, int]], NDArray[np.int64]
]
"""Which keypoints to keep; see ``select_evenly``."""
Histograms: TypeAlias = Callable[[NDArray[np.uint8], Keypoints], NDArray[np.uint8]]
"""SIFT histograms of chosen keypoints; see ``describe_keypoints``."""

LOCAL_VERSION: Final = 1
"""Grows with every change after which old descriptors no longer match new ones."""
LOCAL_DIM: Final = 128
GEOMETRY_BYTES: Final = 6

CONTRAST_THRESHOLD: Final = 0.01
EDGE_THRESHOLD: Final = 12.0
SMALLEST_AREA: Final = 100_000
"""Pixels: smaller pictures are enlarged to this, or their few keypoints would decide everything by chance."""
_LARGEST_ENLARGEMENT: Final = 8.0
_ROOM: Final = 32
"""Pixels around a piece of an area, so that its keypoints do not see a border."""
_MOST_PIECES: Final = 64
_XY_STEPS: Final = 65535
_SCALE_STEPS_PER_OCTAVE: Final = 16
_SMALLEST_LOG2_SCALE: Final = -5.0
"""log2 of the scale that is stored as 0, in pixels of a picture whose longer side is 1024; see ``pack``."""


@dataclass(frozen=True, slots=True, eq=False)
class LocalFeatures:
    """Local features of one picture; n may be 0.

    Attributes:
        xy: (n, 2) float32, keypoint centres in full-resolution pixels (the first pixel's centre is 0, 0).
        scale: (n,) float32, keypoint diameters in full-resolution pixels.
        angle: (n,) float32, orientations in radians, OpenCV's sense (x right, y down), in [0, 2π).
        descriptors: (n, 128) uint8 RootSIFT: min(255, round(512·√(x/Σx))) of the SIFT histogram x.
    """

    xy: NDArray[np.float32]
    scale: NDArray[np.float32]
    angle: NDArray[np.float32]
    descriptors: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.xy)

    def pack(self, full_size: tuple[int, int]) -> NDArray[np.uint8]:
        """Geometry in six bytes a feature.

        Args:
            full_size: (width, height) of the picture at full resolution, pixels.

        Returns:
            (n, 6) uint8: x and y little endian in 1/65535 of the longer side, log2 of scale relative to
            the longer side in 1/16 octave, angle in 1/256 turn. Retrieval loses nothing by this rounding.
        """
        side = float(max(full_size))
        packed = np.empty((len(self), GEOMETRY_BYTES), np.uint8)
        steps = np.clip(np.rint((self.xy.astype(np.float64) + 0.5) / side * _XY_STEPS), 0, _XY_STEPS)
        packed[:, :4] = steps.astype("<u2").view(np.uint8).reshape(-1, 4)
        relative = np.maximum(self.scale.astype(np.float64), 1e-12) * (1024.0 / side)
        level = np.rint((np.log2(relative) - _SMALLEST_LOG2_SCALE) * _SCALE_STEPS_PER_OCTAVE)
        packed[:, 4] = np.clip(level, 0, 255)
        turn = np.rint(self.angle.astype(np.float64) * (256.0 / (2 * math.pi)))
        packed[:, 5] = turn.astype(np.int64) & 255
        return packed

    @staticmethod
    def unpack_geometry(
        packed: NDArray[np.uint8], full_size: ArrayLike
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Undo ``pack``.

        Args:
            packed: (..., 6) uint8 from ``pack``.
            full_size: (width, height) of the picture, or (..., 2): one size for each feature, so that the
                features of many pictures unpack in one call.

        Returns:
            xy (..., 2), scale (...), angle (...), float32, units as in the class.

        Raises:
            ValueError: ``packed`` does not end in six bytes.
        """
        packed = np.ascontiguousarray(packed, np.uint8)
        if packed.shape[-1:] != (GEOMETRY_BYTES,):
            raise ValueError(f"packed geometry must end in {GEOMETRY_BYTES} bytes, not {packed.shape}")
        side = np.asarray(full_size, np.float32).max(axis=-1)
        steps = np.ascontiguousarray(packed[..., :4]).view("<u2").astype(np.float32)
        xy = steps * (side / np.float32(_XY_STEPS))[..., None] - np.float32(0.5)
        octave = packed[..., 4].astype(np.float32) / _SCALE_STEPS_PER_OCTAVE + _SMALLEST_LOG2_SCALE
        scale = np.exp2(octave) * (side / np.float32(1024.0))
        angle = packed[..., 5].astype(np.float32) * np.float32(2 * math.pi / 256)
        return xy, scale, angle

    def mirrored(self, width: float) -> LocalFeatures:
        """The features that the left-right mirrored picture has, without a second extraction.

        A SIFT histogram is 4 rows × 4 columns × 8 orientations in the keypoint's own frame; mirroring
        reverses the axis across the orientation and turns the sense of the angles.

        Args:
            width: of the picture at full resolution, pixels.
        """
        xy = self.xy.copy()
        xy[:, 0] = np.float32(width - 1) - xy[:, 0]
        return LocalFeatures(
            xy, self.scale, np.mod(math.pi - self.angle, 2 * math.pi), self.descriptors[:, _MIRROR]
        )

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> LocalFeatures:
        """The features of the given rows."""
        return LocalFeatures(self.xy[rows], self.scale[rows], self.angle[rows], self.descriptors[rows])


def _mirror_permutation() -> NDArray[np.int64]:
    bins = np.arange(LOCAL_DIM).reshape(4, 4, 8)
    return bins[::-1][:, :, (8 - np.arange(8)) % 8].reshape(-1)


_MIRROR: Final = _mirror_permutation()


def describe_local(
    pixels: NDArray[np.uint8],
    full_size: tuple[int, int] | None = None,
    *,
    max_features: int = 1000,
    max_side: int = 1024,
    mask: NDArray[np.uint8] | NDArray[np.bool_] | None = None,
    enlarge: float = 1.0,
    select: Selection = select_evenly,
    describe: Histograms = describe_keypoints,
) -> LocalFeatures:
    """Find and describe local features.

    Args:
        pixels: (h, w, 3) or (h, w) uint8, sRGB; maybe a reduced version of the picture.
        full_size: (width, height) at full resolution, to which the results refer; default: of ``pixels``.
        max_features: the most to keep; they are spread over the frame rather than taken by strength alone.
        max_side: the picture is reduced to this longer side, pixels; one of under 100,000 pixels is enlarged.
        mask: (h, w) of ``pixels``: keypoints only where it is not zero.
        enlarge: look at the picture that many times larger than the two rules above say (second search tier).
        select: which keypoints to keep.
        describe: by which histograms.

    Returns:
        At most ``max_features`` features, so ordered (if ``select`` is) that any first part of them is spread
        over the frame too; none for a picture without structure.

    Raises:
        ValueError: ``pixels`` or ``mask`` has another shape or dtype, or a number is out of range.
    """
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] != 3):
        raise ValueError(f"pixels must be (h, w) or (h, w, 3) uint8, not {pixels.shape} {pixels.dtype}")
    if mask is not None and mask.shape != pixels.shape[:2]:
        raise ValueError(f"the mask has shape {mask.shape}, the picture {pixels.shape[:2]}")
    if max_features < 1 or max_side < 16 or not 0 < enlarge <= _LARGEST_ENLARGEMENT:
        raise ValueError("max_features ≥ 1, max_side ≥ 16 and 0 < enlarge ≤ 8 are needed")
    height, width = pixels.shape[:2]
    if height < 2 or width < 2:
        return _no_features()
    grey: NDArray[Any] = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    factor = min(1.0, max_side / max(width, height))
    if factor == 1.0 and width * height < SMALLEST_AREA:
        # Never past max_side: a 4 px high strip of a banner must not become a 100-megapixel picture.
        factor = min(
            math.sqrt(SMALLEST_AREA / (width * height)), _LARGEST_ENLARGEMENT, max_side / max(width, height)
        )
    factor *= enlarge
    if factor != 1.0:
        size = (max(2, round(width * factor)), max(2, round(height * factor)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    area: NDArray[Any] | None = None
    if mask is not None:
        area = np.where(mask > 0, 255, 0).astype(np.uint8)
        area = cv2.resize(area, grey.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    geometry, histograms = _detect_and_describe(grey, area, max_features, select, describe)
    if len(geometry) == 0:
        return _no_features()
    full_width, full_height = full_size if full_size is not None else (width, height)
    zoom = np.array([full_width / grey.shape[1], full_height / grey.shape[0]], np.float32)
    xy = (geometry[:, :2] + np.float32(0.5)) * zoom - np.float32(0.5)
    scale = geometry[:, 2] * np.float32(math.sqrt(float(zoom[0]) * float(zoom[1])))
    return LocalFeatures(xy, scale, np.mod(np.radians(geometry[:, 3]), 2 * math.pi), root_sift(histograms))


def _detect_and_describe(
    grey: NDArray[Any],
    area: NDArray[Any] | None,
    max_features: int,
    select: Selection,
    describe: Histograms,
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Keypoints (n, 4) float32 x, y, diameter, angle in degrees, and histograms (n, 128) uint8.

    Detection comes first, selection second, and only what was selected is described. Given an area, only the
    windows around its pieces are looked at.
    """
    sift = cv2.SIFT.create(
        nfeatures=0,
        nOctaveLayers=LAYERS,
        contrastThreshold=CONTRAST_THRESHOLD,
        edgeThreshold=EDGE_THRESHOLD,
        sigma=SIGMA,
    )
    windows = windows_around(area) if area is not None else [(0, 0, grey.shape[1], grey.shape[0])]
    found, points, response = [], [np.empty((0, 2), np.float32)], [np.empty(0, np.float32)]
    for left, top, right, bottom in windows:
        inside = None if area is None else np.ascontiguousarray(area[top:bottom, left:right])
        keypoints = list(sift.detect(np.ascontiguousarray(grey[top:bottom, left:right]), inside))
        found.append(keypoints)
        xy = np.array(cv2.KeyPoint.convert(keypoints), np.float32).reshape(-1, 2)
        points.append(xy + np.array([left, top], np.float32))
        response.append(np.fromiter((k.response for k in keypoints), np.float32, len(keypoints)))
    size = (grey.shape[1], grey.shape[0])
    kept = select(np.concatenate(points), np.concatenate(response), max_features, size)
    geometry = np.empty((len(kept), 4), np.float32)
    histograms = np.empty((len(kept), LOCAL_DIM), np.uint8)
    first = 0
    for (left, top, right, bottom), keypoints in zip(windows, found, strict=True):
        places = np.flatnonzero((kept >= first) & (kept < first + len(keypoints)))
        chosen = Keypoints.of([keypoints[i] for i in (kept[places] - first).tolist()])
        first += len(keypoints)
        geometry[places] = chosen.geometry + np.array([left, top, 0, 0], np.float32)
        histograms[places] = describe(grey[top:bottom, left:right], chosen)
    return geometry, histograms


def windows_around(area: NDArray[Any]) -> list[tuple[int, int, int, int]]:
    """Windows (left, top, right, bottom) that together hold every piece of an area, and do not overlap.

    Args:
        area: (h, w) uint8, not zero where it is.

    Returns:
        Windows with some room around the pieces; the whole frame where windows would save little; none for an
        empty area.
    """
    height, width = area.shape
    _, _, statistics, _ = cv2.connectedComponentsWithStats(area, connectivity=8)
    boxes = [
        (max(0, x - _ROOM), max(0, y - _ROOM), min(width, x + w + _ROOM), min(height, y + h + _ROOM))
        for x, y, w, h, _ in np.asarray(statistics)[1:].tolist()
    ]
    merged: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes, key=lambda b: (b[0] - b[2]) * (b[1] - b[3]), reverse=True)[:_MOST_PIECES]:
        # Whatever a window meets becomes one with it, and may then meet others.
        meets = True
        while meets:
            meets = False
            for other in merged:
                if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
                    merged.remove(other)
                    box = (
                        min(box[0], other[0]),
                        min(box[1], other[1]),
                        max(box[2], other[2]),
                        max(box[3], other[3]),
                    )
                    meets = True
                    break
        merged.append(box)
    if sum((right - left) * (bottom - top) for left, top, right, bottom in merged) > 0.8 * width * height:
        return [(0, 0, width, height)]
    return merged


def root_sift(histograms: NDArray[Any]) -> NDArray[np.uint8]:
    """(n, 128) SIFT histograms to (n, 128) uint8 RootSIFT: min(255, round(512·√(x/Σx)))."""
    x = histograms.astype(np.float32)
    total = np.maximum(x.sum(axis=1, keepdims=True), 1.0)
    root: NDArray[np.uint8] = np.minimum(np.rint(np.sqrt(x / total) * 512.0), 255.0).astype(np.uint8)
    return root


def _no_features() -> LocalFeatures:
    return LocalFeatures(
        np.empty((0, 2), np.float32),
        np.empty(0, np.float32),
        np.empty(0, np.float32),
        np.empty((0, LOCAL_DIM), np.uint8),
    )
