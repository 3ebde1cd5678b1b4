"""``imagefinder bench scan``: photos per second by stage, peak memory, beside bare SIFT extraction."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "scan",
        help="photos per second by stage, and peak memory",
        description="Scan folders into a new library and say where the time goes, beside bare SIFT "
        "extraction on the same files with as many processes.",
    )
    parser.add_argument("folders", nargs="+", type=options.folder, metavar="FOLDER", help="folder of photos")
    parser.add_argument(
        "--library", type=options.folder, metavar="DIR", help="keep the library here (default: temporary)"
    )
    parser.add_argument("--workers", type=options.positive, metavar="N", help="decoder processes")
    parser.add_argument("--fast-only", action="store_true", help="only the first look")
    parser.add_argument("--no-bare-sift", action="store_true", help="leave the comparison out")
    options.add_device(parser)
    parser.add_argument("--json", type=options.file, metavar="FILE", help="write the figures to a file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar, show_scan
    from imagefinder.evaluation.scan import measure_scan, scan_table

    with stoppable() as control, Bar() as bar:
        speed = measure_scan(
            arguments.folders,
            library_path=arguments.library,
            workers=arguments.workers,
            fast_only=arguments.fast_only,
            bare=not arguments.no_bare_sift,
            device=arguments.device,
            control=control,
            on_progress=lambda progress: show_scan(bar, progress),
        )
    print(scan_table(speed))
    if arguments.json is not None:
        write_json("--json", arguments.json, speed.to_json())
    return 0
