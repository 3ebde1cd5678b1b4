"""``imagefinder clean``: carry out a reviewed clean-up, list what was done, or undo it."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from imagefinder.cli import options
from imagefinder.cli.options import Commands
from imagefinder.errors import RequestError

if TYPE_CHECKING:
    from imagefinder.groups.journal import Entry, Journal


def add_command(commands: Commands) -> None:
    """Its options."""
    parser = commands.add_parser(
        "clean",
        help="carry out a reviewed clean-up; a dry run unless --apply",
        description="Carry out a plan that 'imagefinder duplicates --plan' or the window wrote. Without "
        "--apply it only says what would happen. Files go to the trash, every group keeps a readable "
        "photo, every step is in the journal and can be undone.",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--plan", type=options.file, metavar="FILE", help="the plan")
    what.add_argument(
        "--undo",
        nargs="?",
        const="",
        metavar="NAME",
        help="put back what a plan removed (default: the last one)",
    )
    what.add_argument("--journal", action="store_true", help="list what was done, the last clean-up first")
    parser.add_argument("--apply", action="store_true", help="do it")
    options.add_library(parser)
    options.add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rehearse, do, or undo; exit code 1 when something could not be done."""
    from imagefinder.catalog.database import Database
    from imagefinder.groups.journal import Journal
    from imagefinder.groups.recovery import recover
    from imagefinder.groups.safety import digest_of
    from imagefinder.library import Library

    with Library.open(arguments.library, create=False, device="numpy") as library:
        database = Database(library.catalog.path, read_only=False)
        try:
            journal = Journal(database)
            recover(journal, digest_of)
            if arguments.plan is not None:
                return _carry_out(arguments, journal)
            if arguments.journal:
                return _list(arguments, journal)
            return _undo(arguments, journal)
        finally:
            database.close()


def _carry_out(arguments: argparse.Namespace, journal: Journal) -> int:
    from imagefinder.cli.interrupts import stoppable
    from imagefinder.cli.output import print_json
    from imagefinder.groups.acting import OutcomeState, carry_out
    from imagefinder.groups.plan import read_plan
    from imagefinder.groups.safety import digest_of

    plan = read_plan(arguments.plan)
    outcomes = []
    with stoppable() as control:
        for outcome in carry_out(plan, journal, digest_of, apply=arguments.apply, control=control):
            outcomes.append(outcome)
            if not arguments.json:
                reason = f": {outcome.reason}" if outcome.reason else ""
                print(f"{outcome.action.kind}  {outcome.action.path}  {outcome.state}{reason}")
    failed = sum(outcome.state is OutcomeState.FAILED for outcome in outcomes)
    if arguments.json:
        print_json(
            {
                "format": 1,
                "plan": plan.name,
                "applied": arguments.apply,
                "outcomes": [
                    {
                        "action": outcome.action.kind.value,
                        "path": str(outcome.action.path),
                        "state": outcome.state.value,
                        "reason": outcome.reason,
                        "place": None if outcome.place is None else str(outcome.place),
                    }
                    for outcome in outcomes
                ],
            }
        )
    elif arguments.apply:
        print(
            f"{len(outcomes) - failed} done, {failed} failed; put back with: imagefinder clean --undo "
            f"'{plan.name}'"
        )
    else:
        print(
            f"{len(outcomes) - failed} would be done, {failed} refused; nothing was touched (--apply does it)"
        )
    return 1 if failed else 0


def _list(arguments: argparse.Namespace, journal: Journal) -> int:
    from imagefinder.cli.output import print_json

    plans: list[dict[str, Any]] = [
        {
            "plan": record.plan,
            "started": datetime.fromtimestamp(record.started).astimezone().isoformat(timespec="seconds"),
            "done": record.done,
            "failed": record.failed,
            "undone": record.undone,
            "entries": [_entry_to_json(entry) for entry in journal.entries(record.plan)],
        }
        for record in journal.plans()
    ]
    if arguments.json:
        print_json({"format": 1, "plans": plans})
        return 0
    for plan in plans:
        counts = f"{plan['done']} done, {plan['undone']} put back, {plan['failed']} failed"
        print(f"{plan['plan']}  {counts}")
        for entry in plan["entries"]:
            place = f"  now at {entry['place']}" if entry["place"] and entry["state"] == "done" else ""
            reason = f": {entry['reason']}" if entry["reason"] else ""
            print(f"  {entry['action']}  {entry['path']}  {entry['state']}{reason}{place}")
    if not plans:
        print("Nothing was cleaned up yet.")
    return 0


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    place = entry.trashed or entry.destination
    return {
        "action": entry.action.value,
        "path": str(entry.path),
        "state": entry.state.value,
        "reason": entry.detail,
        "place": None if place is None else str(place),
        "bytes": entry.size,
    }


def _undo(arguments: argparse.Namespace, journal: Journal) -> int:
    from imagefinder.cli.output import print_json
    from imagefinder.groups.recovery import undo
    from imagefinder.groups.safety import digest_of

    records = journal.plans()
    names = [record.plan for record in records]
    name = arguments.undo or (names[0] if names else "")
    if name not in names:
        raise RequestError(
            "--undo", f"no clean-up named {name!r} in the journal" if name else "nothing was cleaned up"
        )
    results = list(undo(journal, name, digest_of))
    failed = sum(not result.restored for result in results)
    if arguments.json:
        print_json(
            {
                "format": 1,
                "plan": name,
                "restored": [
                    {"path": str(result.entry.path), "restored": result.restored, "reason": result.reason}
                    for result in results
                ],
            }
        )
    else:
        for result in results:
            state = "put back" if result.restored else "not put back"
            print(f"{result.entry.path}  {state}{': ' + result.reason if result.reason else ''}")
        print(f"{len(results) - failed} put back, {failed} not")
    return 1 if failed else 0
