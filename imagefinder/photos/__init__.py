"""One file in, safe pixels out: formats, orientation, limits, thumbnails, and the processes that decode."""

from imagefinder.photos.formats import SUFFIXES
from imagefinder.photos.limits import DecodeLimits, available_memory
from imagefinder.photos.photo import Photo, PhotoInfo
from imagefinder.photos.pool import WorkerPool
from imagefinder.photos.read import read_info, read_photo
from imagefinder.photos.reader import PhotoReader
from imagefinder.photos.thumbnail import encode_thumbnail

__all__ = [
    "SUFFIXES",
    "DecodeLimits",
    "Photo",
    "PhotoInfo",
    "PhotoReader",
    "WorkerPool",
    "available_memory",
    "encode_thumbnail",
    "read_info",
    "read_photo",
]
