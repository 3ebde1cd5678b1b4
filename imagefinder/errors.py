"""The errors a user can meet: few, named, each carrying the path or option it is about."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class ImageFinderError(Exception):
    """Base of every error that is explained to the user instead of shown as a traceback.

    Attributes:
        exit_code: what the command line returns for it (listed by `imagefinder --help`).
    """

    exit_code = 1


class RequestError(ImageFinderError):
    """The request itself is wrong: an option, a region, a path that the user gave.

    Attributes:
        option: the option or argument at fault, as the user typed it (``--region``, ``IMAGE``).
    """

    exit_code = 2

    def __init__(self, option: str, message: str) -> None:
        super().__init__(f"{option}: {message}")
        self.option = option


class PhotoFault(StrEnum):
    """Why a file could not be read as a picture."""

    EMPTY = "empty"
    MISSING = "missing"
    PERMISSION = "permission"
    NOT_A_PICTURE = "not a picture"
    UNSUPPORTED = "unsupported format"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    TOO_LARGE = "too large"
    TIMEOUT = "took too long"
    CRASHED = "decoder crashed"
    OUT_OF_MEMORY = "out of memory"
    IO = "read error"


class PhotoError(ImageFinderError):
    """One file cannot be read as a picture.

    Where it ends a command, the picture that the user named is at fault, and so the request; a scan lists it.

    Attributes:
        path: the file.
        fault: which of the known reasons it is.
        detail: one sentence saying what is wrong and what can be done.
    """

    exit_code = 2

    def __init__(self, path: Path | str, fault: PhotoFault, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = Path(path)
        self.fault = fault
        self.detail = detail

    def __reduce__(self) -> tuple[type[PhotoError], tuple[Path, PhotoFault, str]]:
        """Cross process borders unchanged (the default would call ``__init__`` with the message alone)."""
        return type(self), (self.path, self.fault, self.detail)


class LibraryError(ImageFinderError):
    """The library at ``path`` cannot be opened or used.

    Attributes:
        path: the library's folder, or the file in it that is at fault.
    """

    exit_code = 3

    def __init__(self, path: Path | str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = Path(path)


class LibraryInUseError(LibraryError):
    """Another instance is writing to this library."""


class NewerFormatError(LibraryError):
    """A file was written by a newer version of the program and is left untouched."""


class DamagedFileError(LibraryError):
    """A file of the library fails its checksum or has an impossible header."""


class DiskFullError(LibraryError):
    """No room is left on the disk that holds the library."""


class NotFittedError(ImageFinderError, ValueError):
    """An index is searched or added to before ``fit``."""
