"""Folders, files, failures, decisions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imagefinder.catalog import (
    GLOBAL,
    LOCAL,
    Catalog,
    DecisionKind,
    NewDescription,
    PassState,
    Stage,
)
from imagefinder.catalog.rows import signed, unsigned


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    yield catalog
    catalog.close()


def _allowed(name: bytes) -> bool:
    return b"/" not in name and b"\0" not in name and name not in (b".", b"..")


def description(content_hash: bytes, size: int = 100, phash: int = 1) -> NewDescription:
    return NewDescription(
        content_hash, size, "JPEG", 640, 480, 1, "2020-01-02T03:04:05", "Maker X", None, 1, phash,
        np.full(96, 1 / 96, np.float32),
    )  # fmt: skip


def add_read(catalog: Catalog, folder: int, name: bytes, content: bytes, phash: int = 1) -> tuple[int, int]:
    """A file that was read: (photo id, description id)."""
    with catalog.transaction() as connection:
        catalog.photos.add_files(connection, folder, b"", [(name, 100, 1)])
        number = connection.execute("SELECT max(photo_id) FROM photos").fetchone()[0]
        description_id = catalog.photos.put_description(connection, description(content, phash=phash))
        catalog.photos.set_fast(connection, [description_id])
        catalog.photos.set_read(connection, number, description_id, 100, 1)
    return number, description_id


@given(st.integers(0, 2**64 - 1))
def test_perceptual_hashes_survive_sqlite_s_signed_integers(phash: int) -> None:
    assert -(2**63) <= signed(phash) < 2**63
    assert unsigned(signed(phash)) == phash


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.binary(min_size=1, max_size=20).filter(_allowed), min_size=1))
def test_any_name_that_a_disk_allows_comes_back_as_it_was(catalog: Catalog, names: list[bytes]) -> None:
    folder = catalog.folders.add(Path(os.fsdecode(b"/r\xff")))
    with catalog.transaction() as connection:
        connection.execute("DELETE FROM photos")
        catalog.photos.add_files(connection, folder, names[0], [(name, 1, 2) for name in set(names)])
    assert set(catalog.photos.in_directory(folder, names[0])) == set(names)
    files = catalog.photos.to_read(0, 1000)
    assert {os.fsencode(file.path) for file in files} == {b"/r\xff/" + names[0] + b"/" + n for n in names}


def test_a_file_goes_from_new_to_described(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    with catalog.transaction() as connection:
        catalog.photos.add_files(connection, folder, b"a", [(b"1.jpg", 100, 1), (b"2.jpg", 100, 1)])
    first, second = catalog.photos.to_read(0, 10)
    assert catalog.photos.to_read(first.photo_id, 10) == [second]
    assert catalog.photos.count_to_read() == catalog.photos.counts().pending == 2
    with catalog.transaction() as connection:
        number = catalog.photos.put_description(connection, description(b"h1"))
        assert catalog.photos.put_description(connection, description(b"h1")) == number
        catalog.photos.set_fast(connection, [number])
        for file in (first, second):
            catalog.photos.set_read(connection, file.photo_id, number, 100, 1)
    assert catalog.photos.count_to_read() == 0
    assert catalog.photos.hashes_of_size(100) == (b"h1",)
    assert catalog.photos.exact_copies() == [(number, 2)]
    (task,) = catalog.photos.to_describe(0, 10)
    assert (task.description_id, task.content_hash) == (number, b"h1")
    with catalog.transaction() as connection:
        catalog.photos.set_thorough(connection, number, PassState.DONE, 7)
    counts = catalog.photos.counts()
    assert (counts.photos, counts.fast_done, counts.thorough_done, counts.pending) == (2, 2, 2, 0)
    assert (counts.contents, counts.features) == (1, 7)
    details = catalog.photos.details([first.photo_id])[first.photo_id]
    assert details.path == Path("/photos/a/1.jpg")
    assert (details.width, details.captured, details.thorough) == (640, "2020-01-02T03:04:05", PassState.DONE)


def test_copies_are_told_apart_by_file_and_joined_by_content(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    first, content = add_read(catalog, folder, b"a.jpg", b"same", phash=2**63 + 5)
    second, again = add_read(catalog, folder, b"b.jpg", b"same", phash=2**63 + 5)
    other, _ = add_read(catalog, folder, b"c.jpg", b"other")
    assert content == again
    assert [p.photo_id for p in catalog.photos.living_of([content])[content]] == [first, second]
    assert [p.photo_id for p in catalog.photos.with_content(b"other")] == [other]
    ids, phashes, sizes = catalog.photos.living_contents()
    assert phashes[ids == content][0] == 2**63 + 5
    assert sizes.tolist() == [[640, 480], [640, 480]]
    with catalog.transaction() as connection:
        catalog.photos.miss_files(connection, [first, second])
    assert catalog.photos.living_of([content]) == {}
    assert len(catalog.photos.living_contents()[0]) == 1
    assert catalog.photos.ids() == [other]


def test_missing_files_come_back_or_are_forgotten(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    number, content = add_read(catalog, folder, b"a.jpg", b"one")
    with catalog.transaction() as connection:
        catalog.photos.miss_files(connection, [number])
    assert catalog.photos.counts().missing == 1
    catalog.photos.forget_missing(before=0)
    with catalog.transaction() as connection:
        catalog.photos.return_files(connection, [number])
    assert catalog.photos.ids() == [number]
    with catalog.transaction() as connection:
        catalog.photos.miss_files(connection, [number])
    catalog.photos.forget_missing(before=1e12)
    assert catalog.photos.orphans().tolist() == [content]
    catalog.photos.mark_undescribed([content])
    with catalog.transaction() as connection:
        catalog.photos.drop_descriptions(connection, [content])
    _, fresh = add_read(catalog, folder, b"b.jpg", b"two")
    assert fresh > content, "an id is never used again: old segments may still hold it"


def test_failures_are_listed_and_retried_by_reason(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    with catalog.transaction() as connection:
        catalog.photos.add_files(connection, folder, b"", [(b"a.jpg", 1, 1), (b"b.jpg", 1, 1)])
        for file, fault in zip((b"a.jpg", b"b.jpg"), ("damaged", "permission"), strict=True):
            catalog.failures.record(
                connection,
                folder,
                b"",
                file,
                stage=Stage.FAST,
                fault=fault,
                detail="bad \udcff",
                size=1,
                mtime_ns=1,
            )
        connection.execute("UPDATE photos SET state = 2")
    assert [failure.path.name for failure in catalog.failures.all()] == ["a.jpg", "b.jpg"]
    assert catalog.photos.counts().failed == 2
    catalog.failures.retry(["permission"])
    assert [file.name for file in catalog.photos.to_read(0, 10)] == [b"b.jpg"]
    catalog.failures.retry()
    assert catalog.photos.count_to_read() == 2
    with catalog.transaction() as connection:
        catalog.failures.clear(connection, [(folder, b"", b"a.jpg")])
    assert [failure.fault for failure in catalog.failures.all()] == ["permission"]


def test_a_folder_takes_in_the_folders_inside_it(catalog: Catalog) -> None:
    inner = catalog.folders.add(Path("/photos/2019/may"))
    number, _ = add_read(catalog, inner, b"a.jpg", b"one")
    catalog.folders.set_excluded(inner, ["export", "raw/*"])
    outer = catalog.folders.add(Path("/photos"))
    catalog.folders.absorb(catalog.folders.all()[0], outer, b"2019/may")
    (row,) = catalog.folders.all()
    assert (row.path, row.photos, set(row.excluded)) == (Path("/photos"), 1, {"export", "raw/*"})
    assert catalog.photos.details([number])[number].path == Path("/photos/2019/may/a.jpg")


def test_removing_a_folder_leaves_its_contents_as_orphans(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    _, content = add_read(catalog, folder, b"a.jpg", b"one")
    catalog.folders.remove(folder)
    assert catalog.photos.ids() == []
    assert catalog.photos.orphans().tolist() == [content]


def test_renewing_a_space_asks_for_everything_again(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    _, content = add_read(catalog, folder, b"a.jpg", b"one")
    with catalog.transaction() as connection:
        catalog.photos.set_thorough(connection, content, PassState.DONE, 5)
    for name in (GLOBAL, LOCAL):
        catalog.spaces.renew(name, "model 2")
        assert catalog.spaces.get(name) == ("model 2", 0)
    assert catalog.photos.count_to_read() == 1
    assert catalog.photos.hashes_of_size(100) == ()
    with catalog.transaction() as connection:
        catalog.spaces.commit(connection, LOCAL, 3)
    assert catalog.spaces.get(LOCAL) == ("model 2", 3)


def test_decisions_are_kept_by_content(catalog: Catalog) -> None:
    pair = catalog.decisions.make(DecisionKind.NOT_A_MATCH, [b"b", b"a"])
    assert catalog.decisions.make(DecisionKind.NOT_A_MATCH, [b"a", b"b"], note="sure") == pair
    group = catalog.decisions.make(DecisionKind.KEEP_ALL, [b"a", b"c", b"d"])
    assert [d.decision_id for d in catalog.decisions.all()] == [group, pair]
    assert [d.decision_id for d in catalog.decisions.about([b"a"])] == [group, pair]
    assert catalog.decisions.about([b"c"])[0].members == (b"a", b"c", b"d")
    with pytest.raises(ValueError, match="two different"):
        catalog.decisions.make(DecisionKind.KEEP_ALL, [b"a", b"a"])
    assert catalog.decisions.revoke(pair)
    assert not catalog.decisions.revoke(pair)
    assert catalog.decisions.count() == 1


def test_decisions_go_out_and_come_back(catalog: Catalog, tmp_path: Path) -> None:
    catalog.decisions.make(DecisionKind.NOT_A_MATCH, [b"\x00\xff", b"b"], note="ünïcode")
    catalog.decisions.make(DecisionKind.ALTERNATES, [b"a", b"b", b"c"])
    exported = catalog.decisions.export()
    other = Catalog(tmp_path / "other.sqlite")
    assert other.decisions.import_(exported) == 2
    assert other.decisions.import_(exported) == 0
    assert other.decisions.export() == exported
    with pytest.raises(ValueError, match="decision 2"):
        other.decisions.import_([{"kind": "keep all", "members": ["aa", "bb"]}, {"kind": "nonsense"}])
    assert other.decisions.count() == 2
    other.close()


def test_decisions_outlive_everything_that_can_be_rebuilt(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    _, content = add_read(catalog, folder, b"a.jpg", b"a")
    catalog.decisions.make(DecisionKind.KEEP_ALL, [b"a", b"b"])
    catalog.folders.remove(folder)
    with catalog.transaction() as connection:
        catalog.photos.drop_descriptions(connection, [content])
    assert catalog.decisions.about([b"a"])


def test_review_sessions_are_resumed(catalog: Catalog) -> None:
    catalog.decisions.save_session("tuesday", {"group": 17})
    assert catalog.decisions.load_session("tuesday") == {"group": 17}
    assert [name for name, _ in catalog.decisions.sessions()] == ["tuesday"]
    catalog.decisions.drop_session("tuesday")
    assert catalog.decisions.load_session("tuesday") is None


def test_colours_come_back(catalog: Catalog) -> None:
    folder = catalog.folders.add(Path("/photos"))
    _, content = add_read(catalog, folder, b"a.jpg", b"a")
    assert catalog.photos.colours([content])[content].sum() == pytest.approx(1)


def test_questions_of_a_scan_and_a_search_read_no_whole_table(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = catalog.folders.add(tmp_path)
    for number in range(20):
        add_read(catalog, folder, b"%d.jpg" % number, b"%d" % number)
    asked: list[tuple[str, object]] = []
    rows = catalog.database.rows

    def note(sql: str, parameters: object = ()) -> object:
        asked.append((sql, parameters))
        return rows(sql, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(catalog.database, "rows", note)
    photos = catalog.photos
    photos.in_directory(folder, b"")
    photos.directories(folder)
    photos.to_read(3, 5)
    assert len(photos.to_describe(3, 5)) == 5
    photos.hashes_of_size(100)
    assert len(photos.details([1, 2, 3])) == 3
    assert len(photos.living_of([1, 2])) == 2
    assert len(photos.with_content(b"7")) == 1
    photos.features_of([1])
    photos.colours([1])
    assert len(asked) == 10
    for sql, parameters in asked:
        for step in rows(f"EXPLAIN QUERY PLAN {sql}", parameters):  # type: ignore[arg-type]
            # Folders and mounts are few. A temporary tree would be filled with all rows for every page.
            assert not step[3].startswith("SCAN") or step[3].split()[1] in ("f", "m"), (sql, step[3])
            assert "TEMP B-TREE FOR GROUP" not in step[3], (sql, step[3])
