"""Plain functions that the tests of clean-ups share."""

from __future__ import annotations

import hashlib
from pathlib import Path

from imagefinder.groups.plan import FileState, GroupKind, PlannedGroup


def digest(path: Path) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()


def state_of(path: Path) -> FileState:
    found = path.stat()
    return FileState(path, found.st_size, found.st_mtime_ns, digest(path).hex())


def group_of(name: str, *paths: Path, kind: GroupKind = GroupKind.EXACT) -> PlannedGroup:
    return PlannedGroup(name, kind, paths[0], "the first", tuple(state_of(path) for path in paths))
