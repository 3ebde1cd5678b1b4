from __future__ import annotations

from pathlib import Path

import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.instances import read_instance_set


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path.resolve()


def test_a_table_of_queries(tmp_path: Path) -> None:
    first, second = touch(tmp_path / "db" / "1.jpg"), touch(tmp_path / "db" / "2.jpg")
    query = touch(tmp_path / "query" / "a.jpg")
    (tmp_path / "gt.csv").write_text("query/a.jpg,db/1.jpg\n\nquery/a.jpg,db/2.jpg\n")
    found = read_instance_set(tmp_path)
    assert found.world == (first.parent,)
    assert [(entry.path, entry.relevant) for entry in found.queries] == [(query, {first, second})]


def test_folders_of_views(tmp_path: Path) -> None:
    views = {touch(tmp_path / "milk" / name) for name in ("1.jpg", "2.JPG", "3.png")}
    touch(tmp_path / "juice" / "only.jpg")
    touch(tmp_path / "milk" / "notes.txt")
    found = read_instance_set(tmp_path)
    assert {entry.path for entry in found.queries} == views
    assert all(entry.relevant == views - {entry.path} for entry in found.queries)


def test_bad_sets_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="not a folder"):
        read_instance_set(tmp_path / "nowhere")
    with pytest.raises(RequestError, match=r"neither gt\.csv nor"):
        read_instance_set(tmp_path)
    (tmp_path / "gt.csv").write_text("a.jpg\n")
    with pytest.raises(RequestError, match="line 1"):
        read_instance_set(tmp_path)
    (tmp_path / "gt.csv").write_text("a.jpg,b.jpg\n")
    with pytest.raises(RequestError, match="not there"):
        read_instance_set(tmp_path)
    (tmp_path / "gt.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RequestError, match="cannot be read"):
        read_instance_set(tmp_path)


def test_the_shared_sets_are_understood(shared_data: Path) -> None:
    covers = read_instance_set(shared_data / "inst_smvs_dvd")
    assert len(covers.queries) == 200 and all(len(query.relevant) == 1 for query in covers.queries)
    assert len(read_instance_set(shared_data / "inst_landmarks").queries) == 10
