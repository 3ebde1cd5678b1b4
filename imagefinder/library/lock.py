"""One writer per library: a lock that the operating system lets go of even when the program is killed."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import BinaryIO

from imagefinder.catalog import explain
from imagefinder.errors import LibraryInUseError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class WriterLock:
    """Held on ``library.lock`` as long as the object is open."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of the library in ``folder``.

        Raises:
            LibraryInUseError: another process, or another object of this one, holds it.
            LibraryError: the file cannot be made.
        """
        self._path = folder / "library.lock"
        try:
            self._file: BinaryIO = self._path.open("a+b")
        except OSError as error:
            raise explain(self._path, error) from error
        try:
            if sys.platform == "win32":
                self._file.seek(0)
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = self._holder()
            self._file.close()
            raise LibraryInUseError(
                folder,
                f"this library is in use by another instance{holder}; close it or wait until it has finished",
            ) from error
        self._file.seek(1)
        self._file.truncate(1)  # byte 0 is the locked one: Windows lets nobody else read it
        self._file.write(f" process {os.getpid()} on {platform.node()}".encode())
        self._file.flush()

    def _holder(self) -> str:
        try:
            self._file.seek(1)
            text = self._file.read(200).decode("utf-8", "replace").strip()
        except OSError:
            return ""
        return f" ({text})" if text else ""

    @property
    def closed(self) -> bool:
        """Whether it was let go of."""
        return self._file.closed

    def close(self) -> None:
        """Let go of the lock."""
        if self._file.closed:
            return
        if sys.platform == "win32":
            self._file.seek(0)
            msvcrt.locking(self._file.fileno(), msvcrt.LK_UNLCK, 1)
        self._file.close()
