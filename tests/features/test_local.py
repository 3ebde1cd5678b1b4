"""Local features: spread, full-resolution geometry, packing, mirroring, hard pictures."""

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.features import LocalFeatures, describe_local
from imagefinder.features.local import root_sift, windows_around
from imagefinder.features.selection import select_evenly


def nearest(a: LocalFeatures, b: LocalFeatures) -> tuple[np.ndarray, np.ndarray]:
    """For each feature of a: the row in b nearest in place, and its descriptor distance."""
    gap = np.linalg.norm(a.xy[:, None] - b.xy[None], axis=2)
    row = gap.argmin(axis=1)
    apart = np.linalg.norm(a.descriptors.astype(float) - b.descriptors[row].astype(float), axis=1)
    return row, np.where(gap.min(axis=1) < 1.5, apart, np.inf)


def test_features_spread_over_the_frame_and_stay_inside(sample_photos):
    photo = sample_photos["china"]
    height, width = photo.shape[:2]
    features = describe_local(photo, max_features=500)
    assert len(features) == 500
    assert features.descriptors.shape == (500, 128)
    assert features.descriptors.dtype == np.uint8
    assert (features.xy >= -1).all()
    assert (features.xy <= (width, height)).all()
    assert ((features.angle >= 0) & (features.angle <= 2 * math.pi)).all()
    cells = {(int(x * 4 / width), int(y * 4 / height)) for x, y in features.xy}
    assert len(cells) >= 14


def test_positions_and_scales_refer_to_full_resolution(sample_photos):
    photo = sample_photos["china"]
    height, width = photo.shape[:2]
    small = describe_local(photo)
    full = describe_local(photo, full_size=(width * 4, height * 4))
    np.testing.assert_allclose(full.xy + 0.5, (small.xy + 0.5) * 4, rtol=1e-4, atol=1e-2)
    np.testing.assert_allclose(full.scale, small.scale * 4, rtol=1e-5)


def test_a_mask_restricts_features_and_flat_pictures_have_none(sample_photos):
    photo = sample_photos["coffee"]
    mask = np.zeros(photo.shape[:2], bool)
    mask[100:200, 50:300] = True
    features = describe_local(photo, mask=mask)
    assert len(features) > 20
    assert (features.xy[:, 0] > 47).all() and (features.xy[:, 0] < 303).all()
    for picture in (
        np.zeros((80, 80, 3), np.uint8),
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((3, 900), np.uint8),
    ):
        assert len(describe_local(picture)) == 0


def test_small_pictures_are_enlarged(sample_photos):
    thumbnail = cv2.resize(sample_photos["chelsea"], (96, 64), interpolation=cv2.INTER_AREA)
    features = describe_local(thumbnail)
    assert len(features) > 60
    assert features.xy.max() < 96.5


def test_wrong_input_is_named(sample_photos):
    photo = sample_photos["coffee"]
    with pytest.raises(ValueError, match="uint8"):
        describe_local(photo.astype(float))
    with pytest.raises(ValueError, match="mask"):
        describe_local(photo, mask=np.ones((3, 3), bool))
    with pytest.raises(ValueError, match="max_features"):
        describe_local(photo, max_features=0)


def test_mirrored_features_are_those_of_the_mirrored_picture(sample_photos):
    photo = sample_photos["astronaut"]
    width = photo.shape[1]
    ours = describe_local(photo, max_features=800).mirrored(width)
    theirs = describe_local(np.ascontiguousarray(photo[:, ::-1]), max_features=3000)
    _, apart = nearest(ours, theirs)
    assert np.median(apart) < 60  # of a length of about 512
    assert np.mean(apart < 120) > 0.7


def test_mirroring_twice_changes_nothing(sample_photos):
    features = describe_local(sample_photos["coffee"], max_features=200)
    twice = features.mirrored(600).mirrored(600)
    np.testing.assert_allclose(twice.xy, features.xy, atol=1e-3)
    np.testing.assert_array_equal(twice.descriptors, features.descriptors)
    turn = (twice.angle - features.angle + math.pi) % (2 * math.pi) - math.pi
    np.testing.assert_allclose(turn, 0, atol=1e-5)


