"""What nobody foresaw: kept in a log, shown once with a report that can be copied; the window stays
usable.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from imagefinder.gui.application.about import system_lines
from imagefinder.gui.widgets.controls import IconMark, label, push

log = logging.getLogger(__name__)

LOG_BYTES = 1 << 20


def start_log(folder: Path) -> TextIO | None:
    """Log warnings to a rotating file, and crashes of native code beside it; returns the latter's open
    file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "imagefinder.log", maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
        faults = (folder / "faults.log").open("a", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("imagefinder").addHandler(handler)
    faulthandler.enable(faults)
    return faults


class CrashReporter(QObject):
    """Takes what no one else handled, from any thread, to a dialog.

    Args:
        window: the dialog's parent.
        device: says what computes, for the report.

    Signals:
        reported: a report is to be shown (its text).
    """

    reported = Signal(str)

    def __init__(self, window: QWidget | None = None, device: Callable[[], str] = lambda: "–") -> None:
        super().__init__(window)
        self._window = window
        self._dialog: CrashDialog | None = None
        self._device = device
        self.reported.connect(self._show)

    def install(self) -> None:
        """Take over the interpreter's last resorts."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def uninstall(self) -> None:
        """Give them back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self.report(error)

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_value)

    def report(self, error: BaseException) -> None:
        """Log an error and show it; may be called from any thread."""
        text = "".join(traceback.format_exception(error))
        log.error("unforeseen: %s", text)
        self.reported.emit("\n".join([*system_lines(self._device()), "", text]))

    def _show(self, text: str) -> None:
        if self._dialog is not None:  # one is enough: the first fault is usually the cause of the others
            return
        self._dialog = CrashDialog(text, self._window)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        self._dialog = None


class CrashDialog(QDialog):
    """Says that something went wrong, and lets the report be copied."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 460)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconMark("warning", 32), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(label(self.tr("Something went wrong inside ImageFinder"), "heading"))
        words.addWidget(
            label(
                self.tr(
                    "Your photos and your library are safe, and you can go on working. "
                    "If you report this, please copy the text below; "
                    "it holds file names of yours only if the fault was about a file."
                ),
                "muted",
                wrap=True,
            )
        )
        head.addLayout(words, 1)
        column.addLayout(head)
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(self.tr("Report"))
        column.addWidget(self.report, 1)
        row = QHBoxLayout()
        self.copy = push(self.tr("Copy the report"), self._copy, name="paste")
        row.addWidget(self.copy)
        row.addStretch(1)
        close = push(self.tr("Go on"), self.accept, primary=True)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
