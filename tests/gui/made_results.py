"""Results made up for tests, in the engine's own records; and waiting for real ones."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from imagefinder.gui.application.main_window import MainWindow
from imagefinder.search.results import MatchKind, ObjectMatch, QueryInfo, SearchResult, SearchResults

SEARCH_MS = 120_000


def square(x: float, y: float, side: float) -> tuple[tuple[float, float], ...]:
    """An outline."""
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side))


def found(x: float = 10, side: float = 40, *, score: float = 0.9, verified: bool = True) -> ObjectMatch:
    """An object that moves by (5, 7) from query to result."""
    return ObjectMatch(
        score,
        30,
        square(x, 10, side),
        square(x + 5, 17, side),
        ((1.0, 0.0, 5.0), (0.0, 1.0, 7.0)),
        False,
        query_coverage=0.1,
        result_coverage=0.1,
        verified=verified,
    )


def result(
    photo_id: int,
    *,
    score: float = 0.9,
    kind: MatchKind = MatchKind.OBJECT,
    path: Path = Path("/photos/a.jpg"),
    objects: tuple[ObjectMatch, ...] | None = None,
    size: tuple[int, int] = (400, 300),
) -> SearchResult:
    """A result as the engine gives it."""
    if objects is None:
        objects = () if kind is MatchKind.SIMILAR else (found(),)
    return SearchResult(
        photo_id, photo_id, path, score, kind, objects, "because", bool(objects), size[0], size[1]
    )


def answer(*results: SearchResult, complete: bool = True) -> SearchResults:
    """An answer about a query of 400 × 300 pixels."""
    return SearchResults(QueryInfo(None, 400, 300, None), "numpy", 12.0, results, complete=complete)


def wait_for_answer(qtbot: QtBot, window: MainWindow) -> SearchResults:
    """Wait until the search is over; returns its answer."""
    results = window.search.results

    def done() -> bool:
        shown = results.answer
        return window.search.pane.query is not None and shown is not None and shown.complete

    qtbot.waitUntil(done, timeout=SEARCH_MS)
    assert results.answer is not None
    return results.answer
