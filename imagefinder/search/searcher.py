"""The search itself: describe, look up, verify, confirm, rank, explain."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.features import GlobalFeatures, LocalFeatures
from imagefinder.jobs import JobControl
from imagefinder.matching import Matches, VerifiedPhoto, get_verifier
from imagefinder.search.collection import PhotoRow, SearchableCollection
from imagefinder.search.confirm import CONFIRM_SIDE, confirm_photo, match_whole_picture
from imagefinder.search.lookup import LookAlike, find_matches, look_alikes
from imagefinder.search.query import QueryPicture, describe_query, open_query
from imagefinder.search.ranking import Candidate, rank
from imagefinder.search.results import MatchKind, Region, SearchResults

POSSIBLE_EVIDENCE = 1.0
"""Below this object score most matches are chance (docs/benchmarks.md); a search leaves them out."""
CONFIRMED_PHOTOS = 32
"""At most this many photos are compared pixel by pixel for one answer, the best by geometry."""
FEW_FEATURES = 12
SEARCH_KINDS = ("any", *MatchKind)

OnPartial = Callable[[SearchResults], None]


@dataclass
class _Clock:
    """Milliseconds by stage."""

    start: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str) -> None:
        now = time.perf_counter()
        self.stages[name] = self.stages.get(name, 0.0) + (now - self.last) * 1000
        self.last = now

    @property
    def elapsed_ms(self) -> float:
        return (time.perf_counter() - self.start) * 1000


class Searcher:
    """Answers queries over one collection; one object may serve several threads."""

    def __init__(self, collection: SearchableCollection) -> None:
        self._collection = collection

    def search(
        self,
        image: Path | str | np.ndarray | Any,
        region: Region | None = None,
        *,
        lasso: np.ndarray | None = None,
        top: int = 50,
        kind: str = "any",
        verifier: str = "os2os",
        control: JobControl | None = None,
        on_partial: OnPartial | None = None,
    ) -> SearchResults:
        """Every photo that holds the picture, a part of it, or looks like it; the best first.

        Args:
            image: a file, or (h, w, 3) uint8 sRGB pixels.
            region: x, y, width, height of the part to search for, full-resolution pixels.
            lasso: (n, 2) polygon instead of a rectangle.
            top: the most results to give.
            kind: ``any``, ``copy``, ``object`` or ``similar``.
            verifier: which spatial verification to use; see ``imagefinder.matching.get_verifier``.
            control: lets another thread cancel.
            on_partial: is called with a first answer, before pixels are compared.

        Raises:
            PhotoError: the query is not a readable picture.
            RequestError: the region, ``top``, ``kind`` or ``verifier`` is wrong.
            JobCancelled: ``control`` was cancelled.
        """
        if kind not in SEARCH_KINDS:
            raise RequestError("--kind", f"{kind!r} is none of {', '.join(SEARCH_KINDS)}")
        return self._answer(
            image,
            region,
            lasso,
            top,
            None if kind == "any" else MatchKind(kind),
            verifier,
            control,
            on_partial,
        )

    def _answer(
        self,
        image: Path | str | np.ndarray | Any,
        region: Region | None,
        lasso: np.ndarray | None,
        top: int,
        kind: MatchKind | None,
        verifier: str,
        control: JobControl | None,
        on_partial: OnPartial | None,
    ) -> SearchResults:
        if top < 1:
            raise RequestError("--top", f"at least one result must be asked for, not {top}")
        judge = get_verifier(verifier)
        control = control or JobControl()
        clock = _Clock()
        query = open_query(image, region, lasso)
        clock.stage("read")
        overall, local = describe_query(query)
        clock.stage("describe")
        control.check()
        size = (query.info.width, query.info.height)
        info = replace(query.info, features=len(local))
        notes = _notes(local, query)
        verified: list[VerifiedPhoto] = []
        matches: Matches | None = None
        if kind is not MatchKind.SIMILAR:
            matches = find_matches(self._collection, local, size[0])
            clock.stage("neighbours")
            control.check()
            if matches is not None:
                verified = judge.verify(matches, size)
            clock.stage("verify")
        alike = look_alikes(self._collection, overall, max(2 * top, 50))
        clock.stage("look-alikes")
        control.check()
        candidates = self._candidates(query, verified, alike)
        clock.stage("catalog")

        def answer(complete: bool) -> SearchResults:
            return SearchResults(
                query=info,
                device=self._collection.device.name,
                elapsed_ms=clock.elapsed_ms,
                results=rank(candidates, query, top, kind),
                timings=dict(clock.stages),
                notes=notes,
                complete=complete,
            )

        if on_partial is not None:
            on_partial(answer(False))
        self._confirm(query, overall, candidates, matches, control)
        clock.stage("confirm")
        return answer(True)

    def _candidates(
        self, query: QueryPicture, verified: list[VerifiedPhoto], alike: list[LookAlike]
    ) -> list[Candidate]:
        """One candidate for each photo worth showing, from geometry, likeness and identical content."""
        similarity = {found.description_id: found.similarity for found in alike}
        wanted = {photo.photo: photo for photo in verified if photo.score >= POSSIBLE_EVIDENCE}
        identical = (
            set()
            if query.content_hash is None
            else {row.photo_id for row in self._collection.photos_with_content(query.content_hash)}
        )
        rows = self._collection.photos_of({*wanted, *similarity})
        candidates = []
        for description_id, photos in rows.items():
            for row in photos:
                candidates.append(
                    Candidate(
                        row=row,
                        verified_photo=wanted.get(description_id),
                        similarity=similarity.get(description_id),
                        identical=row.photo_id in identical,
                    )
                )
        known = {candidate.row.photo_id for candidate in candidates}
        if query.content_hash is not None and identical - known:
            for row in self._collection.photos_with_content(query.content_hash):
                if row.photo_id not in known:
                    candidates.append(Candidate(row=row, identical=True))
        return candidates

    def _confirm(
        self,
        query: QueryPicture,
        overall: GlobalFeatures,
        candidates: list[Candidate],
        matches: Matches | None,
        control: JobControl,
    ) -> None:
        """Compare the best candidates with the query pixel by pixel, and put what is found into them."""
        by_evidence = sorted(
            (candidate for candidate in candidates if candidate.worth_confirming),
            key=lambda candidate: -candidate.promise,
        )
        chosen: dict[int, list[Candidate]] = {}
        for candidate in by_evidence:
            # Exact copies are one picture: compared once, shown each.
            if candidate.row.description_id in chosen or len(chosen) < CONFIRMED_PHOTOS:
                chosen.setdefault(candidate.row.description_id, []).append(candidate)

        def work(same: list[Candidate]) -> None:
            control.check()
            first = same[0]
            pixels = self._collection.load_pixels(first.row, CONFIRM_SIDE)
            if pixels is None:
                return
            objects = ()
            if first.verified_photo is not None and matches is not None:
                objects = confirm_photo(query, first.row, pixels, first.verified_photo, matches)
            if not any(found.verified for found in objects) and first.may_be_whole_copy:
                whole = match_whole_picture(query, first.row, pixels)
                objects = objects if whole is None else (whole, *objects)
            for candidate in same:
                candidate.objects = objects
                candidate.confirmed = True

        with ThreadPoolExecutor(max_workers=_threads(), thread_name_prefix="confirm") as pool:
            for outcome in [pool.submit(work, same) for same in chosen.values()]:
                outcome.result()


def _threads() -> int:
    import os

    return max(1, min(8, os.cpu_count() or 1))


def _notes(local: LocalFeatures, query: QueryPicture) -> tuple[str, ...]:
    if len(local) >= FEW_FEATURES:
        return ()
    what = "this part of the picture" if query.info.region is not None else "this picture"
    return (
        f"There are too few details in {what} to find objects ({len(local)} local features); "
        "only look-alikes and copies of the whole picture can be found.",
    )


__all__ = ["PhotoRow", "Searcher"]
