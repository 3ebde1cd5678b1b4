"""Opening, sharing, refusing; what a search and a window ask of a library."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scan_checks import check_consistent, run_scan

from imagefinder.errors import (
    DamagedFileError,
    DiskFullError,
    LibraryError,
    LibraryInUseError,
    NewerFormatError,
    PhotoError,
    PhotoFault,
)
from imagefinder.library import Library, default_path
from imagefinder.library.thumbnails import ThumbnailStore
from imagefinder.photos import Photo, PhotoReader
from imagefinder.photos.reader import ReadTask


def test_importing_the_room_for_a_worker_loads_no_index_and_no_search() -> None:
    words = "import imagefinder.library.describe, sys; print([m for m in sys.modules if 'imagefinder.' in m])"
    answer = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout
    assert "imagefinder.library.describe" in answer
    assert not any(
        room in answer for room in ("imagefinder.index", "imagefinder.search", "imagefinder.compute")
    )


def test_the_default_place_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMAGEFINDER_LIBRARY", str(tmp_path / "mine"))
    assert default_path() == tmp_path / "mine"
    with Library.open(device="numpy") as library:
        assert library.path == tmp_path / "mine"
    monkeypatch.delenv("IMAGEFINDER_LIBRARY")
    assert default_path().name == "library"


def _break(task: ReadTask) -> Photo:
    os.abort()


def test_a_query_that_breaks_its_decoder_is_an_error_in_words(tmp_path: Path, photo_folder: Path) -> None:
    query = next(photo_folder.glob("*.jpg"))
    with (
        PhotoReader(decode=_break) as reader,
        Library.open(tmp_path / "library", device="numpy", reader=reader) as library,
    ):
        with pytest.raises(PhotoError, match="broke down") as caught:
            library.search(query)
        assert (caught.value.path, caught.value.fault) == (query, PhotoFault.CRASHED)


@pytest.mark.parametrize("options", [{"read_only": True}, {"create": False}])
def test_a_missing_library_is_not_made_by_accident(tmp_path: Path, options: dict[str, bool]) -> None:
    with pytest.raises(LibraryError, match="no library here") as caught:
        Library.open(tmp_path / "none", **options)
    assert caught.value.exit_code == 3
    assert not (tmp_path / "none").exists()


def test_a_file_in_the_place_of_a_library_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="file"):
        Library.open(tmp_path / "file")


def test_a_second_writer_is_refused_and_a_reader_is_not(library: Library) -> None:
    with pytest.raises(LibraryInUseError, match=f"{library.path}.*in use by another instance.*{os.getpid()}"):
        Library.open(library.path)
    with Library.open(library.path, read_only=True, device="numpy") as reader:
        assert reader.photo_count() == 6
        assert len(reader.local_index) == len(library.local_index)
        for refused in (
            lambda: reader.add_folder("."),
            lambda: reader.scan(),
            lambda: reader.remove_folder("."),
        ):
            with pytest.raises(LibraryError, match="reading only"):
                refused()


def test_another_process_is_refused_too_and_a_killed_one_is_not_in_the_way(library: Library) -> None:
    words = (
        "import sys, os, signal\nfrom imagefinder.library import Library\n"
        "try:\n    library = Library.open(sys.argv[1], device='numpy')\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
        "else:\n    print('opened', flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", words, str(library.path)]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.stdout.startswith("LibraryInUseError")
    library.close()
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.stdout.strip() == "opened"
    with Library.open(library.path, device="numpy") as again:
        check_consistent(again)


def test_a_newer_library_is_refused_in_words(library: Library) -> None:
    library.close()
    connection = sqlite3.connect(library.path / "catalog.sqlite")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with pytest.raises(NewerFormatError, match="update the program"):
        Library.open(library.path)


def test_a_damaged_catalog_is_named_and_the_lock_let_go(library: Library) -> None:
    library.close()
    (library.path / "catalog.sqlite").write_bytes(b"rubbish " * 1000)
    for _ in range(2):
        with pytest.raises(DamagedFileError, match=r"catalog\.sqlite"):
            Library.open(library.path)


def test_a_damaged_index_is_named_and_rebuilt_once_it_is_taken_away(library: Library) -> None:
    import shutil

    library.close()
    folder = library.path / "index" / "local"
    for path in folder.iterdir():
        data = bytearray(path.read_bytes())
        data[: len(data) // 2] = bytes(len(data) // 2)
        path.write_bytes(data)
    with pytest.raises(DamagedFileError, match=r"delete the folder .*local and scan again"):
        Library.open(library.path)
    shutil.rmtree(folder)
    with Library.open(library.path, device="numpy") as renewed:
        assert run_scan(renewed).described == 6
        check_consistent(renewed)


def test_a_crash_makes_the_next_opening_look_for_damage(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: list[bool] = []
    monkeypatch.setattr("imagefinder.catalog.Catalog.check", lambda self: checks.append(True))
    library.close()
    Library.open(library.path, device="numpy").close()
    assert not checks
    catalog = sqlite3.connect(library.path / "catalog.sqlite")
    catalog.execute("INSERT OR REPLACE INTO settings VALUES ('open', 'true')")
    catalog.commit()
    catalog.close()
    Library.open(library.path, device="numpy").close()
    assert checks


def test_a_disk_that_is_full_for_the_index_loses_nothing(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photos / "new.jpg").write_bytes((photos / "china.jpg").read_bytes() + b"\0")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("imagefinder.index.SegmentedIndex.append", full)
        with pytest.raises(DiskFullError, match="disk is full"):
            run_scan(library)
    assert library.counts().fast_done == 6
    run_scan(library)
    assert library.counts().fast_done == 7
    check_consistent(library)


def test_a_disk_that_is_full_for_the_catalog_loses_nothing(tmp_path: Path, photos: Path) -> None:
    for number in range(12):
        (photos / f"{number}.jpg").write_bytes((photos / "china.jpg").read_bytes() + bytes([number]))
    with Library.open(tmp_path / "new", device="numpy") as library:
        library.add_folder(photos)
        with library.catalog.transaction() as connection:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLITE_FULL beyond, as on a full disk
        with pytest.raises(DiskFullError, match="disk is full"):
            run_scan(library, fast_only=True)
        with library.catalog.transaction() as connection:
            connection.execute("PRAGMA max_page_count = 1000000")
        run_scan(library)
        check_consistent(library)


def test_what_a_search_asks_is_answered(library: Library) -> None:
    photo = library.photo(library.photo_ids()[0])
    assert photo is not None and photo.description_id is not None and photo.content_hash is not None
    unknown = 10**6
    rows = library.photos_of([photo.description_id, unknown])
    assert list(rows) == [photo.description_id]
    (row,) = rows[photo.description_id]
    assert (row.path, row.width, row.height, row.offline) == (photo.path, photo.width, photo.height, False)
    sizes = library.sizes(np.array([unknown, photo.description_id, -1]))
    assert sizes.tolist() == [[0, 0], [photo.width, photo.height], [0, 0]]
    assert library.phash_near(photo.phash ^ 0b101, 2)[0] == (photo.description_id, 2)
    assert library.phash_near(photo.phash, 64)[0] == (photo.description_id, 0)
    assert len(library.phash_near(photo.phash, 64)) == 6
    assert library.photos_with_content(photo.content_hash) == (row,)
    assert library.photos_with_content(b"?" * 16) == ()
    pixels = library.load_pixels(row, 100)
    assert pixels is not None and max(pixels.shape) == 100 and pixels.dtype == np.uint8


def test_pixels_of_a_file_that_has_changed_come_from_the_thumbnail(library: Library) -> None:
    photo = library.photo(library.photo_ids()[0])
    assert photo is not None and photo.description_id is not None
    (row,) = library.photos_of([photo.description_id])[photo.description_id]
    photo.path.write_bytes(b"something else")
    pixels = library.load_pixels(row, 512)
    assert pixels is not None and max(pixels.shape) == 240
    library.thumbnails.drop([row.content_hash])
    assert library.load_pixels(row, 512) is None


def test_thumbnails_are_kept_and_made_again(library: Library) -> None:
    photo_id = library.photo_ids(limit=1)[0]
    photo = library.photo(photo_id)
    assert photo is not None and photo.content_hash is not None
    kept = library.thumbnail(photo_id)
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as picture:
        assert max(picture.size) <= 256
    library.thumbnails.drop([photo.content_hash])
    assert library.thumbnail(photo_id) is not None
    assert library.thumbnails.get(photo.content_hash) is not None
    assert library.thumbnail(10**6) is None
    library.thumbnails.drop([photo.content_hash])
    photo.path.unlink()
    assert library.thumbnail(photo_id) is None


def test_a_thumbnail_store_has_a_place_for_every_content(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    assert store.get(b"\x01\x02") is None
    store.put(b"\x01\x02", b"one")
    store.put(b"\x01\x02", b"two")
    assert store.get(b"\x01\x02") == b"two"
    assert store.path(b"\x01\x02").parent.name == "01"
    store.drop([b"\x01\x02", b"never"])
    assert store.get(b"\x01\x02") is None


def test_disk_bytes_are_known_without_looking_at_each_thumbnail(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_disk() -> int:
        return sum(file.stat().st_size for file in library.path.rglob("*") if file.is_file())

    assert library.status().disk_bytes == on_disk()
    small = Image.open(next(photos.glob("*.jpg"))).resize((90, 70))
    small.save(photos / "new.jpg")
    run_scan(library)
    forgotten = next((photos / "2019").glob("*.jpg"))
    monkeypatch.setattr("imagefinder.library.scan.REMEMBERED_SECONDS", -1.0)
    forgotten.unlink()
    run_scan(library)
    monkeypatch.setattr(ThumbnailStore, "total_bytes", lambda store: pytest.fail("looked at each"))
    assert library.counts().contents == 6
    assert library.status().disk_bytes == on_disk()


def test_disk_bytes_are_counted_again_after_a_crash(library: Library, tmp_path: Path) -> None:
    library.catalog.settings.set("thumbnail_bytes", 10**12)
    shutil.copytree(library.path, tmp_path / "left open")
    with Library.open(tmp_path / "left open", device="numpy") as reopened:
        assert reopened.status().disk_bytes < 10**9


def test_photos_are_paged(library: Library) -> None:
    everything = library.photo_ids()
    assert [i for start in (0, 4) for i in library.photo_ids(limit=4, offset=start)] == everything
    assert library.photo_count() == len(everything) == 6
    assert library.photo(10**6) is None


def test_the_status_speaks_the_contract(library: Library) -> None:
    status = library.status().to_json()
    counts = "photos failed pending fast_done thorough_done"
    for key in [*counts.split(), "elapsed_s", "photos_per_s", "index", "disk_bytes", "peak_memory_bytes"]:
        assert key in status
    for key in ("method", "parameters", "vectors", "bytes_per_vector", "model_version"):
        assert key in status["index"]
    assert status["last_scan"]["stages"]["thorough describe"] > 0
    assert status["photos_per_s"] > 0


@pytest.mark.slow
def test_a_region_of_a_photo_finds_it(library: Library, small_photos: dict[str, Image.Image]) -> None:
    query = np.asarray(small_photos["coffee"])
    height, width = query.shape[:2]
    for region in (None, (width // 4, height // 4, width // 2, height // 2)):
        results = library.search(query, region=region, top=3)
        assert results.results[0].path.name == "coffee.jpg"
    assert results.results[0].path.is_file()


@pytest.mark.slow
def test_a_search_goes_on_while_a_scan_writes(
    library: Library, photos: Path, small_photos: dict[str, Image.Image]
) -> None:
    for number in range(12):
        Image.open(photos / "china.jpg").rotate(number * 23 + 5).save(photos / f"{number}.jpg")
    query = np.asarray(small_photos["coffee"])
    names: list[str] = []
    errors: list[BaseException] = []
    scanned = threading.Event()

    def search() -> None:
        try:
            while not scanned.is_set() or not names:
                names.append(library.search(query, top=1).results[0].path.name)
                library.status()
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    run_scan(library)
    scanned.set()
    thread.join()
    assert not errors
    assert set(names) == {"coffee.jpg"}
    assert library.photo_count() == 18
    check_consistent(library)
