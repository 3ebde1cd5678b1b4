"""Carrying out a plan: re-check, reserve a place, write the journal, move, write the journal again; one
file at a time.

A dry run (the default) does every check and moves nothing. What fails stays where it is and is told with
its reason; the rest goes on. No file of the user is ever unlinked: it goes to the trash, or to another
folder, or its place is taken by a hard link to an identical file after it went to the trash.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from imagefinder.errors import RequestError
from imagefinder.groups.journal import EntryState, Journal
from imagefinder.groups.plan import ActionKind, FileState, Plan, PlannedAction
from imagefinder.groups.safety import Guard, Hasher, review_plan
from imagefinder.groups.trash import (
    Trash,
    TrashError,
    TrashPlace,
    move_without_overwriting,
    open_trash,
    reason_of,
    take_out,
)
from imagefinder.groups.trash_native import settle
from imagefinder.jobs import JobControl

_TRIES = 10_000


class OutcomeState(StrEnum):
    """What became of one action."""

    WOULD = "would be done"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one action.

    Attributes:
        action: what was asked for.
        state: whether it was done.
        reason: why not, for a failure.
        place: where the file lies now: in the trash, or its new path.
        entry_id: its entry in the journal; None in a dry run and for what was refused from the start.
    """

    action: PlannedAction
    state: OutcomeState
    reason: str = ""
    place: Path | None = None
    entry_id: int | None = None


def carry_out(
    plan: Plan,
    journal: Journal,
    hasher: Hasher,
    *,
    apply: bool = False,
    trash: Trash | None = None,
    control: JobControl | None = None,
) -> Iterator[Outcome]:
    """Carry out a plan, or with ``apply`` False say what would happen.

    Args:
        plan: what to do.
        journal: where it is written down.
        hasher: digest of a file's bytes, the catalog's own.
        apply: do it.
        trash: where files go; this desktop's when None.
        control: pause and cancel, heeded between files.

    Yields:
        One outcome for each action, in the order of the plan's actions, refused ones first.

    Raises:
        JobCancelled: when cancelled; what was done so far stands and can be undone.
        LibraryError: when the journal cannot be written (``DiskFullError`` on a full disk): the file in
        hand has not
            moved, or its entry says where it went.
        RequestError: when the plan was carried out before.
    """
    allowed, refused = review_plan(plan)
    if apply and any(entry.state is EntryState.DONE for entry in journal.entries(plan.name)):
        raise RequestError("--plan", "this plan was carried out before; make a new one for what is left")
    if apply and refused:
        journal.refuse(plan.name, [(item.action.kind, item.action.path, item.reason) for item in refused])
    for item in refused:
        yield Outcome(item.action, OutcomeState.FAILED, item.reason)
    actor = _Actor(
        plan, journal, Guard(plan, {action.path for action in allowed}, hasher), hasher, trash or open_trash()
    )
    for action in allowed:
        if control is not None:
            control.check()
        yield actor.act(action) if apply else actor.rehearse(action)


