"""The kinds of change that photos go through on their way between people, each at several strengths.

Every kind is a function of the pixels, a strength, and the generator that all its randomness comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from imagefinder.errors import RequestError

Change = Callable[[np.ndarray, float, np.random.Generator], np.ndarray]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change.

    Attributes:
        name: as tables show it.
        change: pixels (h, w, 3) uint8 sRGB, strength, generator → changed pixels.
        strengths: from mild to hard, in the kind's own unit.
        unit: what a strength means.
    """

    name: str
    change: Change
    strengths: tuple[float, ...]
    unit: str


def _uint8(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.round(np.clip(values, 0, 255)), np.uint8)


def _through_codec(pixels: np.ndarray, suffix: str, parameters: list[int]) -> np.ndarray:
    done, encoded = cv2.imencode(suffix, cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), parameters)
    if not done:
        raise ValueError(f"OpenCV cannot write {suffix}")
    decoded = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR))
    return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB))


def resized(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    """The whole picture at another size, at least 8 pixels a side."""
    size = (max(8, width), max(8, height))
    method = cv2.INTER_AREA if size[0] < pixels.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=method))


def _jpeg(pixels: np.ndarray, quality: float, _: np.random.Generator) -> np.ndarray:
    return _through_codec(pixels, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, int(quality)])


def _webp(pixels: np.ndarray, quality: float, _: np.random.Generator) -> np.ndarray:
    return _through_codec(pixels, ".webp", [cv2.IMWRITE_WEBP_QUALITY, int(quality)])


def _resize(pixels: np.ndarray, factor: float, _: np.random.Generator) -> np.ndarray:
    return resized(pixels, round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))


def _stretch(pixels: np.ndarray, factor: float, _: np.random.Generator) -> np.ndarray:
    return resized(pixels, round(pixels.shape[1] * factor), pixels.shape[0])


def crop_share(pixels: np.ndarray, kept: float, rng: np.random.Generator) -> np.ndarray:
    """A window of the same shape that keeps this share of the area, somewhere in the picture."""
    height, width = pixels.shape[:2]
    h, w = max(8, round(height * kept**0.5)), max(8, round(width * kept**0.5))
    top, left = int(rng.integers(0, max(1, height - h + 1))), int(rng.integers(0, max(1, width - w + 1)))
    return np.ascontiguousarray(pixels[top : top + h, left : left + w])


def _mirror(pixels: np.ndarray, _: float, __: np.random.Generator) -> np.ndarray:
    return np.ascontiguousarray(pixels[:, ::-1])


def _upside_down(pixels: np.ndarray, _: float, __: np.random.Generator) -> np.ndarray:
    return np.ascontiguousarray(pixels[::-1])


def _quarter_turns(pixels: np.ndarray, degrees: float, _: np.random.Generator) -> np.ndarray:
    return np.ascontiguousarray(np.rot90(pixels, int(degrees) // 90))


def _rotate(pixels: np.ndarray, degrees: float, _: np.random.Generator) -> np.ndarray:
    """Turned, then cropped to the largest upright window without empty corners."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1)
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC)
    sine, cosine = abs(np.sin(np.deg2rad(degrees))), abs(np.cos(np.deg2rad(degrees)))
    kept = min(width / (width * cosine + height * sine), height / (width * sine + height * cosine))
    h, w = max(8, int(height * kept)), max(8, int(width * kept))
    top, left = (height - h) // 2, (width - w) // 2
    return np.ascontiguousarray(turned[top : top + h, left : left + w])


def _perspective(pixels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[width, height], [-width, height], [-width, -height], [width, -height]])
    moved = (corners + rng.uniform(0, share, (4, 2)) * inwards).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(moved, corners)
    return np.asarray(cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR))


def _border(pixels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    margin = max(1, round(max(pixels.shape[:2]) * share))
    shade = int(rng.choice([0, 255, 128]))
    return np.pad(pixels, ((margin, margin), (margin, margin), (0, 0)), constant_values=shade)


def _letterbox(pixels: np.ndarray, share: float, _: np.random.Generator) -> np.ndarray:
    margin = max(1, round(pixels.shape[0] * share))
    return np.pad(pixels, ((margin, margin), (0, 0), (0, 0)))


def _brightness(pixels: np.ndarray, offset: float, rng: np.random.Generator) -> np.ndarray:
    return _uint8(pixels.astype(np.float32) + offset * rng.choice([-1, 1]))


def _contrast(pixels: np.ndarray, factor: float, _: np.random.Generator) -> np.ndarray:
    return _uint8(128 + factor * (pixels.astype(np.float32) - 128))


def _gamma(pixels: np.ndarray, exponent: float, _: np.random.Generator) -> np.ndarray:
    return _uint8(255 * (pixels.astype(np.float32) / 255) ** exponent)


def _saturation(pixels: np.ndarray, factor: float, _: np.random.Generator) -> np.ndarray:
    values = pixels.astype(np.float32)
    grey = values @ np.array([0.299, 0.587, 0.114], np.float32)
    return _uint8(grey[..., None] + factor * (values - grey[..., None]))


def grey(pixels: np.ndarray) -> np.ndarray:
    """Luma in all three channels."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB))


def _greyscale(pixels: np.ndarray, _: float, __: np.random.Generator) -> np.ndarray:
    return grey(pixels)


def _sepia(pixels: np.ndarray, share: float, _: np.random.Generator) -> np.ndarray:
    tone = np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]], np.float32)
    values = pixels.astype(np.float32)
    return _uint8((1 - share) * values + share * (values @ tone.T))


