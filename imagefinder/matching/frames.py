"""Matches as similarity transforms: each match alone says how its photo would lie in the query.

A match of a query feature (x, y, σ, θ) with a database feature (u, v, s, φ) implies the relative scale
r = σ/s and the relative angle a = θ − φ. Points are complex numbers here, x + iy, so that turning and scaling
by (r, a) is one product with r·e^{ia} and a similarity transform is x = αu + β.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.matches import Matches

QUERY_SIDE: Final = 1600
"""Longer side, pixels, at which a query is described: finer than the library's photos, as objects may be
smaller in it than they are there."""
PHOTO_SIDE: Final = 1024
"""Longer side, pixels, at which the library's photos are described."""
LARGEST_LOG2_SCALE: Final = 3.5
"""Stage 0: matches that change the size by more than 2^3.5 are not believed. Where one of the two is larger
than it was described at, its limit counts in the pixels that it was described at: a scan of 100 megapixels
shows a 640-pixel copy of it twenty times as large, and a web page a panorama of 12,000 pixels twenty times as
small; neither must lose all its matches for that."""
OCTAVES: Final = 16
"""The verifiers' bins of scale, one octave each."""
_FIRST_OCTAVE: Final = 4.0
"""Added to log2 of the scale, so that bins count from 0."""
_MOST_SHIFTED: Final = 7.0
"""Octaves; a larger photo would leave no bins for objects that are shown enlarged."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Matches in the frame where no reflection is left: flipped ones see the mirrored query.

    Attributes:
        x: (n,) complex128, query points (mirrored for flipped matches), pixels.
        u: (n,) complex128, photo points, pixels.
        log2_r: (n,) float64, log2 of the relative scale σ/s.
        octave: (n,) float64, the same from 0.5 to 15, shifted by whole octaves: by as many in all of a group.
        a: (n,) float64, relative angle in (−π, π].
        s: (n,) float64, scale of the photo's feature, pixels.
        w: (n,) float64, rarity weight.
        group: (n,) int64, 0 … groups − 1, one for each (photo, flipped), ascending.
        group_photo: (groups,) int64 photo ids.
        group_flipped: (groups,) bool.
        row: (n,) int64, row in the matches that these were made of.
        width: the query's width, pixels.
        L: the query's longer side, pixels; tolerances are parts of it.
    """

    x: NDArray[np.complex128]
    u: NDArray[np.complex128]
    log2_r: NDArray[np.float64]
    octave: NDArray[np.float64]
    a: NDArray[np.float64]
    s: NDArray[np.float64]
    w: NDArray[np.float64]
    group: NDArray[np.int64]
    group_photo: NDArray[np.int64]
    group_flipped: NDArray[np.bool_]
    row: NDArray[np.int64]
    width: float
    L: float

    def __len__(self) -> int:
        return len(self.x)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Frames:
        """The matches of the given rows; groups keep their numbers."""
        return Frames(
            self.x[rows],
            self.u[rows],
            self.log2_r[rows],
            self.octave[rows],
            self.a[rows],
            self.s[rows],
            self.w[rows],
            self.group[rows],
            self.group_photo,
            self.group_flipped,
            self.row[rows],
            self.width,
            self.L,
        )

    def compact(self, rows: NDArray[np.int64]) -> tuple[Frames, NDArray[np.int64]]:
        """The matches of the given rows, ascending, with none but their own groups.

        Returns:
            The matches, and the numbers that their groups have here.
        """
        group = self.group[rows]
        new = np.ones(len(group), bool)
        new[1:] = group[1:] != group[:-1]
        present = group[new]
        part = replace(
            self.take(rows),
            group=np.cumsum(new) - 1,
            group_photo=self.group_photo[present],
            group_flipped=self.group_flipped[present],
        )
        return part, present


