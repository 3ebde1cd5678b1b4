"""How one photo lies on another: from local features, or from the two whole frames when they show the same.

The descriptors of a pair are compared directly, each with each: for one pair that is a single small matrix
product, and it finds more than the few neighbours that the collection-wide index gives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.features import LocalFeatures
from imagefinder.groups.geometry import Matrix, Size, from_affine, full_frame, is_sane

_RATIO = 0.86
_FARTHEST = 0.55
_ANGLE_BINS = 12
_FEWEST = 5
_FRAME_SIDE = 32
_FRAME_CORRELATION = 0.72


@dataclass(frozen=True, slots=True)
class Alignment:
    """A transform between two photos and what speaks for it.

    Attributes:
        matrix: (3, 3) float64, full-resolution pixels of the first photo → of the second.
        inliers: feature matches that agree on it; 0 for a whole-frame hypothesis.
        inlier_xy: (inliers, 2) float32, where they lie in the first photo.
    """

    matrix: Matrix
    inliers: int
    inlier_xy: NDArray[np.float32]


def frame_signature(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(32, 32) float32 luma of the whole frame squeezed to a square, mean 0, length 1; zeros when it is
    empty.
    """
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (_FRAME_SIDE, _FRAME_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    small -= small.mean()
    length = float(np.linalg.norm(small))
    return np.asarray(small / length if length > 1e-3 else small * 0, np.float32)


def align_frames(
    first: NDArray[np.float32], second: NDArray[np.float32], first_size: Size, second_size: Size
) -> Alignment | None:
    """The whole-frame map (mirrored, turned by quarters, or plain) under which two signatures agree best.

    Args:
        first: signature of the first photo.
        second: likewise.
        first_size: (width, height), full resolution.
        second_size: likewise.

    Returns:
        None when none of the eight agrees well enough to be worth a closer look.
    """
    best, score = (0, False), _FRAME_CORRELATION
    for mirrored in (False, True):
        base = first[:, ::-1] if mirrored else first
        for turns in range(4):
            value = float((np.rot90(base, -turns) * second).sum())
            if value > score + (0.02 if turns or mirrored else 0.0):  # the plain map wins a draw
                best, score = (turns, mirrored), value
    if score <= _FRAME_CORRELATION:
        return None
    matrix = full_frame(first_size, second_size, *best)
    return Alignment(matrix, 0, np.empty((0, 2), np.float32))


def align_features(
    first: LocalFeatures, second: LocalFeatures, first_size: Size, second_size: Size
) -> Alignment | None:
    """The transform that most feature matches agree on, mirrored or not.

    Args:
        first: features of the first photo, full-resolution pixels.
        second: likewise.
        first_size: (width, height), full resolution.
        second_size: likewise.

    Returns:
        None when fewer than five matches agree on anything.
    """
    if len(first) < _FEWEST or len(second) < _FEWEST:
        return None
    plain = _align(first, second, first_size)
    if plain is not None and plain.inliers >= 40:
        return plain
    flipped = _align(first.mirrored(first_size[0]), second, first_size)
    if flipped is None or (plain is not None and plain.inliers >= flipped.inliers):
        return plain
    mirror = np.array([[-1.0, 0, first_size[0] - 1], [0, 1, 0], [0, 0, 1]])
    xy = flipped.inlier_xy.copy()
    xy[:, 0] = np.float32(first_size[0] - 1) - xy[:, 0]
    return Alignment(flipped.matrix @ mirror, flipped.inliers, xy)


def match_descriptors(
    first: NDArray[np.uint8], second: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Mutual nearest neighbours that stand out from the second nearest.

    Args:
        first: (n, 128) uint8 RootSIFT.
        second: (m, 128) uint8.

    Returns:
        Rows of the first, rows of the second, and cosine distances (k,) float32.
    """
    a, b = first.astype(np.float32), second.astype(np.float32)
    a /= np.maximum(np.linalg.norm(a, axis=1, keepdims=True), 1)
    b /= np.maximum(np.linalg.norm(b, axis=1, keepdims=True), 1)
    similarity = a @ b.T
    nearest = similarity.argmax(axis=1)
    rows = np.arange(len(a))
    top = similarity[rows, nearest]
    back = similarity.argmax(axis=0)
    mutual = back[nearest] == rows
    similarity[rows, nearest] = -1.0
    runner = similarity.max(axis=1) if similarity.shape[1] > 1 else np.full(len(a), -1.0)
    distance, other = np.sqrt(np.maximum(2 - 2 * top, 0)), np.sqrt(np.maximum(2 - 2 * runner, 0))
    good = mutual & (distance < _FARTHEST * math.sqrt(2)) & (distance < _RATIO * other)
    kept = np.flatnonzero(good)
    return kept, nearest[kept], distance[kept].astype(np.float32)


def _align(first: LocalFeatures, second: LocalFeatures, size: Size) -> Alignment | None:
    i, j, _ = match_descriptors(first.descriptors, second.descriptors)
    if len(i) < _FEWEST:
        return None
    chosen = _consistent(first, second, i, j)
    i, j = i[chosen], j[chosen]
    if len(i) < _FEWEST:
        return None
    source, target = first.xy[i], second.xy[j]
    side = float(max(np.ptp(second.xy, axis=0).max(), 1.0))
    tolerance = max(1.5, 0.005 * side)
    affine, mask = cv2.estimateAffine2D(
        source, target, method=cv2.USAC_MAGSAC, ransacReprojThreshold=tolerance, maxIters=2000
    )
    best: Alignment | None = None
    if affine is not None and mask is not None:
        inside = mask.ravel() > 0
        matrix = from_affine(affine)
        values = np.linalg.svd(affine[:, :2], compute_uv=False)
        # A strong shear is a chance agreement of a few points.
        if values[1] > 1e-6 and values[0] / values[1] < 2.5 and is_sane(matrix, size):
            best = Alignment(matrix, int(inside.sum()), source[inside])
    if len(i) >= 12:
        homography, mask = cv2.findHomography(
            source, target, method=cv2.USAC_MAGSAC, ransacReprojThreshold=tolerance, maxIters=2000
        )
        if homography is not None and mask is not None:
            inside = mask.ravel() > 0
            count = int(inside.sum())
            # Eight parameters always fit a little better than six: perspective has to earn its place.
            if (
                count >= 12
                and is_sane(np.asarray(homography, np.float64), size)
                and (best is None or count > 1.15 * best.inliers + 3)
            ):
                best = Alignment(np.asarray(homography, np.float64), count, source[inside])
    return best if best is not None and best.inliers >= _FEWEST else None


def _consistent(
    first: LocalFeatures, second: LocalFeatures, i: NDArray[np.int64], j: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Matches of the most voted turn (bins of 30°) and scale (octaves), bins half overlapping."""
    turn = np.mod(second.angle[j] - first.angle[i], 2 * math.pi) / (2 * math.pi) * _ANGLE_BINS
    octave = np.log2(np.maximum(second.scale[j], 1e-6) / np.maximum(first.scale[i], 1e-6))
    best = np.zeros(0, np.int64)
    for shift_t in (0.0, 0.5):
        t = np.floor(turn + shift_t).astype(np.int64) % _ANGLE_BINS
        for shift_s in (0.0, 0.5):
            s = np.floor(octave + shift_s).astype(np.int64)
            key = t * 64 + np.clip(s + 32, 0, 63)
            count = np.bincount(key)
            if int(count.max()) > len(best):
                best = np.flatnonzero(key == count.argmax())
    return best
