"""Masks: correlation against its definition, cleaning, borders, hard cases."""

import cv2
import numpy as np
import pytest

from imagefinder.matching import outline_object
from imagefinder.matching.outline import clean_mask, local_correlation, structure
from imagefinder.matching.refit import fit_homography, refit_affines


def test_correlation_equals_its_definition():
    rng = np.random.default_rng(0)
    a = rng.integers(0, 256, (30, 40)).astype(np.uint8)
    b = np.clip(a * 0.5 + 40 + rng.normal(0, 20, a.shape), 0, 255).astype(np.uint8)
    got, texture = local_correlation(a, b, 3.0)
    kernel = cv2.getGaussianKernel(2 * round(3.0 * 4) + 1, 3.0)
    window = kernel @ kernel.T
    y, x, reach = 15, 20, len(kernel) // 2
    pad = [np.pad(v.astype(float), reach, mode="reflect") for v in (a, b)]
    p, q = (v[y : y + 2 * reach + 1, x : x + 2 * reach + 1] for v in pad)
    mp, mq = (window * p).sum(), (window * q).sum()
    var = [(window * (v - m) ** 2).sum() for v, m in ((p, mp), (q, mq))]
    want = (window * (p - mp) * (q - mq)).sum() / np.sqrt(var[0] * var[1])
    assert got[y, x] == pytest.approx(want, abs=0.01)
    assert texture[y, x] == pytest.approx(max(var), rel=0.02)
    np.testing.assert_allclose(local_correlation(a, a, 3.0)[0], 1.0, atol=1e-3)
    assert np.abs(local_correlation(np.full((9, 9), 7, np.uint8), a[:9, :9], 2.0)[0]).max() < 0.3


def test_cleaning_keeps_pieces_with_features_and_fills_holes():
    agree = np.zeros((200, 300), bool)
    agree[20:120, 30:130] = True
    agree[60:80, 60:80] = False
    agree[150:170, 200:260] = True
    agree[85:115, 90:120] = False
    against = np.zeros_like(agree)
    against[85:115, 90:120] = True
    mask = clean_mask(agree, against, np.array([[40, 40]]))
    assert mask[70, 70]
    assert not mask[100, 105]
    assert mask[21, 31]
    assert not mask[160, 230]
    assert not clean_mask(agree, against, np.zeros((0, 2), np.int64)).any()


@pytest.fixture
def shifted(sample_photos):
    """The coffee cup, moved half out of another frame."""
    photo = sample_photos["coffee"]
    query = sample_photos["china"][:400, :600].copy()
    query[:300, :250] = photo[100:400, 300:550]
    return query, photo, np.array([[1.0, 0, 300], [0, 1, 100]])


def test_an_object_at_the_border_keeps_it(shifted):
    query, photo, transform = shifted
    mask = outline_object(
        query, (600, 400), photo, (600, 400), transform, np.array([[100, 100], [200, 200.0]])
    )
    truth = np.zeros((400, 600), bool)
    truth[:300, :250] = True
    overlap = (mask.query_mask & truth).sum() / (mask.query_mask | truth).sum()
    assert overlap > 0.85
    assert mask.query_mask[0, 0]
    assert mask.inliers_inside == 1
    assert mask.query_coverage == pytest.approx(300 * 250 / 240000, rel=0.15)
    assert mask.result_coverage == pytest.approx(300 * 250 / 240000, rel=0.15)
    inside = mask.result_outline[0]
    assert inside.min() >= 0
    assert (inside <= (599, 399)).all()
    # A strip of the photo beside the cup lies over another picture.
    assert 0.03 < mask.contested < 0.3
    itself = outline_object(photo, (600, 400), photo, (600, 400), np.eye(3)[:2], np.array([[300, 200.0]]))
    assert itself.contested < 0.01


