"""How a library stands: counts, indexes, disk, the last scan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imagefinder.catalog import Counts
from imagefinder.index import SegmentedIndex
from imagefinder.library.describe import peak_memory
from imagefinder.library.progress import ScanReport


@dataclass(frozen=True, slots=True)
class SpaceStatus:
    """How a vector space stands.

    Attributes:
        name: ``global`` or ``local``.
        model: what describes photos in it.
        method: how it is searched now (``exact``, ``LOPQ``).
        parameters: of that method.
        vectors: how many it holds.
        bytes_per_vector: of the compressed code (exact: of the vector itself).
        disk_bytes: of its files.
    """

    name: str
    model: str
    method: str
    parameters: dict[str, Any]
    vectors: int
    bytes_per_vector: float
    disk_bytes: int


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """How a library stands.

    Attributes:
        path: its folder.
        counts: files by what is known of them.
        spaces: the two vector spaces.
        disk_bytes: everything in its folder.
        peak_memory_bytes: of the last scan, workers included; of this process where there was none.
        last_scan: what the last scan did, None before the first.
        device: where kernels run.
        offline: folders that could not be reached at the last scan.
    """

    path: Path
    counts: Counts
    spaces: tuple[SpaceStatus, ...]
    disk_bytes: int
    peak_memory_bytes: int
    last_scan: ScanReport | None
    device: str
    offline: tuple[Path, ...]

    def to_json(self) -> dict[str, Any]:
        """The contract's form."""
        scan = self.last_scan
        spaces = {
            space.name: {
                "method": space.method,
                "parameters": space.parameters,
                "vectors": space.vectors,
                "bytes_per_vector": space.bytes_per_vector,
                "model": space.model,
                "disk_bytes": space.disk_bytes,
            }
            for space in self.spaces
        }
        return {
            "format": 1,
            "library": str(self.path),
            "photos": self.counts.photos,
            "failed": self.counts.failed,
            "pending": self.counts.pending,
            "fast_done": self.counts.fast_done,
            "thorough_done": self.counts.thorough_done,
            "missing": self.counts.missing,
            "contents": self.counts.contents,
            "features": self.counts.features,
            "elapsed_s": round(scan.elapsed_s, 3) if scan else 0.0,
            "photos_per_s": round(scan.photos_per_s, 2) if scan else 0.0,
            "thorough_per_s": round(scan.described_per_s, 2) if scan else 0.0,
            # The local features are what is searched first and what weighs most: theirs is the index of the
            # contract.
            "index": {"model_version": spaces["local"]["model"], **spaces["local"], "spaces": spaces},
            "disk_bytes": self.disk_bytes,
            "peak_memory_bytes": self.peak_memory_bytes,
            "device": self.device,
            "offline_folders": [str(path) for path in self.offline],
            "last_scan": scan.to_json() if scan else None,
        }


def space_status(name: str, model: str, index: SegmentedIndex) -> SpaceStatus:
    """What is told of an index."""
    parameters = dict(index.parameters)
    bytes_per_vector = index.nbytes / len(index) if len(index) else 0.0
    return SpaceStatus(
        name, model, index.method, parameters, len(index), round(bytes_per_vector, 2), index.disk_bytes
    )


def present_peak() -> int:
    """Most bytes that this process has held."""
    return peak_memory()
