"""The collection that a benchmark searches: real folders, scanned into a library of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from imagefinder.errors import RequestError
from imagefinder.jobs import JobControl
from imagefinder.library import Library, ScanProgress

OnScan = Callable[[ScanProgress], None]


@contextmanager
def open_world(
    folders: Sequence[Path],
    *,
    library_path: Path | None = None,
    device: str | None = None,
    workers: int | None = None,
    control: JobControl | None = None,
    on_scan: OnScan | None = None,
) -> Iterator[Library]:
    """A library of these folders, scanned and ready.

    Args:
        folders: of photos.
        library_path: where to keep it, to be used again; None for a temporary place.
        device: as ``--device`` names it.
        workers: decoder processes.
        control: pauses or stops the scan.
        on_scan: hears of the scan's progress.

    Raises:
        RequestError: when a folder is missing.
        LibraryError: when ``library_path`` cannot be used.
    """
    for folder in folders:
        if not folder.is_dir():
            raise RequestError("--world", f"{folder}: not a folder")
    with tempfile.TemporaryDirectory(prefix="imagefinder-bench-", ignore_cleanup_errors=True) as temporary:
        place = Path(temporary) / "library" if library_path is None else library_path
        with Library.open(place, device=device) as library:
            for folder in folders:
                library.add_folder(folder)
            for progress in library.scan(workers=workers, control=control):
                if on_scan is not None:
                    on_scan(progress)
            if library.photo_count() == 0:
                raise RequestError("--world", "no readable photo in " + ", ".join(map(str, folders)))
            yield library


def locate(name: str, roots: Sequence[Path]) -> Path | None:
    """The file that a truth means by a relative name: the first of ``roots`` that has it, fully resolved."""
    for root in roots:
        candidate = root / name
        if candidate.is_file():
            return candidate.resolve()
    return None
