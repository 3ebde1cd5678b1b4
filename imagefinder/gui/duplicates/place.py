"""The Duplicates place: finding groups, reviewing them, the clean-up plan, its history, the decisions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import (
    QButtonGroup,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagefinder.groups.cleanup import CleanUp
from imagefinder.groups.duplicates import Duplicates, Group, GroupingReport
from imagefinder.groups.journal import Entry
from imagefinder.groups.store import GroupList
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.duplicates.cleanup_page import CleanUpPage
from imagefinder.gui.duplicates.decisions import DecisionsPage
from imagefinder.gui.duplicates.desk import ReviewDesk, Saved
from imagefinder.gui.duplicates.journal_page import JournalPage
from imagefinder.gui.duplicates.review import ReviewPage
from imagefinder.gui.widgets.controls import EmptyState, chip, push
from imagefinder.gui.widgets.flow_layout import FlowLayout
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.reveal import reveal
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.gui.widgets.title_bar import TitleBar

PLAN, HISTORY, DECISIONS = "plan", "history", "decisions"


class DuplicatesPlace(QWidget):
    """Review of duplicates, and what comes of it.

    Keys: see ``ReviewPage``; P shows the plan, J the history, D the decisions, R the rules; Escape goes back.

    Signals:
        similar_wished: search with a photo (photo id).
        files_changed: a clean-up or its undo changed files: the library should be scanned.
    """

    similar_wished = Signal(int)
    files_changed = Signal()

    def __init__(
        self,
        session: LibrarySession,
        runner: JobRunner,
        cache: ThumbnailCache,
        undo: QUndoStack,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._undo = session, undo
        self._job: Job | None = None
        self._looked = False
        self._counts: dict[GroupList, int] = {}
        self.desk = ReviewDesk(session, runner, self)
        self.review = ReviewPage(self.desk, runner, cache, undo)
        self.plan = CleanUpPage(self.desk, cache)
        self.journal = JournalPage(self.desk)
        self.decisions = DecisionsPage(self.desk)
        self.empty = EmptyState(
            "duplicates",
            self.tr("Find what is there twice"),
            self.tr(
                "Copies are found even when they were cropped, resized, mirrored or retouched. "
                "Nothing is deleted: you look at each group and decide, and every decision is remembered."
            ),
        )
        self.none = EmptyState("check", self.tr("Nothing left to decide here"), "")
        self.stack = QStackedWidget()
        for page in (self.empty, self.none, self.review, self.plan, self.journal, self.decisions):
            self.stack.addWidget(page)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Looking for duplicates"))
        self.progress.hide()
        self.notice = Notice()
        self.notice.setProperty("floating", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self._connect()

    def _make_bar(self) -> TitleBar:
        bar = TitleBar(self.tr("Duplicates"))
        self.subtitle = bar.subtitle
        self.rules_button = push(self.tr("Rules"), self.toggle_rules, name="sort")
        self.rules_button.setToolTip(self.tr("Which photo of a group is suggested to be kept (R)"))
        self.look = push(self.tr("Look for duplicates"), self.look_now, name="duplicates", primary=True)
        self.stop = push(self.tr("Stop"), self._stop, name="stop")
        self.stop.hide()
        bar.add_tools(self.rules_button, self.look, self.stop)
        chips = FlowLayout(spacing=6)
        self._group = QButtonGroup(self)
        self.chips: dict[GroupList, QToolButton] = {}
        self._words: dict[GroupList, str] = {
            GroupList.SAME: self.tr("Same picture"),
            GroupList.ALIKE: self.tr("Looks alike"),
            GroupList.BURST: self.tr("Bursts"),
            GroupList.COMPANION: self.tr("Raw and rendered"),
        }
        for name, words in self._words.items():
            self.chips[name] = self._chip(words, partial(self.show_list, name))
            chips.addWidget(self.chips[name])
        self.chips[GroupList.SAME].setChecked(True)
        chips.addStretch()
        self.pages: dict[str, QToolButton] = {}
        for page, words, tip in (
            (PLAN, self.tr("Clean-up plan"), self.tr("Everything that is marked, before anything moves (P)")),
            (HISTORY, self.tr("History"), self.tr("What was cleaned up, and putting it back (J)")),
            (DECISIONS, self.tr("Decisions"), self.tr("What you decided, and taking it back (D)")),
        ):
            self.pages[page] = self._chip(words, partial(self.show_page, page))
            self.pages[page].setToolTip(tip)
            chips.addWidget(self.pages[page])
        bar.add_row(chips)
        return bar

    def _chip(self, words: str, run: Callable[[], None]) -> QToolButton:
        button = chip(words)
        button.clicked.connect(lambda *_: run())
        self._group.addButton(button)
        return button

    def _connect(self) -> None:
        review, desk = self.review, self.desk
        desk.failed.connect(self._failed)
        desk.marks_changed.connect(lambda group_id: self._show_marked())
        review.shown.connect(self._list_shown)
        review.said.connect(lambda words, tone: self.notice.say(words, tone, seconds=6))
        review.similar_wished.connect(self.similar_wished)
        review.resumed_below.connect(self._tell_resumed)
        review.reveal_wished.connect(self._reveal)
        for keys, page in (("P", PLAN), ("J", HISTORY), ("D", DECISIONS)):
            review.shortcut(keys, partial(self.show_page, page))
        review.shortcut("R", self.toggle_rules)
        self.plan.group_wished.connect(self._show_group)
        self.plan.files_changed.connect(self._files_changed)
        self.plan.finished.connect(self._cleaned_up)
        self.journal.files_changed.connect(self.files_changed)
        self.decisions.changed.connect(review.restart)
        self.decisions.session_wished.connect(self.change_session)
        self._session.opened.connect(lambda photos: self._recover())
        self._session.scan_ended.connect(self._scanned)

    # Finding

    def entered(self) -> None:
        """The place is shown: go on where the review was left."""
        if self._session.library is not None and not self._looked:
            self._looked = True
            self.desk.resume(self._resumed)
        elif self.stack.currentWidget() is self.plan:
            self.plan.entered()
        elif self.stack.currentWidget() is self.review:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Let the keys of the review work at once, unless the user is somewhere in the place already."""
        held = self.focusWidget()
        if self.isVisible() and (held is None or not held.isVisible() or not held.hasFocus()):
            self.review.group_list.setFocus()

    def _resumed(self, saved: Saved) -> None:
        self.chips[saved.list_name].setChecked(True)
        self.review.resume(saved)

    def _tell_resumed(self) -> None:
        self.notice.say(
            self.tr("Going on where you left off; the groups before are not shown."),
            action=self.tr("Show all"),
            run=self.review.start_over,
        )

    def _recover(self) -> None:
        """Set the journal right when the program was killed in the middle of a clean-up."""
        self._looked = False
        if self.desk.read_only:
            return

        def done(entries: list[Entry]) -> None:
            if entries:
                words = self.tr("A clean-up was interrupted. %n photo(s) were checked.", "", len(entries))
                action = self.tr("History")
                self.notice.say(words, "warn", action=action, run=lambda: self.show_page(HISTORY))

        self.desk.ask("recover", lambda duplicates, job: CleanUp(duplicates).recover(), done)

    def look_now(self) -> None:
        """Find and group duplicates in the background; groups that were there stay meanwhile."""
        library = self._session.library
        if library is None or self._job is not None:
            return
        if library.read_only:
            self.notice.say(
                self.tr("The library is open for reading only; groups cannot be made now."), "warn"
            )
            return
        self.look.hide()
        self.stop.show()
        self.progress.setRange(0, 0)
        self.progress.show()

        def act(duplicates: Duplicates, job: Job) -> GroupingReport:
            return duplicates.update(
                control=job.control,
                on_progress=lambda stage, done, total: job.report((stage, done, total)),
            )

        self._job = self.desk.ask(
            "duplicates",
            act,
            self._found,
            report=self._progressed,
            ended=self._ended,
            pool="grouping",
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _progressed(self, state: tuple[str, int, int]) -> None:
        stage, done, total = state
        self.progress.setRange(0, total if stage == "compare" else 0)
        self.progress.setValue(done)
        if stage == "compare":
            self.subtitle.setText(self.tr("{done} of {total} pairs compared").format(done=done, total=total))

    def _found(self, report: GroupingReport) -> None:
        self._show_counts(report.groups)
        self.review.restart()

    def _show_counts(self, counts: dict[GroupList, int]) -> None:
        self._counts = counts
        for name, button in self.chips.items():
            button.setText(f"{self._words[name]}  {counts.get(name, 0)}")
        self.subtitle.setText(self.tr("%n group(s)", "", sum(counts.values())))

    def _ended(self) -> None:
        self._job = None
        self.look.show()
        self.stop.hide()
        self.progress.hide()

    def _failed(self, error: Exception) -> None:
        self.notice.say(error_words(error), "bad")

    def _scanned(self, seconds: float, error: object) -> None:
        """Photos came or went: the groups that are shown are read again."""
        if self._looked and error is None and self._counts:
            self.review.restart()

    # Pages

    def show_list(self, name: GroupList) -> None:
        """Show another list of groups."""
        self.chips[name].setChecked(True)
        self.review.show_list(name)

    def show_page(self, name: str) -> None:
        """Show the plan, the history or the decisions."""
        pages: dict[str, CleanUpPage | JournalPage | DecisionsPage] = {
            PLAN: self.plan,
            HISTORY: self.journal,
            DECISIONS: self.decisions,
        }
        page = pages[name]
        self.pages[name].setChecked(True)
        self.stack.setCurrentWidget(page)
        page.entered()
        page.setFocus()

    def show_review(self) -> None:
        """Back to the groups."""
        self.chips[self.review.list_name].setChecked(True)
        self._choose_page()
        self.review.group_list.setFocus()

    def toggle_rules(self) -> None:
        """Show or hide the rules beside the groups."""
        if self.stack.currentWidget() is not self.review:
            self.show_review()
        self.review.rules.setVisible(self.review.rules.isHidden())

    def _list_shown(self, counts: dict[GroupList, int] | None) -> None:
        if counts is not None:
            self._counts = counts
            if any(counts.values()):
                self._show_counts(counts)
        if self._group.checkedButton() in self.chips.values():
            self._choose_page()

    def _choose_page(self) -> None:
        if self.review.groups.rowCount():
            self.stack.setCurrentWidget(self.review)
            self._take_keyboard()
        else:
            self.stack.setCurrentWidget(self.none if any(self._counts.values()) else self.empty)

    def _show_marked(self) -> None:
        count = self.desk.marked()
        words = self.tr("Clean-up plan")
        self.pages[PLAN].setText(f"{words}  {count}" if count else words)

    def _show_group(self, group_id: str) -> None:
        """Go to the group that a row of the plan belongs to, wherever it stands in its list."""

        def came(groups: list[Group]) -> None:
            for group in groups:
                self.review.list_name = group.list_name
                self.review.start_at(group.order_key)
                self.show_review()

        self.desk.read_groups([group_id], came)

    def change_session(self, name: str) -> None:
        """Go on with another session, or begin a new one."""
        self.desk.name = name
        self._undo.clear()

        def resumed(saved: Saved) -> None:
            self._resumed(saved)
            self.decisions.entered()
            self.decisions.notice.say(
                self.tr("Going on with “{name}”.").format(name=self.decisions.session_words(name)),
                "good",
                seconds=6,
            )

        self.desk.resume(resumed)

    def _files_changed(self) -> None:
        self._undo.clear()  # its commands speak of files that are not there any more
        self.review.restart()
        self.files_changed.emit()

    def _cleaned_up(self, words: str, failed: bool) -> None:
        self.notice.say(
            words,
            "warn" if failed else "good",
            action=self.tr("History"),
            run=lambda: self.show_page(HISTORY),
        )

    def _reveal(self, path: Path) -> None:
        if not reveal(path):
            self.notice.say(self.tr("“{path}” is not there any more.").format(path=str(path)), "warn")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is not self.review:
            self.show_review()
        else:
            super().keyPressEvent(event)