def _white_balance(pixels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    warmer = 1 if rng.random() < 0.5 else -1
    gain = 1 + share * warmer * np.array([1, 0, -1], np.float32)
    return _uint8(pixels.astype(np.float32) * gain)


def _blur(pixels: np.ndarray, sigma: float, _: np.random.Generator) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma))


def _sharpen(pixels: np.ndarray, amount: float, _: np.random.Generator) -> np.ndarray:
    values = pixels.astype(np.float32)
    return _uint8(values + amount * (values - cv2.GaussianBlur(values, (0, 0), 1.5)))


def _noise(pixels: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    return _uint8(pixels + rng.normal(0, sigma, pixels.shape))


def _posterise(pixels: np.ndarray, levels: float, _: np.random.Generator) -> np.ndarray:
    step = 255 / (int(levels) - 1)
    return _uint8(np.round(pixels / step) * step)


def watermark(pixels: np.ndarray, opacity: float, rng: np.random.Generator) -> np.ndarray:
    """A line of white text across the picture, slightly turned."""
    height, width = pixels.shape[:2]
    layer = np.zeros((height, width), np.uint8)
    scale, thickness = max(width, height) / 350, max(1, round(max(width, height) / 250))
    cv2.putText(
        layer,
        "SAMPLE PHOTO",
        (int(width * 0.05), int(height * rng.uniform(0.35, 0.75))),
        cv2.FONT_HERSHEY_DUPLEX,
        scale,
        255,
        thickness,
        cv2.LINE_AA,
    )
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.uniform(-15, 15)), 1)
    alpha = opacity * cv2.warpAffine(layer, matrix, (width, height)).astype(np.float32)[..., None] / 255
    return _uint8(pixels * (1 - alpha) + 255 * alpha)


