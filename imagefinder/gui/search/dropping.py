"""What a drop or a paste holds, in the order that works with real file managers and browsers.

1. addresses of local files and folders; 2. a bitmap; 3. a web address, only with consent; 4. lines of text
that are paths.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from imagefinder.photos import SUFFIXES


@dataclass(frozen=True, slots=True)
class Dropped:
    """The contents of a drop or a paste.

    Attributes:
        files: local files that look like pictures. folders: local folders. others: local files of another
            kind.
        image: a bitmap, or None. address: a web address of a picture, or "".
    """

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    image: QImage | None = None
    address: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that can be used or spoken of."""
        return not (self.files or self.folders or self.others or self.image is not None or self.address)


def _sorted_paths(paths: list[Path]) -> Dropped:
    """Paths by what they are; a missing one counts as a file, so that its absence is said where it is
    opened.
    """
    folders = tuple(path for path in paths if path.is_dir())
    files = tuple(path for path in paths if not path.is_dir() and path.suffix.lower() in SUFFIXES)
    others = tuple(path for path in paths if not path.is_dir() and path.suffix.lower() not in SUFFIXES)
    return Dropped(files, folders, others)


def _text_paths(text: str) -> list[Path]:
    paths = []
    for line in text.splitlines():
        line = line.strip().strip('"')
        if line.startswith("file:"):
            line = QUrl(line).toLocalFile()
        if line and len(line) < 4096 and Path(line).is_absolute() and Path(line).exists():
            paths.append(Path(line))
    return paths


def read_drop(data: QMimeData | None) -> Dropped:
    """Everything usable in ``data``; an empty clipboard gives None."""
    if data is None:
        return Dropped()
    local = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]
    if local:
        return _sorted_paths(local)
    remote = next((url.toString() for url in data.urls() if url.scheme() in ("http", "https")), "")
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Dropped(image=image, address=remote)
    if remote:
        return Dropped(address=remote)
    text = data.text() if data.hasText() else ""
    if paths := _text_paths(text):
        return _sorted_paths(paths)
    first = text.strip()
    if first.startswith(("http://", "https://")) and not any(mark in first for mark in (" ", "\n")):
        return Dropped(address=first)
    return Dropped()


def may_accept(data: QMimeData) -> bool:
    """Whether a drag over the window should show that it may be dropped; cheap, touches no disk."""
    return data.hasUrls() or data.hasImage() or data.hasText()
