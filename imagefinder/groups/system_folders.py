"""The folders of the operating system and of installed programs: pictures there are parts of something that
breaks without them, so a clean-up keeps them all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

_UNIX = (
    *("/bin", "/boot", "/dev", "/etc", "/gnu", "/lib", "/lib32", "/lib64", "/libx32", "/nix", "/opt"),
    *("/proc", "/sbin", "/snap", "/sys", "/usr", "/var/cache", "/var/lib"),
)
_MAC = ("/Applications", "/Library", "/System", "/private/etc", "/private/var/db")
_HOMES = ("/usr/home",)
"""Where FreeBSD keeps people's homes."""
_WINDOWS = ("SystemRoot", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "ProgramData")


def system_folders(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> tuple[Path, ...]:
    """The system's folders.

    Args:
        platform: as ``sys.platform`` names it.
        environment: variables, for Windows, which tells there where they lie.
    """
    if platform == "win32":
        return tuple(Path(environment[name]) for name in _WINDOWS if environment.get(name))
    return tuple(Path(name) for name in (*_UNIX, *(_MAC if platform == "darwin" else ())))


def system_folder_of(path: PurePath, folders: tuple[Path, ...] | None = None) -> Path | None:
    """The folder of the system that a file lies in; None for a person's own.

    Args:
        path: absolute.
        folders: this system's own when None.
    """
    if any(path.is_relative_to(home) for home in _HOMES):
        return None
    known = _HERE if folders is None else folders
    return next((folder for folder in known if path.is_relative_to(folder)), None)


_HERE = system_folders()
