"""Ranked lists kept between runs, so that a long comparison may be stopped and goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from imagefinder.errors import RequestError
from imagefinder.matching import VerifiedPhoto

FORMAT: Final = 1

Ranks: TypeAlias = list[VerifiedPhoto]
"""Best first, without their objects."""


class KeptRanks:
    """The lists that some ways to rank gave for one query.

    Attributes:
        file: where they are kept.
        made_by: what they depend on beside the ways; lists made by anything else are not used again.
    """

    def __init__(self, file: Path, made_by: Mapping[str, Any]) -> None:
        """Read what is there.

        Raises:
            RequestError: the file holds something else.
        """
        self.file = file
        self.made_by = json.loads(json.dumps(made_by))
        self._lists: dict[str, list[list[float]]] = {}
        if not file.is_file():
            return
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
            if document["format"] == FORMAT and document["made_by"] == self.made_by:
                self._lists = {
                    str(way): [[int(i), float(s)] for i, s in kept] for way, kept in document["lists"].items()
                }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise RequestError(
                "--ablations", f"{file}: holds no ranked lists ({error}); delete it to make them anew"
            ) from error

    def get(self, way: str) -> Ranks | None:
        """The list of one way; None if it is not there."""
        kept = self._lists.get(way)
        return (
            None if kept is None else [VerifiedPhoto(int(photo), score, (), score) for photo, score in kept]
        )

    def put(self, way: str, ranks: Sequence[VerifiedPhoto]) -> None:
        """Take a list; ``save`` keeps it."""
        self._lists[way] = [[photo.photo, photo.score] for photo in ranks]

    def save(self) -> None:
        """Write the file in one step.

        Raises:
            RequestError: it cannot be written.
        """
        temporary = self.file.with_name(self.file.name + ".part")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(
                json.dumps({"format": FORMAT, "made_by": self.made_by, "lists": self._lists}),
                encoding="utf-8",
            )
            temporary.replace(self.file)
        except OSError as error:
            raise RequestError(
                "--ablations", f"{self.file}: cannot be written ({error.strerror or error})"
            ) from error
