"""``imagefinder bench gui``: stalls of the window, its start, its memory, on a large library."""

from __future__ import annotations

import argparse

from imagefinder.cli import options
from imagefinder.cli.options import Commands


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "gui",
        help="stalls of the window, time to start and to the first results, memory of a long scroll",
        description="Make a large library of made photos, open the window on it, and measure: how long the "
        "event loop is kept while photos are scanned and all rows are scrolled; how long a start takes, and "
        "the first page of an answer; how much memory a scroll from end to end takes. Without a display the "
        "window is drawn offscreen.",
    )
    parser.add_argument(
        "--photos",
        type=options.positive,
        default=100_000,
        metavar="N",
        help="in the library (default: 100000)",
    )
    parser.add_argument(
        "--scan", type=options.positive, default=1000, metavar="N", help="photos to scan (default: 1000)"
    )
    parser.add_argument(
        "--starts", type=options.positive, default=5, metavar="N", help="starts to time (default: 5)"
    )
    parser.add_argument(
        "--workers", type=options.positive, metavar="N", help="processes that scan (default: one per core)"
    )
    parser.add_argument(
        "--made",
        type=options.folder,
        metavar="DIR",
        help="keep the made library and photos here, and use those that are here already "
        "(default: temporary ones)",
    )
    parser.add_argument("--json", type=options.file, metavar="FILE", help="write the figures to a file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure."""
    import os
    import sys
    import tempfile
    import time
    from pathlib import Path

    from imagefinder.cli.display import has_display, needing_qt
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import write_json
    from imagefinder.cli.progress import Bar
    from imagefinder.evaluation.made_library import make_library
    from imagefinder.library import Library

    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with needing_qt():
        from imagefinder.gui.application.responsiveness import make_album, measure, responsiveness_table

    began = time.monotonic()

    def tell(words: str) -> None:
        """A line for each step: it takes minutes, and is often run where nobody sees a bar move."""
        print(f"{time.monotonic() - began:5.0f} s  {words}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="imagefinder-") as scratch, stoppable() as control:
        root = arguments.made or Path(scratch)
        library, album = root / "library", root / "album"
        if not (library / "catalog.sqlite").is_file():
            tell(f"making a library of {arguments.photos} photos")
            with Bar("photo") as bar:
                for done in make_library(library, arguments.photos, control=control):
                    bar.show("Making a library", done, arguments.photos)
        if not album.is_dir():
            tell(f"making {arguments.scan} photos to scan")
            made_album = album.with_name("album.partial")  # a stop half-way leaves none that is too small
            make_album(made_album, arguments.scan, control=control)
            made_album.rename(album)
        with Library.open(library) as made:
            if any(row.path == album.resolve() for row in made.folders()):
                tell("forgetting the scan of an earlier run")
                made.remove_folder(album)
        found = measure(
            library,
            album,
            starts=arguments.starts,
            workers=arguments.workers or 0,
            control=control,
            on_step=tell,
        )
    print(responsiveness_table(found))
    if arguments.json is not None:
        write_json("--json", arguments.json, found.to_json())
    return 0