def caption(pixels: np.ndarray, share: float, _: np.random.Generator) -> np.ndarray:
    """A white strip with text along the bottom edge, over the picture."""
    height, width = pixels.shape[:2]
    changed = pixels.copy()
    strip = max(12, round(height * share))
    changed[height - strip :] = 255
    cv2.putText(
        changed,
        "when it is finally weekend",
        (round(width * 0.03), height - strip // 3),
        cv2.FONT_HERSHEY_SIMPLEX,
        min(strip / 45, width / 480),
        (20, 20, 20),
        max(1, strip // 25),
        cv2.LINE_AA,
    )
    return changed


def _logo(pixels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    height, width = pixels.shape[:2]
    changed = pixels.copy()
    radius = max(4, round(share * min(height, width) / 2))
    centre = (radius + 4, radius + 4) if rng.random() < 0.5 else (width - radius - 5, height - radius - 5)
    cv2.circle(changed, centre, radius, (200, 30, 40), cv2.FILLED, cv2.LINE_AA)
    cv2.circle(changed, centre, radius * 2 // 3, (255, 255, 255), max(2, radius // 8), cv2.LINE_AA)
    return changed


def retouch(pixels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """A region of this share of the area filled in from its surroundings, as a healing brush does."""
    height, width = pixels.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    radius = max(3, round((share * height * width / np.pi) ** 0.5))
    centre = (int(rng.uniform(0.25, 0.75) * width), int(rng.uniform(0.25, 0.75) * height))
    cv2.circle(mask, centre, radius, 255, cv2.FILLED)
    return np.asarray(cv2.inpaint(pixels, mask, 5, cv2.INPAINT_TELEA))


def _occlude(pixels: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    height, width = pixels.shape[:2]
    h, w = max(2, round(height * share**0.5)), max(2, round(width * share**0.5))
    top, left = int(rng.integers(0, height - h + 1)), int(rng.integers(0, width - w + 1))
    changed = pixels.copy()
    changed[top : top + h, left : left + w] = rng.integers(0, 256, 3)
    return changed


def _vignette(pixels: np.ndarray, share: float, _: np.random.Generator) -> np.ndarray:
    height, width = pixels.shape[:2]
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None]
    return _uint8(pixels * (1 - share * (x**2 + y**2) / 2)[..., None])


def _screenshot(pixels: np.ndarray, share: float, _: np.random.Generator) -> np.ndarray:
    """The picture at part of its size inside a window frame, as a screen capture shows it."""
    height, width = pixels.shape[:2]
    small = resized(pixels, round(width * share), round(height * share))
    canvas = np.full((height, width, 3), 238, np.uint8)
    canvas[: max(4, height // 18)] = (60, 63, 70)
    top, left = (height - small.shape[0]) // 2 + height // 40, (width - small.shape[1]) // 2
    top = min(top, height - small.shape[0])
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small
    return canvas


def _shared_often(pixels: np.ndarray, rounds: float, rng: np.random.Generator) -> np.ndarray:
    """What messengers do: shrink a little and recompress, several times over."""
    for _ in range(int(rounds)):
        pixels = _jpeg(_resize(pixels, 0.85, rng), 60, rng)
    return pixels


KINDS: tuple[Kind, ...] = (
    Kind("recompressed (JPEG)", _jpeg, (80, 50, 20, 8), "quality"),
    Kind("recompressed (WebP)", _webp, (70, 30, 10), "quality"),
    Kind("resized", _resize, (1.5, 0.6, 0.35, 0.2), "factor"),
    Kind("stretched", _stretch, (0.9, 0.75, 1.4), "width factor"),
    Kind("cropped", crop_share, (0.8, 0.5, 0.25, 0.12), "area kept"),
    Kind("mirrored", _mirror, (1,), ""),
    Kind("upside down, mirrored", _upside_down, (1,), ""),
    Kind("rotated by quarters", _quarter_turns, (90, 180, 270), "degrees"),
    Kind("rotated", _rotate, (3, 10, 30), "degrees"),
    Kind("perspective", _perspective, (0.05, 0.12, 0.2), "corner shift"),
    Kind("bordered", _border, (0.03, 0.1, 0.25), "share of side"),
    Kind("letterboxed", _letterbox, (0.1, 0.3), "share of height"),
    Kind("brighter or darker", _brightness, (20, 45, 70), "steps"),
    Kind("contrast", _contrast, (0.7, 1.4, 0.4), "factor"),
    Kind("gamma", _gamma, (0.7, 1.5, 2.2), "exponent"),
    Kind("saturation", _saturation, (0.5, 1.6, 2.5), "factor"),
    Kind("greyscale", _greyscale, (1,), ""),
    Kind("sepia", _sepia, (0.6, 1), "share"),
    Kind("white balance", _white_balance, (0.1, 0.25, 0.4), "gain"),
    Kind("blurred", _blur, (1, 2, 4), "sigma"),
    Kind("sharpened", _sharpen, (0.8, 2), "amount"),
    Kind("noisy", _noise, (8, 20, 40), "sigma"),
    Kind("posterised", _posterise, (16, 6), "levels"),
    Kind("watermarked", watermark, (0.4, 0.9), "opacity"),
    Kind("captioned", caption, (0.12, 0.25), "share of height"),
    Kind("logo added", _logo, (0.2, 0.4), "share of side"),
    Kind("retouched", retouch, (0.01, 0.05, 0.12), "area"),
    Kind("partly covered", _occlude, (0.1, 0.25, 0.4), "area"),
    Kind("vignette", _vignette, (0.5, 0.9), "darkening"),
    Kind("screenshot", _screenshot, (0.8, 0.5), "size in it"),
    Kind("shared repeatedly", _shared_often, (2, 5), "rounds"),
)
"""Thirty-one kinds, each from mild to hard."""


def chosen_kinds(names: Sequence[str] | None) -> tuple[Kind, ...]:
    """The kinds that some names, or their beginnings, mean; all of them without names.

    Raises:
        RequestError: a name that none has.
    """
    if names is None:
        return KINDS
    chosen: set[str] = set()
    for name in names:
        found = {kind.name for kind in KINDS if kind.name == name}
        found = found or {kind.name for kind in KINDS if kind.name.startswith(name)}
        if not found:
            known = ", ".join(kind.name for kind in KINDS)
            raise RequestError("--kinds", f"{name!r} is none of: {known}")
        chosen |= found
    return tuple(kind for kind in KINDS if kind.name in chosen)
