"""What the Duplicates place asks of the engine: each call a background job, each answer by a callback."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from imagefinder.catalog import DecisionKind
from imagefinder.groups.duplicates import Duplicates, Group
from imagefinder.groups.keeper import KeeperRules
from imagefinder.groups.plan import ActionKind
from imagefinder.groups.review import Review
from imagefinder.groups.store import GroupList
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.widgets.folders import pictures_folder
from imagefinder.library import Library

SESSION = "window"
"""The name that the window's own review is saved under."""
Marks = dict[Path, ActionKind]
Done = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """A review as it was left.

    Attributes:
        list_name: the list that was reviewed.
        position: bytes and name of the group looked at last.
        marks: what is to be done to which file, by group.
        destination: folder that marked moves go to.
        rules: how keepers are suggested.
        resumed: whether it was saved before.
    """

    list_name: GroupList
    position: tuple[int, str] | None
    marks: dict[str, Marks]
    destination: Path | None
    rules: KeeperRules
    resumed: bool


class ReviewDesk(QObject):
    """The review of one library, kept by the engine under a session's name.

    Attributes:
        name: of the session.
        marks: group → file → what is to be done to it, as the window shows it; the engine keeps its own.
        rules: how keepers are suggested.
        destination: folder that marked moves go to.

    Signals:
        failed: a call could not be done (the exception).
        marks_changed: other files are marked (group id; empty for many groups).
    """

    failed = Signal(object)
    marks_changed = Signal(str)

    def __init__(self, session: LibrarySession, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self._runner = session, runner
        self.name = SESSION
        self.marks: dict[str, Marks] = {}
        self.rules = KeeperRules()
        self.destination: Path | None = None

    @property
    def library(self) -> Library | None:
        """The open library."""
        return self.session.library

    @property
    def read_only(self) -> bool:
        """Whether nothing can be decided now."""
        return self.session.library is None or self.session.read_only

    def ask(
        self,
        what: str,
        act: Callable[[Duplicates, Job], Any],
        done: Done,
        *,
        report: Done | None = None,
        ended: Callable[[], None] | None = None,
        pool: str = "groups",
    ) -> Job | None:
        """Run ``act`` on a background thread with the library's groups; None while no library is open."""
        library, name = self.library, self.name
        if library is None:
            return None

        def work(job: Job) -> Any:
            with Duplicates(library) as duplicates:
                # A review brings the user's rules with it, so that keepers are suggested by them.
                Review(duplicates, name)
                return act(duplicates, job)

        return self._runner.start(
            what, work, done=done, failed=self.failed.emit, report=report, ended=ended, pool=pool
        )

    def ask_review(self, what: str, act: Callable[[Review], Any], done: Done) -> Job | None:
        """Run ``act`` on a background thread with the review; decisions and marks queue in order."""
        name = self.name
        return self.ask(what, lambda duplicates, job: act(Review(duplicates, name)), done)

    # The session

    def resume(self, done: Callable[[Saved], None]) -> None:
        """Read where the review was left."""
        name = self.name

        def act(duplicates: Duplicates, job: Job) -> Saved:
            known = duplicates.library.catalog.decisions.load_session(name) is not None
            review = Review(duplicates, name)
            state = review.session
            marks = {group: dict(paths) for group, paths in state.marks.items()}
            return Saved(state.list_name, state.position, marks, state.destination, review.rules, known)

        def came(saved: Saved) -> None:
            self.marks, self.rules, self.destination = saved.marks, saved.rules, saved.destination
            self.marks_changed.emit("")
            done(saved)

        self.ask("resume", act, came)

    def look_at(self, group: Group) -> None:
        """Remember where the review stands."""
        if not self.read_only:
            self.ask_review("look at", lambda review: review.look_at(group), lambda nothing: None)

    # Marks

    def marks_of(self, group_id: str) -> Mapping[Path, ActionKind]:
        """The marks of one group."""
        return self.marks.get(group_id, {})

    def marked(self) -> int:
        """The number of marked files."""
        return sum(len(marks) for marks in self.marks.values())

    def set_marks(self, group: Group, marks: Marks) -> None:
        """Give a group these marks and no others."""
        if marks:
            self.marks[group.group_id] = dict(marks)
        else:
            self.marks.pop(group.group_id, None)
        self.marks_changed.emit(group.group_id)
        kept = dict(marks)
        self.ask_review("mark", lambda review: review.set_marks(group, kept), lambda nothing: None)

    def forget_marks(self, group_id: str) -> None:
        """The engine dropped a group's marks; follow it."""
        if self.marks.pop(group_id, None) is not None:
            self.marks_changed.emit(group_id)

    def mark_list(
        self,
        list_name: GroupList,
        exact: bool,
        done: Callable[[int], None],
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Mark all but the suggested photo in every unmarked group of a list."""

        def act(review: Review) -> tuple[int, dict[str, Marks]]:
            count = review.keep_suggested(list_name, exact=exact)
            return count, {group: dict(paths) for group, paths in review.session.marks.items()}

        def came(answer: tuple[int, dict[str, Marks]]) -> None:
            self.marks = answer[1]
            self.marks_changed.emit("")
            done(answer[0])

        name = self.name
        self.ask("mark list", lambda duplicates, job: act(Review(duplicates, name)), came, ended=ended)

    def clear_marks(self) -> None:
        """Take every mark away."""
        self.marks = {}
        self.marks_changed.emit("")
        self.ask_review("clear marks", lambda review: review.clear_marks(), lambda nothing: None)

    def set_destination(self, folder: Path) -> None:
        """The folder that marked moves go to."""
        self.destination = folder
        self.ask_review("destination", lambda review: review.set_destination(folder), lambda nothing: None)

    # Decisions and rules

    def decide(self, group: Group, kind: DecisionKind) -> None:
        """Decide about a group."""
        self.forget_marks(group.group_id)
        self.ask_review("decide", lambda review: review.decide(group, kind), lambda decision: None)

    def decide_pair(self, group: Group, first: Path, second: Path, done: Done) -> None:
        """Say that two photos are not a match; their group is divided."""
        self.forget_marks(group.group_id)
        self.ask_review("decide pair", lambda review: review.decide_pair(group, first, second), done)

    def take_back(self, done: Callable[[bool], None]) -> None:
        """Take the latest decision back."""
        self.ask_review("take back", lambda review: review.take_back(), done)

    def set_rules(self, rules: KeeperRules, done: Done) -> None:
        """Arrange the rules for keepers."""
        self.rules = rules
        self.ask_review("rules", lambda review: review.set_rules(rules), done)

    def read_groups(self, ids: Sequence[str], done: Callable[[list[Group]], None]) -> None:
        """Read some groups again, as the rules now order them."""
        wanted = list(ids)

        def act(duplicates: Duplicates, job: Job) -> list[Group]:
            return [group for name in wanted if (group := duplicates.group(name)) is not None]

        self.ask("groups again", act, done)


def ask_for_destination(parent: QWidget, desk: ReviewDesk, then: Callable[[], None]) -> QFileDialog:
    """Let the user choose the folder that marked photos are moved to, and go on with ``then``."""
    words = QCoreApplication.translate("Actions", "Move the marked photos to")
    dialog = QFileDialog(parent, words)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(pictures_folder())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def chosen(name: str) -> None:
        desk.set_destination(Path(name))
        then()

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog
