"""What all verifiers share: their inputs, their outputs, and how they are chosen by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.matches import Matches


@dataclass(frozen=True, slots=True, eq=False)
class MatchedObject:
    """One object that the query and a photo share.

    Attributes:
        score: evidence for it; the unit is the verifier's own.
        members: (k,) int64 rows of the matches that agree on it.
        transform: (2, 3) float64, affine, query pixels → photo pixels, mirroring included.
        flipped: whether the photo shows it mirrored.
    """

    score: float
    members: NDArray[np.int64]
    transform: NDArray[np.float64]
    flipped: bool


@dataclass(frozen=True, slots=True, eq=False)
class VerifiedPhoto:
    """One photo with what speaks for it.

    Attributes:
        photo: its id.
        score: photos are ranked by it; comparable only within one verifier.
        objects: the best first; empty for photos too far down the list to be looked at closely.
    """

    photo: int
    score: float
    objects: tuple[MatchedObject, ...]


class Verifier(Protocol):
    """Judges all photos of a set of matches at once."""

    @property
    def name(self) -> str:
        """As on the command line."""
        ...

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> list[VerifiedPhoto]:
        """Every photo that has a match, best first.

        Args:
            matches: from ``build_matches``.
            query_size: (width, height) of the query at full resolution, pixels.
        """
        ...
