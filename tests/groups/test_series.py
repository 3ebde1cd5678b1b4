"""Bursts, raw files and their pictures, and copies of one shot are told apart by clock, camera and name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from imagefinder.groups.series import Shot, are_burst, are_companions, are_different_shots

NOON = datetime(2024, 5, 1, 12, 0, 0)
SHOT = Shot(Path("/p/IMG_0001.JPG"), NOON, False, "Maker X", (4000, 3000))
FINE = replace(SHOT, fractional=True)


def at(shot: Shot, seconds: float, name: str | None = None) -> Shot:
    assert shot.taken is not None
    path = shot.path if name is None else shot.path.with_name(name)
    return replace(shot, taken=shot.taken + timedelta(seconds=seconds), path=path)


def test_the_clock_tells_shots_apart() -> None:
    assert are_different_shots(SHOT, at(SHOT, 1, "IMG_0002.JPG"))
    assert are_different_shots(FINE, at(FINE, 0.2, "IMG_0002.JPG"))
    assert not are_different_shots(SHOT, replace(SHOT, path=Path("/q/IMG_0001 (1).jpg"), size=(800, 600)))
    assert not are_different_shots(SHOT, replace(SHOT, taken=None))


def test_within_a_second_names_and_sizes_decide() -> None:
    assert are_different_shots(SHOT, at(SHOT, 0, "IMG_0002.JPG"))
    assert not are_different_shots(SHOT, replace(at(SHOT, 0, "IMG_0002.JPG"), size=(800, 600)))  # an export
    assert not are_different_shots(SHOT, at(SHOT, 0, "holiday.jpg"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (FINE, at(FINE, 0.4, "b.jpg"), True),
        (FINE, at(FINE, 0.9, "b.jpg"), False),
        (SHOT, at(SHOT, 1, "IMG_0002.JPG"), True),
        (SHOT, at(SHOT, 1, "other.jpg"), False),  # without fractions the clock alone is too coarse
        (at(SHOT, 0, "X_BURST001.jpg"), at(SHOT, 30, "X_BURST002_COVER.jpg"), True),
        (SHOT, replace(at(SHOT, 0, "IMG_0002.JPG"), camera="Maker Y"), False),
    ],
)
def test_bursts(a: Shot, b: Shot, expected: bool) -> None:
    assert are_burst(a, b) is are_burst(b, a) is expected


@pytest.mark.parametrize(
    ("name", "seconds", "expected"),
    [
        ("IMG_0001.NEF", 0, True),
        ("img_0001.dng", 2, True),
        ("IMG_0001.NEF", 3, False),
        ("IMG_0002.NEF", 0, False),
        ("IMG_0001.png", 0, False),
    ],
)
def test_a_raw_file_and_its_picture(name: str, seconds: float, expected: bool) -> None:
    raw = at(SHOT, seconds, name)
    assert are_companions(SHOT, raw) is are_companions(raw, SHOT) is expected
    assert not are_companions(SHOT, replace(raw, path=Path("/elsewhere") / name))
    assert not are_companions(SHOT, replace(raw, camera="Maker Y"))