class _Actor:
    """Does one action at a time."""

    def __init__(self, plan: Plan, journal: Journal, guard: Guard, hasher: Hasher, trash: Trash) -> None:
        self._plan = plan
        self._groups = {group.group_id: group for group in plan.groups}
        self._journal = journal
        self._guard = guard
        self._hasher = hasher
        self._trash = trash

    def rehearse(self, action: PlannedAction) -> Outcome:
        """Make every check that ``act`` would make."""
        reason = self._guard.refuse(action) or _obstacle(action)
        if reason is not None:
            return Outcome(action, OutcomeState.FAILED, reason)
        return Outcome(action, OutcomeState.WOULD)

    def act(self, action: PlannedAction) -> Outcome:
        """Check and do one action."""
        group = self._groups.get(action.group_id)
        state = group.member(action.path) if group is not None else None
        reason = self._guard.refuse(action) or _obstacle(action)
        if reason is not None or group is None or state is None:
            reason = reason or "the plan does not describe its group"
            self._journal.refuse(self._plan.name, [(action.kind, action.path, reason)])
            return Outcome(action, OutcomeState.FAILED, reason)
        entry_id = self._journal.add(
            self._plan.name,
            action.kind,
            action.path,
            content_hash=state.content_hash,
            size=state.size,
            mtime_ns=state.mtime_ns,
            keeper=group.keeper if action.kind is ActionKind.HARD_LINK else None,
        )
        try:
            if action.kind is ActionKind.TRASH:
                place = self._to_trash(entry_id, action.path)
            elif action.kind is ActionKind.HARD_LINK:
                place = self._link(entry_id, action.path, group.keeper)
            else:
                place = self._move(entry_id, action, state)
        except TrashError as error:
            self._journal.close(entry_id, EntryState.FAILED, error.reason)
            return Outcome(action, OutcomeState.FAILED, error.reason, entry_id=entry_id)
        except OSError as error:
            reason = reason_of(error)
            self._journal.close(entry_id, EntryState.FAILED, reason)
            return Outcome(action, OutcomeState.FAILED, reason, entry_id=entry_id)
        self._journal.close(entry_id, EntryState.DONE)
        return Outcome(action, OutcomeState.DONE, place=place, entry_id=entry_id)

    def _to_trash(self, entry_id: int, path: Path) -> Path:
        place = self._trash.reserve(path)
        self._journal.place(entry_id, place.place, note=place.note)
        self._trash.put(place)
        settled = settle(place)
        if settled != place:
            self._journal.place(entry_id, settled.place, note=settled.note)
        return settled.place

    def _link(self, entry_id: int, path: Path, keeper: Path) -> Path:
        place = self._to_trash(entry_id, path)
        try:
            os.link(keeper, path)
        except OSError as error:
            take_out(TrashPlace(path, place, self._note(entry_id)))
            raise TrashError(path, f"no hard link could be made here: {reason_of(error)}") from error
        return place

    def _note(self, entry_id: int) -> Path | None:
        entry = self._journal.entry(entry_id)
        return None if entry is None else entry.note

    def _move(self, entry_id: int, action: PlannedAction, state: FileState) -> Path:
        folder = action.destination
        if folder is None:
            raise TrashError(action.path, "the plan names no folder to move it to")
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, _TRIES):
            name = action.path.name if number == 1 else f"{action.path.stem} ({number}){action.path.suffix}"
            target = folder / name
            if target.exists() or target.is_symlink():
                continue
            self._journal.place(entry_id, target)
            try:
                move_without_overwriting(action.path, target)
            except FileExistsError:
                continue  # someone took the name just now
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise TrashError(
                        action.path, f"it cannot be moved to {folder}: {reason_of(error)}"
                    ) from error
                self._copy_over(entry_id, state, target)
            return target
        raise TrashError(action.path, f"{folder} holds too many files of this name")

    def _copy_over(self, entry_id: int, state: FileState, target: Path) -> None:
        """Move to another disk: a copy, compared by its hash, and then the original into the trash of its
        own disk.
        """
        part = part_of(target)
        try:
            with state.path.open("rb") as source, part.open("xb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            with contextlib.suppress(
                OSError
            ):  # times and modes are worth keeping, yet not every disk keeps them
                shutil.copystat(state.path, part)
            if self._hasher(part).hex() != state.content_hash:
                raise TrashError(state.path, f"the copy in {target.parent} differs from the file")
            place = self._trash.reserve(state.path)
            self._journal.place(entry_id, target, note=place.note, trashed=place.place)
            move_without_overwriting(part, target)
        except (OSError, TrashError):
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)  # our own unfinished copy; the original stands
            raise
        try:
            self._trash.put(place)
        except TrashError:
            target.unlink(
                missing_ok=True
            )  # our own copy; the original stands, or `put` would not have failed
            raise
        settled = settle(place)
        if settled != place:
            self._journal.place(entry_id, target, note=settled.note, trashed=settled.place)


def part_of(target: Path) -> Path:
    """The name of an unfinished copy on the way to ``target``."""
    return target.with_name(f".{target.name}.imagefinder-part")


def _obstacle(action: PlannedAction) -> str | None:
    """What is known to stand in the way, without trying."""
    if not os.access(action.path.parent, os.W_OK | os.X_OK):
        return "its folder is read-only"
    if action.kind is ActionKind.MOVE and action.destination is not None:
        folder = action.destination
        while not folder.exists() and folder.parent != folder:
            folder = folder.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            return f"the folder {action.destination} cannot be written to"
        if action.path.parent == action.destination:
            return "it is in that folder already"
    return None
