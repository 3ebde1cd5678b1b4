"""``imagefinder bench ann``: recall, time and bytes of every index on the same vectors."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError

if TYPE_CHECKING:
    from imagefinder.evaluation.ann import AnnRow

KINDS = ("sift", "latent")


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "ann",
        help="recall, time and bytes of every index, beside other libraries",
        description="Build every index on the same vectors and measure recall, time per query, vectors "
        "visited, build time and bytes. The vectors come from .npy files, from your own photos with "
        "--library, or from any folder of photos and their variants with --photos.",
    )
    parser.add_argument("--base", type=options.file, metavar="B.npy", help="(n, d) vectors to search in")
    parser.add_argument("--query", type=options.file, metavar="Q.npy", help="(q, d) vectors to search for")
    parser.add_argument(
        "--truth",
        type=options.file,
        metavar="GT.npy",
        help="(q, t) rows of the true nearest (default: worked out)",
    )
    parser.add_argument("--train", type=options.file, metavar="T.npy", help="(m, d) vectors to learn from")
    parser.add_argument(
        "--library",
        nargs="?",
        const=True,
        type=options.folder,
        metavar="DIR",
        help="measure on the local features of this library (default: your own) instead",
    )
    parser.add_argument(
        "--photos",
        type=options.folder,
        metavar="DIR",
        help="make the vectors from the photos in a folder and variants of them; every eighth photo gives "
        "the queries",
    )
    parser.add_argument(
        "--set",
        choices=KINDS,
        default="sift",
        help="with --photos: local features, or whole-picture vectors (default: sift)",
    )
    parser.add_argument(
        "--save-set", type=options.folder, metavar="DIR", help="keep the vectors as base.npy and query.npy"
    )
    parser.add_argument(
        "--vectors",
        type=options.positive,
        default=100_000,
        metavar="N",
        help="of the library or the photos (default: 100000)",
    )
    parser.add_argument(
        "--queries",
        type=options.positive,
        default=500,
        metavar="N",
        help="of the library or the photos (default: 500)",
    )
    parser.add_argument(
        "--bytes",
        type=options.numbers,
        default=(8, 16),
        metavar="8,16",
        help="sizes of codes (default: 8,16)",
    )
    parser.add_argument("--methods", default="all", metavar="NAME,…", help="'all' (default) or names")
    parser.add_argument(
        "--coarse", type=options.positive, metavar="N", help="cells (default: by the number of vectors)"
    )
    parser.add_argument(
        "--depth",
        type=options.positive,
        default=100,
        metavar="K",
        help="neighbours asked for (default: 100)",
    )
    parser.add_argument("--probes", type=options.numbers, default=(), metavar="1,2,…", help="cells to visit")
    parser.add_argument(
        "--peers",
        action="store_true",
        help="measure faiss, nanopq, usearch and hnswlib in the same process too, those that are installed",
    )
    options.add_device(parser)
    parser.add_argument("--json", type=options.file, metavar="FILE", help="write the figures to a file")
    parser.add_argument(
        "--continue",
        dest="resume",
        action="store_true",
        help="keep the figures that are in the --json file already, and measure only what is missing there",
    )
    parser.add_argument(
        "--plot", type=options.plot_folder, metavar="DIR", help="draw them into files in this folder"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.compute import open_device
    from imagefinder.evaluation.ann import evaluate_ann, library_vectors
    from imagefinder.evaluation.ann_report import ann_report, ann_table, plot_ann
    from imagefinder.evaluation.ann_sets import photo_vectors
    from imagefinder.evaluation.vectors import load_array, save_array
    from imagefinder.library import Library

    device = open_device(arguments.device)
    if arguments.library is not None:
        path = None if arguments.library is True else arguments.library
        with Library.open(path, create=False, read_only=True, device=device) as library:
            base, query = library_vectors(library.local_index, arguments.vectors, arguments.queries)
    elif arguments.photos is not None:
        with stoppable() as control:
            base, query = photo_vectors(
                arguments.photos,
                arguments.set,
                arguments.vectors,
                arguments.queries,
                threads=device.info.compute_units,
                control=control,
            )
    else:
        for option in ("base", "query"):
            if getattr(arguments, option) is None:
                raise RequestError(
                    f"--{option}", "is needed (or --library or --photos to measure on your own photos)"
                )
        base, query = load_array("--base", arguments.base), load_array("--query", arguments.query)
    if arguments.save_set is not None:
        for name, array in (("base", base), ("query", query)):
            save_array("--save-set", arguments.save_set / f"{name}.npy", array)
    truth = None if arguments.truth is None else load_array("--truth", arguments.truth)
    train = None if arguments.train is None else load_array("--train", arguments.train)
    known = _known(arguments, len(base), base.shape[1], len(query)) if arguments.resume else []
    methods = None if arguments.methods == "all" else [name.strip() for name in arguments.methods.split(",")]
    rows = list(known)

    def report() -> dict[str, Any]:
        return ann_report(rows, device=device.name, n=len(base), d=base.shape[1], queries=len(query))

    with stoppable() as control, Bar("setting") as bar:

        def take(row: AnnRow) -> None:
            rows.append(row)
            bar.step("Measuring", f"{row.method} {row.setting}")
            if arguments.json is not None:  # what took hours is not lost where it is interrupted
                write_json("--json", arguments.json, report())

        evaluate_ann(
            base,
            query,
            truth,
            train=train,
            code_bytes=arguments.bytes,
            methods=methods,
            peers=arguments.peers,
            device=device,
            coarse=arguments.coarse,
            probes=arguments.probes,
            depth=arguments.depth,
            known=known,
            control=control,
            on_row=take,
        )
    print(ann_table(report()))
    if arguments.json is not None:
        write_json("--json", arguments.json, report())
    if arguments.plot is not None:
        for file in plot_ann(report(), arguments.plot):
            print(file)
    return 0


def _known(arguments: argparse.Namespace, n: int, d: int, queries: int) -> list[AnnRow]:
    """The rows of the --json file, if it is of as many vectors and queries."""
    from imagefinder.evaluation.ann_report import rows_of

    if arguments.json is None:
        raise RequestError("--continue", "needs the file of --json that it goes on with")
    if not arguments.json.exists():
        return []
    try:
        report = json.loads(arguments.json.read_text(encoding="utf-8"))
        rows = rows_of(report)
    except (OSError, ValueError) as error:
        raise RequestError("--json", f"{arguments.json}: {error}") from error
    if (report.get("vectors"), report.get("dimensions"), report.get("queries")) != (n, d, queries):
        raise RequestError("--continue", f"{arguments.json} is about other vectors; give another file")
    return rows
