"""PGM: pairwise geometric matching.

Li, Larson, Hanjalic, "Pairwise Geometric Matching for Large-scale Object Retrieval", CVPR 2015: matches are
made one-to-one, those that do not fit the prevailing rotation and scale are dropped, and what remains is
checked in pairs: the segment between two matches must turn and grow like the matches themselves.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.frames import OCTAVES, Frames, frames_of, wrap
from imagefinder.matching.matches import Matches
from imagefinder.matching.support import group_starts, ranked
from imagefinder.matching.verifier import RankedPhotos

ANGLE_BINS: Final = 12
SEGMENT_TURN: Final = np.deg2rad(20.0)
SEGMENT_OCTAVES: Final = 0.5
SHORTEST: Final = 0.01
"""Segments shorter than this part of the query's longer side have no direction worth comparing."""
_PAIRS_AT_ONCE: Final = 1 << 20


def prevailing(frames: Frames) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Global rotation and scale: the heaviest half-overlapping bin of angle and log scale of each group.

    Returns:
        (n,) bool matches of that bin, and the weighted mean log2 scale and angle of the bin, (groups,) each.
    """
    groups = len(frames.group_photo)
    angle = frames.a * (ANGLE_BINS / (2 * np.pi)) + ANGLE_BINS / 2
    best = np.full(groups, -1.0)
    kept = np.zeros(len(frames), bool)
    for oa in (0.0, 0.5):
        for os in (0.0, 0.5):
            turn = np.floor(angle + oa).astype(np.int64) % ANGLE_BINS
            size = np.floor(frames.octave + os).astype(np.int64)
            table = np.bincount(
                (frames.group * ANGLE_BINS + turn) * OCTAVES + size,
                frames.w + 1e-9,
                groups * ANGLE_BINS * OCTAVES,
            ).reshape(groups, ANGLE_BINS * OCTAVES)
            peak = table.argmax(axis=1)
            top = table[np.arange(groups), peak]
            better = top > best
            best = np.where(better, top, best)
            here = turn * OCTAVES + size == peak[frames.group]
            kept = np.where(better[frames.group], here, kept)
    w = (frames.w + 1e-9) * kept
    total = np.maximum(np.bincount(frames.group, w, groups), 1e-12)
    scale = np.bincount(frames.group, w * frames.log2_r, groups) / total
    sine = np.bincount(frames.group, w * np.sin(frames.a), groups)
    cosine = np.bincount(frames.group, w * np.cos(frames.a), groups)
    return kept, scale, np.arctan2(sine, cosine)


def pair_support(
    frames: Frames, scale: NDArray[np.float64], angle: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(n,) float64: for each match, the weight of the matches of its group that agree with it pairwise."""
    support = np.zeros(len(frames))
    starts = group_starts(frames)
    size = np.diff(starts)
    # Row i meets all later rows of its group; rows are handled in lots of about a million pairs.
    later = starts[frames.group + 1] - np.arange(len(frames)) - 1
    lots = np.cumsum(later) // _PAIRS_AT_ONCE
    if not len(size):
        return support
    for lot in range(int(lots[-1]) + 1 if len(lots) else 0):
        rows = np.flatnonzero(lots == lot)
        count = later[rows]
        i = np.repeat(rows, count)
        first = np.repeat(np.cumsum(count) - count, count)
        j = i + 1 + np.arange(len(i)) - first
        dx, du = frames.x[i] - frames.x[j], frames.u[i] - frames.u[j]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = dx / du
            agree = np.abs(np.log2(np.abs(ratio)) - scale[frames.group[i]]) < SEGMENT_OCTAVES
            agree &= np.abs(wrap(np.angle(ratio) - angle[frames.group[i]])) < SEGMENT_TURN
        agree &= np.abs(dx) > SHORTEST * frames.L
        i, j = i[agree], j[agree]
        weight = np.sqrt(frames.w[i] * frames.w[j])
        support += np.bincount(i, weight, len(frames)) + np.bincount(j, weight, len(frames))
    return support


class PGM:
    """Similarity of a photo: the weight of its agreeing pairs, under the square root."""

    name = "pgm"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``."""
        frames = frames_of(matches, query_size)
        kept, scale, angle = prevailing(frames)
        rows = np.flatnonzero(kept)
        part = frames.take(rows)
        support = pair_support(part, scale, angle)
        groups = len(frames.group_photo)
        score = np.sqrt(np.bincount(part.group, support, groups))
        # Members: those that agree with at least half as much as the best-supported one does.
        most = np.zeros(groups)
        np.maximum.at(most, part.group, support)
        member = np.zeros(len(frames), bool)
        member[rows] = (support > 0) & (support >= 0.5 * most[part.group])
        return ranked(matches, frames, score, member)
