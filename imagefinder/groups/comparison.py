"""Two photos laid over each other and compared pixel by pixel: what agrees, what differs, and how.

All measurements are made where both frames cover the scene, at the coarser of the two resolutions, after an
affine map between their colours has been fitted: so exposure, contrast, white balance, saturation and loss
of colour are measured apart from changes of content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.groups.cover import find_cover
from imagefinder.groups.geometry import Matrix, Size, frame_polygon, inverse, mapped, overlap, rescaled

_SIGMA = 2.5
_VARIANCE_FLOOR = 16.0
_FLAT = 14.0
_TONE = 14.0
_INK = 150.0
_LEFT = 0.02
_AGREE = 0.55
_SMALLEST_OVERLAP = 24 * 24

Pixels = NDArray[np.uint8]
Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two aligned photos have in common.

    Attributes:
        correlation: of their luma, −1 to 1, over the shared area without what was edited locally.
        support: share of the shared area, but for what is covered, in which they agree, 0 to 1.
        structure: share of the textured part of the shared area in which the local patterns agree, 0 to 1.
        texture: share of the shared area that has texture in either.
        fidelity: local correlation that the better quarter of the textured part reaches, −1 to 1.
        conflict: share of the textured part in which both have texture, and not the same.
        colour_shift: mean colour difference, CIELAB units, before any colour fit.
        chroma: mean chroma of the first and the second, CIELAB units, in the shared area.
        covered: share of the shared area that lies under an even cover in one of them.
        edited: share of the shared area that was changed locally (drawn on, covered, filled in).
        thin: share of the edited area that consists of thin strokes (text, lines).
        edges: gradient strength of the first and the second within the edited area, luma steps a pixel.
        typical_edges: gradient strength elsewhere, the mean of both.
        flat: share of the edited area in which the first, and the second, is perfectly even.
        detail: fine detail of the first and the second in the unedited shared area, luma steps.
        outside_flat: whether what the first, and the second, show beyond the shared area is empty (a border).
        pixels: how many pixels were compared.
    """

    correlation: float
    support: float
    structure: float
    texture: float
    fidelity: float
    conflict: float
    colour_shift: float
    chroma: tuple[float, float]
    covered: float
    edited: float
    thin: float
    edges: tuple[float, float]
    typical_edges: float
    flat: tuple[float, float]
    detail: tuple[float, float]
    outside_flat: tuple[bool, bool]
    pixels: int


