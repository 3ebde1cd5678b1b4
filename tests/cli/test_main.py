from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from imagefinder import __version__
from imagefinder.cli import main as main_module
from imagefinder.cli.bench import BENCHMARKS
from imagefinder.cli.main import COMMANDS, build_parser, main
from imagefinder.errors import LibraryInUseError, PhotoError, PhotoFault, RequestError
from imagefinder.jobs import JobCancelled


def patch_run(monkeypatch: pytest.MonkeyPatch, run: Callable[[argparse.Namespace], int]) -> None:
    """Let ``imagefinder status`` do something else."""
    monkeypatch.setattr("imagefinder.cli.status.run", run)


def raising(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def run(_: argparse.Namespace) -> int:
        raise error

    return run


def test_every_command_and_benchmark_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in [[name.strip("_")] for name in COMMANDS] + [["bench", name] for name in BENCHMARKS]:
        assert main([*words, "--help"]) == 0
        assert "usage:" in capsys.readouterr().out
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name.strip("_") in shown for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"imagefinder {__version__}"


def test_without_a_command_the_window_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("imagefinder.cli.gui.run", lambda arguments: seen.append(arguments) or 0)
    assert main([]) == 0
    assert len(seen) == 1 and seen[0].pictures == []


@pytest.mark.parametrize(
    "words",
    [
        ["--nonsense"],
        ["find"],
        ["search"],
        ["search", "a.jpg", "--region", "1,2,3"],
        ["search", "a.jpg", "--region", "1,2,x,4"],
        ["search", "a.jpg", "--region", "0,0,0,10"],
        ["search", "a.jpg", "--lasso", "1,2,3,4"],
        ["search", "a.jpg", "--lasso", "1,2,3,4,5"],
        ["search", "a.jpg", "--lasso", "1,2,3,4,5,nan"],
        ["search", "a.jpg", "--lasso", "1,2,3,4,5,6", "--region", "1,2,30,40"],
        ["search", "a.jpg", "--top", "0"],
        ["search", "a.jpg", "--top", "ten"],
        ["search", "a.jpg", "--kind", "magic"],
        ["search", ""],
        ["donors", "a.jpg", "--verifier", "magic"],
        ["scan", "--workers", "-1", "/"],
        ["duplicates", "--threshold", "1.5"],
        ["clean"],
        ["clean", "--plan", "a", "--undo", "b"],
        ["export"],
        ["import"],
        ["bench"],
        ["bench", "nothing"],
        ["bench", "composites"],
        ["bench", "composites", "--generate", "3"],
        ["bench", "copies"],
        ["bench", "ann"],
        ["bench", "scan"],
        ["bench", "ann", "--bytes", "8,x"],
        ["bench", "instances"],
        ["screenshots"],
    ],
)
def test_a_wrong_request_is_one_line_and_exit_code_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.strip().splitlines()) == 1 and shown.err.startswith("imagefinder")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RequestError("--region", "lies outside"), 2),
        (PhotoError("/a/b.jpg", PhotoFault.EMPTY, "the file is empty"), 2),
        (LibraryInUseError("/library", "in use by another instance"), 3),
        (KeyboardInterrupt(), 130),
        (JobCancelled(), 130),
        (PermissionError(13, "Permission denied", "/a/b"), 1),
    ],
)
def test_errors_become_a_line_and_an_exit_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    patch_run(monkeypatch, raising(error))
    assert main(["status"]) == code
    shown = capsys.readouterr()
    assert shown.out == "" and len(shown.err.strip().splitlines()) == 1
    assert str(error) in shown.err or not str(error) or "Permission denied" in shown.err or code == 130


def test_faults_of_the_program_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_run(monkeypatch, raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        main(["status"])


def test_a_commands_exit_code_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    patch_run(monkeypatch, lambda _: 1)
    assert main(["status"]) == 1


def test_gui_main_takes_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("imagefinder.cli.gui.run", lambda arguments: seen.append(arguments.pictures) or 0)
    monkeypatch.setattr(sys, "argv", ["imagefinder-gui", "/a.jpg", "/b.jpg"])
    assert main_module.gui_main() == 0
    assert seen == [[Path("/a.jpg").absolute(), Path("/b.jpg").absolute()]]


def test_the_parser_loads_nothing_heavy() -> None:
    script = (
        "import sys; from imagefinder.cli.main import build_parser; build_parser(); "
        "print([name for name in ('numpy', 'cv2', 'PIL', 'PySide6', 'pyopencl', 'tqdm', 'sqlite3', 'scipy') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    script = (
        "import sys; from imagefinder.cli import status; from imagefinder.cli.main import main\n"
        "status.run = lambda _: [print('x' * 100) for _ in range(10000)] and 0\n"
        "sys.exit(main(['status']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="file names are text on Windows")
def test_names_that_are_no_text_are_shown_escaped() -> None:
    script = (
        "import os, sys; from imagefinder.cli import status; from imagefinder.cli.main import main\n"
        "status.run = lambda _: print(os.fsdecode(b'a\\xff.jpg')) or 0\n"
        "sys.exit(main(['status']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert done.returncode == 0 and "a\\udcff.jpg" in done.stdout and done.stderr == ""


def test_every_command_names_its_function() -> None:
    parser = build_parser()
    assert parser.parse_args(["status"]).run is not None
    assert parser.parse_args(["search", "a.jpg", "--region", "1,2,30,40"]).region == (1, 2, 30, 40)
