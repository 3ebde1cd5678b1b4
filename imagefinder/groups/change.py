"""What was done to a photo to make another of it, named and directed: which one is the crop of which, and
why.

A direction is only ever given with its reason. The order of the reasons is the order of their weight: what
a change destroys (a crop's surroundings, the colours of a grey version) tells more than sizes, and sizes
more than files.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from imagefinder.groups.comparison import Comparison
from imagefinder.groups.geometry import Placement, Size

_WHOLE = 0.965
_FINE = 0.03


class ChangeKind(StrEnum):
    """One thing that was done."""

    IDENTICAL = "identical"
    ROTATED = "rotated"
    MIRRORED = "mirrored"
    CROPPED = "cropped"
    BORDERED = "bordered"
    STRETCHED = "stretched"
    DISTORTED = "distorted"
    GREYSCALE = "greyscale"
    RECOLOURED = "recoloured"
    WATERMARKED = "watermarked"
    COVERED = "covered"
    RETOUCHED = "retouched"
    BLURRED = "blurred"
    RESIZED = "resized"
    RECOMPRESSED = "recompressed"


class Direction(StrEnum):
    """Which of two photos was made from the other."""

    FORWARD = "first to second"
    BACKWARD = "second to first"
    UNKNOWN = "unknown"

    def turned(self) -> Direction:
        """The direction seen from the other photo."""
        if self is Direction.FORWARD:
            return Direction.BACKWARD
        return Direction.FORWARD if self is Direction.BACKWARD else self


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a photo besides its pixels.

    Attributes:
        size: (width, height), full resolution.
        bytes: of the file.
        format: as its decoder names it.
        camera: EXIF make and model, None without.
        software: EXIF software.
        captured: EXIF date, ISO form.
    """

    size: Size
    bytes: int
    format: str | None = None
    camera: str | None = None
    software: str | None = None
    captured: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one photo to make the other.

    Attributes:
        kinds: everything that was done, the most telling first.
        words: the same for people and for scripts: “cropped, rotated 90, resized”.
        direction: which of the two was made from the other.
        reason: why that direction is believed; empty when it is unknown.
    """

    kinds: tuple[ChangeKind, ...]
    words: str
    direction: Direction
    reason: str

    def turned(self) -> Change:
        """The same change seen from the other photo."""
        return Change(self.kinds, self.words, self.direction.turned(), self.reason)


IDENTICAL = Change((ChangeKind.IDENTICAL,), "identical", Direction.UNKNOWN, "")


def name_change(placement: Placement, seen: Comparison, first: FileFacts, second: FileFacts) -> Change:
    """Name what happened between two photos of the same picture.

    Args:
        placement: where the first lies in the second.
        seen: how their pixels compare.
        first: facts of the first photo.
        second: likewise.
    """
    named: list[tuple[ChangeKind, str]] = []
    votes: list[tuple[Direction, str]] = []
    _frame(placement, seen, named, votes)
    _pose(placement, named)
    _content(seen, named, votes)
    _colour(seen, named, votes)
    _resolution(placement, seen, first, second, named, votes)
    _metadata(first, second, votes)
    if not named:
        named.append((ChangeKind.RECOMPRESSED, "recompressed"))
        _compression(placement, first, second, votes)
    kinds = tuple(dict.fromkeys(kind for kind, _ in named))
    words = ", ".join(dict.fromkeys(word for _, word in named))
    direction, reason = votes[0] if votes else (Direction.UNKNOWN, "")
    return Change(kinds, words, direction, reason)


def _frame(
    placement: Placement,
    seen: Comparison,
    named: list[tuple[ChangeKind, str]],
    votes: list[tuple[Direction, str]],
) -> None:
    """Parts of a picture that are missing, or empty parts that were added."""
    first_whole = placement.first_coverage >= _WHOLE
    second_whole = placement.second_coverage >= _WHOLE
    first_flat, second_flat = seen.outside_flat
    cropped = bordered = False
    # What lies beyond the shared area, in the first photo and in the second: nothing, emptiness, or picture.
    if not first_whole:
        if first_flat:
            bordered = True
            votes.append((Direction.BACKWARD, "the first has a border that the second does not have"))
        else:
            cropped = True
            if second_whole or second_flat:
                votes.insert(0, (Direction.FORWARD, "the first shows more of the picture"))
    if not second_whole:
        if second_flat:
            bordered = True
            votes.append((Direction.FORWARD, "the second has a border that the first does not have"))
        else:
            cropped = True
            if first_whole or first_flat:
                votes.insert(0, (Direction.BACKWARD, "the second shows more of the picture"))
    if cropped:
        named.append((ChangeKind.CROPPED, "cropped"))
    if bordered:
        named.append((ChangeKind.BORDERED, "bordered"))


def _pose(placement: Placement, named: list[tuple[ChangeKind, str]]) -> None:
    if placement.mirrored:
        named.append((ChangeKind.MIRRORED, "mirrored"))
    degrees = placement.degrees
    quarter = round(degrees / 90) * 90
    if abs(degrees - quarter) < 0.7:
        if quarter % 360:
            named.append((ChangeKind.ROTATED, f"rotated {quarter % 360}"))
    else:
        named.append((ChangeKind.ROTATED, f"rotated {round(degrees)}"))
    if placement.distortion > 0.02:
        named.append((ChangeKind.DISTORTED, "distorted"))
    elif placement.stretch > 1 + _FINE:
        named.append((ChangeKind.STRETCHED, "stretched"))


def _content(
    seen: Comparison, named: list[tuple[ChangeKind, str]], votes: list[tuple[Direction, str]]
) -> None:
    """Things drawn on a picture, or taken out of it."""
    if seen.edited < 0.004:
        return
    first, second = seen.edges
    strong, soft = max(first, second), min(first, second)
    usual = max(seen.typical_edges, 1.0)
    busier = Direction.FORWARD if second > first else Direction.BACKWARD
    which = {Direction.FORWARD: "second", Direction.BACKWARD: "first"}
    emptier = seen.flat[1] - seen.flat[0]
    if abs(emptier) > 0.3:
        named.append((ChangeKind.COVERED, "covered"))
        direction = Direction.FORWARD if emptier > 0 else Direction.BACKWARD
        votes.append((direction, f"a part of the {which[direction]} is covered by an even area"))
    elif strong > 1.5 * usual and strong > 1.4 * soft:
        # Sharper than anything the photo shows elsewhere: letters, lines, logos.
        named.append((ChangeKind.WATERMARKED, "watermarked"))
        votes.append((busier, f"the {which[busier]} has a text or a drawing on it"))
    else:
        named.append((ChangeKind.RETOUCHED, "retouched"))
        if soft < 0.6 * strong and soft < 0.8 * usual:
            votes.append((busier.turned(), f"a part of the {which[busier.turned()]} was smoothed over"))


def _colour(
    seen: Comparison, named: list[tuple[ChangeKind, str]], votes: list[tuple[Direction, str]]
) -> None:
    first, second = seen.chroma
    if min(first, second) < 1.5 and max(first, second) > 4.0:
        named.append((ChangeKind.GREYSCALE, "greyscale"))
        if second < first:
            votes.append((Direction.FORWARD, "the second has lost its colours"))
        else:
            votes.append((Direction.BACKWARD, "the first has lost its colours"))
    elif seen.colour_shift > 4.0:
        named.append((ChangeKind.RECOLOURED, "recoloured"))


def _resolution(
    placement: Placement,
    seen: Comparison,
    first: FileFacts,
    second: FileFacts,
    named: list[tuple[ChangeKind, str]],
    votes: list[tuple[Direction, str]],
) -> None:
    scale = placement.scale
    detail = (seen.detail[1] + 0.3) / (seen.detail[0] + 0.3)
    if scale < 1 - _FINE or scale > 1 + _FINE:
        named.append((ChangeKind.RESIZED, "resized"))
        smaller = "second" if scale < 1 else "first"
        if placement.stretch <= 1 + _FINE:
            direction = Direction.FORWARD if scale < 1 else Direction.BACKWARD
            votes.append((direction, f"the {smaller} shows the same in fewer pixels"))
    elif detail < 0.72 or detail > 1 / 0.72:
        named.append((ChangeKind.BLURRED, "blurred"))
        softer = "second" if detail < 1 else "first"
        votes.append(
            (Direction.FORWARD if detail < 1 else Direction.BACKWARD, f"the {softer} has lost fine detail")
        )


def _metadata(first: FileFacts, second: FileFacts, votes: list[tuple[Direction, str]]) -> None:
    if first.camera and not second.camera:
        votes.append((Direction.FORWARD, "the first still carries the camera's data"))
    elif second.camera and not first.camera:
        votes.append((Direction.BACKWARD, "the second still carries the camera's data"))


def _compression(
    placement: Placement, first: FileFacts, second: FileFacts, votes: list[tuple[Direction, str]]
) -> None:
    """Bytes for each pixel of the same scene, for two files of one lossy format."""
    if first.format != second.format or first.format is None or placement.scale <= 0:
        return
    a = first.bytes / max(1, first.size[0] * first.size[1])
    b = second.bytes / max(1, second.size[0] * second.size[1])
    if a > 1.15 * b:
        votes.append((Direction.FORWARD, "the second is compressed more strongly"))
    elif b > 1.15 * a:
        votes.append((Direction.BACKWARD, "the first is compressed more strongly"))
