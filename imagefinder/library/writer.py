"""The one place that writes what the workers found: index segment and catalog rows in one recoverable step.

Order within a step: a catalog transaction is opened, the rows are written, the segment is appended (durable
when
that returns), its sequence number is written into the same transaction, and the transaction is committed. A
kill before
the commit leaves a segment that nothing vouches for, which the next opening drops; a kill after it leaves
both.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from imagefinder.catalog import GLOBAL, LOCAL, Catalog, FileToRead, PassState, Stage, explain
from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.index import SegmentedIndex
from imagefinder.library.describe import FastAnswer, ThoroughAnswer
from imagefinder.library.progress import Tally
from imagefinder.library.thumbnails import ThumbnailStore
from imagefinder.search.collection import FEATURES_PER_PHOTO

TRANSIENT_FAULTS = (PhotoFault.PERMISSION, PhotoFault.IO)
"""What may be mended without the file changing: tried again at every scan, and no reason to forget a
description.
"""

Answer = FastAnswer | ThoroughAnswer
Batch = list[tuple[FileToRead, Answer | Exception]]


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
    def _step(self, index: SegmentedIndex) -> Iterator[sqlite3.Connection]:
        """A transaction whose segments are dropped again if it fails, so that memory agrees with the disk."""
        before = index.sequence
        started = time.perf_counter()
        booked = self._tally.report.stages.get("index", 0.0)
        try:
            with self._catalog.transaction() as connection:
                yield connection
        except BaseException:
            if index.sequence > before:
                index.truncate(before)
            raise
        indexed = self._tally.report.stages.get("index", 0.0) - booked
        self._tally.spend("write", time.perf_counter() - started - indexed)

    def _append(
        self,
        connection: sqlite3.Connection,
        name: str,
        index: SegmentedIndex,
        vectors: np.ndarray,
        ids: np.ndarray,
        payload: np.ndarray | None = None,
    ) -> None:
        started = time.perf_counter()
        try:
            sequence = index.append(vectors, ids, payload)
        except OSError as error:
            raise explain(self._catalog.path.parent, error) from error
        self._catalog.spaces.commit(connection, name, sequence)
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
        try:
            for _, answer in batch:
                if isinstance(answer, FastAnswer) and answer.thumbnail is not None:
                    self._thumbnails.put(answer.content_hash, answer.thumbnail)
        except OSError as error:
            raise explain(self._catalog.path.parent / "thumbnails", error) from error
        self._tally.spend("write", time.perf_counter() - started)
        ids: list[int] = []
        vectors: list[np.ndarray] = []
        with self._step(self._global) as connection:
            readable: list[tuple[int, bytes, bytes]] = []
            for file, answer in batch:
                if isinstance(answer, PhotoError) and answer.fault is PhotoFault.MISSING:
                    continue  # the next walk will tell whether it was deleted or its disk is away
                if isinstance(answer, Exception):
                    fault = self._fail(connection, file, Stage.FAST, answer)
                    photos.set_failed(connection, file.photo_id, keep=fault in TRANSIENT_FAULTS)
                    continue
                assert isinstance(answer, FastAnswer)
                content = photos.find_content(connection, answer.content_hash)
                if content is not None and content.fast:
                    description_id = content.description_id
                elif answer.description is not None and answer.vector is not None:
                    description_id = photos.put_description(connection, answer.description)
                    ids.append(description_id)
                    vectors.append(answer.vector)
                else:
                    continue  # its copy was forgotten meanwhile; it stays to be read
                photos.set_read(connection, file.photo_id, description_id, answer.size, answer.mtime_ns)
                if content is None or content.thorough is not PassState.FAILED:
                    readable.append((file.folder_id, file.directory, file.name))
            self._catalog.failures.clear(connection, readable)
            if ids:
                self._append(connection, GLOBAL, self._global, np.stack(vectors), np.array(ids, np.int64))

    def commit_thorough(self, batch: Batch) -> None:
        """Store answers of the thorough pass.

        Raises:
            DiskFullError: nothing of the batch is stored then.
        """
        photos = self._catalog.photos
        ids: list[np.ndarray] = []
        vectors: list[np.ndarray] = []
        payload: list[np.ndarray] = []
        readable: list[tuple[int, bytes, bytes]] = []
        with self._step(self._local) as connection:
            for file, answer in batch:
                assert file.description_id is not None
                if isinstance(answer, PhotoError) and answer.fault is PhotoFault.MISSING:
                    continue
                if isinstance(answer, Exception):
                    self._fail(connection, file, Stage.THOROUGH, answer)
                    photos.set_thorough(connection, file.description_id, PassState.FAILED, 0)
                elif (
                    not isinstance(answer, ThoroughAnswer)
                    or answer.descriptors is None
                    or answer.geometry is None
                ):
                    photos.set_changed(connection, file.photo_id)
                else:
                    n = min(len(answer.descriptors), FEATURES_PER_PHOTO)
                    photos.set_thorough(connection, file.description_id, PassState.DONE, n)
                    ids.append(file.description_id * FEATURES_PER_PHOTO + np.arange(n, dtype=np.int64))
                    vectors.append(answer.descriptors[:n])
                    payload.append(answer.geometry[:n])
                    readable.append((file.folder_id, file.directory, file.name))
            self._catalog.failures.clear(connection, readable)
            if sum(map(len, ids)):
                self._append(
                    connection,
                    LOCAL,
                    self._local,
                    np.concatenate(vectors),
                    np.concatenate(ids),
                    np.concatenate(payload),
                )
