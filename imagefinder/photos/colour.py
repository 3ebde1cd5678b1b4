"""Any Pillow mode to 8-bit sRGB."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
# Colour spaces that lcms converts to sRGB; the name in a profile's header → the Pillow mode that it
# describes.
_PROFILE_MODES = {"RGB": "RGB", "CMYK": "CMYK", "GRAY": "L"}


def to_srgb(image: Image.Image) -> Image.Image:
    """Return the picture as mode RGB, sRGB colours.

    Transparent parts are laid over white (what a viewer or printer shows), or over black where nothing
    would be seen on white; 16-bit and floating-point
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
        flat = _laid_over(_WHITE, image, alpha)
        # White drawings on nothing would vanish; all pictures that vanish would count as copies of each
        # other.
        return _laid_over(_BLACK, image, alpha) if _is_one_colour(flat) else flat
    return image


def _laid_over(colour: tuple[int, int, int], image: Image.Image, alpha: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", image.size, colour)
    canvas.paste(image, mask=alpha)
    return canvas


def _is_one_colour(image: Image.Image) -> bool:
    return all(np.ptp(extrema) == 0 for extrema in image.getextrema())


def _to_8_bit(image: Image.Image) -> NDArray[np.uint8]:
    """Scale samples deeper than 8 bits.

    Integers by the range of 8, 12 or 16 bits, the first that holds them all (sensors and scanners put 12 bits
    into 16, which would else look black); floating-point samples by 1, 255 or 65,535 likewise; what exceeds
    them, or is negative, from its least to its greatest.
    """
    samples = np.array(image, np.float32)
    if not image.mode.startswith("I;16"):
        np.nan_to_num(samples, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(samples.min()), float(samples.max())
    tops = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 4095.0, 65535.0)
    top = next((top for top in tops if high <= top), None) if low >= 0 else None
    if top is not None:
        low, high = 0.0, top
    if high <= low:
        return np.zeros(samples.shape, np.uint8)
    # In place: a picture near the limit has no room for copies in floating point.
    samples -= low
    samples *= 255.0 / (high - low)
    samples += 0.5
    return np.clip(samples, 0, 255, out=samples).astype(np.uint8)


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
