"""Which photos of a world show the same thing as a source of a composite: photo against photo.

A truth names the photos that a composite was made of, not every other photo of the same landmark, cover or
floor. Whether a claim that the truth does not name is false is judged here without the composite, and by
other means than those that are measured: plain SIFT at up to 8,000 keypoints of each photo (Lowe, IJCV 60,
2004), matched exhaustively with the ratio test in both directions, and an affine map by RANSAC. Of the
source only the part counts that the composite shows.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.truth import TrueSource
from imagefinder.features.selection import select_evenly
from imagefinder.jobs import JobControl
from imagefinder.photos import read_photo

SIDE: Final = 1200
"""Longer side, pixels, at which photos are compared."""
KEYPOINTS: Final = 8000
CONTRAST: Final = 0.01
RATIO: Final = 0.85
"""Of the distances to the nearest and the second nearest descriptor (Lowe, section 7.1)."""
TOLERANCE: Final = 6.0
"""Of an inlier, pixels at ``SIDE``."""
FEWEST_INLIERS: Final = 8
"""At different places. Photos of unrelated folders stay below; see ``compare_strangers``."""
FEWEST_MATCHES: Final = 4
"""One more than any three that an affine map goes through."""
OCTAVES: Final = 1.0
TURN: Final = np.deg2rad(30.0)
"""An inlier's own change of scale and angle may differ from the map's by so much."""
FORMAT: Final = 1
_KEPT_PHOTOS: Final = 48


@dataclass(frozen=True, slots=True, eq=False)
class SourcePart:
    """A photo, and the part of it that a composite shows.

    Attributes:
        key: names it in the file of verdicts.
        photo: the file.
        mask: (h, w) bool in the composite's pixels; None for the whole photo.
        transform: (2, 3) photo → composite, full-resolution pixels; None for the whole photo.
    """

    key: str
    photo: Path
    mask: np.ndarray | None = None
    transform: np.ndarray | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Described:
    """Keypoints (n, 4): x, y, diameter, angle in radians; (n, 128) float32 descriptors; and full-resolution
    pixels per pixel described.
    """

    keypoints: np.ndarray
    descriptors: np.ndarray
    zoom: np.ndarray


def part_of(query: Path, source: TrueSource, photo: Path) -> SourcePart:
    """The part of a source's photo that a composite shows, as its truth says."""
    mask = None
    if source.mask is not None:
        try:
            mask = read_photo(query.parent / source.mask).pixels[..., 0] > 127
        except PhotoError:
            mask = None
    transform = None if source.transform is None else np.array(source.transform, np.float64)
    return SourcePart(f"{query.name}/{source.mask or source.donor}", photo, mask, transform)


class Relatives:
    """Verdicts about pairs of a source and a photo; each is found once and kept.

    Attributes:
        file: where verdicts are kept between runs, None for nowhere.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Read earlier verdicts, if ``file`` exists.

        Raises:
            RequestError: it holds something else.
        """
        self.file = file
        self._inliers: dict[str, dict[str, int]] = {}
        self._described: OrderedDict[tuple[Path, bool], _Described] = OrderedDict()
        self._unsaved = 0
        if file is not None and file.is_file():
            try:
                document = json.loads(file.read_text(encoding="utf-8"))
                if document["format"] != FORMAT:
                    raise ValueError(f"format {document['format']}")
                self._inliers = {str(key): dict(found) for key, found in document["inliers"].items()}
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                raise RequestError(
                    "--relatives", f"{file}: holds no verdicts about relatives ({error})"
                ) from error

    def related(self, part: SourcePart, photo: Path) -> bool:
        """Whether a photo shows the same thing as this part of a source."""
        return self.inliers(part, photo) >= FEWEST_INLIERS

    def inliers(self, part: SourcePart, photo: Path) -> int:
        """How many keypoints at different places agree on one affine map, upright or mirrored."""
        known = self._inliers.setdefault(part.key, {})
        name = f"{photo.parent.name}/{photo.name}"
        if name not in known:
            known[name] = self._compare(part, photo)
            self._unsaved += 1
        return known[name]

    def save(self) -> None:
        """Keep what was found since, in one step.

        Raises:
            RequestError: the file cannot be written.
        """
        if self.file is None or not self._unsaved:
            return
        temporary = self.file.with_name(self.file.name + ".part")
        try:
            temporary.write_text(
                json.dumps({"format": FORMAT, "inliers": self._inliers}, indent=1), encoding="utf-8"
            )
            temporary.replace(self.file)
        except OSError as error:
            raise RequestError(
                "--relatives", f"{self.file}: cannot be written ({error.strerror or error})"
            ) from error
        self._unsaved = 0

    def _compare(self, part: SourcePart, photo: Path) -> int:
        try:
            source = _inside(self._describe(part.photo, False), part)
            upright = _agreeing(source, self._describe(photo, False))
            if upright >= FEWEST_INLIERS:
                return upright
            return max(upright, _agreeing(source, self._describe(photo, True)))
        except PhotoError:
            return 0

    def _describe(self, photo: Path, mirrored: bool) -> _Described:
        key = (photo, mirrored)
        if key not in self._described:
            self._described[key] = _describe(photo, mirrored)
            while len(self._described) > _KEPT_PHOTOS:
                self._described.popitem(last=False)
        self._described.move_to_end(key)
        return self._described[key]


@dataclass(frozen=True, slots=True)
class Strangers:
    """Two photos of different folders, and how many inliers they reached all the same."""

    inliers: int
    photos: tuple[Path, Path]


