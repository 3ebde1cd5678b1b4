"""A search for donors that was stopped or killed goes on where it was, and only in the same collection."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from imagefinder.errors import LibraryError
from imagefinder.groups.donor_progress import FILE, DonorProgress, state_of
from imagefinder.groups.donors import Donors
from imagefinder.groups.provenance import Link, SharedObject
from imagefinder.jobs import JobCancelled, JobControl

SQUARE = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))
OBJECT = SharedObject(0.9, 12, (SQUARE,), (SQUARE,), ((1.0, 0.0, 2.0), (0.0, 1.0, 3.0)), True, 0.2, 0.3, 0.8)
LINK = Link(1, 2, 7.25, 2, "a reason – in words", (OBJECT,))


def opened(file: Path, state: str = "here") -> DonorProgress:
    """What stands in the file now."""
    progress = DonorProgress(file, state)
    progress.close()
    return progress


def test_what_was_noted_is_read_back(tmp_path: Path) -> None:
    progress = DonorProgress(tmp_path / FILE, "here")
    progress.note_asked(1, {3, 2})
    progress.note_asked(2, set())
    progress.note_links(1, [LINK])
    progress.close()
    again = DonorProgress(tmp_path / FILE, "here")
    assert again.asked == {1: (2, 3), 2: ()} and again.links == {1: [LINK]}
    again.note_asked(3, {1})
    again.close()
    assert opened(tmp_path / FILE).asked.keys() == {1, 2, 3}
    assert opened(tmp_path / FILE, "another").asked == {}
    assert opened(tmp_path / FILE).asked == {}, "it was begun anew"


def test_cut_at_any_byte_whole_lines_count(tmp_path: Path) -> None:
    file = tmp_path / FILE
    progress = DonorProgress(file, "here")
    for content in range(3):
        progress.note_asked(content, {content + 1})
    progress.note_links(0, [LINK])
    progress.close()
    data = file.read_bytes()
    for cut in range(len(data)):
        file.write_bytes(data[:cut])
        kept = DonorProgress(file, "here")
        whole = max(0, data[:cut].count(b"\n") - 1)  # the first line names the state
        assert len(kept.asked) + len(kept.links) == whole, cut
        kept.note_asked(9, set())
        kept.close()
        assert opened(file).asked[9] == ()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nowhere"):
        DonorProgress(tmp_path / "nowhere" / FILE, "here")


def test_the_state_knows_versions_and_features() -> None:
    state = state_of(3, {1: 1, 2: 1}, {1: 50, 2: 40})
    assert state == state_of(3, {2: 1, 1: 1}, {2: 40, 1: 50})
    assert (
        len({state, state_of(4, {1: 1, 2: 1}, {1: 50, 2: 40}), state_of(3, {1: 1, 2: 2}, {1: 50, 2: 40})})
        == 3
    )
    assert state != state_of(3, {1: 1, 2: 1}, {1: 50, 2: 41})


class Counting(Donors):
    """Six photos in a row, each sharing something with the next; notes what it is made to do."""

    def __init__(self, folder: Path) -> None:
        catalog = SimpleNamespace(
            path=folder / "catalog.sqlite",
            photos=SimpleNamespace(features_of=lambda ids: dict.fromkeys(ids, 5)),
        )
        self._library: Any = SimpleNamespace(catalog=catalog)
        known = SimpleNamespace(size=(10, 10))
        features = [0] * 5
        self._contents: Any = SimpleNamespace(features=lambda _: features, facts=lambda _: known)
        self.work: list[str] = []

    def representatives(self) -> dict[int, int]:
        return {content: content for content in range(1, 7)}

    def _ask(self, lookup: Any, content: int, features: Any, size: Any) -> set[int]:
        self.work.append(f"ask {content}")
        return {content + 1} if content < 6 else set()

    def divide(self, content: int, others: set[int], lookup: Any = None) -> list[Link]:
        self.work.append(f"divide {content}")
        return [Link(min(content, o), max(content, o), 5.0, None, "", (OBJECT,)) for o in sorted(others)]


@pytest.mark.parametrize("after", range(12))
def test_stopped_anywhere_it_goes_on(after: int, tmp_path: Path) -> None:
    whole = list(Counting(tmp_path).find())
    assert len(whole) == 5 and not (tmp_path / FILE).exists()
    first, control = Counting(tmp_path), JobControl()

    def stop(stage: str, done: int, total: int) -> None:
        if len(first.work) > after:
            control.cancel()

    if after < 11:
        with pytest.raises(JobCancelled):
            list(first.find(control=control, on_progress=stop))
    second = Counting(tmp_path)
    assert list(second.find()) == whole
    if after < 11:
        assert sorted(first.work + second.work) == sorted(set(first.work) | set(second.work))
        assert len(first.work) + len(second.work) == 12
    assert not (tmp_path / FILE).exists()
