from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.errors import RequestError
from imagefinder.evaluation.generator import generate_composites, list_photos
from imagefinder.evaluation.truth import DONOR, HOST, read_truth
from imagefinder.jobs import JobCancelled, JobControl


def generate(folder: Path, out: Path, count: int, seed: int = 0) -> None:
    for _ in generate_composites([folder], out, count, seed=seed):
        pass


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_truth_is_complete_and_true(photo_folder: Path, tmp_path: Path) -> None:
    before = contents(photo_folder)
    out = tmp_path / "set"
    generate(photo_folder, out, 4, seed=5)
    assert contents(photo_folder) == before
    truth = read_truth(out / "truth.json")
    assert len(truth) == 4
    for name, sources in truth.items():
        composite = np.asarray(Image.open(out / name))
        height, width = composite.shape[:2]
        assert sources[0].role == HOST
        assert 1 <= sum(source.role == DONOR for source in sources) <= 3
        assert sum(source.area for source in sources) == pytest.approx(1, abs=1e-3)
        for source in sources:
            assert (photo_folder.parent / source.donor).is_file()
            mask = np.asarray(Image.open(out / str(source.mask)))
            assert mask.shape == (height, width)
            assert (mask > 127).mean() == pytest.approx(source.area, abs=1e-4)


def test_the_hosts_transform_aligns_it(photo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "set"
    generate(photo_folder, out, 3, seed=2)
    for name, sources in read_truth(out / "truth.json").items():
        host = sources[0]
        composite = np.asarray(Image.open(out / name))
        photo = np.asarray(Image.open(photo_folder.parent / host.donor))
        mask = np.asarray(Image.open(out / str(host.mask))) > 127
        warped = cv2.warpAffine(photo, np.array(host.transform), composite.shape[1::-1])
        difference = np.abs(warped.astype(float) - composite)[mask].mean()
        assert difference < 12, name


def test_same_seed_same_set(photo_folder: Path, tmp_path: Path) -> None:
    generate(photo_folder, tmp_path / "a", 2, seed=9)
    generate(photo_folder, tmp_path / "b", 2, seed=9)
    generate(photo_folder, tmp_path / "c", 2, seed=10)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_bad_requests_are_refused_in_words(photo_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="not a folder"):
        generate(tmp_path / "nowhere", tmp_path / "out", 1)
    with pytest.raises(RequestError, match="lies among the photos"):
        generate(photo_folder, photo_folder / "out", 1)
    with pytest.raises(RequestError, match="at least 1"):
        generate(photo_folder, tmp_path / "out", 0)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(RequestError, match="not an empty folder"):
        generate(photo_folder, tmp_path / "full", 1)
    lonely = tmp_path / "lonely"
    lonely.mkdir()
    with pytest.raises(RequestError, match="at least 2 photos"):
        generate(lonely, tmp_path / "out", 1)


def test_unreadable_photos_are_passed_over(photo_folder: Path, tmp_path: Path) -> None:
    for number in range(4):
        (photo_folder / f"broken{number}.jpg").write_bytes(b"no picture")
    out = tmp_path / "set"
    generate(photo_folder, out, 2)
    assert all(
        "broken" not in s.donor for sources in read_truth(out / "truth.json").values() for s in sources
    )


def test_photos_that_are_all_too_small_are_named_as_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir()
    for number in range(3):
        Image.new("RGB", (20, 20), (number, 0, 0)).save(folder / f"{number}.png")
    with pytest.raises(RequestError, match="below 96 pixels"):
        generate(folder, tmp_path / "out", 1)


def test_a_cancelled_set_stops(photo_folder: Path, tmp_path: Path) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(JobCancelled):
        next(generate_composites([photo_folder], tmp_path / "out", 1, control=control))


def test_hidden_folders_are_left_out(photo_folder: Path) -> None:
    hidden = photo_folder / ".trash"
    hidden.mkdir()
    Image.new("RGB", (200, 200)).save(hidden / "gone.jpg")
    assert all(path.name != "gone.jpg" for path in list_photos([photo_folder]))
    assert len(list_photos([photo_folder, photo_folder])) == 6
