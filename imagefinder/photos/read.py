"""One file in, upright sRGB pixels out, or a ``PhotoError`` that says why not."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image, UnidentifiedImageError

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.photos import formats
from imagefinder.photos.colour import to_srgb
from imagefinder.photos.limits import DecodeLimits, default_limits, pillow_guard
from imagefinder.photos.metadata import Metadata, read_metadata
from imagefinder.photos.photo import Photo, PhotoInfo
from imagefinder.photos.reduce import fitted_size, reduce_image, shrink

# A reduced JPEG costs little memory, but its header may not promise the sky: every block must still be
# parsed.
JPEG_LENIENCE = 4
_HEAD_BYTES = 64
# Readers of these take the whole file into memory before they look at its size.
_READ_WHOLE = {"WEBP", "AVIF", "HEIF", "JXL"}
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class _Source:
    """An open file, its name for messages, its size and its first bytes."""

    stream: IO[bytes]
    path: Path
    size: int
    head: bytes


def read_photo(
    source: Path | str | bytes,
    *,
    max_side: int | None = None,
    limits: DecodeLimits | None = None,
    name: str | None = None,
) -> Photo:
    """Decode a picture: first frame, upright, 8-bit sRGB, transparent parts over white.

    The content decides the format, not the suffix (raw files excepted, which look like TIFF). A file that
    ends too early is reported as such, not shown in part: half a photo would match the wrong ones.

    Args:
        source: a file, or its content.
        max_side: longest side of the result in pixels; larger pictures are read reduced. None: full
            resolution. limits: what the decode may cost; None: ``DecodeLimits.for_machine()`` at first use.
            name: the file's name where ``source`` is its content; used in messages and to recognise raw
            files.

    Raises:
        PhotoError: the file cannot be read as a picture; its ``fault`` says why.
        ValueError: ``max_side`` below 1.
    """
    if max_side is not None and max_side < 1:
        raise ValueError(f"max_side must be at least 1, not {max_side}")
    limits = limits or default_limits()
    with _opened(source, name) as file, _faults_named(file, limits), pillow_guard.decoding(limits.max_pixels):
        return _read_pillow(file, max_side, limits)


def read_info(
    source: Path | str | bytes, *, limits: DecodeLimits | None = None, name: str | None = None
) -> PhotoInfo:
    """Read a picture's header without decoding its pixels.

    Raises:
        PhotoError: as ``read_photo``, as far as the header tells.
    """
    limits = limits or default_limits()
    with _opened(source, name) as file, _faults_named(file, limits), pillow_guard.decoding(limits.max_pixels):
        return _read_header(file, limits)


def _read_header(file: _Source, limits: DecodeLimits) -> PhotoInfo:
    with _open_pillow(file, limits) as image:
        return _info(image, read_metadata(image))


def _read_pillow(file: _Source, max_side: int | None, limits: DecodeLimits) -> Photo:
    with _open_pillow(file, limits) as image:
        metadata = read_metadata(image)
        info = _info(image, metadata)
        size = image.size if max_side is None else fitted_size(*image.size, max_side)
        if size != image.size:
            image.draft(None, size)
        _check_pixels(file, image, limits)
        image.load()
        plain = to_srgb(reduce_image(image, size) if image.mode in ("RGB", "L", "CMYK") else image)
        if plain.size != size:
            plain = reduce_image(plain, size)
        if metadata.orientation in (5, 6, 7, 8):
            size = size[1], size[0]
        if metadata.orientation in _TRANSPOSE:
            plain = plain.transpose(_TRANSPOSE[metadata.orientation])
        pixels = np.asarray(plain)
        if (plain.width, plain.height) != size:
            pixels = shrink(pixels, size)
        return Photo(pixels=pixels, info=info)


@contextmanager
def _opened(source: Path | str | bytes, name: str | None) -> Iterator[_Source]:
    """Open a file or wrap its content.

    Raises:
        PhotoError: missing, unreadable, not a file, or empty.
    """
    if isinstance(source, bytes):
        path = Path(name or "picture")
        if not source:
            raise PhotoError(path, PhotoFault.EMPTY, _EMPTY)
        with io.BytesIO(source) as stream:
            yield _Source(stream, path, len(source), source[:_HEAD_BYTES])
        return
    path = Path(source)
    handle: IO[bytes]
    try:
        # Opening a pipe would wait for ever, and a device may hold anything.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, pipe or socket"
            raise PhotoError(path, PhotoFault.NOT_A_PICTURE, f"This is {kind}, not a file.")
        if status.st_size == 0:
            raise PhotoError(path, PhotoFault.EMPTY, _EMPTY)
        handle = path.open("rb")
    except OSError as error:
        raise _named_os_error(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise PhotoError(path, PhotoFault.MISSING, f"This cannot be a file's name ({error}).") from error
    with handle:
        try:
            head = handle.read(_HEAD_BYTES)
        except OSError as error:
            raise _named_os_error(path, error) from error
        yield _Source(handle, path if name is None else Path(name), status.st_size, head)


def _open_pillow(file: _Source, limits: DecodeLimits) -> Image.Image:
    """Let Pillow parse the header, with the one reader that the content calls for."""
    kind = formats.sniff(file.head)
    if kind is None:
        other = formats.name_of_other(file.head)
        if other is not None:
            raise PhotoError(
                file.path, PhotoFault.UNSUPPORTED, f"This is {other}, which ImageFinder does not read."
            )
        raise PhotoError(file.path, PhotoFault.NOT_A_PICTURE, "Its content is no picture of a known format.")
    if kind == "HEIF" and not formats.heif_available():
        raise _extra_missing(file.path, "HEIC", "heif")
    if kind == "JXL" and not formats.jxl_available():
        raise _extra_missing(file.path, "JPEG XL", "jxl")
    if kind in _READ_WHOLE and file.size > limits.max_file_bytes:
        raise PhotoError(
            file.path,
            PhotoFault.TOO_LARGE,
            f"The file has {file.size / 2**20:,.0f} MB; {kind} files above "
            f"{limits.max_file_bytes / 2**20:,.0f} MB would not fit this machine's free memory.",
        )
    return Image.open(file.stream, formats=[kind])


def _check_pixels(file: _Source, image: Image.Image, limits: DecodeLimits) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise PhotoError(file.path, PhotoFault.DAMAGED, "Its header says that the picture has no pixels.")
    if width * height > limits.max_pixels:
        raise _too_large(file.path, limits, f"{width:,} × {height:,} pixels are")


def _info(image: Image.Image, metadata: Metadata) -> PhotoInfo:
    width, height = image.size
    if metadata.orientation in (5, 6, 7, 8):
        width, height = height, width
    try:
        frames = int(getattr(image, "n_frames", 1))
    except (
        Exception
    ):  # counting walks the file's later frames; what is broken there does not concern the first
        frames = 1
    kind = image.format or "?"
    return PhotoInfo(
        format="JPEG" if kind == "MPO" else kind,
        width=width,
        height=height,
        orientation=metadata.orientation,
        captured=metadata.captured,
        camera=metadata.camera,
        software=metadata.software,
        frames=max(1, frames),
    )


_EMPTY = "The file is empty; copy it again from where it came from."
_TRUNCATED = "The file ends before the picture does; copy it again from where it came from."


@contextmanager
def _faults_named(file: _Source, limits: DecodeLimits) -> Iterator[None]:
    """Turn whatever a decoder raises into a ``PhotoError``."""
    try:
        yield
    except PhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(file.path, limits, "The size in its header is") from error
    except MemoryError as error:
        raise PhotoError(
            file.path,
            PhotoFault.OUT_OF_MEMORY,
            "Not enough free memory to decode it; close other programs and scan again.",
        ) from error
    except UnidentifiedImageError as error:
        raise PhotoError(
            file.path, PhotoFault.DAMAGED, "Its header is damaged; no reader recognises it."
        ) from error
    except EOFError as error:
        raise PhotoError(file.path, PhotoFault.TRUNCATED, _TRUNCATED) from error
    except OSError as error:
        if error.errno is not None:
            raise _named_os_error(file.path, error) from error
        raise _decoder_fault(file.path, error) from error
    except (
        Exception
    ) as error:  # decoders raise anything on damaged input: ValueError, struct.error, KeyError, …
        raise _decoder_fault(file.path, error) from error


def _decoder_fault(path: Path, error: Exception) -> PhotoError:
    said = str(error).strip().rstrip(".")
    if "truncated" in said.lower():
        return PhotoError(path, PhotoFault.TRUNCATED, _TRUNCATED)
    return PhotoError(
        path,
        PhotoFault.DAMAGED,
        f"The picture's data are damaged (the decoder says: {said or type(error).__name__}).",
    )


def _too_large(path: Path, limits: DecodeLimits, what: str) -> PhotoError:
    return PhotoError(
        path,
        PhotoFault.TOO_LARGE,
        f"{what} more than the {limits.max_pixels / 1e6:,.0f} megapixels that free memory allows here.",
    )


def _extra_missing(path: Path, what: str, extra: str) -> PhotoError:
    return PhotoError(
        path,
        PhotoFault.UNSUPPORTED,
        f"{what} pictures need an optional part: pip install 'imagefinder[{extra}]', then scan again.",
    )


def _named_os_error(path: Path, error: OSError) -> PhotoError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return PhotoError(path, PhotoFault.MISSING, "There is no such file (any more).")
    if isinstance(error, PermissionError):
        return PhotoError(
            path, PhotoFault.PERMISSION, "You have no permission to read it; change the file's rights."
        )
    reason = os.strerror(error.errno) if error.errno is not None else str(error)
    return PhotoError(
        path, PhotoFault.IO, f"The disk or network would not hand it over ({reason}); try again."
    )
