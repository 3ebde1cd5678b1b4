"""Does a JPEG hold all of its picture?

libjpeg never says that data are missing where an end marker stands too early, as in files that a broken
copy or a recovery tool left: it repeats the last colour down to the bottom. And Pillow refuses a file that
lacks nothing but the end marker. Both are told apart by one experiment: put nonsense where the data end and
decode again. Pixels that change were not in the file.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_END = b"\xff\xd9"
_NONSENSE = (bytes(range(1, 251)) * 2, bytes(range(250, 0, -1)) * 2)
_STANDALONE = {0x01, *range(0xD0, 0xD9)}


def looks_cut(image: Image.Image) -> bool:
    """Whether a decoded, not yet turned JPEG ends in rows of one colour, as missing data make them."""
    rows = max(1, image.height // 64)
    bottom = np.asarray(image.crop((0, image.height - rows, image.width, image.height)))
    return bool((bottom == bottom[0, 0]).all())


def data_missing(data: bytes) -> bool:
    """Whether the end marker comes before the last pixels.

    Args:
        data: a JPEG that decodes without an error.
    """
    end = _end_of_first_scan(data)
    if end is None:
        return False
    nonsense = data[:end] + _NONSENSE[0] + data[end:]
    before, after = _decode_small(data), _decode_small(nonsense)
    return before is None or after is None or not np.array_equal(before, after)


def repaired(data: bytes) -> bytes | None:
    """Return the JPEG with its missing end marker; None if more than that is missing.

    Args:
        data: a JPEG that decodes up to a premature end.
    """
    first, second = (_decode_small(data + nonsense + _END) for nonsense in _NONSENSE)
    if first is None or second is None or not np.array_equal(first, second):
        return None
    return data + _END


def _decode_small(data: bytes) -> NDArray[np.uint8] | None:
    """Decode luminance at 1/8 of the size: the mean of each block shows whether the block was there."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            image.draft("L", (1, 1))
            return np.asarray(image.convert("L"))
    except (OSError, SyntaxError, ValueError):
        return None


def _end_of_first_scan(data: bytes) -> int | None:
    """Return the position of the marker after the first scan.

    That scan is all of a baseline picture, and the coarsest version of a progressive one.
    """
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker in _STANDALONE:
            position += 2
        elif marker == 0xDA:
            return _next_marker(data, position + 2 + int.from_bytes(data[position + 2 : position + 4], "big"))
        else:
            position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return None


def _next_marker(data: bytes, position: int) -> int | None:
    """Return where entropy-coded data end: at 0xFF, unless a zero (stuffing) or a restart marker follows."""
    while (position := data.find(b"\xff", position)) >= 0:
        following = data[position + 1 : position + 2]
        if not following:
            return None
        if following[0] == 0 or 0xD0 <= following[0] <= 0xD7:
            position += 2
        elif following[0] == 0xFF:
            position += 1
        else:
            return position
    return None
