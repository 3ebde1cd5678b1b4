"""Every verifier: same inputs, same outputs, hard input."""

import numpy as np
import pytest
from made_up_matches import SIZE, make, one_object, scattered

from imagefinder.errors import RequestError
from imagefinder.matching import VERIFIERS, Matches, get_verifier

GEOMETRIC = [name for name in VERIFIERS if name not in ("none", "votes")]


def nothing() -> Matches:
    empty = np.zeros(0)
    return make(0, np.zeros((0, 2)), empty, empty, np.zeros((0, 2)), empty, empty)


@pytest.mark.parametrize("name", VERIFIERS)
def test_no_match_at_all_is_no_photo(name):
    assert list(get_verifier(name).verify(nothing(), SIZE)) == []


@pytest.mark.parametrize("name", VERIFIERS)
def test_every_photo_is_ranked_once_best_first(name):
    clutter, size = scattered(groups=40, per_group=6, seed=2)
    thing, _ = one_object(25, scale=0.8, degrees=20, shift=(200, 100), photo=100)
    verifier = get_verifier(name)
    assert verifier.name == name
    photos = verifier.verify(Matches.join([clutter, thing]), size)
    assert sorted(p.photo for p in photos) == [*range(40), 100]
    scores = [p.score for p in photos]
    assert scores == sorted(scores, reverse=True)
    assert np.isfinite(scores).all()
    assert photos[0].photo == 100


@pytest.mark.parametrize("name", GEOMETRIC)
@pytest.mark.parametrize("flipped", [False, True])
def test_members_and_transform_of_a_known_object(name, flipped):
    # SCSM tries fixed rotations and scales, so it is given ones near to which there is a step.
    thing, size = one_object(
        40, scale=1.0, degrees=45, shift=(350, 120), photo=9, flipped=flipped, clutter=60, noise=0.2
    )
    photos = get_verifier(name).verify(thing, size)
    found = photos[0].objects[0]
    assert found.flipped == flipped
    assert np.isin(found.members, np.arange(40)).mean() > 0.9
    assert len(found.members) >= 20
    want = thing.result_xy[:40]
    got = thing.query_xy[:40] @ found.transform[:, :2].T + found.transform[:, 2]
    assert np.median(np.linalg.norm(got - want, axis=1)) < 4


@pytest.mark.parametrize("name", VERIFIERS)
def test_identical_keypoints_by_the_thousand_end_and_claim_nothing(name):
    """Brick, captions, JPEG blocks: every match at one place of the query."""
    n = 4000
    rng = np.random.default_rng(0)
    same = make(
        np.repeat(np.arange(8), n // 8),
        np.full((n, 2), 50.0),
        np.full(n, 5.0),
        np.zeros(n),
        rng.uniform(0, 600, (n, 2)),
        np.full(n, 5.0),
        np.zeros(n),
        weight=np.full(n, 0.02),
    )
    photos = get_verifier(name).verify(same, SIZE)
    assert len(photos) == 8
    if name in ("os2os", "ransac"):
        assert photos[0].score < 1


@pytest.mark.parametrize("name", VERIFIERS)
def test_impossible_geometry_is_left_out(name):
    odd, size = one_object(12, photo=3)
    odd.query_scale[0] = 0
    odd.result_scale[1] = 0
    odd.query_xy[2] = np.nan
    odd.result_angle[3] = np.inf
    odd.query_scale[4] = 1e9
    photos = get_verifier(name).verify(odd, size)
    assert len(photos) == 1
    assert np.isfinite(photos[0].score)
    for found in photos[0].objects:
        assert np.isfinite(found.transform).all()
        assert not set(found.members.tolist()) & {0, 1, 2, 3, 4}


@pytest.mark.parametrize("name", VERIFIERS)
def test_one_match_for_each_photo_is_listed_but_no_evidence(name):
    alone, size = scattered(groups=50, per_group=1)
    photos = get_verifier(name).verify(alone, size)
    assert len(photos) == 50
    if name in GEOMETRIC:
        assert all(p.score < 0.1 for p in photos)


@pytest.mark.parametrize("name", ["hpm", "pgm"])
def test_hpm_and_pgm_against_plain_loops(name):
    matches, size = scattered(groups=6, per_group=15, seed=9)
    if name == "hpm":
        from imagefinder.matching.frames import frames_of
        from imagefinder.matching.hpm import LEVELS, SCALE, TRANSLATION, strengths

        f = frames_of(matches, size)
        got, _ = strengths(f)
        t = f.x - np.exp2(f.log2_r) * np.exp(1j * f.a) * f.u
        unit = [
            np.clip(t.real / f.L / (2 * TRANSLATION) + 0.5, 0, 1),
            np.clip(t.imag / f.L / (2 * TRANSLATION) + 0.5, 0, 1),
            np.clip(f.log2_r / (2 * SCALE) + 0.5, 0, 1),
            f.a / (2 * np.pi) + 0.5,
        ]
        for i in range(len(f)):
            total, before = 0.0, 0
            for level in range(LEVELS):
                size_now = sum(
                    f.group[j] == f.group[i]
                    and all(
                        min(int(v[j] * 16), 15) >> level == min(int(v[i] * 16), 15) >> level for v in unit
                    )
                    for j in range(len(f))
                    if j != i
                )
                total += 2.0**-level * (size_now - before)
                before = size_now
            assert got[i] == pytest.approx(total)
        return
    from imagefinder.matching.frames import frames_of, wrap
    from imagefinder.matching.pgm import SEGMENT_OCTAVES, SEGMENT_TURN, SHORTEST, pair_support, prevailing

    f = frames_of(matches, size)
    _, scale, angle = prevailing(f)
    got = pair_support(f, scale, angle)
    want = np.zeros(len(f))
    for i in range(len(f)):
        for j in range(len(f)):
            if i == j or f.group[i] != f.group[j]:
                continue
            ratio = (f.x[i] - f.x[j]) / (f.u[i] - f.u[j])
            g = f.group[i]
            if (
                abs(np.log2(abs(ratio)) - scale[g]) < SEGMENT_OCTAVES
                and abs(wrap(np.angle(ratio) - angle[g])) < SEGMENT_TURN
                and abs(f.x[i] - f.x[j]) > SHORTEST * f.L
            ):
                want[i] += np.sqrt(f.w[i] * f.w[j])
    np.testing.assert_allclose(got, want)


def test_an_unknown_verifier_is_named():
    with pytest.raises(RequestError, match="guess"):
        get_verifier("guess")
