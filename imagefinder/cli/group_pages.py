"""Groups of copies as one HTML file that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from imagefinder.cli.output import size_in_words, writing
from imagefinder.groups.duplicates import Group, GroupPhoto
from imagefinder.groups.html import image, page
from imagefinder.library import Library


def _card(library: Library, item: GroupPhoto, keeper: bool) -> str:
    photo = item.photo
    picture = image(library.thumbnail(photo.photo_id), photo.path.name)
    words = "suggested to keep" if keeper else item.change.words if item.change is not None else "similar"
    likeness = "" if keeper else f" · {item.similarity:.0%}"
    return (
        f"<figure{' class=keep' if keeper else ''}>{picture}"
        f"<figcaption><b>{escape(photo.path.name)}</b><br>{escape(words)}{likeness}<br>"
        f"<small>{photo.width} × {photo.height} · {size_in_words(photo.size)}<br>"
        f"{escape(str(photo.path.parent))}</small></figcaption></figure>"
    )


def write_groups_page(library: Library, groups: Iterable[Group], file: Path) -> None:
    """Write the page; the keeper of each group stands first and is framed.

    Raises:
        RequestError: when the file cannot be written.
    """
    sections = []
    for group in groups:
        cards = "".join(_card(library, item, place == 0) for place, item in enumerate(group.photos))
        heading = f"{len(group.photos)} {'identical files' if group.kind == 'exact' else 'versions'}"
        sections.append(
            f"<h2>{heading} <small>keep the first: {escape(group.reason)}</small></h2>"
            f'<div class="photos">{cards}</div>'
        )
    text = page("Duplicates", f"{len(sections)} groups", sections, "No copies were found.")
    with writing("--html", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")
