"""What was done: every clean-up with its files, and putting them back, in this start or any later one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.groups.cleanup import CleanUp
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.journal import Entry, EntryState, PlanRecord
from imagefinder.groups.recovery import Undone
from imagefinder.gui.bridge.jobs import Job
from imagefinder.gui.duplicates.desk import ReviewDesk
from imagefinder.gui.duplicates.models import action_words, size_words
from imagefinder.gui.duplicates.refusals import refusal_words
from imagefinder.gui.results.model import Index
from imagefinder.gui.widgets.controls import EmptyState, label, push
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.tables import RecordsModel, quiet_table

SHOWN = 500
"""Clean-ups that are listed, the latest first."""


def moment_words(seconds: float) -> str:
    """A time as the user's language writes it."""
    moment = datetime.fromtimestamp(seconds)
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload,no-any-return]


def state_words(state: EntryState) -> str:
    """How far an action has come, in words."""
    return {
        EntryState.PLANNED: QCoreApplication.translate("Journal", "planned"),
        EntryState.STARTED: QCoreApplication.translate("Journal", "interrupted"),
        EntryState.DONE: QCoreApplication.translate("Journal", "done"),
        EntryState.FAILED: QCoreApplication.translate("Journal", "not done"),
        EntryState.UNDONE: QCoreApplication.translate("Journal", "put back"),
    }[state]


