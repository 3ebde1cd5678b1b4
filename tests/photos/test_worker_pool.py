from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pool_tasks import Unloadable, perform

from imagefinder.errors import ImageFinderError, PhotoError, PhotoFault
from imagefinder.jobs import JobCancelled, JobControl
from imagefinder.photos import WorkerPool
from imagefinder.photos import pool as pool_module

posix = pytest.mark.skipif(os.name != "posix", reason="signals and memory caps are POSIX")


@pytest.fixture(scope="module")
def shared_pool() -> Iterator[WorkerPool[Any, Any]]:
    with WorkerPool(perform, workers=2, deadline_s=60) as pool:
        yield pool


def run(pool: WorkerPool[Any, Any], *tasks: Any, control: JobControl | None = None) -> dict[int, Any]:
    pairs = list(pool.run(enumerate(tasks), control))
    assert len(pairs) == len(dict(pairs)), "a key came twice"
    return dict(pairs)


def test_each_key_comes_once_with_its_result(shared_pool: WorkerPool[Any, Any]) -> None:
    results = run(shared_pool, *(("echo", n * n) for n in range(500)))
    assert results == {n: n * n for n in range(500)}


def test_no_items_need_no_processes() -> None:
    with WorkerPool(perform, workers=2, deadline_s=5) as pool:
        assert list(pool.run([])) == []
        assert pool.process_ids == ()


def test_processes_start_as_work_demands() -> None:
    with WorkerPool(perform, workers=4, deadline_s=5) as pool:
        run(pool, ("echo", 1))
        assert len(pool.process_ids) == 1


def test_work_is_spread_over_the_processes() -> None:
    with WorkerPool(perform, workers=2, deadline_s=30) as pool:
        pids = set(run(pool, *[("hold", 0.1, 0)] * 6, *[("pid",)] * 20).values()) - {0}
        assert pids <= set(pool.process_ids)
        assert len(pool.process_ids) == 2


@posix
@pytest.mark.parametrize(
    ("task", "fault", "said"),
    [
        (("segfault",), PhotoFault.CRASHED, "SIGSEGV"),
        (("abort",), PhotoFault.CRASHED, "SIGABRT"),
        (("kill",), PhotoFault.CRASHED, "SIGKILL"),
        (("exit", 3), PhotoFault.CRASHED, "exit code 3"),
    ],
)
def test_a_crash_costs_exactly_its_item(task: tuple[Any, ...], fault: PhotoFault, said: str) -> None:
    tasks: list[Any] = [("echo", n) for n in range(40)]
    tasks[17] = task
    with WorkerPool(perform, workers=2, deadline_s=30) as pool:
        results = run(pool, *tasks)
    failed = results.pop(17)
    assert isinstance(failed, PhotoError)
    assert failed.fault is fault
    assert said in failed.detail
    assert results == {n: n for n in range(40) if n != 17}


@posix
@pytest.mark.slow
def test_a_mixture_of_every_accident(tmp_path: Path) -> None:
    accidents = [("segfault",), ("sleep", 60), ("swallow", 2**33), ("spin",), ("exit", 1), ("raise", "x")]
    tasks = [("echo", n) for n in range(60)] + accidents
    random.Random(5).shuffle(tasks)
    with WorkerPool(perform, workers=2, deadline_s=2.0, memory_limit=2**30) as pool:
        results = run(pool, *tasks)
    expected = {
        "segfault": PhotoFault.CRASHED,
        "exit": PhotoFault.CRASHED,
        "sleep": PhotoFault.TIMEOUT,
        "spin": PhotoFault.TIMEOUT,
        "swallow": PhotoFault.OUT_OF_MEMORY,
    }
    for number, task in enumerate(tasks):
        if task[0] == "echo":
            assert results[number] == task[1]
        elif task[0] == "raise":
            assert isinstance(results[number], KeyError)
        else:
            assert isinstance(results[number], PhotoError), task
            assert results[number].fault is expected[task[0]], task


@posix
def test_only_crashes_still_end() -> None:
    with WorkerPool(perform, workers=2, deadline_s=30) as pool:
        results = run(pool, *[("exit", 1)] * 6)
    assert [error.fault for error in results.values()] == [PhotoFault.CRASHED] * 6


