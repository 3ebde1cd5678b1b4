"""How many matches of a donor are right: what any verifier could find at most.

A verifier needs two matches that agree; a donor with fewer is beyond all of them, whatever they do with the
others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from imagefinder.evaluation.truth import TrueSource
from imagefinder.matching import Matches

TOLERANCE: Final = 0.012
"""Of a right match's position, part of the query's longer side."""
OCTAVES: Final = 0.7
"""Of its change of scale."""
COUNTS: Final = (1, 2, 3, 4)


def right_matches(
    matches: Matches, source: TrueSource, photos: Sequence[int], query_size: tuple[int, int]
) -> int:
    """Matches that put a source where the truth says.

    Args:
        matches: of the query with all photos.
        source: with its transform.
        photos: ids of the photo and its copies; the one with the most right matches counts.
        query_size: (width, height), pixels.
    """
    if source.transform is None:
        return 0
    map_ = np.array(source.transform, np.float64)
    determinant = float(np.linalg.det(map_[:, :2]))
    most = 0
    for photo in photos:
        own = matches.take(matches.photo == photo)
        there = own.result_xy @ map_[:, :2].T + map_[:, 2]
        right = np.linalg.norm(there - own.query_xy, axis=1) < TOLERANCE * max(query_size)
        octaves = np.log2(own.query_scale / own.result_scale) - 0.5 * np.log2(abs(determinant))
        right &= (np.abs(octaves) < OCTAVES) & (own.flipped == (determinant < 0))
        most = max(most, int(right.sum()))
    return most


def within_reach(counted: Sequence[tuple[TrueSource, int]], smaller_than: float = 1.0) -> dict[str, Any]:
    """Shares of the donors below a part of the query's area that have so many right matches or more."""
    counts = np.array([count for source, count in counted if source.area < smaller_than])
    shares = {str(least): float((counts >= least).mean()) if len(counts) else None for least in COUNTS}
    return {"donors": len(counts), "share": shares}
