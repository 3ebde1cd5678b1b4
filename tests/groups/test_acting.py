"""Carrying out plans on real files: dry run, trash, move, hard link, undo, and every refusal that keeps a
file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from groups_helpers import digest, group_of, state_of

from imagefinder.errors import RequestError
from imagefinder.groups.acting import Outcome, OutcomeState, carry_out
from imagefinder.groups.journal import EntryState, Journal
from imagefinder.groups.plan import ActionKind, GroupKind, Plan, PlannedAction, PlannedGroup
from imagefinder.groups.recovery import undo
from imagefinder.groups.trash import FreedesktopTrash, Trash, TrashError, TrashPlace, in_trash, original_path


def trash_all_but_first(group: PlannedGroup, name: str = "p") -> Plan:
    actions = [PlannedAction(ActionKind.TRASH, group.group_id, s.path) for s in group.members[1:]]
    return Plan(name, (group,), tuple(actions))


def run(plan: Plan, journal: Journal, trash: Trash, *, apply: bool = True) -> list[Outcome]:
    return list(carry_out(plan, journal, digest, apply=apply, trash=trash))


def test_a_dry_run_is_the_default_and_touches_nothing(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    plan = trash_all_but_first(group_of("g", *copies))
    outcomes = list(carry_out(plan, journal, digest, trash=trash))
    assert [outcome.state for outcome in outcomes] == [OutcomeState.WOULD] * 4
    assert all(path.exists() for path in copies)
    assert journal.entries("p") == [] and not trash.home.exists()


def test_trash_and_undo_after_a_restart(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    before = {path: state_of(path) for path in copies}
    outcomes = run(trash_all_but_first(group_of("g", *copies)), journal, trash)
    assert [outcome.state for outcome in outcomes] == [OutcomeState.DONE] * 4
    assert [path.exists() for path in copies] == [True, False, False, False, False]
    for outcome in outcomes:
        assert (
            outcome.place is not None
            and digest(outcome.place).hex() == before[outcome.action.path].content_hash
        )
        note = trash.home / "info" / f"{outcome.place.name}.trashinfo"
        assert original_path(note) == outcome.action.path
    results = list(undo(journal, "p", digest))  # the journal alone is enough
    assert all(result.restored for result in results)
    assert {path: state_of(path) for path in copies} == before
    assert list((trash.home / "info").iterdir()) == [] and list((trash.home / "files").iterdir()) == []
    assert {entry.state for entry in journal.entries("p")} == {EntryState.UNDONE}


def test_a_plan_is_carried_out_once(copies: list[Path], journal: Journal, trash: FreedesktopTrash) -> None:
    plan = trash_all_but_first(group_of("g", *copies))
    run(plan, journal, trash)
    with pytest.raises(RequestError, match="before"):
        run(plan, journal, trash)


def test_the_last_copy_is_never_taken_even_by_a_plan_that_says_so(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    group = group_of("g", *copies)
    everything = tuple(PlannedAction(ActionKind.TRASH, "g", path) for path in copies)
    outcomes = run(Plan("p", (group,), everything), journal, trash)
    assert copies[0].exists()
    failed = [outcome for outcome in outcomes if outcome.state is OutcomeState.FAILED]
    assert [outcome.action.path for outcome in failed] == [copies[0]]


def test_two_groups_that_share_files_keep_one_each(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    a, b, c, d, _ = copies
    for number, path in enumerate((a, b, c, d)):
        path.write_bytes(b"near %d" % number * 100)
    first = group_of("1", a, b, c, kind=GroupKind.NEAR)
    second = group_of("2", c, d, a, kind=GroupKind.NEAR)  # keeps c, which the first group would trash
    plan = Plan(
        "p",
        (first, second),
        (
            PlannedAction(ActionKind.TRASH, "1", b),
            PlannedAction(ActionKind.TRASH, "1", c),
            PlannedAction(ActionKind.TRASH, "2", d),
            PlannedAction(ActionKind.TRASH, "2", a),
        ),
    )
    run(plan, journal, trash)
    for group in (first, second):
        assert any(state.path.exists() for state in group.members)


def test_a_file_in_two_groups_is_trashed_once(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    a, b, c, *_ = copies
    plan = Plan(
        "p",
        (group_of("1", a, b), group_of("2", c, b)),
        (PlannedAction(ActionKind.TRASH, "1", b), PlannedAction(ActionKind.TRASH, "2", b)),
    )
    outcomes = run(plan, journal, trash)
    assert [outcome.state for outcome in outcomes] == [OutcomeState.DONE]


@pytest.mark.parametrize("kind", list(GroupKind))
def test_a_file_that_changed_since_the_plan_stays(
    kind: GroupKind, copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    plan = trash_all_but_first(group_of("g", *copies[:3], kind=kind))
    copies[1].write_bytes(b"edited meanwhile")
    outcomes = run(plan, journal, trash)
    assert [outcome.state for outcome in outcomes] == [OutcomeState.FAILED, OutcomeState.DONE]
    assert "changed" in outcomes[0].reason and copies[1].read_bytes() == b"edited meanwhile"


def test_identical_is_hashed_again_even_when_size_and_time_agree(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    plan = trash_all_but_first(group_of("g", *copies[:2]))
    found = copies[1].stat()
    data = bytearray(copies[1].read_bytes())
    data[10] ^= 1
    copies[1].write_bytes(data)
    os.utime(copies[1], ns=(found.st_atime_ns, found.st_mtime_ns))
    assert run(plan, journal, trash)[0].state is OutcomeState.FAILED
    assert copies[1].exists()


@pytest.mark.parametrize("what", ["gone", "changed", "in the trash", "a link to the other"])
def test_nothing_goes_when_the_copy_that_stays_does_not_vouch(
    what: str, copies: list[Path], tmp_path: Path, journal: Journal, trash: FreedesktopTrash
) -> None:
    keeper, victim = copies[:2]
    if what == "in the trash":
        folder = tmp_path / ".Trash-1000" / "files"
        folder.mkdir(parents=True)
        keeper = keeper.rename(folder / keeper.name)
    plan = trash_all_but_first(group_of("g", keeper, victim))
    if what == "gone":
        keeper.unlink()
    elif what == "changed":
        keeper.write_bytes(b"cut short")
    elif what == "a link to the other":
        keeper.unlink()
        keeper.symlink_to(victim)
    outcome = run(plan, journal, trash)[0]
    assert outcome.state is OutcomeState.FAILED and "living copy" in outcome.reason
    assert victim.exists()


def test_one_file_seen_through_two_folders_is_not_two_copies(
    copies: list[Path], tmp_path: Path, journal: Journal, trash: FreedesktopTrash
) -> None:
    alias = tmp_path / "alias"
    alias.symlink_to(copies[0].parent)
    plan = trash_all_but_first(group_of("g", copies[0], alias / copies[0].name))
    assert run(plan, journal, trash)[0].state is OutcomeState.FAILED
    assert copies[0].exists()


def test_reference_folders_are_never_touched(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    group = group_of("g", *copies)
    plan = Plan(
        "p", (group,), (PlannedAction(ActionKind.TRASH, "g", copies[1]),), references=(copies[0].parent,)
    )
    outcome = run(plan, journal, trash)[0]
    assert outcome.state is OutcomeState.FAILED and "reference" in outcome.reason
    assert copies[1].exists()


def test_move_renames_on_conflict_and_comes_back(
    copies: list[Path], tmp_path: Path, journal: Journal, trash: FreedesktopTrash
) -> None:
    target = tmp_path / "sorted out" / "deep"
    target.mkdir(parents=True)
    (target / copies[1].name).write_bytes(b"something else")
    group = group_of("g", *copies[:3])
    plan = Plan(
        "p", (group,), tuple(PlannedAction(ActionKind.MOVE, "g", path, target) for path in copies[1:3])
    )
    outcomes = run(plan, journal, trash)
    assert outcomes[0].place == target / "copy 1 (2).jpg" and outcomes[1].place == target / "copy 2.jpg"
    assert (target / copies[1].name).read_bytes() == b"something else"
    assert all(result.restored for result in undo(journal, "p", digest))
    assert [path.exists() for path in copies] == [True] * 5
    assert [path.name for path in target.iterdir()] == [copies[1].name]


def test_move_to_another_disk_copies_compares_and_trashes_the_original(
    copies: list[Path], journal: Journal, tmp_path: Path
) -> None:
    shared_memory = Path("/dev/shm")
    if not shared_memory.is_dir() or shared_memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second disk to move to")
    trash = FreedesktopTrash(tmp_path / "Trash")
    target = Path(tempfile.mkdtemp(dir=shared_memory))
    try:
        group = group_of("g", *copies[:2])
        plan = Plan("p", (group,), (PlannedAction(ActionKind.MOVE, "g", copies[1], target),))
        outcome = run(plan, journal, trash)[0]
        assert outcome.state is OutcomeState.DONE
        assert digest(target / copies[1].name) == digest(copies[0]) and not copies[1].exists()
        assert [result.restored for result in undo(journal, "p", digest)] == [True]
        assert copies[1].exists() and not (target / copies[1].name).exists()
    finally:
        shutil.rmtree(target)


def test_hard_link_and_undo(copies: list[Path], journal: Journal, trash: FreedesktopTrash) -> None:
    group = group_of("g", *copies[:2])
    before = copies[1].stat().st_ino
    plan = Plan("p", (group,), (PlannedAction(ActionKind.HARD_LINK, "g", copies[1]),))
    assert run(plan, journal, trash)[0].state is OutcomeState.DONE
    assert copies[1].samefile(copies[0])
    assert [result.restored for result in undo(journal, "p", digest)] == [True]
    assert copies[1].stat().st_ino == before and not copies[1].samefile(copies[0])


def test_only_identical_files_become_hard_links(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    group = group_of("g", *copies[:2], kind=GroupKind.NEAR)
    plan = Plan("p", (group,), (PlannedAction(ActionKind.HARD_LINK, "g", copies[1]),))
    assert "identical" in run(plan, journal, trash)[0].reason


def test_undo_never_overwrites_what_stands_there_now(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    run(trash_all_but_first(group_of("g", *copies[:3])), journal, trash)
    copies[1].write_bytes(b"a new photo of this name")
    results = {result.entry.path: result for result in undo(journal, "p", digest)}
    assert not results[copies[1]].restored and "another file" in results[copies[1]].reason
    assert results[copies[2]].restored
    assert copies[1].read_bytes() == b"a new photo of this name"
    copies[1].rename(copies[1].with_name("elsewhere.jpg"))
    assert [result.restored for result in undo(journal, "p", digest)] == [
        True
    ]  # only what is left is tried again


def test_undo_makes_a_removed_folder_again(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    other = copies[0].parent / "b"
    other.mkdir()
    victim = copies[1].rename(other / "x.jpg")
    run(trash_all_but_first(group_of("g", copies[0], victim)), journal, trash)
    other.rmdir()
    assert [result.restored for result in undo(journal, "p", digest)] == [True]
    assert victim.exists()


def test_an_emptied_trash_is_told(copies: list[Path], journal: Journal, trash: FreedesktopTrash) -> None:
    run(trash_all_but_first(group_of("g", *copies[:2])), journal, trash)
    shutil.rmtree(trash.home)
    (result,) = undo(journal, "p", digest)
    assert not result.restored and "no longer in the trash" in result.reason


def test_a_refused_trash_leaves_the_file_and_the_rest_goes_on(
    copies: list[Path], journal: Journal, trash: FreedesktopTrash
) -> None:
    class Refusing(FreedesktopTrash):
        def put(self, place: TrashPlace) -> None:
            if place.original == copies[1]:
                self.release(place)
                raise TrashError(place.original, "the trash refused it: no such luck")
            super().put(place)

    outcomes = run(trash_all_but_first(group_of("g", *copies[:3])), journal, Refusing(trash.home))
    assert [outcome.state for outcome in outcomes] == [OutcomeState.FAILED, OutcomeState.DONE]
    assert copies[1].exists()
    failed = journal.entries("p", EntryState.FAILED)
    assert [(entry.path, entry.detail) for entry in failed] == [
        (copies[1], "the trash refused it: no such luck")
    ]
    assert len(list((trash.home / "info").iterdir())) == 1


def test_the_trash_keeps_files_of_one_name_apart(
    tmp_path: Path, journal: Journal, trash: FreedesktopTrash
) -> None:
    paths = []
    for folder in "abc":
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "same name.jpg")
        paths[-1].write_bytes(b"x" * 100)
    outcomes = run(trash_all_but_first(group_of("g", *paths)), journal, trash)
    assert len({outcome.place for outcome in outcomes}) == 2
    assert all(result.restored for result in undo(journal, "p", digest))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/a/.local/share/Trash/files/x.jpg", True),
        ("/media/disk/.Trash-1000/files/x.jpg", True),
        ("/media/disk/.Trash/1000/files/x.jpg", True),
        ("C:/$Recycle.Bin/S-1/x.jpg", True),
        ("/volume1/photo/#recycle/x.jpg", True),
        ("/Users/a/.Trash/x.jpg", True),
        ("/home/a/Trash/x.jpg", False),
        ("/home/a/photos/x.jpg", False),
    ],
)
def test_trash_folders_are_known(path: str, expected: bool) -> None:
    assert in_trash(Path(path)) is expected


_AS_NOBODY = """
import sys, json
from pathlib import Path
sys.path.insert(0, {tests!r})
from groups_helpers import digest, group_of
from imagefinder.catalog.database import Database
from imagefinder.groups.acting import carry_out
from imagefinder.groups.journal import Journal
from imagefinder.groups.plan import *
from imagefinder.groups.trash import FreedesktopTrash
base = Path({base!r})
database = Database(base / "own" / "catalog.sqlite")
journal = Journal(database)
assert journal.plans() == []
import os
if os.getuid() == 0:  # give root's rights up here: the interpreter itself may lie where only root can read
    for path in [base, *base.rglob("*")]:
        os.chown(path, 65534, 65534)
    os.setgid(65534)
    os.setuid(65534)
