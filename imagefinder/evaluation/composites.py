"""The composite benchmark: which hosts and donors are found, at which rank, how well outlined, how fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.evaluation.observations import (
    SMALL_AREA,
    TINY_AREA,
    Observations,
    Query,
    Ranked,
    observe,
    ranked_results,
    settle,
    summarise,
    verified_claims,
)
from imagefinder.evaluation.reach import right_matches, within_reach
from imagefinder.evaluation.relatives import Relatives
from imagefinder.evaluation.truth import DONOR, TrueSource, Truth
from imagefinder.evaluation.world import locate
from imagefinder.features import describe_global
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.matching import Matches, VerifiedPhoto, get_verifier
from imagefinder.photos import read_photo
from imagefinder.search import SearchResults, open_query
from imagefinder.search.lookup import find_matches
from imagefinder.search.query import describe_query

RELATIVE_BITS = 6
"""Photos whose perceptual hashes differ by at most this many of 64 bits are the same picture twice."""
ONE_TIER = "one tier"
TWO_TIERS = "two tiers"
HALVES = ("even", "odd")
"""Composites by their number: what was chosen on one half is reported on the other."""

OnQuery = Callable[[int, int], None]


def _copies(library: Library, photo: Path) -> frozenset[Path]:
    """The photo and its near-duplicates in the world, by perceptual hash."""
    phash = describe_global(read_photo(photo, max_side=512).pixels).phash
    near = [description for description, _ in library.phash_near(phash, RELATIVE_BITS)]
    copies = {row.path.resolve() for rows in library.photos_of(near).values() for row in rows}
    return frozenset(copies | {photo})


def resolve_queries(
    library: Library, queries: Path, truth: Truth, roots: Sequence[Path], limit: int | None = None
) -> list[Query]:
    """Find the files that a truth speaks of.

    Args:
        library: the scanned world.
        queries: folder of the composites.
        truth: about them.
        roots: folders that the truth's paths may be relative to.
        limit: only the first so many.

    Raises:
        RequestError: when a composite or a donor does not exist.
    """
    resolved = []
    copies: dict[Path, frozenset[Path]] = {}
    for name, sources in sorted(truth.items())[:limit]:
        path = queries / name
        if not path.is_file():
            raise RequestError("--queries", f"{path}: named in the truth, but not there")
        photos = []
        for source in sources:
            photo = locate(source.donor, roots)
            if photo is None:
                raise RequestError(
                    "--truth", f"{source.donor}: not found below " + ", ".join(str(root) for root in roots)
                )
            if photo not in copies:
                copies[photo] = _copies(library, photo)
            photos.append(photo)
        resolved.append(Query(path, sources, tuple(copies[photo] for photo in photos), tuple(photos)))
    return resolved


def source_ranks(
    answer: SearchResults, sources: Sequence[TrueSource], roots: Sequence[Path]
) -> list[tuple[TrueSource, int | None]]:
    """For each true source the rank of its own file in an answer, None where it is not named.

    Args:
        answer: to the composite.
        sources: the truth about it.
        roots: folders that the truth's paths may be relative to.
    """
    ranks = {result.path.resolve(): result.rank for result in reversed(answer.results)}
    found = []
    for source in sources:
        photo = locate(source.donor, roots)
        found.append((source, None if photo is None else ranks.get(photo)))
    return found


def ranked_photos(library: Library, verified: Sequence[VerifiedPhoto], top: int) -> list[Ranked]:
    """A verifier's first ``top`` photos."""
    best = verified[:top]
    rows = library.photos_of([photo.photo for photo in best])
    return [
        Ranked(frozenset(row.path.resolve() for row in rows[photo.photo]), photo.score)
        for photo in best
        if photo.photo in rows
    ]


def compare_verifiers(
    library: Library, query: Query, verifiers: Sequence[Observations], top: int
) -> list[tuple[TrueSource, int]]:
    """Describe and match once, then let every verifier judge the same matches.

    Returns:
        Each donor with the number of its right matches.
    """
    start = time.perf_counter()
    picture = open_query(query.path)
    _, local = describe_query(picture)
    described = time.perf_counter()
    size = (picture.info.width, picture.info.height)
    matches = find_matches(library, local, size[0])
    matched = time.perf_counter()
    shared = {"extract": 1000 * (described - start), "neighbours": 1000 * (matched - described)}
    # Each begins equally often: whoever does finds the matches outside of the processor's cache.
    begins = len(verifiers[0].answers) % len(verifiers) if verifiers else 0
    for observed in (*verifiers[begins:], *verifiers[:begins]):
        judge = get_verifier(observed.verifier, library.device)
        begin = time.perf_counter()
        verified = [] if matches is None else judge.verify(matches, size)
        spent = 1000 * (time.perf_counter() - begin)
        answered = observe(query, ranked_photos(library, verified, top), size)
        answered.milliseconds = {**shared, "verify": spent, "total": sum(shared.values()) + spent}
        observed.answers.append(answered)
    return [] if matches is None else _right_matches(library, query, matches, size)


