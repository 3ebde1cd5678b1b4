"""The composite benchmark: which hosts and donors are found, at which rank, how well outlined, how fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.measures import Claim, overlap, recall_at, recall_at_false_positives
from imagefinder.evaluation.truth import DONOR, HOST, TrueSource, Truth
from imagefinder.evaluation.world import locate
from imagefinder.features import describe_global
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.matching import VerifiedPhoto, get_verifier
from imagefinder.photos import read_photo
from imagefinder.search import MatchKind, SearchResult, SearchResults, open_query
from imagefinder.search.lookup import find_matches
from imagefinder.search.query import describe_query

RANKS = (1, 5, 10, 20, 50, 100, 200)
FALSE_POSITIVES = (0, 3, 10, 30)
SMALL_AREA = 0.10
TINY_AREA = 0.02
MASK_SIDE = 1000
RELATIVE_BITS = 6
"""Photos whose perceptual hashes differ by at most this many of 64 bits are the same picture twice."""

OnQuery = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What one answer says about one true source.

    Attributes:
        source: the truth.
        rank: of the first result that shows it (or a copy of it), None when there is none.
        verified: whether that result is verified.
        iou: overlap of its outline in the query with the true mask; None without outline or mask.
    """

    source: TrueSource
    rank: int | None
    verified: bool
    iou: float | None


@dataclass(slots=True)
class Observations:
    """All that one verifier's answers say.

    Attributes:
        verifier: its name.
        compares_pixels: whether it can call anything verified; geometry alone cannot.
    """

    verifier: str
    compares_pixels: bool = False
    found: list[Found] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    verified_claims: list[Claim] = field(default_factory=list)
    false_verified: list[dict[str, Any]] = field(default_factory=list)
    milliseconds: list[dict[str, float]] = field(default_factory=list)
    negative_claims: int = 0
    negatives: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A composite with its truth resolved to files.

    Attributes:
        path: of the composite.
        sources: the truth.
        relatives: for each source, every path of the world that shows the same picture.
    """

    path: Path
    sources: tuple[TrueSource, ...]
    relatives: tuple[frozenset[Path], ...]


def _relatives(library: Library, photo: Path) -> frozenset[Path]:
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
    relatives: dict[Path, frozenset[Path]] = {}
    for name, sources in sorted(truth.items())[:limit]:
        path = queries / name
        if not path.is_file():
            raise RequestError("--queries", f"{path}: named in the truth, but not there")
        families = []
        for source in sources:
            photo = locate(source.donor, roots)
            if photo is None:
                raise RequestError(
                    "--truth", f"{source.donor}: not found below " + ", ".join(str(root) for root in roots)
                )
            if photo not in relatives:
                relatives[photo] = _relatives(library, photo)
            families.append(relatives[photo])
        resolved.append(Query(path, sources, tuple(families)))
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


def outline_mask(results: Sequence[SearchResult], size: tuple[int, int], scale: float) -> np.ndarray:
    """The union of the objects' outlines in the query, (h, w) bool, the query's pixels times ``scale``."""
    canvas = np.zeros((max(1, round(size[1] * scale)), max(1, round(size[0] * scale))), np.uint8)
    for result in results:
        for found in result.objects:
            pieces = found.query_pieces or ((found.query_outline,) if found.query_outline else ())
            for piece in pieces:
                points = np.round(np.array(piece, dtype=np.float64) * scale).astype(np.int32)
                cv2.fillPoly(canvas, [points], 1)
    return canvas.astype(bool)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place of a ranked list.

    Attributes:
        paths: the file, or several that are byte for byte the same.
        score: by which claims of different queries are compared.
        result: the search's own words about it, None where only a verifier was asked.
    """

    paths: frozenset[Path]
    score: float
    result: SearchResult | None = None


def _true_mask(query: Query, source: TrueSource, shape: tuple[int, int]) -> np.ndarray | None:
    if source.mask is None:
        return None
    try:
        mask = read_photo(query.path.parent / source.mask).pixels[..., 0]
    except PhotoError:
        return None
    return np.asarray(cv2.resize(mask, shape[::-1], interpolation=cv2.INTER_AREA)) > 127


