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
    return {
        PhotoFault.EMPTY: QCoreApplication.translate("Faults", "The file is empty"),
        PhotoFault.MISSING: QCoreApplication.translate("Faults", "The file is gone"),
        PhotoFault.PERMISSION: QCoreApplication.translate("Faults", "No permission to read it"),
        PhotoFault.NOT_A_PICTURE: QCoreApplication.translate("Faults", "Not a picture"),
        PhotoFault.UNSUPPORTED: QCoreApplication.translate("Faults", "A format that is not supported"),
        PhotoFault.DAMAGED: QCoreApplication.translate("Faults", "The picture is damaged"),
        PhotoFault.TRUNCATED: QCoreApplication.translate("Faults", "The file breaks off"),
        PhotoFault.TOO_LARGE: QCoreApplication.translate("Faults", "Too large for this computer's memory"),
        PhotoFault.TIMEOUT: QCoreApplication.translate("Faults", "Reading it took too long"),
        PhotoFault.CRASHED: QCoreApplication.translate("Faults", "Its decoder crashed"),
        PhotoFault.OUT_OF_MEMORY: QCoreApplication.translate("Faults", "Not enough memory"),
        PhotoFault.IO: QCoreApplication.translate("Faults", "The disk could not read it"),
    }.get(PhotoFault(fault) if fault in set(PhotoFault) else PhotoFault.IO, fault)


def error_words(error: Exception) -> str:
    """One or two sentences for a notice."""
    if isinstance(error, PhotoError):
        return QCoreApplication.translate("Errors", "“{name}” cannot be opened. {reason}: {detail}.").format(
            name=error.path.name, reason=fault_words(error.fault), detail=error.detail.rstrip(".")
        )
    if isinstance(error, DiskFullError):
        return QCoreApplication.translate(
            "Errors", "The disk that holds the library is full. Free some room and scan again."
        )
    if isinstance(error, NewerFormatError):
        return QCoreApplication.translate(
            "Errors",
            "The library was written by a newer version of ImageFinder and was left untouched: {path}",
        ).format(path=str(error.path))
    if isinstance(error, LibraryInUseError):
        return QCoreApplication.translate(
            "Errors", "The library is in use by another program: {path}"
        ).format(path=str(error.path))
    if isinstance(error, DamagedFileError):
        return QCoreApplication.translate("Errors", "A file of the library is damaged: {path}").format(
            path=str(error.path)
        )
    if isinstance(error, LibraryError | RequestError | ImageFinderError):
        return str(error)
    return QCoreApplication.translate("Errors", "Something unexpected happened: {error}").format(
        error=f"{type(error).__name__}: {error}"
    )
