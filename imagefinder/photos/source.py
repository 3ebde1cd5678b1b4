"""Opening a file, or its content, without being caught by what is no file."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from imagefinder.errors import PhotoError, PhotoFault

_HEAD_BYTES = 64
_EMPTY = "The file is empty; copy it again from where it came from."


@dataclass(frozen=True, slots=True)
class Source:
    """An open file.

    Attributes:
        stream: its content; readers may leave it at any position.
        path: its name for messages, and for the suffix.
        size: bytes.
        head: the first 64 bytes, or fewer.
    """

    stream: IO[bytes]
    path: Path
    size: int
    head: bytes

    def content(self) -> bytes:
        """Read the whole file."""
        self.stream.seek(0)
        return self.stream.read()


@contextmanager
def opened(source: Path | str | bytes, name: str | None) -> Iterator[Source]:
    """Open a file or wrap its content.

    Raises:
        PhotoError: missing, no permission, not a file, or empty.
    """
    if isinstance(source, bytes):
        path = Path(name or "picture")
        if not source:
            raise PhotoError(path, PhotoFault.EMPTY, _EMPTY)
        with io.BytesIO(source) as stream:
            yield Source(stream, path, len(source), source[:_HEAD_BYTES])
        return
    path = Path(source)
    try:
        # Opening a pipe would wait for ever, and a device may hold anything.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, pipe or socket"
            raise PhotoError(path, PhotoFault.NOT_A_PICTURE, f"This is {kind}, not a file.")
        if status.st_size == 0:
            raise PhotoError(path, PhotoFault.EMPTY, _EMPTY)
        handle: IO[bytes] = path.open("rb")
    except OSError as error:
        raise named_os_error(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise PhotoError(path, PhotoFault.MISSING, f"This cannot be a file's name ({error}).") from error
    with handle:
        try:
            head = handle.read(_HEAD_BYTES)
        except OSError as error:
            raise named_os_error(path, error) from error
        yield Source(handle, path if name is None else Path(name), status.st_size, head)


def named_os_error(path: Path, error: OSError) -> PhotoError:
    """Say what the operating system's refusal means."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return PhotoError(path, PhotoFault.MISSING, "There is no such file (any more).")
    if isinstance(error, PermissionError):
        return PhotoError(
            path, PhotoFault.PERMISSION, "You have no permission to read it; change the file's rights."
        )
    reason = os.strerror(error.errno) if error.errno is not None else str(error)
    return PhotoError(
        path, PhotoFault.IO, f"The disk or network would not hand it over ({reason}); try again."
    )