paths = sorted(base.glob("*/*.jpg"))
group = group_of("g", *paths)
plan = Plan("p", (group,), tuple(PlannedAction(ActionKind.TRASH, "g", p) for p in paths[1:]))
for o in carry_out(plan, journal, digest, apply=True, trash=FreedesktopTrash(base / "own" / "Trash")):
    print(o.state.value, "|", o.reason)
database.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
@pytest.mark.parametrize("fault", ["read-only folder", "trash that cannot be made"])
def test_faults_that_need_a_user_without_rights(fault: str) -> None:
    """The tests may run as root, whom no permission stops: this part runs as an ordinary user."""
    base = Path(tempfile.mkdtemp(prefix="imagefinder-"))
    try:
        for name in ("a", "b", "own"):
            (base / name).mkdir()
        for name in ("a", "b"):
            (base / name / "x.jpg").write_bytes(b"y" * 1000)
        if fault == "read-only folder":
            (base / "b").chmod(0o555)
        else:
            (base / "own" / "Trash").mkdir()
            (base / "own" / "Trash").chmod(0o555)
        code = textwrap.dedent(_AS_NOBODY).format(tests=str(Path(__file__).parent), base=str(base))
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("failed | ")
        assert (base / "b" / "x.jpg").exists()
    finally:
        (base / "b").chmod(0o755)
        shutil.rmtree(base)


