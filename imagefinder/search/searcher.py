"""The two searches: what holds this picture or part of it, and what this composite was made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.jobs import JobControl
from imagefinder.matching import Partition, Role, Verdict, direction_reason, get_verifier
from imagefinder.matching.confidence import POSSIBLE_EVIDENCE
from imagefinder.photos import Photo, PhotoReader
from imagefinder.search.collection import SearchableCollection
from imagefinder.search.query import open_query
from imagefinder.search.ranking import Part, rank
from imagefinder.search.results import MatchKind, Outline, Region, SearchResult, SearchResults
from imagefinder.search.session import SearchSession, StageClock

SAME_PART = 0.8
"""Share of a link's part of the query that another photo must show as well to be a version of the same."""
SEARCH_KINDS: tuple[str, ...] = ("any", *MatchKind)

OnPartial = Callable[[SearchResults], None]
Image = Path | str | np.ndarray | Photo


class Searcher:
    """Answers queries over one collection; one object may serve several threads.

    Args:
        collection: what is searched.
        reader: reads query files in a process of its own; None: they are trusted and read in this one.
    """

    def __init__(self, collection: SearchableCollection, reader: PhotoReader | None = None) -> None:
        self._collection = collection
        self._reader = reader

    def search(
        self,
        image: Image,
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
            on_partial: is called with the look-alikes as soon as they are known, and again with what spatial
                verification found, before pixels are compared.

        Raises:
            PhotoError: the query is not a readable picture.
            RequestError: the region, ``top``, ``kind`` or ``verifier`` is wrong.
            JobCancelled: ``control`` was cancelled.
        """
        if kind not in SEARCH_KINDS:
            raise RequestError("--kind", f"{kind!r} is none of {', '.join(SEARCH_KINDS)}")
        wanted = None if kind == "any" else MatchKind(kind)
        session = self._open(image, region, lasso, top, verifier, control)

        def answer(complete: bool) -> SearchResults:
            return self._results(
                session, rank(session.candidates.values(), session.query, top, wanted), complete
            )

        def tell() -> None:
            # Below this evidence most matches are chance: a search leaves such photos out.
            session.gather(POSSIBLE_EVIDENCE, max(2 * top, 100))
            if on_partial is not None and session.candidates:
                on_partial(answer(False))

        session.find_look_alikes(max(2 * top, 50))
        if wanted is not MatchKind.SIMILAR:
            if on_partial is not None:
                tell()
            session.find_objects()
        tell()
        session.confirm()
        return answer(True)

    def donors(
        self,
        image: Image,
        *,
        top: int = 50,
        verifier: str = "os2os",
        second_tier: bool = True,
        control: JobControl | None = None,
        on_partial: OnPartial | None = None,
    ) -> SearchResults:
        """What a composite was made of: its host, its donors, and what nothing explains.

        Photos that only look similar are left out. Candidates below certainty follow the verified ones, by
        evidence, so that a list of ``top`` is worth looking through.

        Args:
            image: a file, or (h, w, 3) uint8 sRGB pixels.
            top: the most results to give.
            verifier: which spatial verification to use.
            second_tier: search again, enlarged, for what the first search leaves unexplained.
            control: lets another thread cancel.
            on_partial: is called with the first tier's answer.

        Raises:
            PhotoError: the query is not a readable picture.
            RequestError: ``top`` or ``verifier`` is wrong.
            JobCancelled: ``control`` was cancelled.
        """
        session = self._open(image, None, None, top, verifier, control)
        session.find_objects()
        session.find_look_alikes(20)
        session.gather(0.0, top)
        session.confirm()
        if second_tier:
            if on_partial is not None:
                on_partial(self._composite(session, top, False))
            if session.search_the_rest():
                session.gather(0.0, top)
                session.confirm()
        return self._composite(session, top, True)

    def _open(
        self,
        image: Image,
        region: Region | None,
        lasso: np.ndarray | None,
        top: int,
        verifier: str,
        control: JobControl | None,
    ) -> SearchSession:
        if top < 1:
            raise RequestError("--top", f"at least one result must be asked for, not {top}")
        judge = get_verifier(verifier, self._collection.device)
        clock = StageClock()
        query = open_query(image, region, lasso, reader=self._reader, control=control)
        clock.stage("read")
        return SearchSession(self._collection, query, judge, control or JobControl(), clock)

    def _composite(self, session: SearchSession, top: int, complete: bool) -> SearchResults:
        divided = session.partition()
        parts: dict[int, Part] = {}
        originals = _likely_originals(divided, session)
        for number, link in enumerate(divided.links):
            role, area, direction = link.role, link.area, direction_reason(divided, number)
            if number in originals.values() and originals.get(number) != number:
                # The best version of what this photo shows stands for all of them.
                winner = next(n for n, original in originals.items() if original == number)
                better = divided.links[winner]
                role, area, direction = better.role, better.area, direction_reason(divided, winner)
            elif originals.get(number, number) != number:
                role, area, direction = Role.ALTERNATIVE, 0.0, None
            # A photo may give several objects: it is what its first link, the largest, makes of it.
            row = session.candidates[link.candidate.photo].row
            parts.setdefault(row.description_id, Part(role, area, direction))
        for candidate in session.candidates.values():
            candidate.part = parts.get(candidate.row.description_id)
        shown = [
            c for c in session.candidates.values() if c.verified_photo is not None or c.objects or c.identical
        ]
        ranked = rank(shown, session.query, top, None)
        unexplained = tuple(tuple((float(x), float(y)) for x, y in piece) for piece in divided.unexplained)
        sources = any(link.role is not Role.ALTERNATIVE for link in divided.links)
        return self._results(session, ranked, complete, unexplained if sources else ())

    def _results(
        self,
        session: SearchSession,
        ranked: tuple[SearchResult, ...],
        complete: bool,
        unexplained: tuple[Outline, ...] = (),
    ) -> SearchResults:
        return SearchResults(
            query=session.query.info,
            device=self._collection.device.name,
            elapsed_ms=session.clock.elapsed_ms,
            results=ranked,
            timings=dict(session.clock.stages),
            outline_ms=session.outline_ms,
            notes=session.notes,
            unexplained=unexplained,
            complete=complete,
        )


def _likely_originals(divided: Partition, session: SearchSession) -> dict[int, int]:
    """For each link that explains something, the link of the likeliest original of what it shows.

    A collection often holds several versions of a donor. The largest one that shows the part as fully, and
    upright rather than mirrored, is most likely the one that the others were made from.
    """

    def rank_as_original(number: int) -> tuple[int, bool, float]:
        claim = divided.links[number].candidate
        row = session.candidates[claim.photo].row
        return row.width * row.height, not claim.found.flipped, claim.found.score

    originals = {}
    for number, link in enumerate(divided.links):
        if link.role is Role.ALTERNATIVE:
            continue
        mask = link.candidate.mask.query_mask
        versions = [
            other
            for other, rival in enumerate(divided.links)
            if rival.instead_of == number
            and rival.candidate.confidence.verdict is Verdict.VERIFIED
            and (rival.candidate.mask.query_mask & mask).sum() >= SAME_PART * mask.sum()
        ]
        originals[number] = max([number, *versions], key=rank_as_original)
    return originals
