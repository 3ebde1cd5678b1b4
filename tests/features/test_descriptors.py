"""Descriptors of chosen keypoints: the same as OpenCV's, but for sampling."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagefinder.features.descriptors import Keypoints, describe_keypoints
from imagefinder.features.local import root_sift


def detect(grey, contrast=0.01):
    sift = cv2.SIFT.create(contrastThreshold=contrast)
    return sift, list(sift.detect(grey, None))


def cosines(a, b):
    a, b = root_sift(a).astype(float), root_sift(b).astype(float)
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return (a * b).sum(axis=1) / np.maximum(lengths, 1)


@pytest.fixture(params=["coffee", "china"])
def grey(sample_photos, request):
    return cv2.cvtColor(sample_photos[request.param], cv2.COLOR_RGB2GRAY)


def test_descriptors_agree_with_opencv(grey):
    sift, keypoints = detect(grey)
    keypoints, theirs = sift.compute(grey, keypoints)
    ours = describe_keypoints(grey, Keypoints.of(list(keypoints)))
    alike = cosines(ours, theirs)
    assert np.median(alike) > 0.995
    assert np.percentile(alike, 1) > 0.96


def test_each_ones_nearest_neighbour_is_its_counterpart(grey):
    sift, keypoints = detect(grey, contrast=0.04)
    keypoints, theirs = sift.compute(grey, keypoints)
    ours = root_sift(describe_keypoints(grey, Keypoints.of(list(keypoints)))).astype(np.float32)
    matches = cv2.BFMatcher().match(ours, root_sift(theirs).astype(np.float32))
    places = np.array([k.pt for k in keypoints])
    # A point with two orientations may match its twin; what counts is the place.
    apart = [np.linalg.norm(places[m.queryIdx] - places[m.trainIdx]) for m in matches]
    assert np.mean(np.array(apart) < 2) > 0.995


def test_keypoints_at_the_border_ignore_what_is_outside(grey):
    sift, keypoints = detect(grey)
    height, width = grey.shape
    near = [k for k in keypoints if min(k.pt[0], k.pt[1], width - k.pt[0], height - k.pt[1]) < 12]
    assert len(near) > 20
    near, theirs = sift.compute(grey, near)
    assert np.percentile(cosines(describe_keypoints(grey, Keypoints.of(list(near))), theirs), 5) > 0.95


def test_a_quarter_turn_changes_no_descriptor(grey):
    _, keypoints = detect(grey)
    keypoints = keypoints[:: max(1, len(keypoints) // 300)]
    here = Keypoints.of(keypoints)
    height = grey.shape[0]
    x, y, diameter, angle = here.geometry.T
    # OpenCV's doubled picture lies a quarter of a pixel off; turning moves that to the other side.
    turned = Keypoints(
        np.stack([height - 0.5 - y, x, diameter, np.mod(angle + 90, 360)], axis=1).astype(np.float32),
        here.octave,
        here.layer,
    )
    fine = here.octave == -1
    a = describe_keypoints(grey, here)[fine]
    b = describe_keypoints(cv2.rotate(grey, cv2.ROTATE_90_CLOCKWISE), turned)[fine]
    assert np.median(cosines(a, b)) > 0.99


@given(
    st.integers(16, 40),
    st.integers(16, 40),
    st.lists(
        st.tuples(
            st.floats(-5, 45, width=32),
            st.floats(-5, 45, width=32),
            st.floats(0.5, 60, width=32),
            st.floats(0, 360, width=32),
            st.integers(-1, 2),
            st.integers(1, 3),
        ),
        max_size=130,
    ),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=40)
def test_any_keypoint_of_any_picture_gets_a_histogram(height, width, keypoints, seed):
    grey = np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)
    table = np.array(keypoints, np.float32).reshape(-1, 6)
    described = describe_keypoints(
        grey, Keypoints(table[:, :4], table[:, 4].astype(np.int64), table[:, 5].astype(np.int64))
    )
    assert described.shape == (len(keypoints), 128)
    lengths = np.linalg.norm(described.astype(float), axis=1)
    assert ((lengths < 530) & ((lengths == 0) | (lengths > 300))).all()
