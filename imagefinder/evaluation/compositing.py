"""One composite from one host and a few cut-outs: scaled, turned, recoloured, feathered; with its truth."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from imagefinder.evaluation.cutouts import Cutout


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How a borrowed object is changed to sit in its host.

    Attributes:
        gain: factor per channel (r, g, b), exposure and white balance together.
        offset: added to all channels, 8-bit steps.
        gamma: exponent on the 0..1 values.
        blur: Gaussian sigma, composite pixels; 0 for none.
        feather: width of the soft edge (Gaussian sigma), composite pixels.
    """

    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    offset: float = 0.0
    gamma: float = 1.0
    blur: float = 0.0
    feather: float = 1.0


@dataclass(frozen=True, slots=True)
class Pasted:
    """An object laid on a canvas.

    Attributes:
        alpha: (h, w) float32 0..1 on the canvas.
        colour: (h, w, 3) float32, sRGB 0..255; meaningful where alpha > 0.
        transform: (2, 3) float64, donor pixels → canvas pixels.
        whole_area: area that the object would cover if nothing cut it off, canvas pixels.
    """

    alpha: np.ndarray
    colour: np.ndarray
    transform: np.ndarray
    whole_area: float


def placement(
    cutout: Cutout, centre: tuple[float, float], longer_side: float, degrees: float, mirrored: bool
) -> np.ndarray:
    """(2, 3) map, donor → canvas pixels, that puts the cut-out's box at a centre with a given longer side.

    Args:
        cutout: the object in the donor.
        centre: where the middle of its box comes to lie, canvas pixels.
        longer_side: of its box after scaling, canvas pixels.
        degrees: turn, counter-clockwise as seen.
        mirrored: left and right exchanged before turning.
    """
    x, y, w, h = cutout.box
    scale = longer_side / max(w, h)
    angle = np.deg2rad(-degrees)  # the y axis points down
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    if mirrored:
        turn = turn @ np.diag([-1.0, 1.0])
    middle = np.array([x + (w - 1) / 2, y + (h - 1) / 2])
    return np.column_stack([turn, np.asarray(centre) - turn @ middle])


def compose_maps(outer: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """The (2, 3) map that does ``inner`` first, then ``outer``."""
    whole = np.vstack([outer, [0, 0, 1]]) @ np.vstack([inner, [0, 0, 1]])
    return np.asarray(whole[:2])


def paste(
    donor: np.ndarray, cutout: Cutout, transform: np.ndarray, size: tuple[int, int], adjustment: Adjustment
) -> Pasted:
    """Warp a cut-out onto a canvas.

    Args:
        donor: (h, w, 3) uint8 sRGB.
        cutout: the object in it.
        transform: (2, 3), donor pixels → canvas pixels, as ``placement`` makes it.
        size: width and height of the canvas.
        adjustment: colour, blur and edge.
    """
    x, y, w, h = cutout.box
    pad = 4
    left, top = max(0, x - pad), max(0, y - pad)
    crop = np.s_[top : y + h + pad, left : x + w + pad]
    pixels: np.ndarray = donor[crop].astype(np.float32)
    mask: np.ndarray = cutout.mask[crop].astype(np.float32)
    to_canvas = compose_maps(transform, np.array([[1.0, 0, left], [0, 1.0, top]]))
    scale = float(np.sqrt(abs(np.linalg.det(to_canvas[:, :2]))))
    if scale < 0.7:  # warpAffine does not average: blur first, so that a shrunk object does not alias
        sigma = 0.5 * np.sqrt(1 / scale**2 - 1)
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma))
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), sigma))
    warped = cv2.warpAffine(pixels, to_canvas, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    alpha = np.asarray(cv2.warpAffine(mask, to_canvas, size, flags=cv2.INTER_LINEAR))
    if adjustment.feather > 0:
        soft = np.asarray(cv2.GaussianBlur(alpha, (0, 0), adjustment.feather))
        # Pull the soft edge inwards, or the donor's background would shine around the object.
        alpha = np.clip(2 * soft - 1, 0, 1)
    colour: np.ndarray = np.clip(np.asarray(warped, np.float32), 0, 255)
    if adjustment.gamma != 1:
        colour = 255 * (colour / 255) ** adjustment.gamma
    colour = np.clip(colour * np.asarray(adjustment.gain, np.float32) + adjustment.offset, 0, 255)
    if adjustment.blur > 0:
        colour = np.asarray(cv2.GaussianBlur(colour, (0, 0), adjustment.blur))
    return Pasted(
        alpha=np.asarray(alpha, np.float32),
        colour=np.asarray(colour, np.float32),
        transform=transform,
        whole_area=float(cutout.mask.sum()) * scale**2,
    )


def flatten(host: np.ndarray, layers: list[Pasted]) -> tuple[np.ndarray, np.ndarray]:
    """Lay objects over a host, the last on top.

    Args:
        host: (h, w, 3) uint8 sRGB.
        layers: of the same size.

    Returns:
        The composite (h, w, 3) uint8, and (h, w) int32 owners: 0 the host, i + 1 the layer i.
    """
    canvas = host.astype(np.float32)
    owner = np.zeros(host.shape[:2], np.int32)
    for number, layer in enumerate(layers, start=1):
        alpha = layer.alpha[..., None]
        canvas = canvas * (1 - alpha) + layer.colour * alpha
        owner[layer.alpha > 0.5] = number
    return np.round(np.clip(canvas, 0, 255)).astype(np.uint8), owner
