"""Instance retrieval: photos of the same thing, place or cover, ranked first?

Two forms of sets are known: a folder with ``gt.csv`` (lines ``query,photo``), and a folder whose sub-folders
each hold views of one thing; in the latter every photo is a query for the other views, itself left out.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.evaluation.measures import average_precision
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.photos import SUFFIXES

TRUTH_FILE = "gt.csv"
OnQuery = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class InstanceQuery:
    """A query and what it should find, all resolved paths."""

    path: Path
    relevant: frozenset[Path]


@dataclass(frozen=True, slots=True)
class InstanceSet:
    """A set's queries, and the folders that they are searched in."""

    name: str
    world: tuple[Path, ...]
    queries: tuple[InstanceQuery, ...]


def _from_table(folder: Path) -> InstanceSet:
    relevant: dict[Path, set[Path]] = defaultdict(set)
    try:
        with (folder / TRUTH_FILE).open(newline="", encoding="utf-8") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                if not row:
                    continue
                if len(row) != 2:
                    raise RequestError("--set", f"{folder / TRUTH_FILE}: line {number} is not QUERY,PHOTO")
                query, photo = ((folder / part.strip()).resolve() for part in row)
                relevant[query].add(photo)
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError("--set", f"{folder / TRUTH_FILE}: cannot be read ({error})") from error
    missing = [path for query, photos in relevant.items() for path in (query, *photos) if not path.is_file()]
    if missing:
        raise RequestError(
            "--set", f"{missing[0]}: named in {TRUTH_FILE}, but not there ({len(missing)} missing)"
        )
    world = sorted({photo.parent for photos in relevant.values() for photo in photos})
    queries = tuple(InstanceQuery(query, frozenset(photos)) for query, photos in sorted(relevant.items()))
    return InstanceSet(folder.name, tuple(world), queries)


def _from_folders(folder: Path) -> InstanceSet:
    queries = []
    for thing in sorted(path for path in folder.iterdir() if path.is_dir()):
        views = {path.resolve() for path in thing.rglob("*") if path.suffix.lower() in SUFFIXES}
        queries += [
            InstanceQuery(view, frozenset(views - {view})) for view in sorted(views) if len(views) > 1
        ]
    return InstanceSet(folder.name, (folder,), tuple(queries))


def read_instance_set(folder: Path) -> InstanceSet:
    """A set in either form.

    Raises:
        RequestError: when it has neither.
    """
    if not folder.is_dir():
        raise RequestError("--set", f"{folder}: not a folder")
    found = _from_table(folder) if (folder / TRUTH_FILE).is_file() else _from_folders(folder)
    if not found.queries:
        raise RequestError(
            "--set", f"{folder}: neither {TRUTH_FILE} nor sub-folders with two or more photos each"
        )
    return found


def run_instances(
    library: Library,
    queries: Sequence[InstanceQuery],
    *,
    top: int = 200,
    control: JobControl | None = None,
    on_query: OnQuery | None = None,
) -> dict[str, Any]:
    """Search with every query: mean average precision over the first ``top``, and the share right at 1.

    Returns:
        The report, ready for JSON.
    """
    precisions, first, milliseconds = [], [], []
    for done, query in enumerate(queries, start=1):
        if control is not None:
            control.check()
        answer = library.search(query.path, top=top + 1)
        ranked = [path for result in answer.results if (path := result.path.resolve()) != query.path][:top]
        hits = [path in query.relevant for path in ranked]
        precisions.append(average_precision(hits, len(query.relevant)))
        first.append(bool(hits and hits[0]))
        milliseconds.append(answer.elapsed_ms)
        if on_query is not None:
            on_query(done, len(queries))
    return {
        "format": 1,
        "photos": library.photo_count(),
        "queries": len(queries),
        "top": top,
        "mean_average_precision": float(np.mean(precisions)),
        "first_correct": float(np.mean(first)),
        "milliseconds_per_query": {
            "median": float(np.median(milliseconds)),
            "mean": float(np.mean(milliseconds)),
        },
    }
