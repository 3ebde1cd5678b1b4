"""Searching a real library of six photos: copies, crops, regions, composites, and what cannot be answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.errors import PhotoError, RequestError
from imagefinder.jobs import JobCancelled, JobControl
from imagefinder.library import Library
from imagefinder.search import MatchKind, SearchResults, results_to_json, write_html

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, sample_photos: dict[str, np.ndarray]
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("photos")
    for name, pixels in sample_photos.items():
        Image.fromarray(pixels).save(folder / f"{name}.jpg", quality=90)
    with Library.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_folder(folder)
        for _ in opened.scan(workers=2):
            pass
        yield opened


def best(answer: SearchResults) -> tuple[str, MatchKind, bool]:
    first = answer.results[0]
    return first.path.stem, first.kind, first.verified


def test_the_file_itself_is_found_as_identical(library: Library) -> None:
    china = library.folders()[0].path / "china.jpg"
    answer = library.search(china)
    assert best(answer) == ("china", MatchKind.COPY, True)
    assert answer.results[0].score == 1.0
    assert "byte for byte" in answer.results[0].reason


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: cv2.resize(p, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA), "same picture"),
        (lambda p: np.ascontiguousarray(p[:, ::-1]), "mirrored"),
        (lambda p: np.ascontiguousarray(np.rot90(p)), "turned 90"),
        (lambda p: np.ascontiguousarray(p[100:300, 150:450]), "crop"),
        (lambda p: np.clip(p.astype(np.int16) * 0.7 + 40, 0, 255).astype(np.uint8), "same picture"),
    ],
    ids=["resized", "mirrored", "turned", "cropped", "recoloured"],
)
def test_edited_copies_are_copies_and_say_how(
    library: Library, sample_photos: dict[str, np.ndarray], change, words: str
) -> None:
    answer = library.search(change(sample_photos["china"]))
    assert best(answer) == ("china", MatchKind.COPY, True)
    assert words in answer.results[0].reason
    assert answer.complete


def test_outlines_and_transform_lead_from_query_to_result(
    library: Library, sample_photos: dict[str, np.ndarray]
) -> None:
    x, y, w, h = 200, 120, 220, 180
    answer = library.search(np.ascontiguousarray(sample_photos["china"][y : y + h, x : x + w]))
    found = answer.results[0].objects[0]
    transform = np.array(found.transform)
    np.testing.assert_allclose(transform, [[1, 0, x], [0, 1, y]], atol=0.6 * max(w, h) / 50)
    corners = np.array(found.result_outline)
    assert corners.min(axis=0) == pytest.approx([x, y], abs=12)
    assert corners.max(axis=0) == pytest.approx([x + w, y + h], abs=12)


@pytest.mark.parametrize("region", [None, (80, 20, 1040, 760)], ids=["whole", "region"])
def test_a_tilted_picture_comes_with_its_homography(
    library: Library, sample_photos: dict[str, np.ndarray], region: tuple[int, int, int, int] | None
) -> None:
    photo, query = sample_photos["china"], cv2.resize(sample_photos["coffee"], (1200, 800))
    corners = np.array([[120, 40], [1080, 200], [1080, 600], [120, 760]], np.float32)
    right, bottom = photo.shape[1] - 1, photo.shape[0] - 1
    frame = np.array([[0, 0], [right, 0], [right, bottom], [0, bottom]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, corners)
    size = query.shape[1::-1]
    inside = cv2.warpPerspective(np.ones(photo.shape[:2], np.uint8), matrix, size) > 0
    query[inside] = cv2.warpPerspective(photo, matrix, size)[inside]
    answer = library.search(query, region=region)
    found = next(r for r in answer.results if r.path.stem == "china").objects[0]
    assert found.homography is not None and found.mapping is found.homography
    there = cv2.perspectiveTransform(corners[None].astype(np.float64), np.array(found.homography))[0]
    assert np.abs(there - frame).max() < 4
    document = json.loads(json.dumps(results_to_json(answer)))
    things = {Path(r["path"]).stem: r["objects"] for r in document["results"]}
    np.testing.assert_allclose(things["china"][0]["homography"], found.homography)
    assert all(thing["homography"] is None for thing in things.get("coffee", []))


def test_a_region_finds_its_object_and_speaks_of_the_whole_picture(
    library: Library, sample_photos: dict[str, np.ndarray]
) -> None:
    scene = np.full((500, 700, 3), 127, np.uint8)
    scene[100:400, 300:600] = sample_photos["chelsea"][:300, 50:350]
    region = (290, 90, 320, 320)
    answer = library.search(scene, region)
    assert answer.results[0].path.stem == "chelsea"
    outline = np.array(answer.results[0].objects[0].query_outline)
    assert outline.min() >= 85
    assert (outline.max(axis=0) <= [612, 412]).all()


def composite(photos: dict[str, np.ndarray]) -> np.ndarray:
    """The coffee cup's photo with the astronaut's face and the cat's pasted in."""
    scene = photos["coffee"].copy()
    face = cv2.resize(photos["astronaut"][0:240, 130:330], None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    cat = np.ascontiguousarray(photos["chelsea"][40:200, 100:300, :][:, ::-1])
    scene[20 : 20 + face.shape[0], 30 : 30 + face.shape[1]] = face
    scene[220 : 220 + cat.shape[0], 380 : 380 + cat.shape[1]] = cat
    return scene


def test_a_composite_names_its_host_and_its_donors(
    library: Library, sample_photos: dict[str, np.ndarray]
) -> None:
    answer = library.searcher.donors(composite(sample_photos))
    named = {result.path.stem: result for result in answer.results if result.verified}
    assert set(named) == {"coffee", "astronaut", "chelsea"}
    assert named["coffee"].role == "host"
    for stem, box in (("astronaut", (30, 20, 140, 168)), ("chelsea", (380, 220, 200, 160))):
        outline = np.array(named[stem].objects[0].query_outline)
        assert outline.min(axis=0) == pytest.approx(box[:2], abs=25)
        assert outline.max(axis=0) == pytest.approx([box[0] + box[2], box[1] + box[3]], abs=25)
    assert named["chelsea"].objects[0].flipped


def test_look_alikes_come_before_objects_and_those_before_pixels_are_compared(
    library: Library, sample_photos: dict[str, np.ndarray]
) -> None:
    partial: list[SearchResults] = []
    answer = library.search(sample_photos["rocket"][::2, ::2].copy(), on_partial=partial.append)
    assert [p.complete for p in partial] == [False, False]
    assert not any(result.objects for result in partial[0].results)
    assert {MatchKind.COPY, MatchKind.OBJECT} & {result.kind for result in partial[1].results}
    assert partial[1].results[0].path == answer.results[0].path


def test_kinds_can_be_asked_for_alone(library: Library, sample_photos: dict[str, np.ndarray]) -> None:
    answer = library.search(composite(sample_photos), kind="object")
    assert {result.kind for result in answer.results} == {MatchKind.OBJECT}
    alike = library.search(sample_photos["coffee"], kind="similar", top=3)
    assert all(result.kind is not MatchKind.OBJECT for result in alike.results)
    assert len(alike.results) <= 3


def test_a_plain_surface_says_that_it_has_too_few_details(library: Library) -> None:
    answer = library.search(np.full((300, 400, 3), 128, np.uint8))
    assert not any(result.verified for result in answer.results)
    assert "too few details" in answer.notes[0]


def test_wrong_requests_are_named(
    library: Library, sample_photos: dict[str, np.ndarray], tmp_path: Path
) -> None:
    picture = sample_photos["coffee"]
    for options, named in (
        ({"top": 0}, "--top"),
        ({"kind": "nice"}, "--kind"),
        ({"verifier": "guess"}, "--verifier"),
        ({"region": (5000, 0, 50, 50)}, "--region"),
    ):
        with pytest.raises(RequestError) as caught:
            library.search(picture, **options)
        assert caught.value.option == named
    text = tmp_path / "notes.jpg"
    text.write_text("not a picture")
    with pytest.raises(PhotoError, match=r"notes\.jpg"):
        library.search(text)


def test_a_cancelled_search_stops(library: Library, sample_photos: dict[str, np.ndarray]) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(JobCancelled):
        library.search(sample_photos["coffee"], control=control)


def test_the_report_holds_everything_in_one_file(
    library: Library, sample_photos: dict[str, np.ndarray], tmp_path: Path
) -> None:
    picture = composite(sample_photos)
    answer = library.searcher.donors(picture)
    report = tmp_path / "report.html"
    write_html(answer, report, picture, lambda result: sample_photos[result.path.stem], "A <title>")
    text = report.read_text(encoding="utf-8")
    assert "A &lt;title&gt;" in text
    assert text.count("data:image/") == 1 + len(answer.results)
    assert text.count("<polygon") >= 3
    assert "http" not in text.replace("http-equiv", "")
    assert list(tmp_path.iterdir()) == [report]


def test_json_is_the_contracts(library: Library, sample_photos: dict[str, np.ndarray]) -> None:
    document = json.loads(json.dumps(results_to_json(library.searcher.donors(composite(sample_photos)))))
    assert document["format"] == 1
    assert document["query"]["region"] is None
    first = document["results"][0]
    assert first["rank"] == 1
    assert first["kind"] in ("copy", "object", "similar")
    thing = first["objects"][0]
    assert len(thing["transform"]) == 2
    assert len(thing["transform"][0]) == 3
    assert isinstance(thing["flipped"], bool)
    assert len(thing["query_outline"]) >= 3
