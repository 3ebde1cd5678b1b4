"""The Duplicates place: groups of copies and look-alikes, reviewed by one key each; decisions can be taken
back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoCommand, QUndoStack
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from imagefinder.catalog import DecisionKind
from imagefinder.groups.duplicates import Duplicates, Group, GroupingReport
from imagefinder.groups.review import Review
from imagefinder.groups.store import GroupList
from imagefinder.gui.duplicates_models import (
    PAGE,
    GroupRole,
    GroupsDelegate,
    GroupsModel,
    MembersDelegate,
    MembersModel,
)
from imagefinder.gui.jobs import Job, JobRunner
from imagefinder.gui.messages import error_words
from imagefinder.gui.notice import Notice
from imagefinder.gui.results_model import PhotoIdRole
from imagefinder.gui.session import LibrarySession
from imagefinder.gui.thumbnails import ThumbnailCache
from imagefinder.gui.widgets import EmptyState, chip, label, push

SESSION = "window"
MEMBERS_AHEAD = 3


class Decision(QUndoCommand):
    """One decision about a group, and how to take it back."""

    def __init__(self, place: DuplicatesPlace, group: Group, kind: DecisionKind, words: str) -> None:
        super().__init__(words)
        self._place, self._group, self._kind = place, group, kind

    def redo(self) -> None:
        """Decide."""
        self._place.carry_out(self._group, self._kind)

    def undo(self) -> None:
        """Take it back."""
        self._place.take_back(self._group)


class DuplicatesPlace(QWidget):
    """Review of duplicates.

    Keys on the list: K keep all, A they are alternates, N not a match, L later; Ctrl+Z takes back.

    Signals:
        similar_wished: search with a photo (photo id).
        reveal_wished: show a file in its folder (its path as str).
    """

    similar_wished = Signal(int)
    reveal_wished = Signal(str)

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
        self._session, self._runner, self._cache, self._undo = session, runner, cache, undo
        self._job: Job | None = None
        self._generation = 0
        self._looked = False
        self.list_name = GroupList.SAME
        self.groups, self.members = GroupsModel(self), MembersModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Looking for duplicates"))
        self.progress.hide()
        column.addWidget(self.progress)
        self.notice = Notice()
        self.notice.setProperty("floating", True)
        column.addWidget(self.notice)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._make_pages()
        self.groups.more_wished.connect(self._load_page)
        cache.loaded.connect(self._pictures_came)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(bar)
        column.setContentsMargins(20, 11, 16, 10)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.tr("Duplicates"), "title"))
        self.subtitle = label("", "beside")
        row.addWidget(self.subtitle, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.look = push(self.tr("Look for duplicates"), self.look_now, name="duplicates", primary=True)
        self.stop = push(self.tr("Stop"), self._stop, name="stop")
        self.stop.hide()
        row.addWidget(self.look)
        row.addWidget(self.stop)
        column.addLayout(row)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        self._lists = QButtonGroup(self)
        self.chips: dict[GroupList, QToolButton] = {}
        for name, words in (
            (GroupList.SAME, self.tr("Same picture")),
            (GroupList.ALIKE, self.tr("Looks alike")),
            (GroupList.BURST, self.tr("Bursts")),
            (GroupList.COMPANION, self.tr("Raw and rendered")),
        ):
            button = chip(words)
            button.clicked.connect(lambda *_, chosen=name: self.show_list(chosen))
            self._lists.addButton(button)
            self.chips[name] = button
            chips.addWidget(button)
        self.chips[GroupList.SAME].setChecked(True)
        chips.addStretch(1)
        column.addLayout(chips)
        return bar

    def _make_pages(self) -> None:
        self.empty = EmptyState(
            "duplicates",
            self.tr("Find what is there twice"),
            self.tr(
                "Copies are found even when they were cropped, resized, mirrored or retouched. "
                "Nothing is deleted: "
                "you look at each group and decide, and every decision is remembered."
            ),
        )
        self.none = EmptyState("check", self.tr("Nothing left to decide here"), "")
        self.group_list = QListView()
        self.group_list.setModel(self.groups)
        self.group_list.setItemDelegate(GroupsDelegate(self._cache, self))
        self.group_list.setUniformItemSizes(True)
        self.group_list.setMouseTracking(True)
        self.group_list.setMinimumWidth(300)
        self.group_list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.group_list.setAccessibleName(self.tr("Groups"))
        self.group_list.selectionModel().currentChanged.connect(self._group_chosen)
        self.group_list.verticalScrollBar().valueChanged.connect(self._ask_for_covers)
        self.member_list = QListView()
        self.member_list.setModel(self.members)
        self.member_list.setItemDelegate(MembersDelegate(self._cache, self))
        self.member_list.setFlow(QListView.Flow.LeftToRight)
        self.member_list.setWrapping(True)
        self.member_list.setResizeMode(QListView.ResizeMode.Adjust)
        self.member_list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.member_list.setAccessibleName(self.tr("Photos of the group"))
        self.member_list.activated.connect(lambda index: self.similar_wished.emit(index.data(PhotoIdRole)))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 14, 12, 12)
        column.setSpacing(10)
        self.reason = label("", "muted", wrap=True)
        column.addWidget(self.reason)
        column.addWidget(self.member_list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.decide_buttons = {}
        for kind, words, key, tip in (
            (DecisionKind.KEEP_ALL, self.tr("Keep all"), "K", self.tr("Keep every photo of this group")),
            (DecisionKind.ALTERNATES, self.tr("Alternates"), "A", self.tr("Versions that belong together")),
            (DecisionKind.NOT_A_MATCH, self.tr("Not a match"), "N", self.tr("These are different pictures")),
            (DecisionKind.NOT_NOW, self.tr("Later"), "L", self.tr("Show this group another time")),
        ):
            button = push(f"{words}  ({key})", partial(self.decide, kind))
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.decide, kind))
            button.setToolTip(tip)
            button.setAccessibleName(words)
            self.decide_buttons[kind] = button
            row.addWidget(button)
        row.addStretch(1)
        self.back = push(self.tr("Undo"), self._undo.undo, name="undo")
        self.back.setEnabled(False)
        self._undo.canUndoChanged.connect(self.back.setEnabled)
        row.addWidget(self.back)
        column.addLayout(row)
        split = QSplitter()
        split.addWidget(self.group_list)
        split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([330, 800])
        split.setChildrenCollapsible(False)
        for page in (self.empty, self.none, split):
            self.stack.addWidget(page)
        self._review_page = split

    # Finding

    def entered(self) -> None:
        """The place is shown: read the groups that are known."""
        if self._session.library is not None and not self._looked:
            self._looked = True
            self.groups.restart()

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

        def work(job: Job) -> GroupingReport:
            with Duplicates(library) as duplicates:
                return duplicates.update(
                    control=job.control,
                    on_progress=lambda stage, done, total: job.report((stage, done, total)),
                )

        self._job = self._runner.start(
            "duplicates",
            work,
            done=self._found,
            failed=self._failed,
            report=self._progressed,
            ended=self._ended,
            pool="groups",
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
        self.groups.restart()

    def _show_counts(self, counts: dict[GroupList, int]) -> None:
        for name, button in self.chips.items():
            words = button.text().rsplit("  ", 1)[0]
            button.setText(f"{words}  {counts.get(name, 0)}")
        self.subtitle.setText(self.tr("%n group(s)", "", sum(counts.values())))

    def _ended(self) -> None:
        self._job = None
        self.look.show()
        self.stop.hide()
        self.progress.hide()

    def _failed(self, error: Exception) -> None:
        self.notice.say(error_words(error), "bad")

    # Reading

    def show_list(self, name: GroupList) -> None:
        """Show another list of groups."""
        self.list_name = name
        self.chips[name].setChecked(True)
        self.groups.restart()

    def _in_groups(self, what: str, act: Callable[[Duplicates], Any], done: Callable[[Any], None]) -> None:
        library = self._session.library
        if library is None:
            return

        def work(job: Job) -> Any:
            with Duplicates(library) as duplicates:
                return act(duplicates)

        self._runner.start(what, work, done=done, failed=self._failed, pool="groups")

    def _load_page(self, after: tuple[int, str] | None) -> None:
        if after is None:
            self._generation += 1
        generation, name = self._generation, self.list_name
        first = after is None

        def act(duplicates: Duplicates) -> tuple[list[Group], dict[GroupList, int]]:
            return duplicates.page(name, after=after, limit=PAGE), duplicates.store.counts() if first else {}

        def done(answer: tuple[list[Group], dict[GroupList, int]]) -> None:
            groups, counts = answer
            if generation != self._generation:
                return
            self.groups.add_page(groups)
            if first and any(counts.values()):
                self._show_counts(counts)
            self._choose_page(any(counts.values()))
            self._ask_for_covers()

        self._in_groups("groups", act, done)

    def _choose_page(self, known: bool) -> None:
        if self.groups.rowCount():
            self.stack.setCurrentWidget(self._review_page)
            if not self.group_list.currentIndex().isValid():
                self.group_list.setCurrentIndex(self.groups.index(0, 0))
        else:
            self.stack.setCurrentWidget(self.none if known else self.empty)

    def _ask_for_covers(self) -> None:
        top = self.group_list.indexAt(self.group_list.viewport().rect().topLeft()).row()
        ids = [member.photo.photo_id for member in self.members.members]
        for group in self.groups.groups[max(0, top) : max(0, top) + 24]:
            ids += [member.photo.photo_id for member in group.photos[:MEMBERS_AHEAD]]
        self._cache.want(ids)

    def _pictures_came(self, photo_ids: list[int]) -> None:
        if self.isVisible():
            self.group_list.viewport().update()
            self.member_list.viewport().update()

    def current(self) -> Group | None:
        """The group that is looked at."""
        group = self.group_list.currentIndex().data(GroupRole)
        return group if isinstance(group, Group) else None

    def _group_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        group = self.current()
        self.members.set_group(group)
        self.reason.setText(self._words(group) if group is not None else "")
        for button in self.decide_buttons.values():
            button.setEnabled(group is not None and not self._session.read_only)
        self._ask_for_covers()

    def _words(self, group: Group) -> str:
        keeper = group.photos[0].photo.path.name
        return self.tr("Suggested to be kept: {name}").format(name=keeper) + (
            f" ({group.reason})" if group.reason else ""
        )

    # Deciding

    def decide(self, kind: DecisionKind) -> None:
        """Decide about the current group; it can be undone."""
        group = self.current()
        if group is not None and not self._session.read_only:
            self._undo.push(Decision(self, group, kind, self.decide_buttons[kind].accessibleName()))

    def carry_out(self, group: Group, kind: DecisionKind) -> None:
        """Store a decision and go on to the next group."""
        row = self.groups.take_away(group.group_id)
        if row >= 0 and self.groups.rowCount():
            self.group_list.setCurrentIndex(self.groups.index(min(row, self.groups.rowCount() - 1), 0))
        self._choose_page(True)

        def act(duplicates: Duplicates) -> int:
            return Review(duplicates, SESSION).decide(group, kind)

        self._in_groups("decide", act, lambda decision: None)

    def take_back(self, group: Group) -> None:
        """Take the latest decision back and show its group again."""

        def act(duplicates: Duplicates) -> bool:
            return Review(duplicates, SESSION).take_back()

        def done(taken: bool) -> None:
            self.groups.restart()
            if taken:
                name = group.photos[0].photo.path.name
                self.notice.say(
                    self.tr("The decision about “{name}” was taken back.").format(name=name), seconds=5
                )

        self._in_groups("take back", act, done)
