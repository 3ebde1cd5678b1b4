"""``imagefinder export``: decisions, rules and reviews of the library in a file of their own."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "export",
        help="write your decisions to a file",
        description="Write what cannot be worked out again: decisions about groups, the rules for "
        "keepers, and reviews that are under way. Everything else in a library comes back with a scan.",
    )
    parser.add_argument("file", type=options.file, metavar="FILE", help="file to write")
    options.add_library(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file."""
    from imagefinder.cli.output import write_json
    from imagefinder.groups.duplicates import Duplicates
    from imagefinder.groups.review import export_review
    from imagefinder.library import Library

    with (
        Library.open(arguments.library, create=False, read_only=True, device="numpy") as library,
        Duplicates(library) as duplicates,
    ):
        document = export_review(duplicates)
    write_json("FILE", arguments.file, document)
    count = len(document["decisions"])
    print(f"{count} {'decision' if count == 1 else 'decisions'} written to {arguments.file}")
    return 0
