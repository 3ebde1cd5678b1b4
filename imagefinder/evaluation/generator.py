"""Composites from real photos, with their truth: the set that donor search is measured on.

The protocol: a random host, cropped and scaled, and one to three objects from other photos, scaled to 12–50 %
of the composite's longer side, turned, sometimes mirrored, recoloured, blurred and feathered; saved as JPEG
of varying quality. Everything follows from the seed and the sorted list of photos.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.compositing import Adjustment, Pasted, compose_maps, flatten, paste, placement
from imagefinder.evaluation.cutouts import Cutout, find_cutout
from imagefinder.evaluation.truth import DONOR, HOST, Rows, TrueSource, Truth, write_truth
from imagefinder.jobs import JobControl
from imagefinder.photos import SUFFIXES, read_photo

READ_SIDE = 1600
"""Photos are reduced to this longer side before they are cut up; the truth is in full-resolution pixels."""
SMALLEST_SIDE = 96
MAX_ENLARGEMENT = 1.6
"""An object is not enlarged further: a forger would take a larger donor."""
MIN_VISIBLE = 0.55
MAX_OVERLAP = 0.25


@dataclass(frozen=True, slots=True)
class Source:
    """A photo to make composites from: reduced pixels, and the map from full-resolution pixels to them."""

    name: str
    pixels: np.ndarray
    reduction: np.ndarray
    segments: np.ndarray | None


@dataclass(frozen=True, slots=True)
class Composite:
    """A finished composite and where each of its parts comes from.

    Attributes:
        pixels: (h, w, 3) uint8 sRGB.
        quality: JPEG quality to save it with.
        owner: (h, w) int32, 0 where the host shows, i + 1 where the donor i does.
        sources: names, host first.
        transforms: (2, 3) maps from each source's full-resolution pixels to the composite's, host first.
        kinds: kind of each donor's cut-out.
    """

    pixels: np.ndarray
    quality: int
    owner: np.ndarray
    sources: tuple[str, ...]
    transforms: tuple[np.ndarray, ...]
    kinds: tuple[str, ...]


def list_photos(folders: Sequence[Path]) -> list[Path]:
    """Every file with a photo's suffix below the folders, sorted, hidden folders left out.

    Raises:
        RequestError: when a folder is missing or unreadable.
    """
    found: set[Path] = set()
    for folder in folders:
        if not folder.is_dir():
            raise RequestError("--photos", f"{folder}: not a folder")
        try:
            found.update(
                path
                for path in folder.rglob("*")
                if path.suffix.lower() in SUFFIXES
                and not any(part.startswith(".") for part in path.relative_to(folder).parts)
                and path.is_file()
            )
        except OSError as error:
            raise RequestError("--photos", f"{folder}: {error.strerror or error}") from error
    return sorted(found)


def read_segments(photo: Path) -> np.ndarray | None:
    """A human segmentation kept beside a photo folder: ``<folder>_segments/<stem>.npz``, array ``seg``."""
    file = photo.parent.with_name(photo.parent.name + "_segments") / f"{photo.stem}.npz"
    if not file.is_file():
        return None
    with np.load(file, allow_pickle=False) as archive:
        return np.asarray(archive["seg"]) if "seg" in archive else None


def _read_source(photo: Path, name: str) -> Source | None:
    """The photo ready to be cut up; None when it cannot be read or is too small for the purpose."""
    try:
        read = read_photo(photo, max_side=READ_SIDE)
    except PhotoError:
        return None
    height, width = read.pixels.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        return None
    sx, sy = width / read.info.width, height / read.info.height
    # Pixel centres stand at whole numbers on both sides.
    reduction = np.array([[sx, 0, (sx - 1) / 2], [0, sy, (sy - 1) / 2]])
    return Source(name, read.pixels, reduction, read_segments(photo))


def _random_adjustment(rng: np.random.Generator) -> Adjustment:
    exposure = rng.uniform(0.75, 1.3)
    balance = rng.uniform(0.92, 1.08, 3)
    return Adjustment(
        gain=(exposure * balance[0], exposure * balance[1], exposure * balance[2]),
        offset=rng.uniform(-20, 20),
        gamma=rng.uniform(0.8, 1.25) if rng.random() < 0.3 else 1.0,
        blur=rng.uniform(0.4, 1.0) if rng.random() < 0.3 else 0.0,
        feather=rng.uniform(0.6, 2.0),
    )


def _random_turn(rng: np.random.Generator) -> float:
    kind = rng.random()
    if kind < 0.6:
        return float(rng.normal(0, 8))
    if kind < 0.9:
        return float(rng.uniform(-45, 45))
    return float(rng.uniform(-180, 180))


def _random_host(host: Source, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The host cropped and scaled, and the map from the host's full-resolution pixels to it."""
    height, width = host.pixels.shape[:2]
    left = top = right = bottom = 0
    if rng.random() < 0.5:
        left, right = (int(width * share) for share in rng.uniform(0, 0.15, 2))
        top, bottom = (int(height * share) for share in rng.uniform(0, 0.15, 2))
    crop = host.pixels[top : height - bottom, left : width - right]
    scale = rng.uniform(0.7, 1.15)
    size = (max(64, round(crop.shape[1] * scale)), max(64, round(crop.shape[0] * scale)))
    sx, sy = size[0] / crop.shape[1], size[1] / crop.shape[0]
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(crop, size, interpolation=method))
    cropping = np.array([[sx, 0, (sx - 1) / 2 - sx * left], [0, sy, (sy - 1) / 2 - sy * top]])
    return scaled, compose_maps(cropping, host.reduction)


