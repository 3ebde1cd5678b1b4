"""A photo of the provenance graph as a composite that was searched: its links told as an answer."""

from __future__ import annotations

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.groups.provenance import Link, Node, SharedObject
from imagefinder.gui.bridge.query_source import SHOWN_SIDE, LoadedQuery
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.composites.provenance_models import Drawing, direction_words
from imagefinder.gui.results.parts import HOST
from imagefinder.gui.widgets.canvas import Shown
from imagefinder.gui.widgets.images import to_qimage
from imagefinder.matching.composite import HOST_AREA
from imagefinder.search.results import (
    MatchKind,
    ObjectMatch,
    Outline,
    QueryInfo,
    SearchResult,
    SearchResults,
)


def load_node(session: LibrarySession, node: Node, photo_id: int) -> LoadedQuery:
    """A photo of the graph for showing and searching; on a background thread.

    Raises:
        PhotoError: when neither the file nor its kept thumbnail can be read.
    """
    pixels = session.load_pixels(photo_id, SHOWN_SIDE)
    if pixels is None:
        raise PhotoError(node.path, PhotoFault.MISSING, "neither it nor its thumbnail can be read")
    return LoadedQuery(node.path.name, node.path, None, Shown(to_qimage(pixels), *node.size))


def answer_of(drawing: Drawing, content: int) -> SearchResults:
    """What the graph knows of one photo, in the form of a search for its donors.

    A photo that borrowed is divided among those it borrowed from; one that did not shows what it shares.
    """
    nodes = {node.content: node for node in drawing.nodes}
    links = [drawn.link for drawn in drawing.links if content in (drawn.start, drawn.end)]
    borrowed = [link for link in links if link.composite == content]
    chosen = sorted(borrowed or links, key=lambda link: -_coverage(link, content))
    results = []
    for rank, link in enumerate(chosen, 1):
        other = link.second if link.first == content else link.first
        node = nodes[other]
        role = None
        if borrowed:
            role = (
                HOST if rank == 1 and len(borrowed) > 1 and _coverage(link, content) >= HOST_AREA else "donor"
            )
        objects = tuple(_match(item) for item in _objects(link, content))
        results.append(
            SearchResult(
                rank,
                drawing.photo_ids.get(other, -1),
                node.path,
                max((found.score for found in objects), default=0.0),
                MatchKind.OBJECT,
                objects,
                direction_words(link.reason),
                True,
                *node.size,
                evidence=link.score,
                role=role,
                direction=direction_words(link.reason) or None,
            )
        )
    node = nodes[content]
    return SearchResults(QueryInfo(node.path, *node.size, None), "", 0.0, tuple(results))


def _objects(link: Link, content: int) -> tuple[SharedObject, ...]:
    return link.objects if link.first == content else tuple(item.turned() for item in link.objects)


def _coverage(link: Link, content: int) -> float:
    return sum(item.first_coverage for item in _objects(link, content))


def _match(item: SharedObject) -> ObjectMatch:
    first: tuple[Outline, ...] = item.first_outline
    second: tuple[Outline, ...] = item.second_outline
    rows = item.transform
    return ObjectMatch(
        item.score,
        item.matches,
        first[0] if first else (),
        second[0] if second else (),
        ((rows[0][0], rows[0][1], rows[0][2]), (rows[1][0], rows[1][1], rows[1][2])),
        item.flipped,
        query_coverage=item.first_coverage,
        result_coverage=item.second_coverage,
        verified=True,
        query_pieces=first,
        result_pieces=second,
    )
