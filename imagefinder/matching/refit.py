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


def refit_affine(
    source: NDArray[np.floating[Any]],
    target: NDArray[np.floating[Any]],
    weight: NDArray[np.floating[Any]],
    tolerance: float,
) -> NDArray[np.float64] | None:
    """Affine map by iteratively reweighted least squares with Tukey's biweight.

    The biweight's reach shrinks from ``tolerance`` to four robust standard deviations of the residuals, so
    that what is merely near the object stops pulling on it.

    Args:
        source: (k, 2) points.
        target: (k, 2) where they should come to.
        weight: (k,) how much each is trusted.
        tolerance: residual beyond which a point has no say, in target units.

    Returns:
        (2, 3) float64, source → target; None with fewer than eight points in the end, or where the map
        degenerates or shears by more than 1.6.
    """
    if len(source) < FEWEST_FOR_AFFINE:
        return None
    # Centred and scaled, or the normal equations would lose half their digits.
    centre = source.mean(axis=0)
    spread = float(np.abs(source - centre).mean()) or 1.0
    a = np.concatenate([(source - centre) / spread, np.ones((len(source), 1))], axis=1).astype(np.float64)
    b = target.astype(np.float64)
    w = weight.astype(np.float64) + 1e-6
    reach = tolerance
    trust = w
    for _ in range(_ROUNDS):
        normal = a.T @ (a * trust[:, None])
        # The points are centred and scaled, so the determinant tells how far from a line they are.
        if not abs(np.linalg.det(normal)) > 1e-6 * normal[2, 2] ** 3:
            return None
        solution = np.linalg.solve(normal, a.T @ (b * trust[:, None]))
        residual = np.linalg.norm(a @ solution - b, axis=1)
        trust = w * np.maximum(0.0, 1.0 - (residual / reach) ** 2) ** 2
        trusted = np.sort(residual[trust > 0])
        if len(trusted) < FEWEST_FOR_AFFINE:
            return None
        # 1.48 × the median absolute deviation estimates σ; the residuals are never taken below half a pixel.
        reach = min(tolerance, max(2.0, 4 * 1.48 * float(trusted[len(trusted) // 2])))
    linear = solution[:2].T / spread
    values = np.linalg.svd(linear, compute_uv=False)
    if values[1] <= 0 or values[0] / values[1] > LARGEST_SHEAR:
        return None
    return np.concatenate([linear, (solution[2] - linear @ centre)[:, None]], axis=1)


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
