"""The answer for a composite: which part of the query comes from which photo, and what nothing explains."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.matching.confidence import Confidence, Verdict
from imagefinder.matching.outline import ObjectMask, Polygon
from imagefinder.matching.verifier import MatchedObject

NEW_AREA: Final = 0.35
"""A link explains something of its own if at least this part of its mask was not explained before."""
SAME_AREA: Final = 0.85
"""A photo that shows at least this part of what a stronger one explains shows the same thing."""
FULLER: Final = 1.15
"""It explains that thing better if it covers this many times as much of the query: the uncut photo of an
object comes before its own crop, whichever happens to have more matches.
"""
COMPARABLE_SCORE: Final = 0.5
"""… and if its score is at least this part of the stronger one's."""
HOST_AREA: Final = 0.15
"""Part of the query that a host explains at least."""
WITHIN_HOST: Final = 0.5
"""For a direction to be claimed, at least this part of a donor's area lies within the host photo's frame:
that must show something else there, and not just end before it as the crop of a larger photo does.
"""
SMALLEST_REST: Final = 0.002
"""Pieces of unexplained query smaller than this part of it are not shown."""


class Role(StrEnum):
    """What a photo is to the query."""

    HOST = "host"
    DONOR = "donor"
    ALTERNATIVE = "alternative"
    """It shows what a better link explains already: a copy, or another photo of the same place."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One object that may explain a part of the query."""

    photo: int
    found: MatchedObject
    mask: ObjectMask
    confidence: Confidence


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A candidate with its part in the answer.

    Attributes:
        candidate: the object.
        role: of its photo.
        area: part of the query that is explained by this link and by no better one, 0 to 1.
        instead_of: for an alternative, the number of the link that explains its area; else None.
    """

    candidate: Candidate
    role: Role
    area: float
    instead_of: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """The query, divided among its sources.

    Attributes:
        links: host first, then donors by area, then alternatives.
        labels: (h, w) int16 at working resolution: number of the link that explains a pixel, −1 for none.
        unexplained: outlines of what nothing explains, full-resolution pixels, the largest first.
        explained: part of the query that is explained, 0 to 1.
    """

    links: tuple[Link, ...]
    labels: NDArray[np.int16]
    unexplained: list[Polygon]
    explained: float


def partition_query(
    candidates: Sequence[Candidate], query_size: tuple[int, int], shape: tuple[int, int]
) -> Partition:
    """Divide the query among the candidates, the surest and strongest first.

    Unlikely candidates are left out; possible ones may explain what no verified one does.

    Args:
        candidates: with masks over the whole query, all of one shape.
        query_size: (width, height) at full resolution, pixels.
        shape: (h, w) of the masks.

    Raises:
        ValueError: a mask has another shape.
    """
    if any(candidate.mask.query_mask.shape != shape for candidate in candidates):
        raise ValueError(f"all masks must have the query's working shape {shape}")
    usable = [
        c for c in candidates if c.confidence.verdict is not Verdict.UNLIKELY and c.mask.query_mask.any()
    ]
    usable.sort(key=lambda c: (c.confidence.verdict is not Verdict.VERIFIED, -c.found.score))
    owner = np.full(shape, -1, np.int16)
    taken: list[tuple[Candidate, float, int | None]] = []
    while usable:
        candidate = _fullest(usable, owner < 0)
        usable.remove(candidate)
        mask = candidate.mask.query_mask
        new = mask & (owner < 0)
        if new.sum() >= NEW_AREA * mask.sum():
            owner[new] = len(taken)
            taken.append((candidate, float(new.mean()), None))
        else:
            before = owner[mask & (owner >= 0)]
            taken.append((candidate, 0.0, int(np.bincount(before).argmax())))
    return _ordered(taken, owner, query_size)


def _fullest(candidates: Sequence[Candidate], free: NDArray[np.bool_]) -> Candidate:
    """The first and strongest candidate, or one as sure that shows the same thing and more."""
    strongest = candidates[0]
    shown = strongest.mask.query_mask & free
    best, covered = strongest, FULLER * shown.sum()
    for other in candidates[1:]:
        if (
            other.confidence.verdict is not strongest.confidence.verdict
            or other.found.score < COMPARABLE_SCORE * strongest.found.score
        ):
            continue
        mask = other.mask.query_mask & free
        area = mask.sum()
        if area >= covered and (mask & shown).sum() >= SAME_AREA * shown.sum():
            best, covered = other, area
    return best


def added_to_host(host: Link) -> NDArray[np.bool_]:
    """(h, w) bool: where the host photo reaches and the query does not look like it, thus what was added."""
    mask = host.candidate.mask
    return ~mask.query_mask if mask.photo_extent is None else ~mask.query_mask & mask.photo_extent


def direction_reason(
    partition: Partition, number: int, versions: Collection[frozenset[int]] = ()
) -> str | None:
    """Why the query may be said to come from a link's photo, and not the other way round.

    Args:
        partition: the whole answer.
        number: of the link.
        versions: pairs of photos that are known to be versions of one picture. As host and donor they tell
            nothing: each of them shows what the other was made of.

    Returns:
        The reason in words; None where there is none, and no direction may be claimed.
    """
    link = partition.links[number]
    sure = [other for other in partition.links if other.candidate.confidence.verdict is Verdict.VERIFIED]
    if link not in sure:
        return None
    hosts, donors = ([other for other in sure if other.role is role] for role in (Role.HOST, Role.DONOR))
    if link in donors and any(_was_put_over(link, host, versions) for host in hosts):
        return "what surrounds it in the query comes from another photo"
    if link in hosts and any(_was_put_over(donor, link, versions) for donor in donors):
        return "the query covers parts of it with something from another photo"
    return None


def _was_put_over(donor: Link, host: Link, versions: Collection[frozenset[int]]) -> bool:
    """Whether the host photo shows something else where the query shows the donor's object."""
    photos = frozenset((donor.candidate.photo, host.candidate.photo))
    if len(photos) == 1 or photos in versions:  # a wall shown twice by one photo was not put over itself
        return False
    mask, extent = donor.candidate.mask.query_mask, host.candidate.mask.photo_extent
    return extent is None or bool((mask & extent).sum() >= WITHIN_HOST * mask.sum())


