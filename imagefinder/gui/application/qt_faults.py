"""Known faults of Qt for Python that the program has to live with.

PySide6 6.12.0 is built for Pythons whose None, True and False are immortal (3.12 on) and hands them out
without counting the reference: on Python 3.11 every ``Signal.emit`` takes one reference from True, every
``QModelIndex.data`` without an answer one from None, until the interpreter aborts (“bool_dealloc:
deallocating True or False”). 6.10.3 and 6.11.3 do not. The guard gives the three so many references that
they are, in effect, as immortal as on later Pythons.
"""

from __future__ import annotations

import ctypes
import platform
import sys

import PySide6

FAULTY = ("6.12.0",)
PLENTY = 1 << 40


def needs_guard() -> bool:
    """Whether this Python and this PySide6 are the pair that loses references."""
    return (
        sys.version_info < (3, 12)
        and platform.python_implementation() == "CPython"
        and not hasattr(sys, "gettotalrefcount")  # a debug build keeps its counts elsewhere
        and PySide6.__version__ in FAULTY
    )


def guard_singletons() -> bool:
    """Make None, True and False outlive what is taken from them; returns whether that was needed."""
    if not needs_guard():
        return False
    for singleton in (None, True, False):
        # In CPython an object begins with its reference count, and ``id`` is its address.
        count = ctypes.c_ssize_t.from_address(id(singleton))
        if count.value < PLENTY:
            count.value += PLENTY
    return True
