"""Values that belong to the library rather than to the application: JSON by key."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from imagefinder.catalog.database import Database


class Settings:
    """Rows of ``settings``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        row = self._database.row("SELECT value FROM settings WHERE key = ?", (key,))
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any) -> None:
        """Store a value that JSON can hold; None takes the key away."""
        with self._database.transaction() as connection:
            if value is None:
                connection.execute("DELETE FROM settings WHERE key = ?", (key,))
            else:
                connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, json.dumps(value)))

    @staticmethod
    def add(connection: sqlite3.Connection, key: str, amount: int) -> None:
        """Add to the whole number of a key; one that is not known stays unknown."""
        connection.execute(
            "UPDATE settings SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE key = ?",
            (amount, key),
        )
