from __future__ import annotations

from datetime import date
from pathlib import Path

from made_results import answer, found, result

from imagefinder.gui.bridge.arrangement import (
    Arrangement,
    Facts,
    Heading,
    arrange,
    count_kinds,
    histogram,
    merge_answers,
)
from imagefinder.search.colours import number_objects
from imagefinder.search.results import MatchKind

RESULTS = [
    result(1, score=0.95, kind=MatchKind.COPY, path=Path("/a/z.jpg")),
    result(2, score=0.8, path=Path("/a/sub/y.jpg")),
    result(3, score=0.3, kind=MatchKind.SIMILAR, path=Path("/b/x.jpg"), size=(4000, 3000)),
    result(4, score=0.2, kind=MatchKind.SIMILAR, path=Path("/b/w.jpg")),
]
FACTS = {
    1: Facts(100, date(2020, 1, 1)),
    2: Facts(5000, date(2021, 1, 1)),
    3: Facts(9000, date(2019, 1, 1)),
    4: Facts(10, None),
}


def ids(wish: Arrangement) -> list[int]:
    return [e.photo_id for e in arrange(RESULTS, FACTS, wish) if not isinstance(e, Heading)]


def test_headings_stand_above_each_kind_with_its_count() -> None:
    entries = arrange(RESULTS, FACTS, Arrangement())
    headings = [(e.kind, e.count) for e in entries if isinstance(e, Heading)]
    assert headings == [(MatchKind.COPY, 1), (MatchKind.OBJECT, 1), (MatchKind.SIMILAR, 2)]
    assert isinstance(entries[0], Heading)


def test_every_filter_hides_what_it_says() -> None:
    assert ids(Arrangement(kinds=frozenset({MatchKind.SIMILAR}))) == [3, 4]
    assert ids(Arrangement(low=0.3, high=0.8)) == [2, 3]
    assert ids(Arrangement(folder="/a")) == [1, 2]
    assert ids(Arrangement(folder="/a/sub")) == [2]
    assert ids(Arrangement(since=date(2020, 1, 1))) == [1, 2]
    assert ids(Arrangement(until=date(2020, 1, 1))) == [1, 3]
    assert ids(Arrangement(least_bytes=5000)) == [2, 3]
    assert ids(Arrangement(least_pixels=1_000_000)) == [3]


def test_every_order() -> None:
    def order(name: str) -> list[int]:
        return ids(Arrangement(order=name, grouped=False))

    assert order("score") == [1, 2, 3, 4]
    assert order("name") == [4, 3, 2, 1]
    assert order("folder") == [1, 2, 3, 4]
    assert order("date") == [2, 1, 3, 4]
    assert order("size") == [3, 2, 1, 4]
    assert order("pixels") == [3, 1, 2, 4]


def test_the_histogram_counts_what_the_other_filters_let_through() -> None:
    counts = histogram(RESULTS, FACTS, Arrangement(low=0.9, kinds=frozenset({MatchKind.SIMILAR})))
    assert sum(counts) == 2
    assert counts[6] == 1
    assert counts[4] == 1
    assert count_kinds(RESULTS)[MatchKind.SIMILAR] == 2


def test_answers_for_several_regions_become_one() -> None:
    one = answer(result(1, score=0.5), result(2, kind=MatchKind.SIMILAR, score=0.4))
    two = answer(result(1, kind=MatchKind.COPY, score=0.9), result(3, score=0.7), complete=False)
    merged = merge_answers([one, two])
    assert [(r.photo_id, r.rank) for r in merged.results] == [(1, 1), (3, 2), (2, 3)]
    assert merged.results[0].kind is MatchKind.COPY
    assert len(merged.results[0].objects) == 2
    assert merged.elapsed_ms == 24.0
    assert not merged.complete


def test_the_same_part_of_the_query_has_the_same_colour_in_every_result() -> None:
    results = [
        result(1, objects=(found(10), found(200))),
        result(2, objects=(found(203),)),
        result(3, objects=(found(12), found(320))),
    ]
    colours = number_objects(results)
    assert colours[1, 1] == colours[2, 0]
    assert colours[1, 0] == colours[3, 0]
    assert len(set(colours.values())) == 3
