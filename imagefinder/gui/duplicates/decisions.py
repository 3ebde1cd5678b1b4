"""What was decided: listed, taken back, exported and imported; and the sessions that were saved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.catalog import Decision, DecisionKind
from imagefinder.errors import RequestError
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.review import Review, export_review, import_review
from imagefinder.gui.bridge.jobs import Job
from imagefinder.gui.duplicates.desk import SESSION, ReviewDesk
from imagefinder.gui.duplicates.journal_page import moment_words
from imagefinder.gui.results.model import Index
from imagefinder.gui.widgets.controls import EmptyState, label, push
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.tables import quiet_table

PAGE = 200
NAMED = 4


def decision_words(kind: DecisionKind) -> str:
    """A decision in words."""
    return {
        DecisionKind.NOT_A_MATCH: QCoreApplication.translate("Decisions", "not a match"),
        DecisionKind.KEEP_ALL: QCoreApplication.translate("Decisions", "keep all"),
        DecisionKind.ALTERNATES: QCoreApplication.translate("Decisions", "alternates"),
        DecisionKind.NOT_NOW: QCoreApplication.translate("Decisions", "later"),
    }[kind]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision and the files that it is about, as far as the library has them now."""

    decision: Decision
    names: tuple[str, ...]


def read_rows(duplicates: Duplicates, offset: int) -> list[DecisionRow]:
    """A page of decisions, the latest first."""
    catalog = duplicates.library.catalog
    rows = []
    for decision in catalog.decisions.all(PAGE, offset):
        names: list[str] = []
        for content in decision.members:
            if len(names) >= NAMED:
                break
            names += [photo.path.name for photo in catalog.photos.with_content(content)]
        rows.append(DecisionRow(decision, tuple(names[:NAMED])))
    return rows


