"""Noticing changes in the library's folders while the program runs; a scan then finds out what they are.

Watching only ever says *where to look*. What the operating system reports can be late, doubled or lost (other
machines' writes, overflowing queues), so the catalog is changed by scans alone.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
from watchfiles import Change, watch

from imagefinder.catalog import FolderRow
from imagefinder.library.walk import Exclusions, is_picture

DEBOUNCE_MS = 1600
"""Copying a folder of photos comes as one change rather than as hundreds."""
_STEP_MS = 400
UNWATCHED_SECONDS = 900.0
"""How often to look where the system would have to watch more directories than it allows one user."""
_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "afp", "fuse.sshfs", "9p", "davfs", "ceph", "glusterfs", "afs")


def is_on_network(path: Path) -> bool:
    """Whether a folder lies on another machine, whose changes nobody reports here."""
    best = ""
    kind = ""
    for partition in psutil.disk_partitions(all=True):
        if path.is_relative_to(partition.mountpoint) and len(partition.mountpoint) >= len(best):
            best, kind = partition.mountpoint, partition.fstype.lower()
    return kind.startswith(_NETWORK_FILE_SYSTEMS)


class _Filter:
    """Lets through what a scan would look at: pictures and directories that no pattern leaves out."""

    def __init__(self, folders: Sequence[FolderRow]) -> None:
        self._folders = [(folder.path, Exclusions(folder.excluded)) for folder in folders]

    def __call__(self, change: Change, path: str) -> bool:
        changed = Path(path)
        for root, exclusions in self._folders:
            if changed.is_relative_to(root):
                inside = changed.relative_to(root)
                tops = [Path(*inside.parts[: n + 1]) for n in range(len(inside.parts))]
                if any(exclusions.name(os.fsencode(top.name), os.fsencode(top)) for top in tops):
                    return False
                # A name without a suffix may be a directory that was moved or deleted with everything in it.
                return is_picture(os.fsencode(changed.name)) or not changed.suffix or changed.is_dir()
        return False


def watch_folders(folders: Sequence[FolderRow], stop: threading.Event) -> Iterator[frozenset[Path]]:
    """The folders in which something has changed, each time that something has, until ``stop`` is set.

    Folders on other machines, and those that cannot be reached now, are not watched: scan them now and then.
    Where the system refuses to watch so many directories, all are named every ``UNWATCHED_SECONDS``.
    """
    near = [folder for folder in folders if folder.path.is_dir() and not is_on_network(folder.path)]
    if not near:
        stop.wait()
        return
    try:
        for batch in _changes(near, stop):
            paths = [Path(path) for _, path in batch]
            yield frozenset(
                folder.path for folder in near if any(path.is_relative_to(folder.path) for path in paths)
            )
    except OSError as error:
        if "watch limit" not in str(error):
            raise
        while not stop.wait(UNWATCHED_SECONDS):
            yield frozenset(folder.path for folder in near)


def _changes(folders: Sequence[FolderRow], stop: threading.Event) -> Iterator[set[tuple[Change, str]]]:
    """What the system reports.

    Raises:
        OSError: it cannot watch so many directories.
    """
    # With leave to pass over directories that it may not read, the watcher keeps quiet about every refusal.
    for lenient in (False, True):
        try:
            yield from watch(
                *(folder.path for folder in folders),
                watch_filter=_Filter(folders),
                debounce=DEBOUNCE_MS,
                step=_STEP_MS,
                stop_event=stop,
                recursive=True,
                raise_interrupt=True,
                ignore_permission_denied=lenient,
            )
            return
        except PermissionError:
            if lenient:
                raise
