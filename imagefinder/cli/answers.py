"""How the answer to a search is shown: JSON, a list, an HTML report."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from imagefinder.cli.output import print_json, writing
from imagefinder.errors import PhotoError
from imagefinder.library import Library
from imagefinder.photos import read_photo
from imagefinder.search import SearchResult, SearchResults, results_to_json, write_html

REPORT_SIDE = 900


def _pixels(library: Library, result: SearchResult) -> np.ndarray | None:
    """A result's pixels for the report, from its thumbnail where the file cannot be read."""
    try:
        return library.reader.read(result.path, max_side=REPORT_SIDE).pixels
    except PhotoError:
        thumbnail = library.thumbnail(result.photo_id)
        return None if thumbnail is None else read_photo(thumbnail).pixels


def write_report(library: Library, answer: SearchResults, file: Path, title: str) -> None:
    """The answer as one HTML file.

    Raises:
        RequestError: when the file cannot be written.
        PhotoError: when the query cannot be read any more.
    """
    if answer.query.path is None:
        raise ValueError("only an answer to a file has a report on the command line")
    query = library.reader.read(answer.query.path, max_side=REPORT_SIDE).pixels
    with writing("--html", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_html(answer, file, query, lambda result: _pixels(library, result), title)


def print_answer(answer: SearchResults) -> None:
    """One line per result, best first, and what else there is to know."""
    for result in answer.results:
        certainty = "" if result.verified or result.kind == "similar" else ", possible"
        role = "" if result.role is None else f", {result.role}"
        print(f"{result.rank:3d}  {result.score:.2f}  {result.kind}{role}{certainty}  {result.path}")
        if result.reason:
            print(f"           {result.reason}")
    if not answer.results:
        print("Nothing found.")
    for note in answer.notes:
        print(note)


def show_answer(
    library: Library, answer: SearchResults, *, as_json: bool, html: Path | None, title: str
) -> None:
    """Show an answer as the options ask."""
    if html is not None:
        write_report(library, answer, html, title)
    if as_json:
        print_json(results_to_json(answer))
    else:
        print_answer(answer)
