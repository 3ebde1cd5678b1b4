"""What a worker process does with one file: read it once, answer with all that a pass wants to know.

Nothing is written here; the answers go back to the one process that writes.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog import NewDescription
from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.features import GLOBAL_VERSION, LOCAL_VERSION, describe_global, describe_local
from imagefinder.photos import Photo, encode_thumbnail, read_photo

FAST_SIDE = 512
"""Longer side, pixels, of the picture that the fast pass describes."""
THOROUGH_SIDE = 1024
"""Likewise for local features."""
MAX_FEATURES = 1000
THUMBNAIL_SIDE = 256
WHOLE_FILE = 256 * 2**20
"""Files up to this many bytes are read into memory once, then hashed and decoded from there."""

GLOBAL_MODEL = f"global {GLOBAL_VERSION}, {FAST_SIDE} px"
LOCAL_MODEL = f"RootSIFT {LOCAL_VERSION}, {THOROUGH_SIDE} px, {MAX_FEATURES} features"


@dataclass(frozen=True, slots=True)
class FastTask:
    """A file for the fast pass.

    Attributes:
        path: the file, as bytes so that any name survives the way to the worker.
        known: contents of the same size that need no describing.
    """

    path: bytes
    known: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ThoroughTask:
    """A file for the thorough pass.

    Attributes:
        path: the file.
        content_hash: of the content that is to be described.
    """

    path: bytes
    content_hash: bytes


@dataclass(frozen=True, slots=True, eq=False)
class FastAnswer:
    """What the fast pass found.

    Attributes:
        size: of the file when it was read, bytes.
        mtime_ns: its modification time then.
        content_hash: blake2b-128 of its bytes.
        description: None when the content is among the task's ``known``.
        vector: (GLOBAL_DIM,) float16, likewise.
        thumbnail: encoded, likewise.
        seconds: by stage: read (as it passes), decode, describe, thumbnail (of processor time).
        memory: peak resident bytes of the worker.
        process: the worker's id.
    """

    size: int
    mtime_ns: int
    content_hash: bytes
    description: NewDescription | None = None
    vector: NDArray[np.float16] | None = None
    thumbnail: bytes | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    process: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ThoroughAnswer:
    """What the thorough pass found.

    Attributes:
        descriptors: (n, 128) uint8 RootSIFT; None when the file holds another content by now.
        geometry: (n, 6) uint8, packed.
        seconds, memory, process: as in ``FastAnswer``.
    """

    descriptors: NDArray[np.uint8] | None = None
    geometry: NDArray[np.uint8] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    process: int = 0


class _Clock:
    """Seconds by stage: of processor time, which other programs on the machine do not change; reading, which
    is mostly waiting, is booked as it passes.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._wall = time.perf_counter()
        self._busy = time.process_time()

    def stage(self, name: str, *, waiting: bool = False) -> None:
        """Book the time since the last call under ``name``."""
        wall, busy = time.perf_counter(), time.process_time()
        self.seconds[name] = wall - self._wall if waiting else busy - self._busy
        self._wall, self._busy = wall, busy


def peak_memory() -> int:
    """Most bytes that this process has held in memory."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    if sys.platform == "linux":
        # Linux hands getrusage's peak on to spawned processes; this line is the process's own.
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def describe(task: FastTask | ThoroughTask) -> FastAnswer | ThoroughAnswer:
    """Do one file; the function that the pool's workers run.

    Raises:
        PhotoError: the file cannot be read as a picture.
    """
    return describe_fast(task) if isinstance(task, FastTask) else describe_thorough(task)


def _read(file: BinaryIO, size: int) -> tuple[bytes, bytes | None]:
    """(content hash, the bytes); the bytes are None for a file that is too large to hold."""
    digest = hashlib.blake2b(digest_size=16)
    if size <= WHOLE_FILE:
        data = file.read()
        digest.update(data)
        return digest.digest(), data
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.digest(), None


def _open(path: bytes) -> tuple[Path, bytes, bytes | None, os.stat_result]:
    name = Path(os.fsdecode(path))
    try:
        with name.open("rb") as file:
            status = os.fstat(file.fileno())
            content_hash, data = _read(file, status.st_size)
    except FileNotFoundError as error:
        raise PhotoError(name, PhotoFault.MISSING, "the file is not there any more") from error
    except PermissionError as error:
        raise PhotoError(name, PhotoFault.PERMISSION, "no permission to read the file") from error
    except OSError as error:
        raise PhotoError(
            name, PhotoFault.IO, f"the file cannot be read: {error.strerror or error}"
        ) from error
    return name, content_hash, data, status


def _decode(name: Path, data: bytes | None, side: int) -> Photo:
    return read_photo(name if data is None else data, max_side=side, name=str(name))


def describe_fast(task: FastTask) -> FastAnswer:
    """Hash, decode small, describe as a whole, make the thumbnail.

    Raises:
        PhotoError: the file cannot be read as a picture.
    """
    clock = _Clock()
    name, content_hash, data, status = _open(task.path)
    clock.stage("read", waiting=True)
    if content_hash in task.known:
        return FastAnswer(
            status.st_size,
            status.st_mtime_ns,
            content_hash,
            seconds=clock.seconds,
            memory=peak_memory(),
            process=os.getpid(),
        )
    photo = _decode(name, data, FAST_SIDE)
    clock.stage("decode")
    features = describe_global(photo.pixels)
    clock.stage("describe")
    thumbnail = encode_thumbnail(photo.pixels, THUMBNAIL_SIDE)
    clock.stage("thumbnail")
    info = photo.info
    description = NewDescription(
        content_hash=content_hash,
        bytes=status.st_size,
        format=info.format,
        width=info.width,
        height=info.height,
        orientation=info.orientation,
        captured=info.captured,
        camera=info.camera,
        software=info.software,
        frames=info.frames,
        phash=features.phash,
        colour=features.colour,
    )
    return FastAnswer(
        status.st_size,
        status.st_mtime_ns,
        content_hash,
        description,
        features.vector.astype(np.float16),
        thumbnail,
        clock.seconds,
        peak_memory(),
        os.getpid(),
    )


def describe_thorough(task: ThoroughTask) -> ThoroughAnswer:
    """Decode larger and find the local features.

    Raises:
        PhotoError: the file cannot be read as a picture.
    """
    clock = _Clock()
    name, content_hash, data, _ = _open(task.path)
    clock.stage("read", waiting=True)
    if content_hash != task.content_hash:
        return ThoroughAnswer(seconds=clock.seconds, memory=peak_memory(), process=os.getpid())
    photo = _decode(name, data, THOROUGH_SIDE)
    clock.stage("decode")
    full_size = (photo.info.width, photo.info.height)
    features = describe_local(photo.pixels, full_size, max_features=MAX_FEATURES, max_side=THOROUGH_SIDE)
    clock.stage("describe")
    return ThoroughAnswer(
        features.descriptors, features.pack(full_size), clock.seconds, peak_memory(), os.getpid()
    )
