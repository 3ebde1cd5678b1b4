"""A scan: walk, fast pass, thorough pass, index upkeep; each can be stopped, killed and taken up again."""

from __future__ import annotations

import importlib.util
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from imagefinder import __version__
from imagefinder.catalog import GLOBAL, LOCAL, Catalog, FileToRead, FolderRow
from imagefinder.errors import PhotoFault
from imagefinder.index import SegmentedIndex
from imagefinder.jobs import JobControl
from imagefinder.library.compare import Comparison
from imagefinder.library.describe import FastAnswer, FastTask, ThoroughAnswer, ThoroughTask, describe
from imagefinder.library.progress import Gauge, ScanProgress, ScanReport, Tally
from imagefinder.library.spaces import needs_training
from imagefinder.library.thumbnails import THUMBNAIL_BYTES, ThumbnailStore
from imagefinder.library.writer import TRANSIENT_FAULTS, Answer, Batch, Writer, feature_ids
from imagefinder.photos import WorkerPool

PAGE = 500
"""Files that are asked of the catalog at a time; a queue of a million files must not lie in memory."""
BATCH = 256
BATCH_SECONDS = 10.0
"""A batch is committed when it holds so many answers or is so old: what a kill can cost."""
PROGRESS_SECONDS = 0.1
DEADLINE_SECONDS = 90.0
REMEMBERED_SECONDS = 30 * 24 * 3600.0
"""How long a deleted file is remembered: a folder that is moved while its disk travels keeps its
descriptions.
"""
_READERS = "readers"

Task = FastTask | ThoroughTask


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """What a scan is to do.

    Attributes:
        folders: the folders to walk.
        fast_only: leave the thorough pass out.
        workers: processes that read.
        retry_failed: try every failed file again.
        memory_limit: bytes that a worker may hold, None for no limit.
    """

    folders: Sequence[FolderRow]
    fast_only: bool
    workers: int
    retry_failed: bool
    memory_limit: int | None


class Scanner:
    """Carries out one scan of a library."""

    def __init__(
        self,
        catalog: Catalog,
        global_index: SegmentedIndex,
        local_index: SegmentedIndex,
        thumbnails: ThumbnailStore,
        avoid: frozenset[tuple[int, int]],
    ) -> None:
        self._catalog = catalog
        self._global = global_index
        self._local = local_index
        self._thumbnails = thumbnails
        self._avoid = avoid
        self.report = ScanReport()
        self._tally = Tally(self.report)
        self._writer = Writer(catalog, global_index, local_index, thumbnails, self._tally)

    def run(self, plan: ScanPlan, control: JobControl | None) -> Iterator[ScanProgress]:
        """Do the scan, telling where it stands; whoever stops asking stops it, and loses nothing.

        Raises:
            JobCancelled: when ``control`` was cancelled, after everything that was ready has been stored.
        """
        started = time.perf_counter()
        self.report.workers = plan.workers
        try:
            self._retry(plan)
            yield from self._timed("walk", self._walk(plan, control))
            with WorkerPool(
                describe, workers=plan.workers, deadline_s=DEADLINE_SECONDS, memory_limit=plan.memory_limit
            ) as pool:
                yield from self._timed("fast", self._fast(pool, control))
                if not plan.fast_only:
                    yield from self._timed("thorough", self._thorough(pool, control))
            yield from self._timed("index", self._upkeep(control))
            self.report.finished = True
        finally:
            self.report.elapsed_s = time.perf_counter() - started
            self.report.failed = self._writer.failed
            self._tally.close()

    def _retry(self, plan: ScanPlan) -> None:
        """Put failed files in line again that may be read now: all on request, else those with a passing
        fault, and
        those of formats that this program could not read when it had other readers.
        """
        faults = list(TRANSIENT_FAULTS)
        if self._catalog.settings.get(_READERS) != (readers := _readers()):
            faults.append(PhotoFault.UNSUPPORTED)
            self._catalog.settings.set(_READERS, readers)
        self._catalog.failures.retry(None if plan.retry_failed else faults)

    def _timed(self, name: str, stage: Iterator[ScanProgress]) -> Iterator[ScanProgress]:
        started = time.perf_counter()
        try:
            yield from stage
        finally:
            self.report.passes[name] = time.perf_counter() - started

    def _walk(self, plan: ScanPlan, control: JobControl | None) -> Iterator[ScanProgress]:
        gauge = Gauge("walk", 0)
        yield gauge.progress()
        yield from Comparison(self._catalog, self._avoid).run(list(plan.folders), gauge, control)

    def _fast(self, pool: WorkerPool[Task, Answer], control: JobControl | None) -> Iterator[ScanProgress]:
        gauge = Gauge("fast", self._catalog.photos.count_to_read())
        in_hand: Counter[int] = Counter()
        fresh: dict[int, set[bytes]] = {}
        deferred: list[FileToRead] = []

        def task(file: FileToRead) -> FastTask:
            in_hand[file.size] += 1
            known = self._catalog.photos.hashes_of_size(file.size) + tuple(fresh.get(file.size, ()))
            return FastTask(_path(file), known)

        def first_of_their_size() -> Iterator[tuple[FileToRead, Task]]:
            for file in self._pages(self._catalog.photos.to_read, lambda file: file.photo_id):
                # A file as long as one that is in work may be its copy: wait for the hash, so as to describe
                # it once.
                if in_hand[file.size]:
                    deferred.append(file)
                else:
                    yield file, task(file)

        def store(batch: Batch) -> None:
            self._writer.commit_fast(batch)
            for file, _ in batch:
                in_hand[file.size] -= 1
            fresh.clear()

        def note(file: FileToRead, answer: Answer | Exception) -> None:
            if isinstance(answer, FastAnswer):
                self.report.photos += 1
                fresh.setdefault(answer.size, set()).add(answer.content_hash)

        yield from self._pass(pool, "fast", first_of_their_size(), gauge, control, note, store)
        if deferred:
            copies = ((file, task(file)) for file in deferred)
            yield from self._pass(pool, "fast", copies, gauge, control, note, store)

    def _thorough(self, pool: WorkerPool[Task, Answer], control: JobControl | None) -> Iterator[ScanProgress]:
        gauge = Gauge("thorough", self._catalog.photos.count_to_describe(), self._writer.failed)

        def tasks() -> Iterator[tuple[FileToRead, Task]]:
            for file in self._pages(self._catalog.photos.to_describe, lambda file: file.description_id or 0):
                assert file.content_hash is not None
                yield file, ThoroughTask(_path(file), file.content_hash)

        def note(file: FileToRead, answer: Answer | Exception) -> None:
            self.report.described += isinstance(answer, ThoroughAnswer)

        yield from self._pass(pool, "thorough", tasks(), gauge, control, note, self._writer.commit_thorough)

    @staticmethod
    def _pages(
        ask: Callable[[int, int], list[FileToRead]], key: Callable[[FileToRead], int]
    ) -> Iterator[FileToRead]:
        after = 0
        while page := ask(after, PAGE):
            yield from page
            after = key(page[-1])

    def _pass(
        self,
        pool: WorkerPool[Task, Answer],
        name: str,
        tasks: Iterable[tuple[FileToRead, Task]],
        gauge: Gauge,
        control: JobControl | None,
        note: Callable[[FileToRead, Answer | Exception], None],
        store: Callable[[Batch], None],
    ) -> Iterator[ScanProgress]:
        """Send the tasks through the pool, the answers to ``store`` in batches, whatever ends the pass."""
        batch: Batch = []
        since = told = time.monotonic()
        answers = pool.run(tasks, control)

        def flush() -> None:
            nonlocal batch, since
            ready, batch = batch, []
            if ready:
                store(ready)
            since = time.monotonic()

        yield gauge.progress()
        try:
            for file, answer in answers:
                if not isinstance(answer, Exception):
                    self._tally.add(name, answer.seconds, answer.process, answer.memory)
                note(file, answer)
                batch.append((file, answer))
                gauge.failed += isinstance(answer, Exception)
                gauge.step(file.path)
                now = time.monotonic()
                paused = control is not None and control.paused
                if len(batch) >= BATCH or now - since > BATCH_SECONDS or paused:
                    flush()
                if now - told > PROGRESS_SECONDS or paused:
                    told = now
                    yield gauge.progress()
        finally:
            flush()
        yield gauge.progress()

    def _upkeep(self, control: JobControl | None) -> Iterator[ScanProgress]:
        """Forget what has long been gone, and let the indexes merge their small segments."""
        gauge = Gauge("index", 2, self._writer.failed)
        yield gauge.progress()
        photos = self._catalog.photos
        photos.forget_missing(time.time() - REMEMBERED_SECONDS)
        forget(self._catalog, self._global, self._local, self._thumbnails)
        for index in (self._global, self._local):
            yield from _kept_up(index, control, gauge)
            gauge.step(None)
            yield gauge.progress()


