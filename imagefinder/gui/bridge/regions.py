"""Regions of a query picture: rectangles and lassos, and how handles, arrows and edges act on them. No Qt
here.

Everything is in pixels of the oriented full-resolution picture, origin top left, as floats until a search
rounds them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Point = tuple[float, float]

HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
SMALLEST = 1.0
"""Side below which resizing stops, so that a rectangle never turns inside out."""


@dataclass(frozen=True, slots=True)
class QueryRegion:
    """One part of the query.

    Attributes:
        x: left edge. y: top edge. width, height: extent.
        lasso: the free outline whose bounding box this is; empty for a rectangle.
    """

    x: float
    y: float
    width: float
    height: float
    lasso: tuple[Point, ...] = ()

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.y + self.height

    def rounded(self) -> tuple[int, int, int, int]:
        """As the engine takes it: x, y, width, height in whole pixels."""
        x, y = round(self.x), round(self.y)
        return x, y, round(self.right) - x, round(self.bottom) - y

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in the bounding box."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def handle(self, name: str) -> Point:
        """Where a handle sits."""
        x = self.x if "w" in name else self.right if "e" in name else self.x + self.width / 2
        y = self.y if "n" in name else self.bottom if "s" in name else self.y + self.height / 2
        return x, y


def spanned(x0: float, y0: float, x1: float, y1: float, size: tuple[int, int]) -> QueryRegion:
    """The rectangle between two corners, clipped to a picture of ``size`` (width, height)."""
    left, right = sorted((min(max(x0, 0.0), size[0]), min(max(x1, 0.0), size[0])))
    top, bottom = sorted((min(max(y0, 0.0), size[1]), min(max(y1, 0.0), size[1])))
    return QueryRegion(left, top, right - left, bottom - top)


def centred(size: tuple[int, int], share: float = 0.5) -> QueryRegion:
    """A rectangle in the middle, ``share`` of each side: where the keyboard starts from."""
    width, height = size[0] * share, size[1] * share
    return QueryRegion((size[0] - width) / 2, (size[1] - height) / 2, width, height)


def from_lasso(points: list[Point], size: tuple[int, int]) -> QueryRegion:
    """The region of a free outline, clipped to the picture.

    Raises:
        ValueError: with fewer than three points.
    """
    if len(points) < 3:
        raise ValueError("a lasso needs at least three points")
    clipped = tuple((min(max(x, 0.0), float(size[0])), min(max(y, 0.0), float(size[1]))) for x, y in points)
    xs, ys = [x for x, _ in clipped], [y for _, y in clipped]
    return QueryRegion(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys), clipped)


def _fitted(region: QueryRegion, box: tuple[float, float, float, float]) -> QueryRegion:
    """``region`` laid onto the box x, y, width, height; its lasso is stretched along."""
    x, y, width, height = box
    sx = width / region.width if region.width else 1.0
    sy = height / region.height if region.height else 1.0
    lasso = tuple((x + (px - region.x) * sx, y + (py - region.y) * sy) for px, py in region.lasso)
    return QueryRegion(x, y, width, height, lasso)


def moved(region: QueryRegion, dx: float, dy: float, size: tuple[int, int]) -> QueryRegion:
    """Shifted, stopping at the picture's edges."""
    dx = min(max(dx, -region.x), size[0] - region.right)
    dy = min(max(dy, -region.y), size[1] - region.bottom)
    lasso = tuple((x + dx, y + dy) for x, y in region.lasso)
    return replace(region, x=region.x + dx, y=region.y + dy, lasso=lasso)


def resized(region: QueryRegion, handle: str, x: float, y: float, size: tuple[int, int]) -> QueryRegion:
    """With one handle dragged to a point; the opposite side stays, and nothing leaves the picture."""
    left, top, right, bottom = region.x, region.y, region.right, region.bottom
    x, y = min(max(x, 0.0), float(size[0])), min(max(y, 0.0), float(size[1]))
    if "w" in handle:
        left = min(x, right - SMALLEST)
    if "e" in handle:
        right = max(x, left + SMALLEST)
    if "n" in handle:
        top = min(y, bottom - SMALLEST)
    if "s" in handle:
        bottom = max(y, top + SMALLEST)
    left, top = max(left, 0.0), max(top, 0.0)
    return _fitted(region, (left, top, min(right, size[0]) - left, min(bottom, size[1]) - top))
