"""``imagefinder status``: how the library stands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from imagefinder.cli import options
from imagefinder.cli.options import Commands

if TYPE_CHECKING:
    from imagefinder.library import LibraryStatus


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "status",
        help="show what the library holds",
        description="Show how many photos the library holds, how far they are described, and what its "
        "index takes.",
    )
    options.add_library(parser)
    options.add_device(parser)
    options.add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Show it."""
    from imagefinder.cli.output import print_json
    from imagefinder.library import Library

    with Library.open(arguments.library, create=False, read_only=True, device=arguments.device) as library:
        status = library.status()
    if arguments.json:
        print_json(status.to_json())
    else:
        print_status(status)
    return 0


def print_status(status: LibraryStatus) -> None:
    """In a few lines."""
    from imagefinder.cli.output import size_in_words

    counts, scan = status.counts, status.last_scan
    print(f"Library     {status.path}")
    print(
        f"Photos      {counts.photos} ({counts.thorough_done} described in detail, {counts.pending} pending, "
        f"{counts.failed} could not be read)"
    )
    for space in status.spaces:
        print(
            f"Index       {space.name}: {space.vectors} vectors, {space.method}, "
            f"{space.bytes_per_vector:g} bytes per vector, {size_in_words(space.disk_bytes)} on disk"
        )
    print(f"Disk        {size_in_words(status.disk_bytes)}")
    if scan is not None:
        ended = "" if scan.finished else ", stopped before its end"
        print(
            f"Last scan   {scan.elapsed_s:.1f} s: {scan.photos} read ({scan.photos_per_s:.1f} per s), "
            f"{scan.described} "
            f"described in detail ({scan.described_per_s:.1f} per s), {scan.failed} failed{ended}"
        )
    print(f"Memory      {size_in_words(status.peak_memory_bytes)} at most")
    print(f"Device      {status.device}")
    for folder in status.offline:
        print(f"Offline     {folder}")
