"""The left side of the Search place: the picture that is asked about, and the part of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.regions import QueryRegion
from imagefinder.gui.search.query_canvas import QueryCanvas
from imagefinder.gui.widgets.controls import ElidedLabel, IconMark, label, push, segment, tool
from imagefinder.gui.widgets.notice import Notice

NARROWEST = 270
"""Width of the pane, logical pixels."""


class DropZone(QFrame):
    """The empty query: a place to drop a picture, and the other ways to bring one.

    Signals:
        open_wished, paste_wished: the buttons.
    """

    open_wished = Signal()
    paste_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hot = False
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 22, 22, 22)
        column.setSpacing(8)
        title = label(self.tr("Drop a picture here"), "heading")
        words = label(
            self.tr(
                "From your files, a web page or a screenshot. "
                "Its copies, its objects and its look-alikes are found."
            ),
            "muted",
            wrap=True,
        )
        for each in (title, words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        open_button = push(self.tr("Open a picture…"), self.open_wished.emit, name="open", primary=True)
        paste_button = push(self.tr("Paste"), self.paste_wished.emit, name="paste")
        column.addStretch(1)
        column.addWidget(IconMark("image", 46), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(10)
        column.addWidget(open_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(paste_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_hot(self, hot: bool) -> None:
        """Show that something is being dragged over the window."""
        self._hot = hot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        edge = palette.color(QPalette.ColorRole.Accent if self._hot else QPalette.ColorRole.Dark)
        pen = QPen(edge, 2.0 if self._hot else 1.4)
        pen.setDashPattern([5.0, 4.0])
        ground = QColor(palette.color(QPalette.ColorRole.Accent))
        ground.setAlpha(36 if self._hot else 0)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)
        painter.end()


class QueryPane(QWidget):
    """Shows the query and says which part of it is wanted.

    Signals:
        open_wished, paste_wished: bring another picture.
        recent_wished: open a recent query again (Path).
        regions_changed: search again for these (list of QueryRegion).
        closed: the query was taken away.
    """

    open_wished = Signal()
    paste_wished = Signal()
    recent_wished = Signal(Path)
    regions_changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMaximumWidth(620)
        self.query: LoadedQuery | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self.zone = DropZone()
        self.zone.open_wished.connect(self.open_wished)
        self.zone.paste_wished.connect(self.paste_wished)
        self.canvas = QueryCanvas()
        self.canvas.margin = 10.0
        self.stack = QStackedWidget()
        self.stack.addWidget(self.zone)
        self.stack.addWidget(self.canvas)
        self.stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self.stack, 1)
        self.notice = Notice()
        column.addWidget(self.notice)
        self._below = self._make_below()
        column.addWidget(self._below)
        self.canvas.regions_changed.connect(self._regions_changed)
        self.canvas.region_edited.connect(self._tell_region)
        self.show_query(None)

    def minimumSizeHint(self) -> QSize:
        """No word on its buttons may be cut."""
        hint = super().minimumSizeHint()
        return QSize(max(NARROWEST, hint.width()), hint.height())

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(self.tr("Query"), "heading"))
        row.addStretch(1)
        self._recent = QToolButton()
        self._recent_menu = QMenu(self._recent)
        self._recent.setMenu(self._recent_menu)
        self._recent.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        recent = tool("history", self.tr("Recent queries"))
        self._recent.setIcon(recent.icon())
        self._recent.setToolTip(recent.toolTip())
        self._recent.setAccessibleName(recent.accessibleName())
        row.addWidget(self._recent)
        row.addWidget(tool("open", self.tr("Open a picture"), self.open_wished.emit, keys="Ctrl+O"))
        row.addWidget(tool("paste", self.tr("Paste a picture"), self.paste_wished.emit, keys="Ctrl+V"))
        self._shut = tool("close", self.tr("Take the query away"), self.closed.emit)
        row.addWidget(self._shut)
        return row

    def _make_below(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._name = ElidedLabel("heading")
        self._facts = label("", "small")
        column.addWidget(self._name)
        column.addWidget(self._facts)
        column.addSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.rectangle = segment("rectangle", self.tr("Rectangle"), "R")
        self.lasso = segment("lasso", self.tr("Lasso"))
        self._tools = QButtonGroup(self)
        for button in (self.rectangle, self.lasso):
            self._tools.addButton(button)
            row.addWidget(button)
        self.rectangle.setChecked(True)
        self._tools.buttonClicked.connect(self._tool_chosen)
        self.several = tool("add", self.tr("Draw several parts"), keys="Shift", checkable=True)
        self.several.toggled.connect(self._several_toggled)
        row.addWidget(self.several)
        row.addStretch(1)
        self.whole = tool("whole", self.tr("Whole picture"), lambda: self.canvas.set_regions([]), keys="Esc")
        row.addWidget(self.whole)
        column.addLayout(row)
        self._hint = label("", "small", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._hint.setMinimumHeight(self._hint.fontMetrics().height() * 2 + 2)
        column.addWidget(self._hint)
        return box

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Offer these queries again."""
        self._recent_menu.clear()
        for path in paths:
            action = self._recent_menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda *_, chosen=path: self.recent_wished.emit(chosen))
        self._recent.setEnabled(bool(paths))

    def show_query(self, query: LoadedQuery | None) -> None:
        """Show a query, or the invitation to bring one."""
        self.query = query
        self.canvas.show_photo(query.shown if query is not None else None)
        self.stack.setCurrentWidget(self.canvas if query is not None else self.zone)
        self._below.setVisible(query is not None)
        self._shut.setVisible(query is not None)
        if query is not None:
            self._name.set_whole(query.name)
            self._tell_region([])

    def set_hot(self, hot: bool) -> None:
        """Show that something is being dragged over the window, and where it may be dropped."""
        self.zone.set_hot(hot)
        self.stack.setCurrentWidget(self.zone if hot or self.query is None else self.canvas)

    def _tell_region(self, regions: list[QueryRegion]) -> None:
        if self.query is None:
            return
        shown = self.query.shown
        facts = f"{shown.width} × {shown.height}"
        self._facts.setText(facts)
        self.whole.setEnabled(bool(regions))
        if not regions:
            self._hint.setText(self.tr("The whole picture is searched. Draw on it to search for a part."))
        elif len(regions) == 1:
            _, _, width, height = regions[0].rounded()
            self._hint.setText(
                self.tr("A part of {width} × {height} pixels is searched.").format(width=width, height=height)
            )
        else:
            self._hint.setText(self.tr("%n part(s) are searched.", "", len(regions)))

    def _regions_changed(self, regions: list[QueryRegion]) -> None:
        self._tell_region(regions)
        self.regions_changed.emit(regions)

    def _tool_chosen(self) -> None:
        self.canvas.tool = "lasso" if self.lasso.isChecked() else "rectangle"
        self.canvas.setFocus()

    def _several_toggled(self, on: bool) -> None:
        self.canvas.several = on
