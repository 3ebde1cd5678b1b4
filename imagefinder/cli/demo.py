"""``imagefinder demo``: a small collection with composites, scanned, searched and shown."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from imagefinder.cli import options
from imagefinder.cli.options import Commands

if TYPE_CHECKING:
    from imagefinder.evaluation.truth import TrueSource

DEFAULT_FOLDER = "demo"


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "demo",
        help="try it on a small sample collection, or on your own photos",
        description="Make a small collection of real photos with composites whose donors are among them, "
        "scan it, "
        "search with the composites, and open the window with the first one searched. Without a display, "
        "leave an "
        "HTML report and a picture of the window instead. With --photos, make the composites from your "
        "own photos.",
    )
    parser.add_argument(
        "--out",
        type=options.folder,
        default=DEFAULT_FOLDER,
        metavar="DIR",
        help="new folder for everything that the demo makes (default: ./demo)",
    )
    parser.add_argument(
        "--no-gui", action="store_true", help="do not open the window, even where there is a display"
    )
    parser.add_argument(
        "--photos",
        nargs="+",
        type=options.folder,
        metavar="FOLDER",
        help="scan these photos instead of the samples; nothing is written there",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="S", help="same seed, same composites (default: 0)"
    )
    parser.add_argument(
        "--workers", type=options.positive, metavar="N", help="decoder processes (default: one per core)"
    )
    options.add_device(parser)
    parser.set_defaults(run=run)


def _in_words(source: TrueSource, rank: int | None) -> str:
    found = "not found" if rank is None else f"found at rank {rank}"
    return f"{source.role} {Path(source.donor).name} {found}"


def run(arguments: argparse.Namespace) -> int:
    """Make, scan, search, show."""
    from imagefinder.cli.answers import write_report
    from imagefinder.cli.display import has_display, needing_qt
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.progress import Bar, show_scan
    from imagefinder.evaluation.composites import source_ranks
    from imagefinder.evaluation.demo_folder import make_user_collection
    from imagefinder.evaluation.sample_collection import make_sample_collection
    from imagefinder.evaluation.truth import read_truth
    from imagefinder.library import Library

    out: Path = arguments.out
    with stoppable() as control:
        print(f"Making composites in {out} …", flush=True)
        if arguments.photos:
            collection = make_user_collection(arguments.photos, out, seed=arguments.seed, control=control)
        else:
            collection = make_sample_collection(out, arguments.seed)
        with Library.open(out / "library", device=arguments.device) as library:
            for folder in collection.photos:
                library.add_folder(folder)
            with Bar() as bar:
                for progress in library.scan(workers=arguments.workers, control=control):
                    show_scan(bar, progress)
            print(f"Scanned {library.photo_count()} photos into {library.path}", flush=True)
            truth = read_truth(collection.truth)
            roots = [out, *(folder.parent for folder in collection.photos)]
            for composite in collection.composites:
                answer = library.searcher.donors(composite, top=50, control=control)
                ranks = source_ranks(answer, truth[composite.name], roots)
                print(f"{composite.name}: " + ", ".join(_in_words(*entry) for entry in ranks), flush=True)
                write_report(library, answer, out / "reports" / f"{composite.stem}.html", composite.stem)
    print("Edited versions of a photo take ranks of their own.")
    print(f"Reports: {out / 'reports' / (collection.composites[0].stem + '.html')} and others beside it")
    if not arguments.no_gui and has_display():
        with needing_qt():
            from imagefinder.gui.application.app import run_application
        print("Opening the window …", flush=True)
        return run_application(library_path=out / "library", open_paths=[collection.composites[0]])
    if not arguments.no_gui:
        print(
            "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): the window was drawn into a "
            "picture."
        )
    with needing_qt():
        from imagefinder.gui.application.screenshots import window_picture
    picture = out / "window.png"
    window_picture(picture, library_path=out / "library", query=collection.composites[0])
    print(f"Picture of the window: {picture}")
    return 0
