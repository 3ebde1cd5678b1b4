"""Filters of the results: kinds, similarity, folder, days, size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QWidget

from imagefinder.gui.bridge.arrangement import Arrangement
from imagefinder.gui.widgets.controls import label, push
from imagefinder.gui.widgets.flow_layout import FlowLayout

LEAST_BYTES = (0, 100_000, 500_000, 1_000_000, 5_000_000)
LEAST_PIXELS = (0, 300_000, 1_000_000, 4_000_000, 12_000_000)


class FilterBar(QWidget):
    """The second row of filters, shown on demand.

    Signals:
        changed: a filter was changed (a function from Arrangement to Arrangement is applied by ``applied``).
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        self.folder = QComboBox()
        self.folder.setMinimumWidth(130)
        self.folder.setMaximumWidth(240)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.folder.addItem(self.tr("All folders"), "")
        row.addWidget(self.folder)
        self.by_day = QCheckBox(self.tr("Taken"))
        self.since, self.until = QDateEdit(), QDateEdit()
        self.since.setAccessibleName(self.tr("From day"))
        self.until.setAccessibleName(self.tr("To day"))
        self.since.setDate(QDate.currentDate().addYears(-10))
        self.until.setDate(QDate.currentDate())
        for day in (self.since, self.until):
            day.setCalendarPopup(True)
            day.setDisplayFormat(_four_digit_years(day.displayFormat()))
            day.setEnabled(False)
            day.dateChanged.connect(self.changed)
        row.addWidget(self._together(self.by_day, self.since, label("–", "muted"), self.until))
        self.least_bytes, self.least_pixels = QComboBox(), QComboBox()
        self.least_bytes.setAccessibleName(self.tr("Smallest file"))
        self.least_pixels.setAccessibleName(self.tr("Fewest pixels"))
        self.least_bytes.addItem(self.tr("Any file size"), 0)
        for least in LEAST_BYTES[1:]:
            words = self.tr("{n} MB or more") if least >= 1_000_000 else self.tr("{n} kB or more")
            number = least // 1_000_000 if least >= 1_000_000 else least // 1000
            self.least_bytes.addItem(words.format(n=number), least)
        self.least_pixels.addItem(self.tr("Any resolution"), 0)
        for least in LEAST_PIXELS[1:]:
            self.least_pixels.addItem(self.tr("{n} megapixels or more").format(n=f"{least / 1e6:g}"), least)
        row.addWidget(self.least_bytes)
        row.addWidget(self.least_pixels)
        self.reset = push(self.tr("Clear filters"), self.clear)
        row.addWidget(self.reset)
        self.by_day.toggled.connect(self._day_toggled)
        for box in (self.folder, self.least_bytes, self.least_pixels):
            box.currentIndexChanged.connect(self.changed)

    @staticmethod
    def _together(*widgets: QWidget) -> QWidget:
        """Controls between which no line may break."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        return box

    def _day_toggled(self, on: bool) -> None:
        self.since.setEnabled(on)
        self.until.setEnabled(on)
        self.changed.emit()

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Offer these folders, keeping the choice where it is still there."""
        kept = self.folder.currentData()
        self.folder.blockSignals(True)
        while self.folder.count() > 1:
            self.folder.removeItem(1)
        for path in folders:
            self.folder.addItem(path.name or str(path), str(path))
            self.folder.setItemData(
                self.folder.count() - 1, str(path), 3
            )  # the tooltip: two folders may share a name
        self.folder.setCurrentIndex(max(0, self.folder.findData(kept)))
        self.folder.blockSignals(False)

    def applied(self, wish: Arrangement) -> Arrangement:
        """``wish`` with these filters."""
        since: date | None = None
        until: date | None = None
        if self.by_day.isChecked():
            since, until = _day(self.since.date()), _day(self.until.date())
        return replace(
            wish,
            folder=str(self.folder.currentData() or ""),
            since=since,
            until=until,
            least_bytes=int(self.least_bytes.currentData() or 0),
            least_pixels=int(self.least_pixels.currentData() or 0),
        )

    def clear(self) -> None:
        """Show everything again."""
        for box in (self.folder, self.least_bytes, self.least_pixels):
            box.setCurrentIndex(0)
        self.by_day.setChecked(False)


def _day(value: QDate) -> date:
    return date(value.year(), value.month(), value.day())


def _four_digit_years(form: str) -> str:
    """A date's form with its whole year: of a photo from 1926 or 2026, two digits say nothing."""
    return form if "yyyy" in form else form.replace("yy", "yyyy")
