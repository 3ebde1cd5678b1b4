"""``bench ann``: recall, time and bytes of every index on the same vectors, and of its peers in the same
process.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from imagefinder.compute import Device, open_device
from imagefinder.errors import RequestError
from imagefinder.index import (
    FLANN,
    IVFADC,
    LOPQ,
    OPQ,
    PQ,
    Exact,
    HammingEmbedding,
    Index,
    MultiIndex,
    MultiLOPQ,
    PQTree,
    SegmentedIndex,
    SpectralHashing,
)
from imagefinder.jobs import JobControl

DEPTH = 100
RANKS = (1, 2, 5, 10, 20, 50, 100)
REPEATS = 3
REPEATING_S = 0.25
"""Seconds that short batches are repeated for: three runs of a few milliseconds say little."""
SINGLE_QUERIES = 50

Vectors = npt.NDArray[Any]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AnnRow:
    """One method with one setting.

    Attributes:
        method: its name; peers carry their library's (``faiss IVF256,PQ16``).
        peer: whether it is another library.
        code_bytes: bytes of a code that it was asked for; 0 where it keeps the vectors.
        setting: how far it searches (``probes=8``); empty for exhaustive search.
        recall: share of queries whose true nearest neighbour is among the first R, for R in ``RANKS``.
        recall10_of_10: mean share of the ten true nearest among the first ten.
        ms_per_query: wall time of the whole batch by its size, best of three runs or more.
        cpu_ms_per_query: processor time of all threads, likewise; other programs lengthen it less.
        ms_single: median wall time of queries sent one at a time.
        visited: codes or vectors compared per query, where known.
        fit_s: seconds to learn.
        add_s: seconds to add the base.
        bytes_per_vector: everything that its file holds, the model too, by the number of vectors.
    """

    method: str
    peer: bool
    code_bytes: int
    setting: str
    recall: dict[int, float]
    recall10_of_10: float
    ms_per_query: float
    cpu_ms_per_query: float
    ms_single: float
    visited: float | None
    fit_s: float
    add_s: float
    bytes_per_vector: float


class Searchable(Protocol):
    """What is measured: an index of ours or a peer's, built already."""

    bytes_per_vector: float

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        """Ids (q, k) of the nearest."""

    def visited(self, Q: Vectors, setting: dict[str, int]) -> float | None:
        """Codes compared per query, or None."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A method to measure.

    Attributes:
        name: of the method.
        peer: whether it is another library's.
        code_bytes: bytes of a code; 0 where it keeps the vectors.
        build: (train, base) → what was built, seconds of fitting, seconds of adding.
        settings: how far to search.
    """

    name: str
    peer: bool
    code_bytes: int
    build: Callable[[Vectors, Vectors], tuple[Searchable, float, float]]
    settings: tuple[dict[str, int], ...]


class _Ours:
    def __init__(self, index: Index) -> None:
        self._index = index
        self.bytes_per_vector = index.nbytes / max(1, len(index))

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        found: tuple[I64, Any] = self._index.search(Q, k, **setting)
        return found[0]

    def visited(self, Q: Vectors, setting: dict[str, int]) -> float | None:
        counted = getattr(self._index, "visited", None)
        if counted is None:
            return float(len(self._index)) if isinstance(self._index, (Exact, SpectralHashing)) else None
        return float(counted(Q, *(setting.values() or (1,))))


def _ours(
    name: str, code_bytes: int, make: Callable[[], Index], settings: Sequence[dict[str, int]] = ({},)
) -> Candidate:
    def build(train: Vectors, base: Vectors) -> tuple[Searchable, float, float]:
        index = make()
        started = time.perf_counter()
        index.fit(train)
        fitted = time.perf_counter()
        index.add(base)
        return _Ours(index), fitted - started, time.perf_counter() - fitted

    return Candidate(name, False, code_bytes, build, tuple(settings))


def coarse_for(n: int) -> int:
    """Cells for n vectors when none are asked for: about n / 500, from 16 to 4,096."""
    return 1 << int(np.clip(round(np.log2(max(n, 1) / 500)), 4, 12))


