"""``imagefinder import``: take in decisions, rules and reviews that ``export`` wrote."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "import",
        help="take in decisions from a file",
        description="Add the decisions, rules and reviews that 'imagefinder export' wrote, of this "
        "library or of another: they are about contents, so they hold wherever the photos lie now.",
    )
    parser.add_argument("file", type=options.file, metavar="FILE", help="file to read")
    options.add_library(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the file."""
    from imagefinder.cli.output import read_json
    from imagefinder.groups.duplicates import Duplicates
    from imagefinder.groups.review import import_review
    from imagefinder.library import Library

    document = read_json("FILE", arguments.file)
    with (
        Library.open(arguments.library, create=False, device="numpy") as library,
        Duplicates(library) as duplicates,
    ):
        added = import_review(duplicates, document)
    print(f"{added} new {'decision' if added == 1 else 'decisions'}")
    return 0
