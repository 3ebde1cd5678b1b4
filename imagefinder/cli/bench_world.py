"""The library that a benchmark searches, as its options say."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imagefinder.cli.progress import Bar
    from imagefinder.jobs import JobControl
    from imagefinder.library import Library


def scanned_world(
    arguments: argparse.Namespace, folders: Sequence[Path], control: JobControl, bar: Bar
) -> AbstractContextManager[Library]:
    """The photos of folders, scanned with ``--library``, ``--device`` and ``--workers`` under a progress bar.

    Raises:
        As ``imagefinder.evaluation.world.open_world``.
    """
    from imagefinder.cli.progress import show_scan
    from imagefinder.evaluation.world import open_world

    return open_world(
        folders,
        library_path=arguments.library,
        device=arguments.device,
        workers=arguments.workers,
        control=control,
        on_scan=lambda progress: show_scan(bar, progress),
    )