def test_sizes_are_full_resolution_whatever_pixels_are_given(shifted):
    query, photo, transform = shifted
    large = outline_object(
        query,
        (6000, 4000),
        cv2.resize(photo, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
        (1200, 800),
        transform @ np.diag([0.1, 0.1, 1]) * 2,
        np.array([[1000, 1000.0], [2000, 2000]]),
    )
    assert large.query_coverage == pytest.approx(300 * 250 / 240000, rel=0.2)
    assert large.query_outline[0].max() > 2000


def test_what_does_not_correlate_has_no_mask(shifted, sample_photos):
    query, _, transform = shifted
    other = sample_photos["flower"][:400, :600]
    mask = outline_object(query, (600, 400), other, (600, 400), transform, np.array([[400.0, 300]]))
    assert mask.query_coverage < 0.02
    for bad in (np.zeros((2, 3)), np.full((2, 3), np.nan), np.eye(3)[:2] * 1e9):
        nothing = outline_object(query, (600, 400), other, (600, 400), bad, np.zeros((0, 2)))
        assert nothing.query_outline == []
        assert nothing.query_coverage == 0
    far = outline_object(
        query, (600, 400), other, (600, 400), np.eye(3)[:2], np.array([[1e9, np.nan], [-50, 90000]])
    )
    assert far.inliers_inside in (0.0, 1.0)


def test_refit_ignores_outliers_and_refuses_degenerate_input():
    rng = np.random.default_rng(0)
    source = rng.uniform(0, 500, (60, 2))
    true = np.array([[0.8, -0.3, 40], [0.35, 0.9, -20]])
    target = source @ true[:, :2].T + true[:, 2] + rng.normal(0, 0.3, source.shape)
    target[:8] += rng.uniform(5, 9, (8, 2))
    line = np.stack([np.arange(20.0), np.arange(20.0)], axis=1)
    cases = [
        (source, target),
        (source[:5], target[:5]),
        (line, line),
        (np.ones((20, 2)), line),
        (source, source * (4, 1)),
        (source[:0], target[:0]),
        (source, source * (1, -1.5) + 7),
    ]
    fitted, believed = refit_affines(
        np.concatenate([case[0] for case in cases]),
        np.concatenate([case[1] for case in cases]),
        np.ones(sum(len(case[0]) for case in cases)),
        np.repeat(np.arange(len(cases)), [len(case[0]) for case in cases]),
        np.full(len(cases), 10.0),
    )
    # Too few points, points on a line, one point, a map that shears, no point: not to be believed.
    assert believed.tolist() == [True, False, False, False, False, False, True]
    np.testing.assert_allclose(fitted[0, :, :2], true[:, :2], atol=5e-3)
    none, of_nothing = refit_affines(source[:0], target[:0], np.zeros(0), np.zeros(0, np.int64), np.zeros(0))
    assert none.shape == (0, 2, 3) and of_nothing.shape == (0,)


def test_structure_tells_an_edge_from_an_object(sample_photos):
    edge = np.full((200, 300), 60, np.uint8)
    edge[:, 150:] = 190
    along = np.zeros(edge.shape, bool)
    along[20:180, 140:160] = True
    assert structure(edge, along) < 0.005
    turned = cv2.warpAffine(edge, cv2.getRotationMatrix2D((150, 100), 30, 1.0), (300, 200), borderMode=1)
    assert structure(turned, along) < 0.01
    photo = cv2.cvtColor(sample_photos["chelsea"], cv2.COLOR_RGB2GRAY)
    face = np.zeros(photo.shape, bool)
    face[60:200, 100:300] = True
    assert structure(photo, face) > 0.2
    assert structure(np.full((50, 60), 9, np.uint8), np.ones((50, 60), bool)) == 0


def test_a_tilted_poster_is_outlined_by_its_homography(sample_photos):
    photo = sample_photos["astronaut"]
    query = sample_photos["coffee"].copy()
    corners = np.array([[60, 50], [380, 110], [360, 330], [80, 380]], np.float32)
    frame = np.array([[0, 0], [512, 0], [512, 512], [0, 512]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, corners)
    shown = cv2.warpPerspective(photo, matrix, (600, 400))
    true = cv2.warpPerspective(np.ones((512, 512), np.uint8), matrix, (600, 400)) > 0
    query[true] = shown[true]
    rng = np.random.default_rng(0)
    there = rng.uniform(20, 490, (200, 2))
    here = cv2.perspectiveTransform(there[None], matrix)[0] + rng.normal(0, 0.5, (200, 2))
    here[150:] = rng.uniform(0, 400, (50, 2))
    view = np.array([[0, 0], [600, 0], [600, 400], [0, 400]], np.float64)
    fitted = fit_homography(here, there, 3.0, view)
    assert fitted is not None
    found, follows = fitted
    assert follows[:150].mean() > 0.95 and follows[150:].mean() < 0.1
    mask = outline_object(query, (600, 400), photo, (512, 512), found, here[follows])
    assert (mask.query_mask & true).sum() / (mask.query_mask | true).sum() > 0.85
    assert 0.75 < mask.result_coverage <= 1 and mask.inliers_inside > 0.9
    # One affine map for all of it confirms a part at most.
    flat = cv2.estimateAffine2D(here[:150], there[:150])[0]
    assert outline_object(query, (600, 400), photo, (512, 512), flat, here[:150]).query_coverage < 0.3


def test_a_homography_that_is_none():
    rng = np.random.default_rng(1)
    here, there = rng.uniform(0, 500, (2, 40, 2))
    view = np.array([[0, 0], [500, 0], [500, 500], [0, 500]], np.float64)
    assert fit_homography(here[:11], here[:11], 3.0, view) is None
    assert fit_homography(here, there, 2.0, view) is None
    # Its horizon crosses the frame.
    steep = np.array([[1, 0, 0], [0, 1, 0], [-1 / 300, 0, 1.0]])
    near = here[here[:, 0] < 250]
    assert fit_homography(near, cv2.perspectiveTransform(near[None], steep)[0], 3.0, view) is None