def _fits(layer: Pasted, taken: np.ndarray) -> bool:
    """Whether enough of an object shows on the canvas and hides little of those before it."""
    shown = layer.alpha > 0.5
    if shown.sum() < max(64.0, MIN_VISIBLE * layer.whole_area):
        return False
    for number in range(1, int(taken.max(initial=0)) + 1):
        other = taken == number
        overlap = (shown & other).sum()
        if overlap > MAX_OVERLAP * min(shown.sum(), max(1, other.sum())):
            return False
    return True


def _place(
    donor: Source, cutout: Cutout, taken: np.ndarray, longer_side: float, rng: np.random.Generator
) -> Pasted | None:
    height, width = taken.shape
    _, _, w, h = cutout.box
    adjustment, degrees, mirrored = _random_adjustment(rng), _random_turn(rng), bool(rng.random() < 0.2)
    side = min(longer_side, MAX_ENLARGEMENT * max(w, h))
    for _ in range(30):
        centre = (rng.uniform(0.05, 0.95) * width, rng.uniform(0.05, 0.95) * height)
        transform = placement(cutout, centre, side, degrees, mirrored)
        layer = paste(donor.pixels, cutout, transform, (width, height), adjustment)
        if _fits(layer, taken):
            return layer
    return None


def make_composite(host: Source, donors: Sequence[Source], rng: np.random.Generator) -> Composite | None:
    """One composite; None when no donor found a place."""
    canvas, host_map = _random_host(host, rng)
    height, width = canvas.shape[:2]
    taken = np.zeros((height, width), np.int32)
    layers: list[Pasted] = []
    names: list[str] = []
    maps: list[np.ndarray] = []
    kinds: list[str] = []
    for donor in donors:
        cutout = find_cutout(donor.pixels, rng, donor.segments)
        layer = _place(donor, cutout, taken, rng.uniform(0.12, 0.5) * max(height, width), rng)
        if layer is None:
            continue
        layers.append(layer)
        taken[layer.alpha > 0.5] = len(layers)
        names.append(donor.name)
        maps.append(compose_maps(layer.transform, donor.reduction))
        kinds.append(cutout.kind)
    if not layers:
        return None
    pixels, owner = flatten(canvas, layers)
    return Composite(
        pixels=pixels,
        quality=int(rng.integers(55, 94)),
        owner=owner,
        sources=(host.name, *names),
        transforms=(host_map, *maps),
        kinds=tuple(kinds),
    )


