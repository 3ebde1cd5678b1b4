"""Small pictures of the collection, kept in the library's folder to be seen with its disks away."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

THUMBNAIL_BYTES = "thumbnail_bytes"
"""Setting of a library: what its thumbnails take, so that nobody looks at each; unknown after a crash."""


class ThumbnailStore:
    """Files ``thumbnails/ab/abcd….jpg``, named by content hash, so that copies share one and moves keep it.

    They can be made again from the photos: a write is atomic against a crash of the program, but not forced
    to the disk.

    Attributes:
        folder: where they lie; made with the first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, content_hash: bytes) -> Path:
        """Where the thumbnail of a content lies, whether or not it was made."""
        name = content_hash.hex()
        return self.folder / name[:2] / f"{name}.jpg"

    def get(self, content_hash: bytes) -> bytes | None:
        """The encoded thumbnail, or None."""
        try:
            return self.path(content_hash).read_bytes() or None
        except OSError:
            return None

    def put(self, content_hash: bytes, thumbnail: bytes) -> int:
        """Store a thumbnail; returns the bytes by which the store grew.

        Raises:
            OSError: it cannot be written.
        """
        path = self.path(content_hash)
        before = self._size(path)
        partial = path.with_suffix(".partial")
        try:
            partial.write_bytes(thumbnail)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(thumbnail)
        os.replace(partial, path)  # noqa: PTH105 - one call, on the fast path
        return len(thumbnail) - before

    def drop(self, content_hashes: Iterable[bytes]) -> int:
        """Remove thumbnails, those that are there; returns the bytes by which the store shrank."""
        freed = 0
        for content_hash in content_hashes:
            path = self.path(content_hash)
            freed += self._size(path)
            path.unlink(missing_ok=True)
        return freed

    def exists(self) -> bool:
        """Whether there was ever one."""
        return self.folder.is_dir()

    def total_bytes(self) -> int:
        """What all of them take; looks at every file."""
        return folder_bytes(self.folder)

    @staticmethod
    def _size(path: Path) -> int:
        try:
            return path.stat().st_size
        except OSError:
            return 0


def folder_bytes(folder: Path, *, leave_out: Path | None = None) -> int:
    """Bytes of all files below a folder; what disappears meanwhile is not counted.

    Args:
        folder: the folder.
        leave_out: a folder in it that is not counted.
    """
    total = 0
    pending = [str(folder)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if leave_out is None or entry.path != str(leave_out):
                            pending.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return total
