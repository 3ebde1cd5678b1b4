"""Measures of retrieval: recall at k and at so many false positives, average precision, overlap of masks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def none_if_nan(value: float) -> float | None:
    """JSON knows no nan."""
    return None if value != value else value


def recall_at(ranks: Sequence[int | None], k: int) -> float:
    """Share of the sought items whose rank (1 the best, None not found) is at most ``k``; nan without any."""
    if not ranks:
        return float("nan")
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


@dataclass(frozen=True, slots=True)
class Claim:
    """One photo that an answer named.

    Attributes:
        score: by which claims of different queries are compared.
        found: number of sought items that this claim finds; 0 for a relative that counts neither way.
        false: whether it has nothing to do with the query.
    """

    score: float
    found: int
    false: bool


def recall_at_false_positives(
    claims: Sequence[Claim], sought: int, allowed: Sequence[int]
) -> dict[int, float]:
    """Recall over all queries when one threshold on the score lets ``allowed`` false claims pass.

    Claims of equal score stand or fall together, so that the order within a tie cannot flatter.

    Args:
        claims: of all queries together; each sought item found by at most one of them.
        sought: number of items that could be found.
        allowed: numbers of false claims.

    Returns:
        allowed → recall, nan when nothing is sought.
    """
    if sought == 0:
        return {number: float("nan") for number in allowed}
    scores = np.array([claim.score for claim in claims])
    found = np.array([claim.found for claim in claims])
    false = np.array([claim.false for claim in claims], dtype=np.int64)
    order = np.argsort(-scores, kind="stable")
    scores, found, false = scores[order], np.cumsum(found[order]), np.cumsum(false[order])
    last_of_tie = np.append(scores[1:] != scores[:-1], True) if len(scores) else np.zeros(0, bool)
    recall = {}
    for number in allowed:
        passing = np.flatnonzero(last_of_tie & (false <= number))
        recall[number] = float(found[passing[-1]]) / sought if len(passing) else 0.0
    return recall


def average_precision(relevant: Sequence[bool], total: int) -> float:
    """Mean of the precisions at the relevant ranks; what is not listed counts as never found.

    Args:
        relevant: of each result, best first.
        total: number of relevant items there are; at least the number listed.
    """
    if total < 1:
        return float("nan")
    hits = np.flatnonzero(np.asarray(relevant, dtype=bool))
    return float(np.sum((np.arange(len(hits)) + 1) / (hits + 1)) / total)


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two masks of one shape; 1 when both are empty."""
    union = np.count_nonzero(a | b)
    return 1.0 if union == 0 else float(np.count_nonzero(a & b) / union)


def precision_recall(true_positives: int, false_positives: int, sought: int) -> tuple[float, float]:
    """Precision and recall; nan where there is nothing to divide by."""
    claimed = true_positives + false_positives
    precision = true_positives / claimed if claimed else float("nan")
    return precision, true_positives / sought if sought else float("nan")
