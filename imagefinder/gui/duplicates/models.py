"""Models of the Duplicates place: groups, read page by page, and the files of one group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from imagefinder.groups.change import ChangeKind
from imagefinder.groups.duplicates import Group, GroupPhoto
from imagefinder.groups.keeper import KeeperRules, Rule
from imagefinder.groups.plan import ActionKind
from imagefinder.gui.results.model import Index, PhotoIdRole

GroupRole = PhotoIdRole + 20
MemberRole = PhotoIdRole + 21
MarkRole = PhotoIdRole + 22
"""The action that a file is marked for, None without; for a group, the number of its marked files."""
ReferenceRole = PhotoIdRole + 23
"""Whether a file lies in a reference folder."""
PAGE = 60


def change_words(kind: ChangeKind) -> str:
    """One thing that was done to a photo, in words."""
    return {
        ChangeKind.IDENTICAL: QCoreApplication.translate("Changes", "identical"),
        ChangeKind.ROTATED: QCoreApplication.translate("Changes", "rotated"),
        ChangeKind.MIRRORED: QCoreApplication.translate("Changes", "mirrored"),
        ChangeKind.CROPPED: QCoreApplication.translate("Changes", "cropped"),
        ChangeKind.BORDERED: QCoreApplication.translate("Changes", "bordered"),
        ChangeKind.STRETCHED: QCoreApplication.translate("Changes", "stretched"),
        ChangeKind.DISTORTED: QCoreApplication.translate("Changes", "distorted"),
        ChangeKind.GREYSCALE: QCoreApplication.translate("Changes", "greyscale"),
        ChangeKind.RECOLOURED: QCoreApplication.translate("Changes", "recoloured"),
        ChangeKind.WATERMARKED: QCoreApplication.translate("Changes", "watermarked"),
        ChangeKind.COVERED: QCoreApplication.translate("Changes", "partly covered"),
        ChangeKind.RETOUCHED: QCoreApplication.translate("Changes", "retouched"),
        ChangeKind.BLURRED: QCoreApplication.translate("Changes", "blurred"),
        ChangeKind.RESIZED: QCoreApplication.translate("Changes", "resized"),
        ChangeKind.RECOMPRESSED: QCoreApplication.translate("Changes", "recompressed"),
    }[kind]


def action_words(kind: ActionKind) -> str:
    """What will be done to a marked photo, in words."""
    return {
        ActionKind.TRASH: QCoreApplication.translate("Actions", "to the trash"),
        ActionKind.MOVE: QCoreApplication.translate("Actions", "to another folder"),
        ActionKind.HARD_LINK: QCoreApplication.translate("Actions", "becomes a hard link"),
    }[kind]


def keeper_words(group: Group, rules: KeeperRules) -> str:
    """Why the first photo of a group is suggested to be kept, in the window's language."""
    keeper, other = group.photos[0].photo, group.photos[1].photo
    match group.rule:
        case Rule.ORIGINAL:
            change = group.photos[1].change
            done = ", ".join(change_words(kind) for kind in change.kinds) if change is not None else ""
            words = QCoreApplication.translate("Keeper", "the other was made from it")
            return f"{words}: {done}" if done else words
        case Rule.RESOLUTION:
            return QCoreApplication.translate(
                "Keeper", "more pixels: {width} × {height} against {other} × {by}"
            ).format(width=keeper.width, height=keeper.height, other=other.width, by=other.height)
        case Rule.METADATA:
            return QCoreApplication.translate("Keeper", "more camera data")
        case Rule.BYTES:
            return QCoreApplication.translate("Keeper", "larger file: {size} against {other}").format(
                size=size_words(keeper.size), other=size_words(other.size)
            )
        case Rule.OLDER:
            return QCoreApplication.translate("Keeper", "older")
        case Rule.FOLDER:
            return QCoreApplication.translate("Keeper", "in a preferred folder")
        case Rule.NAME:
            return QCoreApplication.translate("Keeper", "named like an original")
    if rules.is_reference(keeper.path):
        return QCoreApplication.translate("Keeper", "in a reference folder")
    if keeper.offline != other.offline:
        return QCoreApplication.translate("Keeper", "the others cannot be reached at present")
    return QCoreApplication.translate("Keeper", "first by name: no rule sees a difference")


