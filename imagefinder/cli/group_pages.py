"""Groups of copies as one HTML file that needs nothing beside it."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from pathlib import Path

from imagefinder.cli.output import size_in_words, writing
from imagefinder.groups.duplicates import Group, GroupPhoto
from imagefinder.library import Library

STYLE = """
:root{color-scheme:light dark;font:15px/1.45 system-ui,sans-serif}
body{margin:2rem auto;max-width:72rem;padding:0 1rem}
section{border-top:1px solid #8884;padding:1rem 0}
.photos{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0;width:13rem}
img{max-width:100%;max-height:11rem;border-radius:6px;display:block}
figure:first-child img{outline:3px solid #2e9e5b}
figcaption{font-size:.85rem;overflow-wrap:anywhere}
small{opacity:.7}
"""


def _picture(library: Library, item: GroupPhoto) -> str:
    data = library.thumbnail(item.photo.photo_id)
    if data is None:
        return "<p>cannot be read at present</p>"
    mime = "image/webp" if data[8:12] == b"WEBP" else "image/jpeg"
    uri = f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"
    return f'<img src="{uri}" alt="{escape(item.photo.path.name)}">'


def _card(library: Library, item: GroupPhoto, keeper: bool) -> str:
    photo = item.photo
    words = "suggested to keep" if keeper else item.change.words if item.change is not None else "similar"
    likeness = "" if keeper else f" · {item.similarity:.0%}"
    return (
        f"<figure>{_picture(library, item)}<figcaption><b>{escape(photo.path.name)}</b><br>"
        f"{escape(words)}{likeness}<br>"
        f"<small>{photo.width} × {photo.height} · "
        f"{size_in_words(photo.size)}<br>{escape(str(photo.path.parent))}</small>"
        "</figcaption></figure>"
    )


def groups_page(library: Library, groups: Iterable[Group]) -> str:
    """The page as text; the keeper of each group stands first and is framed."""
    sections = []
    for group in groups:
        cards = "".join(_card(library, item, place == 0) for place, item in enumerate(group.photos))
        heading = f"{len(group.photos)} {'identical files' if group.kind == 'exact' else 'versions'}"
        sections.append(
            f"<section><h2>{heading} <small>keep the first: {escape(group.reason)}</small></h2>"
            f'<div class="photos">{cards}</div></section>'
        )
    body = "".join(sections) or "<p>No copies were found.</p>"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport "
        'content="width=device-width,initial-scale=1"><title>Duplicates</title>'
        f"<style>{STYLE}</style><h1>Duplicates <small>{len(sections)} groups</small></h1>{body}</html>\n"
    )


def write_groups_page(library: Library, groups: Iterable[Group], file: Path) -> None:
    """Write the page.

    Raises:
        RequestError: when the file cannot be written.
    """
    text = groups_page(library, groups)
    with writing("--html", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")
