"""The rules for suggesting a keeper, arranged by the user; a change shows at once in the groups beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from imagefinder.groups.keeper import DEFAULT_ORDER, KeeperRules, Rule
from imagefinder.gui.widgets.controls import label, push
from imagefinder.gui.widgets.flow_layout import FlowLayout
from imagefinder.gui.widgets.folders import pictures_folder
from imagefinder.gui.widgets.icons import icon

ROWS = 4


class MovableList(QListWidget):
    """A short list whose rows are moved with Ctrl and the arrow keys, by dragging, or by buttons.

    Signals:
        moved: the order changed.
        removed: Delete was pressed on a row (its number).
    """

    moved = Signal()
    removed = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSpacing(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMinimumHeight(34)
        self.model().rowsMoved.connect(lambda *_: self.moved.emit())

    def move(self, way: int) -> None:  # type: ignore[override]
        """Move the current row up (-1) or down (1)."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + way < self.count():
            item = self.takeItem(row)
            self.insertItem(row + way, item)
            self.setCurrentRow(row + way)
            self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or remove a row."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if way and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move(way)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class RulesPanel(QScrollArea):
    """Order of the rules, preferred folders, reference folders.

    Signals:
        changed: the user arranged them differently (KeeperRules).
        closed: the panel is to be hidden.
    """

    changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(270)
        self.setMaximumWidth(400)
        self.rules = KeeperRules()
        self._filling = False
        page = QWidget()
        page.setObjectName("inspector")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Which photo to suggest"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "The first rule that sees a difference decides. Move rules with Ctrl and the arrow keys, "
                    "or by dragging; switch off what does not matter to you."
                ),
                "muted",
                wrap=True,
            )
        )
        self.order = MovableList(self.tr("Rules, the most important first"))
        self.order.itemChanged.connect(lambda item: self._tell())
        column.addWidget(self.order)
        column.addLayout(self._buttons(self.order))
        self.folders = MovableList(self.tr("Preferred folders, the most preferred first"))
        self.references = MovableList(self.tr("Reference folders"))
        for box, title, words, field in (
            (
                self.folders,
                self.tr("Preferred folders"),
                self.tr("Photos in the first of these are kept rather than others."),
                "folders",
            ),
            (
                self.references,
                self.tr("Reference folders"),
                self.tr("Photos in these always stay: they can be compared with, never marked."),
                "references",
            ),
        ):
            column.addSpacing(6)
            column.addWidget(label(title, "section"))
            column.addWidget(label(words, "muted", wrap=True))
            column.addWidget(box)
            box.removed.connect(partial(self._remove_folder, field))
            add = push(self.tr("Add…"), partial(self.ask_for_folder, field), name="folder-add")
            add.setAccessibleName(f"{title}: {self.tr('Add…')}")
            column.addLayout(self._buttons(box, add))
            box.setMaximumHeight(110)
        for movable in (self.order, self.folders, self.references):
            movable.moved.connect(self._tell)
        column.addStretch(1)
        row = FlowLayout(spacing=6)
        row.addWidget(push(self.tr("As it was at first"), self._reset))
        row.addStretch()
        row.addWidget(push(self.tr("Close"), self.closed.emit))
        column.addLayout(row)
        self.setWidget(page)
        self.show_rules(self.rules)

    def _buttons(self, box: MovableList, *first: QPushButton) -> FlowLayout:
        row = FlowLayout(spacing=6)
        for button in first:
            row.addWidget(button)
        row.addStretch()
        for words, way in ((self.tr("Up"), -1), (self.tr("Down"), 1)):
            button = push(words, partial(box.move, way))
            button.setAccessibleName(f"{box.accessibleName()}: {words}")
            row.addWidget(button)
        return row

    def rule_words(self, rule: Rule) -> str:
        """A rule in words."""
        return {
            Rule.ORIGINAL: self.tr("the one that others were made from"),
            Rule.RESOLUTION: self.tr("more pixels"),
            Rule.METADATA: self.tr("more camera data"),
            Rule.BYTES: self.tr("larger file"),
            Rule.OLDER: self.tr("older"),
            Rule.FOLDER: self.tr("in a preferred folder"),
            Rule.NAME: self.tr("named like an original"),
        }[rule]

    def show_rules(self, rules: KeeperRules) -> None:
        """Show these rules; those that are switched off stand below."""
        self.rules = rules
        self._filling = True
        self.order.clear()
        for rule in (*rules.order, *(rule for rule in DEFAULT_ORDER if rule not in rules.order)):
            item = QListWidgetItem(self.rule_words(rule))
            item.setData(Qt.ItemDataRole.UserRole, rule.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if rule in rules.order else Qt.CheckState.Unchecked)
            self.order.addItem(item)
        self.order.setFixedHeight(self.order.sizeHintForRow(0) * self.order.count() + 24)
        self._fill(self.folders, rules.folders)
        self._fill(self.references, rules.references)
        self._filling = False

    @staticmethod
    def _fill(box: MovableList, folders: Sequence[Path]) -> None:
        box.clear()
        for number, folder in enumerate(folders):
            item = QListWidgetItem(icon("folder"), str(folder))
            item.setData(Qt.ItemDataRole.UserRole, number)  # a path may hold bytes that no text can
            item.setToolTip(str(folder))
            item.setSizeHint(QSize(0, 30))
            box.addItem(item)
        box.setVisible(bool(folders))

    def _tell(self) -> None:
        if self._filling:
            return
        items = [self.order.item(row) for row in range(self.order.count())]
        chosen = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        rules = KeeperRules(
            tuple(Rule(item.data(Qt.ItemDataRole.UserRole)) for item in chosen),
            self._ordered(self.folders, self.rules.folders),
            self._ordered(self.references, self.rules.references),
        )
        if rules != self.rules:
            self.rules = rules
            self.changed.emit(rules)

    @staticmethod
    def _ordered(box: MovableList, folders: Sequence[Path]) -> tuple[Path, ...]:
        """The folders in the order of their rows, which are numbered again."""
        items = [box.item(row) for row in range(box.count())]
        ordered = tuple(folders[item.data(Qt.ItemDataRole.UserRole)] for item in items)
        for number, item in enumerate(items):
            item.setData(Qt.ItemDataRole.UserRole, number)
        return ordered

    def _reset(self) -> None:
        rules = replace(self.rules, order=DEFAULT_ORDER)
        self.show_rules(rules)
        self.changed.emit(rules)

    def ask_for_folder(self, field: str) -> QFileDialog:
        """Let the user choose a preferred (``folders``) or a reference folder (``references``)."""
        dialog = QFileDialog(self, self.tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(pictures_folder())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.add_folder(field, Path(name)))
        dialog.open()
        return dialog

    def add_folder(self, field: str, folder: Path) -> None:
        """Add a preferred or a reference folder."""
        known: tuple[Path, ...] = getattr(self.rules, field)
        if folder not in known:
            self._change(field, (*known, folder))

    def _remove_folder(self, field: str, row: int) -> None:
        known: tuple[Path, ...] = getattr(self.rules, field)
        self._change(field, known[:row] + known[row + 1 :])

    def _change(self, field: str, folders: tuple[Path, ...]) -> None:
        if field == "folders":
            rules = replace(self.rules, folders=folders)
        else:
            rules = replace(self.rules, references=folders)
        self.show_rules(rules)
        self.changed.emit(rules)
