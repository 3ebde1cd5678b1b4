"""From verified geometry to confirmed objects: the two pictures compared pixel by pixel, and outlined."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from imagefinder.matching import (
    Confidence,
    MatchedObject,
    Matches,
    ObjectMask,
    Verdict,
    VerifiedPhoto,
    confidence,
    outline_object,
)
from imagefinder.matching.confidence import PLENTY
from imagefinder.matching.refit import fit_homography
from imagefinder.search.collection import PhotoRow
from imagefinder.search.query import QueryPicture
from imagefinder.search.results import Affine, Homography, ObjectMatch, Outline

CONFIRM_SIDE = 1024
"""Longer side, pixels, at which results are read for comparison."""
ECHO_OVERLAP = 0.5
"""Share of an object that may lie in a stronger one of the same photo."""
EXPLAINED = 0.8
"""Part of an object's matches that its outline should hold; else it may be tilted out of the plane."""
TILTED_REACH = 0.2
"""How far from where an affine map puts them matches of a tilted object may lie, part of the photo's side."""
TILTED_TOLERANCE = 0.006
"""Deviation from a homography that may be noise, likewise."""
WHOLE_SIDE = 96
WHOLE_CORRELATION = 0.92
"""Zero-mean correlation of two whole pictures, reduced to ``WHOLE_SIDE``, that makes them the same."""
MIN_DEVIATION = 6.0
"""Grey levels: a flatter picture correlates with anything."""


@dataclass(frozen=True, slots=True, eq=False)
class ConfirmedObject:
    """One object of a photo after its pixels were compared.

    Attributes:
        match: what is shown of it.
        found: the geometry it came from, None for a whole-picture comparison.
        mask: its extent, None likewise.
        confidence: how sure it is.
    """

    match: ObjectMatch
    found: MatchedObject | None
    mask: ObjectMask | None
    confidence: Confidence


def _outline(points: np.ndarray) -> Outline:
    return tuple((float(x), float(y)) for x, y in points)


def _affine(transform: np.ndarray) -> Affine:
    (a, b, tx), (c, d, ty) = np.asarray(transform, np.float64).tolist()
    return ((a, b, tx), (c, d, ty))


def _homography(matrix: np.ndarray) -> Homography:
    (a, b, tx), (c, d, ty), (e, f, g) = np.asarray(matrix, np.float64).tolist()
    return ((a, b, tx), (c, d, ty), (e, f, g))


def _hull(points: np.ndarray) -> Outline:
    if len(points) < 3:
        return _outline(points)
    return _outline(cv2.convexHull(points.astype(np.float32)).reshape(-1, 2))


def confirm_photo(
    query: QueryPicture, row: PhotoRow, pixels: np.ndarray, photo: VerifiedPhoto, matches: Matches
) -> tuple[ConfirmedObject, ...]:
    """Outline every object of a photo, and say which of them the pixels confirm.

    Args:
        query: the query.
        row: the photo.
        pixels: (h, w, 3) uint8 of the photo, maybe reduced.
        photo: what spatial verification found in it.
        matches: the matches that ``photo`` speaks of.

    Returns:
        The verified objects, the strongest first; when there is none, the possible ones.
    """
    found = [_confirm_object(query, row, pixels, thing, matches) for thing in photo.objects]
    sure = [thing for thing in found if thing.match.verified]
    return _without_echoes(sorted(sure or found, key=lambda thing: -thing.match.matches))


def _without_echoes(objects: list[ConfirmedObject]) -> tuple[ConfirmedObject, ...]:
    """Drop objects that lie within stronger ones: self-similar things (storeys) match shifted, too."""
    kept: list[ConfirmedObject] = []
    covered: np.ndarray | None = None
    for thing in objects:
        mask = None if thing.mask is None else thing.mask.query_mask
        if mask is not None and mask.any():
            if covered is None:
                covered = np.zeros_like(mask)
            if (covered & mask).sum() > ECHO_OVERLAP * mask.sum():
                continue
            covered |= mask
        kept.append(thing)
    return tuple(kept)