_FULL_DISK = """
import sys, resource, signal
from pathlib import Path
sys.path.insert(0, {tests!r})
from groups_helpers import digest, group_of
from imagefinder.catalog.database import Database
from imagefinder.errors import LibraryError
from imagefinder.groups.acting import carry_out
from imagefinder.groups.journal import Journal
from imagefinder.groups.plan import *
from imagefinder.groups.trash import FreedesktopTrash
base = Path({base!r})
paths = sorted(base.glob("*/*.jpg"))
plan = Plan("p", (group_of("g", *paths),), tuple(PlannedAction(ActionKind.TRASH, "g", p) for p in paths[1:]))
database = Database(base / "catalog.sqlite")
journal = Journal(database)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if {journal_too}:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    trash = FreedesktopTrash(base / "Trash")
else:
    class Full(FreedesktopTrash):
        def reserve(self, path):
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
            try:
                return super().reserve(path)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    trash = Full(base / "Trash")
try:
    for o in carry_out(plan, journal, digest, apply=True, trash=trash):
        print(o.state.value, "|", o.reason)
except LibraryError as error:
    print("stopped |", error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the size of files")
@pytest.mark.parametrize("journal_too", [False, True])
def test_a_disk_without_room_moves_nothing(journal_too: bool, tmp_path: Path) -> None:
    """Every write fails, as on a full disk: on the disk of the trash, or on that of the journal as well."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jpg").write_bytes(b"y" * 1000)
    code = _FULL_DISK.format(tests=str(Path(__file__).parent), base=str(tmp_path), journal_too=journal_too)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("stopped | " if journal_too else "failed | ")
    assert (tmp_path / "a" / "x.jpg").exists() and (tmp_path / "b" / "x.jpg").exists()
    assert not list((tmp_path / "Trash").glob("*/*"))


def test_a_volume_that_went_away_keeps_everything(
    copies: list[Path], tmp_path: Path, journal: Journal, trash: FreedesktopTrash
) -> None:
    """The kept copies lie on a disk that is not there any more: nothing may go on their word."""
    disk = tmp_path / "disk"
    disk.mkdir()
    keeper = copies[0].rename(disk / "keeper.jpg")
    plan = trash_all_but_first(group_of("g", keeper, *copies[1:3]))
    disk.rename(tmp_path / "unplugged")
    outcomes = run(plan, journal, trash)
    assert {outcome.state for outcome in outcomes} == {OutcomeState.FAILED}
    assert all(path.exists() for path in copies[1:3])
