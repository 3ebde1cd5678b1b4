"""Robust refit of an object's transform: from a similarity to an affine map where enough matches carry it,
and to a homography where a flat thing is seen from the side.
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

FEWEST_FOR_AFFINE: Final = 8
LARGEST_SHEAR: Final = 1.6
"""Ratio of singular values beyond which an affine map is not believed."""
FEWEST_FOR_HOMOGRAPHY: Final = 12
STRONGEST_PERSPECTIVE: Final = 3.0
"""Ratio of the depths that the points may span under a homography that is believed."""
_ROUNDS: Final = 4


def refit_affines(
    source: NDArray[np.floating[Any]],
    target: NDArray[np.floating[Any]],
    weight: NDArray[np.floating[Any]],
    label: NDArray[np.int64],
    tolerance: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Affine maps by iteratively reweighted least squares with Tukey's biweight, of many objects at once.

    The biweight's reach shrinks from ``tolerance`` to four robust standard deviations of the residuals, so
    that what is merely near an object stops pulling on it.

    Args:
        source: (n, 2) points.
        target: (n, 2) where they should come to.
        weight: (n,) how much each is trusted.
        label: (n,) int64 object of each point, ascending.
        tolerance: (m,) residual beyond which a point has no say in its object, target units.

    Returns:
        (m, 2, 3) float64, source → target, and (m,) bool, which of them to believe: not those with fewer than
        eight points in the end, nor maps that degenerate or shear by more than 1.6.
    """
    count = len(tolerance)
    points = np.bincount(label, minlength=count)
    believed = points >= FEWEST_FOR_AFFINE
    rows = np.flatnonzero(believed[label])
    at, w = label[rows], weight[rows].astype(np.float64) + 1e-6
    x, y = source[rows].astype(np.float64).T
    b = target[rows].astype(np.float64)

    def total(value: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(at, value, count), np.float64)

    # Centred and scaled, or the normal equations would lose half their digits.
    size = np.maximum(points, 1)
    cx, cy = total(x) / size, total(y) / size
    x, y = x - cx[at], y - cy[at]
    spread = total(np.abs(x) + np.abs(y)) / (2 * size)
    spread[spread == 0] = 1.0
    x, y = x / spread[at], y / spread[at]
    reach, trust = tolerance.astype(np.float64), w
    solution = np.zeros((count, 3, 2))
    for number in range(_ROUNDS):
        tx, ty = trust * x, trust * y
        sx, sy, sxy, s = total(tx), total(ty), total(tx * y), total(trust)
        normal = np.stack([[total(tx * x), sxy, sx], [sxy, total(ty * y), sy], [sx, sy, s]])
        right = np.stack([[total(by * b[:, j]) for j in range(2)] for by in (tx, ty, trust)])
        normal, right = np.moveaxis(normal, 2, 0), np.moveaxis(right, 2, 0)
        # The points are centred and scaled, so the determinant tells how far from a line they are.
        believed &= np.abs(np.linalg.det(normal)) > 1e-6 * s**3
        normal[~believed] = np.eye(3)
        solution = np.asarray(np.linalg.solve(normal, right), np.float64)
        of = solution[at]
        off = x[:, None] * of[:, 0] + y[:, None] * of[:, 1] + of[:, 2] - b
        residual = np.sqrt(off[:, 0] ** 2 + off[:, 1] ** 2)
        trust = w * np.maximum(0.0, 1.0 - (residual / reach[at]) ** 2) ** 2
        trusted = np.bincount(at[trust > 0], minlength=count)
        believed &= trusted >= FEWEST_FOR_AFFINE
        if number + 1 < _ROUNDS:
            # 1.48 × the median absolute deviation estimates σ; residuals are never taken below half a pixel.
            middle = _median(np.where(trust > 0, residual, np.inf), at, trusted)
            reach = np.minimum(tolerance, np.maximum(2.0, 4 * 1.48 * middle))
    linear = solution[:, :2].transpose(0, 2, 1) / spread[:, None, None]
    values = np.linalg.svd(linear, compute_uv=False)
    believed &= (values[:, 1] > 0) & (values[:, 0] <= LARGEST_SHEAR * values[:, 1])
    shift = solution[:, 2] - np.einsum("mij,mj->mi", linear, np.stack([cx, cy], axis=1))
    return np.concatenate([linear, shift[:, :, None]], axis=2), believed


def _median(
    value: NDArray[np.float64], label: NDArray[np.int64], finite: NDArray[np.int64]
) -> NDArray[np.float64]:
    """(m,) the middle one of each label's ``finite`` values (the upper of two), 0 where there is none."""
    middle = np.zeros(len(finite))
    some = np.flatnonzero(finite > 0)
    ordered = value[np.lexsort((value, label))]
    middle[some] = ordered[np.searchsorted(label, some) + finite[some] // 2]
    return middle


def fit_homography(
    source: NDArray[np.floating[Any]],
    target: NDArray[np.floating[Any]],
    tolerance: float,
    frame: NDArray[np.floating[Any]],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
    """Homography by MAGSAC++ (Barath et al., CVPR 2020).

    Args:
        source: (k, 2) points.
        target: (k, 2) where they should come to.
        tolerance: largest deviation that may be noise, target units.
        frame: (m, 2) corners of the part of the source that the map has to hold for.

    Returns:
        (3, 3) float64, source → target, and (k,) bool, the points that follow it; None where fewer than
        twelve do, or they span too many depths, or the frame would reach the horizon.
    """
    if len(source) < FEWEST_FOR_HOMOGRAPHY:
        return None
    matrix, follows = cv2.findHomography(
        np.ascontiguousarray(source, np.float64),
        np.ascontiguousarray(target, np.float64),
        cv2.USAC_MAGSAC,
        tolerance,
        maxIters=2000,
        confidence=0.999,
    )
    if matrix is None or not np.isfinite(matrix).all():
        return None
    inlier = np.asarray(follows).reshape(-1) > 0
    if inlier.sum() < FEWEST_FOR_HOMOGRAPHY:
        return None
    horizon = np.asarray(matrix, np.float64)[2]
    edge, depth = (points @ horizon[:2] + horizon[2] for points in (frame, source[inlier]))
    if edge.min() <= 0 or depth.max() > STRONGEST_PERSPECTIVE * depth.min():
        return None
    return np.asarray(matrix, np.float64), inlier
