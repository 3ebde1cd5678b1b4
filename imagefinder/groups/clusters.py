"""From pairs to groups: connected components that respect what the user said does not belong together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence


class Forest:
    """Disjoint sets with path halving (Tarjan, van Leeuwen, JACM 1984), grown on demand."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def find(self, item: int) -> int:
        """The representative of an item's set."""
        parent = self._parent
        if item not in parent:
            parent[item] = item
            self._size[item] = 1
            return item
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: int, b: int) -> int:
        """Unite two sets; returns the representative."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return a
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size.pop(b)
        return a

    def sets(self) -> list[list[int]]:
        """Every set with at least two items, each sorted, in order of its smallest item."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in sorted(self._parent):
            found[self.find(item)].append(item)
        return [members for members in found.values() if len(members) > 1]


def cluster(
    pairs: Iterable[tuple[int, int, float]], apart: Iterable[tuple[int, int]] = ()
) -> list[list[int]]:
    """Groups of items that pairs connect, while no group holds two items that were said to be apart.

    The strongest pairs are joined first. A pair that could not be joined because of a word of the user
    makes a small group of its own, so that a third photo alike to both of two that are apart is shown with
    each of them.

    Args:
        pairs: (item, item, strength).
        apart: pairs of items that never share a group.

    Returns:
        Groups of at least two items, each sorted, in order of their smallest item.
    """
    forest = Forest()
    forbidden: dict[int, set[int]] = defaultdict(set)
    never = {(min(a, b), max(a, b)) for a, b in apart}
    for a, b in never:
        forbidden[a].add(b)
        forbidden[b].add(a)
    members: dict[int, set[int]] = {}
    blocked: list[tuple[int, int, float]] = []
    for a, b, strength in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if (min(a, b), max(a, b)) in never or a == b:
            continue
        root_a, root_b = forest.find(a), forest.find(b)
        if root_a == root_b:
            continue
        if forbidden:
            set_a, set_b = members.get(root_a, {root_a}), members.get(root_b, {root_b})
            small, large = (set_a, set_b) if len(set_a) < len(set_b) else (set_b, set_a)
            if any(not large.isdisjoint(forbidden[item]) for item in small if item in forbidden):
                blocked.append((a, b, strength))
                continue
            joined = set_a | set_b
            members.pop(root_a, None)
            members.pop(root_b, None)
            members[forest.join(a, b)] = joined
        else:
            forest.join(a, b)
    groups = forest.sets()
    if blocked:  # at least one pair was joined, or a pair of single items would not have been in its way
        groups += cluster(blocked, never)
    return sorted(groups)


def stars(pairs: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    """Groups of items that are all alike to one of them: no chains in which the ends have nothing in common.

    The item with the most neighbours comes first as the centre of a group, then the next among what is
    left. Each group lists its centre first, then the neighbours by strength.
    """
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, strength in pairs:
        if a != b:
            near[a][b] = max(strength, near[a].get(b, 0.0))
            near[b][a] = max(strength, near[b].get(a, 0.0))
    taken: set[int] = set()
    groups = []
    for centre in sorted(near, key=lambda item: (-len(near[item]), item)):
        if centre in taken:
            continue
        free = [item for item in near[centre] if item not in taken]
        if not free:
            continue
        free.sort(key=lambda item: (-near[centre][item], item))
        groups.append([centre, *free])
        taken.update(groups[-1])
    return groups


def group_name(kind: str, members: Sequence[bytes]) -> str:
    """A name that depends on the members' contents alone, so that it survives moves, rescans and rebuilds."""
    digest = hashlib.blake2b(b"".join(sorted(members)), digest_size=8)
    return f"{kind}-{digest.hexdigest()}"


def member_tokens(files: Mapping[bytes, int]) -> list[bytes]:
    """What a decision about a group is remembered by: each content, and for further files of one content a
    token each.

    So a decision on two identical files is remembered by content, survives their moving, and lapses when a
    third turns up.

    Args:
        files: content hash → number of files that have it.
    """
    tokens = []
    for content, count in sorted(files.items()):
        tokens.append(content)
        tokens += [
            hashlib.blake2b(content + number.to_bytes(4, "big"), digest_size=len(content) or 16).digest()
            for number in range(2, count + 1)
        ]
    return tokens
