"""Which worker of a list search does what, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

LANES = 64  # codes per block
CHUNK = 32768  # codes of one list scanned before the next query: 512 kB of 16-byte codes stay in L2

I64 = npt.NDArray[np.int64]


def share(q: int, units: int, probes: I64, start: I64) -> tuple[int, int]:
    """How many groups q queries make, and how many workers share the lists of each."""
    if q >= 4 * units:
        return min(q // 2, units), 1  # the more queries share a list's codes, the less is read
    per_query = (np.diff(start)[np.maximum(probes, 0)] * (probes >= 0)).sum() / q
    return q, (units if q < units and per_query > 4096 else 1)


def _narrow(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Numbers ≥ 0 in 16 bits where they fit: a stable sort counts those instead of comparing them."""
    return numbers.astype(np.uint16) if numbers.max(initial=0) < 1 << 16 else numbers


@dataclass(frozen=True, slots=True)
class Plan:
    """What each worker does, in its order: W workers, j jobs, r rotated queries.

    Attributes:
        jobs: (j, 4) uint32 of query, list, first and end position.
        second: (j, 4) uint32 of first and end position in the second set, row of the rotated query, 0.
        first_job: (W + 1,) uint32 first job of each worker.
        rows: (r, 2) uint32 query and rotation of each rotated query.
        first_row: (W + 1,) uint32 first of them of each worker.
        split: (W,) uint32 which of the reservoirs of a query the worker fills.
        queries: (W, 2) uint32 first and end query whose results the worker writes.
    """

    jobs: npt.NDArray[np.uint32]
    second: npt.NDArray[np.uint32]
    first_job: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.uint32]
    first_row: npt.NDArray[np.uint32]
    split: npt.NDArray[np.uint32]
    queries: npt.NDArray[np.uint32]


def plan_jobs(
    probes: I64, start: I64, second: I64, groups: int, splits: int, kin: npt.NDArray[np.int64]
) -> Plan:
    """Share the lists that queries (q, w) probe among ``groups`` · ``splits`` workers.

    Nearest lists come first, so that the k-th distance falls early; then list by list, all queries of the
    group together, so that a list's codes are read once. ``kin`` (K,) is the rotation of each list; a worker
    rotates a query once for all its lists that share one.
    """
    q, workers = len(probes), groups * splits
    edges = np.linspace(0, q, groups + 1).astype(np.int64)
    query, rank = np.nonzero(probes >= 0)
    lists = probes[query, rank]
    sizes = np.diff(start) + np.diff(second)
    lengths = sizes[lists]
    if not lengths.all():
        kept = np.flatnonzero(lengths)
        query, rank, lists, lengths = query[kept], rank[kept], lists[kept], lengths[kept]
    parts = np.maximum(-(-lengths // CHUNK), splits)
    P = int(parts.max(initial=1))
    part = np.zeros(len(query), np.int64)
    if P > 1:
        of = np.repeat(np.arange(len(query)), parts)
        part = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
        query, rank, lists, parts = query[of], rank[of], lists[of], parts[of]
    worker = (np.searchsorted(edges, query, side="right") - 1) * splits + part % splits
    late = (rank > 0) | (part >= splits)
    order = np.arange(len(query))
    keys = [lists, 2 * worker + late]  # the last counts most
    if 2 * workers * len(sizes) <= 1 << 16:
        keys = [keys[1] * len(sizes) + lists]
    for key in (*((part,) if P > 1 else ()), *keys):
        order = order[np.argsort(_narrow(key[order]), kind="stable")]
    query, lists, part, worker = query[order], lists[order], part[order], worker[order]
    jobs, more = np.zeros((max(1, len(query)), 4), np.uint32), np.zeros((max(1, len(query)), 4), np.uint32)
    if len(query):
        jobs[:, 0], jobs[:, 1] = query, lists
        count = 1
        if P > 1:
            count = np.maximum(-(-sizes[lists] // CHUNK), splits)
        for columns, first in ((jobs[:, 2:], start), (more[:, :2], second)):
            columns[:, 0], columns[:, 1] = first[lists], first[lists + 1]
            if P > 1:
                length = first[lists + 1] - first[lists]
                for column in (0, 1):
                    p = part + column
                    cut = np.where(p == count, length, length * p // count // LANES * LANES)
                    columns[:, column] = first[lists] + cut
    first_job = np.searchsorted(worker, np.arange(workers + 1)).astype(np.uint32)
    # rows that a worker rotates, rotation by rotation, so that a matrix is read for several at once
    G = int(kin.max(initial=0)) + 1
    wanted = np.zeros((workers, G, int(np.diff(edges).max())), np.bool_)
    local = query - edges[worker // splits]
    wanted[worker, kin[lists], local] = True
    flat = np.flatnonzero(wanted)
    at_worker, rotation, at = np.unravel_index(flat, wanted.shape)
    number = np.zeros(wanted.shape, np.uint32)
    number.ravel()[flat] = np.arange(len(flat), dtype=np.uint32)
    if len(query):
        more[:, 2] = number[worker, kin[lists], local]
    rows = np.stack([at + edges[at_worker // splits], rotation], axis=1).astype(np.uint32)
    return Plan(
        jobs, more, first_job, np.ascontiguousarray(rows),
        np.searchsorted(at_worker, np.arange(workers + 1)).astype(np.uint32),
        np.tile(np.arange(splits, dtype=np.uint32), groups),
        np.repeat(np.stack([edges[:-1], edges[1:]], axis=1), splits, axis=0).astype(np.uint32),
    )  # fmt: skip
