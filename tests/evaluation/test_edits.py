from __future__ import annotations

import numpy as np
import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.edits import KINDS, Kind, chosen_kinds
from imagefinder.evaluation.hashes import dct_hash, difference_hash, distances


def test_there_are_at_least_twenty_kinds_most_at_several_strengths() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 20
    assert sum(len(kind.strengths) > 1 for kind in KINDS) >= 20


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_change_gives_a_changed_picture_by_its_seed(
    kind: Kind, sample_photos: dict[str, np.ndarray]
) -> None:
    pixels = np.ascontiguousarray(sample_photos["chelsea"][:240, :320])
    before = pixels.copy()
    for strength in kind.strengths:
        changed = kind.change(pixels, strength, np.random.default_rng(4))
        assert changed.dtype == np.uint8 and changed.ndim == 3 and changed.shape[2] == 3
        assert min(changed.shape[:2]) >= 8
        assert changed.shape != pixels.shape or not np.array_equal(changed, pixels)
        assert np.array_equal(changed, kind.change(pixels, strength, np.random.default_rng(4)))
    assert np.array_equal(pixels, before)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_tiny_pictures_do_not_break_a_change(kind: Kind) -> None:
    tiny = np.random.default_rng(0).integers(0, 256, (17, 9, 3)).astype(np.uint8)
    for strength in kind.strengths:
        assert kind.change(tiny, strength, np.random.default_rng(0)).size


def test_hashes_survive_recompression_and_differ_between_photos(sample_photos: dict[str, np.ndarray]) -> None:
    jpeg = next(kind for kind in KINDS if kind.name == "recompressed (JPEG)")
    for compute in (dct_hash, difference_hash):
        hashes = np.array([compute(pixels) for pixels in sample_photos.values()], np.uint64)
        for place, pixels in enumerate(sample_photos.values()):
            changed = compute(jpeg.change(pixels, 50, np.random.default_rng(0)))
            near = distances(changed, hashes)
            assert near[place] <= 6
            assert np.delete(near, place).min() > 10


def test_hash_distance_counts_bits() -> None:
    assert distances(0b1011, np.array([0b1011, 0, 2**64 - 1], np.uint64)).tolist() == [0, 3, 61]


def test_kinds_are_chosen_by_name_or_its_beginning() -> None:
    assert chosen_kinds(None) == KINDS
    assert [kind.name for kind in chosen_kinds(["rotated"])] == ["rotated"]
    assert [kind.name for kind in chosen_kinds(["vig", "recompressed"])] == [
        "recompressed (JPEG)",
        "recompressed (WebP)",
        "vignette",
    ]
    with pytest.raises(RequestError, match="sepia"):
        chosen_kinds(["polaroid"])
