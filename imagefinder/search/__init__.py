"""A query (picture, region) in; ranked, outlined and explained results out."""

from imagefinder.search.collection import FEATURES_PER_PHOTO, PhotoRow, SearchableCollection
from imagefinder.search.colours import OBJECT_COLOURS, number_objects, object_colour
from imagefinder.search.query import QueryPicture, check_region, open_query
from imagefinder.search.report import render_html, write_html
from imagefinder.search.results import (
    MatchKind,
    ObjectMatch,
    QueryInfo,
    SearchResult,
    SearchResults,
    results_to_json,
)
from imagefinder.search.searcher import Searcher

__all__ = [
    "FEATURES_PER_PHOTO",
    "OBJECT_COLOURS",
    "MatchKind",
    "ObjectMatch",
    "PhotoRow",
    "QueryInfo",
    "QueryPicture",
    "SearchResult",
    "SearchResults",
    "SearchableCollection",
    "Searcher",
    "check_region",
    "number_objects",
    "object_colour",
    "open_query",
    "render_html",
    "results_to_json",
    "write_html",
]