def test_a_hang_is_ended_at_the_deadline_and_named() -> None:
    path = Path("folder") / "slow.jpg"
    with WorkerPool(time.sleep, workers=1, deadline_s=0.5) as pool:
        ((key, error),) = pool.run([(path, 60)])
    assert key == path
    assert isinstance(error, PhotoError)
    assert (error.fault, error.path) == (PhotoFault.TIMEOUT, path)


def test_waiting_behind_others_is_not_counted_as_work() -> None:
    with WorkerPool(perform, workers=1, deadline_s=2.0) as pool:
        results = run(pool, *[("hold", 0.7, n) for n in range(4)])
    assert results == {n: n for n in range(4)}


def test_a_caller_that_is_slow_costs_no_item() -> None:
    with WorkerPool(perform, workers=2, deadline_s=1.5) as pool:
        results = {}
        for key, value in pool.run((n, ("blob", 200_000)) for n in range(8)):
            if not results:
                time.sleep(2.5)
            results[key] = len(value)
    assert results == dict.fromkeys(range(8), 200_000)


@posix
def test_memory_is_capped_and_the_pool_goes_on() -> None:
    tasks = [("echo", 0), ("swallow", 2**34), ("echo", 2), ("swallow", 1000)]
    with WorkerPool(perform, workers=1, deadline_s=30, memory_limit=2**29) as pool:
        results = run(pool, *tasks)
    assert results[1].fault is PhotoFault.OUT_OF_MEMORY
    assert (results[0], results[2], results[3]) == (0, 2, 1000)


def test_errors_of_the_function_come_back_as_they_are(shared_pool: WorkerPool[Any, Any]) -> None:
    results = run(
        shared_pool, ("refuse", "a.jpg"), ("raise", "b"), ("raise_odd",), ("unpicklable",), ("echo", 1)
    )
    assert isinstance(results[0], PhotoError)
    assert (results[0].path, results[0].fault) == (Path("a.jpg"), PhotoFault.DAMAGED)
    assert isinstance(results[1], KeyError)
    assert isinstance(results[2], ImageFinderError)
    assert "odd" in str(results[2])
    assert isinstance(results[3], Exception)
    assert results[4] == 1


def test_large_items_and_answers_do_not_lock_up(shared_pool: WorkerPool[Any, Any]) -> None:
    large = bytes(3_000_000)
    results = run(shared_pool, *[("echo", large), ("length", large), ("blob", 3_000_000)] * 4)
    assert all(value in (large, 3_000_000) for value in results.values())


def test_items_are_pulled_as_the_workers_follow() -> None:
    pulled = 0

    def items() -> Iterator[tuple[int, Any]]:
        nonlocal pulled
        for n in range(1000):
            pulled += 1
            yield n, ("hold", 0.01, n)

    with WorkerPool(perform, workers=2, deadline_s=5) as pool:
        for done, _ in enumerate(pool.run(items()), start=1):
            assert pulled <= done + 16
            if done == 50:
                break


def test_items_are_pulled_in_the_callers_thread(shared_pool: WorkerPool[Any, Any]) -> None:
    threads = set()

    def items() -> Iterator[tuple[int, Any]]:
        for n in range(20):
            threads.add(threading.current_thread())
            yield n, ("echo", n)

    list(shared_pool.run(items()))
    assert threads == {threading.current_thread()}


def test_an_error_among_the_items_reaches_the_caller_and_leaves_the_pool_usable() -> None:
    def items() -> Iterator[tuple[int, Any]]:
        yield 0, ("hold", 0.2, 0)
        raise OSError("the disk went away")

    with WorkerPool(perform, workers=2, deadline_s=5) as pool:
        with pytest.raises(OSError, match="went away"):
            list(pool.run(items()))
        assert run(pool, ("echo", 5)) == {0: 5}


def test_leaving_early_drops_what_is_in_work() -> None:
    with WorkerPool(perform, workers=2, deadline_s=60) as pool:
        outcomes = pool.run([(0, ("echo", 0)), (1, ("sleep", 60)), (2, ("sleep", 60))])
        assert next(outcomes) == (0, 0)
        busy = [psutil.Process(pid) for pid in pool.process_ids]
        outcomes.close()
        assert run(pool, ("echo", 7)) == {0: 7}
        assert not any(one.is_running() and one.pid not in pool.process_ids for one in busy)


