"""The right side of the Search place: the answer as a grid, with filters above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QProgressBar,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagefinder.gui.bridge.arrangement import Facts, count_kinds, histogram
from imagefinder.gui.results.model import ResultsModel
from imagefinder.gui.results.photo_grid import PhotoGrid
from imagefinder.gui.results.reasons import note_words
from imagefinder.gui.search.filter_bar import FilterBar
from imagefinder.gui.search.range_histogram import RangeHistogram
from imagefinder.gui.widgets.controls import EmptyState, chip, push, tool
from imagefinder.gui.widgets.flow_layout import FlowLayout
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.gui.widgets.title_bar import TitleBar
from imagefinder.search.results import MatchKind, SearchResult, SearchResults

SMALLEST, LARGEST = 96, 360
NARROW, NARROWEST = 560, 520
"""Widths of the pane, logical pixels, up to which its head leaves out what is not needed."""


class ResultsPane(QWidget):
    """Ranked results.

    Signals:
        chosen: the current result changed (photo id, -1 for none).
        opened: a result is to be compared (photo id).
        size_changed: thumbnails have another size (side).
        grouping_changed: results are grouped by kind, or not.
        add_folder_wished: from the empty state.
        composite_wished: show the query cut into its explained parts.
        export_wished: save the answer as a report.
    """

    chosen = Signal(int)
    opened = Signal(int)
    size_changed = Signal(int)
    grouping_changed = Signal(bool)
    add_folder_wished = Signal()
    composite_wished = Signal()
    export_wished = Signal()

    def __init__(self, cache: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: SearchResults | None = None
        self.model = ResultsModel(self)
        self.grid = PhotoGrid(cache, self.model)
        self.grid.setAccessibleName(self.tr("Results"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = self._make_head()
        column.addWidget(self._head)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(3)
        self.busy.setAccessibleName(self.tr("Searching"))
        keep = self.busy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(keep)
        self.busy.hide()
        column.addWidget(self.busy)
        body = QVBoxLayout()
        body.setContentsMargins(14, 4, 6, 0)
        self.notice = Notice()
        body.addWidget(self.notice)
        self.stack = QStackedWidget()
        self._make_pages()
        body.addWidget(self.stack, 1)
        column.addLayout(body, 1)
        self.grid.chosen.connect(self.chosen)
        self.grid.opened.connect(self.opened)
        self.grid.size_wished.connect(self.set_size)
        self.show_answer(None, {})

    def _make_head(self) -> TitleBar:
        head = TitleBar()
        self.title, self.subtitle = head.title, head.subtitle
        self.parts = push(self.tr("Explained parts"), self.composite_wished.emit, name="composites")
        self.parts.setToolTip(self.tr("Show which photo every part of the query comes from"))
        self.export = tool(
            "export", self.tr("Save these results as a report"), self.export_wished.emit, keys="Ctrl+E"
        )
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(SMALLEST, LARGEST)
        self.size_slider.setValue(self.grid.thumbnail_side)
        self.size_slider.setFixedWidth(96)
        self.size_slider.setToolTip(self.tr("Size of the thumbnails"))
        self.size_slider.setAccessibleName(self.tr("Size of the thumbnails"))
        self.size_slider.valueChanged.connect(self._size_moved)
        head.add_tools(self.parts, self.export, self.size_slider)
        self._filters = QWidget()
        head.add_row(self._filters)
        self._make_filters(FlowLayout(self._filters, spacing=6))
        self.more = FilterBar()
        self.more.hide()
        self.more.changed.connect(self._rearrange)
        head.add_row(self.more)
        return head

    def _make_filters(self, row: FlowLayout) -> None:
        self.kinds: dict[MatchKind, QToolButton] = {
            MatchKind.COPY: chip(self.tr("Copies")),
            MatchKind.OBJECT: chip(self.tr("Shared objects")),
            MatchKind.SIMILAR: chip(self.tr("Look-alikes")),
        }
        for button in self.kinds.values():
            button.setChecked(True)
            button.toggled.connect(self._rearrange)
            row.addWidget(button)
        self.range = RangeHistogram()
        self.range.range_changed.connect(self._rearrange)
        row.addWidget(self.range)
        row.addStretch()
        self.grouped = tool("grid", self.tr("Group by kind"), checkable=True)
        self.grouped.setChecked(True)
        self.grouped.toggled.connect(self._grouping_toggled)
        row.addWidget(self.grouped)
        self.order = QComboBox()
        self.order.setAccessibleName(self.tr("Order"))
        self.order.setToolTip(self.tr("Order"))
        for key, words in (
            ("score", self.tr("Best match first")),
            ("date", self.tr("Newest first")),
            ("name", self.tr("Name")),
            ("folder", self.tr("Folder")),
            ("size", self.tr("Largest file first")),
            ("pixels", self.tr("Most pixels first")),
        ):
            self.order.addItem(words, key)
        self.order.currentIndexChanged.connect(self._rearrange)
        row.addWidget(self.order)
        self.filter_button = tool("filter", self.tr("More filters"), checkable=True)
        self.filter_button.toggled.connect(lambda on: self.more.setVisible(on))
        row.addWidget(self.filter_button)

    def _make_pages(self) -> None:
        self.no_library = EmptyState(
            "library",
            self.tr("Add a folder of photos first"),
            self.tr(
                "ImageFinder looks for pictures in folders that you choose. "
                "Your photos stay where they are and are "
                "never changed; nothing leaves this computer."
            ),
        )
        add = push(self.tr("Add a folder…"), self.add_folder_wished.emit, name="folder-add", primary=True)
        self.no_library.column.addSpacing(8)
        self.no_library.column.addWidget(add, 0, Qt.AlignmentFlag.AlignHCenter)
        self.first_scan = EmptyState(
            "library",
            self.tr("Your photos are being read"),
            self.tr(
                "You can ask with a picture already: it is looked for among the photos "
                "that have been read so far."
            ),
        )
        self.no_query = EmptyState(
            "search",
            self.tr("Ask with a picture"),
            self.tr(
                "Drop a picture on the left. You will see its copies and edits, "
                "photos that share an object with it, "
                "and photos that look alike, each with the reason why. "
                "Draw a rectangle on the picture to ask for one "
                "part of it."
            ),
        )
        self.nothing = EmptyState("search", self.tr("Nothing found"), "")
        self.hidden = EmptyState("filter", self.tr("All results are filtered out"), "")
        clear = push(self.tr("Clear filters"), self.clear_filters, primary=True)
        self.hidden.column.addWidget(clear, 0, Qt.AlignmentFlag.AlignHCenter)
        pages = (self.no_library, self.first_scan, self.no_query, self.nothing, self.hidden, self.grid)
        for page in pages:
            self.stack.addWidget(page)
        self._has_photos, self._scanning = True, False

    # What is shown

    def set_library_state(self, photos: int) -> None:
        """Say whether there is anything to search in."""
        self._has_photos = photos > 0
        self._choose_page()

    def set_scanning(self, scanning: bool) -> None:
        """Say whether photos are being read."""
        self._scanning = scanning
        self._choose_page()

    def set_busy(self, busy: bool) -> None:
        """Show that a search is under way."""
        self.busy.setVisible(busy)
        if busy and self.answer is None:
            self.title.setText(self.tr("Searching…"))
            self.subtitle.setText("")
        self._choose_page()

    def show_answer(self, answer: SearchResults | None, facts: Mapping[int, Facts]) -> None:
        """Show an answer; the chosen photo stays chosen while it is in it."""
        kept = self.grid.current_id()
        self.answer = answer
        results: Sequence[SearchResult] = answer.results if answer is not None else ()
        self.model.set_answer(results, facts)
        counts = count_kinds(results)
        for kind, button in self.kinds.items():
            words = button.text().rsplit("  ", 1)[0]
            button.setText(f"{words}  {counts[kind]}" if answer is not None else words)
        folders = sorted({result.path.parent for result in results})
        self.more.set_folders(folders)
        self.parts.setVisible(any(found.verified for result in results for found in result.objects))
        self._filters.setVisible(bool(results))
        self.export.setVisible(bool(results))
        self._fit_head()
        if kept >= 0:
            self.grid.choose(kept)
        self._tell()

    def _tell(self) -> None:
        answer = self.answer
        shown = len(self.model.shown_results())
        if answer is None:
            self.title.setText(self.tr("Results"))
            self.subtitle.setText("")
        else:
            total = len(answer.results)
            self.title.setText(self.tr("%n result(s)", "", total))
            seconds = QLocale().toString(answer.elapsed_ms / 1000, "f", 2)
            parts = [self.tr("{seconds} s").format(seconds=seconds)]
            if shown != total:
                parts.insert(0, self.tr("%n shown", "", shown))
            if not answer.complete:
                parts.append(self.tr("still looking…"))
            self.subtitle.setText("  ·  ".join(parts))
            self.subtitle.setToolTip(self.tr("Computed on {device}").format(device=answer.device))
        self.range.set_counts(histogram(self.model.results, self.model.facts, self.model.arrangement))
        self._choose_page()

    def _choose_page(self) -> None:
        answer = self.answer
        if answer is None:
            busy = not self.busy.isHidden()
            empty = self.first_scan if self._scanning else self.no_library
            self.stack.setCurrentWidget(self.grid if busy else self.no_query if self._has_photos else empty)
        elif not answer.results:
            if answer.complete:
                why = note_words(answer.notes) or [
                    self.tr("No photo of the library shows this picture or a part of it.")
                ]
                self.nothing.words.setText("\n".join(why))
                self.stack.setCurrentWidget(self.nothing)
            else:
                self.stack.setCurrentWidget(self.grid)
        else:
            self.stack.setCurrentWidget(self.grid if self.model.shown_results() else self.hidden)

    # Filters

    def _rearrange(self) -> None:
        wish = replace(
            self.more.applied(self.model.arrangement),
            kinds=frozenset(kind for kind, button in self.kinds.items() if button.isChecked()),
            low=self.range.low,
            high=self.range.high,
            order=str(self.order.currentData()),
            grouped=self.grouped.isChecked(),
        )
        kept = self.grid.current_id()
        self.model.set_arrangement(wish)
        if kept >= 0:
            self.grid.choose(kept)
        self._tell()

    def clear_filters(self) -> None:
        """Show every result again."""
        for button in self.kinds.values():
            button.setChecked(True)
        self.range.set_range(0.0, 1.0)
        self.more.clear()

    def _grouping_toggled(self, on: bool) -> None:
        self._rearrange()
        self.grouping_changed.emit(on)

    def _size_moved(self, side: int) -> None:
        self.grid.set_thumbnail_side(side)
        self.size_changed.emit(side)

    def set_size(self, side: int) -> None:
        """Size of the thumbnails, within bounds."""
        self.size_slider.setValue(min(LARGEST, max(SMALLEST, side)))

    def result(self, photo_id: int) -> SearchResult | None:
        """The result of a photo."""
        return next((result for result in self.model.results if result.photo_id == photo_id), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what depends on the size."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Leave out what a narrow window has no room for; Ctrl and the wheel size the thumbnails, too."""
        wide = self.width() > NARROW
        self.size_slider.setVisible(wide and bool(self.model.results))
        self.subtitle.setVisible(wide)
        self.range.setVisible(self.width() > NARROWEST)

    @property
    def folders(self) -> list[Path]:
        """The folders of the answer."""
        return sorted({result.path.parent for result in self.model.results})
