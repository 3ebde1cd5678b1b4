"""A query picture: its pixels, the part of it that is asked about, and its description."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from imagefinder.errors import PhotoError, PhotoFault, RequestError
from imagefinder.features import GlobalFeatures, LocalFeatures, describe_global, describe_local
from imagefinder.jobs import JobControl
from imagefinder.matching import (
    ENLARGEMENT,
    QUERY_SIDE,
    Matches,
    VerifiedPhoto,
    unexplained_area,
    worth_searching,
)
from imagefinder.photos import Photo, PhotoReader, read_photo
from imagefinder.search.results import QueryInfo, Region

QUERY_FEATURES = 2000
MIN_REGION_SIDE = 8
"""A region below this many pixels a side holds no local feature; refused in words."""
_FARTHEST = 1e9
"""Pixels; a lasso's points beyond are as good as there."""


@dataclass(frozen=True, slots=True)
class QueryPicture:
    """A query ready to be searched for.

    Attributes:
        info: path, full size, region.
        pixels: (h, w, 3) uint8 sRGB of the region (or whole picture), possibly reduced.
        area: x, y, w, h of what ``pixels`` show, in pixels of the full-resolution picture.
        content_hash: digest of the file, None for pasted pixels or a region.
        mask: (h, w) bool beside ``pixels``: the part inside a lasso; None for all of it.
    """

    info: QueryInfo
    pixels: np.ndarray
    area: Region
    content_hash: bytes | None
    mask: np.ndarray | None = None


def check_region(region: Region, width: int, height: int) -> Region:
    """A region, clipped to the picture.

    Raises:
        RequestError: when it lies outside the picture or is too small to hold anything.
    """
    x, y, w, h = (round(value) for value in region)
    if w < 1 or h < 1:
        raise RequestError("--region", f"width and height must be positive, got {w} × {h}")
    left, top, right, bottom = max(0, x), max(0, y), min(width, x + w), min(height, y + h)
    if right <= left or bottom <= top:
        raise RequestError(
            "--region", f"{x},{y},{w},{h} lies outside the picture, which is {width} × {height} pixels"
        )
    if right - left < MIN_REGION_SIDE or bottom - top < MIN_REGION_SIDE:
        raise RequestError(
            "--region",
            f"{right - left} × {bottom - top} pixels are too few to search with; "
            f"draw at least {MIN_REGION_SIDE} × {MIN_REGION_SIDE}",
        )
    return left, top, right - left, bottom - top


def check_lasso(lasso: np.ndarray) -> np.ndarray:
    """A lasso's points, (n, 2) float64.

    Raises:
        RequestError: when they are no closed line.
    """
    points = np.asarray(lasso, np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) < 3 or not np.isfinite(points).all():
        raise RequestError("--lasso", "a lasso takes at least three points, each x and y in pixels")
    return np.clip(points, -_FARTHEST, _FARTHEST)


