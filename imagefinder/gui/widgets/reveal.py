"""Showing a file in the platform's own file manager."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def reveal(path: Path) -> bool:
    """Open the folder with the file selected where the platform can; False when the file is not there."""
    if not path.exists():
        return False
    if sys.platform == "darwin":
        subprocess.Popen(["open", "-R", str(path)])
        return True
    if sys.platform == "win32":
        subprocess.Popen(["explorer", "/select,", str(path)])
        return True
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
