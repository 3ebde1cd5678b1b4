"""A progress bar on stderr with rate and time left; silent when stderr is no terminal."""

from __future__ import annotations

import os
import sys
from types import TracebackType

from tqdm import tqdm

from imagefinder.library import ScanProgress

STAGES = {
    "walk": "Looking for photos",
    "fast": "First look",
    "thorough": "Details",
    "index": "Index",
}


def _knows_its_size() -> bool:
    """Whether the terminal tells its size; some say 0, into which nothing would fit."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns > 0
    except (OSError, ValueError):
        return False


class Bar:
    """One bar at a time; a new label finishes the last one and starts another."""

    def __init__(self, unit: str = "photo") -> None:
        self._unit = unit
        self._bar: tqdm[None] | None = None
        self._label = ""

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the last state on the terminal."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def show(self, label: str, done: int, total: int | None, note: str = "") -> None:
        """Move the bar of ``label`` to ``done`` of ``total`` (None when that is not known yet)."""
        if self._bar is None or label != self._label:
            self.close()
            self._label = label
            sized = _knows_its_size()
            self._bar = tqdm(
                total=total,
                desc=label,
                unit=f" {self._unit}",
                file=sys.stderr,
                disable=None,
                ncols=None if sized else 80,
                nrows=None if sized else 24,
                dynamic_ncols=sized,
            )
        bar = self._bar
        if total is not None:
            bar.total = total
        if note:
            bar.set_postfix_str(note, refresh=False)
        bar.update(max(0, done - bar.n))

    def step(self, label: str, note: str) -> None:
        """One more of an unknown number."""
        done = self._bar.n if self._bar is not None and label == self._label else 0
        self.show(label, int(done) + 1, None, note)


def show_scan(bar: Bar, progress: ScanProgress) -> None:
    """Draw a scan's progress."""
    note = f"{progress.failed} failed" if progress.failed else ""
    bar.show(STAGES.get(progress.stage, progress.stage), progress.done, progress.total or None, note)
