"""``imagefinder bench copies``: are edited photos known as copies of their originals, and of nothing else?"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imagefinder.cli import options
from imagefinder.cli.bench_world import scanned_world
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError

if TYPE_CHECKING:
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.copy_collection import CopyCollection
    from imagefinder.jobs import JobControl


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "copies",
        help="precision and recall by kind of change, beside perceptual hashes",
        description="Put photos of a world through more than twenty kinds of change at several strengths, "
        "group all of them, and count which pairs land in one group: right and wrong, by kind, beside "
        "imagededup's pHash and dHash on the same files. With --by search, search with each edited photo "
        "instead and count what is called a copy.",
    )
    parser.add_argument(
        "--world", nargs="+", type=options.folder, metavar="DIR", help="folders of photos to take part"
    )
    parser.add_argument(
        "--by", choices=("groups", "search"), default="groups", help="what is asked (default: groups)"
    )
    parser.add_argument(
        "--per-kind",
        type=options.positive,
        default=20,
        metavar="N",
        help="edited photos of each kind, each of another original (default: 20)",
    )
    parser.add_argument(
        "--kinds",
        nargs="+",
        metavar="KIND",
        help="only these kinds of change, by name or its beginning (default: all)",
    )
    parser.add_argument(
        "--half",
        choices=("choose", "report", "all"),
        default="all",
        help="which photos take part: thresholds are chosen on one half, reported on the other "
        "(default: all)",
    )
    parser.add_argument(
        "--out",
        type=options.folder,
        metavar="DIR",
        help="keep the files here, for other finders (default: temporary)",
    )
    parser.add_argument(
        "--collection",
        type=options.folder,
        metavar="DIR",
        help="group what an earlier --out left, instead of --world",
    )
    parser.add_argument(
        "--claims",
        type=claim,
        action="append",
        default=[],
        metavar="NAME=FILE.json",
        help='what another finder says of the same files: {"groups": [[path, …], …]} or {"pairs": …}',
    )
    parser.add_argument(
        "--originals",
        type=options.positive,
        default=20,
        metavar="N",
        help="with --by search: photos that go through every kind (default: 20)",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="chooses them (default: 0)")
    options.add_bench(parser)
    parser.set_defaults(run=run)


def claim(text: str) -> tuple[str, Path]:
    """``NAME=FILE``."""
    name, sign, file = text.partition("=")
    if not name or not sign or not file:
        raise argparse.ArgumentTypeError(f"expected NAME=FILE, got {text!r}")
    return name, options.file(file)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar

    if (arguments.world is None) == (arguments.collection is None):
        raise RequestError("--world", "either this or --collection is needed")
    if arguments.by == "search" and arguments.world is None:
        raise RequestError("--world", "is needed with --by search")
    with stoppable() as control, Bar() as bar:
        report = (_by_groups if arguments.by == "groups" else _by_search)(arguments, control, bar)
    if arguments.json is not None:
        write_json("--json", arguments.json, report)
    if arguments.plot is not None:
        from imagefinder.evaluation.plots import plot_copies

        print(plot_copies(report, arguments.plot))
    return 0


def _by_groups(arguments: argparse.Namespace, control: JobControl, bar: Bar) -> dict[str, Any]:
    from imagefinder.evaluation.copy_collection import EDITS, PHOTOS
    from imagefinder.evaluation.copy_groups import run_copy_groups
    from imagefinder.evaluation.tables import copy_groups_table

    with (
        _collection(arguments, control, bar) as collection,
        scanned_world(
            arguments, [collection.folder / PHOTOS, collection.folder / EDITS], control, bar
        ) as library,
    ):
        report = run_copy_groups(
            library,
            collection,
            claims=dict(arguments.claims),
            control=control,
            on_progress=lambda stage, done, total: bar.show(f"Grouping, {stage}", done, total or None),
        )
    print(copy_groups_table(report))
    return report


@contextmanager
def _collection(arguments: argparse.Namespace, control: JobControl, bar: Bar) -> Iterator[CopyCollection]:
    from imagefinder.evaluation.copy_collection import Half, make_copy_collection, read_copy_collection
    from imagefinder.evaluation.edits import chosen_kinds

    if arguments.collection is not None:
        yield read_copy_collection(arguments.collection)
        return
    with tempfile.TemporaryDirectory(prefix="imagefinder-copies-") as temporary:
        yield make_copy_collection(
            arguments.world,
            arguments.out or Path(temporary) / "copies",
            per_kind=arguments.per_kind,
            half=Half(arguments.half),
            seed=arguments.seed,
            kinds=chosen_kinds(arguments.kinds),
            control=control,
            on_edit=lambda done, total: bar.show("Making edits", done, total),
        )


def _by_search(arguments: argparse.Namespace, control: JobControl, bar: Bar) -> dict[str, Any]:
    from imagefinder.evaluation.copies import run_copies
    from imagefinder.evaluation.edits import chosen_kinds
    from imagefinder.evaluation.tables import copies_table

    with scanned_world(arguments, arguments.world, control, bar) as library:
        report = run_copies(
            library,
            originals=arguments.originals,
            seed=arguments.seed,
            kinds=chosen_kinds(arguments.kinds),
            control=control,
            on_query=lambda done, total: bar.show("Searching", done, total),
        )
    print(copies_table(report))
    return report
