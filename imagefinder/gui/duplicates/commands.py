"""What is done in a review, as commands that can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from imagefinder.catalog import DecisionKind
from imagefinder.groups.duplicates import Group
from imagefinder.groups.keeper import KeeperRules
from imagefinder.groups.plan import ActionKind
from imagefinder.gui.duplicates.desk import Marks, ReviewDesk


class Reviewing(Protocol):
    """The page that the commands act on."""

    desk: ReviewDesk

    def carry_out(self, group: Group, kind: DecisionKind) -> None:
        """Store a decision and go on."""

    def part(self, group: Group, first: Path, second: Path) -> None:
        """Divide a group."""

    def take_back(self, group: Group) -> None:
        """Take the latest decision back."""

    def choose(self, group_id: str) -> None:
        """Go to a group."""

    def step(self, way: int) -> None:
        """Go to the next or previous group."""


class Decision(QUndoCommand):
    """One decision about a group, and how to take it back."""

    def __init__(self, page: Reviewing, group: Group, kind: DecisionKind, words: str) -> None:
        super().__init__(words)
        self._page, self._group, self._kind = page, group, kind

    def redo(self) -> None:
        """Decide."""
        self._page.carry_out(self._group, self._kind)

    def undo(self) -> None:
        """Take it back."""
        self._page.take_back(self._group)


class PairDecision(QUndoCommand):
    """Two photos of a group are not a match, and how to take that back."""

    def __init__(self, page: Reviewing, group: Group, first: Path, second: Path, words: str) -> None:
        super().__init__(words)
        self._page, self._group, self._first, self._second = page, group, first, second

    def redo(self) -> None:
        """Decide."""
        self._page.part(self._group, self._first, self._second)

    def undo(self) -> None:
        """Take it back."""
        self._page.take_back(self._group)


class Marking(QUndoCommand):
    """Other marks for a group, and those that it had."""

    def __init__(self, page: Reviewing, group: Group, marks: Marks, words: str, *, go_on: bool) -> None:
        super().__init__(words)
        self._page, self._group, self._go_on = page, group, go_on
        self._after, self._before = dict(marks), dict(page.desk.marks_of(group.group_id))

    def redo(self) -> None:
        """Mark."""
        self._page.desk.set_marks(self._group, self._after)
        if self._go_on:
            self._page.step(1)

    def undo(self) -> None:
        """Mark as before."""
        self._page.desk.set_marks(self._group, self._before)
        self._page.choose(self._group.group_id)


def marks_keeping(group: Group, chosen: Path, rules: KeeperRules) -> Marks:
    """Marks that send all photos of a group to the trash but one; reference photos stay."""
    paths = [item.photo.path for item in group.photos]
    return {path: ActionKind.TRASH for path in paths if path != chosen and not rules.is_reference(path)}


def obstacle(group: Group, path: Path, kind: ActionKind, marks: Marks, rules: KeeperRules) -> str:
    """Why a photo must not be marked, in words; empty when it may be."""
    if rules.is_reference(path):
        return QCoreApplication.translate(
            "Actions", "This photo lies in a reference folder, which is never touched."
        )
    if all(item.photo.path in marks or item.photo.path == path for item in group.photos):
        return QCoreApplication.translate("Actions", "One photo of a group always stays.")
    if kind is ActionKind.HARD_LINK and group.kind != "exact":
        return QCoreApplication.translate(
            "Actions", "Only identical files can share their bytes by a hard link."
        )
    return ""
