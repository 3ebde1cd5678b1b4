"""What a larger world costs: recall and verification time among ever more distractors.

Distractors are made where the index keeps photos: as codes. Each made photo has the cells of a real one;
within its cell the parts of a code come from codes of random real features of that cell, each part from
another one, and the geometry from yet another. So cells keep their sizes and every part of a code its
distribution, while no made photo shows anything. A block as large as the world is made, searched and
forgotten at a time: of a world a hundred times as large only each query feature's nearest neighbours are
ever held.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from imagefinder.compute import CodeLists, ListSearcher, nearest_centroids
from imagefinder.errors import RequestError
from imagefinder.evaluation.composites import ranked_photos
from imagefinder.evaluation.observations import Observations, Query, Ranked, observe, summarise
from imagefinder.features import LocalFeatures
from imagefinder.index.snapshot import Snapshot
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.matching import FEATURES_PER_PHOTO, VerifiedPhoto
from imagefinder.matching.os2os import OS2OS
from imagefinder.search import open_query
from imagefinder.search.lookup import MatchRules, Neighbours, descriptors_of, matches_of
from imagefinder.search.query import describe_query

PARENTS: Final = 4
"""Real features that the parts of a made code come from."""
MADE: Final = 1 << 32
"""Block b holds photos from ``b · MADE`` on; below are the real ones."""
RULES: Final = MatchRules()
PROBES: Final = 16
TOP: Final = 200

OnBlock = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Real features in order of their cells.

    Attributes:
        number: (n,) int64 of each feature; its photo is ``number // FEATURES_PER_PHOTO``.
        cell: (n,) int64, ascending.
        code: (n, m) uint8.
        payload: (n, p) uint8.
        start: (K + 1,) int64, first row of each cell.
    """

    number: np.ndarray
    cell: np.ndarray
    code: np.ndarray
    payload: np.ndarray
    start: np.ndarray

    @staticmethod
    def of(state: Snapshot) -> Features:
        """Of an index.

        Raises:
            RequestError: it is too small to have codes.
        """
        if state.model is None:
            raise RequestError("--growth", "the world is so small that it is searched without codes")
        coded = [part.coded() for part in state.parts]
        rows = state.living_rows
        cell, code = (np.concatenate(arrays)[rows] for arrays in zip(*coded, strict=True))
        order = np.argsort(cell, kind="stable")
        start = np.zeros(state.model.lists + 1, np.int64)
        np.cumsum(np.bincount(cell, minlength=state.model.lists), out=start[1:])
        ids, payload = (state.gather(rows[order], what) for what in ("ids", "payload"))
        return Features(ids, cell[order], code[order], payload, start)

    def made(self, rng: np.random.Generator) -> Features:
        """As many features of photos that show nothing."""
        n, m = self.code.shape
        first, size = self.start[self.cell], np.diff(self.start)[self.cell]
        code = np.empty_like(self.code)
        for columns in np.array_split(np.arange(m), min(PARENTS, m)):
            parent = first + (rng.random(n) * size).astype(np.int64)
            code[:, columns] = self.code[parent][:, columns]
        payload = self.payload[rng.permutation(n)]
        return Features(self.number, self.cell, code, payload, self.start)


@dataclass(slots=True, eq=False)
class _Case:
    """A query on its way through the blocks: the nearest neighbours so far, (2n, k)."""

    query: Query
    local: LocalFeatures
    size: tuple[int, int]
    z: np.ndarray
    visited: np.ndarray
    ids: np.ndarray
    distances: np.ndarray
    payload: np.ndarray
    nearest_stranger: np.ndarray
    nearest_made: np.ndarray

    def meet(self, ids: np.ndarray, distances: np.ndarray, payload: np.ndarray) -> None:
        """Take further neighbours in."""
        k = self.ids.shape[1]
        every = np.concatenate([self.distances, distances], axis=1)
        order = np.argsort(every, axis=1, kind="stable")[:, :k]
        self.distances = np.take_along_axis(every, order, axis=1)
        self.ids = np.take_along_axis(np.concatenate([self.ids, ids], axis=1), order, axis=1)
        both = np.concatenate([self.payload, payload], axis=1)
        self.payload = np.take_along_axis(both, order[:, :, None], axis=1)


