"""What the worker processes of the tests are asked to do; importable by name, as the pool demands."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import threading
import time
from typing import Any

import numpy as np

from imagefinder.errors import PhotoError, PhotoFault


def perform(task: Any) -> Any:
    """Do what the task, (verb, argument…), says."""
    verb, *arguments = task
    return _VERBS[verb](*arguments)


def _segfault() -> None:
    ctypes.string_at(0)


def _end(code: int) -> None:
    os._exit(code)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _spin() -> None:
    """Hang without ever letting go of the interpreter's lock, as a decoder in C may."""
    re.match(r"(a+)+b", "a" * 60)


def _swallow(amount: int) -> int:
    return int(np.ones(amount, np.uint8).sum())


def _refuse(path: str) -> None:
    raise PhotoError(path, PhotoFault.DAMAGED, "made up")


def _raise(text: str) -> None:
    raise KeyError(text)


class _Odd(Exception):  # noqa: N818
    def __init__(self, one: int, two: int) -> None:
        super().__init__("odd")


def _raise_odd() -> None:
    raise _Odd(1, 2)


def _state() -> dict[str, Any]:
    import cv2

    return {
        "nice": os.nice(0),
        "omp": os.environ.get("OMP_NUM_THREADS"),
        "cv2": cv2.getNumThreads(),
        "interrupt": signal.getsignal(signal.SIGINT) == signal.SIG_IGN,
    }


def _hold(seconds: float, value: Any) -> Any:
    time.sleep(seconds)
    return value


class Unloadable:
    """A function that no worker can load."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _fail_to_load, ()

    def __call__(self, task: Any) -> Any:
        return task


def _fail_to_load() -> None:
    raise ImportError("no such part")


_VERBS: dict[str, Any] = {
    "echo": lambda value: value,
    "segfault": _segfault,
    "abort": os.abort,
    "exit": _end,
    "kill": _kill,
    "sleep": time.sleep,
    "hold": _hold,
    "spin": _spin,
    "swallow": _swallow,
    "refuse": _refuse,
    "raise": _raise,
    "raise_odd": _raise_odd,
    "unpicklable": threading.Lock,
    "blob": bytes,
    "length": len,
    "pid": os.getpid,
    "state": _state,
    "stdout": lambda text: os.write(1, text.encode()) + os.write(2, text.encode()),
}
