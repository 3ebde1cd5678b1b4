"""Asking the engine for the window: one region at a time, with what the filters need to know of each file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import numpy as np

from imagefinder.catalog import PhotoDetails
from imagefinder.gui.bridge.arrangement import Facts
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.jobs import JobControl
from imagefinder.library import Library
from imagefinder.search import Searcher
from imagefinder.search.results import SearchResults


def search_region(
    searcher: Searcher,
    query: LoadedQuery,
    region: QueryRegion,
    top: int,
    control: JobControl,
    on_partial: Callable[[SearchResults], None] | None = None,
) -> SearchResults:
    """Search for one rectangle or lasso."""
    lasso = np.asarray(region.lasso, np.float64) if region.lasso else None
    area = None if region.lasso else region.rounded()
    return searcher.search(
        query.source, region=area, lasso=lasso, top=top, control=control, on_partial=on_partial
    )


def facts_of(library: Library, photo_ids: Sequence[int]) -> dict[int, Facts]:
    """What the filters need to know of each file."""
    found = library.catalog.photos.details(photo_ids)
    return {photo_id: Facts(details.size, day_of(details)) for photo_id, details in found.items()}


def day_of(details: PhotoDetails) -> date | None:
    """The day a photo was taken, or else changed."""
    if details.captured:
        try:
            return datetime.fromisoformat(details.captured).date()
        except ValueError:
            pass
    return datetime.fromtimestamp(details.mtime_ns / 1e9).date() if details.mtime_ns else None
