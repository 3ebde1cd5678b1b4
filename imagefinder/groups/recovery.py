"""Undo, and setting the journal right after a kill: for each entry the disk is asked where the file
really is.

A file is moved by a single rename, so it is always either in its old place or in the new one; an empty
file in the other place is the name taken for it (see ``trash.move_without_overwriting``) and is ours to
remove.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from imagefinder.groups.acting import part_of
from imagefinder.groups.journal import Entry, EntryState, Journal
from imagefinder.groups.plan import ActionKind
from imagefinder.groups.safety import Hasher
from imagefinder.groups.trash import (
    FreedesktopTrash,
    Trash,
    TrashError,
    TrashPlace,
    open_trash,
    reason_of,
    remove_placeholder,
    take_out,
)
from imagefinder.groups.trash_native import settle

_INTERRUPTED = "interrupted before it was moved; it is where it was"


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of putting one file back.

    Attributes:
        entry: the journal's entry as it was before.
        restored: whether the file is back in its place.
        reason: why not, or what else there is to know.
    """

    entry: Entry
    restored: bool
    reason: str = ""


def recover(journal: Journal, hasher: Hasher, trash: Trash | None = None) -> list[Entry]:
    """Bring the journal in step with the disk after the program was killed; safe to call at any time.

    Returns:
        The entries that were under way, as they are now.
    """
    settled: list[Entry] = []
    for entry in journal.unfinished():
        if entry.undoing:
            _recover_undo(journal, entry, hasher)
        elif entry.action is ActionKind.MOVE:
            _recover_move(journal, entry, hasher, trash)
        else:
            _recover_trash(journal, entry, trash)
        now = journal.entry(entry.entry_id)
        if now is not None:
            settled.append(now)
    return settled


def undo(journal: Journal, plan: str, hasher: Hasher) -> Iterator[Undone]:
    """Put back every file of a clean-up, the latest first; one that cannot be put back is told and stays in
    the journal.
    """
    for entry in reversed(journal.entries(plan, EntryState.DONE)):
        yield undo_entry(journal, entry, hasher)


def undo_entry(journal: Journal, entry: Entry, hasher: Hasher) -> Undone:
    """Put one file back where it was. A file that stands there now is never overwritten."""
    if entry.state is not EntryState.DONE or entry.destination is None:
        return Undone(entry, False, "there is nothing to undo")
    journal.undoing(entry.entry_id)
    note = ""
    try:
        if entry.action is ActionKind.HARD_LINK:
            _unlink_and_restore(entry)
        elif entry.trashed is not None:
            take_out(TrashPlace(entry.path, entry.trashed, entry.note))
            note = _drop_copy(entry, hasher)
        else:
            take_out(settle(TrashPlace(entry.path, entry.destination, entry.note)))
    except TrashError as error:
        journal.close(entry.entry_id, EntryState.DONE, error.reason)
        return Undone(entry, False, error.reason)
    journal.close(entry.entry_id, EntryState.UNDONE, note)
    return Undone(entry, True, note)


def _unlink_and_restore(entry: Entry) -> None:
    """Let the original take the place of the hard link to its keeper, in one rename."""
    if entry.destination is None or entry.keeper is None:
        raise TrashError(entry.path, "the journal does not say where it is")
    if not _there(entry.path):
        take_out(TrashPlace(entry.path, entry.destination, entry.note))
        return
    try:
        # Only a second name of the keeper may give way; the data stays under the keeper's name.
        if not entry.path.samefile(entry.keeper) or entry.path.stat().st_nlink < 2:
            raise TrashError(entry.path, "another file stands in its place now; it stays in the trash")
        entry.destination.replace(entry.path)
    except OSError as error:
        raise TrashError(entry.path, f"it cannot be put back: {reason_of(error)}") from error
    _forget_note(entry.note)


def _drop_copy(entry: Entry, hasher: Hasher) -> str:
    """Remove the copy that a move across disks made, now that the original is back; not if either differs
    from the other.
    """
    copy = entry.destination
    if copy is None or not _there(copy):
        return ""
    try:
        if hasher(entry.path).hex() == entry.content_hash == hasher(copy).hex() and not copy.samefile(
            entry.path
        ):
            copy.unlink()
            return ""
    except OSError as error:
        return f"the copy at {copy} was left there: {reason_of(error)}"
    return f"the copy at {copy} has changed and was left there"


