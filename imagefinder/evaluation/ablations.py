"""What each choice of the object search is worth: every one changed alone, all else as it is by default.

All rows judge the same composites by the ranking of OS2OS. Neighbours are looked up once for each index,
with as many as any row needs; a row with fewer takes the nearest of them, which is what looking up fewer
would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from imagefinder.evaluation.composites import HALVES, ranked_photos
from imagefinder.evaluation.observations import Observations, Query, observe, settle, summarise
from imagefinder.evaluation.relatives import Relatives
from imagefinder.evaluation.variants import Variant, variant
from imagefinder.features import LocalFeatures
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.matching import Matches, VerifiedPhoto
from imagefinder.matching.os2os import OS2OS, ROUNDS
from imagefinder.search import open_query
from imagefinder.search.collection import SearchableCollection
from imagefinder.search.lookup import MatchRules, Neighbours, descriptors_of, find_matches, matches_of
from imagefinder.search.query import QueryPicture, describe_query, describe_the_rest

DEFAULT: Final = MatchRules()
TOP: Final = 200

OnQuery = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Index:
    """A local index to search: its codes' bytes, and how many features of each photo (None for all)."""

    bytes_per_vector: int | None = None
    features: int | None = None

    @property
    def name(self) -> str:
        """Of its folder; empty for the world's own."""
        parts = [] if self.bytes_per_vector is None else [f"{self.bytes_per_vector}-bytes"]
        return "-".join(parts + ([] if self.features is None else [f"{self.features}-features"]))


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: what is done differently.

    Attributes:
        name: in the table.
        rules: how neighbours become matches.
        rounds: of OS2OS, sides of the position bins.
        query_features: of the query, at most.
        index: which one is searched.
        second_tier: ``masked`` or ``whole`` enlarged picture; None for the first tier alone.
    """

    name: str
    rules: MatchRules = DEFAULT
    rounds: tuple[float, ...] = ROUNDS
    query_features: int | None = None
    index: Index = Index()
    second_tier: str | None = None


CHOICES: Final = (
    Choice("as it is"),
    Choice("rarity weight linear", replace(DEFAULT, power=1.0)),
    Choice("no rarity weight", replace(DEFAULT, power=0.0)),
    Choice("d_ref at the 12th neighbour", replace(DEFAULT, reference=12)),
    Choice("d_ref at the 50th neighbour", replace(DEFAULT, reference=50)),
    Choice("3 neighbours", replace(DEFAULT, neighbours=3)),
    Choice("5 neighbours", replace(DEFAULT, neighbours=5)),
    Choice("20 neighbours", replace(DEFAULT, neighbours=20)),
    Choice("no mirrored query", replace(DEFAULT, mirrored=False)),
    Choice("one round (.05)", rounds=(0.05,)),
    Choice("one round (.08)", rounds=(0.08,)),
    Choice("three rounds", rounds=(0.08, 0.05, 0.03)),
    Choice("1,000 query features", query_features=1000),
    Choice("16-byte codes", index=Index(bytes_per_vector=16)),
    Choice("8-byte codes", index=Index(bytes_per_vector=8)),
    Choice("500 features per photo", index=Index(features=500)),
    Choice("250 features per photo", index=Index(features=250)),
    Choice("second tier, the rest enlarged", second_tier="masked"),
    Choice("second tier, all enlarged", second_tier="whole"),
)


def run_ablations(
    library: Library,
    queries: Sequence[Query],
    folder: Path,
    *,
    choices: Sequence[Choice] = CHOICES,
    relatives: Relatives | None = None,
    control: JobControl | None = None,
    on_query: OnQuery | None = None,
) -> dict[str, Any]:
    """Judge every composite under every choice.

    Args:
        library: the scanned world.
        queries: as ``resolve_queries`` gives them.
        folder: where indexes with other codes or fewer features are made, and found again.
        choices: rows of the table.
        relatives: judges claims that the truth does not name; None counts them all as false.
        control: checked before each query.
        on_query: hears of (index, done, total).

    Returns:
        The report, ready for JSON: for each row the summary over all composites, and over each half.
    """
    observed = {choice.name: Observations(choice.name) for choice in choices}
    for index in dict.fromkeys(choice.index for choice in choices):
        rows = [choice for choice in choices if choice.index == index]
        with _opened(library, index, folder) as world:
            for done, query in enumerate(queries, start=1):
                if control is not None:
                    control.check()
                for choice, ranked, size in _judged(library, world, query, rows):
                    observed[choice.name].answers.append(
                        observe(query, ranked_photos(library, ranked, TOP), size)
                    )
                if on_query is not None:
                    on_query(index.name or "the world", done, len(queries))
    report: dict[str, Any] = {
        "format": 1,
        "queries": len(queries),
        "photos": library.photo_count(),
        "rows": {},
    }
    for name, row in observed.items():
        halves = {half: row.part(number, len(HALVES)) for number, half in enumerate(HALVES)}
        for half in halves.values():
            if relatives is not None:
                settle(half, relatives)
        report["rows"][name] = {
            "all": summarise(row),
            **{half: summarise(part) for half, part in halves.items() if part.answers},
        }
    return report


@contextmanager
def _opened(library: Library, index: Index, folder: Path) -> Iterator[Library | Variant]:
    if not index.name:
        yield library
        return
    with variant(
        library,
        folder / index.name,
        bytes_per_vector=index.bytes_per_vector or 32,
        features=index.features,
    ) as world:
        yield world


def _judged(
    library: Library, world: SearchableCollection, query: Query, choices: Sequence[Choice]
) -> Iterator[tuple[Choice, Sequence[VerifiedPhoto], tuple[int, int]]]:
    """OS2OS's list for every choice, from one description and one look at the index."""
    picture = open_query(query.path)
    _, local = describe_query(picture)
    size = (picture.info.width, picture.info.height)
    found: Neighbours | None = None
    if len(local) and len(world.local_index):
        most = max(choice.rules.looked_up for choice in choices)
        hits = world.local_index.search(descriptors_of(local, size[0], True), most)
        found = Neighbours(hits.ids, hits.distances, hits.payload)
    for choice in choices:
        if found is None:
            yield choice, [], size
            continue
        matches = _matches(world, local, found, choice)
        judge = OS2OS(library.device, choice.rounds)
        verified: Sequence[VerifiedPhoto] = judge.verify(matches, size)
        if choice.second_tier is not None:
            masked = choice.second_tier == "masked"
            verified = _with_second_tier(world, picture, local, matches, verified, judge, masked)
        yield choice, verified, size


def _matches(world: SearchableCollection, local: LocalFeatures, found: Neighbours, choice: Choice) -> Matches:
    n = len(local) if choice.query_features is None else min(len(local), choice.query_features)
    rows = np.arange(n)
    if choice.rules.mirrored:
        rows = np.concatenate([rows, len(local) + rows])
    columns = slice(0, choice.rules.looked_up)
    part = Neighbours(found.ids[rows, columns], found.distances[rows, columns], found.payload[rows, columns])
    return matches_of(world.sizes, local.take(np.arange(n)), part, 0, choice.rules)


def _with_second_tier(
    world: SearchableCollection,
    picture: QueryPicture,
    local: LocalFeatures,
    matches: Matches,
    verified: Sequence[VerifiedPhoto],
    judge: OS2OS,
    masked: bool,
) -> Sequence[VerifiedPhoto]:
    size = (picture.info.width, picture.info.height)
    rest = describe_the_rest(picture, matches, verified, masked=masked)
    further = None if rest is None else find_matches(world, rest, size[0], first_index=len(local))
    return verified if further is None else judge.verify(Matches.join([matches, further]), size)
