from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imagefinder.evaluation.composites import source_ranks
from imagefinder.evaluation.observations import (
    Observations,
    Query,
    Ranked,
    is_mirrored,
    observe,
    outline_mask,
    ranked_results,
    summarise,
    turn_of,
)
from imagefinder.evaluation.tables import composites_table, copies_table, instances_table
from imagefinder.evaluation.truth import DONOR, HOST, TrueSource
from imagefinder.search import MatchKind, ObjectMatch, QueryInfo, SearchResult, SearchResults

SIZE = (200, 100)


def result(
    rank: int, path: Path, evidence: float, *, kind: MatchKind = MatchKind.OBJECT, box: tuple[int, ...] = ()
) -> SearchResult:
    objects: tuple[ObjectMatch, ...] = ()
    if box:
        x, y, w, h = box
        outline = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        objects = (ObjectMatch(0.9, 20, outline, outline, ((1, 0, 0), (0, 1, 0)), False, verified=True),)
    return SearchResult(rank, rank, path, 0.5, kind, objects, "", bool(box), 400, 300, evidence=evidence)


@pytest.fixture
def query(tmp_path: Path) -> Query:
    """A composite of a host and two donors, one at the left, one at the right."""
    for number, box in enumerate([(0, 0, 50, 50), (150, 50, 50, 50)]):
        mask = np.zeros((SIZE[1], SIZE[0]), np.uint8)
        x, y, w, h = box
        mask[y : y + h, x : x + w] = 255
        Image.fromarray(mask).save(tmp_path / f"d{number}.png")
    turned = ((0.0, 1.0, 0.0), (-1.0, 0.0, 0.0))
    sources = (
        TrueSource("host.jpg", HOST, None, 0.75),
        TrueSource("left.jpg", DONOR, "d0.png", 0.125, ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))),
        TrueSource("right.jpg", DONOR, "d1.png", 0.015, turned),
    )
    relatives = tuple(frozenset({tmp_path / source.donor}) for source in sources)
    relatives = (relatives[0], relatives[1] | {tmp_path / "left_copy.jpg"}, relatives[2])
    photos = tuple(tmp_path / source.donor for source in sources)
    return Query(tmp_path / "q.jpg", sources, relatives, photos)


def answer(results: list[SearchResult]) -> SearchResults:
    return SearchResults(QueryInfo(None, *SIZE, None), "numpy", 12.0, tuple(results))


def test_an_answer_is_held_against_the_truth(query: Query, tmp_path: Path) -> None:
    seen = Observations("two tiers", compares_pixels=True)
    results = [
        result(1, tmp_path / "host.jpg", 90, kind=MatchKind.COPY, box=(0, 0, 200, 100)),
        result(2, tmp_path / "stranger.jpg", 30, box=(10, 10, 20, 20)),
        result(3, tmp_path / "left_copy.jpg", 20, box=(0, 0, 50, 60)),
        result(4, tmp_path / "left.jpg", 10),
        result(5, tmp_path / "right.jpg", 0, kind=MatchKind.SIMILAR),
    ]
    answered = observe(query, ranked_results(answer(results)), SIZE)
    answered.milliseconds = {"total": 12.0}
    seen.answers.append(answered)
    host, left, right = answered.found
    assert (host.rank, left.rank, right.rank) == (1, 3, None)
    assert left.verified and left.iou == pytest.approx(2500 / 3000, abs=0.03)
    assert [named.claim.false for named in answered.named] == [False, True, False, False]
    assert [named.claim.found for named in answered.named] == [0, 0, 1, 0]
    column = summarise(seen)
    assert column["donor_recall"]["all"]["1"] == 0 and column["donor_recall"]["all"]["5"] == 0.5
    assert column["donor_counts"] == {
        "all": 2,
        "small": 1,
        "under_2_percent": 1,
        "2_to_5_percent": 0,
        "over_5_percent": 1,
        "mirrored": 0,
        "turned_over_45_degrees": 1,
    }
    assert column["host_recall"]["1"] == 1
    assert column["recall_at_false_positives"]["0"] == 0 and column["recall_at_false_positives"]["3"] == 0.5
    assert column["false_verified"] == [
        {"query": "q.jpg", "path": str(tmp_path / "stranger.jpg"), "evidence": 30}
    ]
    assert column["verified_false_claims"] == 1 and column["verified_claims"] == 3
    report = {
        "verifiers": {"os2os": column},
        "queries": 1,
        "donors": 2,
        "photos": 9,
        "small_donors": 1,
        "tiny_donors": 1,
    }
    text = composites_table(report)
    assert "donor recall@10" in text and "0.500" in text and "–" in text


def test_two_donors_in_one_photo_are_both_found(query: Query, tmp_path: Path) -> None:
    both = frozenset({tmp_path / "left.jpg", tmp_path / "right.jpg"})
    answered = observe(query, [Ranked(both, 5.0)], SIZE)
    assert [entry.rank for entry in answered.found] == [None, 1, 1]
    assert answered.named[0].claim.found == 2


def test_mirrored_and_turned_are_read_off_the_transform() -> None:
    def source(rows: object) -> TrueSource:
        return TrueSource("a", DONOR, None, 0.1, rows)  # type: ignore[arg-type]

    for degrees in (-170, -30, 0, 45, 90, 179):
        c, s = 2 * np.cos(np.deg2rad(degrees)), 2 * np.sin(np.deg2rad(degrees))
        plain = source(((c, -s, 7.0), (s, c, 9.0)))
        flipped = source(((-c, -s, 7.0), (-s, c, 9.0)))
        assert not is_mirrored(plain) and is_mirrored(flipped)
        assert turn_of(plain) == pytest.approx(abs(degrees)) == turn_of(flipped)
    assert turn_of(source(None)) == 0 and not is_mirrored(source(None))


def test_outline_masks_use_every_piece(tmp_path: Path) -> None:
    found = result(1, tmp_path, 1, box=(0, 0, 100, 50))
    mask = outline_mask([found], SIZE, 0.5)
    assert mask.shape == (50, 100) and mask.sum() == pytest.approx(50 * 25, rel=0.1)
    assert not outline_mask([], SIZE, 1.0).any()


def test_ranks_of_the_true_sources(query: Query, tmp_path: Path) -> None:
    (tmp_path / "host.jpg").write_bytes(b"")
    (tmp_path / "left.jpg").write_bytes(b"")
    found = source_ranks(answer([result(1, tmp_path / "left.jpg", 3)]), query.sources, [tmp_path])
    assert [rank for _, rank in found] == [None, 1, None]


def test_tables_of_copies_and_instances() -> None:
    sums = {"queries": 2, "found": 1, "wrong": 0, "precision": 1.0, "recall": 0.5}
    kinds = {"cropped": {**sums, "unit": "area kept", "strengths": {"0.5": sums, "0.2": sums}}}
    methods = {name: {"all": sums, "kinds": kinds} for name in ("imagefinder", "pHash")}
    report = {"originals": 1, "queries": 4, "photos": 9, "milliseconds_per_query": 3.25, "methods": methods}
    text = copies_table(report)
    assert "area kept 0.5" in text and "worst kind" in text and "3.2 ms" in text
    one = {"queries": 3, "photos": 9, "mean_average_precision": 0.91, "first_correct": 1.0}
    text = instances_table({"covers": {**one, "milliseconds_per_query": {"median": 120.4, "mean": 130.0}}})
    assert "0.910" in text and "120" in text
