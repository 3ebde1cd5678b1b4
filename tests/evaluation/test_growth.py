from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.growth import MADE, Features, run_growth
from imagefinder.index import SegmentedIndex
from imagefinder.library import Library
from imagefinder.matching import FEATURES_PER_PHOTO


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SegmentedIndex:
    """5,000 features of 50 photos around 20 centres, searched by codes."""
    rng = np.random.default_rng(5)
    vectors = np.clip(
        rng.integers(40, 200, (20, 32))[rng.integers(0, 20, 5000)] + rng.normal(0, 20, (5000, 32)), 0, 255
    )
    ids = np.repeat(np.arange(50), 100) * FEATURES_PER_PHOTO + np.tile(np.arange(100), 50)
    payload = rng.integers(0, 256, (5000, 6)).astype(np.uint8)
    found = SegmentedIndex.open(
        tmp_path_factory.mktemp("index"),
        dim=32,
        payload_bytes=6,
        bytes_per_vector=8,
        device="numpy",
        exact_below=1000,
    )
    found.append(vectors.astype(np.uint8), ids, payload)
    found.remove(ids[:7])
    return found


def test_made_photos_have_the_cells_of_real_ones_and_parts_of_codes_from_there(index: SegmentedIndex) -> None:
    real = Features.of(index.state)
    assert len(real.number) == 4993 and (np.diff(real.cell) >= 0).all()
    made = real.made(np.random.default_rng(1))
    assert (made.cell == real.cell).all() and (made.number == real.number).all()
    assert sorted(map(bytes, made.payload)) == sorted(map(bytes, real.payload))
    for cell in np.unique(real.cell)[:5]:
        rows = slice(real.start[cell], real.start[cell + 1])
        for part in np.array_split(np.arange(8), 4):
            own = {bytes(row) for row in real.code[rows][:, part]}
            assert {bytes(row) for row in made.code[rows][:, part]} <= own
    assert (made.code != real.code).any(axis=1).mean() > 0.9
    assert int(made.number.max()) < MADE


def test_a_world_without_codes_and_sizes_below_one_are_refused(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", device="numpy") as library:
        with pytest.raises(RequestError, match="without codes"):
            run_growth(library, [], [1, 10])
        with pytest.raises(RequestError, match="from 1 on"):
            run_growth(library, [], [0])
