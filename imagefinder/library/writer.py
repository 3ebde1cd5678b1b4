"""The one place that writes what the workers found: index segment and catalog rows in one recoverable step.

Order within a step: contents get their ids (rows that say "to do"); the segment is appended, durable when
that returns; one catalog transaction then says "done" and vouches for the segment's sequence number. A kill
before that transaction leaves a segment that nothing vouches for, which the next opening drops; a kill after
it leaves both. No transaction is open while the index works, which may take long when it trains.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from imagefinder.catalog import GLOBAL, LOCAL, Catalog, FileToRead, PassState, Stage, explain
from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.index import SegmentedIndex
from imagefinder.library.describe import FastAnswer, ThoroughAnswer
from imagefinder.library.progress import Tally
from imagefinder.library.thumbnails import THUMBNAIL_BYTES, ThumbnailStore
from imagefinder.search.collection import FEATURES_PER_PHOTO

TRANSIENT_FAULTS = (PhotoFault.PERMISSION, PhotoFault.IO)
"""What may be mended without the file changing: tried at every scan, no reason to forget a description."""

Answer = FastAnswer | ThoroughAnswer
Batch = list[tuple[FileToRead, Answer | Exception]]


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """What is appended to a space: values (n, d), ids (n,) int64, payload (n, p) uint8 or None."""

    values: np.ndarray
    ids: np.ndarray
    payload: np.ndarray | None = None


class Writer:
    """Commits batches of answers.

    Attributes:
        failed: files of this scan that went onto the failure list.
    """

    def __init__(
        self,
        catalog: Catalog,
        global_index: SegmentedIndex,
        local_index: SegmentedIndex,
        thumbnails: ThumbnailStore,
        tally: Tally,
    ) -> None:
        self._catalog = catalog
        self._global = global_index
        self._local = local_index
        self._thumbnails = thumbnails
        self._tally = tally
        self.failed = 0

    @contextmanager
    def _commit(
        self, name: str, index: SegmentedIndex, vectors: Vectors | None
    ) -> Iterator[sqlite3.Connection]:
        """Append ``vectors``, then a transaction that vouches for them; all or nothing."""
        before = index.sequence
        try:
            if vectors is not None and len(vectors.ids):
                self._append(index, vectors)
            started = time.perf_counter()
            with self._catalog.transaction() as connection:
                yield connection
                self._catalog.spaces.commit(connection, name, index.sequence)
            self._tally.spend("write", time.perf_counter() - started)
        except BaseException:
            if index.sequence > before:
                index.truncate(before)
            raise

    def _append(self, index: SegmentedIndex, vectors: Vectors) -> None:
        started = time.perf_counter()
        try:
            # A scan that was killed while it forgot these may have left their old vectors behind.
            stale = vectors.ids[index.contains(vectors.ids)]
            if len(stale):
                index.remove(stale)
            index.append(vectors.values, vectors.ids, vectors.payload)
        except OSError as error:
            raise explain(self._catalog.path.parent, error) from error
        self._tally.spend("index", time.perf_counter() - started)

    def _fail(
        self, connection: sqlite3.Connection, file: FileToRead, stage: Stage, error: Exception
    ) -> PhotoFault:
        fault, detail = PhotoFault.CRASHED, f"{type(error).__name__}: {error}"
        if isinstance(error, PhotoError):
            fault, detail = error.fault, error.detail
        elif isinstance(error, MemoryError):
            fault, detail = PhotoFault.OUT_OF_MEMORY, "not enough memory to read this picture"
        self.failed += 1
        self._catalog.failures.record(
            connection,
            file.folder_id,
            file.directory,
            file.name,
            stage=stage,
            fault=fault,
            detail=detail,
            size=file.size,
            mtime_ns=file.mtime_ns,
        )
        return fault

    def commit_fast(self, batch: Batch) -> None:
        """Store answers of the fast pass.

        Raises:
            DiskFullError: nothing of the batch is stored then.
        """
        photos = self._catalog.photos
        started = time.perf_counter()
        grown = 0
        try:
            for _, answer in batch:
                if isinstance(answer, FastAnswer) and answer.thumbnail is not None:
                    grown += self._thumbnails.put(answer.content_hash, answer.thumbnail)
        except OSError as error:
            raise explain(self._catalog.path.parent / "thumbnails", error) from error
        self._tally.spend("write", time.perf_counter() - started)
        fresh: dict[bytes, tuple[int, NDArray[np.float16]]] = {}
        with self._catalog.transaction() as connection:
            self._catalog.settings.add(connection, THUMBNAIL_BYTES, grown)
            for _, answer in batch:
                if not isinstance(answer, FastAnswer) or answer.description is None or answer.vector is None:
                    continue
                content = photos.find_content(connection, answer.content_hash)
                if content is None or not content.fast:
                    number = photos.put_description(connection, answer.description)
                    fresh[answer.content_hash] = (number, answer.vector)
        vectors = None
        if fresh:
            ids, values = zip(*fresh.values(), strict=True)
            vectors = Vectors(np.stack(values), np.array(ids, np.int64))
        with self._commit(GLOBAL, self._global, vectors) as connection:
            photos.set_fast(connection, [number for number, _ in fresh.values()])
            readable: list[tuple[int, bytes, bytes]] = []
            for file, answer in batch:
                if _is_away(file, answer):
                    continue
                if isinstance(answer, Exception):
                    fault = self._fail(connection, file, Stage.FAST, answer)
                    photos.set_failed(connection, file.photo_id, keep=fault in TRANSIENT_FAULTS)
                    continue
                assert isinstance(answer, FastAnswer)
                content = photos.find_content(connection, answer.content_hash)
                if content is None or not content.fast:
                    continue  # its copy was forgotten meanwhile; it stays to be read
                photos.set_read(
                    connection, file.photo_id, content.description_id, answer.size, answer.mtime_ns
                )
                if content.thorough is not PassState.FAILED:
                    readable.append((file.folder_id, file.directory, file.name))
            self._catalog.failures.clear(connection, readable)

    def commit_thorough(self, batch: Batch) -> None:
        """Store answers of the thorough pass.

        Raises:
            DiskFullError: nothing of the batch is stored then.
        """
        photos = self._catalog.photos
        found = [
            (
                file.description_id,
                answer.descriptors[:FEATURES_PER_PHOTO],
                answer.geometry[:FEATURES_PER_PHOTO],
            )
            for file, answer in batch
            if file.description_id is not None
            and isinstance(answer, ThoroughAnswer)
            and answer.descriptors is not None
            and answer.geometry is not None
        ]
        vectors = None
        if found:
            vectors = Vectors(
                np.concatenate([descriptors for _, descriptors, _ in found]),
                np.concatenate([feature_ids(number, len(descriptors)) for number, descriptors, _ in found]),
                np.concatenate([geometry for _, _, geometry in found]),
            )
        with self._commit(LOCAL, self._local, vectors) as connection:
            readable: list[tuple[int, bytes, bytes]] = []
            for file, answer in batch:
                assert file.description_id is not None
                if _is_away(file, answer):
                    continue
                if isinstance(answer, Exception):
                    self._fail(connection, file, Stage.THOROUGH, answer)
                    photos.set_thorough(connection, file.description_id, PassState.FAILED, 0)
                elif isinstance(answer, ThoroughAnswer) and answer.descriptors is not None:
                    n = min(len(answer.descriptors), FEATURES_PER_PHOTO)
                    photos.set_thorough(connection, file.description_id, PassState.DONE, n)
                    readable.append((file.folder_id, file.directory, file.name))
                else:
                    photos.set_changed(connection, file.photo_id)
            self._catalog.failures.clear(connection, readable)


def _is_away(file: FileToRead, answer: Answer | Exception) -> bool:
    """Whether a file is gone, or its disk: no failure of the file, and the next walk will tell which."""
    if not isinstance(answer, PhotoError):
        return False
    if answer.fault is PhotoFault.MISSING:
        return True
    return answer.fault is PhotoFault.IO and not Path(os.fsdecode(file.root)).is_dir()


def feature_ids(description_id: int, count: int) -> NDArray[np.int64]:
    """Ids in the local space of a content's first ``count`` features, (count,) int64."""
    return description_id * FEATURES_PER_PHOTO + np.arange(count, dtype=np.int64)