def test_cancel_ends_soon_and_leaves_no_process() -> None:
    control = JobControl()
    threading.Timer(0.8, control.cancel).start()
    with WorkerPool(perform, workers=2, deadline_s=60) as pool:
        run(pool, ("echo", 1))
        started = time.monotonic()
        with pytest.raises(JobCancelled):
            list(pool.run([(0, ("sleep", 60)), (1, ("sleep", 60))], control))
        assert time.monotonic() - started < 30
        assert run(pool, ("echo", 2)) == {0: 2}
    assert pool.process_ids == ()


def test_a_cancelled_job_begins_nothing(shared_pool: WorkerPool[Any, Any]) -> None:
    control = JobControl()
    control.cancel()
    with pytest.raises(JobCancelled):
        list(shared_pool.run([(0, ("echo", 0))], control))


def test_pause_finishes_what_was_begun_and_waits() -> None:
    control = JobControl()
    seen: list[int] = []
    with WorkerPool(perform, workers=2, deadline_s=60) as pool:
        outcomes = pool.run(((n, ("hold", 0.01, n)) for n in range(100)), control)
        seen.append(next(outcomes)[0])
        control.pause()
        worker = threading.Thread(target=lambda: seen.extend(key for key, _ in outcomes))
        worker.start()
        time.sleep(1.0)
        held = len(seen)
        assert held < 50
        time.sleep(0.3)
        assert len(seen) == held
        control.resume()
        worker.join(30)
    assert sorted(seen) == list(range(100))


def test_cancel_wakes_a_paused_job() -> None:
    control = JobControl()
    control.pause()
    threading.Timer(0.3, control.cancel).start()
    with WorkerPool(perform, workers=1, deadline_s=60) as pool, pytest.raises(JobCancelled):
        list(pool.run([(0, ("echo", 0))], control))


@posix
def test_workers_are_meek(shared_pool: WorkerPool[Any, Any], capfd: pytest.CaptureFixture[str]) -> None:
    results = run(shared_pool, ("state",), ("stdout", "noise"))
    assert results[0] == {"nice": min(19, os.nice(0) + 10), "omp": "1", "cv2": 1, "interrupt": True}
    assert "noise" not in "".join(capfd.readouterr())


def test_a_worker_is_replaced_after_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_ITEMS_PER_WORKER", 5)
    with WorkerPool(perform, workers=1, deadline_s=30) as pool:
        pids = list(run(pool, *[("pid",)] * 14).values())
    assert len(set(pids)) == 3
    assert max(pids.count(pid) for pid in pids) == 5


@posix
def test_an_idle_worker_that_was_killed_costs_nothing() -> None:
    with WorkerPool(perform, workers=1, deadline_s=30) as pool:
        run(pool, ("echo", 1))
        os.kill(pool.process_ids[0], signal.SIGKILL)
        time.sleep(0.2)
        assert run(pool, *(("echo", n) for n in range(10))) == {n: n for n in range(10)}


def test_what_cannot_start_says_so() -> None:
    with (
        WorkerPool(Unloadable(), workers=2, deadline_s=5) as pool,
        pytest.raises(ImageFinderError, match="no such part"),
    ):
        list(pool.run([(0, 0)]))


@pytest.mark.parametrize(
    "bad", [{"workers": 0}, {"deadline_s": 0.0}, {"deadline_s": float("nan")}, {"memory_limit": 0}]
)
def test_impossible_settings_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        WorkerPool(perform, **({"workers": 1, "deadline_s": 1.0, "memory_limit": None} | bad))


def test_one_run_at_a_time_and_none_after_closing() -> None:
    pool = WorkerPool(perform, workers=1, deadline_s=30)
    outcomes = pool.run([(0, ("echo", 0)), (1, ("echo", 1))])
    next(outcomes)
    with pytest.raises(RuntimeError):
        next(pool.run([(0, ("echo", 0))]))
    outcomes.close()
    pool.close()
    pool.close()
    with pytest.raises(ValueError):
        next(pool.run([(0, ("echo", 0))]))


