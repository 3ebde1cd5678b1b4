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
from imagefinder.index.flann import FLANN
from imagefinder.index.hashing import HammingEmbedding, SpectralHashing
from imagefinder.index.lopq import LOPQ
from imagefinder.index.multi_index import MultiIndex, MultiLOPQ
from imagefinder.index.opq import OPQ
from imagefinder.index.pq import IVFADC, PQ
from imagefinder.index.pq_tree import PQTree
from imagefinder.index.segmented import SegmentedIndex, SegmentHits

__all__ = [
    "FLANN",
    "IVFADC",
    "LOPQ",
    "OPQ",
    "PQ",
    "ElementTypeError",
    "Exact",
    "HammingEmbedding",
    "IdError",
    "Index",
    "MultiIndex",
    "MultiLOPQ",
    "NotFiniteError",
    "PQTree",
    "ParameterError",
    "SegmentHits",
    "SegmentedIndex",
    "ShapeError",
    "SpectralHashing",
    "VectorError",
]
