"""The catalog of a library: one SQLite file, seen through one small class per subject."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from imagefinder.catalog.database import Database
from imagefinder.catalog.decisions import Decisions
from imagefinder.catalog.failures import Failures
from imagefinder.catalog.folders import Folders
from imagefinder.catalog.photos import Photos
from imagefinder.catalog.settings import Settings
from imagefinder.catalog.spaces import Spaces


class Catalog:
    """Everything that is known of a collection, in ``catalog.sqlite``.

    Methods read the last committed state and may be called from any thread. Those that take a ``connection``
    write inside a ``transaction`` of the caller.

    Attributes:
        folders: roots, exclusions, mounts.
        photos: files and their contents.
        failures: what could not be read, and why.
        spaces: how far the index segments are vouched for.
        settings: values of this library.
        decisions: what the user decided (never rebuilt, never dropped).
        database: the file itself, for the rooms above that keep tables of their own in it.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or make the catalog; see ``Database`` for the errors."""
        self.database = Database(path, read_only=read_only)
        self.path = path
        self.folders = Folders(self.database)
        self.photos = Photos(self.database)
        self.failures = Failures(self.database)
        self.spaces = Spaces(self.database)
        self.settings = Settings(self.database)
        self.decisions = Decisions(self.database)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.database.read_only

    def transaction(self, *, durable: bool = False) -> AbstractContextManager[sqlite3.Connection]:
        """See ``Database.transaction``."""
        return self.database.transaction(durable=durable)

    def state(self) -> int:
        """See ``Database.state``."""
        return self.database.state()

    def check(self) -> None:
        """See ``Database.check``."""
        self.database.check()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self.database.close()
