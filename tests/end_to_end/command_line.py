"""The installed command as users start it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imagefinder.cli.main import main

TIMEOUT_SECONDS = 240


def command(*words: str | Path) -> list[str]:
    """How to start the program, the way that works without an installed script."""
    return [sys.executable, "-m", "imagefinder", *map(str, words)]


def environment(**changes: str) -> dict[str, str]:
    """No display, one quiet thread per process, and whatever a test adds."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "IMAGEFINDER_DEVICE": "numpy",
        **changes,
    }


def _refuse(name: str) -> float:
    raise AssertionError(f"{name} is no JSON")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one document."""
        return json.loads(self.out, parse_constant=_refuse)

    def says(self, *parts: str) -> None:
        """Check that it failed in one clear line that holds these words."""
        assert "Traceback" not in self.err, self.err
        lines = self.err.strip().splitlines()
        assert lines and lines[-1].startswith("imagefinder"), self.err
        for part in parts:
            assert part in lines[-1], self.err


def run(
    *words: str | Path, env: dict[str, str] | None = None, prefix: Sequence[str] = (), **options: Any
) -> Done:
    """Run the command to its end; ``prefix`` is a program that starts it."""
    done = subprocess.run(
        [*prefix, *command(*words)],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        env=environment() if env is None else env,
        timeout=TIMEOUT_SECONDS,
        check=False,
        **options,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Scanned:
    """A scanned sample collection."""

    library: Path
    photos: Path
    composites: Sequence[Path]
    truth: Path
    report: Any


def run_here(*words: str | Path) -> Done:
    """The same command in this process: for many small cases, of which one is also run as a process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(word) for word in words])
    return Done(code, out.getvalue(), err.getvalue())
