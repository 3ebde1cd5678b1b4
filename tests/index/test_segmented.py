"""The index on disk: durable, recoverable, searchable while it changes."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from index_vectors import clustered, nearest

from imagefinder.errors import DamagedFileError, LibraryError
from imagefinder.index import (
    ElementTypeError,
    IdError,
    NotFiniteError,
    ParameterError,
    SegmentedIndex,
    ShapeError,
)
from imagefinder.jobs import JobCancelled, JobControl

D = 16
BYTES = np.clip(np.rint(clustered(3000, d=D) * 2 + 128), 0, 255).astype(np.uint8)
QUERIES = np.clip(np.rint(clustered(40, d=D, seed=1) * 2 + 128), 0, 255).astype(np.uint8)
IDS = np.arange(3000) * 11 + 5
PAYLOAD = np.stack([IDS % 251, IDS // 251], axis=1).astype(np.uint8)


def opened(folder: Path, **options: object) -> SegmentedIndex:
    settings: dict[str, object] = {"dim": D, "payload_bytes": 2, "bytes_per_vector": 8, "exact_below": 1000}
    return SegmentedIndex.open(folder, **(settings | options))


def fill(index: SegmentedIndex, start: int, end: int, step: int = 250) -> None:
    for i in range(start, end, step):
        part = slice(i, min(i + step, end))
        index.append(BYTES[part], IDS[part], PAYLOAD[part])


def recall(index: SegmentedIndex, n: int, **options: int) -> float:
    hits = index.search(QUERIES, 10, **options)
    assert (hits.payload[:, :, 0] == hits.ids % 251).all()
    return float((hits.ids == IDS[nearest(BYTES[:n], QUERIES, 1)]).any(axis=1).mean())


def test_exact_then_lopq(tmp_path: Path) -> None:
    index = opened(tmp_path)
    assert (index.method, len(index), index.sequence, index.parameters) == ("exact", 0, 0, {})
    assert (index.search(QUERIES, 3).ids == -1).all()
    fill(index, 0, 750)
    assert index.method == "exact" and recall(index, 750) == 1.0
    wanted = ((QUERIES[:, None].astype(float) - BYTES[None, :750]) ** 2).sum(-1).min(1)
    assert (index.search(QUERIES, 1).distances[:, 0] == wanted).all()
    fill(index, 750, 3000)
    assert index.method == "LOPQ" and len(index) == 3000 and index.sequence == 12
    assert recall(index, 3000) > 0.8
    assert recall(index, 3000, rerank=100, probes=16) > 0.95
    hits = index.search(QUERIES, 1, rerank=100, probes=16)
    true = ((QUERIES.astype(float) - index.vectors(hits.ids[:, 0])) ** 2).sum(1)
    np.testing.assert_allclose(hits.distances[:, 0], true, rtol=1e-5)
    assert index.nbytes > 0 and index.disk_bytes > 3000 * D


def test_opened_again_it_answers_the_same(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 2000)
    index.remove(IDS[:100])
    before = index.search(QUERIES, 10)
    for again in (opened(tmp_path), opened(tmp_path, read_only=True)):
        after = again.search(QUERIES, 10)
        np.testing.assert_array_equal(after.ids, before.ids)
        np.testing.assert_array_equal(after.distances, before.distances)
        assert (len(again), again.sequence, again.method) == (1900, 9, "LOPQ")
    with pytest.raises(LibraryError, match="reading only"):
        again.append(BYTES[:1], [99999], PAYLOAD[:1])


def test_removed_then_appended_again(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 1500)
    assert index.remove(IDS[:300]) == 7
    assert index.remove(IDS[:300]) == 7  # nothing left to do, no new change
    assert not np.isin(index.search(QUERIES, 20).ids, IDS[:300]).any()
    assert not index.contains(IDS[:300]).any() and index.contains(IDS[300:1500]).all()
    with pytest.raises(IdError, match="is not in the index"):
        index.vectors(IDS[:1])
    index.append(BYTES[1500:1800], IDS[:300], PAYLOAD[:300])  # the same ids, other vectors
    assert (index.vectors(IDS[:300]) == BYTES[1500:1800]).all()
    assert (index.payload(IDS[:300]) == PAYLOAD[:300]).all()
    again = opened(tmp_path)
    assert (again.vectors(IDS[:300]) == BYTES[1500:1800]).all() and len(again) == 1500


def test_truncate_takes_back_what_came_later(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 500)
    kept = index.sequence
    before = index.search(QUERIES, 10)
    index.remove(IDS[:50])
    fill(index, 500, 750)
    index.truncate(kept)
    assert index.sequence == kept and len(index) == 500
    np.testing.assert_array_equal(index.search(QUERIES, 10).ids, before.ids)
    fill(index, 500, 750)
    assert opened(tmp_path).sequence == kept + 1
    index.truncate(0)
    assert len(index) == 0 and len(opened(tmp_path)) == 0


def test_merge_and_refit_change_files_not_answers(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 2000, step=100)
    index.remove(IDS[::10])
    before = index.search(QUERIES, 10, rerank=200, probes=16)
    files = len(list(tmp_path.iterdir()))
    index.merge()
    assert index.parameters["parts"] == 1 and len(index) == 1800
    assert len(list(tmp_path.iterdir())) < files
    for state in (index, opened(tmp_path)):
        np.testing.assert_array_equal(state.search(QUERIES, 10, rerank=200, probes=16).ids, before.ids)
    with pytest.raises(LibraryError, match="merged"):
        index.truncate(index.sequence - 3)
    index.refit()
    assert index.parameters["fitted_on"] == 1800
    after = index.search(QUERIES, 10, rerank=200, probes=16)
    assert (after.ids == before.ids).mean() > 0.9
    fill(index, 2000, 2200)
    assert len(opened(tmp_path)) == 2000
    index.merge()
    assert (index.vectors(IDS[2000:2200]) == BYTES[2000:2200]).all()


def test_large_parts_keep_their_lists_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagefinder.index.segments.LARGE", 500)
    monkeypatch.setattr("imagefinder.index.segmented.LARGE", 500)
    index = opened(tmp_path)
    fill(index, 0, 1200, step=1200)
    fill(index, 1200, 1500)
    index.remove(IDS[:20])
    assert any(p.large for p in index._state.parts)
    before = index.search(QUERIES, 10)
    again = opened(tmp_path)
    np.testing.assert_array_equal(again.search(QUERIES, 10).ids, before.ids)
    again.merge()
    np.testing.assert_allclose(again.search(QUERIES, 10).distances, before.distances, rtol=1e-5)
    assert not np.isin(again.search(QUERIES, 10).ids, IDS[:20]).any()


def test_many_small_parts_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagefinder.index.segmented.SMALL_PARTS", 5)
    index = opened(tmp_path, exact_below=5000)
    fill(index, 0, 900, step=50)
    assert len(index._state.parts) <= 6
    assert recall(index, 900) == 1.0
    index.truncate(index.sequence - 1)  # the last change can always be taken back
    assert len(index) == 850


def test_cancelled_refit_changes_nothing(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 1200)
    before, control = index.parameters, JobControl()
    control.cancel()
    with pytest.raises(JobCancelled):
        index.refit(control)
    assert index.parameters == before
    assert recall(index, 1200) > 0.8


def test_search_while_another_thread_writes(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 1200)
    faults: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                hits = index.search(QUERIES, 5)
                assert (hits.ids >= 0).all()
                assert (hits.payload[:, :, 0] == hits.ids % 251).all()
        except BaseException as error:  # the main thread reports it
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    fill(index, 1200, 2000, step=100)
    index.remove(IDS[:200])
    index.merge()
    index.refit()
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults and len(index) == 1800


def test_appends_go_on_while_a_model_is_trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = opened(tmp_path)
    fill(index, 0, 1200)
    original = SegmentedIndex._encode

    def encode_and_append(self: SegmentedIndex, *arguments: object) -> object:
        if len(self) == 1200:
            fill(self, 1200, 1300)
            self.remove(IDS[:10])
        return original(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(SegmentedIndex, "_encode", encode_and_append)
    index.refit()
    assert len(index) == 1290
    hits = index.search(BYTES[1200:1300], 1, rerank=50, probes=16)
    assert (hits.distances[:, 0] == 0).mean() > 0.9
    assert len(opened(tmp_path)) == 1290


def test_float16_vectors(tmp_path: Path) -> None:
    index = opened(tmp_path, dtype=np.float16, payload_bytes=0)
    X = clustered(1500, d=D)
    index.append(X, IDS[:1500])
    assert index.method == "LOPQ"
    assert index.vectors(IDS[:3]).dtype == np.float16
    assert (index.search(X[:50], 1, rerank=50).ids[:, 0] == IDS[:50]).mean() > 0.95
    with pytest.raises(ElementTypeError, match="65504"):
        index.append(np.full((1, D), 1e5), [77777])


def test_bad_input_is_refused_by_name(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 100)
    with pytest.raises(ShapeError):
        index.append(BYTES[:, :3], IDS, PAYLOAD)
    with pytest.raises(ShapeError, match="payload"):
        index.append(BYTES[200:202], IDS[200:202], PAYLOAD[:1])
    with pytest.raises(ElementTypeError, match="payload"):
        index.append(BYTES[200:201], IDS[200:201], PAYLOAD[:1].astype(float))
    with pytest.raises(ElementTypeError, match="whole numbers"):
        index.append(BYTES[200:201] + 0.5, IDS[200:201], PAYLOAD[:1])
    with pytest.raises(NotFiniteError):
        index.append(np.full((1, D), np.nan), IDS[200:201], PAYLOAD[:1])
    with pytest.raises(IdError, match="already in use"):
        index.append(BYTES[:1], IDS[:1], PAYLOAD[:1])
    with pytest.raises(ParameterError):
        index.search(QUERIES, 0)
    with pytest.raises(ParameterError):
        index.search(QUERIES, 1, probes=0)
    with pytest.raises(NotFiniteError):
        index.search(np.full((1, D), np.inf), 1)
    with pytest.raises(LibraryError, match="dim 16, not 17"):
        opened(tmp_path, dim=17)
    with pytest.raises(ElementTypeError):
        opened(tmp_path / "other", dtype=np.int32)
    assert len(index) == 100 and index.sequence == 1


@pytest.mark.slow
def test_every_altered_byte_is_noticed_or_harmless(tmp_path: Path) -> None:
    index = opened(tmp_path, exact_below=40, bytes_per_vector=2)
    index.append(BYTES[:60], IDS[:60], PAYLOAD[:60])
    index.remove(IDS[:2])
    wanted = index.search(QUERIES[:3], 3, rerank=10)
    for path in sorted(tmp_path.iterdir()):
        whole = path.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 150)):
            altered = bytearray(whole)
            altered[at] ^= 0x10
            path.write_bytes(altered)
            try:
                again = opened(tmp_path, read_only=True)
                hits = again.search(QUERIES[:3], 3, rerank=10)
            except (DamagedFileError, LibraryError):
                continue
            np.testing.assert_array_equal(hits.ids, wanted.ids)
            np.testing.assert_array_equal(hits.distances, wanted.distances)
            np.testing.assert_array_equal(hits.payload, wanted.payload)
        path.write_bytes(whole)
    assert len(opened(tmp_path)) == 58


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 100)
    next(tmp_path.glob("rows-*.ifx")).unlink()
    with pytest.raises(LibraryError, match="rows-1"):
        opened(tmp_path)


def test_leftovers_of_an_interrupted_change_are_swept(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 100)
    (tmp_path / "rows-99.ifx").write_bytes(b"half")
    (tmp_path / ".rows-98.ifx.1.tmp").write_bytes(b"half")
    assert len(opened(tmp_path)) == 100
    assert {p.name for p in tmp_path.iterdir()} == {"manifest.ifx", "rows-1.ifx"}


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = opened(tmp_path)
    fill(index, 0, 100)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("imagefinder.index.container.os.fsync", full)
    with pytest.raises(LibraryError, match="disk is full"):
        fill(index, 100, 200)
    monkeypatch.undo()
    assert len(index) == 100 and index.sequence == 1
    fill(index, 100, 200)
    assert len(opened(tmp_path)) == 200


def test_sample_is_of_the_living(tmp_path: Path) -> None:
    index = opened(tmp_path)
    fill(index, 0, 500)
    index.remove(IDS[:400])
    assert len(index.sample(1000)) == 100
    assert (index.sample(30, seed=3) == index.sample(30, seed=3)).all()
    assert len(index.sample(30)) == 30


def test_a_reader_that_stays_open_sees_what_a_writer_does(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    fill(writer, 0, 500)
    reader = opened(tmp_path, read_only=True)
    assert len(reader) == 500
    fill(writer, 500, 750)
    assert len(reader) == 750 and reader.sequence == writer.sequence
    assert recall(reader, 750) == 1.0
    writer.remove(IDS[:100])
    assert not reader.contains(IDS[:100]).any() and len(reader) == 650
    before = reader.state
    fill(writer, 750, 2500)  # trains a model and sweeps files away
    assert reader.method == "LOPQ" and reader.parameters == writer.parameters
    for index in (reader, writer):
        assert (index.search(QUERIES, 5).ids == writer.search(QUERIES, 5).ids).all()
    assert len(before.living_rows) == 650, "a search keeps what it began with"


def test_a_reader_keeps_what_it_has_while_a_manifest_cannot_be_read(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    fill(writer, 0, 500)
    reader = opened(tmp_path, read_only=True)
    good = (tmp_path / "manifest.ifx").read_bytes()
    (tmp_path / "manifest.ifx").write_bytes(good[:-3])
    assert recall(reader, 500) == 1.0
    (tmp_path / "manifest.ifx").unlink()
    assert recall(reader, 500) == 1.0
    (tmp_path / "manifest.ifx").write_bytes(good)
    fill(opened(tmp_path), 500, 750)
    assert len(reader) == 750