def _readers() -> str:
    """The version of the program, and the optional readers beside it."""
    optional = ("pillow_heif", "pillow_jxl", "rawpy")
    return " ".join([__version__, *(name for name in optional if importlib.util.find_spec(name))])


def forget(
    catalog: Catalog, global_index: SegmentedIndex, local_index: SegmentedIndex, thumbnails: ThumbnailStore
) -> int:
    """Drop contents that no file has, from indexes, thumbnails and catalog; returns how many.

    The rows are marked first and dropped last, so that after a kill in between the content is either
    described again, should it come back, or forgotten at the next scan.
    """
    photos = catalog.photos
    orphans = photos.orphans()
    if not len(orphans):
        return 0
    features = photos.features_of(orphans.tolist())
    hashes = photos.hashes_of(orphans.tolist())
    photos.mark_undescribed(orphans)
    global_index.remove(orphans)
    if any(features.values()):
        local_index.remove(np.concatenate([feature_ids(i, n) for i, n in features.items()]))
    freed = thumbnails.drop(hashes)
    with catalog.transaction() as connection:
        catalog.settings.add(connection, THUMBNAIL_BYTES, -freed)
        photos.drop_descriptions(connection, orphans)
        catalog.spaces.commit(connection, GLOBAL, global_index.sequence)
        catalog.spaces.commit(connection, LOCAL, local_index.sequence)
    return len(orphans)


def _kept_up(index: SegmentedIndex, control: JobControl | None, gauge: Gauge) -> Iterator[ScanProgress]:
    """Merge an index's small segments, and train it where it has outgrown how it is searched.

    Training takes long, so it runs in a thread of its own, and who stops asking for progress stops it.
    """
    inner = JobControl()

    def work() -> None:
        index.merge()
        if needs_training(index):
            index.refit(inner)

    with ThreadPoolExecutor(1, "index") as executor:
        future = executor.submit(work)
        try:
            while not future.done():
                wait([future], PROGRESS_SECONDS)
                yield gauge.progress()
                if control is not None:
                    control.check()
        finally:
            inner.cancel()
        future.result()


def _path(file: FileToRead) -> bytes:
    return os.fsencode(file.path)
