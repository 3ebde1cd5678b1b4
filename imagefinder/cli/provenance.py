"""``imagefinder provenance``: which photos of the library were made of which others."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from imagefinder.cli import options
from imagefinder.cli.options import Commands

if TYPE_CHECKING:
    from imagefinder.groups.provenance import ProvenanceCluster, SameScene


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "provenance",
        help="find composites and their donors within the library",
        description="Find which photos of the library share objects, gather them in clusters, and say "
        "which one borrowed where that can be told. Versions of one photo stand for each other.",
    )
    options.add_library(parser)
    options.add_device(parser)
    options.add_json(parser)
    options.add_html(parser)
    parser.add_argument(
        "--graphml", type=options.file, metavar="FILE", help="also write the graph for other programs"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Find and show."""
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import print_json
    from imagefinder.cli.progress import Bar
    from imagefinder.groups.donors import Provenance
    from imagefinder.groups.duplicates import Duplicates
    from imagefinder.groups.provenance import provenance_to_json, write_graphml
    from imagefinder.groups.provenance_page import write_provenance_page
    from imagefinder.library import Library

    with (
        stoppable() as control,
        Library.open(arguments.library, create=False, device=arguments.device) as library,
        Duplicates(library) as duplicates,
        Bar() as bar,
    ):

        def show(stage: str, done: int, total: int) -> None:
            bar.show(stage.capitalize(), done, total or None)

        duplicates.update(control=control, on_progress=show)
        provenance = Provenance(duplicates)
        provenance.update(control=control, on_progress=show)
        clusters, scenes = provenance.clusters(), provenance.scenes()
    if arguments.graphml is not None:
        write_graphml(clusters, arguments.graphml)
    if arguments.html is not None:
        write_provenance_page(clusters, arguments.html)
    if arguments.json:
        print_json(provenance_to_json(clusters, scenes))
    else:
        _print(clusters, scenes)
    return 0


def _print(clusters: list[ProvenanceCluster], scenes: list[SameScene]) -> None:
    for cluster in clusters:
        paths = {node.content: node.path for node in cluster.nodes}
        print(f"{len(cluster.nodes)} photos, {len(cluster.links)} links")
        for link in cluster.links:
            composite = link.second if link.composite is None else link.composite
            donor = link.first if composite == link.second else link.second
            words = "borrows from" if link.composite is not None else "shares an object with"
            print(f"  {paths[composite]}  {words}  {paths[donor]}{': ' + link.reason if link.reason else ''}")
    if scenes:
        print(f"{len(scenes)} pairs show the same scene, photographed twice")
    for scene in scenes:
        print(f"  {scene.first.path}  {scene.second.path}")
    if not clusters and not scenes:
        print("No photos share an object.")
