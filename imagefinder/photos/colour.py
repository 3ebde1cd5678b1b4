"""Any Pillow mode to 8-bit sRGB."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_WHITE = (255, 255, 255)
# Colour spaces that lcms converts to sRGB; the name in a profile's header → the Pillow mode that it
# describes.
_PROFILE_MODES = {"RGB": "RGB", "CMYK": "CMYK", "GRAY": "L"}


def to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture as mode RGB, sRGB colours.

    Transparent parts are laid over white (what a viewer or printer shows); 16-bit and floating-point
    samples are scaled to 8 bits; an embedded ICC profile is applied, and ignored where it is damaged or
    describes other channels than the picture has.
    """
    profile = image.info.get("icc_profile")
    image = _flat(image)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = Image.fromarray(_to_8_bit(image))
    if image.mode in ("1", "La", "LA"):
        image = image.convert("L")
    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    if isinstance(profile, bytes) and profile:
        image = _apply_profile(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _flat(image: Image.Image) -> Image.Image:
    """Lay transparent parts over white and look palettes up."""
    if image.mode == "P" or "transparency" in image.info:
        has_alpha = "transparency" in image.info or (
            image.palette is not None and image.palette.mode == "RGBA"
        )
        if image.mode in ("P", "L", "RGB", "1"):
            image = image.convert("RGBA" if has_alpha else "RGB")
    if image.mode in ("LA", "La", "PA", "RGBa"):
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        alpha = image.getchannel("A")
        if alpha.getextrema() == (255, 255):
            return image.convert("RGB")
        canvas = Image.new("RGB", image.size, _WHITE)
        canvas.paste(image, mask=alpha)
        return canvas
    return image


def _to_8_bit(image: Image.Image) -> NDArray[np.uint8]:
    """Scale samples deeper than 8 bits.

    Unsigned 16-bit samples by their full range, or by 12 bits' where none exceeds it (sensor and scanner
    data in a 16-bit container would else be black); 32-bit and floating-point samples by 1, 255 or 65,535
    if they fit it, else from their least to their greatest.
    """
    samples = np.asarray(image)
    if image.mode.startswith("I;16"):
        top = 4095.0 if samples.size and samples.max() <= 4095 else 65535.0
        return _scaled(samples.astype(np.float32), 0.0, top)
    samples = np.nan_to_num(samples.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = (float(samples.min()), float(samples.max())) if samples.size else (0.0, 0.0)
    if low >= 0:
        tops = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0)
        for top in tops:
            if high <= top:
                return _scaled(samples, 0.0, top)
    return _scaled(samples, low, high)


def _scaled(samples: NDArray[Any], low: float, high: float) -> NDArray[np.uint8]:
    span = high - low
    if span <= 0:
        return np.zeros(samples.shape, np.uint8)
    return np.clip((samples - low) * (255.0 / span) + 0.5, 0, 255).astype(np.uint8)


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image:
    transform = _transform(profile, image.mode)
    if transform is None:
        return image
    try:
        converted = ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, ValueError, OSError):
        return image
    return image if converted is None else converted


@lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Build an embedded profile's conversion to sRGB; None where there is none to make or no need."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _PROFILE_MODES.get(source.profile.xcolor_space.strip()) != mode:
            return None
        transform = ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
        probe = Image.fromarray(_probe(mode))
        if mode == "CMYK":
            return transform
        result = np.asarray(ImageCms.applyTransform(probe, transform), np.int16)
    except (ImageCms.PyCMSError, ValueError, OSError, TypeError, AttributeError):
        return None  # a damaged profile costs the colours' last exactness, never the picture
    same = np.asarray(probe.convert("RGB"), np.int16)
    # Most files carry sRGB itself, under many names: what changes nothing need not be applied to every pixel.
    return None if int(np.abs(result - same).max()) <= 2 else transform


def _probe(mode: str) -> NDArray[np.uint8]:
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    if mode != "RGB":
        return np.broadcast_to(steps, (1, 9)).copy()
    grid = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)
    return np.ascontiguousarray(grid.reshape(27, 27, 3))
