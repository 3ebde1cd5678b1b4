"""The buttons of a review: decisions about a group, marks for a photo, each with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from imagefinder.catalog import DecisionKind
from imagefinder.groups.duplicates import Group
from imagefinder.groups.plan import ActionKind
from imagefinder.gui.widgets.controls import push
from imagefinder.gui.widgets.flow_layout import FlowLayout

DECISION_KEYS = {
    "K": DecisionKind.KEEP_ALL,
    "A": DecisionKind.ALTERNATES,
    "N": DecisionKind.NOT_A_MATCH,
    "L": DecisionKind.NOT_NOW,
}
MARK_KEYS = {
    "T": ActionKind.TRASH,
    "Delete": ActionKind.TRASH,
    "F": ActionKind.MOVE,
    "H": ActionKind.HARD_LINK,
}


class ReviewActions(QWidget):
    """Two rows of buttons below a group's photos.

    Signals:
        decided: a decision about the group (DecisionKind).
        marked: a mark for the chosen photo (ActionKind).
        keep_only_wished, compare_wished, undo_wished: as they say.
    """

    decided = Signal(object)
    marked = Signal(object)
    keep_only_wished = Signal()
    compare_wished = Signal()
    undo_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        marks, decisions = FlowLayout(), FlowLayout()
        for row in (marks, decisions):
            column.addLayout(row)
        self.only = self._button(
            self.tr("Keep only this"),
            "X",
            self.tr("Mark the others for the trash and go on; nothing moves before the clean-up"),
            self.keep_only_wished.emit,
        )
        marks.addWidget(self.only)
        self.mark_buttons: dict[ActionKind, QPushButton] = {}
        for action, words, key, tip in (
            (ActionKind.TRASH, self.tr("Trash"), "T", self.tr("Mark this photo for the trash, or unmark it")),
            (
                ActionKind.MOVE,
                self.tr("Other folder"),
                "F",
                self.tr("Mark this photo to be moved to another folder, or unmark it"),
            ),
            (
                ActionKind.HARD_LINK,
                self.tr("Hard link"),
                "H",
                self.tr("Let this identical file become a second name of the one that stays"),
            ),
        ):
            self.mark_buttons[action] = self._button(words, key, tip, partial(self.marked.emit, action))
            marks.addWidget(self.mark_buttons[action])
        marks.addStretch()
        self.compare = push(self.tr("Compare"), self.compare_wished.emit, name="side-by-side")
        self.compare.setToolTip(self.tr("Compare this photo with the first (Return)"))
        marks.addWidget(self.compare)
        self.decide_buttons: dict[DecisionKind, QPushButton] = {}
        for kind, words, key, tip in (
            (DecisionKind.KEEP_ALL, self.tr("Keep all"), "K", self.tr("Keep every photo of this group")),
            (DecisionKind.ALTERNATES, self.tr("Alternates"), "A", self.tr("Versions that belong together")),
            (
                DecisionKind.NOT_A_MATCH,
                self.tr("Not a match"),
                "N",
                self.tr("These are different pictures; with Shift only the chosen one is"),
            ),
            (DecisionKind.NOT_NOW, self.tr("Later"), "L", self.tr("Show this group another time")),
        ):
            self.decide_buttons[kind] = self._button(words, key, tip, partial(self.decided.emit, kind))
            decisions.addWidget(self.decide_buttons[kind])
        decisions.addStretch()
        self.back = push(self.tr("Undo"), self.undo_wished.emit, name="undo")
        decisions.addWidget(self.back)

    @staticmethod
    def _button(words: str, key: str, tip: str, run: Callable[[], object]) -> QPushButton:
        button = push(f"{words}  ({key})", run)
        button.setToolTip(tip)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def offer(self, group: Group | None, *, able: bool, reference: bool) -> None:
        """Enable what can be done to a group and its chosen photo.

        Args:
            group: None while none is looked at.
            able: whether anything may be decided at all.
            reference: whether the chosen photo lies in a reference folder.
        """
        able = able and group is not None
        for button in (self.only, *self.decide_buttons.values()):
            button.setEnabled(able)
        for kind, button in self.mark_buttons.items():
            identical = group is not None and group.kind == "exact"
            button.setEnabled(able and not reference and (kind is not ActionKind.HARD_LINK or identical))
        self.compare.setEnabled(group is not None)