def inside_lasso(points: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """All that a closed line runs round, (h, w) bool.

    Where it crosses itself every loop counts, and a second round encloses what the first did: nobody means to
    cut out by crossing.

    Args:
        points: (n, 2), pixels of the mask.
        shape: of the mask.
    """
    whole = np.round(points).astype(np.int64)
    # On a canvas with room around: a line along the border must still close, and one beyond it is cut off.
    whole = np.clip(whole, -1, np.array(shape[::-1])) + 1
    drawn = np.zeros((shape[0] + 2, shape[1] + 2), np.uint8)
    cv2.polylines(drawn, [whole.astype(np.int32)], True, 1)
    outlines, _ = cv2.findContours(drawn, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(drawn, outlines, -1, 1, cv2.FILLED)
    return np.asarray(drawn[1:-1, 1:-1], bool)


def _hash_file(path: Path) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.digest()


def _shrink(pixels: np.ndarray, max_side: int) -> np.ndarray:
    longer = max(pixels.shape[:2])
    if longer <= max_side:
        return np.ascontiguousarray(pixels)
    scale = max_side / longer
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def _checked_pixels(pixels: np.ndarray) -> np.ndarray:
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or 0 in pixels.shape:
        raise RequestError(
            "image", f"expected an (h, w, 3) uint8 array of sRGB pixels, got {pixels.dtype} {pixels.shape}"
        )
    return pixels


def open_query(
    image: Path | str | np.ndarray | Photo,
    region: Region | None = None,
    lasso: np.ndarray | None = None,
    *,
    reader: PhotoReader | None = None,
    control: JobControl | None = None,
) -> QueryPicture:
    """Read a query.

    Args:
        image: a file, or pixels (h, w, 3) uint8 sRGB at full resolution.
        region: x, y, width, height in pixels of the oriented full-resolution picture; None for the whole.
        lasso: (n, 2) polygon in the same pixels; its bounding box becomes the region.
        reader: reads the file in a process of its own; None: it is trusted and read in this one.
        control: cancels the reader.

    Raises:
        PhotoError: when the file is not a readable picture.
        JobCancelled: when cancelled.
        RequestError: when the region lies outside it, the lasso is no closed line, or the array no picture.
    """
    path: Path | None = None
    if isinstance(image, Photo):
        photo_pixels, full = image.pixels, (image.info.width, image.info.height)
    elif isinstance(image, np.ndarray):
        photo_pixels = _checked_pixels(image)
        full = (image.shape[1], image.shape[0])
    else:
        path = Path(image).absolute()
        if path.is_dir():
            raise PhotoError(
                path, PhotoFault.NOT_A_PICTURE, "this is a folder; name a picture file to search with"
            )
        # A small region of a large picture is wanted at full resolution.
        side = None if region is not None or lasso is not None else QUERY_SIDE
        if reader is None:
            photo = read_photo(path, max_side=side)
        else:
            photo = reader.read(path, max_side=side, control=control)
        photo_pixels, full = photo.pixels, (photo.info.width, photo.info.height)
    if lasso is not None:
        lasso = check_lasso(lasso)
        low, high = np.floor(lasso.min(axis=0)), np.ceil(lasso.max(axis=0))
        region = (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))
    if region is None:
        area = (0, 0, *full)
        content = _hash_file(path) if path is not None else None
    else:
        area = region = check_region(region, *full)
        content = None
        sx, sy = photo_pixels.shape[1] / full[0], photo_pixels.shape[0] / full[1]
        x, y, w, h = area
        photo_pixels = photo_pixels[
            int(y * sy) : max(int(y * sy) + 1, round((y + h) * sy)),
            int(x * sx) : max(int(x * sx) + 1, round((x + w) * sx)),
        ]
    pixels = _shrink(photo_pixels, QUERY_SIDE)
    mask = None
    if lasso is not None:
        scale = np.array([pixels.shape[1] / area[2], pixels.shape[0] / area[3]])
        mask = inside_lasso((lasso - area[:2]) * scale, pixels.shape[:2])
    return QueryPicture(QueryInfo(path, full[0], full[1], region), pixels, area, content, mask)


def describe_query(
    query: QueryPicture, max_features: int = QUERY_FEATURES
) -> tuple[GlobalFeatures, LocalFeatures]:
    """Global and local description; local positions are in pixels of the whole full-resolution picture."""
    x, y, w, h = query.area
    overall = describe_global(query.pixels)
    local = describe_local(
        query.pixels, full_size=(w, h), max_features=max_features, max_side=QUERY_SIDE, mask=query.mask
    )
    if x or y:
        local = LocalFeatures(
            xy=local.xy + np.array([x, y], np.float32),
            scale=local.scale,
            angle=local.angle,
            descriptors=local.descriptors,
        )
    return overall, local


def describe_the_rest(
    query: QueryPicture, matches: Matches, verified: Sequence[VerifiedPhoto], *, masked: bool = True
) -> LocalFeatures | None:
    """The features of what nothing explains yet, seen enlarged: the second tier's query.

    Args:
        query: a whole picture.
        matches: of the first tier.
        verified: what a verifier made of them.
        masked: False to look at the whole picture enlarged, explained or not.

    Returns:
        Positions in full-resolution pixels; None where too little is left to search for.
    """
    size = (query.info.width, query.info.height)
    mask: np.ndarray | None = None
    if masked:
        rest = unexplained_area(matches, verified, size)
        if not worth_searching(rest):
            return None
        shape = query.pixels.shape[1::-1]
        mask = np.asarray(cv2.resize(rest.astype(np.uint8), shape, interpolation=cv2.INTER_NEAREST))
    return describe_local(
        query.pixels,
        full_size=size,
        max_features=QUERY_FEATURES,
        max_side=QUERY_SIDE,
        mask=mask,
        enlarge=ENLARGEMENT,
    )
