"""Second tier, partition and confidence, on made-up masks and on real composites."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_matches import one_object

from imagefinder.matching import (
    Candidate,
    Confidence,
    MatchedObject,
    ObjectMask,
    Role,
    Verdict,
    added_to_host,
    confidence,
    direction_reason,
    get_verifier,
    outline_object,
    partition_query,
    unexplained_area,
    unexplained_by_masks,
    worth_searching,
)

SHAPE = (60, 80)


def mask_of(rows: slice, columns: slice, support: float = 0.9) -> ObjectMask:
    mask = np.zeros(SHAPE, bool)
    mask[rows, columns] = True
    square = [np.zeros((4, 2))]
    return ObjectMask(square, square, mask, float(mask.mean()), 0.3, support, 1.0)


def candidate(photo: int, score: float, mask: ObjectMask, verdict: Verdict = Verdict.VERIFIED) -> Candidate:
    found = MatchedObject(score, np.arange(3), np.eye(3)[:2], False)
    return Candidate(photo, found, mask, Confidence(0.99, verdict))


def test_host_donor_alternative_and_the_rest():
    host = mask_of(slice(0, 60), slice(0, 40))
    donor = mask_of(slice(10, 30), slice(50, 70))
    copy_of_donor = mask_of(slice(11, 29), slice(51, 70))
    wrong = mask_of(slice(40, 60), slice(60, 80))
    answer = partition_query(
        [
            candidate(3, 20, copy_of_donor),
            candidate(2, 30, donor),
            candidate(9, 0.5, wrong, Verdict.UNLIKELY),
            candidate(1, 200, host),
        ],
        (800, 600),
        SHAPE,
    )
    assert [(link.candidate.photo, link.role) for link in answer.links] == [
        (1, Role.HOST),
        (2, Role.DONOR),
        (3, Role.ALTERNATIVE),
    ]
    assert answer.links[2].instead_of == 1
    assert answer.labels[20, 60] == 1
    assert answer.labels[5, 5] == 0
    assert answer.labels[50, 70] == -1
    assert answer.explained == pytest.approx(0.5 + 400 / 4800)
    assert len(answer.unexplained) == 1
    assert answer.unexplained[0].max() <= 800
    assert added_to_host(answer.links[0])[20, 60]
    assert "another photo" in direction_reason(answer, 1)
    assert "another photo" in direction_reason(answer, 0)
    assert direction_reason(answer, 2) is None


def test_the_uncut_photo_of_an_object_comes_before_its_crop():
    crop = candidate(1, 30, mask_of(slice(10, 30), slice(50, 60)))
    uncut = candidate(2, 25, mask_of(slice(10, 30), slice(50, 70)))
    weak = candidate(3, 5, mask_of(slice(10, 30), slice(50, 75)))
    unsure = candidate(4, 30, mask_of(slice(10, 30), slice(50, 79)), Verdict.POSSIBLE)
    elsewhere = candidate(5, 29, mask_of(slice(40, 60), slice(0, 50)))
    links = partition_query([crop, uncut, weak, unsure, elsewhere], (800, 600), SHAPE).links
    roles = {link.candidate.photo: link.role for link in links}
    assert roles[2] is Role.DONOR
    assert roles[1] is Role.ALTERNATIVE
    assert roles[3] is Role.ALTERNATIVE
    assert [k.candidate.photo for k in links if k.role is Role.HOST] == [5]


def test_no_direction_without_a_verified_host():
    donor = mask_of(slice(10, 30), slice(50, 60))
    answer = partition_query([candidate(2, 30, donor)], (800, 600), SHAPE)
    assert answer.links[0].role is Role.DONOR
    assert direction_reason(answer, 0) is None


def test_no_direction_where_the_host_photo_only_ends():
    host = mask_of(slice(0, 60), slice(0, 40))
    donor = mask_of(slice(10, 30), slice(50, 70))
    cut = np.zeros(SHAPE, bool)
    cut[:, :45] = True
    uncut = np.ones(SHAPE, bool)
    for extent, told in ((cut, False), (uncut, True)):
        parts = [candidate(1, 200, replace(host, photo_extent=extent)), candidate(2, 30, donor)]
        answer = partition_query(parts, (800, 600), SHAPE)
        assert [link.role for link in answer.links] == [Role.HOST, Role.DONOR]
        assert [direction_reason(answer, number) is not None for number in (0, 1)] == [told, told]
        assert added_to_host(answer.links[0])[20, 60] == told


def test_versions_of_one_picture_tell_no_direction():
    parts = [
        candidate(1, 200, mask_of(slice(0, 60), slice(0, 40))),
        candidate(2, 30, mask_of(slice(10, 30), slice(50, 70))),
    ]
    answer = partition_query(parts, (800, 600), SHAPE)
    assert direction_reason(answer, 1, {frozenset((1, 2))}) is None
    assert direction_reason(answer, 0, {frozenset((1, 2))}) is None
    assert direction_reason(answer, 1, {frozenset((2, 3))}) is not None


def test_a_photo_that_shows_the_query_twice_is_not_put_over_itself():
    parts = [
        candidate(1, 200, mask_of(slice(0, 60), slice(0, 40))),
        candidate(1, 30, mask_of(slice(10, 30), slice(50, 70))),
    ]
    answer = partition_query(parts, (800, 600), SHAPE)
    assert [link.role for link in answer.links] == [Role.HOST, Role.DONOR]
    assert [direction_reason(answer, number) for number in (0, 1)] == [None, None]


def test_an_empty_answer_explains_nothing():
    answer = partition_query([], (800, 600), SHAPE)
    assert answer.links == ()
    assert answer.explained == 0
    assert len(answer.unexplained) == 1
    with pytest.raises(ValueError, match="shape"):
        partition_query([candidate(1, 9, mask_of(slice(0, 9), slice(0, 9)))], (800, 600), (10, 10))


def test_confidence_needs_both_supports():
    good = mask_of(slice(0, 30), slice(0, 30))
    assert confidence(20, 9, good).verdict is Verdict.VERIFIED
    assert confidence(20, 9, good).probability >= 0.99
    assert confidence(20, 9, None).verdict is Verdict.POSSIBLE
    assert confidence(20, 9, mask_of(slice(0, 0), slice(0, 0), 0.0)).verdict is Verdict.UNLIKELY
    assert confidence(6, 9, replace(good, structure=0.01)).verdict is Verdict.UNLIKELY
    assert confidence(20, 9, replace(good, structure=0.01)).verdict is Verdict.VERIFIED
    assert confidence(1, 9, good).verdict is Verdict.POSSIBLE
    assert confidence(0.2, 9, good).verdict is Verdict.UNLIKELY
    assert confidence(0, 9, good).probability == 0
    # What two matches agree on, every third one might contradict.
    assert confidence(20, 3, good).verdict is Verdict.POSSIBLE
    assert confidence(20, 4, good).verdict is Verdict.VERIFIED
    rising = [confidence(evidence, 9, good).probability for evidence in (0.1, 0.5, 1, 2, 4, 8, 100)]
    assert rising == sorted(rising)
    assert all(0 <= p < 1.0000001 for p in rising)


def test_the_rest_is_what_no_strong_object_covers():
    strong, size = one_object(60, scale=1.0, shift=(100, 100))
    photos = get_verifier("os2os").verify(strong, size)
    area = unexplained_area(strong, photos, size)
    h, w = area.shape
    assert not area[int(0.43 * h), int(0.3 * w)]
    assert area[int(0.9 * h), int(0.9 * w)]
    assert worth_searching(area)
    assert not worth_searching(np.zeros(SHAPE, bool))
    assert unexplained_area(strong, [], size).all()
    by_mask = unexplained_by_masks([mask_of(slice(0, 60), slice(0, 40))], (800, 600))
    assert by_mask.mean() == pytest.approx(0.5, abs=0.02)


def test_a_real_composite_is_divided_among_its_sources(small_world, composites):
    case = composites[0]
    size = case.pixels.shape[1], case.pixels.shape[0]
    matches = small_world.matches(case.pixels)
    candidates = []
    for photo in get_verifier("os2os").verify(matches, size)[:4]:
        source = small_world.photos[photo.photo]
        for found in photo.objects[:1]:
            mask = outline_object(
                case.pixels,
                size,
                source,
                source.shape[1::-1],
                found.transform,
                matches.query_xy[found.members],
            )
            candidates.append(
                Candidate(photo.photo, found, mask, confidence(found.score, len(found.members), mask))
            )
    shape = candidates[0].mask.query_mask.shape
    answer = partition_query(candidates, size, shape)
    verified = [k for k in answer.links if k.candidate.confidence.verdict is Verdict.VERIFIED]
    assert [(k.candidate.photo, k.role) for k in verified] == [
        (case.host, Role.HOST),
        (case.donor, Role.DONOR),
    ]
    added = added_to_host(answer.links[0])
    assert (added & case.mask).sum() > 0.8 * case.mask.sum()
    rest = unexplained_by_masks([k.candidate.mask for k in verified], size)
    assert rest.mean() < 0.5
