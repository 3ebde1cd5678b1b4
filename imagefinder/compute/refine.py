"""Distances with a second residual: the kernel and its NumPy twin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from imagefinder.compute.device import Device, KernelBuildError

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]
U8 = npt.NDArray[np.uint8]


def refined_distances(
    residuals: F32, pair: I64, book: I64, codes: U8, finer: U8, codebooks: F32, second: F32, device: Device
) -> F32:
    """‖y − C[code] − C'[finer code]‖² for r candidates of each query.

    Args:
        residuals: (pairs, d) float32, the rotated residual y of each query and list.
        pair: (q, r) rows of ``residuals``.
        book: (q, r) which codebooks each candidate was coded with.
        codes: (q, r, m) first codes.
        finer: (q, r, m') codes of the second residual.
        codebooks: (books, m, 256, d/m) float32.
        second: (m', 256, d/m') float32.
        device: where to compute.

    Returns:
        (q, r) float32.
    """
    if device.kind != "cpu" or not pair.size:
        return refined_distances_numpy(residuals, pair, book, codes, finer, codebooks, second)
    out = np.empty(pair.shape, np.float32)
    read = device.read
    try:
        device.run(
            "refine",
            "",
            "refine",
            len(pair),
            1,
            [
                read(residuals),
                read(pair.astype(np.uint32)),
                read(book.astype(np.uint32)),
                read(codes),
                read(finer),
                read(codebooks),
                read(second),
                np.uint32(pair.shape[1]),
                np.uint32(residuals.shape[1]),
                np.uint32(codes.shape[2]),
                np.uint32(finer.shape[2]),
                device.write(out),
            ],
        )
    except KernelBuildError:
        return refined_distances_numpy(residuals, pair, book, codes, finer, codebooks, second)
    return out


def refined_distances_numpy(
    residuals: F32, pair: I64, book: I64, codes: U8, finer: U8, codebooks: F32, second: F32
) -> F32:
    """The twin of ``refined_distances``."""
    out = np.empty(pair.shape, np.float32)
    d = residuals.shape[1]
    for n in range(len(pair)):
        first = codebooks[book[n][:, None], np.arange(codes.shape[2])[None, :], codes[n]]
        then = second[np.arange(finer.shape[2])[None, :], finer[n]]
        y = residuals[pair[n]] - first.reshape(-1, d) - then.reshape(-1, d)
        out[n] = np.einsum("rd,rd->r", y, y)
    return out
