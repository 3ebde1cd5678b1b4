"""Which results are shown, in which order, under which headings: plain data in, plain data out, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from imagefinder.search.results import MatchKind, SearchResult, SearchResults

KIND_ORDER = (MatchKind.COPY, MatchKind.OBJECT, MatchKind.SIMILAR)
BINS = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What the catalog knows of a result's file.

    Attributes:
        bytes: size of the file. day: day it was taken, or else changed; None when unknown.
    """

    bytes: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above the results of one kind."""

    kind: MatchKind
    count: int


Entry = Heading | SearchResult


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The user's filters and order.

    Attributes:
        kinds: kinds that are shown. low, high: bounds of the score, inclusive.
        folder: only photos below it; empty for all. since, until: bounds of the day, inclusive; None for
            open.
        least_bytes: smallest file shown. least_pixels: fewest pixels shown.
        order: ``score``, ``name``, ``folder``, ``date``, ``size`` or ``pixels``. grouped: under headings by
            kind.
    """

    kinds: frozenset[MatchKind] = frozenset(KIND_ORDER)
    low: float = 0.0
    high: float = 1.0
    folder: str = ""
    since: date | None = None
    until: date | None = None
    least_bytes: int = 0
    least_pixels: int = 0
    order: str = "score"
    grouped: bool = True

    @property
    def filters(self) -> bool:
        """Whether anything may be hidden by it."""
        return replace(self, order="score", grouped=True) != Arrangement()


def _below(path: Path, folder: str) -> bool:
    return not folder or Path(folder) in path.parents


def passes(result: SearchResult, facts: Facts, wish: Arrangement, *, score: bool = True) -> bool:
    """Whether a result is to be shown; without ``score`` its similarity does not count (for the
    histogram).
    """
    if result.kind not in wish.kinds or not _below(result.path, wish.folder):
        return False
    if score and not wish.low - 1e-9 <= result.score <= wish.high + 1e-9:
        return False
    if facts.bytes < wish.least_bytes or result.width * result.height < wish.least_pixels:
        return False
    if wish.since is not None or wish.until is not None:
        if facts.day is None:
            return False
        if wish.since is not None and facts.day < wish.since:
            return False
        if wish.until is not None and facts.day > wish.until:
            return False
    return True


def arrange(results: Sequence[SearchResult], facts: Mapping[int, Facts], wish: Arrangement) -> list[Entry]:
    """Results and headings in the order in which they are shown."""
    blank = Facts()
    shown = [r for r in results if passes(r, facts.get(r.photo_id, blank), wish)]
    keys: dict[str, Callable[[SearchResult], Any]] = {
        "score": lambda r: r.rank,
        "name": lambda r: (r.path.name.casefold(), r.rank),
        "folder": lambda r: (str(r.path.parent).casefold(), r.rank),
        "date": lambda r: (-(facts.get(r.photo_id, blank).day or date.min).toordinal(), r.rank),
        "size": lambda r: (-facts.get(r.photo_id, blank).bytes, r.rank),
        "pixels": lambda r: (-r.width * r.height, r.rank),
    }
    shown.sort(key=keys[wish.order])
    if not wish.grouped:
        return list(shown)
    entries: list[Entry] = []
    for kind in KIND_ORDER:
        members = [r for r in shown if r.kind == kind]
        if members:
            entries += [Heading(kind, len(members)), *members]
    return entries


def count_kinds(results: Sequence[SearchResult]) -> dict[MatchKind, int]:
    """How many results of each kind an answer holds."""
    return {kind: sum(r.kind == kind for r in results) for kind in KIND_ORDER}


def histogram(results: Sequence[SearchResult], facts: Mapping[int, Facts], wish: Arrangement) -> list[int]:
    """Number of results in each of ``BINS`` equal ranges of the score, under every filter but the score's
    own.
    """
    counts = [0] * BINS
    for result in results:
        if passes(result, facts.get(result.photo_id, Facts()), wish, score=False):
            counts[min(BINS - 1, max(0, int(result.score * BINS)))] += 1
    return counts


def merge_answers(answers: Sequence[SearchResults]) -> SearchResults:
    """One answer from the answers for several regions of the same query.

    A photo found for several regions keeps its best rank of kind and score, and the objects of all.
    """
    if len(answers) == 1:
        return answers[0]
    best: dict[int, SearchResult] = {}
    for answer in answers:
        for result in answer.results:
            known = best.get(result.photo_id)
            if known is None:
                best[result.photo_id] = result
                continue
            lead, other = sorted((known, result), key=lambda r: (KIND_ORDER.index(r.kind), -r.score))
            best[result.photo_id] = replace(
                lead,
                objects=lead.objects + other.objects,
                score=max(lead.score, other.score),
                verified=lead.verified or other.verified,
            )
    ordered = sorted(best.values(), key=lambda r: (KIND_ORDER.index(r.kind), -r.score))
    ranked = tuple(replace(result, rank=number) for number, result in enumerate(ordered, 1))
    timings: dict[str, float] = {}
    for answer in answers:
        for stage, value in answer.timings.items():
            timings[stage] = timings.get(stage, 0.0) + value
    return replace(
        answers[0],
        query=replace(answers[0].query, region=None),
        results=ranked,
        elapsed_ms=sum(answer.elapsed_ms for answer in answers),
        timings=timings,
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        unexplained=(),
        complete=all(answer.complete for answer in answers),
    )