def run_growth(
    library: Library,
    queries: Sequence[Query],
    times: Sequence[int],
    *,
    seed: int = 0,
    control: JobControl | None = None,
    on_block: OnBlock | None = None,
) -> dict[str, Any]:
    """Recall of OS2OS with the world as it is, and with so many times as many photos.

    Args:
        library: the scanned world.
        queries: as ``resolve_queries`` gives them.
        times: sizes to report, 1 for the world itself.
        seed: of the distractors.
        control: checked before each block.
        on_block: hears of (done, total) blocks.

    Returns:
        The report, ready for JSON.

    Raises:
        RequestError: a size below 1, or a world too small to be searched by codes.
    """
    wanted = sorted(set(times))
    if not wanted or wanted[0] < 1:
        raise RequestError("--growth", "sizes are whole numbers from 1 on")
    state = library.local_index.state
    real = Features.of(state)
    descriptions = _descriptions(library)
    cases = [_case(library, state, query, descriptions) for query in queries]
    rows = {}
    for number in range(1, wanted[-1] + 1):
        if control is not None:
            control.check()
        if number > 1:
            block = real.made(np.random.default_rng([seed, number]))
            _search_block(state, block, number - 1, cases)
        if number in wanted:
            rows[str(number)] = _judge(library, cases, number)
        if on_block is not None:
            on_block(number, wanted[-1])
    return {
        "format": 1,
        "photos": library.photo_count(),
        "features": len(real.number),
        "queries": len(queries),
        "nearest_made_to_nearest_stranger": _likeness(cases),
        "times": rows,
    }


def _descriptions(library: Library) -> dict[Path, int]:
    details = (library.photo(photo) for photo in library.photo_ids())
    return {
        Path(d.path).resolve(): d.description_id
        for d in details
        if d is not None and d.description_id is not None
    }


def _case(library: Library, state: Snapshot, query: Query, descriptions: dict[Path, int]) -> _Case:
    assert state.model is not None  # Features.of has asked
    related = [descriptions[path] for family in query.relatives for path in family if path in descriptions]
    picture = open_query(query.path)
    _, local = describe_query(picture)
    size = (picture.info.width, picture.info.height)
    batch = descriptors_of(local, size[0], True)
    found = library.local_index.search(batch, RULES.looked_up)
    z = state.model.project(batch)
    visited = nearest_centroids(z, state.model.coder.centres, min(state.model.lists, PROBES), state.device)
    stranger = found.distances.copy()
    stranger[np.isin(found.ids // FEATURES_PER_PHOTO, related) | (found.ids < 0)] = np.inf
    nothing = np.full(len(batch), np.inf, np.float32)
    return _Case(
        query,
        local,
        size,
        z,
        visited,
        found.ids,
        found.distances,
        found.payload,
        stranger.min(axis=1, initial=np.inf),
        nothing,
    )


def _search_block(state: Snapshot, block: Features, number: int, cases: Sequence[_Case]) -> None:
    assert state.model is not None and state.coder is not None
    lists, order = CodeLists.build(block.code, block.cell, state.model.lists)
    searcher = ListSearcher(state.coder, lists)
    for case in cases:
        distances, at = searcher.search(case.z, case.visited, RULES.looked_up)
        rows = order[np.maximum(at, 0)]
        ids = block.number[rows] + number * MADE * FEATURES_PER_PHOTO
        case.meet(np.where(at >= 0, ids, -1), distances, block.payload[rows])
        if number == 1:
            case.nearest_made = distances[:, 0]


def _judge(library: Library, cases: Sequence[_Case], times: int) -> dict[str, Any]:
    observed = Observations("os2os")
    judge = OS2OS(library.device)
    matched = []
    for case in cases:
        hits = Neighbours(case.ids, case.distances, case.payload)
        matches = matches_of(lambda ids: library.sizes(ids % MADE), case.local, hits)
        begin = time.perf_counter()
        verified = judge.verify(matches, case.size)
        spent = 1000 * (time.perf_counter() - begin)
        answered = observe(case.query, _ranked(library, verified), case.size)
        answered.milliseconds = {"verify": spent}
        observed.answers.append(answered)
        matched.append(len(matches))
    column = summarise(observed)
    return {
        "photos": times * library.photo_count(),
        "matches": {"median": float(np.median(matched)), "mean": float(np.mean(matched))},
        **{key: column[key] for key in ("donor_recall", "host_recall", "milliseconds")},
    }


def _ranked(library: Library, verified: Sequence[VerifiedPhoto]) -> list[Ranked]:
    """The first places of a list in which made photos hold theirs, too."""
    places = []
    for photo in verified[:TOP]:
        if photo.photo >= MADE:
            places.append(Ranked(frozenset({Path(f"made-{photo.photo}")}), photo.score))
        else:
            places += ranked_photos(library, [photo], 1)
    return places


def _likeness(cases: Sequence[_Case]) -> float | None:
    """How far the nearest made feature of the first block is, the nearest of a real photo that is no source
    being 1 (median): above 1 made features crowd less than real ones.
    """
    made = np.concatenate([case.nearest_made for case in cases])
    real = np.concatenate([case.nearest_stranger for case in cases])
    known = np.isfinite(made) & np.isfinite(real) & (real > 0)
    return float(np.median(np.sqrt(made[known] / real[known]))) if known.any() else None
