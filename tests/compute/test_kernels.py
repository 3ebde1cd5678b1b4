"""Every kernel against its NumPy twin, and the twins against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagefinder.compute import (
    CodeLists,
    CoderOnDevice,
    Device,
    ListSearcher,
    ResidualCoder,
    Smallest,
    encode,
    exact_nearest,
    lloyd_step,
    nearest_centroids,
    open_device,
    refined_distances,
)
from imagefinder.compute.encode import encode_numpy, lloyd_step_numpy
from imagefinder.compute.list_search import alive_bits, encode_lists_numpy, search_lists_numpy
from imagefinder.compute.multi_search import CellCodes, MultiSearcher, multi_search_numpy, multi_sequence
from imagefinder.compute.refine import refined_distances_numpy

NUMPY = open_device("numpy")


@pytest.fixture(scope="module")
def device() -> Device:
    opened = open_device("auto")
    if opened.kind == "numpy":
        pytest.skip("no OpenCL device here")
    return opened


def make_coder(
    rng: np.random.Generator, K: int, d: int, m: int, *, groups: int | None, private: bool, words: int = 256
) -> ResidualCoder:
    centres = rng.normal(0, 3, (K, d)).astype(np.float32)
    codebooks = np.full((K if private else 1, m, 256, d // m), np.inf, np.float32)
    codebooks[:, :, :words] = rng.normal(size=(len(codebooks), m, words, d // m))
    if groups is None:
        return ResidualCoder(centres, codebooks)
    rotations = np.stack([np.linalg.qr(rng.normal(size=(d, d)))[0] for _ in range(groups)])
    return ResidualCoder(centres, codebooks, rotations.astype(np.float32), rng.integers(0, groups, K))


def same_neighbours(
    found: tuple[np.ndarray, np.ndarray], wanted: tuple[np.ndarray, np.ndarray], scale: float
) -> None:
    """Equal but for the order of what rounding cannot tell apart."""
    np.testing.assert_allclose(found[0], wanted[0], rtol=1e-4, atol=1e-4 * scale)
    assert ((found[1] < 0) == (wanted[1] < 0)).all()
    assert (found[1] == wanted[1]).mean() > 0.97


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize(
    ("d", "m", "groups", "private"),
    [(32, 4, None, False), (32, 8, 3, False), (24, 8, 5, False), (32, 4, 5, True), (200, 8, 2, False)],
)
def test_list_search(
    device: Device,
    monkeypatch: pytest.MonkeyPatch,
    d: int,
    m: int,
    groups: int | None,
    private: bool,
    portable: bool,
) -> None:
    if portable:
        monkeypatch.setitem(device.__dict__, "avx512", False)
    rng = np.random.default_rng(d + m)
    K, n = 5, 3000
    coder = make_coder(rng, K, d, m, groups=groups, private=private)
    codes = rng.integers(0, 256, (n, m), dtype=np.uint8)
    lists, _ = CodeLists.build(codes, rng.choice(K, n, p=[0.5, 0.3, 0.19, 0.01, 0]), K)
    lists = lists.without(rng.choice(n, 300, replace=False))
    queries = rng.normal(0, 3, (40, d)).astype(np.float32)
    probes = np.argsort(rng.random((40, K)), axis=1)[:, :3]
    probes[3] = -1
    searcher = ListSearcher(CoderOnDevice(coder, device), lists)
    assert device.kind != "cpu" or searcher.coder.options is not None
    for k in (1, 7, 100):
        found = searcher.search(queries, probes, k)
        same_neighbours(found, search_lists_numpy(coder, lists, queries, probes, k), d * 10)
    one = searcher.search(queries[:1], probes[:1], 7)
    same_neighbours(one, search_lists_numpy(coder, lists, queries[:1], probes[:1], 7), d * 10)


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("k", [1, 24, 300])
def test_the_first_codes_of_a_query_in_long_lists_with_equal_and_dead_ones(
    device: Device, monkeypatch: pytest.MonkeyPatch, portable: bool, k: int
) -> None:
    if portable:
        monkeypatch.setitem(device.__dict__, "avx512", False)
    rng = np.random.default_rng(k)
    coder = make_coder(rng, 2, 32, 4, groups=2, private=False)
    codes = rng.integers(0, 256, (12_000, 4), dtype=np.uint8)
    codes[3000:3400] = codes[3000]  # more than k at the same distance
    lists, _ = CodeLists.build(codes, rng.choice(2, len(codes), p=[0.9, 0.1]), 2)
    lists = lists.without(np.concatenate([np.arange(100), rng.choice(12_000, 3000, replace=False)]))
    queries = rng.normal(0, 3, (24, 32)).astype(np.float32)
    queries[0] = coder.centres[0] + coder.rotations[0].T @ coder.decode(codes[3000:3001], np.zeros(1, int))[0]
    probes = np.tile([0, 1], (24, 1))
    on = CoderOnDevice(coder, device)
    for q in (24, 1):
        found = ListSearcher(on, lists).search(queries[:q], probes[:q], k)
        same_neighbours(found, search_lists_numpy(coder, lists, queries[:q], probes[:q], k), 320)
        again = ListSearcher(on, lists).search(queries[:q], probes[:q], k)
        assert (again[1] == found[1]).all() and (found[1][:, -1] >= 0).all()


@pytest.mark.parametrize(
    ("d", "m", "groups", "private"), [(32, 4, None, False), (24, 8, 5, False), (32, 4, 5, True)]
)
def test_list_search_with_the_kernels_for_gpus(
    device: Device,
    monkeypatch: pytest.MonkeyPatch,
    d: int,
    m: int,
    groups: int | None,
    private: bool,
) -> None:
    monkeypatch.setattr("imagefinder.compute.list_search.GPU_DISTANCES", 20_000)
    rng = np.random.default_rng(d + m)
    coder = make_coder(rng, 5, d, m, groups=groups, private=private)
    codes = rng.integers(0, 256, (3000, m), dtype=np.uint8)
    codes[500:530] = codes[500]  # ties
    lists, _ = CodeLists.build(codes, rng.choice(5, 3000, p=[0.5, 0.3, 0.19, 0.01, 0]), 5)
    lists = lists.without(rng.choice(3000, 300, replace=False))
    queries = rng.normal(0, 3, (40, d)).astype(np.float32)
    probes = np.argsort(rng.random((40, 5)), axis=1)[:, :3]
    probes[3] = -1
    on = CoderOnDevice(coder, device, gpu=True)
    assert on.options is not None
    for k in (1, 7, 100, 2500):
        found = ListSearcher(on, lists).search(queries, probes, k)
        same_neighbours(found, search_lists_numpy(coder, lists, queries, probes, k), d * 10)
        again = ListSearcher(on, lists).search(queries, probes, k)
        assert (again[1] == found[1]).all()


@pytest.mark.parametrize("gpu", [False, True])
def test_search_in_two_sets_is_search_in_both(device: Device, gpu: bool) -> None:
    rng = np.random.default_rng(11)
    coder = make_coder(rng, 5, 32, 4, groups=2, private=False)
    codes, of = rng.integers(0, 256, (3001, 4), dtype=np.uint8), rng.integers(0, 5, 3001)
    whole, order = CodeLists.build(codes, of, 5)
    first, order1 = CodeLists.build(codes[:2500], of[:2500], 5)
    more, order2 = CodeLists.build(codes[2500:], of[2500:], 5)
    queries = rng.normal(0, 3, (40, 32)).astype(np.float32)
    probes = np.argsort(rng.random((40, 5)), axis=1)[:, :3]
    for on in (CoderOnDevice(coder, device, gpu=gpu), CoderOnDevice(coder, NUMPY)):
        both = ListSearcher(on, first, more)
        rows = np.concatenate([order1, np.full(both.offset - len(order1), -1), order2 + 2500])
        for q in (40, 1):
            distances, positions = both.search(queries[:q], probes[:q], 20)
            wanted = search_lists_numpy(coder, whole, queries[:q], probes[:q], 20)
            same_neighbours((distances, rows[positions]), (wanted[0], order[wanted[1]]), 300)


def test_one_long_list_is_shared_between_workers(device: Device) -> None:
    rng = np.random.default_rng(5)
    coder = make_coder(rng, 1, 16, 4, groups=None, private=False)
    n = 70_000
    lists, order = CodeLists.build(rng.integers(0, 256, (n, 4), dtype=np.uint8), np.zeros(n, np.int64), 1)
    assert (order == np.arange(n)).all()
    queries = rng.normal(0, 3, (1, 16)).astype(np.float32)
    probes = np.zeros((1, 1), np.int64)
    found = ListSearcher(CoderOnDevice(coder, device), lists).search(queries, probes, 50)
    same_neighbours(found, search_lists_numpy(coder, lists, queries, probes, 50), 100)


def test_equal_codes_come_in_order_of_position(device: Device) -> None:
    rng = np.random.default_rng(1)
    coder = make_coder(rng, 1, 16, 4, groups=None, private=False)
    lists, _ = CodeLists.build(np.full((1000, 4), 7, np.uint8), np.zeros(1000, np.int64), 1)
    queries = rng.normal(size=(9, 16)).astype(np.float32)
    _, positions = ListSearcher(CoderOnDevice(coder, device), lists).search(
        queries, np.zeros((9, 1), np.int64), 30
    )
    assert (positions == np.arange(30)).all()


def test_twin_measures_the_decoded_vectors() -> None:
    rng = np.random.default_rng(2)
    coder = make_coder(rng, 3, 8, 2, groups=2, private=True)
    codes = rng.integers(0, 256, (50, 2), dtype=np.uint8)
    of = rng.integers(0, 3, 50)
    lists, order = CodeLists.build(codes, of, 3)
    q = rng.normal(size=(1, 8)).astype(np.float32)
    distances, positions = search_lists_numpy(coder, lists, q, np.array([[0, 1, 2]]), 50)
    for distance, position in zip(distances[0], positions[0], strict=True):
        row = order[position]
        R = coder.rotations[coder.rotation_of[of[row]]]
        x = np.concatenate([coder.codebooks[of[row], j, codes[row, j]] for j in range(2)])
        assert distance == pytest.approx(((R @ (q[0] - coder.centres[of[row]]) - x) ** 2).sum(), rel=1e-4)


@settings(max_examples=20)
@given(n=st.integers(0, 200), K=st.integers(1, 9), m=st.integers(1, 5), seed=st.integers(0, 99))
def test_lists_keep_every_code(n: int, K: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    codes, of = rng.integers(0, 256, (n, m), dtype=np.uint8), rng.integers(0, K, n)
    lists, order = CodeLists.build(codes, of, K)
    everything = np.arange(n)
    assert len(lists) == n and lists.living().all()
    assert (lists.codes(everything) == codes[order]).all()
    assert (lists.lists_of(everything) == of[order]).all()
    gone = rng.permutation(n)[: n // 2]
    living = np.ones(n, np.bool_)
    living[gone] = False
    assert (lists.without(gone).living() == living).all()
    assert (alive_bits(living) == lists.without(gone).alive).all()


@pytest.mark.parametrize("words", [256, 30])
def test_encode_and_lloyd(device: Device, words: int) -> None:
    rng = np.random.default_rng(3)
    X = rng.normal(size=(1000, 24)).astype(np.float32)
    codebooks = make_coder(rng, 1, 24, 6, groups=None, private=False, words=words).codebooks[0]
    codes = encode(X, codebooks, device)
    assert codes.max() < words
    assert (codes == encode_numpy(X, codebooks)).mean() > 0.999
    brute = ((X.reshape(1000, 6, 1, 4) - codebooks[None, :, :words]) ** 2).sum(-1).argmin(2)
    assert (codes == brute).mean() > 0.999
    sums, counts = lloyd_step(X, codebooks, device)
    sums2, counts2 = lloyd_step_numpy(X, codebooks)
    assert np.abs(counts - counts2).sum() <= 4
    assert counts.sum() == 6000
    np.testing.assert_allclose(sums.sum(axis=(1, 2)), sums2.sum(axis=(1, 2)), rtol=1e-3, atol=1e-2)


@pytest.mark.parametrize(("groups", "private"), [(None, False), (3, False), (3, True)])
def test_encode_lists(device: Device, groups: int | None, private: bool) -> None:
    rng = np.random.default_rng(4)
    coder = make_coder(rng, 6, 40, 5, groups=groups, private=private)
    X, of = rng.normal(0, 3, (700, 40)).astype(np.float32), rng.integers(0, 6, 700)
    codes, errors = CoderOnDevice(coder, device).encode(X, of)
    twins, theirs = encode_lists_numpy(coder, X, of)
    assert (codes == twins).mean() > 0.999
    np.testing.assert_allclose(errors, theirs, rtol=1e-4, atol=1e-3)
    left = coder.residuals(X, of) - coder.decode(codes, of)
    np.testing.assert_allclose(errors, (left * left).sum(1), rtol=1e-4, atol=1e-3)


def test_smallest_in_tiles(device: Device) -> None:
    rng = np.random.default_rng(6)
    values = rng.integers(0, 40, (13, 500)).astype(np.float32)  # many ties
    wanted = np.argsort(values, axis=1, kind="stable")[:, :25]
    for where in (device, NUMPY):
        best = Smallest(13, 25, where)
        best.take(values[:, :77])
        best.take(values[:, 77:490])
        best.take(values[:, 490:], last=True)
        found, columns = best.result()
        assert (columns == wanted).all()
        assert (found == np.take_along_axis(values, wanted, 1)).all()


def test_fewer_than_k(device: Device) -> None:
    for where in (device, NUMPY):
        best = Smallest(2, 5, where)
        best.take(np.array([[3, 1], [2, 4]], np.float32), last=True)
        values, columns = best.result()
        assert columns.tolist() == [[1, 0, -1, -1, -1], [0, 1, -1, -1, -1]]
        assert np.isinf(values[:, 2:]).all()


def test_exact_nearest_is_exact_for_bytes(device: Device) -> None:
    rng = np.random.default_rng(7)
    X = rng.integers(0, 256, (300, 128)).astype(np.float32)
    Q = rng.integers(0, 256, (20, 128)).astype(np.float32)
    wanted = ((Q[:, None] - X[None]) ** 2).sum(-1)
    for where in (device, NUMPY):
        distances, rows = exact_nearest(Q, [X[:100], X[100:]], 10, where)
        assert (distances == np.sort(wanted, axis=1)[:, :10]).all()
        assert (np.take_along_axis(wanted, rows, 1) == distances).all()


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("w", [1, 16, 32, 33, 90])
def test_nearest_centroids_with_ties_on_every_path(
    device: Device, monkeypatch: pytest.MonkeyPatch, portable: bool, w: int
) -> None:
    if portable:
        monkeypatch.setitem(device.__dict__, "avx512", False)
    rng = np.random.default_rng(w)
    C = rng.integers(0, 3, (80, 6)).astype(np.float32)  # whole numbers: no rounding, many equal distances
    X = rng.integers(0, 3, (2000, 6)).astype(np.float32)
    distances = ((X[:, None] - C) ** 2).sum(2)
    wanted = np.argsort(distances, axis=1, kind="stable")[:, :w]
    found = nearest_centroids(X, C, w, device)
    assert (found[:, :80] == wanted).all() and (found[:, 80:] == -1).all()


def test_nearest_centroids_agree(device: Device) -> None:
    rng = np.random.default_rng(8)
    X, C = rng.normal(size=(600, 16)).astype(np.float32), rng.normal(size=(100, 16)).astype(np.float32)
    wanted = np.argsort(((X[:, None] - C[None]) ** 2).sum(-1), axis=1)
    for w in (1, 5):
        for where in (device, NUMPY):
            assert (nearest_centroids(X, C, w, where) == wanted[:, :w]).mean() > 0.999
    assert (nearest_centroids(X[:3], C[:2], 4, device)[:, 2:] == -1).all()


@settings(max_examples=30)
@given(v=st.integers(1, 12), w=st.integers(1, 12), seed=st.integers(0, 999))
def test_multi_sequence_is_the_full_sort(v: int, w: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    d1, d2 = np.sort(rng.integers(0, 9, v)), np.sort(rng.integers(0, 9, w))
    pairs = list(multi_sequence(d1.astype(np.float32), d2.astype(np.float32)))
    assert len(pairs) == len(set(pairs)) == v * w
    sums = [int(d1[i] + d2[j]) for i, j in pairs]
    assert sums == sorted(sums)


@pytest.mark.parametrize(("groups", "private"), [(None, False), (1, False), (6, True)])
def test_multi_search(device: Device, groups: int | None, private: bool) -> None:
    rng = np.random.default_rng(9)
    V, H, m, n = 6, 12, 6, 2000
    halves = tuple(make_coder(rng, V, H, m // 2, groups=groups, private=private) for _ in range(2))
    cells = np.sort(rng.integers(0, V * V, n))
    start = np.searchsorted(cells, np.arange(V * V + 1)).astype(np.int64)
    stored = CellCodes(rng.integers(0, 256, (n, m), dtype=np.uint8), start, rng.random(n) > 0.1)
    searcher = MultiSearcher((halves[0], halves[1]), stored, device)
    queries = rng.normal(0, 3, (15, 2 * H)).astype(np.float32)
    order_d, order_i = searcher._sorted_halves(queries)
    for k, T in ((1, 1), (20, 300), (20, 10**6)):
        found = searcher.search(queries, k, T)
        wanted = multi_search_numpy(searcher.halves, stored, queries, order_d, order_i, k, T)
        same_neighbours(found[:2], wanted[:2], 100)
        assert (found[2] == wanted[2]).all()
    assert (found[2] == n).all()


def test_refined_distances(device: Device) -> None:
    rng = np.random.default_rng(10)
    d, m, m2, q, r = 24, 4, 6, 7, 11
    arguments = (
        rng.normal(size=(9, d)).astype(np.float32),
        rng.integers(0, 9, (q, r)),
        rng.integers(0, 3, (q, r)),
        rng.integers(0, 256, (q, r, m), dtype=np.uint8),
        rng.integers(0, 256, (q, r, m2), dtype=np.uint8),
        rng.normal(size=(3, m, 256, d // m)).astype(np.float32),
        rng.normal(size=(m2, 256, d // m2)).astype(np.float32),
    )
    np.testing.assert_allclose(
        refined_distances(*arguments, device), refined_distances_numpy(*arguments), rtol=1e-4
    )
