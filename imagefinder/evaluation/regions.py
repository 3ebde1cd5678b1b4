"""Parts of pictures to search with, as a user would mark them: covers boxed in photos of desks, and objects
in edited photos with a lasso drawn round them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from imagefinder.evaluation.cutouts import find_cutout
from imagefinder.evaluation.edits import resized
from imagefinder.evaluation.generator import list_photos, read_segments
from imagefinder.evaluation.instances import InstanceQuery
from imagefinder.features.selection import select_evenly
from imagefinder.photos import read_photo
from imagefinder.search.results import Region

KEYPOINTS: Final = 4000
"""Of each of the two pictures that a cover's place is found with."""
RATIO: Final = 0.85
TOLERANCE: Final = 4.0
"""Pixels of the photo within which a keypoint follows the homography."""
FEWEST_INLIERS: Final = 20
SMALLEST_COVER: Final = 0.01
"""Part of the photo."""
LASSO_POINTS: Final = 48
LASSO_DISTANCE: Final = 0.03
"""How far outside of the object a lasso runs on average, parts of the object's width (root of its area)."""
LASSO_UNREST: Final = 0.02
"""Standard deviation of that distance, likewise."""

Described = tuple[np.ndarray, np.ndarray, tuple[int, int]]
"""Keypoints (n, 2), descriptors (n, 128), width and height."""


@dataclass(frozen=True, slots=True, eq=False)
class RegionQuery:
    """A part of a picture, and what it should find.

    Attributes:
        path: the picture's file.
        box: x, y, width, height, full-resolution pixels; None with a lasso, or for the whole picture.
        lasso: (n, 2) polygon in the same pixels, or None.
        right: photos of which one should come first, resolved.
        neither: photos that show the same thing too, neither right nor wrong.
        area: the marked part of the picture's area, 0 to 1.
        kind: what was marked.
    """

    path: Path
    box: Region | None
    lasso: np.ndarray | None
    right: frozenset[Path]
    neither: frozenset[Path]
    area: float
    kind: str


def _described(photo: Path) -> Described:
    """Keypoints (n, 2) and descriptors (n, 128) from everywhere in a photo, and its size."""
    grey: Any = cv2.cvtColor(read_photo(photo).pixels, cv2.COLOR_RGB2GRAY)
    sift = cv2.SIFT.create(contrastThreshold=0.01)
    found = sift.detect(grey, None)
    size = (grey.shape[1], grey.shape[0])
    if not found:
        return np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32), size
    points = np.array(cv2.KeyPoint.convert(found), np.float32)
    response = np.array([keypoint.response for keypoint in found], np.float32)
    kept = select_evenly(points, response, KEYPOINTS, size)
    chosen, descriptors = sift.compute(grey, [found[i] for i in kept.tolist()])
    return np.array(cv2.KeyPoint.convert(chosen), np.float32), np.asarray(descriptors), size


def cover_corners(cover: Path, photo: Path) -> np.ndarray | None:
    """Where a flat cover lies in a photo, by a homography between all their SIFT keypoints.

    Args:
        cover: a picture of the cover and nothing else.
        photo: shows it, maybe tilted, among other things.

    Returns:
        (4, 2) corners in pixels of the photo, clockwise from the cover's top left; None where fewer than
        ``FEWEST_INLIERS`` matches agree, or what they agree on is no view of a flat rectangle.
    """
    return _corners(_described(cover), photo)


def _corners(cover: Described, photo: Path) -> np.ndarray | None:
    points, descriptors, (width, height) = cover
    there, others, size = _described(photo)
    if len(points) < FEWEST_INLIERS or len(there) < FEWEST_INLIERS:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(descriptors, others, k=2)
    good = [(a.queryIdx, a.trainIdx) for a, b in pairs if a.distance < RATIO * b.distance]
    if len(good) < FEWEST_INLIERS:
        return None
    rows, columns = np.array(good).T
    cv2.setRNGSeed(0)
    matrix, inlier = cv2.findHomography(
        points[rows], there[columns], cv2.USAC_MAGSAC, TOLERANCE, maxIters=10_000, confidence=0.9999
    )
    if matrix is None or int(np.asarray(inlier).sum()) < FEWEST_INLIERS:
        return None
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    corners = np.asarray(cv2.perspectiveTransform(frame[None], np.asarray(matrix)))[0]
    turns = np.roll(corners, -1, axis=0) - corners
    ahead = np.roll(turns, -1, axis=0)
    convex = (turns[:, 0] * ahead[:, 1] - turns[:, 1] * ahead[:, 0] > 0).all()
    area = cv2.contourArea(corners.astype(np.float32))
    return corners if convex and SMALLEST_COVER <= area / (size[0] * size[1]) <= 1.5 else None


