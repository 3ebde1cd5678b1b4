"""Answers about composites held against the truth: ranks, claims, outlines; and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from imagefinder.errors import PhotoError
from imagefinder.evaluation.measures import (
    Claim,
    none_if_nan,
    overlap,
    recall_at,
    recall_at_false_positives,
)
from imagefinder.evaluation.relatives import Relatives, SourcePart, part_of
from imagefinder.evaluation.truth import DONOR, HOST, TrueSource
from imagefinder.photos import read_photo
from imagefinder.search import MatchKind, SearchResult, SearchResults

RANKS = (1, 5, 10, 20, 50, 100, 200)
FALSE_POSITIVES = (0, 3, 10, 30)
SMALL_AREA = 0.10
TINY_AREA = 0.02
MASK_SIDE = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """A composite with its truth resolved to files.

    Attributes:
        path: of the composite.
        sources: the truth.
        relatives: for each source, every path of the world that shows the same picture.
        photos: for each source, its own file.
    """

    path: Path
    sources: tuple[TrueSource, ...]
    relatives: tuple[frozenset[Path], ...]
    photos: tuple[Path, ...] = ()

    @property
    def parts(self) -> list[SourcePart]:
        """What the composite shows of each source."""
        return [
            part_of(self.path, source, photo) for source, photo in zip(self.sources, self.photos, strict=True)
        ]


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
class Named:
    """One photo that an answer named, as a claim.

    Attributes:
        claim: how it counts.
        paths: the file, or several that are byte for byte the same.
        verified: whether the search called it verified.
        relative: whether the truth is silent about it, but it shows the same thing as a source.
    """

    claim: Claim
    paths: frozenset[Path]
    verified: bool
    relative: bool = False


@dataclass(slots=True)
class Answered:
    """One answer held against the truth."""

    query: Query
    found: list[Found]
    named: list[Named]
    milliseconds: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Observations:
    """All that one verifier's answers say.

    Attributes:
        verifier: its name.
        compares_pixels: whether it can call anything verified; geometry alone cannot.
        answers: about composites.
        strangers: each picture that should have no relative in the world, and the verified claims about it.
    """

    verifier: str
    compares_pixels: bool = False
    answers: list[Answered] = field(default_factory=list)
    strangers: list[tuple[Path, list[Named]]] = field(default_factory=list)

    def part(self, remainder: int, of: int) -> Observations:
        """Every ``of``-th answer, beginning with number ``remainder``."""
        return Observations(self.verifier, self.compares_pixels, self.answers[remainder::of])


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


def ranked_results(answer: SearchResults) -> list[Ranked]:
    """A search's results without mere look-alikes, scored by their raw evidence."""
    return [
        Ranked(frozenset({result.path.resolve()}), result.evidence, result)
        for result in answer.results
        if result.kind is not MatchKind.SIMILAR
    ]


def verified_claims(answer: SearchResults) -> list[Named]:
    """The verified results of an answer to a picture that should have none."""
    return [
        Named(Claim(result.evidence, 0, True), frozenset({result.path.resolve()}), True)
        for result in answer.results
        if result.verified
    ]


def observe(query: Query, ranked: Sequence[Ranked], size: tuple[int, int]) -> Answered:
    """Hold one ranked list against the truth.

    Args:
        query: the composite.
        ranked: best first.
        size: the composite's width and height.
    """
    answered = Answered(query, [], [])
    donors_at: dict[int, int] = {}
    for source, family in zip(query.sources, query.relatives, strict=True):
        place = next((place for place, entry in enumerate(ranked) if entry.paths & family), None)
        if place is None:
            answered.found.append(Found(source, None, False, None))
            continue
        donors_at[place] = donors_at.get(place, 0) + (source.role == DONOR)
        result = ranked[place].result
        iou = None if result is None else _outline_iou(query, source, result, size)
        answered.found.append(Found(source, place + 1, result is not None and result.verified, iou))
    related = frozenset[Path]().union(*query.relatives)
    for place, entry in enumerate(ranked):
        claim = Claim(entry.score, donors_at.get(place, 0), not entry.paths & related)
        verified = entry.result is not None and entry.result.verified
        answered.named.append(Named(claim, entry.paths, verified))
    return answered