class DecisionsModel(QAbstractTableModel):
    """Decisions, read page by page.

    Signals:
        more_wished: the next page is needed (how many are here).
    """

    more_wished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[DecisionRow] = []
        self._ended = True
        self._asked = False

    def restart(self) -> None:
        """Read from the first page on."""
        self.beginResetModel()
        self.rows, self._ended, self._asked = [], False, False
        self.endResetModel()
        self.fetchMore(QModelIndex())

    def add_page(self, rows: Sequence[DecisionRow]) -> None:
        """The page that was asked for."""
        self._asked, self._ended = False, len(rows) < PAGE
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be read."""
        return not parent.isValid() and not self._ended and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Read more rows."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wished.emit(len(self.rows))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one cell."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.rows[index.row()]
        match index.column():
            case 0:
                return moment_words(row.decision.made_at)
            case 1:
                return decision_words(row.decision.kind)
            case _:
                return ", ".join(row.names) or self.tr("photos that are not in the library now")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("When"), self.tr("Decision"), self.tr("Photos"))[section]
        return None


class DecisionsPage(QWidget):
    """Everything that was decided.

    Keys: Delete takes the chosen decisions back.

    Signals:
        changed: groups must be read again.
        session_wished: go on with another session (its name).
    """

    changed = Signal()
    session_wished = Signal(str)

    def __init__(self, desk: ReviewDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = DecisionsModel(self)
        self.model.more_wished.connect(self._load)
        self.table = quiet_table(self.model, 2)
        self.table.setAccessibleName(self.tr("Decisions"))
        self.table.horizontalHeader().setResizeContentsPrecision(60)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.setFocusProxy(self.table)
        self.notice = Notice()
        self.empty = EmptyState(
            "check",
            self.tr("Nothing was decided yet"),
            self.tr("Decisions are remembered by content: they outlive moved files, rescans and rebuilds."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addLayout(self._make_sessions())
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(push(self.tr("Export…"), self.ask_where_to_export, name="export"))
        row.addWidget(push(self.tr("Import…"), self.ask_what_to_import, name="open"))
        row.addStretch(1)
        self.postponed = push(self.tr("Show those put off again"), self.resume_postponed)
        self.revoke = push(self.tr("Take back"), self.take_back, name="undo", primary=True)
        row.addWidget(self.postponed)
        row.addWidget(self.revoke)
        column.addLayout(row)
        self._offer()

    def _make_sessions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = label(self.tr("Session"), "section")
        self.sessions = QComboBox()
        self.sessions.setMinimumWidth(220)
        self.sessions.setAccessibleName(self.tr("Session"))
        self.sessions.setToolTip(
            self.tr("A session keeps the list, the place in it and the marks; decisions count in all of them")
        )
        self.sessions.activated.connect(self._session_chosen)
        row.addWidget(words)
        row.addWidget(self.sessions)
        row.addWidget(push(self.tr("New session…"), self.ask_for_session))
        row.addStretch(1)
        return row

    # Reading

    def entered(self) -> None:
        """Read decisions and sessions."""
        self.model.restart()

        def came(names: list[str]) -> None:
            self.sessions.clear()
            for name in dict.fromkeys([SESSION, self._desk.name, *names]):
                self.sessions.addItem(self.session_words(name), name)
            self.sessions.setCurrentIndex(max(0, self.sessions.findData(self._desk.name)))

        def act(duplicates: Duplicates, job: Job) -> list[str]:
            return [name for name, _ in duplicates.library.catalog.decisions.sessions()]

        self._desk.ask("sessions", act, came)

    def _load(self, offset: int) -> None:
        def came(rows: list[DecisionRow]) -> None:
            if offset == len(self.model.rows):
                self.model.add_page(rows)
                self.stack.setCurrentIndex(1 if self.model.rows else 0)
                self._offer()

        self._desk.ask("decisions", lambda duplicates, job: read_rows(duplicates, offset), came)

    def _chosen(self) -> list[Decision]:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.model.rows[row].decision for row in sorted(rows)]

    def _offer(self) -> None:
        self.revoke.setEnabled(bool(self._chosen()) and not self._desk.read_only)
        self.postponed.setEnabled(
            not self._desk.read_only
            and any(row.decision.kind is DecisionKind.NOT_NOW for row in self.model.rows)
        )

    # Taking back

    def take_back(self) -> None:
        """Take the chosen decisions back; their groups are shown again."""
        chosen = [decision.decision_id for decision in self._chosen()]
        if not chosen or self._desk.read_only:
            return

        def act(review: Review) -> int:
            return sum(review.revoke(decision_id) for decision_id in chosen)

        def done(count: int) -> None:
            words = self.tr("%n decision(s) taken back.", "", count)
            self.notice.say(words, "good", seconds=6)
            self.model.restart()
            self.changed.emit()

        self._desk.ask_review("revoke", act, done)

    def resume_postponed(self) -> None:
        """Show the groups again that were put off."""

        def done(count: int) -> None:
            self.notice.say(self.tr("%n group(s) are shown again.", "", count), "good", seconds=6)
            self.model.restart()
            self.changed.emit()

        self._desk.ask_review("postponed", lambda review: review.resume_postponed(), done)

    # Sessions

    def session_words(self, name: str) -> str:
        """What a session is called."""
        return self.tr("Everyday review") if name == SESSION else name

    def _session_chosen(self, row: int) -> None:
        name = str(self.sessions.itemData(row))
        if name != self._desk.name:
            self.session_wished.emit(name)

    def ask_for_session(self) -> QInputDialog:
        """Let the user name a new session."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("New session"))
        dialog.setLabelText(self.tr("Name of the session:"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(
            lambda name: self.session_wished.emit(name.strip()) if name.strip() else None
        )
        dialog.open()
        return dialog

    # Export and import

    def ask_where_to_export(self) -> QFileDialog:
        """Let the user choose a file for decisions, rules and sessions."""
        dialog = QFileDialog(self, self.tr("Export decisions"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Decisions (*.json)")])
        dialog.setDefaultSuffix("json")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()
        return dialog

    def export(self, file: Path) -> None:
        """Write decisions, rules and sessions."""

        def act(duplicates: Duplicates, job: Job) -> None:
            file.write_text(json.dumps(export_review(duplicates), indent=1) + "\n", "utf-8")

        def done(nothing: object) -> None:
            self.notice.say(self.tr("Saved as {path}.").format(path=str(file)), "good", seconds=8)

        self._desk.ask("export", act, done)

    def ask_what_to_import(self) -> QFileDialog:
        """Let the user choose a file to import."""
        dialog = QFileDialog(self, self.tr("Import decisions"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Decisions (*.json)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.import_file(Path(name)))
        dialog.open()
        return dialog

    def import_file(self, file: Path) -> None:
        """Add the decisions of a file."""

        def act(duplicates: Duplicates, job: Job) -> int:
            try:
                data = json.loads(file.read_bytes())
            except (ValueError, RecursionError) as error:
                raise RequestError(str(file), f"this is not an export of decisions: {error}") from error
            return import_review(duplicates, data)

        def done(count: int) -> None:
            self.notice.say(self.tr("%n new decision(s).", "", count), "good", seconds=8)
            self.entered()
            self.changed.emit()

        self._desk.ask("import", act, done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_back()
        else:
            super().keyPressEvent(event)
