"""``imagefinder bench provenance``: the links of a whole collection against the truth and single searches."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "provenance",
        help="composites and donors of a whole collection: links and clusters",
        description="Scan photos and composites into one library, look for who borrowed from whom through "
        "all of it, and hold the links against the truth and against what a search with each composite "
        "finds. (imagefinder bench composites --generate N makes composites.)",
    )
    parser.add_argument(
        "--world", nargs="+", required=True, type=options.folder, metavar="DIR", help="folders of photos"
    )
    parser.add_argument(
        "--queries", required=True, type=options.folder, metavar="DIR", help="folder of the composites alone"
    )
    parser.add_argument(
        "--truth", type=options.file, metavar="FILE.json", help="default: truth.json among the composites"
    )
    parser.add_argument("--limit", type=options.positive, metavar="N", help="only the first N composites")
    options.add_bench(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from imagefinder.cli.bench_world import scanned_world
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.composites import resolve_queries
    from imagefinder.evaluation.provenance import run_provenance
    from imagefinder.evaluation.tables import provenance_table
    from imagefinder.evaluation.truth import read_truth

    truth_file = arguments.truth or arguments.queries / "truth.json"
    truth = read_truth(truth_file)
    roots = [*arguments.world, *(folder.parent for folder in arguments.world)]
    with (
        stoppable() as control,
        Bar() as bar,
        scanned_world(arguments, [*arguments.world, arguments.queries], control, bar) as library,
    ):
        report = run_provenance(
            library,
            resolve_queries(library, arguments.queries, truth, roots, arguments.limit),
            control=control,
            on_progress=lambda stage, done, total: bar.show(stage.capitalize(), done, total or None),
        )
    print(provenance_table(report))
    if arguments.json is not None:
        write_json("--json", arguments.json, report)
    return 0
