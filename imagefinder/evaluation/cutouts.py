"""Object-shaped cut-outs: which pixels of a photo a forger would borrow.

Three kinds of shape, best first: a human's segment where a label image is known, the object that GrabCut
(Rother, Kolmogorov, Blake, 2004) finds around a detailed place, and a smooth blob where neither yields one.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

WORK_SIDE = 256
"""Longer side, pixels, at which GrabCut runs: time grows with area, and the outline is smoothed anyway."""


@dataclass(frozen=True, slots=True)
class Cutout:
    """The shape of an object in a photo.

    Attributes:
        mask: (h, w) bool, the whole photo's size.
        kind: ``segment``, ``grabcut`` or ``blob``.
    """

    mask: np.ndarray
    kind: str

    @property
    def box(self) -> tuple[int, int, int, int]:
        """x, y, width, height of the smallest box around it, pixels."""
        ys, xs = np.flatnonzero(self.mask.any(axis=1)), np.flatnonzero(self.mask.any(axis=0))
        return int(xs[0]), int(ys[0]), int(xs[-1] - xs[0] + 1), int(ys[-1] - ys[0] + 1)


def largest_piece(mask: np.ndarray) -> np.ndarray:
    """The largest connected piece of a mask (h, w) bool, its holes filled."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    if count < 2:
        return np.zeros_like(mask, dtype=bool)
    piece = (labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.uint8)
    outlines, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(piece, outlines, -1, 1, cv2.FILLED)
    return np.asarray(piece, bool)


def smoothed(mask: np.ndarray, sigma: float) -> np.ndarray:
    """The mask with its outline smoothed over ``sigma`` pixels, as a hand with scissors would cut it."""
    return np.asarray(cv2.GaussianBlur(mask.astype(np.float32), (0, 0), sigma) > 0.5)


def grabcut_object(
    pixels: np.ndarray, box: tuple[float, float, float, float], seed: int
) -> np.ndarray | None:
    """The object inside a box.

    Args:
        pixels: (h, w, 3) uint8 sRGB.
        box: left, top, right, bottom as shares of the photo's sides; what lies outside is background.
        seed: of OpenCV's generator, which GrabCut's colour clustering starts from.

    Returns:
        (h, w) bool, or None when the box holds no object that stands out.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, WORK_SIDE / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = cv2.cvtColor(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
    left, top = max(1, round(box[0] * size[0])), max(1, round(box[1] * size[1]))
    right, bottom = min(size[0] - 1, round(box[2] * size[0])), min(size[1] - 1, round(box[3] * size[1]))
    if right - left < 6 or bottom - top < 6:
        return None
    labels = np.zeros(small.shape[:2], np.uint8)
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(seed & 0x7FFFFFFF)
    try:
        cv2.grabCut(
            small,
            labels,
            (left, top, right - left, bottom - top),
            background,
            foreground,
            4,
            cv2.GC_INIT_WITH_RECT,
        )
    except cv2.error:  # a flat picture leaves its colour model singular
        return None
    found = largest_piece((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD))
    found = largest_piece(smoothed(found, 1.5))
    share = found.sum() / ((right - left) * (bottom - top))
    if not 0.15 <= share <= 0.97:
        return None
    whole = cv2.resize(found.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return largest_piece(smoothed(whole > 0.5, max(0.8, 0.6 / scale)))


def blob(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """A smooth closed shape: a circle whose radius varies by a few low harmonics; (h, w) bool."""
    height, width = shape
    radius = min(height, width) * rng.uniform(0.15, 0.38)
    centre = np.array([width, height]) * rng.uniform(0.35, 0.65, 2)
    turn = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    wave = sum(rng.normal(0, 0.22 / k) * np.cos(k * turn + rng.uniform(0, 2 * np.pi)) for k in range(1, 6))
    stretch = np.array([1.0, rng.uniform(0.6, 1.0)])
    points = centre + stretch * radius * np.maximum(0.35, 1 + wave)[:, None] * np.stack(
        [np.cos(turn), np.sin(turn)], axis=1
    )
    canvas = np.zeros(shape, np.uint8)
    cv2.fillPoly(canvas, [np.round(points).astype(np.int32)], 1)
    return largest_piece(canvas.astype(bool))


def _detailed_box(pixels: np.ndarray, rng: np.random.Generator) -> tuple[float, float, float, float]:
    """A box around a place chosen with the probability of its detail (gradient energy)."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32)
    energy = cv2.Sobel(small, cv2.CV_32F, 1, 0) ** 2 + cv2.Sobel(small, cv2.CV_32F, 0, 1) ** 2
    energy = cv2.GaussianBlur(energy, (0, 0), 5)[10:54, 10:54].astype(np.float64) + 1e-3
    place = int(rng.choice(energy.size, p=energy.ravel() / energy.sum()))
    y, x = (np.array(divmod(place, energy.shape[1])) + 10.5) / 64
    half = rng.uniform(0.15, 0.35, 2)
    return (
        float(max(0.02, x - half[0])),
        float(max(0.02, y - half[1])),
        float(min(0.98, x + half[0])),
        float(min(0.98, y + half[1])),
    )


def find_cutout(pixels: np.ndarray, rng: np.random.Generator, segments: np.ndarray | None = None) -> Cutout:
    """An object-shaped part of a photo that holds 1.5 to 45 % of its area.

    Args:
        pixels: (h, w, 3) uint8 sRGB.
        rng: decides where and which.
        segments: (h, w) integer labels of a human segmentation of the same picture, if one is known.
    """
    area = pixels.shape[0] * pixels.shape[1]
    if segments is not None and segments.shape == pixels.shape[:2]:
        for label in rng.permutation(np.unique(segments)):
            piece = largest_piece(smoothed(segments == label, 1.2))
            if 0.015 * area <= piece.sum() <= 0.45 * area and not _touches_all_sides(piece):
                return Cutout(piece, "segment")
    for _ in range(4):
        found = grabcut_object(pixels, _detailed_box(pixels, rng), int(rng.integers(1 << 31)))
        if found is not None and 0.015 * area <= found.sum() <= 0.45 * area:
            return Cutout(found, "grabcut")
    while True:
        shape = blob(pixels.shape[:2], rng)
        if shape.any():
            return Cutout(shape, "blob")


def _touches_all_sides(mask: np.ndarray) -> bool:
    return bool(mask[0].any() and mask[-1].any() and mask[:, 0].any() and mask[:, -1].any())
