"""The walk of a scan: what is new, changed, back or gone, compared with the catalog."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from imagefinder.catalog import Catalog, FolderRow, Stage
from imagefinder.errors import PhotoFault
from imagefinder.jobs import JobControl
from imagefinder.library.progress import Gauge, ScanProgress
from imagefinder.library.walk import Exclusions, FoundDirectory, Walk, volume_of

_DIRECTORIES_PER_STEP = 200
_FILES_PER_STEP = 2000
"""A step is one transaction, one progress and one chance to stop."""
_SEPARATOR = os.fsencode(os.sep)


@dataclass
class _Findings:
    """What one folder's walk found, kept until it is known whether anything was deleted."""

    visited: set[bytes] = field(default_factory=set)
    unlisted: list[bytes] = field(default_factory=list)
    mounted: set[bytes] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)
    recognised: bool = False


def _below(directory: bytes, tops: list[bytes]) -> bool:
    return any(not top or directory == top or directory.startswith(top + _SEPARATOR) for top in tops)


class Comparison:
    """Walks the folders of a library and brings the catalog's list of files up to date."""

    def __init__(self, catalog: Catalog, avoid: frozenset[tuple[int, int]]) -> None:
        """``avoid``: (device, inode) of directories that are never entered."""
        self._catalog = catalog
        self._avoid = avoid

    def run(
        self, folders: list[FolderRow], gauge: Gauge, control: JobControl | None
    ) -> Iterator[ScanProgress]:
        """Walk the folders one after the other.

        A folder that cannot be reached is marked offline and keeps its photos.
        """
        roots = tuple(folder.path for folder in self._catalog.folders.all())
        for folder in folders:
            if not self._reachable(folder):
                self._catalog.folders.set_offline(folder.folder_id, True)
                yield gauge.progress()
                continue
            try:
                yield from self._walk(folder, roots, gauge, control)
            except OSError:
                # The root was there a moment ago: pulled out during the walk.
                self._catalog.folders.set_offline(folder.folder_id, True)
                yield gauge.progress()

    @staticmethod
    def _reachable(folder: FolderRow) -> bool:
        try:
            with os.scandir(folder.path) as entries:
                empty = next(entries, None) is None
            volume = volume_of(folder.path)
        except OSError:
            return False
        # The mount point of an unplugged disk is an empty directory on the disk below.
        return not (empty and folder.photos and folder.volume is not None and volume != folder.volume)

    def _walk(
        self, folder: FolderRow, roots: tuple[Path, ...], gauge: Gauge, control: JobControl | None
    ) -> Iterator[ScanProgress]:
        catalog = self._catalog
        volume = volume_of(folder.path)
        findings = _Findings()
        walk = Walk(folder.path, Exclusions(folder.excluded), folder.follow_links, roots, self._avoid)
        with catalog.transaction() as connection:
            catalog.failures.clear_walk(connection, folder.folder_id)
        batch: list[FoundDirectory] = []
        files = 0
        for directory in walk:
            batch.append(directory)
            files += len(directory.files)
            gauge.step(folder.path / os.fsdecode(directory.path), len(directory.files))
            if len(batch) >= _DIRECTORIES_PER_STEP or files >= _FILES_PER_STEP:
                self._compare(folder, batch, findings)
                batch, files = [], 0
                yield gauge.progress()
                if control is not None:
                    control.check()
        self._compare(folder, batch, findings)
        self._finish(folder, volume, findings)
        yield gauge.progress()

    def _compare(self, folder: FolderRow, batch: list[FoundDirectory], findings: _Findings) -> None:
        catalog = self._catalog
        with catalog.transaction() as connection:
            for directory in batch:
                if directory.error is not None:
                    findings.unlisted.append(directory.path)
                    catalog.failures.record(
                        connection,
                        folder.folder_id,
                        directory.path,
                        b"",
                        stage=Stage.WALK,
                        fault=_fault(directory.error),
                        detail=f"the folder cannot be listed: {directory.error.strerror or directory.error}",
                    )
                    continue
                findings.visited.add(directory.path)
                if directory.mounted:
                    findings.mounted.add(directory.path)
                known = catalog.photos.in_directory(folder.folder_id, directory.path)
                new: list[tuple[bytes, int, int]] = []
                changed: list[tuple[int, int, int]] = []
                back: list[int] = []
                for file in directory.files:
                    row = known.pop(file.name, None)
                    if row is None:
                        new.append((file.name, file.size, file.mtime_ns))
                    elif (row.size, row.mtime_ns) != (file.size, file.mtime_ns):
                        changed.append((row.photo_id, file.size, file.mtime_ns))
                    elif row.missing:
                        back.append(row.photo_id)
                    findings.recognised |= row is not None
                for file in directory.cloud_only:
                    known.pop(file.name, None)  # what was described while it was here stays found
                    catalog.failures.record(
                        connection,
                        folder.folder_id,
                        directory.path,
                        file.name,
                        stage=Stage.WALK,
                        fault=PhotoFault.IO,
                        detail="only a placeholder is on this computer; download the file to have it found",
                        size=file.size,
                        mtime_ns=file.mtime_ns,
                    )
                findings.gone += [row.photo_id for row in known.values() if not row.missing]
                catalog.photos.add_files(connection, folder.folder_id, directory.path, new)
                catalog.photos.change_files(connection, changed)
                catalog.photos.return_files(connection, back)

    def _finish(self, folder: FolderRow, volume: str, findings: _Findings) -> None:
        """Mark what is gone, in one step at the very end: a walk that was stopped has deleted nothing."""
        catalog = self._catalog
        mounts = dict.fromkeys(catalog.folders.mounts(folder.folder_id), True)
        mounts.update(dict.fromkeys(findings.mounted, False))
        kept = findings.unlisted + [directory for directory, away in mounts.items() if away]
        # Another disk, and nothing on it is known: somebody else's stick is plugged in at the same place.
        other_disk = folder.volume not in (None, volume) and not findings.recognised and folder.photos > 0
        with catalog.transaction() as connection:
            if not other_disk:
                catalog.photos.miss_files(connection, self._outside(findings.gone, kept))
                for directory in catalog.photos.directories(folder.folder_id) - findings.visited:
                    if not _below(directory, kept):
                        catalog.photos.miss_directory(connection, folder.folder_id, directory)
                catalog.folders.walked(connection, folder.folder_id, volume)
            catalog.folders.set_mounts(connection, folder.folder_id, mounts)

    def _outside(self, photo_ids: list[int], kept: list[bytes]) -> list[int]:
        """Those files that do not lie below a directory that is away."""
        if not kept or not photo_ids:
            return photo_ids
        details = self._catalog.photos.directories_of(photo_ids)
        return [photo_id for photo_id in photo_ids if not _below(details[photo_id], kept)]


def _fault(error: OSError) -> str:
    return PhotoFault.PERMISSION if isinstance(error, PermissionError) else PhotoFault.IO
