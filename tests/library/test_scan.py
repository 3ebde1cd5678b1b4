"""Scanning: what is read, what is not read again, and what survives changes among the photos."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scan_checks import check_consistent, run_scan

from imagefinder.errors import LibraryInUseError, RequestError
from imagefinder.jobs import JobCancelled, JobControl
from imagefinder.library import Library
from imagefinder.library import spaces as spaces_module

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX names or permissions")


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Everything below a folder with its size and time."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
    }


def by_name(library: Library) -> dict[str, int]:
    """File name → description id of the living photos."""
    found = {}
    for photo_id in library.photo_ids():
        photo = library.photo(photo_id)
        assert photo is not None and photo.description_id is not None
        found[photo.path.name] = photo.description_id
    return found


def test_a_scan_describes_every_photo_and_writes_nothing_among_them(tmp_path: Path, photos: Path) -> None:
    before = snapshot(photos)
    with Library.open(tmp_path / "new", device="numpy") as library:
        library.add_folder(photos)
        stages = []
        for progress in library.scan(workers=2):
            if progress.stage not in stages:
                stages.append(progress.stage)
            assert 0 <= progress.done <= max(progress.total, 6)
        assert stages == ["walk", "fast", "thorough", "index"]
        counts = library.counts()
        assert (counts.photos, counts.fast_done, counts.thorough_done, counts.failed, counts.pending) == (
            6,
            6,
            6,
            0,
            0,
        )
        check_consistent(library)
        assert all(library.thumbnail(photo_id) for photo_id in library.photo_ids())
        status = library.status().to_json()
    assert snapshot(photos) == before
    assert status["photos"] == 6 and status["index"]["vectors"] > 1000
    assert status["disk_bytes"] > 100_000 and status["peak_memory_bytes"] > 10_000_000


def test_nothing_is_done_twice(library: Library) -> None:
    report = run_scan(library)
    assert (report.photos, report.described) == (0, 0)
    check_consistent(library)


def test_copies_are_described_once_and_both_are_found(library: Library, photos: Path) -> None:
    shutil.copy(photos / "china.jpg", photos / "a copy.jpg")
    (photos / "new.png").write_bytes(b"")
    Image.open(photos / "china.jpg").rotate(40).save(photos / "new.png")
    for name in ("same1.png", "same2.png"):
        shutil.copy(photos / "new.png", photos / name)
    report = run_scan(library)
    assert (report.photos, report.described) == (4, 1)
    names = by_name(library)
    assert names["a copy.jpg"] == names["china.jpg"]
    assert names["new.png"] == names["same1.png"] == names["same2.png"]
    assert library.counts().contents == 7
    check_consistent(library)
    rows = library.photos_of([names["china.jpg"]])[names["china.jpg"]]
    assert {row.path.name for row in rows} == {"china.jpg", "a copy.jpg"}
    assert len(library.photos_with_content(rows[0].content_hash)) == 2


def test_moved_and_renamed_photos_keep_their_descriptions(library: Library, photos: Path) -> None:
    before = by_name(library)
    (photos / "china.jpg").rename(photos / "beijing.jpg")
    (photos / "2019").rename(photos / "2020")
    report = run_scan(library)
    assert report.described == 0
    after = by_name(library)
    assert after.pop("beijing.jpg") == before.pop("china.jpg")
    assert after == before
    assert library.counts().missing == 4
    check_consistent(library)


def test_a_touched_file_keeps_its_description_and_an_edited_one_gets_another(
    library: Library, photos: Path
) -> None:
    before = by_name(library)
    os.utime(photos / "china.jpg")
    Image.open(photos / "flower.jpg").convert("L").save(photos / "flower.jpg")
    report = run_scan(library)
    assert (report.photos, report.described) == (2, 1)
    after = by_name(library)
    assert after["china.jpg"] == before["china.jpg"]
    assert after["flower.jpg"] != before["flower.jpg"]
    check_consistent(library)


def test_a_deleted_photo_is_no_longer_found_and_comes_back_unread(library: Library, photos: Path) -> None:
    (photos / "china.jpg").rename(photos / "china.away")
    run_scan(library)
    assert "china.jpg" not in by_name(library)
    assert (library.counts().photos, library.counts().missing) == (5, 1)
    (photos / "china.away").rename(photos / "china.jpg")
    report = run_scan(library)
    assert report.photos == 0
    assert "china.jpg" in by_name(library)


def test_contents_that_nobody_has_are_forgotten_in_the_end(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = by_name(library)["china.jpg"]
    row = library.photos_of([number])[number][0]
    (photos / "china.jpg").unlink()
    run_scan(library)
    assert library.global_index.contains(np.array([number])).all()
    monkeypatch.setattr("imagefinder.library.scan.REMEMBERED_SECONDS", -1)
    run_scan(library)
    assert not library.global_index.contains(np.array([number])).any()
    assert library.thumbnails.get(row.content_hash) is None
    assert library.counts().missing == 0
    check_consistent(library)


@pytest.mark.parametrize("left", [False, True], ids=["no directory", "empty mount point"])
def test_an_unplugged_disk_is_not_a_deletion(library: Library, photos: Path, left: bool) -> None:
    run_scan(library)  # notes the disk
    before = by_name(library)
    photos.rename(photos.with_name("unplugged"))
    if left:
        photos.mkdir()
    run_scan(library)
    assert by_name(library) == before
    assert [folder.offline for folder in library.folders()] == [True]
    assert library.status().offline == (photos,)
    number = before["china.jpg"]
    (row,) = library.photos_of([number])[number]
    assert row.offline
    pixels = library.load_pixels(row, 512)
    assert pixels is not None and max(pixels.shape) <= 256
    if left:
        photos.rmdir()
    photos.with_name("unplugged").rename(photos)
    report = run_scan(library)
    assert report.photos == 0
    assert [folder.offline for folder in library.folders()] == [False]


def test_a_disk_pulled_out_during_a_scan_fails_no_file(tmp_path: Path, photos: Path) -> None:
    with Library.open(tmp_path / "new", device="numpy") as library:
        library.add_folder(photos)
        for progress in library.scan(workers=1):
            if progress.stage == "fast" and photos.exists():
                photos.rename(photos.with_name("unplugged"))
        assert library.failures() == []
        done = library.counts().fast_done
        run_scan(library)
        assert library.status().offline == (photos,)
        photos.with_name("unplugged").rename(photos)
        assert run_scan(library).photos == 6 - done
        check_consistent(library)


def test_another_disk_at_the_same_place_deletes_nothing(library: Library, photos: Path) -> None:
    run_scan(library)
    before = by_name(library)
    photos.rename(photos.with_name("unplugged"))
    photos.mkdir()
    (photos / "readme.txt").write_text("somebody else's stick")
    run_scan(library)
    assert by_name(library) == before


def test_an_emptied_folder_is_a_deletion(library: Library, photos: Path) -> None:
    run_scan(library)
    for path in sorted(photos.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    run_scan(library)
    assert by_name(library) == {}
    assert library.counts().missing == 6


def test_a_disk_mounted_inside_a_folder_may_be_away(library: Library, photos: Path) -> None:
    run_scan(library)
    row = library.folders()[0]
    with library.catalog.transaction() as connection:
        library.catalog.folders.set_mounts(connection, row.folder_id, {b"2019": False})
    before = by_name(library)
    shutil.rmtree(photos / "2019")
    (photos / "2019").mkdir()
    (photos / "china.jpg").unlink()
    run_scan(library)
    assert set(before) - set(by_name(library)) == {"china.jpg"}
    details = [library.photo(photo_id) for photo_id in library.photo_ids()]
    assert {p.path.parent.name for p in details if p is not None and p.offline} == {"2019"}


def test_a_directory_that_cannot_be_listed_keeps_its_photos(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refusing(path: bytes | str | Path) -> object:
        if os.fsdecode(path).endswith("2019"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    before = by_name(library)
    with monkeypatch.context() as patch:  # root, who runs the tests in some places, may list everything
        patch.setattr("imagefinder.library.walk.os.scandir", refusing)
        run_scan(library)
    assert by_name(library) == before
    (failure,) = library.failures()
    assert (failure.path, failure.fault) == (photos / "2019", "permission")
    assert "cannot be listed" in failure.detail
    run_scan(library)
    assert library.failures() == []


def test_failures_are_named_and_tried_again_only_after_a_change(library: Library, photos: Path) -> None:
    whole = (photos / "china.jpg").read_bytes()
    (photos / "empty.jpg").write_bytes(b"")
    (photos / "half.jpg").write_bytes(whole[: len(whole) // 2])
    (photos / "text.png").write_text("this is not a picture")
    shutil.copy(photos / "china.jpg", photos / "wrong suffix.png")
    report = run_scan(library)
    assert (report.photos, report.failed) == (1, 3)
    assert {failure.path.name: failure.fault for failure in library.failures()} == {
        "empty.jpg": "empty",
        "half.jpg": "truncated",
        "text.png": "not a picture",
    }
    assert library.counts().failed == 3
    assert run_scan(library).failed == 0
    assert len(library.failures()) == 3
    assert run_scan(library, retry_failed=True).failed == 3
    (photos / "half.jpg").write_bytes(whole)
    (photos / "empty.jpg").unlink()
    run_scan(library)
    assert [failure.path.name for failure in library.failures()] == ["text.png"]
    assert "half.jpg" in by_name(library)


def test_formats_are_tried_again_when_another_reader_is_there(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (photos / "icon.png").write_bytes(b"%PDF-1.4 not a picture" * 10)
    run_scan(library)
    with library.catalog.transaction() as connection:
        connection.execute("UPDATE failures SET fault = 'unsupported format'")
    assert run_scan(library).failed == 0
    monkeypatch.setattr("imagefinder.library.scan._readers", lambda: "another")
    assert run_scan(library).failed == 1


@posix_only
def test_names_that_are_not_utf8_are_scanned_and_found(library: Library, photos: Path) -> None:
    odd = photos / os.fsdecode(b"\xff\xfe[*]\n.jpg")
    (photos / "china.jpg").rename(odd)
    (photos / os.fsdecode(b"\xff broken.jpg")).write_bytes(b"")
    run_scan(library)
    assert odd.name in by_name(library)
    assert [os.fsencode(failure.path.name) for failure in library.failures()] == [b"\xff broken.jpg"]


def test_excluded_photos_leave_and_come_back_unread(library: Library, photos: Path) -> None:
    library.set_excluded(photos, ["2019"])
    run_scan(library)
    assert library.counts().photos == 3
    assert library.folders()[0].excluded == ("2019",)
    library.set_excluded(photos, [])
    assert run_scan(library).photos == 0
    assert library.counts().photos == 6


def test_a_removed_folder_leaves_nothing_behind(library: Library, photos: Path) -> None:
    library.remove_folder(photos)
    assert (library.photo_count(), len(library.global_index), len(library.local_index)) == (0, 0, 0)
    assert not list((library.path / "thumbnails").rglob("*.jpg"))
    check_consistent(library)
    assert (photos / "china.jpg").exists()
    with pytest.raises(RequestError, match="not one of the library's folders"):
        library.remove_folder(photos)


def test_folders_inside_one_another_are_one(library: Library, photos: Path) -> None:
    before = by_name(library)
    library.add_folder(photos / "2019")
    assert [folder.path for folder in library.folders()] == [photos]
    assert library.add_folder(photos.parent) == photos.parent
    library.set_excluded(photos.parent, ["library"])
    assert [folder.path for folder in library.folders()] == [photos.parent]
    assert run_scan(library).photos == 0
    assert by_name(library) == before


def test_a_library_among_the_photos_is_not_scanned(tmp_path: Path, photos: Path) -> None:
    with Library.open(photos / "library", device="numpy") as library:
        library.add_folder(photos)
        run_scan(library, fast_only=True)
        assert run_scan(library, fast_only=True).photos == 0
        assert library.counts().photos == 6
        assert library.counts().thorough_done == 0


@pytest.mark.parametrize("name", ["missing", "china.jpg"])
def test_what_is_no_folder_is_refused_by_name(library: Library, photos: Path, name: str) -> None:
    with pytest.raises(RequestError, match=name):
        library.add_folder(photos / name)


def test_a_cancelled_scan_is_taken_up_where_it_stopped(tmp_path: Path, photos: Path) -> None:
    with Library.open(tmp_path / "new", device="numpy") as library:
        library.add_folder(photos)
        control = JobControl()
        with pytest.raises(JobCancelled):
            for progress in library.scan(workers=1, control=control):
                if progress.stage == "fast" and progress.done:
                    control.cancel()
        done = library.counts().fast_done
        assert done >= 1
        first = library.status().last_scan
        assert first is not None and not first.finished
        report = run_scan(library)
        assert report.photos == 6 - done
        check_consistent(library)


def test_a_scan_that_nobody_follows_stops_without_loss(tmp_path: Path, photos: Path) -> None:
    with Library.open(tmp_path / "new", device="numpy") as library:
        library.add_folder(photos)
        scan = library.scan(workers=1)
        for progress in scan:
            if progress.stage == "fast" and progress.done:
                break
        with pytest.raises(LibraryInUseError, match="a scan of this library is running"):
            next(iter(library.scan()))
        scan.close()  # type: ignore[attr-defined]
        assert library.counts().fast_done >= 1
        run_scan(library)
        check_consistent(library)


@pytest.mark.slow
def test_a_paused_scan_waits_with_its_work_stored(tmp_path: Path, photos: Path) -> None:
    import threading

    for number in range(20):
        Image.open(photos / "china.jpg").rotate(number * 17 + 1).save(photos / f"{number}.jpg")
    with Library.open(tmp_path / "new", device="numpy") as library:
        library.add_folder(photos)
        control, finished = JobControl(), threading.Event()

        def work() -> None:
            for progress in library.scan(workers=1, control=control):
                if progress.stage == "fast" and progress.done == 1:
                    control.pause()
            finished.set()

        thread = threading.Thread(target=work)
        thread.start()
        deadline = time.monotonic() + 60
        while not control.paused and time.monotonic() < deadline:
            time.sleep(0.05)
        while library.counts().fast_done < 1 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        stored = library.counts().fast_done
        time.sleep(1)
        assert library.counts().fast_done == stored < 26
        assert not finished.is_set()
        control.resume()
        thread.join(120)
        assert finished.is_set()
        check_consistent(library)


def test_another_model_describes_everything_again(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = library.path, by_name(library)
    library.close()
    import dataclasses

    for name in ("GLOBAL_SPACE", "LOCAL_SPACE"):
        form = dataclasses.replace(getattr(spaces_module, name), model="better")
        monkeypatch.setattr(f"imagefinder.library.library.{name}", form)
    with Library.open(path, device="numpy") as renewed:
        assert len(renewed.global_index) == len(renewed.local_index) == 0
        assert renewed.counts().pending == 6
        report = run_scan(renewed)
        assert (report.photos, report.described) == (6, 6)
        assert by_name(renewed) == before
        check_consistent(renewed)


def test_a_scan_can_be_kept_to_some_folders(library: Library, photos: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(photos / "china.jpg", other / "x.jpg")
    library.add_folder(other)
    (photos / "flower.jpg").unlink()
    run_scan(library, folders=[other])
    assert {"x.jpg", "flower.jpg"} <= set(by_name(library))
    with pytest.raises(RequestError):
        library.scan(folders=[tmp_path / "elsewhere"])
    with pytest.raises(RequestError, match="workers"):
        library.scan(workers=0)
