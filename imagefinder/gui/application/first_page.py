"""How soon an answer is on the screen: from the moment when the engine knows it, and from the drop."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent

from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.application.waiting import rest, wait_until
from imagefinder.gui.results.model import PhotoIdRole
from imagefinder.jobs import JobControl

ANSWER_SECONDS = 120.0
LOOK_MS = 2
"""Between two looks at what is on the screen."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """One query dropped on the window; milliseconds.

    Attributes:
        painted: from the engine's first results to the first page of cards on the screen.
        pictures: until every card in sight has its thumbnail, too.
        from_drop: from the drop to the first page of cards.
        complete: from the drop to the whole answer, verified.
        rows: cards in sight.
    """

    painted: float
    pictures: float
    from_drop: float
    complete: float
    rows: int


class _Paints(QObject):
    """Notes when the grid was last painted, with the newest answer in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.first: float | None = None
        self.last = 0.0
        self.known = 0.0
        window.search.results.grid.viewport().installEventFilter(self)

    def stop(self) -> None:
        """Note no more."""
        self._window.search.results.grid.viewport().removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a paint begin; the next turn of the loop sees it done."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        answer = self._window.search.answer
        if answer is None or not answer.results.results:
            return
        self.last = time.perf_counter()
        if self.first is None:
            self.first, self.known = self.last, answer.known


def measure_first_pages(
    window: MainWindow, queries: Sequence[Path], control: JobControl | None = None
) -> tuple[FirstPage, ...]:
    """Drop each picture on the window and time its answer; the first one, which warms the kernels, is
    dropped a second time.

    Raises:
        MeasuringError: an answer did not come.
        JobCancelled: ``control`` was cancelled.
    """
    pages = [_drop(window, query, control) for query in (*queries[:1], *queries)]
    window.search.close_query()
    return tuple(pages[1:])


def _drop(window: MainWindow, query: Path, control: JobControl | None) -> FirstPage:
    search = window.search
    window.show_place("search")
    search.close_query()
    window.cache.forget()  # as for a user who has not seen these photos yet
    rest(200)
    paints = _Paints(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(query))])
    event = QDropEvent(
        QPointF(100, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dropped = time.perf_counter()
    window.dropEvent(event)

    def pictured() -> bool:
        grid, model = search.results.grid, search.results.model
        first, last = grid.visible_rows()
        ids = [model.index(row, 0).data(PhotoIdRole) for row in range(first, last + 1)]
        return all(
            window.cache.pixmap(photo_id) is not None or window.cache.is_missing(photo_id)
            for photo_id in ids
            if photo_id is not None
        )

    what = f"the answer to {query.name}"
    try:
        wait_until(lambda: paints.first is not None, what, ANSWER_SECONDS, control, look_ms=LOOK_MS)
        rows = search.results.grid.visible_rows()
        wait_until(pictured, what, ANSWER_SECONDS, control, look_ms=LOOK_MS)
        seen = time.perf_counter()
        wait_until(lambda: paints.last >= seen or _complete(window), what, ANSWER_SECONDS, control)
        pictures = max(seen, min(paints.last, time.perf_counter()))
        wait_until(lambda: _complete(window), what, ANSWER_SECONDS, control, look_ms=LOOK_MS)
        complete = time.perf_counter()
    finally:
        paints.stop()
    first = paints.first or pictures
    return FirstPage(
        painted=(first - paints.known) * 1000,
        pictures=(pictures - paints.known) * 1000,
        from_drop=(first - dropped) * 1000,
        complete=(complete - dropped) * 1000,
        rows=rows[1] - rows[0] + 1,
    )


def _complete(window: MainWindow) -> bool:
    answer = window.search.answer
    return answer is not None and answer.results.complete


def longest(pages: Sequence[FirstPage], name: str) -> float:
    """The longest of one figure, 0 without any."""
    return max((float(getattr(page, name)) for page in pages), default=0.0)


def median(pages: Sequence[FirstPage], name: str) -> float:
    """The median of one figure, 0 without any."""
    return float(np.median([getattr(page, name) for page in pages])) if pages else 0.0
