"""One vector space on disk: appended in parts, searched as one, never rebuilt by adding."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from imagefinder.compute import CoderOnDevice, Device, open_device
from imagefinder.errors import LibraryError
from imagefinder.index.base import F32, I64, finish
from imagefinder.index.checks import checked_count, checked_ids, checked_vectors
from imagefinder.index.container import write_container
from imagefinder.index.errors import ElementTypeError, IdError, ShapeError
from imagefinder.index.exact import exact_search, kept_as
from imagefinder.index.lists import ListModel
from imagefinder.index.lopq import LOPQ, parameters_for
from imagefinder.index.segments import (
    LARGE,
    MANIFEST,
    Entry,
    Manifest,
    Part,
    code_arrays,
    encoded_arrays,
    stamp_of,
    write_rows,
)
from imagefinder.index.snapshot import Snapshot, load_snapshot
from imagefinder.jobs import JobControl

GROWTH = 8  # how many times larger than when it was trained the index may grow before append trains it anew
SMALL_PARTS = 64  # parts that append lets lie before it joins the older ones
TRAINING = 1 << 18


@dataclass(frozen=True, slots=True)
class SegmentHits:
    """What a search found: q queries, k neighbours, p payload bytes.

    Attributes:
        ids: (q, k) int64, nearest first, −1 where there are fewer.
        distances: (q, k) float32, squared, inf there.
        payload: (q, k, p) uint8, zero there.
    """

    ids: I64
    distances: F32
    payload: npt.NDArray[np.uint8]


class SegmentedIndex:
    """One vector space in a folder: exact while it is small, LOPQ once it has grown past ``exact_below``.

    ``append`` and ``remove`` are durable when they return and get a sequence number; ``truncate`` takes back
    whatever came later than a number. Any number of threads may search while one writes. ``append`` trains
    the first model, trains anew at every eightfold growth, and joins small parts older than the last two;
    everything else about tidying up is ``merge`` and ``refit``.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, *, device: Device, read_only: bool, exact_below: int
    ) -> None:  # fmt: skip
        """Use ``SegmentedIndex.open``."""
        self.folder = folder
        self.read_only = read_only
        self._device, self._exact_below = device, exact_below
        self._writing = threading.RLock()
        self._manifest_on_disk: tuple[int, int, int] | None = None  # looked at when first asked
        self._loaded = load_snapshot(folder, manifest, None, device)

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        dim: int,
        dtype: Any = np.uint8,
        payload_bytes: int = 0,
        device: Device | str | None = None,
        bytes_per_vector: int = 32,
        read_only: bool = False,
        exact_below: int = 4096,
    ) -> SegmentedIndex:
        """Open the index in ``folder``, or make an empty one.

        Args:
            folder: where; made if missing.
            dim: dimensions of the vectors.
            dtype: uint8 or float16, how they are kept.
            payload_bytes: bytes that travel with each vector.
            device: where to compute.
            bytes_per_vector: of the codes.
            read_only: refuse changes, and make nothing.
            exact_below: vectors up to which search is exact.

        Raises:
            DamagedFileError, NewerFormatError, LibraryError: a file is at fault, or the folder holds another
                space.
        """
        folder = Path(folder)
        kept = np.dtype(dtype)
        if kept not in (np.dtype(np.uint8), np.dtype(np.float16)):
            raise ElementTypeError(f"vectors are kept as uint8 or float16, not {kept}")
        wanted = Manifest(
            checked_count("dim", dim), kept.name, checked_count("payload_bytes", payload_bytes, 0),
            checked_count("bytes_per_vector", bytes_per_vector, 1, 256),
        )  # fmt: skip
        manifest = wanted
        if (folder / MANIFEST).exists():
            manifest = Manifest.read(folder)
            for name in ("dim", "dtype", "payload_bytes"):
                if getattr(manifest, name) != getattr(wanted, name):
                    raise LibraryError(
                        folder,
                        f"holds vectors of {name} {getattr(manifest, name)}, not {getattr(wanted, name)}",
                    )
        elif not read_only:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LibraryError(folder, f"cannot be made: {error.strerror or error}") from error
            manifest.write(folder)
        chosen = device if isinstance(device, Device) else open_device(device)
        index = cls(folder, manifest, device=chosen, read_only=read_only, exact_below=exact_below)
        if not read_only:
            index._sweep()
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is pending: every change was durable when it returned."""

    # what it is

    @property
    def _state(self) -> Snapshot:
        """What is there now. A reader sees what a writer elsewhere has added as soon as it is durable: the
        manifest is looked at each time, and read when it is another.
        """
        if self.read_only and (found := stamp_of(self.folder / MANIFEST)) != self._manifest_on_disk:
            with self._writing:
                try:
                    manifest = Manifest.read(self.folder)
                    self._loaded = load_snapshot(self.folder, manifest, self._loaded, self._device)
                    self._manifest_on_disk = found
                except (LibraryError, OSError):
                    pass  # the writer went on meanwhile, or tidies up; what is open stays whole until then
        return self._loaded

    def __len__(self) -> int:
        return self._state.living

    @property
    def sequence(self) -> int:
        """Number of the last change."""
        return self._state.manifest.sequence

    @property
    def state(self) -> Snapshot:
        """What a search sees now; it stays as it is while others write."""
        return self._state

    @property
    def method(self) -> str:
        """``exact`` or ``LOPQ``."""
        return "exact" if self._state.model is None else "LOPQ"

    @property
    def parameters(self) -> dict[str, Any]:
        """The method's parameters; empty for exact search."""
        state = self._state
        if state.model is None:
            return {}
        coder = state.model.coder
        return {
            "coarse": state.model.lists,
            "bytes_per_vector": coder.m,
            "probes": self._probes(state.model),
            "rotations": 0 if coder.rotations is None else len(coder.rotations),
            "fitted_on": state.manifest.fitted_on,
            "parts": len(state.parts),
        }

    @property
    def nbytes(self) -> int:
        """Bytes that searching keeps at hand: codes, ids and the model, or the vectors while search is
        exact.
        """
        state = self._state
        if state.model is None:
            return state.living * (state.manifest.dim * np.dtype(state.manifest.dtype).itemsize + 8)
        model = sum(a.nbytes for a in state.model.arrays().values())
        return state.living * (state.model.coder.m + 8) + model

    @property
    def disk_bytes(self) -> int:
        """Bytes of all its files."""
        files = (self.folder / name for name in self._state.manifest.files_in_use())
        return sum(file.stat().st_size for file in files if file.exists())

    @property
    def fit_due(self) -> bool:
        """Whether it has outgrown its model (or exact search), so that ``refit`` would pay."""
        state = self._state
        if state.model is None:
            return state.living >= self._exact_below
        return state.living >= GROWTH * max(1, state.manifest.fitted_on)

    # changes

    def append(self, X: Any, ids: Any, payload: Any = None) -> int:
        """Add vectors, durably.

        Args:
            X: (n, d) real numbers; whole numbers from 0 to 255 where they are kept as uint8.
            ids: (n,) integers ≥ 0, none in use.
            payload: (n, p) uint8; None only where p is 0.

        Returns:
            The sequence number of this change.

        Raises:
            ShapeError, ElementTypeError, NotFiniteError, IdError; DiskFullError, LibraryError
        """
        self._refuse_read_only()
        with self._writing:
            state = self._state
            vectors = checked_vectors(X, state.manifest.dim)
            chosen = checked_ids(ids, len(vectors))
            kept = kept_as(vectors, np.dtype(state.manifest.dtype))
            extra = self._checked_payload(payload, len(vectors))
            used = state.find(chosen) >= 0
            if used.any():
                raise IdError(f"id {chosen[int(used.argmax())]} is already in use; remove it first")
            name, manifest = state.manifest.named("rows")
            codes: dict[str, Any] = {}
            if state.model is not None and state.coder is not None:
                codes = encoded_arrays(state.model, state.coder, kept)
            write_rows(self.folder / name, chosen, kept, extra, codes)
            number = manifest.sequence + 1
            entry = Entry("rows", number, number, name, name if codes else None, len(kept))
            manifest = replace(manifest, sequence=number, entries=(*manifest.entries, entry))
            self._commit(manifest)
            if self.fit_due:
                self.refit()
            elif sum(e.kind == "rows" and e.n < LARGE for e in manifest.entries) > SMALL_PARTS:
                self._join(manifest.entries[:-2])
            return number

    def remove(self, ids: Any) -> int:
        """Forget vectors by id, durably; unknown ids are passed over. Returns the sequence number."""
        self._refuse_read_only()
        wanted = np.unique(np.atleast_1d(np.asarray(ids)))
        chosen = checked_ids(wanted, len(wanted))
        with self._writing:
            chosen = chosen[self._state.find(chosen) >= 0]
            if not len(chosen):
                return self.sequence
            name, manifest = self._state.manifest.named("removed")
            write_container(self.folder / name, "removed", {}, {"ids": chosen})
            number = manifest.sequence + 1
            entry = Entry("removed", number, number, name, None, len(chosen))
            self._commit(replace(manifest, sequence=number, entries=(*manifest.entries, entry)))
            return number

    def truncate(self, sequence: int) -> None:
        """Take back every change later than ``sequence``.

        Raises:
            LibraryError: that change was joined with earlier ones since.
        """
        self._refuse_read_only()
        with self._writing:
            manifest = self._state.manifest
            if sequence >= manifest.sequence:
                return
            for entry in manifest.entries:
                if entry.first <= sequence < entry.sequence:
                    raise LibraryError(self.folder, f"change {sequence} was merged into {entry.sequence}")
            kept = tuple(e for e in manifest.entries if e.sequence <= sequence)
            self._commit(replace(manifest, sequence=max(0, sequence), entries=kept))
            self._sweep()

    def merge(self) -> None:
        """Join parts until each is more than twice as large as all later ones, and drop what was removed."""
        self._refuse_read_only()
        with self._writing:
            state = self._state
            total, first = 0, len(state.manifest.entries)
            living = {p.entry.sequence: int(a.sum()) for p, a in zip(state.parts, state.alive, strict=True)}
            for at in reversed(range(len(state.manifest.entries))):
                entry = state.manifest.entries[at]
                if entry.kind == "removed":
                    continue
                count = living[entry.sequence]
                if count <= 2 * total or total == 0 or count < 0.8 * entry.n or entry.n < LARGE:
                    first = at  # not the end of the search: a large part may hide a row of equal ones
                total += count
            run = state.manifest.entries[first:]
            if sum(e.kind == "rows" for e in run) > 1 or any(
                e.kind == "removed" for e in state.manifest.entries
            ):
                self._join(run)

    def refit(self, control: JobControl | None = None) -> None:
        """Train a model for what is there now, encode everything with it, and swap it in whole.

        Searches go on with the old model until then; appends too: they are encoded at the end.
        """
        self._refuse_read_only()
        state = self._state
        if not state.living:
            return
        lopq = LOPQ(**parameters_for(state.living, state.manifest.bytes_per_vector), device=self._device)
        lopq.fit(self.sample(TRAINING), control=control)
        coder = CoderOnDevice(lopq.model.coder, self._device)
        encoded: dict[str, str] = {}
        with self._writing:
            number = self._state.manifest
        for part in state.parts:
            if control:
                control.check()
            number = self._encode(part, lopq.model, coder, encoded, number)
        with self._writing:
            latest = self._state
            number = replace(latest.manifest, files=max(number.files, latest.manifest.files))
            for part in latest.parts:
                if part.entry.file not in encoded:
                    number = self._encode(part, lopq.model, coder, encoded, number)
            name, number = number.named("model")
            write_container(
                self.folder / name, "model", {"probes": lopq._default_probes}, lopq.model.arrays()
            )
            entries = tuple(
                replace(e, codes=encoded[e.file]) if e.kind == "rows" else e for e in latest.manifest.entries
            )
            self._commit(replace(number, model=name, fitted_on=state.living, entries=entries))
            self._sweep()

    # looking up

    def search(self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0) -> SegmentHits:
        """The k nearest vectors of each query.

        Args:
            Q: (q, d) real numbers.
            k: how many.
            probes: cells visited; None for the index's own choice.
            rerank: candidates (at least k) whose true distance decides; 0 keeps the distances of the codes.

        Raises:
            ShapeError, ElementTypeError, NotFiniteError, ParameterError
        """
        state = self._state
        queries = checked_vectors(Q, state.manifest.dim)
        k = checked_count("k", k)
        depth = max(k, checked_count("rerank", rerank, 0))
        if probes is not None:
            checked_count("probes", probes)
        if state.model is None:
            vectors, numbers = state.everything
            found, distances = exact_search(queries, vectors, k, self._device)
            rows = np.where(found >= 0, numbers[found], -1) if len(numbers) else found
        else:
            rows, distances = state.search(
                queries, depth, self._probes(state.model) if probes is None else probes
            )
            if rerank:
                distances = state.measure(queries, rows)
            rows, distances = finish(rows, distances, k)
        return SegmentHits(state.gather(rows, "ids"), distances, state.gather(rows, "payload"))

    def vectors(self, ids: Any) -> npt.NDArray[Any]:
        """(n, d) vectors of ids (n,).

        Raises:
            IdError: an id is not here.
        """
        state = self._state
        return state.gather(state.rows_of(ids), "vectors")

    def sample(self, n: int, seed: int = 0) -> npt.NDArray[Any]:
        """At most n of the living vectors (n, d), chosen by ``seed``, in their order."""
        state = self._state
        rows = state.living_rows
        if len(rows) > n:
            rows = np.sort(np.random.default_rng(seed).choice(rows, n, replace=False))
        return state.gather(rows, "vectors")

    def payload(self, ids: Any) -> npt.NDArray[np.uint8]:
        """(n, p) uint8 payload of ids (n,).

        Raises:
            IdError: an id is not here.
        """
        state = self._state
        return state.gather(state.rows_of(ids), "payload")

    def contains(self, ids: Any) -> npt.NDArray[np.bool_]:
        """(n,) bool: which of ids (n,) are here."""
        return self._state.find(np.asarray(ids, np.int64)) >= 0

    # the inside

    @staticmethod
    def _probes(model: ListModel) -> int:
        return min(model.lists, 16)

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise LibraryError(self.folder, "was opened for reading only")

    def _checked_payload(self, payload: Any, n: int) -> npt.NDArray[np.uint8]:
        p = self._state.manifest.payload_bytes
        array = np.zeros((n, 0), np.uint8) if payload is None else np.asarray(payload)
        if array.dtype != np.uint8:
            raise ElementTypeError(f"payload must be uint8, got {array.dtype}")
        if array.shape != (n, p):
            raise ShapeError(f"payload must have shape ({n}, {p}), got {array.shape}")
        return array

    def _encode(
        self, part: Part, model: ListModel, coder: CoderOnDevice, encoded: dict[str, str], number: Manifest
    ) -> Manifest:
        part.check_vectors()
        name, number = number.named("codes")
        write_container(self.folder / name, "codes", {}, encoded_arrays(model, coder, part.vectors))
        encoded[part.entry.file] = name
        return number

    def _join(self, run: Sequence[Entry]) -> None:
        """Replace a run of entries by one part of their living rows; removals stay while they concern
        earlier parts.
        """
        state = self._state
        inside = [p for p in state.parts if p.entry in run]
        masks = [a for p, a in zip(state.parts, state.alive, strict=True) if p.entry in run]
        if not inside:
            return
        for part in inside:
            part.check_vectors()
        ids, vectors, payload = (
            np.concatenate([getattr(p, what)[a] for p, a in zip(inside, masks, strict=True)])
            for what in ("ids", "vectors", "payload")
        )
        codes: dict[str, Any] = {}
        if state.model is not None:
            coded = [(c[a], b[a]) for (c, b), a in zip((p.coded() for p in inside), masks, strict=True)]
            cells, rows = zip(*coded, strict=True)
            codes = code_arrays(np.concatenate(cells), np.concatenate(rows), state.model.lists)
        name, manifest = state.manifest.named("rows")
        write_rows(self.folder / name, ids, vectors, payload, codes)
        sequences = [e.sequence for e in run]
        joined = Entry(
            "rows", min(e.first for e in run), max(sequences), name, name if codes else None, len(ids)
        )
        gone = {p.entry.file for p in inside}
        rest = [e for e in manifest.entries if e.file not in gone]
        earliest = min((e.sequence for e in rest if e.kind == "rows"), default=joined.sequence)
        rest = [e for e in rest if e.kind == "rows" or e.sequence > min(earliest, joined.sequence)]
        entries = sorted([*rest, joined], key=lambda e: e.sequence)
        self._commit(replace(manifest, entries=tuple(entries)))
        self._sweep()

    def _commit(self, manifest: Manifest) -> None:
        """Make a manifest the one that counts, on the disk and then here."""
        state = load_snapshot(self.folder, manifest, self._loaded, self._device)
        manifest.write(self.folder)
        self._loaded = state

    def _sweep(self) -> None:
        """Delete files that no longer count: of an interrupted change, or replaced."""
        used = self._state.manifest.files_in_use()
        for path in self.folder.iterdir():
            ours = path.suffix == ".ifx" or path.name.endswith(".tmp")
            if ours and path.name not in used:
                try:
                    path.unlink()
                except (
                    OSError
                ):  # still mapped by a search, where the system minds: the next opening deletes it
                    continue