class PlansModel(RecordsModel):
    """The clean-ups."""

    rows: Sequence[PlanRecord]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one cell."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        record = self.rows[index.row()]
        if index.column() == 0:
            return moment_words(record.started)
        words = [
            self.tr("%n done", "photos", record.done) if record.done else "",
            self.tr("%n put back", "photos", record.undone) if record.undone else "",
            self.tr("%n not done", "photos", record.failed) if record.failed else "",
        ]
        return ", ".join(filter(None, words))

    def titles(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (self.tr("Clean-up"), self.tr("Photos"))


class EntriesModel(RecordsModel):
    """The files of one clean-up."""

    rows: Sequence[Entry]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one cell."""
        if not index.isValid():
            return None
        entry = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            place = entry.trashed or entry.destination
            lines = [str(entry.path)]
            if place is not None and entry.state is EntryState.DONE:
                lines.append(self.tr("now at {place}").format(place=str(place)))
            return "\n".join([*lines, *filter(None, [refusal_words(entry.detail)])])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        match index.column():
            case 0:
                return state_words(entry.state)
            case 1:
                return entry.path.name
            case 2:
                return action_words(entry.action)
            case 3:
                return size_words(entry.size) if entry.size else ""
            case _:
                return refusal_words(entry.detail) or str(entry.path.parent)

    def titles(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (
            self.tr("State"),
            self.tr("Photo"),
            self.tr("Action"),
            self.tr("Size"),
            self.tr("Folder, or reason"),
        )


class JournalPage(QWidget):
    """The history of clean-ups.

    Keys: Return or Delete on files puts the chosen ones back.

    Signals:
        files_changed: files came back: the library should look again.
    """

    files_changed = Signal()

    def __init__(self, desk: ReviewDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self.plans, self.entries = PlansModel(self), EntriesModel(self)
        self.plan_table = quiet_table(self.plans, 1)
        self.plan_table.setAccessibleName(self.tr("Clean-ups"))
        self.plan_table.setMinimumWidth(280)
        self.plan_table.selectionModel().currentRowChanged.connect(lambda *_: self._read_entries())
        self.entry_table = quiet_table(self.entries, 4)
        self.entry_table.setAccessibleName(self.tr("Photos of the clean-up"))
        for table in (self.plan_table, self.entry_table):
            # Rows may be many: their width is that of the first screenful, not of all.
            table.horizontalHeader().setResizeContentsPrecision(60)
        self.entry_table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.entry_table.horizontalHeader().resizeSection(1, 230)
        self.setFocusProxy(self.plan_table)
        self.notice = Notice()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Putting photos back"))
        self.progress.hide()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self.entry_table, 1)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.all_back = push(self.tr("Put all back"), self.put_all_back, name="undo", primary=True)
        self.some_back = push(self.tr("Put the chosen back"), self.put_chosen_back)
        row.addWidget(
            label(self.tr("Photos lie in your desktop's trash until you empty it."), "muted", wrap=True), 1
        )
        row.addWidget(self.some_back)
        row.addWidget(self.all_back)
        column.addLayout(row)
        split = QSplitter()
        split.addWidget(self.plan_table)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([330, 800])
        split.setChildrenCollapsible(False)
        self.empty = EmptyState(
            "history",
            self.tr("Nothing was cleaned up yet"),
            self.tr("Every clean-up is written down here, file by file, and can be put back at any time."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(split)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.entry_table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        self.entry_table.activated.connect(lambda index: self.put_chosen_back())

    def entered(self) -> None:
        """Read the journal."""
        wanted = self._plan()

        def came(records: list[PlanRecord]) -> None:
            self.plans.set_rows(records)
            self.stack.setCurrentIndex(1 if records else 0)
            names = [record.plan for record in records]
            if records:
                self.plan_table.selectRow(names.index(wanted) if wanted in names else 0)
                self._read_entries()

        self._desk.ask("journal", lambda duplicates, job: CleanUp(duplicates).journal.plans(SHOWN), came)

    def _plan(self) -> str:
        row = self.plan_table.currentIndex().row()
        return self.plans.rows[row].plan if 0 <= row < len(self.plans.rows) else ""

    def _read_entries(self) -> None:
        plan = self._plan()

        def came(entries: list[Entry]) -> None:
            if plan == self._plan():
                self.entries.set_rows(entries)
                self._offer()

        if plan:
            self._desk.ask("entries", lambda duplicates, job: CleanUp(duplicates).journal.entries(plan), came)

    def _chosen(self) -> list[Entry]:
        rows = {index.row() for index in self.entry_table.selectionModel().selectedRows()}
        return [self.entries.rows[row] for row in sorted(rows) if row < len(self.entries.rows)]

    def _offer(self) -> None:
        able = not self._desk.read_only and self._job is None
        self.all_back.setEnabled(able and any(e.state is EntryState.DONE for e in self.entries.rows))
        self.some_back.setEnabled(able and any(e.state is EntryState.DONE for e in self._chosen()))

    def put_all_back(self) -> None:
        """Put back every file of the clean-up that is shown."""
        self._put_back(None)

    def put_chosen_back(self) -> None:
        """Put back the chosen files."""
        chosen = {entry.entry_id for entry in self._chosen() if entry.state is EntryState.DONE}
        if chosen:
            self._put_back(chosen)

    def _put_back(self, entry_ids: set[int] | None) -> None:
        plan = self._plan()
        if not plan or self._job is not None or self._desk.read_only:
            return
        done = sum(entry.state is EntryState.DONE for entry in self.entries.rows)
        total = done if entry_ids is None else len(entry_ids)
        self.progress.setRange(0, total)
        self.progress.show()

        def act(duplicates: Duplicates, job: Job) -> list[Undone]:
            undone = []
            for result in CleanUp(duplicates).undo(plan, entry_ids, job.control):
                undone.append(result)
                job.report(len(undone))
            return undone

        self._job = self._desk.ask(
            "put back", act, self._came_back, report=self.progress.setValue, ended=self._ended
        )
        self._offer()

    def _came_back(self, results: list[Undone]) -> None:
        failed = [result for result in results if not result.restored]
        words = self.tr("%n photo(s) put back.", "", len(results) - len(failed))
        if failed:
            first = failed[0]
            words += " " + self.tr("“{name}” could not be put back: {reason}.").format(
                name=first.entry.path.name, reason=refusal_words(first.reason).rstrip(".")
            )
        self.notice.say(words, "warn" if failed else "good")
        self.files_changed.emit()

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
        self.entered()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return)
        if event.key() in keys and self.entry_table.hasFocus():
            self.put_chosen_back()
        else:
            super().keyPressEvent(event)
