"""Where a dialog begins that asks for a file: in the platform's own folders, never in the current one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

Location = QStandardPaths.StandardLocation


def pictures_folder() -> str:
    """The user's pictures; the home folder where there is no such folder."""
    return _existing(Location.PicturesLocation)


def documents_folder() -> str:
    """The user's documents; the home folder where there is no such folder."""
    return _existing(Location.DocumentsLocation)


def _existing(location: QStandardPaths.StandardLocation) -> str:
    folder = QStandardPaths.writableLocation(location)
    return folder if folder and Path(folder).is_dir() else str(Path.home())