@given(
    st.integers(20, 20000),
    st.integers(20, 20000),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(2e-3, 0.5),
    st.floats(0, 6.28),
)
def test_packing_loses_little(width, height, u, v, relative_scale, angle):
    side = max(width, height)
    one = LocalFeatures(
        np.array([[u * (width - 1), v * (height - 1)]], np.float32),
        np.array([relative_scale * side], np.float32),
        np.array([angle], np.float32),
        np.zeros((1, 128), np.uint8),
    )
    packed = one.pack((width, height))
    assert packed.shape == (1, 6)
    xy, scale, turned = LocalFeatures.unpack_geometry(packed, (width, height))
    np.testing.assert_allclose(xy, one.xy, atol=side / 60000 + 0.01)
    assert abs(math.log2(scale[0] / one.scale[0])) < 1 / 31
    assert abs((turned[0] - angle + math.pi) % (2 * math.pi) - math.pi) < 2 * math.pi / 500


def test_unpacking_many_pictures_in_one_call():
    rng = np.random.default_rng(5)
    packed = rng.integers(0, 256, (3, 7, 6), dtype=np.uint8)
    sizes = rng.integers(100, 4000, (3, 7, 2))
    xy, scale, angle = LocalFeatures.unpack_geometry(packed, sizes)
    one = LocalFeatures.unpack_geometry(packed[1, 4], tuple(sizes[1, 4]))
    np.testing.assert_allclose(xy[1, 4], one[0], rtol=1e-6)
    assert scale[1, 4] == one[1] and angle[1, 4] == one[2]
    with pytest.raises(ValueError, match="6 bytes"):
        LocalFeatures.unpack_geometry(np.zeros((2, 5), np.uint8), (10, 10))


def test_root_sift_is_the_hellinger_map():
    rng = np.random.default_rng(1)
    x = rng.integers(0, 60, (4, 128)).astype(np.uint8)
    expected = np.minimum(np.round(512 * np.sqrt(x / x.sum(axis=1, keepdims=True))), 255)
    np.testing.assert_allclose(root_sift(x), expected, atol=1)
    assert not root_sift(np.zeros((1, 128), np.uint8)).any()


def test_selection_prefers_local_maxima_and_settles_ties():
    # One crowd of strong points and one far weak one: the weak one must be among the first kept.
    rng = np.random.default_rng(0)
    crowd = rng.normal(90, 2, (200, 2)).astype(np.float32)
    points = np.vstack([crowd, [[400, 400]]]).astype(np.float32)
    response = np.concatenate([rng.uniform(0.5, 1, 200), [0.1]]).astype(np.float32)
    kept = select_evenly(points, response, 5, (500, 500))
    assert 200 in kept.tolist()
    assert response.argmax() in kept.tolist()
    # Thousands of identical keypoints (brick, captions): no hang, exact count, no row twice.
    same = np.ones((5000, 2), np.float32)
    kept = select_evenly(same, np.ones(5000, np.float32), 100, (10, 10))
    assert len(set(kept.tolist())) == 100


def test_windows_hold_the_area_and_do_not_overlap():
    area = np.zeros((1000, 1500), np.uint8)
    area[100:150, 100:300] = 255
    area[160:200, 290:340] = 255
    area[900:950, 1400:1490] = 255
    windows = windows_around(area)
    assert len(windows) == 2
    covered = np.zeros(area.shape, int)
    for left, top, right, bottom in windows:
        covered[top:bottom, left:right] += 1
    assert covered.max() == 1
    assert (covered[area > 0] == 1).all()
    assert windows_around(np.zeros((50, 50), np.uint8)) == []
    assert windows_around(np.full((50, 70), 255, np.uint8)) == [(0, 0, 70, 50)]


def test_windows_find_what_the_whole_frame_finds(sample_photos):
    photo = sample_photos["china"]
    mask = np.zeros(photo.shape[:2], bool)
    mask[150:260, 60:200] = True
    mask[300:400, 450:560] = True
    windowed = describe_local(photo, mask=mask, max_features=5000, enlarge=2.0)
    whole = describe_local(photo, max_features=90000, enlarge=2.0)
    inside = mask[np.rint(whole.xy[:, 1]).astype(int), np.rint(whole.xy[:, 0]).astype(int)]
    whole = whole.take(inside)
    _, apart = nearest(windowed, whole)
    assert len(windowed) == pytest.approx(len(whole), rel=0.1)
    # The rest are keypoints of several orientations, told apart by the order of their rows.
    assert np.mean(apart < 60) > 0.7


def test_the_first_features_are_spread_too(sample_photos):
    photo = sample_photos["china"]
    height, width = photo.shape[:2]
    few = describe_local(photo, max_features=5000).take(np.arange(150))
    cells = {(int(x * 4 / width), int(y * 4 / height)) for x, y in few.xy}
    assert len(cells) >= 14
