"""A small world of real photos, searched exactly, and composites made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from imagefinder.features import LocalFeatures, describe_local
from imagefinder.matching import FEATURES_PER_PHOTO, Matches, build_matches


@dataclass
class Neighbours:
    ids: np.ndarray
    distances: np.ndarray
    payload: np.ndarray


@dataclass
class World:
    """Photos with their features; matching by exact search."""

    photos: list[np.ndarray]
    features: list[LocalFeatures] = field(default_factory=list)

    def __post_init__(self) -> None:
        for photo in self.photos:
            self.features.append(describe_local(photo, max_features=700))
        self.ids = np.concatenate(
            [number * FEATURES_PER_PHOTO + np.arange(len(f)) for number, f in enumerate(self.features)]
        )
        self.descriptors = np.concatenate([f.descriptors for f in self.features]).astype(np.float32)
        self.payload = np.concatenate(
            [f.pack(size_of(p)) for f, p in zip(self.features, self.photos, strict=True)]
        )
        self.sizes = np.array([size_of(p) for p in self.photos])

    def neighbours(self, descriptors: np.ndarray, k: int = 20) -> Neighbours:
        queries = descriptors.astype(np.float32)
        if len(queries) == 0:
            return Neighbours(
                np.zeros((0, k), np.int64), np.zeros((0, k), np.float32), np.zeros((0, k, 6), np.uint8)
            )
        square = (
            (queries**2).sum(1)[:, None] + (self.descriptors**2).sum(1) - 2 * queries @ self.descriptors.T
        )
        near = np.argpartition(square, k, axis=1)[:, :k]
        near = np.take_along_axis(near, np.argsort(np.take_along_axis(square, near, 1), axis=1), axis=1)
        return Neighbours(self.ids[near], np.take_along_axis(square, near, 1), self.payload[near])

    def geometry(self, photo: np.ndarray, payload: np.ndarray):
        size = self.sizes[photo]
        return *LocalFeatures.unpack_geometry(payload, size), size.max(axis=-1)

    def matches(self, query: np.ndarray, **options) -> Matches:
        features = describe_local(query, max_features=1200)
        mirrored = features.mirrored(query.shape[1])
        return build_matches(
            features,
            self.neighbours(features.descriptors),
            self.neighbours(mirrored.descriptors),
            self.geometry,
            reference=20,
            **options,
        )


def size_of(photo: np.ndarray) -> tuple[int, int]:
    return photo.shape[1], photo.shape[0]


@dataclass
class Composite:
    """A host with one pasted object: the donor's number, its map donor → query, its mask in the query."""

    pixels: np.ndarray
    host: int
    donor: int
    transform: np.ndarray
    mask: np.ndarray


def paste(
    host: np.ndarray,
    donor: np.ndarray,
    ellipse: tuple,
    scale: float,
    degrees: float,
    to: tuple,
    mirrored: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut an ellipse ((cx, cy), (rx, ry)) out of the donor and paste its centre at ``to``."""
    (cx, cy), (rx, ry) = ellipse
    alpha = np.zeros(donor.shape[:2], np.float32)
    cv2.ellipse(alpha, (cx, cy), (rx, ry), 0, 0, 360, 1.0, -1)
    turn = np.deg2rad(degrees)
    linear = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    if mirrored:
        linear = linear @ np.diag([-1.0, 1.0])
    transform = np.hstack([linear, (np.array(to) - linear @ (cx, cy))[:, None]])
    size = size_of(host)
    area = cv2.warpAffine(alpha, transform, size, flags=cv2.INTER_AREA)
    warped = cv2.warpAffine(donor, transform, size, flags=cv2.INTER_AREA).astype(np.float32)
    mixed = area[..., None] * warped + (1 - area[..., None]) * host
    pixels = cv2.imdecode(cv2.imencode(".jpg", np.rint(mixed).astype(np.uint8), [1, 85])[1], 1)
    return pixels, transform, area > 0.5


@pytest.fixture(scope="session")
def small_world(sample_photos) -> World:
    return World(list(sample_photos.values()))


@pytest.fixture(scope="session")
def composites(small_world) -> list[Composite]:
    """China with the cat's face; coffee with the flower, turned; the astronaut's head, mirrored."""
    china, flower, astronaut, chelsea, coffee, _rocket = range(6)
    cases = [
        (china, chelsea, ((240, 150), (110, 110)), 0.8, 0.0, (430, 250), False),
        (coffee, astronaut, ((230, 120), (90, 110)), 0.7, 35.0, (150, 200), False),
        (flower, astronaut, ((230, 120), (90, 110)), 0.9, -10.0, (500, 300), True),
    ]
    made = []
    for host, donor, *how in cases:
        pixels, transform, mask = paste(small_world.photos[host], small_world.photos[donor], *how)
        made.append(Composite(pixels, host, donor, transform, mask))
    return made
