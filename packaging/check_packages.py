"""Check the packaging files: launcher, AppStream data, Flatpak manifest, PyInstaller spec, scripts.

Run from anywhere; exit code 1 and one line per fault when something is wrong. Uses desktop-file-validate and
appstreamcli where they are installed, and checks of its own everywhere.
"""

from __future__ import annotations

import ast
import configparser
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
ID = "io.github.imagefinder.ImageFinder"
MAIN_CATEGORIES = {
    "AudioVideo",
    "Development",
    "Education",
    "Game",
    "Graphics",
    "Network",
    "Office",
    "Science",
    "Settings",
    "System",
    "Utility",
}


def project() -> dict[str, object]:
    """The [project] table."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)["project"]
    assert isinstance(table, dict)
    return table


def run_tool(*words: str) -> list[str]:
    """What a validator complains about; nothing where it is not installed."""
    if shutil.which(words[0]) is None:
        return []
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return (
        []
        if done.returncode == 0
        else [f"{words[0]}: {line}" for line in (done.stdout + done.stderr).splitlines() if line]
    )


def check_desktop(file: Path) -> list[str]:
    """The launcher: required keys, a main category, and a command that the project installs."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
        entry = parser["Desktop Entry"]
    except (configparser.Error, KeyError) as error:
        return [f"{file.name}: {error}"]
    faults = [
        f"{file.name}: no {key}" for key in ("Type", "Name", "Exec", "Icon", "Categories") if key not in entry
    ]
    if faults:
        return faults
    if entry["Type"] != "Application":
        faults.append(f"{file.name}: Type is {entry['Type']}")
    if entry["Icon"] != ID:
        faults.append(f"{file.name}: Icon is not {ID}")
    for key in ("Categories", "Keywords", "MimeType"):
        if key in entry and not entry[key].endswith(";"):
            faults.append(f"{file.name}: {key} does not end with a semicolon")
    if not MAIN_CATEGORIES & set(entry["Categories"].split(";")):
        faults.append(f"{file.name}: no main category")
    scripts = project()["scripts"]
    assert isinstance(scripts, dict)
    if entry["Exec"].split()[0] not in scripts:
        faults.append(f"{file.name}: {entry['Exec'].split()[0]} is not installed by the project")
    return faults + run_tool("desktop-file-validate", str(file))


def check_metainfo(file: Path) -> list[str]:
    """AppStream data: its parts, and the newest release being this version."""
    try:
        root = ElementTree.parse(file).getroot()
    except ElementTree.ParseError as error:
        return [f"{file.name}: {error}"]
    faults = [
        f"{file.name}: no <{tag}>"
        for tag in (
            "id",
            "name",
            "summary",
            "metadata_license",
            "project_license",
            "description",
            "launchable",
        )
        if root.find(tag) is None
    ]
    if root.findtext("id") != ID:
        faults.append(f"{file.name}: the id is not {ID}")
    if root.findtext("launchable") != f"{ID}.desktop":
        faults.append(f"{file.name}: launches {root.findtext('launchable')}")
    newest = root.find("releases/release")
    if newest is None or newest.get("version") != project()["version"]:
        faults.append(f"{file.name}: the newest release is not {project()['version']}")
    return faults + run_tool("appstreamcli", "validate", "--no-net", str(file))


def check_flatpak(file: Path) -> list[str]:
    """The manifest: its parts, and that what its commands install exists."""
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        return [f"{file.name}: {error}"]
    faults = [
        f"{file.name}: no {key}"
        for key in ("id", "runtime", "runtime-version", "sdk", "command", "modules")
        if key not in manifest
    ]
    if manifest.get("id") != ID:
        faults.append(f"{file.name}: the id is not {ID}")
    for module in manifest.get("modules", []):
        for command in module["build-commands"]:
            words = command.split()
            if words[0] == "install" and not (ROOT / words[2]).is_file():
                faults.append(f"{file.name}: {words[2]} does not exist")
    return faults


def check_spec(file: Path) -> list[str]:
    """The PyInstaller spec is valid Python."""
    try:
        ast.parse(file.read_text(encoding="utf-8"), file.name)
    except SyntaxError as error:
        return [f"{file.name}: {error}"]
    return []


def check_scripts() -> list[str]:
    """Shell scripts parse and are executable; what the .deb installs exists."""
    faults = []
    for script in sorted(PACKAGING.glob("*.sh")):
        if not script.stat().st_mode & 0o100:
            faults.append(f"{script.name}: not executable")
        if shutil.which("sh"):
            done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
            faults += [f"{script.name}: {line}" for line in done.stderr.splitlines()]
    for line in (PACKAGING / "build_deb.sh").read_text(encoding="utf-8").splitlines():
        if line.startswith("install -Dm644 "):
            source = line.split()[2].replace("$id", ID)
            if not (ROOT / source).is_file():
                faults.append(f"build_deb.sh: {source} does not exist")
    return faults


def check_libraries() -> list[str]:
    """The .deb depends on every system library that the set-up asks for."""
    wanted = re.findall(
        r"lib[\w.+-]+\.so\.\d+:([\w.+-]+)", (PACKAGING / "setup.sh").read_text(encoding="utf-8")
    )
    script = (PACKAGING / "build_deb.sh").read_text(encoding="utf-8")
    depends = script.partition("\nDepends: ")[2].partition("\nRecommends: ")[0]
    named = set(re.split(r"[\s,|]+", depends))
    return [f"build_deb.sh: does not depend on {package}" for package in wanted if package not in named]


def main() -> int:
    """Check everything; 0 when nothing is wrong."""
    linux = PACKAGING / "linux"
    faults = [
        *check_desktop(linux / f"{ID}.desktop"),
        *check_metainfo(linux / f"{ID}.metainfo.xml"),
        *check_flatpak(linux / f"{ID}.json"),
        *check_spec(PACKAGING / "imagefinder.spec"),
        *check_scripts(),
        *check_libraries(),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("The packaging files are in order.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
