"""Plans as data: out and back unchanged, damage named, the invariant on plans without a disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.errors import RequestError
from imagefinder.groups.plan import (
    ActionKind,
    FileState,
    GroupKind,
    Plan,
    PlannedAction,
    PlannedGroup,
    plan_from_json,
    plan_to_json,
    read_plan,
    write_plan,
)
from imagefinder.groups.safety import review_plan

FILES = [Path(f"/photos/{name}.jpg") for name in "abcdefgh"]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    groups = []
    for number in range(draw(st.integers(1, 4))):
        paths = draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=5, unique=True))
        states = tuple(FileState(path, 10, 20, "ab" * 16) for path in paths)
        kind = draw(st.sampled_from(list(GroupKind)))
        groups.append(PlannedGroup(f"g{number}", kind, draw(st.sampled_from(paths)), "why", states))
    actions = []
    for _ in range(draw(st.integers(0, 10))):
        kind = draw(st.sampled_from(list(ActionKind)))
        group = draw(st.sampled_from([*(group.group_id for group in groups), "unknown"]))
        destination = Path("/elsewhere") if kind is ActionKind.MOVE else None
        actions.append(PlannedAction(kind, group, draw(st.sampled_from(FILES)), destination))
    references = draw(st.sampled_from([(), (Path("/photos/a.jpg"),), (Path("/photos"),)]))
    return Plan("p", tuple(groups), tuple(actions), references)


@given(plans())
def test_whatever_a_plan_asks_every_group_keeps_a_file(plan: Plan) -> None:
    allowed, refused = review_plan(plan)
    gone = {action.path for action in allowed}
    for group in plan.groups:
        assert any(state.path not in gone for state in group.members)
    assert not any(path.is_relative_to(folder) for path in gone for folder in plan.references)
    assert len(gone) == len(allowed)
    assert gone | {item.action.path for item in refused} == {action.path for action in plan.actions}
    for action in allowed:
        group = plan.group(action.group_id)
        assert group is not None and action.path != group.keeper
        assert action.kind is not ActionKind.HARD_LINK or group.kind is GroupKind.EXACT


@given(plans())
def test_a_plan_survives_being_written(plan: Plan) -> None:
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


def test_files_with_odd_names_survive(tmp_path: Path) -> None:
    odd = Path('/photos/quote" new\nline \udcff ü.jpg')
    group = PlannedGroup(
        "g", GroupKind.EXACT, FILES[0], "", (FileState(FILES[0], 1, 2, ""), FileState(odd, 1, 2, "ff"))
    )
    plan = Plan("p", (group,), (PlannedAction(ActionKind.TRASH, "g", odd),))
    with pytest.raises(RequestError):  # a digest is needed of every file
        plan_from_json(plan_to_json(plan))
    state = FileState(FILES[0], 1, 2, "00")
    plan = Plan(
        "p", (PlannedGroup("g", GroupKind.EXACT, FILES[0], "", (state, group.members[1])),), plan.actions
    )
    write_plan(plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == plan


def test_room_is_counted_once_for_each_file() -> None:
    states = tuple(FileState(path, 100, 0, "ab") for path in FILES[:3])
    groups = tuple(PlannedGroup(name, GroupKind.EXACT, FILES[0], "", states) for name in "xy")
    actions = tuple(PlannedAction(ActionKind.TRASH, name, FILES[1]) for name in "xy")
    assert Plan("p", groups, actions).bytes_freed() == 100


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.update(format=99),
        lambda data: data.pop("format"),
        lambda data: data.pop("groups"),
        lambda data: data.update(actions={}),
        lambda data: data["groups"].append(data["groups"][0]),
        lambda data: data["groups"][0].update(keep="/photos/other.jpg"),
        lambda data: data["groups"][0]["members"].append(data["groups"][0]["members"][0]),
        lambda data: data["groups"][0]["members"][0].update(bytes="many"),
        lambda data: data["groups"][0]["members"][0].update(content_hash="xyz"),
        lambda data: data["actions"][0].update(action="delete"),
        lambda data: data["actions"][0].update(path="relative.jpg"),
        lambda data: data["actions"][0].update(action="move"),
    ],
)
def test_damaged_plans_are_refused_in_words(damage: Any) -> None:
    states = tuple(FileState(path, 100, 0, "ab") for path in FILES[:2])
    group = PlannedGroup("g", GroupKind.EXACT, FILES[0], "", states)
    data = plan_to_json(Plan("p", (group,), (PlannedAction(ActionKind.TRASH, "g", FILES[1]),)))
    damage(data)
    with pytest.raises(RequestError, match="--plan"):
        plan_from_json(data)


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b"[" * 100_000, b"\xff\xfe"])
def test_files_that_are_no_plan_are_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    with pytest.raises(RequestError):
        read_plan(tmp_path / "plan.json")
    with pytest.raises(RequestError):
        read_plan(tmp_path / "missing.json")
