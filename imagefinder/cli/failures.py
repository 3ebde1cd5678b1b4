"""``imagefinder failures``: every file that could not be read, and why."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "failures",
        help="list the files that could not be read, and why",
        description="List every file that the last scans could not read as a picture, with the reason. "
        "A file is tried again when it changes, or with 'imagefinder scan --retry-failed'.",
    )
    options.add_library(parser)
    options.add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List them."""
    from imagefinder.cli.output import print_json
    from imagefinder.library import Library

    with Library.open(arguments.library, create=False, read_only=True) as library:
        failures = library.failures()
    if arguments.json:
        print_json(
            {
                "format": 1,
                "failures": [
                    {
                        "path": str(failure.path),
                        "fault": str(failure.fault),
                        "detail": failure.detail,
                        "bytes": failure.size,
                    }
                    for failure in failures
                ],
            }
        )
        return 0
    for failure in failures:
        print(f"{failure.path}: {failure.detail}")
    if not failures:
        print("Every file could be read.")
    return 0
