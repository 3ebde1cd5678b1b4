"""Pixels in, descriptions out: hashes, colour and a global vector; local features with their geometry."""

from imagefinder.features.globals import (
    COLOUR_DIM,
    GLOBAL_DIM,
    GLOBAL_VERSION,
    GlobalFeatures,
    describe_global,
    perceptual_hash,
)
from imagefinder.features.local import (
    GEOMETRY_BYTES,
    LOCAL_DIM,
    LOCAL_VERSION,
    LocalFeatures,
    describe_local,
)

__all__ = [
    "COLOUR_DIM",
    "GEOMETRY_BYTES",
    "GLOBAL_DIM",
    "GLOBAL_VERSION",
    "LOCAL_DIM",
    "LOCAL_VERSION",
    "GlobalFeatures",
    "LocalFeatures",
    "describe_global",
    "describe_local",
    "perceptual_hash",
]
