"""What every index has in common: the verbs, the checks, ids, locking and files."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device, open_device
from imagefinder.errors import DamagedFileError, NotFittedError
from imagefinder.index.checks import checked_count, checked_ids, checked_vectors
from imagefinder.index.container import Array, Container, write_container
from imagefinder.index.errors import IdError
from imagefinder.jobs import JobControl

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


class Index(ABC):
    """Nearest neighbours of vectors in R^d by squared Euclidean distance, under stable 64-bit ids.

    ``search`` may run in any number of threads while one other thread at a time adds or removes: a search
        works on the
    vectors that were there when it began. Everything random comes from ``seed``; the same calls give the same
    answers.

    Attributes:
        kind: the method's name, as in its paper; also the kind of its files.
        seed: where randomness comes from.
        device: where it computes.
    """

    kind: ClassVar[str]
    needs_fit: ClassVar[bool] = True

    def __init__(self, *, device: Device | str | None = None, seed: int = 0) -> None:
        self.device = device if isinstance(device, Device) else open_device(device)
        self.seed = checked_count("seed", seed, 0)
        self._d: int | None = None
        self._next_id = 0
        self._writing = threading.RLock()

    # the verbs

    @property
    def dimensions(self) -> int:
        """d of the vectors that it was fitted to.

        Raises:
            NotFittedError
        """
        if self._d is None:
            raise NotFittedError(f"{self.kind}: fit it to training vectors first")
        return self._d

    def fit(self, X: Any, *, control: JobControl | None = None) -> Self:
        """Learn from training vectors X (n, d), n ≥ 1; parameters shrink to what n can teach.

        An index that holds vectors cannot be fitted again: their codes would lose their meaning.

        Raises:
            ShapeError, ElementTypeError, NotFiniteError, IdError
        """
        vectors = checked_vectors(X)
        if not len(vectors):
            from imagefinder.index.errors import ShapeError

            raise ShapeError("fitting needs at least one vector")
        with self._writing:
            if len(self):
                raise IdError(
                    f"{self.kind} holds {len(self)} vectors and cannot be fitted again; make a new one"
                )
            self._fit(vectors, np.random.default_rng(self.seed), control)
            self._d = vectors.shape[1]
        return self

    def add(self, X: Any, ids: Any = None) -> I64:
        """Add vectors X (n, d).

        Args:
            X: real numbers.
            ids: (n,) integers ≥ 0, none in use; None goes on from the largest id ever used.

        Returns:
            Their ids, (n,) int64.

        Raises:
            NotFittedError, ShapeError, ElementTypeError, NotFiniteError, IdError
        """
        if self._d is None and not self.needs_fit:
            self._d = checked_vectors(X).shape[1]
        vectors = checked_vectors(X, self.dimensions)
        with self._writing:
            if ids is None:
                chosen = np.arange(self._next_id, self._next_id + len(vectors), dtype=np.int64)
            else:
                chosen = checked_ids(ids, len(vectors))
                used = self._contains(chosen)
                if used.any():
                    raise IdError(f"id {chosen[int(used.argmax())]} is already in use; remove it first")
            if len(vectors):
                self._add(vectors, chosen)
                self._next_id = max(self._next_id, int(chosen.max()) + 1)
        return chosen

    def remove(self, ids: Any) -> int:
        """Forget vectors by id; unknown ids are passed over. Returns how many went."""
        wanted = np.unique(np.atleast_1d(np.asarray(ids)))
        chosen = checked_ids(wanted, len(wanted))
        with self._writing:
            return self._remove(chosen) if len(chosen) else 0

    def _queries(self, Q: Any, k: Any) -> tuple[F32, int]:
        return checked_vectors(Q, self.dimensions), checked_count("k", k)

    @abstractmethod
    def search(self, Q: Any, k: int) -> tuple[I64, F32]:
        """The k nearest vectors of each query.

        Args:
            Q: (q, d) real numbers.
            k: how many, ≥ 1.

        Returns:
            ids (q, k) int64, nearest first, −1 where there are fewer; distances (q, k) float32, squared, inf
            there.

        Raises:
            NotFittedError, ShapeError, ElementTypeError, NotFiniteError, ParameterError
        """

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def _fit(self, X: F32, rng: np.random.Generator, control: JobControl | None) -> None: ...

    @abstractmethod
    def _add(self, X: F32, ids: I64) -> None: ...

    @abstractmethod
    def _remove(self, ids: I64) -> int: ...

    @abstractmethod
    def _contains(self, ids: I64) -> npt.NDArray[np.bool_]: ...

    # files

    @abstractmethod
    def _parameters(self) -> dict[str, Any]:
        """The constructor's arguments, as JSON values."""

    @abstractmethod
    def _arrays(self) -> Mapping[str, Array]:
        """Everything that was learnt and added."""

    @abstractmethod
    def _restore(self, stored: Container) -> None:
        """The opposite of ``_arrays``."""

    @property
    def nbytes(self) -> int:
        """Bytes of everything that ``save`` would write but the header: codes, ids and the trained model."""
        return sum(a.nbytes for a in self._arrays().values())

    def save(self, path: Path | str) -> int:
        """Write it to ``path`` whole or not at all; removed vectors are left out. Returns the file's bytes.

        Raises:
            NotFittedError, LibraryError (DiskFullError)
        """
        with self._writing:
            state = {"dimensions": self.dimensions, "next_id": self._next_id, "seed": self.seed}
            return write_container(
                Path(path), self.kind, state | {"made_with": self._parameters()}, self._arrays()
            )

    @classmethod
    def open(cls, path: Path | str, *, mmap: bool = True, device: Device | str | None = None) -> Self:
        """Open a saved index; with ``mmap`` its codes stay on the disk until they are needed.

        Raises:
            DamagedFileError: cut short, altered, or of another kind.
            NewerFormatError: written by a newer version.
            LibraryError: cannot be read.
        """
        stored = Container(Path(path), mapped=mmap)
        if stored.kind != cls.kind:
            raise DamagedFileError(path, f"holds a {stored.kind} index, not {cls.kind}")
        try:
            index = cls(**stored.parameters["made_with"], seed=stored.parameters["seed"], device=device)
            index._d = int(stored.parameters["dimensions"])
            index._next_id = int(stored.parameters["next_id"])
            index._restore(stored)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise DamagedFileError(path, f"its content is impossible ({error})") from error
        return index


