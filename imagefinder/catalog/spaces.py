"""Book-keeping of the two vector spaces: which model made them, and how far the catalog vouches for them."""

from __future__ import annotations

import sqlite3

from imagefinder.catalog.database import Database

GLOBAL = "global"
LOCAL = "local"


class Spaces:
    """Rows of ``spaces``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> tuple[str, int] | None:
        """(model version, last committed sequence number) of a space; None before its first use."""
        row = self._database.row("SELECT version, sequence FROM spaces WHERE name = ?", (name,))
        return None if row is None else (row[0], row[1])

    @staticmethod
    def commit(connection: sqlite3.Connection, name: str, sequence: int) -> None:
        """Vouch for the segments up to ``sequence``, in the transaction of the rows that they belong to."""
        connection.execute("UPDATE spaces SET sequence = ? WHERE name = ?", (sequence, name))

    def renew(self, name: str, version: str) -> None:
        """Start a space afresh, for another model or for lost files: all is to be described again."""
        with self._database.transaction() as connection:
            if name == GLOBAL:
                connection.execute("UPDATE descriptions SET fast = 0")
                connection.execute("UPDATE photos SET state = 0 WHERE state = 1")
            else:
                connection.execute("UPDATE descriptions SET thorough = 0, features = 0")
            connection.execute("INSERT OR REPLACE INTO spaces VALUES (?, ?, 0)", (name, version))
