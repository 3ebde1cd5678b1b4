"""One match large: side by side, swiped, blinked or as a difference, with outlines, match lines and facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.compare.alignment import Line, Side, align, match_lines
from imagefinder.gui.compare.canvas import CompareCanvas, OutlinedObject
from imagefinder.gui.compare.overlay_canvas import OverlayCanvas
from imagefinder.gui.compare.view_state import ViewState
from imagefinder.gui.results.facts import Row, compare_rows, read_facts
from imagefinder.gui.results.inspector import Inspector
from imagefinder.gui.widgets.canvas import Shown
from imagefinder.gui.widgets.controls import ElidedLabel, label, segment, tool
from imagefinder.gui.widgets.images import from_qimage, to_qimage
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.outlines import covers_all, object_colour
from imagefinder.search.colours import query_pieces, result_pieces
from imagefinder.search.results import SearchResult

SIDE = 1600


class SideBySide(QWidget):
    """Two canvases in step, and lines between them."""

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.left, self.right = CompareCanvas(state), CompareCanvas(state)
        self.left.setAccessibleName(self.tr("Query"))
        self.right.setAccessibleName(self.tr("Result"))
        row.addWidget(self.left)
        row.addWidget(self.right)
        self.lines = LineLayer(self)
        state.changed.connect(self.lines.update)

    def resizeEvent(self, event: object) -> None:
        """Fit what depends on the size."""
        self.lines.setGeometry(self.rect())
        self.lines.raise_()


class LineLayer(QWidget):
    """Lines from the query to the result, over both canvases, deaf to the mouse."""

    def __init__(self, sides: SideBySide) -> None:
        super().__init__(sides)
        self._sides = sides
        self.groups: list[tuple[QColor, list[Line]]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_lines(self, groups: list[tuple[QColor, list[Line]]]) -> None:
        """Draw these, per object."""
        self.groups = groups
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        if not self.groups:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._sides.left, self._sides.right
        to_left, to_right = left.to_widget(), right.to_widget()
        inside_left, inside_right = left.rect(), right.rect()
        for colour, lines in self.groups:
            soft = QColor(colour)
            soft.setAlpha(190)
            for x, y, u, v in lines:
                a, b = to_left.map(QPointF(x, y)), to_right.map(QPointF(u, v))
                if not (inside_left.contains(a.toPoint()) and inside_right.contains(b.toPoint())):
                    continue
                a, b = a + QPointF(left.pos()), b + QPointF(right.pos())
                painter.setPen(QPen(soft, 1.1))
                painter.drawLine(a, b)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(a, 2.2, 2.2)
                painter.drawEllipse(b, 2.2, 2.2)
        painter.end()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the background prepared for one match; ``there``: whether the result's file is."""

    shown: Shown | None
    rows: list[Row]
    aligned: NDArray[np.uint8] | None
    difference: NDArray[np.uint8] | None
    there: bool