def _ordered(
    taken: list[tuple[Candidate, float, int | None]], owner: NDArray[np.int16], query_size: tuple[int, int]
) -> Partition:
    explaining = [number for number, item in enumerate(taken) if item[2] is None]
    explaining.sort(key=lambda number: -taken[number][1])
    order = explaining + [number for number, item in enumerate(taken) if item[2] is not None]
    place = {number: at for at, number in enumerate(order)}
    links = []
    for at, number in enumerate(order):
        candidate, area, instead = taken[number]
        if instead is not None:
            role = Role.ALTERNATIVE
        else:
            role = Role.HOST if at == 0 and area >= HOST_AREA else Role.DONOR
        links.append(Link(candidate, role, area, None if instead is None else place[instead]))
    table = np.array([*(place[number] for number in range(len(taken))), -1], np.int16)
    labels = table[owner]  # −1 takes the last entry
    rest = labels < 0
    return Partition(tuple(links), labels, _outlines(rest, query_size), float(1.0 - rest.mean()))


def _outlines(area: NDArray[np.bool_], query_size: tuple[int, int]) -> list[Polygon]:
    height, width = area.shape
    opened = cv2.morphologyEx(area.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    found, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    large = [c for c in found if cv2.contourArea(c) >= SMALLEST_REST * area.size]
    zoom = np.array([query_size[0] / width, query_size[1] / height])
    polygons = []
    for contour in sorted(large, key=cv2.contourArea, reverse=True):
        points: NDArray[Any] = np.asarray(cv2.approxPolyDP(contour, 1.5, True), np.float64).reshape(-1, 2)
        if len(points) >= 3:
            polygons.append((points + 0.5) * zoom - 0.5)
    return polygons
