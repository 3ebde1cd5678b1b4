"""The file itself: formats, errors in words, transactions, threads."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from imagefinder.catalog import Catalog, explain
from imagefinder.catalog.database import APPLICATION_ID, Database, migrations
from imagefinder.errors import (
    DamagedFileError,
    DiskFullError,
    LibraryError,
    LibraryInUseError,
    NewerFormatError,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.sqlite"


def test_a_new_file_has_the_latest_format_and_is_recognised(path: Path) -> None:
    Catalog(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (migrations()[-1][0],)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_newer_format_is_refused_and_left_untouched(path: Path) -> None:
    Catalog(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerFormatError, match=r"format 9999.*update the program") as caught:
            Catalog(path, read_only=read_only)
        assert caught.value.exit_code == 3
    assert path.read_bytes() == before


def test_an_older_format_is_migrated_with_a_copy_kept_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalog(path).close()
    latest = migrations()[-1][0]
    scripts = [*migrations(), (latest + 1, "ALTER TABLE folders ADD COLUMN colour TEXT;")]
    monkeypatch.setattr("imagefinder.catalog.database.migrations", lambda: scripts)
    with pytest.raises(LibraryError, match="older format"):
        Catalog(path, read_only=True)
    catalog = Catalog(path)
    with catalog.transaction() as connection:
        connection.execute("SELECT colour FROM folders").fetchall()
    catalog.close()
    assert path.with_name(f"catalog.sqlite.format{latest}").is_file()


def test_a_failing_migration_leaves_the_old_format(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Catalog(path).close()
    latest = migrations()[-1][0]
    broken = [*migrations(), (latest + 1, "CREATE TABLE more (x); SELECT no_such_column FROM folders;")]
    with monkeypatch.context() as patch:
        patch.setattr("imagefinder.catalog.database.migrations", lambda: broken)
        with pytest.raises(LibraryError):
            Catalog(path)
    catalog = Catalog(path)
    assert catalog.folders.all() == []
    catalog.close()


@pytest.mark.parametrize(
    "content", [b"this is not a database at all, but quite long text" * 50, b"\x00" * 8192]
)
def test_a_file_that_is_no_database_is_called_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match="damaged"):
        Catalog(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryError, match="another program"):
        Catalog(path)


def test_overwritten_pages_are_found_by_the_check(path: Path) -> None:
    catalog = Catalog(path)
    folder = catalog.folders.add(Path("/photos"))
    with catalog.transaction() as connection:
        files = [(b"%d.jpg" % i, i, i) for i in range(5000)]
        catalog.photos.add_files(connection, folder, b"", files)
    catalog.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = os.urandom(8192)
    path.write_bytes(data)
    with pytest.raises(DamagedFileError):
        catalog = Catalog(path)
        try:
            catalog.check()
        finally:
            catalog.close()


def test_a_missing_file_cannot_be_read(path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be opened"):
        Catalog(path, read_only=True)
    assert not path.exists()


def test_a_second_writing_process_is_told_who_is_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imagefinder.catalog.database.BUSY_MS", 50)
    first, second = Catalog(path), Catalog(path)
    with first.transaction() as connection:
        connection.execute("DELETE FROM settings")
        with pytest.raises(LibraryInUseError), second.transaction():
            pass
    first.close()
    second.close()


def test_readers_see_the_last_commit_while_a_writer_is_at_work(path: Path) -> None:
    writer, reader = Catalog(path), Catalog(path, read_only=True)
    writer.settings.set("a", 1)
    state = reader.state()
    assert state == reader.state()
    with writer.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('a', '2')")
        assert reader.settings.get("a") == 1
        assert writer.settings.get("a") == 1
    assert reader.settings.get("a") == 2
    assert reader.state() != state
    with pytest.raises(LibraryError, match="reading only"):
        reader.settings.set("a", 3)
    writer.close()
    reader.close()


def test_an_exception_takes_the_whole_transaction_back(path: Path) -> None:
    catalog = Catalog(path)
    with pytest.raises(RuntimeError), catalog.transaction():
        catalog.settings.set("inner", 1)
        raise RuntimeError
    assert catalog.settings.get("inner") is None
    catalog.settings.set("after", 2)
    assert catalog.settings.get("after") == 2
    catalog.close()


def test_threads_write_one_after_the_other_and_read_at_once(path: Path) -> None:
    catalog = Catalog(path)
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for i in range(20):
                with catalog.transaction():
                    value = catalog.settings.get(f"{number}", 0)
                    catalog.settings.set(f"{number}", value + 1)
                assert catalog.settings.get(f"{number}") == i + 1
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    catalog.close()
    with pytest.raises(LibraryError):
        catalog.settings.get("0")


_FILL = """
import resource, sys, signal
from pathlib import Path
from imagefinder.catalog import Catalog
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
catalog = Catalog(Path(sys.argv[1]))
catalog.settings.set("before", "kept")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    for i in range(1000):
        catalog.settings.set(str(i), "x" * 10_000)
except Exception as error:
    print(type(error).__name__, "|", error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(catalog.settings.get("before"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit to play a full disk with")
def test_a_limit_on_the_file_keeps_what_was_committed(path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _FILL, str(path)], capture_output=True, text=True, check=True
    )
    assert "Error | " in answer.stdout
    assert answer.stdout.splitlines()[-1] == "kept"


def test_a_full_disk_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = Catalog(path)
    with catalog.transaction() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")  # SQLite reports SQLITE_FULL beyond this
    with pytest.raises(DiskFullError, match="disk is full"):
        for i in range(100):
            catalog.settings.set(str(i), "x" * 10_000)
    assert catalog.settings.get("0") is not None
    catalog.close()


def test_the_disk_s_own_errors_are_explained(path: Path) -> None:
    assert isinstance(explain(path, OSError(28, "No space left on device")), DiskFullError)
    assert "Permission denied" in str(explain(path, PermissionError(13, "Permission denied")))


def test_closing_twice_is_harmless(path: Path) -> None:
    database = Database(path)
    database.close()
    database.close()
