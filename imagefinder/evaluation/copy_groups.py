"""The benchmark of grouping: which photos of a collection does the program put into one group of copies?

A claim is a pair of files in one group of the list *same picture*. It is right when both show one original,
be it an edited photo and its original or two files of the world that are the same picture; every other pair
is wrong. So a group that swallows two different photos with an edit each counts as four wrong claims.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.copy_collection import CopyCollection, Edit
from imagefinder.evaluation.hashes import dct_hash, difference_hash, near_pairs, stored_pixels
from imagefinder.evaluation.measures import none_if_nan, precision_recall
from imagefinder.groups.duplicates import Duplicates, Progress
from imagefinder.groups.store import GroupList
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.photos import read_photo

HASH_BITS = 10
"""imagededup's default distance: at most this many of 64 bits differ."""
SAME_CORRELATION = 0.97
"""Two files of the world are the same picture when small versions of them correlate better."""
OURS = "imagefinder"

FilePair = tuple[Path, Path]


@dataclass(slots=True)
class KindTally:
    """What one finder made of the edits of one kind and strength.

    Attributes:
        sought: edited photos.
        found: those that it puts together with their original.
        wrong: claims that an edited photo is a copy of something else.
    """

    sought: int = 0
    found: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Judged:
    """One finder's claims held against the truth.

    Attributes:
        tallies: kind, strength → what came of its edits.
        right: claims that hold.
        wrong: claims that do not.
        missed: edits that were not put together with their original.
        errors: the wrong claims.
    """

    tallies: dict[tuple[str, float], KindTally]
    right: int = 0
    wrong: int = 0
    missed: list[Edit] = field(default_factory=list)
    errors: list[FilePair] = field(default_factory=list)


def grouped_pairs(duplicates: Duplicates) -> set[FilePair]:
    """Every pair of files that some group of the list *same picture* holds, in order of their paths."""
    pairs: set[FilePair] = set()
    for group in duplicates.all(GroupList.SAME):
        files = sorted(item.photo.path.resolve() for item in group.photos)
        pairs.update(itertools.combinations(files, 2))
    return pairs


def hashed_pairs(
    files: Sequence[Path], compute: Callable[[np.ndarray], int], bits: int = HASH_BITS
) -> set[FilePair]:
    """Every pair of readable files whose hashes differ in at most ``bits`` bits."""
    kept, hashes = [], []
    for file in files:
        try:
            hashes.append(compute(stored_pixels(file)))
        except (OSError, ValueError, Image.DecompressionBombError):
            continue
        kept.append(file)
    found = near_pairs(np.array(hashes, np.uint64), bits)
    return {_in_order(kept[i], kept[j]) for i, j in found.tolist()}