def test_starting_workers_leaves_the_process_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    main = sys.modules["__main__"]
    before = {name: getattr(main, name, "absent") for name in ("__file__", "__spec__")}
    with WorkerPool(perform, workers=1, deadline_s=30) as pool:
        run(pool, ("echo", 0))
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert "OPENBLAS_NUM_THREADS" not in os.environ
    assert {name: getattr(main, name, "absent") for name in before} == before


def run_script(
    folder: Path, text: str, *command: str, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    (folder / "scr").mkdir(exist_ok=True)
    (folder / "scr" / "__main__.py").write_text(textwrap.dedent(text))
    paths = os.pathsep.join([str(folder), str(Path(__file__).parent), *sys.path])
    return subprocess.run(
        [sys.executable, *(command or (str(folder / "scr" / "__main__.py"),))],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


UNGUARDED = """
    from pool_tasks import perform
    from imagefinder.photos import WorkerPool
    print("main module runs")
    with WorkerPool(perform, workers=2, deadline_s=30) as pool:
        print(sorted(pool.run((n, ("echo", n)) for n in range(4))))
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", [(), ("-m", "scr")], ids=["script", "module"])
def test_a_main_module_without_a_guard_runs_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run_script(tmp_path, UNGUARDED, *command)
    assert done.stdout.split("\n")[:2] == ["main module runs", "[(0, 0), (1, 1), (2, 2), (3, 3)]"], (
        done.stderr
    )
    assert done.returncode == 0


@pytest.mark.slow
def test_a_function_of_the_main_module_is_found(tmp_path: Path) -> None:
    text = """
    from imagefinder.photos import WorkerPool
    def double(n):
        return 2 * n
    if __name__ == "__main__":
        with WorkerPool(double, workers=1, deadline_s=30) as pool:
            print(list(pool.run([(0, 21)])))
    """
    assert run_script(tmp_path, text).stdout.strip() == "[(0, 42)]"


@pytest.mark.slow
def test_it_works_from_a_thread_beside_a_qt_event_loop(tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    text = """
    import sys
    from PySide6.QtCore import QCoreApplication, QThread
    from pool_tasks import perform
    from imagefinder.photos import WorkerPool
    class Scan(QThread):
        def run(self):
            with WorkerPool(perform, workers=2, deadline_s=30) as pool:
                tasks = [("echo", n) for n in range(30)] + [("exit", 1)]
                results = dict(pool.run(enumerate(tasks)))
                print(len(results), results[29], type(results[30]).__name__)
    app = QCoreApplication(sys.argv)
    scan = Scan()
    scan.finished.connect(app.quit)
    scan.start()
    sys.exit(app.exec())
    """
    done = run_script(tmp_path, text)
    assert done.stdout.strip() == "31 29 PhotoError", done.stderr
    assert done.returncode == 0


@posix
@pytest.mark.slow
@pytest.mark.parametrize("task", ['("sleep", 600)', '("spin",)', '("echo", 1)'])
def test_no_worker_outlives_a_killed_parent(tmp_path: Path, task: str) -> None:
    text = f"""
    import os, signal, sys
    from pool_tasks import perform
    from imagefinder.photos import WorkerPool
    pool = WorkerPool(perform, workers=2, deadline_s=1.0)
    outcomes = pool.run([(n, ("echo", 0)) for n in range(8)] + [(n, {task}) for n in range(8, 12)])
    for _ in range(8):
        next(outcomes)
    print(*pool.process_ids, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
    """
    done = run_script(tmp_path, text)
    pids = [int(pid) for pid in done.stdout.split()]
    assert pids, done.stderr
    left = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    assert not psutil.wait_procs(left, timeout=20)[1]


@posix
@pytest.mark.slow
def test_no_worker_outlives_a_parent_that_forgot_to_close(tmp_path: Path) -> None:
    text = """
    from pool_tasks import perform
    from imagefinder.photos import WorkerPool
    pool = WorkerPool(perform, workers=2, deadline_s=60)
    outcomes = pool.run((n, ("echo", n)) for n in range(100))
    next(outcomes)
    print(*pool.process_ids)
    """
    done = run_script(tmp_path, text)
    assert done.returncode == 0
    left = [psutil.Process(int(pid)) for pid in done.stdout.split() if psutil.pid_exists(int(pid))]
    assert not psutil.wait_procs(left, timeout=20)[1]
