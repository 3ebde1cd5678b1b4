"""Which photo of a group to keep: ordered rules that the user can arrange, and the reason in words.

The order is lexicographic: a rule is asked only where all rules before it see no difference. Files in
reference folders come first whatever the rules say, and files that cannot be reached come last: what cannot
be read is no copy to rely on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from imagefinder.errors import RequestError
from imagefinder.groups.system_folders import system_folder_of


class Rule(StrEnum):
    """One thing to prefer."""

    ORIGINAL = "original"
    RESOLUTION = "resolution"
    METADATA = "metadata"
    BYTES = "bytes"
    OLDER = "older"
    FOLDER = "folder"
    NAME = "name"


DEFAULT_ORDER = (
    Rule.ORIGINAL,
    Rule.RESOLUTION,
    Rule.METADATA,
    Rule.BYTES,
    Rule.OLDER,
    Rule.FOLDER,
    Rule.NAME,
)


@dataclass(frozen=True, slots=True)
class Member:
    """What the rules look at.

    Attributes:
        path: the file.
        width: pixels.
        height: pixels.
        bytes: size of the file.
        mtime_ns: modification time.
        captured: EXIF date, None without.
        camera: EXIF camera, None without.
        software: EXIF software, None without.
        offline: whether it cannot be reached.
        derived: why it is believed to be made from another member; empty when it is not.
    """

    path: Path
    width: int
    height: int
    bytes: int
    mtime_ns: int
    captured: str | None = None
    camera: str | None = None
    software: str | None = None
    offline: bool = False
    derived: str = ""


@dataclass(frozen=True, slots=True)
class KeeperRules:
    """The user's arrangement.

    Attributes:
        order: which rules, the most important first; rules left out are not asked.
        folders: preferred folders, the most preferred first.
        references: folders whose files are never touched and always kept, besides the system's own.
    """

    order: tuple[Rule, ...] = DEFAULT_ORDER
    folders: tuple[Path, ...] = ()
    references: tuple[Path, ...] = ()

    def is_reference(self, path: Path) -> bool:
        """Whether a file lies in a reference folder, as every folder of the system is one."""
        named = any(path.is_relative_to(folder) for folder in self.references)
        return named or system_folder_of(path) is not None

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "order": [rule.value for rule in self.order],
            "folders": [str(folder) for folder in self.folders],
            "reference_folders": [str(folder) for folder in self.references],
        }

    @classmethod
    def from_json(cls, data: Any) -> KeeperRules:
        """Read ``to_json`` back. Raises ``RequestError`` for anything else."""
        try:
            order = tuple(Rule(name) for name in data["order"])
            folders = tuple(Path(folder) for folder in data["folders"])
            references = tuple(Path(folder) for folder in data["reference_folders"])
        except (KeyError, TypeError, ValueError) as error:
            raise RequestError("rules", f"these are not rules for choosing a keeper: {error}") from error
        if len(set(order)) != len(order):
            raise RequestError("rules", "a rule is named twice")
        return cls(order, folders, references)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Members in order of preference.

    Attributes:
        order: positions in the members given, the keeper first.
        reason: why the keeper comes before the next.
        rule: the rule that decided; None where none did.
    """

    order: tuple[int, ...]
    reason: str
    rule: Rule | None = None


def suggest(members: Sequence[Member], rules: KeeperRules) -> Suggestion:
    """Order the members of a group; equal ones keep the order of their paths, so that the answer never
    wavers.

    Raises:
        ValueError: when there is no member.
    """
    if not members:
        raise ValueError("a group without members has no keeper")

    def key(position: int) -> tuple[Any, ...]:
        member = members[position]
        values = tuple(_value(rule, member, rules) for rule in rules.order)
        return (not rules.is_reference(member.path), member.offline, *values, str(member.path))

    order = tuple(sorted(range(len(members)), key=key))
    if len(order) == 1:
        return Suggestion(order, "it is the only one")
    best, other = members[order[0]], members[order[1]]
    if rules.is_reference(best.path):
        system = system_folder_of(best.path)
        where = "a reference folder" if system is None else f"{system}, which belongs to the system"
        return Suggestion(order, f"it lies in {where}")
    if best.offline != other.offline:
        return Suggestion(order, "the others cannot be reached at present")
    for rule in rules.order:
        if _value(rule, best, rules) != _value(rule, other, rules):
            return Suggestion(order, _words(rule, best, other), rule)
    return Suggestion(order, "there is no difference that a rule names; it comes first by name")


def _words(rule: Rule, best: Member, other: Member) -> str:
    match rule:
        case Rule.ORIGINAL:
            return f"the other was made from it: {other.derived}"
        case Rule.RESOLUTION:
            return f"more pixels: {best.width} × {best.height} against {other.width} × {other.height}"
        case Rule.METADATA:
            return "it carries more of the camera's data"
        case Rule.BYTES:
            return f"larger file: {best.bytes:,} bytes against {other.bytes:,}"
        case Rule.OLDER:
            return "it is older"
        case Rule.FOLDER:
            return f"it lies in the preferred folder {best.path.parent}"
        case Rule.NAME:
            return f"its name, {best.path.name}, looks like the original's"


def _value(rule: Rule, member: Member, rules: KeeperRules) -> Any:
    """What a rule sorts by: smaller is better."""
    match rule:
        case Rule.ORIGINAL:
            return bool(member.derived)
        case Rule.RESOLUTION:
            return -member.width * member.height
        case Rule.METADATA:
            return -sum(value is not None for value in (member.captured, member.camera))
        case Rule.BYTES:
            # A few per cent more bytes say nothing of quality: sizes count in steps of 15 %.
            return -round(math.log(max(1, member.bytes), 1.15))
        case Rule.OLDER:
            # Capture dates are compared with each other; without one, the file's own time has to do.
            return (member.captured is None, member.captured or "", member.mtime_ns)
        case Rule.FOLDER:
            places = [n for n, folder in enumerate(rules.folders) if member.path.is_relative_to(folder)]
            return min(places, default=len(rules.folders))
        case Rule.NAME:
            return (_looks_like_a_copy(member.path.stem), len(member.path.name))


def _looks_like_a_copy(stem: str) -> bool:
    text = stem.casefold()
    if any(word in text for word in ("copy", "kopie", "copie", "copia", "duplicate", "edited", "-edit")):
        return True
    head, _, tail = text.rpartition("(")
    return bool(head) and tail.rstrip(")").isdigit() and tail.endswith(")")
