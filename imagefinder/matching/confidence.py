"""How sure a link is: evidence of geometry and support of pixels, as a calibrated probability.

Calibrated on composites of this project's own making, none of which is ever reported on; see
``docs/benchmarks.md``. A link is called verified only with both kinds of support.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from imagefinder.matching.outline import ObjectMask

VERIFIED_EVIDENCE: Final = 4.0
"""Least score of OS2OS for a verified link: fewer than 1 of 100 such links is wrong."""
VERIFIED_SUPPORT: Final = 0.65
"""Least mean ZNCC inside the mask."""
VERIFIED_AREA: Final = 0.0015
"""Least part of the query that the confirmed mask covers."""
VERIFIED_INSIDE: Final = 0.5
"""Least part of the feature matches that lie in the confirmed mask."""
POSSIBLE_EVIDENCE: Final = 1.0

_INTERCEPT: Final = -3.2
_EVIDENCE_SLOPE: Final = 2.1
_SUPPORT_SLOPE: Final = 5.0
_UNSEEN: Final = 0.6
"""Mean ZNCC that is assumed of an object whose pixels nobody has looked at."""


class Verdict(StrEnum):
    """What may be said of a link."""

    VERIFIED = "verified"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a link is.

    Attributes:
        probability: that the object is really shared, 0 to 1.
        verdict: the word for it.
    """

    probability: float
    verdict: Verdict


def confidence(evidence: float, mask: ObjectMask | None) -> Confidence:
    """Judge one object.

    Args:
        evidence: its score by OS2OS, S_o.
        mask: its dense confirmation; None if the pixels were not looked at: then nothing is verified.
    """
    if not evidence > 0:
        return Confidence(0.0, Verdict.UNLIKELY)
    support = _UNSEEN if mask is None else mask.support
    logit = _INTERCEPT + _EVIDENCE_SLOPE * math.log2(evidence) + _SUPPORT_SLOPE * (support - _UNSEEN)
    probability = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))
    confirmed = (
        mask is not None
        and mask.support >= VERIFIED_SUPPORT
        and mask.query_coverage >= VERIFIED_AREA
        and mask.inliers_inside >= VERIFIED_INSIDE
    )
    if confirmed and evidence >= VERIFIED_EVIDENCE:
        return Confidence(max(probability, 0.99), Verdict.VERIFIED)
    # Without both supports a link never sounds surer than a verified one.
    probability = min(probability, 0.98 if confirmed else 0.9)
    possible = evidence >= POSSIBLE_EVIDENCE and (mask is None or mask.query_coverage > 0)
    return Confidence(probability, Verdict.POSSIBLE if possible else Verdict.UNLIKELY)
