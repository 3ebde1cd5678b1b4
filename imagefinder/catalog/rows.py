"""What the catalog hands out: frozen records, one per kind of row."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class PhotoState(IntEnum):
    """Where a file stands."""

    TO_READ = 0
    READ = 1
    FAILED = 2


class PassState(IntEnum):
    """Where a pass over a content stands."""

    TO_DO = 0
    DONE = 1
    FAILED = 2


class Stage(StrEnum):
    """The part of a scan in which a file failed."""

    WALK = "walk"
    FAST = "fast"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder of the library.

    Attributes:
        folder_id: its id.
        path: absolute.
        offline: not reachable at the last scan; its photos stay.
        follow_links: whether the scan follows links to directories.
        volume: identity of the disk it lay on at the last scan, None before the first.
        excluded: patterns that the scan leaves out.
        photos: living files in it that could be read.
    """

    folder_id: int
    path: Path
    offline: bool
    follow_links: bool
    volume: str | None
    excluded: tuple[str, ...]
    photos: int


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the catalog knows of a file, for the walk to compare with the disk."""

    photo_id: int
    size: int
    mtime_ns: int
    state: PhotoState
    missing: bool


@dataclass(frozen=True, slots=True)
class KnownContent:
    """How far a content has been described."""

    description_id: int
    fast: bool
    thorough: PassState


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file that a pass has to read.

    Attributes:
        photo_id: its id.
        folder_id: the folder it lies in.
        root: that folder's path as stored.
        directory: relative to it.
        name: in it.
        size: bytes, at the last walk.
        mtime_ns: likewise.
        description_id: the content it had when last read, if any.
        content_hash: digest of that content.
    """

    photo_id: int
    folder_id: int
    root: bytes
    directory: bytes
    name: bytes
    size: int
    mtime_ns: int
    description_id: int | None = None
    content_hash: bytes | None = None

    @property
    def path(self) -> Path:
        """Absolute path of the file."""
        return join(self.root, self.directory, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class NewDescription:
    """What the fast pass found out about a content."""

    content_hash: bytes
    bytes: int
    format: str
    width: int
    height: int
    orientation: int
    captured: str | None
    camera: str | None
    software: str | None
    frames: int
    phash: int
    colour: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """Everything the catalog knows of one file.

    Attributes:
        photo_id: the file's id.
        description_id: its content's id; exact copies share it. None until the file was read.
        path: absolute.
        size: bytes.
        mtime_ns: modification time, nanoseconds.
        content_hash: blake2b-128 of the bytes; None until read.
        format: of the picture, as its decoder names it.
        width: pixels, oriented, full resolution; 0 until read.
        height: likewise.
        orientation: EXIF value, 1 to 8.
        captured: EXIF date in ISO form.
        camera: EXIF make and model.
        software: EXIF software.
        phash: 64-bit perceptual hash.
        fast: whether the fast pass is done.
        thorough: where the thorough pass stands.
        features: local features in the index.
        missing: the file was not there at the last scan.
        offline: its folder was not reachable at the last scan.
    """

    photo_id: int
    description_id: int | None
    path: Path
    size: int
    mtime_ns: int
    content_hash: bytes | None
    format: str | None
    width: int
    height: int
    orientation: int
    captured: str | None
    camera: str | None
    software: str | None
    phash: int
    fast: bool
    thorough: PassState
    features: int
    missing: bool
    offline: bool


@dataclass(frozen=True, slots=True)
class FailureRow:
    """A file (or a directory that cannot be listed) that failed, and why.

    Attributes:
        path: absolute.
        stage: of the scan.
        fault: the kind of reason (a ``PhotoFault`` value).
        detail: one sentence.
        size: bytes, when it failed; a directory has 0.
        mtime_ns: likewise; the file is not tried again until one of the two changes.
        failed_at: seconds since the epoch.
    """

    path: Path
    stage: Stage
    fault: str
    detail: str
    size: int
    mtime_ns: int
    failed_at: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files stand where.

    Attributes:
        photos: living files that are, as far as known, pictures (read or still to be read).
        failed: files and directories on the failure list.
        pending: living files that a pass has still to do.
        fast_done: living files whose content has been through the fast pass.
        thorough_done: likewise the thorough pass.
        missing: files that were deleted and are remembered for a while.
        contents: distinct contents among the living files.
        features: local features of them.
    """

    photos: int
    failed: int
    pending: int
    fast_done: int
    thorough_done: int
    missing: int
    contents: int
    features: int


def join(root: bytes, directory: bytes, name: bytes) -> Path:
    """Absolute path of a stored name; an empty name gives the directory."""
    parts = [part for part in (directory, name) if part]
    return Path(os.fsdecode(os.path.join(root, *parts)))  # noqa: PTH118 - pathlib knows no bytes


def signed(phash: int) -> int:
    """A 64-bit hash as SQLite's signed integer."""
    return phash - (1 << 64) if phash >= 1 << 63 else phash


def unsigned(phash: int) -> int:
    """The inverse of ``signed``."""
    return phash + (1 << 64) if phash < 0 else phash
