"""Qt models of results and of the library's photos: they hold ids and records, never pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from imagefinder.gui.bridge.arrangement import Arrangement, Entry, Facts, Heading, arrange
from imagefinder.gui.results.reasons import reason_words
from imagefinder.search.colours import ObjectKey, number_objects
from imagefinder.search.results import MatchKind, SearchResult

PhotoIdRole = int(Qt.ItemDataRole.UserRole) + 1
EntryRole = PhotoIdRole + 1
MOST_NAMES = 5000

Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """An answer as it is shown: filtered, ordered, under headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[SearchResult, ...] = ()
        self._facts: Mapping[int, Facts] = {}
        self._wish = Arrangement()
        self._entries: list[Entry] = []
        self._rows: dict[int, int] = {}
        self.colours: dict[ObjectKey, int] = {}

    @property
    def results(self) -> tuple[SearchResult, ...]:
        """The whole answer, filters aside."""
        return self._results

    @property
    def facts(self) -> Mapping[int, Facts]:
        """What the catalog knows of each file, by photo id."""
        return self._facts

    @property
    def arrangement(self) -> Arrangement:
        """Filters and order."""
        return self._wish

    @property
    def entries(self) -> list[Entry]:
        """What is shown, row by row."""
        return self._entries

    def heading_rows(self) -> list[int]:
        """Rows that are headings."""
        return [row for row, entry in enumerate(self._entries) if isinstance(entry, Heading)]

    def shown_results(self) -> list[SearchResult]:
        """The results that pass the filters, in the order shown."""
        return [entry for entry in self._entries if not isinstance(entry, Heading)]

    def set_answer(self, results: Sequence[SearchResult], facts: Mapping[int, Facts]) -> None:
        """Show another answer, or a more complete state of the same one."""
        self._results, self._facts = tuple(results), facts
        self.colours = number_objects(self._results)
        self._rebuild()

    def set_arrangement(self, wish: Arrangement) -> None:
        """Change filters or order."""
        if wish != self._wish:
            self._wish = wish
            self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._entries = arrange(self._results, self._facts, self._wish)
        self._rows = {
            entry.photo_id: row for row, entry in enumerate(self._entries) if not isinstance(entry, Heading)
        }
        self.endResetModel()

    def row_of(self, photo_id: int) -> int:
        """The row of a photo, -1 when it is not shown."""
        return self._rows.get(photo_id, -1)

    def entry(self, index: Index) -> Entry | None:
        """What stands in a row."""
        return self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None

    def kind_title(self, kind: MatchKind) -> str:
        """A heading's words."""
        return {
            MatchKind.COPY: self.tr("Copies and edits of this picture"),
            MatchKind.OBJECT: self.tr("Shares an object"),
            MatchKind.SIMILAR: self.tr("Looks similar"),
        }[kind]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a row."""
        if isinstance(self.entry(index), Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role == EntryRole:
            return entry
        if isinstance(entry, Heading):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return f"{self.kind_title(entry.kind)} ({entry.count})"
            return None
        if role == PhotoIdRole:
            return entry.photo_id
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [str(entry.path), reason_words(entry)]
            return "\n".join([*lines, self.tr("Its disk is not connected.")] if entry.offline else lines)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{name}, {kind}, similarity {score} percent").format(
                name=entry.path.name, kind=self.kind_title(entry.kind), score=round(entry.score * 100)
            )
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return reason_words(entry)
        return None


class PhotosModel(QAbstractListModel):
    """All photos of the library by id, however many: one array, nothing else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self.names: dict[int, str] = {}

    @property
    def ids(self) -> NDArray[np.int64]:
        """The photos that are shown."""
        return self._ids

    def set_ids(self, ids: NDArray[np.int64]) -> None:
        """Show these photos; where they only became more, the rows that are there stay as they are."""
        ids, held = np.asarray(ids, np.int64), len(self._ids)
        if len(ids) > held and np.array_equal(ids[:held], self._ids):
            self.beginInsertRows(QModelIndex(), held, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        elif not np.array_equal(ids, self._ids):
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()

    def add_names(self, names: Mapping[int, str]) -> None:
        """Learn what files are called; only the last few thousand are kept."""
        if len(self.names) + len(names) > MOST_NAMES:
            self.names.clear()
        self.names.update(names)

    def row_of(self, photo_id: int) -> int:
        """The row of a photo, -1 when it is not there."""
        found = np.flatnonzero(self._ids == photo_id)
        return int(found[0]) if len(found) else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        photo_id = int(self._ids[index.row()])
        if role == PhotoIdRole:
            return photo_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.names.get(photo_id, "")
        return None
