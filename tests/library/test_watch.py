"""Watching: says where to look, and only there."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from imagefinder.catalog import FolderRow
from imagefinder.library import Library
from imagefinder.library.watch import is_on_network, watch_folders


def row(path: Path, *excluded: str) -> FolderRow:
    return FolderRow(1, path, False, False, None, excluded, 0)


@pytest.mark.slow
def test_a_new_photo_is_noticed_and_rubbish_is_not(tmp_path: Path, photo_folder: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    stop, seen, ready = threading.Event(), [], threading.Event()

    def work() -> None:
        for folders in watch_folders([row(first, "skip"), row(second)], stop):
            seen.append(folders)
            ready.set()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for attempt in range(50):  # the watch needs a moment before it hears anything
            (first / "notes.txt").write_text(f"{attempt}")
            (first / "skip").mkdir(exist_ok=True)
            shutil.copy(photo_folder / "china.jpg", first / "skip" / f"{attempt}.jpg")
            shutil.copy(photo_folder / "china.jpg", second / f"{attempt}.jpg")
            if ready.wait(1):
                break
    finally:
        stop.set()
        thread.join(20)
    assert set(seen) == {frozenset({second})}


def test_local_folders_are_not_on_the_network(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path)


def test_a_library_watches_its_folders(library: Library) -> None:
    stop = threading.Event()
    stop.set()
    assert list(library.watch(stop)) == []


def test_nothing_to_watch_waits_for_the_stop(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert list(watch_folders([row(tmp_path / "gone")], stop)) == []


def test_more_directories_than_the_system_watches_are_looked_at_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Path, ignore_permission_denied: bool, **options: object) -> Iterator[object]:
        # What watchfiles does: with leave to pass over directories, every refusal is passed over.
        if not ignore_permission_denied:
            raise OSError("OS file watch limit reached.")
        return iter(())

    monkeypatch.setattr("imagefinder.library.watch.watch", refuse)
    monkeypatch.setattr("imagefinder.library.watch.UNWATCHED_SECONDS", 0.01)
    looks = watch_folders([row(tmp_path)], threading.Event())
    assert [next(looks), next(looks)] == [frozenset({tmp_path})] * 2


def test_a_directory_that_may_not_be_read_keeps_no_other_from_being_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*paths: Path, ignore_permission_denied: bool, **options: object) -> Iterator[object]:
        if not ignore_permission_denied:
            raise PermissionError("permission denied")
        return iter([{(Change.added, str(tmp_path / "new.jpg"))}])

    monkeypatch.setattr("imagefinder.library.watch.watch", deny)
    assert list(watch_folders([row(tmp_path)], threading.Event())) == [frozenset({tmp_path})]
