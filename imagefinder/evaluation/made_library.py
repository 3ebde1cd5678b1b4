"""A library of made photos, as many as wanted in a minute: for measuring what size alone does.

Everything in it is written by the same writer that scans use: catalog rows, whole-picture descriptions with
the vectors of a real index, thumbnails. Behind every row stands a file of the right size and time that holds
nothing, so that a look for changes walks real folders and finds none. What costs hours for real photos is
left out: pixels of every one, and local features.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog import Catalog, FileToRead, NewDescription, PassState
from imagefinder.errors import RequestError
from imagefinder.features import describe_global
from imagefinder.library import Library, ScanReport
from imagefinder.library.describe import THUMBNAIL_SIDE, FastAnswer
from imagefinder.library.progress import Tally
from imagefinder.library.thumbnails import ThumbnailStore
from imagefinder.library.writer import Answer, Writer
from imagefinder.photos import encode_thumbnail

SCENES = 256
"""Distinct pictures; every photo is one of them with noise of its own in its vector and its hash."""
PER_FOLDER = 500
BATCH = 2000
"""Photos written in one step; copies follow their original in the same one."""
COPY_EVERY = 100
"""Every so many photos one is an exact copy of the one before it."""
NOISE = 0.04
"""Standard deviation that a photo's vector is moved by, summed over all its dimensions."""
SIZES = ((4000, 3000), (3000, 4000), (6000, 4000), (4032, 3024), (1920, 1080))
FIRST_DAY = datetime(2004, 1, 1)
LAST_DAY = datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    thumbnail: bytes
    vector: NDArray[np.float32]
    colour: NDArray[np.float32]
    phash: int


def make_library(path: Path, photos: int, *, seed: int = 0) -> Iterator[int]:
    """Make a library of ``photos`` photos in the folder ``path``, with ``path``-photos beside it.

    Args:
        path: the library's folder; it must not exist, or be empty.
        photos: how many, at least 1.
        seed: same seed, same library.

    Yields:
        How many are done.

    Raises:
        RequestError: the folder holds something already, or ``photos`` is below 1.
    """
    if photos < 1:
        raise RequestError("--photos", f"at least one photo is needed, not {photos}")
    files = path.with_name(f"{path.name}-photos")
    for folder in (path, files):
        if folder.exists() and any(folder.iterdir()):
            raise RequestError(str(folder), "is not empty; a made library needs a new folder")
    files.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    scenes = [_scene(rng) for _ in range(SCENES)]
    with Library.open(path, device="numpy") as library:
        root = library.add_folder(files)
        (row,) = library.folders()
        writer = Writer(
            library.catalog,
            library.global_index,
            library.local_index,
            ThumbnailStore(path / "thumbnails"),
            Tally(ScanReport()),
        )
        done = 0
        while done < photos:
            count = min(BATCH, photos - done)
            batch = _note_files(library.catalog, row.folder_id, root, done, count, photos)
            answers: list[tuple[FileToRead, Answer | Exception]] = []
            for number, file in enumerate(batch, done):
                if number != (original := _original(number)):
                    last = answers[original - done][1]
                    assert isinstance(last, FastAnswer)
                    answers.append((file, replace(last, mtime_ns=file.mtime_ns)))
                else:
                    answers.append((file, _answer(file, scenes, rng)))
            writer.commit_fast(answers)
            _call_described(library.catalog, batch)
            done += count
            yield done
        library.global_index.merge()
        with library.catalog.transaction() as connection:
            library.catalog.spaces.commit(connection, "global", library.global_index.sequence)


def _original(number: int) -> int:
    """The photo whose content photo ``number`` has: its own, save for a copy."""
    return number - 1 if number % COPY_EVERY == COPY_EVERY - 1 else number


def _scene(rng: np.random.Generator) -> _Scene:
    """A soft picture of a few colours."""
    coarse = rng.integers(0, 256, (6, 8, 3), dtype=np.uint8)
    pixels = np.asarray(
        cv2.resize(coarse, (THUMBNAIL_SIDE, THUMBNAIL_SIDE * 3 // 4), interpolation=cv2.INTER_CUBIC), np.uint8
    )
    found = describe_global(pixels)
    return _Scene(encode_thumbnail(pixels, THUMBNAIL_SIDE), found.vector, found.colour, found.phash)


def _note_files(
    catalog: Catalog, folder_id: int, root: Path, start: int, count: int, total: int
) -> list[FileToRead]:
    """Make the files and their rows, to be read."""
    span = LAST_DAY - FIRST_DAY
    by_folder: dict[bytes, list[tuple[bytes, int, int]]] = {}
    for number in range(start, start + count):
        directory = f"{number // PER_FOLDER:05d}"
        taken = FIRST_DAY + timedelta(seconds=int(span.total_seconds() * number / total))
        name, size = f"IMG_{number:07d}.jpg", 2_000_000 + _original(number) * 7 % 6_000_000
        nanoseconds = int(taken.timestamp()) * 10**9
        file = root / directory / name
        file.parent.mkdir(exist_ok=True)
        with file.open("wb") as handle:
            handle.truncate(size)
        os.utime(file, ns=(nanoseconds, nanoseconds))
        by_folder.setdefault(directory.encode(), []).append((name.encode(), size, nanoseconds))
    with catalog.transaction() as connection:
        for where, rows in by_folder.items():
            catalog.photos.add_files(connection, folder_id, where, rows)
    return catalog.photos.to_read(0, count)


def _answer(file: FileToRead, scenes: list[_Scene], rng: np.random.Generator) -> FastAnswer:
    """What a worker would have found in a file."""
    scene = scenes[int(rng.integers(len(scenes)))]
    vector = scene.vector + rng.normal(0, NOISE / np.sqrt(len(scene.vector)), len(scene.vector))
    digest = hashlib.blake2b(file.name, digest_size=16).digest()
    width, height = SIZES[int(rng.integers(len(SIZES)))]
    taken = datetime.fromtimestamp(file.mtime_ns / 1e9).isoformat(timespec="seconds")
    phash = scene.phash
    for bit in rng.integers(0, 64, int(rng.integers(0, 6))):
        phash ^= 1 << int(bit)
    description = NewDescription(
        digest, file.size, "JPEG", width, height, 1, taken, "Made Camera", None, 1, phash, scene.colour
    )
    unit = (vector / np.linalg.norm(vector)).astype(np.float16)
    return FastAnswer(file.size, file.mtime_ns, digest, description, unit, scene.thumbnail)


def _call_described(catalog: Catalog, files: list[FileToRead]) -> None:
    """Say that the thorough pass is done: it found no local feature."""
    marks = ",".join("?" * len(files))
    with catalog.transaction() as connection:
        rows = connection.execute(
            f"SELECT DISTINCT description_id FROM photos WHERE photo_id IN ({marks})",
            [file.photo_id for file in files],
        ).fetchall()
        for (number,) in rows:
            catalog.photos.set_thorough(connection, number, PassState.DONE, 0)
