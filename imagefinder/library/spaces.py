"""Opening the two vector spaces of a library so that they agree with the catalog, come what may."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from imagefinder.catalog import GLOBAL, LOCAL, Catalog, explain
from imagefinder.compute import Device
from imagefinder.errors import DamagedFileError, LibraryError
from imagefinder.features import GEOMETRY_BYTES, GLOBAL_DIM, LOCAL_DIM
from imagefinder.index import SegmentedIndex
from imagefinder.library.describe import GLOBAL_MODEL, LOCAL_MODEL

_ATTEMPTS = 5
EXACT_UP_TO = 16_384
"""Vectors below which a space is searched exactly and no model is trained at the end of a scan: a query
brings thousands of features, so exact search of more takes longer each time than training takes once.
"""
TRAIN_DURING_SCAN = 8_000_000
"""Vectors beyond which a model is trained while the scan goes on (and again at every eightfold growth): a
collection of many thousands of photos must be searched fast before its scan ends, a smaller one must not
wait for training half-way.
"""


@dataclass(frozen=True, slots=True)
class SpaceForm:
    """What kind of vectors a space holds.

    Attributes:
        name: in the catalog, and of its folder.
        model: what made the vectors; vectors of different models are never compared.
        dim: numbers in a vector.
        dtype: of a number.
        payload_bytes: kept beside each vector.
    """

    name: str
    model: str
    dim: int
    dtype: type[np.uint8] | type[np.float16]
    payload_bytes: int


GLOBAL_SPACE = SpaceForm(GLOBAL, GLOBAL_MODEL, GLOBAL_DIM, np.float16, 0)
LOCAL_SPACE = SpaceForm(LOCAL, LOCAL_MODEL, LOCAL_DIM, np.uint8, GEOMETRY_BYTES)


def open_space(folder: Path, catalog: Catalog, form: SpaceForm, device: Device | None) -> SegmentedIndex:
    """Open a space, for writing unless the catalog is read-only.

    For writing, three things are put right first: vectors of another model are dropped and everything is
    marked to be described again; segments that were written without their rows (a kill between the two) are
    dropped; and where the files hold less than the catalog says (someone took them away), everything is
    described again.

    Raises:
        DamagedFileError: a file of the space fails its checks.
        NewerFormatError: it was written by a newer version.
        LibraryError: it cannot be opened.
    """
    path = folder / form.name
    known = catalog.spaces.get(form.name)
    if catalog.read_only:
        return _open_beside_writer(path, form, device)
    if known is None or known[0] != form.model:
        catalog.spaces.renew(form.name, form.model)
        known = (form.model, 0)
    if known[1] == 0:
        # Nothing in it is vouched for; what lies there may be of another model and another shape.
        try:
            shutil.rmtree(path)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise explain(path, error) from error
    index = _open(path, form, device, read_only=False)
    if index.sequence > known[1]:
        index.truncate(known[1])
    elif index.sequence < known[1]:
        catalog.spaces.renew(form.name, form.model)
        index.truncate(0)
    return index


def _open_beside_writer(path: Path, form: SpaceForm, device: Device | None) -> SegmentedIndex:
    """Open for reading, while a writer may replace files that the manifest has just named."""
    for _ in range(_ATTEMPTS):
        try:
            return _open(path, form, device, read_only=True)
        except (LibraryError, FileNotFoundError):
            time.sleep(0.05)
    return _open(path, form, device, read_only=True)


def _open(path: Path, form: SpaceForm, device: Device | None, *, read_only: bool) -> SegmentedIndex:
    try:
        return SegmentedIndex.open(
            path,
            dim=form.dim,
            dtype=form.dtype,
            payload_bytes=form.payload_bytes,
            device=device,
            read_only=read_only,
            exact_below=TRAIN_DURING_SCAN,
        )
    except DamagedFileError as error:
        raise DamagedFileError(
            error.path,
            f"the index is damaged ({error}); delete the folder {path} and scan again to rebuild it",
        ) from error
    except OSError as error:
        raise explain(path, error) from error


def needs_training(index: SegmentedIndex) -> bool:
    """Whether a space has outgrown exact search, or its model."""
    return index.fit_due or (index.method == "exact" and len(index) >= EXACT_UP_TO)
