"""Product quantisation of many vectors: the kernel and its NumPy twin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from imagefinder.compute.device import Device, KernelBuildError

F32 = npt.NDArray[np.float32]
CHUNK = 256  # vectors per work-item
UNUSED = np.float32(1e30)  # stands for the infinite norm of a word that is not in use


def words_and_norms(codebooks: F32) -> tuple[F32, F32]:
    """(…, 256, s) codebooks with unused words at zero, and (…, 256) squared norms with theirs at 1e30."""
    used = np.isfinite(codebooks[..., 0])
    words = np.where(used[..., None], codebooks, np.float32(0)).astype(np.float32)
    return words, np.where(used, np.einsum("...s,...s->...", words, words), UNUSED).astype(np.float32)


def encode(vectors: F32, codebooks: F32, device: Device) -> npt.NDArray[np.uint8]:
    """Nearest word per sub-space.

    Args:
        vectors: (n, m·s) float32.
        codebooks: (m, 256, s) float32; words not in use are infinite.
        device: where to compute.

    Returns:
        (n, m) uint8.
    """
    n, m, s = len(vectors), codebooks.shape[0], codebooks.shape[2]
    if not n:
        return np.zeros((0, m), np.uint8)
    if device.kind != "cpu" or s > 64:
        return encode_numpy(vectors, codebooks)
    words, norms = words_and_norms(codebooks)
    out = np.empty((n, m), np.uint8)
    try:
        device.run(
            "encode", f"-DM={m} -DDS={s} -DCHUNK={CHUNK}", "encode", -(-n // CHUNK), 1,
            [
                device.read(np.ascontiguousarray(vectors, np.float32)),
                device.read(np.ascontiguousarray(words.transpose(0, 2, 1))),
                device.read(norms), np.uint32(n), device.write(out),
            ],
        )  # fmt: skip
    except KernelBuildError:
        return encode_numpy(vectors, codebooks)
    return out


SHARES = 8  # partial sums of a Lloyd step, whatever the device: their order decides the last bits


def lloyd_step(vectors: F32, codebooks: F32, device: Device) -> tuple[F32, npt.NDArray[np.int64]]:
    """Sums and counts of the vectors nearest to each word, in every sub-space.

    Args:
        vectors: (n, m·s) float32.
        codebooks: (m, 256, s) float32; words not in use are infinite.
        device: where to compute.

    Returns:
        sums (m, 256, s) float32 and counts (m, 256) int64.
    """
    n, m, s = len(vectors), codebooks.shape[0], codebooks.shape[2]
    if not n or device.kind != "cpu" or s > 64:
        return lloyd_step_numpy(vectors, codebooks)
    words, norms = words_and_norms(codebooks)
    sums = np.zeros((SHARES, m, 256, s), np.float32)
    counts = np.zeros((SHARES, m, 256), np.uint32)
    try:
        device.run(
            "lloyd", f"-DM={m} -DDS={s}", "lloyd", SHARES, 1,
            [
                device.read(np.ascontiguousarray(vectors, np.float32)),
                device.read(np.ascontiguousarray(words.transpose(0, 2, 1))),
                device.read(norms), np.uint32(n), device.write(sums), device.write(counts),
            ],
        )  # fmt: skip
    except KernelBuildError:
        return lloyd_step_numpy(vectors, codebooks)
    return sums.sum(axis=0), counts.sum(axis=0, dtype=np.int64)


def lloyd_step_numpy(vectors: F32, codebooks: F32) -> tuple[F32, npt.NDArray[np.int64]]:
    """The twin of ``lloyd_step``."""
    m, _, s = codebooks.shape
    codes = encode_numpy(vectors, codebooks)
    sums, counts = np.zeros((m, 256, s), np.float32), np.zeros((m, 256), np.int64)
    for j in range(m):
        counts[j] = np.bincount(codes[:, j], minlength=256)
        for i in range(s):
            sums[j, :, i] = np.bincount(codes[:, j], weights=vectors[:, j * s + i], minlength=256)
    return sums, counts


def encode_numpy(vectors: F32, codebooks: F32) -> npt.NDArray[np.uint8]:
    """The twin of ``encode``."""
    m, _, s = codebooks.shape
    words, norms = words_and_norms(codebooks)
    codes = np.empty((len(vectors), m), np.uint8)
    for start in range(0, len(vectors), 8192):
        part = vectors[start : start + 8192]
        for j in range(m):
            codes[start : start + 8192, j] = (
                norms[j] - 2 * part[:, j * s : (j + 1) * s] @ words[j].T
            ).argmin(1)
    return codes
