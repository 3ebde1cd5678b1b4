"""Candidates to ranked results: one score from 0 to 1, and an order that puts certainty first."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from imagefinder.matching import Role, VerifiedPhoto
from imagefinder.matching.confidence import POSSIBLE_EVIDENCE
from imagefinder.search.collection import PhotoRow
from imagefinder.search.confirm import ConfirmedObject
from imagefinder.search.explain import kind_of, reason_for
from imagefinder.search.query import QueryPicture
from imagefinder.search.results import MatchKind, SearchResult

WHOLE_COPY_SIMILARITY = 0.85
"""From this likeness on a photo without object matches is compared as a whole picture (plain, blurred)."""
SHOWN_SIMILARITY = 0.5
"""Look-alikes below this resemble the query no more than any two photos do."""
_KIND_ORDER = {MatchKind.COPY: 0, MatchKind.OBJECT: 1, MatchKind.SIMILAR: 2}


@dataclass(frozen=True, slots=True)
class Part:
    """What a photo is to a composite.

    Attributes:
        role: host, donor, or an alternative to a better one.
        area: part of the query that it explains and no better photo does, 0 to 1.
        direction: why the query may be said to come from it, None where nothing may be said.
    """

    role: Role
    area: float
    direction: str | None


@dataclass(slots=True)
class Candidate:
    """A photo that may become a result; filled in as the search goes on.

    Attributes:
        row: the photo.
        verified_photo: what spatial verification found, None when it found nothing.
        similarity: cosine of the global vectors, None when it is not among the most alike.
        identical: the query is this file, byte for byte.
        objects: what geometry found, and once ``confirmed``, what the pixels made of it.
        confirmed: whether pixels were compared.
        part: its part in a composite, None where that was not asked or it has none.
    """

    row: PhotoRow
    verified_photo: VerifiedPhoto | None = None
    similarity: float | None = None
    identical: bool = False
    objects: tuple[ConfirmedObject, ...] = ()
    confirmed: bool = False
    part: Part | None = None

    @property
    def verified(self) -> bool:
        """Whether geometry and pixels both support an object of it, or it is the very file."""
        return self.identical or any(found.match.verified for found in self.objects)

    @property
    def evidence(self) -> float:
        """The verifier's, 0 when it found nothing."""
        return 0.0 if self.verified_photo is None else self.verified_photo.evidence

    @property
    def may_be_whole_copy(self) -> bool:
        """Whether it looks enough like the query to be the same picture."""
        return self.identical or (self.similarity or 0.0) >= WHOLE_COPY_SIMILARITY

    @property
    def worth_confirming(self) -> bool:
        """Whether a look at the pixels can add to what is known."""
        return self.evidence >= POSSIBLE_EVIDENCE or self.may_be_whole_copy

    @property
    def promise(self) -> float:
        """In which order pixels are compared: geometry first, what tells something new before the rest of the
        same, then likeness.
        """
        standing = 0.0 if self.verified_photo is None else self.verified_photo.score
        return standing + (self.similarity or 0.0) + (1000.0 if self.identical else 0.0)


def _part_order(candidate: Candidate) -> int:
    """In a composite the host comes first, then each donor, then what may be the donor of a place that none
    of these explains, and only then what shows the same as a better one.
    """
    part = candidate.part
    if part is None or not (candidate.verified or part.role is not Role.ALTERNATIVE):
        return 4
    if part.role is Role.ALTERNATIVE:
        return 3
    if not candidate.verified:
        return 2
    return 0 if part.role is Role.HOST else 1


def _saturate(evidence: float, half_life: float) -> float:
    return 1.0 - math.exp(-max(0.0, evidence) / half_life)


def score_of(candidate: Candidate, kind: MatchKind, verified: bool) -> float:
    """0 to 1: from 0.9 copies, from 0.5 verified objects; below, what is only possible or alike."""
    if candidate.identical:
        return 1.0
    objects = [found.match for found in candidate.objects]
    strongest = max((found.score for found in objects), default=0.0)
    if kind is MatchKind.COPY:
        same = max(1.0 - found.contested for found in objects if found.verified)
        return min(0.999, 0.9 + 0.1 * strongest * same)
    if verified:
        # Many are as good as certain: among these the one with more in common comes first.
        return 0.5 + 0.2 * strongest + 0.2 * _saturate(candidate.evidence, 60.0)
    if kind is MatchKind.OBJECT:
        return 0.5 * _saturate(candidate.evidence, 5.0)
    return 0.5 * min(1.0, max(0.0, candidate.similarity or 0.0))


def rank(
    candidates: Iterable[Candidate], query: QueryPicture, top: int, kind: MatchKind | None
) -> tuple[SearchResult, ...]:
    """The best ``top`` candidates (of one kind, or of any) as results."""
    scored = []
    for candidate in candidates:
        verified = candidate.verified
        objects = tuple(found.match for found in candidate.objects)
        found_kind = MatchKind.COPY if candidate.identical else kind_of(objects, query.info.region is None)
        alike = (candidate.similarity or 0.0) >= SHOWN_SIMILARITY
        if (
            found_kind is MatchKind.SIMILAR
            and candidate.verified_photo
            and not (candidate.confirmed and alike)
        ):
            # Geometry speaks for it, though its pixels were not compared, or could not be.
            found_kind = MatchKind.OBJECT
        if found_kind is MatchKind.SIMILAR and not alike:
            continue
        if kind is None or found_kind is kind:
            scored.append((candidate, found_kind, objects, score_of(candidate, found_kind, verified)))
    scored.sort(
        key=lambda item: (
            not item[0].identical,
            _part_order(item[0]),
            _KIND_ORDER[item[1]],
            not item[0].verified,
            -item[3],
            -item[0].evidence,
            item[0].row.photo_id,
        )
    )
    return tuple(
        SearchResult(
            rank=number,
            photo_id=candidate.row.photo_id,
            path=candidate.row.path,
            score=score,
            kind=found_kind,
            objects=objects,
            reason=reason_for(found_kind, objects, candidate.similarity, candidate.identical),
            verified=candidate.verified,
            width=candidate.row.width,
            height=candidate.row.height,
            offline=candidate.row.offline,
            evidence=candidate.evidence,
            role=None if candidate.part is None else candidate.part.role.value,
            explains=0.0 if candidate.part is None else candidate.part.area,
            direction=None if candidate.part is None else candidate.part.direction,
        )
        for number, (candidate, found_kind, objects, score) in enumerate(scored[:top], start=1)
    )
