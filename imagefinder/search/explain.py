"""What kind of match a photo is, and the sentence that says why it is among the results."""

from __future__ import annotations

import math

from imagefinder.search.results import Affine, MatchKind, ObjectMatch

COPY_FRAME = 0.6
"""Share of either picture that must lie within the other's frame for the two to be the same picture."""
COPY_AGREEMENT = 0.1
"""Share of that common part that must agree pixel by pixel; plain areas, which prove nothing, never do."""
COPY_CONTESTED = 0.12
"""Share of the texture there that may contradict: what is cut out of a photo lacks its surroundings."""
EDIT_AGREEMENT, EDIT_CONTESTED = 0.4, 0.35
"""The same for two whole pictures laid on each other, of which one may have been retouched or added to."""
TOLD_CONTESTED = 0.05
"""From this share on it is said how much differs."""
WHOLE_FRAME = 0.93
"""From this share on a picture counts as wholly inside the other's frame."""


def agreement(found: ObjectMatch) -> float:
    """Share of the frames' common part, in the query, in which the pixels agree, 0 to 1."""
    return min(1.0, found.query_coverage / max(found.query_frame, 1e-6))


def kind_of(objects: tuple[ObjectMatch, ...], whole_picture: bool) -> MatchKind:
    """How a photo with these objects relates to the query.

    Args:
        objects: best first.
        whole_picture: whether the whole query was asked about; a region that is found entirely is an object.
    """
    if any(_is_copy(found, whole_picture) for found in objects):
        return MatchKind.COPY
    return MatchKind.OBJECT if objects else MatchKind.SIMILAR


def _is_copy(found: ObjectMatch, whole_picture: bool) -> bool:
    result_inside = found.result_frame >= COPY_FRAME
    query_inside = whole_picture and found.query_frame >= COPY_FRAME
    if not found.verified or not (result_inside or query_inside):
        return False
    if agreement(found) >= COPY_AGREEMENT and found.contested <= COPY_CONTESTED:
        return True
    edited = agreement(found) >= EDIT_AGREEMENT and found.contested <= EDIT_CONTESTED
    return result_inside and query_inside and edited


def transform_geometry(transform: Affine, flipped: bool) -> tuple[float, float]:
    """Scale and rotation (degrees, −180 to 180, clockwise as seen) that lead from query to result."""
    (a, b, _), (c, d, _) = transform
    scale = math.sqrt(max(abs(a * d - b * c), 1e-12))
    # A mirror image is first mirrored left to right: its first column changes sign.
    angle = math.degrees(math.atan2(-c, -a) if flipped else math.atan2(c, a))
    return scale, angle


def describe_geometry(transform: Affine, flipped: bool) -> list[str]:
    """How the result shows it, as short phrases: “at 62 % size”, “turned 90°”, “mirrored”."""
    scale, angle = transform_geometry(transform, flipped)
    words = []
    if abs(math.log2(scale)) > 0.03:
        words.append(f"at {scale * 100:.0f} % size" if scale < 10 else f"{scale:.0f} times larger")
    if abs(angle) > 1.5:
        right = round(angle / 90) * 90
        turned = right if abs(angle - right) < 1.5 else round(angle)
        side = "clockwise" if turned > 0 else "anticlockwise"
        words.append("upside down" if abs(turned) == 180 else f"turned {abs(turned)}° {side}")
    if flipped:
        words.append("mirrored")
    return words


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %" if share >= 0.01 else "under 1 %"


def _copy_reason(found: ObjectMatch) -> str:
    words = []
    whole_query, whole_result = found.query_frame >= WHOLE_FRAME, found.result_frame >= WHOLE_FRAME
    if whole_query and not whole_result:
        words.append(f"the query is a crop of it ({_percent(found.result_frame)} of this photo)")
    elif whole_result and not whole_query:
        words.append(f"it is a part of the query ({_percent(found.query_frame)} of it)")
    elif not whole_query:
        words.append(f"cropped differently ({_percent(found.query_frame)} in common)")
    if found.contested >= TOLD_CONTESTED:
        words.append(f"{_percent(found.contested)} of the detail differs")
    words += describe_geometry(found.transform, found.flipped)
    return ", ".join(["same picture", *words])


def reason_for(
    kind: MatchKind, objects: tuple[ObjectMatch, ...], similarity: float | None, identical: bool
) -> str:
    """One plain sentence fragment saying why this photo is a result.

    Args:
        kind: as ``kind_of`` gave it.
        objects: what query and photo share.
        similarity: cosine of the global vectors where it is known.
        identical: whether the files are byte for byte the same.
    """
    if identical:
        return "the same file, byte for byte"
    if kind is MatchKind.COPY:
        return _copy_reason(max(objects, key=lambda found: (found.verified, found.query_coverage)))
    if kind is MatchKind.OBJECT:
        sure = [found for found in objects if found.verified]
        shown = sure or list(objects)
        matches = sum(found.matches for found in shown)
        count = len(shown)
        if count == 0:
            return "some details are alike, but none of them agree on an object"
        what = "an object" if count == 1 else f"{count} objects"
        verb = "shares" if sure else "may share"
        words = describe_geometry(shown[0].transform, shown[0].flipped) if count == 1 else []
        return ", ".join([f"{verb} {what}", f"{matches} matches", *words])
    return f"looks similar ({_percent(max(0.0, similarity or 0.0))} alike)"
