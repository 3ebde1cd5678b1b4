"""Picture files made for the tests: a smooth, unsymmetrical picture in every format that is read."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# How each format is written, and how far lossy ones may be off (mean of absolute differences).
VARIANTS: dict[str, tuple[dict[str, Any], float]] = {
    "jpeg": ({"format": "JPEG", "quality": 92}, 4.0),
    "jpeg progressive": ({"format": "JPEG", "quality": 92, "progressive": True}, 4.0),
    "jpeg restarts": ({"format": "JPEG", "quality": 92, "restart_marker_blocks": 3}, 4.0),
    "png": ({"format": "PNG"}, 0.0),
    "webp": ({"format": "WEBP", "quality": 92}, 6.0),
    "webp lossless": ({"format": "WEBP", "lossless": True}, 0.0),
    "tiff": ({"format": "TIFF"}, 0.0),
    "tiff lzw": ({"format": "TIFF", "compression": "tiff_lzw"}, 0.0),
    "tiff deflate": ({"format": "TIFF", "compression": "tiff_adobe_deflate"}, 0.0),
    "tiff jpeg": ({"format": "TIFF", "compression": "jpeg", "quality": 92}, 6.0),
    "bmp": ({"format": "BMP"}, 0.0),
    "gif": ({"format": "GIF"}, 12.0),
    "avif": ({"format": "AVIF", "quality": 92}, 6.0),
    "ppm": ({"format": "PPM"}, 0.0),
}


def picture(width: int = 96, height: int = 64) -> NDArray[np.uint8]:
    """Return (height, width, 3) uint8 that looks different however it is turned or mirrored."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    bands = [250 * x, 250 * y * y, 120 + 100 * np.sin(9 * x + 5 * y) * (1 - x)]
    pixels = np.clip(np.stack(bands, axis=-1), 0, 255).astype(np.uint8)
    pixels[: height // 4, : width // 5] = (255, 40, 20)
    return pixels


def encoded(pixels: NDArray[Any] | Image.Image, variant: str = "png", **options: Any) -> bytes:
    """Write pixels (or a picture in any mode) as one of ``VARIANTS``."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    buffer = io.BytesIO()
    image.save(buffer, **(VARIANTS[variant][0] | options))
    return buffer.getvalue()


def difference(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Return the mean of absolute differences."""
    assert a.shape == b.shape, (a.shape, b.shape)
    return float(np.abs(a.astype(np.int16) - b.astype(np.int16)).mean())
