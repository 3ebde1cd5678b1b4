"""``imagefinder bench scan``: photos per second by stage, peak memory, beside bare SIFT extraction; with
``--generate``, a library of any size to measure with.
"""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError
from imagefinder.jobs import JobCancelled


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "scan",
        help="photos per second by stage, and peak memory; or make a large library with --generate",
        description="Scan folders into a new library and say where the time goes, beside bare SIFT "
        "extraction on the same files with as many processes. With --generate N, make a library of N photos "
        "instead, in minutes: what a scan would have left of so many, mixed from a few real ones.",
    )
    parser.add_argument("folders", nargs="*", type=options.folder, metavar="FOLDER", help="folder of photos")
    parser.add_argument(
        "--library", type=options.folder, metavar="DIR", help="keep the library here (default: temporary)"
    )
    parser.add_argument("--workers", type=options.positive, metavar="N", help="decoder processes")
    parser.add_argument("--fast-only", action="store_true", help="only the first look")
    parser.add_argument("--no-bare-sift", action="store_true", help="leave the comparison out")
    options.add_device(parser)
    parser.add_argument("--json", type=options.file, metavar="FILE", help="write the figures to a file")
    made = parser.add_argument_group("a library of made photos")
    made.add_argument(
        "--generate",
        type=options.positive,
        metavar="N",
        help="make a library of N photos in --library DIR, their files in DIR-photos",
    )
    made.add_argument(
        "--features",
        type=options.count,
        default=20,
        metavar="N",
        help="local features of a made photo, 0 for none (default: 20; a scan finds a thousand)",
    )
    made.add_argument(
        "--bases",
        nargs="+",
        type=options.folder,
        default=(),
        metavar="DIR",
        help="photos that the made ones take after (default: the samples)",
    )
    made.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same photos (default: 0)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Generate or measure."""
    if arguments.generate is not None:
        return _generate(arguments)
    if not arguments.folders:
        raise RequestError("FOLDER", "name a folder of photos to scan (or --generate N to make a library)")
    return _measure(arguments)


def _generate(arguments: argparse.Namespace) -> int:
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.cli.status import print_status
    from imagefinder.evaluation.made_library import make_library
    from imagefinder.library import Library

    if arguments.library is None:
        raise RequestError("--library", "is needed with --generate: a new folder")
    try:
        with stoppable() as control, Bar() as bar:
            for done in make_library(
                arguments.library,
                arguments.generate,
                seed=arguments.seed,
                features=arguments.features,
                bases=arguments.bases,
                device=arguments.device,
                control=control,
            ):
                bar.show("Making photos", done, arguments.generate)
    except JobCancelled as stopped:
        made = f"{arguments.library} and {arguments.library}-photos"
        raise JobCancelled(
            f"interrupted; {made} hold a part: delete them before making it again"
        ) from stopped
    with Library.open(arguments.library, create=False, read_only=True, device=arguments.device) as library:
        status = library.status()
    print_status(status)
    if arguments.json is not None:
        write_json("--json", arguments.json, status.to_json())
    return 0


def _measure(arguments: argparse.Namespace) -> int:
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
