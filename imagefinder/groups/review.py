"""Reviewing groups one after the other: marks, decisions that are remembered, sessions that can be left and
resumed.

Decisions are kept by content hash in the catalog; marks (what is to be done to which file) belong to a
session, which is saved after each step. Both can be exported and imported. Nothing here touches a file: a
session ends in a ``Plan``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from imagefinder.catalog import Decision, DecisionKind, PhotoDetails
from imagefinder.errors import RequestError
from imagefinder.groups.clusters import member_tokens
from imagefinder.groups.duplicates import Duplicates, Group, hash_counts
from imagefinder.groups.keeper import KeeperRules
from imagefinder.groups.plan import ActionKind, FileState, GroupKind, Plan, PlannedAction, PlannedGroup
from imagefinder.groups.store import GroupList

EXPORT_FORMAT = 1
_RULES = "keeper_rules"


@dataclass(slots=True)
class Session:
    """Where a review stands.

    Attributes:
        name: under which it is saved.
        list_name: the list that is reviewed.
        position: bytes and name of the group looked at last; None at the start.
        marks: group name → file → what is to be done to it; files without a mark stay.
        destination: folder that marked moves go to.
        history: decisions made in it, the latest last, for taking back.
    """

    name: str
    list_name: GroupList = GroupList.SAME
    position: tuple[int, str] | None = None
    marks: dict[str, dict[Path, ActionKind]] = field(default_factory=dict)
    destination: Path | None = None
    history: list[int] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "list": self.list_name.value,
            "position": None if self.position is None else list(self.position),
            "marks": {
                group: {str(path): kind.value for path, kind in marks.items()}
                for group, marks in self.marks.items()
            },
            "destination": None if self.destination is None else str(self.destination),
            "history": self.history,
        }

    @classmethod
    def from_json(cls, name: str, data: Any) -> Session:
        """Read ``to_json`` back. Raises ``RequestError`` for anything else."""
        try:
            position = data["position"]
            return cls(
                name,
                GroupList(data["list"]),
                None if position is None else (int(position[0]), str(position[1])),
                {
                    str(group): {Path(path): ActionKind(kind) for path, kind in marks.items()}
                    for group, marks in data["marks"].items()
                },
                None if data["destination"] is None else Path(data["destination"]),
                [int(item) for item in data["history"]],
            )
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise RequestError("session", f"the session “{name}” cannot be read: {error}") from error


class Review:
    """A review of one library's groups.

    Args:
        duplicates: the groups.
        name: of the session; one that was saved under it is resumed.
        list_name: the list to review; that of a resumed session when None.
    """

    def __init__(
        self, duplicates: Duplicates, name: str = "review", list_name: GroupList | None = None
    ) -> None:
        self._duplicates = duplicates
        self._decisions = duplicates.library.catalog.decisions
        saved = self._decisions.load_session(name)
        self.session = Session(name) if saved is None else Session.from_json(name, saved)
        if list_name is not None and list_name is not self.session.list_name:
            self.session.list_name, self.session.position = list_name, None
        load_rules(duplicates)

    def _save(self) -> None:
        self._decisions.save_session(self.session.name, self.session.to_json())

    # Rules.

    @property
    def rules(self) -> KeeperRules:
        """How keepers are suggested."""
        return self._duplicates.rules

    def set_rules(self, rules: KeeperRules) -> None:
        """Arrange the rules; they are remembered with the library."""
        save_rules(self._duplicates, rules)

    # Going through.

    def next(self) -> Group | None:
        """The next group that nothing was decided about; None at the end of the list."""
        page = self._duplicates.page(self.session.list_name, after=self.session.position, limit=1)
        if not page:
            return None
        self.session.position = page[0].order_key
        self._save()
        return page[0]

    def current(self) -> Group | None:
        """The group looked at last, as it is now."""
        return None if self.session.position is None else self._duplicates.group(self.session.position[1])

    def restart(self) -> None:
        """Go back to the first group; marks and decisions stay."""
        self.session.position = None
        self._save()

    # Marks.

    def mark(self, group: Group, path: Path, kind: ActionKind | None) -> None:
        """Mark what is to be done to a file of a group; None takes the mark away.

        Raises:
            RequestError: for a file in a reference folder, or one that is not in the group, or the last
            unmarked one.
        """
        self._mark(group, path, kind)
        self._save()

    def _mark(self, group: Group, path: Path, kind: ActionKind | None) -> None:
        paths = [item.photo.path for item in group.photos]
        if path not in paths:
            raise RequestError(str(path), "this photo is not in the group")
        marks = dict(self.session.marks.get(group.group_id, {}))
        if kind is None:
            marks.pop(path, None)
        else:
            if self.rules.is_reference(path):
                raise RequestError(str(path), "this photo lies in a reference folder, which is never touched")
            if all(other in marks or other == path for other in paths):
                raise RequestError(str(path), "one photo of a group always stays")
            marks[path] = kind
        if marks:
            self.session.marks[group.group_id] = marks
        else:
            self.session.marks.pop(group.group_id, None)

    def set_marks(self, group: Group, marks: Mapping[Path, ActionKind]) -> None:
        """Give a group these marks and no others, all or none of them.

        Raises:
            RequestError: as ``mark`` does.
        """
        before = self.session.marks.pop(group.group_id, {})
        try:
            for path, kind in marks.items():
                self._mark(group, path, kind)
        except RequestError:
            self.session.marks.pop(group.group_id, None)
            if before:
                self.session.marks[group.group_id] = before
            raise
        self._save()

    def keep_only(self, group: Group, path: Path | None = None, kind: ActionKind = ActionKind.TRASH) -> None:
        """Mark every photo of a group but one (the suggested keeper when None) and those in reference
        folders.
        """
        self.set_marks(group, self.others(group, path, kind))

    def others(
        self, group: Group, path: Path | None = None, kind: ActionKind = ActionKind.TRASH
    ) -> dict[Path, ActionKind]:
        """The marks that ``keep_only`` would make."""
        chosen = path or group.photos[0].photo.path
        paths = [item.photo.path for item in group.photos]
        return {p: kind for p in paths if p != chosen and not self.rules.is_reference(p)}

    def keep_suggested(
        self, list_name: GroupList, kind: ActionKind = ActionKind.TRASH, *, exact: bool = False
    ) -> int:
        """Mark all but the suggested photo in every group of a list that has no mark yet.

        Args:
            list_name: which list.
            kind: what is to be done to them.
            exact: only in groups of identical files.

        Returns:
            The number of groups marked.
        """
        count = 0
        for group in self._duplicates.all(list_name, kind="exact" if exact else None):
            marks = self.others(group, kind=kind)
            if group.group_id not in self.session.marks and marks:
                self.session.marks[group.group_id] = marks
                count += 1
        self._save()
        return count

    def clear_marks(self) -> None:
        """Take every mark away."""
        self.session.marks.clear()
        self._save()

    def look_at(self, group: Group) -> None:
        """Remember that the review stands at this group."""
        self.session.list_name, self.session.position = group.list_name, group.order_key
        self._save()

    def set_destination(self, folder: Path) -> None:
        """The folder that marked moves go to."""
        self.session.destination = folder
        self._save()

    def marks_of(self, group: Group) -> dict[Path, ActionKind]:
        """The marks of a group, for files that are still in it."""
        there = {item.photo.path for item in group.photos}
        marks = self.session.marks.get(group.group_id, {})
        return {path: kind for path, kind in marks.items() if path in there}

    # Decisions.

    def decide(self, group: Group, kind: DecisionKind, note: str = "") -> int:
        """Decide about a whole group: it returns only when a member appears that was not in it.

        ``NOT_A_MATCH`` says that no two of its photos belong together. Marks of the group are dropped.
        """
        hashes = hash_counts(item.photo for item in group.photos)
        decision = self._decisions.make(kind, member_tokens(hashes), note=note)
        self.session.history.append(decision)
        self.session.marks.pop(group.group_id, None)
        self._duplicates.store.set_decided(group.group_id, kind.value)
        self._save()
        return decision

    def decide_pair(self, group: Group, first: Path, second: Path) -> int:
        """Say that two photos of a group are not a match; the group is divided accordingly.

        Raises:
            RequestError: when they are the same content, or not in the group.
        """
        found = {item.photo.path: item.photo for item in group.photos}
        if first not in found or second not in found:
            raise RequestError(str(second if first in found else first), "this photo is not in the group")
        a, b = found[first].content_hash, found[second].content_hash
        if a is None or b is None or a == b:
            raise RequestError(
                str(second), "the two files are identical; they cannot be told apart by content"
            )
        decision = self._decisions.make(DecisionKind.NOT_A_MATCH, [a, b])
        self.session.history.append(decision)
        self.session.marks.pop(group.group_id, None)
        self._duplicates.divide(group.group_id)
        self._save()
        return decision

    def decisions(self, limit: int = -1, offset: int = 0) -> list[Decision]:
        """What was decided, the latest first."""
        return self._decisions.all(limit, offset)

    def revoke(self, decision_id: int) -> bool:
        """Take a decision back; its groups are shown again. False when there is none of that number."""
        about = next((d for d in self._decisions.all() if d.decision_id == decision_id), None)
        if about is None or not self._decisions.revoke(decision_id):
            return False
        if decision_id in self.session.history:
            self.session.history.remove(decision_id)
        self._duplicates.regroup()
        self._save()
        return True

    def take_back(self) -> bool:
        """Take the latest decision of this session back; False when there is none."""
        return bool(self.session.history) and self.revoke(self.session.history[-1])

    def resume_postponed(self) -> int:
        """Show the groups again that were put off with “not now”; returns how many decisions that were."""
        postponed = [d for d in self._decisions.all() if d.kind is DecisionKind.NOT_NOW]
        for decision in postponed:
            self._decisions.revoke(decision.decision_id)
        if postponed:
            self._duplicates.regroup()
        return len(postponed)

    # The end: a plan.

    def plan(self) -> Plan:
        """What the marks of this session come to, for showing, exporting and carrying out."""
        groups = [self._duplicates.group(group_id) for group_id in self.session.marks]
        return make_plan(
            ((group, self.marks_of(group)) for group in groups if group is not None),
            self.rules,
            self.session.destination,
        )

    def forget_done(self, paths: Iterable[Path]) -> None:
        """Drop the marks of files that were dealt with; failures keep theirs, and so stay in the list."""
        done = set(paths)
        for group_id in list(self.session.marks):
            left = {path: kind for path, kind in self.session.marks[group_id].items() if path not in done}
            if left:
                self.session.marks[group_id] = left
            else:
                del self.session.marks[group_id]
        self._save()


def load_rules(duplicates: Duplicates) -> KeeperRules:
    """Take up the rules that are remembered with the library, if there are any; returns those in force."""
    stored = duplicates.library.catalog.settings.get(_RULES)
    if stored is not None:
        duplicates.rules = KeeperRules.from_json(stored)
    return duplicates.rules


def save_rules(duplicates: Duplicates, rules: KeeperRules) -> None:
    """Put rules in force and remember them with the library."""
    duplicates.rules = rules
    duplicates.library.catalog.settings.set(_RULES, rules.to_json())


def make_plan(
    marked: Iterable[tuple[Group, dict[Path, ActionKind]]],
    rules: KeeperRules,
    destination: Path | None = None,
) -> Plan:
    """Turn marks into a plan. The keeper of each group is the first of its unmarked files.

    Raises:
        RequestError: for a move without a folder to move to, or a group of which nothing stays.
    """
    groups, actions = [], []
    for group, marks in marked:
        if not marks:
            continue
        staying = [item.photo for item in group.photos if item.photo.path not in marks]
        if not staying:
            raise RequestError(group.group_id, "one photo of a group always stays")
        keeper = staying[0]
        reason = group.reason if keeper is group.photos[0].photo else "chosen in the review"
        states = [_state(item.photo) for item in group.photos]
        states.sort(key=lambda state: state.path != keeper.path)
        groups.append(PlannedGroup(group.group_id, GroupKind(group.kind), keeper.path, reason, tuple(states)))
        for path, kind in marks.items():
            if kind is ActionKind.MOVE and destination is None:
                raise RequestError("destination", "a folder is needed to move photos to")
            target = destination if kind is ActionKind.MOVE else None
            actions.append(PlannedAction(kind, group.group_id, path, target))
    name = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}-{secrets.token_hex(3)}"
    return Plan(name, tuple(groups), tuple(actions), rules.references)


def plan_for(
    groups: Iterable[Group],
    rules: KeeperRules,
    kind: ActionKind = ActionKind.TRASH,
    destination: Path | None = None,
) -> Plan:
    """The plan that keeps the suggested photo of each group and does one thing to all others."""
    marked = []
    for group in groups:
        others = [item.photo.path for item in group.photos[1:] if not rules.is_reference(item.photo.path)]
        marked.append((group, dict.fromkeys(others, kind)))
    return make_plan(marked, rules, destination)


def export_review(duplicates: Duplicates) -> dict[str, Any]:
    """Decisions, rules and sessions as plain data."""
    decisions = duplicates.library.catalog.decisions
    return {
        "format": EXPORT_FORMAT,
        "decisions": decisions.export(),
        "rules": duplicates.rules.to_json(),
        "sessions": {name: decisions.load_session(name) for name, _ in decisions.sessions()},
    }


def import_review(duplicates: Duplicates, data: Any) -> int:
    """Add what ``export_review`` gave, of this library or another; returns how many decisions are new.

    Raises:
        RequestError: when it is something else, or of a newer version; nothing is then changed.
    """
    if not isinstance(data, dict) or not isinstance(data.get("decisions"), list):
        raise RequestError("FILE", "this is not an export of decisions")
    if data.get("format") != EXPORT_FORMAT:
        raise RequestError("FILE", f"the export has format {data.get('format')}, not {EXPORT_FORMAT}")
    catalog = duplicates.library.catalog
    sessions = {name: Session.from_json(name, state) for name, state in data.get("sessions", {}).items()}
    rules = None if data.get("rules") is None else KeeperRules.from_json(data["rules"])
    try:
        added = catalog.decisions.import_(data["decisions"])
    except ValueError as error:
        raise RequestError("FILE", str(error)) from error
    known = {name for name, _ in catalog.decisions.sessions()}
    for name, session in sessions.items():
        if name not in known:
            catalog.decisions.save_session(name, session.to_json())
    if rules is not None:
        save_rules(duplicates, rules)
    duplicates.regroup()
    return added


def _state(photo: PhotoDetails) -> FileState:
    return FileState(photo.path, photo.size, photo.mtime_ns, (photo.content_hash or b"").hex())