def compact_integers(values: I64) -> npt.NDArray[Any]:
    """Non-negative ``values`` in the smallest unsigned type that holds them."""
    largest = int(values.max(initial=0))
    for dtype in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(dtype).max:
            return values.astype(dtype)
    return values.astype(np.int64)


class IdOrder:
    """Finds positions by id: ids (n,) may repeat where only one of the repeats lives."""

    def __init__(self, ids: npt.NDArray[Any]) -> None:
        self._order = None if len(ids) < 2 or (ids[1:] > ids[:-1]).all() else np.argsort(ids, kind="stable")
        self._sorted = ids if self._order is None else ids[self._order]

    def find(self, ids: I64) -> I64:
        """(len(ids),) int64 position of each id, −1 where it is not here."""
        if not len(self._sorted):
            return np.full(len(ids), -1, np.int64)
        at = np.minimum(np.searchsorted(self._sorted, ids, side="right"), len(self._sorted)) - 1
        found = (at >= 0) & (self._sorted[at] == ids)
        positions = at if self._order is None else self._order[at]
        return np.where(found, positions, -1)


def finish(ids: I64, distances: F32, k: int) -> tuple[I64, F32]:
    """Rows sorted by (distance, id), as (q, k), from candidates (q, c) with −1 and inf for none."""
    none = ids < 0
    if none.any():
        distances = np.where(none, np.float32(np.inf), distances)
    if ids.shape[1] < k:
        extra = ((0, 0), (0, k - ids.shape[1]))
        ids = np.pad(ids, extra, constant_values=-1)
        distances = np.pad(distances, extra, constant_values=np.inf)
    ties = (distances[:, 1:] <= distances[:, :-1]) & (ids[:, 1:] >= 0)
    if ids.shape[1] > k or ties.any():
        rows = np.flatnonzero(ties.any(axis=1) | (ids.shape[1] > k))
        last = np.where(ids[rows] < 0, np.iinfo(np.int64).max, ids[rows])
        order = np.lexsort((last, distances[rows]), axis=1)
        ids, distances = ids.copy(), distances.copy()
        ids[rows] = np.take_along_axis(ids[rows], order, 1)
        distances[rows] = np.take_along_axis(distances[rows], order, 1)
    return ids[:, :k], distances[:, :k]
