"""``imagefinder decisions``: what was decided about copies: listed, made, and taken back."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError

if TYPE_CHECKING:
    from imagefinder.catalog import Decision, PhotoDetails
    from imagefinder.library import Library

KINDS = ("not-a-match", "keep-all", "alternates", "not-now")


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "decisions",
        help="list, make and take back decisions about copies",
        description="List what was decided about pairs and groups of photos, the latest first. Decisions "
        "are about contents: they hold wherever the photos lie, and a group that was decided about comes "
        "back only when a photo joins it.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--revoke", type=options.positive, nargs="+", metavar="NUMBER", help="take these decisions back"
    )
    what.add_argument("--make", choices=KINDS, metavar="KIND", help="decide: " + ", ".join(KINDS))
    parser.add_argument(
        "--photos", type=options.file, nargs="+", metavar="PHOTO", help="with --make: what it is about"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="with --make: a remark")
    options.add_library(parser)
    options.add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List, make or take back."""
    from imagefinder.cli.output import print_json
    from imagefinder.library import Library

    if (arguments.make is None) != (arguments.photos is None):
        raise RequestError("--make", "goes with --photos, and --photos with it")
    changes = arguments.make is not None or arguments.revoke is not None
    with Library.open(arguments.library, create=False, read_only=not changes, device="numpy") as library:
        if arguments.make is not None:
            _make(library, arguments)
        elif arguments.revoke is not None:
            _revoke(library, arguments.revoke)
        shown = [_to_json(library, decision) for decision in library.catalog.decisions.all()]
    if arguments.json:
        print_json({"format": 1, "decisions": shown})
    else:
        _print(shown)
    return 0


def _make(library: Library, arguments: argparse.Namespace) -> None:
    from imagefinder.catalog import DecisionKind
    from imagefinder.groups.clusters import member_tokens
    from imagefinder.groups.duplicates import Duplicates, hash_counts

    files = {photo.path: photo for path in arguments.photos for photo in _files_of(library, path)}
    tokens = member_tokens(hash_counts(files.values()))
    if len(tokens) < 2:
        raise RequestError("--photos", "a decision is about at least two photos")
    kind = DecisionKind(arguments.make.replace("-", " "))
    library.catalog.decisions.make(kind, tokens, note=arguments.note)
    with Duplicates(library) as duplicates:
        duplicates.regroup()


def _files_of(library: Library, path: Path) -> list[PhotoDetails]:
    """The library's files of this content, which is what a decision is about."""
    from imagefinder.groups.safety import digest_of

    try:
        found = library.catalog.photos.with_content(digest_of(path))
    except OSError as error:
        raise RequestError("--photos", f"{path}: {error.strerror or error}") from error
    if not found:
        raise RequestError("--photos", f"{path}: the library does not know this photo; scan its folder first")
    return found


def _revoke(library: Library, numbers: list[int]) -> None:
    from imagefinder.groups.duplicates import Duplicates

    known = {decision.decision_id for decision in library.catalog.decisions.all()}
    for number in numbers:
        if number not in known:
            raise RequestError("--revoke", f"there is no decision number {number}")
    for number in numbers:
        library.catalog.decisions.revoke(number)
    with Duplicates(library) as duplicates:
        duplicates.regroup()


def _to_json(library: Library, decision: Decision) -> dict[str, Any]:
    paths = [
        str(photo.path)
        for content in decision.members
        for photo in library.catalog.photos.with_content(content)
    ]
    return {
        "number": decision.decision_id,
        "kind": decision.kind.value,
        "about": decision.scope,
        "photos": paths,
        "contents": [content.hex() for content in decision.members],
        "note": decision.note,
        "made": datetime.fromtimestamp(decision.made_at).astimezone().isoformat(timespec="seconds"),
    }


def _print(shown: list[dict[str, Any]]) -> None:
    for item in shown:
        note = f"  ({item['note']})" if item["note"] else ""
        print(f"{item['number']}  {item['kind']}  {item['made']}{note}")
        for path in item["photos"]:
            print(f"      {path}")
        if not item["photos"]:
            print("      photos that the library does not know at present")
    if not shown:
        print("Nothing was decided yet.")
