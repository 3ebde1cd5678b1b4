"""One file in, upright sRGB pixels out, or a ``PhotoError`` that says why not."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.photos import formats, jpeg, png
from imagefinder.photos.colour import to_srgb
from imagefinder.photos.faults import damaged, faults_named, too_large, truncated, unsupported
from imagefinder.photos.limits import DecodeLimits, default_limits, pillow_guard
from imagefinder.photos.metadata import Metadata, late_png_exif, read_metadata
from imagefinder.photos.photo import Photo, PhotoInfo
from imagefinder.photos.reduce import fitted_size, reduce_image, shrink
from imagefinder.photos.source import Source, opened

# A JPEG that is read reduced takes little memory, but its header may not promise the sky: all of it must be
# parsed, and a progressive one keeps its coefficients at full size.
_JPEG_LENIENCE = 4
_PROGRESSIVE_LENIENCE = 2
# Readers of these take the whole file into memory before they look at its size.
_READ_WHOLE = {"WEBP", "AVIF", "HEIF", "JXL", "RAW"}
_TIFF_COMPRESSIONS = {
    *("raw", "packbits", "tiff_lzw", "tiff_deflate", "tiff_adobe_deflate", "tiff_ccitt", "group3", "group4"),
    *("tiff_raw_16", "tiff_jpeg", "jpeg", "tiff_thunderscan", "tiff_sgilog", "tiff_sgilog24"),
}
_DNG_VERSION = 50706
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_photo(
    source: Path | str | bytes,
    *,
    max_side: int | None = None,
    limits: DecodeLimits | None = None,
    name: str | None = None,
) -> Photo:
    """Decode a picture: first frame, upright, 8-bit sRGB, transparent parts over white.

    The content decides the format, not the suffix (raw files excepted, which look like TIFF). A file whose
    pixels are not all there is refused as truncated, not shown in part: half a photo would match the wrong
    ones, and the failure tells the user which file to restore. A JPEG that lacks nothing but its end marker
    is read.

    Args:
        source: a file, or its content.
        max_side: longest side of the result in pixels; larger pictures are read reduced. None: full size.
        limits: what the decode may cost; None: ``DecodeLimits.for_machine()`` at first use.
        name: the file's name where ``source`` is its content; for messages, and to recognise raw files.

    Raises:
        PhotoError: the file cannot be read as a picture; its ``fault`` says why.
        ValueError: ``max_side`` below 1.
    """
    if max_side is not None and max_side < 1:
        raise ValueError(f"max_side must be at least 1, not {max_side}")
    limits = limits or default_limits()
    with opened(source, name) as file, faults_named(file.path, limits):
        kind = _kind(file, limits)
        with pillow_guard.decoding(_header_limit(kind, limits)):
            if kind == "RAW":
                return _read_raw(file, max_side, limits)
            with _open_file(file, kind) as image:
                if _is_dng(image) and formats.raw_available():
                    return _read_raw(file, max_side, limits)
                return _read_image(file, image, max_side, limits)


def read_info(
    source: Path | str | bytes, *, limits: DecodeLimits | None = None, name: str | None = None
) -> PhotoInfo:
    """Read a picture's header without decoding its pixels (raw files: without developing them).

    Raises:
        PhotoError: as ``read_photo``, as far as the header tells.
    """
    limits = limits or default_limits()
    with opened(source, name) as file, faults_named(file.path, limits):
        kind = _kind(file, limits)
        with pillow_guard.decoding(_header_limit(kind, limits)):
            if kind == "RAW":
                return _read_raw(file, 1, limits, header_only=True).info
            with _open_file(file, kind) as image:
                if _is_dng(image) and formats.raw_available():
                    return _read_raw(file, 1, limits, header_only=True).info
                _check_pixels(file.path, image, image.size, (1, 1), limits)
                if kind == "PNG" and "exif" not in image.info:
                    late = late_png_exif(file.stream)
                    image.info["exif"] = late or b""
                metadata = read_metadata(image)
                if kind == "TIFF":
                    info = _info(image, image.size, replace(metadata, orientation=1))
                    return replace(info, orientation=metadata.orientation)
                return _info(image, image.size, metadata)


def _read_image(file: Source, image: Image.Image, max_side: int | None, limits: DecodeLimits) -> Photo:
    full = image.size
    # Pillow drops a TIFF's orientation while decoding, and finds a PNG's only then.
    metadata = read_metadata(image) if image.format != "PNG" else None
    size = full if max_side is None else fitted_size(*full, max_side)
    image = _load(file, image, size, limits)
    if image.format == "TIFF" and metadata is not None:
        # Its reader turns it while decoding, and exchanged the sides of its header before.
        size = image.size if max_side is None else fitted_size(*image.size, max_side)
        info = _info(image, image.size, replace(metadata, orientation=1))
        return Photo(_pixels(image, size, 1), replace(info, orientation=metadata.orientation))
    metadata = metadata or read_metadata(image)
    return Photo(_pixels(image, size, metadata.orientation), _info(image, full, metadata))


def _load(file: Source, image: Image.Image, size: tuple[int, int], limits: DecodeLimits) -> Image.Image:
    """Decode, at a size between ``size`` and the full one.

    Raises:
        PhotoError: too large, or not all of its pixels are there.
    """
    full = image.size
    if size != full:
        image.draft(image.mode, size)
    _check_pixels(file.path, image, full, image.size, limits)
    if image.format in ("JPEG", "MPO") and jpeg.too_short(file.size, *full):
        raise truncated(file.path)
    try:
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        if getattr(error, "errno", None) is not None:
            raise  # the system's refusal, not the decoder's
        again = _retried(file, image, size) if full[0] * full[1] <= limits.max_pixels else None
        if again is not None:
            return again
        compression = image.info.get("compression")
        if image.format == "TIFF" and compression not in _TIFF_COMPRESSIONS:
            raise unsupported(file.path, f"This TIFF's compression ({compression}) is not read.") from error
        raise
    if image.format in ("JPEG", "MPO") and jpeg.looks_cut(image) and jpeg.data_missing(file.content()):
        raise truncated(file.path)
    return image


def _retried(file: Source, image: Image.Image, size: tuple[int, int]) -> Image.Image | None:
    """Decode once more without what is no part of the picture; None if that does not help."""
    if image.format in ("JPEG", "MPO"):
        data, kind = jpeg.repaired(file.content()), "JPEG"
    elif image.format == "PNG":
        data, kind = png.essence(file.content()), "PNG"
    else:
        return None
    if data is None:
        return None
    try:
        again = _open(io.BytesIO(data), kind)
        again.draft(image.mode, size)
        again.load()
    except (OSError, SyntaxError, ValueError):
        return None
    return again


def _pixels(image: Image.Image, size: tuple[int, int], orientation: int) -> NDArray[np.uint8]:
    """Bring a decoded picture to sRGB, to ``size`` and upright."""
    if image.mode in ("RGB", "L", "CMYK"):
        image = reduce_image(image, size)  # before the colours: fewer pixels to convert
    plain = reduce_image(to_srgb(image), size)
    if orientation in _TRANSPOSE:
        plain = plain.transpose(_TRANSPOSE[orientation])
    if orientation >= 5:
        size = size[1], size[0]
    return np.ascontiguousarray(shrink(np.asarray(plain), size))


def _read_raw(
    file: Source, max_side: int | None, limits: DecodeLimits, *, header_only: bool = False
) -> Photo:
    if not formats.raw_available():
        raise _extra_missing(file.path, "Camera raw", "raw")
    from imagefinder.photos.raw import read_raw

    picture = read_raw(file, max_side, limits, header_only=header_only)
    image = picture.image
    size = image.size if max_side is None else fitted_size(*image.size, max_side)
    info = PhotoInfo(
        format="RAW",
        width=picture.size[0],
        height=picture.size[1],
        orientation=picture.orientation,
        captured=picture.metadata.captured,
        camera=picture.metadata.camera,
        software=picture.metadata.software,
    )
    return Photo(_pixels(image, size, picture.orientation), info)


def _kind(file: Source, limits: DecodeLimits) -> str:
    """Name the reader that the content calls for.

    Raises:
        PhotoError: there is none, or it is not installed, or the file is too large for it.
    """
    kind = formats.kind_of(file.head, file.path.suffix.lower())
    if kind is None:
        other = formats.name_of_other(file.head)
        if other is not None:
            raise unsupported(file.path, f"This is {other}, which is not among the formats that are read.")
        raise PhotoError(
            file.path, PhotoFault.NOT_A_PICTURE, "Its content is no picture's, whatever its name says."
        )
    if kind == "HEIF" and not formats.heif_available():
        raise _extra_missing(file.path, "HEIC", "heif")
    if kind == "JXL" and not formats.jxl_available():
        raise _extra_missing(file.path, "JPEG XL", "jxl")
    if kind in _READ_WHOLE and file.size > limits.max_file_bytes:
        most = limits.max_file_bytes / 2**20
        raise PhotoError(
            file.path,
            PhotoFault.TOO_LARGE,
            f"Its {file.size / 2**20:,.0f} MB are more than the {most:,.0f} MB that free memory allows.",
        )
    return kind


def _open(stream: IO[bytes], kind: str) -> Image.Image:
    """Parse the header, with the one reader for ``kind``: no other is tried."""
    return Image.open(stream, formats=[kind])


def _open_file(file: Source, kind: str) -> Image.Image:
    """Parse the header of a file; a PNG's once more without its comments if they are what is damaged."""
    try:
        return _open(file.stream, kind)
    except (OSError, SyntaxError, ValueError):
        data = png.essence(file.content()) if kind == "PNG" else None
        if data is None:
            raise
        return _open(io.BytesIO(data), kind)


