"""Where numbers are crunched: the OpenCL device, its kernels, and their NumPy twins."""

from imagefinder.compute.device import Device, DeviceInfo, KernelBuildError, list_devices, open_device
from imagefinder.compute.encode import encode, lloyd_step
from imagefinder.compute.list_search import CodeLists, CoderOnDevice, ListSearcher, ResidualCoder, interleave
from imagefinder.compute.multi_search import CellCodes, MultiSearcher, multi_sequence
from imagefinder.compute.nearest import (
    CentroidFinder,
    Smallest,
    exact_nearest,
    nearest_centroids,
    squared_norms,
)
from imagefinder.compute.refine import refined_distances

__all__ = [
    "CellCodes",
    "CentroidFinder",
    "CodeLists",
    "CoderOnDevice",
    "Device",
    "DeviceInfo",
    "KernelBuildError",
    "ListSearcher",
    "MultiSearcher",
    "ResidualCoder",
    "Smallest",
    "encode",
    "exact_nearest",
    "interleave",
    "list_devices",
    "lloyd_step",
    "multi_sequence",
    "nearest_centroids",
    "open_device",
    "refined_distances",
    "squared_norms",
]
