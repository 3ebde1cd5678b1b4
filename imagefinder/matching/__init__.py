"""Feature matches in, objects out: OS2OS, the verifiers that it is compared with, masks and outlines."""

from imagefinder.matching.composite import (
    Candidate,
    Link,
    Partition,
    Role,
    added_to_host,
    direction_reason,
    partition_query,
)
from imagefinder.matching.confidence import Confidence, Verdict, confidence
from imagefinder.matching.frames import QUERY_SIDE
from imagefinder.matching.matches import (
    FEATURES_PER_PHOTO,
    NEIGHBOURS,
    POWER,
    REFERENCE,
    Matches,
    build_matches,
    rarity_weights,
)
from imagefinder.matching.outline import ObjectMask, outline_object
from imagefinder.matching.registry import VERIFIERS, get_verifier
from imagefinder.matching.second_tier import (
    ENLARGEMENT,
    unexplained_area,
    unexplained_by_masks,
    worth_searching,
)
from imagefinder.matching.verifier import MatchedObject, VerifiedPhoto, Verifier

__all__ = [
    "ENLARGEMENT",
    "FEATURES_PER_PHOTO",
    "NEIGHBOURS",
    "POWER",
    "QUERY_SIDE",
    "REFERENCE",
    "VERIFIERS",
    "Candidate",
    "Confidence",
    "Link",
    "MatchedObject",
    "Matches",
    "ObjectMask",
    "Partition",
    "Role",
    "Verdict",
    "VerifiedPhoto",
    "Verifier",
    "added_to_host",
    "build_matches",
    "confidence",
    "direction_reason",
    "get_verifier",
    "outline_object",
    "partition_query",
    "rarity_weights",
    "unexplained_area",
    "unexplained_by_masks",
    "worth_searching",
]
