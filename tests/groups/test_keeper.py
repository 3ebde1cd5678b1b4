"""Which photo is suggested, and why: the rules in the user's order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from imagefinder.errors import RequestError
from imagefinder.groups.keeper import DEFAULT_ORDER, KeeperRules, Member, Rule, suggest

BASE = Member(Path("/photos/b.jpg"), 1000, 800, 50_000, 10**18)
BIG = replace(BASE, path=Path("/photos/big.jpg"), width=2000, height=1600)
HEAVY = replace(BASE, path=Path("/photos/heavy.jpg"), bytes=90_000)
TOLD = replace(BASE, path=Path("/photos/told.jpg"), captured="2020-01-01T10:00:00", camera="Maker X")
OLD = replace(BASE, path=Path("/photos/old.jpg"), mtime_ns=10**17)
HOME = replace(BASE, path=Path("/albums/home.jpg"))
COPY = replace(BASE, path=Path("/photos/b (1).jpg"))


def first(members: list[Member], rules: KeeperRules) -> Member:
    return members[suggest(members, rules).order[0]]


@pytest.mark.parametrize(
    ("rule", "winner", "words"),
    [
        (Rule.RESOLUTION, BIG, "2000 × 1600"),
        (Rule.BYTES, HEAVY, "90,000"),
        (Rule.METADATA, TOLD, "camera"),
        (Rule.OLDER, OLD, "older"),
        (Rule.FOLDER, HOME, "/albums"),
        (Rule.NAME, BASE, "b.jpg"),
    ],
)
def test_each_rule_alone(rule: Rule, winner: Member, words: str) -> None:
    rules = KeeperRules((rule,), folders=(Path("/albums"),))
    members = [COPY, BASE, winner] if winner is not BASE else [COPY, BASE]
    assert first(members, rules) is winner
    assert words in suggest(members, rules).reason


def test_the_order_of_the_rules_decides() -> None:
    assert first([BIG, TOLD], KeeperRules((Rule.METADATA, Rule.RESOLUTION))) is TOLD
    assert first([BIG, TOLD], KeeperRules((Rule.RESOLUTION, Rule.METADATA))) is BIG
    assert (
        first([HEAVY, TOLD], KeeperRules()) is TOLD
    )  # size is a poor rule: small files often carry the data


def test_what_was_made_from_another_never_wins_by_size() -> None:
    bordered = replace(BIG, derived="it has a border that the other does not have")
    suggestion = suggest([bordered, BASE], KeeperRules())
    assert suggestion.order == (1, 0) and "border" in suggestion.reason


def test_reference_folders_come_first_and_unreachable_files_last() -> None:
    rules = KeeperRules(references=(Path("/albums"),))
    assert first([BIG, HOME], rules) is HOME
    assert first([replace(BIG, offline=True), BASE], KeeperRules()) is BASE


def test_the_answer_does_not_depend_on_the_order_given() -> None:
    members = [BASE, BIG, HEAVY, TOLD, OLD, HOME, COPY]
    orders = set()
    for shuffled in list(permutations(members))[::500]:
        orders.add(tuple(shuffled[i].path for i in suggest(shuffled, KeeperRules()).order))
    assert len(orders) == 1


def test_rules_survive_being_stored() -> None:
    rules = KeeperRules((Rule.NAME, Rule.OLDER), (Path("/a"),), (Path("/b"),))
    assert KeeperRules.from_json(rules.to_json()) == rules
    assert KeeperRules().order == DEFAULT_ORDER
    for damaged in (
        {},
        [],
        {**rules.to_json(), "order": ["fairest"]},
        {**rules.to_json(), "order": ["name", "name"]},
    ):
        with pytest.raises(RequestError):
            KeeperRules.from_json(damaged)