def wrap(angle: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angles in radians to [−π, π)."""
    turns = np.floor((angle + np.pi) / (2 * np.pi))  # several times as fast as np.mod
    return np.asarray(angle - turns * (2 * np.pi), np.float64)


def frames_of(matches: Matches, query_size: tuple[int, int]) -> Frames:
    """The matches that imply a possible similarity, sorted by (photo, flipped).

    Matches with a scale that is not positive, anything not finite, or a change of size beyond the limits of
    ``LARGEST_LOG2_SCALE`` are left out.
    """
    width, height = query_size
    flipped = matches.flipped
    x = np.where(flipped, width - 1 - matches.query_xy[:, 0], matches.query_xy[:, 0]).astype(np.float64)
    theta = np.where(flipped, np.pi - matches.query_angle, matches.query_angle).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        log2_r = np.log2(matches.query_scale.astype(np.float64) / matches.result_scale.astype(np.float64))
        a = wrap(theta - matches.result_angle)
    points = x + 1j * matches.query_xy[:, 1]
    u = matches.result_xy[:, 0].astype(np.float64) + 1j * matches.result_xy[:, 1]
    usable = np.isfinite(points) & np.isfinite(u) & np.isfinite(a) & (matches.weight >= 0)
    reduced = np.log2(max(1.0, max(width, height) / QUERY_SIDE))
    photo_reduced = np.log2(np.maximum(1.0, matches.result_side.astype(np.float64) / PHOTO_SIDE))
    shift = _FIRST_OCTAVE + np.minimum(np.ceil(photo_reduced), _MOST_SHIFTED)
    octave = log2_r + shift
    usable &= (log2_r >= -LARGEST_LOG2_SCALE - photo_reduced) & (octave >= _FIRST_OCTAVE - LARGEST_LOG2_SCALE)
    usable &= (log2_r <= LARGEST_LOG2_SCALE + reduced) & (octave <= OCTAVES - 1)
    rows = np.flatnonzero(usable)
    key = matches.photo[rows] * 2 + flipped[rows]
    if len(key) and (np.diff(key) < 0).any():
        order = np.argsort(key, kind="stable")
        rows, key = rows[order], key[order]
    new = np.ones(len(key), bool)
    new[1:] = key[1:] != key[:-1]
    heads = key[new]
    return Frames(
        points[rows],
        u[rows],
        log2_r[rows],
        octave[rows],
        a[rows],
        matches.result_scale[rows].astype(np.float64),
        matches.weight[rows].astype(np.float64),
        np.cumsum(new) - 1,
        heads >> 1,
        (heads & 1).astype(bool),
        rows,
        float(width),
        float(max(width, height)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """One similarity x = αu + β for each hypothesis (an object in a group).

    Attributes:
        alpha: (m,) complex128; its modulus scales and its argument turns photo pixels into query pixels.
        beta: (m,) complex128, pixels.
    """

    alpha: NDArray[np.complex128]
    beta: NDArray[np.complex128]


def fit_similarities(frames: Frames, label: NDArray[np.int64], count: int) -> Similarities:
    """Weighted least squares for every label at once, in closed form.

    Beside its position every match gives its own scale and angle: the tip of its orientation arrow, at a
    distance s, is a second point. With two or three members that steadies the fit, with many it is nothing.

    Args:
        frames: the matches.
        label: (n,) int64 hypothesis of each match, −1 for none.
        count: number of hypotheses m.

    Returns:
        The transforms; NaN where a label has no weight.
    """
    used = label >= 0
    at, x, u = label[used], frames.x[used], frames.u[used]
    w = frames.w[used] + 1e-9

    def total(value: NDArray[np.complex128]) -> NDArray[np.complex128]:
        real = np.bincount(at, value.real, count)
        return np.asarray(real + 1j * np.bincount(at, value.imag, count), np.complex128)

    weight = np.bincount(at, w, count)
    with np.errstate(divide="ignore", invalid="ignore"):
        x_mean, u_mean = total(w * x) / weight, total(w * u) / weight
    dx, du = x - x_mean[at], u - u_mean[at]
    arrow = w * frames.s[used] ** 2
    own = np.exp2(frames.log2_r[used]) * np.exp(1j * frames.a[used])
    spread = np.bincount(at, w * np.abs(du) ** 2 + arrow, count)
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha = total(w * dx * du.conj() + arrow * own) / spread
    return Similarities(alpha, x_mean - alpha * u_mean)


def supporters(
    frames: Frames,
    hypothesis: NDArray[np.int64],
    similarities: Similarities,
    tolerance: float,
    octaves: float = 0.6,
    turn: float = np.deg2rad(25.0),
) -> NDArray[np.bool_]:
    """Which matches agree with the hypothesis that is put to them.

    Args:
        frames: the matches.
        hypothesis: (n,) int64, the one that each match is held against, −1 for none.
        similarities: the hypotheses.
        tolerance: in position, pixels of the query.
        octaves: in scale.
        turn: in angle, radians.
    """
    asked = np.flatnonzero(hypothesis >= 0)
    h = hypothesis[asked]
    alpha, beta = similarities.alpha[h], similarities.beta[h]
    agree = np.zeros(len(frames), bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.abs(alpha * frames.u[asked] + beta - frames.x[asked]) < tolerance
        near &= np.abs(np.log2(np.abs(alpha)) - frames.log2_r[asked]) < octaves
        near &= np.abs(wrap(np.angle(alpha) - frames.a[asked])) < turn
    agree[asked] = near
    return agree


def query_to_photo(alpha: complex, beta: complex, flipped: bool, width: float) -> NDArray[np.float64]:
    """x = αu + β (photo → query, mirrored if flipped) as a (2, 3) map from query pixels to photo pixels.

    Raises:
        ValueError: the similarity cannot be inverted.
    """
    if not np.isfinite(alpha) or not np.isfinite(beta) or abs(alpha) < 1e-9:
        raise ValueError("a similarity without size has no inverse")
    inverse = 1.0 / alpha
    shift = -beta * inverse
    transform = np.array(
        [[inverse.real, -inverse.imag, shift.real], [inverse.imag, inverse.real, shift.imag]], np.float64
    )
    return transform @ mirror(width) if flipped else transform


def mirror(width: float) -> NDArray[np.float64]:
    """(3, 3) reflection x → width − 1 − x."""
    return np.array([[-1.0, 0.0, width - 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])


def count_cells(frames: Frames, label: NDArray[np.int64], count: int, side: float) -> NDArray[np.int64]:
    """(count,) int64: how many squares of ``side`` query pixels the matches of each label fall into.

    The effective number of inliers: matches on top of each other are one piece of evidence.
    """
    used = label >= 0
    x = frames.x[used]
    column = np.floor(x.real / side).astype(np.int64) + (1 << 20)
    row = np.floor(x.imag / side).astype(np.int64) + (1 << 20)
    cells = np.unique((label[used] << 42) | ((row & 0x1FFFFF) << 21) | (column & 0x1FFFFF))
    return np.bincount(cells >> 42, minlength=count)
