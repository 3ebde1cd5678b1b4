"""A PNG without the chunks that are not its picture."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What decides the first picture and its colours; text, animation and all else may be damaged.
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"eXIf", b"IDAT"}


def essence(data: bytes) -> bytes | None:
    """Keep the undamaged chunks that make up the still picture, and put the end where it belongs.

    Pillow refuses a PNG for a damaged comment, for a contradictory animation or for a missing end, though
    every pixel is there (their own checksum says so when they are decoded).

    Returns:
        a PNG to try instead, or None if there is none, or it would be no other.
    """
    parts = [_SIGNATURE]
    position, seen_pixels = len(_SIGNATURE), False
    while position + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if end > len(data) or kind == b"IEND":
            break
        seen_pixels |= kind == b"IDAT"
        sound = zlib.crc32(data[position + 4 : end - 4]) == int.from_bytes(data[end - 4 : end], "big")
        if kind in _KEPT and sound:
            parts.append(data[position:end])
        position = end
    parts.append(b"\0\0\0\0IEND\xaeB`\x82")
    result = b"".join(parts)
    return result if seen_pixels and result != data else None