def our_candidates(
    n: int, code_bytes: Sequence[int], device: Device, coarse: int | None = None, probes: Sequence[int] = ()
) -> list[Candidate]:
    """Every index of ours for n vectors.

    Args:
        n: vectors.
        code_bytes: sizes of codes.
        device: where to compute.
        coarse: cells; None chooses.
        probes: cells to visit; empty for 1, 2, 4, … up to a quarter of them.
    """
    K = coarse or coarse_for(n)
    V = max(8, 1 << int(np.log2(max(64, n)) / 2 - 1.5))
    w = [{"probes": p} for p in probes or _powers(max(1, K // 4))]
    # What a search visits at least decides how LOPQ encodes; by default its own number of probes does.
    least = min(probes, default=8)
    T = [{"candidates": t} for t in (300, 1000, 3000, 10_000, 30_000, 100_000) if t < n]
    found = [_ours("exact", 0, partial(Exact, device=device))]
    for b in code_bytes:
        even = b + b % 2

        def add(name: str, make: Callable[[], Index], settings: Sequence[dict[str, int]], b: int = b) -> None:
            found.append(_ours(name, b, make, settings))

        add("SDC", partial(PQ, b, symmetric=True, device=device), [{}])
        add("ADC", partial(PQ, b, device=device), [{}])
        add("OPQ_P", partial(OPQ, b, rotation="parametric", device=device), [{}])
        add("OPQ_NP", partial(OPQ, b, rotation="non-parametric", device=device), [{}])
        add("IVFADC", partial(IVFADC, b, K, device=device), w)
        add("IVFADC+R", partial(IVFADC, b, K, refinement=b, device=device), w)
        add("I-OPQ", partial(OPQ, b, K, rotation="parametric", device=device), w)
        add("LOPQ shared", partial(LOPQ, b, K, probes=least, device=device), w)
        add("LOPQ grouped", partial(LOPQ, b, K, rotations=max(1, K // 8), probes=least, device=device), w)
        add("LOPQ private", partial(LOPQ, b, K, codebooks="private", probes=least, device=device), w)
        add("LOPQ+R", partial(LOPQ, b, K, refinement=b, probes=least, device=device), w)
        add("Multi-D-ADC", partial(MultiIndex, even, V, device=device), T)
        add("OMulti-D-OADC", partial(MultiIndex, even, V, optimised=True, device=device), T)
        add("Multi-LOPQ", partial(MultiLOPQ, even, V, device=device), T)
        add("spectral hashing", partial(SpectralHashing, b, device=device), [{}])
        add("Hamming embedding", partial(HammingEmbedding, b, K, device=device), w)
    found.append(_ours("PQ tree", 48, partial(PQTree, 16, device=device), T))
    found.append(
        _ours("FLANN kd-forest", 0, partial(FLANN, device=device), [{"checks": c} for c in (32, 128, 512)])
    )
    return found


def _powers(limit: int) -> list[int]:
    return [1 << i for i in range(limit.bit_length())]


def evaluate_ann(
    base: Vectors,
    query: Vectors,
    truth: I64 | None = None,
    *,
    train: Vectors | None = None,
    code_bytes: Sequence[int] = (8, 16),
    methods: Sequence[str] | None = None,
    peers: bool = False,
    device: Device | str | None = None,
    coarse: int | None = None,
    probes: Sequence[int] = (),
    depth: int = DEPTH,
    known: Sequence[AnnRow] = (),
    control: JobControl | None = None,
    on_row: Callable[[AnnRow], None] | None = None,
) -> list[AnnRow]:
    """Build every method and measure it at every setting.

    Args:
        base: (n, d) vectors to search in.
        query: (q, d).
        truth: (q, t) row numbers of the true nearest, nearest first; None finds them.
        train: (m, d) vectors to learn from; None learns from ``base``.
        code_bytes: sizes of codes.
        methods: names to measure (``LOPQ`` means all that begin so); None for all. A name with commas may
            come in parts: (``faiss IVF256``, ``PQ16``) is one of faiss's.
        peers: measure faiss and nanopq too.
        device: where ours compute.
        coarse: cells, the same for ours and the peers; None chooses by n.
        probes: cells to visit.
        depth: neighbours asked for.
        known: rows of an earlier run on the same vectors, which are not measured again.
        control: pause and cancel.
        on_row: called with each row as it comes.

    Returns:
        What was known, then what was measured.

    Raises:
        RequestError: an unknown method, no such peers installed, or arrays that do not fit together.
    """
    opened = device if isinstance(device, Device) else open_device(device)
    base, query, train = _checked(base, query, train)
    if truth is None:
        exact = Exact(device=opened)
        exact.add(base)
        truth = exact.search(query, min(DEPTH, len(base)))[0]
    elif truth.ndim != 2 or len(truth) != len(query):
        raise RequestError(
            "--truth", f"needs a row for each of the {len(query)} queries, got shape {truth.shape}"
        )
    elif truth.shape[1] and (truth.min() < 0 or truth.max() >= len(base)):
        raise RequestError("--truth", f"names rows outside the {len(base)} of --base")
    candidates = our_candidates(len(base), code_bytes, opened, coarse, probes)
    if peers:
        from imagefinder.evaluation.ann_peers import peer_candidates

        candidates += peer_candidates(
            len(base), base.shape[1], code_bytes, coarse or coarse_for(len(base)), probes,
            opened.info.compute_units,
        )  # fmt: skip
    rows = list(known)
    there = {(row.method, row.code_bytes, row.setting) for row in known}
    for candidate in _chosen(candidates, methods):
        left = [
            s for s in candidate.settings if (candidate.name, candidate.code_bytes, _words(s)) not in there
        ]
        if not left:
            continue
        for row in _measured(
            replace(candidate, settings=tuple(left)), base, query, train, truth, depth, control
        ):
            rows.append(row)
            if on_row:
                on_row(row)
    return rows


def _checked(
    base: Vectors, query: Vectors, train: Vectors | None
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    arrays = []
    for option, array in (
        ("--base", base),
        ("--query", query),
        ("--train", base if train is None else train),
    ):
        if array.ndim != 2 or not len(array) or array.shape[1] != base.shape[-1]:
            raise RequestError(option, f"must be (n, {base.shape[-1]}) with n ≥ 1, got shape {array.shape}")
        if array.dtype.kind not in "fiu" or not np.isfinite(array).all():
            raise RequestError(option, "must hold finite real numbers")
        arrays.append(np.ascontiguousarray(array, np.float32))
    return arrays[0], arrays[1], arrays[2]


def _chosen(candidates: list[Candidate], methods: Sequence[str] | None) -> list[Candidate]:
    if methods is None:
        return candidates
    found: list[Candidate] = []
    first = 0
    while first < len(methods):
        for end in range(len(methods), first, -1):  # names of faiss hold commas: as many parts as make a name
            these = _called(",".join(methods[first:end]), candidates)
            if these:
                break
        else:
            known = "; ".join(dict.fromkeys(c.name for c in candidates))
            raise RequestError("--methods", f"no method is called {methods[first]!r}; there are: {known}")
        found += [c for c in these if c not in found]
        first = end
    return found


def _called(name: str, candidates: list[Candidate]) -> list[Candidate]:
    """Those of that very name, else those that begin with it: ``LOPQ`` means ``LOPQ shared`` and ``LOPQ+R``,
    not ``Multi-LOPQ``.
    """
    exactly = [c for c in candidates if c.name.lower() == name.lower()]
    pattern = re.compile(re.escape(name) + r"(?![A-Za-z])", re.IGNORECASE)
    return exactly or [c for c in candidates if pattern.match(c.name)]


def _measured(
    candidate: Candidate,
    base: Vectors,
    query: Vectors,
    train: Vectors,
    truth: I64,
    depth: int,
    control: JobControl | None,
) -> Iterator[AnnRow]:
    if control:
        control.check()
    built, fit_s, add_s = candidate.build(train, base)
    k = min(depth, len(base))
    for setting in candidate.settings:
        if control:
            control.check()
        found = built.search(query, k, setting)  # the first run compiles and warms up
        batches: list[tuple[float, float]] = []
        while len(batches) < REPEATS or sum(wall for wall, _ in batches) < REPEATING_S:
            batches.append(_seconds(lambda: built.search(query, k, setting)))  # noqa: B023
        wall, cpu = (1e3 * min(times) / len(query) for times in zip(*batches, strict=True))
        singles = [
            _seconds(lambda: built.search(query[i : i + 1], k, setting))[0]  # noqa: B023
            for i in range(min(SINGLE_QUERIES, len(query)))
        ]
        yield AnnRow(
            candidate.name, candidate.peer, candidate.code_bytes,
            _words(setting),
            {r: recall_at(found, truth, r) for r in RANKS if r <= k},
            intersection(found, truth, 10), wall, cpu, 1e3 * float(np.median(singles)),
            built.visited(query, setting), fit_s, add_s, built.bytes_per_vector,
        )  # fmt: skip


def _words(setting: dict[str, int]) -> str:
    return " ".join(f"{name}={value}" for name, value in setting.items())


def _seconds(call: Callable[[], object]) -> tuple[float, float]:
    """Wall time and processor time of all threads."""
    started, busy = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - started, time.process_time() - busy


def recall_at(found: I64, truth: I64, R: int) -> float:
    """Share of queries whose true nearest neighbour is among the first R found (recall@R of the papers).

    Args:
        found: (q, ≥R) ids, nearest first.
        truth: (q, t) ids, nearest first.
        R: how deep.
    """
    return float((found[:, :R] == truth[:, :1]).any(axis=1).mean()) if len(found) else 0.0


def intersection(found: I64, truth: I64, R: int) -> float:
    """Mean share of the R true nearest among the first R found (R-recall@R)."""
    r = min(R, truth.shape[1])
    if not len(found) or not r:
        return 0.0
    hits = (found[:, :R, None] == truth[:, None, :r]).any(axis=1)
    return float(hits.mean())


def library_vectors(index: SegmentedIndex, n: int, queries: int, seed: int = 0) -> tuple[Vectors, Vectors]:
    """Base and query vectors out of a library's own space, for ``--library``.

    Raises:
        RequestError: the space holds too few vectors.
    """
    vectors = index.sample(n + queries, seed)
    if len(vectors) < 2 * queries:
        raise RequestError("--library", f"holds {len(vectors)} vectors, too few to ask {queries} of the rest")
    order = np.random.default_rng(seed).permutation(len(vectors))
    return vectors[order[queries:]], vectors[order[:queries]]
