"""A clean-up of a library from marks to undo: the plan with its concerns, carrying it out, putting it back.

What is done to files is ``acting``'s and ``recovery``'s; here the library learns of it: files that went are
missing from its groups at once, and marks that were dealt with are forgotten while failures keep theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from imagefinder.catalog import PhotoDetails
from imagefinder.groups.acting import Outcome, OutcomeState, carry_out
from imagefinder.groups.duplicates import Duplicates, Group
from imagefinder.groups.journal import Entry, EntryState, Journal
from imagefinder.groups.plan import ActionKind, Plan
from imagefinder.groups.recovery import Undone, recover, undo_entry
from imagefinder.groups.review import Review, make_plan
from imagefinder.groups.safety import Hasher, digest_of, review_plan
from imagefinder.groups.trash import Trash
from imagefinder.jobs import JobControl

Progress = Callable[[int, int], None]


class Concern(StrEnum):
    """What a person may want to know before a photo goes."""

    EDITED = "it is not byte for byte the one that stays"
    LARGER = "it has more pixels than the one that stays"
    METADATA = "it carries camera data that the one that stays lacks"
    OFFLINE = "its disk was not connected at the last scan"


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as it is shown before anything is done.

    Attributes:
        plan: what would be done.
        groups: the groups concerned, by name.
        photo_ids: the catalog's number of each file that it names.
        concerns: what to look at, by the file that would go.
        refused: why an action will not be carried out, by file.
    """

    plan: Plan
    groups: Mapping[str, Group] = field(default_factory=dict)
    photo_ids: Mapping[Path, int] = field(default_factory=dict)
    concerns: Mapping[Path, tuple[Concern, ...]] = field(default_factory=dict)
    refused: Mapping[Path, str] = field(default_factory=dict)


class CleanUp:
    """The clean-ups of one library.

    Args:
        duplicates: its groups.
        hasher: digest of a file's bytes, the catalog's own.
        trash: where files go; this desktop's when None.
    """

    def __init__(
        self, duplicates: Duplicates, hasher: Hasher = digest_of, trash: Trash | None = None
    ) -> None:
        self._duplicates = duplicates
        self._hasher = hasher
        self._trash = trash
        self.journal = Journal(duplicates.database)

    def draft(
        self, review: Review, *, control: JobControl | None = None, on_progress: Progress | None = None
    ) -> Draft:
        """The plan that the marks of a review come to.

        Raises:
            RequestError: for a move without a folder to move to.
            JobCancelled: when cancelled.
        """
        marked: list[tuple[Group, dict[Path, ActionKind]]] = []
        names = list(review.session.marks)
        for number, name in enumerate(names):
            if control is not None:
                control.check()
            group = self._duplicates.group(name)
            marks = {} if group is None else review.marks_of(group)
            if group is not None and marks:
                marked.append((group, marks))
            if on_progress is not None:
                on_progress(number + 1, len(names))
        plan = make_plan(marked, review.rules, review.session.destination)
        photo_ids: dict[Path, int] = {}
        concerns: dict[Path, tuple[Concern, ...]] = {}
        for group, marks in marked:
            photos = {item.photo.path: item.photo for item in group.photos}
            photo_ids.update({path: photo.photo_id for path, photo in photos.items()})
            keeper = next(photo for path, photo in photos.items() if path not in marks)
            for path in marks:
                concerns[path] = tuple(_concerns(photos[path], keeper))
        _, refused = review_plan(plan)
        reasons = {item.action.path: item.reason for item in refused}
        return Draft(plan, {group.group_id: group for group, _ in marked}, photo_ids, concerns, reasons)

    def rehearse(self, plan: Plan, control: JobControl | None = None) -> Iterator[Outcome]:
        """Make every check on the disk as it is now, and touch nothing."""
        yield from carry_out(plan, self.journal, self._hasher, trash=self._trash, control=control)

    def carry_out(self, draft: Draft, review: Review, control: JobControl | None = None) -> Iterator[Outcome]:
        """Do it. What was done leaves the review's marks and the library's groups; failures keep their mark.

        Raises:
            JobCancelled: when cancelled between two files; what was done stands, and can be undone.
            LibraryError: see ``acting.carry_out``.
        """
        done: list[Path] = []
        gone: list[int] = []
        try:
            for outcome in carry_out(
                draft.plan, self.journal, self._hasher, apply=True, trash=self._trash, control=control
            ):
                if outcome.state is OutcomeState.DONE:
                    path = outcome.action.path
                    done.append(path)
                    if outcome.action.kind is not ActionKind.HARD_LINK and path in draft.photo_ids:
                        gone.append(draft.photo_ids[path])
                yield outcome
        finally:
            review.forget_done(done)
            catalog = self._duplicates.library.catalog
            if gone:
                with catalog.transaction() as connection:
                    catalog.photos.miss_files(connection, gone)
                self._duplicates.regroup()

    def undo(
        self, plan: str, entry_ids: set[int] | None = None, control: JobControl | None = None
    ) -> Iterator[Undone]:
        """Put back what a clean-up took away, the latest first, or only some entries of it; the next scan
        finds the files.

        Raises:
            JobCancelled: when cancelled between two files; the others are still in the trash.
        """
        for entry in reversed(self.journal.entries(plan, EntryState.DONE)):
            if entry_ids is not None and entry.entry_id not in entry_ids:
                continue
            if control is not None:
                control.check()
            yield undo_entry(self.journal, entry, self._hasher)

    def recover(self) -> list[Entry]:
        """Bring the journal in step with the disk after a kill in the middle of a clean-up."""
        return recover(self.journal, self._hasher, self._trash)


def _concerns(photo: PhotoDetails, keeper: PhotoDetails) -> Iterator[Concern]:
    if photo.content_hash != keeper.content_hash:
        yield Concern.EDITED
    if photo.width * photo.height > keeper.width * keeper.height:
        yield Concern.LARGER
    if (photo.captured and not keeper.captured) or (photo.camera and not keeper.camera):
        yield Concern.METADATA
    if photo.offline:
        yield Concern.OFFLINE
