"""What a search for donors has done so far, beside the library: a search of hours that was stopped or killed
goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from imagefinder.errors import LibraryError
from imagefinder.groups.provenance import Link
from imagefinder.groups.store import link_from_row, link_to_row

FILE = "donors.part"
FORMAT = 1
_LINES_AT_ONCE = 16


def state_of(version: int, leader: Mapping[int, int], features: Mapping[int, int]) -> str:
    """A name for the collection as it is searched: what was found in another is worth nothing.

    Args:
        version: of the search.
        leader: content → the content that stands for its versions.
        features: content → number of its local features.
    """
    rows = [[content, leader[content], features.get(content, 0)] for content in sorted(leader)]
    return hashlib.blake2b(json.dumps([FORMAT, version, rows]).encode(), digest_size=16).hexdigest()


class DonorProgress:
    """A file of lines, one for each thing done; a line cut short by a kill is done again.

    Args:
        file: where it lies; made when missing.
        state: see ``state_of``; a file of another state is begun anew.

    Attributes:
        asked: content → those that may share something with it.
        links: content → its links, seen from it.

    Raises:
        LibraryError: when the file cannot be written.
    """

    def __init__(self, file: Path, state: str) -> None:
        self.asked: dict[int, tuple[int, ...]] = {}
        self.links: dict[int, list[Link]] = {}
        self._path = file
        self._waiting = 0
        head = json.dumps({"state": state})
        try:
            kept = self._read(head)
            self._file: TextIOWrapper = file.open(
                "w" if kept is None else "r+", encoding="utf-8", newline="\n"
            )
            if kept is None:
                self._file.write(head + "\n")
            else:
                self._file.seek(kept)
                self._file.truncate()
        except OSError as error:
            raise LibraryError(file, error.strerror or str(error)) from error

    def _read(self, head: str) -> int | None:
        """Take over what an earlier search left; returns where its last whole line ends, None without one."""
        if not self._path.is_file():
            return None
        lines = self._path.read_bytes().splitlines(keepends=True)
        if not lines or lines[0] != f"{head}\n".encode():
            return None
        end = len(lines[0])
        for line in lines[1:]:
            if not line.endswith(b"\n"):
                break
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError, IndexError):
                break
            end += len(line)
        return end

    def _take(self, item: dict[str, Any]) -> None:
        if "asked" in item:
            self.asked[int(item["asked"])] = tuple(int(other) for other in item["others"])
        else:
            self.links[int(item["divided"])] = [link_from_row(row) for row in item["links"]]

    def note_asked(self, content: int, others: Iterable[int]) -> None:
        """A photo has asked the collection."""
        self.asked[content] = tuple(sorted(others))
        self._write({"asked": content, "others": self.asked[content]})

    def note_links(self, content: int, links: list[Link]) -> None:
        """A photo has been divided among those that share something with it."""
        self.links[content] = links
        self._write({"divided": content, "links": [link_to_row(link) for link in links]})

    def _write(self, item: dict[str, Any]) -> None:
        try:
            self._file.write(json.dumps(item) + "\n")
            self._waiting += 1
            if self._waiting >= _LINES_AT_ONCE:
                self._file.flush()
                self._waiting = 0
        except OSError as error:
            raise LibraryError(self._path, error.strerror or str(error)) from error

    def close(self) -> None:
        """Leave it for the next time."""
        try:
            self._file.close()
        except OSError as error:
            raise LibraryError(self._path, error.strerror or str(error)) from error

    def finish(self) -> None:
        """The search is done: nothing is left to go on with."""
        self._file.close()
        with suppress(FileNotFoundError):
            self._path.unlink()
