"""Queries that are hard to answer, end to end: the right answer or honest words, and never a hang."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.cli.main import main
from imagefinder.library import Library
from imagefinder.search import SearchResults

pytestmark = pytest.mark.slow

COPIES = 20


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sample_photos: dict[str, np.ndarray]) -> Path:
    """A folder with six photos, and 20 further files of one of them: other sizes, other qualities."""
    folder = tmp_path_factory.mktemp("hard")
    (folder / "photos").mkdir()
    for name, pixels in sample_photos.items():
        Image.fromarray(pixels).save(folder / "photos" / f"{name}.jpg", quality=90)
    for number in range(COPIES):
        factor = 0.7 + 0.03 * number
        copy = cv2.resize(
            sample_photos["astronaut"], None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA
        )
        Image.fromarray(copy).save(
            folder / "photos" / f"astronaut copy {number}.jpg", quality=50 + 2 * number
        )
    return folder


@pytest.fixture(scope="module")
def library(place: Path) -> Iterator[Library]:
    with Library.open(place / "library") as opened:
        opened.add_folder(place / "photos")
        for _ in opened.scan(workers=2):
            pass
        yield opened


def verified(answer: SearchResults) -> set[str]:
    return {result.path.stem for result in answer.results if result.verified}


def sky() -> np.ndarray:
    column = np.linspace(90, 200, 400).astype(np.uint8)
    return np.repeat(np.tile(column[:, None], (1, 600))[:, :, None], 3, axis=2)


def captions() -> np.ndarray:
    page = np.full((700, 900, 3), 235, np.uint8)
    for row in range(22):
        cv2.putText(page, "the same words " * 4, (5, 30 + 30 * row), 0, 0.8, (20, 20, 20), 2)
    return page


def bricks() -> np.ndarray:
    """One brick, two thousand times."""
    wall = np.full((800, 1200, 3), 200, np.uint8)
    for row in range(40):
        for column in range(-1, 40):
            left = column * 30 + 15 * (row % 2)
            cv2.rectangle(wall, (left + 2, row * 20 + 2), (left + 27, row * 20 + 17), (150, 60, 50), -1)
    return wall


def jpeg_blocks() -> np.ndarray:
    small = np.random.default_rng(3).integers(90, 140, (60, 80, 3)).astype(np.uint8)
    plain = cv2.resize(small, (1280, 960), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", plain, [cv2.IMWRITE_JPEG_QUALITY, 2])[1], 1))


@pytest.mark.parametrize("make", [sky, lambda: np.zeros((480, 640, 3), np.uint8)], ids=["sky", "black"])
def test_a_picture_without_keypoints_says_so(library: Library, make) -> None:
    for answer in (library.search(make()), library.searcher.donors(make())):
        assert not verified(answer)
        assert "too few details" in answer.notes[0]


@pytest.mark.parametrize("make", [captions, bricks, jpeg_blocks])
def test_the_same_keypoint_by_the_thousand_claims_nothing(library: Library, make) -> None:
    for answer in (library.search(make()), library.searcher.donors(make())):
        assert not verified(answer)


def test_the_words_reach_json_the_terminal_and_the_report(
    place: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.fromarray(sky()).save(place / "sky.png")
    for command in ("search", "donors"):
        arguments = [command, str(place / "sky.png"), "--library", str(library.path)]
        report = place / f"{command}.html"
        assert main([*arguments, "--json", "--html", str(report)]) == 0
        assert "too few details" in json.loads(capsys.readouterr().out)["notes"][0]
        assert "too few details" in report.read_text(encoding="utf-8")
        assert main(arguments) == 0
        assert "too few details" in capsys.readouterr().out


def test_twenty_copies_of_the_donor_hide_neither_it_nor_the_others(
    library: Library, sample_photos: dict[str, np.ndarray]
) -> None:
    """Their features are each other's nearest neighbours, and must not look common for it."""
    scene = sample_photos["coffee"].copy()
    face = sample_photos["astronaut"][0:240, 110:350]
    cat = np.ascontiguousarray(sample_photos["chelsea"][40:200, 100:300][:, ::-1])
    scene[10:250, 30:270] = face
    scene[220 : 220 + cat.shape[0], 380 : 380 + cat.shape[1]] = cat
    answer = library.searcher.donors(scene)
    roles = {r.path.stem: r.role for r in answer.results if r.verified}
    assert roles["coffee"] == "host" and roles["chelsea"] == "donor"
    copies = [stem for stem in roles if stem.startswith("astronaut")]
    assert len(copies) >= COPIES // 2
    assert sum(roles[stem] == "donor" for stem in copies) == 1
    assert {stem.split()[0] for stem in roles} == {"coffee", "chelsea", "astronaut"}