def boxed_covers(queries: Sequence[InstanceQuery]) -> Iterator[RegionQuery]:
    """Photos of covers, each with the upright box round its cover.

    Nobody has marked the covers, so each box is that round the corners which ``cover_corners`` finds. A photo
    where it finds none is asked about as a whole, rather than left out: what cannot be located by exhaustive
    matching will not be easy to search for either.

    Args:
        queries: as ``read_instance_set`` gives them. Other photos of the same cover are neither right nor
            wrong, should they be in the world.
    """
    described: dict[Path, Described] = {}
    for query in queries:
        same = frozenset(q.path for q in queries if q.relevant & query.relevant)
        cover = min(query.relevant)
        if cover not in described:
            described[cover] = _described(cover)
        corners = _corners(described[cover], query.path)
        info = read_photo(query.path, max_side=64).info
        box: Region | None = None
        if corners is not None:
            low = np.clip(np.floor(corners.min(axis=0)), 0, [info.width - 1, info.height - 1]).astype(int)
            high = np.clip(np.ceil(corners.max(axis=0)), low + 1, [info.width, info.height]).astype(int)
            box = (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
        area = 1.0 if box is None else box[2] * box[3] / (info.width * info.height)
        yield RegionQuery(
            query.path, box, None, query.relevant, same, area, "whole photo" if box is None else "box"
        )


def lasso_round(mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A closed line as a hand draws it round an object: a little outside, unsteady.

    Args:
        mask: (h, w) bool, one piece.
        rng: the hand.

    Returns:
        (n, 2) float64 polygon, pixels, within the picture.
    """
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=len).reshape(-1, 2).astype(np.float64)
    walked = np.concatenate(
        [[0.0], np.cumsum(np.linalg.norm(np.diff(outline, axis=0, append=outline[:1]), axis=1))]
    )
    stops = np.linspace(0, walked[-1], LASSO_POINTS, endpoint=False)
    closed = np.vstack([outline, outline[:1]])
    points = np.stack([np.interp(stops, walked, closed[:, i]) for i in (0, 1)], axis=1)
    along = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    # OpenCV walks outer contours so that the outside lies to this side.
    outward = np.stack([-along[:, 1], along[:, 0]], axis=1)
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1e-9)
    area = (points[:, 0] * np.roll(points[:, 1], -1) - np.roll(points[:, 0], -1) * points[:, 1]).sum()
    width = float(np.sqrt(mask.sum()))
    distance = width * (LASSO_DISTANCE + LASSO_UNREST * rng.normal(size=(LASSO_POINTS, 1)))
    drawn = points - np.sign(area) * distance * outward
    return np.asarray(np.clip(drawn, 0, np.array(mask.shape[::-1], np.float64)))


def _edited(
    pixels: np.ndarray, mask: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, int]:
    """The photo and the mask cropped beside the object and resized, brightness and JPEG quality changed.

    Returns:
        The pixels, the mask, the quality to save them at.
    """
    height, width = mask.shape
    ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    left, top = (
        int(rng.uniform(0, min(0.2 * n, first + 1))) for n, first in ((width, xs[0]), (height, ys[0]))
    )
    right = width - int(rng.uniform(0, min(0.2 * width, width - xs[-1])))
    bottom = height - int(rng.uniform(0, min(0.2 * height, height - ys[-1])))
    part = np.s_[top:bottom, left:right]
    factor = rng.uniform(0.6, 1.5)
    size = (round((right - left) * factor), round((bottom - top) * factor))
    shown = resized(np.ascontiguousarray(pixels[part]), *size)
    gamma, gain = rng.uniform(0.8, 1.25), rng.uniform(0.85, 1.15)
    levels = np.clip(255 * gain * (np.arange(256) / 255) ** gamma, 0, 255)
    shown = cv2.LUT(shown, np.round(levels).astype(np.uint8))
    moved = cv2.resize(mask[part].astype(np.uint8), shown.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(shown), np.asarray(moved).astype(bool), int(rng.integers(50, 93))


def lassoed_objects(folders: Sequence[Path], out: Path, seed: int = 0) -> Iterator[RegionQuery]:
    """Edited copies of photos, an object in each with a lasso round it.

    The object is a segment drawn by a person where ``read_segments`` knows some, one of 1.5 to 45 % of the
    photo, else one that is found in it; whether it has any detail is not asked. What is right is the photo.

    Args:
        folders: of photos.
        out: folder for the edited copies.
        seed: same seed, same queries.
    """
    for number, photo in enumerate(list_photos(folders)):
        rng = np.random.default_rng([seed, number])
        pixels = read_photo(photo).pixels
        cutout = find_cutout(pixels, rng, read_segments(photo))
        shown, mask, quality = _edited(pixels, cutout.mask, rng)
        if not mask.any():
            continue
        file = out / f"{number:04d}_{photo.stem}.jpg"
        if not cv2.imwrite(
            str(file), cv2.cvtColor(shown, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
        ):
            raise OSError(f"{file}: cannot be written")
        yield RegionQuery(
            file,
            None,
            lasso_round(mask, rng),
            frozenset({photo.resolve()}),
            frozenset(),
            float(mask.mean()),
            cutout.kind,
        )
