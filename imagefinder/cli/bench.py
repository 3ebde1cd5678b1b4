"""``imagefinder bench``: measure how good and how fast the program is."""

from __future__ import annotations

import importlib

from imagefinder.cli.options import Commands

BENCHMARKS = ("ann", "composites", "copies", "gui", "instances", "provenance", "regions", "scan")


def add_command(commands: Commands) -> None:
    """Its benchmarks, each a module ``bench_NAME``."""
    parser = commands.add_parser(
        "bench",
        help="measure: recall, precision, speed",
        description="Measure the program on real photos. Each benchmark prints a table; --json FILE keeps "
        "the figures.",
    )
    benchmarks = parser.add_subparsers(metavar="BENCHMARK", required=True, parser_class=type(parser))
    for name in BENCHMARKS:
        importlib.import_module(f"imagefinder.cli.bench_{name}").add_command(benchmarks)
