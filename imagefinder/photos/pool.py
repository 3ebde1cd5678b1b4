"""Worker processes that a hostile file can crash, hang or fill, at the cost of that file alone."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from imagefinder.errors import ImageFinderError, PhotoError, PhotoFault
from imagefinder.jobs import JobControl
from imagefinder.photos import worker

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

_START_SECONDS = 120.0
_MOST_FAILED_STARTS = 3
# A worker is replaced after so many items, so that what a decoder leaks cannot add up for hours.
_ITEMS_PER_WORKER = 5000
# Items that may wait in a busy worker's pipe: it goes on without the parent. They must fit the pipe's
# buffer whole, or parent and worker could each wait for the other to read; Windows' pipes hold nothing.
_AHEAD = 0 if sys.platform == "win32" else 3
_AHEAD_BYTES = 16 * 1024
_POLL_SECONDS = 0.1
# Threads of the numeric libraries would fight the sibling workers for the same cores.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
_start_lock = threading.Lock()


@dataclass(slots=True)
class _Task:
    key: Any
    item: Any
    payload: bytes
    retried: bool = False

    @property
    def path(self) -> Path:
        """The file that the task is about, for messages."""
        for value in (self.item, getattr(self.item, "path", None), self.key):
            if isinstance(value, Path | str | bytes):
                return Path(os.fsdecode(value))
        return Path(str(self.key)[:100])


class _Worker:
    """One process, its pipe, and the tasks that were sent down it and not answered, in order."""

    def __init__(self, process: SpawnProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.tasks: deque[_Task] = deque()
        self.ready = False
        self.broken = False
        self.sent = 0
        self.answered = 0
        self.since = time.monotonic()

    @property
    def spent(self) -> bool:
        """Whether it has had its share of items and is to be replaced."""
        return self.broken or self.sent >= _ITEMS_PER_WORKER

    def has_room(self, task: _Task) -> bool:
        """Whether the task can be sent without any risk of waiting."""
        if not self.ready or self.spent:
            return False
        if not self.tasks:
            return True
        return len(self.tasks) <= _AHEAD and all(len(t.payload) <= _AHEAD_BYTES for t in (task, *self.tasks))

    def send(self, task: _Task) -> bool:
        """Send the task; False where the process turns out to be gone."""
        try:
            self.pipe.send_bytes(task.payload)
        except OSError:
            self.broken = True
            return False
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        self.sent += 1
        return True

    def stop(self, seconds: float = 0.0) -> int | None:
        """End the process, by closing its pipe and after ``seconds`` by force; returns its exit code."""
        self.pipe.close()
        self.process.join(seconds)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        # Whoever else waits for children (a debugger, a toolkit) may have taken the exit code.
        with suppress(ValueError):
            self.process.close()
        return code


class WorkerPool(Generic[T, R]):
    """Runs one function over many items in spawned processes.

    Each process works on one item at a time (a few more wait in its pipe) and answers in order, so whoever
    crashes it or overruns the deadline is known by name. The process is killed and replaced, and what
    waited behind the culprit goes to another. An item that crashes a process that had worked on others
    before is given one more try elsewhere: the earlier items may have left the damage behind.

    Not safe to use from several threads at once. A program that is frozen into one executable must call
    ``multiprocessing.freeze_support()`` first thing in its main module, or each worker opens the program
    again.

    Args:
        function: importable by name (or a ``functools.partial`` of such); called with an item, in a worker.
        workers: processes, at least 1; they start when there is work for them.
        deadline_s: seconds that one item may take.
        memory_limit: bytes that a worker may allocate beyond what it has after start-up (RLIMIT_AS; not
            enforced on Windows and macOS), or None.
        background: let everything else on the machine go first.
    """

    def __init__(
        self,
        function: Callable[[T], R],
        *,
        workers: int,
        deadline_s: float,
        memory_limit: int | None = None,
        background: bool = True,
    ) -> None:
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        if not deadline_s > 0:
            raise ValueError(f"deadline_s must be positive, not {deadline_s}")
        if memory_limit is not None and memory_limit < 1:
            raise ValueError(f"memory_limit must be positive, not {memory_limit}")
        self._function = pickle.dumps(function)
        self._size = workers
        self._deadline_s = deadline_s
        self._memory_limit = memory_limit
        self._background = background
        self._context = get_context("spawn")
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._failed_starts = 0
        self._running = False
        self._closed = False

    def __enter__(self) -> WorkerPool[T, R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The operating system's numbers of the worker processes."""
        return tuple(one.process.pid for one in self._workers if one.process.pid is not None)

    def start(self) -> None:
        """Start a process ahead of the work, if there is none.

        Raises:
            ImageFinderError: it cannot be started.
        """
        if not (self._workers or self._closed):
            self._start()

    def close(self) -> None:
        """End all processes; those at work or still starting are killed."""
        self._closed = True
        workers, self._workers = self._workers, []
        for one in workers:
            one.pipe.close()
        for one in workers:
            one.stop(2.0 if one.ready and not one.tasks else 0.0)

    def run(
        self, items: Iterable[tuple[K, T]], control: JobControl | None = None
    ) -> Iterator[tuple[K, R | Exception]]:
        """Work through ``items``; yields each key once, with its result or error, in the order they end.

        ``items`` is advanced from the caller's thread and only as fast as the workers follow. While
        ``control`` is paused nothing new is begun; what was begun is finished and yielded first. When it is
        cancelled, or the caller closes this iterator, items in work are dropped and their processes killed.

        Args:
            items: (key, item) pairs; an item or its ``path`` attribute, or else the key, names the file in
                errors. control: pause and cancel.

        Yields:
            (key, result), (key, PhotoError) for an item that crashed a worker or took too long or too much
            memory, or (key, exception) that the function raised.

        Raises:
            JobCancelled: when cancelled.
            ImageFinderError: when no worker process can be started.
        """
        if self._closed:
            raise ValueError("the pool is closed")
        if self._running:
            raise RuntimeError("the pool is already running")
        self._running = True
        try:
            for task, outcome in self._run(iter(items), control):
                yield task.key, outcome
        finally:
            self._running = False
            self._waiting.clear()
            for one in [one for one in self._workers if one.tasks]:
                self._drop(one)

    def _run(
        self, items: Iterator[tuple[K, T]], control: JobControl | None
    ) -> Iterator[tuple[_Task, R | Exception]]:
        more = True
        outcomes: list[tuple[_Task, R | Exception]] = []
        while True:
            # Feeding comes before yielding: the workers go on while the caller deals with the outcomes.
            if control is None or not (control.paused or control.cancelled):
                more = self._feed(items, more)
            yield from outcomes
            busy = any(one.tasks for one in self._workers)
            if not (more or busy or self._waiting):
                return
            if control is not None and (control.cancelled or not busy):
                control.check()
            outcomes = self._collect()

    def _feed(self, items: Iterator[tuple[K, T]], more: bool) -> bool:
        """Send tasks until no worker has room; starts workers while there are fewer than wanted.

        Returns:
            whether ``items`` may hold more.
        """
        while True:
            starting = sum(not one.ready for one in self._workers)
            if more and len(self._waiting) <= starting:
                try:
                    key, item = next(items)
                except StopIteration:
                    more = False
                else:
                    self._waiting.append(_Task(key, item, pickle.dumps(item, protocol=5)))
            if not self._waiting:
                return more
            task = self._waiting[0]
            room = [one for one in self._workers if one.has_room(task)]
            target = min(room, key=lambda one: len(one.tasks), default=None)
            idle = target is not None and not target.tasks
            if not idle and len(self._workers) < self._size and len(self._waiting) > starting:
                self._start()
            elif target is None:
                return more
            if target is not None and target.send(task):
                self._waiting.popleft()

    def _collect(self) -> list[tuple[_Task, R | Exception]]:
        """Wait briefly for answers; ends workers that are overdue, spent or dead."""
        timeout = _POLL_SECONDS
        now = time.monotonic()
        for one in self._workers:
            if one.tasks:
                timeout = min(timeout, max(0.0, one.since + self._deadline_s - now))
        ready = connection.wait([one.pipe for one in self._workers], timeout)
        now = time.monotonic()
        outcomes: list[tuple[_Task, R | Exception]] = []
        for one in list(self._workers):
            if one.pipe in ready:
                outcomes.extend(self._receive(one))
            elif one.tasks and now > one.since + self._deadline_s:
                task = one.tasks.popleft()
                outcomes.append((task, self._timeout(task)))
                self._replace(one)
            elif not one.ready and now > one.since + _START_SECONDS:
                self._drop(one)
                self._count_failed_start(f"no answer within {_START_SECONDS:.0f} s")
            elif one.spent and not one.tasks:
                self._drop(one, 2.0)
        return outcomes

    def _receive(self, one: _Worker) -> list[tuple[_Task, R | Exception]]:
        try:
            message = one.pipe.recv_bytes()
        except (EOFError, OSError):
            return self._bury(one)
        kind, body = message[:1], memoryview(message)[1:]
        if kind == worker.READY:
            one.ready = True
            self._failed_starts = 0
            return []
        if kind == worker.NOT_STARTED:
            self._drop(one, 2.0)
            self._count_failed_start(str(body, "utf-8", "replace"))
            return []
        task = one.tasks.popleft()
        outcome: R | Exception = pickle.loads(body)
        one.answered += 1
        one.since = time.monotonic()
        if kind == worker.NO_MEMORY:
            if one.answered > 1 and not task.retried:
                task.retried = True
                one.tasks.appendleft(
                    task
                )  # its predecessors may have used the memory up: once more, in a fresh process
                self._replace(one)
                return []
            if isinstance(outcome, MemoryError) or not isinstance(outcome, PhotoError):
                outcome = PhotoError(
                    task.path,
                    PhotoFault.OUT_OF_MEMORY,
                    "It needs more memory than one worker process may use.",
                )
            self._replace(one)
        return [(task, outcome)]

    def _bury(self, one: _Worker) -> list[tuple[_Task, R | Exception]]:
        """Deal with a process that died: blame the task in work, pass the others on."""
        task = one.tasks.popleft() if one.tasks else None
        started, experienced = one.ready, one.answered > 0
        if task is not None and experienced and not task.retried:
            task.retried = True
            one.tasks.appendleft(task)
            task = None
        code = self._replace(one, 2.0)
        if not started:
            self._count_failed_start(f"it ended with code {code}")
        if task is None:
            return []
        return [
            (
                task,
                self._timeout(task)
                if sys.platform != "win32" and code == -signal.SIGALRM
                else _crash(task, code),
            )
        ]

    def _replace(self, one: _Worker, seconds: float = 0.0) -> int | None:
        """Remove a worker and put its unanswered tasks first in line."""
        self._waiting.extendleft(reversed(one.tasks))
        one.tasks.clear()
        return self._drop(one, seconds)

    def _drop(self, one: _Worker, seconds: float = 0.0) -> int | None:
        self._workers.remove(one)
        return one.stop(seconds)

    def _timeout(self, task: _Task) -> PhotoError:
        return PhotoError(
            task.path,
            PhotoFault.TIMEOUT,
            f"It was given up after {self._deadline_s:g} s; the file may be damaged.",
        )

    def _count_failed_start(self, reason: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _MOST_FAILED_STARTS:
            raise ImageFinderError(f"The worker processes that read photos cannot be started ({reason}).")

    def _start(self) -> None:
        mine, theirs = self._context.Pipe(duplex=True)
        process = self._context.Process(
            target=worker.main,
            args=(theirs, self._function, self._deadline_s, self._memory_limit, self._background),
            name="imagefinder-worker",
            daemon=True,
        )
        try:
            with _start_lock, _lean_start(keep_main=b"__main__" in self._function):
                process.start()
        except OSError as error:
            mine.close()
            raise ImageFinderError(
                f"The worker processes that read photos cannot be started ({error})."
            ) from error
        finally:
            theirs.close()
        self._workers.append(_Worker(process, mine))


def _crash(task: _Task, code: int | None) -> PhotoError:
    how = f"exit code {code}"
    if code is not None and code < 0:
        try:
            how = signal.Signals(-code).name
        except ValueError:
            how = f"signal {-code}"
    return PhotoError(
        task.path,
        PhotoFault.CRASHED,
        f"The decoder broke down over it ({how}); the file is damaged or hostile.",
    )


@contextmanager
def _lean_start(keep_main: bool) -> Iterator[None]:
    """Let a process that is started now run single threaded, and without importing the program's main module.

    Spawned processes import their parent's main module again. A worker has no use for it: it would cost
    time and memory (the window's toolkit), and in a script without an ``if __name__ == "__main__"`` guard
    begin the whole job anew.
    """
    main = sys.modules.get("__main__")
    hidden: dict[str, Any] = {}
    if main is not None and not keep_main:
        hidden = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main)}
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    for name in hidden:
        setattr(main, name, None)
    try:
        yield
    finally:
        for name, value in hidden.items():
            setattr(main, name, value)
        for name, old in before.items():
            if old is None:
                del os.environ[name]
            else:
                os.environ[name] = old
