"""How fast a scan is: photos per second by stage, peak memory, the thorough pass beside bare SIFT."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from imagefinder.errors import RequestError
from imagefinder.evaluation.tables import table
from imagefinder.features.local import CONTRAST_THRESHOLD, EDGE_THRESHOLD
from imagefinder.jobs import JobControl
from imagefinder.library import Library, ScanProgress, ScanReport
from imagefinder.library.describe import MAX_FEATURES, THOROUGH_SIDE
from imagefinder.photos import WorkerPool

OnProgress = Callable[[ScanProgress], None]


@dataclass(frozen=True, slots=True)
class StageSpeed:
    """One stage of a scan.

    Attributes:
        name: ``fast decode``, ``thorough describe``, ``write``, …
        seconds: of processor time, summed over the workers; of reading, writing and the index, as time
        passes.
        ms_per_photo: milliseconds of one process per photo.
        photos_per_s: what the stage alone would do with all workers on it; the writing process is one.
    """

    name: str
    seconds: float
    ms_per_photo: float
    photos_per_s: float


@dataclass(frozen=True, slots=True)
class ScanSpeed:
    """How fast a scan was.

    Attributes:
        report: what the scan did.
        stages: in the order in which a photo goes through them.
        megapixels: mean size of the photos.
        bare_sift_s: seconds that SIFT alone takes on the same files, with as many processes; None when not
        measured.
        bare_sift_photos: files that it was measured on.
        disk_bytes: of the library afterwards.
        method: how the local features are searched.
    """

    report: ScanReport
    stages: tuple[StageSpeed, ...]
    megapixels: float
    bare_sift_s: float | None
    bare_sift_cpu_s: float | None
    bare_sift_photos: int
    disk_bytes: int
    method: str

    @property
    def over_bare_sift(self) -> float | None:
        """Time of the thorough pass over that of bare SIFT extraction; None when it was not measured."""
        seconds = self.report.passes.get("thorough")
        return seconds / self.bare_sift_s if seconds and self.bare_sift_s else None

    @property
    def over_bare_sift_cpu(self) -> float | None:
        """The same in processor time, which other programs on the machine do not change."""
        spent = sum(stage.seconds for stage in self.stages if stage.name.startswith("thorough"))
        return spent / self.bare_sift_cpu_s if spent and self.bare_sift_cpu_s else None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        report = self.report
        return {
            "format": 1,
            "photos": report.photos,
            "described": report.described,
            "failed": report.failed,
            "workers": report.workers,
            "megapixels": round(self.megapixels, 3),
            "fast_photos_per_s": round(report.photos_per_s, 2),
            "thorough_photos_per_s": round(report.described_per_s, 2),
            "passes_s": {name: round(seconds, 3) for name, seconds in report.passes.items()},
            "stages": {
                stage.name: {
                    "seconds": round(stage.seconds, 3),
                    "ms_per_photo": round(stage.ms_per_photo, 3),
                    "photos_per_s": round(stage.photos_per_s, 1),
                }
                for stage in self.stages
            },
            "bare_sift_s": None if self.bare_sift_s is None else round(self.bare_sift_s, 3),
            "thorough_over_bare_sift": None if self.over_bare_sift is None else round(self.over_bare_sift, 3),
            "thorough_over_bare_sift_cpu": None
            if self.over_bare_sift_cpu is None
            else round(self.over_bare_sift_cpu, 3),
            "peak_memory_bytes": report.peak_memory_bytes,
            "disk_bytes": self.disk_bytes,
            "index_method": self.method,
        }


def scan_table(speed: ScanSpeed) -> str:
    """The figures as text."""
    rows = [
        (stage.name, f"{stage.seconds:.2f}", f"{stage.ms_per_photo:.2f}", f"{stage.photos_per_s:.0f}")
        for stage in speed.stages
    ]
    lines = [table(("stage", "seconds", "ms per photo", "photos/s alone"), rows), ""]
    report = speed.report
    lines.append(
        f"fast pass      {report.photos_per_s:.1f} photos/s ({report.photos}, {report.workers} workers)"
    )
    if report.described:
        lines.append(f"thorough pass  {report.described_per_s:.1f} photos/s ({report.described})")
    if speed.bare_sift_s and speed.over_bare_sift and speed.over_bare_sift_cpu:
        lines.append(f"bare SIFT      {speed.bare_sift_photos / speed.bare_sift_s:.1f} photos/s")
        lines.append(
            f"thorough/bare  {speed.over_bare_sift:.2f} in time, "
            f"{speed.over_bare_sift_cpu:.2f} in processor time"
        )
    lines.append(
        f"index          {report.passes.get('index', 0.0):.1f} s (merging, training; {speed.method})"
    )
    lines.append(f"photos         {speed.megapixels:.2f} megapixels on average, {report.failed} failed")
    memory, disk = report.peak_memory_bytes / 2**20, speed.disk_bytes / 2**20
    lines.append(f"peak memory    {memory:.0f} MiB, library {disk:.1f} MiB")
    return "\n".join(lines)


def bare_sift(path: str) -> float:
    """What a plain script does with a file: read it, reduce it, take OpenCV's SIFT; returns processor
    seconds.
    """
    started = time.process_time()
    grey = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    if grey is not None:
        factor = THOROUGH_SIDE / max(grey.shape)
        if factor < 1:
            grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        sift = cv2.SIFT.create(
            nfeatures=MAX_FEATURES, contrastThreshold=CONTRAST_THRESHOLD, edgeThreshold=EDGE_THRESHOLD
        )
        sift.detectAndCompute(grey, None)
    return time.process_time() - started


def _time_bare_sift(paths: Sequence[Path], workers: int, control: JobControl | None) -> tuple[float, float]:
    """Seconds, and processor seconds, for all files with ``workers`` processes, once these are running."""
    with WorkerPool(bare_sift, workers=workers, deadline_s=120.0) as pool:
        for _ in pool.run([(-1 - n, "") for n in range(workers)], control):
            pass
        started = time.perf_counter()
        spent = 0.0
        for _, answer in pool.run(enumerate(map(str, paths)), control):
            spent += answer if isinstance(answer, float) else 0.0
        return time.perf_counter() - started, spent


def _stages(report: ScanReport) -> Iterator[StageSpeed]:
    for name, seconds in report.stages.items():
        photos = report.described if name.startswith("thorough") else report.photos
        if not photos:
            continue
        workers = report.workers if name.startswith(("fast", "thorough")) else 1
        yield StageSpeed(
            name, seconds, 1000 * seconds / photos, photos * workers / seconds if seconds else np.inf
        )


def measure_scan(
    folders: Sequence[Path],
    *,
    library_path: Path | None = None,
    fast_only: bool = False,
    workers: int | None = None,
    device: str | None = None,
    bare: bool = True,
    control: JobControl | None = None,
    on_progress: OnProgress | None = None,
) -> ScanSpeed:
    """Scan folders into a new library and measure it.

    Args:
        folders: of photos.
        library_path: where the library goes; None: a temporary folder, removed afterwards.
        fast_only: the fast pass alone.
        workers: processes that read; None: one per core.
        device: where kernels run.
        bare: also measure bare SIFT extraction on the described files.
        control: cancels.
        on_progress: is told where the scan stands.

    Raises:
        RequestError: ``library_path`` holds a library already, or there is no photo in the folders.
        JobCancelled: when cancelled.
    """
    if library_path is not None and (library_path / "catalog.sqlite").exists():
        raise RequestError(
            "--library", f"{library_path} holds a library already; scanning speed needs a new one"
        )
    with tempfile.TemporaryDirectory(prefix="imagefinder-bench-") as place:
        with Library.open(library_path or Path(place) / "library", device=device) as library:
            for folder in folders:
                library.add_folder(folder)
            for progress in library.scan(fast_only=fast_only, workers=workers, control=control):
                if on_progress is not None:
                    on_progress(progress)
            status = library.status()
            report = status.last_scan
            details = library.catalog.photos.details(library.photo_ids())
        if report is None or not details:
            raise RequestError("FOLDER", "there is no readable photo in these folders")
        first_of = {photo.description_id: photo.path for photo in reversed(details.values())}
        seconds = spent = None
        if bare and not fast_only:
            seconds, spent = _time_bare_sift(list(first_of.values()), report.workers, control)
    megapixels = float(np.mean([photo.width * photo.height / 1e6 for photo in details.values()]))
    return ScanSpeed(
        report,
        tuple(_stages(report)),
        megapixels,
        seconds,
        spent,
        len(first_of) if seconds is not None else 0,
        status.disk_bytes,
        status.spaces[1].method,
    )
