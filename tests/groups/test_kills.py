"""Killed at every step: whatever moment the program dies at, no file is lost, the journal is true, and
undo works.

A subprocess that carries out a clean-up is killed (SIGKILL, no clean-up of its own) before its n-th step
on the disk or in the journal, for every n. Steps are what Python itself reports: each file opened for
writing, renamed, linked or removed, and each statement of SQLite.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from groups_helpers import digest, group_of

from imagefinder.catalog.database import Database
from imagefinder.groups.acting import carry_out
from imagefinder.groups.journal import EntryState, Journal
from imagefinder.groups.plan import ActionKind, Plan, PlannedAction
from imagefinder.groups.recovery import recover, undo
from imagefinder.groups.trash import FreedesktopTrash

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked copies of itself")

_STEPS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.chmod", "os.utime", "shutil.copyfile"}
_CONTENTS = {f"{folder}/x{number}.jpg": number for folder in "ab" for number in range(2)}


def _make(base: Path) -> list[Path]:
    paths = []
    for name, number in _CONTENTS.items():
        path = base / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"picture %d" % number * 500)
        os.utime(path, ns=(10**18, 10**18))
        paths.append(path)
    return paths


def _plan(base: Path, paths: list[Path], kind: ActionKind, elsewhere: Path | None = None) -> Plan:
    destination = (elsewhere or base / "moved") if kind is ActionKind.MOVE else None
    groups = [group_of(str(number), paths[number], paths[number + 2]) for number in range(2)]
    actions = [PlannedAction(kind, str(number), paths[number + 2], destination) for number in range(2)]
    return Plan("p", tuple(groups), tuple(actions))


class _Killer:
    """Kills this process before its n-th step; counts them when n is 0."""

    def __init__(self, n: int, database: Database) -> None:
        self.n, self.count = n, 0
        sys.addaudithook(self.audit)
        with database.transaction() as connection:
            connection.set_trace_callback(lambda _: self.step())

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        writing = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in _STEPS or writing:
            self.step()

    def step(self) -> None:
        self.count += 1
        if self.count == self.n:
            os.kill(os.getpid(), 9)


def _in_a_child(base: Path, n: int, plan: Plan, what: str) -> bool:
    """Run an apply or an undo in a forked child that dies before step n; True when it lived to the end."""
    child = os.fork()
    if child == 0:
        try:
            database = Database(base / "catalog.sqlite")
            journal, trash = Journal(database), FreedesktopTrash(base / "Trash")
            _Killer(n, database)
            if what == "apply":
                for _ in carry_out(plan, journal, digest, apply=True, trash=trash):
                    pass
            else:
                for _ in undo(journal, plan.name, digest):
                    pass
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.WEXITSTATUS(status) == 0
    return True


def _where(base: Path, elsewhere: Path) -> dict[str, list[Path]]:
    """Every picture file that exists, by content; links count once."""
    found: dict[str, list[Path]] = {}
    inodes: set[tuple[int, int]] = set()
    for root in (base / "photos", base / "Trash" / "files", elsewhere):
        for path in sorted(root.rglob("*")) if root.exists() else []:
            if path.is_file() and (path.stat().st_dev, path.stat().st_ino) not in inodes:
                inodes.add((path.stat().st_dev, path.stat().st_ino))
                found.setdefault(digest(path).hex(), []).append(path)
    return found


def _check_truth(base: Path, journal: Journal, plan: Plan, elsewhere: Path) -> None:
    for group in plan.groups:
        assert digest(group.keeper).hex() == group.members[0].content_hash, "the kept copy is gone"
    contents = {state.content_hash for group in plan.groups for state in group.members}
    found = _where(base, elsewhere)
    across = elsewhere.parent != base  # the copy there, beside the original in the trash
    assert set(found) == contents, "an empty or unfinished file was left behind, or a picture is lost"
    assert all(len(paths) in (2, 2 + across) for paths in found.values()), found
    for entry in journal.entries(plan.name):
        assert entry.state is not EntryState.STARTED and not entry.undoing
        place = entry.trashed or entry.destination
        if entry.state is EntryState.DONE:
            assert place is not None and digest(place).hex() == entry.content_hash
        else:
            assert digest(entry.path).hex() == entry.content_hash
            assert place is None or not place.exists()
    notes = {path.name.removesuffix(".trashinfo") for path in (base / "Trash" / "info").glob("*")}
    assert notes == {path.name for path in (base / "Trash" / "files").glob("*")}


@pytest.mark.slow
@pytest.mark.parametrize("what", ["apply", "undo"])
@pytest.mark.parametrize("kind", ["trash", "move", "hardlink", "move to another disk"])
def test_killed_at_every_step(kind: str, what: str, tmp_path: Path) -> None:
    far = Path("/dev/shm")
    if kind == "move to another disk" and (not far.is_dir() or far.stat().st_dev == tmp_path.stat().st_dev):
        pytest.skip("no second disk to move to")
    n = 0
    finished = False
    while not finished:
        n += 1
        assert n < 150
        base = tmp_path / str(n)
        elsewhere = base / "moved"
        if kind == "move to another disk":
            elsewhere = far / f"imagefinder-test-{os.getpid()}-{n}"
        base.mkdir()
        paths = _make(base)
        before = {path: digest(path) for path in paths}
        plan = _plan(base, paths, ActionKind(kind.split()[0]), elsewhere)
        try:
            if what == "undo":
                assert _in_a_child(base, 0, plan, "apply")
            finished = _in_a_child(base, n, plan, what)
            database = Database(base / "catalog.sqlite")
            journal = Journal(database)
            trash = FreedesktopTrash(base / "Trash")
            recover(journal, digest, trash)
            assert journal.unfinished() == []
            _check_truth(base, journal, plan, elsewhere)
            assert all(result.restored for result in undo(journal, "p", digest))
            assert {path: digest(path) for path in paths} == before
            database.close()
        finally:
            if kind == "move to another disk" and elsewhere.exists():
                for path in elsewhere.rglob("*"):
                    path.unlink() if path.is_file() else None
                for path in sorted(elsewhere.rglob("*"), reverse=True):
                    path.rmdir()
                elsewhere.rmdir()
    assert n > 20
