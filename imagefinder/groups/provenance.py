"""The provenance graph: photos that borrow from each other, in clusters, as data, JSON and GraphML.

GraphML: Brandes, Eiglsperger, Herman, Himsolt, Marshall, GD 2001; http://graphml.graphdrawing.org.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from imagefinder.errors import RequestError
from imagefinder.groups.clusters import Forest
from imagefinder.groups.fidelity import SAME_PIXELS

JSON_FORMAT = 1
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"

Point = tuple[float, float]
Outline = tuple[Point, ...]
Affine = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class SharedObject:
    """An object that two photos show.

    Attributes:
        score: probability that it is the same, 0 to 1.
        matches: feature matches that agree on it.
        first_outline: its pieces in the first photo, full-resolution pixels, the largest first.
        second_outline: the same pieces in the second.
        transform: (2, 3) first → second, pixels.
        flipped: whether one shows it mirrored.
        first_coverage: share of the first photo's area.
        second_coverage: share of the second's.
        fidelity: how far its finest detail agrees, −1 to 1, see ``groups.fidelity``.
    """

    score: float
    matches: int
    first_outline: tuple[Outline, ...]
    second_outline: tuple[Outline, ...]
    transform: Affine
    flipped: bool
    first_coverage: float
    second_coverage: float
    fidelity: float = 1.0

    def turned(self) -> SharedObject:
        """The object seen from the other photo."""
        full = np.vstack([np.array(self.transform, np.float64), [0.0, 0.0, 1.0]])
        back = np.linalg.inv(full)[:2].tolist() if abs(np.linalg.det(full)) > 1e-12 else full[:2].tolist()
        return SharedObject(
            self.score,
            self.matches,
            self.second_outline,
            self.first_outline,
            (tuple(back[0]), tuple(back[1])),
            self.flipped,
            self.second_coverage,
            self.first_coverage,
            self.fidelity,
        )


@dataclass(frozen=True, slots=True)
class Link:
    """Two contents that share objects.

    Attributes:
        first: content id, the smaller.
        second: content id.
        score: of the strongest object (OS2OS).
        composite: the one that borrowed; None where it cannot be told.
        reason: why that direction is believed; empty when none is.
        objects: what they share, seen from the first.
    """

    first: int
    second: int
    score: float
    composite: int | None
    reason: str
    objects: tuple[SharedObject, ...]

    @property
    def is_borrowed(self) -> bool:
        """Whether the two show the very same pixels of something, and not only the same thing twice."""
        return self.composite is not None or any(item.fidelity >= SAME_PIXELS for item in self.objects)


@dataclass(frozen=True, slots=True)
class Node:
    """A photo of the graph, standing for its near-duplicates too.

    Attributes:
        content: content id.
        path: one of its files.
        size: (width, height), pixels.
        copies: further files that are versions of it.
    """

    content: int
    path: Path
    size: tuple[int, int]
    copies: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvenanceCluster:
    """Photos that are connected by borrowed objects.

    Attributes:
        cluster_id: from its contents, the same in every run.
        nodes: its photos, composites first.
        links: between them, those of the same scene among them.
    """

    cluster_id: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def provenance_clusters(nodes: Mapping[int, Node], links: Iterable[Link]) -> list[ProvenanceCluster]:
    """Connected parts of the graph, the largest first; links to photos that are not there are left out.

    Only borrowed objects connect: photos of one place are a chain without an end. Links of the same scene are
    told where both photos are in one cluster for another reason; ``same_scene`` has the others.
    """
    forest = Forest()
    kept = [link for link in links if link.first in nodes and link.second in nodes]
    for link in kept:
        if link.is_borrowed:
            forest.join(link.first, link.second)
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in kept:
        if forest.find(link.first) == forest.find(link.second):
            inside[forest.find(link.first)].append(link)
    clusters = []
    for members in forest.sets():
        own = inside[forest.find(members[0])]
        borrowed: dict[int, int] = defaultdict(int)
        for link in own:
            if link.composite is not None:
                borrowed[link.composite] += 1
        ordered = sorted((nodes[i] for i in members), key=lambda n: (-borrowed[n.content], str(n.path)))
        digest = hashlib.blake2b("\0".join(sorted(str(n.path) for n in ordered)).encode("utf-8", "replace"))
        own.sort(key=lambda link: (-link.score, link.first, link.second))
        clusters.append(ProvenanceCluster(f"cluster-{digest.hexdigest()[:16]}", tuple(ordered), tuple(own)))
    return sorted(clusters, key=lambda c: (-len(c.nodes), c.cluster_id))


@dataclass(frozen=True, slots=True)
class SameScene:
    """Two photos of one thing, neither made of the other as far as can be told.

    Attributes:
        first: a photo.
        second: another.
        link: what they share.
    """

    first: Node
    second: Node
    link: Link


def same_scene(nodes: Mapping[int, Node], links: Iterable[Link]) -> list[SameScene]:
    """The links that connect no cluster: the same thing, photographed twice; the strongest first."""
    found = [
        SameScene(nodes[link.first], nodes[link.second], link)
        for link in links
        if link.first in nodes and link.second in nodes and not link.is_borrowed
    ]
    return sorted(found, key=lambda scene: (-scene.link.score, scene.link.first, scene.link.second))


def provenance_to_json(
    clusters: Sequence[ProvenanceCluster], scenes: Sequence[SameScene] = ()
) -> dict[str, Any]:
    """The graph in the contract's form (format 1; keys are only ever added).

    A link without a known direction has ``"directed": false``; its two ends then stand in no order.
    """
    return {
        "format": JSON_FORMAT,
        "clusters": [_cluster_to_json(cluster) for cluster in clusters],
        "same_scene": [
            _link_to_json(
                scene.link,
                {scene.link.first: str(scene.first.path), scene.link.second: str(scene.second.path)},
            )
            for scene in scenes
        ],
    }


def _cluster_to_json(cluster: ProvenanceCluster) -> dict[str, Any]:
    paths = {node.content: str(node.path) for node in cluster.nodes}
    return {
        "id": cluster.cluster_id,
        "photos": [str(node.path) for node in cluster.nodes],
        "copies": {
            str(node.path): [str(path) for path in node.copies] for node in cluster.nodes if node.copies
        },
        "links": [_link_to_json(link, paths) for link in cluster.links],
    }


def _link_to_json(link: Link, paths: Mapping[int, str]) -> dict[str, Any]:
    composite = link.second if link.composite is None else link.composite
    donor = link.first if composite == link.second else link.second
    objects = link.objects if composite == link.first else tuple(item.turned() for item in link.objects)
    return {
        "composite": paths[composite],
        "donor": paths[donor],
        "directed": link.composite is not None,
        "relation": "borrowed" if link.is_borrowed else "same scene",
        "reason": link.reason,
        "score": round(max((item.score for item in objects), default=0.0), 4),
        "objects": [
            {
                "score": round(item.score, 4),
                "matches": item.matches,
                "query_outline": _json_outline(item.first_outline),
                "result_outline": _json_outline(item.second_outline),
                "query_pieces": [[list(point) for point in piece] for piece in item.first_outline],
                "result_pieces": [[list(point) for point in piece] for piece in item.second_outline],
                "query_coverage": round(item.first_coverage, 4),
                "result_coverage": round(item.second_coverage, 4),
                "transform": [[round(value, 6) for value in row] for row in item.transform],
                "flipped": item.flipped,
                "fidelity": round(item.fidelity, 4),
            }
            for item in objects
        ],
    }


def _json_outline(pieces: tuple[Outline, ...]) -> list[list[float]]:
    return [list(point) for point in pieces[0]] if pieces else []


def write_graphml(clusters: Sequence[ProvenanceCluster], file: Path) -> None:
    """Write the graph as GraphML, for Gephi, yEd, networkx and their like. Raises ``RequestError``."""
    ElementTree.register_namespace("", _GRAPHML)
    root = ElementTree.Element(f"{{{_GRAPHML}}}graphml")
    keys = [
        ("path", "node", "string"),
        ("cluster", "node", "string"),
        ("copies", "node", "int"),
        ("x", "node", "double"),
        ("y", "node", "double"),
        ("score", "edge", "double"),
        ("objects", "edge", "int"),
        ("reason", "edge", "string"),
        ("relation", "edge", "string"),
    ]
    for name, target, kind in keys:
        attributes = {"id": name, "for": target, "attr.name": name, "attr.type": kind}
        ElementTree.SubElement(root, f"{{{_GRAPHML}}}key", attributes)
    graph = ElementTree.SubElement(
        root, f"{{{_GRAPHML}}}graph", {"id": "provenance", "edgedefault": "directed"}
    )
    for cluster in clusters:
        places = layout(cluster)
        for node in cluster.nodes:
            element = ElementTree.SubElement(graph, f"{{{_GRAPHML}}}node", {"id": f"p{node.content}"})
            x, y = places[node.content]
            values = {
                "path": str(node.path),
                "cluster": cluster.cluster_id,
                "copies": len(node.copies),
                "x": round(x, 4),
                "y": round(y, 4),
            }
            _add_data(element, values)
        for link in cluster.links:
            # From the donor to the composite, as the picture travelled.
            end = link.second if link.composite is None else link.composite
            start = link.first if end == link.second else link.second
            attributes = {
                "source": f"p{start}",
                "target": f"p{end}",
                "directed": "false" if link.composite is None else "true",
            }
            element = ElementTree.SubElement(graph, f"{{{_GRAPHML}}}edge", attributes)
            score = round(link.score, 3)
            relation = "borrowed" if link.is_borrowed else "same scene"
            _add_data(
                element,
                {
                    "score": score,
                    "objects": len(link.objects),
                    "reason": link.reason,
                    "relation": relation,
                },
            )
    try:
        ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise RequestError(str(file), f"the graph cannot be written: {error.strerror}") from error


def _add_data(element: ElementTree.Element, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        data = ElementTree.SubElement(element, f"{{{_GRAPHML}}}data", {"key": key})
        # XML 1.0 has no place for control characters, which file names may hold, nor for lone surrogates.
        text = str(value).encode("utf-8", "replace").decode("utf-8")
        data.text = "".join(c if c >= " " or c in "\t\n\r" else "�" for c in text)


def layout(cluster: ProvenanceCluster, rounds: int = 150) -> dict[int, Point]:
    """Places for drawing a cluster, about in the unit square: springs between linked photos, repulsion
    among all.

    Source: Fruchterman, Reingold, Software: Practice and Experience 21 (1991). The same cluster is always
    drawn alike.
    """
    ids = [node.content for node in cluster.nodes]
    n = len(ids)
    if n == 1:
        return {ids[0]: (0.5, 0.5)}
    index = {content: row for row, content in enumerate(ids)}
    turn = np.arange(n) * 2.399963  # golden angle: an even start without chance
    radius = np.sqrt((np.arange(n) + 0.5) / n) * 0.5
    place: NDArray[np.float64] = np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])
    ends = np.array([[index[link.first], index[link.second]] for link in cluster.links], np.int64)
    k = math.sqrt(1.0 / n)
    for step in range(rounds):
        move = np.zeros_like(place)
        for start in range(0, n, 512):  # in portions: a cluster of thousands must not need n² memory
            delta = place[start : start + 512, None] - place[None]
            distance = np.maximum(np.linalg.norm(delta, axis=2), 1e-3)
            move[start : start + 512] += (delta / distance[..., None] ** 2 * k * k).sum(axis=1)
        delta = place[ends[:, 0]] - place[ends[:, 1]]
        pull = delta * np.linalg.norm(delta, axis=1, keepdims=True) / k
        np.add.at(move, ends[:, 0], -pull)
        np.add.at(move, ends[:, 1], pull)
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        place += move / length * np.minimum(length, 0.1 * (1 - step / rounds) + 1e-3)
    low, high = place.min(axis=0), place.max(axis=0)
    place = (place - low) / np.maximum((high - low).max(), 1e-9)
    return {content: (float(place[row, 0]), float(place[row, 1])) for content, row in index.items()}
