"""One state of a ``SegmentedIndex``: what a search keeps while others write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import CodeLists, CoderOnDevice, Device, ListSearcher
from imagefinder.compute.list_search import alive_bits
from imagefinder.errors import DamagedFileError
from imagefinder.index.base import F32, I64, finish
from imagefinder.index.container import Container
from imagefinder.index.errors import IdError
from imagefinder.index.exact import measure
from imagefinder.index.lists import ListModel
from imagefinder.index.segments import Manifest, Part


@dataclass(frozen=True)
class Snapshot:
    """One state of the index; a search keeps the one that it began with.

    Rows count over all parts in order.
    """

    manifest: Manifest
    parts: tuple[Part, ...]
    alive: tuple[npt.NDArray[np.bool_], ...]
    model: ListModel | None
    coder: CoderOnDevice | None
    device: Device

    @cached_property
    def offsets(self) -> I64:
        """First row of each part, and the end."""
        return np.concatenate([[0], np.cumsum([len(p) for p in self.parts])]).astype(np.int64)

    @cached_property
    def living(self) -> int:
        """How many rows were not removed."""
        return int(sum(int(a.sum()) for a in self.alive))

    @cached_property
    def living_rows(self) -> I64:
        """Rows that were not removed."""
        found = [np.flatnonzero(a) + o for a, o in zip(self.alive, self.offsets[:-1], strict=True)]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    @cached_property
    def searchers(self) -> list[tuple[ListSearcher, I64]]:
        """Large parts two by two, the small ones as one, with the row at each position (−1 for none)."""
        assert self.coder is not None and self.model is not None
        sets: list[tuple[CodeLists, I64]] = []
        tail: list[tuple[I64, npt.NDArray[np.uint8], I64]] = []
        for part, alive, offset in zip(self.parts, self.alive, self.offsets[:-1], strict=True):
            if part.large:
                lists, order = part.laid_out()
                if not alive.all():
                    lists = replace(lists, alive=alive_bits(alive[order]))
                sets.append((lists, order + offset))
            else:
                cells, codes = part.coded()
                rows = np.flatnonzero(alive)
                tail.append((cells[rows], codes[rows], rows + offset))
        if tail:
            cells, codes, rows = (np.concatenate(c) for c in zip(*tail, strict=True))
            lists, order = CodeLists.build(codes, cells, self.model.lists)
            sets.append((lists, rows[order]))
        found: list[tuple[ListSearcher, I64]] = []
        for i in range(0, len(sets), 2):
            lists, numbers = sets[i]
            more = sets[i + 1] if i + 1 < len(sets) else None
            searcher = ListSearcher(self.coder, lists, more[0] if more else None)
            if more:
                gap = np.full(searcher.offset - len(numbers), -1, np.int64)
                numbers = np.concatenate([numbers, gap, more[1]])
            found.append((searcher, numbers))
        return found

    @cached_property
    def everything(self) -> tuple[npt.NDArray[Any], I64]:
        """All living vectors and their rows, for exact search."""
        rows = [np.flatnonzero(a) for a in self.alive]
        vectors = [p.vectors[r] for p, r in zip(self.parts, rows, strict=True)]
        offset = [r + o for r, o in zip(rows, self.offsets[:-1], strict=True)]
        if not rows:
            return np.zeros((0, self.manifest.dim), self.manifest.dtype), np.zeros(0, np.int64)
        return np.concatenate(vectors), np.concatenate(offset)

    def gather(self, rows: I64, what: str) -> npt.NDArray[Any]:
        """``ids``, ``vectors`` or ``payload`` of rows (…,); zero or −1 for row −1."""
        shape = {"ids": (), "vectors": (self.manifest.dim,), "payload": (self.manifest.payload_bytes,)}[what]
        dtype = {"ids": "int64", "vectors": self.manifest.dtype, "payload": "uint8"}[what]
        flat = rows.ravel()
        out = np.full((rows.size, *shape), -1 if what == "ids" else 0, dtype)
        for part, first, end in zip(self.parts, self.offsets[:-1], self.offsets[1:], strict=True):
            chosen = np.flatnonzero((flat >= first) & (flat < end))
            if len(chosen) == len(flat):
                out = getattr(part, what).take(flat - first, axis=0)
            elif len(chosen):
                out[chosen] = getattr(part, what).take(flat[chosen] - first, axis=0)
        return out.reshape(*rows.shape, *shape)

    def find(self, ids: I64) -> I64:
        """Row of each living id, −1 for the others."""
        rows = np.full(len(ids), -1, np.int64)
        for part, alive, offset in zip(self.parts, self.alive, self.offsets[:-1], strict=True):
            found = part.by_id.find(ids)
            living = (found >= 0) & alive[np.maximum(found, 0)]
            rows[living] = found[living] + offset
        return rows

    def rows_of(self, ids: Any) -> I64:
        """Row of each id.

        Raises:
            IdError: an id is not here.
        """
        wanted = np.asarray(ids, np.int64)
        rows = self.find(wanted)
        if len(wanted) and rows.min() < 0:
            raise IdError(f"id {wanted[int(rows.argmin())]} is not in the index")
        return rows

    def search(self, queries: F32, depth: int, probes: int) -> tuple[I64, F32]:
        """Rows (q, depth) int64 or −1 and squared distances by codes, in the ``probes`` nearest cells."""
        assert self.model is not None and self.coder is not None
        z = self.model.project(queries)
        visited = self.coder.cells.nearest(z, min(self.model.lists, probes))
        rows, distances = [], []
        for searcher, numbers in self.searchers:
            d, positions = searcher.search(z, visited, depth)
            rows.append(np.where(positions >= 0, numbers[positions], -1) if len(numbers) else positions)
            distances.append(d)
        if len(rows) == 1:
            return rows[0], distances[0]
        return finish(np.concatenate(rows, axis=1), np.concatenate(distances, axis=1), depth)

    def measure(self, queries: F32, rows: I64) -> F32:
        """(q, r) true squared distances to rows (q, r); inf for row −1."""
        if len(self.parts) == 1:
            return measure(queries, self.parts[0].vectors, rows)
        unique, inverse = np.unique(rows, return_inverse=True)
        found = measure(queries, self.gather(unique, "vectors"), inverse.reshape(rows.shape))
        return np.where(rows >= 0, found, np.float32(np.inf))


def load_snapshot(folder: Path, manifest: Manifest, before: Snapshot | None, device: Device) -> Snapshot:
    """What a manifest stands for; parts and model that ``before`` has already are taken over.

    Raises:
        DamagedFileError, NewerFormatError, LibraryError: a file is at fault.
    """
    known = {p.entry: p for p in before.parts} if before else {}
    parts = tuple(known.get(e) or Part(folder, e, manifest) for e in manifest.entries if e.kind == "rows")
    alive = [np.ones(len(p), np.bool_) for p in parts]
    for entry in manifest.entries:
        if entry.kind != "removed":
            continue
        ids = Container(folder / entry.file, mapped=False)["ids"]
        for part, mask in zip(parts, alive, strict=True):
            if part.entry.sequence < entry.sequence:
                found = part.by_id.find(ids)
                mask[found[found >= 0]] = False
    if before and before.manifest.model == manifest.model:
        return Snapshot(manifest, parts, tuple(alive), before.model, before.coder, device)
    if manifest.model is None:
        return Snapshot(manifest, parts, tuple(alive), None, None, device)
    stored = Container(folder / manifest.model, mapped=False)
    try:
        model = ListModel.restore(stored)
    except (ValueError, IndexError) as error:
        raise DamagedFileError(stored.path, f"its content is impossible ({error})") from error
    return Snapshot(manifest, parts, tuple(alive), model, CoderOnDevice(model.coder, device), device)
