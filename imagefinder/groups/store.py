"""The tables that groups live in: pairs that were compared, and groups that are read page by page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog.database import Database
from imagefinder.groups.change import Change, ChangeKind, Direction
from imagefinder.groups.pairs import Pair, Relation
from imagefinder.groups.provenance import Link, SharedObject

COPIES_VERSION = 5
"""Grows when a newer procedure would judge pairs differently: they are then compared again."""


class GroupList(StrEnum):
    """The lists that groups are shown in."""

    SAME = "same picture"
    ALIKE = "looks alike"
    BURST = "burst"
    COMPANION = "raw and rendered"


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """A group as it is stored.

    Attributes:
        group_id: its name.
        list_name: where it is shown.
        kind: ``exact`` when all files have one content, else ``near``.
        contents: ids of its contents.
        bytes: what all files but the largest take.
        decided: the decision that keeps it from being shown; empty when there is none.
    """

    group_id: str
    list_name: GroupList
    kind: str
    contents: tuple[int, ...]
    bytes: int
    decided: str


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group to be stored.

    Attributes:
        group_id: its name.
        list_name: where it is shown.
        kind: ``exact`` or ``near``.
        contents: ids of its contents.
        photos: number of files.
        bytes: what all files but the largest take.
        decided: the decision that keeps it from being shown.
    """

    group_id: str
    list_name: GroupList
    kind: str
    contents: tuple[int, ...]
    photos: int
    bytes: int
    decided: str = ""


