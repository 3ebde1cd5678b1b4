"""The list of files that could not be read: by name, with the reason, kept until the file changes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable

from imagefinder.catalog.database import Database
from imagefinder.catalog.rows import FailureRow, Stage, join


class Failures:
    """Rows of ``failures``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, limit: int = -1, offset: int = 0) -> list[FailureRow]:
        """Failures in order of path; ``limit`` and ``offset`` page through them."""
        rows = self._database.rows(
            "SELECT f.path, x.directory, x.name, x.stage, x.fault, x.detail, x.size, x.mtime_ns, x.failed_at "
            "FROM failures x JOIN folders f USING (folder_id) ORDER BY f.path, x.directory, x.name "
            "LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [
            FailureRow(join(root, directory, name), Stage(stage), fault, detail, size, mtime_ns, failed_at)
            for root, directory, name, stage, fault, detail, size, mtime_ns, failed_at in rows
        ]

    def record(
        self,
        connection: sqlite3.Connection,
        folder_id: int,
        directory: bytes,
        name: bytes,
        *,
        stage: Stage,
        fault: str,
        detail: str,
        size: int = 0,
        mtime_ns: int = 0,
    ) -> None:
        """Put a file on the list, replacing what was known of it; an empty ``name`` is the directory."""
        # A name that is not valid UTF-8 may stand in the sentence; it must not keep the sentence from being
        # stored.
        safe = detail.encode("utf-8", "replace").decode("utf-8")
        connection.execute(
            "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (folder_id, directory, name, stage, fault, safe, size, mtime_ns, time.time()),
        )

    def clear(self, connection: sqlite3.Connection, keys: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Take (folder id, directory, name) off the list."""
        connection.executemany(
            "DELETE FROM failures WHERE folder_id = ? AND directory = ? AND name = ?", keys
        )

    def clear_walk(self, connection: sqlite3.Connection, folder_id: int) -> None:
        """Forget which directories could not be listed, before a new walk finds out."""
        connection.execute("DELETE FROM failures WHERE folder_id = ? AND stage = 'walk'", (folder_id,))

    def retry(self, faults: Iterable[str] | None = None) -> None:
        """Let the next scan try failed files again: those with one of ``faults``, or all."""
        chosen = list(faults) if faults is not None else None
        where = "" if chosen is None else f" AND x.fault IN ({','.join('?' * len(chosen))})"
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE photos SET state = 0 WHERE state = 2 AND EXISTS (SELECT 1 FROM failures x WHERE "
                "x.folder_id = photos.folder_id AND x.directory = photos.directory AND x.name = photos.name "
                f"AND x.stage = 'fast'{where})",
                chosen or (),
            )
            connection.execute(
                "UPDATE descriptions SET thorough = 0 WHERE thorough = 2 AND description_id IN (SELECT "
                "p.description_id FROM photos p JOIN failures x ON x.folder_id = p.folder_id AND "
                f"x.directory = p.directory AND x.name = p.name WHERE x.stage = 'thorough'{where})",
                chosen or (),
            )
