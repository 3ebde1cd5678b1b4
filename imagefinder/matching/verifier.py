"""What all verifiers share: their inputs, their outputs, and how they are chosen by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, overload

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
        evidence: for the best object, whatever other photos show; as ``score`` where a verifier ranks by it.
    """

    photo: int
    score: float
    objects: tuple[MatchedObject, ...]
    evidence: float


class RankedPhotos(Sequence[VerifiedPhoto]):
    """A verifier's answer: every photo that has a match, best first.

    In a large library most of them have one match or two, and nobody looks at them: each is made when asked
    for.
    """

    def __init__(
        self,
        photo: NDArray[np.int64],
        score: NDArray[np.float64],
        objects: dict[int, tuple[MatchedObject, ...]],
        evidence: NDArray[np.float64] | None = None,
    ) -> None:
        """``photo`` (n,) and ``score`` (n,), best first; ``objects`` of those places that have any; and
        ``evidence`` (n,) in the same order, None where the score is the evidence.
        """
        self._photo = photo
        self._score = score
        self._objects = objects
        self._evidence = score if evidence is None else evidence

    def __len__(self) -> int:
        return len(self._photo)

    @overload
    def __getitem__(self, place: int) -> VerifiedPhoto: ...

    @overload
    def __getitem__(self, place: slice) -> list[VerifiedPhoto]: ...

    def __getitem__(self, place: int | slice) -> VerifiedPhoto | list[VerifiedPhoto]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        i = range(len(self))[place]
        return VerifiedPhoto(
            int(self._photo[i]), float(self._score[i]), self._objects.get(i, ()), float(self._evidence[i])
        )


class Verifier(Protocol):
    """Judges all photos of a set of matches at once."""

    @property
    def name(self) -> str:
        """As on the command line."""
        ...

    def verify(self, matches: Matches, query_size: tuple[int, int]) -> Sequence[VerifiedPhoto]:
        """Every photo that has a match, best first.

        Args:
            matches: from ``build_matches``.
            query_size: (width, height) of the query at full resolution, pixels.
        """
        ...
