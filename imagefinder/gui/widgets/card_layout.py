"""Where the cards of a grid lie: lines of equal cards, cut by headings that take a line of their own.

Plain arithmetic, no Qt: a grid of a hundred thousand cards costs no more to lay out than one of ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels, from the top left of the whole content."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Cards between two headings: the first row, how many, and where their first line begins."""

    first: int
    count: int
    top: int


@dataclass(frozen=True, slots=True)
class CardLayout:
    """A grid of cards.

    Attributes:
        rows: how many there are, headings included.
        headings: rows that are headings, ascending.
        width: room for a line. card: width and height of a card. heading: height of a heading.
    """

    rows: int = 0
    headings: Sequence[int] = ()
    width: int = 1
    card: tuple[int, int] = (1, 1)
    heading: int = 0
    _runs: tuple[_Run, ...] = field(init=False, default=())
    _firsts: tuple[int, ...] = field(init=False, default=())
    _tops: tuple[int, ...] = field(init=False, default=())
    height: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        runs, top, first = [], 0, 0
        for stop in (*self.headings, self.rows):
            if stop > first:
                runs.append(_Run(first, stop - first, top))
                top += -(-(stop - first) // self.columns) * self.card[1]
            if stop < self.rows:
                top += self.heading
            first = stop + 1
        object.__setattr__(self, "_runs", tuple(runs))
        object.__setattr__(self, "_firsts", tuple(run.first for run in runs))
        object.__setattr__(self, "_tops", tuple(run.top for run in runs))
        object.__setattr__(self, "height", top)

    @property
    def columns(self) -> int:
        """Cards in a full line."""
        return max(1, self.width // max(1, self.card[0]))

    def _x(self, column: int) -> int:
        """Left edge of a column; what room is left goes between the cards, evenly."""
        return column * max(self.card[0], self.width // self.columns)

    def box(self, row: int) -> Box:
        """Where a row lies; nothing for one that is not there."""
        if not 0 <= row < self.rows:
            return 0, 0, 0, 0
        number = bisect_right(self._firsts, row) - 1
        if number >= 0 and row < (run := self._runs[number]).first + run.count:
            line, column = divmod(row - run.first, self.columns)
            return self._x(column), run.top + line * self.card[1], *self.card
        return 0, self._heading_top(row), self.width, self.heading

    def _heading_top(self, row: int) -> int:
        """Top of a heading: below the run before it and the headings that follow one another."""
        number = bisect_right(self._firsts, row) - 1
        top, first = 0, 0
        if number >= 0:
            run = self._runs[number]
            top = run.top + -(-run.count // self.columns) * self.card[1]
            first = run.first + run.count
        return top + (row - first) * self.heading

    def row_at(self, x: int, y: int) -> int:
        """The row at a point, -1 on free ground."""
        for row in self.rows_between(y, y + 1):
            left, top, width, height = self.box(row)
            if left <= x < left + width and top <= y < top + height:
                return row
        return -1

    def rows_between(self, top: int, bottom: int) -> Iterator[int]:
        """Rows of which a part lies from ``top`` to above ``bottom``, in order."""
        if bottom <= top or not self.rows:
            return
        start = max(0, bisect_right(self._tops, top) - 1)
        row = self._runs[start].first if self._runs else 0
        if self._runs and top > (run := self._runs[start]).top:
            line = min((top - run.top) // self.card[1], -(-run.count // self.columns))
            row = min(run.first + line * self.columns, run.first + run.count)
        while row > 0 and (before := self.box(row - 1))[1] + before[3] > top:
            row -= 1
        while row < self.rows:
            box = self.box(row)
            if box[1] >= bottom:
                return
            if box[1] + box[3] > top:
                yield row
            row += 1

    def next_line(self, row: int, way: int) -> int:
        """The card above (−1) or below (+1) a card, over headings; the card itself at the ends."""
        x, y, _, height = self.box(row)
        if not height:
            return row
        edge = y + height if way > 0 else y - 1
        step = max(1, self.heading)
        while 0 <= edge < self.height:
            cards = [r for r in self.rows_between(edge, edge + 1) if r not in self.headings]
            if cards:
                return min(cards, key=lambda r: abs(self.box(r)[0] - x))
            edge += step * way
        return row

    def next_card(self, row: int, way: int) -> int:
        """The card before (−1) or after (+1) a row in reading order; the row itself at the ends."""
        at = row + way
        while 0 <= at < self.rows and at in self.headings:
            at += way
        return at if 0 <= at < self.rows else row
