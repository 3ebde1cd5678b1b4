"""What is known of the two files of a comparison, row by row, and which side is the better one. No Qt
widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from imagefinder.errors import PhotoError
from imagefinder.photos import PhotoInfo, read_info


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file.

    Attributes:
        path: None for pasted pixels. width, height: full resolution. bytes: None when it cannot be reached.
        changed: time of its last change, or None. info: what its header says, or None.
    """

    path: Path | None
    width: int
    height: int
    bytes: int | None = None
    changed: datetime | None = None
    info: PhotoInfo | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; ``better`` is ``query``, ``result`` or empty."""

    name: str
    query: str
    result: str
    better: str = ""


def read_facts(path: Path | None, width: int, height: int) -> FileFacts:
    """Read what can be read; a file that is gone gives only its size in pixels."""
    if path is None:
        return FileFacts(None, width, height)
    try:
        state = path.stat()
    except OSError:
        return FileFacts(path, width, height)
    try:
        info = read_info(path)
    except PhotoError:
        info = None
    return FileFacts(path, width, height, state.st_size, datetime.fromtimestamp(state.st_mtime), info)


def _more(a: float | None, b: float | None) -> str:
    if a is None or b is None or a == b:
        return ""
    return "query" if a > b else "result"


def _day(text: str | None) -> str:
    if not text:
        return "–"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload,no-any-return]


def _moment(moment: datetime | None) -> str:
    return "–" if moment is None else _day(moment.isoformat(timespec="minutes"))


def _size(value: int | None) -> str:
    return (
        "–"
        if value is None
        else QLocale().formattedDataSize(value, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    )


def compare_rows(query: FileFacts, result: FileFacts) -> list[Row]:
    """The table of a comparison. More pixels, more bytes and a kept capture date are better."""
    pasted = QCoreApplication.translate("CompareFacts", "not a file")
    rows = [
        Row(
            QCoreApplication.translate("CompareFacts", "Pixels"),
            f"{query.width} × {query.height}",
            f"{result.width} × {result.height}",
            _more(query.width * query.height, result.width * result.height),
        ),
        Row(
            QCoreApplication.translate("CompareFacts", "File size"),
            _size(query.bytes),
            _size(result.bytes),
            _more(query.bytes, result.bytes),
        ),
    ]
    left, right = query.info, result.info
    if left is not None or right is not None:
        rows.append(
            Row(
                QCoreApplication.translate("CompareFacts", "Format"),
                left.format if left else "–",
                right.format if right else "–",
            )
        )
        taken = (left.captured if left else None, right.captured if right else None)
        better = "query" if taken[0] and not taken[1] else "result" if taken[1] and not taken[0] else ""
        rows.append(
            Row(QCoreApplication.translate("CompareFacts", "Taken"), _day(taken[0]), _day(taken[1]), better)
        )
        camera = (left.camera if left else None, right.camera if right else None)
        if any(camera):
            better = (
                "query" if camera[0] and not camera[1] else "result" if camera[1] and not camera[0] else ""
            )
            rows.append(
                Row(
                    QCoreApplication.translate("CompareFacts", "Camera"),
                    camera[0] or "–",
                    camera[1] or "–",
                    better,
                )
            )
        software = (left.software if left else None, right.software if right else None)
        if any(software):
            rows.append(
                Row(
                    QCoreApplication.translate("CompareFacts", "Software"),
                    software[0] or "–",
                    software[1] or "–",
                )
            )
    rows.append(
        Row(
            QCoreApplication.translate("CompareFacts", "Changed"),
            _moment(query.changed),
            _moment(result.changed),
        )
    )
    rows.append(
        Row(
            QCoreApplication.translate("CompareFacts", "Folder"),
            str(query.path.parent) if query.path else pasted,
            str(result.path.parent) if result.path else pasted,
        )
    )
    return rows
