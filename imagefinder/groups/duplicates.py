"""Duplicates of a whole library: find candidates, compare them, group them, and read the groups page by
page.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from imagefinder.catalog import DecisionKind, PhotoDetails
from imagefinder.catalog.database import Database
from imagefinder.groups.candidates import find_candidates
from imagefinder.groups.change import IDENTICAL, Change, ChangeKind, Direction
from imagefinder.groups.clusters import Forest, cluster, group_name, member_tokens, stars
from imagefinder.groups.collection import Contents, GroupedLibrary
from imagefinder.groups.keeper import KeeperRules, Member, Rule, suggest
from imagefinder.groups.pairs import Pair, Relation, judge, pair_seen_from
from imagefinder.groups.series import are_burst, are_companions, shot_of
from imagefinder.groups.store import GroupList, GroupStore, NewGroup, StoredGroup, pair_keys
from imagefinder.groups.trash import in_trash
from imagefinder.groups.verification import compare_candidates
from imagefinder.jobs import JobControl

JSON_FORMAT = 1
_HIDING = (DecisionKind.KEEP_ALL, DecisionKind.ALTERNATES, DecisionKind.NOT_A_MATCH, DecisionKind.NOT_NOW)
_PORTION = 2000

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class GroupingReport:
    """What a grouping did.

    Attributes:
        contents: living contents looked at.
        candidates: pairs that were worth comparing.
        compared: pairs that were compared now, the rest being known or implied.
        groups: number of groups by list.
        seconds: wall time by stage: join, compare, group.
    """

    contents: int
    candidates: int
    compared: int
    groups: dict[GroupList, int]
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class GroupPhoto:
    """One file of a group.

    Attributes:
        photo: what the catalog knows of it.
        similarity: to the keeper, 0 to 1.
        change: what was done to the keeper to make it, or the other way round; None when they were not
            compared.
    """

    photo: PhotoDetails
    similarity: float
    change: Change | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is shown.

    Attributes:
        group_id: its name.
        list_name: where it is shown.
        kind: ``exact`` or ``near``.
        photos: its living files, the suggested keeper first.
        reason: why that one.
        bytes: what all but the keeper take.
        decided: the decision that keeps it out of the list, empty when there is none.
        order_key: for the next page.
        rule: the rule that decided for the keeper; None where none did.
    """

    group_id: str
    list_name: GroupList
    kind: str
    photos: tuple[GroupPhoto, ...]
    reason: str
    bytes: int
    decided: str
    order_key: tuple[int, str]
    rule: Rule | None = None


