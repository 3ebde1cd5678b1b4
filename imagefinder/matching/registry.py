"""Verifiers by the names that the command line knows."""

from __future__ import annotations

from collections.abc import Callable

from imagefinder.errors import RequestError
from imagefinder.matching.hpm import HPM
from imagefinder.matching.os2os import OS2OS
from imagefinder.matching.pgm import PGM
from imagefinder.matching.ransac import RANSAC
from imagefinder.matching.scsm import SCSM
from imagefinder.matching.verifier import Verifier
from imagefinder.matching.vote_and_verify import VoteAndVerify
from imagefinder.matching.votes import Votes

_MAKERS: dict[str, Callable[[], Verifier]] = {
    "os2os": OS2OS,
    "hpm": HPM,
    "pgm": PGM,
    "vav": VoteAndVerify,
    "scsm": SCSM,
    "ransac": RANSAC,
    "none": Votes,
}
VERIFIERS: tuple[str, ...] = tuple(_MAKERS)


def get_verifier(name: str) -> Verifier:
    """The verifier of that name.

    Raises:
        RequestError: there is none.
    """
    try:
        return _MAKERS[name]()
    except KeyError:
        raise RequestError("--verifier", f"{name!r} is none of {', '.join(VERIFIERS)}") from None
