"""The SQLite file of a library: connections, transactions, format versions, and its errors in words."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from imagefinder.errors import (
    DamagedFileError,
    DiskFullError,
    LibraryError,
    LibraryInUseError,
    NewerFormatError,
)

APPLICATION_ID = 0x494D4746  # "IMGF", in the header of every catalog
BUSY_MS = 10_000


def migrations() -> list[tuple[int, str]]:
    """The numbered SQL scripts, (version, text), in order; the last version is the one that is written."""
    folder = resources.files(__package__) / "migrations"
    scripts = [
        (int(item.name.split("_", 1)[0]), item.read_text("utf-8"))
        for item in folder.iterdir()
        if item.name.endswith(".sql")
    ]
    return sorted(scripts)


def explain(path: Path, error: sqlite3.Error | OSError) -> LibraryError:
    """The library error that says in words what SQLite or the disk reports about ``path``."""
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFullError(path, "the disk is full; make room and run this again, nothing is lost")
        return LibraryError(path, error.strerror or str(error))
    code = (
        getattr(error, "sqlite_errorcode", 0) & 0xFF
    )  # the primary code; extended ones carry detail above it
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError(path, "the disk is full; make room and run this again, nothing is lost")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedFileError(
            path, f"the catalog is damaged ({error}); move it away and scan again to rebuild it"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryInUseError(
            path, "another program is writing to this library; try again when it has finished"
        )
    if code == sqlite3.SQLITE_READONLY:
        return LibraryError(path, "the library cannot be written to (read-only file or folder)")
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(path, "the catalog cannot be opened (missing, or no permission)")
    return LibraryError(path, f"the catalog reports: {error}")


class Database:
    """One SQLite file: connections for whoever reads at the moment, and one for writing behind a lock.

    Write-ahead logging lets readers go on, each on its own snapshot, while the writer commits.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open ``path``, making and migrating it unless ``read_only``.

        Raises:
            NewerFormatError: the file was written by a newer version.
            DamagedFileError: it is not an SQLite file, or fails its checks.
            LibraryError: it cannot be opened, or belongs to another program.
        """
        self.path = path
        self.read_only = read_only
        self._free: list[sqlite3.Connection] = []
        self._free_lock = threading.Lock()
        self._writing = threading.RLock()
        self._depth = 0
        self._commits = 0
        self._immutable = False
        self._closed = False
        with self._explained():
            self._writer = self._open(read_only=read_only)
        try:
            self._check_format()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise explain(path, error) from error
        except LibraryError:
            self.close()
            raise

    def _open(self, *, read_only: bool) -> sqlite3.Connection:
        mode = "ro" if read_only else "rwc"
        suffix = "&immutable=1" if self._immutable else ""
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}{suffix}",
            uri=True,
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,  # one thread at a time uses a connection, but not always the same one
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            if not read_only:
                connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _check_format(self) -> None:
        scripts = migrations()
        latest = scripts[-1][0]
        try:
            (version,) = self._writer.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError:
            if not self.read_only or not self.path.exists():
                raise
            # A WAL database on a read-only disk cannot make its shared-memory file; read it as it stands.
            self._immutable = True
            self._writer.close()
            self._writer = self._open(read_only=True)
            (version,) = self._writer.execute("PRAGMA user_version").fetchone()
        (application,) = self._writer.execute("PRAGMA application_id").fetchone()
        (tables,) = self._writer.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != APPLICATION_ID:
            raise LibraryError(self.path, "this is a database of another program, not a library")
        if version > latest:
            raise NewerFormatError(
                self.path,
                f"the library has format {version}, this version of the program knows up to {latest}; "
                "update the program, the library is left as it is",
            )
        if self.read_only:
            if version < latest:
                raise LibraryError(
                    self.path, "the library has an older format; open it once for writing to renew it"
                )
            return
        self._writer.execute("PRAGMA journal_mode = WAL")
        if version < latest:
            self._migrate(version, [script for script in scripts if script[0] > version])

    def _migrate(self, version: int, scripts: list[tuple[int, str]]) -> None:
        """Run the missing scripts in one transaction; an older catalog is copied aside for its decisions."""
        if version > 0:
            aside = self.path.with_name(f"{self.path.name}.format{version}")
            with closing(sqlite3.connect(aside)) as copy:
                self._writer.backup(copy)
        steps = [f"{text}\nPRAGMA user_version = {number};" for number, text in scripts]
        script = "\n".join(
            ["BEGIN IMMEDIATE;", f"PRAGMA application_id = {APPLICATION_ID};", *steps, "COMMIT;"]
        )
        try:
            self._writer.executescript(script)
        except sqlite3.Error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise

    def check(self) -> None:
        """Look through the file for damage (about a second per 100,000 photos).

        Raises:
            DamagedFileError: naming the first fault found.
        """
        with self._explained():
            (answer,) = self._writer.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            raise DamagedFileError(
                self.path, f"the catalog is damaged ({answer}); move it away and scan again"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(self.path, error) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A reading connection that nobody else uses meanwhile; as many as threads ever read at once."""
        with self._free_lock:
            if self._closed:
                raise LibraryError(self.path, "the library is closed")
            connection = self._free.pop() if self._free else None
        with self._explained():
            if connection is None:
                connection = self._open(read_only=True)
            try:
                yield connection
            finally:
                self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._free_lock:
            if self._closed:
                connection.close()
            else:
                self._free.append(connection)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query on the last committed state, as tuples."""
        with self._reading() as connection:
            return connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first row of a query on the last committed state, or None."""
        with self._reading() as connection:
            return connection.execute(sql, parameters).fetchone()

    def rows_in(self, sql: str, keys: Sequence[Any]) -> list[Any]:
        """Rows of a query whose ``{}`` stands for a list of ``keys``, in portions that SQLite accepts."""
        found: list[Any] = []
        for start in range(0, len(keys), 500):
            portion = keys[start : start + 500]
            found += self.rows(sql.format(",".join("?" * len(portion))), portion)
        return found

    def state(self) -> int:
        """A number that changes whenever anyone commits to the file; for caches of what was read."""
        if not self.read_only:
            return self._commits  # nobody else writes while this library is open for writing
        with self._writing, self._explained():
            return int(self._writer.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Write through the yielded connection; commits at the end, rolls back on any exception.

        A nested transaction joins the outer one. With ``durable`` the commit has reached the disk before this
        returns (the journal of actions on the user's files needs that); otherwise a power cut may undo the
        last commits, never tear them.
        """
        if self.read_only:
            raise LibraryError(self.path, "the library is open for reading only")
        with self._writing, self._explained():
            connection = self._writer
            if self._depth == 0:
                connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield connection
            except BaseException:
                if self._depth == 1 and connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            else:
                if self._depth == 1:
                    self._commit(connection)
            finally:
                self._depth -= 1

    def _commit(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("COMMIT")
            self._commits += 1
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close every connection; a further use raises LibraryError."""
        with self._free_lock:
            self._closed = True
            connections, self._free = self._free, []
        for connection in (*connections, self._writer):
            connection.close()
