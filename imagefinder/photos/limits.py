"""How large a picture may be: derived from free memory, checked on the header before any pixel is decoded."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil
from PIL import Image

# Peak bytes per decoded pixel. Pillow holds RGB in 4 bytes, a conversion (alpha, ICC, turning) holds a second
# and third copy, the array that is handed on takes 3 more: up to 14 measured over all formats, and 22 for
# lossless WebP with transparency, which half of the memory being left free has to bear.
BYTES_PER_PIXEL = 16

# A photo that any phone or scanner makes must be readable on any machine: never below Pillow's own default.
LEAST_PIXELS = 1024**3 // 4 // 3
MOST_PIXELS = 2**31 - 1
LEAST_FILE_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """What one decode may cost.

    Attributes:
        max_pixels: most pixels held in memory at once. A JPEG that is decoded at 1/2, 1/4 or 1/8 of its
            size is judged by the reduced size, and may have ``JPEG_LENIENCE`` times as many in its header.
        max_file_bytes: largest file of a format whose reader takes the whole file into memory.
    """

    max_pixels: int = LEAST_PIXELS
    max_file_bytes: int = LEAST_FILE_BYTES

    def __post_init__(self) -> None:
        if self.max_pixels < 1 or self.max_file_bytes < 1:
            raise ValueError("max_pixels and max_file_bytes must be at least 1")

    @classmethod
    def for_machine(cls, workers: int = 1) -> DecodeLimits:
        """Share half of the memory that is free now among ``workers`` decoders.

        Inside a worker of a ``WorkerPool`` the free memory ends at the worker's own cap, so ``workers=1``
        is right there.

        Args:
            workers: decoders that run side by side, at least 1.
        """
        budget = available_memory() // (2 * max(1, workers))
        return cls(
            max_pixels=min(max(budget // BYTES_PER_PIXEL, LEAST_PIXELS), MOST_PIXELS),
            max_file_bytes=max(budget // 2, LEAST_FILE_BYTES),
        )


@cache
def default_limits() -> DecodeLimits:
    """Return the limits of this process, measured at first use."""
    return DecodeLimits.for_machine()


def available_memory() -> int:
    """Return the bytes that this process could still allocate without swapping.

    The least of what the machine has free, what a container's control group leaves (Linux, version 2), and
    what RLIMIT_AS leaves.
    """
    free = int(psutil.virtual_memory().available)
    group = Path("/sys/fs/cgroup")
    try:
        limit = (group / "memory.max").read_text().strip()
        if limit != "max":
            free = min(free, max(0, int(limit) - int((group / "memory.current").read_text())))
    except (OSError, ValueError):
        pass  # no control group, or one of an older version: the machine's figure stands
    if os.name == "posix":
        import resource

        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        if soft != resource.RLIM_INFINITY:
            free = min(free, max(0, soft - psutil.Process().memory_info().vms))
    return free


class _PillowGuard:
    """Holds Pillow's process-wide switches while any thread decodes, and puts them back after the last one.

    Pillow compares a picture's size with the module variable ``MAX_IMAGE_PIXELS`` and warns through
    ``warnings``; both belong to the whole process. Each decode counts itself in; the variable is raised to
    the largest limit among those that run, so that ``read_photo`` can do the exact check by itself, and
    Pillow's remains as the second line.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._limits: list[int] = []
        self._saved_limit: int | None = None
        self._catcher: warnings.catch_warnings[None] | None = None

    @contextmanager
    def decoding(self, max_pixels: int) -> Iterator[None]:
        with self._lock:
            if not self._limits:
                self._saved_limit = Image.MAX_IMAGE_PIXELS
                self._catcher = warnings.catch_warnings()
                self._catcher.__enter__()
                # What Pillow has to say about odd metadata is for its developers, not for a scan's log.
                warnings.simplefilter("ignore")
                warnings.simplefilter("error", Image.DecompressionBombWarning)
            self._limits.append(max_pixels)
            Image.MAX_IMAGE_PIXELS = max(self._limits)
        try:
            yield
        finally:
            with self._lock:
                self._limits.remove(max_pixels)
                if self._limits:
                    Image.MAX_IMAGE_PIXELS = max(self._limits)
                else:
                    Image.MAX_IMAGE_PIXELS = self._saved_limit
                    if self._catcher is not None:
                        self._catcher.__exit__(None, None, None)
                        self._catcher = None


pillow_guard = _PillowGuard()
