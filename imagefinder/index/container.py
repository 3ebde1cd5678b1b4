"""The file format of every index: a checked header, then checked arrays that can be memory-mapped.

    magic "IFINDEX\\n" | u32 version | u32 header bytes | u32 CRC-32 of version, length and header | header |
    arrays

All numbers little-endian. The header is JSON: the kind of index, its parameters, and for each array its name,
dtype, shape, offset (a multiple of 64) and the CRC-32 of every mebibyte. A file is written beside its place,
flushed to the disk and then renamed over it, so that a reader sees the old one or the new one.
"""

from __future__ import annotations

import contextlib
import errno
import json
import mmap
import os
import struct
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from imagefinder.errors import DamagedFileError, DiskFullError, LibraryError, NewerFormatError

MAGIC = b"IFINDEX\n"
VERSION = 1
ALIGNMENT = 64
CHUNK = 1 << 20
_PREFIX = struct.Struct("<8sIII")
_DTYPES = {
    name: np.dtype(name)
    for name in ("|u1", "<u2", "<u4", "<u8", "|i1", "<i2", "<i4", "<i8", "<f2", "<f4", "<f8")
}

Array = npt.NDArray[Any]


def _raw(array: Array) -> memoryview:
    """The bytes of a C-contiguous array."""
    return array.reshape(-1).view(np.uint8).data


def _checksums(data: memoryview) -> list[int]:
    return [zlib.crc32(data[i : i + CHUNK]) for i in range(0, len(data), CHUNK)]


def write_container(path: Path, kind: str, parameters: Mapping[str, Any], arrays: Mapping[str, Array]) -> int:
    """Write an index file durably: on return it is on the disk under its name, whole. Returns its bytes.

    Raises:
        DiskFullError: no room; whatever stood at ``path`` before is untouched.
        LibraryError: it cannot be written there.
    """
    prepared = {
        name: np.ascontiguousarray(array, array.dtype.newbyteorder("<")) for name, array in arrays.items()
    }
    sections = []
    offset = 0
    for name, array in prepared.items():
        if array.dtype.str not in _DTYPES:
            raise TypeError(f"array {name} of dtype {array.dtype} has no place in an index file")
        offset += -offset % ALIGNMENT
        raw = _raw(array)
        sections.append(
            {
                "name": name, "dtype": array.dtype.str, "shape": list(array.shape), "offset": offset,
                "crc": _checksums(raw),
            }
        )  # fmt: skip
        offset += array.nbytes
    header = json.dumps(
        {"kind": kind, "parameters": dict(parameters), "arrays": sections, "bytes": offset},
        sort_keys=True, separators=(",", ":"), allow_nan=False,
    ).encode()  # fmt: skip
    sizes = struct.pack("<II", VERSION, len(header))
    start = _data_start(len(header))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(MAGIC + sizes + struct.pack("<I", zlib.crc32(sizes + header)) + header)
            file.write(bytes(start - file.tell()))
            for section, array in zip(sections, prepared.values(), strict=True):
                file.write(bytes(start + int(str(section["offset"])) - file.tell()))
                file.write(_raw(array))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - the rename is the point
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise disk_error(path, error) from error
    sync_folder(path.parent)
    return start + offset


def disk_error(path: Path, error: OSError) -> LibraryError:
    """The named error for a failed write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(path, "the disk is full; nothing was changed")
    return LibraryError(path, f"cannot be written: {error.strerror or error}")


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system lets folders be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _data_start(header_bytes: int) -> int:
    end = _PREFIX.size + header_bytes
    return end + -end % ALIGNMENT


class Container:
    """An index file that was read: ``kind``, ``parameters`` and arrays by name.

    Attributes:
        path: the file.
        kind: which index wrote it.
        parameters: what it was made with (JSON values).
        bytes: the file's length.
    """

    def __init__(self, path: Path, *, mapped: bool = True, unchecked: Collection[str] = ()) -> None:
        """Read and check a file.

        Args:
            path: the file.
            mapped: leave the arrays on the disk, mapped read-only, instead of reading them.
            unchecked: arrays whose checksums wait for ``check``.

        Raises:
            DamagedFileError: cut short, altered, or no index file.
            NewerFormatError: written by a newer version.
            LibraryError: it cannot be read.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self.bytes = os.fstat(file.fileno()).st_size
                head = file.read(_PREFIX.size)
                header = self._header(head, file)
                if mapped:
                    # a file of headers alone has nothing to map
                    data: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                else:
                    file.seek(0)
                    data = file.read()
        except OSError as error:
            raise LibraryError(path, f"cannot be read: {error.strerror or error}") from error
        try:
            self.kind = str(header["kind"])
            self.parameters: dict[str, Any] = dict(header["parameters"])
            self._sections = {str(s["name"]): s for s in header["arrays"]}
            start = _data_start(struct.unpack_from("<I", head, 12)[0])
            if self.bytes != start + int(header["bytes"]):
                raise DamagedFileError(
                    path, f"has {self.bytes} bytes instead of {start + int(header['bytes'])}"
                )
            whole = np.frombuffer(data, np.uint8)
            self._arrays = {name: self._array(whole, start, s) for name, s in self._sections.items()}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DamagedFileError(path, f"its header is impossible ({error})") from error
        for name in self._arrays:
            if name not in unchecked:
                self.check(name)

    def _header(self, head: bytes, file: Any) -> dict[str, Any]:
        if len(head) < _PREFIX.size or head[:8] != MAGIC:
            raise DamagedFileError(self.path, "is not an index file, or its beginning is damaged")
        _, version, length, crc = _PREFIX.unpack(head)
        if length > self.bytes:
            raise DamagedFileError(self.path, "is cut short or its beginning is damaged")
        header = file.read(length)
        if zlib.crc32(head[8:16] + header) != crc:
            # a newer program keeps this prefix and its checksum, so a version that fails the check is damage
            raise DamagedFileError(self.path, "fails the checksum of its header")
        if version > VERSION:
            raise NewerFormatError(
                self.path, f"has format {version}, newer than {VERSION}: it needs a newer ImageFinder"
            )
        try:
            parsed = json.loads(header)
        except ValueError as error:
            raise DamagedFileError(self.path, "has a header that is not JSON") from error
        if not isinstance(parsed, dict):
            raise DamagedFileError(self.path, "has a header that is no object")
        return parsed

    def _array(self, whole: npt.NDArray[np.uint8], start: int, section: Mapping[str, Any]) -> Array:
        dtype = _DTYPES[section["dtype"]]
        shape = tuple(int(s) for s in section["shape"])
        if any(s < 0 for s in shape) or int(section["offset"]) < 0:
            raise ValueError("a negative size")
        count = 1
        for s in shape:
            count *= s
        first = start + int(section["offset"])
        if first + count * dtype.itemsize > len(whole):
            raise ValueError("an array past the end of the file")
        return whole[first : first + count * dtype.itemsize].view(dtype).reshape(shape)

    def __getitem__(self, name: str) -> Array:
        try:
            return self._arrays[name]
        except KeyError:
            raise DamagedFileError(self.path, f"lacks the array {name!r}") from None

    def get(self, name: str) -> Array | None:
        """The array of that name, or None."""
        return self._arrays.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def check(self, name: str) -> None:
        """Compare an array with its checksums.

        Raises:
            DamagedFileError
        """
        raw = _raw(self[name])
        if _checksums(raw) != self._sections[name]["crc"]:
            raise DamagedFileError(self.path, f"fails the checksum of {name!r}")
