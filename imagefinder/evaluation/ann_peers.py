"""The peers of ``bench ann``: faiss, nanopq, usearch and hnswlib, built and searched like ours; extras, never
needed to run.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.evaluation.ann import I64, Candidate, Searchable, Vectors


def _padded(X: Vectors, width: int) -> Vectors:
    """X (n, d) with zeros up to ``width`` columns: faiss splits only what can be divided evenly."""
    return X if X.shape[1] == width else np.pad(X, ((0, 0), (0, width - X.shape[1])))


class _Faiss:
    def __init__(self, index: Any, n: int) -> None:
        import faiss

        self._index = index
        self._lists = faiss.try_extract_index_ivf(index)
        self.bytes_per_vector = faiss.serialize_index(index).nbytes / max(1, n)

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        if "probes" in setting and self._lists is not None:
            self._lists.nprobe = setting["probes"]
        found: I64 = self._index.search(_padded(Q, self._index.d), k)[1]
        return found

    def visited(self, Q: Vectors, setting: dict[str, int]) -> float | None:
        return None


def _faiss(
    factory: str, code_bytes: int, dimensions: int, settings: Sequence[dict[str, int]], threads: int
) -> Candidate:
    def build(train: Vectors, base: Vectors) -> tuple[Searchable, float, float]:
        import faiss

        faiss.omp_set_num_threads(threads)
        index = faiss.index_factory(dimensions, factory)
        started = time.perf_counter()
        index.train(_padded(train, dimensions))
        fitted = time.perf_counter()
        index.add(_padded(base, dimensions))
        return _Faiss(index, len(base)), fitted - started, time.perf_counter() - fitted

    return Candidate(f"faiss {factory}", True, code_bytes, build, tuple(settings))


class _Nanopq:
    def __init__(self, quantiser: Any, codes: Any, model_bytes: int) -> None:
        self._quantiser, self._codes = quantiser, codes
        self.bytes_per_vector = (codes.nbytes + model_bytes) / max(1, len(codes))

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        found = np.empty((len(Q), k), np.int64)
        for i, q in enumerate(Q):
            d = self._quantiser.dtable(q).adist(self._codes)
            near = np.argpartition(d, k - 1)[:k]
            found[i] = near[np.argsort(d[near], kind="stable")]
        return found

    def visited(self, Q: Vectors, setting: dict[str, int]) -> float | None:
        return float(len(self._codes))


def _nanopq(code_bytes: int) -> Candidate:
    def build(train: Vectors, base: Vectors) -> tuple[Searchable, float, float]:
        import nanopq

        quantiser = nanopq.PQ(M=code_bytes, Ks=256, verbose=False)
        started = time.perf_counter()
        quantiser.fit(np.asarray(train[:65536], np.float32), iter=15)
        fitted = time.perf_counter()
        codes = quantiser.encode(np.asarray(base, np.float32))
        return (
            _Nanopq(quantiser, codes, quantiser.codewords.nbytes),
            fitted - started,
            time.perf_counter() - fitted,
        )

    return Candidate(f"nanopq PQ{code_bytes}", True, code_bytes, build, ({},))


GRAPH_NEIGHBOURS = 16
GRAPH_EFFORTS = (16, 64, 256)
"""Candidates that a graph search keeps (``ef``, ``expansion``); at least as many as it is asked for."""


class _Usearch:
    def __init__(self, index: Any, threads: int) -> None:
        self._index, self._threads = index, threads
        self.bytes_per_vector = index.serialized_length / max(1, len(index))

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        self._index.expansion_search = setting["effort"]
        keys: I64 = self._index.search(Q, k, threads=self._threads).keys.reshape(len(Q), -1).astype(np.int64)
        return np.pad(keys, ((0, 0), (0, k - keys.shape[1])), constant_values=-1)

    def visited(self, Q: Vectors, setting: dict[str, int]) -> float | None:
        return None


def _usearch(dimensions: int, kept_as: str, threads: int) -> Candidate:
    def build(train: Vectors, base: Vectors) -> tuple[Searchable, float, float]:
        from usearch.index import Index

        index = Index(ndim=dimensions, metric="l2sq", dtype=kept_as, connectivity=GRAPH_NEIGHBOURS)
        started = time.perf_counter()
        index.add(np.arange(len(base)), base, threads=threads)
        return _Usearch(index, threads), 0.0, time.perf_counter() - started

    return Candidate(f"usearch {kept_as}", True, 0, build, _efforts())


class _Hnswlib:
    def __init__(self, index: Any) -> None:
        self._index = index
        self.bytes_per_vector = index.index_file_size() / max(1, index.get_current_count())

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        self._index.set_ef(max(k, setting["effort"]))
        found: I64 = self._index.knn_query(Q, k)[0].astype(np.int64)
        return found

    def visited(self, Q: Vectors, setting: dict[str, int]) -> float | None:
        return None


def _hnswlib(dimensions: int, threads: int) -> Candidate:
    def build(train: Vectors, base: Vectors) -> tuple[Searchable, float, float]:
        import hnswlib

        index = hnswlib.Index(space="l2", dim=dimensions)
        started = time.perf_counter()
        index.init_index(max_elements=len(base), M=GRAPH_NEIGHBOURS, ef_construction=128, random_seed=0)
        index.set_num_threads(threads)
        index.add_items(base)
        return _Hnswlib(index), 0.0, time.perf_counter() - started

    return Candidate("hnswlib", True, 0, build, _efforts())


def _efforts() -> tuple[dict[str, int], ...]:
    return tuple({"effort": effort} for effort in GRAPH_EFFORTS)


def _installed(*packages: str) -> list[str]:
    """Those of ``packages`` that can be imported."""
    return [name for name in packages if find_spec(name) is not None]


def _faiss_factories(b: int, coarse: int) -> list[tuple[str, int, bool]]:
    """Factory strings for codes of b bytes or a little more, their bytes, and whether they have cells.

    Fast-scan codes have 4 bits, hence twice as many sub-quantisers for the same bytes; ``fsr`` encodes
    residuals, as IVFADC and LOPQ do. Six bits lie between; ``PQb+b`` encodes a second residual, ``PRQ`` and
    ``PLSQ`` sum four words over each of b/4 parts, chosen one after the other or by local search.
    """
    return [
        (f"PQ{b}", b, False),
        (f"OPQ{b},PQ{b}", b, False),
        (f"IVF{coarse},PQ{b}", b, True),
        (f"OPQ{b},IVF{coarse},PQ{b}", b, True),
        (f"IVF{coarse},PQ{b}+{b}", 2 * b, True),
        (f"PQ{2 * b}x4fs", b, False),
        (f"OPQ{2 * b},PQ{2 * b}x4fs", b, False),
        (f"IVF{coarse},PQ{2 * b}x4fs", b, True),
        (f"IVF{coarse},PQ{2 * b}x4fsr", b, True),
        (f"OPQ{2 * b},IVF{coarse},PQ{2 * b}x4fsr", b, True),
        (f"IVF{coarse},PQ{2 * b}x6", 3 * b // 2, True),
        *((f"IVF{coarse},{kind}{b // 4}x4x8", b, True) for kind in ("PRQ", "PLSQ") if b % 4 == 0),
    ]


def _faiss_quantisers(dimensions: int, coarse: int) -> list[tuple[str, int, bool]]:
    """Likewise of quantisers whose bytes follow from the dimensions."""
    return [
        (f"IVF{coarse},RaBitQ", -(-dimensions // 8) + 8, True),
        (f"IVF{coarse},SQ4", -(-dimensions // 2), True),
        (f"IVF{coarse},SQ8", dimensions, True),
    ]


def peer_candidates(
    n: int, dimensions: int, code_bytes: Sequence[int], coarse: int, probes: Sequence[int], threads: int
) -> list[Candidate]:
    """Other libraries' indexes: faiss's and nanopq's at the same code bytes, cells and threads as ours, and
    the graphs of usearch and hnswlib, which keep the vectors.

    Raises:
        RequestError: none is installed.
    """
    here = _installed("faiss", "usearch", "hnswlib", "nanopq")
    if not here:
        raise RequestError("--peers", "no peer is installed: pip install 'imagefinder[bench]'")
    found: list[Candidate] = []
    most = min(coarse, max(probes, default=max(1, coarse // 4)))
    w = [{"probes": p} for p in (probes or [1 << i for i in range(most.bit_length())]) if p <= coarse]
    if "faiss" in here:
        for b in code_bytes:
            even = -(-dimensions // (2 * b)) * 2 * b
            for factory, size, cells in _faiss_factories(b, coarse):
                found.append(_faiss(factory, size, even, w if cells else [{}], threads))
        for factory, size, _ in _faiss_quantisers(dimensions, coarse):
            found.append(_faiss(factory, size, dimensions, w, threads))
        found.append(_faiss("Flat", 0, dimensions, [{}], threads))
    if "usearch" in here:
        found += [_usearch(dimensions, kept_as, threads) for kept_as in ("f32", "f16", "i8")]
    if "hnswlib" in here:
        found.append(_hnswlib(dimensions, threads))
    if "nanopq" in here:
        found += [_nanopq(b) for b in code_bytes if dimensions % b == 0]
    return found
