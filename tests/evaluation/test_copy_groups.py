"""The benchmark of grouping: its collection, its truth, and how claims are held against it."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imagefinder.errors import RequestError
from imagefinder.evaluation.copy_collection import (
    CopyCollection,
    Half,
    in_half,
    make_copy_collection,
    read_copy_collection,
)
from imagefinder.evaluation.copy_groups import OURS, judge_claims, read_claims, run_copy_groups
from imagefinder.evaluation.edits import KINDS
from imagefinder.evaluation.hashes import near_pairs
from imagefinder.evaluation.tables import copy_groups_table
from imagefinder.evaluation.world import open_world

FEW = tuple(
    replace(kind, strengths=kind.strengths[:1])
    for kind in KINDS
    if kind.name in ("recompressed (JPEG)", "mirrored", "cropped")
)


@pytest.fixture
def world(sample_photos: dict[str, np.ndarray], tmp_path: Path) -> Path:
    folder = tmp_path / "world"
    folder.mkdir()
    for name in ("astronaut", "chelsea", "coffee", "china", "flower", "rocket"):
        Image.fromarray(sample_photos[name]).save(folder / f"{name}.jpg", quality=92)
    return folder


def make(world: Path, out: Path, **options: object) -> CopyCollection:
    return make_copy_collection([world], out, kinds=FEW, **options)  # type: ignore[arg-type]


def test_each_original_is_edited_once_and_the_truth_can_be_read_back(world: Path, tmp_path: Path) -> None:
    made = make(world, tmp_path / "out", per_kind=2, seed=3)
    assert len(made.photos) == 6 and len(made.edits) == 6
    assert len({edit.original for edit in made.edits}) == 6
    assert sorted(edit.kind for edit in made.edits) == sorted(kind.name for kind in FEW for _ in range(2))
    assert all(edit.path.is_file() for edit in made.edits)
    assert read_copy_collection(tmp_path / "out") == made
    again = make(world, tmp_path / "again", per_kind=2, seed=3)
    assert [edit.path.read_bytes() for edit in again.edits] == [edit.path.read_bytes() for edit in made.edits]
    assert [path.read_bytes() for path in made.photos] == [
        path.read_bytes() for path in sorted(world.iterdir())
    ]


def test_a_collection_that_cannot_be_made_or_read_says_why(world: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="9 photos are needed"):
        make(world, tmp_path / "out", per_kind=3)
    with pytest.raises(RequestError, match="not empty"):
        make(world, world, per_kind=1)
    with pytest.raises(RequestError, match=r"truth\.json"):
        read_copy_collection(world)
    (world / "truth.json").write_text("[]")
    with pytest.raises(RequestError, match="not the truth"):
        read_copy_collection(world)


@given(st.lists(st.text("abcdef0123456789", min_size=1, max_size=8), min_size=1, unique=True))
def test_every_photo_is_in_one_half(names: list[str]) -> None:
    for name in names:
        path = Path("/photos") / f"{name}.jpg"
        assert in_half(path, Half.CHOOSE) != in_half(path, Half.REPORT) and in_half(path, Half.ALL)
        assert in_half(path, Half.CHOOSE) == in_half(Path("/elsewhere") / path.relative_to("/"), Half.CHOOSE)


def test_claims_are_counted_by_pair(world: Path, tmp_path: Path) -> None:
    made = make(world, tmp_path / "out", per_kind=1)
    a, b, _ = made.edits
    files = [path.resolve() for path in (a.path, a.original, b.path, b.original)]
    perfect = [(min(e.path, e.original).resolve(), max(e.path, e.original).resolve()) for e in made.edits]
    judged = judge_claims(made, perfect)
    assert (judged.right, judged.wrong, judged.missed) == (3, 0, [])
    everything = list(itertools.combinations(sorted(files), 2))
    judged = judge_claims(made, everything)
    assert (judged.right, judged.wrong) == (2, 4) and len(judged.missed) == 1
    assert judged.tallies[a.kind, a.strength].wrong == 2  # the other edit and its original
    assert judge_claims(made, [(files[0], files[0]), (Path("/a"), Path("/b"))]).right == 0


def test_what_another_finder_said_is_read_from_groups_or_pairs(world: Path, tmp_path: Path) -> None:
    made = make(world, tmp_path / "out", per_kind=1)
    names = [str(edit.path.relative_to(made.folder)) for edit in made.edits]
    file = tmp_path / "claims.json"
    file.write_text(json.dumps({"groups": [names]}))
    assert len(read_claims(file, made)) == 3
    file.write_text(json.dumps({"pairs": [names[:2], [str(made.folder / names[0]), names[2]]]}))
    assert len(read_claims(file, made)) == 2
    for wrong in ("{}", "[1]", "{", '{"groups": 7}'):
        file.write_text(wrong)
        with pytest.raises(RequestError, match="neither groups nor pairs"):
            read_claims(file, made)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=30), st.integers(0, 64))
def test_near_pairs_are_those_of_a_plain_comparison(values: list[int], bits: int) -> None:
    found = near_pairs(np.array(values, np.uint64), bits)
    wanted = [
        [i, j]
        for i, j in itertools.combinations(range(len(values)), 2)
        if (values[i] ^ values[j]).bit_count() <= bits
    ]
    assert found.tolist() == wanted


@pytest.mark.slow
def test_groups_are_judged_beside_the_hashes(world: Path, tmp_path: Path) -> None:
    made = make(world, tmp_path / "out", per_kind=2)
    claims = tmp_path / "claims.json"
    claims.write_text(json.dumps({"groups": []}))
    with open_world([made.folder / "photos", made.folder / "edits"], device="numpy", workers=2) as library:
        report = run_copy_groups(library, made, claims={"nothing": claims})
    assert set(report["methods"]) == {OURS, "pHash", "dHash", "nothing"}
    ours = report["methods"][OURS]
    assert ours["all"]["recall"] == 1 and ours["all"]["wrong"] == 0 and ours["missed"] == []
    assert report["methods"]["pHash"]["kinds"]["mirrored"]["recall"] == 0
    assert report["methods"]["nothing"]["all"]["precision"] is None
    json.dumps(report, allow_nan=False)
    table = copy_groups_table(report)
    assert "mirrored" in table and "worst kind, recall" in table
