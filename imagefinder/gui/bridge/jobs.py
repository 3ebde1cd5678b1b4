"""The one bridge between background threads and the window.

A job is plain Python: a callable that takes a `Job`, runs on a thread of a small pool, and may report
progress. What it reports and returns crosses to the GUI thread through one bound signal of a QObject that
the GUI owns, so no QObject is ever made, used or destroyed on another thread. Reports are coalesced: however
often a job reports, at most one delivery per job waits in the event queue, and it carries the newest report.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from imagefinder.errors import ImageFinderError
from imagefinder.jobs import JobCancelled, JobControl

log = logging.getLogger(__name__)

FORESEEN = (ImageFinderError, OSError)
Work = Callable[["Job"], Any]


class Job:
    """One piece of background work, as seen from both sides.

    Attributes:
        name: for logs and for the crash report.
        lasting: whether it only ends when it is cancelled.
        control: pause and cancel; handed on to the engine.
        finished: whether the work has ended, however it ended.
    """

    def __init__(self, name: str, post: Callable[[object], None], lasting: bool = False) -> None:
        self.name = name
        self.lasting = lasting
        self.control = JobControl()
        self.finished = False
        self._post = post
        self._lock = threading.Lock()
        self._news: list[Any] = []
        self.on_report: Callable[[Any], None] | None = None
        self.on_done: Callable[[Any], None] | None = None
        self.on_failed: Callable[[Exception], None] | None = None
        self.on_ended: Callable[[], None] | None = None

    def report(self, value: object) -> None:
        """Hand the newest state to the window; called on the job's own thread, as often as it likes."""
        with self._lock:
            waiting = bool(self._news)
            self._news = [value]
        if not waiting:
            self._post((self, "news", None))

    def take_news(self) -> list[Any]:
        """The newest report, if one waits; the GUI thread calls this once per delivery."""
        with self._lock:
            news, self._news = self._news, []
        return news

    def cancel(self) -> None:
        """Ask the work to stop and deliver nothing more from it."""
        self.control.cancel()


class JobRunner(QObject):
    """Runs jobs on named pools and calls back in the GUI thread.

    Signals:
        crashed: a job raised something that nobody handles, or that is none of the errors which the engine
            names and the disk gives (the exception).
    """

    crashed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._jobs: set[Job] = set()
        self._closed = False
        self._arrived.connect(self._deliver)

    def start(
        self,
        name: str,
        work: Work,
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        report: Callable[[Any], None] | None = None,
        ended: Callable[[], None] | None = None,
        pool: str = "work",
        threads: int = 1,
        lasting: bool = False,
    ) -> Job:
        """Run ``work(job)`` on the named pool.

        Args:
            name: what the job is, for logs.
            work: the callable; it must not touch any Qt object with a parent or a window.
            done: receives its value, in the GUI thread. Not called once the job was cancelled.
            failed: receives the exception; without it the exception goes to ``crashed``.
            report: receives what the job reported, newest first, at most once per event-loop turn.
            ended: called last, however the job ended, cancelled included.
            pool: jobs of one pool queue behind each other.
            threads: size of that pool when it is first used.
            lasting: it goes on until it is cancelled, so that nobody waits for its end.
        """
        job = Job(name, self._arrived.emit, lasting)
        job.on_done, job.on_failed, job.on_report, job.on_ended = done, failed, report, ended
        self._jobs.add(job)
        if pool not in self._pools:
            self._pools[pool] = ThreadPoolExecutor(threads, thread_name_prefix=f"imagefinder-{pool}")
        self._pools[pool].submit(self._run, job, work)
        return job

    def _run(self, job: Job, work: Work) -> None:
        """On the pool's thread: do the work and post how it ended."""
        kind: str = "done"
        value: object = None
        try:
            job.control.check()
            value = work(job)
        except JobCancelled:
            kind = "cancelled"
        except Exception as error:  # every failure must reach the window, whatever it is
            kind, value = "failed", error
        try:
            self._arrived.emit((job, kind, value))
        except RuntimeError:  # the window, and this QObject with it, went away while the job was ending
            log.info("job %r ended after the window closed", job.name)

    @Slot(object)
    def _deliver(self, message: tuple[Job, str, Any]) -> None:
        job, kind, value = message
        if self._closed:
            return
        if kind == "news" or kind == "done":
            for news in job.take_news():
                if job.on_report is not None and not job.control.cancelled:
                    job.on_report(news)
        if kind == "news":
            return
        job.finished = True
        self._jobs.discard(job)
        if kind == "done" and job.on_done is not None and not job.control.cancelled:
            job.on_done(value)
        elif kind == "failed" and not job.control.cancelled:
            if job.on_failed is not None:
                job.on_failed(value)
            if job.on_failed is None or not isinstance(value, FORESEEN):
                self.crashed.emit(value)
        if job.on_ended is not None:
            job.on_ended()

    @property
    def busy(self) -> bool:
        """Whether any job has not ended, those aside that only end when they are told to."""
        return any(not job.lasting for job in self._jobs)

    def close(self, *, wait: bool = True) -> None:
        """Cancel everything; with ``wait`` return only when every thread has ended."""
        for job in self._jobs:
            job.control.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=wait, cancel_futures=True)
        self._closed = True
        self._jobs.clear()
        self._pools.clear()
