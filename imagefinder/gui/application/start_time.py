"""How long a start of the program takes, measured in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from imagefinder.gui.application.waiting import MeasuringError
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.jobs import JobControl

START_SECONDS = 120.0
LOOK_SECONDS = 0.2
"""Between two looks at whether the user wants to stop; the end of the program is seen at once."""


@dataclass(frozen=True, slots=True)
class Start:
    """A start of the program in a process of its own; seconds from its creation.

    Attributes:
        drawn: the window has been painted and takes clicks and keys.
        usable: its library is open as well: a search can begin.
    """

    drawn: float
    usable: float


# What runs in a process of its own: the same steps as a start from the shell, then a line of JSON.
_PROBE = """
import gc, json, sys, time
gc.disable()
from pathlib import Path
from imagefinder.cli.main import build_parser
arguments = build_parser().parse_args(["gui", "--library", sys.argv[1]])
from imagefinder.gui.application.app import run
times = {}
def started(window):
    from PySide6.QtCore import QTimer
    def drawn():
        times["drawn"] = time.time()
    def opened(*_):
        times["usable"] = time.time()
        QTimer.singleShot(0, end)
    def end():
        if "drawn" not in times:
            return QTimer.singleShot(5, end)
        window.close()
    window.session.opened.connect(opened)
    QTimer.singleShot(0, drawn)
run(Path(arguments.library), started=started)
print(json.dumps(times))
"""


def measure_start(library: Path, compiled: Path, control: JobControl | None = None) -> Start:
    """Start the program on a library and time it; settings are fresh ones.

    Args:
        library: its folder.
        compiled: folder for the modules' compiled code, which an installation has and a checkout may lack:
            the first start fills it.
        control: lets the user stop it.

    Raises:
        MeasuringError: it did not start.
        JobCancelled: ``control`` was cancelled.
    """
    with tempfile.TemporaryDirectory(prefix="imagefinder-") as scratch:
        settings = SettingsStore(Path(scratch) / "settings.toml")
        settings.change(first_run_done=True, language="en")
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "IMAGEFINDER_PORTABLE": scratch,
            "PYTHONPYCACHEPREFIX": str(compiled),
        }
        began = time.time()
        said, complaint = _run([sys.executable, "-c", _PROBE, str(library)], environment, control)
        try:
            times = json.loads(said.strip().splitlines()[-1])
            return Start(times["drawn"] - began, max(times.values()) - began)
        except (IndexError, KeyError, ValueError) as error:
            last = (complaint.strip().splitlines() or ["it said nothing"])[-1]
            raise MeasuringError(f"the program did not start: {last}") from error


def _run(command: list[str], environment: dict[str, str], control: JobControl | None) -> tuple[str, str]:
    """Run a command to its end; returns what it wrote to its two streams."""
    # In a session of its own, so that Ctrl-C reaches it by the way of ``control`` alone.
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                return process.communicate(timeout=LOOK_SECONDS)
            except subprocess.TimeoutExpired as error:
                if control is not None:
                    control.check()
                if time.monotonic() > end:
                    raise MeasuringError(f"the program did not start within {START_SECONDS:.0f} s") from error
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
