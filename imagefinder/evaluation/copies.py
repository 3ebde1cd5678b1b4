"""The copies benchmark: is an edited photo recognised as a copy of its original, and of nothing else?

Each chosen photo of the world goes through every kind of change at every strength (``edits.KINDS``) and is
searched with. What the answer calls a copy is a claim: right when it is the original (or another file of the
same picture),
wrong otherwise: every other photo of the world, look-alikes included, is a negative. Perceptual hashes judge
the same pictures beside it, at the distance that their best-known finder uses.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.composites import RELATIVE_BITS
from imagefinder.evaluation.edits import KINDS, Kind
from imagefinder.evaluation.hashes import dct_hash, difference_hash, distances
from imagefinder.evaluation.measures import none_if_nan, precision_recall
from imagefinder.features import describe_global
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.photos import read_photo
from imagefinder.search import MatchKind

HASH_BITS = 10
"""imagededup's default distance: at most this many of 64 bits differ."""
EDIT_SIDE = 1024
METHODS = ("imagefinder", "pHash", "dHash")
OnQuery = Callable[[int, int], None]


@dataclass(slots=True)
class Tally:
    """Claims of one method about one kind at one strength."""

    sought: int = 0
    found: int = 0
    wrong: int = 0

    def add(self, found: bool, wrong: int) -> None:
        """Count one query."""
        self.sought += 1
        self.found += found
        self.wrong += wrong


@dataclass(frozen=True, slots=True)
class HashWorld:
    """Hashes of every photo of the world.

    Attributes:
        paths: resolved.
        ours: (n,) uint64, the catalog's own perceptual hash: it says which photos are the same picture.
        tables: method → (n,) uint64.
    """

    paths: tuple[Path, ...]
    ours: np.ndarray
    tables: dict[str, np.ndarray]


def hash_world(library: Library, control: JobControl | None = None) -> HashWorld:
    """Hash every readable photo of the library."""
    paths, ours, dct, difference = [], [], [], []
    for photo_id in library.photo_ids():
        if control is not None:
            control.check()
        photo = library.photo(photo_id)
        if photo is None:
            continue
        try:
            pixels = read_photo(photo.path, max_side=512).pixels
        except PhotoError:
            continue
        paths.append(photo.path.resolve())
        ours.append(describe_global(pixels).phash)
        dct.append(dct_hash(pixels))
        difference.append(difference_hash(pixels))
    tables = {"pHash": np.array(dct, np.uint64), "dHash": np.array(difference, np.uint64)}
    return HashWorld(tuple(paths), np.array(ours, np.uint64), tables)


def choose_originals(world: HashWorld, count: int, seed: int) -> list[int]:
    """Places in the world of the photos to be edited, spread at random."""
    rng = np.random.default_rng(seed)
    return sorted(rng.choice(len(world.paths), size=min(count, len(world.paths)), replace=False).tolist())


def run_copies(
    library: Library,
    *,
    originals: int = 20,
    seed: int = 0,
    kinds: Sequence[Kind] = KINDS,
    control: JobControl | None = None,
    on_query: OnQuery | None = None,
) -> dict[str, Any]:
    """Edit, search and sum up.

    Args:
        library: the scanned world.
        originals: how many photos go through every change.
        seed: chooses them, and the changes' random parts.
        kinds: of change.
        control: checked before each search.
        on_query: hears of (done, total) searches.

    Returns:
        The report, ready for JSON.

    Raises:
        RequestError: a world without readable photos.
    """
    world = hash_world(library, control)
    if not world.paths:
        raise RequestError("--world", "no readable photo")
    places = choose_originals(world, originals, seed)
    tallies = {
        (method, kind.name, strength): Tally()
        for method in METHODS
        for kind in kinds
        for strength in kind.strengths
    }
    total = len(places) * sum(len(kind.strengths) for kind in kinds)
    done, spent = 0, 0.0
    for place in places:
        pixels = read_photo(world.paths[place], max_side=EDIT_SIDE).pixels
        same = distances(int(world.ours[place]), world.ours) <= RELATIVE_BITS
        relatives = {world.paths[i] for i in np.flatnonzero(same)}
        for number, kind in enumerate(kinds):
            for strength in kind.strengths:
                if control is not None:
                    control.check()
                edited = kind.change(pixels, strength, np.random.default_rng([seed, place, number]))
                start = time.perf_counter()
                answer = library.search(edited, top=20)
                spent += time.perf_counter() - start
                claimed = {
                    result.path.resolve()
                    for result in answer.results
                    if result.kind is MatchKind.COPY and result.verified
                }
                tallies["imagefinder", kind.name, strength].add(
                    world.paths[place] in claimed, len(claimed - relatives)
                )
                for method, value in (("pHash", dct_hash(edited)), ("dHash", difference_hash(edited))):
                    near = distances(value, world.tables[method]) <= HASH_BITS
                    tallies[method, kind.name, strength].add(bool(near[place]), int((near & ~same).sum()))
                done += 1
                if on_query is not None:
                    on_query(done, total)
    return _report(library, tallies, kinds, len(places), total, spent)


def _sums(tallies: Sequence[Tally]) -> dict[str, Any]:
    sought, found, wrong = (
        sum(getattr(entry, name) for entry in tallies) for name in ("sought", "found", "wrong")
    )
    precision, recall = precision_recall(found, wrong, sought)
    return {
        "queries": sought,
        "found": found,
        "wrong": wrong,
        "precision": none_if_nan(precision),
        "recall": none_if_nan(recall),
    }


def _report(
    library: Library,
    tallies: dict[tuple[str, str, float], Tally],
    kinds: Sequence[Kind],
    originals: int,
    total: int,
    spent: float,
) -> dict[str, Any]:
    methods: dict[str, Any] = {}
    for method in METHODS:
        by_kind = {}
        for kind in kinds:
            own = [tallies[method, kind.name, strength] for strength in kind.strengths]
            by_kind[kind.name] = {
                **_sums(own),
                "unit": kind.unit,
                "strengths": {
                    f"{strength:g}": _sums([tally])
                    for strength, tally in zip(kind.strengths, own, strict=True)
                },
            }
        everything = [tally for key, tally in tallies.items() if key[0] == method]
        methods[method] = {"all": _sums(everything), "kinds": by_kind}
    return {
        "format": 1,
        "photos": library.photo_count(),
        "originals": originals,
        "queries": total,
        "milliseconds_per_query": 1000 * spent / total if total else None,
        "methods": methods,
    }
