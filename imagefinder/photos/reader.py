"""Reading pictures one by one in a process of its own: a hostile query ends that process, never this one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from imagefinder.jobs import JobControl
from imagefinder.photos.limits import available_memory
from imagefinder.photos.photo import Photo
from imagefinder.photos.pool import WorkerPool
from imagefinder.photos.read import read_photo

DEADLINE_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A picture to be read.

    Attributes:
        path: the file; for content without a file, what to call it.
        content: the bytes, None where they are to be read from the file.
        max_side: as in ``read_photo``.
    """

    path: Path
    content: bytes | None
    max_side: int | None


def decode(task: ReadTask) -> Photo:
    """What the process does; errors as in ``read_photo``."""
    source = task.path if task.content is None else task.content
    return read_photo(source, max_side=task.max_side, name=str(task.path))


class PhotoReader:
    """Reads pictures in one spawned process, which stays for the next one. Safe to use from several threads,
    one picture after the other.

    The process starts at the first picture, or ahead of it with ``start``: it takes some 0.2 s, which pass
    unnoticed while a library is opened.

    Args:
        deadline_s: seconds that a picture may take.
        decode: what reads it, importable by name.
    """

    def __init__(
        self, *, deadline_s: float = DEADLINE_SECONDS, decode: Callable[[ReadTask], Photo] = decode
    ) -> None:
        self._lock = threading.Lock()
        self._pool = WorkerPool(
            decode, workers=1, deadline_s=deadline_s, memory_limit=available_memory(), background=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Have the process come up while the caller does other things.

        Raises:
            ImageFinderError: it cannot be started.
        """
        with self._lock:
            self._pool.start()

    def read(
        self,
        source: Path | str | bytes,
        *,
        max_side: int | None = None,
        name: str | None = None,
        control: JobControl | None = None,
    ) -> Photo:
        """Read a picture; see ``read_photo``.

        Args:
            source: a file, or the content of one.
            max_side: longer side, pixels, to which it is reduced.
            name: what messages call content without a file.
            control: cancelling it drops the picture, whatever its decoder is doing.

        Raises:
            PhotoError: it cannot be read, took too long, or broke the decoder.
            JobCancelled: when cancelled.
            ImageFinderError: no process can be started.
        """
        if isinstance(source, bytes):
            task = ReadTask(Path(name or "picture"), source, max_side)
        else:
            task = ReadTask(Path(source), None, max_side)
        with self._lock:
            for _, outcome in self._pool.run([(task.path, task)], control):
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome
        raise AssertionError("a pool answers every item")

    def close(self) -> None:
        """End the process; a picture in work is dropped."""
        self._pool.close()
