"""What a picture file holds, as the other rooms see it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    """What the header of a picture says.

    Attributes:
        format: Pillow's name of the format found in the content (``JPEG``, ``PNG``, …) or ``RAW``.
        width: pixels across at full resolution, after the orientation is applied.
        height: pixels down at full resolution, after the orientation is applied.
        orientation: EXIF orientation 1..8 that was found and applied; 1 where there is none or it makes no
            sense. captured: when the photo was taken, ISO 8601 without a zone unless the camera wrote one,
            or None. camera: maker and model, or None. software: the program that wrote the file, or None.
            frames: pictures in the file (animation, pages); the first is the one that is read.
    """

    format: str
    width: int
    height: int
    orientation: int = 1
    captured: str | None = None
    camera: str | None = None
    software: str | None = None
    frames: int = 1


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded picture.

    Attributes:
        pixels: (h, w, 3) uint8 sRGB, upright, C-contiguous; smaller than ``info`` says where it was read
            reduced. info: the header, at full resolution.
    """

    pixels: NDArray[np.uint8]
    info: PhotoInfo