def compare_strangers(
    folders: Sequence[Sequence[Path]], pairs: int, *, seed: int = 0, control: JobControl | None = None
) -> Iterator[Strangers]:
    """Compare photos that should have nothing in common: what the limit for relatives must exceed.

    Args:
        folders: photos of each folder; the two of a pair are drawn from different ones.
        pairs: how many.
        seed: same seed, same pairs.
        control: checked before each pair.

    Yields:
        Each pair, the first whole photo as the source, compared as a claim is.

    Raises:
        RequestError: fewer than two folders have photos.
    """
    filled = [photos for photos in folders if photos]
    if len(filled) < 2:
        raise RequestError("--world", "photos of two folders at least are needed to compare strangers")
    rng = np.random.default_rng(seed)
    judge = Relatives()
    for number in range(pairs):
        if control is not None:
            control.check()
        a, b = (filled[i] for i in rng.choice(len(filled), 2, replace=False))
        source, photo = a[rng.integers(len(a))], b[rng.integers(len(b))]
        yield Strangers(judge.inliers(SourcePart(f"pair {number}", source), photo), (source, photo))


def _describe(photo: Path, mirrored: bool) -> _Described:
    read = read_photo(photo, max_side=SIDE)
    grey: Any = cv2.cvtColor(read.pixels, cv2.COLOR_RGB2GRAY)
    if max(grey.shape) < SIDE / 2:  # small photos are compared enlarged, or they would have few keypoints
        grey = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    if mirrored:
        grey = np.ascontiguousarray(grey[:, ::-1])
    sift = cv2.SIFT.create(contrastThreshold=CONTRAST)
    keypoints = sift.detect(grey, None)
    descriptors = None
    if keypoints:
        # From everywhere: the strongest alone would all lie on one striped shirt.
        points = np.array(cv2.KeyPoint.convert(keypoints), np.float32)
        response = np.array([k.response for k in keypoints], np.float32)
        kept = select_evenly(points, response, KEYPOINTS, (grey.shape[1], grey.shape[0]))
        keypoints, descriptors = sift.compute(grey, [keypoints[i] for i in kept.tolist()])
    zoom = np.array([read.info.width / grey.shape[1], read.info.height / grey.shape[0]])
    if descriptors is None or not len(keypoints):
        return _Described(np.zeros((0, 4)), np.zeros((0, 128), np.float32), zoom)
    table = np.array([(*k.pt, k.size, np.deg2rad(k.angle)) for k in keypoints], np.float64)
    return _Described(table, np.asarray(descriptors, np.float32), zoom)


def _inside(source: _Described, part: SourcePart) -> _Described:
    """The keypoints of a source that lie in the part that the composite shows."""
    if part.mask is None or part.transform is None or not len(source.keypoints):
        return source
    full = (source.keypoints[:, :2] + 0.5) * source.zoom - 0.5
    there = np.rint(full @ part.transform[:, :2].T + part.transform[:, 2]).astype(np.int64)
    height, width = part.mask.shape
    shown = (there >= 0).all(axis=1) & (there[:, 0] < width) & (there[:, 1] < height)
    shown[shown] = part.mask[there[shown, 1], there[shown, 0]]
    return _Described(source.keypoints[shown], source.descriptors[shown], source.zoom)


def _agreeing(a: _Described, b: _Described) -> int:
    """Inliers of the best affine map between two sets of keypoints, counted by the place in either."""
    if len(a.keypoints) < FEWEST_MATCHES or len(b.keypoints) < FEWEST_MATCHES:
        return 0
    rows, columns = _mutual(a.descriptors, b.descriptors)
    if len(rows) < FEWEST_MATCHES:
        return 0
    x, y = a.keypoints[rows], b.keypoints[columns]
    cv2.setRNGSeed(0)
    matrix, inlier = cv2.estimateAffine2D(
        np.ascontiguousarray(x[:, :2]),
        np.ascontiguousarray(y[:, :2]),
        method=cv2.RANSAC,
        ransacReprojThreshold=TOLERANCE,
        maxIters=5000,
    )
    if matrix is None or not np.isfinite(matrix).all():
        return 0
    linear = np.asarray(matrix)[:, :2]
    values = np.linalg.svd(linear, compute_uv=False)
    if values[1] < 0.1 or values[0] > 10 or values[0] > 3 * values[1] or np.linalg.det(linear) < 0:
        return 0
    octaves = np.log2(y[:, 2] / x[:, 2]) - 0.5 * np.log2(np.linalg.det(linear))
    arrow = np.stack([np.cos(x[:, 3]), np.sin(x[:, 3])], axis=1) @ linear.T
    turn = y[:, 3] - np.arctan2(arrow[:, 1], arrow[:, 0])
    chosen = np.asarray(inlier).reshape(-1) > 0
    chosen &= (np.abs(octaves) < OCTAVES) & (np.cos(turn) > np.cos(TURN))
    places = [len(np.unique(np.floor(k[chosen, :2] / TOLERANCE), axis=0)) for k in (x, y)]
    return min(places)


def _mutual(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of (n, 128) and (m, 128) that are each other's distinctly nearest."""
    matcher = cv2.BFMatcher(cv2.NORM_L2)

    def distinct(x: np.ndarray, y: np.ndarray) -> dict[int, int]:
        pairs = matcher.knnMatch(x, y, k=2)
        return {
            pair[0].queryIdx: pair[0].trainIdx
            for pair in pairs
            if len(pair) == 2 and pair[0].distance < RATIO * pair[1].distance
        }

    there = distinct(a, b)
    if not there:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows, columns = np.array(list(there.items()), np.int64).T
    back = distinct(b[columns], a)
    kept = np.array([back.get(n) == row for n, row in enumerate(rows.tolist())])
    return rows[kept], columns[kept]
