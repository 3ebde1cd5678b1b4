"""Arrays into Qt images and back; safe on any thread, since QImage is (QPixmap is not, and is never made
here).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """(h, w, 3) or (h, w, 4) uint8 sRGB into a QImage that owns its bytes."""
    pixels = np.ascontiguousarray(pixels, dtype=np.uint8)
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        raise ValueError(f"expected (h, w, 3) or (h, w, 4), got {pixels.shape}")
    height, width, channels = pixels.shape
    form = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    return QImage(pixels.data, width, height, width * channels, form).copy()


def decode(data: bytes) -> QImage:
    """An encoded picture of the library's own making; a null image where it is none.

    Not by Qt's own readers: they hold the interpreter's lock while they make objects whose signals need
    Qt's lock, and the GUI thread takes the two the other way round whenever it destroys an object. The
    window then stands still for ever.
    """
    bgr = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if bgr is None:
        return QImage()
    pixels = np.ascontiguousarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2BGRA), np.uint8)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def from_qimage(image: QImage) -> NDArray[np.uint8]:
    """A QImage into (h, w, 3) uint8 sRGB; transparency is laid on white, as a page would show it."""
    if image.isNull():
        raise ValueError("the image is empty")
    if image.hasAlphaChannel():
        rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
        array = _rows(rgba, 4).astype(np.float32)
        alpha = array[:, :, 3:4] / 255
        return np.asarray(np.rint(array[:, :, :3] * alpha + 255 * (1 - alpha)), dtype=np.uint8)
    return _rows(image.convertToFormat(QImage.Format.Format_RGB888), 3).copy()


def _rows(image: QImage, channels: int) -> NDArray[np.uint8]:
    """The image's bytes as (h, w, channels), without Qt's padding at the end of each row."""
    flat = np.frombuffer(image.constBits(), np.uint8, count=image.sizeInBytes())
    padded = flat.reshape(image.height(), image.bytesPerLine())
    return padded[:, : image.width() * channels].reshape(image.height(), image.width(), channels)