def unconfirmed_objects(
    query: QueryPicture, row: PhotoRow, photo: VerifiedPhoto, matches: Matches
) -> tuple[ConfirmedObject, ...]:
    """The objects of a photo whose pixels nobody has compared: possible at best, outlined by matches."""
    return tuple(_describe(query, row, thing, matches, None) for thing in photo.objects)


def _confirm_object(
    query: QueryPicture, row: PhotoRow, pixels: np.ndarray, thing: MatchedObject, matches: Matches
) -> ConfirmedObject:
    x, y, w, h = query.area
    inliers = matches.query_xy[thing.members] - np.array([x, y], np.float32)
    inliers = np.clip(inliers, 0, np.array([w - 1, h - 1], np.float32))
    # outline_object sees the searched part alone, whose origin is the area's corner.
    local = np.array(thing.transform, np.float64)
    local[:, 2] += local[:, :2] @ np.array([x, y], np.float64)
    mask = outline_object(query.pixels, (w, h), pixels, (row.width, row.height), local, inliers)
    if mask.inliers_inside < EXPLAINED and thing.score >= PLENTY:
        tilted = _outline_tilted(query, row, pixels, thing, matches)
        if tilted is not None and tilted[0].query_coverage > mask.query_coverage:
            return _describe(query, row, thing, matches, *tilted)
    return _describe(query, row, thing, matches, mask)


def _outline_tilted(
    query: QueryPicture, row: PhotoRow, pixels: np.ndarray, thing: MatchedObject, matches: Matches
) -> tuple[ObjectMask, np.ndarray] | None:
    """The object as a flat thing seen from the side: a poster, a cover, a front.

    An affine map holds for a part of it at most, so all matches of the photo that lie the same way round are
    asked again.

    Returns:
        Its extent, and the (3, 3) map from query to photo, full-resolution pixels; None where there is none.
    """
    photo = matches.photo[thing.members[0]]
    first, last = np.searchsorted(matches.photo, [photo, photo + 1])
    rows = np.arange(first, last)
    rows = rows[(matches.flipped[rows] == thing.flipped) & (matches.weight[rows] > 0)]
    side = max(row.width, row.height)
    there = matches.query_xy[rows] @ thing.transform[:, :2].T + thing.transform[:, 2]
    rows = rows[np.linalg.norm(there - matches.result_xy[rows], axis=1) < TILTED_REACH * side]
    x, y, w, h = query.area
    # The origin of what outline_object sees is the area's corner.
    here = matches.query_xy[rows].astype(np.float64) - (x, y)
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float64)
    fitted = fit_homography(here, matches.result_xy[rows], max(2.0, TILTED_TOLERANCE * side), corners)
    if fitted is None:
        return None
    matrix, follows = fitted
    inliers = np.clip(here[follows], 0, (w - 1, h - 1))
    mask = outline_object(query.pixels, (w, h), pixels, (row.width, row.height), matrix, inliers)
    return mask, matrix @ np.array([[1.0, 0.0, -x], [0.0, 1.0, -y], [0.0, 0.0, 1.0]])


