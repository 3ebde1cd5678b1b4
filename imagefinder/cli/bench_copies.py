"""``imagefinder bench copies``: are edited photos known as copies of their originals, and of nothing else?"""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "copies",
        help="precision and recall by kind of change, beside perceptual hashes",
        description="Put photos of a world through more than twenty kinds of change at several strengths, "
        "search with "
        "each, and count what is called a copy: right and wrong, by kind, beside pHash and dHash on the "
        "same pictures.",
    )
    parser.add_argument(
        "--world",
        nargs="+",
        required=True,
        type=options.folder,
        metavar="DIR",
        help="folders of photos to search in",
    )
    parser.add_argument(
        "--originals",
        type=options.positive,
        default=20,
        metavar="N",
        help="photos that are edited (default: 20)",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="chooses them (default: 0)")
    options.add_bench(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar, show_scan
    from imagefinder.evaluation.copies import run_copies
    from imagefinder.evaluation.tables import copies_table
    from imagefinder.evaluation.world import open_world

    with (
        stoppable() as control,
        Bar() as bar,
        open_world(
            arguments.world,
            library_path=arguments.library,
            device=arguments.device,
            workers=arguments.workers,
            control=control,
            on_scan=lambda progress: show_scan(bar, progress),
        ) as library,
    ):
        report = run_copies(
            library,
            originals=arguments.originals,
            seed=arguments.seed,
            control=control,
            on_query=lambda done, total: bar.show("Searching", done, total),
        )
    print(copies_table(report))
    if arguments.json is not None:
        write_json("--json", arguments.json, report)
    if arguments.plot is not None:
        from imagefinder.evaluation.plots import plot_copies

        print(plot_copies(report, arguments.plot))
    return 0
