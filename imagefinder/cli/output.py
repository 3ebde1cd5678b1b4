"""Text and JSON on stdout, files that the user asked for, and plain words for sizes and times."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from imagefinder.errors import RequestError


def to_json(document: Mapping[str, Any]) -> str:
    """Strict JSON in ASCII, so that any file name and any reader will do."""
    return json.dumps(document, indent=1, allow_nan=False)


def print_json(document: Mapping[str, Any]) -> None:
    """The one document of a ``--json`` run."""
    print(to_json(document))


@contextmanager
def writing(option: str, path: Path) -> Iterator[None]:
    """Name the option at fault when a file that the user asked for cannot be written.

    Raises:
        RequestError: instead of ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise RequestError(option, f"{path}: cannot be written ({error.strerror or error})") from error


def write_json(option: str, path: Path, document: Mapping[str, Any]) -> None:
    """Write a document to a file that the user named with ``option``."""
    with writing(option, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(to_json(document) + "\n", encoding="utf-8")


def read_json(option: str, path: Path) -> Any:
    """A document from a file that the user named with ``option``.

    Raises:
        RequestError: when it cannot be read or is no JSON.
    """
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise RequestError(option, f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise RequestError(option, f"{path}: not a JSON document ({error})") from error


def size_in_words(count: int) -> str:
    """A number of bytes in the largest unit that keeps it above 1: ``1.4 GB``."""
    value = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if abs(value) < 1000:
            return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def table(rows: Iterable[Sequence[object]], header: Sequence[str]) -> str:
    """Columns aligned by spaces; numbers (and dashes that stand for none) to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(header[i]), *(len(line[i]) for line in lines), 0) for i in range(len(header))]
    right = [
        bool(lines)
        and all(
            line[i].lstrip("-≥<").replace(".", "", 1).rstrip(" %×").isdigit() or line[i] == "–"
            for line in lines
        )
        for i in range(len(header))
    ]

    def joined(cells: Sequence[str]) -> str:
        return "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(cells, widths, right, strict=True)
        ).rstrip()

    return "\n".join([joined(header), *(joined(line) for line in lines)])
