"""What the program is, what it computes on, and under whose licences."""

from __future__ import annotations

import platform
from importlib import metadata

import cv2
import numpy as np
import PIL
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from imagefinder.gui.widgets.controls import label, push
from imagefinder.gui.widgets.icons import logo

PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("numpy", "BSD-3-Clause"),
    ("opencv-python-headless", "Apache-2.0"),
    ("pillow", "MIT-CMU"),
    ("scipy", "BSD-3-Clause"),
    ("scikit-learn", "BSD-3-Clause"),
    ("pyopencl", "MIT"),
    ("pocl-binary-distribution", "MIT"),
    ("platformdirs", "MIT"),
    ("psutil", "BSD-3-Clause"),
    ("Send2Trash", "BSD-3-Clause"),
    ("threadpoolctl", "BSD-3-Clause"),
    ("tqdm", "MPL-2.0 AND MIT"),
    ("watchfiles", "MIT"),
    ("pillow-heif", "BSD-3-Clause, bundles GPL-2.0 code; only if you installed it"),
    ("rawpy", "MIT; only if you installed it"),
    ("pillow-jxl-plugin", "MIT; only if you installed it"),
)


def version() -> str:
    """The program's version."""
    try:
        return metadata.version("imagefinder")
    except metadata.PackageNotFoundError:
        return "?"


def licences() -> list[tuple[str, str, str]]:
    """(name, version, licence) of every part that is installed."""
    found = []
    for name, licence in PARTS:
        try:
            found.append((name, metadata.version(name), licence))
        except metadata.PackageNotFoundError:
            continue
    return found


def system_lines(device: str) -> list[str]:
    """What a report of a fault needs to know of this computer; nothing personal."""
    return [
        f"ImageFinder {version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {pyside_version}",
        f"NumPy {np.__version__}, OpenCV {cv2.__version__}, Pillow {PIL.__version__}",
        f"{platform.platform()}, {platform.machine()}",
        f"Compute device: {device}",
    ]


class AboutDialog(QDialog):
    """About ImageFinder."""

    def __init__(self, device: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About ImageFinder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 560)
        self._lines = system_lines(device)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(16)
        mark = QLabel()
        mark.setPixmap(logo().pixmap(64, 64))
        head.addWidget(mark)
        words = QVBoxLayout()
        words.addWidget(label("ImageFinder", "big"))
        words.addWidget(label(self.tr("Version {version}").format(version=version()), "muted"))
        head.addLayout(words, 1)
        column.addLayout(head)
        about = self.tr(
            "Finds pictures by picture in your own photo folders: copies, shared objects, "
            "and the photos that a composite was made of. Your photos never leave this computer."
        )
        column.addWidget(label(about, wrap=True))
        column.addWidget(label(self.tr("This computer"), "section"))
        system = label("\n".join(self._lines[1:]), "muted", wrap=True)
        system.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(system)
        column.addWidget(label(self.tr("Made with"), "section"))
        parts = QTextBrowser()
        parts.setAccessibleName(self.tr("Licences"))
        parts.setPlainText("\n".join(f"{name} {number} — {licence}" for name, number, licence in licences()))
        column.addWidget(parts, 1)
        column.addWidget(
            label(self.tr("ImageFinder itself is free software under the MIT licence."), "muted")
        )
        row = QHBoxLayout()
        row.addWidget(push(self.tr("Copy"), self._copy, name="paste"))
        row.addStretch(1)
        close = push(self.tr("Close"), self.accept, primary=True)
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._lines))
