"""No verification: photos ranked by votes alone; the baseline that geometry has to beat."""

from __future__ import annotations

import numpy as np

from imagefinder.matching.matches import Matches
from imagefinder.matching.verifier import VerifiedPhoto


class Votes:
    """Sum of the matches' rarity weights."""

    name = "none"

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> list[VerifiedPhoto]:
        """See ``Verifier.verify``; no objects, since nothing is known of where they are."""
        if len(matches) == 0:
            return []
        photos, place = np.unique(matches.photo, return_inverse=True)
        score = np.bincount(place, matches.weight, len(photos))
        order = np.argsort(-score, kind="stable")
        return [VerifiedPhoto(int(photos[i]), float(score[i]), ()) for i in order]
