"""What every index promises, held for every method."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from index_vectors import clustered, nearest

from imagefinder.errors import DamagedFileError, LibraryError, NewerFormatError, NotFittedError
from imagefinder.index import (
    FLANN,
    IVFADC,
    LOPQ,
    OPQ,
    PQ,
    ElementTypeError,
    Exact,
    HammingEmbedding,
    IdError,
    Index,
    MultiIndex,
    MultiLOPQ,
    NotFiniteError,
    ParameterError,
    PQTree,
    ShapeError,
    SpectralHashing,
)
from imagefinder.index.container import write_container
from imagefinder.jobs import JobCancelled, JobControl

METHODS: dict[str, Callable[..., Index]] = {
    "exact": Exact,
    "ADC": lambda **o: PQ(8, **o),
    "SDC": lambda **o: PQ(8, symmetric=True, **o),
    "IVFADC": lambda **o: IVFADC(8, 16, **o),
    "IVFADC+R": lambda **o: IVFADC(4, 16, refinement=8, **o),
    "OPQ_P": lambda **o: OPQ(8, rotation="parametric", **o),
    "OPQ_NP": lambda **o: OPQ(8, rotation="non-parametric", **o),
    "I-OPQ": lambda **o: OPQ(8, 16, **o),
    "LOPQ": lambda **o: LOPQ(8, 16, **o),
    "LOPQ grouped": lambda **o: LOPQ(8, 16, rotations=4, **o),
    "LOPQ private": lambda **o: LOPQ(8, 4, codebooks="private", probes=4, **o),
    "LOPQ+R": lambda **o: LOPQ(4, 16, refinement=8, **o),
    "Multi-D-ADC": lambda **o: MultiIndex(8, 8, candidates=500, **o),
    "OMulti-D-OADC": lambda **o: MultiIndex(8, 8, optimised=True, candidates=500, **o),
    "Multi-LOPQ": lambda **o: MultiLOPQ(8, 8, candidates=500, **o),
    "Multi-LOPQ private": lambda **o: MultiLOPQ(8, 3, codebooks="private", candidates=500, **o),
    "PQ tree": lambda **o: PQTree(8, candidates=500, **o),
    "spectral hashing": lambda **o: SpectralHashing(8, **o),
    "Hamming embedding": lambda **o: HammingEmbedding(8, 4, probes=4, **o),
    "FLANN": lambda **o: FLANN(**o),
    "FLANN k-means": lambda **o: FLANN(algorithm="k-means tree", **o),
}
# least recall@10 of the true nearest: well under what each reaches, well above chance (0.005)
FLOORS = {"SDC": 0.6, "spectral hashing": 0.3, "Hamming embedding": 0.3, "PQ tree": 0.6}

X = clustered(2000)
Q = clustered(60, seed=1)


@pytest.fixture(scope="module")
def built() -> dict[str, Index]:
    found = {}
    for name, make in METHODS.items():
        found[name] = make().fit(X)
        found[name].add(X)
    return found


each = pytest.mark.parametrize("name", METHODS)


@each
def test_finds_what_is_near(built: dict[str, Index], name: str) -> None:
    index = built[name]
    ids, distances = index.search(Q, 10)
    assert ids.shape == distances.shape == (60, 10)
    assert ids.dtype == np.int64 and distances.dtype == np.float32
    assert (np.diff(distances, axis=1)[ids[:, 1:] >= 0] >= 0).all()
    recall = (ids == nearest(X, Q, 1)).any(axis=1).mean()
    assert recall >= (1.0 if name == "exact" else FLOORS.get(name, 0.75))
    assert len(index) == 2000
    assert index.nbytes > 0


@each
def test_saved_and_opened_it_answers_the_same(built: dict[str, Index], name: str, tmp_path: Path) -> None:
    index = built[name]
    size = index.save(tmp_path / "index.ifx")
    assert size == (tmp_path / "index.ifx").stat().st_size
    assert index.nbytes <= size <= index.nbytes + 8192
    for mmap in (True, False):
        again = type(index).open(tmp_path / "index.ifx", mmap=mmap)
        assert len(again) == len(index) and again.nbytes == index.nbytes
        for mine, theirs in zip(again.search(Q, 10), index.search(Q, 10), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    new = again.add(X[:5] + 0.01)
    assert (new >= 2000).all()  # ids go on where they stopped


@each
def test_same_seed_same_answers(built: dict[str, Index], name: str) -> None:
    again = METHODS[name]().fit(X)
    again.add(X)
    for mine, theirs in zip(again.search(Q, 10), built[name].search(Q, 10), strict=True):
        np.testing.assert_array_equal(mine, theirs)


@each
def test_adding_in_parts_is_adding_at_once(built: dict[str, Index], name: str) -> None:
    again = METHODS[name]().fit(X)
    for start in range(0, 2000, 400):
        again.add(X[start : start + 400])
        again.search(Q[:2], 3)
    if name.startswith("FLANN"):  # its random trees grow in another order
        assert len(again) == 2000
        return
    np.testing.assert_allclose(again.search(Q, 10)[1], built[name].search(Q, 10)[1], rtol=1e-4, atol=1e-3)


@each
def test_removed_vectors_are_gone_and_ids_stay(name: str) -> None:
    index = METHODS[name]().fit(X)
    ids = np.arange(2000) * 7 + 3
    index.add(X, ids)
    best = index.search(Q, 1)[0][:, 0]
    gone = np.unique(best[best >= 0])
    assert index.remove(gone) == len(gone)
    assert index.remove(gone) == 0
    found = index.search(Q, 10)[0]
    assert not np.isin(found, gone).any()
    assert np.isin(found[found >= 0], ids).all()
    assert len(index) == 2000 - len(gone)
    index.add(X[(gone - 3) // 7], gone)  # a removed id may come back
    assert len(index) == 2000
    assert np.isin(index.search(Q, 10)[0], gone).any()


@each
@pytest.mark.parametrize("n", [1, 3, 10, 200])
def test_tiny_collections_work(name: str, n: int) -> None:
    index = METHODS[name]().fit(X[:n])
    index.add(X[:n])
    ids, distances = index.search(X[:1], 5)
    assert (ids[0] >= 0).sum() >= 1
    assert ids[0, 0] == 0 or distances[0, 0] == distances[0, list(ids[0]).index(0)]
    assert (ids[:, min(n, 5) :] == -1).all() and np.isinf(distances[:, min(n, 5) :]).all()


@each
def test_empty_index_and_no_queries(name: str) -> None:
    index = METHODS[name]().fit(X[:300])
    ids, distances = index.search(Q, 4)
    assert (ids == -1).all() and np.isinf(distances).all() and len(index) == 0
    index.add(X[:0])
    index.add(X[:50])
    assert index.search(Q[:0], 4)[0].shape == (0, 4)


@each
@pytest.mark.parametrize("data", ["all the same", "one dimension varies", "zeros"])
def test_degenerate_data(name: str, data: str) -> None:
    same = np.zeros((300, 16), np.float32)
    if data == "all the same":
        same += 5
    elif data == "one dimension varies":
        same[:, 3] = np.arange(300)
    index = METHODS[name]().fit(same)
    index.add(same)
    ids, distances = index.search(same[:4], 5)
    assert (ids >= 0).any(axis=1).all()
    assert not np.isnan(distances).any()


@each
def test_bad_input_is_refused_by_name(built: dict[str, Index], name: str) -> None:
    index = built[name]
    with pytest.raises(ShapeError, match="32 dimensions, got 31"):
        index.search(Q[:, :31], 1)
    with pytest.raises(ShapeError, match=r"shape \(n, d\)"):
        index.search(Q[0], 1)
    with pytest.raises(ElementTypeError, match="real numbers"):
        index.search(Q.astype(complex), 1)
    with pytest.raises(ElementTypeError):
        index.search(np.array([["a"] * 32]), 1)
    for bad in (np.nan, np.inf, -np.inf, 1e300, -1e19):
        with pytest.raises(NotFiniteError, match="vector 2"):
            index.add(np.where(np.arange(5)[:, None] == 2, bad, X[:5].astype(np.float64)))
    for k in (0, -1, 2.5, True, None):
        with pytest.raises(ParameterError, match="k must be"):
            index.search(Q, k)
    with pytest.raises(IdError, match="already in use"):
        index.add(X[:1], [5])
    with pytest.raises(IdError, match="stands twice"):
        index.add(X[:2], [9000, 9000])
    with pytest.raises(IdError, match="negative"):
        index.add(X[:1], [-4])
    with pytest.raises(ShapeError, match="ids must have shape"):
        index.add(X[:2], [9000])
    with pytest.raises(ElementTypeError, match="integers"):
        index.add(X[:1], [0.5])
    with pytest.raises(IdError, match="cannot be fitted again"):
        index.fit(X)
    assert len(index) == 2000


@each
def test_not_fitted(name: str, tmp_path: Path) -> None:
    index = METHODS[name]()
    with pytest.raises(NotFittedError):
        index.search(Q, 1)
    with pytest.raises(NotFittedError):
        index.save(tmp_path / "index.ifx")
    if type(index).needs_fit:
        with pytest.raises(NotFittedError):
            index.add(X)
    with pytest.raises(ShapeError):
        index.fit(X[:0])
    with pytest.raises(ShapeError):
        index.fit(np.zeros((4, 0)))


@each
def test_k_beyond_n_is_padded(built: dict[str, Index], name: str) -> None:
    index = METHODS[name]().fit(X[:200])
    index.add(X[:20])
    ids, distances = index.search(Q[:3], 50)
    assert ids.shape == (3, 50)
    assert ((ids < 0) == np.isinf(distances)).all()
    assert (ids[:, 20:] == -1).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["exact", "LOPQ+R", "Multi-LOPQ", "PQ tree", "spectral hashing"])
def test_every_altered_byte_is_noticed_or_harmless(name: str, tmp_path: Path) -> None:
    small = clustered(30, d=4, clusters=2)
    index = {"LOPQ+R": lambda: LOPQ(1, 1, refinement=1), "Multi-LOPQ": lambda: MultiLOPQ(2, 1)}.get(
        name, METHODS[name]
    )()
    index.fit(small[:6])
    index.add(small[:6])
    path = tmp_path / "index.ifx"
    index.save(path)
    wanted = index.search(small, 3)
    whole = bytearray(path.read_bytes())
    step = max(1, len(whole) // 700)
    noticed = 0
    for at in range(0, len(whole), step):
        altered = bytearray(whole)
        altered[at] ^= 0x41
        path.write_bytes(altered)
        try:
            again = type(index).open(path, mmap=False)
        except (DamagedFileError, NewerFormatError):
            noticed += 1
            continue
        for mine, theirs in zip(again.search(small, 3), wanted, strict=True):
            np.testing.assert_array_equal(mine, theirs)
    assert noticed > 100  # what is not noticed is padding between arrays
    for length in {0, 1, 19, 20, 40, len(whole) // 2, len(whole) - 1}:
        path.write_bytes(whole[:length])
        with pytest.raises(LibraryError):
            type(index).open(path)
    path.write_bytes(whole + b"x")
    with pytest.raises(DamagedFileError):
        type(index).open(path)


def test_other_kinds_newer_formats_and_missing_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "index.ifx"
    PQ(4).fit(X).save(path)
    with pytest.raises(DamagedFileError, match="PQ index, not LOPQ"):
        LOPQ.open(path)
    with pytest.raises(LibraryError, match="cannot be read"):
        PQ.open(tmp_path / "nothing.ifx")
    with pytest.raises(LibraryError, match="cannot be written"):
        PQ(4).fit(X).save(tmp_path / "no folder" / "index.ifx")
    monkeypatch.setattr("imagefinder.index.container.VERSION", 2)
    write_container(path, "PQ", {}, {})
    monkeypatch.undo()
    with pytest.raises(NewerFormatError, match="format 2, newer than 1"):
        PQ.open(path)


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "index.ifx"
    index = PQ(4).fit(X)
    index.save(path)
    before = path.read_bytes()
    index.add(X)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("imagefinder.index.container.os.fsync", full)
    with pytest.raises(LibraryError, match="disk is full"):
        index.save(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["index.ifx"]


def test_readers_while_one_adds_and_removes() -> None:
    index = LOPQ(8, 16, probes=16).fit(X)
    index.add(X[:500])
    faults: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                ids, distances = index.search(Q, 5)
                assert (ids >= 0).all() and np.isfinite(distances).all()
        except BaseException as error:  # the main thread reports it
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for start in range(500, 2000, 100):
        index.add(X[start : start + 100])
        index.remove(np.arange(start - 500, start - 450))
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert len(index) == 2000 - 15 * 50


def test_fitting_can_be_cancelled() -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(JobCancelled):
        LOPQ(8, 16).fit(X, control=control)


@pytest.mark.parametrize("name", ["ADC", "LOPQ+R", "LOPQ private", "Multi-LOPQ", "spectral hashing"])
def test_numpy_alone_gives_the_same(built: dict[str, Index], name: str) -> None:
    index = METHODS[name](device="numpy").fit(X)
    index.add(X)
    mine, theirs = index.search(Q, 10), built[name].search(Q, 10)
    assert (mine[0] == nearest(X, Q, 1)).any(1).mean() >= (theirs[0] == nearest(X, Q, 1)).any(1).mean() - 0.1


def test_exact_search_has_no_rounding_near_zero() -> None:
    rng = np.random.default_rng(0)
    X = (1000 + rng.normal(size=(500, 64))).astype(np.float32)
    index = Exact()
    index.add(X)
    ids, distances = index.search(X, 3)
    assert (ids[:, 0] == np.arange(500)).all() and (distances[:, 0] == 0).all()
    wanted = ((X[:, None].astype(np.float64) - X[None]) ** 2).sum(-1)
    np.testing.assert_allclose(distances, np.sort(wanted, axis=1)[:, :3], rtol=1e-4)


def test_exact_search_keeps_bytes() -> None:
    rng = np.random.default_rng(0)
    index = Exact(dtype="uint8")
    index.add(rng.integers(0, 256, (100, 128)))
    assert index.nbytes == 100 * 129
    with pytest.raises(ElementTypeError, match="0 to 255"):
        index.add(np.full((1, 128), 300))
    with pytest.raises(ElementTypeError, match="uint8, float16 or float32"):
        Exact(dtype="int64")


def test_compact_descriptions_decode_near_their_vectors() -> None:
    wide = clustered(1500, d=50)
    for index in (OPQ(10).fit(wide), LOPQ(10, 8).fit(wide)):
        lists, codes = index.encode(wide)
        assert codes.shape == (1500, 10)
        error = ((index.decode(lists, codes) - wide) ** 2).sum(1).mean()
        assert error < 0.1 * ((wide - wide.mean(0)) ** 2).sum(1).mean()


def test_beam_lowers_the_error_of_codes_and_outlives_saving(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    # no clusters: cells have borders to cross
    learnt, blob = rng.normal(size=(2, 3000, 16)).astype(np.float32)
    errors = {}
    for beam in (1, 2, 4):
        index = LOPQ(2, 16, beam=beam).fit(learnt)
        index.add(blob)
        lists, codes = index.encode(blob)
        errors[beam] = ((index.decode(lists, codes) - blob) ** 2).sum(1)
        index.save(tmp_path / "index")
        opened = LOPQ.open(tmp_path / "index")
        assert opened.model.beam == beam
        for mine, theirs in zip((lists, codes), opened.encode(blob), strict=True):
            assert (mine == theirs).all()
    assert (errors[2] <= errors[1] + 1e-3).all()
    assert (errors[4] <= errors[2] + 1e-3).all()
    assert errors[4].mean() < 0.99 * errors[1].mean()


def test_beam_is_chosen_by_the_share_of_cells_that_a_search_visits() -> None:
    assert LOPQ(8, 16, probes=2).fit(X).model.beam == 2
    assert LOPQ(8, 16, probes=1).fit(X).model.beam == 1
    assert LOPQ(8, 16, probes=1, beam=3).fit(X).model.beam == 3


def test_wrong_parameters() -> None:
    for make in (
        lambda: LOPQ(0),
        lambda: LOPQ(300),
        lambda: LOPQ(8, 0),
        lambda: LOPQ(codebooks="both"),
        lambda: LOPQ(beam=0),
        lambda: MultiIndex(7),
        lambda: OPQ(rotation="none"),
        lambda: FLANN(algorithm="magic"),
        lambda: PQ(8, seed=-1),
    ):
        with pytest.raises(ParameterError):
            make()
    index = LOPQ(8, 16).fit(X)
    with pytest.raises(ParameterError, match="probes"):
        index.search(Q, 1, probes=0)
