"""The region benchmark: is what was marked in a picture found first, and surely?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from imagefinder.evaluation.regions import RegionQuery
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.search import SearchResults

DETAILED: Final = 12
"""Local features from which on a region is said to have enough details to find objects."""
AREAS: Final = (("under 5 % of the picture", 0.0, 0.05), ("5 to 15 %", 0.05, 0.15), ("over 15 %", 0.15, 1.01))
HALVES: Final = ("even", "odd")

OnQuery = Callable[[int, int], None]


def judge_region(query: RegionQuery, answer: SearchResults) -> dict[str, Any]:
    """One answer held against the truth, ready for JSON.

    The picture itself and photos that are neither right nor wrong are passed over, as if they were not there.
    """
    passed = query.neither | {query.path.resolve()}
    ranked = [result for result in answer.results if result.path.resolve() not in passed]
    places = [place for place, result in enumerate(ranked, start=1) if result.path.resolve() in query.right]
    same = query.right | query.neither
    shown = [result for result in answer.results if result.path.resolve() != query.path.resolve()]
    return {
        "picture": str(query.path),
        "kind": query.kind,
        "region": answer.query.region,
        "area": round(query.area, 4),
        "features": answer.query.features,
        "rank": places[0] if places else None,
        "verified": bool(places) and ranked[places[0] - 1].verified,
        "first": str(ranked[0].path) if ranked else None,
        "first_shows_the_same": bool(shown) and shown[0].path.resolve() in same,
        "verified_others": [
            str(result.path)
            for result in ranked
            if result.verified and result.path.resolve() not in query.right
        ],
        "notes": list(answer.notes),
        "milliseconds": round(answer.elapsed_ms, 1),
    }


def _summary(judged: Sequence[dict[str, Any]]) -> dict[str, Any]:
    ranks = [entry["rank"] for entry in judged]
    count = len(judged)

    def share(hits: int) -> float | None:
        return hits / count if count else None

    return {
        "queries": count,
        "first": share(sum(rank == 1 for rank in ranks)),
        "in_5": share(sum(rank is not None and rank <= 5 for rank in ranks)),
        "in_10": share(sum(rank is not None and rank <= 10 for rank in ranks)),
        "verified": share(sum(entry["verified"] for entry in judged)),
        "first_shows_the_same": share(sum(entry["first_shows_the_same"] for entry in judged)),
        "verified_others": sum(len(entry["verified_others"]) for entry in judged),
    }


def run_regions(
    library: Library,
    queries: Sequence[RegionQuery],
    *,
    top: int = 50,
    control: JobControl | None = None,
    on_query: OnQuery | None = None,
) -> dict[str, Any]:
    """Search with every region as the window and ``imagefinder search`` do, and sum up.

    Args:
        library: the scanned world.
        queries: what is marked.
        top: results asked for, those that are passed over apart.
        control: checked before each query.
        on_query: hears of (done, total) queries.

    Returns:
        The report, ready for JSON.
    """
    judged = []
    for done, query in enumerate(queries, start=1):
        if control is not None:
            control.check()
        answer = library.search(
            query.path, query.box, top=top + len(query.neither) + 1, lasso=query.lasso, control=control
        )
        judged.append(judge_region(query, answer))
        if on_query is not None:
            on_query(done, len(queries))
    spent = [entry["milliseconds"] for entry in judged]
    parts = {"all": judged}
    parts |= {name: judged[number :: len(HALVES)] for number, name in enumerate(HALVES)}
    parts["with enough details"] = [entry for entry in judged if entry["features"] >= DETAILED]
    parts |= {name: [entry for entry in judged if low <= entry["area"] < high] for name, low, high in AREAS}
    parts |= {kind: [e for e in judged if e["kind"] == kind] for kind in sorted({e["kind"] for e in judged})}
    return {
        "format": 1,
        "photos": library.photo_count(),
        "top": top,
        "parts": {name: _summary(entries) for name, entries in parts.items() if entries},
        "milliseconds_per_query": {"median": float(np.median(spent)), "mean": float(np.mean(spent))},
        "searches": judged,
    }
