"""One scanned library that all of these tests search."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for ``command_line``, whichever way pytest imports tests

from command_line import Scanned, run

from imagefinder.evaluation.sample_collection import make_sample_collection


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    """The demonstration's photos, scanned by the command itself."""
    out = tmp_path_factory.mktemp("samples") / "demo"
    collection = make_sample_collection(out)
    library = out.parent / "library"
    done = run("scan", collection.photos[0], "--library", library, "--json", "--workers", "2")
    assert done.code == 0, done.err
    return Scanned(library, collection.photos[0], collection.composites, collection.truth, done.json)
