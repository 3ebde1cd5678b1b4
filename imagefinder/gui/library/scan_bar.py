"""The foot of the window: how the scan stands, at what rate, how long it will take, and its pause and
stop.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from imagefinder.gui.widgets.controls import ElidedLabel, label, push
from imagefinder.gui.widgets.icons import icon
from imagefinder.library import ScanProgress


def duration(seconds: float) -> str:
    """A time span in words as long as they need to be."""

    whole = max(0, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("Duration", "{s} s").format(s=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return QCoreApplication.translate("Duration", "{m} min {s:02d} s").format(m=minutes, s=rest)
    hours, minutes = divmod(minutes, 60)
    return QCoreApplication.translate("Duration", "{h} h {m:02d} min").format(h=hours, m=minutes)


class ScanBar(QWidget):
    """Scan progress with pause and stop; hidden while no scan runs.

    Signals:
        pause_wished: pause (True) or go on (False).
        stop_wished: stop, keeping what was found.
        details_wished: show the Library place.
    """

    pause_wished = Signal(bool)
    stop_wished = Signal()
    details_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        self.stage = label("", "heading")
        self.numbers = label("", "muted")
        self.current = ElidedLabel("small", Qt.TextElideMode.ElideLeft)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(220)
        self.bar.setAccessibleName(self.tr("Scan progress"))
        self.pause = push(self.tr("Pause"), self._toggle, name="pause")
        self.stop = push(self.tr("Stop"), self.stop_wished.emit, name="stop")
        self.stop.setToolTip(
            self.tr("Stop the scan; what it has found stays and the next scan goes on from there")
        )
        row.addWidget(self.stage)
        row.addWidget(self.bar)
        row.addWidget(self.numbers)
        row.addWidget(self.current, 1)
        row.addWidget(self.pause)
        row.addWidget(self.stop)
        self._paused = False
        self.hide()

    def stage_words(self, stage: str) -> str:
        """A stage of a scan in words."""
        return {
            "walk": self.tr("Looking through folders"),
            "fast": self.tr("First pass"),
            "thorough": self.tr("Thorough pass"),
            "index": self.tr("Building the index"),
        }.get(stage, stage)

    def start(self) -> None:
        """A scan begins."""
        self._set_paused(False)
        self.stage.setText(self.tr("Starting the scan"))
        self.numbers.setText("")
        self.current.set_whole("")
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, progress: ScanProgress) -> None:
        """Show where the scan stands."""
        self.show()
        if not self._paused:
            self.stage.setText(self.stage_words(progress.stage))
        if progress.total > 0:
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
        else:
            self.bar.setRange(0, 0)
        self.numbers.setText(self.numbers_words(progress))
        self.current.set_whole(str(progress.current) if progress.current is not None else "")

    def numbers_words(self, progress: ScanProgress) -> str:
        """Counts, rate and time left in one line."""
        locale = QLocale()
        if progress.total > 0:
            done, total = locale.toString(progress.done), locale.toString(progress.total)
            parts = [self.tr("{done} of {total}").format(done=done, total=total)]
        else:
            parts = [self.tr("%n file(s)", "", progress.done)]
        if progress.rate > 0:
            parts.append(
                self.tr("{rate} photos/s").format(
                    rate=locale.toString(progress.rate, "f", 0 if progress.rate >= 10 else 1)
                )
            )
        if progress.seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=duration(progress.seconds_left)))
        if progress.failed:
            parts.append(self.tr("%n could not be read", "", progress.failed))
        return "  ·  ".join(parts)

    def _toggle(self) -> None:
        self.pause_wished.emit(not self._paused)

    def set_paused(self, paused: bool) -> None:
        """Show whether the scan waits."""
        self._set_paused(paused)

    def _set_paused(self, paused: bool) -> None:
        self._paused = paused
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setIcon(icon("play" if paused else "pause"))
        if paused:
            self.stage.setText(self.tr("Paused"))

    def end(self) -> None:
        """No scan runs any more."""
        self.hide()
