"""No verification: photos ranked by votes alone; the baselines that geometry has to beat."""

from __future__ import annotations

import numpy as np

from imagefinder.matching.matches import Matches
from imagefinder.matching.verifier import RankedPhotos


class Votes:
    """Sum of the matches' rarity weights, or plainly their number."""

    def __init__(self, *, weighted: bool = True) -> None:
        """``weighted``: whether a match counts by its rarity."""
        self._weighted = weighted

    @property
    def name(self) -> str:
        """``none`` (no verification), or ``votes`` for plain ones."""
        return "none" if self._weighted else "votes"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> RankedPhotos:
        """See ``Verifier.verify``; no objects, since nothing is known of where they are."""
        photos, place = np.unique(matches.photo, return_inverse=True)
        score = np.bincount(place, matches.weight if self._weighted else None, len(photos))
        order = np.argsort(-score, kind="stable")
        return RankedPhotos(photos[order], score[order].astype(np.float64), {})
