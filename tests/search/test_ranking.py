"""In which order the photos of an answer stand."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from imagefinder.matching import Confidence, Role, Verdict, VerifiedPhoto
from imagefinder.search.collection import PhotoRow
from imagefinder.search.confirm import ConfirmedObject
from imagefinder.search.query import QueryPicture
from imagefinder.search.ranking import Candidate, Part, rank
from imagefinder.search.results import ObjectMatch, QueryInfo

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
QUERY = QueryPicture(
    QueryInfo(None, 100, 100, None), np.zeros((100, 100, 3), np.uint8), (0, 0, 100, 100), None
)


def candidate(number: int, evidence: float, verified: bool, role: Role | None) -> Candidate:
    row = PhotoRow(number, number, Path(f"/{number}.jpg"), 100, 100, 1000, bytes(16), 0)
    match = ObjectMatch(
        0.9, 9, SQUARE, SQUARE, ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), False, 0.01, 0.01, verified=verified
    )
    sure = Confidence(0.9, Verdict.VERIFIED if verified else Verdict.POSSIBLE)
    found = ConfirmedObject(match, None, None, sure)
    part = None if role is None else Part(role, 0.1, None)
    verified_photo = VerifiedPhoto(number, evidence, (), evidence)
    return Candidate(row, verified_photo, objects=(found,), confirmed=True, part=part)


def test_in_a_composite_what_is_new_comes_before_more_of_the_same() -> None:
    candidates = [
        candidate(1, 200.0, True, Role.ALTERNATIVE),
        candidate(2, 1.5, False, Role.ALTERNATIVE),
        candidate(3, 1.1, False, Role.DONOR),
        candidate(4, 5.0, True, Role.DONOR),
        candidate(5, 90.0, True, Role.HOST),
        candidate(6, 40.0, True, Role.DONOR),
        candidate(7, 0.4, False, None),
    ]
    ranked = rank(candidates, QUERY, 50, None)
    assert [result.photo_id for result in ranked] == [5, 6, 4, 3, 1, 2, 7]
    assert [result.rank for result in ranked] == list(range(1, 8))
    assert len(rank(candidates, QUERY, 2, None)) == 2