@pytest.mark.parametrize("corner", [(-60, -50), (480, -60), (-70, 290), (500, 300)])
def test_an_object_that_the_border_cuts_is_found(
    library: Library, sample_photos: dict[str, np.ndarray], corner: tuple[int, int]
) -> None:
    scene = sample_photos["coffee"].copy()
    height, width = scene.shape[:2]
    cat = sample_photos["chelsea"][20:230, 90:310]
    x, y = corner
    left, top = max(0, x), max(0, y)
    right, bottom = min(width, x + cat.shape[1]), min(height, y + cat.shape[0])
    scene[top:bottom, left:right] = cat[top - y : bottom - y, left - x : right - x]
    answer = library.searcher.donors(scene)
    assert {"coffee", "chelsea"} <= verified(answer)
    found = next(r for r in answer.results if r.path.stem == "chelsea").objects[0]
    outline = np.array([point for piece in found.query_pieces for point in piece])
    assert outline.min(axis=0) == pytest.approx([left, top], abs=20)
    assert outline.max(axis=0) == pytest.approx([right, bottom], abs=20)


def test_a_query_that_is_in_the_library_finds_itself_and_its_copies(place: Path, library: Library) -> None:
    answer = library.searcher.donors(place / "photos" / "astronaut.jpg")
    assert answer.results[0].path.name == "astronaut.jpg"
    assert all(stem.startswith("astronaut") for stem in verified(answer))
    assert len(verified(answer)) == COPIES + 1


def test_a_query_beyond_a_hundred_megapixels(
    library: Library, sample_photos: dict[str, np.ndarray], tmp_path: Path
) -> None:
    large = cv2.resize(sample_photos["rocket"], (12000, 8500), interpolation=cv2.INTER_LINEAR)
    Image.fromarray(large).save(tmp_path / "large.jpg", quality=60)
    answer = library.searcher.donors(tmp_path / "large.jpg")
    assert (answer.query.width, answer.query.height) == (12000, 8500)
    assert verified(answer) == {"rocket"}
    part = library.search(tmp_path / "large.jpg", region=(0, 0, 9000, 8000))
    # No copy of the whole: its features have to agree, though twenty times as large as the photo's.
    assert part.query.region == (0, 0, 9000, 8000)
    assert verified(part) == {"rocket"}
    blurred = library.search(tmp_path / "large.jpg", region=(5800, 4000, 400, 300))
    assert verified(blurred) <= {"rocket"}
    assert blurred.query.features >= 12 or "too few details in this part" in blurred.notes[0]


def test_parts_of_a_picture_that_hold_nothing_or_are_none(
    place: Path, library: Library, sample_photos: dict[str, np.ndarray], capsys: pytest.CaptureFixture[str]
) -> None:
    scene = np.vstack([sky(), sample_photos["coffee"]])
    file = place / "scene.png"
    Image.fromarray(scene).save(file)

    def search(*part: str) -> tuple[int, str, dict]:
        code = main(["search", str(file), *part, "--library", str(library.path), "--json"])
        printed = capsys.readouterr()
        return code, printed.err, json.loads(printed.out) if printed.out else {}

    code, _, answer = search("--region", "50,20,500,300")
    assert code == 0 and not any(found["verified"] for found in answer["results"])
    assert "too few details in this part" in answer["notes"][0]
    for part, words in (
        (["--region", "100,450,2,2"], "too few to search with"),
        (["--region", "5000,450,90,90"], "outside the picture"),
        (["--lasso", "900,10,950,10,950,90"], "outside the picture"),
        (["--lasso", "10,10,400,10,200,10"], "must be positive"),
    ):
        code, said, answer = search(*part)
        assert code == 2 and words in said and not answer
    # A line that crosses itself, drawn round the cup twice.
    line = "150,480,480,480,150,760,480,760,150,480,480,760,480,480,150,760"
    code, _, answer = search("--lasso", line)
    assert code == 0 and answer["query"]["region"] == [150, 480, 330, 280]
    assert answer["results"][0]["path"].endswith("coffee.jpg") and answer["results"][0]["verified"]


def test_a_huge_photo_of_the_library_is_found_where_it_is_shown_small(
    sample_photos: dict[str, np.ndarray], tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    large = cv2.resize(sample_photos["china"], (9000, 6005), interpolation=cv2.INTER_LINEAR)
    Image.fromarray(large).save(photos / "china.jpg", quality=70)
    Image.fromarray(sample_photos["coffee"]).save(photos / "coffee.jpg")
    scene = sample_photos["coffee"].copy()
    scene[60:327, 100:500] = cv2.resize(sample_photos["china"], (400, 267), interpolation=cv2.INTER_AREA)
    with Library.open(tmp_path / "library") as opened:
        opened.add_folder(photos)
        for _ in opened.scan(workers=2):
            pass
        for verifier in ("os2os", "pgm"):
            answer = opened.searcher.donors(scene, verifier=verifier)
            assert verified(answer) == {"china", "coffee"}, verifier
        found = next(r for r in answer.results if r.path.stem == "china").objects[0]
        assert found.transform[0][0] == pytest.approx(9000 / 400, rel=0.01)
