"""``imagefinder bench instances``: photos of the same thing, place or cover."""

from __future__ import annotations

import argparse
from functools import partial

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "instances",
        help="mean average precision over photos of the same thing",
        description="Search for photos that show the same thing as a photo. A set is a folder with gt.csv "
        "(lines "
        "QUERY,PHOTO), or a folder whose sub-folders each hold views of one thing.",
    )
    parser.add_argument(
        "--set",
        nargs="+",
        required=True,
        type=options.folder,
        metavar="DIR",
        dest="sets",
        help="sets to measure",
    )
    parser.add_argument(
        "--world", nargs="+", type=options.folder, default=[], metavar="DIR", help="distractors"
    )
    parser.add_argument(
        "--limit", type=options.positive, metavar="N", help="only the first N queries of each set"
    )
    parser.add_argument(
        "--top", type=options.positive, default=200, metavar="K", help="results per query (default: 200)"
    )
    options.add_bench(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from imagefinder.cli.bench_world import scanned_world
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.instances import read_instance_set, run_instances
    from imagefinder.evaluation.tables import instances_table

    sets = [read_instance_set(folder) for folder in arguments.sets]
    world = list(dict.fromkeys([*(folder for entry in sets for folder in entry.world), *arguments.world]))
    reports = {}
    with (
        stoppable() as control,
        Bar() as bar,
        scanned_world(arguments, world, control, bar) as library,
    ):
        for entry in sets:
            reports[entry.name] = run_instances(
                library,
                entry.queries[: arguments.limit],
                top=arguments.top,
                control=control,
                on_query=partial(bar.show, f"Searching {entry.name}"),
            )
    print(instances_table(reports))
    if arguments.json is not None:
        write_json("--json", arguments.json, {"format": 1, "sets": reports})
    if arguments.plot is not None:
        from imagefinder.evaluation.plots import plot_instances

        print(plot_instances(reports, arguments.plot))
    return 0
