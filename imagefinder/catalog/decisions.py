"""What the user decided about photos, by content: outlives moves, rescans and rebuilding the library."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from imagefinder.catalog.database import Database


class DecisionKind(StrEnum):
    """What can be decided about a pair or a group."""

    NOT_A_MATCH = "not a match"
    KEEP_ALL = "keep all"
    ALTERNATES = "alternates"
    NOT_NOW = "not now"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        decision_id: its id, 0 for one that is not stored yet.
        kind: what was decided.
        scope: ``pair`` or ``group``.
        members: content hashes, sorted.
        note: the user's remark.
        made_at: seconds since the epoch.
    """

    decision_id: int
    kind: DecisionKind
    scope: str
    members: tuple[bytes, ...]
    note: str
    made_at: float


def members_key(members: Iterable[bytes]) -> bytes:
    """A digest of a set of content hashes, the same in whatever order they come."""
    return hashlib.blake2b(b"".join(sorted(set(members))), digest_size=16).digest()


class Decisions:
    """Rows of ``decisions``, ``decision_members`` and ``review_sessions``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(
        self, kind: DecisionKind, members: Iterable[bytes], *, note: str = "", made_at: float | None = None
    ) -> int:
        """Store a decision about two contents (a pair) or more (a group); a repeated one keeps its id.

        Raises:
            ValueError: fewer than two different contents.
        """
        contents = sorted(set(members))
        if len(contents) < 2:
            raise ValueError("a decision is about at least two different contents")
        scope = "pair" if len(contents) == 2 else "group"
        with self._database.transaction(durable=True) as connection:
            (decision_id,) = connection.execute(
                "INSERT INTO decisions (kind, scope, note, made_at, members_key) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (kind, scope, members_key) DO UPDATE SET note = excluded.note "
                "RETURNING decision_id",
                (str(kind), scope, note, time.time() if made_at is None else made_at, members_key(contents)),
            ).fetchone()
            connection.executemany(
                "INSERT OR IGNORE INTO decision_members VALUES (?, ?)",
                [(decision_id, content) for content in contents],
            )
        return int(decision_id)

    def revoke(self, decision_id: int) -> bool:
        """Take a decision back; False when there was none with that id."""
        with self._database.transaction(durable=True) as connection:
            return (
                connection.execute("DELETE FROM decisions WHERE decision_id = ?", (decision_id,)).rowcount > 0
            )

    def count(self) -> int:
        """How many decisions stand."""
        return int(self._database.row("SELECT count(*) FROM decisions")[0])

    def all(self, limit: int = -1, offset: int = 0) -> list[Decision]:
        """Decisions, the newest first; ``limit`` and ``offset`` page."""
        return self._load(
            self._database.rows(
                "SELECT decision_id, kind, scope, note, made_at FROM decisions "
                "ORDER BY decision_id DESC LIMIT ? OFFSET ?",
                (limit, offset),
            )
        )

    def about(self, contents: Sequence[bytes]) -> list[Decision]:
        """Every decision that names one of the contents."""
        rows = self._database.rows_in(
            "SELECT DISTINCT d.decision_id, d.kind, d.scope, d.note, d.made_at FROM decision_members m "
            "JOIN decisions d USING (decision_id) WHERE m.content_hash IN ({})",
            list(contents),
        )
        return self._load(sorted(set(rows), reverse=True))

    def _load(self, rows: list[Any]) -> list[Decision]:
        members: dict[int, list[bytes]] = {}
        for decision_id, content in self._database.rows_in(
            "SELECT decision_id, content_hash FROM decision_members WHERE decision_id IN ({}) "
            "ORDER BY decision_id, content_hash",
            [row[0] for row in rows],
        ):
            members.setdefault(decision_id, []).append(content)
        return [
            Decision(
                decision_id, DecisionKind(kind), scope, tuple(members.get(decision_id, ())), note, made_at
            )
            for decision_id, kind, scope, note, made_at in rows
        ]

    def export(self) -> list[dict[str, Any]]:
        """Every decision as plain JSON values, contents in hexadecimal."""
        return [
            {
                "kind": str(decision.kind),
                "members": [content.hex() for content in decision.members],
                "note": decision.note,
                "made_at": decision.made_at,
            }
            for decision in reversed(self.all())
        ]

    def import_(self, exported: Iterable[dict[str, Any]]) -> int:
        """Add what ``export`` gave, of this or another library; returns how many decisions are new.

        Raises:
            ValueError: a decision without the fields above, or of an unknown kind; nothing is then added.
        """
        before = self.count()
        with self._database.transaction(durable=True):
            for number, item in enumerate(exported):
                try:
                    kind = DecisionKind(item["kind"])
                    members = [bytes.fromhex(content) for content in item["members"]]
                    made_at = float(item.get("made_at", time.time()))
                    self.make(kind, members, note=str(item.get("note", "")), made_at=made_at)
                except (KeyError, TypeError, ValueError, AttributeError) as error:
                    raise ValueError(f"decision {number + 1} cannot be read: {error}") from error
        return self.count() - before

    def save_session(self, name: str, state: Any) -> None:
        """Keep where a review stands (any JSON value) under a name."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO review_sessions VALUES (?, ?, ?)",
                (name, json.dumps(state), time.time()),
            )

    def load_session(self, name: str) -> Any:
        """What ``save_session`` kept, or None."""
        row = self._database.row("SELECT state FROM review_sessions WHERE name = ?", (name,))
        return None if row is None else json.loads(row[0])

    def sessions(self) -> list[tuple[str, float]]:
        """(name, time saved) of every kept review, the latest first."""
        return self._database.rows("SELECT name, saved_at FROM review_sessions ORDER BY saved_at DESC")

    def drop_session(self, name: str) -> None:
        """Forget a kept review."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM review_sessions WHERE name = ?", (name,))
