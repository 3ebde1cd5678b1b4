"""``imagefinder duplicates``: groups of copies in the library, the suggested keeper first."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError

if TYPE_CHECKING:
    from imagefinder.groups.duplicates import Duplicates, Group
    from imagefinder.groups.plan import Plan

KINDS = ("exact", "near", "all")
LISTS = {"same": "SAME", "alike": "ALIKE", "burst": "BURST", "raw": "COMPANION"}
RULES = ("original", "resolution", "metadata", "bytes", "older", "folder", "name")
ACTIONS = ("trash", "move", "hardlink")


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "duplicates",
        help="find copies within the library",
        description="Find photos of the library that are copies of each other, exact or edited, and say "
        "what was done to them. Nothing is touched; --plan writes a clean-up for 'imagefinder clean'.",
    )
    options.add_library(parser)
    parser.add_argument(
        "--kind", choices=KINDS, default="all", help="byte for byte, edited, or both (default: all)"
    )
    parser.add_argument(
        "--threshold",
        type=options.share,
        default=0.0,
        metavar="T",
        help="leave out photos less similar to their keeper, 0 to 1 (default: 0)",
    )
    options.add_device(parser)
    options.add_json(parser)
    options.add_html(parser)
    parser.add_argument(
        "--list",
        choices=tuple(LISTS),
        default="same",
        help="the same picture (default), pictures that look alike, bursts, or raw files with their picture",
    )
    parser.add_argument(
        "--plan",
        type=options.file,
        metavar="FILE",
        help="write a plan that keeps the suggested photo of each group and acts on the others",
    )
    parser.add_argument(
        "--action",
        choices=ACTIONS,
        default="trash",
        help="what the plan does to the others: to the trash (default), into a folder, or replaced by a hard "
        "link to an identical file",
    )
    parser.add_argument("--to", type=options.folder, metavar="DIR", help="with --action move: the folder")
    parser.add_argument(
        "--reviewed",
        nargs="?",
        const="review",
        metavar="NAME",
        help="the plan holds what was marked in a review in the window, and nothing else",
    )
    parser.add_argument(
        "--reference",
        type=options.folder,
        action="append",
        metavar="DIR",
        help="a folder whose photos are kept and never touched; may be repeated, remembered",
    )
    parser.add_argument(
        "--prefer",
        type=options.folder,
        action="append",
        metavar="DIR",
        help="a folder whose photos are rather kept; may be repeated, the first most of all, remembered",
    )
    parser.add_argument(
        "--order",
        type=rule_order,
        metavar="RULE,…",
        help="what decides which photo to keep, the most important first, remembered: " + ", ".join(RULES),
    )
    parser.set_defaults(run=run)


def rule_order(text: str) -> tuple[str, ...]:
    """Names of rules, separated by commas, none twice."""
    names = tuple(part.strip().casefold() for part in text.split(","))
    for name in names:
        if name not in RULES:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(RULES)}")
    if len(set(names)) != len(names):
        raise argparse.ArgumentTypeError("a rule is named twice")
    return names


def run(arguments: argparse.Namespace) -> int:
    """Find and show."""
    from imagefinder.cli.group_pages import write_groups_page
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import print_json
    from imagefinder.cli.progress import Bar
    from imagefinder.groups.duplicates import Duplicates, groups_to_json
    from imagefinder.groups.plan import write_plan
    from imagefinder.groups.store import GroupList
    from imagefinder.library import Library

    if (arguments.action == "move") != (arguments.to is not None):
        raise RequestError("--to", "a folder goes with --action move, and --action move with a folder")
    if arguments.reviewed is not None and arguments.plan is None:
        raise RequestError("--reviewed", "goes with --plan")
    kind = None if arguments.kind == "all" else arguments.kind
    with (
        stoppable() as control,
        Library.open(arguments.library, create=False, device=arguments.device) as library,
        Duplicates(library) as duplicates,
        Bar("pair") as bar,
    ):
        _arrange(duplicates, arguments)
        duplicates.update(
            control=control,
            on_progress=lambda stage, done, total: bar.show(f"Duplicates, {stage}", done, total or None),
        )
        groups = [
            group
            for found in duplicates.all(GroupList[LISTS[arguments.list]], kind=kind)
            if (group := _above(found, arguments.threshold))
        ]
        if arguments.plan is not None:
            write_plan(_plan(duplicates, groups, arguments), arguments.plan)
        if arguments.html is not None:
            write_groups_page(library, groups, arguments.html)
    if arguments.json:
        print_json(groups_to_json(groups))
    else:
        _print(groups)
    return 0


def _arrange(duplicates: Duplicates, arguments: argparse.Namespace) -> None:
    """Take up the rules that are remembered with the library, and what the command line says of them."""
    from imagefinder.groups.keeper import Rule
    from imagefinder.groups.review import load_rules, save_rules

    rules = load_rules(duplicates)
    changed = replace(
        rules,
        order=rules.order if arguments.order is None else tuple(Rule(name) for name in arguments.order),
        folders=rules.folders if arguments.prefer is None else tuple(arguments.prefer),
        references=rules.references if arguments.reference is None else tuple(arguments.reference),
    )
    if changed != rules:
        save_rules(duplicates, changed)


def _plan(duplicates: Duplicates, groups: list[Group], arguments: argparse.Namespace) -> Plan:
    from imagefinder.groups.plan import ActionKind
    from imagefinder.groups.review import Review, plan_for

    if arguments.reviewed is None:
        return plan_for(groups, duplicates.rules, ActionKind(arguments.action), arguments.to)
    names = [name for name, _ in duplicates.library.catalog.decisions.sessions()]
    if arguments.reviewed not in names:
        raise RequestError("--reviewed", f"there is no review named {arguments.reviewed!r}")
    plan = Review(duplicates, arguments.reviewed).plan()
    if not plan.actions:
        raise RequestError("--reviewed", f"nothing is marked in the review {arguments.reviewed!r}")
    return plan


def _above(group: Group, threshold: float) -> Group | None:
    """The group without what is less similar to its keeper; None when nothing is left beside it."""
    keeper, *others = group.photos
    close = [item for item in others if item.similarity >= threshold]
    return replace(group, photos=(keeper, *close)) if close else None


def _print(groups: list[Group]) -> None:
    from imagefinder.cli.output import size_in_words

    for group in groups:
        keeper = group.photos[0].photo
        print(
            f"{group.kind}  {keeper.path}  ({keeper.width} × {keeper.height}, {size_in_words(keeper.size)})"
        )
        for item in group.photos[1:]:
            words = item.change.words if item.change is not None else "similar"
            print(f"       {item.photo.path}  {words}, {item.similarity:.0%}")
    copies = sum(len(group.photos) - 1 for group in groups)
    freed = sum(item.photo.size for group in groups for item in group.photos[1:])
    print(f"{len(groups)} groups, {copies} copies beside their keepers, {size_in_words(freed)}")