def _is_dng(image: Image.Image) -> bool:
    """Whether a TIFF is a raw file under another name; its first picture is only a stamp."""
    return image.format == "TIFF" and _DNG_VERSION in getattr(image, "tag_v2", ())


def _header_limit(kind: str, limits: DecodeLimits) -> int:
    return limits.max_pixels * (_JPEG_LENIENCE if kind == "JPEG" else 1)


def _check_pixels(
    path: Path, image: Image.Image, full: tuple[int, int], decoded: tuple[int, int], limits: DecodeLimits
) -> None:
    """Compare the size in the header, and the one that will be decoded, with what memory allows."""
    if min(full) < 1:
        raise damaged(path, "its header says that it has no pixels")
    lenience = 1
    if image.format in ("JPEG", "MPO"):
        lenience = _PROGRESSIVE_LENIENCE if image.info.get("progressive") else _JPEG_LENIENCE
    if decoded[0] * decoded[1] > limits.max_pixels or full[0] * full[1] > limits.max_pixels * lenience:
        raise too_large(path, limits, f"Its {full[0]:,} × {full[1]:,} pixels are")


def _info(image: Image.Image, full: tuple[int, int], metadata: Metadata) -> PhotoInfo:
    width, height = full if metadata.orientation < 5 else full[::-1]
    try:
        frames = int(getattr(image, "n_frames", 1))
    except Exception:  # counting walks the later frames; what is broken there does not concern the first
        frames = 1
    return PhotoInfo(
        format="JPEG" if image.format == "MPO" else image.format or "?",
        width=width,
        height=height,
        orientation=metadata.orientation,
        captured=metadata.captured,
        camera=metadata.camera,
        software=metadata.software,
        frames=max(1, frames),
    )


def _extra_missing(path: Path, what: str, extra: str) -> PhotoError:
    return unsupported(
        path, f"{what} pictures need an optional part: pip install 'imagefinder[{extra}]', then scan again."
    )
