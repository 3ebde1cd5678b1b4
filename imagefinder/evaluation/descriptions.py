"""Local descriptions by other choices than the program's own, to say what those are worth.

Keypoints kept by strength alone, as most programs keep them, instead of evenly over the frame; and OpenCV's
own descriptors instead of those of ``features.descriptors``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from imagefinder.features import LOCAL_DIM, LocalFeatures, describe_local
from imagefinder.features.descriptors import LAYERS, SIGMA, Keypoints, describe_keypoints
from imagefinder.features.selection import select_evenly


@dataclass(frozen=True, slots=True)
class Description:
    """How pictures are described.

    Attributes:
        evenly: keypoints from everywhere; False: the strongest, wherever they are.
        own_histograms: False: by OpenCV's ``SIFT.compute``.
    """

    evenly: bool = True
    own_histograms: bool = True

    @property
    def name(self) -> str:
        """Of its folder; empty for the program's own choices."""
        parts = ([] if self.evenly else ["strongest"]) + ([] if self.own_histograms else ["opencv"])
        return "-".join(parts)

    def describe(
        self, pixels: NDArray[np.uint8], full_size: tuple[int, int], *, max_features: int, max_side: int
    ) -> LocalFeatures:
        """See ``describe_local``."""
        return describe_local(
            pixels,
            full_size,
            max_features=max_features,
            max_side=max_side,
            select=select_evenly if self.evenly else select_strongest,
            describe=describe_keypoints if self.own_histograms else opencv_histograms,
        )


AS_IT_IS: Final = Description()


def select_strongest(
    points: NDArray[np.float32], response: NDArray[np.float32], count: int, size: tuple[int, int]
) -> NDArray[np.int64]:
    """The rows of the ``count`` strongest keypoints; as ``select_evenly`` otherwise."""
    return np.argsort(-response, kind="stable")[:count].astype(np.int64)


def opencv_histograms(grey: NDArray[np.uint8], keypoints: Keypoints) -> NDArray[np.uint8]:
    """What OpenCV describes the keypoints by; as ``describe_keypoints`` otherwise."""
    if len(keypoints.octave) == 0:
        return np.empty((0, LOCAL_DIM), np.uint8)
    packed = (keypoints.octave & 255) | (keypoints.layer << 8)
    table = zip(keypoints.geometry.tolist(), packed.tolist(), strict=True)
    points = [cv2.KeyPoint(x, y, size, angle, 0.0, octave) for (x, y, size, angle), octave in table]
    sift = cv2.SIFT.create(nOctaveLayers=LAYERS, sigma=SIGMA)
    kept, histograms = sift.compute(np.ascontiguousarray(grey), points)
    if len(kept) != len(points):
        raise ValueError(f"OpenCV described {len(kept)} of {len(points)} keypoints")
    return np.asarray(histograms).astype(np.uint8)
