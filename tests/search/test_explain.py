"""Kinds of match and the words for them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from imagefinder.search.explain import describe_geometry, kind_of, reason_for, transform_geometry
from imagefinder.search.results import Affine, MatchKind, ObjectMatch

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def affine(scale: float = 1.0, degrees: float = 0.0, mirrored: bool = False) -> Affine:
    """Query → result: mirror left to right, then turn clockwise as seen (y down), then scale."""
    angle = math.radians(degrees)
    matrix = scale * np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    if mirrored:
        matrix = matrix @ np.diag([-1.0, 1.0])
    (a, b), (c, d) = matrix.tolist()
    return ((a, b, 5.0), (c, d, 7.0))


def thing(
    query: float, result: float, agrees: float = 1.0, contested: float = 0.0, verified: bool = True
) -> ObjectMatch:
    """An object whose frames have ``query`` and ``result`` of the two pictures in common."""
    return ObjectMatch(
        score=0.9,
        matches=40,
        query_outline=SQUARE,
        result_outline=SQUARE,
        transform=affine(),
        flipped=False,
        query_coverage=query * agrees,
        result_coverage=result * agrees,
        query_frame=query,
        result_frame=result,
        verified=verified,
        contested=contested,
    )


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("degrees", [-170.0, -90.0, 0.0, 33.0, 90.0])
@pytest.mark.parametrize("scale", [0.3, 1.0, 2.5])
def test_scale_and_angle_are_read_back_from_the_transform(
    scale: float, degrees: float, mirrored: bool
) -> None:
    found_scale, found_degrees = transform_geometry(affine(scale, degrees, mirrored), mirrored)
    assert found_scale == pytest.approx(scale)
    assert found_degrees == pytest.approx(degrees)


def test_words_for_a_transform() -> None:
    assert describe_geometry(affine(), False) == []
    assert describe_geometry(affine(0.62, 90, True), True) == [
        "at 62 % size",
        "turned 90° clockwise",
        "mirrored",
    ]
    assert describe_geometry(affine(1, 180), False) == ["upside down"]
    assert describe_geometry(affine(1, -12.3), False) == ["turned 12° anticlockwise"]


@pytest.mark.parametrize(
    ("found", "whole", "kind"),
    [
        (thing(0.95, 0.97), True, MatchKind.COPY),
        (thing(1.0, 0.3), True, MatchKind.COPY),
        (thing(1.0, 0.3), False, MatchKind.OBJECT),
        (thing(0.2, 0.95), False, MatchKind.COPY),
        (thing(1.0, 1.0, 0.05), True, MatchKind.OBJECT),
        # Most of it is plain, where nothing can agree: what there is to see is the same.
        (thing(1.0, 1.0, 0.3), True, MatchKind.COPY),
        # A retouched picture, or a composite and its host.
        (thing(1.0, 1.0, 0.6, 0.25), True, MatchKind.COPY),
        (thing(1.0, 1.0, 0.6, 0.5), True, MatchKind.OBJECT),
        # An object cut out of a photo, whose surroundings did not come along.
        (thing(0.2, 0.95, 0.7, 0.22), True, MatchKind.OBJECT),
        (thing(0.95, 0.3, 0.7, 0.22), True, MatchKind.OBJECT),
        (thing(0.1, 0.1), True, MatchKind.OBJECT),
        (thing(0.95, 0.97, verified=False), True, MatchKind.OBJECT),
    ],
)
def test_kinds(found: ObjectMatch, whole: bool, kind: MatchKind) -> None:
    assert kind_of((found,), whole) is kind


def test_no_object_is_a_look_alike() -> None:
    assert kind_of((), True) is MatchKind.SIMILAR


def test_reasons_say_what_is_shared() -> None:
    assert reason_for(MatchKind.COPY, (), None, True) == "the same file, byte for byte"
    crop = reason_for(MatchKind.COPY, (thing(1.0, 0.3),), None, False)
    assert crop == "same picture, the query is a crop of it (30 % of this photo)"
    edited = reason_for(MatchKind.COPY, (thing(1.0, 1.0, contested=0.18),), None, False)
    assert edited == "same picture, 18 % of the detail differs"
    assert reason_for(MatchKind.OBJECT, (thing(0.1, 0.1),), None, False) == "shares an object, 40 matches"
    assert "may share" in reason_for(MatchKind.OBJECT, (thing(0.1, 0.1, verified=False),), None, False)
    assert "none of them agree" in reason_for(MatchKind.OBJECT, (), None, False)
    assert reason_for(MatchKind.SIMILAR, (), 0.714, False) == "looks similar (71 % alike)"
