"""Whether a window can be opened here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from imagefinder.errors import ImageFinderError


class NoDisplayError(ImageFinderError):
    """There is no screen to open a window on, or nothing to open it with."""

    exit_code = 2


def _platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]


def has_display() -> bool:
    """Whether somebody would see a window; always so on Windows and macOS."""
    if _platform() in ("offscreen", "minimal"):
        return False
    if not sys.platform.startswith(("linux", "freebsd", "openbsd")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require_display() -> None:
    """Refuse in words where no window can be opened; whoever chose Qt's platform knows what they do.

    Raises:
        NoDisplayError: neither DISPLAY nor WAYLAND_DISPLAY is set.
    """
    if not has_display() and not _platform():
        raise NoDisplayError(
            "no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "the commands scan, search and donors work without one"
        )


@contextmanager
def needing_qt() -> Iterator[None]:
    """Say in words when Qt cannot be loaded: a system library is missing, or PySide6 itself.

    Raises:
        NoDisplayError: instead of ``ImportError``.
    """
    try:
        yield
    except ImportError as error:
        raise NoDisplayError(
            f"the window needs Qt, which cannot be loaded ({error}); packaging/setup.sh installs the system "
            "libraries, and the commands scan, search and donors work without"
        ) from error
