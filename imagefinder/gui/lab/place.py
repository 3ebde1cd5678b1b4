"""The Lab: how well and how fast each index finds neighbours among the features of the user's own photos."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imagefinder.errors import RequestError
from imagefinder.evaluation.ann import AnnRow, evaluate_ann
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.results.model import Index
from imagefinder.gui.widgets.controls import EmptyState, chip, push
from imagefinder.gui.widgets.flow_layout import FlowLayout
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.plot import Legend, Plot
from imagefinder.gui.widgets.tables import quiet_table
from imagefinder.gui.widgets.title_bar import TitleBar
from imagefinder.library import Library
from imagefinder.search import FEATURES_PER_PHOTO

QUERIES = 200
FEWEST = 1000
SIZES = (5_000, 20_000, 50_000)
BYTES = (8, 16, 32)
METHODS = ("LOPQ", "IVFADC", "I-OPQ", "OPQ_NP", "ADC", "Multi-LOPQ", "PQ tree", "spectral hashing", "exact")
USUAL = ("LOPQ", "IVFADC", "OPQ_NP", "ADC", "exact")


def sample_features(library: Library, count: int, seed: int = 0) -> NDArray[np.float32]:
    """Local features of photos drawn at random, (n, d) float32; up to ``count`` + ``QUERIES`` of them.

    Raises:
        RequestError: the library holds too few.
    """
    rng = np.random.default_rng(seed)
    wanted, ids = count + QUERIES, np.zeros(0, np.int64)
    photos = np.asarray(library.photo_ids(), np.int64)
    for photo_id in rng.permutation(photos):
        details = library.photo(int(photo_id))
        if details is None or details.description_id is None or not details.features:
            continue
        base = details.description_id * FEATURES_PER_PHOTO
        ids = np.union1d(ids, base + np.arange(details.features, dtype=np.int64))
        if len(ids) >= wanted:
            break
    if len(ids) < FEWEST + QUERIES:
        raise RequestError(
            "Lab", f"needs at least {FEWEST + QUERIES} local features, the library has {len(ids)}"
        )
    chosen = rng.permutation(ids)[:wanted]
    return np.asarray(library.local_index.vectors(chosen), np.float32)


class RowsModel(QAbstractTableModel):
    """What was measured, row by row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AnnRow] = []

    def clear(self) -> None:
        """Forget everything."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add(self, row: AnnRow) -> None:
        """One more measurement."""
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Method"),
                self.tr("Setting"),
                self.tr("Recall@1"),
                self.tr("Recall@10"),
                self.tr("ms per query"),
                self.tr("Bytes per vector"),
                self.tr("Seconds to build"),
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, locale = self.rows[index.row()], QLocale()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                row.method,
                row.setting,
                locale.toString(row.recall[1], "f", 3),
                locale.toString(row.recall[10], "f", 3),
                locale.toString(row.ms_per_query, "f", 3),
                locale.toString(row.bytes_per_vector, "f", 1),
                locale.toString(row.fit_s + row.add_s, "f", 1),
            )[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class LabPlace(QWidget):
    """Measure index methods on one's own photos."""

    def __init__(self, session: LibrarySession, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session, self._runner = session, runner
        self._job: Job | None = None
        self.model = RowsModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Measuring"))
        self.progress.hide()
        column.addWidget(self.progress)
        self.notice = Notice()
        self.notice.setProperty("floating", True)
        column.addWidget(self.notice)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.stack.addWidget(
            EmptyState(
                "lab",
                self.tr("Measure the index on your own photos"),
                self.tr(
                    "Features of your photos are drawn at random, each method learns from them, and its "
                    "answers are held against exact search: how many are right, how long it takes, "
                    "how many bytes it needs."
                ),
            )
        )
        self.stack.addWidget(self._make_page())

    def _make_bar(self) -> TitleBar:
        bar = TitleBar(self.tr("Lab"))
        self.subtitle = bar.subtitle
        self.sample, self.bytes = QComboBox(), QComboBox()
        self.sample.setAccessibleName(self.tr("Number of features"))
        for count in SIZES:
            self.sample.addItem(self.tr("{count} features").format(count=QLocale().toString(count)), count)
        self.bytes.setAccessibleName(self.tr("Bytes per code"))
        for count in BYTES:
            self.bytes.addItem(self.tr("{count} bytes per code").format(count=count), count)
        self.bytes.setCurrentIndex(1)
        self.start = push(self.tr("Measure"), self.measure, name="play", primary=True)
        self.stop = push(self.tr("Stop"), self._stop, name="stop")
        self.stop.hide()
        bar.add_tools(self.sample, self.bytes, self.start, self.stop)
        chips = FlowLayout(spacing=6)
        self.methods = {}
        for name in METHODS:
            button = chip(name)
            button.setChecked(name in USUAL)
            self.methods[name] = button
            chips.addWidget(button)
        bar.add_row(chips)
        return bar

    def _make_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        self.legend = Legend()
        column.addWidget(self.legend)
        split = QSplitter(Qt.Orientation.Vertical)
        plots = QWidget()
        row = QHBoxLayout(plots)
        row.setContentsMargins(0, 0, 0, 0)
        recall = self.tr("Recall@10")
        self.by_time = Plot(
            self.tr("Recall@10 against time"), self.tr("milliseconds per query"), recall, log_x=True
        )
        self.by_bytes = Plot(
            self.tr("Recall@10 against memory"), self.tr("bytes per vector"), recall, log_x=True
        )
        row.addWidget(self.by_time)
        row.addWidget(self.by_bytes)
        split.addWidget(plots)
        self.table = quiet_table(self.model, 0)
        self.table.setAccessibleName(self.tr("Measurements"))
        split.addWidget(self.table)
        split.setSizes([420, 260])
        column.addWidget(split, 1)
        return page

    def measure(self) -> None:
        """Measure the chosen methods in the background; rows appear as they come."""
        library = self._session.library
        names = [name for name, button in self.methods.items() if button.isChecked()]
        if library is None or self._job is not None or not names:
            return
        count, code_bytes = int(self.sample.currentData()), int(self.bytes.currentData())
        self.notice.dismiss()
        self.model.clear()
        self._draw()
        self.start.hide()
        self.stop.show()
        self.progress.show()
        seen: list[AnnRow] = []

        def work(job: Job) -> int:
            features = sample_features(library, count)
            base, query = features[QUERIES:], features[:QUERIES]

            def told(row: AnnRow) -> None:
                seen.append(row)
                job.report(len(seen))

            evaluate_ann(
                base,
                query,
                code_bytes=[code_bytes],
                methods=names,
                device=library.device,
                control=job.control,
                on_row=told,
            )
            return len(base)

        self._job = self._runner.start(
            "lab",
            work,
            done=lambda total: self._measured(total),
            failed=self._failed,
            report=lambda number: self._take(seen),
            ended=self._ended,
            pool="lab",
        )

    def _take(self, seen: list[AnnRow]) -> None:
        for row in seen[len(self.model.rows) :]:
            self.model.add(row)
        self._draw()

    def _measured(self, total: int) -> None:
        self.subtitle.setText(
            self.tr("{count} features, {queries} queries").format(
                count=QLocale().toString(total), queries=QUERIES
            )
        )

    def _draw(self) -> None:
        rows = self.model.rows
        if rows:
            self.stack.setCurrentIndex(1)
        names = list(dict.fromkeys(row.method for row in rows))
        self.legend.show_names(names)
        self.by_time.show_series(
            {n: [(max(r.ms_per_query, 1e-4), r.recall[10]) for r in rows if r.method == n] for n in names}
        )
        self.by_bytes.show_series(
            {n: [(max(r.bytes_per_vector, 0.1), r.recall[10]) for r in rows if r.method == n] for n in names}
        )

    def _failed(self, error: Exception) -> None:
        self.notice.say(error_words(error), "warn")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.start.show()
        self.stop.hide()
        self.progress.hide()