def _as_rows(matrix: np.ndarray) -> Rows:
    (a, b, tx), (c, d, ty) = matrix.tolist()
    return (a, b, tx), (c, d, ty)


def save_composite(composite: Composite, folder: Path, name: str) -> tuple[TrueSource, ...]:
    """Write ``name.jpg`` and one mask PNG per source; returns the truth about it."""
    Image.fromarray(composite.pixels).save(folder / f"{name}.jpg", quality=composite.quality)
    truth = []
    for number, (source, matrix) in enumerate(zip(composite.sources, composite.transforms, strict=True)):
        mask = composite.owner == number
        file = f"{name}_host.png" if number == 0 else f"{name}_d{number - 1}.png"
        Image.fromarray((mask * np.uint8(255)).astype(np.uint8)).save(folder / file)
        truth.append(
            TrueSource(source, HOST if number == 0 else DONOR, file, float(mask.mean()), _as_rows(matrix))
        )
    return tuple(truth)


def name_in_world(photo: Path, folders: Sequence[Path]) -> str:
    """A photo's path as the truth names it: relative to its folder, led by the folder's own name."""
    for folder in folders:
        if photo.is_relative_to(folder):
            return f"{folder.name}/{photo.relative_to(folder).as_posix()}"
    return photo.as_posix()


def generate_composites(
    folders: Sequence[Path], out: Path, count: int, *, seed: int = 0, control: JobControl | None = None
) -> Iterator[tuple[int, Truth]]:
    """Make ``count`` composites, their masks and ``truth.json`` in ``out``.

    Args:
        folders: photos to make them from, searched in depth; nothing is written there.
        out: a new or empty folder outside of them.
        count: how many.
        seed: same seed, same photos: same composites.
        control: checked before each.

    Yields:
        How many are done, and the truth so far.

    Raises:
        RequestError: too few photos, ``out`` not empty or inside a photo folder.
    """
    if count < 1:
        raise RequestError("--generate", f"expected at least 1, got {count}")
    folders = [folder.absolute() for folder in folders]
    out = out.absolute()
    for folder in folders:
        if out.resolve().is_relative_to(folder.resolve()):
            raise RequestError("--out", f"{out}: lies among the photos of {folder}; nothing is written there")
    photos = list_photos(folders)
    if len(photos) < 2:
        raise RequestError(
            "--photos", f"at least 2 photos are needed to make a composite, found {len(photos)}"
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RequestError("--out", f"{out}: exists and is not an empty folder")
    out.mkdir(parents=True, exist_ok=True)
    truth: Truth = {}
    for number in range(count):
        if control is not None:
            control.check()
        composite = _nth_composite(photos, folders, number, seed)
        name = f"composite_{number:04d}"
        truth[f"{name}.jpg"] = save_composite(composite, out, name)
        write_truth(out / "truth.json", truth)
        yield number + 1, truth


def _nth_composite(photos: list[Path], folders: Sequence[Path], number: int, seed: int) -> Composite:
    for attempt in range(50):
        rng = np.random.default_rng([seed, number, attempt])
        chosen = rng.choice(len(photos), size=min(len(photos), 1 + int(rng.integers(1, 4))), replace=False)
        sources = [_read_source(photos[i], name_in_world(photos[i], folders)) for i in chosen]
        readable = [source for source in sources if source is not None]
        if len(readable) < 2 or sources[0] is None:
            continue
        composite = make_composite(readable[0], readable[1:], rng)
        if composite is not None:
            return composite
    raise RequestError(
        "--photos",
        "no composite could be made of these photos: they are unreadable or below 96 pixels a side",
    )
