"""Camera raw files made for the tests: DNGs of 384×256 pixels, with or without a preview."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from photo_files import picture

_BYTE, _ASCII, _SHORT, _LONG, _RATIONAL, _SRATIONAL = 1, 2, 3, 4, 5, 10
_CODES = {_SHORT: "H", _LONG: "I", _RATIONAL: "I", _SRATIONAL: "i"}


def _packed(kind: int, value: Any) -> tuple[int, bytes]:
    """Return the number of values and their bytes."""
    if kind == _ASCII:
        data = value.encode() + b"\0"
        return len(data), data
    if kind == _BYTE:
        return len(value), bytes(value)
    values = value if isinstance(value, tuple) else (value,)
    each = 2 if kind in (_RATIONAL, _SRATIONAL) else 1
    return len(values) // each, struct.pack(f"<{len(values)}{_CODES[kind]}", *values)


def _tiff(directories: list[tuple[dict[int, tuple[int, Any]], bytes]]) -> bytes:
    """Write a TIFF: the first directory, and the second one as its child; each with one strip."""
    offset = 8 + sum(
        2 + 12 * (len(tags) + 2 + (number == 0)) + 4 for number, (tags, _) in enumerate(directories)
    )
    head, body = b"II*\0" + struct.pack("<I", 8), b""
    position = 8
    for number, (tags, strip) in enumerate(directories):
        entries = dict(tags) | {279: (_LONG, len(strip)), 273: (_LONG, offset + len(body))}
        body += strip + b"\0" * (len(strip) % 2)
        position += 2 + 12 * (len(tags) + 2 + (number == 0)) + 4
        if number == 0:
            entries[330] = (_LONG, position if len(directories) > 1 else 0)
        head += struct.pack("<H", len(entries))
        for tag, (kind, value) in sorted(entries.items()):
            count, data = _packed(kind, value)
            if len(data) > 4:
                where = offset + len(body)
                body += data + b"\0" * (len(data) % 2)
                data = struct.pack("<I", where)
            head += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
        head += b"\0\0\0\0"
    return head + body


def raw_file(orientation: int = 1, preview: np.ndarray | bytes | None = None) -> bytes:
    """Make a DNG whose sensor holds ``picture(384, 256)``.

    Args:
        orientation: EXIF orientation of the file.
        preview: (128, 192, 3) uint8, or a JPEG of that size.
    """
    pixels = picture(384, 256).astype(np.uint16) * 257
    mosaic = pixels[..., 1].copy()
    mosaic[0::2, 0::2], mosaic[1::2, 1::2] = pixels[0::2, 0::2, 0], pixels[1::2, 1::2, 2]
    matrix = tuple(value for cell in np.eye(3, dtype=int).ravel() for value in (int(cell), 1))
    of_camera: dict[int, tuple[int, Any]] = {
        272: (_ASCII, "Model 1"),
        274: (_SHORT, orientation),
        306: (_ASCII, "2020:05:06 07:08:09"),
        50706: (_BYTE, (1, 4, 0, 0)),
        50708: (_ASCII, "Test Camera"),
        50721: (_SRATIONAL, matrix),
        50728: (_RATIONAL, (1, 1) * 3),
        50778: (_SHORT, 21),
    }
    of_sensor: dict[int, tuple[int, Any]] = {
        254: (_LONG, 0),
        256: (_LONG, 384),
        257: (_LONG, 256),
        258: (_SHORT, 16),
        259: (_SHORT, 1),
        262: (_SHORT, 32803),
        277: (_SHORT, 1),
        278: (_LONG, 256),
        33421: (_SHORT, (2, 2)),
        33422: (_BYTE, (0, 1, 1, 2)),
        50717: (_LONG, 65535),
    }
    if preview is None:
        return _tiff([(of_sensor | of_camera, mosaic.tobytes())])
    of_preview: dict[int, tuple[int, Any]] = {
        254: (_LONG, 1),
        256: (_LONG, 192),
        257: (_LONG, 128),
        258: (_SHORT, (8, 8, 8)),
        259: (_SHORT, 7 if isinstance(preview, bytes) else 1),
        262: (_SHORT, 6 if isinstance(preview, bytes) else 2),
        277: (_SHORT, 3),
        278: (_LONG, 128),
    }
    strip = preview if isinstance(preview, bytes) else np.ascontiguousarray(preview).tobytes()
    return _tiff([(of_preview | of_camera, strip), (of_sensor, mosaic.tobytes())])
