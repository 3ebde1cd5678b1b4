"""One scanned library that all of these tests search."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for ``command_line``, whichever way pytest imports tests

from command_line import Scanned, run

from imagefinder.evaluation.sample_collection import make_sample_collection

SEARCHED = {"cat_at_the_pagoda", "visitor_in_the_garage", "coffee_with_company"}
KEPT = {
    "astronaut",
    "astronaut_grey",
    "brick",
    "camera",
    "chelsea",
    "china",
    "china_cropped",
    "china_recompressed",
    "china_small",
    "coffee",
    "flower",
    "motorcycle_left",
    "motorcycle_mirrored",
    "photographer_at_the_wall",
    "rocket",
}
"""What these tests ask for; the others would only take time."""


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    """The demonstration's photos, scanned by the command itself."""
    out = tmp_path_factory.mktemp("samples") / "demo"
    collection = make_sample_collection(out)
    for path in collection.photos[0].rglob("*.jpg"):
        if path.stem not in KEPT:
            path.unlink()
    composites = [path for path in collection.composites if path.stem in SEARCHED]
    library = out.parent / "library"
    done = run("scan", collection.photos[0], "--library", library, "--json", "--workers", "2")
    assert done.code == 0, done.err
    return Scanned(library, collection.photos[0], composites, collection.truth, done.json)