def _recover_trash(journal: Journal, entry: Entry, trash: Trash | None) -> None:
    """A trash or hard-link action that was cut short."""
    if entry.destination is None:
        _sweep_notes(entry.path, trash)
        if _there(entry.path):
            journal.close(entry.entry_id, EntryState.FAILED, _INTERRUPTED)
        else:
            journal.close(entry.entry_id, EntryState.FAILED, "it was gone before it could be moved")
        return
    place = settle(TrashPlace(entry.path, entry.destination, entry.note))
    moved = _holds(place.place, entry)
    if place.place != entry.destination:
        journal.place(entry.entry_id, place.place, note=place.note)
    if moved and entry.action is ActionKind.HARD_LINK and entry.keeper is not None:
        _finish_link(journal, entry, place)
    elif moved:
        journal.close(entry.entry_id, EntryState.DONE)
    elif _there(entry.path):
        remove_placeholder(entry.destination)
        _forget_note(entry.note)
        journal.close(entry.entry_id, EntryState.FAILED, _INTERRUPTED)
    else:
        journal.close(
            entry.entry_id, EntryState.FAILED, f"it is neither in its place nor at {entry.destination}"
        )


def _finish_link(journal: Journal, entry: Entry, place: TrashPlace) -> None:
    """The original is in the trash; the link may be missing. Make it, or put the original back."""
    keeper = entry.keeper
    try:
        if keeper is not None and not _there(entry.path):
            os.link(keeper, entry.path)
        journal.close(entry.entry_id, EntryState.DONE)
    except OSError:
        try:
            take_out(place)
        except TrashError as error:
            journal.close(entry.entry_id, EntryState.DONE, f"no link could be made, and {error.reason}")
            return
        journal.close(entry.entry_id, EntryState.FAILED, _INTERRUPTED)


def _recover_move(journal: Journal, entry: Entry, hasher: Hasher, trash: Trash | None) -> None:
    target = entry.destination
    if target is None:
        journal.close(entry.entry_id, EntryState.FAILED, _INTERRUPTED)
        return
    with contextlib.suppress(OSError):
        part_of(target).unlink(missing_ok=True)
    if not _there(entry.path):
        # Same disk: it moved. Another disk: the original is in the trash, and the copy was complete before
        # that.
        found = _holds(target, entry) or (entry.trashed is not None and _holds(entry.trashed, entry))
        detail = "" if found else f"it is neither in its place nor at {target}"
        journal.close(entry.entry_id, EntryState.DONE if found else EntryState.FAILED, detail)
        return
    if entry.trashed is None:
        _sweep_notes(entry.path, trash)
    else:
        remove_placeholder(entry.trashed)
        _forget_note(entry.note)
        with contextlib.suppress(OSError):
            if (
                _holds(target, entry)
                and hasher(target) == hasher(entry.path)
                and not target.samefile(entry.path)
            ):
                target.unlink()  # our own copy, identical to the file that still stands
    remove_placeholder(target)
    journal.close(entry.entry_id, EntryState.FAILED, _INTERRUPTED)


def _recover_undo(journal: Journal, entry: Entry, hasher: Hasher) -> None:
    """Putting back was cut short: the rename has happened, or it has not."""
    place = entry.trashed or entry.destination
    if place is not None and _holds(place, entry):
        remove_placeholder(entry.path)
        journal.close(entry.entry_id, EntryState.DONE)
        return
    _forget_note(entry.note)
    if _there(entry.path):
        note = _drop_copy(entry, hasher) if entry.trashed is not None else ""
        journal.close(entry.entry_id, EntryState.UNDONE, note)
    else:
        journal.close(entry.entry_id, EntryState.DONE, f"it is neither in its place nor at {place}")


def _there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _holds(path: Path, entry: Entry) -> bool:
    """Whether the entry's file itself lies at ``path``: its size and time, not an empty name taken for it."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return found.st_size == entry.size and (entry.size > 0 or found.st_mtime_ns == entry.mtime_ns)


def _forget_note(note: Path | None) -> None:
    if note is not None:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)


def _sweep_notes(path: Path, trash: Trash | None) -> None:
    """Remove a note that was written for ``path`` when the kill came before its place was in the journal."""
    chosen = trash or open_trash()
    if isinstance(chosen, FreedesktopTrash):
        chosen.forget_orphans(path)
