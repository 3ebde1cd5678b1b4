"""A collection to look for copies in: real photos, some of them also as an edited file, and which is which.

Each edited photo has one original and each original at most one edited photo, so that a finder cannot reach a
hard version through an easy one. All other pairs of photos, look-alikes included, are negatives.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image

from imagefinder.errors import PhotoError, RequestError
from imagefinder.evaluation.edits import KINDS, Kind
from imagefinder.jobs import JobControl
from imagefinder.photos import SUFFIXES, read_photo

TRUTH = "truth.json"
PHOTOS = "photos"
EDITS = "edits"
EDIT_SIDE = 1024
QUALITY = 95
OnEdit = Callable[[int, int], None]


class Half(StrEnum):
    """Which photos of the world take part: thresholds are chosen on one half and reported on the other."""

    CHOOSE = "choose"
    REPORT = "report"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited photo.

    Attributes:
        path: of its file.
        original: the file that it was made from.
        kind: of change, as ``edits.KINDS`` names it.
        strength: in the kind's own unit.
    """

    path: Path
    original: Path
    kind: str
    strength: float


@dataclass(frozen=True, slots=True)
class CopyCollection:
    """The files of a collection.

    Attributes:
        folder: that holds all of them.
        photos: every real photo.
        edits: every edited one.
    """

    folder: Path
    photos: tuple[Path, ...]
    edits: tuple[Edit, ...]


def in_half(path: Path, half: Half) -> bool:
    """Whether a photo takes part: its name and its folder's name decide, wherever the world lies."""
    if half is Half.ALL:
        return True
    name = f"{path.parent.name}/{path.name}".encode("utf-8", "surrogateescape")
    return (hashlib.blake2b(name, digest_size=1).digest()[0] % 2 == 0) == (half is Half.CHOOSE)


def make_copy_collection(
    world: Sequence[Path],
    out: Path,
    *,
    per_kind: int = 20,
    half: Half = Half.ALL,
    seed: int = 0,
    kinds: Sequence[Kind] = KINDS,
    control: JobControl | None = None,
    on_edit: OnEdit | None = None,
) -> CopyCollection:
    """Put the photos of a world and edited versions of some of them into a new folder.

    Args:
        world: folders of photos; they are hard-linked where that is possible, copied otherwise.
        out: folder to make; must not hold anything yet.
        per_kind: edited photos of each kind of change, its strengths in turn.
        half: which photos take part.
        seed: chooses the originals and the changes' random parts.
        kinds: of change.
        control: checked before each edit.
        on_edit: hears of (done, total) edits.

    Raises:
        RequestError: no folder of photos, too few readable photos, or a folder that is not empty.
    """
    for root in world:
        if not root.is_dir():
            raise RequestError("--world", f"{root}: not a folder")
    if out.exists() and any(out.iterdir()):
        raise RequestError("--out", f"{out}: this folder is not empty")
    sources = [
        (root, path)
        for root in world
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix.casefold() in SUFFIXES and in_half(path, half)
    ]
    wanted = per_kind * len(kinds)
    if len(sources) < wanted:
        raise RequestError(
            "--per-kind", f"{wanted} photos are needed to edit each once, and {len(sources)} take part"
        )
    photos = [_take(root, path, out / PHOTOS) for root, path in sources]
    rng = np.random.default_rng(seed)
    edits: list[Edit] = []
    (out / EDITS).mkdir(parents=True, exist_ok=True)
    for place in rng.permutation(len(photos)).tolist():
        if len(edits) == wanted:
            break
        if control is not None:
            control.check()
        number, turn = len(edits) % len(kinds), len(edits) // len(kinds)
        kind = kinds[number]
        strength = kind.strengths[turn % len(kind.strengths)]
        try:
            pixels = read_photo(photos[place], max_side=EDIT_SIDE).pixels
        except PhotoError:
            continue
        changed = kind.change(pixels, strength, np.random.default_rng([seed, place, number]))
        path = out / EDITS / f"{len(edits):05d}.jpg"
        Image.fromarray(changed).save(path, quality=QUALITY)
        edits.append(Edit(path, photos[place], kind.name, strength))
        if on_edit is not None:
            on_edit(len(edits), wanted)
    if len(edits) < wanted:
        raise RequestError("--world", f"only {len(edits)} photos could be read, {wanted} are needed")
    collection = CopyCollection(out, tuple(photos), tuple(edits))
    _write_truth(collection)
    return collection


def _take(root: Path, path: Path, into: Path) -> Path:
    target = into / root.name / path.relative_to(root)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)
    return target


def _write_truth(collection: CopyCollection) -> None:
    document = {
        "format": 1,
        "photos": [str(path.relative_to(collection.folder)) for path in collection.photos],
        "edits": [
            {
                "path": str(edit.path.relative_to(collection.folder)),
                "original": str(edit.original.relative_to(collection.folder)),
                "kind": edit.kind,
                "strength": edit.strength,
            }
            for edit in collection.edits
        ],
    }
    temporary = collection.folder / f"{TRUTH}.part"
    temporary.write_text(json.dumps(document, indent=1), encoding="utf-8", errors="surrogateescape")
    temporary.replace(collection.folder / TRUTH)


def read_copy_collection(folder: Path) -> CopyCollection:
    """The collection that ``make_copy_collection`` left in a folder.

    Raises:
        RequestError: when there is none.
    """
    file = folder / TRUTH
    try:
        document = json.loads(file.read_text(encoding="utf-8", errors="surrogateescape"))
        photos = tuple(folder / name for name in document["photos"])
        edits = tuple(
            Edit(folder / item["path"], folder / item["original"], str(item["kind"]), float(item["strength"]))
            for item in document["edits"]
        )
    except OSError as error:
        raise RequestError("--collection", f"{file}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RequestError("--collection", f"{file}: not the truth of a collection of copies") from error
    return CopyCollection(folder, photos, edits)
