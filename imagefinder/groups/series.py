"""Photos that belong together without being duplicates: bursts, and a raw file with the picture rendered
from it.

Rules: a raw file and a picture of the same folder and stem, taken within 2 s by the same camera, are one
shot; two photos of one camera with different capture times are two shots; within the same second their
names decide (``…_BURST003``, consecutive numbers).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from imagefinder.catalog import PhotoDetails

RAW_SUFFIXES = frozenset(
    [
        ".3fr",
        ".arw",
        ".cr2",
        ".cr3",
        ".dcr",
        ".dng",
        ".erf",
        ".iiq",
        ".k25",
        ".kdc",
        ".mef",
        ".mos",
        ".mrw",
        ".nef",
        ".nrw",
        ".orf",
        ".pef",
        ".raf",
        ".raw",
        ".rw2",
        ".rwl",
        ".sr2",
        ".srf",
        ".srw",
        ".x3f",
    ]
)
BURST_SECONDS = 0.5
PAIR_SECONDS = 2.0

_BURST_NAME = re.compile(r"(?:^|[_-])BURST[_-]?(\d+)|_COVER$|_BURST\d*", re.IGNORECASE)
_NUMBER = re.compile(r"^(.*?)(\d{3,8})$")


@dataclass(frozen=True, slots=True)
class Shot:
    """What tells when and by what a photo was taken.

    Attributes:
        path: the file.
        taken: capture time; None when unknown.
        fractional: whether the time is finer than a second.
        camera: make and model; None when unknown.
        size: (width, height).
    """

    path: Path
    taken: datetime | None
    fractional: bool
    camera: str | None
    size: tuple[int, int]

    @property
    def is_raw(self) -> bool:
        """Whether it is a camera's raw file."""
        return self.path.suffix.casefold() in RAW_SUFFIXES


def shot_of(photo: PhotoDetails) -> Shot:
    """Read a photo's capture facts; a time without seconds counts as unknown."""
    taken, fractional = None, False
    text = photo.captured or ""
    if len(text) >= 19:
        try:
            taken = datetime.fromisoformat(text)
            fractional = "." in text
        except ValueError:
            taken = None
    return Shot(photo.path, taken, fractional, photo.camera, (photo.width, photo.height))


def are_companions(a: Shot, b: Shot) -> bool:
    """Whether one is the raw file of the other."""
    if a.is_raw == b.is_raw or a.path.parent != b.path.parent:
        return False
    if a.path.stem.casefold() != b.path.stem.casefold():
        return False
    if a.camera and b.camera and a.camera != b.camera:
        return False
    apart = seconds_apart(a, b)
    return apart is None or apart <= PAIR_SECONDS


def seconds_apart(a: Shot, b: Shot) -> float | None:
    """Seconds between two captures; None when either is unknown, or only one of them names its time zone."""
    if a.taken is None or b.taken is None or (a.taken.tzinfo is None) != (b.taken.tzinfo is None):
        return None
    return abs((a.taken - b.taken).total_seconds())


def are_different_shots(a: Shot, b: Shot) -> bool:
    """Whether the camera pressed its shutter twice: however alike, two such photos are no copies."""
    if a.camera != b.camera and a.camera and b.camera:
        return True
    apart = seconds_apart(a, b)
    if apart is None:
        return False
    both_fine = a.fractional and b.fractional
    if apart > 0 and (both_fine or apart >= 1):
        return True
    if a.is_raw != b.is_raw or a.size != b.size or a.path.parent != b.path.parent:
        return False
    return not both_fine and bool(a.camera) and _are_neighbours_by_name(a.path, b.path)


def are_burst(a: Shot, b: Shot) -> bool:
    """Whether two photos were taken in one burst: within half a second, or named as one."""
    if a.path.parent != b.path.parent or (a.camera and b.camera and a.camera != b.camera):
        return False
    first, second = _BURST_NAME.search(a.path.stem), _BURST_NAME.search(b.path.stem)
    if first and second and a.path.stem[: first.start()] == b.path.stem[: second.start()]:
        return True
    apart = seconds_apart(a, b)
    if apart is None or not a.camera:
        return False
    if a.fractional and b.fractional:
        return apart <= BURST_SECONDS
    return apart <= 1.0 and _are_neighbours_by_name(a.path, b.path)


def _are_neighbours_by_name(a: Path, b: Path) -> bool:
    first, second = _NUMBER.match(a.stem), _NUMBER.match(b.stem)
    if first is None or second is None or first.group(1) != second.group(1):
        return False
    return 0 < abs(int(first.group(2)) - int(second.group(2))) <= 30
