"""A token through which whoever started a long job can pause or cancel it from another thread."""

from __future__ import annotations

import threading


class JobCancelled(Exception):  # noqa: N818 - a request that was granted, not an error
    """Raised inside a job at its next check point after ``JobControl.cancel``."""


class JobControl:
    """Pause, resume and cancel for one job; safe to use from any thread.

    The job calls ``check`` at every point where it can stop without losing work.
    """

    def __init__(self) -> None:
        self._running = threading.Event()
        self._running.set()
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        """Whether the job is asked to wait."""
        return not self._running.is_set()

    def pause(self) -> None:
        """Ask the job to wait at its next check point."""
        self._running.clear()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._running.set()

    def cancel(self) -> None:
        """Ask the job to stop at its next check point; a paused one wakes up to do so."""
        self._cancelled.set()
        self._running.set()

    def check(self) -> None:
        """Wait while paused.

        Raises:
            JobCancelled: when the job was cancelled.
        """
        self._running.wait()
        if self._cancelled.is_set():
            raise JobCancelled
