"""The user's choices as one frozen record, kept as TOML; older files are brought up to date, damaged ones
set aside.

Nothing here needs Qt, so that the command line may read the same file.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

log = logging.getLogger(__name__)

VERSION = 2
RECENT_QUERIES = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose.

    Attributes:
        theme: ``system``, ``light`` or ``dark``.
        language: ``system`` or a language code (``en``, ``de``, ``fr``).
        thumbnail_size: side of a thumbnail in the grids, logical pixels.
        data_folder: the library's folder; empty for the platform's own place.
        device: part of a device's name, ``auto`` or ``numpy``.
        workers: decoder processes; 0 for one per core.
        thorough: whether a scan goes on to local features after the fast pass.
        results: how many results a search asks for.
        exclusions: glob patterns that every scan leaves out.
        remote: what to do with a picture's web address that is dropped: ``ask``, ``always`` or ``never``.
        watch: whether folders are watched for changes.
        notify: whether the end of a long scan is announced by the desktop.
        outlines: whether matched objects are outlined over thumbnails.
        group_by_kind: whether results stand under headings by kind.
        recent: paths of the last queries, newest first.
        first_run_done: whether the welcome page was passed.
    """

    theme: str = "system"
    language: str = "system"
    thumbnail_size: int = 190
    data_folder: str = ""
    device: str = "auto"
    workers: int = 0
    thorough: bool = True
    results: int = 100
    exclusions: tuple[str, ...] = ()
    remote: str = "ask"
    watch: bool = True
    notify: bool = True
    outlines: bool = True
    group_by_kind: bool = True
    recent: tuple[str, ...] = ()
    first_run_done: bool = False

    def with_recent(self, path: Path) -> Settings:
        """With ``path`` as the newest query; a name that is no valid text cannot be kept."""
        try:
            str(path).encode()
        except UnicodeEncodeError:
            return self
        rest = [entry for entry in self.recent if entry != str(path)]
        return replace(self, recent=(str(path), *rest)[:RECENT_QUERIES])


CHOICES = {
    "theme": ("system", "light", "dark"),
    "language": ("system", "en", "de", "fr"),
    "remote": ("ask", "always", "never"),
}
BOUNDS = {"thumbnail_size": (96, 360), "workers": (0, 256), "results": (10, 1000)}


def portable_folder() -> Path | None:
    """The folder that holds everything in portable mode, else None.

    Portable mode is on when ``IMAGEFINDER_PORTABLE`` names a folder, or when a folder called
    ``imagefinder-data`` lies beside a frozen program.
    """
    named = os.environ.get("IMAGEFINDER_PORTABLE")
    if named:
        return Path(named).absolute()
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).absolute().parent / "imagefinder-data"
        if beside.is_dir():
            return beside
    return None


def config_folder() -> Path:
    """Where settings and the window's state are kept."""
    portable = portable_folder()
    return portable if portable is not None else platformdirs.user_config_path("imagefinder", appauthor=False)


def library_folder(settings: Settings) -> Path | None:
    """The library that settings and portable mode name; None for the engine's own default."""
    if settings.data_folder:
        return Path(settings.data_folder)
    if os.environ.get("IMAGEFINDER_LIBRARY"):
        return None
    portable = portable_folder()
    return portable / "library" if portable is not None else None


def _checked(table: dict[str, Any]) -> Settings:
    """A record from a table; a value of the wrong type or out of bounds falls back to its default."""
    default = Settings()
    values: dict[str, Any] = {}
    for field in fields(Settings):
        value, usual = table.get(field.name), getattr(default, field.name)
        if isinstance(usual, tuple) and isinstance(value, list):
            values[field.name] = tuple(str(entry) for entry in value)
        elif field.name in CHOICES:
            values[field.name] = value if value in CHOICES[field.name] else usual
        elif field.name in BOUNDS and isinstance(value, int) and not isinstance(value, bool):
            low, high = BOUNDS[field.name]
            values[field.name] = min(max(value, low), high)
        elif type(value) is type(usual):
            values[field.name] = value
    return Settings(**values)


def _migrate(table: dict[str, Any]) -> dict[str, Any]:
    """Bring a table of an older version up to date, one version at a time."""
    version = table.get("version", 1)
    if version < 2:  # version 1 kept a yes-or-no for web addresses
        allowed = table.pop("allow_network", None)
        if allowed is not None:
            table["remote"] = "always" if allowed else "ask"
    return table


def _toml(value: object) -> str:
    """A value as TOML: JSON's notation, save for the one control character that only TOML forbids."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


class SettingsStore:
    """Reads and writes the settings file.

    Attributes:
        path: the file.
        settings: what it holds at present.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else config_folder() / "settings.toml"
        self.settings = self._read()

    def _read(self) -> Settings:
        try:
            table = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            aside = self.path.with_suffix(".damaged")
            log.warning("settings in %s are damaged (%s); kept as %s", self.path, error, aside)
            self.path.replace(aside)
            return Settings()
        except OSError as error:
            log.warning("settings in %s cannot be read: %s", self.path, error)
            return Settings()
        return _checked(_migrate(table))

    def change(self, **values: object) -> Settings:
        """Change some values and write the file whole or not at all; a full or read-only disk is logged,
        not fatal.
        """
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]
        self.write()
        return self.settings

    def write(self) -> None:
        """Write the present settings."""
        lines = [f"version = {VERSION}"]
        for name, value in asdict(self.settings).items():
            if isinstance(value, tuple):
                value = list(value)
            lines.append(f"{name} = {_toml(value)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".settings.")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
            Path(name).replace(self.path)
        except OSError as error:
            log.warning("settings cannot be written to %s: %s", self.path, error)
