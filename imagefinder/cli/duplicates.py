"""``imagefinder duplicates``: groups of copies in the library, the suggested keeper first."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from imagefinder.cli import options
from imagefinder.cli.options import Commands

if TYPE_CHECKING:
    from imagefinder.groups.duplicates import Group

KINDS = ("exact", "near", "all")


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
        "--plan",
        type=options.file,
        metavar="FILE",
        help="write a plan that keeps the suggested photo of each group and moves the others to the trash",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Find and show."""
    from imagefinder.cli.group_pages import write_groups_page
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import print_json
    from imagefinder.cli.progress import Bar
    from imagefinder.groups.duplicates import Duplicates, groups_to_json
    from imagefinder.groups.plan import write_plan
    from imagefinder.groups.review import plan_for
    from imagefinder.library import Library

    kind = None if arguments.kind == "all" else arguments.kind
    with (
        stoppable() as control,
        Library.open(arguments.library, create=False, device=arguments.device) as library,
        Duplicates(library) as duplicates,
        Bar("pair") as bar,
    ):
        duplicates.update(
            control=control,
            on_progress=lambda stage, done, total: bar.show(f"Duplicates, {stage}", done, total or None),
        )
        groups = [
            group for found in duplicates.all(kind=kind) if (group := _above(found, arguments.threshold))
        ]
        if arguments.plan is not None:
            write_plan(plan_for(groups, duplicates.rules), arguments.plan)
        if arguments.html is not None:
            write_groups_page(library, groups, arguments.html)
    if arguments.json:
        print_json(groups_to_json(groups))
    else:
        _print(groups)
    return 0


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
