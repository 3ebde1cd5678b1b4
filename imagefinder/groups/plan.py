"""A clean-up as data: what would be done to which file, shown and kept before anything is done.

A plan names every member of every group with the size, time and content hash that it had when the plan
was made. So it can be checked, and carried out, with nothing but itself and the disk: the invariant of
``imagefinder.groups.safety`` and the journal do the rest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from imagefinder.errors import RequestError

PLAN_FORMAT = 1


class ActionKind(StrEnum):
    """What can be done to a file that is not kept. There is no delete."""

    TRASH = "trash"
    MOVE = "move"
    HARD_LINK = "hardlink"


class GroupKind(StrEnum):
    """How alike the members of a group are."""

    EXACT = "exact"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when the plan was made.

    Attributes:
        path: absolute.
        size: bytes.
        mtime_ns: modification time, nanoseconds.
        content_hash: hexadecimal digest of its bytes, as the catalog holds it.
    """

    path: Path
    size: int
    mtime_ns: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group of copies.

    Attributes:
        group_id: stable name of the group.
        kind: whether the members are identical byte by byte.
        keeper: the file that is kept in any case.
        reason: why this one.
        members: every file of the group, the keeper first.
    """

    group_id: str
    kind: GroupKind
    keeper: Path
    reason: str
    members: tuple[FileState, ...]

    def member(self, path: Path) -> FileState | None:
        """The state of a member, None when ``path`` is none."""
        return next((state for state in self.members if state.path == path), None)


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One thing to do to one file.

    Attributes:
        kind: what.
        group_id: the group on whose account it is done.
        path: the file.
        destination: the folder that a move goes to; None otherwise.
    """

    kind: ActionKind
    group_id: str
    path: Path
    destination: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole clean-up.

    Attributes:
        name: unique; the journal's entries carry it.
        groups: the groups concerned.
        actions: what is to be done, in order.
        references: folders whose files are never touched.
        made: when, ISO 8601 UTC.
    """

    name: str
    groups: tuple[PlannedGroup, ...]
    actions: tuple[PlannedAction, ...]
    references: tuple[Path, ...] = ()
    made: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def group(self, group_id: str) -> PlannedGroup | None:
        """The group of this name."""
        return next((group for group in self.groups if group.group_id == group_id), None)

    def bytes_freed(self) -> int:
        """How much room the plan makes once the trash is emptied; a file in two groups counts once."""
        sizes: dict[Path, int] = {}
        by_name = {group.group_id: group for group in self.groups}
        for action in self.actions:
            group = by_name.get(action.group_id)
            state = group.member(action.path) if group is not None else None
            if state is not None and action.kind is not ActionKind.MOVE:
                sizes[action.path] = state.size
        return sum(sizes.values())


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, for people to read and for ``plan_from_json``."""
    return {
        "format": PLAN_FORMAT,
        "name": plan.name,
        "made": plan.made,
        "reference_folders": [str(folder) for folder in plan.references],
        "bytes_freed": plan.bytes_freed(),
        "groups": [
            {
                "id": group.group_id,
                "kind": group.kind.value,
                "keep": str(group.keeper),
                "reason": group.reason,
                "members": [
                    {
                        "path": str(state.path),
                        "bytes": state.size,
                        "mtime_ns": state.mtime_ns,
                        "content_hash": state.content_hash,
                    }
                    for state in group.members
                ],
            }
            for group in plan.groups
        ],
        "actions": [
            {
                "action": action.kind.value,
                "group": action.group_id,
                "path": str(action.path),
                **({} if action.destination is None else {"destination": str(action.destination)}),
            }
            for action in plan.actions
        ],
    }


def plan_from_json(data: Any) -> Plan:
    """Read a plan back.

    Raises:
        RequestError: when it is not a plan, or one of a newer version, or one that contradicts itself.
    """
    if not isinstance(data, dict) or "format" not in data:
        raise RequestError("--plan", "this is not a clean-up plan")
    if data["format"] != PLAN_FORMAT:
        raise RequestError(
            "--plan", f"the plan has format {data['format']}; this version reads {PLAN_FORMAT}"
        )
    try:
        plan = Plan(
            name=_text(data, "name"),
            groups=tuple(_group(item) for item in _list(data, "groups")),
            actions=tuple(_action(item) for item in _list(data, "actions")),
            references=tuple(_absolute(item) for item in data.get("reference_folders", [])),
            made=_text(data, "made"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RequestError("--plan", f"the plan is damaged: {error}") from error
    names = [group.group_id for group in plan.groups]
    if len(set(names)) != len(names):
        raise RequestError("--plan", "the plan is damaged: two groups have one name")
    return plan


def write_plan(plan: Plan, file: Path) -> None:
    """Write a plan as JSON. Raises ``RequestError`` when the file cannot be written."""
    try:
        file.write_text(json.dumps(plan_to_json(plan), indent=1, ensure_ascii=True) + "\n", "utf-8")
    except OSError as error:
        raise RequestError(str(file), f"the plan cannot be written: {error.strerror}") from error


def read_plan(file: Path) -> Plan:
    """Read a plan that ``write_plan`` wrote.

    Raises:
        RequestError: when the file cannot be read or is no plan.
    """
    try:
        return plan_from_json(json.loads(file.read_bytes()))
    except OSError as error:
        raise RequestError("--plan", f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise RequestError("--plan", f"{file} is not a clean-up plan: {error}") from error


def _group(item: Mapping[str, Any]) -> PlannedGroup:
    members = tuple(
        FileState(
            _absolute(_text(member, "path")),
            _count(member, "bytes"),
            _count(member, "mtime_ns"),
            bytes.fromhex(_text(member, "content_hash")).hex(),
        )
        for member in _list(item, "members")
    )
    group = PlannedGroup(
        _text(item, "id"),
        GroupKind(_text(item, "kind")),
        _absolute(_text(item, "keep")),
        str(item.get("reason", "")),
        members,
    )
    paths = [state.path for state in members]
    if len(set(paths)) != len(paths):
        raise ValueError(f"group {group.group_id} lists a file twice")
    if group.member(group.keeper) is None:
        raise ValueError(f"group {group.group_id} keeps a file that is not in it")
    return group


def _action(item: Mapping[str, Any]) -> PlannedAction:
    destination = item.get("destination")
    action = PlannedAction(
        ActionKind(_text(item, "action")),
        _text(item, "group"),
        _absolute(_text(item, "path")),
        None if destination is None else _absolute(destination),
    )
    if (action.kind is ActionKind.MOVE) != (action.destination is not None):
        raise ValueError(f"{action.path}: a move, and nothing else, needs a destination")
    return action


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item[key]
    if not isinstance(value, str) or not value:
        raise TypeError(f"“{key}” must be text")
    return value


def _count(item: Mapping[str, Any], key: str) -> int:
    value = item[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"“{key}” must be a whole number")
    return value


def _list(item: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = item[key]
    if not isinstance(value, list):
        raise TypeError(f"“{key}” must be a list")
    return value


def _absolute(value: Any) -> Path:
    if not isinstance(value, str):
        raise TypeError("a path must be text")
    path = Path(value)
    if not path.is_absolute():
        raise ValueError(f"the path {value!r} is not absolute")
    return path
