"""The folders of a library: roots, excluded patterns, mount points inside them."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from imagefinder.catalog.database import Database
from imagefinder.catalog.rows import FolderRow


class Folders:
    """Rows of ``folders``, ``exclusions`` and ``mounts``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[FolderRow]:
        """Every folder, in the order in which it was added."""
        patterns: dict[int, list[str]] = {}
        for folder_id, pattern in self._database.rows("SELECT folder_id, pattern FROM exclusions"):
            patterns.setdefault(folder_id, []).append(pattern)
        rows = self._database.rows(
            "SELECT folder_id, path, offline, follow_links, volume, (SELECT count(*) FROM photos p WHERE "
            "p.folder_id = f.folder_id AND p.missing_since IS NULL AND p.state = 1) FROM folders f "
            "ORDER BY folder_id"
        )
        return [
            FolderRow(
                folder_id,
                Path(os.fsdecode(path)),
                bool(offline),
                bool(follow),
                volume,
                tuple(patterns.get(folder_id, ())),
                photos,
            )
            for folder_id, path, offline, follow, volume, photos in rows
        ]

    def add(self, path: Path, *, follow_links: bool = False) -> int:
        """Add a folder and return its id; one that is there already keeps its id."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO folders (path, follow_links, added_at) VALUES (?, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET follow_links = excluded.follow_links",
                (os.fsencode(path), follow_links, time.time()),
            )
            (folder_id,) = connection.execute(
                "SELECT folder_id FROM folders WHERE path = ?", (os.fsencode(path),)
            ).fetchone()
        return int(folder_id)

    def absorb(self, inner: FolderRow, outer_id: int, prefix: bytes) -> None:
        """Turn ``inner``, which lies at ``prefix`` inside another folder, into a part of that folder."""
        separator = os.fsencode(os.sep)
        with self._database.transaction() as connection:
            for table in ("photos", "failures"):
                connection.execute(
                    f"UPDATE OR IGNORE {table} SET folder_id = ?, "
                    "directory = CASE directory WHEN x'' THEN ? ELSE CAST(? || directory AS BLOB) "
                    "END WHERE folder_id = ?",
                    (outer_id, prefix, prefix + separator, inner.folder_id),
                )
            connection.execute(
                "INSERT OR IGNORE INTO exclusions SELECT ?, pattern FROM exclusions WHERE folder_id = ?",
                (outer_id, inner.folder_id),
            )
            connection.execute("DELETE FROM folders WHERE folder_id = ?", (inner.folder_id,))

    def remove(self, folder_id: int) -> None:
        """Forget a folder with its files and failures; descriptions stay until they are purged."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM folders WHERE folder_id = ?", (folder_id,))

    def set_excluded(self, folder_id: int, patterns: Iterable[str]) -> None:
        """Replace the excluded patterns of a folder."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM exclusions WHERE folder_id = ?", (folder_id,))
            connection.executemany(
                "INSERT OR IGNORE INTO exclusions VALUES (?, ?)",
                [(folder_id, pattern) for pattern in patterns],
            )

    def set_offline(self, folder_id: int, offline: bool) -> None:
        """Note whether the folder can be reached."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE folders SET offline = ? WHERE folder_id = ?", (offline, folder_id))

    def walked(self, connection: sqlite3.Connection, folder_id: int, volume: str) -> None:
        """Note that the folder was walked to its end, on the disk ``volume``."""
        connection.execute(
            "UPDATE folders SET volume = ?, scanned_at = ?, offline = 0 WHERE folder_id = ?",
            (volume, time.time(), folder_id),
        )

    def mounts(self, folder_id: int) -> dict[bytes, bool]:
        """Directories on which other disks were seen mounted → whether it was away at the last scan."""
        rows = self._database.rows("SELECT directory, offline FROM mounts WHERE folder_id = ?", (folder_id,))
        return {bytes(directory): bool(offline) for directory, offline in rows}

    def set_mounts(self, connection: sqlite3.Connection, folder_id: int, mounts: dict[bytes, bool]) -> None:
        """Replace what ``mounts`` answers."""
        connection.execute("DELETE FROM mounts WHERE folder_id = ?", (folder_id,))
        connection.executemany(
            "INSERT INTO mounts VALUES (?, ?, ?)",
            [(folder_id, directory, offline) for directory, offline in mounts.items()],
        )
