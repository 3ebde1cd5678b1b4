"""Verifiers by the names that the command line knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from imagefinder.compute import Device
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
    "hpm": HPM,
    "pgm": PGM,
    "vav": VoteAndVerify,
    "scsm": SCSM,
    "ransac": RANSAC,
    "none": Votes,
    "votes": partial(Votes, weighted=False),
}
VERIFIERS: tuple[str, ...] = ("os2os", *_MAKERS)


def get_verifier(name: str, device: Device | None = None) -> Verifier:
    """The verifier of that name.

    Args:
        name: one of ``VERIFIERS``.
        device: where OS2OS clusters its votes; the others run in NumPy (RANSAC in OpenCV).

    Raises:
        RequestError: there is none.
    """
    if name == "os2os":
        return OS2OS(device)
    try:
        return _MAKERS[name]()
    except KeyError:
        raise RequestError("--verifier", f"{name!r} is none of {', '.join(VERIFIERS)}") from None