def reduce(pixels: Pixels, side: int) -> Pixels:
    """The picture with its longer side at most ``side`` pixels."""
    height, width = pixels.shape[:2]
    factor = side / max(width, height)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def compare(first: Pixels, second: Pixels, m: Matrix, side: int = 192) -> Comparison | None:
    """Compare two aligned photos.

    Args:
        first: (h, w, 3) uint8 sRGB.
        second: likewise; any size.
        m: (3, 3) pixels of ``first`` → pixels of ``second``.
        side: longer side of the overlap, pixels, that the comparison is made at.

    Returns:
        None when the shared area is too small to judge.
    """
    laid = _lay(first, second, m, side)
    if laid is None:
        return None
    x, y, shared = laid
    count = int(shared.sum())
    lab_x, lab_y = _lab(x), _lab(y)
    seen = _halved(shared)
    chroma_x, chroma_y = _chroma(lab_x), _chroma(lab_y)
    grey_x, grey_y = _luma(x), _luma(y)
    # What lies under a cover says nothing, for the same picture or against it.
    raw_x, raw_y = _variance(grey_x), _variance(grey_y)
    cover = find_cover(grey_x, grey_y, (raw_x > _FLAT, raw_y > _FLAT), shared) & shared
    valid = shared & ~cover
    if int(valid.sum()) < _SMALLEST_OVERLAP // 2:
        cover, valid = np.zeros_like(shared), shared
    # From the more colourful to the less: lost colour cannot be brought back by a fit.
    if chroma_x[seen].mean() >= chroma_y[seen].mean():
        p, q = _fit_colour(x, y, valid), y
        erased = _erased(raw_x, p)
    else:
        p, q = x, _fit_colour(y, x, valid)
        erased = _erased(raw_y, q)
    p, q = np.clip(p, 0, 255), np.clip(q, 0, 255)
    X, Y = _luma(p), _luma(q)
    zncc, variance_x, variance_y = _local_correlation(X, Y)
    difference = np.asarray(cv2.GaussianBlur(_largest_channel(np.abs(p - q)), (0, 0), 1.0), np.float32)
    textured = (np.maximum(variance_x, variance_y) > _FLAT) | erased
    both = np.minimum(variance_x, variance_y) > _FLAT
    agrees = np.where(textured, zncc > _AGREE, difference < _TONE)
    # A strong photo-wide tone curve leaves a residue on flat areas; the local pattern then still decides.
    agrees |= (zncc > 0.8) & textured
    edited = _edited(difference, zncc, textured, valid)
    clean = valid & ~edited
    edited |= cover
    if int(clean.sum()) < _SMALLEST_OVERLAP // 2:
        clean = valid
    kernel = np.ones((3, 3), np.uint8)
    opened = cv2.morphologyEx(edited.astype(np.uint8), cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)) > 0
    area = int(edited.sum())
    wide = cv2.dilate(edited.astype(np.uint8), kernel) > 0
    untouched = _halved(clean)
    if not untouched.any():
        untouched = seen
    told = valid & textured
    patterns = zncc[told]
    edges_x, edges_y = _gradient(grey_x), _gradient(grey_y)
    return Comparison(
        correlation=_correlation(X[clean], Y[clean]),
        support=float(agrees[valid].mean()),
        structure=float((patterns > _AGREE).mean()) if len(patterns) else 0.0,
        texture=float(textured[valid].mean()),
        fidelity=float(np.percentile(patterns, 75)) if len(patterns) else 0.0,
        conflict=float((both[told] & (patterns < 0.3)).mean()) if len(patterns) else 0.0,
        colour_shift=_colour_shift(lab_x, lab_y, untouched),
        chroma=(float(chroma_x[untouched].mean()), float(chroma_y[untouched].mean())),
        covered=float(cover.sum()) / count,
        edited=area / count,
        thin=0.0 if area == 0 else 1.0 - float((opened & edited).sum()) / area,
        edges=(_mean(edges_x, wide & shared), _mean(edges_y, wide & shared)),
        typical_edges=(_mean(edges_x, clean) + _mean(edges_y, clean)) / 2,
        flat=(_flat_share(grey_x, edited), _flat_share(grey_y, edited)),
        detail=(_detail(X, clean), _detail(Y, clean)),
        outside_flat=(
            _outside_is_flat(first, inverse(m), second),
            _outside_is_flat(second, m, first),
        ),
        pixels=count,
    )


def _lay(
    first: Pixels, second: Pixels, m: Matrix, side: int
) -> tuple[Plane, Plane, NDArray[np.bool_]] | None:
    """Both photos in one frame, float32, cut to the shared area, and where they are valid."""
    # Work in the frame of the photo whose pixels are coarser, so that nothing is enlarged.
    back = inverse(m)
    if overlap(m, _size(first), _size(second)) < overlap(back, _size(second), _size(first)):
        laid = _lay_onto(second, first, back, side)
        return None if laid is None else (laid[1], laid[0], laid[2])
    return _lay_onto(first, second, m, side)


