"""Feature matches in, objects out: OS2OS, the verifiers that it is compared with, masks and outlines."""

from imagefinder.matching.matches import (
    FEATURES_PER_PHOTO,
    NEIGHBOURS,
    Matches,
    build_matches,
    rarity_weights,
)
from imagefinder.matching.outline import ObjectMask, outline_object
from imagefinder.matching.registry import VERIFIERS, get_verifier
from imagefinder.matching.verifier import MatchedObject, VerifiedPhoto, Verifier

__all__ = [
    "FEATURES_PER_PHOTO",
    "NEIGHBOURS",
    "VERIFIERS",
    "MatchedObject",
    "Matches",
    "ObjectMask",
    "VerifiedPhoto",
    "Verifier",
    "build_matches",
    "get_verifier",
    "outline_object",
    "rarity_weights",
]
