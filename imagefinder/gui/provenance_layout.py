"""Places for drawing a provenance cluster: composites at the left, what they borrow from at the right.

A layered drawing after Sugiyama, Tagawa, Toda, IEEE Trans. SMC 11 (1981): cycles are broken, nodes put
into layers, the order within a layer chosen by the barycentres of the neighbours, and heights by least
squares with a smallest distance (isotonic regression by pooling adjacent violators). No two nodes ever
overlap.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

Point = tuple[float, float]
Edge = tuple[int, int]
SWEEPS = 8
WRAP = 1.6
"""A layer higher than this many square roots of the number of nodes is folded into several columns."""
FEWEST = 5
"""Nodes that a column may always hold."""


def layered(
    nodes: Sequence[int], edges: Sequence[Edge], *, node: tuple[float, float], gap: tuple[float, float]
) -> dict[int, Point]:
    """Centres of the nodes, the bounding box of all beginning at (0, 0).

    Args:
        nodes: names, in an order that breaks ties.
        edges: (left, right) pairs of nodes.
        node: (width, height) of a node.
        gap: least free space between columns and between the nodes of one.
    """
    if not nodes:
        return {}
    known = set(nodes)
    kept = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1] and known.issuperset(edge)]
    layers = _layers(nodes, _acyclic(nodes, kept))
    neighbours: dict[int, list[int]] = defaultdict(list)
    for left, right in kept:
        neighbours[left].append(right)
        neighbours[right].append(left)
    columns = [[name for name in nodes if layers[name] == n] for n in range(max(layers.values()) + 1)]
    _order(columns, neighbours)
    columns = _folded(columns, max(FEWEST, math.ceil(WRAP * math.sqrt(len(nodes)))))
    pitch = node[1] + gap[1]
    heights = _heights(columns, neighbours, pitch)
    lowest = min(heights.values())
    return {
        name: (n * (node[0] + gap[0]) + node[0] / 2, heights[name] - lowest + node[1] / 2)
        for n, column in enumerate(columns)
        for name in column
    }


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
    columns: Sequence[Sequence[int]], neighbours: Mapping[int, Sequence[int]], pitch: float
) -> dict[int, float]:
    """Heights near the mean of the neighbours', at least ``pitch`` apart within a column."""
    heights = {
        name: (n - (len(column) - 1) / 2) * pitch for column in columns for n, name in enumerate(column)
    }
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wishes = []
            for name in column:
                others = [heights[other] for other in neighbours.get(name, ())]
                wishes.append(sum(others) / len(others) if others else heights[name])
            for name, height in zip(column, spaced(wishes, pitch), strict=True):
                heights[name] = height
    return heights


def spaced(wishes: Sequence[float], pitch: float) -> list[float]:
    """The values nearest to ``wishes`` (least squares) that keep their order and are ``pitch`` apart."""
    blocks: list[tuple[float, int]] = []
    for n, wish in enumerate(wishes):
        mean, count = wish - n * pitch, 1
        while blocks and blocks[-1][0] >= mean:
            other, size = blocks.pop()
            mean = (other * size + mean * count) / (size + count)
            count += size
        blocks.append((mean, count))
    levels = [mean for mean, count in blocks for _ in range(count)]
    return [level + n * pitch for n, level in enumerate(levels)]
