"""Places for drawing a provenance cluster: composites at the left, what they borrow from at the right.

A layered drawing after Sugiyama, Tagawa, Toda, IEEE Trans. SMC 11 (1981): cycles are broken, nodes put into
layers, the order within a layer chosen by the barycentres of the neighbours, and heights by least squares
with a smallest distance (isotonic regression by pooling adjacent violators). No two nodes ever overlap.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

Point = tuple[float, float]
Edge = tuple[int, int]
SWEEPS = 8
WRAP = 1.6
"""A layer higher than this many square roots of the number of nodes is folded into several columns."""
FEWEST = 5
"""Nodes that a column may always hold."""


@dataclass(frozen=True, slots=True)
class Layered:
    """A drawing.

    Attributes:
        places: centre of each node; the bounding box of all begins at (0, 0).
        bends: for an edge that passes a column, where it crosses it, from the edge's left end to its right.
    """

    places: dict[int, Point]
    bends: dict[Edge, tuple[Point, ...]]


def layered(
    nodes: Sequence[int], edges: Sequence[Edge], *, node: tuple[float, float], gap: tuple[float, float]
) -> Layered:
    """Draw a graph in layers.

    Args:
        nodes: names from 0 on, in an order that breaks ties.
        edges: (left, right) pairs of nodes.
        node: (width, height) of a node.
        gap: least free space between columns and between the nodes of one.
    """
    if not nodes:
        return Layered({}, {})
    known = set(nodes)
    kept = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1] and known.issuperset(edge)]
    layers = _layers(nodes, _acyclic(nodes, kept))
    columns = [[name for name in nodes if layers[name] == n] for n in range(max(layers.values()) + 1)]
    neighbours: dict[int, list[int]] = defaultdict(list)
    chains: dict[Edge, list[int]] = {}
    stand_in = -1
    for edge in kept:
        low, high = sorted(edge, key=lambda name: layers[name])
        chain = [low]
        for n in range(layers[low] + 1, layers[high]):  # the columns that it passes keep a place for it
            columns[n].append(stand_in)
            chain.append(stand_in)
            stand_in -= 1
        chain.append(high)
        for left, right in pairwise(chain):
            neighbours[left].append(right)
            neighbours[right].append(left)
        chains[edge] = chain[1:-1] if low == edge[0] else chain[-2:0:-1]
    _order(columns, neighbours)
    columns = _folded(columns, max(FEWEST, math.ceil(WRAP * math.sqrt(len(nodes)))))
    heights = _heights(columns, neighbours, node[1], gap[1])
    lowest = min(height for name, height in heights.items() if name >= 0)
    places = {
        name: (n * (node[0] + gap[0]) + node[0] / 2, heights[name] - lowest + node[1] / 2)
        for n, column in enumerate(columns)
        for name in column
    }
    bends = {edge: tuple(places[name] for name in chain) for edge, chain in chains.items() if chain}
    return Layered({name: places[name] for name in nodes}, bends)


def packed(sizes: Sequence[tuple[float, float]], gap: float) -> list[Point]:
    """Upper left corners for boxes in rows, about as wide as high all together, in their order."""
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    limit = max(max((width for width, _ in sizes), default=0.0), math.sqrt(area) * 1.35)
    corners: list[Point] = []
    x = y = tallest = 0.0
    for width, height in sizes:
        if x and x + width > limit:
            x, y, tallest = 0.0, y + tallest + gap, 0.0
        corners.append((x, y))
        x, tallest = x + width + gap, max(tallest, height)
    return corners


def _acyclic(nodes: Sequence[int], edges: Sequence[Edge]) -> list[Edge]:
    """The edges with those turned round that close a cycle on a depth-first walk."""
    after: dict[int, list[int]] = defaultdict(list)
    entering: dict[int, int] = defaultdict(int)
    for left, right in edges:
        after[left].append(right)
        entering[right] += 1
    place = {name: n for n, name in enumerate(nodes)}
    finished: set[int] = set()
    turned: set[Edge] = set()
    for start in sorted(nodes, key=lambda name: (entering[name], place[name])):
        open_now: set[int] = set()
        walk = [(start, 0)] if start not in finished else []
        while walk:
            name, at = walk.pop()
            open_now.add(name)
            if at < len(after[name]):
                walk.append((name, at + 1))
                target = after[name][at]
                if target in open_now:
                    turned.add((name, target))
                elif target not in finished:
                    walk.append((target, 0))
            else:
                open_now.discard(name)
                finished.add(name)
    return [(b, a) if (a, b) in turned else (a, b) for a, b in edges]


def _layers(nodes: Sequence[int], edges: Sequence[Edge]) -> dict[int, int]:
    """Longest path from the left; then whoever has nothing to its left moves next to what it points to."""
    after: dict[int, list[int]] = defaultdict(list)
    entering: dict[int, int] = dict.fromkeys(nodes, 0)
    for left, right in edges:
        after[left].append(right)
        entering[right] += 1
    layer = dict.fromkeys(nodes, 0)
    roots = [name for name in nodes if not entering[name]]
    ready, waiting = list(roots), dict(entering)
    while ready:
        name = ready.pop()
        for target in after[name]:
            layer[target] = max(layer[target], layer[name] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    for name in roots:
        if after[name]:
            layer[name] = min(layer[target] for target in after[name]) - 1
    return layer


def _order(columns: list[list[int]], neighbours: Mapping[int, Sequence[int]]) -> None:
    """Sort each column by the mean place of its neighbours in the others, sweeping to and fro."""
    place: dict[int, float] = {}
    for column in columns:
        _spread(column, place)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            inside = set(column)
            wish = {}
            for name in column:
                others = [place[other] for other in neighbours.get(name, ()) if other not in inside]
                wish[name] = sum(others) / len(others) if others else place[name]
            column.sort(key=lambda name: wish[name])
            _spread(column, place)


def _spread(column: Sequence[int], place: dict[int, float]) -> None:
    """Places between 0 and 1, so that columns of different length can be compared."""
    for n, name in enumerate(column):
        place[name] = (n + 0.5) / len(column)


def _folded(columns: Sequence[Sequence[int]], most: int) -> list[list[int]]:
    """Columns of at most ``most`` nodes: a long one is dealt out over several, which keeps its order."""
    folded: list[list[int]] = []
    for column in columns:
        parts = math.ceil(len(column) / most)
        folded += [list(column[n::parts]) for n in range(parts)]
    return folded


def _heights(
    columns: Sequence[Sequence[int]], neighbours: Mapping[int, Sequence[int]], tall: float, gap: float
) -> dict[int, float]:
    """Heights near the mean of the neighbours', far enough apart within a column; an edge that passes takes
    no more room than the gap.
    """
    pitch = tall + gap
    heights = {
        name: (n - (len(column) - 1) / 2) * pitch for column in columns for n, name in enumerate(column)
    }
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wishes = []
            for name in column:
                others = [heights[other] for other in neighbours.get(name, ())]
                wishes.append(sum(others) / len(others) if others else heights[name])
            halves = [tall / 2 if name >= 0 else 0.0 for name in column]
            distances = [a + b + gap for a, b in pairwise(halves)]
            for name, height in zip(column, spaced(wishes, distances), strict=True):
                heights[name] = height
    return heights


def spaced(wishes: Sequence[float], distances: Sequence[float]) -> list[float]:
    """The values nearest to ``wishes`` (least squares) that keep their order, each at least its distance
    above the one before; ``distances`` is one shorter.
    """
    offsets = [0.0, *accumulate(distances)]
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=False):
        mean, count = wish - offset, 1
        while blocks and blocks[-1][0] >= mean:
            other, size = blocks.pop()
            mean = (other * size + mean * count) / (size + count)
            count += size
        blocks.append((mean, count))
    levels = [mean for mean, count in blocks for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]