class ComparePage(QWidget):
    """The comparison of one result with the query.

    Signals:
        closed: back to the results.
        step_wished: the next (1) or previous (-1) result.
        similar_wished: search with this result (photo id).
        reveal_wished: show the file where it lies (photo id).
    """

    closed = Signal()
    step_wished = Signal(int)
    similar_wished = Signal(int)
    reveal_wished = Signal(int)

    def __init__(self, session: LibrarySession, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._runner = session, runner
        self._job: Job | None = None
        self._line_job: Job | None = None
        self.query: LoadedQuery | None = None
        self.result: SearchResult | None = None
        self._colours: list[QColor] = []
        self._right: Shown | None = None
        self.state = ViewState(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        self.sides = SideBySide(self.state)
        self.overlay = OverlayCanvas(self.state)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sides)
        self.stack.addWidget(self.overlay)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.notice = Notice()
        self.notice.setProperty("floating", True)
        inner.addWidget(self.notice)
        inner.addWidget(self.stack, 1)
        self.inspector = Inspector()
        self.inspector.lit.connect(self._light)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.inspector)
        split.setStretchFactor(0, 1)
        split.setSizes([900, 300])
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 9, 14, 9)
        row.setSpacing(5)
        row.addWidget(tool("back", self.tr("Back to the results"), self.closed.emit, keys="Esc"))
        row.addSpacing(4)
        self.name = ElidedLabel("heading")
        row.addWidget(self.name, 1)
        self.place = label("", "muted")
        self.before = tool(
            "previous", self.tr("Previous result"), lambda: self.step_wished.emit(-1), keys="←"
        )
        self.after = tool("next", self.tr("Next result"), lambda: self.step_wished.emit(1), keys="→")
        for widget in (self.before, self.place, self.after):
            row.addWidget(widget)
        row.addSpacing(12)
        self.modes: dict[str, QToolButton] = {
            "sides": segment("side-by-side", self.tr("Side by side"), "1"),
            "swipe": segment("swipe", self.tr("Swipe"), "2"),
            "blink": segment("blink", self.tr("Blink"), "3"),
            "difference": segment("difference", self.tr("Difference"), "4"),
        }
        group = QButtonGroup(self)
        for mode, button in self.modes.items():
            group.addButton(button)
            button.clicked.connect(lambda *_, chosen=mode: self.set_mode(chosen))
            row.addWidget(button)
        self.modes["sides"].setChecked(True)
        row.addSpacing(12)
        self.outlines = tool("outlines", self.tr("Outlines of the objects"), keys="O", checkable=True)
        self.outlines.setChecked(True)
        self.outlines.toggled.connect(self._outlines_toggled)
        self.lines = tool("lines", self.tr("Lines between the matches"), keys="M", checkable=True)
        self.lines.toggled.connect(self._lines_toggled)
        row.addWidget(self.outlines)
        row.addWidget(self.lines)
        row.addSpacing(12)
        row.addWidget(tool("zoom-out", self.tr("Zoom out"), lambda: self._zoom(0.8), keys="−"))
        row.addWidget(tool("fit", self.tr("Show all"), self.state.reset, keys="0"))
        row.addWidget(tool("zoom-in", self.tr("Zoom in"), lambda: self._zoom(1.25), keys="+"))
        row.addSpacing(12)
        row.addWidget(tool("similar", self.tr("Search with this photo"), self._wish_similar, keys="S"))
        row.addWidget(tool("reveal", self.tr("Show the file in its folder"), self._wish_reveal))
        return bar

    # Showing a match

    def show_match(
        self, query: LoadedQuery, result: SearchResult, colours: Sequence[int], place: int, total: int
    ) -> None:
        """Compare ``result`` with ``query``; zoom and mode stay as they are."""
        self.query, self.result = query, result
        self._colours = [object_colour(number) for number in colours]
        self._right = None
        self.notice.dismiss()
        self.name.set_whole(result.path.name)
        self.place.setText(self.tr("{place} of {total}").format(place=place, total=total))
        self.before.setEnabled(place > 1)
        self.after.setEnabled(place < total)
        left, right, overlay = self.sides.left, self.sides.right, self.overlay
        left.show_photo(query.shown)
        overlay.show_photo(query.shown)
        right.show_photo(None)
        overlay.set_aligned(None, None)
        left.caption = overlay.caption = query.name
        right.caption = overlay.other_caption = result.path.name
        in_query = [
            OutlinedObject(query_pieces(found), self._colours[number], found.verified, number)
            for number, found in enumerate(result.objects)
        ]
        left.show_objects(in_query)
        overlay.show_objects(in_query)
        right.show_objects(
            [
                OutlinedObject(result_pieces(found), self._colours[number], found.verified, number)
                for number, found in enumerate(result.objects)
            ]
        )
        for canvas in (left, right, overlay):
            canvas.tinted = not covers_all(result)  # a tint over the whole picture only hides its colours
        alignable = bool(result.objects)
        for mode in ("swipe", "blink", "difference"):
            self.modes[mode].setEnabled(alignable)
        self.lines.setEnabled(alignable)
        if not alignable and self.mode != "sides":
            self.set_mode("sides")
        self.sides.lines.show_lines([])
        self.inspector.show_match(result, self._colours, ())
        self._load()

    def _load(self) -> None:
        query, result, session = self.query, self.result, self._session
        assert query is not None and result is not None
        if self._job is not None:
            self._job.cancel()

        def work(job: Job) -> Loaded:
            pixels = session.load_pixels(result.photo_id, SIDE)
            job.control.check()
            here = read_facts(query.path, query.shown.width, query.shown.height)
            there = read_facts(result.path, result.width, result.height)
            rows = compare_rows(here, there)
            if pixels is None:
                return Loaded(None, rows, None, None, False)
            shown = Shown(to_qimage(pixels), result.width, result.height)
            if not result.objects:
                return Loaded(shown, rows, None, None, there.bytes is not None)
            left = Side(from_qimage(query.shown.image), query.shown.width, query.shown.height)
            right = Side(pixels, result.width, result.height)
            aligned, difference = align(left, right, result.objects[0].mapping)
            return Loaded(shown, rows, aligned, difference, there.bytes is not None)

        self._job = self._runner.start(
            "compare", work, done=self._loaded, failed=self._failed, pool="compare"
        )

    def _loaded(self, loaded: Loaded) -> None:
        self._right = loaded.shown
        self.inspector.show_rows(loaded.rows)
        self.sides.right.show_photo(loaded.shown)
        if loaded.shown is None:
            self.notice.say(
                self.tr(
                    "This photo cannot be read at present: its file is gone, or its disk is not connected."
                ),
                "warn",
            )
            return
        if not loaded.there:
            self.notice.say(
                self.tr("The file is gone or its disk is not connected; the kept thumbnail is shown."), "warn"
            )
        if loaded.aligned is not None and loaded.difference is not None:
            self.overlay.set_aligned(to_qimage(loaded.aligned), to_qimage(loaded.difference))
        if self.lines.isChecked():
            self._lines_toggled(True)

    def _failed(self, error: Exception) -> None:
        self.notice.say(str(error), "bad")

    # Looking

    @property
    def mode(self) -> str:
        """``sides``, ``swipe``, ``blink`` or ``difference``."""
        return next(mode for mode, button in self.modes.items() if button.isChecked())

    def set_mode(self, mode: str) -> None:
        """Look at the match in another way."""
        if not self.modes[mode].isEnabled():
            return
        self.modes[mode].setChecked(True)
        if mode == "sides":
            self.overlay.set_mode("swipe")
            self.stack.setCurrentWidget(self.sides)
        else:
            self.overlay.set_mode(mode)
            self.stack.setCurrentWidget(self.overlay)
            self.overlay.setFocus()

    def _zoom(self, factor: float) -> None:
        self.state.zoom_at(factor, self.state.x, self.state.y)

    def _outlines_toggled(self, on: bool) -> None:
        for canvas in (self.sides.left, self.sides.right, self.overlay):
            canvas.outlines = on
            canvas.update()

    def _light(self, number: int) -> None:
        for canvas in (self.sides.left, self.sides.right, self.overlay):
            canvas.highlight = number
            canvas.update()

    def _lines_toggled(self, on: bool) -> None:
        if self._line_job is not None:
            self._line_job.cancel()
        self.sides.lines.show_lines([])
        if not on or self.query is None or self.result is None or self._right is None:
            return
        self.set_mode("sides")
        query, result, shown = self.query, self.result, self._right
        left_image, right_image = QImage(query.shown.image), QImage(shown.image)

        def work(job: Job) -> list[list[Line]]:
            left = Side(from_qimage(left_image), query.shown.width, query.shown.height)
            right = Side(from_qimage(right_image), result.width, result.height)
            job.control.check()
            objects = result.objects
            return match_lines(left, right, [o.mapping for o in objects], [o.flipped for o in objects])

        self._line_job = self._runner.start(
            "match lines", work, done=self._lines_came, failed=self._failed, pool="compare"
        )

    def _lines_came(self, groups: list[list[Line]]) -> None:
        self.sides.lines.show_lines(list(zip(self._colours, groups, strict=True)))
        if not any(groups):
            self.notice.say(
                self.tr("The shared parts are too small or too smooth to draw single matches."), seconds=6
            )

    def _wish_similar(self) -> None:
        if self.result is not None:
            self.similar_wished.emit(self.result.photo_id)

    def _wish_reveal(self) -> None:
        if self.result is not None:
            self.reveal_wished.emit(self.result.photo_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        modes = {
            Qt.Key.Key_1: "sides",
            Qt.Key.Key_2: "swipe",
            Qt.Key.Key_3: "blink",
            Qt.Key.Key_4: "difference",
        }
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_Left and self.before.isEnabled():
            self.step_wished.emit(-1)
        elif key == Qt.Key.Key_Right and self.after.isEnabled():
            self.step_wished.emit(1)
        elif key in modes:
            self.set_mode(modes[Qt.Key(key)])
        elif key == Qt.Key.Key_O:
            self.outlines.toggle()
        elif key == Qt.Key.Key_M and self.lines.isEnabled():
            self.lines.toggle()
        elif key == Qt.Key.Key_S:
            self._wish_similar()
        else:
            super().keyPressEvent(event)
