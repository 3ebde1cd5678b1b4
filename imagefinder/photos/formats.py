"""Which formats are read, told by content; the extras register only where they are installed."""

from __future__ import annotations

import importlib
from functools import cache

from PIL import Image

# The allowlist. Pillow knows some fifty formats more; each is a parser that a hostile file could reach, and
# none holds photos. MPO (two JPEGs in one file) is reached through JPEG and needs no entry.
BASIC_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF", "PPM")

_BASIC_SUFFIXES = {
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    *(".png", ".apng", ".webp", ".tif", ".tiff", ".bmp", ".dib", ".gif", ".avif", ".avifs"),
    *(".ppm", ".pgm", ".pbm", ".pnm"),
}
_HEIF_SUFFIXES = {".heic", ".heif", ".heics", ".heifs", ".hif"}
_JXL_SUFFIXES = {".jxl"}
RAW_SUFFIXES = frozenset(
    {
        *(
            ".3fr",
            ".arw",
            ".cr2",
            ".cr3",
            ".crw",
            ".dcr",
            ".dng",
            ".erf",
            ".fff",
            ".iiq",
            ".k25",
            ".kdc",
            ".mef",
        ),
        *(
            ".mos",
            ".mrw",
            ".nef",
            ".nrw",
            ".orf",
            ".pef",
            ".raf",
            ".raw",
            ".rw2",
            ".rwl",
            ".sr2",
            ".srf",
            ".srw",
        ),
        ".x3f",
    }
)

# Every suffix that a scan looks at, whether or not its extra is installed: a HEIC that cannot be read
# belongs among the failures, with the name of what is missing, not among the files that nobody mentions.
SUFFIXES = frozenset(_BASIC_SUFFIXES | _HEIF_SUFFIXES | _JXL_SUFFIXES | RAW_SUFFIXES)

_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}

# Magic bytes of what people keep beside photos, so that a failure can say what the file is.
_OTHER_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript file"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript file"),
    (b"8BPS", "a Photoshop document"),
    (b"gimp xcf", "a GIMP document"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"icns", "an icon"),
    (b"DDS ", "a texture"),
    (b"qoif", "a QOI picture"),
    (b"v/1\x01", "an OpenEXR picture"),
    (b"#?RADIANCE", "a Radiance picture"),
    (b"SIMPLE  =", "a FITS file"),
    (b"\x59\xa6\x6a\x95", "a Sun raster picture"),
    (b"\x01\xda", "an SGI picture"),
    (b"BLP1", "a texture"),
    (b"BLP2", "a texture"),
    (b"/* XPM", "an XPM icon"),
    (b"<svg", "an SVG drawing"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"OggS", "an Ogg file"),
    (b"\x00\x00\x01\xba", "an MPEG video"),
    (b"\x00\x00\x01\xb3", "an MPEG video"),
)


def kind_of(head: bytes, suffix: str) -> str | None:
    """Name the reader for a file by its first bytes, and by its suffix where those say too little.

    Args:
        head: the first 32 bytes or more.
        suffix: with its dot, in lower case. Raw files are told by it: most look like TIFF, others like
            nothing.

    Returns:
        one of ``BASIC_FORMATS``, ``HEIF``, ``JXL``, ``RAW``, or None for anything else.
    """
    kind = _sniff(head)
    if suffix in RAW_SUFFIXES and (kind == "TIFF" or (kind is None and name_of_other(head) is None)):
        return "RAW"
    return kind


def _sniff(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+", b"MM*\x00", b"II\x00*"):
        return "TIFF"
    if head[:2] == b"BM":
        return "BMP"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[i : i + 4] for i in range(16, len(head) - 3, 4))}
        if brands & {b"avif", b"avis"}:
            return "AVIF"
        if brands & _HEIF_BRANDS:
            return "HEIF"
        if b"crx " in brands:
            return "RAW"
    if head[:1] == b"P" and head[1:2] in b"123456" and len(head) > 2:
        return "PPM"
    if head.startswith(b"\xff\x0a") or head.startswith(b"\x00\x00\x00\x0cJXL "):
        return "JXL"
    return None


def name_of_other(head: bytes) -> str | None:
    """Say what a file is that is no picture we read (``a PDF document``), or None."""
    for magic, name in _OTHER_MAGIC:
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return "a video"
    if head[:4] == b"RIFF":
        return "an audio or video file"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<head")):
        return "a web page"  # what a failed download leaves under a picture's name
    if text.startswith((b"<?xml", b"<svg", b"<!doctype")):
        return "an XML or SVG document"
    return None


@cache
def heif_available() -> bool:
    """Register the HEIC reader; False where the ``heif`` extra is not installed."""
    try:
        pillow_heif = importlib.import_module("pillow_heif")
    except ImportError:
        return False
    # Depth maps, thumbnails and auxiliary pictures are never asked for; each is one more parser. One
    # thread: the workers share the processor's cores already.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    return "HEIF" in Image.OPEN


@cache
def jxl_available() -> bool:
    """Register the JPEG XL reader; False where the ``jxl`` extra is not installed."""
    try:
        importlib.import_module("pillow_jxl")
    except ImportError:
        return False
    return "JXL" in Image.OPEN


@cache
def raw_available() -> bool:
    """Whether the ``raw`` extra is installed."""
    try:
        importlib.import_module("rawpy")
    except ImportError:
        return False
    return True
