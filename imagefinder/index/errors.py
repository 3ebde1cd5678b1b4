"""What can be wrong with the vectors, ids and parameters that an index is given."""

from __future__ import annotations

from imagefinder.errors import ImageFinderError


class VectorError(ImageFinderError, ValueError):
    """The base of every refusal of bad input to an index."""


class ShapeError(VectorError):
    """An array has the wrong number of axes, or the wrong length along one."""


class ElementTypeError(VectorError):
    """An array holds something other than real numbers, or ids other than integers."""


class NotFiniteError(VectorError):
    """A vector holds NaN or an infinity."""


class IdError(VectorError):
    """Ids are repeated, already in use, negative, or unknown."""


class ParameterError(VectorError):
    """A parameter is out of its range (k < 1, no bytes, …)."""
