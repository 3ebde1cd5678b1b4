"""The OpenCL twin of OS2OS against NumPy, on whatever device there is."""

import numpy as np
import pytest
from made_up_matches import one_object, scattered

from imagefinder.compute import list_devices, open_device
from imagefinder.matching import Matches, get_verifier
from imagefinder.matching.frames import frames_of
from imagefinder.matching.os2os import centroids, clusters, find_objects, heaviest_clusters, votes
from imagefinder.matching.os2os_device import clusters_on_device


@pytest.fixture(scope="module")
def device():
    kinds = {info.kind for info in list_devices()} - {"numpy"}
    if not kinds:
        pytest.skip("no OpenCL device here")
    return open_device("gpu" if "gpu" in kinds else "cpu")


def evidence(frames, member):
    groups = len(frames.group_photo)
    count = np.bincount(frames.group[member], minlength=groups)
    return np.bincount(frames.group, frames.w * member, groups) * np.log2(np.maximum(count, 1))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", [(40, 12), (60, 33), (3, 400), (500, 1), (1, 1)])
def test_both_find_the_same_clusters(device, seed, shape):
    matches, size = scattered(*shape, seed=seed)
    frames = frames_of(matches, size)
    c = centroids(frames, np.ones(len(frames), bool))
    side = 0.15 * frames.L
    mine = heaviest_clusters(frames, votes(frames, c), side).member
    theirs = clusters_on_device(device, frames, c, [side])
    # Votes at the border of a bin may fall to either side of it in single precision.
    np.testing.assert_allclose(evidence(frames, theirs), evidence(frames, mine), rtol=0.2, atol=0.05)
    assert (mine == theirs).mean() > 0.98


@pytest.mark.parametrize("shape", [(40, 12), (60, 33), (3, 400)])
def test_both_go_through_the_same_rounds(device, shape):
    matches, size = scattered(*shape, seed=8)
    frames = frames_of(matches, size)
    c = centroids(frames, np.ones(len(frames), bool))
    sides = [0.2 * frames.L, 0.12 * frames.L]
    mine, theirs = clusters(frames, c, sides), clusters(frames, c, sides, device)
    assert mine.any() and (mine == theirs).mean() > 0.97
    assert not np.array_equal(mine, clusters(frames, c, sides[1:]))


@pytest.mark.parametrize("side", [1500, 9600, 200_000])
def test_both_see_photos_of_any_size(device, side):
    matches, size = scattered(60, 15, seed=1)
    matches.result_scale[:] *= side / 600
    matches.result_xy[:] *= side / 600
    matches.result_side[:] = side
    frames = frames_of(matches, size)
    assert len(frames) > 700
    assert frames.octave.min() >= 0.5 and frames.octave.max() <= 15
    c = centroids(frames, np.ones(len(frames), bool))
    mine = heaviest_clusters(frames, votes(frames, c), 0.15 * frames.L).member
    theirs = clusters_on_device(device, frames, c, [0.15 * frames.L])
    np.testing.assert_allclose(evidence(frames, theirs), evidence(frames, mine), rtol=0.2, atol=0.05)
    assert (mine == theirs).mean() > 0.98


def test_no_match_is_no_cluster(device):
    frames = frames_of(scattered(0, 0)[0], (10, 10))
    assert len(clusters_on_device(device, frames, np.zeros(0, complex), [1.0])) == 0
    assert find_objects(frames, device).score.shape == (0,)


def test_the_verifier_gives_the_same_answer(device):
    clutter, size = scattered(200, 9, seed=4)
    first, _ = one_object(40, scale=0.5, degrees=100, shift=(400, 100), photo=300)
    second, _ = one_object(12, scale=2.0, degrees=-30, shift=(10, 200), photo=301, flipped=True)
    matches = Matches.join([clutter, first, second])
    a = get_verifier("os2os").verify(matches, size)
    b = get_verifier("os2os", device).verify(matches, size)
    assert [p.photo for p in a[:2]] == [p.photo for p in b[:2]] == [300, 301]
    for mine, theirs in zip(a[:2], b[:2], strict=True):
        assert mine.score == pytest.approx(theirs.score, rel=0.02)
        np.testing.assert_allclose(
            mine.objects[0].transform, theirs.objects[0].transform, rtol=1e-3, atol=0.5
        )


def test_a_kernel_that_does_not_compile_leaves_the_work_to_numpy(monkeypatch):
    from imagefinder.compute import Device, KernelBuildError

    class Broken(Device):
        def __init__(self) -> None:
            self.info = list_devices()[-1]

        @property
        def kind(self) -> str:
            return "gpu"

        def read(self, array):
            raise KernelBuildError("no such instruction")

    matches, size = one_object(20, photo=5)
    photos = get_verifier("os2os", Broken()).verify(matches, size)
    assert photos[0].objects[0].members.tolist() == list(range(20))