def read_claims(file: Path, collection: CopyCollection) -> set[FilePair]:
    """What another finder said about the files of a collection.

    The file is JSON: ``{"groups": [[path, …], …]}`` or ``{"pairs": [[path, path], …]}``, paths absolute or
    relative to the collection.

    Raises:
        RequestError: when it is anything else.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        lists = document["pairs"] if "pairs" in document else document["groups"]
        groups = [[(collection.folder / name).resolve() for name in names] for names in lists]
    except OSError as error:
        raise RequestError("--claims", f"{file}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RequestError("--claims", f"{file}: neither groups nor pairs of paths") from error
    return {_in_order(a, b) for group in groups for a, b in itertools.combinations(group, 2)}


def judge_claims(collection: CopyCollection, claims: Iterable[FilePair]) -> Judged:
    """Hold claims against the truth.

    Args:
        collection: the files and what they were made from.
        claims: pairs of resolved paths; those that are none of the collection's are left out.
    """
    original = {path.resolve(): path.resolve() for path in collection.photos}
    made = {edit.path.resolve(): edit for edit in collection.edits}
    original.update({path: edit.original.resolve() for path, edit in made.items()})
    tallies: dict[tuple[str, float], KindTally] = {}
    for edit in collection.edits:
        tallies.setdefault((edit.kind, edit.strength), KindTally()).sought += 1
    judged = Judged(tallies)
    world = _World()
    found: set[Path] = set()
    for a, b in sorted(claims):
        if a not in original or b not in original or a == b:
            continue
        if original[a] == original[b] or world.are_same(original[a], original[b]):
            judged.right += 1
            found.update(path for path in (a, b) if path in made and original[path] in (a, b))
            continue
        judged.wrong += 1
        judged.errors.append((a, b))
        for path in (a, b):
            if path in made:
                tallies[made[path].kind, made[path].strength].wrong += 1
    for path, edit in made.items():
        tallies[edit.kind, edit.strength].found += path in found
    judged.missed = [edit for path, edit in made.items() if path not in found]
    return judged


class _World:
    """Which photos of the world are the same picture although nobody edited them here.

    Collections overlap: one picture may be in two of them, cut and coloured a little differently. The middle
    of one is looked for in the other, at a few sizes, by plain correlation of brightness.
    """

    def __init__(self) -> None:
        self._small: dict[Path, np.ndarray] = {}

    def are_same(self, a: Path, b: Path) -> bool:
        """Whether two files hold one picture, upright and hardly cut."""
        x, y = self._at(a), self._at(b)
        return bool(x.size and y.size and max(_found_in(x, y), _found_in(y, x)) > SAME_CORRELATION)

    def _at(self, path: Path) -> np.ndarray:
        if path not in self._small:
            try:
                pixels = read_photo(path, max_side=256).pixels
            except PhotoError:
                self._small[path] = np.empty(0, np.uint8)
            else:
                grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
                self._small[path] = np.asarray(cv2.resize(grey, (128, 128), interpolation=cv2.INTER_AREA))
        return self._small[path]


def _found_in(x: np.ndarray, y: np.ndarray) -> float:
    """Best correlation of the middle of one (128, 128) picture anywhere in another."""
    best = 0.0
    for side in (96, 92, 100, 88, 104):
        middle = cv2.resize(x[16:112, 16:112], (side, side), interpolation=cv2.INTER_AREA)
        best = max(best, float(cv2.matchTemplate(y, middle, cv2.TM_CCOEFF_NORMED).max()))
    return best


def run_copy_groups(
    library: Library,
    collection: CopyCollection,
    *,
    claims: Mapping[str, Path] | None = None,
    control: JobControl | None = None,
    on_progress: Progress | None = None,
) -> dict[str, Any]:
    """Group a scanned collection, judge the groups and the hashes beside them, and sum up.

    Args:
        library: with the collection's photos and edits, scanned.
        collection: what is what.
        claims: further finders: name → file of what they said about the same files, see ``read_claims``.
        control: pause and cancel.
        on_progress: hears of the grouping.

    Returns:
        The report, ready for JSON.
    """
    start = time.perf_counter()
    with Duplicates(library) as duplicates:
        grouping = duplicates.update(control=control, on_progress=on_progress)
        grouped = time.perf_counter() - start
        judged = {OURS: judge_claims(collection, grouped_pairs(duplicates))}
    files = [path.resolve() for path in (*collection.photos, *(edit.path for edit in collection.edits))]
    for name, compute in (("pHash", dct_hash), ("dHash", difference_hash)):
        judged[name] = judge_claims(collection, hashed_pairs(files, compute))
    for name, file in (claims or {}).items():
        judged[name] = judge_claims(collection, read_claims(file, collection))
    return {
        "format": 1,
        "photos": len(collection.photos),
        "edits": len(collection.edits),
        "seconds": {**grouping.seconds, "all": grouped},
        "candidates": grouping.candidates,
        "compared": grouping.compared,
        "methods": {name: _method(result, collection) for name, result in judged.items()},
    }


def _method(judged: Judged, collection: CopyCollection) -> dict[str, Any]:
    folder = collection.folder.resolve()
    sought = len(collection.edits)
    found = sought - len(judged.missed)
    precision, _ = precision_recall(judged.right, judged.wrong, max(1, judged.right))
    kinds: dict[str, Any] = {}
    for (kind, strength), tally in judged.tallies.items():
        entry = kinds.setdefault(kind, {"queries": 0, "found": 0, "wrong": 0, "strengths": {}})
        entry["queries"] += tally.sought
        entry["found"] += tally.found
        entry["wrong"] += tally.wrong
        entry["strengths"][f"{strength:g}"] = {
            "queries": tally.sought,
            "found": tally.found,
            "wrong": tally.wrong,
            "recall": tally.found / tally.sought,
        }
    for entry in kinds.values():
        entry["recall"] = entry["found"] / entry["queries"]
    return {
        "all": {
            "queries": sought,
            "found": found,
            "right": judged.right,
            "wrong": judged.wrong,
            "precision": none_if_nan(precision),
            "recall": found / sought if sought else None,
        },
        "worst_kind": min((entry["recall"] for entry in kinds.values()), default=None),
        "kinds": kinds,
        "missed": [
            {
                "path": str(edit.path.resolve().relative_to(folder)),
                "original": str(edit.original.resolve().relative_to(folder)),
                "kind": edit.kind,
                "strength": edit.strength,
            }
            for edit in judged.missed
        ],
        "errors": [[str(a.relative_to(folder)), str(b.relative_to(folder))] for a, b in judged.errors],
    }


def _in_order(a: Path, b: Path) -> FilePair:
    return (a, b) if a <= b else (b, a)
