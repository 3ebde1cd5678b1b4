"""EXIF, read as the untrusted text that it is: whatever makes no sense counts as absent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from PIL import Image
from PIL.ExifTags import IFD, Base

_LONGEST_TEXT = 200
_LONGEST_EXIF = 2**24
_MOST_CHUNKS = 100_000
_OFFSET = re.compile(r"[+-]\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The few EXIF values that the program uses; see ``PhotoInfo``."""

    orientation: int = 1
    captured: str | None = None
    camera: str | None = None
    software: str | None = None


def read_metadata(image: Image.Image) -> Metadata:
    """Return the EXIF of an opened picture; an empty ``Metadata`` where it is missing or damaged."""
    try:
        exif = image.getexif()
    except (
        Exception
    ):  # a damaged EXIF block makes the parser raise nearly anything, and must not cost the picture
        return Metadata()
    return _understood(exif)


def tiff_metadata(data: bytes) -> Metadata:
    """Return the EXIF of a raw file that is built as TIFF; empty for others."""
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + data)
    except Exception:  # as above
        return Metadata()
    return _understood(exif)


def _understood(exif: Image.Exif) -> Metadata:
    try:
        base: Mapping[int, Any] = dict(exif)
    except Exception:  # as above
        return Metadata()
    try:
        detail: Mapping[int, Any] = exif.get_ifd(IFD.Exif)
    except Exception:  # as above: the capture date lives in a directory of its own
        detail = {}
    return Metadata(
        orientation=_orientation(base.get(Base.Orientation)),
        captured=_captured(base, detail),
        camera=_camera(base),
        software=_text(base.get(Base.Software)),
    )


def late_png_exif(stream: IO[bytes]) -> bytes | None:
    """Find the EXIF block of a PNG behind the pixels, where Pillow comes only by decoding them."""
    position = 8
    for _ in range(_MOST_CHUNKS):
        stream.seek(position)
        head = stream.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if len(head) < 8 or kind == b"IEND":
            return None
        if kind == b"eXIf":
            return b"Exif\0\0" + stream.read(min(length, _LONGEST_EXIF))
        position += 12 + length
    return None


def _orientation(value: object) -> int:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    text = "".join(c for c in value.split("\0", 1)[0] if c.isprintable()).strip()
    return text[:_LONGEST_TEXT] or None


def _camera(base: Mapping[int, Any]) -> str | None:
    make, model = _text(base.get(Base.Make)), _text(base.get(Base.Model))
    if make and model:
        # Most makers repeat their name in the model ("Canon", "Canon EOS R5").
        return model if model.lower().startswith(make.split()[0].lower()) else f"{make} {model}"
    return model or make


def _captured(base: Mapping[int, Any], detail: Mapping[int, Any]) -> str | None:
    for source, tag, offset_tag in (
        (detail, Base.DateTimeOriginal, Base.OffsetTimeOriginal),
        (detail, Base.DateTimeDigitized, Base.OffsetTimeDigitized),
        (base, Base.DateTimeOriginal, Base.OffsetTimeOriginal),
        (base, Base.DateTime, Base.OffsetTime),
    ):
        text = _text(source.get(tag))
        if text is None:
            continue
        try:
            moment = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        offset = _text(detail.get(offset_tag))
        return moment.isoformat() + (offset if offset and _OFFSET.fullmatch(offset) else "")
    return None
