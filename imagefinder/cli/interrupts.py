"""Ctrl-C: the first asks a job to stop where nothing is lost, the second ends it at once."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from imagefinder.jobs import JobControl


@contextmanager
def stoppable() -> Iterator[JobControl]:
    """A token that Ctrl-C (or a polite ``kill``) cancels while the block runs."""
    control = JobControl()
    if threading.current_thread() is not threading.main_thread():
        # Only the main thread may handle signals; whoever runs this in another stops it by other means.
        yield control
        return

    def on_signal(number: int, frame: FrameType | None) -> None:
        if control.cancelled:
            raise KeyboardInterrupt
        print("\nstopping …  (Ctrl-C again to stop at once)", file=sys.stderr)
        control.cancel()

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield control
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
