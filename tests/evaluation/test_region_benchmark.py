"""Regions made to search with, and how answers to them are judged."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.cli.main import main
from imagefinder.evaluation.instances import read_instance_set
from imagefinder.evaluation.region_searches import judge_region
from imagefinder.evaluation.regions import (
    RegionQuery,
    boxed_covers,
    cover_corners,
    lasso_round,
    lassoed_objects,
)
from imagefinder.search import MatchKind, SearchResult, SearchResults
from imagefinder.search.results import QueryInfo

CORNERS = np.array([[150, 60], [430, 100], [400, 330], [120, 300]], np.float32)


def tilted(cover: np.ndarray, background: np.ndarray) -> np.ndarray:
    height, width = cover.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, CORNERS)
    size = background.shape[1::-1]
    shown = cv2.warpPerspective(cover, matrix, size)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    return np.where(mask[..., None] > 127, shown, background)


@pytest.fixture(scope="module")
def covers(tmp_path_factory: pytest.TempPathFactory, sample_photos: dict[str, np.ndarray]) -> Path:
    folder = tmp_path_factory.mktemp("covers")
    (folder / "db").mkdir()
    (folder / "query").mkdir()
    Image.fromarray(sample_photos["astronaut"]).save(folder / "db" / "a.png")
    Image.fromarray(sample_photos["chelsea"]).save(folder / "db" / "b.png")
    Image.fromarray(tilted(sample_photos["astronaut"], sample_photos["coffee"])).save(
        folder / "query" / "1.png"
    )
    Image.fromarray(sample_photos["coffee"]).save(folder / "query" / "2.png")
    (folder / "gt.csv").write_text("query/1.png,db/a.png\nquery/2.png,db/a.png\n")
    return folder


def test_a_cover_is_located_and_boxed(covers: Path) -> None:
    found = cover_corners(covers / "db" / "a.png", covers / "query" / "1.png")
    assert found is not None and np.abs(found - CORNERS).max() < 3
    assert cover_corners(covers / "db" / "b.png", covers / "query" / "1.png") is None
    shown, absent = boxed_covers(read_instance_set(covers).queries)
    assert shown.box is not None and shown.kind == "box"
    assert np.abs(np.array(shown.box) - [120, 60, 310, 270]).max() < 8
    assert shown.right == {(covers / "db" / "a.png").resolve()}
    assert absent.path.resolve() in shown.neither
    # A cover that nothing locates is asked about as a whole, and not left out.
    assert absent.box is None and absent.area == 1 and absent.kind == "whole photo"


def test_a_lasso_runs_round_the_object() -> None:
    mask = np.zeros((300, 400), bool)
    mask[100:220, 150:300] = True
    mask[220:260, 180:240] = True
    drawn = lasso_round(mask, np.random.default_rng(0))
    assert drawn.min() >= 0 and drawn[:, 0].max() <= 400 and drawn[:, 1].max() <= 300
    inside = np.zeros(mask.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(drawn).astype(np.int32)], 1)
    assert (inside.astype(bool) & mask).sum() > 0.97 * mask.sum()
    assert inside.sum() < 1.25 * mask.sum()
    assert np.array_equal(drawn, lasso_round(mask, np.random.default_rng(0)))


def test_lassoed_objects_are_the_same_for_the_same_seed(
    tmp_path: Path, sample_photos: dict[str, np.ndarray]
) -> None:
    photos = tmp_path / "photos"
    for folder in (photos, tmp_path / "photos_segments", tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
    Image.fromarray(sample_photos["coffee"]).save(photos / "coffee.png")
    segments = np.zeros(sample_photos["coffee"].shape[:2], np.uint16)
    segments[100:250, 200:400] = 1
    segments[260:300, 10:500] = 2
    np.savez(tmp_path / "photos_segments" / "coffee.npz", seg=segments)
    first, second = (next(lassoed_objects([photos], tmp_path / name, 3)) for name in ("one", "two"))
    assert first.kind == "segment" and first.right == {(photos / "coffee.png").resolve()}
    assert np.array_equal(first.lasso, second.lasso) and first.path.read_bytes() == second.path.read_bytes()
    other = next(lassoed_objects([photos], tmp_path / "two", 4))
    assert not np.array_equal(first.lasso, other.lasso)


def result(rank: int, path: Path, verified: bool = True) -> SearchResult:
    return SearchResult(rank, rank, path, 0.9, MatchKind.OBJECT, (), "", verified, 100, 100)


def test_other_photos_of_the_same_are_neither_right_nor_wrong(tmp_path: Path) -> None:
    names = ("query", "sibling", "stranger", "cover")
    query, sibling, stranger, cover = (tmp_path / f"{name}.jpg" for name in names)
    asked = RegionQuery(query, (0, 0, 9, 9), None, frozenset({cover}), frozenset({sibling}), 0.1, "box")
    info = QueryInfo(query, 100, 100, (0, 0, 9, 9), 40)

    def judged(*paths: Path) -> dict:
        results = tuple(result(number, path) for number, path in enumerate(paths, start=1))
        return judge_region(asked, SearchResults(info, "numpy", 1.0, results))

    assert judged(query, sibling, cover)["rank"] == 1
    assert judged(query, sibling, cover)["first_shows_the_same"]
    late = judged(query, stranger, sibling, cover)
    assert late["rank"] == 2 and late["first"] == str(stranger) and late["verified_others"] == [str(stranger)]
    assert not late["first_shows_the_same"]
    assert judged(query)["rank"] is None and judged(query)["first"] is None


@pytest.mark.slow
def test_the_benchmark_from_the_shell(
    covers: Path, sample_photos: dict[str, np.ndarray], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, pixels in sample_photos.items():
        Image.fromarray(pixels).save(photos / f"{name}.jpg", quality=92)
    report, out = tmp_path / "regions.json", tmp_path / "made"
    arguments = ["bench", "regions", "--covers", str(covers), "--objects", str(photos), "--json", str(report)]
    assert main([*arguments, "--limit", "4", "--out", str(out), "--workers", "2"]) == 0
    found = json.loads(report.read_text())["sets"]
    # Seen from the side it is, and still confirmed pixel by pixel.
    assert found[covers.name]["parts"]["box"]["first"] == found[covers.name]["parts"]["box"]["verified"] == 1
    assert found["objects"]["parts"]["all"]["queries"] == 4 == len(list(out.iterdir()))
    assert found["objects"]["parts"]["all"]["first"] >= 0.75
    assert "same thing" in capsys.readouterr().out
    assert main(["bench", "regions"]) == 2