def pair_keys(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each pair of content ids (n,), in the order of the pairs; ids stay below 2**31."""
    return (np.asarray(first, np.int64) << 32) | np.asarray(second, np.int64)


class GroupStore:
    """Rows of ``pairs``, ``copy_groups`` and their like.

    Args:
        database: the library's catalog.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def compared(self) -> NDArray[np.int64]:
        """Pairs that were compared by the present procedure, whatever came of it: (n,) ``pair_keys``,
        ascending.
        """
        parts = [np.empty(0, np.int64)]
        last = (0, 0)
        while True:
            rows = self._database.rows(
                "SELECT p.first, p.second FROM pairs p JOIN joined a ON a.description_id = p.first"
                " JOIN joined b ON b.description_id = p.second WHERE a.copies = ? AND b.copies = ?"
                " AND (p.first, p.second) > (?, ?) ORDER BY p.first, p.second LIMIT 50000",
                (COPIES_VERSION, COPIES_VERSION, *last),
            )
            if not rows:
                return np.concatenate(parts)
            found = np.array(rows, np.int64)
            parts.append(pair_keys(found[:, 0], found[:, 1]))
            last = (int(found[-1, 0]), int(found[-1, 1]))

    def forget_outdated(self) -> None:
        """Drop what an earlier procedure made of pairs, before they are compared again."""
        old = "IN (SELECT description_id FROM joined WHERE copies < ?)"
        with self._database.transaction() as connection:
            connection.execute(
                f"DELETE FROM pairs WHERE first {old} OR second {old}", (COPIES_VERSION, COPIES_VERSION)
            )

    def put_pairs(self, pairs: Iterable[Pair]) -> None:
        """Store what came of comparing pairs."""
        rows = [
            (
                pair.first,
                pair.second,
                pair.relation.value,
                pair.similarity,
                _detail(pair),
            )
            for pair in pairs
        ]
        seen = sorted({item for row in rows for item in row[:2]})
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?, ?)", rows)
            connection.executemany(
                "INSERT INTO joined (description_id, copies) VALUES (?, ?)"
                " ON CONFLICT (description_id) DO UPDATE SET copies = excluded.copies",
                [(item, COPIES_VERSION) for item in seen],
            )

    def edges(self, relation: Relation) -> Iterator[tuple[int, int, float]]:
        """Pairs of one relation between living contents: first, second, similarity."""
        last = (0, 0)
        while True:
            rows = self._database.rows(
                "SELECT first, second, similarity FROM pairs WHERE relation = ? AND (first, second) > (?, ?)"
                " ORDER BY first, second LIMIT 20000",
                (relation.value, *last),
            )
            if not rows:
                return
            yield from rows
            last = rows[-1][:2]

    def pairs(self, relation: Relation) -> Iterator[Pair]:
        """Every pair of one relation, in order."""
        last = (0, 0)
        while True:
            rows = self._database.rows(
                "SELECT first, second, relation, similarity, detail FROM pairs"
                " WHERE relation = ? AND (first, second) > (?, ?) ORDER BY first, second LIMIT 5000",
                (relation.value, *last),
            )
            if not rows:
                return
            yield from map(_pair, rows)
            last = rows[-1][:2]

    def pairs_among(self, contents: Sequence[int]) -> dict[tuple[int, int], Pair]:
        """The pairs that were compared among some contents."""
        rows = self._database.rows_in(
            "SELECT first, second, relation, similarity, detail FROM pairs WHERE first IN ({})",
            list(contents),
        )
        inside = set(contents)
        return {(row[0], row[1]): _pair(row) for row in rows if row[1] in inside}

    def replace_groups(self, groups: Iterable[NewGroup]) -> int:
        """Put new groups in place of all that were stored; returns how many there are."""
        count = 0
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM copy_group_members")
            connection.execute("DELETE FROM copy_groups")
            for group in groups:
                self._insert(connection, group)
                count += 1
        return count

    def replace_group(self, group_id: str, groups: Iterable[NewGroup]) -> None:
        """Put some groups in place of one."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM copy_groups WHERE group_id = ?", (group_id,))
            for group in groups:
                self._insert(connection, group)

    @staticmethod
    def _insert(connection: Any, group: NewGroup) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO copy_groups VALUES (?, ?, ?, ?, ?, ?)",
            (group.group_id, group.list_name.value, group.kind, group.photos, group.bytes, group.decided),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO copy_group_members VALUES (?, ?)",
            [(group.group_id, content) for content in group.contents],
        )

    def set_decided(self, group_id: str, decision: str) -> None:
        """Note that a decision keeps a group from being shown, or with an empty one that none does."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE copy_groups SET decided = ? WHERE group_id = ?", (decision, group_id))

    def group(self, group_id: str) -> StoredGroup | None:
        """One group."""
        rows = self._database.rows(
            "SELECT group_id, list, kind, bytes, decided FROM copy_groups WHERE group_id = ?", (group_id,)
        )
        return self._load(rows)[0] if rows else None

    def groups_with(self, contents: Sequence[int]) -> list[StoredGroup]:
        """The groups that hold one of some contents."""
        rows = self._database.rows_in(
            "SELECT DISTINCT g.group_id, g.list, g.kind, g.bytes, g.decided FROM copy_group_members m"
            " JOIN copy_groups g USING (group_id) WHERE m.description_id IN ({})",
            list(contents),
        )
        return self._load(sorted(set(rows)))

    def page(
        self,
        list_name: GroupList,
        *,
        kind: str | None = None,
        decided: bool = False,
        after: tuple[int, str] | None = None,
        limit: int = 100,
    ) -> list[StoredGroup]:
        """The next groups of a list, those that free most first.

        Args:
            list_name: which list.
            kind: only ``exact`` or ``near`` ones.
            decided: those that a decision keeps from being shown, instead of the others.
            after: bytes and name of the last group of the page before.
            limit: how many.
        """
        where = "list = ? AND (decided = '') = ?"
        values: list[Any] = [list_name.value, not decided]
        if kind is not None:
            where, values = f"{where} AND kind = ?", [*values, kind]
        if after is not None:
            where, values = f"{where} AND (-bytes, group_id) > (?, ?)", [*values, -after[0], after[1]]
        rows = self._database.rows(
            f"SELECT group_id, list, kind, bytes, decided FROM copy_groups WHERE {where}"
            " ORDER BY bytes DESC, group_id LIMIT ?",
            (*values, limit),
        )
        return self._load(rows)

    def counts(self) -> dict[GroupList, int]:
        """Number of groups to be shown in each list."""
        rows = self._database.rows("SELECT list, count(*) FROM copy_groups WHERE decided = '' GROUP BY list")
        found = dict(rows)
        return {name: int(found.get(name.value, 0)) for name in GroupList}

    def _load(self, rows: Sequence[Any]) -> list[StoredGroup]:
        members: dict[str, list[int]] = {}
        for group_id, content in self._database.rows_in(
            "SELECT group_id, description_id FROM copy_group_members WHERE group_id IN ({})"
            " ORDER BY group_id, description_id",
            [row[0] for row in rows],
        ):
            members.setdefault(group_id, []).append(content)
        return [
            StoredGroup(row[0], GroupList(row[1]), row[2], tuple(members.get(row[0], ())), row[3], row[4])
            for row in rows
        ]


