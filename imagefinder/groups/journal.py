"""What was done to the user's files, written down before it is done, so that it can be undone after any
accident.

An entry goes ``planned → started → done`` or ``failed``, and ``done → undone``. It is committed to disk
as ``started``, with the place that the file will have, before the file moves; so after a kill at any
point the disk and the journal together say where the file is. ``imagefinder.groups.recovery`` reads them.
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
from imagefinder.groups.plan import ActionKind

_COLUMNS = (
    "entry_id, plan, action, path, destination, note, keeper, trashed, content_hash, size, mtime_ns, state,"
    " detail, undoing, changed_at"
)


class EntryState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action on one file.

    Attributes:
        entry_id: number in the journal, in the order of acting.
        plan: the clean-up that it belongs to.
        action: what is done.
        path: the file.
        destination: its place in the trash (trash, hardlink) or its new path (move); None before it is known.
        note: the trash's note beside it.
        keeper: the file that a hard link points to.
        trashed: where the original of a move across disks lies in the trash.
        content_hash: hexadecimal digest of its bytes.
        size: bytes.
        mtime_ns: modification time, nanoseconds.
        state: how far it has come.
        detail: the reason of a failure.
        undoing: whether it was being undone when it was last written.
        changed_at: seconds since the epoch.
    """

    entry_id: int
    plan: str
    action: ActionKind
    path: Path
    destination: Path | None
    note: Path | None
    keeper: Path | None
    trashed: Path | None
    content_hash: str
    size: int
    mtime_ns: int
    state: EntryState
    detail: str
    undoing: bool
    changed_at: float


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A clean-up as the journal knows it.

    Attributes:
        plan: its name.
        started: seconds since the epoch of its first entry.
        done: number of files acted on and not put back.
        failed: number of failures.
        undone: number of files put back.
    """

    plan: str
    started: float
    done: int
    failed: int
    undone: int


class Journal:
    """The journal in the catalog. Every write has reached the disk before it returns.

    Args:
        database: the library's catalog.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        plan: str,
        action: ActionKind,
        path: Path,
        *,
        content_hash: str,
        size: int,
        mtime_ns: int,
        keeper: Path | None = None,
    ) -> int:
        """Write a new entry as ``started``, its place still unknown; return its number."""
        now = time.time()
        with self._database.transaction(durable=True) as connection:
            row = connection.execute(
                "INSERT INTO journal (plan, action, path, keeper, content_hash, size, mtime_ns, state,"
                " planned_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'started', ?, ?)",
                (
                    plan,
                    action.value,
                    _blob(path),
                    _blob(keeper),
                    bytes.fromhex(content_hash),
                    size,
                    mtime_ns,
                    now,
                    now,
                ),
            )
            return int(row.lastrowid or 0)

    def place(
        self,
        entry_id: int,
        destination: Path | None,
        *,
        note: Path | None = None,
        trashed: Path | None = None,
    ) -> None:
        """Write where the file is about to go."""
        with self._database.transaction(durable=True) as connection:
            connection.execute(
                "UPDATE journal SET destination = ?, note = ?, trashed = ?, changed_at = ?"
                " WHERE entry_id = ?",
                (_blob(destination), _blob(note), _blob(trashed), time.time(), entry_id),
            )

    def close(self, entry_id: int, state: EntryState, detail: str = "") -> None:
        """Write how the action ended."""
        with self._database.transaction(durable=True) as connection:
            connection.execute(
                "UPDATE journal SET state = ?, detail = ?, undoing = 0, changed_at = ? WHERE entry_id = ?",
                (state.value, detail, time.time(), entry_id),
            )

    def undoing(self, entry_id: int) -> None:
        """Write that a file is about to be put back."""
        with self._database.transaction(durable=True) as connection:
            connection.execute(
                "UPDATE journal SET undoing = 1, changed_at = ? WHERE entry_id = ?", (time.time(), entry_id)
            )

    def refuse(self, plan: str, refused: Iterable[tuple[ActionKind, Path, str]]) -> None:
        """Write down, in one go, the actions that were not even started, with their reasons."""
        now = time.time()
        with self._database.transaction(durable=True) as connection:
            connection.executemany(
                "INSERT INTO journal (plan, action, path, size, mtime_ns, state, detail, planned_at,"
                " changed_at) VALUES (?, ?, ?, 0, 0, 'failed', ?, ?, ?)",
                [(plan, action.value, _blob(path), reason, now, now) for action, path, reason in refused],
            )

    def entry(self, entry_id: int) -> Entry | None:
        """One entry."""
        row = self._database.row(f"SELECT {_COLUMNS} FROM journal WHERE entry_id = ?", (entry_id,))
        return None if row is None else _entry(row)

    def entries(self, plan: str, state: EntryState | None = None) -> list[Entry]:
        """The entries of one clean-up in the order of acting."""
        clause, values = ("", (plan,)) if state is None else (" AND state = ?", (plan, state.value))
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE plan = ?{clause} ORDER BY entry_id", values
        )
        return [_entry(row) for row in rows]

    def unfinished(self) -> list[Entry]:
        """Entries that were under way when the program last ended."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE state = 'started' OR undoing = 1 ORDER BY entry_id"
        )
        return [_entry(row) for row in rows]

    def plans(self, limit: int = 100) -> list[PlanRecord]:
        """The latest clean-ups, newest first."""
        rows = self._database.rows(
            "SELECT plan, min(planned_at), sum(state = 'done'), sum(state = 'failed'),"
            " sum(state = 'undone'), max(entry_id) AS latest FROM journal GROUP BY plan"
            " ORDER BY latest DESC LIMIT ?",
            (limit,),
        )
        return [PlanRecord(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _blob(path: Path | None) -> bytes | None:
    return None if path is None else os.fsencode(path)


def _path(value: bytes | None) -> Path | None:
    return None if value is None else Path(os.fsdecode(value))


def _entry(row: Any) -> Entry:
    return Entry(
        entry_id=row[0],
        plan=row[1],
        action=ActionKind(row[2]),
        path=Path(os.fsdecode(row[3])),
        destination=_path(row[4]),
        note=_path(row[5]),
        keeper=_path(row[6]),
        trashed=_path(row[7]),
        content_hash=(row[8] or b"").hex(),
        size=row[9],
        mtime_ns=row[10],
        state=EntryState(row[11]),
        detail=row[12],
        undoing=bool(row[13]),
        changed_at=row[14],
    )
