"""What lies in a folder now: directories and picture files, without opening any of them."""

from __future__ import annotations

import fnmatch
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imagefinder.photos import SUFFIXES

DEFAULT_EXCLUDED = (
    ".*",  # hidden by the custom of Unix: .git, .Trash-1000, .thumbnails, AppleDouble files
    "@eaDir",  # Synology's thumbnails
    "#recycle",
    "$RECYCLE.BIN",
    "RECYCLER",
    "System Volume Information",
    "lost+found",
    "node_modules",
    "__MACOSX",
)
"""Names that no scan looks at, whatever a library excludes beside them. Trash must never be found as a
copy.
"""

_SUFFIXES = frozenset(os.fsencode(suffix) for suffix in SUFFIXES)
_SEPARATOR = os.fsencode(os.sep)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A picture file as the directory lists it."""

    name: bytes
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class FoundDirectory:
    """A directory that was listed, or could not be.

    Attributes:
        path: relative to the root, empty for the root itself.
        files: its picture files, in order of name.
        mounted: whether another disk is mounted on it.
        error: why it could not be listed; then ``files`` is empty and says nothing.
        cloud_only: files whose content is not on this machine; reading one would download it.
    """

    path: bytes
    files: tuple[FoundFile, ...] = ()
    mounted: bool = False
    error: OSError | None = None
    cloud_only: tuple[FoundFile, ...] = ()


class Exclusions:
    """Decides what a walk leaves out.

    A pattern without a slash is compared with every name (``*.tmp``, ``export``); one with a slash with the
    path relative to the folder (``2019/raw``, ``*/previews``), and so with everything below. Case counts
    only where the file system's own custom says so.
    """

    def __init__(self, patterns: Iterable[str] = ()) -> None:
        names = list(DEFAULT_EXCLUDED)
        paths: list[str] = []
        for pattern in patterns:
            plain = (pattern.replace("\\", "/") if os.sep == "\\" else pattern).strip("/")
            if plain:
                (paths if "/" in plain or pattern.startswith("/") else names).append(plain)
        self._names = _compile(names)
        self._paths = _compile(paths) if paths else None

    def name(self, name: bytes, path: bytes) -> bool:
        """Whether the entry ``name``, at ``path`` relative to the folder, is left out."""
        if self._names.match(os.path.normcase(os.fsdecode(name))):
            return True
        if self._paths is None:
            return False
        return self._paths.match(os.path.normcase(os.fsdecode(path.replace(_SEPARATOR, b"/")))) is not None


def _compile(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns))


def is_picture(name: bytes) -> bool:
    """Whether a scan looks at a file of that name."""
    return os.path.splitext(name)[1].lower() in _SUFFIXES  # noqa: PTH122 - pathlib knows no bytes


def volume_of(root: Path) -> str:
    """A name for the disk and directory that ``root`` stands for, the same after a restart.

    Raises:
        OSError: when it cannot be reached.
    """
    status = root.stat()
    disk = status.st_dev if sys.platform == "win32" else os.statvfs(root).f_fsid
    return f"{disk:x}:{status.st_ino:x}"


def is_cloud_only(status: os.stat_result) -> bool:
    """Whether a file is a placeholder whose content would have to be downloaded."""
    attributes = getattr(status, "st_file_attributes", 0)
    if attributes & (0x400000 | 0x1000):  # FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, FILE_ATTRIBUTE_OFFLINE
        return True
    return bool(getattr(status, "st_flags", 0) & 0x40000000)  # macOS: SF_DATALESS


@dataclass
class Walk:
    """A walk through one folder.

    Attributes:
        root: absolute path.
        exclusions: what to leave out.
        follow_links: whether links to directories are followed; each directory is listed once all the same.
        other_roots: real paths of the library's folders: a link to a file in one of them is left out,
            since the file itself is found there and the two must never pass for copies of each other.
        avoid: (device, inode) of directories that are never entered, such as the library's own.
    """

    root: Path
    exclusions: Exclusions = field(default_factory=Exclusions)
    follow_links: bool = False
    other_roots: tuple[Path, ...] = ()
    avoid: frozenset[tuple[int, int]] = frozenset()

    def __iter__(self) -> Iterator[FoundDirectory]:
        """Every directory, a parent before what lies in it.

        Raises:
            OSError: the root itself cannot be listed.
        """
        root = os.fsencode(self.root)
        status = os.stat(root)  # noqa: PTH116
        seen: set[tuple[int, int]] = {(status.st_dev, status.st_ino)}
        linked: set[tuple[int, int]] = set()
        pending: list[tuple[bytes, int, bool]] = [(b"", status.st_dev, False)]
        while pending:
            path, device, mounted = pending.pop()
            try:
                with os.scandir(os.path.join(root, path)) as listing:  # noqa: PTH118
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                if not path:
                    raise
                yield FoundDirectory(path, mounted=mounted, error=error)
                continue
            files: list[FoundFile] = []
            cloud: list[FoundFile] = []
            below: list[tuple[bytes, int, bool]] = []
            for entry in entries:
                inside = os.path.join(path, entry.name)  # noqa: PTH118
                if self.exclusions.name(entry.name, inside):
                    continue
                try:
                    if entry.is_dir(follow_symlinks=self.follow_links):
                        status = os.stat(entry.path)  # noqa: PTH116 - DirEntry.stat has no inode on Windows
                        key = (status.st_dev, status.st_ino)
                        if key not in seen and key not in self.avoid:
                            seen.add(key)
                            below.append((inside, status.st_dev, status.st_dev != device))
                    elif is_picture(entry.name) and entry.is_file():
                        if entry.is_symlink() and not self._wanted_link(entry, linked):
                            continue
                        status = entry.stat()
                        if stat.S_ISREG(status.st_mode):
                            found = FoundFile(entry.name, status.st_size, status.st_mtime_ns)
                            (cloud if is_cloud_only(status) else files).append(found)
                except FileNotFoundError:
                    continue  # gone since the listing
                except OSError as error:
                    yield FoundDirectory(inside, error=error)
            yield FoundDirectory(path, tuple(files), mounted, None, tuple(cloud))
            pending += reversed(below)

    def _wanted_link(self, entry: os.DirEntry[bytes], linked: set[tuple[int, int]]) -> bool:
        real = Path(os.fsdecode(os.path.realpath(entry.path)))
        if any(real.is_relative_to(other) for other in (self.root, *self.other_roots)):
            return False
        status = entry.stat()
        key = (status.st_dev, status.st_ino)
        if key in linked:
            return False
        linked.add(key)
        return True
