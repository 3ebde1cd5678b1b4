"""Two photos of a group in the comparison: the suggested one as the left side, any other as the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.groups.change import ChangeKind
from imagefinder.groups.duplicates import Duplicates, Group, GroupPhoto
from imagefinder.groups.geometry import Placement, place
from imagefinder.groups.pairs import pair_seen_from
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.compare.page import SIDE
from imagefinder.gui.duplicates.models import change_words
from imagefinder.gui.widgets.canvas import Shown
from imagefinder.gui.widgets.images import to_qimage
from imagefinder.search.results import MatchKind, ObjectMatch, Outline, SearchResult

IDENTITY = np.eye(3)


@dataclass(frozen=True, slots=True)
class PairView:
    """What the comparison needs of two photos of a group.

    Attributes:
        left: the photo that is compared with.
        right: the other, with the place of the first in it.
    """

    left: LoadedQuery
    right: SearchResult


def load_pair(
    session: LibrarySession, duplicates: Duplicates, group: Group, left: GroupPhoto, right: GroupPhoto
) -> PairView:
    """Read the left photo, and how the two lie on each other; on a background thread.

    Raises:
        PhotoError: when neither the left photo nor its kept thumbnail can be read.
    """
    photo = left.photo
    pixels = session.load_pixels(photo.photo_id, SIDE)
    if pixels is None:
        raise PhotoError(photo.path, PhotoFault.MISSING, "neither it nor its thumbnail can be read")
    query = LoadedQuery(
        photo.path.name, photo.path, None, Shown(to_qimage(pixels), photo.width, photo.height)
    )
    matrix = _matrix(duplicates, left, right)
    other = right.photo
    words = "" if right.change is None else ", ".join(change_words(kind) for kind in right.change.kinds)
    objects: tuple[ObjectMatch, ...] = ()
    if matrix is not None:
        sizes = ((photo.width, photo.height), (other.width, other.height))
        objects = (_match(matrix, place(matrix, *sizes), *sizes, right.similarity),)
    same = right.change is not None and right.change.kinds == (ChangeKind.IDENTICAL,)
    result = SearchResult(
        1,
        other.photo_id,
        other.path,
        1.0 if same else right.similarity,
        MatchKind.COPY if objects else MatchKind.SIMILAR,
        objects,
        "the same file, byte for byte" if same else words,
        bool(objects),
        other.width,
        other.height,
        offline=other.offline,
    )
    return PairView(query, result)


def _matrix(duplicates: Duplicates, left: GroupPhoto, right: GroupPhoto) -> NDArray[np.float64] | None:
    """(3, 3) left → right, full-resolution pixels; None when it was never found."""
    a, b = left.photo.description_id or 0, right.photo.description_id or 0
    if a == b:
        return IDENTITY
    pair = duplicates.store.pairs_among([a, b]).get((min(a, b), max(a, b)))
    return None if pair is None else pair_seen_from(pair, a).matrix


def _match(
    matrix: NDArray[np.float64],
    placement: Placement,
    size: tuple[int, int],
    other: tuple[int, int],
    similarity: float,
) -> ObjectMatch:
    back = np.asarray(np.linalg.inv(matrix), np.float64)
    affine = matrix[:2] / matrix[2, 2]
    rows = (tuple(map(float, affine[0])), tuple(map(float, affine[1])))
    return ObjectMatch(
        similarity,
        0,
        _mapped(back, _corners(other), size),
        _mapped(matrix, _corners(size), other),
        rows,  # type: ignore[arg-type]
        bool(np.linalg.det(matrix[:2, :2]) < 0),
        query_coverage=placement.first_coverage,
        result_coverage=placement.second_coverage,
        query_frame=placement.first_coverage,
        result_frame=placement.second_coverage,
        verified=True,
    )


def _corners(size: tuple[int, int]) -> Sequence[tuple[float, float]]:
    width, height = size
    return ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))


def _mapped(
    matrix: NDArray[np.float64], points: Sequence[tuple[float, float]], frame: tuple[int, int]
) -> Outline:
    """Corners moved by ``matrix`` and kept within a frame."""
    moved = np.column_stack([np.asarray(points, np.float64), np.ones(len(points))]) @ matrix.T
    moved = np.clip(moved[:, :2] / moved[:, 2:], 0.0, np.asarray(frame, np.float64))
    return tuple((float(x), float(y)) for x, y in moved)
