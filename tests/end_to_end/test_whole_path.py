"""Scan, search, donors, status, failures, devices: as a script would use them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import Scanned, run, run_here
from PIL import Image

from imagefinder.evaluation.truth import read_truth

pytestmark = pytest.mark.slow


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_scan_reports_what_the_contract_promises(scanned: Scanned) -> None:
    report = scanned.report
    photos = len([path for path in scanned.photos.rglob("*") if path.is_file()])
    assert report["photos"] == report["fast_done"] == report["thorough_done"] == photos
    assert report["failed"] == report["pending"] == 0
    assert report["elapsed_s"] > 0 and report["photos_per_s"] > 0
    assert {"method", "parameters", "vectors", "bytes_per_vector", "model_version"} <= set(report["index"])
    assert report["index"]["vectors"] > 3000
    assert report["disk_bytes"] > 0 and report["peak_memory_bytes"] > 0


def test_nothing_is_written_among_the_photos_and_a_second_scan_has_nothing_to_do(scanned: Scanned) -> None:
    before = snapshot(scanned.photos)
    done = run("scan", scanned.photos, "--library", scanned.library)
    assert done.code == 0
    assert f"{len([1 for path in scanned.photos.rglob('*') if path.is_file()])} (" in done.out
    assert "0 read" in done.out
    assert snapshot(scanned.photos) == before


def test_a_photo_of_the_library_finds_itself_and_its_edits(scanned: Scanned) -> None:
    done = run("search", scanned.photos / "china.jpg", "--library", scanned.library, "--json")
    assert done.code == 0, done.err
    document = done.json
    assert document["format"] == 1
    query = document["query"]
    assert (query["path"], query["width"], query["height"], query["region"]) == (
        str(scanned.photos / "china.jpg"),
        640,
        427,
        None,
    )
    results = document["results"]
    assert [result["rank"] for result in results] == list(range(1, len(results) + 1))
    assert results[0]["path"] == str(scanned.photos / "china.jpg") and results[0]["kind"] == "copy"
    copies = {Path(result["path"]).stem for result in results if result["kind"] == "copy"}
    assert {"china", "china_cropped", "china_small", "china_recompressed"} <= copies
    assert "coffee" not in copies
    for result in results:
        assert Path(result["path"]).is_absolute() and 0 <= result["score"] <= 1
        for found in result["objects"]:
            assert {"score", "matches", "query_outline", "result_outline", "transform", "flipped"} <= set(
                found
            )
            assert [len(row) for row in found["transform"]] == [3, 3]
            assert all(len(point) == 2 for point in found["query_outline"] + found["result_outline"])


def test_mirrored_copies_are_marked(scanned: Scanned) -> None:
    done = run_here(
        "search",
        scanned.photos / "motorcycle_left.jpg",
        "--library",
        scanned.library,
        "--json",
        "--kind",
        "copy",
    )
    results = {Path(result["path"]).stem: result for result in done.json["results"]}
    assert {result["kind"] for result in done.json["results"]} == {"copy"}
    assert any(found["flipped"] for found in results["motorcycle_mirrored"]["objects"])


def test_a_region_finds_what_it_shows(scanned: Scanned) -> None:
    composite = next(path for path in scanned.composites if path.stem == "visitor_in_the_garage")
    with Image.open(composite) as picture:
        width, height = picture.size
    x, y, w, h = int(0.66 * width), int(0.36 * height), int(0.33 * width), int(0.6 * height)
    done = run("search", composite, "--library", scanned.library, "--region", f"{x},{y},{w},{h}", "--json")
    assert done.code == 0, done.err
    assert done.json["query"]["region"] == [x, y, w, h]
    assert Path(done.json["results"][0]["path"]).stem.startswith("astronaut")


def test_donors_name_the_host_and_every_donor_first(scanned: Scanned, tmp_path: Path) -> None:
    truth = read_truth(scanned.truth)
    sought = found = 0
    for composite in scanned.composites[:2]:
        html = tmp_path / f"{composite.stem}.html"
        done = run("donors", composite, "--library", scanned.library, "--json", "--html", html)
        assert done.code == 0, done.err
        names = [Path(result["path"]).stem for result in done.json["results"][:10]]
        for source in truth[composite.name]:
            stem = Path(source.donor).stem.split("_")[0]
            sought += 1
            found += any(name.split("_")[0] == stem for name in names)
        text = html.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>") and "data:image/" in text and "<polygon" in text
    assert found == sought, f"{found} of {sought} sources among the first ten"


def test_results_outline_the_borrowed_object(scanned: Scanned) -> None:
    composite = next(path for path in scanned.composites if path.stem == "visitor_in_the_garage")
    document = run_here("donors", composite, "--library", scanned.library, "--json").json
    (result,) = [result for result in document["results"] if Path(result["path"]).name == "astronaut.jpg"]
    best = result["objects"][0]
    assert best["flipped"] and best["matches"] >= 10
    xs = [x for x, _ in best["query_outline"]]
    assert min(xs) > 0.55 * document["query"]["width"]
    xs, ys = zip(*best["result_outline"], strict=True)
    assert min(*xs, *ys) >= -5 and max(*xs, *ys) <= 517


@pytest.mark.parametrize("verifier", ["os2os", "none"])
def test_verifiers_can_be_chosen(scanned: Scanned, verifier: str) -> None:
    done = run_here(
        "donors",
        scanned.composites[0],
        "--library",
        scanned.library,
        "--verifier",
        verifier,
        "--top",
        "5",
        "--json",
    )
    assert done.code == 0, done.err
    assert 1 <= len(done.json["results"]) <= 5


def test_text_output_names_paths_and_reasons(scanned: Scanned) -> None:
    done = run("search", scanned.photos / "coffee.jpg", "--library", scanned.library, "--top", "3")
    assert done.code == 0 and done.err == ""
    assert str(scanned.photos / "coffee.jpg") in done.out.splitlines()[0]


def test_a_photo_unlike_all_others_finds_no_copy(scanned: Scanned, tmp_path: Path) -> None:
    Image.radial_gradient("L").convert("RGB").save(tmp_path / "plain.png")
    done = run_here("search", tmp_path / "plain.png", "--library", scanned.library, "--json")
    assert done.code == 0, done.err
    assert all(result["kind"] != "copy" for result in done.json["results"])


def test_status_and_failures(scanned: Scanned) -> None:
    done = run_here("status", "--library", scanned.library, "--json")
    assert done.code == 0 and done.err == ""
    assert done.json["photos"] == scanned.report["photos"]
    assert "Photos" in run_here("status", "--library", scanned.library).out
    done = run_here("failures", "--library", scanned.library, "--json")
    assert done.code == 0 and done.json["failures"] == []
    assert "Every file could be read." in run_here("failures", "--library", scanned.library).out


def test_the_environment_names_the_library(scanned: Scanned) -> None:
    env = {**os.environ, "IMAGEFINDER_LIBRARY": str(scanned.library), "IMAGEFINDER_DEVICE": "numpy"}
    assert run("status", "--json", env=env).json["photos"] == scanned.report["photos"]


def test_devices_always_include_numpy() -> None:
    done = run("devices", "--json")
    assert done.code == 0
    assert "numpy" in {device["kind"] for device in done.json["devices"]}
    assert done.json["in_use"]["kind"] == "numpy"
    assert "In use:" in run("devices").out


def test_fast_only_leaves_the_details_for_later(photo_folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    done = run("scan", photo_folder, "--library", library, "--fast-only", "--json", "--workers", "1")
    assert done.code == 0, done.err
    assert done.json["fast_done"] == 6 and done.json["thorough_done"] == 0
    done = run("search", photo_folder / "coffee.jpg", "--library", library, "--json")
    assert done.code == 0 and Path(done.json["results"][0]["path"]).name == "coffee.jpg"
    done = run("scan", "--library", library, "--json", "--workers", "1")
    assert done.code == 0 and done.json["thorough_done"] == 6
