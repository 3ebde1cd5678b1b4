"""Composites and their donors as one HTML file: each cluster as a graph, each link with the shared objects
outlined in both photos.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from imagefinder.errors import PhotoError, RequestError
from imagefinder.groups.html import data_url, image, page
from imagefinder.groups.provenance import Link, Node, Outline, ProvenanceCluster, layout
from imagefinder.photos import encode_thumbnail, read_photo

PICTURE_SIDE = 480
NODE_SIDE = 96
SPACING = 190
"""Of the photos of a graph, pixels: a cluster of n takes about √n times this in each direction."""


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


def _graph(cluster: ProvenanceCluster) -> str:
    """The cluster drawn: lines from donors to composites, dashed where the scene is all that is shared."""
    side = round(SPACING * max(1.6, len(cluster.nodes) ** 0.5))
    places = {
        content: (x * side + NODE_SIDE, y * side + NODE_SIDE) for content, (x, y) in layout(cluster).items()
    }
    lines = []
    for link in cluster.links:
        end = link.second if link.composite is None else link.composite
        start = link.first if end == link.second else link.second
        (x1, y1), (x2, y2) = places[start], places[end]
        arrow = ' marker-mid="url(#arrow)"' if link.composite is not None else ""
        dashes = "" if link.is_borrowed else ' stroke-dasharray="5 5"'
        middle = f"{(x1 + x2) / 2:.0f},{(y1 + y2) / 2:.0f}"
        lines.append(
            f'<polyline points="{x1:.0f},{y1:.0f} {middle} {x2:.0f},{y2:.0f}" fill="none" '
            f'stroke="currentColor" stroke-opacity=".6" stroke-width="2"{dashes}{arrow}>'
            f"<title>{escape(link.reason or 'shares an object')}</title></polyline>"
        )
    pictures = [_node(node, *places[node.content]) for node in cluster.nodes]
    extent = side + 2 * NODE_SIDE
    return (
        f'<svg class="graph" viewBox="0 0 {extent} {extent}" style="max-width:{extent}px;width:100%" '
        'role="img" aria-label="Who borrowed from whom"><defs><marker id="arrow" viewBox="0 0 8 8" refX="4" '
        'refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" '
        f'fill="currentColor"/></marker></defs>{"".join(lines)}{"".join(pictures)}</svg>'
    )


def _node(node: Node, x: float, y: float) -> str:
    name = escape(node.path.name, quote=True)
    try:
        data = encode_thumbnail(read_photo(node.path, max_side=NODE_SIDE * 2).pixels, NODE_SIDE * 2)
    except PhotoError:
        return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="12" fill="currentColor"><title>{name}</title></circle>'
    width, height = node.size
    scale = NODE_SIDE / max(width, height)
    w, h = width * scale, height * scale
    return (
        f'<image x="{x - w / 2:.0f}" y="{y - h / 2:.0f}" width="{w:.0f}" height="{h:.0f}" '
        f'href="{data_url(data)}"><title>{name}</title></image>'
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
            f"<h2>{len(cluster.nodes)} photos <small>{len(cluster.links)} links</small></h2>"
            f"{_graph(cluster)}{links}"
        )
    text = page("Provenance", f"{len(sections)} clusters", sections, "No photos share an object.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise RequestError("--html", f"{file}: cannot be written ({error.strerror or error})") from error
