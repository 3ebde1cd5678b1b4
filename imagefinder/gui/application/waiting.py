"""Waiting for the window in a program that has no user: a measurement, not the window itself, waits so."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

from imagefinder.errors import ImageFinderError
from imagefinder.jobs import JobControl


class MeasuringError(ImageFinderError):
    """The window did not do what was to be measured."""


def rest(milliseconds: int) -> None:
    """Let the event loop turn for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(
    until: Callable[[], bool],
    what: str,
    seconds: float,
    control: JobControl | None = None,
    *,
    look_ms: int = 20,
) -> None:
    """Run the event loop until something holds.

    Args:
        until: says whether it holds; asked every ``look_ms`` milliseconds.
        what: what is waited for, for the error.
        seconds: how long at most.
        control: lets the user stop the waiting.

    Raises:
        MeasuringError: it does not come to hold in time.
        JobCancelled: ``control`` was cancelled.
    """
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise MeasuringError(f"{what} took more than {seconds:.0f} s")
        if control is not None:
            control.check()
        rest(look_ms)
