"""The layout of cards against a plain walk over every row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from imagefinder.gui.widgets.card_layout import CardLayout


def plain(layout: CardLayout) -> list[tuple[int, int, int, int]]:
    """Every row's box, one after the other."""
    boxes, y, column = [], 0, 0
    width, height = layout.card
    pitch = max(width, layout.width // layout.columns)
    for row in range(layout.rows):
        if row in layout.headings:
            y, column = (y + height if column else y), 0
            boxes.append((0, y, layout.width, layout.heading))
            y += layout.heading
        else:
            boxes.append((column * pitch, y, width, height))
            column += 1
            if column == layout.columns:
                y, column = y + height, 0
    return boxes


@st.composite
def layouts(draw: st.DrawFn) -> CardLayout:
    rows = draw(st.integers(0, 60))
    headings = sorted(draw(st.sets(st.integers(0, max(0, rows - 1)), max_size=5))) if rows else []
    return CardLayout(
        rows,
        headings,
        draw(st.integers(1, 300)),
        (draw(st.integers(1, 90)), draw(st.integers(1, 90))),
        draw(st.integers(1, 50)),
    )


@given(layouts(), st.integers(-50, 4000), st.integers(0, 400), st.integers(0, 300))
def test_every_row_lies_where_a_plain_walk_puts_it(layout: CardLayout, top: int, room: int, x: int) -> None:
    boxes = plain(layout)
    assert [layout.box(row) for row in range(layout.rows)] == boxes
    assert layout.height == max((box[1] + box[3] for box in boxes), default=0)
    seen = [row for row, box in enumerate(boxes) if box[1] < top + room and box[1] + box[3] > top]
    assert list(layout.rows_between(top, top + room)) == (seen if room else [])
    under = [
        row
        for row, (left, above, width, height) in enumerate(boxes)
        if left <= x < left + width and above <= top < above + height
    ]
    assert layout.row_at(x, top) == (under[0] if under else -1)


@given(layouts(), st.integers(0, 59), st.sampled_from([-1, 1]))
def test_keys_lead_over_headings_to_the_next_card(layout: CardLayout, row: int, way: int) -> None:
    cards = [r for r in range(layout.rows) if r not in layout.headings]
    if row not in cards:
        return
    assert layout.next_card(row, way) == next((r for r in cards[::way] if (r - row) * way > 0), row)
    line = layout.next_line(row, way)
    ys = sorted({layout.box(r)[1] for r in cards})
    at = ys.index(layout.box(row)[1]) + way
    assert layout.box(line)[1] == (ys[at] if 0 <= at < len(ys) else layout.box(row)[1])


def test_nothing_is_nowhere() -> None:
    empty = CardLayout()
    assert (empty.height, empty.row_at(0, 0), empty.box(0)) == (0, -1, (0, 0, 0, 0))
    assert empty.next_card(-1, 1) == -1
