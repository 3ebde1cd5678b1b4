"""Composites and their donors as one HTML file: each link with the shared objects outlined in both photos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from imagefinder.errors import PhotoError, RequestError
from imagefinder.groups.html import image, page
from imagefinder.groups.provenance import Link, Node, Outline, ProvenanceCluster
from imagefinder.photos import encode_thumbnail, read_photo

PICTURE_SIDE = 480


def _figure(node: Node, pieces: Sequence[Outline], words: str) -> str:
    try:
        data = encode_thumbnail(read_photo(node.path, max_side=PICTURE_SIDE).pixels, PICTURE_SIDE)
    except PhotoError:
        data = None
    shapes = "".join(
        '<polygon points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in piece) + '"/>' for piece in pieces
    )
    width, height = node.size
    return (
        f'<figure class="wide"><div class="shot">{image(data, node.path.name)}'
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none">{shapes}</svg></div>'
        f"<figcaption><b>{escape(node.path.name)}</b> "
        f"{escape(words)}<br><small>{escape(str(node.path.parent))}"
        f"{f'<br>and {len(node.copies)} versions of it' if node.copies else ''}</small></figcaption></figure>"
    )


def _link(link: Link, nodes: dict[int, Node]) -> str:
    first = _figure(
        nodes[link.first],
        [piece for item in link.objects for piece in item.first_outline],
        _role(link, link.first),
    )
    second = _figure(
        nodes[link.second],
        [piece for item in link.objects for piece in item.second_outline],
        _role(link, link.second),
    )
    pictures = first + second if link.composite != link.second else second + first
    return f'<div class="photos">{pictures}</div><p>{escape(link.reason)}</p>'


def _role(link: Link, end: int) -> str:
    if link.composite is None:
        return ""
    return "the composite" if link.composite == end else "the donor"


def write_provenance_page(clusters: Iterable[ProvenanceCluster], file: Path) -> None:
    """Write the page.

    Raises:
        RequestError: when the file cannot be written.
    """
    sections = []
    for cluster in clusters:
        nodes = {node.content: node for node in cluster.nodes}
        links = "".join(_link(link, nodes) for link in cluster.links)
        sections.append(
            f"<h2>{len(cluster.nodes)} photos <small>{len(cluster.links)} links</small></h2>{links}"
        )
    text = page("Provenance", f"{len(sections)} clusters", sections, "No photos share an object.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise RequestError("--html", f"{file}: cannot be written ({error.strerror or error})") from error