def _lay_onto(
    first: Pixels, second: Pixels, m: Matrix, side: int
) -> tuple[Plane, Plane, NDArray[np.bool_]] | None:
    """The second photo warped into the frame of the first."""
    size_1, size_2 = _size(first), _size(second)
    area, region = cv2.intersectConvexConvex(mapped(inverse(m), frame_polygon(size_2)), frame_polygon(size_1))
    if area < _SMALLEST_OVERLAP or region is None:
        return None
    left, top, width, height = cv2.boundingRect(np.asarray(region, np.float32))
    left, top = max(0, left), max(0, top)
    width, height = min(width, size_1[0] - left), min(height, size_1[1] - top)
    if width < 8 or height < 8:
        return None
    zoom = min(1.0, side / max(width, height))
    out = (max(8, round(width * zoom)), max(8, round(height * zoom)))
    cut = cv2.resize(first[top : top + height, left : left + width], out, interpolation=cv2.INTER_AREA)
    # Frame of the cut → first → second, then shrink the second so that the warp samples about one to one.
    to_first = np.array([[1.0, 0, left], [0, 1, top], [0, 0, 1]])
    to_second = rescaled(m @ to_first, (width, height), out, size_2, size_2)
    factor = max(1.0, (overlap(to_second, out, size_2) / (out[0] * out[1])) ** 0.5)
    small = second
    if factor > 1.3:
        now = (max(4, round(size_2[0] / factor)), max(4, round(size_2[1] / factor)))
        small = np.asarray(cv2.resize(second, now, interpolation=cv2.INTER_AREA), np.uint8)
        to_second = rescaled(to_second, out, out, size_2, now)
    warped = cv2.warpPerspective(
        small, to_second, out, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    inside = cv2.warpPerspective(
        np.full(small.shape[:2], 255, np.uint8), to_second, out, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    valid = cv2.erode((inside > 250).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if int(valid.sum()) < _SMALLEST_OVERLAP // 2:
        return None
    return np.asarray(cut, np.float32), np.asarray(warped, np.float32), valid


def _fit_colour(x: Plane, y: Plane, valid: NDArray[np.bool_]) -> Plane:
    """``x`` through the affine colour map that brings it nearest to ``y``, outliers left out."""
    chosen = np.flatnonzero(valid)
    chosen = chosen[:: max(1, len(chosen) // 3000)]
    a = np.ones((len(chosen), 4))
    a[:, :3] = x.reshape(-1, 3)[chosen]
    b = y.reshape(-1, 3)[chosen].astype(np.float64)
    # A little pull towards the identity keeps a nearly grey picture from an arbitrary map.
    prior = 1e-3 * len(a)
    pull = np.diag([prior, prior, prior, 1e-3])
    towards = np.vstack([np.eye(3) * prior, np.zeros((1, 3))])
    weighted = a
    matrix: Matrix = np.zeros((4, 3))
    for _ in range(4):
        matrix = np.asarray(np.linalg.solve(weighted.T @ a + pull, weighted.T @ b + towards), np.float64)
        residual = _largest_channel(np.abs(a @ matrix - b))
        spread = max(3.0, 2.0 * float(np.median(residual)))
        ratio = residual / spread
        ratio *= ratio
        weighted = a / (1.0 + ratio * ratio)[:, None]
    return np.asarray(cv2.transform(x, matrix.T), np.float32)


def _erased(raw: Plane, fitted: Plane) -> NDArray[np.bool_]:
    """Where a colour fit left nothing of a photo's texture: with two inks on a page, it can make either the
    colour of the paper. Takes the texture before, and the photo after.
    """
    inked = raw > _INK
    if not inked.any():
        return inked
    return np.asarray(inked & (_variance(_luma(fitted)) < _LEFT * raw))


def _variance(X: Plane) -> Plane:
    mean = cv2.GaussianBlur(X, (0, 0), _SIGMA)
    return np.asarray(cv2.GaussianBlur(X * X, (0, 0), _SIGMA) - mean * mean, np.float32)


def _largest_channel(values: NDArray[Any]) -> NDArray[Any]:
    """(…) largest of the three entries of each pixel; NumPy's own reduction over an axis so short is slow."""
    return np.asarray(np.maximum(np.maximum(values[..., 0], values[..., 1]), values[..., 2]))


def _local_correlation(X: Plane, Y: Plane) -> tuple[Plane, Plane, Plane]:
    """Windowed zero-mean normalised correlation, and both local variances."""

    def mean(values: Plane) -> Plane:
        return np.asarray(cv2.GaussianBlur(values, (0, 0), _SIGMA))

    mx, my = mean(X), mean(Y)
    vx, vy = np.maximum(mean(X * X) - mx * mx, 0), np.maximum(mean(Y * Y) - my * my, 0)
    covariance = mean(X * Y) - mx * my
    zncc = covariance / np.sqrt((vx + _VARIANCE_FLOOR / 4) * (vy + _VARIANCE_FLOOR / 4))
    return zncc.astype(np.float32), vx, vy


def _edited(
    difference: Plane, zncc: Plane, textured: NDArray[np.bool_], valid: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where the content was changed: the difference stands out from what it is elsewhere."""
    typical = float(np.percentile(difference[valid], 60))
    mask = valid & (difference > max(16.0, 3.0 * typical)) & ((zncc < 0.7) | ~textured)
    cleaned = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    number, label, stats, _ = cv2.connectedComponentsWithStats(cleaned, connectivity=8)
    smallest = max(6, int(0.0008 * valid.sum()))
    keep = np.zeros(number, bool)
    keep[1:] = stats[1:, cv2.CC_STAT_AREA] >= smallest
    return np.asarray(keep[label] & valid)


def _outside_is_flat(photo: Pixels, m: Matrix, other: Pixels) -> bool:
    """Whether what ``photo`` shows beyond the frame of ``other`` is empty; ``m`` maps ``other`` to
    ``photo``.
    """
    small = reduce(photo, 128)
    to_small = rescaled(m, _size(other), _size(other), _size(photo), _size(small))
    covered = np.zeros(small.shape[:2], np.uint8)
    polygon = mapped(to_small, frame_polygon(_size(other)))
    cv2.fillConvexPoly(covered, np.rint(np.clip(polygon, -4000, 4000)).astype(np.int32), 255)
    margin = max(1, round(0.012 * max(small.shape[:2])))
    widened = cv2.dilate(covered, np.ones((2 * margin + 1, 2 * margin + 1), np.uint8))
    outside = widened == 0
    if int(outside.sum()) < 0.01 * outside.size:
        return False
    edges = cv2.morphologyEx(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), cv2.MORPH_GRADIENT, np.ones((3, 3)))
    # A border may carry a line or a little text, yet most of it is even.
    return float((edges[outside] > 12).mean()) < 0.25


def _size(pixels: Pixels) -> Size:
    return pixels.shape[1], pixels.shape[0]


def _luma(x: Plane) -> Plane:
    return np.asarray(cv2.transform(x, np.array([[0.299, 0.587, 0.114]], np.float32)))


def _lab(x: Plane) -> Plane:
    """At half the size: colour is compared over areas."""
    small = cv2.resize(x, (x.shape[1] // 2, x.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small / np.float32(255), cv2.COLOR_RGB2LAB))


def _halved(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a mask at half the size, as ``_lab`` makes it, is set throughout, else where at all."""
    height, width = mask.shape[0] // 2 * 2, mask.shape[1] // 2 * 2
    a, b = mask[0:height:2, 0:width:2], mask[0:height:2, 1:width:2]
    c, d = mask[1:height:2, 0:width:2], mask[1:height:2, 1:width:2]
    inside = a & b & c & d
    return np.asarray(inside if inside.any() else a | b | c | d)


def _colour_shift(a: Plane, b: Plane, mask: NDArray[np.bool_]) -> float:
    # Seen from afar: grain and compression noise are no change of colour.
    difference = cv2.GaussianBlur(a - b, (0, 0), 1.5)
    x, y, z = cv2.split(difference)
    return float(np.sqrt(x * x + y * y + z * z)[mask].mean())


def _flat_share(X: Plane, mask: NDArray[np.bool_]) -> float:
    if not mask.any():
        return 0.0
    spread = cv2.morphologyEx(X, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return float((spread[mask] < 4.0).mean())


def _chroma(lab: Plane) -> Plane:
    a, b = lab[..., 1], lab[..., 2]
    return np.asarray(np.sqrt(a * a + b * b), np.float32)


def _correlation(x: Plane, y: Plane) -> float:
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / scale if scale > 1e-6 * len(x) else 0.0


def _gradient(X: Plane) -> Plane:
    dx, dy = cv2.Sobel(X, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(X, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(cv2.magnitude(dx, dy))


def _mean(values: Plane, mask: NDArray[np.bool_]) -> float:
    return float(values[mask].mean()) if mask.any() else 0.0


def _detail(X: Plane, mask: NDArray[np.bool_]) -> float:
    fine = X - cv2.GaussianBlur(X, (0, 0), 1.2)
    return float(np.sqrt((fine[mask] ** 2).mean()))
