"""What runs inside a worker process of a ``WorkerPool``: one item after the other until the pipe closes."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from imagefinder.errors import ImageFinderError, PhotoError, PhotoFault

# The first byte of every message to the parent.
READY = b"R"
NOT_STARTED = b"F"  # followed by the reason, UTF-8
RESULT = b"V"  # followed by the pickled result
FAILURE = b"E"  # followed by the pickled exception
NO_MEMORY = b"M"  # as FAILURE; the process ends itself afterwards, its heap being in pieces

# A worker whose parent is gone and whose decoder hangs ends itself this long after the deadline.
_GRACE_SECONDS = 2.0


def main(
    pipe: Connection, function: bytes, deadline_s: float, memory_limit: int | None, background: bool
) -> None:
    """Serve ``pipe`` until it closes.

    Args:
        pipe: pickled items in, messages as above out.
        function: the pickled function.
        deadline_s: seconds that one item may take; the parent enforces it, this process only outlives it
            briefly.
        memory_limit: bytes that may be allocated beyond what the process has after start-up, or None.
        background: let everything else on the machine go first.
    """
    try:
        _calm_down(background)
        call: Callable[[Any], Any] = pickle.loads(function)
        _single_thread()
        _cap_memory(memory_limit)
    except Exception as error:  # whatever an import can raise is the reason why this worker cannot start
        pipe.send_bytes(NOT_STARTED + f"{type(error).__name__}: {error}".encode())
        return
    try:
        pipe.send_bytes(READY)
        while True:
            message = _answer(call, pipe.recv_bytes(), deadline_s)
            pipe.send_bytes(message)
            if message.startswith(NO_MEMORY):
                return
    except (EOFError, OSError):
        return  # the parent closed the pipe, or is gone


def _answer(call: Callable[[Any], Any], payload: bytes, deadline_s: float) -> bytes:
    _alarm(deadline_s + _GRACE_SECONDS)
    try:
        return RESULT + pickle.dumps(call(pickle.loads(payload)), protocol=5)
    except MemoryError as error:
        return NO_MEMORY + _pickled(error)
    except Exception as error:  # the function's own errors belong to whoever reads the results
        short = isinstance(error, PhotoError) and error.fault is PhotoFault.OUT_OF_MEMORY
        # OpenCV reports a failed allocation as its own kind of error.
        return (NO_MEMORY if short or "insufficient memory" in str(error).lower() else FAILURE) + _pickled(
            error
        )
    finally:
        _alarm(0.0)


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error, protocol=5)
        pickle.loads(data)
    except Exception:  # an exception class that does not survive pickling, by any of the ways to fail at it
        return pickle.dumps(ImageFinderError(f"{type(error).__name__}: {error}"), protocol=5)
    return data


def _alarm(seconds: float) -> None:
    """Have the system end this process after ``seconds`` (0: not), even while a decoder holds the GIL."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _calm_down(background: bool) -> None:
    """Leave Ctrl-C, the terminal and (in the background) the machine to the parent, and go when it goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    # Decoders write warnings straight to the streams, where they would spoil a progress bar or a JSON
    # document.
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    if sys.platform == "win32":
        import psutil

        if background:
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    import resource

    if background:
        os.nice(10)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _single_thread() -> None:
    """Keep OpenCV to one thread (the numeric libraries read their variables, which the pool sets)."""
    if "cv2" in sys.modules:
        importlib.import_module("cv2").setNumThreads(1)


def _cap_memory(memory_limit: int | None) -> None:
    if memory_limit is None or sys.platform == "win32":
        return
    import resource

    import psutil

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    cap = psutil.Process().memory_info().vms + memory_limit
    if hard != resource.RLIM_INFINITY:
        cap = min(cap, hard)
    # macOS knows the limit but refuses it: the limits on the header's pixels remain.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
