"""A library of any size, made in minutes: what a scan of so many photos would have left, without the photos.

Every photo takes its looks from a few real ones, the bases. Its vectors, hashes and local features are mixed
from theirs and perturbed, so that distances spread like those of unrelated photos; some photos are planted
as exact copies, some as near ones. All goes through the scan's own writer. On disk lie small JPEG files that
have the sizes, dates and hashes which the library notes, so that a later scan finds nothing to do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog import FileToRead, NewDescription
from imagefinder.catalog.rows import join
from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.generator import list_photos
from imagefinder.evaluation.sample_photos import sample_photos
from imagefinder.features import GlobalFeatures, describe_global, describe_local
from imagefinder.jobs import JobControl
from imagefinder.library import Library, ScanReport
from imagefinder.library.describe import FastAnswer, ThoroughAnswer
from imagefinder.library.progress import Tally
from imagefinder.library.writer import Writer
from imagefinder.photos import encode_thumbnail, read_photo

FILE_SIDE: Final = 320
"""Longer side, pixels, of the files."""
THUMBNAIL_SIDE: Final = 160
MOST_BASES: Final = 200
PHOTOS_AT_ONCE: Final = 2000
EXACT_SHARE: Final = 0.03
NEAR_SHARE: Final = 0.05
_PER_ALBUM: Final = 180
"""Photos of a directory, on average."""
_ALBUMS: Final = (
    "Birthday",
    "Camping",
    "Family",
    "Garden",
    "Harbour",
    "Hike",
    "Holiday",
    "Phone",
    "Wedding",
    "Work",
)
_CAMERAS: Final = (
    ("Canon EOS R6", 5472), ("NIKON D750", 6016), ("Apple iPhone 12", 4032),
    ("samsung SM-G991B", 4000), ("FUJIFILM X-T3", 6240), ("Panasonic DMC-TZ10", 2592),
)  # fmt: skip
"""And the longer side of their pictures, pixels."""
_FIRST_DAY: Final = datetime(2004, 3, 1, 9, 0, tzinfo=UTC)
_DAYS: Final = 20 * 365


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """A real photo that made ones take after."""

    features: GlobalFeatures
    descriptors: NDArray[np.uint8]
    geometry: NDArray[np.uint8]
    aspect: float
    file: bytes
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class _MadePhoto:
    """One photo to be written.

    Attributes:
        number: its place among all.
        album: number of its directory.
        began: when the first photo of that directory was taken.
        base: the photo that it looks like in its file and thumbnail.
        original: the number of the photo that it is a copy of, or its own.
        near: whether that copy is an edited one.
        taken: when.
        tail: bytes behind the picture that make the file one of its kind.
    """

    number: int
    album: int
    began: datetime
    base: int
    original: int
    near: bool
    taken: datetime
    tail: bytes

    @property
    def directory(self) -> bytes:
        """Relative to the folder of the photos."""
        name = _ALBUMS[self.album * 7 % len(_ALBUMS)]
        return os.fsencode(Path(f"{self.began:%Y}", f"{self.began:%Y-%m} {name}"))

    @property
    def name(self) -> bytes:
        """Of its file."""
        return b"IMG_%07d.jpg" % self.number


def _describe(pixels: NDArray[np.uint8], features: int) -> _Base:
    local = describe_local(pixels, max_features=max(1, features))
    height, width = pixels.shape[:2]
    return _Base(
        describe_global(pixels),
        local.descriptors,
        local.pack((width, height)),
        width / height,
        encode_thumbnail(pixels, FILE_SIDE),
        encode_thumbnail(pixels, THUMBNAIL_SIDE),
    )


def _bases(folders: Sequence[Path], features: int, seed: int) -> list[_Base]:
    """The bases: of the folders, or the sample photos.

    Raises:
        RequestError: no photo in the folders can be read.
    """
    if not folders:
        pictures = list(sample_photos().values())
    else:
        for folder in folders:
            if not folder.is_dir():
                raise RequestError("--bases", f"{folder}: not a folder")
        files = list_photos(folders)
        pictures = []
        for place in np.random.default_rng(seed).permutation(len(files))[:MOST_BASES].tolist():
            try:
                pictures.append(read_photo(files[place], max_side=1024).pixels)
            except PhotoError:
                continue
    bases = [_describe(pixels, features) for pixels in pictures]
    bases = [base for base in bases if len(base.descriptors) or not features]
    if not bases:
        raise RequestError("--bases", "there is no photo that can be read in these folders")
    return bases


class _Maker:
    """Makes photos and what a scan would say of them; the same for the same seed.

    Attributes:
        features: local features of a photo.
    """

    def __init__(self, bases: Sequence[_Base], features: int, seed: int) -> None:
        self._bases = bases
        self.features = features
        self._seed = seed
        self._descriptors = np.concatenate([base.descriptors for base in bases])
        self._geometry = np.concatenate([base.geometry for base in bases])
        self._hashes = [hashlib.blake2b(base.file, digest_size=16) for base in bases]

    def plan(self, count: int) -> Iterator[_MadePhoto]:
        """The photos, album by album; a copy comes after its original, mostly somewhere else."""
        rng = np.random.default_rng([self._seed, 0])
        albums = np.sort(rng.integers(0, max(1, count // _PER_ALBUM), count))
        seconds = np.sort(rng.integers(0, _DAYS * 86400, count))
        fate = rng.random(count)
        bases = rng.integers(0, len(self._bases), count)
        originals: list[int] = []
        tails: dict[int, bytes] = {}
        began: dict[int, datetime] = {}
        for number in range(count):
            copy = number > 20 and fate[number] < EXACT_SHARE + NEAR_SHARE
            near = copy and fate[number] >= EXACT_SHARE
            original = originals[int(rng.integers(len(originals)))] if copy else number
            if copy:
                bases[number] = bases[original]
            else:
                originals.append(number)
            tail = tails[original] if copy and not near else self._tail(number, rng)
            tails[number] = tail
            taken = _FIRST_DAY + timedelta(seconds=int(seconds[number]))
            album = int(albums[number])
            first = began.setdefault(album, taken)
            yield _MadePhoto(number, album, first, int(bases[number]), original, near, taken, tail)

    @staticmethod
    def _tail(number: int, rng: np.random.Generator) -> bytes:
        return number.to_bytes(8, "big") + bytes(int(rng.integers(4096)))

    def content(self, photo: _MadePhoto) -> bytes:
        """The bytes of its file."""
        return self._bases[photo.base].file + photo.tail

    def content_hash(self, photo: _MadePhoto) -> bytes:
        """Of these bytes."""
        digest = self._hashes[photo.base].copy()
        digest.update(photo.tail)
        return digest.digest()

    def fast(self, photo: _MadePhoto, file: FileToRead) -> FastAnswer:
        """What the fast pass would answer."""
        content_hash = self.content_hash(photo)
        looks = self._looks(photo)
        camera, side = _CAMERAS[photo.album % len(_CAMERAS)]
        base = self._bases[photo.base]
        description = NewDescription(
            content_hash=content_hash,
            bytes=file.size,
            format="JPEG",
            width=max(1, round(side * min(1.0, base.aspect))),
            height=max(1, round(side * min(1.0, 1 / base.aspect))),
            orientation=1,
            captured=photo.taken.replace(tzinfo=None).isoformat(),
            camera=camera,
            software="edited" if photo.near else None,
            frames=1,
            phash=looks.phash,
            colour=looks.colour,
        )
        return FastAnswer(
            file.size,
            file.mtime_ns,
            content_hash,
            description,
            looks.vector.astype(np.float16),
            base.thumbnail,
        )

    def _looks(self, photo: _MadePhoto) -> GlobalFeatures:
        """Mixed from two bases; a near copy is its original with a little noise."""
        rng = np.random.default_rng([self._seed, 1, photo.original])
        first = self._bases[photo.base].features
        second = self._bases[int(rng.integers(len(self._bases)))].features
        share = np.float32(rng.uniform(0.2, 0.8))
        vector = share * first.vector + (1 - share) * second.vector
        vector += rng.normal(0, 0.35 / np.sqrt(len(vector)), len(vector)).astype(np.float32)
        colour = (share * first.colour + (1 - share) * second.colour) * rng.gamma(
            4, 0.25, len(first.colour)
        ).astype(np.float32)
        looks = GlobalFeatures(int(rng.integers(1 << 64, dtype=np.uint64)), colour, vector)
        if photo.near:
            own = np.random.default_rng([self._seed, 2, photo.number])
            phash = looks.phash
            for bit in own.choice(64, int(own.integers(0, 5)), replace=False).tolist():
                phash ^= 1 << bit
            vector = looks.vector + own.normal(0, 0.04 / np.sqrt(len(vector)), len(vector)).astype(np.float32)
            looks = replace(looks, phash=phash, vector=vector)
        return replace(
            looks,
            colour=(looks.colour / looks.colour.sum()).astype(np.float32),
            vector=(looks.vector / np.linalg.norm(looks.vector)).astype(np.float32),
        )

    def thorough(self, photo: _MadePhoto) -> ThoroughAnswer:
        """What the thorough pass would answer: features of many bases at places of their own; those of a near
        copy are its original's with a little noise.
        """
        rng = np.random.default_rng([self._seed, 3, photo.original])
        rows = rng.integers(0, len(self._descriptors), self.features)
        geometry = self._geometry[rows]
        geometry[:, :4] = rng.integers(0, 40000, (len(rows), 2)).astype("<u2").view(np.uint8)
        descriptors = _noisy(self._descriptors[rows], 12, rng)
        if photo.near:
            descriptors = _noisy(descriptors, 3, np.random.default_rng([self._seed, 4, photo.number]))
        return ThoroughAnswer(descriptors, geometry)


def _noisy(descriptors: NDArray[np.uint8], sigma: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    noise = rng.normal(0, sigma, descriptors.shape).astype(np.float32)
    changed: NDArray[np.uint8] = np.clip(np.rint(descriptors + noise), 0, 255).astype(np.uint8)
    return changed


def _fill(library: Library, maker: _Maker, count: int, control: JobControl | None) -> Iterator[int]:
    """Write photos in portions: files, rows, what the two passes would have said; yields how many."""
    catalog, (folder,) = library.catalog, library.folders()
    tally = Tally(ScanReport())
    writer = Writer(catalog, library.global_index, library.local_index, library.thumbnails, tally)
    root = os.fsencode(folder.path)
    done = after_photo = after_content = 0
    photos = maker.plan(count)
    while portion := list(islice(photos, PHOTOS_AT_ONCE)):
        if control is not None:
            control.check()
        rows: dict[bytes, list[tuple[bytes, int, int]]] = {}
        for photo in portion:
            mtime_ns = int(photo.taken.timestamp()) * 10**9
            content = maker.content(photo)
            _write_file(join(root, photo.directory, photo.name), content, mtime_ns)
            rows.setdefault(photo.directory, []).append((photo.name, len(content), mtime_ns))
        with catalog.transaction() as connection:
            for directory, found in rows.items():
                catalog.photos.add_files(connection, folder.folder_id, directory, found)
        made = {photo.name: photo for photo in portion}
        to_read = catalog.photos.to_read(after_photo, len(portion))
        writer.commit_fast([(file, maker.fast(made[file.name], file)) for file in to_read])
        after_photo = to_read[-1].photo_id
        to_describe = catalog.photos.to_describe(after_content, len(portion))
        if to_describe:
            writer.commit_thorough([(file, maker.thorough(made[file.name])) for file in to_describe])
            after_content = to_describe[-1].description_id or 0
        done += len(portion)
        yield done


def _write_file(path: Path, content: bytes, mtime_ns: int) -> None:
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    os.utime(path, ns=(mtime_ns, mtime_ns))


def make_library(
    path: Path,
    photos: int,
    *,
    seed: int = 0,
    features: int = 0,
    bases: Sequence[Path] = (),
    device: str | None = None,
    control: JobControl | None = None,
) -> Iterator[int]:
    """Make a library of ``photos`` photos in the folder ``path``, their files in ``path``-photos beside it.

    Args:
        path: the library's folder; it must not exist, or be empty, and so the other one.
        photos: how many, at least 1.
        seed: same seed, same library.
        features: local features of a photo, at least 0; a scan finds a thousand.
        bases: folders of the real photos that the made ones take after; none: the sample photos.
        device: where kernels run.
        control: cancels.

    Yields:
        How many are done; again and again while the indexes are merged and trained.

    Raises:
        RequestError: a folder holds something already, ``photos`` is below 1, or there are no bases.
        JobCancelled: when cancelled; the folders then hold a part of the library.
    """
    if photos < 1:
        raise RequestError("--photos", f"at least one photo is needed, not {photos}")
    root = path.with_name(f"{path.name}-photos")
    for folder in (path, root):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RequestError(str(folder), "is not empty; a made library needs a new folder")
    maker = _Maker(_bases(bases, features, seed), features, seed)
    root.mkdir(parents=True, exist_ok=True)
    with Library.open(path, device=device) as library:
        library.add_folder(root)
        yield from _fill(library, maker, photos, control)
        for _ in library.scan(workers=1, control=control):
            yield photos