class Duplicates:
    """The groups of one library.

    Args:
        library: an open ``Library``.
        rules: how keepers are suggested.
    """

    def __init__(self, library: GroupedLibrary, rules: KeeperRules | None = None) -> None:
        self.library = library
        self.rules = rules or KeeperRules()
        self.database = Database(library.catalog.path, read_only=library.catalog.read_only)
        self.store = GroupStore(self.database)
        self.contents = Contents(library)

    def close(self) -> None:
        """Let go of the catalog."""
        self.database.close()

    def __enter__(self) -> Duplicates:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Finding.

    def update(
        self, *, control: JobControl | None = None, on_progress: Progress | None = None
    ) -> GroupingReport:
        """Find what is new and group everything again; pairs that were compared before are not compared
        again.

        Args:
            control: pause and cancel; what was compared is kept.
            on_progress: told the stage, how many are done, and how many there are.

        Raises:
            JobCancelled: when cancelled.
        """
        tell = on_progress or (lambda stage, done, total: None)
        self.contents = Contents(self.library)
        started = time.perf_counter()
        tell("join", 0, 1)
        candidates = find_candidates(self.library, self.contents, control)
        joined = time.perf_counter()
        self.store.forget_outdated()
        known = np.isin(pair_keys(candidates.first, candidates.second), self.store.compared())
        forest = Forest()
        for first, second, _ in self.store.edges(Relation.SAME):
            forest.join(first, second)
        compared = 0
        for done, judged in compare_candidates(self.contents, candidates, known, forest, control):
            self.store.put_pairs(judged)
            compared += len(judged)
            tell("compare", done, len(candidates))
        looked = time.perf_counter()
        tell("group", 0, 1)
        self.regroup()
        grouped = time.perf_counter()
        return GroupingReport(
            contents=len(self.contents.ids()),
            candidates=len(candidates),
            compared=compared,
            groups=self.store.counts(),
            seconds={"join": joined - started, "compare": looked - joined, "group": grouped - looked},
        )

    def regroup(self) -> int:
        """Group again from the pairs that are stored and the user's decisions; returns the number of
        groups.
        """
        living = set(self.contents.ids().tolist())
        return self.store.replace_groups(self._all_groups(living))

    def divide(self, group_id: str) -> None:
        """Group the contents of one group again, after a decision about a pair of them."""
        stored = self.store.group(group_id)
        if stored is None:
            return
        inside = {Relation.SAME} if stored.list_name is GroupList.SAME else {Relation.ALIKE, Relation.BURST}
        pairs = self.store.pairs_among(stored.contents)
        edges = [(*key, pair.similarity) for key, pair in pairs.items() if pair.relation in inside]
        apart = self._apart()
        apart += [key for key, pair in pairs.items() if pair.relation in (Relation.BURST, Relation.COMPANION)]
        if stored.list_name is GroupList.SAME:
            parts = cluster(edges, apart)
        else:
            never = {(min(a, b), max(a, b)) for a, b in apart}
            parts = stars([edge for edge in edges if edge[:2] not in never])
        left = set(stored.contents) - {content for part in parts for content in part}
        parts += [[content] for content in sorted(left)]  # shown only where it has two files
        self.store.replace_group(group_id, self._named(parts, stored.list_name))

    def _all_groups(self, living: set[int]) -> Iterator[NewGroup]:
        bursts, companions = self._series(living)
        bursts += [(a, b) for a, b, _ in self.store.edges(Relation.BURST) if a in living and b in living]
        # Two shots, or a raw file and its picture, are no duplicates, even when a third photo is like both.
        apart = self._apart() + bursts + companions
        same = [edge for edge in self.store.edges(Relation.SAME) if edge[0] in living and edge[1] in living]
        clusters = cluster(same, apart)
        grouped = {content for group in clusters for content in group}
        exact = [
            [content] for content, _ in self.library.catalog.photos.exact_copies() if content not in grouped
        ]
        yield from self._named(clusters + exact, GroupList.SAME)
        # Versions of one picture stand for each other in the list of look-alikes.
        leader = {content: group[0] for group in clusters for content in group}
        alike = {
            (leader.get(a, a), leader.get(b, b)): strength
            for a, b, strength in self.store.edges(Relation.ALIKE)
            if a in living and b in living and leader.get(a, a) != leader.get(b, b)
        }
        never = {(min(a, b), max(a, b)) for a, b in apart}
        near = [(a, b, s) for (a, b), s in alike.items() if (min(a, b), max(a, b)) not in never]
        yield from self._named(stars(near), GroupList.ALIKE)
        yield from self._named(_components(bursts), GroupList.BURST)
        yield from self._named(_components(companions), GroupList.COMPANION)

    def _apart(self) -> list[tuple[int, int]]:
        """Pairs of contents that the user said are not a match."""
        hashes: dict[bytes, int] = {}
        pairs = []
        for decision in self.library.catalog.decisions.all():
            if decision.kind is not DecisionKind.NOT_A_MATCH or len(decision.members) != 2:
                continue
            ids = []
            for content_hash in decision.members:
                if content_hash not in hashes:
                    found = self.library.catalog.photos.with_content(content_hash)
                    hashes[content_hash] = (found[0].description_id or 0) if found else 0
                ids.append(hashes[content_hash])
            if all(ids):
                pairs.append((ids[0], ids[1]))
        return pairs

    def _series(self, living: set[int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Bursts by time and name, and raw files with what was rendered from them: one pass in order of
        time, one of name.
        """
        timed: list[tuple[str, str, int]] = []
        stems: dict[tuple[str, str], list[int]] = defaultdict(list)
        ids = sorted(living)
        for start in range(0, len(ids), _PORTION):
            for content, photos in self.contents.files(ids[start : start + _PORTION]).items():
                photo = photos[0]
                if photo.captured and photo.camera:
                    timed.append((photo.camera, photo.captured, content))
                stems[str(photo.path.parent), photo.path.stem.casefold()].append(content)
        timed.sort()
        bursts = []
        for (_, _, a), (_, _, b) in pairwise(timed):
            first, second = self.contents.details(a), self.contents.details(b)
            if first is not None and second is not None and are_burst(shot_of(first), shot_of(second)):
                bursts.append((a, b))
        companions = []
        for members in stems.values():
            for i, a in enumerate(members):
                for b in members[i + 1 :]:
                    first, second = self.contents.details(a), self.contents.details(b)
                    if first and second and are_companions(shot_of(first), shot_of(second)):
                        companions.append((a, b))
        return bursts, companions

    def _named(self, groups: Sequence[Sequence[int]], list_name: GroupList) -> Iterator[NewGroup]:
        for start in range(0, len(groups), 500):
            part = groups[start : start + 500]
            files = self.contents.files(sorted({content for group in part for content in group}))
            for group in part:
                members = [photo for content in group for photo in files.get(content, ())]
                members = [photo for photo in members if not in_trash(photo.path)]
                if len(members) < 2:
                    continue
                sizes = sorted(photo.size for photo in members)
                hashes = hash_counts(members)
                yield NewGroup(
                    group_name(list_name.name.casefold(), list(hashes)),
                    list_name,
                    "exact" if len(hashes) == 1 else "near",
                    tuple(sorted({photo.description_id or 0 for photo in members})),
                    len(members),
                    sum(sizes[:-1]),
                    self._decision_on(hashes),
                )

    def _decision_on(self, hashes: dict[bytes, int]) -> str:
        """The decision that covers every member of a group; a member that it does not know brings the group
        back.
        """
        tokens = set(member_tokens(hashes))
        for decision in self.library.catalog.decisions.about(list(hashes)):
            if decision.kind in _HIDING and tokens <= set(decision.members):
                return decision.kind.value
        return ""

    # Reading.

    def page(
        self,
        list_name: GroupList = GroupList.SAME,
        *,
        kind: str | None = None,
        decided: bool = False,
        after: tuple[int, str] | None = None,
        limit: int = 50,
    ) -> list[Group]:
        """The next groups of a list, those that free most first; fewer than ``limit`` only at the end.

        Groups of which fewer than two files live are left out. See ``GroupStore.page`` for the arguments.
        """
        found: list[Group] = []
        while len(found) < limit:
            wanted = limit - len(found)
            stored = self.store.page(list_name, kind=kind, decided=decided, after=after, limit=wanted)
            if not stored:
                break
            found += self._shown(stored)
            after = (stored[-1].bytes, stored[-1].group_id)
        return found

    def group(self, group_id: str) -> Group | None:
        """One group; None when it is not there any more or fewer than two of its files live."""
        stored = self.store.group(group_id)
        shown = [] if stored is None else self._shown([stored])
        return shown[0] if shown else None

    def all(self, list_name: GroupList = GroupList.SAME, *, kind: str | None = None) -> Iterator[Group]:
        """Every group of a list, read page by page."""
        after = None
        while page := self.page(list_name, kind=kind, after=after):
            yield from page
            after = page[-1].order_key

    def _shown(self, stored: Sequence[StoredGroup]) -> list[Group]:
        """Stored groups with all that is shown of them, read at once; without those of which too little
        lives.
        """
        contents = sorted({content for group in stored for content in group.contents})
        files = self.contents.files(contents)
        pairs: dict[int, list[Pair]] = defaultdict(list)
        for pair in self.store.pairs_among(contents).values():
            pairs[pair.first].append(pair)
        found = []
        for group in stored:
            photos = [photo for content in group.contents for photo in files.get(content, ())]
            photos = [photo for photo in photos if not in_trash(photo.path)]
            if len(photos) < 2:
                continue
            inside = set(group.contents)
            own = (pair for content in group.contents for pair in pairs.get(content, ()))
            found.append(
                self._one(group, photos, {(p.first, p.second): p for p in own if p.second in inside})
            )
        return found

    def _one(
        self, stored: StoredGroup, photos: Sequence[PhotoDetails], pairs: dict[tuple[int, int], Pair]
    ) -> Group:
        derived = _derived(pairs.values())
        suggestion = suggest([_member(photo, derived) for photo in photos], self.rules)
        keeper = photos[suggestion.order[0]]
        shown = tuple(self._beside(keeper, photos[i], stored, pairs) for i in suggestion.order)
        return Group(
            stored.group_id,
            stored.list_name,
            stored.kind,
            shown,
            suggestion.reason,
            sum(photo.size for photo in photos) - keeper.size,
            stored.decided,
            (stored.bytes, stored.group_id),
            suggestion.rule,
        )

    def _beside(
        self,
        keeper: PhotoDetails,
        photo: PhotoDetails,
        stored: StoredGroup,
        pairs: dict[tuple[int, int], Pair],
    ) -> GroupPhoto:
        """A member and how it relates to the keeper, compared now when the two never were."""
        a, b = keeper.description_id or 0, photo.description_id or 0
        if a == b:
            return GroupPhoto(photo, 1.0, IDENTICAL)
        key = (min(a, b), max(a, b))
        pair = pairs.get(key)
        if pair is None and stored.list_name is GroupList.SAME:
            pair = judge(self.contents, *key)
            if not self.database.read_only:
                self.store.put_pairs([pair])
        same = stored.list_name is GroupList.SAME
        joining = {Relation.SAME} if same else set(Relation) - {Relation.NONE}
        if pair is None or pair.relation not in joining:
            # They belong together through others: two crops that share nothing, for example.
            edited = Change((ChangeKind.RETOUCHED,), "edited", Direction.UNKNOWN, "") if same else None
            weakest = min((p.similarity for p in pairs.values() if p.relation in joining), default=0.0)
            return GroupPhoto(photo, weakest, edited)
        seen = pair_seen_from(pair, a)
        return GroupPhoto(photo, seen.similarity, seen.change)


def groups_to_json(groups: Iterable[Group]) -> dict[str, Any]:
    """Groups in the contract's form (format 1; keys are only ever added), the suggested keeper first."""
    return {
        "format": JSON_FORMAT,
        "groups": [
            {
                "id": group.group_id,
                "list": group.list_name.value,
                "kind": group.kind,
                "keep_reason": group.reason,
                "bytes_freed": group.bytes,
                "photos": [
                    {
                        "path": str(item.photo.path),
                        "width": item.photo.width,
                        "height": item.photo.height,
                        "bytes": item.photo.size,
                        "similarity": round(item.similarity, 4),
                        "change": "" if item.change is None else item.change.words,
                        "made_from": _made_from(item.change),
                        "reason": "" if item.change is None else item.change.reason,
                    }
                    for item in group.photos
                ],
            }
            for group in groups
        ],
    }


def _made_from(change: Change | None) -> str | None:
    """Which of keeper and member came first, as the JSON says it."""
    if change is None or change.direction is Direction.UNKNOWN:
        return None
    return "keeper" if change.direction is Direction.FORWARD else "this one, the keeper from it"


def _components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    forest = Forest()
    for a, b in pairs:
        forest.join(a, b)
    return forest.sets()


def hash_counts(photos: Iterable[PhotoDetails]) -> dict[bytes, int]:
    """Content hash → number of the files that have it."""
    counts: dict[bytes, int] = defaultdict(int)
    for photo in photos:
        counts[photo.content_hash or b""] += 1
    return dict(counts)


def _derived(pairs: Iterable[Pair]) -> dict[int, str]:
    """Contents that are believed to be made from another of the group, and why."""
    found: dict[int, str] = {}
    for pair in pairs:
        if pair.change is None or pair.change.direction is Direction.UNKNOWN:
            continue
        forward = pair.change.direction is Direction.FORWARD
        made, source = ("second", "first") if forward else ("first", "second")
        reason = pair.change.reason.replace(f"the {made}", "that one").replace(f"the {source}", "this one")
        found.setdefault(pair.second if forward else pair.first, reason)
    return found


def _member(photo: PhotoDetails, derived: dict[int, str]) -> Member:
    return Member(
        Path(photo.path),
        photo.width,
        photo.height,
        photo.size,
        photo.mtime_ns,
        photo.captured,
        photo.camera,
        photo.software,
        photo.offline,
        derived.get(photo.description_id or 0, ""),
    )