class LinkStore:
    """Rows of ``donor_links``.

    Args:
        database: the library's catalog.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, links: Iterable[Link]) -> None:
        """Put new links in place of all that were stored."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM donor_links")
            connection.executemany(
                "INSERT INTO donor_links VALUES (?, ?, ?, ?, ?, ?)",
                [(*row[:5], json.dumps(row[5])) for row in map(link_to_row, links)],
            )

    def all(self) -> Iterator[Link]:
        """Every link, in order of its ends."""
        last = (0, 0)
        while True:
            rows = self._database.rows(
                "SELECT first, second, score, composite, reason, objects FROM donor_links"
                " WHERE (first, second) > (?, ?) ORDER BY first, second LIMIT 2000",
                last,
            )
            if not rows:
                return
            for row in rows:
                yield link_from_row((*row[:5], json.loads(row[5])))
            last = rows[-1][:2]


def link_to_row(link: Link) -> list[Any]:
    """A link as plain data."""
    objects = [_object_to_row(item) for item in link.objects]
    return [link.first, link.second, link.score, link.composite, link.reason, objects]


def link_from_row(row: Sequence[Any]) -> Link:
    """Read ``link_to_row`` back."""
    return Link(row[0], row[1], row[2], row[3], row[4], tuple(_object_from_row(item) for item in row[5]))


def _object_to_row(item: SharedObject) -> list[Any]:
    return [
        round(item.score, 5),
        item.matches,
        item.first_outline,
        item.second_outline,
        item.transform,
        item.flipped,
        round(item.first_coverage, 6),
        round(item.second_coverage, 6),
        round(item.fidelity, 4),
    ]


def _object_from_row(row: Sequence[Any]) -> SharedObject:
    first, second = (tuple(tuple((x, y) for x, y in piece) for piece in row[n]) for n in (2, 3))
    transform = (tuple(row[4][0]), tuple(row[4][1]))
    known = float(row[8]) if len(row) > 8 else 1.0  # links of earlier versions were all taken for borrowed
    return SharedObject(row[0], row[1], first, second, transform, bool(row[5]), row[6], row[7], known)


def _detail(pair: Pair) -> str:
    data: dict[str, Any] = {}
    if pair.matrix is not None:
        data["matrix"] = [[float(f"{value:.9g}") for value in row] for row in pair.matrix]
    if pair.change is not None:
        data["kinds"] = [kind.value for kind in pair.change.kinds]
        data["words"] = pair.change.words
        data["direction"] = pair.change.direction.value
        data["reason"] = pair.change.reason
    return json.dumps(data) if data else ""


def _pair(row: Any) -> Pair:
    data = json.loads(row[4]) if row[4] else {}
    change = None
    if "words" in data:
        change = Change(
            tuple(ChangeKind(kind) for kind in data["kinds"]),
            data["words"],
            Direction(data["direction"]),
            data["reason"],
        )
    matrix = np.array(data["matrix"], np.float64) if "matrix" in data else None
    return Pair(row[0], row[1], Relation(row[2]), row[3], change, matrix)
