"""A catalog of its own, a trash of its own, and files that can be put into groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from imagefinder.catalog.database import Database
from imagefinder.groups.journal import Journal
from imagefinder.groups.trash import FreedesktopTrash


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "catalog.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


@pytest.fixture
def trash(tmp_path: Path) -> FreedesktopTrash:
    return FreedesktopTrash(tmp_path / "Trash")


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Five files of the same bytes in a folder with spaces and umlauts."""
    folder = tmp_path / "my photos ü"
    folder.mkdir()
    paths = [folder / f"copy {number}.jpg" for number in range(5)]
    for path in paths:
        path.write_bytes(b"\xff\xd8 the same picture " * 50)
    return paths
