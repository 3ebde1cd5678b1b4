"""What was made of pairs is kept as long as the procedure that made it is the present one."""

from __future__ import annotations

import pytest

from imagefinder.catalog.database import Database
from imagefinder.groups import store as store_module
from imagefinder.groups.pairs import Pair, Relation
from imagefinder.groups.store import GroupStore


def test_pairs_of_an_earlier_procedure_are_forgotten(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO descriptions (description_id, content_hash, bytes, format, width, height,"
            " orientation, frames, phash, colour, fast, added_at)"
            " VALUES (?, ?, 9, 'JPEG', 8, 8, 1, 1, 0, '', 1, 0)",
            [(number, bytes([number])) for number in range(1, 7)],
        )
    store = GroupStore(database)
    store.put_pairs([Pair(1, 2, Relation.SAME, 1.0), Pair(3, 4, Relation.NONE, 0.0)])
    store.forget_outdated()
    assert len(store.compared()) == 2 and [edge[:2] for edge in store.edges(Relation.SAME)] == [(1, 2)]
    monkeypatch.setattr(store_module, "COPIES_VERSION", store_module.COPIES_VERSION + 1)
    store.put_pairs([Pair(5, 6, Relation.SAME, 1.0)])
    store.forget_outdated()
    assert len(store.compared()) == 1 and [edge[:2] for edge in store.edges(Relation.SAME)] == [(5, 6)]
