"""OS2OS end to end on real photos, and its steps against plain references."""

import numpy as np
import pytest
from made_up_matches import make, one_object, scattered

from imagefinder.matching import Matches, get_verifier, outline_object
from imagefinder.matching.frames import fit_similarities, frames_of
from imagefinder.matching.os2os import (
    ANGLE_SPREAD,
    OS2OS,
    SCALE_SPREAD,
    VOTE_SPREAD,
    agreement,
    centroids,
    find_objects,
    heaviest_clusters,
    standings,
    votes,
    with_company,
)


def test_hosts_and_donors_lead_the_list_and_are_outlined(small_world, composites):
    for case in composites:
        size = case.pixels.shape[1], case.pixels.shape[0]
        matches = small_world.matches(case.pixels)
        photos = get_verifier("os2os").verify(matches, size)
        assert [p.photo for p in photos[:2]] == [case.host, case.donor]
        scores = [p.score for p in photos]
        assert scores == sorted(scores, reverse=True)
        assert scores[1] > 2 * scores[2]
        found = photos[1].objects[0]
        assert found.flipped == (np.linalg.det(case.transform[:, :2]) < 0)
        there = found.transform @ np.vstack([case.transform, [0, 0, 1]])
        donor = small_world.photos[case.donor]
        corner = np.array([200.0, 100.0, 1.0])
        assert np.abs(there @ corner - corner[:2]).max() < 5
        mask = outline_object(
            case.pixels, size, donor, donor.shape[1::-1], found.transform, matches.query_xy[found.members]
        )
        whole = case.mask[:: size[1] // mask.query_mask.shape[0] or 1]
        assert mask.query_coverage > 0.6 * case.mask.mean()
        assert mask.query_coverage < 1.5 * case.mask.mean()
        assert mask.support > 0.7
        assert len(mask.query_outline) == len(mask.result_outline) > 0
        assert whole.any()


def test_votes_of_one_rigid_object_meet_in_one_point():
    matches, size = one_object(40, scale=0.6, degrees=40, shift=(120, 80), noise=0.0)
    frames = frames_of(matches, size)
    h = votes(frames, centroids(frames, np.ones(len(frames), bool)))
    assert np.abs(h - h.mean()).max() < 0.05


def test_heaviest_cluster_equals_the_plain_definition():
    """Against dictionaries over all 16 shifted grids."""
    matches, size = scattered(groups=12, per_group=25, seed=3)
    frames = frames_of(matches, size)
    h = votes(frames, centroids(frames, np.ones(len(frames), bool)))
    side = 0.2 * frames.L
    got = heaviest_clusters(frames, h, side)
    best = np.zeros(len(frames.group_photo))
    for shift in np.ndindex(2, 2, 2, 2):
        ox, oy, oa, os = np.array(shift) / 2
        bins: dict[tuple, list[float]] = {}
        for i in range(len(frames)):
            key = (
                frames.group[i],
                np.floor(h[i].real / side + ox),
                np.floor(h[i].imag / side + oy),
                np.floor(frames.a[i] * 12 / (2 * np.pi) + 6 + oa) % 12,
                np.floor(frames.log2_r[i] + 4 + os),
            )
            bins.setdefault(key, []).append(frames.w[i])
        for key, weights in bins.items():
            best[key[0]] = max(best[key[0]], sum(weights) * np.log2(len(weights)))
    members = np.bincount(frames.group[got.member], minlength=len(best))
    np.testing.assert_allclose(got.weight * np.log2(np.maximum(members, 1)), best, rtol=1e-9)


def test_clean_up_drops_no_member_of_any_cluster():
    matches, size = scattered(groups=30, per_group=8, seed=1)
    frames = frames_of(matches, size)
    kept = with_company(frames)
    assert 0 < kept.sum() < len(frames)
    everything = heaviest_clusters(frames, frames.x, 0.3 * frames.L)
    count = np.bincount(frames.group[everything.member], minlength=30)
    assert kept[everything.member & (count[frames.group] > 1)].all()


def test_an_object_stands_out_of_clutter_and_the_fit_is_exact():
    clean, size = one_object(30, scale=1.7, degrees=-75, shift=(300, 40), noise=0.5, clutter=300)
    frames = frames_of(clean, size)
    found = find_objects(frames)
    assert found.score.shape == (1,)
    assert found.member[:30].mean() > 0.8
    assert found.member[30:].mean() < 0.05
    assert (found.weight[~found.member] == 0).all() and (found.weight <= frames.w).all()
    similarity = fit_similarities(frames, np.where(found.member, 0, -1), 1)
    assert abs(abs(similarity.alpha[0]) - 1.7) < 0.03
    assert abs(np.rad2deg(np.angle(similarity.alpha[0])) + 75) < 2


def test_several_objects_of_one_photo_are_told_apart():
    first, size = one_object(25, scale=0.7, degrees=10, shift=(50, 60), seed=1)
    second, _ = one_object(20, scale=1.4, degrees=120, shift=(500, 300), seed=2, first_feature=100)
    both = type(first).join([first, second])
    photos = get_verifier("os2os").verify(both, size)
    assert len(photos) == 1
    assert len(photos[0].objects) == 2
    assert sorted(len(item.members) for item in photos[0].objects) == [20, 25]


def test_photos_with_a_single_match_change_nothing():
    """Most photos of a large library that are touched at all are touched once."""
    crowded, size = scattered(30, 12, seed=5)
    lonely = make(
        1000 + np.arange(800),
        *(getattr(scattered(800, 1, seed=6)[0], f"query_{name}") for name in ("xy", "scale", "angle")),
        *(getattr(scattered(800, 1, seed=7)[0], f"result_{name}") for name in ("xy", "scale", "angle")),
        weight=np.full(800, 1e-6),
    )
    alone = get_verifier("os2os").verify(crowded, size)
    among = get_verifier("os2os").verify(Matches.join([crowded, lonely]), size)
    assert len(among) == len(alone) + 800
    assert [photo.photo for photo in among[:30]] == [photo.photo for photo in alone]
    for mine, theirs in zip(among[:30], alone, strict=True):
        assert mine.score == theirs.score and len(mine.objects) == len(theirs.objects)
    assert all(photo.objects == () for photo in among[30:])


def test_compact_frames_keep_their_matches_and_forget_other_groups():
    frames = frames_of(*scattered(9, 4, seed=2))
    rows = np.flatnonzero(np.isin(frames.group, [1, 4, 8]))
    part, present = frames.compact(rows)
    assert present.tolist() == [1, 4, 8]
    assert np.array_equal(present[part.group], frames.group[rows])
    assert np.array_equal(part.group_photo, frames.group_photo[present])
    empty, none = frames.compact(rows[:0])
    assert len(empty) == len(none) == len(empty.group_photo) == 0


def test_a_ranked_list_is_a_sequence():
    matches, size = scattered(20, 6, seed=1)
    photos = get_verifier("os2os").verify(matches, size)
    assert len(photos) == 20 and photos[-1].score <= photos[0].score
    assert [photo.photo for photo in photos[2:5]] == [photos[i].photo for i in (2, 3, 4)]
    with pytest.raises(IndexError):
        photos[20]


def test_what_is_new_goes_before_the_twentieth_photo_of_the_same():
    """One cover in twenty photos, and a small thing elsewhere that only one photo shows."""
    cover = [one_object(40, scale=1.0, degrees=0, shift=(100, 100), photo=i, seed=1)[0] for i in range(20)]
    thing, size = one_object(12, scale=0.5, degrees=30, shift=(700, 500), photo=20, seed=3, first_feature=50)
    photos = get_verifier("os2os").verify(type(thing).join([*cover, thing]), size)
    place = next(number for number, photo in enumerate(photos) if photo.photo == 20)
    assert 0 < place < 8
    assert [p.score for p in photos] == sorted((p.score for p in photos), reverse=True)
    evidence = {p.photo: p.evidence for p in photos}
    assert min(evidence[i] for i in range(20)) > 3 * evidence[20] > 30
    assert all(p.score <= p.evidence for p in photos)
    plain = OS2OS(new_first=False).verify(type(thing).join([*cover, thing]), size)
    assert plain[-1].photo == 20 and all(p.score == p.evidence for p in plain)


def test_agreement_against_the_plain_definition():
    matches, size = scattered(groups=12, per_group=25, seed=6)
    frames = frames_of(matches, size)
    member = np.random.default_rng(0).random(len(frames)) < 0.3
    c = centroids(frames, member)
    got = agreement(frames, c, member)
    h, w = votes(frames, c), frames.w
    for g in range(len(frames.group_photo)):
        own = np.flatnonzero(member & (frames.group == g))
        if len(own) == 0:
            continue
        mean = np.average(h[own], weights=w[own])
        turn = np.angle(np.average(np.exp(1j * frames.a[own]), weights=w[own]))
        octave = np.average(frames.log2_r[own], weights=w[own])
        for i in own:
            off = np.angle(np.exp(1j * (frames.a[i] - turn)))
            deviation = (abs(h[i] - mean) / (VOTE_SPREAD * frames.L)) ** 2
            deviation += (off / ANGLE_SPREAD) ** 2 + ((frames.log2_r[i] - octave) / SCALE_SPREAD) ** 2
            np.testing.assert_allclose(got[i], w[i] * np.exp(-deviation / 2), rtol=1e-4, atol=1e-9)
    assert (got[~member] == 0).all()


def test_two_matches_that_agree_closely_come_before_two_that_share_a_bin():
    near, size = one_object(2, photo=0, seed=1)
    far, _ = one_object(2, photo=1, seed=1)
    far.query_angle[1] += np.deg2rad(20)
    photos = get_verifier("os2os").verify(Matches.join([far, near]), size)
    assert [photo.photo for photo in photos] == [0, 1] and photos[1].score < 0.7 * photos[0].score


def test_standings_against_the_plain_definition():
    matches, size = scattered(groups=20, per_group=30, seed=5)
    frames = frames_of(matches, size)
    found = find_objects(frames, rounds=(0.3, 0.2))
    got = standings(frames, found.score, found.weight)
    side = 0.08 * frames.L
    x = np.where(frames.group_flipped[frames.group], frames.width - 1 - frames.x.real, frames.x.real)
    places = np.stack([np.floor(x / side), np.floor(frames.x.imag / side)], axis=1)
    has = (found.weight > 0) & (found.score[frames.group] > 0)
    groups = range(len(found.score))
    shown = [{tuple(p) for p in places[has & (frames.group == g)]} for g in groups]
    total = [found.weight[has & (frames.group == g)].sum() for g in groups]
    for g in groups:
        own = has & (frames.group == g)
        better = [h for h in groups if (total[h], -h) > (total[g], -g)]
        share = [1 / (1 + sum(tuple(p) in shown[h] for h in better)) ** 3 for p in places[own]]
        np.testing.assert_allclose(got[g], (found.weight[own] * share).sum(), rtol=1e-9)
