"""Files of the system and of programs are no copies to clean up, however many there are of them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from groups_helpers import digest, group_of

from imagefinder.groups import system_folders
from imagefinder.groups.acting import OutcomeState, carry_out
from imagefinder.groups.journal import Journal
from imagefinder.groups.keeper import KeeperRules, Member, suggest
from imagefinder.groups.plan import ActionKind, FileState, GroupKind, Plan, PlannedAction, PlannedGroup
from imagefinder.groups.safety import review_plan
from imagefinder.groups.trash import FreedesktopTrash

OWN = Path("/home/ada/Pictures/logo.png")
THEIRS = Path("/usr/share/pixmaps/logo.png")


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/usr/share/pixmaps/a.png", "/usr"),
        ("/opt/editor/splash.png", "/opt"),
        ("/etc/skel/face.jpg", "/etc"),
        ("/usr/home/ada/a.jpg", None),
        ("/usrlocal/a.jpg", None),
        ("/home/ada/usr/a.jpg", None),
        ("/media/disk/etc/a.jpg", None),
        ("/Library/Desktop Pictures/a.heic", None),
    ],
)
def test_what_belongs_to_the_system(path: str, folder: str | None) -> None:
    linux = system_folders.system_folders("linux", {})
    found = system_folders.system_folder_of(PurePosixPath(path), linux)
    assert found == (None if folder is None else Path(folder))


def test_other_systems_have_folders_of_their_own() -> None:
    mac = system_folders.system_folders("darwin", {})
    assert system_folders.system_folder_of(PurePosixPath("/Library/Desktop Pictures/a.heic"), mac)
    windows = system_folders.system_folders("win32", {"ProgramFiles": "/c/Program Files", "Path": "/c/x"})
    assert windows == (Path("/c/Program Files"),)


def test_a_plan_that_touches_them_is_refused_and_they_are_kept_first() -> None:
    members = tuple(FileState(path, 10, 0, "00") for path in (OWN, THEIRS))
    group = PlannedGroup("g", GroupKind.EXACT, OWN, "the first", members)
    for kind in (ActionKind.TRASH, ActionKind.HARD_LINK):
        allowed, refused = review_plan(Plan("p", (group,), (PlannedAction(kind, "g", THEIRS),)))
        assert not allowed and "/usr and belongs to the system" in refused[0].reason
    own, theirs = (Member(path, 100, 80, 10, 0) for path in (OWN, THEIRS))
    suggestion = suggest([own, theirs], KeeperRules())
    assert suggestion.order == (1, 0) and "/usr, which belongs to the system" in suggestion.reason


def test_a_way_into_the_system_through_a_link_is_seen(
    copies: list[Path],
    tmp_path: Path,
    journal: Journal,
    trash: FreedesktopTrash,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system_folders, "_HERE", (copies[0].parent,))
    alias = tmp_path / "alias"
    alias.symlink_to(copies[0].parent)
    own = tmp_path / "own.jpg"
    own.write_bytes(copies[0].read_bytes())
    action = PlannedAction(ActionKind.TRASH, "g", alias / copies[0].name)
    plan = Plan("p", (group_of("g", own, action.path),), (action,))
    outcomes = list(carry_out(plan, journal, digest, apply=True, trash=trash))
    assert [outcome.state for outcome in outcomes] == [OutcomeState.FAILED]
    assert "belongs to the system" in outcomes[0].reason and copies[0].exists()
