"""Errors in the user's words: what happened, to which file, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from imagefinder.errors import (
    DamagedFileError,
    DiskFullError,
    ImageFinderError,
    LibraryError,
    LibraryInUseError,
    NewerFormatError,
    PhotoError,
    PhotoFault,
    RequestError,
)


def fault_words(fault: str) -> str:
    """The reason why a file could not be read."""
    tr = QCoreApplication.translate
    return {
        PhotoFault.EMPTY: tr("Faults", "The file is empty"),
        PhotoFault.MISSING: tr("Faults", "The file is gone"),
        PhotoFault.PERMISSION: tr("Faults", "No permission to read it"),
        PhotoFault.NOT_A_PICTURE: tr("Faults", "Not a picture"),
        PhotoFault.UNSUPPORTED: tr("Faults", "A format that is not supported"),
        PhotoFault.DAMAGED: tr("Faults", "The picture is damaged"),
        PhotoFault.TRUNCATED: tr("Faults", "The file breaks off"),
        PhotoFault.TOO_LARGE: tr("Faults", "Too large for this computer's memory"),
        PhotoFault.TIMEOUT: tr("Faults", "Reading it took too long"),
        PhotoFault.CRASHED: tr("Faults", "Its decoder crashed"),
        PhotoFault.OUT_OF_MEMORY: tr("Faults", "Not enough memory"),
        PhotoFault.IO: tr("Faults", "The disk could not read it"),
    }.get(PhotoFault(fault) if fault in set(PhotoFault) else PhotoFault.IO, fault)


def error_words(error: Exception) -> str:
    """One or two sentences for a notice."""
    tr = QCoreApplication.translate
    if isinstance(error, PhotoError):
        return tr("Errors", "“{name}” cannot be opened. {reason}: {detail}.").format(
            name=error.path.name, reason=fault_words(error.fault), detail=error.detail.rstrip(".")
        )
    if isinstance(error, DiskFullError):
        return tr("Errors", "The disk that holds the library is full. Free some room and scan again.")
    if isinstance(error, NewerFormatError):
        return tr(
            "Errors",
            "The library was written by a newer version of ImageFinder and was left untouched: {path}",
        ).format(path=str(error.path))
    if isinstance(error, LibraryInUseError):
        return tr("Errors", "The library is in use by another program: {path}").format(path=str(error.path))
    if isinstance(error, DamagedFileError):
        return tr("Errors", "A file of the library is damaged: {path}").format(path=str(error.path))
    if isinstance(error, LibraryError | RequestError | ImageFinderError):
        return str(error)
    return tr("Errors", "Something unexpected happened: {error}").format(
        error=f"{type(error).__name__}: {error}"
    )
