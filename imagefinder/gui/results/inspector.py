"""The right side of the comparison: why the photo is a result, its objects, and the table of both files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from imagefinder.gui.results.facts import Row
from imagefinder.gui.results.reasons import geometry_words, reason_words
from imagefinder.gui.widgets.controls import IconMark, label, line
from imagefinder.gui.widgets.theme import theme_of
from imagefinder.search.results import MatchKind, ObjectMatch, SearchResult


class Swatch(QWidget):
    """The colour of an object."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(14, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class ObjectLine(QFrame):
    """One object: colour, words, matches. Pointing at it or focusing it lights it up in the pictures.

    Signals:
        lit: the object is pointed at (its number), or no longer (-1).
    """

    lit = Signal(int)

    def __init__(self, number: int, colour: QColor, title: str, detail: str) -> None:
        super().__init__()
        self._number = number
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{title}. {detail}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(0)
        grid.addWidget(Swatch(colour), 0, 0)
        grid.addWidget(label(title), 0, 1)
        grid.addWidget(label(detail, "small", wrap=True), 1, 1)
        grid.setColumnStretch(1, 1)

    def event(self, event: QEvent) -> bool:
        """Note pointing and focus."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self.lit.emit(self._number)
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.lit.emit(-1)
        return super().event(event)


class Inspector(QScrollArea):
    """Facts of one match.

    Signals:
        lit: an object is pointed at (its number, -1 for none).
    """

    lit = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(250)
        self.setMaximumWidth(440)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows: Sequence[Row] = ()
        self._result: SearchResult | None = None
        self._colours: list[QColor] = []
        self.table_sides = (self.tr("Query"), self.tr("Result"))

    def kind_words(self, kind: MatchKind) -> str:
        """The kind in words."""
        return {
            MatchKind.COPY: self.tr("Copy or edit"),
            MatchKind.OBJECT: self.tr("Shares an object"),
            MatchKind.SIMILAR: self.tr("Looks similar"),
        }[kind]

    def show_match(self, result: SearchResult, colours: Sequence[QColor], rows: Sequence[Row]) -> None:
        """Show a match; ``rows`` may come later."""
        self._result, self._colours, self._rows = result, list(colours), rows
        self._rebuild()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill the table."""
        self._rows = rows
        if self._result is not None:
            self._rebuild()

    def _rebuild(self) -> None:
        result = self._result
        assert result is not None
        page = QWidget()
        page.setObjectName("inspector")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        column.addWidget(label(self.kind_words(result.kind), "section"))
        head = label(f"{round(result.score * 100)} %", "big")
        head.setAccessibleName(self.tr("Similarity {score} percent").format(score=round(result.score * 100)))
        column.addWidget(head)
        column.addWidget(label(reason_words(result), wrap=True))
        # Where the match was made of whole frames there are no objects to tell apart.
        if any(found.matches for found in result.objects):
            column.addSpacing(8)
            column.addWidget(label(self.tr("%n object(s) in common", "", len(result.objects)), "section"))
            for number, found in enumerate(result.objects):
                title = self.tr("Object {number}").format(number=number + 1)
                each = ObjectLine(number, self._colours[number], title, self._detail(found))
                each.lit.connect(self.lit)
                column.addWidget(each)
        column.addSpacing(8)
        if self._rows:
            column.addWidget(self._table())
        column.addStretch(1)
        self.setWidget(page)

    def _detail(self, found: ObjectMatch) -> str:
        parts = [self.tr("%n match(es)", "", found.matches)]
        if found.query_coverage > 0:
            parts.append(
                self.tr("{share} % of the query").format(share=max(1, round(found.query_coverage * 100)))
            )
        parts += geometry_words(found.transform, found.flipped)
        if not found.verified:
            parts.append(self.tr("possible, not verified"))
        return " · ".join(dict.fromkeys(parts))

    def _table(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for column, side in enumerate(self.table_sides):
            grid.addWidget(label(side, "section"), 0, column)
        grid.addWidget(line(), 1, 0, 1, 2)
        at = 2
        for row in self._rows:
            grid.setRowMinimumHeight(at, 9)
            at += 1
            grid.addWidget(label(row.name, "small"), at, 0, 1, 2)
            for column, (words, side) in enumerate(((row.query, "query"), (row.result, "result"))):
                cell = QWidget()
                inner = QHBoxLayout(cell)
                inner.setContentsMargins(0, 0, 0, 0)
                inner.setSpacing(5)
                text = QLabel(words)
                text.setTextFormat(Qt.TextFormat.PlainText)
                text.setWordWrap(True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                inner.addWidget(text, 0 if row.better == side else 1)
                if row.better == side:
                    text.setProperty("role", "good")
                    better = self.tr("better")
                    text.setAccessibleName(f"{words}, {better}")
                    mark = IconMark("check", 15, colour=QColor(theme_of(self.palette()).good))
                    mark.setToolTip(better)
                    inner.addWidget(mark)
                    inner.addStretch(1)
                grid.addWidget(cell, at + 1, column, Qt.AlignmentFlag.AlignTop)
            at += 2
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return box
