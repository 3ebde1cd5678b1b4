"""The recycle bin's index files and the trash of macOS, as far as they can be tried on any system."""

from __future__ import annotations

import contextlib
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.groups.trash import take_out
from imagefinder.groups.trash_native import MacTrash, find_recycled, parse_recycle_note


def note(path: str, version: int = 2, size: int = 5, ticks: int = 132_000_000_000_000_000) -> bytes:
    head = struct.pack("<qqq", version, size, ticks)
    if version == 1:
        return head + path.encode("utf-16-le").ljust(520, b"\0")
    return head + struct.pack("<I", len(path) + 1) + path.encode("utf-16-le") + b"\0\0"


@pytest.mark.parametrize("version", [1, 2])
def test_both_versions_of_the_index_file(version: int) -> None:
    found = parse_recycle_note(note(r"C:\Photos\Ü 1.jpg", version))
    assert (found.original, found.size) == (r"C:\Photos\Ü 1.jpg", 5)
    assert found.deleted == datetime(2019, 4, 17, 18, 40, tzinfo=UTC)


@given(st.binary(max_size=700))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        parse_recycle_note(data)


def test_the_newest_entry_of_a_path_is_found(tmp_path: Path) -> None:
    user = tmp_path / "S-1-5-21"
    user.mkdir()
    original = Path("C:/Photos/a.jpg")
    for name, ticks in (("AAA", 10), ("BBB", 30), ("CCC", 20)):
        (user / f"$I{name}.jpg").write_bytes(note(str(original), ticks=ticks * 10**15))
        (user / f"$R{name}.jpg").write_bytes(name.encode())
    (user / "$IDDD.jpg").write_bytes(note(str(original), ticks=40 * 10**15))  # its data is gone
    (user / "$IEEE.jpg").write_bytes(b"damaged")
    found = find_recycled(tmp_path, original)
    assert found is not None and found.place.read_bytes() == b"BBB" and found.note == user / "$IBBB.jpg"
    assert find_recycled(tmp_path, Path("C:/Photos/b.jpg")) is None


def test_mac_trash_out_and_back(tmp_path: Path) -> None:
    trash = MacTrash(tmp_path / ".Trash")
    places = []
    for folder in "ab":
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "x.jpg"
        path.write_bytes(folder.encode())
        places.append(trash.reserve(path))
        trash.put(places[-1])
    assert [place.place.name for place in places] == ["x.jpg", "x 2.jpg"]
    for place in places:
        take_out(place)
    assert (tmp_path / "b" / "x.jpg").read_bytes() == b"b"
