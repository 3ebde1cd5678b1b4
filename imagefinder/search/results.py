"""Search results as frozen records, and their JSON form (format 1 of the contract)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Outline = tuple[Point, ...]
Row = tuple[float, float, float]
Affine = tuple[Row, Row]
Homography = tuple[Row, Row, Row]
Region = tuple[int, int, int, int]

JSON_FORMAT = 1


class MatchKind(StrEnum):
    """What a result has in common with the query."""

    COPY = "copy"
    OBJECT = "object"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class ObjectMatch:
    """One object that the query and a result share.

    Attributes:
        score: calibrated confidence, 0 to 1.
        matches: number of local feature matches that agree on it.
        query_outline: the largest piece of its outline in the query, pixels of the full-resolution picture.
        result_outline: the same object in the result, pixels of the full-resolution result.
        transform: affine map from query pixels to result pixels.
        homography: projective map likewise, of which ``transform`` holds for a part only: a flat thing seen
            from the side. None for all that one affine map explains.
        flipped: whether the result shows it mirrored.
        query_coverage: share of the query's (or its region's) area that the object covers, 0 to 1.
        result_coverage: likewise of the result's area.
        query_frame: share of the query that lies within the result's frame, were it laid over it, 0 to 1.
        result_frame: share of the result that lies within the query's frame, 0 to 1.
        verified: whether geometry and pixels both support it; otherwise it is only possible.
        contested: share of the texture within both frames in which the pixels contradict, 0 to 1.
        words: the transform in plain words, empty when there is nothing to say.
        query_pieces: every piece of the outline in the query, the largest first.
        result_pieces: likewise in the result.
    """

    score: float
    matches: int
    query_outline: Outline
    result_outline: Outline
    transform: Affine
    flipped: bool
    query_coverage: float = 0.0
    result_coverage: float = 0.0
    query_frame: float = 0.0
    result_frame: float = 0.0
    verified: bool = False
    contested: float = 0.0
    words: str = ""
    query_pieces: tuple[Outline, ...] = ()
    result_pieces: tuple[Outline, ...] = ()
    homography: Homography | None = None

    @property
    def mapping(self) -> Affine | Homography:
        """The map from query pixels to result pixels that holds for the whole object."""
        return self.transform if self.homography is None else self.homography


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One photo of the collection that answers the query.

    Attributes:
        rank: 1 for the best.
        photo_id: the catalog's id.
        path: the photo's file.
        score: 0 to 1.
        kind: how it relates to the query.
        objects: what they share, best first; empty for look-alikes.
        reason: one plain sentence saying why it is here.
        verified: whether any object of it is verified.
        width: of the oriented photo, pixels.
        height: likewise.
        offline: whether its file cannot be reached at present.
        evidence: the verifier's raw score: weight of agreeing matches times the log of their spread.
        role: in a composite: ``host``, ``donor`` or ``alternative``; None when it has none.
        explains: in a composite: part of the query that it explains and no better photo does, 0 to 1.
        direction: in a composite: why the query may be said to come from it; None where nothing may be said.
    """

    rank: int
    photo_id: int
    path: Path
    score: float
    kind: MatchKind
    objects: tuple[ObjectMatch, ...]
    reason: str
    verified: bool
    width: int
    height: int
    offline: bool = False
    evidence: float = 0.0
    role: str | None = None
    explains: float = 0.0
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class QueryInfo:
    """The picture that was asked about.

    Attributes:
        path: its file, None for pasted pixels.
        width: of the oriented picture at full resolution.
        height: likewise.
        region: x, y, width, height of the part that was asked about, None for the whole picture.
        features: number of local features found in it.
    """

    path: Path | None
    width: int
    height: int
    region: Region | None
    features: int = 0


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A whole answer.

    Attributes:
        query: what was asked.
        device: where it was computed.
        elapsed_ms: from the pixels being asked for to the answer.
        results: best first.
        timings: milliseconds by stage.
        outline_ms: milliseconds to compare and outline one object (median); None where none was compared.
        notes: what the user should know about this answer (“too few details …”).
        unexplained: outlines of the parts of the query that no verified object covers (composites only).
        complete: False for an answer that is still being refined.
    """

    query: QueryInfo
    device: str
    elapsed_ms: float
    results: tuple[SearchResult, ...]
    timings: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unexplained: tuple[Outline, ...] = ()
    complete: bool = True
    outline_ms: float | None = None


def _rounded(outline: Outline) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in outline]


def object_to_json(found: ObjectMatch) -> dict[str, Any]:
    """One object in the contract's form.

    ``transform`` holds the two rows of an affine map from query pixels to result pixels. Where a flat thing
    is seen from the side it is true of a part only; ``homography`` then holds the three rows of the
    projective map of the whole (the last one positive all over the object), else null.
    """
    homography = None if found.homography is None else [list(row) for row in found.homography]
    return {
        "score": round(found.score, 4),
        "matches": found.matches,
        "verified": found.verified,
        "query_outline": _rounded(found.query_outline),
        "result_outline": _rounded(found.result_outline),
        "query_pieces": [_rounded(piece) for piece in found.query_pieces],
        "result_pieces": [_rounded(piece) for piece in found.result_pieces],
        "query_coverage": round(found.query_coverage, 4),
        "result_coverage": round(found.result_coverage, 4),
        "transform": [[round(value, 6) for value in row] for row in found.transform],
        "homography": homography,
        "flipped": found.flipped,
        "contested": round(found.contested, 4),
        "words": found.words,
    }


def results_to_json(answer: SearchResults) -> dict[str, Any]:
    """The whole answer as format 1 of the contract (a superset: keys are only ever added)."""
    query = answer.query
    return {
        "format": JSON_FORMAT,
        "query": {
            "path": None if query.path is None else str(query.path),
            "width": query.width,
            "height": query.height,
            "region": None if query.region is None else list(query.region),
            "features": query.features,
        },
        "device": answer.device,
        "elapsed_ms": round(answer.elapsed_ms, 1),
        "timings_ms": {stage: round(value, 1) for stage, value in answer.timings.items()},
        "outline_ms": None if answer.outline_ms is None else round(answer.outline_ms, 1),
        "notes": list(answer.notes),
        "unexplained": [_rounded(outline) for outline in answer.unexplained],
        "results": [
            {
                "rank": result.rank,
                "path": str(result.path),
                "score": round(result.score, 4),
                "kind": result.kind.value,
                "verified": result.verified,
                "reason": result.reason,
                "evidence": round(result.evidence, 3),
                "width": result.width,
                "height": result.height,
                "offline": result.offline,
                "role": result.role,
                "explains": round(result.explains, 4),
                "direction": result.direction,
                "objects": [object_to_json(found) for found in result.objects],
            }
            for result in answer.results
        ],
    }
