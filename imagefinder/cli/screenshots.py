"""``imagefinder screenshots``: pictures of every place of the window, light and dark."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "screenshots",
        help="draw the window into picture files",
        description="Draw every place of the window, light and dark, into picture files; needs no display.",
    )
    parser.add_argument(
        "--out", required=True, type=options.folder, metavar="DIR", help="folder for the pictures"
    )
    parser.add_argument(
        "--query", type=options.file, metavar="IMAGE", help="picture that the window searches with"
    )
    options.add_library(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw them."""
    from imagefinder.cli.display import needing_qt

    with needing_qt():
        from imagefinder.gui.application.screenshots import make_screenshots

    for file in make_screenshots(arguments.out, library_path=arguments.library, query=arguments.query):
        print(file)
    return 0