def _describe(
    query: QueryPicture,
    row: PhotoRow,
    thing: MatchedObject,
    matches: Matches,
    mask: ObjectMask | None,
    homography: np.ndarray | None = None,
) -> ConfirmedObject:
    sure = confidence(thing.score, len(thing.members), mask)
    whole = thing.transform if homography is None else homography
    query_frame, result_frame = frame_overlap(whole, query.area, (row.width, row.height))
    origin = np.array(query.area[:2], np.float64)
    query_pieces = tuple(_outline(piece + origin) for piece in mask.query_outline) if mask else ()
    result_pieces = tuple(_outline(piece) for piece in mask.result_outline) if mask else ()
    if not query_pieces:
        # Nothing is known to correlate: show where the agreeing features lie.
        query_pieces = (_hull(matches.query_xy[thing.members]),)
        result_pieces = (_hull(matches.result_xy[thing.members]),)
    match = ObjectMatch(
        score=sure.probability,
        matches=len(thing.members),
        query_outline=query_pieces[0],
        result_outline=result_pieces[0],
        transform=_affine(thing.transform),
        flipped=thing.flipped,
        query_coverage=mask.query_coverage if mask else 0.0,
        result_coverage=mask.result_coverage if mask else 0.0,
        query_frame=query_frame,
        result_frame=result_frame,
        verified=sure.verdict is Verdict.VERIFIED,
        contested=mask.contested if mask else 0.0,
        query_pieces=query_pieces,
        result_pieces=result_pieces,
        homography=None if homography is None else _homography(homography),
    )
    return ConfirmedObject(match, thing, mask, sure)


def frame_overlap(
    transform: np.ndarray, area: tuple[int, int, int, int], result_size: tuple[int, int]
) -> tuple[float, float]:
    """How much of the two frames lies within each other when one is laid over the other.

    Args:
        transform: (2, 3) or (3, 3) query → result, pixels.
        area: x, y, w, h of the searched part of the query.
        result_size: width and height of the result.

    Returns:
        Share of ``area``, share of the result, 0 to 1.
    """
    x, y, w, h = area
    corners = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float64)
    laid = corners @ transform[:, :2].T + transform[:, 2]
    if len(transform) == 3:
        laid = laid[:, :2] / laid[:, 2:]
    width, height = result_size
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    laid_area = float(cv2.contourArea(laid.astype(np.float32)))
    common, _ = cv2.intersectConvexConvex(cv2.convexHull(laid.astype(np.float32)), frame)
    return min(1.0, common / max(laid_area, 1e-6)), min(1.0, common / max(1, width * height))


def _small_grey(pixels: np.ndarray) -> np.ndarray:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, (WHOLE_SIDE, WHOLE_SIDE), interpolation=cv2.INTER_AREA), np.float32)


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    x, y = a - a.mean(), b - b.mean()
    if x.std() < MIN_DEVIATION or y.std() < MIN_DEVIATION:
        return 0.0
    return float((x * y).mean() / (x.std() * y.std()))


def match_whole_picture(query: QueryPicture, row: PhotoRow, pixels: np.ndarray) -> ConfirmedObject | None:
    """Compare the two as whole pictures, for copies too plain or blurred to have local features.

    Returns:
        One object that covers both, or None when they differ as a whole, upright and mirrored.
    """
    mine, theirs = _small_grey(query.pixels), _small_grey(pixels)
    upright, mirrored = _correlation(mine, theirs), _correlation(mine, theirs[:, ::-1])
    flipped = mirrored > upright
    correlation = max(upright, mirrored)
    if correlation < WHOLE_CORRELATION:
        return None
    x, y, w, h = query.area
    sx, sy = row.width / w, row.height / h
    transform: Affine = (
        ((-sx, 0.0, (row.width - 1) + x * sx), (0.0, sy, -y * sy))
        if flipped
        else ((sx, 0.0, -x * sx), (0.0, sy, -y * sy))
    )
    frame: Outline = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    result_frame: Outline = ((0.0, 0.0), (row.width, 0.0), (row.width, row.height), (0.0, row.height))
    match = ObjectMatch(
        score=correlation,
        matches=0,
        query_outline=frame,
        result_outline=result_frame,
        transform=transform,
        flipped=flipped,
        query_coverage=1.0,
        result_coverage=1.0,
        query_frame=1.0,
        result_frame=1.0,
        verified=True,
        query_pieces=(frame,),
        result_pieces=(result_frame,),
    )
    return ConfirmedObject(match, None, None, Confidence(correlation, Verdict.VERIFIED))
