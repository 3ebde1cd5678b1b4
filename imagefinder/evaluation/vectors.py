"""Arrays of vectors in ``.npy`` files that a user names."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from imagefinder.errors import RequestError


def load_array(option: str, file: Path) -> np.ndarray:
    """The array in an ``.npy`` file, memory-mapped.

    Args:
        option: that named the file.
        file: written by ``numpy.save``.

    Raises:
        RequestError: when it cannot be read or is no such array.
    """
    try:
        array = np.load(file, mmap_mode="r", allow_pickle=False)
    except OSError as error:
        raise RequestError(option, f"{file}: {error.strerror or error}") from error
    except (ValueError, EOFError) as error:
        raise RequestError(option, f"{file}: not an .npy file of numbers ({error})") from error
    if not isinstance(array, np.ndarray):
        raise RequestError(
            option, f"{file}: holds several arrays; save the one that is meant with numpy.save"
        )
    return array


def save_array(option: str, file: Path, array: np.ndarray) -> None:
    """Write an array with ``numpy.save``; its folder is made where it is missing.

    Raises:
        RequestError: when it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, array)
    except OSError as error:
        raise RequestError(option, f"{file}: cannot be written ({error.strerror or error})") from error
