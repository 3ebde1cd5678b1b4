"""Which photos of a collection are made of which others: every photo asks the whole collection for the
parts it shares.

A photo asks with a few hundred of its features (near-duplicates without edits count once), and what stands
out is verified again by OS2OS with all features of the two photos and compared pixel by pixel. What a photo
that is explained in part still leaves unexplained is described anew at twice the size, and asked for again:
small donors hold few features. Then each photo is divided among those that share something with it; where one
part comes from one photo and what surrounds it from another, the direction is known and its reason is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.errors import PhotoError
from imagefinder.features import LocalFeatures, describe_local
from imagefinder.groups.alignment import match_descriptors
from imagefinder.groups.change import ChangeKind
from imagefinder.groups.clusters import Forest
from imagefinder.groups.collection import Contents, GroupedLibrary
from imagefinder.groups.donor_progress import FILE, DonorProgress, state_of
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.fidelity import SAME_PIXELS, fidelity
from imagefinder.groups.geometry import place
from imagefinder.groups.pairs import Pair, Relation
from imagefinder.groups.provenance import (
    Link,
    Node,
    ProvenanceCluster,
    SameScene,
    SharedObject,
    provenance_clusters,
    same_scene,
)
from imagefinder.groups.sharing import FeatureLookup
from imagefinder.groups.store import GroupStore, LinkStore
from imagefinder.jobs import JobControl
from imagefinder.matching import (
    ENLARGEMENT,
    Confidence,
    MatchedObject,
    Matches,
    ObjectMask,
    Role,
    Verdict,
    confidence,
    direction_reason,
    get_verifier,
    outline_object,
    partition_query,
    unexplained_by_masks,
    worth_searching,
)
from imagefinder.matching import Candidate as Part
from imagefinder.photos import read_photo

DONORS_VERSION = 4
"""Grows when a newer search would find other links: what an older one left half done is not gone on with."""
ASKED = 400
"""Features of a photo that ask the collection, of all sizes."""
ASKED_OF_THE_REST = 1000
"""Likewise of what its verified parts leave unexplained, described at twice the size."""
POSSIBLE = 0.5
"""Score of the features that asked from which a pair is matched with all its features."""
EVIDENCE = 2.5
"""Object score from which a pair is looked at closely; calibrated in docs/benchmarks/matching.md."""
PIXELS = 640
REST_PIXELS = 1024

_EDITS = {ChangeKind.COVERED, ChangeKind.RETOUCHED, ChangeKind.WATERMARKED}
_VERSION_COVERAGE = 0.5
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """An object that a photo shares with another, seen from the first."""

    other: int
    found: MatchedObject
    mask: ObjectMask
    sure: Confidence
    fidelity: float


class Donors:
    """Finds the links of one collection.

    Args:
        store: the groups of a library, for near-duplicates that count once.
        contents: its contents.
        library: whose index is asked.
    """

    def __init__(self, store: GroupStore, contents: Contents, library: GroupedLibrary) -> None:
        self._store = store
        self._contents = contents
        self._library = library
        self._verifier = get_verifier("os2os", library.device)
        self._pixels: dict[int, NDArray[np.uint8] | None] = {}

    def representatives(self) -> dict[int, int]:
        """Content → the content that stands for it: versions of one picture count once, unless something
        was added.
        """
        forest = Forest()
        living = set(self._contents.ids().tolist())
        for pair in self._store.pairs(Relation.SAME):
            if pair.first in living and pair.second in living and self._is_version(pair):
                forest.join(pair.first, pair.second)
        leader: dict[int, int] = {}
        for members in forest.sets():
            largest = max(members, key=lambda i: (self._area(i), -i))
            leader.update(dict.fromkeys(members, largest))
        return {content: leader.get(content, content) for content in living}

    def _is_version(self, pair: Pair) -> bool:
        """Whether nothing was added or taken: a small photo inside a large one may have been pasted there."""
        first, second = self._contents.facts(pair.first), self._contents.facts(pair.second)
        if first is None or second is None or pair.change is None or pair.matrix is None:
            return False
        if _EDITS.intersection(pair.change.kinds):
            return False
        placement = place(pair.matrix, first.size, second.size)
        return min(placement.first_coverage, placement.second_coverage) >= _VERSION_COVERAGE

    def _area(self, content: int) -> int:
        facts = self._contents.facts(content)
        return 0 if facts is None else facts.size[0] * facts.size[1]

    def find(
        self, *, control: JobControl | None = None, on_progress: Progress | None = None
    ) -> Iterator[Link]:
        """Every link of the collection, each once. What was stopped half-way is gone on with.

        Raises:
            JobCancelled: when cancelled; what was done is kept for the next time.
            LibraryError: when it cannot be kept.
        """
        tell = on_progress or (lambda stage, done, total: None)
        leader = self.representatives()
        photos = self._library.catalog.photos
        state = state_of(DONORS_VERSION, leader, photos.features_of(sorted(leader)))
        progress = DonorProgress(self._library.catalog.path.parent / FILE, state)
        try:
            yield from self._search(leader, progress, control, tell)
        finally:
            progress.close()
        progress.finish()

    def _search(
        self, leader: dict[int, int], progress: DonorProgress, control: JobControl | None, tell: Progress
    ) -> Iterator[Link]:
        asking = sorted(set(leader.values()))
        lookup = FeatureLookup(self._library, leader)
        partners: dict[int, set[int]] = defaultdict(set)
        for number, content in enumerate(asking):
            if control is not None:
                control.check()
            if content not in progress.asked:
                features, facts = self._contents.features(content), self._contents.facts(content)
                others: set[int] = set()
                if features is not None and facts is not None:
                    others = self._ask(lookup, content, _of_all_sizes(features, ASKED), facts.size)
                progress.note_asked(content, others)
            for other in progress.asked[content]:
                partners[content].add(other)
                partners[other].add(content)
            tell("look up", number + 1, len(asking))
        seen: dict[tuple[int, int], dict[int, Link]] = defaultdict(dict)
        for number, content in enumerate(sorted(partners)):
            if control is not None:
                control.check()
            if content not in progress.links:
                progress.note_links(content, self.divide(content, partners[content], lookup))
            for link in progress.links[content]:
                seen[link.first, link.second][content] = link
            tell("compare", number + 1, len(partners))
        for key in sorted(seen):
            yield _merged(seen[key])

    def _ask(
        self, lookup: FeatureLookup, content: int, features: LocalFeatures, size: tuple[int, int]
    ) -> set[int]:
        """The contents that may show something of what these features of a photo are of."""
        matches = lookup.matches(content, features, size[0])
        if matches is None:
            return set()
        verified = self._verifier.verify(matches, size)
        return lookup.standing_for(photo.photo for photo in verified if photo.evidence >= POSSIBLE)

    def divide(self, content: int, others: set[int], lookup: FeatureLookup | None = None) -> list[Link]:
        """The verified links of one content, directed where its parts tell.

        Args:
            content: the photo that is divided.
            others: those that may share something with it.
            lookup: to ask again for what they leave unexplained; None to leave it at that.
        """
        facts, features = self._contents.facts(content), self._contents.features(content)
        pixels = self._picture(content)
        if facts is None or features is None or pixels is None:
            return []
        shared = [item for other in sorted(others) for item in self._share(content, features, other, pixels)]
        if shared and lookup is not None:
            shared += self._share_the_rest(content, features, shared, lookup)
        if not shared:
            return []
        # Only what shows the very same pixels can have been borrowed: two photos of one place, each
        # explaining a part of a third, would look like its host and donor.
        parts = [
            Part(item.other, item.found, item.mask, item.sure)
            for item in shared
            if item.fidelity >= SAME_PIXELS
        ]
        partition = partition_query(parts, facts.size, shared[0].mask.query_mask.shape)
        compared = self._store.pairs_among(sorted({part.photo for part in parts}))
        versions = {frozenset(ends) for ends, pair in compared.items() if pair.relation is Relation.SAME}
        reasons: dict[int, str] = {}
        for number, link in enumerate(partition.links):
            reason = direction_reason(partition, number, versions)
            if reason is not None and link.role is not Role.ALTERNATIVE:
                reasons.setdefault(link.candidate.photo, reason)
        return [
            _link(content, other, [item for item in shared if item.other == other], reasons.get(other))
            for other in sorted({item.other for item in shared})
        ]

    def _share_the_rest(
        self, content: int, features: LocalFeatures, shared: list[_Shared], lookup: FeatureLookup
    ) -> list[_Shared]:
        """What further photos share with the part of a photo that nothing explains yet."""
        details, facts = self._contents.details(content), self._contents.facts(content)
        rest = unexplained_by_masks([item.mask for item in shared], (1, 1) if facts is None else facts.size)
        if details is None or facts is None or not worth_searching(rest):
            return []
        try:
            pixels = read_photo(details.path, max_side=REST_PIXELS).pixels
        except PhotoError:
            return []
        mask = cv2.resize(rest.astype(np.uint8), pixels.shape[1::-1], interpolation=cv2.INTER_NEAREST)
        finer = describe_local(
            pixels,
            full_size=facts.size,
            max_features=ASKED_OF_THE_REST,
            max_side=REST_PIXELS,
            mask=np.asarray(mask, np.uint8),
            enlarge=ENLARGEMENT,
        )
        known = {item.other for item in shared}
        others = self._ask(lookup, content, finer, facts.size) - known
        small = self._picture(content)
        if not others or small is None:
            return []
        both = _together(features, finer)
        return [item for other in sorted(others) for item in self._share(content, both, other, small)]

    def _share(
        self, content: int, features: LocalFeatures, other: int, pixels: NDArray[np.uint8]
    ) -> list[_Shared]:
        """The verified objects that a photo, by these features of it, shares with another."""
        facts, other_facts = self._contents.facts(content), self._contents.facts(other)
        other_features, other_pixels = self._contents.features(other), self._picture(other)
        if facts is None or other_facts is None or other_features is None or other_pixels is None:
            return []
        matches = match_photos(features, other_features, other, facts.size[0], max(other_facts.size))
        if len(matches) < 4:
            return []
        found: list[_Shared] = []
        for photo in self._verifier.verify(matches, facts.size):
            for item in photo.objects:
                if item.score < EVIDENCE:
                    continue
                mask = outline_object(
                    pixels,
                    facts.size,
                    other_pixels,
                    other_facts.size,
                    item.transform,
                    matches.query_xy[item.members],
                )
                sure = confidence(item.score, len(item.members), mask)
                if sure.verdict is not Verdict.VERIFIED:
                    continue
                true = fidelity(
                    pixels, facts.size, other_pixels, other_facts.size, item.transform, mask.query_mask
                )
                found.append(_Shared(other, item, mask, sure, true))
        return found

    def _picture(self, content: int) -> NDArray[np.uint8] | None:
        if content not in self._pixels:
            if len(self._pixels) > 300:
                self._pixels.clear()
            details = self._contents.details(content)
            pixels = None
            if details is not None:
                try:
                    pixels = read_photo(details.path, max_side=PIXELS).pixels
                except PhotoError:
                    picture = self._contents.picture(content)
                    pixels = None if picture is None else picture.pixels
            self._pixels[content] = pixels
        return self._pixels[content]


def _of_all_sizes(features: LocalFeatures, count: int) -> LocalFeatures:
    """At most ``count`` features, spread evenly over the sizes that there are."""
    if len(features) <= count:
        return features
    order = np.argsort(features.scale, kind="stable")
    return _taken(features, np.sort(order[np.linspace(0, len(features) - 1, count).astype(np.int64)]))


def _taken(features: LocalFeatures, rows: NDArray[np.int64]) -> LocalFeatures:
    return LocalFeatures(
        features.xy[rows], features.scale[rows], features.angle[rows], features.descriptors[rows]
    )


def _together(a: LocalFeatures, b: LocalFeatures) -> LocalFeatures:
    return LocalFeatures(
        np.concatenate([a.xy, b.xy]),
        np.concatenate([a.scale, b.scale]),
        np.concatenate([a.angle, b.angle]),
        np.concatenate([a.descriptors, b.descriptors]),
    )


def match_photos(first: LocalFeatures, second: LocalFeatures, photo: int, width: int, side: int) -> Matches:
    """The matches of one pair of photos, all features with all, plain and mirrored.

    A match weighs what its lead over the second nearest is worth: w = max(0, 1 − d²/d₂²)², d₂ being the
    density of the descriptor space as far as the other photo shows it.

    Args:
        first: features of the query.
        second: features of the photo.
        photo: number that the matches carry.
        width: of the query at full resolution.
        side: longer side of the photo at full resolution.
    """
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], bool]] = []
    mirrored = first.mirrored(width)
    for query, flipped in ((first, False), (mirrored, True)):
        if len(query) and len(second):
            i, j, d = match_descriptors(query.descriptors, second.descriptors)
            parts.append((i, j, d, flipped))
    i, j = (np.concatenate([part[n] for part in parts] or [np.empty(0, np.int64)]) for n in (0, 1))
    d = np.concatenate([part[2] for part in parts] or [np.empty(0, np.float32)])
    flip = np.concatenate([np.full(len(part[0]), part[3]) for part in parts] or [np.empty(0, bool)])
    # Unrelated features are about 0.75 apart: what is much nearer than that is rare enough to count.
    weight = np.maximum(0.0, 1.0 - (d / 0.75) ** 2) ** 2
    n = len(i)
    return Matches(
        photo=np.full(n, photo, np.int64),
        query_index=i.astype(np.int32),
        feature=j.astype(np.int64),
        distance=(d * d).astype(np.float32),
        weight=weight.astype(np.float32),
        query_xy=first.xy[i],
        query_scale=first.scale[i],
        query_angle=first.angle[i],
        result_xy=second.xy[j],
        result_scale=second.scale[j],
        result_angle=second.angle[j],
        result_side=np.full(n, side, np.float32),
        flipped=flip.astype(bool),
        rank=np.ones(n, np.int32),
    )


def _link(content: int, other: int, shared: list[_Shared], reason: str | None) -> Link:
    """The link between two contents, from the point of view of the first."""
    objects = []
    for item in shared:
        here = tuple(_points(outline) for outline in item.mask.query_outline)
        there = tuple(_points(outline) for outline in item.mask.result_outline)
        rows = item.found.transform.tolist()
        shared_object = SharedObject(
            item.sure.probability,
            len(item.found.members),
            here,
            there,
            (tuple(rows[0]), tuple(rows[1])),
            item.found.flipped,
            item.mask.query_coverage,
            item.mask.result_coverage,
            item.fidelity,
        )
        objects.append(shared_object if content < other else shared_object.turned())
    return Link(
        min(content, other),
        max(content, other),
        max(item.found.score for item in shared),
        content if reason is not None else None,
        reason or "",
        tuple(objects),
    )


def _merged(views: dict[int, Link]) -> Link:
    """One link from what its two ends say; where they contradict each other, no direction is claimed."""
    links = list(views.values())
    claims = {link.composite for link in links if link.composite is not None}
    best = max(links, key=lambda link: (link.composite is not None, link.is_borrowed, link.score))
    if len(claims) == 1:
        return best
    return Link(best.first, best.second, best.score, None, "", best.objects)


def _points(outline: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    thinned = cv2.approxPolyDP(np.asarray(outline, np.float32).reshape(-1, 1, 2), 1.0, True).reshape(-1, 2)
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in thinned)


class Provenance:
    """The provenance graph of one library, kept in its catalog.

    Args:
        duplicates: its groups, which share the catalog and the contents.
    """

    def __init__(self, duplicates: Duplicates) -> None:
        self._duplicates = duplicates
        self._links = LinkStore(duplicates.database)

    def update(self, *, control: JobControl | None = None, on_progress: Progress | None = None) -> int:
        """Look for links through the whole collection and keep them; returns their number.

        Near-duplicates are collapsed as ``Duplicates.update`` found them, so that goes first.

        Raises:
            JobCancelled: when cancelled; the links of the run before stay, the next goes on where this was.
            LibraryError: when what was done cannot be kept for that.
        """
        self._duplicates.contents = Contents(self._duplicates.library)
        found = list(self._finder().find(control=control, on_progress=on_progress))
        self._links.replace(found)
        return len(found)

    def clusters(self) -> list[ProvenanceCluster]:
        """The clusters of living photos, the largest first."""
        links = list(self._links.all())
        return provenance_clusters(self._nodes(links), links)

    def scenes(self) -> list[SameScene]:
        """Pairs of photos of one thing of which neither was made of the other, the strongest first."""
        links = list(self._links.all())
        return same_scene(self._nodes(links), links)

    def _nodes(self, links: Sequence[Link]) -> dict[int, Node]:
        """The living ends of links, each with the versions of its picture."""
        leader = self._finder().representatives()
        members: dict[int, list[int]] = defaultdict(list)
        for content, representative in leader.items():
            if content != representative:
                members[representative].append(content)
        wanted = sorted({end for link in links for end in (link.first, link.second)})
        contents = self._duplicates.contents
        files = contents.files(sorted({*wanted, *(i for end in wanted for i in members[end])}))
        nodes = {}
        for end in wanted:
            own = files.get(end, [])
            if own:
                others = [photo.path for i in members[end] for photo in files.get(i, [])]
                copies = tuple(photo.path for photo in own[1:]) + tuple(others)
                nodes[end] = Node(end, own[0].path, (own[0].width, own[0].height), copies)
        return nodes

    def _finder(self) -> Donors:
        duplicates = self._duplicates
        return Donors(duplicates.store, duplicates.contents, duplicates.library)
