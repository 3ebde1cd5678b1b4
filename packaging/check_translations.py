"""Fails when a string, an icon or a translation is newer than what is committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    script = Path(__file__).resolve().parents[1] / "resources" / "compile.py"
    sys.exit(subprocess.run([sys.executable, str(script), "--check"], check=False).returncode)