def size_words(value: int) -> str:
    """Bytes as a person says them."""
    return QLocale().formattedDataSize(value, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


class GroupsModel(QAbstractListModel):
    """Groups of one list, more of them when the view comes near the end.

    Signals:
        more_wished: the next page is needed (the order key after which it begins, None for the first page).
    """

    more_wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []
        self.marks: Mapping[str, Mapping[Path, ActionKind]] = {}
        self._ended = True
        self._asked = False
        self._start: tuple[int, str] | None = None

    def restart(self, start: tuple[int, str] | None = None) -> None:
        """Read from the first page on, or from the group after the order key ``start``."""
        self.beginResetModel()
        self.groups = []
        self._ended = False
        self._asked = False
        self._start = start
        self.endResetModel()
        self.fetchMore(QModelIndex())

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.groups, self._ended = [], True
        self.endResetModel()

    def add_page(self, groups: Sequence[Group]) -> None:
        """The page that was asked for."""
        self._asked = False
        self._ended = len(groups) < PAGE
        if groups:
            start = len(self.groups)
            self.beginInsertRows(QModelIndex(), start, start + len(groups) - 1)
            self.groups += groups
            self.endInsertRows()

    def row_of(self, group_id: str) -> int:
        """The row of a group, -1 when it is not there."""
        return next((i for i, group in enumerate(self.groups) if group.group_id == group_id), -1)

    def replace(self, groups: Sequence[Group]) -> None:
        """Show some groups as they are now: the same files in another order."""
        for group in groups:
            row = self.row_of(group.group_id)
            if row >= 0:
                self.groups[row] = group
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def marks_changed(self, group_id: str) -> None:
        """Other files of a group are marked, or of any group when ``group_id`` is empty."""
        rows = [self.row_of(group_id)] if group_id else [0, len(self.groups) - 1]
        if self.groups and rows[0] >= 0:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], 0))

    def take_away(self, group_id: str) -> int:
        """A group was decided about; returns the row where it stood, -1 when it was not there."""
        row = self.row_of(group_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.groups[row]
            self.endRemoveRows()
        return row

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be read."""
        return not parent.isValid() and not self._ended and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Read more rows."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wished.emit(self.groups[-1].order_key if self.groups else self._start)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.groups)

    def words(self, group: Group) -> tuple[str, str]:
        """Two lines about a group."""
        first = self.tr("%n photo(s)", "", len(group.photos))
        if group.kind == "exact":
            first += " · " + self.tr("byte for byte the same")
        marked = len(self.marks.get(group.group_id, ()))
        if marked:
            return first, self.tr("%n marked", "files of a group that will go", marked)
        return first, self.tr("{size} could be freed").format(size=size_words(group.bytes))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.groups):
            return None
        group = self.groups[index.row()]
        if role == GroupRole:
            return group
        if role == MarkRole:
            return len(self.marks.get(group.group_id, ()))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{group.photos[0].photo.path.name}: " + ", ".join(self.words(group))
        return None


class MembersModel(QAbstractListModel):
    """The files of one group, the suggested keeper first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.members: tuple[GroupPhoto, ...] = ()
        self.marks: Mapping[Path, ActionKind] = {}
        self.rules = KeeperRules()

    def set_group(self, group: Group | None, marks: Mapping[Path, ActionKind], rules: KeeperRules) -> None:
        """Show a group's files."""
        self.beginResetModel()
        self.members = group.photos if group is not None else ()
        self.marks, self.rules = marks, rules
        self.endResetModel()

    def set_marks(self, marks: Mapping[Path, ActionKind]) -> None:
        """Other files of the same group are marked."""
        self.marks = marks
        if self.members:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.members) - 1, 0))

    def row_of(self, path: Path) -> int:
        """The row of a file, -1 when it is not there."""
        return next((row for row, item in enumerate(self.members) if item.photo.path == path), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.members)

    def state(self, row: int) -> str:
        """What will become of a file, in words; empty while nothing was said about it."""
        path = self.members[row].photo.path
        if path in self.marks:
            return action_words(self.marks[path])
        if self.rules.is_reference(path):
            return self.tr("reference, never touched")
        return self.tr("stays") if self.marks else ""

    def lines(self, row: int) -> list[str]:
        """What is said below a file's picture."""
        member = self.members[row]
        photo = member.photo
        lines = [f"{photo.width} × {photo.height} · {size_words(photo.size)}"]
        if row == 0:
            lines.append(self.tr("suggested to be kept"))
        elif member.change is not None:
            lines.append(", ".join(change_words(kind) for kind in member.change.kinds))
        else:
            lines.append(self.tr("{share} % alike").format(share=round(member.similarity * 100)))
        if photo.offline:
            lines[-1] += " · " + self.tr("disk not connected")
        lines.append(str(photo.path.parent))
        return lines

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.members):
            return None
        member = self.members[index.row()]
        path = member.photo.path
        if role == MemberRole:
            return member
        if role == PhotoIdRole:
            return member.photo.photo_id
        if role == MarkRole:
            return self.marks.get(path)
        if role == ReferenceRole:
            return self.rules.is_reference(path)
        if role == Qt.ItemDataRole.DisplayRole:
            return path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, [path.name, self.state(index.row()), *self.lines(index.row())]))
        if role == Qt.ItemDataRole.ToolTipRole:
            reason = member.change.reason if member.change is not None else ""
            return f"{path}\n{reason}" if reason else str(path)
        return None
