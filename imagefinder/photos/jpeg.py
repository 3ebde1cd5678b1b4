"""Does a JPEG hold all of its picture?

libjpeg never says that data are missing where an end marker stands too early, as in files that a broken copy
or a recovery tool left: it fills the rest with grey. And Pillow refuses a file that lacks nothing but the end
marker. Both are told apart by one experiment: put nonsense where the data end and decode again. Pixels that
change were not in the file. Where restart markers divide the data (ITU-T T.81, E.1.4), their number tells as
well.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_END = b"\xff\xd9"
_NONSENSE = (bytes(range(1, 251)) * 2, bytes(range(250, 0, -1)) * 2)
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class _Scan:
    """The first scan: all of a baseline picture, the coarsest version of a progressive one.

    Attributes:
        end: position of the marker after its data, or of the file's end.
        restarts: restart markers found in its data.
        restarts_due: how many there should be.
        progressive: whether other scans are to follow.
    """

    end: int
    restarts: int
    restarts_due: int
    progressive: bool


def too_short(file_bytes: int, width: int, height: int) -> bool:
    """Whether a file cannot hold a picture of that size: each block of 64 pixels takes at least one bit.

    True of headers that lie, whose grey pixels would else take minutes to decode.
    """
    return file_bytes * 8 < (width * height) // 64


def looks_cut(image: Image.Image) -> bool:
    """Whether a decoded, not yet turned JPEG ends in the even grey that stands for missing data."""
    left, top = image.width - max(1, image.width // 16), image.height - max(1, image.height // 64)
    corner = np.asarray(image.crop((left, top, image.width, image.height)))
    return bool(corner.min() >= 127 and corner.max() <= 129)


def data_missing(data: bytes) -> bool:
    """Whether the end marker comes before the last pixels.

    Args:
        data: a JPEG that decodes without an error.
    """
    scan = _first_scan(data)
    if scan is None:
        return False
    if scan.restarts < scan.restarts_due:
        return True
    # The mean of each block shows whether the block was there, and is quick to decode.
    before = _decoded(data, reduced=True)
    after = _decoded(data[: scan.end] + _NONSENSE[0] + data[scan.end :], reduced=True)
    return before is None or after is None or not np.array_equal(before, after)


def repaired(data: bytes) -> bytes | None:
    """Return a baseline JPEG with its missing end marker; None if more than that is missing.

    Args:
        data: a JPEG that decodes up to a premature end.
    """
    scan = _first_scan(data)
    if scan is None or scan.progressive or scan.restarts < scan.restarts_due:
        return None
    first, second = (_decoded(data + nonsense + _END, reduced=False) for nonsense in _NONSENSE)
    if first is None or second is None or not np.array_equal(first, second):
        return None
    return data + _END


def _decoded(data: bytes, *, reduced: bool) -> NDArray[np.uint8] | None:
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            if reduced:
                image.draft("L", (1, 1))
            return np.asarray(image)
    except (OSError, SyntaxError, ValueError):
        return None


def _first_scan(data: bytes) -> _Scan | None:
    """Walk the segments up to the first scan and through its data; None where they make no sense."""
    position, interval, units, progressive = 2, 0, 0, False
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker in _STANDALONE:
            position += 2
            continue
        segment = data[position + 4 : position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")]
        position += 4 + len(segment)
        if marker == 0xDD:
            interval = int.from_bytes(segment[:2], "big")
        elif marker in _FRAMES:
            progressive = marker not in (0xC0, 0xC1)
            units = _units(segment)
        elif marker == 0xDA:
            end, restarts = _through_scan(data, position)
            due = -(-units // interval) - 1 if interval and not progressive else 0
            return _Scan(end, restarts, due, progressive)
    return None


def _units(frame: bytes) -> int:
    """Count the minimum coded units of a frame (T.81, A.2); 0 where its header is too short."""
    if len(frame) < 6 or len(frame) < 6 + 3 * frame[5]:
        return 0
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    sampling = [frame[7 + 3 * component] for component in range(frame[5])]
    across = 8 * max((value >> 4 for value in sampling), default=1) if frame[5] > 1 else 8
    down = 8 * max((value & 15 for value in sampling), default=1) if frame[5] > 1 else 8
    return -(-width // max(across, 8)) * -(-height // max(down, 8))


def _through_scan(data: bytes, position: int) -> tuple[int, int]:
    """Return where entropy-coded data end and the restart markers on the way.

    The end is at 0xFF, unless a zero (stuffing), another 0xFF (filling) or a restart marker follows.
    """
    restarts = 0
    while (position := data.find(b"\xff", position)) >= 0 and position + 1 < len(data):
        following = data[position + 1]
        if following == 0xFF:
            position += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            restarts += following != 0
            position += 2
        else:
            return position, restarts
    return len(data), restarts
