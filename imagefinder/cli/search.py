"""``imagefinder search``: photos of the collection that show what a picture shows."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "search",
        help="find photos by a picture, or by a part of it",
        description="Find the photos of the library that are copies of IMAGE, share an object with it, or "
        "look alike.",
    )
    parser.add_argument("image", type=options.file, metavar="IMAGE", help="picture to search with")
    options.add_library(parser)
    part = parser.add_mutually_exclusive_group()
    part.add_argument(
        "--region",
        type=options.region,
        metavar="X,Y,W,H",
        help="search with this part only, in pixels of the upright picture at full resolution",
    )
    part.add_argument(
        "--lasso",
        type=options.lasso,
        metavar="X,Y,X,Y,…",
        help="search with what this closed line runs round, in the same pixels",
    )
    parser.add_argument(
        "--top", type=options.positive, default=50, metavar="K", help="at most this many results"
    )
    parser.add_argument(
        "--kind", choices=options.KINDS, default="any", help="which results to show (default: any)"
    )
    options.add_device(parser)
    options.add_json(parser)
    options.add_html(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Search and show."""
    from imagefinder.cli.querying import open_for_queries

    with open_for_queries(arguments) as (library, control):
        import numpy as np

        from imagefinder.cli.answers import show_answer

        answer = library.search(
            arguments.image,
            region=arguments.region,
            lasso=None if arguments.lasso is None else np.array(arguments.lasso),
            top=arguments.top,
            kind=arguments.kind,
            control=control,
        )
        show_answer(library, answer, as_json=arguments.json, html=arguments.html, title="Search results")
    return 0