def _outline_iou(
    query: Query, source: TrueSource, result: SearchResult, size: tuple[int, int]
) -> float | None:
    drawn = outline_mask([result], size, min(1.0, MASK_SIDE / max(size)))
    true = _true_mask(query, source, (drawn.shape[0], drawn.shape[1]))
    return overlap(drawn, true) if drawn.any() and true is not None else None


def observe(query: Query, ranked: Sequence[Ranked], size: tuple[int, int], into: Observations) -> None:
    """Hold one ranked list against the truth.

    Args:
        query: the composite.
        ranked: best first.
        size: the composite's width and height.
        into: what is seen is added here.
    """
    donors_at: dict[int, int] = {}
    for source, family in zip(query.sources, query.relatives, strict=True):
        place = next((place for place, entry in enumerate(ranked) if entry.paths & family), None)
        if place is None:
            into.found.append(Found(source, None, False, None))
            continue
        donors_at[place] = donors_at.get(place, 0) + (source.role == DONOR)
        result = ranked[place].result
        iou = None if result is None else _outline_iou(query, source, result, size)
        into.found.append(Found(source, place + 1, result is not None and result.verified, iou))
    related = frozenset[Path]().union(*query.relatives)
    for place, entry in enumerate(ranked):
        claim = Claim(entry.score, donors_at.get(place, 0), not entry.paths & related)
        into.claims.append(claim)
        if entry.result is not None and entry.result.verified:
            into.verified_claims.append(claim)
            if claim.false:
                into.false_verified.append(
                    {
                        "query": query.path.name,
                        "path": str(entry.result.path),
                        "evidence": round(entry.score, 2),
                    }
                )


def ranked_results(answer: SearchResults) -> list[Ranked]:
    """A search's results without mere look-alikes, scored by their raw evidence."""
    return [
        Ranked(frozenset({result.path.resolve()}), result.evidence, result)
        for result in answer.results
        if result.kind is not MatchKind.SIMILAR
    ]


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
) -> dict[str, float]:
    """Describe and match once, then let every verifier judge the same matches.

    Returns:
        Milliseconds of the stages that they share.
    """
    start = time.perf_counter()
    picture = open_query(query.path)
    _, local = describe_query(picture)
    described = time.perf_counter()
    size = (picture.info.width, picture.info.height)
    matches = find_matches(library, local, size[0])
    matched = time.perf_counter()
    shared = {"extract": 1000 * (described - start), "neighbours": 1000 * (matched - described)}
    for observed in verifiers:
        begin = time.perf_counter()
        verified = [] if matches is None else get_verifier(observed.verifier).verify(matches, size)
        spent = 1000 * (time.perf_counter() - begin)
        observe(query, ranked_photos(library, verified, top), size, observed)
        observed.milliseconds.append({**shared, "verify": spent, "total": sum(shared.values()) + spent})
    return shared


ONE_TIER = "one tier"
TWO_TIERS = "two tiers"


