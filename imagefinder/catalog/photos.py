"""Files and their contents: what the walk compares with, what the passes have to do, what is asked."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog.database import Database
from imagefinder.catalog.rows import (
    Counts,
    FileToRead,
    KnownContent,
    KnownFile,
    NewDescription,
    PassState,
    PhotoDetails,
    PhotoState,
    join,
    signed,
    unsigned,
)

_LIVING = "p.missing_since IS NULL"
_DETAILS = (
    "SELECT p.photo_id, p.description_id, f.path, p.directory, p.name, p.size, p.mtime_ns, "
    "d.content_hash, d.format, "
    "d.width, d.height, d.orientation, d.captured, d.camera, d.software, d.phash, d.fast, "
    "d.thorough, d.features, "
    "p.missing_since IS NOT NULL, f.offline OR EXISTS (SELECT 1 FROM mounts m WHERE m.folder_id = "
    "p.folder_id AND "
    "m.offline AND (p.directory = m.directory OR substr(p.directory, 1, length(m.directory) + 1) IN "
    "(CAST(m.directory || '/' AS BLOB), CAST(m.directory || '\\' AS BLOB)))) "
    "FROM photos p JOIN folders f USING (folder_id) LEFT JOIN descriptions d USING (description_id) "
)


def _details(row: Sequence[Any]) -> PhotoDetails:
    return PhotoDetails(
        photo_id=row[0],
        description_id=row[1],
        path=join(row[2], row[3], row[4]),
        size=row[5],
        mtime_ns=row[6],
        content_hash=row[7],
        format=row[8],
        width=row[9] or 0,
        height=row[10] or 0,
        orientation=row[11] or 1,
        captured=row[12],
        camera=row[13],
        software=row[14],
        phash=unsigned(row[15] or 0),
        fast=row[16] == 1,
        thorough=PassState(row[17] or 0),
        features=row[18] or 0,
        missing=bool(row[19]),
        offline=bool(row[20]),
    )


class Photos:
    """Rows of ``photos`` (files) and ``descriptions`` (contents)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # The walk.

    def in_directory(self, folder_id: int, directory: bytes) -> dict[bytes, KnownFile]:
        """Name → what is known of it, for one directory."""
        rows = self._database.rows(
            "SELECT name, photo_id, size, mtime_ns, state, missing_since IS NOT NULL FROM photos "
            "WHERE folder_id = ? AND directory = ?",
            (folder_id, directory),
        )
        return {
            bytes(name): KnownFile(photo_id, size, mtime_ns, PhotoState(state), bool(missing))
            for name, photo_id, size, mtime_ns, state, missing in rows
        }

    def directories(self, folder_id: int) -> set[bytes]:
        """Every directory of a folder that holds a living file."""
        rows = self._database.rows(
            "SELECT DISTINCT directory FROM photos WHERE folder_id = ? AND missing_since IS NULL",
            (folder_id,),
        )
        return {bytes(directory) for (directory,) in rows}

    def directories_of(self, photo_ids: Sequence[int]) -> dict[int, bytes]:
        """Photo id → directory, relative to its folder."""
        rows = self._database.rows_in(
            "SELECT photo_id, directory FROM photos WHERE photo_id IN ({})", photo_ids
        )
        return {photo_id: bytes(directory) for photo_id, directory in rows}

    def add_files(
        self,
        connection: sqlite3.Connection,
        folder_id: int,
        directory: bytes,
        files: Iterable[tuple[bytes, int, int]],
    ) -> None:
        """Note new files, (name, size, mtime_ns), to be read."""
        connection.executemany(
            "INSERT INTO photos (folder_id, directory, name, size, mtime_ns) VALUES (?, ?, ?, ?, ?)",
            [(folder_id, directory, *file) for file in files],
        )

    def change_files(self, connection: sqlite3.Connection, files: Iterable[tuple[int, int, int]]) -> None:
        """Note files with another size or time, (photo_id, size, mtime_ns): to be read again.

        They keep their old description until then, so that a touched file never drops out of the search.
        """
        connection.executemany(
            "UPDATE photos SET size = ?, mtime_ns = ?, state = 0, missing_since = NULL WHERE photo_id = ?",
            [(size, mtime_ns, photo_id) for photo_id, size, mtime_ns in files],
        )

    def return_files(self, connection: sqlite3.Connection, photo_ids: Iterable[int]) -> None:
        """Note that missing files are back as they were."""
        connection.executemany(
            "UPDATE photos SET missing_since = NULL WHERE photo_id = ?",
            [(photo_id,) for photo_id in photo_ids],
        )

    def miss_files(self, connection: sqlite3.Connection, photo_ids: Iterable[int]) -> None:
        """Note that files were deleted; their failures leave the list."""
        now = time.time()
        ids = list(photo_ids)
        connection.executemany(
            "UPDATE photos SET missing_since = ? WHERE photo_id = ?", [(now, i) for i in ids]
        )
        connection.executemany(
            "DELETE FROM failures WHERE (folder_id, directory, name) = "
            "(SELECT folder_id, directory, name FROM photos WHERE photo_id = ?)",
            [(i,) for i in ids],
        )

    def miss_directory(self, connection: sqlite3.Connection, folder_id: int, directory: bytes) -> None:
        """Note that every file of a directory (not of those below it) was deleted."""
        connection.execute(
            "UPDATE photos SET missing_since = ? WHERE folder_id = ? AND directory = ? AND "
            "missing_since IS NULL",
            (time.time(), folder_id, directory),
        )
        connection.execute(
            "DELETE FROM failures WHERE folder_id = ? AND directory = ?", (folder_id, directory)
        )

    # The passes.

    def count_to_read(self) -> int:
        """Files of reachable folders that the fast pass has to do."""
        return int(
            self._database.row(
                "SELECT count(*) FROM photos p JOIN folders f USING (folder_id) "
                f"WHERE p.state = 0 AND {_LIVING} AND NOT f.offline"
            )[0]
        )

    def to_read(self, after: int, limit: int) -> list[FileToRead]:
        """The next files for the fast pass, in order of id, beyond the id ``after``."""
        rows = self._database.rows(
            "SELECT p.photo_id, p.folder_id, f.path, p.directory, p.name, p.size, p.mtime_ns "
            "FROM photos p JOIN folders f USING (folder_id) "
            f"WHERE p.state = 0 AND {_LIVING} AND NOT f.offline AND p.photo_id > ? ORDER BY "
            f"p.photo_id LIMIT ?",
            (after, limit),
        )
        return [FileToRead(*row) for row in rows]

    def count_to_describe(self) -> int:
        """Contents with a reachable file that the thorough pass has to do."""
        return int(
            self._database.row(
                "SELECT count(*) FROM descriptions d WHERE d.thorough = 0 AND EXISTS (SELECT 1 "
                "FROM photos p JOIN "
                f"folders f USING (folder_id) WHERE p.description_id = d.description_id AND {_LIVING} "
                "AND p.state = 1 AND NOT f.offline)"
            )[0]
        )

    def to_describe(self, after: int, limit: int) -> list[FileToRead]:
        """The next contents for the thorough pass, one reachable file of each, beyond description id
        ``after``.
        """
        rows = self._database.rows(
            "SELECT min(p.photo_id), p.folder_id, f.path, p.directory, p.name, p.size, p.mtime_ns, "
            "d.description_id, d.content_hash "
            # CROSS JOIN keeps the order: starting from the files, each page would read and group all of them.
            "FROM descriptions d CROSS JOIN photos p USING (description_id) "
            "CROSS JOIN folders f USING (folder_id) "
            f"WHERE d.thorough = 0 AND {_LIVING} AND p.state = 1 AND NOT f.offline AND d.description_id > ? "
            "GROUP BY d.description_id ORDER BY d.description_id LIMIT ?",
            (after, limit),
        )
        return [FileToRead(*row) for row in rows]

    def hashes_of_size(self, size: int, limit: int = 500) -> tuple[bytes, ...]:
        """Contents of that many bytes that need no describing again."""
        rows = self._database.rows(
            "SELECT content_hash FROM descriptions WHERE bytes = ? AND fast = 1 LIMIT ?", (size, limit)
        )
        return tuple(bytes(digest) for (digest,) in rows)

    @staticmethod
    def find_content(connection: sqlite3.Connection, content_hash: bytes) -> KnownContent | None:
        """What is known of a content, seen from inside a transaction."""
        row = connection.execute(
            "SELECT description_id, fast, thorough FROM descriptions WHERE content_hash = ?", (content_hash,)
        ).fetchone()
        return None if row is None else KnownContent(row[0], bool(row[1]), PassState(row[2]))

    @staticmethod
    def put_description(connection: sqlite3.Connection, new: NewDescription) -> int:
        """Store what the fast pass found, without vouching for its vector; returns the content's id."""
        row = connection.execute(
            "INSERT INTO descriptions (content_hash, bytes, format, width, height, orientation, captured, "
            "camera, software, frames, phash, colour, fast, added_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) "
            "ON CONFLICT (content_hash) DO UPDATE SET format = excluded.format, width = excluded.width, "
            "height = excluded.height, orientation = excluded.orientation, captured = excluded.captured, "
            "camera = excluded.camera, software = excluded.software, frames = excluded.frames, "
            "phash = excluded.phash, colour = excluded.colour, fast = 0 RETURNING description_id",
            (
                new.content_hash,
                new.bytes,
                _clean(new.format),
                new.width,
                new.height,
                new.orientation,
                _clean(new.captured),
                _clean(new.camera),
                _clean(new.software),
                new.frames,
                signed(new.phash),
                np.ascontiguousarray(new.colour, "<f4").tobytes(),
                time.time(),
            ),
        ).fetchone()
        return int(row[0])

    @staticmethod
    def set_fast(connection: sqlite3.Connection, description_ids: Iterable[int]) -> None:
        """Note that the vectors of contents are in the index."""
        connection.executemany(
            "UPDATE descriptions SET fast = 1 WHERE description_id = ?", [(i,) for i in description_ids]
        )

    @staticmethod
    def set_read(
        connection: sqlite3.Connection, photo_id: int, description_id: int, size: int, mtime_ns: int
    ) -> None:
        """Note the content that a file was found to have, and its size and time when it was read."""
        connection.execute(
            "UPDATE photos SET description_id = ?, size = ?, mtime_ns = ?, state = 1 WHERE photo_id = ?",
            (description_id, size, mtime_ns, photo_id),
        )

    @staticmethod
    def set_failed(connection: sqlite3.Connection, photo_id: int, *, keep: bool) -> None:
        """Note that a file cannot be read; unless ``keep``, it loses the description that it had."""
        connection.execute(
            "UPDATE photos SET description_id = CASE WHEN ? THEN description_id END, state = 2 "
            "WHERE photo_id = ?",
            (keep, photo_id),
        )

    @staticmethod
    def set_changed(connection: sqlite3.Connection, photo_id: int) -> None:
        """Note that a file changed under the scan: to be read again."""
        connection.execute("UPDATE photos SET state = 0 WHERE photo_id = ?", (photo_id,))

    @staticmethod
    def set_thorough(
        connection: sqlite3.Connection, description_id: int, state: PassState, features: int
    ) -> None:
        """Note how the thorough pass over a content ended."""
        connection.execute(
            "UPDATE descriptions SET thorough = ?, features = ? WHERE description_id = ?",
            (int(state), features, description_id),
        )

    # Forgetting.

    def forget_missing(self, before: float) -> None:
        """Drop files that have been missing since before that time."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM photos WHERE missing_since < ?", (before,))

    def orphans(self) -> NDArray[np.int64]:
        """Ids of contents that no file, living or missing, has any more."""
        rows = self._database.rows(
            "SELECT description_id FROM descriptions d WHERE NOT EXISTS "
            "(SELECT 1 FROM photos p WHERE p.description_id = d.description_id)"
        )
        return np.array([row[0] for row in rows], np.int64)

    def mark_undescribed(self, description_ids: Iterable[int]) -> None:
        """Note that the indexes are about to lose these contents."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE descriptions SET fast = 0, thorough = 0, features = 0 WHERE description_id = ?",
                [(int(i),) for i in description_ids],
            )

    @staticmethod
    def drop_descriptions(connection: sqlite3.Connection, description_ids: Iterable[int]) -> None:
        """Forget contents that no file has."""
        connection.executemany(
            "DELETE FROM descriptions WHERE description_id = ?", [(int(i),) for i in description_ids]
        )

    # Asking.

    def details(self, photo_ids: Sequence[int]) -> dict[int, PhotoDetails]:
        """Photo id → what is known of it."""
        rows = self._database.rows_in(_DETAILS + "WHERE p.photo_id IN ({})", [int(i) for i in photo_ids])
        return {row[0]: _details(row) for row in rows}

    def content_of(self, photo_id: int) -> bytes | None:
        """Content hash of a file; None where it is not known or could not be read."""
        row = self._database.row(
            "SELECT d.content_hash FROM photos p JOIN descriptions d USING (description_id) "
            "WHERE p.photo_id = ?",
            (photo_id,),
        )
        return None if row is None else bytes(row[0])

    def living_of(self, description_ids: Sequence[int]) -> dict[int, list[PhotoDetails]]:
        """Description id → its living files, those that can be reached first, then in the order they came."""
        rows = self._database.rows_in(
            _DETAILS + f"WHERE {_LIVING} AND p.description_id IN ({{}}) ORDER BY f.offline, p.photo_id",
            [int(i) for i in description_ids],
        )
        found: dict[int, list[PhotoDetails]] = {}
        for row in rows:
            found.setdefault(row[1], []).append(_details(row))
        return found

    def with_content(self, content_hash: bytes) -> list[PhotoDetails]:
        """The living files with that content."""
        rows = self._database.rows(
            _DETAILS + f"WHERE {_LIVING} AND d.content_hash = ? ORDER BY f.offline, p.photo_id",
            (content_hash,),
        )
        return [_details(row) for row in rows]

    def ids(self, limit: int = -1, offset: int = 0) -> list[int]:
        """Ids of living files that could be read, in the order they came; ``limit`` and ``offset`` page."""
        rows = self._database.rows(
            "SELECT p.photo_id FROM photos p WHERE p.description_id IS NOT NULL AND p.missing_since IS NULL "
            "ORDER BY p.photo_id LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [row[0] for row in rows]

    def count(self) -> int:
        """Living files that could be read."""
        return int(
            self._database.row(
                "SELECT count(*) FROM photos WHERE description_id IS NOT NULL AND missing_since IS NULL"
            )[0]
        )

    def living_contents(self) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.float32]]:
        """The contents that a living file has, in order of id: ids (n,), perceptual hashes (n,), width and
        height (n, 2).
        """
        rows = self._database.rows(
            "SELECT d.description_id, d.phash, d.width, d.height FROM descriptions d WHERE d.fast = 1 AND "
            f"EXISTS (SELECT 1 FROM photos p WHERE p.description_id = d.description_id AND {_LIVING}) "
            "ORDER BY d.description_id"
        )
        table = np.array(rows, np.int64).reshape(-1, 4)
        return table[:, 0].copy(), table[:, 1].copy().view(np.uint64), table[:, 2:].astype(np.float32)

    def features_of(self, description_ids: Sequence[int]) -> dict[int, int]:
        """Description id → number of its local features in the index."""
        return dict(
            self._database.rows_in(
                "SELECT description_id, features FROM descriptions WHERE description_id IN ({})",
                description_ids,
            )
        )

    def hashes_of(self, description_ids: Sequence[int]) -> list[bytes]:
        """Content hashes of descriptions, in no particular order."""
        rows = self._database.rows_in(
            "SELECT content_hash FROM descriptions WHERE description_id IN ({})", description_ids
        )
        return [bytes(digest) for (digest,) in rows]

    def colours(self, description_ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Description id → its colour histogram, float32."""
        rows = self._database.rows_in(
            "SELECT description_id, colour FROM descriptions WHERE description_id IN ({})",
            [int(i) for i in description_ids],
        )
        return {row[0]: np.frombuffer(row[1], "<f4").astype(np.float32) for row in rows}

    def exact_copies(self, limit: int = -1, offset: int = 0) -> list[tuple[int, int]]:
        """(description id, number of living files) of contents with several, the largest saving first."""
        rows = self._database.rows(
            "SELECT p.description_id, count(*) AS files FROM photos p JOIN descriptions d USING "
            "(description_id) "
            f"WHERE {_LIVING} GROUP BY p.description_id HAVING files > 1 "
            "ORDER BY d.bytes * (files - 1) DESC, p.description_id LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [(row[0], row[1]) for row in rows]

    def counts(self) -> Counts:
        """How many files stand where."""
        photos, pending, fast, thorough = self._database.row(
            "SELECT total(p.state < 2), total(p.state = 0 OR (p.state = 1 AND (d.fast = 0 OR "
            "d.thorough = 0))), "
            "total(p.state = 1 AND d.fast = 1), total(p.state = 1 AND d.thorough = 1) "
            f"FROM photos p LEFT JOIN descriptions d USING (description_id) WHERE {_LIVING}"
        )
        (failed,) = self._database.row("SELECT count(*) FROM failures")
        (missing,) = self._database.row("SELECT count(*) FROM photos WHERE missing_since IS NOT NULL")
        contents, features = self._database.row(
            "SELECT count(*), total(d.features) FROM descriptions d WHERE EXISTS (SELECT 1 FROM photos p "
            f"WHERE p.description_id = d.description_id AND {_LIVING})"
        )
        return Counts(
            int(photos), failed, int(pending), int(fast), int(thorough), missing, contents, int(features)
        )


def _clean(text: str | None) -> str | None:
    """Text from a file's metadata as SQLite can store it: no lone surrogates, no NUL."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
