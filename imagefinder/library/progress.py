"""What a scan says of itself while it runs and after."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imagefinder.library.describe import peak_memory

STAGES = ("walk", "fast", "thorough", "index")
_WINDOW_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """Where a scan stands.

    Attributes:
        stage: ``walk``, ``fast``, ``thorough`` or ``index``.
        done: files that this stage has dealt with; during the walk, files seen.
        total: files that it has to deal with; 0 while that is not known.
        failed: files that this scan could not read, so far.
        rate: photos per second over the last seconds.
        seconds_left: for this stage, None while it cannot be told.
        current: the file or directory last dealt with.
    """

    stage: str
    done: int
    total: int
    failed: int
    rate: float
    seconds_left: float | None
    current: Path | None = None


@dataclass
class ScanReport:
    """What a finished (or stopped) scan did.

    Attributes:
        elapsed_s: seconds from start to end.
        photos: files read by the fast pass.
        described: contents that the thorough pass described.
        failed: files that could not be read.
        passes: pass → seconds that it took.
        stages: ``fast read``, ``fast decode``, … → seconds, summed over the workers (``write`` and
        ``index``: the
            writing process).
        workers: processes that read.
        peak_memory_bytes: most memory held by the writing process plus the most held by each worker.
        finished: False when the scan was stopped before its end.
    """

    elapsed_s: float = 0.0
    photos: int = 0
    described: int = 0
    failed: int = 0
    passes: dict[str, float] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    workers: int = 0
    peak_memory_bytes: int = 0
    finished: bool = False

    @property
    def photos_per_s(self) -> float:
        """Files through the fast pass per second of that pass."""
        seconds = self.passes.get("fast", 0.0)
        return self.photos / seconds if seconds else 0.0

    @property
    def described_per_s(self) -> float:
        """Contents through the thorough pass per second of that pass."""
        seconds = self.passes.get("thorough", 0.0)
        return self.described / seconds if seconds else 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values, as kept in the library's settings."""
        return {
            "elapsed_s": round(self.elapsed_s, 3),
            "photos": self.photos,
            "described": self.described,
            "failed": self.failed,
            "passes": {name: round(seconds, 3) for name, seconds in self.passes.items()},
            "stages": {name: round(seconds, 3) for name, seconds in self.stages.items()},
            "workers": self.workers,
            "peak_memory_bytes": self.peak_memory_bytes,
            "finished": self.finished,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> ScanReport:
        """The inverse of ``to_json``."""
        return cls(**values)


class Gauge:
    """Counts what a stage has done, and its rate over the last seconds: pauses must not weigh on it."""

    def __init__(self, stage: str, total: int, failed: int = 0) -> None:
        self.stage = stage
        self.total = total
        self.done = 0
        self.failed = failed
        self.current: Path | None = None
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def step(self, current: Path | None, count: int = 1) -> None:
        """Note that ``count`` more files are dealt with."""
        self.done += count
        self.current = current
        now = time.monotonic()
        if now - self._marks[-1][0] >= 0.2:
            self._marks.append((now, self.done))
            while len(self._marks) > 2 and now - self._marks[0][0] > _WINDOW_SECONDS:
                self._marks.popleft()

    def restart_clock(self) -> None:
        """Forget the time before, after a pause."""
        self._marks = deque([(time.monotonic(), self.done)])

    def progress(self) -> ScanProgress:
        """The present state."""
        since, before = self._marks[0]
        seconds = time.monotonic() - since
        rate = (self.done - before) / seconds if seconds > 0.05 else 0.0
        left = (self.total - self.done) / rate if rate > 0 and self.total >= self.done else None
        return ScanProgress(self.stage, self.done, self.total, self.failed, rate, left, self.current)


class Tally:
    """Sums the workers' seconds by stage and their peak memory into a report."""

    def __init__(self, report: ScanReport) -> None:
        self.report = report
        self._memory: dict[int, int] = {}

    def add(self, prefix: str, seconds: dict[str, float], process: int, memory: int) -> None:
        """Book one answer of a worker."""
        for stage, spent in seconds.items():
            self.spend(f"{prefix} {stage}", spent)
        if process:
            self._memory[process] = max(self._memory.get(process, 0), memory)

    def spend(self, stage: str, seconds: float) -> None:
        """Book seconds under a stage."""
        self.report.stages[stage] = self.report.stages.get(stage, 0.0) + seconds

    def close(self) -> None:
        """Work out the peak memory: workers that were replaced did not live beside their successors."""
        largest = sorted(self._memory.values(), reverse=True)[: max(1, self.report.workers)]
        self.report.peak_memory_bytes = peak_memory() + sum(largest)
