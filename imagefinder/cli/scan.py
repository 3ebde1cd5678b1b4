"""``imagefinder scan``: look for photos in folders and describe them."""

from __future__ import annotations

import argparse
import sys

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "scan",
        help="add folders to the library and describe their photos",
        description="Add folders to the library and describe what is new or changed in all of its folders. "
        "Can be stopped at any time; the same command goes on where it stopped. Nothing is written among "
        "the photos.",
    )
    parser.add_argument(
        "folders",
        nargs="*",
        type=options.folder,
        metavar="FOLDER",
        help="folder of photos (none: those that the library knows)",
    )
    options.add_library(parser)
    parser.add_argument(
        "--fast-only",
        action="store_true",
        help="only the first look: finds copies and look-alikes, not objects",
    )
    parser.add_argument(
        "--workers", type=options.positive, metavar="N", help="decoder processes (default: one per core)"
    )
    parser.add_argument("--retry-failed", action="store_true", help="try again what could not be read before")
    options.add_device(parser)
    options.add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Scan; exit code 1 when some files could not be read."""
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import print_json
    from imagefinder.cli.progress import Bar, show_scan
    from imagefinder.cli.status import print_status
    from imagefinder.library import Library

    with stoppable() as control, Library.open(arguments.library, device=arguments.device) as library:
        for folder in arguments.folders:
            library.add_folder(folder)
        if not library.folders():
            raise RequestError("FOLDER", "name a folder of photos: the library has none yet")
        with Bar() as bar:
            for progress in library.scan(
                fast_only=arguments.fast_only,
                workers=arguments.workers,
                control=control,
                retry_failed=arguments.retry_failed,
            ):
                show_scan(bar, progress)
        status = library.status()
    if arguments.json:
        print_json(status.to_json())
    else:
        print_status(status)
    if status.counts.failed:
        print(
            f"imagefinder: {status.counts.failed} files could not be read; 'imagefinder failures' names them",
            file=sys.stderr,
        )
        return 1
    return 0
