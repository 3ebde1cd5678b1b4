"""The journal of actions on the user's files: written before and after each, so that none is in doubt after
a crash.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from imagefinder.catalog.database import Database


class ActionKind(StrEnum):
    """What is done to a file. There is no deleting for good."""

    TRASH = "trash"
    MOVE = "move"
    HARDLINK = "hardlink"


class EntryState(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action as it goes into the journal.

    Attributes:
        action: what is to be done.
        path: the file.
        size: bytes it had when the plan was made.
        mtime_ns: its modification time then.
        content_hash: digest of its content then, None when unknown.
        destination: where it is to go; None when the trash decides.
    """

    action: ActionKind
    path: Path
    size: int
    mtime_ns: int
    content_hash: bytes | None = None
    destination: Path | None = None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An action in the journal: the plan's fields, and how it went."""

    entry_id: int
    plan: str
    action: ActionKind
    path: Path
    destination: Path | None
    content_hash: bytes | None
    size: int
    mtime_ns: int
    state: EntryState
    detail: str
    planned_at: float
    changed_at: float


_COLUMNS = (
    "entry_id, plan, action, path, destination, content_hash, size, mtime_ns, "
    "state, detail, planned_at, changed_at"
)


def _entry(row: Any) -> JournalEntry:
    return JournalEntry(
        row[0],
        row[1],
        ActionKind(row[2]),
        Path(os.fsdecode(row[3])),
        None if row[4] is None else Path(os.fsdecode(row[4])),
        row[5],
        row[6],
        row[7],
        EntryState(row[8]),
        row[9],
        row[10],
        row[11],
    )


class Journal:
    """Rows of ``journal``; every change has reached the disk when the method returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, plan: str, actions: Iterable[PlannedAction]) -> list[int]:
        """Write down what is going to be done, under the plan's name; returns entry ids in the same order."""
        now = time.time()
        ids = []
        with self._database.transaction(durable=True) as connection:
            for action in actions:
                destination = None if action.destination is None else os.fsencode(action.destination)
                (entry_id,) = connection.execute(
                    "INSERT INTO journal (plan, action, path, destination, content_hash, size, "
                    "mtime_ns, state, "
                    "planned_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?) "
                    "RETURNING entry_id",
                    (
                        plan,
                        str(action.action),
                        os.fsencode(action.path),
                        destination,
                        action.content_hash,
                        action.size,
                        action.mtime_ns,
                        now,
                        now,
                    ),
                ).fetchone()
                ids.append(int(entry_id))
        return ids

    def set_state(
        self, entry_id: int, state: EntryState, *, detail: str = "", destination: Path | None = None
    ) -> None:
        """Note where an action stands; ``destination`` is where the file really went.

        Raises:
            KeyError: no such entry.
        """
        safe = detail.encode("utf-8", "replace").decode("utf-8")
        with self._database.transaction(durable=True) as connection:
            changed = connection.execute(
                "UPDATE journal SET state = ?, detail = ?, destination = coalesce(?, destination), "
                "changed_at = ? "
                "WHERE entry_id = ?",
                (
                    str(state),
                    safe,
                    None if destination is None else os.fsencode(destination),
                    time.time(),
                    entry_id,
                ),
            ).rowcount
        if not changed:
            raise KeyError(entry_id)

    def of_plan(self, plan: str) -> list[JournalEntry]:
        """The entries of one plan, in order."""
        return [
            _entry(row)
            for row in self._database.rows(
                f"SELECT {_COLUMNS} FROM journal WHERE plan = ? ORDER BY entry_id", (plan,)
            )
        ]

    def unfinished(self) -> list[JournalEntry]:
        """Entries that a crash or an interruption left planned or started."""
        return [
            _entry(row)
            for row in self._database.rows(
                f"SELECT {_COLUMNS} FROM journal WHERE state IN ('planned', 'started') ORDER BY entry_id"
            )
        ]

    def all(self, limit: int = -1, offset: int = 0) -> list[JournalEntry]:
        """Entries, the newest first; ``limit`` and ``offset`` page."""
        return [
            _entry(row)
            for row in self._database.rows(
                f"SELECT {_COLUMNS} FROM journal ORDER BY entry_id DESC LIMIT ? OFFSET ?", (limit, offset)
            )
        ]

    def plans(self) -> list[tuple[str, float, int]]:
        """(plan, time it was made, entries) of every plan, the newest first."""
        return self._database.rows(
            "SELECT plan, min(planned_at), count(*) FROM journal GROUP BY plan ORDER BY min(entry_id) DESC"
        )
