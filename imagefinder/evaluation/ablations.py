"""What each choice of the object search is worth: every one changed alone, all else as it is by default.

All rows judge the same composites by the ranking of OS2OS. Neighbours are looked up once for each index,
with as many as any row needs; a row with fewer takes the nearest of them, which is what looking up fewer
would give. Indexes, described photos and ranked lists are kept: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from imagefinder.evaluation.composites import HALVES, ranked_photos
from imagefinder.evaluation.descriptions import AS_IT_IS, Description
from imagefinder.evaluation.kept_ranks import KeptRanks
from imagefinder.evaluation.observations import Observations, Query, observe, settle, summarise
from imagefinder.evaluation.relatives import Relatives
from imagefinder.evaluation.variants import OnPhoto, Variant, variant
from imagefinder.features import LocalFeatures
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.matching import QUERY_SIDE, Matches, VerifiedPhoto
from imagefinder.matching.os2os import OS2OS, ROUNDS
from imagefinder.search import open_query
from imagefinder.search.collection import SearchableCollection
from imagefinder.search.lookup import MatchRules, Neighbours, descriptors_of, find_matches, matches_of
from imagefinder.search.query import QUERY_FEATURES, QueryPicture, describe_the_rest

DEFAULT: Final = MatchRules()
TOP: Final = 200

OnQuery = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Index:
    """A local index to search.

    Attributes:
        bytes_per_vector: of its codes, None for the world's own.
        features: of each photo, None for all.
        description: of photos and query.
    """

    bytes_per_vector: int | None = None
    features: int | None = None
    description: Description = AS_IT_IS

    @property
    def name(self) -> str:
        """Of its folder; empty for the world's own."""
        parts = [] if self.bytes_per_vector is None else [f"{self.bytes_per_vector}-bytes"]
        parts += [] if self.features is None else [f"{self.features}-features"]
        return "-".join(parts + ([self.description.name] if self.description.name else []))


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: what is done differently.

    Attributes:
        name: in the table.
        rules: how neighbours become matches.
        rounds: of OS2OS, sides of the position bins.
        clean_up: whether OS2OS drops matches between its steps.
        new_first: whether it ranks photos by what they show that better ones do not.
        query_features: of the query, at most.
        index: which one is searched.
        second_tier: ``masked`` or ``whole`` enlarged picture; None for the first tier alone.
    """

    name: str
    rules: MatchRules = DEFAULT
    rounds: tuple[float, ...] = ROUNDS
    clean_up: bool = True
    new_first: bool = True
    query_features: int | None = None
    index: Index = Index()
    second_tier: str | None = None

    @property
    def way(self) -> str:
        """All of it but the name, in words for ``KeptRanks``."""
        return repr(replace(self, name=""))


CHOICES: Final = (
    Choice("as it is"),
    Choice("rarity weight linear", replace(DEFAULT, power=1.0)),
    Choice("no rarity weight", replace(DEFAULT, power=0.0)),
    Choice("d_ref at the 12th neighbour", replace(DEFAULT, reference=12)),
    Choice("d_ref at the 50th neighbour", replace(DEFAULT, reference=50)),
    Choice("3 neighbours", replace(DEFAULT, neighbours=3)),
    Choice("5 neighbours", replace(DEFAULT, neighbours=5)),
    Choice("20 neighbours", replace(DEFAULT, neighbours=20)),
    Choice("not one-to-one", replace(DEFAULT, one_to_one=False)),
    Choice("no mirrored query", replace(DEFAULT, mirrored=False)),
    Choice("one round (.05)", rounds=(0.05,)),
    Choice("one round (.08)", rounds=(0.08,)),
    Choice("three rounds", rounds=(0.08, 0.05, 0.03)),
    Choice("no clean-up", clean_up=False),
    Choice("ranked by evidence alone", new_first=False),
    Choice("1,000 query features", query_features=1000),
    Choice("16-byte codes", index=Index(bytes_per_vector=16)),
    Choice("8-byte codes", index=Index(bytes_per_vector=8)),
    Choice("500 features per photo", index=Index(features=500)),
    Choice("250 features per photo", index=Index(features=250)),
    Choice("the strongest keypoints", index=Index(description=Description(evenly=False))),
    Choice("OpenCV's descriptors", index=Index(description=Description(own_histograms=False))),
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
        folder: where other indexes and all ranked lists are made, and found again. Lists follow their query
            and index, not the program: to measure a changed program, delete its ``ranks``.
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
        name = index.name or "the world"

        def tell(done: int, total: int, name: str = name) -> None:
            if on_query is not None:
                on_query(name, done, total)

        with _opened(library, index, folder, control, tell) as world:
            for done, query in enumerate(queries, start=1):
                if control is not None:
                    control.check()
                kept = KeptRanks(
                    folder / "ranks" / name.replace(" ", "-") / f"{query.path.stem}.json",
                    {
                        "query": _digest(query.path),
                        "index": [len(world.local_index), world.local_index.parameters],
                    },
                )
                _judge(library, world, query, rows, kept)
                for choice in rows:
                    ranks = ranked_photos(library, kept.get(choice.way) or [], TOP)
                    observed[choice.name].answers.append(observe(query, ranks, (1, 1)))
                tell(done, len(queries))
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
def _opened(
    library: Library, index: Index, folder: Path, control: JobControl | None, on_photo: OnPhoto
) -> Iterator[Library | Variant]:
    if not index.name:
        yield library
        return
    with variant(
        library,
        folder / index.name,
        bytes_per_vector=index.bytes_per_vector or 32,
        features=index.features,
        description=index.description,
        control=control,
        on_photo=on_photo,
    ) as world:
        yield world


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _judge(
    library: Library,
    world: SearchableCollection,
    query: Query,
    choices: Sequence[Choice],
    kept: KeptRanks,
) -> None:
    """OS2OS's list for every choice that has none yet, from one description and one look at the index."""
    choices = [choice for choice in choices if kept.get(choice.way) is None]
    if not choices:
        return
    picture = open_query(query.path)
    size = (picture.info.width, picture.info.height)
    local = choices[0].index.description.describe(
        picture.pixels, size, max_features=QUERY_FEATURES, max_side=QUERY_SIDE
    )
    found: Neighbours | None = None
    if len(local) and len(world.local_index):
        most = max(choice.rules.looked_up for choice in choices)
        hits = world.local_index.search(descriptors_of(local, size[0], True), most)
        found = Neighbours(hits.ids, hits.distances, hits.payload)
    for choice in choices:
        if found is None:
            kept.put(choice.way, [])
            continue
        matches = _matches(world, local, found, choice)
        judge = OS2OS(library.device, choice.rounds, clean_up=choice.clean_up, new_first=choice.new_first)
        verified: Sequence[VerifiedPhoto] = judge.verify(matches, size)
        if choice.second_tier is not None:
            masked = choice.second_tier == "masked"
            verified = _with_second_tier(world, picture, local, matches, verified, judge, masked)
        kept.put(choice.way, verified[:TOP])
    kept.save()


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
