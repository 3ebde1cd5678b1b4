"""The trash of macOS and the recycle bin of Windows, each with the place told, so that undo survives a
restart.

macOS: a file is renamed into ``~/.Trash``, or into ``.Trashes/UID`` at the top of another volume; the
Finder shows it there. (The Finder's own “Put Back” needs a private record that only it writes; this
program's undo does not.)

Windows: Send2Trash hands the file to the shell; the place is then read from the recycle bin's index files
(``$I…``), which name the original path beside the data (``$R…``). Layout of these files: Windows Vista to
8.1 (version 1) and 10 (version 2).
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imagefinder.groups.trash import (
    TrashError,
    TrashPlace,
    move_without_overwriting,
    reason_of,
    remove_placeholder,
)

_TRIES = 10_000
_WINDOWS_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class MacTrash:
    """The trash of macOS.

    Args:
        home: the trash of the home volume; ``~/.Trash`` when None.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = home if home is not None else Path.home() / ".Trash"

    def reserve(self, path: Path) -> TrashPlace:
        """Choose a free name for ``path`` in the trash of its volume."""
        path = path.absolute()
        try:
            folder = self._folder_for(path)
            for number in range(1, _TRIES):
                name = path.name if number == 1 else f"{path.stem} {number}{path.suffix}"
                if not (folder / name).exists() and not (folder / name).is_symlink():
                    return TrashPlace(path, folder / name)
        except OSError as error:
            raise TrashError(path, f"the trash cannot take it: {reason_of(error)}") from error
        raise TrashError(path, "the trash holds too many files of this name")

    def put(self, place: TrashPlace) -> None:
        """Rename the file into the trash."""
        try:
            move_without_overwriting(place.original, place.place)
        except OSError as error:
            raise TrashError(place.original, f"the trash refused it: {reason_of(error)}") from error

    def release(self, place: TrashPlace) -> None:
        """Give the name back."""
        remove_placeholder(place.place)

    def _folder_for(self, path: Path) -> Path:
        self.home.mkdir(mode=0o700, exist_ok=True)
        device = path.lstat().st_dev
        if self.home.lstat().st_dev == device:
            return self.home
        top = path.parent.resolve()
        while top.parent != top and top.parent.stat().st_dev == device:
            top = top.parent
        folder = top / ".Trashes" / str(os.getuid() if hasattr(os, "getuid") else 0)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder


@dataclass(frozen=True, slots=True)
class RecycledFile:
    """One entry of a recycle bin.

    Attributes:
        original: where the file was.
        size: bytes.
        deleted: when, UTC.
    """

    original: str
    size: int
    deleted: datetime


def parse_recycle_note(data: bytes) -> RecycledFile:
    """Read a ``$I…`` file of the Windows recycle bin.

    Raises:
        ValueError: when the bytes are not one.
    """
    if len(data) < 24:
        raise ValueError("too short for a recycle bin entry")
    version, size, ticks = struct.unpack_from("<qqq", data)
    if version == 1:
        raw = data[24 : 24 + 520]
    elif version == 2:
        if len(data) < 28:
            raise ValueError("too short for a recycle bin entry")
        (length,) = struct.unpack_from("<I", data, 24)
        raw = data[28 : 28 + 2 * min(length, 32_768)]
    else:
        raise ValueError(f"unknown recycle bin entry version {version}")
    original = raw[: len(raw) // 2 * 2].decode("utf-16-le", errors="replace").split("\0", 1)[0]
    if not original or size < 0 or not 0 <= ticks < 2**62:
        raise ValueError("damaged recycle bin entry")
    return RecycledFile(original, size, _WINDOWS_EPOCH + timedelta(microseconds=min(ticks // 10, 2**57)))


def find_recycled(bins: Path, original: Path) -> TrashPlace | None:
    """Return the newest entry for ``original`` under a ``$Recycle.Bin`` folder, None when there is none."""
    best: tuple[datetime, TrashPlace] | None = None
    for note in bins.glob("*/$I*"):
        try:
            entry = parse_recycle_note(note.read_bytes())
        except (OSError, ValueError):
            continue  # another user's, or damaged: not ours to judge
        place = note.with_name("$R" + note.name[2:])
        if entry.original.casefold() == str(original).casefold() and place.exists():
            found = (entry.deleted, TrashPlace(original, place, note))
            best = found if best is None or found[0] > best[0] else best
    return None if best is None else best[1]


class RecycleBin:
    """The recycle bin of Windows, through Send2Trash; the place is known only after the move."""

    def reserve(self, path: Path) -> TrashPlace:
        """Return where the bin of the file's drive is; the shell chooses the name in it."""
        path = path.absolute()
        if not path.exists():
            raise TrashError(path, "it does not exist")
        return TrashPlace(path, Path(path.anchor) / "$Recycle.Bin")

    def put(self, place: TrashPlace) -> None:
        """Hand the file to the shell."""
        import send2trash

        try:
            send2trash.send2trash(os.fspath(place.original))
        except (OSError, send2trash.TrashPermissionError) as error:
            raise TrashError(place.original, f"the recycle bin refused it: {error}") from error
        if place.original.exists():
            raise TrashError(place.original, "the recycle bin did not take it")

    def release(self, place: TrashPlace) -> None:
        """Nothing was written."""

    @staticmethod
    def settle(place: TrashPlace) -> TrashPlace:
        """Return the place that the shell chose, for a file that is already in the bin."""
        with contextlib.suppress(OSError):
            found = find_recycled(place.place, place.original)
            if found is not None:
                return found
        return place


def settle(place: TrashPlace) -> TrashPlace:
    """Return where a trashed file really lies: what was reserved, or on Windows what the bin says."""
    if sys.platform == "win32" and place.place.name == "$Recycle.Bin":
        return RecycleBin.settle(place)
    return place
