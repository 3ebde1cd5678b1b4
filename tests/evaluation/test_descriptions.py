from __future__ import annotations

import numpy as np
import pytest

from imagefinder.evaluation.descriptions import AS_IT_IS, Description, select_strongest


def test_the_strongest_are_the_strongest() -> None:
    response = np.array([0.1, 0.5, 0.3, 0.5], np.float32)
    assert select_strongest(np.zeros((4, 2), np.float32), response, 3, (9, 9)).tolist() == [1, 3, 2]


def test_each_choice_changes_what_it_says() -> None:
    skimage = pytest.importorskip("skimage.data")
    pixels = np.asarray(skimage.coffee())
    size = (pixels.shape[1], pixels.shape[0])
    ours, strongest, opencv = (
        way.describe(pixels, size, max_features=200, max_side=512)
        for way in (AS_IT_IS, Description(evenly=False), Description(own_histograms=False))
    )
    assert AS_IT_IS.name == "" and Description(False, False).name == "strongest-opencv"
    assert len(ours) == len(strongest) == len(opencv) == 200
    np.testing.assert_array_equal(ours.xy, opencv.xy)
    a, b = (found.descriptors.astype(np.float64) for found in (ours, opencv))
    cosine = (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    assert np.median(cosine) > 0.99 and (a != b).any()

    def cells(xy: np.ndarray) -> int:
        return len(np.unique(xy // 50, axis=0))

    assert cells(strongest.xy) < 0.8 * cells(ours.xy)
