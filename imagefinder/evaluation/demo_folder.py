"""A folder that a demonstration owns: known again later, never mixed with somebody's own files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imagefinder.errors import RequestError
from imagefinder.jobs import JobControl

MARKER = "demo.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class DemoCollection:
    """Where a demonstration's pictures lie.

    Attributes:
        photos: the folders to scan.
        composites: pictures to search with, the showpiece first.
        truth: ``truth.json`` about them.
    """

    photos: tuple[Path, ...]
    composites: tuple[Path, ...]
    truth: Path


def _read_marker(out: Path) -> dict[str, object] | None:
    """The marker of a demo's folder; None for a new or empty folder.

    Raises:
        RequestError: when the folder holds something else.
    """
    if not out.exists():
        return None
    if not out.is_dir():
        raise RequestError("--out", f"{out}: exists and is not a folder")
    try:
        marker = json.loads((out / MARKER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        if any(out.iterdir()):
            raise RequestError(
                "--out", f"{out}: holds files that the demo did not make; name a new or empty folder"
            ) from None
        return None
    except (OSError, ValueError) as error:
        raise RequestError("--out", f"{out / MARKER}: cannot be read ({error}); name a new folder") from error
    if not isinstance(marker, dict) or marker.get("format") != FORMAT:
        raise RequestError("--out", f"{out}: was made by another version of the demo; name a new folder")
    return marker


def is_complete(out: Path, content: dict[str, object]) -> bool:
    """Whether an earlier run made exactly this.

    Raises:
        RequestError: when ``out`` holds files of another kind, which are left untouched.
    """
    marker = _read_marker(out)
    if marker is None:
        return False
    if {key: value for key, value in marker.items() if key not in ("format", "complete")} != content:
        raise RequestError(
            "--out", f"{out}: holds a demo with other photos or another seed; name a new folder"
        )
    return marker.get("complete") is True


def begin(out: Path, content: dict[str, object], owned: Sequence[str]) -> None:
    """Mark the folder before anything is made in it, and clear what a run that was cut short left there."""
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text(json.dumps({"format": FORMAT, **content, "complete": False}), encoding="utf-8")
    for name in owned:
        if (out / name).is_dir():
            shutil.rmtree(out / name)


def finish(out: Path, content: dict[str, object]) -> None:
    """Mark the folder as complete."""
    (out / MARKER).write_text(json.dumps({"format": FORMAT, **content, "complete": True}), encoding="utf-8")


def make_user_collection(
    folders: Sequence[Path], out: Path, *, count: int = 6, seed: int = 0, control: JobControl | None = None
) -> DemoCollection:
    """Composites of the user's own photos, in ``out``; or those that an earlier run made of them.

    Args:
        folders: the photos; nothing is written there.
        out: a new or empty folder, or one that an earlier demo of the same folders made.
        count: how many composites.
        seed: same seed, same photos: same composites.
        control: checked before each composite.

    Raises:
        RequestError: folders without photos, or ``out`` among them or in use for something else.
    """
    from imagefinder.evaluation.generator import generate_composites

    folders = [folder.absolute() for folder in folders]
    out = out.absolute()
    for folder in folders:
        if not folder.is_dir():
            raise RequestError("--photos", f"{folder}: not a folder")
        if out.resolve().is_relative_to(folder.resolve()):
            raise RequestError("--out", f"{out}: lies among the photos of {folder}; nothing is written there")
    content: dict[str, object] = {
        "kind": "photos",
        "folders": [str(folder) for folder in folders],
        "seed": seed,
    }
    composites = out / "composites"
    if not is_complete(out, content):
        begin(out, content, ("composites",))
        for _ in generate_composites(folders, composites, count, seed=seed, control=control):
            pass
        finish(out, content)
    return DemoCollection(tuple(folders), tuple(sorted(composites.glob("*.jpg"))), composites / "truth.json")
