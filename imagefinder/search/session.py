"""One query on its way to an answer: its description, its matches, its candidates."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from imagefinder.jobs import JobControl
from imagefinder.matching import Candidate as Claim
from imagefinder.matching import Matches, VerifiedPhoto, Verifier
from imagefinder.matching.composite import Partition, partition_query
from imagefinder.search.collection import PhotoRow, SearchableCollection
from imagefinder.search.confirm import (
    CONFIRM_SIDE,
    ConfirmedObject,
    confirm_photo,
    match_whole_picture,
    unconfirmed_objects,
)
from imagefinder.search.lookup import LookAlike, find_matches, look_alikes
from imagefinder.search.query import QueryPicture, describe_query, describe_the_rest
from imagefinder.search.ranking import Candidate

CONFIRMED_PHOTOS = 32
"""At most this many photos are compared pixel by pixel in one round, the best by geometry."""
FEW_FEATURES = 12


@dataclass
class StageClock:
    """Milliseconds by stage; a stage is what ran since the one before ended."""

    start: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str) -> None:
        """End a stage."""
        now = time.perf_counter()
        self.stages[name] = self.stages.get(name, 0.0) + (now - self.last) * 1000
        self.last = now

    @property
    def elapsed_ms(self) -> float:
        """Since the beginning."""
        return (time.perf_counter() - self.start) * 1000


class SearchSession:
    """The state of one search. Methods are called in the order in which they stand here, save that
    look-alikes may be found, and gathered for a first answer, before objects.

    Attributes:
        query: what is asked about.
        candidates: photos that may become results.
        verified: what spatial verification says, best first.
        clock: where the time went.
    """

    def __init__(
        self,
        collection: SearchableCollection,
        query: QueryPicture,
        verifier: Verifier,
        control: JobControl,
        clock: StageClock,
    ) -> None:
        self._collection = collection
        self._verifier = verifier
        self._control = control
        self._matches: Matches | None = None
        self.clock = clock
        self._overall, self._local = describe_query(query)
        clock.stage("describe")
        self.query = replace(query, info=replace(query.info, features=len(self._local)))
        self.verified: Sequence[VerifiedPhoto] = ()
        self._alike: list[LookAlike] = []
        self.candidates: dict[int, Candidate] = {}
        self._outlining: list[float] = []

    @property
    def outline_ms(self) -> float | None:
        """Median milliseconds that an object's comparison pixel by pixel took; None if none was compared."""
        return float(np.median(self._outlining)) if self._outlining else None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole query at full resolution."""
        return self.query.info.width, self.query.info.height

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about the query."""
        if len(self._local) >= FEW_FEATURES:
            return ()
        what = "this part of the picture" if self.query.info.region is not None else "this picture"
        return (
            f"There are too few details in {what} to find objects ({len(self._local)} local features); "
            "only look-alikes and copies of the whole picture can be found.",
        )

    def find_objects(self) -> None:
        """Match local features, and verify every photo that has matches."""
        self._control.check()
        self._matches = find_matches(self._collection, self._local, self.size[0])
        self.clock.stage("neighbours")
        self._verify()

    def _verify(self) -> None:
        self._control.check()
        if self._matches is not None:
            self.verified = self._verifier.verify(self._matches, self.size)
        self.clock.stage("verify")

    def find_look_alikes(self, count: int) -> None:
        """Find the photos that resemble the query as a whole."""
        self._control.check()
        self._alike = look_alikes(self._collection, self._overall, count)
        self.clock.stage("look-alikes")

    def gather(self, least_evidence: float, most: int) -> None:
        """Make a candidate of each photo worth showing: by geometry, likeness or identical content.

        Args:
            least_evidence: of the verifier, below which a photo is left out.
            most: descriptions taken from verification at most, the best first.
        """
        likeness = {found.description_id: found.similarity for found in self._alike}
        best = self.verified[:most]
        geometry = {p.photo: p for p in best if p.evidence > 0 and p.evidence >= least_evidence}
        content = self.query.content_hash
        identical = () if content is None else self._collection.photos_with_content(content)
        for description_id, photos in self._collection.photos_of({**geometry, **likeness}).items():
            for row in photos:
                candidate = self.candidates.setdefault(row.photo_id, Candidate(row))
                candidate.similarity = likeness.get(description_id)
                if description_id in geometry and not candidate.verified:
                    photo = candidate.verified_photo = geometry[description_id]
                    assert self._matches is not None  # without matches nothing was verified
                    candidate.objects = unconfirmed_objects(self.query, row, photo, self._matches)
                    candidate.confirmed = False
        for row in identical:
            self.candidates.setdefault(row.photo_id, Candidate(row)).identical = True
        self.clock.stage("catalog")

    def confirm(self) -> None:
        """Compare the most promising candidates that are not verified yet with the query, pixel by pixel."""
        chosen: dict[int, list[Candidate]] = {}
        open_cases = [c for c in self.candidates.values() if c.worth_confirming and not c.verified]
        for candidate in sorted(open_cases, key=lambda candidate: -candidate.promise):
            # Exact copies are one picture: compared once, shown each.
            if candidate.row.description_id in chosen or len(chosen) < CONFIRMED_PHOTOS:
                chosen.setdefault(candidate.row.description_id, []).append(candidate)
        with ThreadPoolExecutor(min(8, os.cpu_count() or 1), thread_name_prefix="confirm") as pool:
            for objects, same in zip(
                pool.map(self._compare, (same[0] for same in chosen.values())), chosen.values(), strict=True
            ):
                for candidate in same:
                    candidate.confirmed = True
                    candidate.objects = objects
        self.clock.stage("confirm")

    def _compare(self, candidate: Candidate) -> tuple[ConfirmedObject, ...]:
        self._control.check()
        row: PhotoRow = candidate.row
        pixels = self._collection.load_pixels(row, CONFIRM_SIDE)
        if pixels is None:
            return candidate.objects
        objects: tuple[ConfirmedObject, ...] = ()
        if candidate.verified_photo is not None and self._matches is not None:
            begin = time.perf_counter()
            objects = confirm_photo(self.query, row, pixels, candidate.verified_photo, self._matches)
            spent = 1000 * (time.perf_counter() - begin)
            count = len(candidate.verified_photo.objects)
            self._outlining += [spent / max(1, count)] * count
        if candidate.may_be_whole_copy and not any(found.match.verified for found in objects):
            whole = match_whole_picture(self.query, row, pixels)
            if whole is not None:
                return (whole,)
        return objects

    def search_the_rest(self) -> bool:
        """Second tier: describe what nothing explains yet at twice the size, and verify again with all.

        Returns:
            Whether enough was left to search for.
        """
        if self._matches is None:
            return False
        features = describe_the_rest(self.query, self._matches, self.verified)
        if features is None:
            return False
        self.clock.stage("describe the rest")
        self._control.check()
        further = find_matches(self._collection, features, self.size[0], first_index=len(self._local))
        self.clock.stage("neighbours")
        if further is None:
            return True
        self._matches = Matches.join([self._matches, further])
        self._verify()
        return True

    def partition(self) -> Partition:
        """Divide the query among the confirmed objects of all candidates; whole pictures only."""
        claims = [
            Claim(candidate.row.photo_id, found.found, found.mask, found.confidence)
            for candidate in self._one_per_description()
            for found in candidate.objects
            if found.mask is not None and found.found is not None
        ]
        shape = next((claim.mask.query_mask.shape for claim in claims), (1, 1))
        divided = partition_query(claims, self.size, (int(shape[0]), int(shape[1])))
        self.clock.stage("partition")
        return divided

    def _one_per_description(self) -> Iterable[Candidate]:
        return {c.row.description_id: c for c in reversed(self.candidates.values())}.values()
