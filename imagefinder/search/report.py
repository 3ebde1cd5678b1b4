"""One answer as a single HTML file that needs nothing beside it: pictures inside, outlines as SVG."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Callable
from html import escape
from importlib import resources
from pathlib import Path

import numpy as np

from imagefinder.photos import encode_thumbnail
from imagefinder.search.colours import number_objects, object_colour, query_pieces, result_pieces
from imagefinder.search.results import MatchKind, Outline, SearchResult, SearchResults

KIND_TITLES = {
    MatchKind.COPY: "Copies of the picture",
    MatchKind.OBJECT: "Shares an object",
    MatchKind.SIMILAR: "Looks similar",
}

ROLE_WORDS = {"host": "host", "donor": "donor", "alternative": "shows the same"}

LoadPixels = Callable[[SearchResult], np.ndarray | None]


def _data_uri(pixels: np.ndarray, max_side: int) -> str:
    data = encode_thumbnail(pixels, max_side)
    mime = "image/webp" if data[8:12] == b"WEBP" else "image/jpeg"
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def _polygon(outline: Outline, colour: str) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline)
    return f'<polygon points="{points}" style="stroke:{colour};fill:{colour}"/>'


def _figure(uri: str | None, size: tuple[int, int], shapes: list[str], label: str) -> str:
    if uri is None:
        picture = f'<div class="gone">{escape(label)}<br>cannot be read at present</div>'
        return f"<figure>{picture}</figure>"
    overlay = (
        f'<svg viewBox="0 0 {size[0]} {size[1]}" preserveAspectRatio="none">{"".join(shapes)}</svg>'
        if shapes
        else ""
    )
    return f'<figure><div class="shot"><img src="{uri}" alt="{escape(label)}">{overlay}</div></figure>'


def _result_card(result: SearchResult, uri: str | None, colours: list[str]) -> str:
    shapes = [
        _polygon(piece, colour)
        for found, colour in zip(result.objects, colours, strict=True)
        for piece in result_pieces(found)
    ]
    swatches = "".join(f'<i style="background:{colour}"></i>' for colour in colours)
    certainty = "verified" if result.verified else "possible"
    badge = f'<span class="badge">{ROLE_WORDS[result.role]}</span>' if result.role else ""
    if result.kind is not MatchKind.SIMILAR:
        badge += f'<span class="badge {certainty}">{certainty}</span>'
    return (
        f"<article>{_figure(uri, (result.width, result.height), shapes, result.path.name)}"
        f"<h3><b>{result.rank}</b> {escape(result.path.name)}</h3>"
        f"<p>{swatches}{escape(result.reason)}</p>"
        f'<p class="fine">{badge}<span>{result.score:.2f}</span>'
        f'<span title="{escape(str(result.path))}">{escape(str(result.path.parent))}</span></p></article>'
    )


def render_html(answer: SearchResults, query_pixels: np.ndarray, load: LoadPixels, title: str) -> str:
    """The report as text.

    Args:
        answer: what was found.
        query_pixels: (h, w, 3) uint8 sRGB of the whole query.
        load: gives a result's pixels, None where its file cannot be read.
        title: heading and window title.
    """
    numbers = number_objects(answer.results)
    colours: dict[int, list[str]] = {}
    query_shapes = []
    drawn = set()
    for result in answer.results:
        of_result = [numbers.get((result.photo_id, i), 0) for i in range(len(result.objects))]
        colours[result.rank] = [object_colour(number) for number in of_result]
        for number, found in zip(of_result, result.objects, strict=True):
            # A copy covers the whole query: its outline would only hide the others.
            if result.kind is not MatchKind.COPY and found.verified and number not in drawn:
                drawn.add(number)
                query_shapes += [_polygon(piece, object_colour(number)) for piece in query_pieces(found)]
    if answer.query.region is not None:
        x, y, w, h = answer.query.region
        query_shapes.append(f'<rect class="region" x="{x}" y="{y}" width="{w}" height="{h}"/>')
    query_shapes += [_polygon(outline, "#9aa0a6") for outline in answer.unexplained]
    sections = []
    for kind, heading in KIND_TITLES.items():
        cards = []
        for result in answer.results:
            if result.kind is kind:
                pixels = load(result)
                uri = None if pixels is None else _data_uri(pixels, 360)
                cards.append(_result_card(result, uri, colours[result.rank]))
        if cards:
            sections.append(
                f"<section><h2>{heading} <small>{len(cards)}</small></h2>"
                f'<div class="grid">{"".join(cards)}</div></section>'
            )
    if not sections:
        sections.append('<p class="empty">No photo of the collection holds anything of this picture.</p>')
    name = answer.query.path.name if answer.query.path is not None else "pasted picture"
    notes = "".join(f"<li>{escape(note)}</li>" for note in answer.notes)
    style = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    size = (answer.query.width, answer.query.height)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style>"
        f"<header>{_figure(_data_uri(query_pixels, 900), size, query_shapes, name)}"
        f"<div><h1>{escape(title)}</h1><p>{escape(name)} · {size[0]} × {size[1]}</p>"
        f"<p>{len(answer.results)} results in {answer.elapsed_ms / 1000:.2f} s on {escape(answer.device)}</p>"
        f"<ul>{notes}</ul></div></header>{''.join(sections)}</html>\n"
    )


def write_text_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: when the folder is missing, not writable or full; an older file is then still there.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        # mkstemp keeps its file to its owner; a report is as readable as any new file.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_html(
    answer: SearchResults, path: Path, query_pixels: np.ndarray, load: LoadPixels, title: str
) -> None:
    """``render_html`` into a file, whole or not at all."""
    write_text_atomically(path, render_html(answer, query_pixels, load, title))
