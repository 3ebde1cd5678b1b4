"""The benchmark runners on a small real library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.ablations import Choice, Index, run_ablations
from imagefinder.evaluation.composites import ONE_TIER, TWO_TIERS, resolve_queries, run_composites
from imagefinder.evaluation.copies import METHODS, run_copies
from imagefinder.evaluation.descriptions import Description
from imagefinder.evaluation.edits import KINDS
from imagefinder.evaluation.instances import InstanceQuery, run_instances
from imagefinder.evaluation.plots import plot_composites, plot_copies, plot_instances
from imagefinder.evaluation.relatives import Relatives
from imagefinder.evaluation.sample_collection import make_sample_collection
from imagefinder.evaluation.tables import ablations_table, composites_table, copies_table
from imagefinder.evaluation.truth import read_truth
from imagefinder.evaluation.world import open_world
from imagefinder.library import Library
from imagefinder.search.lookup import MatchRules

pytestmark = pytest.mark.slow

CHANGES = ("recompressed (JPEG)", "mirrored")
KEPT = {"motorcycle_left", "astronaut", "coffee", "chelsea", "flower", "china", "rocket", "brick"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's photos without most of their edits, to be scanned quickly."""
    folder = tmp_path_factory.mktemp("bench") / "demo"
    collection = make_sample_collection(folder)
    for path in collection.photos[0].rglob("*.jpg"):
        if path.stem not in KEPT:
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def world(out: Path) -> Iterator[Library]:
    seen = []
    with open_world(
        [out / "photos"], device="numpy", workers=2, on_scan=lambda p: seen.append(p.stage)
    ) as library:
        assert {"fast", "thorough"} <= set(seen)
        yield library


def test_composites(world: Library, out: Path, tmp_path: Path) -> None:
    truth = read_truth(out / "composites" / "truth.json")
    name = "visitor_in_the_garage.jpg"
    queries = resolve_queries(world, out / "composites", {name: truth[name]}, [out / "photos", out])
    assert len(queries) == 1 and all(len(family) == 1 for family in queries[0].relatives)
    steps: list[tuple[int, int]] = []
    report = run_composites(
        world,
        queries,
        ["os2os", "none"],
        negatives=[out / "photos" / "brick.jpg"],
        relatives=Relatives(),
        on_query=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(1, 2), (2, 2)]
    assert list(report["verifiers"]) == ["os2os", "none", ONE_TIER, TWO_TIERS]
    for column in report["verifiers"].values():
        assert column["host_recall"]["1"] == 1
        assert column["donor_recall"]["all"]["10"] == 1
    assert report["right_matches"]["all"]["share"]["2"] == 1
    assert "within reach" in composites_table(report)
    whole = report["verifiers"][TWO_TIERS]
    assert whole["outline_iou"]["outlined"] >= 1 and whole["outline_iou"]["median"] > 0.5
    assert whole["milliseconds"]["total"]["median"] > 0
    # It is in this world, and the photos themselves say so.
    assert whole["negative_queries"] == whole["negatives_with_relatives"] == 1
    assert whole["negative_verified_claims"] == 0 and whole["negative_verified"][0]["relative"]
    json.dumps(report, allow_nan=False)
    assert "host recall@1" in composites_table(report)
    alone = run_composites(world, [], [], negatives=[out / "photos" / "brick.jpg"])
    assert alone["verifiers"][ONE_TIER]["negative_verified_claims"] >= 1
    assert "verified claims about them, false" in composites_table(alone)
    pytest.importorskip("matplotlib")
    assert all(file.stat().st_size > 5000 for file in plot_composites(report, tmp_path / "plots"))


def test_ablations(world: Library, out: Path, tmp_path: Path) -> None:
    truth = read_truth(out / "composites" / "truth.json")
    name = "visitor_in_the_garage.jpg"
    queries = resolve_queries(world, out / "composites", {name: truth[name]}, [out / "photos", out])
    choices = [
        Choice("as it is"),
        Choice("no mirrored query", MatchRules(mirrored=False)),
        Choice("not one-to-one", MatchRules(one_to_one=False), clean_up=False),
        Choice("half the features", query_features=500),
        Choice("fewer features, coarser codes", index=Index(bytes_per_vector=8, features=300)),
        Choice("described otherwise", index=Index(description=Description(False, False))),
        Choice("second tier", second_tier="masked"),
    ]
    report = run_ablations(world, queries, tmp_path, choices=choices)
    assert list(report["rows"]) == [choice.name for choice in choices]
    assert all(row["all"]["host_recall"]["5"] == 1 for row in report["rows"].values())
    assert (tmp_path / "8-bytes-300-features").is_dir()
    json.dumps(report, allow_nan=False)
    kept = {file: file.stat().st_mtime_ns for file in (tmp_path / "ranks").rglob("*.json")}
    assert len(kept) == 3  # the world's own index and two others
    assert run_ablations(world, queries, tmp_path, choices=choices)["rows"] == report["rows"]
    assert kept == {file: file.stat().st_mtime_ns for file in kept}
    file = next(iter(kept))
    file.write_text("{}")
    with pytest.raises(RequestError, match="delete it"):
        run_ablations(world, queries, tmp_path, choices=choices)
    text = ablations_table(report)
    assert "fewer features" in text and "@10 under 2 %" in text


def test_what_the_truth_names_must_be_there(world: Library, out: Path) -> None:
    truth = read_truth(out / "composites" / "truth.json")
    name = "visitor_in_the_garage.jpg"
    with pytest.raises(RequestError, match="not found below"):
        resolve_queries(world, out / "composites", {name: truth[name]}, [out / "nowhere"])
    with pytest.raises(RequestError, match="named in the truth"):
        resolve_queries(world, out / "composites", {"none.jpg": truth[name]}, [out])


def test_copies(world: Library, tmp_path: Path) -> None:
    kinds = [replace(kind, strengths=kind.strengths[:1]) for kind in KINDS if kind.name in CHANGES]
    report = run_copies(world, originals=1, seed=1, kinds=kinds)
    assert report["queries"] == 2 and set(report["methods"]) == set(METHODS)
    ours = report["methods"]["imagefinder"]
    assert (
        ours["all"]["wrong"] == 0 and ours["kinds"]["recompressed (JPEG)"]["strengths"]["80"]["recall"] == 1
    )
    assert report["methods"]["pHash"]["kinds"]["mirrored"]["recall"] == 0
    json.dumps(report, allow_nan=False)
    assert "recompressed (JPEG)" in copies_table(report)
    pytest.importorskip("matplotlib")
    assert plot_copies(report, tmp_path).stat().st_size > 5000


def test_instances(world: Library, out: Path, tmp_path: Path) -> None:
    composite = (out / "composites" / "coffee_with_company.jpg").resolve()
    host = (out / "photos" / "coffee.jpg").resolve()
    report = run_instances(world, [InstanceQuery(composite, frozenset({host}))])
    assert report["first_correct"] == 1 and report["mean_average_precision"] == 1
    json.dumps(report, allow_nan=False)
    pytest.importorskip("matplotlib")
    assert plot_instances({"set": report}, tmp_path).stat().st_size > 5000


def test_a_world_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="not a folder"), open_world([tmp_path / "nowhere"]):
        pass
    (tmp_path / "empty").mkdir()
    with (
        pytest.raises(RequestError, match="no readable photo"),
        open_world([tmp_path / "empty"], device="numpy"),
    ):
        pass
