"""Indexes that keep some columns per vector, in the order in which vectors came."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device
from imagefinder.index.base import F32, I64, IdOrder, Index, compact_integers
from imagefinder.index.container import Array, Container


@dataclass(frozen=True)
class RowState:
    """The vectors of one moment: n rows.

    Attributes:
        ids: (n,) int64.
        alive: (n,) bool; a removed row's id may stand again further on.
        columns: arrays (n, …) by name.
        prepared: what searches have made of them; guarded by the index's lock.
    """

    ids: I64
    alive: npt.NDArray[np.bool_]
    columns: Mapping[str, Array]
    prepared: list[Any] = field(default_factory=list)


class RowIndex(Index):
    """Base of indexes over rows of columns; subclasses say which columns and how to search them."""

    def __init__(self, *, device: Device | str | None = None, seed: int = 0) -> None:
        super().__init__(device=device, seed=seed)
        self._state = RowState(np.zeros(0, np.int64), np.zeros(0, np.bool_), {})
        self._room: dict[str, Array] = {}
        self._by_id: IdOrder | None = None
        self._preparing = threading.Lock()

    @abstractmethod
    def _columns(self, X: F32) -> dict[str, Array]:
        """What is kept of vectors X (n, d)."""

    def _model_arrays(self) -> dict[str, Array]:
        """What was learnt."""
        return {}

    def _restore_model(self, stored: Container) -> None:
        """The opposite of ``_model_arrays``."""

    def _prepare(self, state: RowState) -> Any:
        """What searching needs beyond the columns; made once per state."""
        return None

    def _prepared(self) -> tuple[RowState, Any]:
        """The present state and what was prepared for it."""
        state = self._state
        with self._preparing:
            if not state.prepared:
                state.prepared.append(self._prepare(state))
        return state, state.prepared[0]

    def __len__(self) -> int:
        return int(self._state.alive.sum())

    def _add(self, X: F32, ids: I64) -> None:
        old = self._state
        new = self._columns(X) | {"ids": ids}
        before = {**old.columns, "ids": old.ids}
        n = len(old.ids) + len(ids)
        grown: dict[str, Array] = {}
        for name, rows in new.items():
            room = self._room.get(name)
            if room is None or len(room) < n:  # doubling; readers keep their view of the old front
                room = np.empty((max(n, 2 * len(old.ids), 256), *rows.shape[1:]), rows.dtype)
                room[: len(old.ids)] = before.get(name, rows[:0])
                self._room[name] = room
            room[len(old.ids) : n] = rows
            grown[name] = room[:n]
        alive = np.concatenate([old.alive, np.ones(len(ids), np.bool_)])
        self._by_id = None
        self._state = RowState(grown.pop("ids"), alive, grown)

    def _find(self, ids: I64) -> I64:
        if self._by_id is None:
            self._by_id = IdOrder(self._state.ids)
        found = self._by_id.find(ids)
        return np.where((found >= 0) & np.append(self._state.alive, False)[found], found, -1)

    def _contains(self, ids: I64) -> npt.NDArray[np.bool_]:
        return self._find(ids) >= 0

    def _remove(self, ids: I64) -> int:
        rows = self._find(ids)
        rows = rows[rows >= 0]
        alive = self._state.alive.copy()
        alive[rows] = False
        self._state = RowState(self._state.ids, alive, self._state.columns)
        return len(rows)

    @staticmethod
    def _ids_of(state: RowState, rows: I64) -> I64:
        """Ids of rows, −1 for row −1."""
        return np.where(rows >= 0, np.append(state.ids, -1)[rows], -1)

    def _arrays(self) -> Mapping[str, Array]:
        state = self._state
        columns = {name: column[state.alive] for name, column in state.columns.items()}
        return self._model_arrays() | columns | {"ids": compact_integers(state.ids[state.alive])}

    @abstractmethod
    def _column_names(self) -> tuple[str, ...]: ...

    def _restore(self, stored: Container) -> None:
        self._restore_model(stored)
        ids = stored["ids"].astype(np.int64)
        if not len(ids):
            return
        columns = {name: stored[name] for name in self._column_names()}
        if any(len(c) != len(ids) for c in columns.values()):
            raise ValueError("its columns differ in length")
        self._state = RowState(ids, np.ones(len(ids), np.bool_), columns)
