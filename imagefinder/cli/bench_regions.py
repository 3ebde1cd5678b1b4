"""``imagefinder bench regions``: a part of a picture, marked by a box or a lasso, finds where it is from."""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "regions",
        help="covers boxed in photos, objects drawn round with a lasso: found first?",
        description="Search with parts of pictures, as the window and 'imagefinder search --region' do. A "
        "set of covers is a folder with gt.csv (lines PHOTO,COVER): the query is the box round the cover in "
        "the photo, which exhaustive matching finds. Of photos to cut from, edited copies are made, and the "
        "query is a lasso round an object in them: a person's segment where FOLDER_segments/NAME.npz holds "
        "some.",
    )
    parser.add_argument(
        "--covers", nargs="+", type=options.folder, default=[], metavar="DIR", help="sets with gt.csv"
    )
    parser.add_argument(
        "--objects", nargs="+", type=options.folder, default=[], metavar="DIR", help="photos to cut from"
    )
    parser.add_argument(
        "--world", nargs="+", type=options.folder, default=[], metavar="DIR", help="distractors"
    )
    parser.add_argument(
        "--limit", type=options.positive, metavar="N", help="only the first N queries of each kind"
    )
    parser.add_argument(
        "--top", type=options.positive, default=50, metavar="K", help="results per query (default: 50)"
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="same seed, same lassos (default: 0)"
    )
    parser.add_argument(
        "--out", type=options.folder, metavar="DIR", help="keep the edited copies here (default: temporary)"
    )
    options.add_bench(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    if not arguments.covers and not arguments.objects:
        raise RequestError("--covers", "is needed, or --objects, or both")
    with tempfile.TemporaryDirectory(prefix="imagefinder-regions-") as temporary:
        return _measure(arguments, Path(temporary) if arguments.out is None else arguments.out)


def _measure(arguments: argparse.Namespace, out: Path) -> int:
    from itertools import islice

    from imagefinder.cli.bench_world import scanned_world
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.instances import read_instance_set
    from imagefinder.evaluation.region_searches import run_regions
    from imagefinder.evaluation.regions import boxed_covers, lassoed_objects
    from imagefinder.evaluation.tables import regions_table

    sets = [read_instance_set(folder) for folder in arguments.covers]
    folders = [*(folder for entry in sets for folder in entry.world), *arguments.objects, *arguments.world]
    reports = {}
    with (
        stoppable() as control,
        Bar() as bar,
        scanned_world(arguments, list(dict.fromkeys(folders)), control, bar) as library,
    ):
        sources = {entry.name: boxed_covers(entry.queries) for entry in sets}
        if arguments.objects:
            try:
                out.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise RequestError("--out", f"{out}: {error.strerror or error}") from error
            sources["objects"] = lassoed_objects(arguments.objects, out, arguments.seed)
        for name, source in sources.items():
            queries = []
            for query in islice(source, arguments.limit):
                control.check()
                queries.append(query)
                bar.show(f"Marking {name}", len(queries), arguments.limit)
            reports[name] = run_regions(
                library,
                queries,
                top=arguments.top,
                control=control,
                on_query=partial(bar.show, f"Searching {name}"),
            )
    print(regions_table(reports))
    if arguments.json is not None:
        write_json("--json", arguments.json, {"format": 1, "sets": reports})
    if arguments.plot is not None:
        from imagefinder.evaluation.plots import plot_regions

        print(plot_regions(reports, arguments.plot))
    return 0
