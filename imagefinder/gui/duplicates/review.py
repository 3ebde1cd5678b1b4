"""Reviewing groups: a list of them, the files of one, a key for every decision and every mark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from imagefinder.catalog import DecisionKind
from imagefinder.groups.duplicates import Duplicates, Group
from imagefinder.groups.keeper import KeeperRules
from imagefinder.groups.plan import ActionKind
from imagefinder.groups.store import GroupList
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.compare.page import ComparePage
from imagefinder.gui.duplicates.actions import DECISION_KEYS, MARK_KEYS, ReviewActions
from imagefinder.gui.duplicates.commands import Decision, Marking, PairDecision, marks_keeping, obstacle
from imagefinder.gui.duplicates.compare import PairView, load_pair
from imagefinder.gui.duplicates.delegates import GroupsDelegate, MembersDelegate
from imagefinder.gui.duplicates.desk import ReviewDesk, Saved, ask_for_destination
from imagefinder.gui.duplicates.models import PAGE, GroupRole, GroupsModel, MembersModel, keeper_words
from imagefinder.gui.duplicates.rules import RulesPanel
from imagefinder.gui.results.model import PhotoIdRole
from imagefinder.gui.widgets.controls import label
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

MEMBERS_AHEAD = 3
SETTLED_MS = 700
"""How long a group is looked at before the session remembers it."""


class ReviewPage(QWidget):
    """The groups of one list, one after the other.

    Keys: up and down choose a group, left and right a photo of it, Return compares it with the first. K keep
    all, A alternates, N not a match, Shift+N this photo is no match, L later; X keep only this photo,
    T trash, F other folder, H hard link, U unmark.

    Signals:
        similar_wished: search with a photo (photo id).
        reveal_wished: show a file in its folder (Path).
        shown: a page of groups came (whether any list has groups).
        said: something to be told (words, tone).
        resumed_below: the list begins where the review was left, not at its first group.
    """

    similar_wished = Signal(int)
    reveal_wished = Signal(Path)
    shown = Signal(object)
    said = Signal(str, str)
    resumed_below = Signal()

    def __init__(
        self,
        desk: ReviewDesk,
        runner: JobRunner,
        cache: ThumbnailCache,
        undo: QUndoStack,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self._cache, self._undo = desk, cache, undo
        self._generation = 0
        self._wanted = ""
        self._position: tuple[int, str] | None = None
        self._pair: Job | None = None
        self.list_name = GroupList.SAME
        self.groups, self.members = GroupsModel(self), MembersModel(self)
        self.group_list, self.member_list = self._make_lists()
        self.rules = RulesPanel()
        self.rules.hide()
        self.compare = ComparePage(desk.session, runner)
        self.compare.inspector.table_sides = (self.tr("The first"), self.tr("This one"))
        self.compare.outlines.setChecked(False)
        self.buttons = ReviewActions()
        self.split = QSplitter()
        self.split.addWidget(self.group_list)
        self.split.addWidget(self._make_side())
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([330, 760])
        self.split.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.compare)
        # The buttons stay below the comparison too: it is there that most is decided.
        work = QWidget()
        inner = QVBoxLayout(work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.stack, 1)
        inner.addWidget(self.buttons)
        self._work = work
        outer = QSplitter()
        outer.addWidget(work)
        outer.addWidget(self.rules)
        outer.setStretchFactor(0, 1)
        outer.setSizes([900, 310])
        outer.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(outer)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._remember)
        self._connect()

    def _make_lists(self) -> tuple[QListView, QListView]:
        groups, members = QListView(), QListView()
        groups.setModel(self.groups)
        groups.setItemDelegate(GroupsDelegate(self._cache, self))
        groups.setUniformItemSizes(True)
        groups.setMouseTracking(True)
        groups.setMinimumWidth(280)
        groups.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        groups.setAccessibleName(self.tr("Groups"))
        groups.installEventFilter(self)
        members.setModel(self.members)
        members.setItemDelegate(MembersDelegate(self._cache, self))
        members.setFlow(QListView.Flow.LeftToRight)
        members.setWrapping(True)
        members.setUniformItemSizes(True)
        members.setResizeMode(QListView.ResizeMode.Adjust)
        members.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        members.setAccessibleName(self.tr("Photos of the group"))
        return groups, members

    def _make_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 14, 12, 12)
        column.setSpacing(10)
        self.reason = label("", "muted", wrap=True)
        column.addWidget(self.reason)
        column.addWidget(self.member_list, 1)
        return side

    def shortcut(self, keys: str, run: Callable[[], None]) -> None:
        """Let a key do something while the groups or the comparison are looked at."""
        # Not on the page itself: letters typed into the rules decide nothing.
        shortcut = QShortcut(QKeySequence(keys), self._work)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)

    def _connect(self) -> None:
        keys_and_acts: tuple[tuple[str, Callable[[], None]], ...] = (
            *((keys, partial(self.decide, kind)) for keys, kind in DECISION_KEYS.items()),
            *((keys, partial(self.mark, kind)) for keys, kind in MARK_KEYS.items()),
            ("X", self.keep_only),
            ("U", self.unmark),
            ("Shift+N", self.decide_pair),
        )
        for keys, act in keys_and_acts:
            self.shortcut(keys, act)
        buttons = self.buttons
        buttons.decided.connect(self.decide)
        buttons.marked.connect(self.mark)
        buttons.keep_only_wished.connect(self.keep_only)
        buttons.compare_wished.connect(self.open_compare)
        buttons.undo_wished.connect(self._undo.undo)
        buttons.back.setEnabled(self._undo.canUndo())
        self._undo.canUndoChanged.connect(buttons.back.setEnabled)
        self.groups.more_wished.connect(self._load_page)
        self.group_list.selectionModel().currentChanged.connect(self._group_chosen)
        self.group_list.verticalScrollBar().valueChanged.connect(self._ask_for_covers)
        self.group_list.activated.connect(lambda index: self.open_compare())
        self.member_list.activated.connect(lambda index: self.open_compare())
        self.member_list.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self.compare.closed.connect(self.close_compare)
        self.compare.step_wished.connect(self._step_member)
        self.compare.similar_wished.connect(self.similar_wished)
        self.compare.reveal_wished.connect(lambda photo_id: self._reveal())
        self.rules.changed.connect(self._rules_changed)
        self.rules.closed.connect(self.rules.hide)
        self.desk.marks_changed.connect(self._marks_changed)
        self._cache.loaded.connect(self._pictures_came)

    # Reading

    def resume(self, saved: Saved) -> None:
        """Go on where the review was left."""
        self.list_name = saved.list_name
        self.rules.show_rules(saved.rules)
        self._position = saved.position
        self._wanted = saved.position[1] if saved.position is not None else ""
        self.groups.restart()

    def show_list(self, name: GroupList) -> None:
        """Show another list of groups."""
        self.list_name, self._wanted, self._position = name, "", None
        self.close_compare()
        self.groups.restart()

    def restart(self) -> None:
        """Read the list again, and stay at the same group where it is still there."""
        group = self.current()
        if group is not None:
            self._wanted = group.group_id
        self.groups.restart()

    def start_at(self, position: tuple[int, str]) -> None:
        """Read the list from the size of a group on."""
        self._wanted, self._position = position[1], None
        self.groups.restart((position[0], ""))

    def start_over(self) -> None:
        """Read the list from its first group on."""
        self._wanted, self._position = "", None
        self.groups.restart()

    def _load_page(self, after: tuple[int, str] | None) -> None:
        first = self.groups.rowCount() == 0
        if first:
            self._generation += 1
        generation, name = self._generation, self.list_name

        def act(duplicates: Duplicates, job: Job) -> tuple[list[Group], dict[GroupList, int]]:
            groups = duplicates.page(name, after=after, limit=PAGE)
            return groups, duplicates.store.counts() if first else {}

        def done(answer: tuple[list[Group], dict[GroupList, int]]) -> None:
            if generation != self._generation:
                return
            groups, counts = answer
            self.groups.marks = self.desk.marks
            self.groups.add_page(groups)
            if first:
                self.shown.emit(counts)
            row = self.groups.row_of(self._wanted) if self._wanted else -1
            position, self._position = self._position, None
            if row >= 0:
                self.choose(self.groups.groups[row].group_id)
            elif position is not None and len(groups) == PAGE:
                # Far down a long list: go on there, without reading all that was before it.
                self.start_at(position)
                self.resumed_below.emit()
                return
            elif not self.group_list.currentIndex().isValid() and self.groups.rowCount():
                self.group_list.setCurrentIndex(self.groups.index(0, 0))
            self._wanted = ""
            self._ask_for_covers()

        self.desk.ask("groups", act, done)

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

    # Choosing

    def current(self) -> Group | None:
        """The group that is looked at."""
        group = self.group_list.currentIndex().data(GroupRole)
        return group if isinstance(group, Group) else None

    def current_row(self) -> int:
        """The row of the chosen photo; the first one when none is chosen."""
        return max(0, self.member_list.currentIndex().row())

    def choose(self, group_id: str) -> None:
        """Go to a group of the list."""
        row = self.groups.row_of(group_id)
        if row >= 0:
            self.group_list.setCurrentIndex(self.groups.index(row, 0))
            self.group_list.scrollTo(self.groups.index(row, 0))

    def choose_photo(self, path: Path) -> None:
        """Go to a photo of the group."""
        row = self.members.row_of(path)
        if row >= 0:
            self.member_list.setCurrentIndex(self.members.index(row, 0))

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) group."""
        row = self.group_list.currentIndex().row() + way
        if 0 <= row < self.groups.rowCount():
            self.group_list.setCurrentIndex(self.groups.index(row, 0))

    def _step_member(self, way: int) -> None:
        row = self.current_row() + way
        if 0 <= row < self.members.rowCount():
            self.member_list.setCurrentIndex(self.members.index(row, 0))
            if self.stack.currentWidget() is self.compare:
                self.open_compare()

    def _group_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self._show_group()
        self._settled.start()
        if self.stack.currentWidget() is self.compare:
            self.open_compare()

    def _show_group(self) -> None:
        group, path = self.current(), None
        if group is not None and self.members.members:
            path = self.members.members[self.current_row()].photo.path
        marks = self.desk.marks_of(group.group_id) if group is not None else {}
        self.members.set_group(group, marks, self.desk.rules)
        row = self.members.row_of(path) if path is not None else -1
        if group is not None:
            self.member_list.setCurrentIndex(self.members.index(max(0, row), 0))
        self.reason.setText(self._words(group) if group is not None else "")
        self._offer()
        self._ask_for_covers()

    def _words(self, group: Group) -> str:
        keeper = group.photos[0].photo.path.name
        words = self.tr("Suggested to be kept: {name} ({reason})")
        return words.format(name=keeper, reason=keeper_words(group, self.desk.rules))

    def _offer(self) -> None:
        """Enable what can be done now."""
        group, rows = self.current(), self.members.members
        path = rows[self.current_row()].photo.path if rows else None
        reference = path is not None and self.desk.rules.is_reference(path)
        self.buttons.offer(group, able=not self.desk.read_only, reference=reference)

    def _remember(self) -> None:
        group = self.current()
        if group is not None:
            self.desk.look_at(group)

    # Deciding

    def decide(self, kind: DecisionKind) -> None:
        """Decide about the current group; it can be undone."""
        group = self.current()
        if group is not None and not self.desk.read_only:
            self._undo.push(Decision(self, group, kind, self.buttons.decide_buttons[kind].accessibleName()))

    def carry_out(self, group: Group, kind: DecisionKind) -> None:
        """Store a decision and go on to the next group."""
        row = self.groups.take_away(group.group_id)
        if row >= 0 and self.groups.rowCount():
            self.group_list.setCurrentIndex(self.groups.index(min(row, self.groups.rowCount() - 1), 0))
        self.shown.emit(None)
        self.desk.decide(group, kind)

    def decide_pair(self) -> None:
        """Say that the chosen photo is no match for the first; it can be undone."""
        group, row = self.current(), self.current_row()
        if group is None or self.desk.read_only:
            return
        if row == 0:
            self.said.emit(self.tr("Choose the photo that does not belong to the first one."), "info")
            return
        first, second = (group.photos[n].photo for n in (0, row))
        if first.content_hash == second.content_hash:
            self.said.emit(self.tr("The two files are identical: they always belong together."), "warn")
            return
        self._undo.push(PairDecision(self, group, first.path, second.path, self.tr("Not a match")))

    def part(self, group: Group, first: Path, second: Path) -> None:
        """Divide a group by the word of the user."""
        self.close_compare()
        self.desk.decide_pair(group, first, second, lambda decision: self.restart())

    def take_back(self, group: Group) -> None:
        """Take the latest decision back and show its group again."""

        def done(taken: bool) -> None:
            self._wanted = group.group_id
            self.groups.restart()
            if taken:
                name = group.photos[0].photo.path.name
                words = self.tr("The decision about “{name}” was taken back.").format(name=name)
                self.said.emit(words, "info")

        self.desk.take_back(done)

    # Marking

    def keep_only(self) -> None:
        """Mark all but the chosen photo for the trash and go on; reference photos stay."""
        group = self.current()
        if group is None or self.desk.read_only:
            return
        chosen = group.photos[self.current_row()].photo.path
        marks = marks_keeping(group, chosen, self.desk.rules)
        self._undo.push(Marking(self, group, marks, self.tr("Keep only this"), go_on=True))

    def mark(self, kind: ActionKind) -> None:
        """Mark the chosen photo, or unmark it when it is marked so already."""
        group = self.current()
        if group is None or self.desk.read_only:
            return
        path = group.photos[self.current_row()].photo.path
        marks = dict(self.desk.marks_of(group.group_id))
        if marks.get(path) == kind:
            del marks[path]
        elif reason := obstacle(group, path, kind, marks, self.desk.rules):
            self.said.emit(reason, "warn")
            return
        elif kind is ActionKind.MOVE and self.desk.destination is None:
            ask_for_destination(self, self.desk, lambda: self.mark(kind))
            return
        else:
            marks[path] = kind
        self._undo.push(Marking(self, group, marks, self.tr("Mark"), go_on=False))

    def unmark(self) -> None:
        """Take the marks of the current group away."""
        group = self.current()
        if group is not None and self.desk.marks_of(group.group_id):
            self._undo.push(Marking(self, group, {}, self.tr("Unmark"), go_on=False))

    def _marks_changed(self, group_id: str) -> None:
        self.groups.marks = self.desk.marks
        self.groups.marks_changed(group_id)
        group = self.current()
        if group is not None and group_id in ("", group.group_id):
            self.members.set_marks(self.desk.marks_of(group.group_id))

    # Rules

    def _rules_changed(self, rules: KeeperRules) -> None:
        loaded = [group.group_id for group in self.groups.groups]
        current = self.current()
        if current is not None:  # what is looked at comes first
            loaded.sort(key=lambda name: name != current.group_id)

        def came(groups: list[Group]) -> None:
            self.groups.replace(groups)
            if any(current is not None and group.group_id == current.group_id for group in groups):
                self._show_group()

        def stored(nothing: object) -> None:
            for start in range(0, len(loaded), PAGE):
                self.desk.read_groups(loaded[start : start + PAGE], came)

        self.desk.set_rules(rules, stored)

    # Comparing

    def open_compare(self) -> None:
        """Compare the chosen photo with the first of the group (the second, when the first is chosen)."""
        group = self.current()
        if group is None:
            return
        row = self.current_row() or 1
        if row != self.member_list.currentIndex().row():
            self.member_list.setCurrentIndex(self.members.index(row, 0))
        if self._pair is not None:
            self._pair.cancel()
        session, total = self.desk.session, len(group.photos) - 1
        left, right = group.photos[0], group.photos[row]

        def act(duplicates: Duplicates, job: Job) -> PairView:
            return load_pair(session, duplicates, group, left, right)

        def done(view: PairView) -> None:
            self.stack.setCurrentWidget(self.compare)
            self.compare.show_match(view.left, view.right, [0] * len(view.right.objects), row, total)
            self.compare.setFocus()

        self._pair = self.desk.ask("pair", act, done)

    def close_compare(self) -> None:
        """Back to the group."""
        if self._pair is not None:
            self._pair.cancel()
        if self.stack.currentWidget() is self.compare:
            self.stack.setCurrentWidget(self.split)
            self.group_list.setFocus()

    def _reveal(self) -> None:
        rows = self.members.members
        if rows:
            self.reveal_wished.emit(rows[self.current_row()].photo.path)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right choose a photo while the list of groups has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if way:
                self._step_member(way)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        if event.key() == Qt.Key.Key_S and self.members.members:
            self.similar_wished.emit(self.member_list.currentIndex().data(PhotoIdRole))
        else:
            super().keyPressEvent(event)
