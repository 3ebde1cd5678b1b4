"""The peers of ``bench ann``: faiss and nanopq, built and searched like ours; extras, never needed to run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from imagefinder.errors import RequestError
from imagefinder.evaluation.ann import I64, Candidate, Searchable, Vectors


class _Faiss:
    def __init__(self, index: Any, n: int) -> None:
        import faiss

        self._index = index
        self._lists = faiss.try_extract_index_ivf(index)
        self.bytes_per_vector = faiss.serialize_index(index).nbytes / max(1, n)

    def search(self, Q: Vectors, k: int, setting: dict[str, int]) -> I64:
        if "probes" in setting and self._lists is not None:
            self._lists.nprobe = setting["probes"]
        found: I64 = self._index.search(Q, k)[1]
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
        index.train(train)
        fitted = time.perf_counter()
        index.add(base)
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


def peer_candidates(
    n: int, dimensions: int, code_bytes: Sequence[int], coarse: int, probes: Sequence[int], threads: int
) -> list[Candidate]:
    """faiss's and nanopq's indexes at the same code bytes, cells and threads as ours.

    Fast-scan codes have 4 bits, hence twice as many sub-quantisers for the same bytes; ``fsr`` encodes
    residuals, as IVFADC and LOPQ do.

    Raises:
        RequestError: neither is installed.
    """
    found: list[Candidate] = []
    most = min(coarse, max(probes, default=max(1, coarse // 4)))
    w = [{"probes": p} for p in (probes or [1 << i for i in range(most.bit_length())]) if p <= coarse]
    try:
        import faiss  # noqa: F401
    except ImportError:
        pass
    else:
        for b in code_bytes:
            if dimensions % b:
                continue
            found += [
                _faiss(f"PQ{b}", b, dimensions, [{}], threads),
                _faiss(f"OPQ{b},PQ{b}", b, dimensions, [{}], threads),
                _faiss(f"IVF{coarse},PQ{b}", b, dimensions, w, threads),
                _faiss(f"OPQ{b},IVF{coarse},PQ{b}", b, dimensions, w, threads),
            ]
            if dimensions % (2 * b) == 0:
                found += [
                    _faiss(f"PQ{2 * b}x4fs", b, dimensions, [{}], threads),
                    _faiss(f"IVF{coarse},PQ{2 * b}x4fsr", b, dimensions, w, threads),
                    _faiss(f"OPQ{2 * b},IVF{coarse},PQ{2 * b}x4fsr", b, dimensions, w, threads),
                ]
        found.append(_faiss("Flat", 0, dimensions, [{}], threads))
    try:
        import nanopq  # noqa: F401
    except ImportError:
        pass
    else:
        found += [_nanopq(b) for b in code_bytes if dimensions % b == 0]
    if not found:
        raise RequestError("--peers", "no peer is installed: pip install 'imagefinder[bench]'")
    return found
