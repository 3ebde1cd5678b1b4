"""Getting a query picture, off the GUI thread: from a file, from pasted pixels, from a web address after
consent.
"""

from __future__ import annotations

import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.gui.widgets.canvas import Shown
from imagefinder.gui.widgets.images import from_qimage, to_qimage
from imagefinder.jobs import JobControl
from imagefinder.photos import PhotoReader

SHOWN_SIDE = 1600
"""Longer side of the query as it is shown."""
DOWNLOAD_BYTES = 64 << 20
DOWNLOAD_SECONDS = 20


@dataclass(frozen=True, slots=True)
class LoadedQuery:
    """A query that can be shown and searched for.

    Attributes:
        name: what to call it.
        path: its file, None for pasted or downloaded pixels.
        pixels: (h, w, 3) uint8 sRGB at full resolution where there is no file, else None.
        shown: what the canvas shows.
    """

    name: str
    path: Path | None
    pixels: NDArray[np.uint8] | None
    shown: Shown

    @property
    def source(self) -> Path | NDArray[np.uint8]:
        """What the engine searches with."""
        if self.path is not None:
            return self.path
        if self.pixels is None:
            raise ValueError("a query has a file or pixels")
        return self.pixels


def load_file(path: Path, reader: PhotoReader, control: JobControl) -> LoadedQuery:
    """Read a file for showing; one that will not stay is read whole, so that nothing asks for it again.

    Raises:
        PhotoError: when it is not a readable picture.
        JobCancelled: when cancelled.
    """
    if path.is_dir():
        raise PhotoError(path, PhotoFault.NOT_A_PICTURE, "this is a folder, not a picture")
    if is_fleeting(path):
        return load_pixels(np.asarray(reader.read(path, control=control).pixels), path.name)
    photo = reader.read(path, max_side=SHOWN_SIDE, control=control)
    shown = Shown(to_qimage(photo.pixels), photo.info.width, photo.info.height)
    return LoadedQuery(path.name, path, None, shown)


def is_fleeting(path: Path) -> bool:
    """Whether a file is a copy that a browser made for one drag (Firefox: a bitmap in the temporary folder),
    and soon takes away.
    """
    return path.suffix.lower() == ".bmp" and path.is_relative_to(tempfile.gettempdir())


def load_pixels(pixels: NDArray[np.uint8], name: str) -> LoadedQuery:
    """Pixels that came without a file, (h, w, 3) uint8 sRGB."""
    image = to_qimage(pixels)
    return LoadedQuery(name, None, pixels, Shown(image, pixels.shape[1], pixels.shape[0]))


def load_bitmap(image: QImage, name: str) -> LoadedQuery:
    """A pasted or dropped bitmap."""
    return load_pixels(from_qimage(image), name)


def download(address: str, reader: PhotoReader, control: JobControl) -> LoadedQuery:
    """Fetch a picture from the web; only ever called after the user agreed.

    Raises:
        PhotoError: when nothing readable is there.
        JobCancelled: when cancelled.
    """
    parts = urlsplit(address)
    name = Path(parts.path).name or parts.netloc
    if parts.scheme not in ("http", "https"):
        raise PhotoError(name, PhotoFault.UNSUPPORTED, "only http and https addresses can be fetched")
    request = urllib.request.Request(address, headers={"User-Agent": "ImageFinder"})
    try:
        with urllib.request.urlopen(request, timeout=DOWNLOAD_SECONDS) as answer:
            data = answer.read(DOWNLOAD_BYTES + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise PhotoError(name, PhotoFault.IO, f"{parts.netloc} did not give the picture: {error}") from error
    if len(data) > DOWNLOAD_BYTES:
        raise PhotoError(
            name, PhotoFault.TOO_LARGE, f"more than {DOWNLOAD_BYTES >> 20} MB; save it and open the file"
        )
    return load_pixels(np.asarray(reader.read(data, name=name, control=control).pixels), name)