def settle(observed: Observations, relatives: Relatives) -> None:
    """Judge the claims that the truth does not name: false, or about a relative of a source.

    Only as many as the report needs, the surest first: all verified ones, and of the others until there are
    more false ones than the largest number that recall is asked at. What was found is kept even if it is
    stopped.
    """
    parts = {answered.query.path: answered.query.parts for answered in observed.answers}
    open_claims = [
        (answered.query.path, named)
        for answered in observed.answers
        for named in answered.named
        if named.claim.false
    ]
    open_claims.sort(key=lambda entry: -entry[1].claim.score)
    false = 0
    try:
        for query, named in open_claims:
            if false > max(FALSE_POSITIVES) and not named.verified:
                continue
            if _related(named, parts[query], relatives):
                named.claim = Claim(named.claim.score, named.claim.found, False)
                named.relative = True
            else:
                false += 1
        for path, claims in observed.strangers:
            for named in claims:
                named.relative = _related(
                    named, [SourcePart(f"{path.parent.name}/{path.name}", path)], relatives
                )
    finally:
        relatives.save()


def _related(named: Named, parts: Sequence[SourcePart], relatives: Relatives) -> bool:
    return any(relatives.related(part, photo) for part in parts for photo in named.paths)


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


def _recalls(found: Sequence[Found]) -> dict[str, float | None]:
    ranks = [entry.rank for entry in found]
    return {str(k): none_if_nan(recall_at(ranks, k)) for k in RANKS}


def summarise(observed: Observations) -> dict[str, Any]:
    """One verifier's column of the report."""
    found = [entry for answered in observed.answers for entry in answered.found]
    donors = [entry for entry in found if entry.source.role == DONOR]
    hosts = [entry for entry in found if entry.source.role == HOST]
    groups: Mapping[str, list[Found]] = {
        "all": donors,
        "small": [entry for entry in donors if entry.source.area < SMALL_AREA],
        "under_2_percent": [entry for entry in donors if entry.source.area < TINY_AREA],
        "2_to_5_percent": [entry for entry in donors if TINY_AREA <= entry.source.area < 0.05],
        "over_5_percent": [entry for entry in donors if entry.source.area >= 0.05],
        "mirrored": [entry for entry in donors if is_mirrored(entry.source)],
        "turned_over_45_degrees": [entry for entry in donors if turn_of(entry.source) > 45],
    }
    claims = [named.claim for answered in observed.answers for named in answered.named]
    at = recall_at_false_positives(claims, len(donors), FALSE_POSITIVES)
    stages = sorted({stage for answered in observed.answers for stage in answered.milliseconds})
    spent = {
        stage: np.array([a.milliseconds[stage] for a in observed.answers if stage in a.milliseconds])
        for stage in stages
    }
    return {
        "donor_recall": {name: _recalls(group) for name, group in groups.items()},
        "donor_counts": {name: len(group) for name, group in groups.items()},
        "host_recall": _recalls(hosts),
        "recall_at_false_positives": {str(number): none_if_nan(value) for number, value in at.items()},
        **(_certainty(observed, donors) if observed.compares_pixels else {}),
        "milliseconds": {
            stage: {"median": float(np.median(values)), "mean": float(np.mean(values))}
            for stage, values in spent.items()
        },
    }


def _certainty(observed: Observations, donors: Sequence[Found]) -> dict[str, Any]:
    """What only a search that compares pixels can be asked: verified claims and outlines."""
    verified = [
        (answered.query, named) for answered in observed.answers for named in answered.named if named.verified
    ]
    about_strangers = [(query, named) for query, claimed in observed.strangers for named in claimed]
    sure = recall_at_false_positives([named.claim for _, named in verified], len(donors), FALSE_POSITIVES)
    ious = np.array([entry.iou for entry in donors if entry.iou is not None and entry.verified])
    return {
        "verified_recall_at_false_positives": {str(n): none_if_nan(value) for n, value in sure.items()},
        "verified_claims": len(verified),
        "verified_false_claims": sum(named.claim.false for _, named in verified),
        "verified_relatives": sum(named.relative for _, named in verified),
        "false_verified": [
            {
                "query": query.path.name,
                "path": str(min(named.paths)),
                "evidence": round(named.claim.score, 2),
            }
            for query, named in verified
            if named.claim.false
        ],
        "verified_donors": sum(entry.verified for entry in donors),
        "negative_queries": len(observed.strangers),
        "negative_verified_claims": sum(not named.relative for _, named in about_strangers),
        "negative_relatives": sum(named.relative for _, named in about_strangers),
        "negatives_with_relatives": len({query for query, named in about_strangers if named.relative}),
        "negative_verified": [
            {
                "query": query.name,
                "path": str(min(named.paths)),
                "evidence": round(named.claim.score, 2),
                "relative": named.relative,
            }
            for query, named in about_strangers
        ],
        "outline_iou": {
            "outlined": len(ious),
            "mean": float(ious.mean()) if len(ious) else None,
            "median": float(np.median(ious)) if len(ious) else None,
            "share_over_half": float((ious > 0.5).mean()) if len(ious) else None,
        },
    }
