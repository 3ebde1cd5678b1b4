"""From a transform to the exact object: dense confirmation by local correlation, mask and outlines.

The photo is warped onto the query and compared neighbourhood by neighbourhood (zero-mean normalised
cross-correlation, ZNCC, which gain and offset of brightness leave as it is). What agrees and holds a feature
match is the object. The hull of the matches would be no mask: half of it is usually not the object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Polygon: TypeAlias = NDArray[np.float64]
"""(k, 2) float64 points in full-resolution pixels, in order, not closed."""

WORKING_SIDE: Final = 640
"""Longer side, pixels, that masks are computed at."""
WINDOW: Final = 0.0033
"""σ of the window that correlates, part of the longer side. Smaller windows follow borders closer (median IoU
of masks 0.86 at this one, 0.81 at twice as much), still smaller ones agree by chance."""
CORRELATION: Final = 0.6
VARIANCE_FLOOR: Final = 9.0
"""Grey levels squared: below it there is nothing to correlate."""
CONTRADICTION: Final = 0.3
"""Structure that correlates less than this speaks against the object."""
SMALL_HOLE: Final = 5e-4
"""Holes smaller than this part of the query are always filled."""
CONTRADICTED_PART: Final = 0.25
"""Holes are filled if less than this part of them contradicts."""


@dataclass(frozen=True, slots=True, eq=False)
class ObjectMask:
    """One object outlined in the query and in the photo.

    Attributes:
        query_outline: outer boundaries of the object in the query, the largest first.
        result_outline: the same boundaries in the photo, in the same order.
        query_mask: (h, w) bool at working resolution; the whole query, see ``WORKING_SIDE``.
        query_coverage: part of the query's area that the object covers, 0 to 1.
        result_coverage: part of the photo's area that the object covers, 0 to 1.
        support: mean ZNCC inside the mask, −1 to 1; 0 for an empty mask.
        inliers_inside: part of the feature matches that lie in the mask, 0 to 1.
        structure: how much the query's gradients in the mask point across their prevailing direction, 0 (one
            straight edge) to 1 (every direction alike).
        contested: part of the texture that lies within both frames and contradicts, 0 to 1: what was put
            over the picture, or all round an object that was cut out of it.
        photo_extent: (h, w) bool like ``query_mask``: where the frame of the photo reaches in the query,
            whether it looks like the query there or not; None for everywhere.
    """

    query_outline: list[Polygon]
    result_outline: list[Polygon]
    query_mask: NDArray[np.bool_]
    query_coverage: float
    result_coverage: float
    support: float
    inliers_inside: float
    structure: float = 1.0
    contested: float = 0.0
    photo_extent: NDArray[np.bool_] | None = None


def outline_object(
    query_pixels: NDArray[np.uint8],
    query_size: tuple[int, int],
    result_pixels: NDArray[np.uint8],
    result_size: tuple[int, int],
    transform: NDArray[np.float64],
    inlier_xy: NDArray[np.floating[Any]],
) -> ObjectMask:
    """Find the object's exact extent in both pictures.

    Args:
        query_pixels: (h, w, 3) or (h, w) uint8, maybe reduced.
        query_size: (width, height) of the query at full resolution.
        result_pixels: likewise for the photo.
        result_size: likewise.
        transform: (2, 3), query pixels → photo pixels at full resolution; or (3, 3), a homography.
        inlier_xy: (k, 2) feature matches of the object, query pixels at full resolution.

    Returns:
        The mask; an empty one (no outline, coverage 0) where the pixels do not confirm the matches.
    """
    query = _working_grey(query_pixels)
    height, width = query.shape
    to_full = _rescale((width, height), query_size)
    from_full = _rescale(result_size, result_pixels.shape[1::-1])
    if not np.isfinite(transform).all():
        return _nothing(query)
    to_photo = from_full @ _square(transform) @ to_full
    points = _points(inlier_xy, np.linalg.inv(_rescale((width, height), query_size)), (width, height))
    scale = _scale_at(to_photo, points.mean(axis=0) if len(points) else np.zeros(2))
    if not 1e-3 < scale < 1e3:
        return _nothing(query)
    photo, to_photo = _working_photo(result_pixels, to_photo, scale)
    warped = _warped(photo, to_photo, (width, height), cv2.BORDER_REPLICATE)
    inside = _warped(np.full(photo.shape, 255, np.uint8), to_photo, (width, height), cv2.BORDER_CONSTANT)
    side = max(width, height)
    correlation, texture = local_correlation(query, warped, max(1.4, WINDOW * side))
    covered = inside > 127
    textured = covered & (texture > 4 * VARIANCE_FLOOR)
    against = textured & (correlation < CONTRADICTION)
    mask = clean_mask((correlation > CORRELATION) & covered, against | ~covered, points)
    area = int(mask.sum())
    if area == 0:
        return _nothing(query)
    outlines = _contours(mask)
    query_outline = [_apply(to_full, outline) for outline in outlines]
    to_result = _square(transform)
    middle = np.argwhere(mask).mean(axis=0)[::-1]
    photo_area = _scale_at(to_result @ to_full, middle) ** 2 * area
    return ObjectMask(
        query_outline,
        [_clip(_apply(to_result, outline), result_size) for outline in query_outline],
        mask,
        area / mask.size,
        min(1.0, photo_area / max(1, result_size[0] * result_size[1])),
        float(correlation[mask].mean()),
        _share_inside(mask, points),
        structure(query, mask),
        int(against.sum()) / max(1, int(textured.sum())),
        covered,
    )


def local_correlation(
    a: NDArray[Any], b: NDArray[Any], sigma: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """ZNCC of two grey pictures in a Gaussian window around each pixel.

    Args:
        a: (h, w) uint8.
        b: (h, w) uint8.
        sigma: of the window, pixels.

    Returns:
        (h, w) float32 in [−1, 1], about 0 where either is flat; and (h, w) float32, the larger of the two
        variances in the window, grey levels squared.
    """
    x, y = a.astype(np.float32), b.astype(np.float32)

    def mean(value: NDArray[Any]) -> NDArray[Any]:
        blurred: NDArray[Any] = cv2.GaussianBlur(value, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101)
        return blurred

    mx, my = mean(x), mean(y)
    vx, vy = mean(x * x) - mx * mx, mean(y * y) - my * my
    covariance = mean(x * y) - mx * my
    floor = np.float32(VARIANCE_FLOOR)
    return covariance / np.sqrt(np.maximum(vx, floor) * np.maximum(vy, floor)), np.maximum(vx, vy)


def structure(grey: NDArray[Any], mask: NDArray[np.bool_]) -> float:
    """λ2/λ1 of the structure tensor Σ∇I∇Iᵀ over a mask (Bigün, Granlund, ICCV 1987).

    A straight edge correlates with every other straight edge, shifted along it as far as one likes: where all
    gradients are parallel, agreement of pixels proves nothing.

    Args:
        grey: (h, w) uint8.
        mask: (h, w) bool.

    Returns:
        0 for parallel gradients or none at all, 1 for every direction alike.
    """
    x, y, w, h = cv2.boundingRect(mask.astype(np.uint8))
    left, top = max(0, x - 4), max(0, y - 4)
    part = np.s_[top : y + h + 4, left : x + w + 4]
    smooth = cv2.GaussianBlur(np.ascontiguousarray(grey[part]).astype(np.float32), (0, 0), 1.0)
    inside = mask[part]
    gx = np.asarray(cv2.Sobel(smooth, cv2.CV_32F, 1, 0))[inside]
    gy = np.asarray(cv2.Sobel(smooth, cv2.CV_32F, 0, 1))[inside]
    xx, yy, xy = float(gx @ gx), float(gy @ gy), float(gx @ gy)
    mean, half = (xx + yy) / 2, float(np.hypot((xx - yy) / 2, xy))
    return (mean - half) / (mean + half) if mean + half > 0 else 0.0


def clean_mask(
    agreeing: NDArray[np.bool_], contradicting: NDArray[np.bool_], points: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Open, close, keep the pieces that hold a feature match, fill those holes that contradict nothing.

    A hole may be a plain surface, where there is nothing to correlate, or something pasted over a host.

    Args:
        agreeing: (h, w) bool, where the pictures correlate.
        contradicting: (h, w) bool, where there is structure and it does not.
        points: (k, 2) int64 feature matches, x and y in its pixels.
    """
    side = max(agreeing.shape)
    mask: NDArray[Any] = agreeing.astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    reach = max(1, round(0.01 * side))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    # Padded, or closing would pull the mask away from the picture's border.
    padded = cv2.copyMakeBorder(mask, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    mask = np.asarray(cv2.morphologyEx(padded, cv2.MORPH_CLOSE, disc))[reach:-reach, reach:-reach]
    count, labels = cv2.connectedComponents(np.ascontiguousarray(mask), connectivity=4)
    labels = np.asarray(labels)
    keep = np.zeros(count, bool)
    if len(points):
        keep[labels[points[:, 1], points[:, 0]]] = True
    keep[0] = False
    kept: NDArray[Any] = keep[labels].astype(np.uint8)
    return kept.astype(bool) | _harmless_holes(kept, contradicting)


def _harmless_holes(mask: NDArray[Any], contradicting: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The holes of a mask that are small or hardly contradict it, (h, w) bool."""
    # With a frame of background around, label 1 is the outside, whatever the mask touches.
    outside = cv2.copyMakeBorder(1 - mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    count, labels = cv2.connectedComponents(np.ascontiguousarray(outside), connectivity=8)
    holes = np.asarray(labels)[1:-1, 1:-1]
    area = np.bincount(holes.reshape(-1), minlength=count)
    against = np.bincount(holes.reshape(-1), contradicting.reshape(-1), count)
    harmless = (area < SMALL_HOLE * mask.size) | (against < CONTRADICTED_PART * area)
    harmless[0] = False
    harmless[int(np.asarray(labels)[0, 0])] = False
    return np.asarray(harmless[holes], bool)


def _working_grey(pixels: NDArray[np.uint8]) -> NDArray[Any]:
    grey: NDArray[Any] = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    factor = WORKING_SIDE / max(grey.shape)
    if factor >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))


def _working_photo(
    pixels: NDArray[np.uint8], to_photo: NDArray[np.float64], scale: float
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """The photo at about the query's scale, or warping would alias; and the map into it."""
    grey: NDArray[Any] = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if scale < 1.5:
        return grey, to_photo
    size = (max(1, round(grey.shape[1] / scale)), max(1, round(grey.shape[0] / scale)))
    small: NDArray[Any] = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return small, _rescale(grey.shape[1::-1], size) @ to_photo


def _rescale(source: tuple[int, ...], target: tuple[int, ...]) -> NDArray[np.float64]:
    """(3, 3) map of pixel centres between two sizes (width, height) of one picture."""
    fx, fy = target[0] / source[0], target[1] / source[1]
    return np.array([[fx, 0, (fx - 1) / 2], [0, fy, (fy - 1) / 2], [0, 0, 1.0]])


def _square(transform: NDArray[np.float64]) -> NDArray[np.float64]:
    given = np.asarray(transform, np.float64)
    return given if len(given) == 3 else np.vstack([given, [0.0, 0.0, 1.0]])


def _apply(transform: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = points @ transform[:, :2].T + transform[:, 2]
    return np.asarray(moved[:, :2] / moved[:, 2:], np.float64)


def _scale_at(transform: NDArray[np.float64], point: NDArray[np.float64]) -> float:
    """By how much a (3, 3) map enlarges lengths around a point (root of its Jacobian's determinant)."""
    x, y, w = transform @ [point[0], point[1], 1.0]
    jacobian = (transform[:2, :2] - np.outer([x / w, y / w], transform[2, :2])) / w
    return float(np.sqrt(abs(np.linalg.det(jacobian))))


def _warped(
    photo: NDArray[Any], to_photo: NDArray[np.float64], size: tuple[int, int], border: int
) -> NDArray[Any]:
    """The photo as the query's frame sees it."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    if (to_photo[2, :2] == 0).all():
        return np.asarray(cv2.warpAffine(photo, to_photo[:2], size, flags=flags, borderMode=border))
    return np.asarray(cv2.warpPerspective(photo, to_photo, size, flags=flags, borderMode=border))


def _clip(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
    return np.clip(points, 0.0, (size[0] - 1.0, size[1] - 1.0))


def _points(inlier_xy: NDArray[Any], to_working: NDArray[Any], size: tuple[int, int]) -> NDArray[np.int64]:
    points = np.asarray(inlier_xy, np.float64).reshape(-1, 2)
    points = points[np.isfinite(points).all(axis=1)]
    return np.rint(_clip(_apply(to_working, points), size)).astype(np.int64)


def _share_inside(mask: NDArray[np.bool_], points: NDArray[np.int64]) -> float:
    return float(mask[points[:, 1], points[:, 0]].mean()) if len(points) else 0.0


def _contours(mask: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """Outer boundaries, simplified to within about a pixel, the largest first, three points at least."""
    found, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = sorted(found, key=cv2.contourArea, reverse=True)
    simple = [
        np.asarray(cv2.approxPolyDP(contour, 1.0, True), np.float64).reshape(-1, 2) for contour in found
    ]
    return [contour for contour in simple if len(contour) >= 3]


def _nothing(query: NDArray[Any]) -> ObjectMask:
    return ObjectMask([], [], np.zeros(query.shape, bool), 0.0, 0.0, 0.0, 0.0)
