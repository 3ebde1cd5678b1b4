"""What every command that searches does first: open the library while the query's reader comes up."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imagefinder.jobs import JobControl
    from imagefinder.library import Library


@contextmanager
def open_for_queries(arguments: argparse.Namespace) -> Iterator[tuple[Library, JobControl]]:
    """The library that ``--library`` and ``--device`` name, to be read only, and what Ctrl-C cancels.

    Raises:
        LibraryError: it cannot be opened.
        RequestError: no device of that name.
    """
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.photos import PhotoReader

    with stoppable() as control, PhotoReader() as reader:
        # Its process starts while this one imports the engine, opens the library and builds kernels.
        reader.start()
        from imagefinder.library import Library

        with Library.open(
            arguments.library, create=False, read_only=True, device=arguments.device, reader=reader
        ) as library:
            yield library, control