def _right_matches(
    library: Library, query: Query, matches: Matches, size: tuple[int, int]
) -> list[tuple[TrueSource, int]]:
    rows = library.photos_of(np.unique(matches.photo).tolist())
    ids = {row.path.resolve(): number for number, same in rows.items() for row in same}
    return [
        (source, right_matches(matches, source, sorted({ids[path] for path in family if path in ids}), size))
        for source, family in zip(query.sources, query.relatives, strict=True)
        if source.role == DONOR
    ]


def _tiers(
    library: Library, path: Path, top: int, control: JobControl | None
) -> tuple[SearchResults, SearchResults]:
    """The answers of one donor search after its first tier, and in the end."""
    first: list[SearchResults] = []
    whole = library.searcher.donors(path, top=top, control=control, on_partial=first.append)
    return first[0], whole


def run_composites(
    library: Library,
    queries: Sequence[Query],
    verifiers: Sequence[str],
    *,
    negatives: Sequence[Path] = (),
    relatives: Relatives | None = None,
    searches: bool = True,
    top: int = 200,
    control: JobControl | None = None,
    on_query: OnQuery | None = None,
) -> dict[str, Any]:
    """Judge every composite by each verifier on the same matches, and by the whole donor search; sum up.

    The verifiers rank by geometry alone; ``one tier`` and ``two tiers`` are what a user gets: OS2OS, then
    pixels compared, the query divided among its sources, and, with two tiers, the unexplained rest searched
    again.

    Args:
        library: the scanned world.
        queries: as ``resolve_queries`` gives them.
        verifiers: names that ``imagefinder.matching.get_verifier`` knows.
        negatives: pictures that should have no relative in the world: verified claims about them are errors,
            unless ``relatives`` finds that one has a relative all the same.
        relatives: judges claims that the truth does not name; None counts them all as false.
        searches: whether to run the donor searches, too.
        top: results asked for.
        control: checked before each query.
        on_query: hears of (done, total) queries.

    Returns:
        The report, ready for JSON.
    """
    observations = [Observations(name) for name in verifiers]
    whole = [Observations(ONE_TIER, True), Observations(TWO_TIERS, True)] if searches else []
    matched: list[tuple[TrueSource, int]] = []
    total = len(queries) + len(negatives)
    start = time.perf_counter()
    for done, path in enumerate([*(query.path for query in queries), *negatives], start=1):
        if control is not None:
            control.check()
        query = queries[done - 1] if done <= len(queries) else None
        if query is not None and observations:
            matched += compare_verifiers(library, query, observations, top)
        for observed, answer in zip(whole, _tiers(library, path, top, control) if whole else (), strict=True):
            if query is None:
                observed.strangers.append((path, verified_claims(answer)))
                continue
            size = (answer.query.width, answer.query.height)
            answered = observe(query, ranked_results(answer), size)
            answered.milliseconds = {"total": answer.elapsed_ms, **answer.timings}
            if answer.outline_ms is not None:
                answered.milliseconds["outline one object"] = answer.outline_ms
            observed.answers.append(answered)
        if on_query is not None:
            on_query(done, total)
    columns = [*observations, *whole]
    halves = {
        name: [observed.part(number, len(HALVES)) for observed in columns]
        for number, name in enumerate(HALVES)
    }
    strangers = [Observations(seen.verifier, True, strangers=seen.strangers) for seen in whole]
    for observed in (*(observed for half in halves.values() for observed in half), *strangers):
        if control is not None:
            control.check()
        if relatives is not None:
            settle(observed, relatives)
    donors = [source for query in queries for source in query.sources if source.role == DONOR]
    return {
        "format": 1,
        "photos": library.photo_count(),
        "index": library.status().to_json()["index"],
        "queries": len(queries),
        "donors": len(donors),
        "small_donors": sum(source.area < SMALL_AREA for source in donors),
        "tiny_donors": sum(source.area < TINY_AREA for source in donors),
        "elapsed_s": time.perf_counter() - start,
        "right_matches": {
            "all": within_reach(matched),
            "under_2_percent": within_reach(matched, TINY_AREA),
        },
        "verifiers": {observed.verifier: summarise(observed) for observed in columns},
        "halves": {
            name: {observed.verifier: summarise(observed) for observed in half if observed.answers}
            for name, half in halves.items()
        },
    }
