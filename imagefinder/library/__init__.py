"""A user's collection as one object: scan, search, status; and the index segments on disk."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imagefinder.catalog import FailureRow as Failure
    from imagefinder.catalog import FolderRow as FolderState
    from imagefinder.catalog import PhotoDetails
    from imagefinder.library.library import Library, default_path
    from imagefinder.library.progress import ScanProgress, ScanReport
    from imagefinder.library.status import LibraryStatus, SpaceStatus

__all__ = [
    "Failure",
    "FolderState",
    "Library",
    "LibraryStatus",
    "PhotoDetails",
    "ScanProgress",
    "ScanReport",
    "SpaceStatus",
    "default_path",
]

_HOMES = {
    "Failure": ("imagefinder.catalog", "FailureRow"),
    "FolderState": ("imagefinder.catalog", "FolderRow"),
    "Library": ("imagefinder.library.library", "Library"),
    "LibraryStatus": ("imagefinder.library.status", "LibraryStatus"),
    "PhotoDetails": ("imagefinder.catalog", "PhotoDetails"),
    "ScanProgress": ("imagefinder.library.progress", "ScanProgress"),
    "ScanReport": ("imagefinder.library.progress", "ScanReport"),
    "SpaceStatus": ("imagefinder.library.status", "SpaceStatus"),
    "default_path": ("imagefinder.library.library", "default_path"),
}


def __getattr__(name: str) -> Any:
    """Load a name when it is asked for: a worker that describes photos needs no index, no search."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
