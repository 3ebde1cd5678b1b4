"""Tables of the Library place: folders and failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt

from imagefinder.catalog import FailureRow, FolderRow
from imagefinder.gui.bridge.messages import fault_words
from imagefinder.gui.results.model import Index
from imagefinder.gui.widgets.icons import icon

Display = Qt.ItemDataRole.DisplayRole


class FoldersModel(QAbstractTableModel):
    """The library's folders and how they stand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FolderRow, ...] = ()

    def set_rows(self, rows: Sequence[FolderRow]) -> None:
        """Show these."""
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Display:
            return (self.tr("Folder"), self.tr("Photos"), self.tr("State"))[section]
        return None

    def state_words(self, row: FolderRow) -> str:
        """How a folder stands."""
        parts = [self.tr("not connected") if row.offline else self.tr("connected")]
        if row.excluded:
            parts.append(self.tr("%n pattern(s) left out", "", len(row.excluded)))
        if row.follow_links:
            parts.append(self.tr("follows links"))
        return ", ".join(parts)

    def data(self, index: Index, role: int = Display) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Display, Qt.ItemDataRole.AccessibleTextRole):
            return (str(row.path), QLocale().toString(row.photos), self.state_words(row))[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icon("offline" if row.offline else "folder")
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([str(row.path), *row.excluded])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class FailuresModel(QAbstractTableModel):
    """Files that could not be read, and why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FailureRow, ...] = ()

    def set_rows(self, rows: Sequence[FailureRow]) -> None:
        """Show these."""
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Display:
            return (self.tr("File"), self.tr("Reason"), self.tr("Folder"))[section]
        return None

    def data(self, index: Index, role: int = Display) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Display, Qt.ItemDataRole.AccessibleTextRole):
            return (row.path.name, fault_words(row.fault), str(row.path.parent))[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icon("warning")
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.path}\n{row.detail}"
        return None
