"""Tables of the Library place: folders and failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt

from imagefinder.catalog import FailureRow, FolderRow
from imagefinder.gui.bridge.messages import fault_words
from imagefinder.gui.results.model import Index
from imagefinder.gui.widgets.icons import icon
from imagefinder.gui.widgets.tables import RecordsModel

Display = Qt.ItemDataRole.DisplayRole


class FoldersModel(RecordsModel):
    """The library's folders and how they stand."""

    rows: Sequence[FolderRow]

    def titles(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (self.tr("Folder"), self.tr("Photos"), self.tr("State"))

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


class FailuresModel(RecordsModel):
    """Files that could not be read, and why."""

    rows: Sequence[FailureRow]

    def titles(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (self.tr("File"), self.tr("Reason"), self.tr("Folder"))

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
