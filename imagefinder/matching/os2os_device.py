"""OS2OS's clustering on an OpenCL device; the NumPy twin is in ``os2os.clusters``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from imagefinder.compute import Device
from imagefinder.matching.frames import Frames
from imagefinder.matching.support import group_starts

_LANES: Final = 16
"""Work-items are started in multiples of this."""
_COMPARED: Final = 16
"""Groups of at most so many matches need no table, see ``SMALL`` in the kernel."""


def clusters_on_device(
    device: Device, frames: Frames, c: NDArray[np.complex128], sides: Sequence[float]
) -> NDArray[np.bool_]:
    """Votes and their heaviest cluster in each group, round by round.

    Args:
        device: with OpenCL.
        frames: the matches.
        c: (groups,) complex128 centroids of the first round, photo pixels.
        sides: of each round's position bins, query pixels.

    Returns:
        (n,) bool members of the last round's clusters, as the twin's up to rounding of votes at the border of
        a bin.

    Raises:
        KernelBuildError: the kernel does not compile on this device.
    """
    n, groups = len(frames), len(frames.group_photo)
    member = np.zeros(max(1, n), np.uint8)
    if n == 0:
        return member[:0].astype(bool)
    start = group_starts(frames).astype(np.uint32)
    size = np.diff(start).astype(np.float64)
    slots = np.where(size > _COMPARED, np.exp2(np.ceil(np.log2(np.maximum(2 * size, 2)))), 0)
    table_start = np.concatenate(([0], np.cumsum(slots))).astype(np.uint32)
    match = np.empty((n, 8), np.float32)
    match[:, 0], match[:, 1], match[:, 2], match[:, 3] = (
        frames.x.real,
        frames.x.imag,
        frames.u.real,
        frames.u.imag,
    )
    match[:, 4], match[:, 5], match[:, 6], match[:, 7] = frames.log2_r, frames.octave, frames.a, frames.w
    arguments = [
        np.uint32(groups),
        np.uint32(len(sides)),
        device.read(np.asarray(sides, np.float32)),
        device.read(start),
        device.read(match),
        device.read(c.astype(np.complex64)),
        device.read(table_start),
        device.scratch((3, int(table_start[-1])), np.uint32),
        device.scratch((n, 8), np.uint32),
        device.write(member),
    ]
    work = -(-groups // _LANES) * _LANES
    device.run("os2os_clusters", "", "os2os_clusters", work, _LANES, arguments)
    return member.astype(bool)
