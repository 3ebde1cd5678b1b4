from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.cli.main import main
from imagefinder.errors import RequestError
from imagefinder.evaluation.relatives import (
    FEWEST_INLIERS,
    Relatives,
    SourcePart,
    compare_strangers,
    part_of,
)
from imagefinder.evaluation.truth import DONOR, TrueSource

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two unrelated photos, and the first one again: cropped, smaller, mirrored."""
    import skimage.data

    place = tmp_path_factory.mktemp("relatives")
    astronaut, coffee = skimage.data.astronaut(), skimage.data.coffee()
    Image.fromarray(astronaut).save(place / "astronaut.png")
    Image.fromarray(coffee).save(place / "coffee.png")
    again = cv2.resize(astronaut[40:460, 60:480][:, ::-1], (330, 330), interpolation=cv2.INTER_AREA)
    Image.fromarray(again).save(place / "again.jpg", quality=80)
    return place


def test_another_photo_of_the_same_is_a_relative_and_a_stranger_is_not(folder: Path) -> None:
    whole = SourcePart("q/astronaut", folder / "astronaut.png")
    found = Relatives()
    assert found.related(whole, folder / "again.jpg")
    assert not found.related(whole, folder / "coffee.png")
    assert found.inliers(whole, folder / "coffee.png") < FEWEST_INLIERS / 2
    assert not found.related(whole, folder / "not there.png")


def test_only_what_the_composite_shows_counts(folder: Path) -> None:
    """The corner that was borrowed is not in the crop, though the photos are related."""
    mask = np.zeros((512, 512), np.uint8)
    mask[:38, :56] = 255
    Image.fromarray(mask).save(folder / "corner.png")
    identity = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    source = TrueSource("astronaut.png", DONOR, "corner.png", 0.01, identity)
    corner = part_of(folder / "q.jpg", source, folder / "astronaut.png")
    assert corner.mask is not None and corner.mask.sum() == 38 * 56
    assert not Relatives().related(corner, folder / "again.jpg")


def test_strangers_come_from_different_folders(folder: Path) -> None:
    photos = [[folder / "astronaut.png"], [], [folder / "coffee.png"]]
    found = list(compare_strangers(photos, 2, seed=3))
    assert len(found) == 2 and all(set(pair.photos) == {photos[0][0], photos[2][0]} for pair in found)
    assert all(pair.inliers < FEWEST_INLIERS for pair in found)
    with pytest.raises(RequestError, match="two folders"):
        next(compare_strangers(photos[:2], 1))


def test_verdicts_are_kept_and_a_wrong_file_is_named(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "relatives.json"
    found = Relatives(file)
    inliers = found.inliers(SourcePart("q/a", folder / "astronaut.png"), folder / "again.jpg")
    found.save()
    kept = json.loads(file.read_text())
    assert list(kept["inliers"]["q/a"].values()) == [inliers]
    kept["inliers"]["q/a"] = dict.fromkeys(kept["inliers"]["q/a"], 99)
    file.write_text(json.dumps(kept))
    again = Relatives(file)
    assert again.inliers(SourcePart("q/a", folder / "astronaut.png"), folder / "again.jpg") == 99
    file.write_text("[]")
    with pytest.raises(RequestError, match="no verdicts"):
        Relatives(file)
    with pytest.raises(RequestError, match="cannot be written"):
        unwritable = Relatives(tmp_path / "no folder" / "file.json")
        unwritable.inliers(SourcePart("q/a", folder / "astronaut.png"), folder / "coffee.png")
        unwritable.save()


def test_strangers_at_a_shell(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worlds = []
    for name in ("astronaut", "coffee"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.png").write_bytes((folder / f"{name}.png").read_bytes())
        worlds.append(str(tmp_path / name))
    command = ["bench", "composites", "--strangers", "1", "--world"]
    report = tmp_path / "strangers.json"
    assert main([*command, *worlds, "--json", str(report)]) == 0
    assert "1 pair of photos" in capsys.readouterr().out
    found = json.loads(report.read_text())
    assert found["limit"] == FEWEST_INLIERS and found["pairs"][0]["inliers"] < FEWEST_INLIERS
    assert main([*command, worlds[0]]) == 2
    assert "two folders" in capsys.readouterr().err


def test_what_must_be_given_to_measure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "composites", "--strangers", "1"]) == 2
    assert "--world" in capsys.readouterr().err
    assert main(["bench", "composites", "--world", str(folder)]) == 2
    assert "--negatives" in capsys.readouterr().err
