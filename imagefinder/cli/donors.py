"""``imagefinder donors``: the photos that a composite was made of."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "donors",
        help="find the photos that a composite was made of",
        description="Find the host and the donors of a composite: every photo of the library that shares "
        "an object "
        "with IMAGE, with the object outlined in both.",
    )
    parser.add_argument("image", type=options.file, metavar="IMAGE", help="the composite")
    options.add_library(parser)
    parser.add_argument(
        "--top", type=options.positive, default=50, metavar="K", help="at most this many results"
    )
    parser.add_argument(
        "--verifier",
        choices=options.VERIFIERS,
        default="os2os",
        help="how matches are told from chance (default: os2os; none: by rarity; votes: by number)",
    )
    options.add_device(parser)
    options.add_json(parser)
    options.add_html(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Search and show."""
    from imagefinder.cli.querying import open_for_queries

    with open_for_queries(arguments) as (library, control):
        from imagefinder.cli.answers import show_answer

        answer = library.searcher.donors(
            arguments.image, top=arguments.top, verifier=arguments.verifier, control=control
        )
        show_answer(library, answer, as_json=arguments.json, html=arguments.html, title="Donors")
    return 0
