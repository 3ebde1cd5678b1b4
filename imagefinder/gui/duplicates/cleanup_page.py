"""The clean-up plan: all that would happen, before anything does; then its progress and what failed."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.groups.acting import Outcome, OutcomeState
from imagefinder.groups.cleanup import CleanUp, Concern, Draft
from imagefinder.groups.duplicates import Duplicates, Group
from imagefinder.groups.plan import ActionKind, write_plan
from imagefinder.groups.review import Review
from imagefinder.groups.store import GroupList
from imagefinder.gui.bridge.jobs import Job
from imagefinder.gui.duplicates.cleanup_models import PlanDelegate, PlanModel, RowRole, plan_rows
from imagefinder.gui.duplicates.desk import ReviewDesk, ask_for_destination
from imagefinder.gui.duplicates.models import size_words
from imagefinder.gui.widgets.controls import EmptyState, label, push
from imagefinder.gui.widgets.folders import documents_folder
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

ROWS_AHEAD = 20
PLAN_NAME = "clean-up.json"


class CleanUpPage(QWidget):
    """The plan that the marks come to.

    Keys: Delete takes the chosen photo out of the plan, Return goes to its group, Ctrl+Return begins the
    clean-up, which asks once.

    Signals:
        group_wished: look at a group (group id).
        files_changed: files went, moved or were linked: the library should look again.
        finished: a clean-up has ended (words, whether something failed).
    """

    group_wished = Signal(str)
    files_changed = Signal()
    finished = Signal(str, bool)

    def __init__(self, desk: ReviewDesk, cache: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._cache = desk, cache
        self.draft: Draft | None = None
        self._job: Job | None = None
        self._check: Job | None = None
        self._failures: dict[Path, str] = {}
        self.model = PlanModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlanDelegate(cache, self))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Photos of the plan"))
        self.list.verticalScrollBar().valueChanged.connect(self._ask_for_pictures)
        self.list.activated.connect(lambda index: self.group_wished.emit(index.data(RowRole).group_id))
        cache.loaded.connect(lambda ids: self.list.viewport().update())
        self.setFocusProxy(self.list)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Cleaning up"))
        self.progress.hide()
        self.empty = self._make_empty()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._make_plan())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.progress)
        column.addWidget(self.stack)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(
            "trash",
            self.tr("Nothing is marked"),
            self.tr(
                "Mark photos in the groups (X keeps only the chosen one), or let the suggestions be marked. "
                "You see the whole plan here before anything moves."
            ),
        )
        empty.column.addSpacing(8)
        for words, exact in (
            (self.tr("Mark the copies of identical files"), True),
            (self.tr("Mark all but the suggested photo in every group"), False),
        ):
            button = push(words, partial(self.mark_suggested, exact), primary=exact)
            empty.column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return empty

    def _make_plan(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        self.title = label("", "title")
        self.subtitle = label("", "muted", wrap=True)
        self.warnings = label("", "muted", wrap=True)
        self.notice = Notice()
        column.addWidget(self.title)
        column.addWidget(self.subtitle)
        column.addWidget(self.warnings)
        column.addWidget(self.notice)
        column.addWidget(self.list, 1)
        self.status = label("", "muted")
        column.addWidget(self.status)
        self.ask = QWidget()
        ask = QHBoxLayout(self.ask)
        ask.setContentsMargins(0, 0, 0, 0)
        self.question = label("", "heading", wrap=True)
        self.yes = push(self.tr("Yes, clean up"), self.carry_out, name="trash", primary=True)
        self.no = push(self.tr("Not yet"), self._back_off)
        ask.addWidget(self.question, 1)
        ask.addWidget(self.no)
        ask.addWidget(self.yes)
        self.ask.hide()
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.save = push(self.tr("Save the plan…"), self.ask_where_to_save, name="export")
        self.clear = push(self.tr("Unmark all"), self._clear)
        self.folder = push(self.tr("Folder for moves…"), self.ask_for_destination, name="folder")
        self.begin = push(self.tr("Clean up…"), self._ask, name="trash", primary=True)
        row.addWidget(self.save)
        row.addWidget(self.clear)
        row.addWidget(self.folder)
        row.addStretch(1)
        row.addWidget(self.begin)
        self.stop = push(self.tr("Stop"), self._stop, name="stop")
        self.stop.hide()
        column.addWidget(self.ask)
        foot = QHBoxLayout()
        foot.addWidget(self.buttons, 1)
        foot.addWidget(self.stop)
        column.addLayout(foot)
        return page

    # The plan

    @property
    def acting(self) -> bool:
        """Whether a clean-up is being carried out."""
        return self._job is not None and not self._job.finished

    def entered(self) -> None:
        """Make the plan of the marks as they are now."""
        if self.acting:
            return
        self._back_off()
        if self._check is not None:
            self._check.cancel()
        if not self._desk.marks:
            self._show(None)
            return
        name = self._desk.name

        def act(duplicates: Duplicates, job: Job) -> Draft:
            return CleanUp(duplicates).draft(
                Review(duplicates, name),
                control=job.control,
                on_progress=lambda done, total: job.report((done, total)),
            )

        self.status.setText(self.tr("Making the plan…"))
        self._check = self._desk.ask("plan", act, self._planned, report=self._advanced)

    def _planned(self, draft: Draft) -> None:
        self.progress.hide()
        self._show(draft)
        if self.draft is not None:
            self._rehearse(self.draft)

    def _show(self, draft: Draft | None) -> None:
        self.draft = draft if draft is not None and draft.plan.actions else None
        if self.draft is None:
            self.model.set_rows([])
            self.stack.setCurrentIndex(0)
            return
        plan = self.draft.plan
        self.stack.setCurrentIndex(1)
        rows = plan_rows(self.draft, self._desk.rules)
        self.model.set_rows(rows)
        self.model.set_failures(self._failures)
        self.title.setText(self.tr("%n photo(s) would go", "", len(plan.actions)))
        kinds = Counter(action.kind for action in plan.actions)
        words = []
        if kinds[ActionKind.TRASH]:
            words.append(self.tr("%n to the trash", "photos", kinds[ActionKind.TRASH]))
        if kinds[ActionKind.MOVE]:
            words.append(
                self.tr("%n to {folder}", "photos", kinds[ActionKind.MOVE]).format(
                    folder=str(self._desk.destination)
                )
            )
        if kinds[ActionKind.HARD_LINK]:
            words.append(self.tr("%n become hard links", "photos", kinds[ActionKind.HARD_LINK]))
        self.subtitle.setText(
            self.tr("{what}. {size} are freed once the trash is emptied. Every group keeps a photo.").format(
                what=", ".join(words), size=size_words(plan.bytes_freed())
            )
        )
        counts = Counter(concern for row in rows for concern in row.concerns)
        lines = [self._warning(concern, counts[concern]) for concern in Concern if counts[concern]]
        self.warnings.setText("\n".join(lines))
        self.warnings.setVisible(bool(lines))
        self.folder.setVisible(bool(kinds[ActionKind.MOVE]))
        self.begin.setEnabled(not self._desk.read_only)
        self.status.setText("")
        self._ask_for_pictures()

    def _warning(self, concern: Concern, count: int) -> str:
        return {
            Concern.EDITED: self.tr("%n are not byte for byte the photo that stays.", "photos", count),
            Concern.LARGER: self.tr("%n have more pixels than the photo that stays.", "photos", count),
            Concern.METADATA: self.tr(
                "%n carry camera data that the photo that stays lacks.", "photos", count
            ),
            Concern.OFFLINE: self.tr("%n lie on disks that were not connected.", "photos", count),
        }[concern]

    def _rehearse(self, draft: Draft) -> None:
        """Check every file on the disk as it is now, and say what would fail."""
        total = len(draft.plan.actions)

        def act(duplicates: Duplicates, job: Job) -> dict[Path, str]:
            failures = {}
            outcomes = CleanUp(duplicates).rehearse(draft.plan, job.control)
            for number, outcome in enumerate(outcomes, 1):
                if outcome.state is OutcomeState.FAILED:
                    failures[outcome.action.path] = outcome.reason
                job.report((number, total))
            return failures

        def done(failures: dict[Path, str]) -> None:
            self.progress.hide()
            self.model.set_failures(failures)
            possible = total - len(failures)
            self.status.setText(
                self.tr("Checked on the disk: %n can be done.", "photos", possible)
                if not failures
                else self.tr("Checked on the disk: %n cannot be done and will stay.", "photos", len(failures))
            )

        self._check = self._desk.ask("rehearse", act, done, report=self._checked, pool="rehearse")

    def _checked(self, state: tuple[int, int]) -> None:
        self.status.setText(
            self.tr("Checking the files: {done} of {total}").format(done=state[0], total=state[1])
        )

    def _advanced(self, state: tuple[int, int]) -> None:
        self.progress.show()
        self.progress.setRange(0, state[1])
        self.progress.setValue(state[0])

    def _ask_for_pictures(self) -> None:
        top = max(0, self.list.indexAt(self.list.viewport().rect().topLeft()).row())
        shown = self.list.viewport().height() // 60 + ROWS_AHEAD
        self._cache.want([row.photo_id for row in self.model.rows[top : top + shown] if row.photo_id >= 0])

    def mark_suggested(self, exact: bool) -> None:
        """Mark all but the suggested photo in every group, or only where files are identical."""
        if self._desk.read_only:
            return
        self.empty.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()

        def marked(count: int) -> None:
            self.entered()

        def ended() -> None:
            self.empty.setEnabled(True)
            self.progress.hide()

        self._desk.mark_list(GroupList.SAME, exact, marked, ended)

    def _clear(self) -> None:
        self._failures = {}
        self._desk.clear_marks()
        self.entered()

    # Files

    def ask_where_to_save(self) -> QFileDialog:
        """Let the user choose a file for the plan."""
        dialog = QFileDialog(self, self.tr("Save the plan"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Clean-up plan (*.json)")])
        dialog.setDirectory(documents_folder())
        dialog.setDefaultSuffix("json")
        dialog.selectFile(PLAN_NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_plan(Path(name)))
        dialog.open()
        return dialog

    def save_plan(self, file: Path) -> None:
        """Write the plan for `imagefinder clean --plan`."""
        draft = self.draft
        if draft is None:
            return

        def saved(nothing: object) -> None:
            self.notice.say(self.tr("Saved as {path}.").format(path=str(file)), "good", seconds=8)

        self._desk.ask("save plan", lambda duplicates, job: write_plan(draft.plan, file), saved)

    def ask_for_destination(self) -> QFileDialog:
        """Let the user choose another folder for moves."""
        return ask_for_destination(self, self._desk, self.entered)

    # Carrying out

    def _ask(self) -> None:
        """Ask once, here in the page."""
        if self.draft is None or self._desk.read_only:
            return
        self.question.setText(
            self.tr(
                "Clean up %n photo(s)? Nothing is deleted; all of it can be put back.",
                "",
                len(self.draft.plan.actions),
            )
        )
        self.buttons.hide()
        self.ask.show()
        self.yes.setFocus()

    def _back_off(self) -> None:
        self.ask.hide()
        self.buttons.show()
        if self.isVisible():
            self.list.setFocus()

    def carry_out(self) -> None:
        """Do what the plan says, in the background."""
        draft, name = self.draft, self._desk.name
        if draft is None or self.acting or self._desk.read_only:
            return
        if self._check is not None:
            self._check.cancel()
        self.ask.hide()
        self.buttons.hide()
        self.stop.show()
        self.notice.dismiss()
        self._failures = {}
        total = len(draft.plan.actions)

        def act(duplicates: Duplicates, job: Job) -> list[Outcome]:
            outcomes = []
            for outcome in CleanUp(duplicates).carry_out(draft, Review(duplicates, name), job.control):
                outcomes.append(outcome)
                job.report((len(outcomes), total))
            return outcomes

        self._job = self._desk.ask("clean up", act, self._done, report=self._acted, ended=self._ended)

    def _acted(self, state: tuple[int, int]) -> None:
        self._advanced(state)
        self.status.setText(self.tr("{done} of {total} done").format(done=state[0], total=state[1]))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.status.setText(
                self.tr("Stopped; what was done stands, and can be put back from the history.")
            )

    def _done(self, outcomes: list[Outcome]) -> None:
        self._failures = {
            outcome.action.path: outcome.reason
            for outcome in outcomes
            if outcome.state is OutcomeState.FAILED
        }
        done = len(outcomes) - len(self._failures)
        words = self.tr("%n photo(s) cleaned up.", "", done)
        if self._failures:
            words += " " + self.tr(
                "%n could not be: they stay here with their reason.", "", len(self._failures)
            )
        self.status.setText(words)

    def _ended(self) -> None:
        """However it ended: read what is marked still, and show it with the reasons."""
        self._job = None
        self.stop.hide()
        self.buttons.show()
        self.progress.hide()
        words = self.status.text()

        def came(saved: object) -> None:
            self.entered()
            self.files_changed.emit()
            self.finished.emit(words, bool(self._failures))

        self._desk.resume(came)

    def take_out(self) -> None:
        """Let the chosen photo stay after all."""
        row = self.list.currentIndex().data(RowRole)
        if row is None or row.action is None or self._desk.read_only:
            return
        marks = {path: kind for path, kind in self._desk.marks_of(row.group_id).items() if path != row.path}

        def came(groups: list[Group]) -> None:
            for group in groups:
                self._desk.set_marks(group, marks)
            self.entered()

        self._desk.read_groups([row.group_id], came)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.acting:
            self.take_out()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.acting:
            self._ask()
        elif enter and self.yes.hasFocus():
            self.carry_out()
        elif (enter and self.no.hasFocus()) or (event.key() == Qt.Key.Key_Escape and not self.ask.isHidden()):
            self._back_off()
        else:
            super().keyPressEvent(event)
