"""OS2OS's clustering on an OpenCL device; the NumPy twin is ``os2os.heaviest_clusters``."""

from __future__ import annotations

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
    device: Device, frames: Frames, c: NDArray[np.complex128], side: float
) -> NDArray[np.bool_]:
    """Votes and their heaviest cluster in each group.

    Args:
        device: with OpenCL.
        frames: the matches.
        c: (groups,) complex128 centroids, photo pixels.
        side: of the position bins, query pixels.

    Returns:
        (n,) bool members, as the twin's up to rounding of votes at the border of a bin.

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
    room = (int(table_start[-1]),)
    arguments = [
        np.uint32(groups),
        np.float32(side),
        device.read(start),
        device.read(frames.x.astype(np.complex64)),
        device.read(frames.u.astype(np.complex64)),
        device.read(frames.log2_r.astype(np.float32)),
        device.read(frames.octave.astype(np.float32)),
        device.read(frames.a.astype(np.float32)),
        device.read(np.rint(frames.w * 65536).astype(np.uint32)),
        device.read(c.astype(np.complex64)),
        device.read(table_start),
        device.scratch(room, np.uint32),
        device.scratch(room, np.uint32),
        device.scratch(room, np.uint32),
        device.scratch((n, 8), np.uint32),
        device.write(member),
    ]
    work = -(-groups // _LANES) * _LANES
    device.run("os2os_clusters", "", "os2os_clusters", work, _LANES, arguments)
    return member.astype(bool)
