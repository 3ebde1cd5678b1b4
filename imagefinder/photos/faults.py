"""Whatever a decoder raises, as the one error that a user reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.photos.limits import DecodeLimits
from imagefinder.photos.source import named_os_error

_TRUNCATED = "The file ends before the picture does; copy it again from where it came from."
_NO_MEMORY = "There is not enough free memory to decode it; close other programs and scan again."
# How decoders say that the data end too early, in lower case.
_TRUNCATED_WORDS = (
    "truncated",
    "not enough image data",
    "unexpected end of file",
    "end of file",
    "incomplete",
)


@contextmanager
def faults_named(path: Path, limits: DecodeLimits) -> Iterator[None]:
    """Turn the errors of decoders inside the block into ``PhotoError``."""
    try:
        yield
    except PhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(path, limits, "The size in its header is") from error
    except MemoryError as error:
        raise PhotoError(path, PhotoFault.OUT_OF_MEMORY, _NO_MEMORY) from error
    except UnidentifiedImageError as error:
        raise damaged(path, "its header makes no sense") from error
    except EOFError as error:
        raise truncated(path) from error
    except OSError as error:
        # Pillow's own errors are OSErrors without a number; those of the operating system have one.
        if error.errno is not None:
            raise named_os_error(path, error) from error
        raise _decoder_fault(path, error) from error
    except Exception as error:  # decoders raise anything on damaged input: ValueError, struct.error, …
        raise _decoder_fault(path, error) from error


def truncated(path: Path) -> PhotoError:
    """The file stops before all pixels were there."""
    return PhotoError(path, PhotoFault.TRUNCATED, _TRUNCATED)


def damaged(path: Path, what: str) -> PhotoError:
    """The content contradicts its format."""
    return PhotoError(path, PhotoFault.DAMAGED, f"The file is damaged ({what}); look for another copy of it.")


def unsupported(path: Path, what: str) -> PhotoError:
    """A picture, but not of a kind that is read."""
    return PhotoError(path, PhotoFault.UNSUPPORTED, what)


def too_large(path: Path, limits: DecodeLimits, what: str) -> PhotoError:
    """The picture needs more memory than it may have; ``what`` ends in a verb (``Its 9 × 9 pixels are``)."""
    megapixels = f"{limits.max_pixels / 1e6:,.0f} megapixels"
    return PhotoError(
        path, PhotoFault.TOO_LARGE, f"{what} more than the {megapixels} that free memory allows."
    )


def _decoder_fault(path: Path, error: Exception) -> PhotoError:
    said = " ".join(str(error).split()).rstrip(".")[:200]
    lower = said.lower()
    if any(words in lower for words in _TRUNCATED_WORDS):
        return truncated(path)
    if lower.startswith(("unsupported", "unknown")):
        return unsupported(path, f"This variant of its format cannot be read ({said}).")
    return damaged(path, said or type(error).__name__)
