"""What is true of a set of composites: which photo lent what, and where it ended up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imagefinder.errors import RequestError

HOST = "host"
DONOR = "donor"
Rows = tuple[tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class TrueSource:
    """One photo that a composite was made of.

    Attributes:
        donor: the photo's path as the truth names it, relative to the world (``/`` between parts).
        role: ``host`` (the background) or ``donor`` (an object borrowed from it).
        mask: file of the visible part, in the composite's pixels, beside the composite; None when unknown.
        area: visible share of the composite's area, 0 to 1.
        transform: affine map from the photo's pixels to the composite's, None when not known.
    """

    donor: str
    role: str
    mask: str | None
    area: float
    transform: Rows | None = None


Truth = dict[str, tuple[TrueSource, ...]]


def _parse_source(file: Path, query: str, entry: object) -> TrueSource:
    def wrong(what: str) -> RequestError:
        return RequestError("--truth", f"{file}: {query}: {what}")

    if not isinstance(entry, dict):
        raise wrong("every source must be an object with donor, role, mask and area")
    donor, role = entry.get("donor"), entry.get("role")
    if not isinstance(donor, str) or not donor:
        raise wrong("a source without the path of its donor")
    if role not in (HOST, DONOR):
        raise wrong(f"the role must be host or donor, not {role!r}")
    mask = entry.get("mask")
    if mask is not None and not isinstance(mask, str):
        raise wrong("mask must be a file name")
    area = entry.get("area")
    if not isinstance(area, (int, float)) or isinstance(area, bool) or not 0 <= area <= 1:
        raise wrong(f"area must be a share from 0 to 1, not {area!r}")
    rows = entry.get("transform")
    transform: Rows | None = None
    if rows is not None:
        try:
            (a, b, tx), (c, d, ty) = rows
            transform = ((float(a), float(b), float(tx)), (float(c), float(d), float(ty)))
        except (TypeError, ValueError):
            raise wrong("transform must be two rows of three numbers") from None
    return TrueSource(donor, role, mask, float(area), transform)


def read_truth(file: Path) -> Truth:
    """The truth in the contract's form: composite → its host and donors.

    Raises:
        RequestError: when the file cannot be read or does not have that form.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise RequestError("--truth", f"{file}: {error.strerror or error}") from error
    except ValueError as error:
        raise RequestError("--truth", f"{file}: not a JSON document ({error})") from error
    if not isinstance(document, dict):
        raise RequestError("--truth", f"{file}: expected an object of composites")
    truth: Truth = {}
    for query, entries in document.items():
        if not isinstance(entries, list):
            raise RequestError("--truth", f"{file}: {query}: expected a list of sources")
        truth[query] = tuple(_parse_source(file, query, entry) for entry in entries)
    return truth


def truth_to_json(truth: Mapping[str, Sequence[TrueSource]]) -> dict[str, Any]:
    """The contract's form of a truth."""
    return {
        query: [
            {
                "donor": source.donor,
                "role": source.role,
                "mask": source.mask,
                "area": round(source.area, 5),
                "transform": None
                if source.transform is None
                else [[round(value, 6) for value in row] for row in source.transform],
            }
            for source in sources
        ]
        for query, sources in truth.items()
    }


def write_truth(file: Path, truth: Mapping[str, Sequence[TrueSource]]) -> None:
    """Write the truth in one step: a reader sees the old file or the whole new one."""
    temporary = file.with_name(file.name + ".part")
    temporary.write_text(json.dumps(truth_to_json(truth), indent=1), encoding="utf-8")
    temporary.replace(file)
