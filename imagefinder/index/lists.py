"""The inverted-list indexes: one trained model, codes in lists, and the search that PQ, IVFADC, OPQ and LOPQ
share.

They differ only in how the model is fitted: which centres, which rotations, which codebooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.compute import (
    CodeLists,
    CoderOnDevice,
    Device,
    ListSearcher,
    ResidualCoder,
    encode,
    refined_distances,
)
from imagefinder.compute.list_plan import LANES
from imagefinder.compute.list_search import alive_bits
from imagefinder.index.base import F32, I64, IdOrder, Index, compact_integers, finish
from imagefinder.index.checks import checked_count, checked_vectors
from imagefinder.index.container import Array, Container
from imagefinder.index.kmeans import product_codebooks, sample
from imagefinder.index.packed_ids import PACKED, pack_ids, unpack_ids
from imagefinder.jobs import JobControl

U8 = npt.NDArray[np.uint8]
Rows = tuple[I64, U8, U8 | None, I64]  # lists, codes, refinement codes, ids
TAIL = 16384  # vectors added before lists are laid out anew, or a quarter of what is there if that is more


@dataclass(frozen=True)
class ListModel:
    """What was learnt: how a vector becomes a list number and a code. D input dimensions, d working ones.

    Attributes:
        coder: centres, rotations and codebooks in the working space.
        projection: (d, D) float32 applied to every vector first (OPQ's rotation, PCA, or padding); None for
            none.
        refinement: (1, m', 256, d/m') float32 codebooks of the second residual (IVFADC+R, LOPQ+R); None for
            none.
        beam: how many of the nearest lists a vector is encoded in; it stays where its code is least in error.
    """

    coder: ResidualCoder
    projection: F32 | None = None
    refinement: F32 | None = None
    beam: int = 1

    @property
    def lists(self) -> int:
        """K, the number of lists."""
        return len(self.coder.centres)

    def project(self, X: F32) -> F32:
        """(n, d) of X (n, D)."""
        return X if self.projection is None else X @ self.projection.T

    def encode(self, X: F32, on: CoderOnDevice) -> tuple[I64, U8, U8 | None]:
        """List numbers (n,), codes (n, m) and refinement codes (n, m') or None of X (n, D); ``on`` has the
        coder.
        """
        lists = np.empty(len(X), np.int64)
        codes = np.empty((len(X), self.coder.m), np.uint8)
        finer = None if self.refinement is None else np.empty((len(X), self.refinement.shape[1]), np.uint8)
        for start in range(0, len(X), 65536):
            part = slice(start, start + 65536)
            z = self.project(X[part])
            w = min(self.beam, self.lists)
            near = on.cells.nearest(z, w) if self.lists > 1 else np.zeros((len(z), 1), np.int64)
            lists[part] = near[:, 0]
            codes[part], errors = on.encode(z, lists[part])
            for other in near[:, 1:].T:
                tried, theirs = on.encode(z, other)
                better = theirs < errors
                errors = np.where(better, theirs, errors)
                lists[part] = np.where(better, other, lists[part])
                codes[part] = np.where(better[:, None], tried, codes[part])
            if finer is not None and self.refinement is not None:
                left = self.coder.residuals(z, lists[part]) - self.coder.decode(codes[part], lists[part])
                finer[part] = encode(left, self.refinement[0], on.device)
        return lists, codes, finer

    def decode(self, codes: U8, lists: I64, finer: U8 | None = None) -> F32:
        """(n, d) float32: the working-space vectors c + Rᵀ ŷ that codes stand for."""
        y = self.coder.decode(codes, lists)
        if finer is not None and self.refinement is not None:
            y = y + self.refinement[0][np.arange(finer.shape[1])[None, :], finer].reshape(y.shape)
        if self.coder.rotations is not None and self.coder.rotation_of is not None:
            groups = self.coder.rotation_of[lists]
            order = np.argsort(groups, kind="stable")
            bounds = np.searchsorted(groups[order], np.arange(len(self.coder.rotations) + 1))
            for g in np.flatnonzero(np.diff(bounds)):
                rows = order[bounds[g] : bounds[g + 1]]
                y[rows] = y[rows] @ self.coder.rotations[g]
        return y + self.coder.centres[lists]

    def arrays(self) -> dict[str, Array]:
        """What a file keeps: rotations and codebooks in half precision, which costs no recall."""
        half = {
            "centres": self.coder.centres.astype(np.float16),
            "codebooks": half_precision(self.coder.codebooks),
        }
        if self.coder.rotations is not None and self.coder.rotation_of is not None:
            half["rotations"] = self.coder.rotations.astype(np.float16)
            half["rotation_of"] = compact_integers(self.coder.rotation_of)
        if self.projection is not None:
            half["projection"] = self.projection.astype(np.float32)
        if self.refinement is not None:
            half["refinement"] = half_precision(self.refinement)
        if self.beam > 1:
            half["beam"] = np.array([self.beam], np.uint8)
        return half

    @classmethod
    def restore(cls, stored: Container) -> ListModel:
        """The opposite of ``arrays``."""
        rotated = "rotations" in stored
        coder = ResidualCoder(
            stored["centres"].astype(np.float32),
            stored["codebooks"].astype(np.float32),
            stored["rotations"].astype(np.float32) if rotated else None,
            stored["rotation_of"].astype(np.int64) if rotated else None,
        )
        return cls(
            coder,
            stored.get("projection"),
            stored["refinement"].astype(np.float32) if "refinement" in stored else None,
            int(stored["beam"][0]) if "beam" in stored else 1,
        )

    def as_stored(self) -> ListModel:
        """This model with its numbers rounded as a file rounds them, so that saving changes no answer."""
        c = self.coder
        coder = ResidualCoder(
            c.centres.astype(np.float16).astype(np.float32),
            half_precision(c.codebooks).astype(np.float32),
            None if c.rotations is None else c.rotations.astype(np.float16).astype(np.float32),
            c.rotation_of,
        )
        finer = None if self.refinement is None else half_precision(self.refinement).astype(np.float32)
        return replace(self, coder=coder, refinement=finer)


def half_precision(codebooks: F32) -> Array:
    """Codebooks in half precision where that holds the numbers, else in single."""
    used = codebooks[np.isfinite(codebooks)]
    fits = np.abs(used).max(initial=0) < 60000
    return codebooks.astype(np.float16 if fits else np.float32)


@dataclass(frozen=True)
class ListSegment:
    """Some encoded vectors, laid out; immutable.

    Attributes:
        lists: the codes, by position.
        ids: (n,) integers, by position.
        finer: (n, m') uint8 refinement codes by position, or None.
        model: the model on the device.
    """

    lists: CodeLists
    ids: npt.NDArray[Any]
    finer: U8 | None
    model: CoderOnDevice

    @classmethod
    def join(cls, rows: Sequence[Rows], K: int, model: CoderOnDevice) -> ListSegment:
        """Sort rows by list."""
        lists, codes, ids = (np.concatenate([r[i] for r in rows]) for i in (0, 1, 3))
        parts = [r[2] for r in rows if r[2] is not None]
        finer = np.concatenate(parts) if parts else None
        laid, order = CodeLists.build(codes, lists, K)
        return cls(laid, ids[order], None if finer is None else finer[order], model)

    @cached_property
    def searcher(self) -> ListSearcher:
        """Made at the first search."""
        return ListSearcher(self.model, self.lists)

    @cached_property
    def by_id(self) -> IdOrder:
        """Made when first asked for an id."""
        return IdOrder(self.ids)

    @cached_property
    def living(self) -> int:
        """How many were not removed."""
        return int(np.bitwise_count(self.lists.alive).sum())

    def rows(self) -> Rows:
        """Lists, codes, refinement codes and ids of the living, by position."""
        kept = np.flatnonzero(self.lists.living())
        finer = None if self.finer is None else self.finer[kept]
        return self.lists.lists_of(kept), self.lists.codes(kept), finer, self.ids[kept].astype(np.int64)

    def find(self, ids: I64) -> I64:
        """Positions of living ids, −1 for the others."""
        found = self.by_id.find(ids)
        bit = self.lists.alive[np.maximum(found, 0) // LANES] >> (np.maximum(found, 0) % LANES).astype(
            np.uint64
        )
        return np.where((found >= 0) & (bit & np.uint64(1)).astype(np.bool_), found, -1)

    def without(self, positions: I64) -> ListSegment:
        """The same with these positions dead."""
        return replace(self, lists=self.lists.without(positions))


def padding(D: int, m: int) -> F32 | None:
    """(d, D) float32 that appends zeros so that m divides d; None where it does already."""
    d = -(-D // m) * m
    return None if d == D else np.eye(d, D, dtype=np.float32)


def second_residual(
    model: ListModel,
    vectors: F32,
    refinement: int,
    device: Device,
    rng: np.random.Generator,
    control: JobControl | None,
) -> ListModel:
    """The model with codebooks for what its codes leave over, of at most ``refinement`` bytes; 0 for none.

    ``vectors`` (n, d) float32 are training vectors in the working space.
    """
    d = vectors.shape[1]
    finer = max((f for f in range(1, min(refinement, d) + 1) if d % f == 0), default=0)
    if not finer:
        return model
    part = sample(vectors, 1 << 16, rng)
    cells, codes, _ = replace(model, projection=None).encode(part, CoderOnDevice(model.coder, device))
    left = model.coder.residuals(part, cells) - model.coder.decode(codes, cells)
    return replace(model, refinement=product_codebooks(left, finer, device, rng, control=control)[None])


class ListIndex(Index):
    """Base of the inverted-list indexes."""

    def __init__(self, *, device: Device | str | None = None, seed: int = 0) -> None:
        super().__init__(device=device, seed=seed)
        self._model: ListModel | None = None
        self._coder: CoderOnDevice | None = None
        self._segments: tuple[ListSegment, ...] = ()
        self._default_probes = 1

    @property
    def model(self) -> ListModel:
        """What was learnt.

        Raises:
            NotFittedError
        """
        _ = self.dimensions
        assert self._model is not None
        return self._model

    def _learnt(self, model: ListModel) -> None:
        self._model = model.as_stored()
        self._coder = CoderOnDevice(self._model.coder, self.device)

    def __len__(self) -> int:
        return sum(s.living for s in self._segments)

    def _add(self, X: F32, ids: I64) -> None:
        assert self._coder is not None
        lists, codes, finer = self.model.encode(X, self._coder)
        segments = self._segments
        new = (lists, codes, finer, ids)
        main = segments[0].living if segments else 0
        tail = segments[1].living if len(segments) > 1 else 0
        if tail + len(X) > max(TAIL, main // 4):
            kept, joined = segments[:0], segments
        else:
            kept, joined = segments[:1], segments[1:]
        rows = [s.rows() for s in joined] + [new]
        built = ListSegment.join(rows, self.model.lists, self._coder)
        self._segments = (*kept, built)

    def _contains(self, ids: I64) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(ids), np.bool_)
        for segment in self._segments:
            found |= segment.find(ids) >= 0
        return found

    def _remove(self, ids: I64) -> int:
        gone, kept = 0, []
        for segment in self._segments:
            positions = segment.find(ids)
            positions = positions[positions >= 0]
            gone += len(positions)
            kept.append(segment.without(positions) if len(positions) else segment)
        self._segments = tuple(kept)
        return gone

    def search(self, Q: Any, k: int, *, probes: int | None = None, rerank: int = 0) -> tuple[I64, F32]:
        """The k nearest by asymmetric distance; see ``Index.search``.

        Args:
            Q: (q, D) real numbers.
            k: how many.
            probes: w, how many of the nearest lists to visit; None for the index's own choice.
            rerank: with refinement codes, how many candidates they judge anew; 0 for 4 k. Otherwise without
                effect.
        """
        queries, k = self._queries(Q, k)
        model = self.model
        w = min(model.lists, checked_count("probes", self._default_probes if probes is None else probes))
        depth = k
        if model.refinement is not None:
            depth = max(k, checked_count("rerank", rerank, 0) or 4 * k)
        z = self._prepared(model.project(queries))
        visited = self.probes(z, w)
        segments = [s for s in self._segments if s.living]
        if not segments:
            return np.full((len(queries), k), -1, np.int64), np.full((len(queries), k), np.inf, np.float32)
        near = [s.searcher.search(z, visited, min(depth, len(s.lists))) for s in segments]
        if model.refinement is not None:
            near = [
                (refine(model, s, z, np.maximum(positions, 0)), positions)
                for s, positions in zip(segments, _short_lists(near, depth), strict=True)
            ]
        ids = [
            np.where(positions >= 0, s.ids[np.maximum(positions, 0)].astype(np.int64), -1)
            for s, (_, positions) in zip(segments, near, strict=True)
        ]
        return finish(np.concatenate(ids, axis=1), np.concatenate([d for d, _ in near], axis=1), k)

    def _prepared(self, z: F32) -> F32:
        """A last word on the queries before they are looked up."""
        return z

    def probes(self, z: F32, w: int) -> I64:
        """(q, w) int64 nearest lists of working-space queries z (q, d)."""
        if self.model.lists == 1:
            return np.zeros((len(z), 1), np.int64)
        assert self._coder is not None
        return self._coder.cells.nearest(z, w)

    def encode(self, X: Any) -> tuple[I64, U8]:
        """Compact descriptions of vectors X (n, D): list numbers (n,) int64 and codes (n, m) uint8."""
        vectors = checked_vectors(X, self.dimensions)
        assert self._coder is not None
        lists, codes, _ = self.model.encode(vectors, self._coder)
        return lists, codes

    def decode(self, lists: I64, codes: U8) -> F32:
        """(n, D) float32 approximations that ``encode``'s answers stand for."""
        z = self.model.decode(codes, lists)
        return z if self.model.projection is None else z @ self.model.projection

    def visited(self, Q: Any, probes: int) -> float:
        """Mean number of codes that a query of Q (q, D) compares."""
        queries, _ = self._queries(Q, 1)
        lists = self.probes(self.model.project(queries), min(self.model.lists, probes))
        return float(sum(np.diff(s.lists.start)[lists].sum() for s in self._segments) / max(1, len(queries)))

    # files

    def _arrays(self) -> Mapping[str, Array]:
        model = self.model
        assert self._coder is not None
        rows = [s.rows() for s in self._segments]
        arrays = model.arrays()
        if rows:
            whole = ListSegment.join([_by_id(rows)], model.lists, self._coder)
            sizes = np.diff(whole.lists.start)
            packed = pack_ids(whole.ids, sizes)
            arrays |= {"sizes": compact_integers(sizes), "codes": whole.lists.blocks}
            arrays |= {"ids": compact_integers(whole.ids)} if packed is None else packed
            if whole.finer is not None:
                arrays["finer"] = whole.finer
        return arrays

    def _restore(self, stored: Container) -> None:
        self._learnt(ListModel.restore(stored))
        assert self._coder is not None
        if "sizes" not in stored:
            return
        sizes = stored["sizes"].astype(np.int64)
        start = np.concatenate([[0], np.cumsum(sizes)])
        n = int(start[-1])
        lists = CodeLists(stored["codes"], start, alive_bits(np.ones(n, np.bool_)))
        finer = stored.get("finer")
        ids = stored["ids"] if "ids" in stored else unpack_ids({name: stored[name] for name in PACKED}, sizes)
        if len(start) != self.model.lists + 1 or len(ids) != n or len(lists.blocks) != -(-n // LANES):
            raise ValueError("its lists do not add up")
        self._segments = (ListSegment(lists, ids, finer, self._coder),)


def _by_id(rows: Sequence[Rows]) -> Rows:
    """All rows as one, their ids rising."""
    lists, codes, ids = (np.concatenate([r[i] for r in rows]) for i in (0, 1, 3))
    finer = [r[2] for r in rows if r[2] is not None]
    order = np.argsort(ids, kind="stable")
    return lists[order], codes[order], np.concatenate(finer)[order] if finer else None, ids[order]


def _short_lists(near: Sequence[tuple[F32, I64]], depth: int) -> list[I64]:
    """Positions of the ``depth`` nearest over all segments, as one segment would propose them; the others
    −1.
    """
    distances = np.concatenate([d for d, _ in near], axis=1)
    if len(near) == 1 or distances.shape[1] <= depth:
        return [positions for _, positions in near]
    last = np.partition(distances, depth - 1, axis=1)[:, depth - 1 : depth]
    return [np.where(d <= last, positions, -1) for d, positions in near]


def refine(model: ListModel, segment: ListSegment, z: F32, positions: I64) -> F32:
    """(q, r) squared distances with the second residual (Jégou, Tavenard, Douze and Amsaleg, ICASSP 2011, eq.

    5).
    """
    assert segment.finer is not None and model.refinement is not None
    q, r = positions.shape
    at = positions.ravel()
    lists = segment.lists.lists_of(at)
    # one residual per query and list: a short-list holds many codes of the same one
    pairs, inverse = np.unique(np.repeat(np.arange(q), r) * model.lists + lists, return_inverse=True)
    y = model.coder.residuals(z[pairs // model.lists], pairs % model.lists)
    book = lists if len(model.coder.codebooks) > 1 else np.zeros_like(lists)
    return refined_distances(
        y,
        inverse.reshape(q, r),
        book.reshape(q, r),
        segment.lists.codes(at).reshape(q, r, model.coder.m),
        segment.finer[at].reshape(q, r, len(model.refinement[0])),
        model.coder.codebooks,
        model.refinement[0],
        segment.model.device,
    )
