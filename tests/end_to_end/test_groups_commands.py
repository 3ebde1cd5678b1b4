"""Duplicates, clean-up and decisions by command, on files that may be moved to the trash."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import Done, Scanned, run, run_here
from PIL import Image, ImageOps

from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.review import Review
from imagefinder.library import Library

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Copies:
    """A scanned folder with an identical, a small and a mirrored copy."""

    folder: Path
    library: Path


@pytest.fixture
def copies(photo_folder: Path, tmp_path: Path) -> Copies:
    shutil.copy(photo_folder / "coffee.jpg", photo_folder / "coffee (1).jpg")
    with Image.open(photo_folder / "chelsea.jpg") as picture:
        picture.resize((300, 200)).save(photo_folder / "cat_small.jpg", quality=70)
    with Image.open(photo_folder / "china.jpg") as picture:
        ImageOps.mirror(picture).save(photo_folder / "pagoda_mirrored.jpg", quality=85)
    library = tmp_path / "library"
    done = run("scan", photo_folder, "--library", library, "--workers", "2")
    assert done.code == 0, done.err
    return Copies(photo_folder, library)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_duplicates_are_found_planned_cleaned_and_put_back(copies: Copies, tmp_path: Path) -> None:
    plan, page = tmp_path / "plan.json", tmp_path / "page.html"
    before = names(copies.folder)
    done = run("duplicates", "--library", copies.library, "--json", "--plan", plan, "--html", page)
    assert done.code == 0, done.err
    assert done.json["format"] == 1
    groups = {
        frozenset(Path(photo["path"]).name for photo in group["photos"]): group
        for group in done.json["groups"]
    }
    exact = groups[frozenset({"coffee.jpg", "coffee (1).jpg"})]
    assert exact["kind"] == "exact" and exact["photos"][1]["change"] == "identical"
    small = groups[frozenset({"chelsea.jpg", "cat_small.jpg"})]
    assert small["kind"] == "near" and Path(small["photos"][0]["path"]).name == "chelsea.jpg"
    assert "resized" in small["photos"][1]["change"]
    mirrored = groups[frozenset({"china.jpg", "pagoda_mirrored.jpg"})]
    assert any("mirrored" in photo["change"] for photo in mirrored["photos"])
    assert len(groups) == 3
    for photo in small["photos"]:
        assert {"path", "width", "height", "bytes", "similarity", "change"} <= set(photo)
    assert page.read_text(encoding="utf-8").count("<img ") == 6

    done = run("duplicates", "--library", copies.library, "--kind", "exact", "--json")
    assert [group["kind"] for group in done.json["groups"]] == ["exact"]
    assert "3 groups, 3 copies" in run("duplicates", "--library", copies.library).out

    done = run("clean", "--plan", plan, "--library", copies.library)
    assert done.code == 0 and "nothing was touched" in done.out
    assert names(copies.folder) == before
    done = run("clean", "--plan", plan, "--library", copies.library, "--apply", "--json")
    assert done.code == 0, done.err
    assert [outcome["state"] for outcome in done.json["outcomes"]] == ["done"] * 3
    assert all(Path(outcome["place"]).is_file() for outcome in done.json["outcomes"])
    left = names(copies.folder)
    assert len(left) == len(before) - 3 and left < before
    done = run("clean", "--plan", plan, "--library", copies.library, "--apply")
    assert done.code == 2
    done.says("carried out before")

    done = run("clean", "--undo", "--library", copies.library)
    assert done.code == 0 and "3 put back, 0 not" in done.out
    assert names(copies.folder) == before


def test_decisions_go_out_and_come_back(copies: Copies, tmp_path: Path) -> None:
    file = tmp_path / "decisions.json"
    assert run("export", file, "--library", copies.library).code == 0
    done = run("import", file, "--library", copies.library)
    assert done.code == 0 and "0 new decisions" in done.out


def test_plans_and_exports_that_are_none(copies: Copies, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")
    for words, option in (
        (["clean", "--plan", letter], "--plan"),
        (["clean", "--plan", tmp_path / "none"], "--plan"),
        (["clean", "--undo"], "--undo"),
        (["clean", "--undo", "no such plan"], "--undo"),
        (["import", letter], "FILE"),
        (["import", tmp_path / "none"], "FILE"),
        (["export", letter / "below"], "FILE"),
    ):
        done = run_here(*words, "--library", copies.library)
        assert done.code == 2, words
        done.says(option)
    done = run_here("clean", "--plan", letter, "--library", tmp_path / "nowhere")
    assert done.code == 3


def test_provenance_names_the_composites_of_the_collection(scanned: Scanned, tmp_path: Path) -> None:
    library, page, graph = tmp_path / "library", tmp_path / "page.html", tmp_path / "graph.graphml"
    folder = tmp_path / "few"
    folder.mkdir()
    for name in ("brick", "camera", "coffee", "collages/photographer_at_the_wall"):
        shutil.copy(scanned.photos / f"{name}.jpg", folder)
    assert run("scan", folder, "--library", library, "--workers", "1").code == 0
    done = run("provenance", "--library", library, "--json", "--html", page, "--graphml", graph)
    assert done.code == 0, done.err
    assert done.json["format"] == 1
    links = {
        frozenset({Path(link["composite"]).stem, Path(link["donor"]).stem}): link
        for cluster in done.json["clusters"]
        for link in cluster["links"]
    }
    link = links[frozenset({"photographer_at_the_wall", "camera"})]
    assert link["objects"] and {"composite", "donor", "score", "objects"} <= set(link)
    assert all("coffee" not in pair for pair in links)
    for cluster in done.json["clusters"]:
        assert cluster["id"] and len(cluster["photos"]) >= 2
    text = page.read_text(encoding="utf-8")
    assert "<polygon" in text and text.count('class="graph"') == len(done.json["clusters"])
    assert done.json["same_scene"] == [] and link["relation"] == "borrowed"
    assert "graphml" in graph.read_text(encoding="utf-8")


def test_the_plan_does_what_the_options_say(copies: Copies, tmp_path: Path) -> None:
    plan, aside = tmp_path / "plan.json", tmp_path / "aside"
    words = ("duplicates", "--library", copies.library, "--kind", "exact", "--plan", plan)
    assert run_here(*words, "--action", "hardlink").code == 0
    before = names(copies.folder)
    done = run_here("clean", "--plan", plan, "--library", copies.library, "--apply", "--json")
    assert [(item["action"], item["state"]) for item in done.json["outcomes"]] == [("hardlink", "done")]
    assert (copies.folder / "coffee (1).jpg").samefile(copies.folder / "coffee.jpg")
    assert run_here("clean", "--undo", "--library", copies.library).code == 0
    assert not (copies.folder / "coffee (1).jpg").samefile(copies.folder / "coffee.jpg")

    assert run_here(*words, "--action", "move", "--to", aside).code == 0
    assert run_here("clean", "--plan", plan, "--library", copies.library, "--apply").code == 0
    assert names(aside) == {"coffee (1).jpg"} and names(copies.folder) == before - names(aside)
    done = run_here("clean", "--journal", "--library", copies.library, "--json")
    assert done.code == 0
    plans = done.json["plans"]
    assert [(entry["done"], entry["undone"], entry["failed"]) for entry in plans] == [(1, 0, 0), (0, 1, 0)]
    assert plans[0]["entries"][0]["action"] == "move" and plans[0]["entries"][0]["state"] == "done"
    assert Path(plans[0]["entries"][0]["place"]).is_file()
    assert "coffee (1).jpg" in run_here("clean", "--journal", "--library", copies.library).out
    assert run_here("clean", "--undo", plans[0]["plan"], "--library", copies.library).code == 0
    assert names(copies.folder) == before


def test_rules_for_keepers_are_given_and_remembered(copies: Copies, tmp_path: Path) -> None:
    words = ("duplicates", "--library", copies.library, "--json")

    def kept(done: Done) -> set[str]:
        return {Path(group["photos"][0]["path"]).name for group in done.json["groups"]}

    assert "coffee.jpg" in kept(run_here(*words))
    special = copies.folder / "special"
    special.mkdir()
    shutil.move(copies.folder / "coffee (1).jpg", special)
    assert run_here("scan", "--library", copies.library, "--workers", "1").code == 0
    assert "coffee (1).jpg" in kept(run_here(*words, "--order", "folder,name", "--prefer", special))
    assert "coffee (1).jpg" in kept(run_here(*words))
    plan = tmp_path / "plan.json"
    assert run_here(*words, "--reference", copies.folder, "--plan", plan).code == 0
    assert json.loads(plan.read_text())["actions"] == []
    for wrong, option in (
        (("--order", "beauty"), "--order"),
        (("--order", "name,name"), "--order"),
        (("--action", "move"), "--to"),
        (("--to", special), "--to"),
        (("--reviewed",), "--reviewed"),
        (("--reviewed", "none", "--plan", plan), "--reviewed"),
    ):
        done = run_here(*words[:3], *wrong)
        assert done.code == 2, wrong
        done.says(option)


def test_a_plan_of_what_was_marked_in_a_review(copies: Copies, tmp_path: Path) -> None:
    assert run_here("duplicates", "--library", copies.library).code == 0
    with Library.open(copies.library, device="numpy") as library, Duplicates(library) as duplicates:
        review = Review(duplicates, "spring")
        group = next(group for group in duplicates.all() if group.kind == "exact")
        review.keep_only(group, group.photos[1].photo.path)
    plan = tmp_path / "plan.json"
    done = run_here("duplicates", "--library", copies.library, "--reviewed", "spring", "--plan", plan)
    assert done.code == 0, done.err
    (action,) = json.loads(plan.read_text())["actions"]
    assert Path(action["path"]).name == "coffee.jpg"


def test_decisions_are_made_listed_and_taken_back(copies: Copies, tmp_path: Path) -> None:
    library = ("--library", copies.library)
    assert run_here("duplicates", *library).code == 0
    photos = (copies.folder / "chelsea.jpg", copies.folder / "cat_small.jpg")
    assert "Nothing was decided" in run_here("decisions", *library).out
    done = run_here(
        "decisions", "--make", "not-a-match", "--photos", *photos, "--note", "two cats", *library, "--json"
    )
    assert done.code == 0, done.err
    (decision,) = done.json["decisions"]
    assert decision["kind"] == "not a match" and decision["note"] == "two cats"
    assert {Path(path).name for path in decision["photos"]} == {path.name for path in photos}
    assert "2 groups" in run_here("duplicates", *library).out
    file = tmp_path / "decisions.json"
    assert run_here("export", file, *library).code == 0
    done = run_here("decisions", "--revoke", decision["number"], *library)
    assert done.code == 0 and "Nothing was decided" in done.out
    assert "3 groups" in run_here("duplicates", *library).out
    assert "1 new decision" in run_here("import", file, *library).out
    assert "2 groups" in run_here("duplicates", *library).out
    for wrong, option in (
        (("--revoke", "99"), "--revoke"),
        (("--make", "keep-all"), "--make"),
        (("--photos", photos[0]), "--make"),
        (("--make", "keep-all", "--photos", photos[0]), "--photos"),
        (("--make", "keep-all", "--photos", tmp_path / "none.jpg"), "--photos"),
        (("--make", "keep-all", "--photos", file), "--photos"),
    ):
        done = run_here("decisions", *wrong, *library)
        assert done.code == 2, wrong
        done.says(option)
