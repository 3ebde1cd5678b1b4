from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imagefinder.errors import RequestError
from imagefinder.evaluation import sample_photos
from imagefinder.evaluation.demo_folder import DemoCollection, make_user_collection
from imagefinder.evaluation.sample_collection import COMPOSITES, EDITS, MODELS, make_sample_collection
from imagefinder.evaluation.truth import DONOR, HOST, read_truth


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoCollection]:
    out = tmp_path_factory.mktemp("demo") / "samples"
    return out, make_sample_collection(out)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_few_dozen_photos_and_several_composites(made: tuple[Path, DemoCollection]) -> None:
    _, collection = made
    photos = list(collection.photos[0].rglob("*.jpg"))
    assert 36 <= len(photos) <= 100
    assert len(collection.composites) == len(COMPOSITES) >= 5
    assert len(EDITS) >= 12
    for path in (*photos, *collection.composites):
        with Image.open(path) as picture:
            picture.load()


def test_every_host_and_donor_is_in_the_collection(made: tuple[Path, DemoCollection]) -> None:
    out, collection = made
    truth = read_truth(collection.truth)
    assert set(truth) == {path.name for path in collection.composites}
    for name, sources in truth.items():
        assert sources[0].role == HOST
        donors = [source for source in sources if source.role == DONOR]
        assert donors, name
        for source in sources:
            assert (out / source.donor).is_file()
        for donor in donors:
            mask = np.asarray(Image.open(collection.truth.parent / str(donor.mask))) > 127
            assert mask.mean() == pytest.approx(donor.area, abs=1e-4)
            assert mask.mean() > 0.008, f"{name}: {donor.donor} hardly shows"


def test_the_composites_themselves_are_not_scanned(made: tuple[Path, DemoCollection]) -> None:
    _, collection = made
    assert not any(path.is_relative_to(collection.photos[0]) for path in collection.composites)


def test_every_object_is_used(made: tuple[Path, DemoCollection]) -> None:
    used = {part.model for _, parts in COMPOSITES.values() for part in parts}
    assert used <= set(MODELS)


def test_it_is_found_again_instead_of_made_again(made: tuple[Path, DemoCollection]) -> None:
    out, collection = made
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert make_sample_collection(out) == collection
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times


def test_the_same_seed_makes_the_same_files(made: tuple[Path, DemoCollection], tmp_path: Path) -> None:
    out, _ = made
    make_sample_collection(tmp_path / "again")
    assert snapshot(tmp_path / "again") == snapshot(out)


def test_a_run_that_was_cut_short_is_begun_again(made: tuple[Path, DemoCollection], tmp_path: Path) -> None:
    out = tmp_path / "cut"
    shutil.copytree(made[0], out)
    marker = out / "demo.json"
    marker.write_text(marker.read_text().replace("true", "false"))
    (out / "photos" / "coffee.jpg").unlink()
    make_sample_collection(out)
    assert (out / "photos" / "coffee.jpg").is_file()


def test_somebody_elses_folder_is_left_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RequestError, match="did not make"):
        make_sample_collection(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["thesis.txt"]
    with pytest.raises(RequestError, match="not a folder"):
        make_sample_collection(tmp_path / "thesis.txt")


def test_another_demos_folder_is_left_untouched(
    made: tuple[Path, DemoCollection], photo_folder: Path
) -> None:
    out, _ = made
    with pytest.raises(RequestError, match="another seed"):
        make_sample_collection(out, seed=1)
    with pytest.raises(RequestError, match="other photos"):
        make_user_collection([photo_folder], out)
    (out.parent / "odd").mkdir(exist_ok=True)
    (out.parent / "odd" / "demo.json").write_text("{")
    with pytest.raises(RequestError, match="cannot be read"):
        make_sample_collection(out.parent / "odd")


def test_without_scikit_image_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_photos, "find_spec", lambda name: None)
    with pytest.raises(RequestError, match=r"imagefinder\[demo\].*--photos FOLDER"):
        sample_photos.sample_photos()


def test_composites_of_the_users_own_photos(photo_folder: Path, tmp_path: Path) -> None:
    before = snapshot(photo_folder)
    collection = make_user_collection([photo_folder], tmp_path / "mine", count=2, seed=3)
    assert collection.photos == (photo_folder,)
    assert len(collection.composites) == 2
    assert snapshot(photo_folder) == before
    assert make_user_collection([photo_folder], tmp_path / "mine", count=2, seed=3) == collection
    with pytest.raises(RequestError, match="lies among the photos"):
        make_user_collection([photo_folder], photo_folder / "out")
    with pytest.raises(RequestError, match="not a folder"):
        make_user_collection([tmp_path / "nowhere"], tmp_path / "out")
