"""Where a photo goes instead of being deleted: the freedesktop.org trash, with the place told.

The trash of the desktop is used, so that the user finds the photos where every other program puts them.
Send2Trash does not say *where* a file went, and without the place there is no undo after a restart; so on
Linux (and the BSDs) the freedesktop.org Trash specification 1.0 is written out here. Nothing in this
module unlinks a file that the user owns: a photo is only ever renamed, on its own disk, from its folder
into the trash and back.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote

from imagefinder.errors import ImageFinderError

_TRIES = 10_000
_TRASH_NAMES = frozenset(
    {".trash", ".trashes", "$recycle.bin", "recycler", "#recycle", ".recycle", "@recycle"}
)


class TrashError(ImageFinderError):
    """A file could not be put into the trash, or taken out of it; it is still where it was.

    Attributes:
        path: the file.
        reason: one sentence for the user.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TrashPlace:
    """A place in the trash that is reserved for one file, or taken by it.

    Attributes:
        original: where the file comes from (absolute).
        place: where it lies in the trash, or will lie.
        note: the ``.trashinfo`` file that names the original, where the trash keeps one.
    """

    original: Path
    place: Path
    note: Path | None = None


class Trash(Protocol):
    """A trash that tells the place before the file is moved: what a journal can promise and undo."""

    def reserve(self, path: Path) -> TrashPlace:
        """Take a free place for ``path`` without moving it. Raises ``TrashError``."""
        ...

    def put(self, place: TrashPlace) -> None:
        """Move the file into its reserved place. Raises ``TrashError``; the file then still stands."""
        ...

    def release(self, place: TrashPlace) -> None:
        """Give a reserved place back that no file went to."""
        ...


def reason_of(error: OSError) -> str:
    """Return what an operating system error means for the user, in a few words."""
    return error.strerror or type(error).__name__


