"""The files of a ``SegmentedIndex``: immutable parts, and a manifest that says which of them count.

A folder holds ``manifest.ifx`` (replaced atomically), ``rows-N.ifx`` (ids, vectors, payload, and codes where
a model was there), ``codes-N.ifx`` (codes of a later model), ``removed-N.ifx`` (ids) and ``model-N.ifx``. N
never repeats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import CodeLists, CoderOnDevice
from imagefinder.compute.list_plan import LANES
from imagefinder.compute.list_search import alive_bits
from imagefinder.errors import DamagedFileError
from imagefinder.index.base import I64, IdOrder, compact_integers
from imagefinder.index.container import Array, Container, write_container
from imagefinder.index.lists import ListModel

MANIFEST = "manifest.ifx"
LARGE = 1 << 16  # rows from which a part keeps its codes laid out in lists on the disk
CHECK_ALL = 1 << 25  # bytes of a file below which even its vectors are checked when it is opened


def stamp_of(file: Path) -> tuple[int, int, int] | None:
    """What changes whenever a file is replaced; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the manifest.

    Attributes:
        kind: ``rows`` or ``removed``.
        first: the first sequence number that it covers (smaller than ``sequence`` after a merge).
        sequence: its own, which is the last that it covers.
        file: file name of the rows or of the removed ids.
        codes: file name of the codes; None without a model.
        n: rows, or ids removed.
    """

    kind: str
    first: int
    sequence: int
    file: str
    codes: str | None
    n: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the folder holds.

    Attributes:
        dim: dimensions of the vectors.
        dtype: ``uint8`` or ``float16``.
        payload_bytes: bytes kept beside each vector.
        bytes_per_vector: code length.
        sequence: of the last change.
        files: how many file numbers were given out.
        model: file name of the trained model; None below the exact limit.
        fitted_on: rows that were there when the model was trained.
        entries: rows and removals in the order in which they came.
    """

    dim: int
    dtype: str
    payload_bytes: int
    bytes_per_vector: int
    sequence: int = 0
    files: int = 0
    model: str | None = None
    fitted_on: int = 0
    entries: tuple[Entry, ...] = ()

    def write(self, folder: Path) -> None:
        """Replace the folder's manifest; durable on return."""
        write_container(folder / MANIFEST, "manifest", asdict(self), {})

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The folder's manifest.

        Raises:
            DamagedFileError, NewerFormatError, LibraryError
        """
        stored = Container(folder / MANIFEST, mapped=False)
        try:
            if stored.kind != "manifest":
                raise ValueError(f"kind {stored.kind}")
            values = dict(stored.parameters)
            values["entries"] = tuple(Entry(**e) for e in values["entries"])
            return cls(**values)
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedFileError(folder / MANIFEST, f"its content is impossible ({error})") from error

    def named(self, kind: str) -> tuple[str, Manifest]:
        """A file name that was never used, and the manifest that remembers so."""
        return f"{kind}-{self.files + 1}.ifx", replace(self, files=self.files + 1)

    def files_in_use(self) -> set[str]:
        """Every file name that counts."""
        names = {e.file for e in self.entries} | {e.codes for e in self.entries if e.codes}
        return names | {MANIFEST} | ({self.model} if self.model else set())


def code_arrays(cells: I64, codes: npt.NDArray[np.uint8], K: int) -> dict[str, Array]:
    """Codes (n, m) of cells (n,) < K, ready for a file: laid out in lists if there are many."""
    if len(codes) < LARGE:
        return {"cells": compact_integers(cells), "codes": codes}
    lists, order = CodeLists.build(codes, cells, K)
    return {
        "sizes": compact_integers(np.diff(lists.start)),
        "blocks": lists.blocks,
        "order": order.astype(np.uint32),
    }


def encoded_arrays(
    model: ListModel, coder: CoderOnDevice, vectors: npt.NDArray[Any], at_once: int = 1 << 16
) -> dict[str, Array]:
    """Vectors (n, d), encoded ``at_once`` by a model, ready for a file; see ``code_arrays``."""
    cells, codes = np.empty(len(vectors), np.int64), np.empty((len(vectors), model.coder.m), np.uint8)
    for i in range(0, len(vectors), at_once):
        part = slice(i, i + at_once)
        cells[part], codes[part], _ = model.encode(np.asarray(vectors[part], np.float32), coder)
    return code_arrays(cells, codes, model.lists)


class Part:
    """Rows that were written together; immutable.

    Attributes:
        entry: its line in the manifest.
        ids: (n,) int64.
        vectors: (n, d).
        payload: (n, p) uint8.
    """

    def __init__(self, folder: Path, entry: Entry, manifest: Manifest) -> None:
        self.entry, self._folder = entry, folder
        path = folder / entry.file
        self._stored = self._open(path)
        self.ids: I64 = self._stored["ids"]
        self.vectors: npt.NDArray[Any] = self._stored["vectors"]
        self.payload: npt.NDArray[np.uint8] = self._stored["payload"]
        wanted = {
            "ids": ((entry.n,), "int64"),
            "vectors": ((entry.n, manifest.dim), manifest.dtype),
            "payload": ((entry.n, manifest.payload_bytes), "uint8"),
        }
        for name, (shape, dtype) in wanted.items():
            array = self._stored[name]
            if array.shape != shape or array.dtype != np.dtype(dtype):
                raise DamagedFileError(path, f"holds {name} of the wrong shape or type")
        if entry.codes == entry.file:
            self._codes: Container | None = self._stored
        else:
            self._codes = self._open(folder / entry.codes) if entry.codes else None

    @staticmethod
    def _open(path: Path) -> Container:
        large = path.exists() and path.stat().st_size >= CHECK_ALL
        return Container(path, unchecked=("vectors",) if large else ())

    def __len__(self) -> int:
        return self.entry.n

    @property
    def large(self) -> bool:
        """Whether its codes are laid out on the disk."""
        return self._codes is not None and "blocks" in self._codes

    @property
    def nbytes(self) -> int:
        """Bytes of its files."""
        other = self._codes.bytes if self._codes is not None and self._codes is not self._stored else 0
        return self._stored.bytes + other

    @cached_property
    def by_id(self) -> IdOrder:
        """Finds rows by id."""
        return IdOrder(self.ids)

    def laid_out(self) -> tuple[CodeLists, I64]:
        """The lists of a large part, and which row stands at each position."""
        assert self._codes is not None
        start = np.concatenate([[0], np.cumsum(self._codes["sizes"].astype(np.int64))])
        lists = CodeLists(self._codes["blocks"], start, alive_bits(np.ones(len(self), np.bool_)))
        if start[-1] != len(self) or len(lists.blocks) != -(-len(self) // LANES):
            raise DamagedFileError(self._codes.path, "its lists do not add up")
        return lists, self._codes["order"].astype(np.int64)

    def coded(self) -> tuple[I64, npt.NDArray[np.uint8]]:
        """Cells (n,) and codes (n, m) by row."""
        assert self._codes is not None
        if not self.large:
            return self._codes["cells"].astype(np.int64), self._codes["codes"]
        lists, order = self.laid_out()
        positions = np.empty(len(self), np.int64)
        positions[order] = np.arange(len(self))
        return lists.lists_of(positions), lists.codes(positions)

    def check_vectors(self) -> None:
        """Compare the vectors with their checksums.

        Raises:
            DamagedFileError
        """
        self._stored.check("vectors")


def write_rows(
    path: Path,
    ids: I64,
    vectors: npt.NDArray[Any],
    payload: npt.NDArray[np.uint8],
    codes: Mapping[str, Array],
) -> None:
    """Write a part's file, durably."""
    write_container(path, "rows", {}, {"ids": ids, "vectors": vectors, "payload": payload, **codes})
