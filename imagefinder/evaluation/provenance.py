"""The benchmark of provenance: are composites and donors of a whole collection linked, and nothing chained?

The composites lie in the collection like any other photo. What the collection's graph says of them is held
against the truth, and against what a search with each composite by itself finds there.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from imagefinder.evaluation.composites import HALVES
from imagefinder.evaluation.measures import none_if_nan
from imagefinder.evaluation.observations import Query
from imagefinder.groups.clusters import Forest
from imagefinder.groups.donors import Provenance
from imagefinder.groups.duplicates import Duplicates, Progress
from imagefinder.groups.provenance import ProvenanceCluster
from imagefinder.jobs import JobControl
from imagefinder.library import Library

Ends = tuple[Path, Path]
OnQuery = Callable[[int, int], None]
SMALL = 0.02
"""Share of the composite's area below which a donor counts as small."""


def graph_links(clusters: Iterable[ProvenanceCluster]) -> dict[Ends, Path | None]:
    """Every borrowed link, each version of a photo standing for itself: ends in order → the composite."""
    found: dict[Ends, Path | None] = {}
    for cluster in clusters:
        nodes = {node.content: node for node in cluster.nodes}
        for link in cluster.links:
            if not link.is_borrowed:
                continue
            first, second = nodes[link.first], nodes[link.second]
            for a in (first.path, *first.copies):
                for b in (second.path, *second.copies):
                    composite = None
                    if link.composite is not None:
                        composite = (a if link.composite == link.first else b).resolve()
                    found[_in_order(a.resolve(), b.resolve())] = composite
    return found


def searched_links(
    library: Library,
    queries: Sequence[Query],
    control: JobControl | None = None,
    on_query: OnQuery | None = None,
) -> dict[Ends, float]:
    """What a search with each composite by itself verifies, the composite itself left out → its score."""
    found: dict[Ends, float] = {}
    for done, query in enumerate(queries, start=1):
        answer = library.searcher.donors(query.path, control=control)
        own = query.path.resolve()
        for result in answer.results:
            path = result.path.resolve()
            if result.verified and path != own:
                found[_in_order(own, path)] = result.score
        if on_query is not None:
            on_query(done, len(queries))
    return found


def largest_component(links: Iterable[Ends]) -> int:
    """Number of photos of the largest connected part; 0 without links."""
    forest = Forest()
    number: dict[Path, int] = {}
    for a, b in links:
        forest.join(number.setdefault(a, len(number)), number.setdefault(b, len(number)))
    return max((len(members) for members in forest.sets()), default=0)


def run_provenance(
    library: Library,
    queries: Sequence[Query],
    *,
    control: JobControl | None = None,
    on_progress: Progress | None = None,
) -> dict[str, Any]:
    """Look for the links of a whole collection, and search with each composite by itself; sum up.

    Args:
        library: the photos and the composites, scanned.
        queries: the composites with their truth.
        control: pause and cancel.
        on_progress: hears of the stages.

    Returns:
        The report, ready for JSON.
    """
    tell = on_progress or (lambda stage, done, total: None)
    seconds: dict[str, float] = {}
    clock = time.perf_counter()

    def lap(stage: str) -> None:
        nonlocal clock
        seconds[stage] = time.perf_counter() - clock
        clock = time.perf_counter()

    with Duplicates(library) as duplicates:
        duplicates.update(control=control, on_progress=tell)
        lap("duplicates")
        provenance = Provenance(duplicates)
        provenance.update(control=control, on_progress=tell)
        lap("provenance")
        clusters = provenance.clusters()
        scenes = len(provenance.scenes())
    linked = graph_links(clusters)
    searched = searched_links(library, queries, control, lambda done, total: tell("search", done, total))
    lap("searches")
    return {
        "format": 1,
        "photos": library.photo_count(),
        "composites": len(queries),
        "seconds": seconds,
        "same_scene": scenes,
        **judge_links(linked, set(searched), queries, library.photo_count()),
        "halves": {
            half: count_links(linked, set(searched), queries[number::2])["truth"]
            for number, half in enumerate(HALVES)
        },
    }


def judge_links(
    linked: Mapping[Ends, Path | None], searched: set[Ends], queries: Sequence[Query], photos: int
) -> dict[str, Any]:
    """Hold the graph's links against the truth and against those of single searches.

    Args:
        linked: ends of each link of the graph → the composite, None where no direction is claimed.
        searched: ends of the links that single searches verify.
        queries: the composites with their truth.
        photos: number of photos in the collection.
    """
    related = {
        _in_order(query.path.resolve(), path)
        for query in queries
        for family in query.relatives
        for path in family
    }
    composites = {query.path.resolve() for query in queries}
    others = [ends for ends in linked if ends not in related and composites & set(ends)]
    false = [ends for ends in linked if ends not in related]
    return {
        **count_links(linked, searched, queries),
        "searched_links": len(searched),
        "searched_linked": sum(ends in linked for ends in searched),
        "links": len(linked),
        "false_links": len(false),
        "false_links_of_composites": len(others),
        "largest_cluster": largest_component(linked),
        "largest_true_cluster": largest_component(related),
        "largest_false_cluster": largest_component(false),
        "largest_false_share": largest_component(false) / max(1, photos),
        "false": [[str(a), str(b)] for a, b in sorted(false)],
    }


def count_links(
    linked: Mapping[Ends, Path | None], searched: set[Ends], queries: Sequence[Query]
) -> dict[str, Any]:
    """How many true links of some composites the graph and single searches hold, and how they are directed.

    Args:
        linked: see ``judge_links``.
        searched: likewise.
        queries: the composites that are judged, with their truth.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    right = wrong = 0
    missed = []
    for query in queries:
        own = query.path.resolve()
        for source, family in zip(query.sources, query.relatives, strict=True):
            ends = [_in_order(own, path) for path in family]
            by_graph = [end for end in ends if end in linked]
            by_search = any(end in searched for end in ends)
            names = ["all", source.role, *(["small"] if source.area < SMALL else [])]
            for name in names:
                tally = counts[name]
                tally[0] += 1
                tally[1] += bool(by_graph)
                tally[2] += by_search
                tally[3] += by_search and bool(by_graph)
            if by_search and not by_graph:
                missed.append({"composite": own.name, "donor": source.donor, "area": source.area})
            claims = {linked[end] for end in by_graph} - {None}
            right += claims == {own}
            wrong += bool(claims - {own})
    return {
        "truth": {
            name: {
                "links": total,
                "graph": by_graph,
                "search": by_search,
                "both": both,
                "graph_of_search": none_if_nan(both / by_search if by_search else float("nan")),
                "recall": by_graph / total,
                "search_recall": by_search / total,
            }
            for name, (total, by_graph, by_search, both) in sorted(counts.items())
        },
        "directed_right": right,
        "directed_wrong": wrong,
        "missed": missed,
    }


def _in_order(a: Path, b: Path) -> Ends:
    return (a, b) if a <= b else (b, a)
