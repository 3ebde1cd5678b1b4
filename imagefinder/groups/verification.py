"""Candidates compared in the order of their promise, several at a time, and none that is needless by then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from imagefinder.groups.candidates import FEWEST_VOTES, Candidates, blocks
from imagefinder.groups.clusters import Forest
from imagefinder.groups.collection import Contents
from imagefinder.groups.pairs import Pair, Relation, judge
from imagefinder.jobs import JobControl

_AT_ONCE = 8
_Row = tuple[int, int, int]


def compare_candidates(
    contents: Contents,
    candidates: Candidates,
    known: NDArray[np.bool_],
    forest: Forest,
    control: JobControl | None = None,
) -> Iterator[tuple[int, list[Pair]]]:
    """Compare the pairs that are not known yet and that nothing implies.

    Two versions of one picture that are connected already, by pairs found to be the same, need no comparing
    with each other. So that several can be compared at once all the same, a block is gone through in
    waves: each takes the pairs that would still be needed if all pairs of the wave were the same picture, and
    leaves the others to the next, which knows.

    Args:
        contents: where their pictures and features are.
        candidates: the most promising first.
        known: (n,) bool, those that were compared before.
        forest: the contents that are connected so far; it grows.
        control: pause and cancel; checked before each block.

    Yields:
        For each block of candidates, how many are done with it and what came of those compared.

    Raises:
        JobCancelled: when cancelled.
    """
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1), thread_name_prefix="compare") as pool:

        def look(row: _Row) -> Pair:
            return judge(contents, row[0], row[1], thorough=row[2] >= FEWEST_VOTES)

        for block in blocks(candidates):
            if control is not None:
                control.check()
            new = np.flatnonzero(~known[block]) + block.start
            parts = (candidates.first[new], candidates.second[new], candidates.votes[new])
            left: list[_Row] = list(zip(*(part.tolist() for part in parts), strict=True))
            contents.fetch([content for row in left for content in row[:2]])
            judged: list[Pair] = []
            while left:
                wave, left = _next_wave(left, forest)
                for pair in pool.map(look, wave):
                    judged.append(pair)
                    if pair.relation is Relation.SAME:
                        forest.join(pair.first, pair.second)
            yield block.stop, judged


def _next_wave(rows: list[_Row], forest: Forest) -> tuple[list[_Row], list[_Row]]:
    """The pairs to be compared now, of which none can make another needless, and those to be looked at after
    that; what is connected already is in neither.
    """
    ahead = Forest()
    now: list[_Row] = []
    later: list[_Row] = []
    for row in rows:
        first, second = forest.find(row[0]), forest.find(row[1])
        if first == second:
            continue
        if ahead.find(first) == ahead.find(second):
            later.append(row)
            continue
        ahead.join(first, second)
        now.append(row)
    return now, later
