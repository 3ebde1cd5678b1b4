"""Options that several commands share, and how their words become values."""

from __future__ import annotations

import argparse
import math
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from imagefinder.errors import RequestError

VERIFIERS = ("os2os", "hpm", "pgm", "vav", "scsm", "ransac", "none", "votes")
KINDS = ("any", "copy", "object", "similar")


class Commands(Protocol):
    """What ``ArgumentParser.add_subparsers`` returns."""

    def add_parser(self, name: str, *, help: str, description: str) -> argparse.ArgumentParser:
        """A new command."""
        ...


def folder(text: str) -> Path:
    """An absolute path, ``~`` expanded; whether it exists is for the command to say."""
    if not text:
        raise argparse.ArgumentTypeError("an empty path")
    if "\0" in text:
        raise argparse.ArgumentTypeError("a path with a zero byte in it")
    return Path(text).expanduser().absolute()


file = folder


def plot_folder(text: str) -> Path:
    """Where plots are drawn to; told at once where nothing can be drawn, not after the measuring."""
    if find_spec("matplotlib") is None:
        raise argparse.ArgumentTypeError("plots need matplotlib: pip install 'imagefinder[bench]'")
    return folder(text)


def positive(text: str) -> int:
    """A whole number from 1."""
    try:
        value = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text!r}") from None
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected at least 1, got {value}")
    return value


def count(text: str) -> int:
    """A whole number from 0."""
    return 0 if text == "0" else positive(text)


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got {text!r}") from None
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got {text}")
    return value


def numbers(text: str) -> tuple[int, ...]:
    """Whole numbers from 1, separated by commas."""
    return tuple(positive(part.strip()) for part in text.split(","))


def region(text: str) -> tuple[int, int, int, int]:
    """``X,Y,W,H`` in pixels of the upright picture at full resolution."""
    try:
        x, y, w, h = (int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected X,Y,W,H in whole pixels, got {text!r}") from None
    if w < 1 or h < 1:
        raise argparse.ArgumentTypeError(f"width and height must be positive, got {w} × {h}")
    return x, y, w, h


def lasso(text: str) -> list[tuple[float, float]]:
    """``X,Y,X,Y,…`` in pixels of the upright picture at full resolution, three points or more."""
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if len(values) < 6 or len(values) % 2 or not all(math.isfinite(value) for value in values):
        raise argparse.ArgumentTypeError(f"expected X,Y,X,Y,X,Y,… of three points or more, got {text!r}")
    return list(zip(values[::2], values[1::2], strict=True))


def add_library(parser: argparse.ArgumentParser) -> None:
    """``--library DIR``."""
    parser.add_argument(
        "--library",
        type=folder,
        metavar="DIR",
        help="folder of the library (default: in the user's data folder, or IMAGEFINDER_LIBRARY)",
    )


def add_device(parser: argparse.ArgumentParser) -> None:
    """``--device NAME``."""
    parser.add_argument(
        "--device",
        metavar="NAME",
        help="where to compute: auto, numpy, or part of a name that 'imagefinder devices' lists (default: "
        "auto)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json`` as a switch."""
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of text")


def add_html(parser: argparse.ArgumentParser) -> None:
    """``--html FILE``."""
    parser.add_argument("--html", type=file, metavar="FILE", help="also write a report with pictures")


def add_bench(parser: argparse.ArgumentParser) -> None:
    """What every benchmark on a world of photos takes."""
    parser.add_argument(
        "--library",
        type=folder,
        metavar="DIR",
        help="keep the scanned world here, to use again (default: temporary)",
    )
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="decoder processes (default: one per core)"
    )
    add_device(parser)
    parser.add_argument("--json", type=file, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--plot", type=plot_folder, metavar="DIR", help="draw them into files in this folder")


def verifier_names(text: str) -> tuple[str, ...]:
    """``all`` or names separated by commas.

    Raises:
        RequestError: an unknown name.
    """
    if text == "all":
        return VERIFIERS
    names = tuple(name.strip().lower() for name in text.split(","))
    for name in names:
        if name not in VERIFIERS:
            raise RequestError("--verifier", f"{name!r} is none of {', '.join(VERIFIERS)}, all")
    return names
