"""Checks of what callers hand in; each refusal says what was expected and what came."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.index.errors import ElementTypeError, IdError, NotFiniteError, ParameterError, ShapeError

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


def checked_vectors(X: Any, d: int | None = None) -> F32:
    """X as (n, d) float32, C-contiguous.

    Raises:
        ElementTypeError, ShapeError, NotFiniteError
    """
    array = np.asarray(X)
    if array.dtype.kind not in "fiub":
        raise ElementTypeError(f"vectors must be real numbers, got dtype {array.dtype}")
    if array.ndim != 2:
        raise ShapeError(f"vectors must have shape (n, d), got {array.shape}")
    if array.shape[1] == 0 or (d is not None and array.shape[1] != d):
        raise ShapeError(f"vectors must have {d or 'at least one'} dimensions, got {array.shape[1]}")
    with np.errstate(over="ignore"):
        vectors = np.ascontiguousarray(array, np.float32)
    largest = math.sqrt(float(np.finfo(np.float32).max) / (4 * vectors.shape[1]))
    may_be = array.dtype.kind == "f" or array.dtype.itemsize > 2
    if may_be and not np.abs(vectors).max(initial=0) <= largest:  # so that NaN is refused, too
        row = int(np.flatnonzero(~(np.abs(vectors) <= largest).all(axis=1))[0])
        raise NotFiniteError(
            f"vector {row} holds NaN, an infinity, or a number beyond ±{largest:.1e}, "
            "where squared distances are too large for float32"
        )
    return vectors


def checked_ids(ids: Any, n: int) -> I64:
    """Ids as (n,) int64, each of them once and none negative.

    Raises:
        ElementTypeError, ShapeError, IdError
    """
    array = np.asarray(ids)
    if array.size == 0 and n == 0:
        return np.zeros(0, np.int64)
    if array.dtype.kind not in "iu":
        raise ElementTypeError(f"ids must be integers, got dtype {array.dtype}")
    if array.shape != (n,):
        raise ShapeError(f"ids must have shape ({n},), got {array.shape}")
    if array.dtype.kind == "u" and array.dtype.itemsize == 8 and array.max() > np.iinfo(np.int64).max:
        raise IdError("ids must be below 2⁶³")
    result = np.ascontiguousarray(array, np.int64)
    if result.min() < 0:
        raise IdError(f"ids must not be negative, got {result.min()}")
    ordered = np.sort(result)
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(twice):
        raise IdError(f"id {ordered[twice[0]]} stands twice among those given")
    return result


def checked_count(name: str, value: Any, least: int = 1, most: int | None = None) -> int:
    """``value`` as an int of at least ``least``, at most ``most``.

    Raises:
        ParameterError
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise ParameterError(f"{name} must be a whole number, got {value!r}")
    if value < least or (most is not None and value > most):
        bound = f"at least {least}" if most is None else f"from {least} to {most}"
        raise ParameterError(f"{name} must be {bound}, got {value}")
    return int(value)
