"""Verifiers by the names that the command line knows."""

from __future__ import annotations

from collections.abc import Callable

from imagefinder.errors import RequestError
from imagefinder.matching.os2os import OS2OS
from imagefinder.matching.verifier import Verifier
from imagefinder.matching.votes import Votes

_MAKERS: dict[str, Callable[[], Verifier]] = {
    "os2os": OS2OS,
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
