"""The invariant of every clean-up: each group keeps at least one living, readable copy, across all groups.

Two looks at the same rule. ``review_plan`` judges a whole plan as data, before anything is done: which
actions may stand, and why the others may not. ``Guard`` judges one action at the last moment, on the disk
as it is then: whoever made the plan, and however old it is, nothing is moved while it is the last copy of
anything.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from imagefinder.groups.plan import ActionKind, FileState, GroupKind, Plan, PlannedAction, PlannedGroup
from imagefinder.groups.system_folders import system_folder_of
from imagefinder.groups.trash import in_trash, reason_of

Hasher = Callable[[Path], bytes]


def digest_of(path: Path) -> bytes:
    """The catalog's content hash of a file: blake2b-128 of its bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An action that is not carried out.

    Attributes:
        action: what was asked for.
        reason: why not, one sentence.
    """

    action: PlannedAction
    reason: str


def review_plan(plan: Plan) -> tuple[list[PlannedAction], list[Refusal]]:
    """Split a plan's actions into those that keep the invariant and those that are refused, without
    looking at the disk.

    A group whose every member would go loses all of its actions; since a refused action only ever leaves
    one more file in place, what remains keeps the invariant for the other groups too.
    """
    groups = {group.group_id: group for group in plan.groups}
    allowed: list[PlannedAction] = []
    refused: list[Refusal] = []
    first_for: dict[Path, PlannedAction] = {}
    for action in plan.actions:
        reason = _fault(action, groups.get(action.group_id), plan)
        if reason is None and action.path in first_for:
            other = first_for[action.path]
            if (other.kind, other.destination) == (action.kind, action.destination):
                continue  # one file in two groups: done once
            reason = f"another group asks for a different action ({other.kind.value})"
        if reason is None:
            first_for[action.path] = action
            allowed.append(action)
        else:
            refused.append(Refusal(action, reason))
    # A file that is hard-linked to its keeper, or moved, still lives: only the trash takes a copy away. The
    # keeper of a moved or linked file must stand all the same, so that both ways of counting agree: gone is
    # whatever is acted on.
    gone = {action.path for action in allowed}
    holding = _groups_of(plan)
    for group in plan.groups:
        if all(state.path in gone for state in group.members):
            for action in [
                action
                for action in allowed
                if action.group_id == group.group_id or group in holding[action.path]
            ]:
                allowed.remove(action)
                gone.discard(action.path)
                refused.append(Refusal(action, "no copy of its group would be left"))
    return allowed, refused


def _groups_of(plan: Plan) -> dict[Path, list[PlannedGroup]]:
    holding: dict[Path, list[PlannedGroup]] = defaultdict(list)
    for group in plan.groups:
        for state in group.members:
            holding[state.path].append(group)
    return holding


def _fault(action: PlannedAction, group: PlannedGroup | None, plan: Plan) -> str | None:
    """What is wrong with an action by itself; None when nothing is."""
    if group is None:
        return "the plan does not describe its group"
    if len(group.members) < 2:
        return "its group has no other member"
    if group.member(action.path) is None:
        return "it is not a member of its group"
    if action.path == group.keeper:
        return "it is the copy that its group keeps"
    for folder in plan.references:
        if action.path.is_relative_to(folder):
            return f"it lies in the reference folder {folder}, which is never touched"
    system = system_folder_of(action.path)
    if system is not None:
        return f"it lies in {system} and belongs to the system or a program"
    if in_trash(action.path):
        return "it is in a trash folder already"
    if action.kind is ActionKind.HARD_LINK and group.kind is not GroupKind.EXACT:
        return "only identical files can be replaced by a hard link"
    return None


class Guard:
    """Judges single actions on the disk as it is.

    Args:
        plan: the plan that is carried out.
        pending: every file that the plan acts on: none of them vouches for its group.
        hasher: digest of a file's bytes, the one that the catalog uses.
    """

    def __init__(self, plan: Plan, pending: set[Path], hasher: Hasher) -> None:
        self._groups = {group.group_id: group for group in plan.groups}
        self._holding = _groups_of(plan)
        self._pending = pending
        self._pending_by_name: dict[str, list[Path]] = defaultdict(list)
        for path in pending:
            self._pending_by_name[path.name].append(path)
        self._hasher = hasher
        self._vouched: dict[Path, tuple[int, int, int, int]] = {}
        self._references = [Path(os.path.realpath(folder)) for folder in plan.references]

    def refuse(self, action: PlannedAction) -> str | None:
        """Return why the action must not be carried out now, None when it may be.

        Size and time of the file are compared with the plan; where the group is said to be identical its
        bytes are hashed again. Then every group that holds the file must have another member that exists,
        is readable, has the content that the plan knew, lies in no trash, is not this very file by
        another name through a link, and is not acted on itself.
        """
        group = self._groups[action.group_id]
        state = group.member(action.path)
        if state is None:
            return "it is not a member of its group"
        reason = self._changed(state, identical=group.kind is GroupKind.EXACT)
        if reason is not None:
            return reason
        real = Path(os.path.realpath(action.path))
        for folder in self._references:
            if real.is_relative_to(folder):
                return f"it lies in the reference folder {folder}, which is never touched"
        system = system_folder_of(real)
        if system is not None:
            return f"it lies in {system} and belongs to the system or a program"
        if action.kind is ActionKind.HARD_LINK:
            keeper = group.member(group.keeper)
            if keeper is None or not self._vouches(keeper, real):
                return f"the copy to link to, {group.keeper}, is gone or has changed"
        for holder in self._holding[action.path]:
            survivors = [s for s in holder.members if s.path != action.path and s.path not in self._pending]
            survivors.sort(key=lambda s: s.path != holder.keeper)
            if not any(self._vouches(survivor, real) for survivor in survivors):
                return "no other living copy of its group could be read; this one stays"
        return None

    def _changed(self, state: FileState, *, identical: bool) -> str | None:
        try:
            found = state.path.lstat()
        except FileNotFoundError:
            return "it is not there any more"
        except OSError as error:
            return f"it cannot be reached: {reason_of(error)}"
        if stat.S_ISLNK(found.st_mode):
            return "it is a link to a file, not a copy"
        if not stat.S_ISREG(found.st_mode):
            return "it is not a regular file"
        if (found.st_size, found.st_mtime_ns) != (state.size, state.mtime_ns):
            return "it has changed since the plan was made"
        if identical:
            try:
                if self._hasher(state.path).hex() != state.content_hash:
                    return "its content has changed since the plan was made"
            except OSError as error:
                return f"it cannot be read: {reason_of(error)}"
        return None

    def _vouches(self, survivor: FileState, victim: Path) -> bool:
        """Whether ``survivor`` is a living copy that stays when ``victim`` (resolved) goes."""
        try:
            real = Path(os.path.realpath(survivor.path, strict=True))
            found = real.stat()
            if real == victim or in_trash(real) or not stat.S_ISREG(found.st_mode):
                return False
            if found.st_nlink < 2 and os.path.samestat(found, victim.stat()):
                return False  # one file under two names: a folder mounted twice, or a disk that ignores case
            # A link to a file still to be acted on vouches for nothing.
            if any(Path(os.path.realpath(path)) == real for path in self._pending_by_name.get(real.name, ())):
                return False
            now = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
            if self._vouched.get(survivor.path) == now:
                return True
            # Read in full: the last copy has to be readable, not merely listed by its folder.
            if self._hasher(real).hex() != survivor.content_hash:
                return False
        except OSError:
            return False
        self._vouched[survivor.path] = now
        return True
