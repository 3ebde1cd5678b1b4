"""``imagefinder bench composites``: hosts and donors of composites, all verifiers side by side."""

from __future__ import annotations

import argparse
from pathlib import Path

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "composites",
        help="recall of hosts and donors; or make such a set with --generate",
        description="Search a world of photos with composites whose truth is known, once per verifier: "
        "recall of all "
        "donors and of small ones, of hosts, at 0, 3 and 10 false positives, overlap of outlines, time "
        "per query. "
        "With --generate N, make N such composites from real photos instead.",
    )
    parser.add_argument(
        "--world", nargs="+", type=options.folder, metavar="DIR", help="folders of photos to search in"
    )
    parser.add_argument(
        "--queries", type=options.folder, metavar="DIR", help="folder of composites and masks"
    )
    parser.add_argument(
        "--truth", type=options.file, metavar="FILE.json", help="default: truth.json among the queries"
    )
    parser.add_argument(
        "--verifier",
        default="all",
        metavar="NAME,…",
        help="'all' (default) or names separated by commas: " + ", ".join(options.VERIFIERS),
    )
    parser.add_argument(
        "--negatives",
        nargs="+",
        type=options.folder,
        metavar="DIR",
        help="photos without relatives in the world: how many verified claims are made about them; with "
        "--relatives those are told apart that have one all the same (--queries may be left out)",
    )
    parser.add_argument(
        "--relatives",
        type=options.file,
        metavar="FILE",
        help="count no claim as false whose photo shows the same as a source, though the truth does not "
        "name it: found photo against photo by exhaustive SIFT matching, and kept in FILE",
    )
    parser.add_argument(
        "--strangers",
        type=options.positive,
        metavar="N",
        help="only compare N pairs of photos of different folders of the world as --relatives does, which "
        "should agree in nothing",
    )
    parser.add_argument(
        "--only",
        choices=("verifiers", "searches"),
        help="compare the verifiers on the same matches, or measure whole donor searches (default: both)",
    )
    parser.add_argument(
        "--ablations",
        type=options.folder,
        metavar="DIR",
        help="change each choice of the search alone and say what it is worth; indexes with other codes are "
        "made in DIR, and found there again",
    )
    parser.add_argument(
        "--growth",
        type=options.positive,
        nargs="+",
        metavar="TIMES",
        help="recall among so many times as many photos, the others made of parts of real codes",
    )
    parser.add_argument("--limit", type=options.positive, metavar="N", help="only the first N composites")
    parser.add_argument(
        "--top", type=options.positive, default=200, metavar="K", help="results per query (default: 200)"
    )
    options.add_bench(parser)
    parser.add_argument("--generate", type=options.positive, metavar="N", help="make N composites")
    parser.add_argument(
        "--photos", nargs="+", type=options.folder, metavar="DIR", help="photos to make them from"
    )
    parser.add_argument("--out", type=options.folder, metavar="DIR", help="new folder to make them in")
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="same seed, same composites (default: 0)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Generate or measure."""
    if arguments.generate is not None:
        return _generate(arguments)
    if arguments.strangers is not None:
        return _compare_strangers(arguments)
    if arguments.world is None:
        raise RequestError("--world", "is needed to measure (or --generate N to make composites)")
    if arguments.queries is None and arguments.negatives is None:
        raise RequestError("--queries", "or --negatives is needed (or --generate N to make composites)")
    return _measure(arguments)


def _generate(arguments: argparse.Namespace) -> int:
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.generator import generate_composites

    for option in ("photos", "out"):
        if getattr(arguments, option) is None:
            raise RequestError(f"--{option}", "is needed with --generate")
    with stoppable() as control, Bar("composite") as bar:
        for done, _ in generate_composites(
            arguments.photos, arguments.out, arguments.generate, seed=arguments.seed, control=control
        ):
            bar.show("Making composites", done, arguments.generate)
    print(f"{arguments.generate} composites, their masks and truth.json are in {arguments.out}")
    return 0


def _compare_strangers(arguments: argparse.Namespace) -> int:
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.generator import list_photos
    from imagefinder.evaluation.relatives import FEWEST_INLIERS, compare_strangers
    from imagefinder.evaluation.tables import strangers_table

    if arguments.world is None:
        raise RequestError("--world", "is needed with --strangers")
    folders = [list_photos([folder]) for folder in arguments.world]
    found = []
    with stoppable() as control, Bar("pair") as bar:
        for pair in compare_strangers(folders, arguments.strangers, seed=arguments.seed, control=control):
            found.append(pair)
            bar.show("Comparing strangers", len(found), arguments.strangers)
    report = {
        "format": 1,
        "limit": FEWEST_INLIERS,
        "pairs": [
            {"inliers": pair.inliers, "photos": [str(photo) for photo in pair.photos]} for pair in found
        ],
    }
    print(strangers_table(report))
    if arguments.json is not None:
        write_json("--json", arguments.json, report)
    return 0


def _measure(arguments: argparse.Namespace) -> int:
    from imagefinder.cli.bench_world import scanned_world
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.ablations import run_ablations
    from imagefinder.evaluation.composites import resolve_queries, run_composites
    from imagefinder.evaluation.generator import list_photos
    from imagefinder.evaluation.growth import run_growth
    from imagefinder.evaluation.relatives import Relatives
    from imagefinder.evaluation.tables import ablations_table, composites_table, growth_table
    from imagefinder.evaluation.truth import Truth, read_truth

    verifiers = () if arguments.only == "searches" else options.verifier_names(arguments.verifier)
    relatives = None if arguments.relatives is None else Relatives(arguments.relatives)
    roots = [*arguments.world, *(folder.parent for folder in arguments.world)]
    truth: Truth = {}
    if arguments.queries is not None:
        truth_file = arguments.truth or arguments.queries / "truth.json"
        truth = read_truth(truth_file)
        roots += [truth_file.parent, truth_file.parent.parent]
    with (
        stoppable() as control,
        Bar() as bar,
        scanned_world(arguments, arguments.world, control, bar) as library,
    ):
        folder = arguments.queries or Path()
        queries = resolve_queries(library, folder, truth, roots, arguments.limit)
        if arguments.ablations is not None:
            report = run_ablations(
                library,
                queries,
                arguments.ablations,
                relatives=relatives,
                control=control,
                on_query=lambda index, done, total: bar.show(f"Searching {index}", done, total),
            )
        elif arguments.growth is not None:
            report = run_growth(
                library,
                queries,
                arguments.growth,
                seed=arguments.seed,
                control=control,
                on_block=lambda done, total: bar.show("Searching blocks", done, total),
            )
        else:
            report = run_composites(
                library,
                queries,
                verifiers,
                negatives=list_photos(arguments.negatives) if arguments.negatives else (),
                relatives=relatives,
                searches=arguments.only != "verifiers",
                top=arguments.top,
                control=control,
                on_query=lambda done, total: bar.show("Searching", done, total),
            )
    if arguments.ablations is not None:
        print(ablations_table(report))
    elif arguments.growth is not None:
        print(growth_table(report))
    else:
        print(composites_table(report))
    if arguments.json is not None:
        write_json("--json", arguments.json, report)
    if arguments.plot is not None and "verifiers" in report:
        from imagefinder.evaluation.plots import plot_composites

        for file in plot_composites(report, arguments.plot):
            print(file)
    return 0
