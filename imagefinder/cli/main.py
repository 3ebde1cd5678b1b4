"""The way in: reads the command line, runs one command, and turns whatever happens into an exit code.

Exit codes: 0 done, 1 done but some files failed, 2 the request is wrong, 3 the library cannot be opened,
130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from imagefinder import __version__
from imagefinder.errors import ImageFinderError
from imagefinder.jobs import JobCancelled

COMMANDS = (
    "gui",
    "demo",
    "scan",
    "search",
    "donors",
    "duplicates",
    "provenance",
    "clean",
    "decisions",
    "status",
    "failures",
    "devices",
    "export",
    "import_",
    "bench",
    "screenshots",
)
"""Modules of this package, in the order that --help lists them."""

INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command; ``run`` of the parsed arguments is the command's function."""
    parser = _Parser(
        prog="imagefinder",
        description="Finds pictures by picture in your own photo folders: copies, shared objects, and the "
        "photos "
        "that a composite was made of. Without a command it opens the window.",
        epilog="Exit codes: 0 done, 1 done but some files failed, 2 the request is wrong, "
        "3 the library cannot be opened, 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"imagefinder {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for name in COMMANDS:
        importlib.import_module(f"imagefinder.cli.{name}").add_command(commands)
    return parser


def _say(message: str) -> None:
    print(f"imagefinder: {message}", file=sys.stderr)


def _prepare_streams() -> None:
    """File names that are no valid text are shown escaped instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: its words without the program's name; None for those of this process.

    Returns:
        The exit code.
    """
    _prepare_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments = build_parser().parse_args(words or ["gui"])
        if not hasattr(arguments, "run"):
            raise SystemExit(_no_command(words))
        code = int(arguments.run(arguments))
        sys.stdout.flush()
    except SystemExit as leaving:  # argparse's way to say that it has printed help or an error
        return leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 2
    except ImageFinderError as error:
        _say(str(error))
        return error.exit_code
    except (KeyboardInterrupt, JobCancelled) as stopped:
        _say(str(stopped) or "interrupted; what is done is kept, and the same command goes on from there")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say(f"{where}{error.strerror or error}")
        return 1
    return code


def _no_command(words: Sequence[str]) -> int:
    _say(f"no command in {' '.join(words)!r} (see imagefinder --help)")
    return 2


def gui_main() -> int:
    """Open the window, taking pictures to search with as arguments: what the desktop's launcher starts."""
    return main(["gui", *sys.argv[1:]])
