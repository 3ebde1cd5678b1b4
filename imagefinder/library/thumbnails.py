"""Small pictures of the collection, kept in the library's folder to be seen with its disks away."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class ThumbnailStore:
    """Files ``thumbnails/ab/abcd….jpg``, named by content hash, so that copies share one and moves keep it.

    They can be made again from the photos: a write is atomic against a crash of the program, but not forced
    to the disk.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, content_hash: bytes) -> Path:
        """Where the thumbnail of a content lies, whether or not it was made."""
        name = content_hash.hex()
        return self._folder / name[:2] / f"{name}.jpg"

    def get(self, content_hash: bytes) -> bytes | None:
        """The encoded thumbnail, or None."""
        try:
            return self.path(content_hash).read_bytes() or None
        except OSError:
            return None

    def put(self, content_hash: bytes, thumbnail: bytes) -> None:
        """Store a thumbnail.

        Raises:
            OSError: it cannot be written.
        """
        path = self.path(content_hash)
        partial = path.with_suffix(".partial")
        try:
            partial.write_bytes(thumbnail)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(thumbnail)
        os.replace(partial, path)  # noqa: PTH105 - one call, on the fast path

    def drop(self, content_hashes: Iterable[bytes]) -> None:
        """Remove thumbnails; those that are not there are no error."""
        for content_hash in content_hashes:
            self.path(content_hash).unlink(missing_ok=True)