def run_composites(
    library: Library,
    queries: Sequence[Query],
    verifiers: Sequence[str],
    *,
    negatives: Sequence[Path] = (),
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
        negatives: pictures without any relative in the world: verified claims about them are errors.
        top: results asked for.
        control: checked before each query.
        on_query: hears of (done, total) queries.

    Returns:
        The report, ready for JSON.
    """
    observations = [Observations(name) for name in verifiers]
    whole = {False: Observations(ONE_TIER, True), True: Observations(TWO_TIERS, True)}
    total = len(queries) + len(negatives)
    start = time.perf_counter()
    for done, path in enumerate([*(query.path for query in queries), *negatives], start=1):
        if control is not None:
            control.check()
        if done <= len(queries):
            compare_verifiers(library, queries[done - 1], observations, top)
        for second_tier, observed in whole.items():
            answer = library.searcher.donors(path, top=top, second_tier=second_tier, control=control)
            if done <= len(queries):
                size = (answer.query.width, answer.query.height)
                observe(queries[done - 1], ranked_results(answer), size, observed)
                observed.milliseconds.append({"total": answer.elapsed_ms, **answer.timings})
            else:
                observed.negatives += 1
                observed.negative_claims += sum(result.verified for result in answer.results)
        if on_query is not None:
            on_query(done, total)
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
        "verifiers": {
            observed.verifier: summarise(observed) for observed in [*observations, *whole.values()]
        },
    }


def _recalls(found: Sequence[Found]) -> dict[str, float | None]:
    ranks = [entry.rank for entry in found]
    return {str(k): none_if_nan(recall_at(ranks, k)) for k in RANKS}


def none_if_nan(value: float) -> float | None:
    """JSON knows no nan."""
    return None if value != value else value


def is_mirrored(source: TrueSource) -> bool:
    """Whether the truth's transform exchanges left and right."""
    if source.transform is None:
        return False
    (a, b, _), (c, d, _) = source.transform
    return a * d - b * c < 0


def turn_of(source: TrueSource) -> float:
    """By how many degrees, 0 to 180, an object is turned."""
    if source.transform is None:
        return 0.0
    (a, b, _), (c, d, _) = source.transform
    if a * d - b * c < 0:
        a, c = -a, -c
    return abs(float(np.rad2deg(np.arctan2(c - b, a + d))))


def summarise(observed: Observations) -> dict[str, Any]:
    """One verifier's column of the report."""
    donors = [entry for entry in observed.found if entry.source.role == DONOR]
    hosts = [entry for entry in observed.found if entry.source.role == HOST]
    groups: Mapping[str, list[Found]] = {
        "all": donors,
        "small": [entry for entry in donors if entry.source.area < SMALL_AREA],
        "under_2_percent": [entry for entry in donors if entry.source.area < TINY_AREA],
        "2_to_5_percent": [entry for entry in donors if TINY_AREA <= entry.source.area < 0.05],
        "over_5_percent": [entry for entry in donors if entry.source.area >= 0.05],
        "mirrored": [entry for entry in donors if is_mirrored(entry.source)],
        "turned_over_45_degrees": [entry for entry in donors if turn_of(entry.source) > 45],
    }
    stages = sorted({stage for entry in observed.milliseconds for stage in entry})
    at = recall_at_false_positives(observed.claims, len(donors), FALSE_POSITIVES)
    return {
        "donor_recall": {name: _recalls(group) for name, group in groups.items()},
        "donor_counts": {name: len(group) for name, group in groups.items()},
        "host_recall": _recalls(hosts),
        "recall_at_false_positives": {str(number): none_if_nan(value) for number, value in at.items()},
        **(_certainty(observed, donors) if observed.compares_pixels else {}),
        "milliseconds": {
            stage: {
                "median": float(np.median([entry.get(stage, 0.0) for entry in observed.milliseconds])),
                "mean": float(np.mean([entry.get(stage, 0.0) for entry in observed.milliseconds])),
            }
            for stage in stages
        },
    }


def _certainty(observed: Observations, donors: Sequence[Found]) -> dict[str, Any]:
    """What only a search that compares pixels can be asked: verified claims and outlines."""
    sure = recall_at_false_positives(observed.verified_claims, len(donors), FALSE_POSITIVES)
    ious = np.array([entry.iou for entry in donors if entry.iou is not None and entry.verified])
    return {
        "verified_recall_at_false_positives": {str(n): none_if_nan(value) for n, value in sure.items()},
        "verified_claims": len(observed.verified_claims),
        "verified_false_claims": sum(claim.false for claim in observed.verified_claims),
        "false_verified": observed.false_verified,
        "verified_donors": sum(entry.verified for entry in donors),
        "negative_queries": observed.negatives,
        "negative_verified_claims": observed.negative_claims,
        "outline_iou": {
            "outlined": len(ious),
            "mean": float(ious.mean()) if len(ious) else None,
            "median": float(np.median(ious)) if len(ious) else None,
            "share_over_half": float((ious > 0.5).mean()) if len(ious) else None,
        },
    }
