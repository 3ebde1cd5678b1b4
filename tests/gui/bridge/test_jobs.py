from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from imagefinder.errors import RequestError
from imagefinder.gui.bridge.jobs import Job, JobRunner


@pytest.fixture
def runner(qtbot: QtBot) -> JobRunner:
    made = JobRunner()
    yield made
    made.close()


def test_a_job_runs_elsewhere_and_answers_here(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[object] = []
    here = threading.get_ident()

    def done(value: object) -> None:
        told.append((value, threading.get_ident()))

    runner.start("where", lambda job: threading.get_ident(), done=done)
    qtbot.waitUntil(lambda: bool(told))
    (where, back), *_ = told
    assert where != here
    assert back == here


def test_reports_are_coalesced_and_the_newest_arrives(qtbot: QtBot, runner: JobRunner) -> None:
    reports: list[int] = []
    ended: list[bool] = []
    go = threading.Event()

    def work(job: Job) -> int:
        for number in range(10_000):
            job.report(number)
        go.set()
        return 1

    runner.start("chatty", work, report=reports.append, ended=lambda: ended.append(True))
    go.wait(10)
    qtbot.waitUntil(lambda: bool(ended))
    assert reports[-1] == 9999
    assert len(reports) < 100


def test_a_cancelled_job_delivers_nothing_but_its_end(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[str] = []
    begun = threading.Event()

    def work(job: Job) -> str:
        begun.set()
        while True:
            job.control.check()

    job = runner.start(
        "endless", work, done=lambda value: told.append("done"), ended=lambda: told.append("ended")
    )
    begun.wait(10)
    job.cancel()
    qtbot.waitUntil(lambda: told == ["ended"])
    assert job.finished


def test_a_paused_job_waits_and_goes_on(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[int] = []
    job = runner.start("paused", lambda job: job.control.check() or 7, done=told.append)
    job.control.pause()
    job.control.resume()
    qtbot.waitUntil(lambda: told == [7])


def test_failures_reach_their_handler_or_the_crash_signal(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[Exception] = []

    def fail(job: Job) -> None:
        raise KeyError("nobody foresaw this")

    with qtbot.waitSignal(runner.crashed):  # told where it happened, and kept for the crash report
        runner.start("handled", fail, failed=told.append)
    assert len(told) == 1

    def refuse(job: Job) -> None:
        raise RequestError("--region", "a fault that was foreseen")

    with qtbot.assertNotEmitted(runner.crashed, wait=100):
        runner.start("foreseen", refuse, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    with qtbot.waitSignal(runner.crashed) as signal:
        runner.start("unhandled", fail)
    assert isinstance(signal.args[0], KeyError)


def test_closing_ends_every_job_and_delivers_nothing_more(qtbot: QtBot) -> None:
    runner = JobRunner()
    told: list[object] = []

    def work(job: Job) -> None:
        while True:
            job.control.check()

    runner.start("endless", work, done=told.append, ended=lambda: told.append("ended"))
    runner.close()
    qtbot.wait(20)
    assert told == []
    assert not runner.busy
