"""Matches made up without pictures, with known objects in them."""

from __future__ import annotations

import numpy as np

from imagefinder.matching import Matches

SIZE = (1000, 700)


def make(photo, qxy, qs, qa, rxy, rs, ra, weight=None, flipped=None, first_feature=0, side=600) -> Matches:
    n = len(qxy)
    flipped = np.zeros(n, bool) if flipped is None else np.broadcast_to(flipped, n).copy()
    return Matches(
        photo=np.broadcast_to(np.asarray(photo, np.int64), n).copy(),
        query_index=(np.arange(n) + first_feature).astype(np.int32),
        feature=np.broadcast_to(np.asarray(photo, np.int64), n) * 65536 + np.arange(n) + first_feature,
        distance=np.full(n, 1e4, np.float32),
        weight=np.ones(n, np.float32) if weight is None else np.asarray(weight, np.float32),
        query_xy=np.asarray(qxy, np.float32),
        query_scale=np.asarray(qs, np.float32),
        query_angle=np.asarray(qa, np.float32),
        result_xy=np.asarray(rxy, np.float32),
        result_scale=np.asarray(rs, np.float32),
        result_angle=np.asarray(ra, np.float32),
        result_side=np.full(n, side, np.float32),
        flipped=flipped,
        rank=np.ones(n, np.int32),
    )


def one_object(
    n,
    *,
    scale=1.0,
    degrees=0.0,
    shift=(0.0, 0.0),
    noise=0.3,
    clutter=0,
    seed=0,
    photo=7,
    flipped=False,
    first_feature=0,
    side=600,
):
    """Photo points in a 200 px square, moved into the query, then ``clutter`` random matches."""
    rng = np.random.default_rng(seed)
    u = rng.uniform(100, 300, (n, 2))
    s = rng.uniform(4, 20, n)
    phi = rng.uniform(0, 2 * np.pi, n)
    turn = np.deg2rad(degrees)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    x = scale * u @ rotation.T + shift + rng.normal(0, noise, (n, 2))
    sigma = s * scale * np.exp2(rng.normal(0, noise * 0.1, n))
    theta = phi + turn + rng.normal(0, noise * 0.05, n)
    x = np.vstack([x, rng.uniform(0, SIZE, (clutter, 2))])
    sigma = np.append(sigma, rng.uniform(4, 20, clutter))
    theta = np.append(theta, rng.uniform(0, 2 * np.pi, clutter))
    if flipped:
        x[:, 0] = SIZE[0] - 1 - x[:, 0]
        theta = np.pi - theta
    return (
        make(
            photo,
            x,
            sigma,
            np.mod(theta, 2 * np.pi),
            np.vstack([u, rng.uniform(0, 600, (clutter, 2))]),
            np.append(s, rng.uniform(4, 20, clutter)),
            np.append(phi, rng.uniform(0, 2 * np.pi, clutter)),
            flipped=flipped,
            first_feature=first_feature,
            side=side,
        ),
        SIZE,
    )


def scattered(groups, per_group, seed=0):
    """Random matches of many photos."""
    rng = np.random.default_rng(seed)
    n = groups * per_group
    return (
        make(
            np.repeat(np.arange(groups), per_group),
            rng.uniform(0, SIZE, (n, 2)),
            rng.uniform(4, 20, n),
            rng.uniform(0, 2 * np.pi, n),
            rng.uniform(0, 600, (n, 2)),
            rng.uniform(4, 20, n),
            rng.uniform(0, 2 * np.pi, n),
            weight=rng.uniform(0, 1, n),
        ),
        SIZE,
    )