def move_without_overwriting(source: Path, target: Path) -> None:
    """Rename ``source`` to ``target`` on the same disk; an existing target is never replaced.

    The name is first taken by an empty file of our own, which the rename then replaces: this is free of
    races on every file system, with or without hard links.

    Raises:
        FileExistsError: when the target exists.
        OSError: when the rename is refused; the target name is free again and the source untouched.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source.replace(target)
    except OSError:
        remove_placeholder(target)
        raise


def remove_placeholder(path: Path) -> None:
    """Remove the empty file that ``move_without_overwriting`` took a name with; any other file is left
    alone.
    """
    with contextlib.suppress(OSError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode) and found.st_size == 0:
            path.unlink()


def in_trash(path: Path) -> bool:
    """Return whether a path lies in a trash folder of any of the common desktops and network storages."""
    names = [part.casefold() for part in path.parts[:-1]]
    return any(
        name in _TRASH_NAMES
        or name.startswith(".trash-")
        or (
            name == "trash" and names[number + 1 : number + 2] == ["files"]
        )  # the home trash, not a folder so named
        for number, name in enumerate(names)
    )


class FreedesktopTrash:
    """The freedesktop.org trash: the home trash, or ``.Trash/UID`` or ``.Trash-UID`` at the top of
    another disk.

    Source: the freedesktop.org Trash specification, version 1.0.

    Args:
        home: the home trash; ``$XDG_DATA_HOME/Trash`` when None.
    """

    def __init__(self, home: Path | None = None) -> None:
        if home is None:
            data = os.environ.get("XDG_DATA_HOME")
            home = (Path(data) if data else Path.home() / ".local" / "share") / "Trash"
        self.home = home

    def reserve(self, path: Path) -> TrashPlace:
        """Write the ``.trashinfo`` file that reserves a place for ``path`` (absolute, not followed if a
        link).
        """
        path = path.absolute()
        try:
            device = path.lstat().st_dev
            root, top = self._root_for(path, device)
            # The file itself need not be ours, but its folder must let it go: known before anything is
            # promised.
            if not os.access(path.parent, os.W_OK | os.X_OK):
                raise TrashError(path, "its folder is read-only, so that it cannot be moved to the trash")
            named = str(path) if top is None else path.relative_to(top).as_posix()
            text = (
                "[Trash Info]\n"
                f"Path={quote(os.fsencode(named))}\n"
                f"DeletionDate={datetime.now().isoformat(timespec='seconds')}\n"
            ).encode("ascii")
            for number in range(1, _TRIES):
                name = path.name if number == 1 else f"{path.stem}.{number}{path.suffix}"
                place = TrashPlace(path, root / "files" / name, root / "info" / f"{name}.trashinfo")
                if self._take(place, text):
                    return place
        except OSError as error:
            raise TrashError(path, f"the trash cannot take it: {reason_of(error)}") from error
        raise TrashError(path, "the trash holds too many files of this name")

    def put(self, place: TrashPlace) -> None:
        """Rename the file into the trash: one atomic step on one disk."""
        try:
            move_without_overwriting(place.original, place.place)
        except OSError as error:
            self.release(place)
            raise TrashError(place.original, f"the trash refused it: {reason_of(error)}") from error

    def release(self, place: TrashPlace) -> None:
        """Remove the ``.trashinfo`` file of a place that no file went to."""
        remove_placeholder(place.place)
        if place.note is not None and not place.place.exists() and not place.place.is_symlink():
            with contextlib.suppress(OSError):
                place.note.unlink(missing_ok=True)

    def forget_orphans(self, path: Path) -> None:
        """Remove notes that reserve a place for ``path`` which no file went to: left by a kill at that
        moment.
        """
        path = path.absolute()
        with contextlib.suppress(OSError, TrashError):
            root, _ = self._root_for(path, path.lstat().st_dev)
            for note in (root / "info").iterdir():
                place = root / "files" / note.name.removesuffix(".trashinfo")
                ours = note.name.startswith(path.stem) and note.suffix == ".trashinfo"
                if not ours or place.exists() or place.is_symlink():
                    continue
                if note.stat().st_size == 0 or original_path(note) == path:
                    note.unlink()

    @staticmethod
    def _take(place: TrashPlace, text: bytes) -> bool:
        """Create the note; False when the name is in use."""
        if place.note is None or place.place.exists() or place.place.is_symlink():
            return False
        try:
            handle = os.open(place.note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return False
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError:  # a full disk: no half-written note stays behind
            with contextlib.suppress(OSError):
                place.note.unlink()
            raise
        return True

    def _root_for(self, path: Path, device: int) -> tuple[Path, Path | None]:
        """Return the trash folder for a file, and the top of its disk (None for the home trash)."""
        _make_private(self.home)
        if self.home.lstat().st_dev == device:
            _make_parts(self.home)
            return self.home, None
        top = _top_of_disk(path, device)
        user = os.getuid() if hasattr(os, "getuid") else 0
        shared = top / ".Trash"
        with contextlib.suppress(OSError):
            found = shared.lstat()
            # The specification: a shared trash counts only when it is a real folder with the sticky bit set.
            if stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX:
                _make_parts(shared / str(user))
                return shared / str(user), top
        own = top / f".Trash-{user}"
        try:
            _make_parts(own)
            if own.is_symlink():
                raise TrashError(path, f"{own} is a link, which is not safe to use as a trash")
        except OSError as error:
            raise TrashError(
                path, f"its disk has no trash and none can be made: {reason_of(error)}"
            ) from error
        return own, top


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _make_parts(root: Path) -> None:
    for part in ("files", "info"):
        _make_private(root / part)


def _top_of_disk(path: Path, device: int) -> Path:
    """Return the highest folder above ``path`` on the same device: the mount point."""
    top = path.parent.resolve()
    while top.parent != top and top.parent.stat().st_dev == device:
        top = top.parent
    return top


def take_out(place: TrashPlace) -> None:
    """Move a file from the trash back to where it came from, making its folder again if that is gone.

    Raises:
        TrashError: when the file is no longer in the trash, or another file stands in its old place
        (which is never
            overwritten), or the folder cannot be written to.
    """
    if not place.place.exists() and not place.place.is_symlink():
        raise TrashError(place.original, f"it is no longer in the trash at {place.place}")
    try:
        place.original.parent.mkdir(parents=True, exist_ok=True)
        move_without_overwriting(place.place, place.original)
    except FileExistsError as error:
        raise TrashError(
            place.original, "another file stands in its place now; it stays in the trash"
        ) from error
    except OSError as error:
        raise TrashError(place.original, f"it cannot be put back: {reason_of(error)}") from error
    if place.note is not None:
        with contextlib.suppress(OSError):
            place.note.unlink(missing_ok=True)


def original_path(note: Path) -> Path:
    """Return the original path that a ``.trashinfo`` file names (absolute; relative ones from the top of
    its disk).

    Raises:
        TrashError: when the file is not a trash note.
    """
    try:
        lines = note.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError as error:
        raise TrashError(note, f"it cannot be read: {reason_of(error)}") from error
    for line in lines:
        if line.startswith("Path="):
            named = Path(os.fsdecode(unquote(line[5:], errors="surrogateescape")))
            if named.is_absolute():
                return named
            root = note.parent.parent
            top = root.parent if root.name.startswith(".Trash-") else root.parent.parent
            return top / named
    raise TrashError(note, "it does not name the path of a trashed file")


def open_trash() -> Trash:
    """Return the trash of this desktop."""
    if sys.platform in ("darwin", "win32"):
        from imagefinder.groups.trash_native import MacTrash, RecycleBin

        return MacTrash() if sys.platform == "darwin" else RecycleBin()
    return FreedesktopTrash()
