"""Vectors in, nearest neighbours out: exact search, product quantisation and its kin, hashing, and FLANN."""

from imagefinder.index.base import Index
from imagefinder.index.errors import (
    ElementTypeError,
    IdError,
    NotFiniteError,
    ParameterError,
    ShapeError,
    VectorError,
)
from imagefinder.index.exact import Exact
from imagefinder.index.lopq import LOPQ
from imagefinder.index.segmented import SegmentedIndex, SegmentHits

__all__ = [
    "LOPQ",
    "ElementTypeError",
    "Exact",
    "IdError",
    "Index",
    "NotFiniteError",
    "ParameterError",
    "SegmentHits",
    "SegmentedIndex",
    "ShapeError",
    "VectorError",
]
