"""Camera raw files: the picture that the camera put beside the sensor's data, else the data themselves.

Needs the ``raw`` extra (rawpy, LibRaw). The embedded preview comes first because it is what the camera
showed, and is decoded a hundred times as fast; half a photo's size is enough for all that is described.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import rawpy
from PIL import Image

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.photos.faults import damaged, too_large, truncated, unsupported
from imagefinder.photos.limits import DecodeLimits
from imagefinder.photos.metadata import Metadata, read_metadata, tiff_metadata
from imagefinder.photos.reduce import fitted_size
from imagefinder.photos.source import Source

# LibRaw's turns of the sensor's picture → EXIF orientation.
_ORIENTATION = {0: 1, 3: 3, 5: 8, 6: 6}
# A preview is good enough at this share of the size that is asked for.
_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class RawPicture:
    """A raw file's picture.

    Attributes:
        image: not yet turned.
        orientation: EXIF orientation that ``image`` is still to be given.
        size: (width, height) of the developed picture at full resolution, after that orientation.
        metadata: of the file, else of its preview.
    """

    image: Image.Image
    orientation: int
    size: tuple[int, int]
    metadata: Metadata


def read_raw(source: Source, max_side: int | None, limits: DecodeLimits, *, header_only: bool) -> RawPicture:
    """Read the preview if it is large enough for ``max_side``, else develop the sensor's data.

    Args:
        source: the file.
        max_side: pixels that the result need not exceed, or None for full resolution.
        limits: what it may cost.
        header_only: whether any image will do, so that nothing is developed.

    Raises:
        PhotoError: LibRaw cannot read it, or it is too large.
    """
    data = source.content()
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            return _read(raw, source, tiff_metadata(data), max_side, limits, header_only)
    except rawpy.LibRawFileUnsupportedError as error:
        raise unsupported(source.path, "This camera's raw format is not known to the raw reader.") from error
    except rawpy.LibRawUnsufficientMemoryError as error:
        raise MemoryError from error
    except rawpy.LibRawTooBigError as error:
        raise PhotoError(
            source.path, PhotoFault.TOO_LARGE, "It is larger than the raw reader accepts."
        ) from error
    except rawpy.LibRawIOError as error:
        raise truncated(source.path) from error
    except rawpy.LibRawError as error:
        raise damaged(source.path, f"the raw reader says: {_text(error)}") from error


def _read(
    raw: rawpy.RawPy,
    source: Source,
    metadata: Metadata,
    max_side: int | None,
    limits: DecodeLimits,
    header_only: bool,
) -> RawPicture:
    width, height = raw.sizes.width, raw.sizes.height
    orientation = _ORIENTATION.get(raw.sizes.flip, 1)
    size = (height, width) if orientation in (6, 8) else (width, height)
    wanted = max(size) if max_side is None else min(max_side, max(size))
    preview = None if header_only else _preview(raw, source.size, wanted, limits)
    if preview is not None and max(preview.size) >= _ENOUGH * wanted:
        of_preview = read_metadata(preview)
        # A preview with an orientation of its own means it; others are stored as the sensor saw.
        own = of_preview.orientation if 0x0112 in preview.getexif() else orientation
        return RawPicture(preview, own, size, metadata if metadata.camera else of_preview)
    if header_only:
        return RawPicture(Image.new("RGB", (1, 1)), orientation, size, metadata)
    if width * height > limits.max_pixels:
        raise too_large(source.path, limits, f"Its {width:,} × {height:,} pixels are")
    pixels = raw.postprocess(use_camera_wb=True, half_size=max(size) >= 2 * wanted, output_bps=8, user_flip=0)
    return RawPicture(Image.fromarray(np.ascontiguousarray(pixels)), orientation, size, metadata)


def _preview(raw: rawpy.RawPy, file_bytes: int, wanted: int, limits: DecodeLimits) -> Image.Image | None:
    """Return the embedded preview, as small as ``wanted`` allows; None where there is no sound one."""
    try:
        thumb = raw.extract_thumb()
    except rawpy.LibRawError:
        return None
    if thumb.format == rawpy.ThumbFormat.BITMAP:
        # LibRaw believes the header: an array larger than the file reaches into memory that is not there.
        if np.asarray(thumb.data).nbytes > file_bytes:
            return None
        return Image.fromarray(np.asarray(thumb.data, np.uint8))
    try:
        image = Image.open(io.BytesIO(bytes(thumb.data)), formats=["JPEG"])
        image.draft(image.mode, fitted_size(*image.size, wanted))
        if image.width * image.height > limits.max_pixels:
            return None
        image.load()
        return image
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _text(error: Exception) -> str:
    said = error.args[0] if error.args else type(error).__name__
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
