"""Compiles icons and translations into ``imagefinder/gui/resources_rc.py``; ``--check`` fails when it is
stale.

python resources/compile.py              write resources.qrc, the .qm files and resources_rc.py
python resources/compile.py --update     first read new strings out of the sources into the .ts files
python resources/compile.py --check      exit 1 when a string, an icon or a translation is newer than what is
committed
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MODULE = ROOT / "imagefinder" / "gui" / "resources_rc.py"
LANGUAGES = ("en", "de", "fr")


def tool(name: str) -> str:
    """The path of a PySide6 tool beside the running Python."""
    for folder in (Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))):
        for candidate in (folder / name, folder / f"{name}.exe"):
            if candidate.exists():
                return str(candidate)
    raise SystemExit(f"{name} was not found beside {sys.executable}: pip install PySide6-Essentials")


def run(*command: str, cwd: Path) -> None:
    """Run a tool quietly; say what it said when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def sources() -> list[str]:
    """The modules that hold strings for the user."""
    return sorted(str(path) for path in (ROOT / "imagefinder" / "gui").rglob("*.py") if path != MODULE)


def update(folder: Path) -> None:
    """Read the strings of the sources into the .ts files in ``folder``."""
    for language in LANGUAGES:
        options = ["-no-obsolete", *(["-pluralonly"] if language == "en" else [])]
        target = str(folder / f"imagefinder_{language}.ts")
        run(
            tool("pyside6-lupdate"),
            "-silent",
            "-locations",
            "none",
            *options,
            *sources(),
            "-ts",
            target,
            cwd=ROOT,
        )


def messages(path: Path) -> dict[tuple[str, str, str], bool]:
    """(context, source, comment) → whether it is translated."""
    found: dict[tuple[str, str, str], bool] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            state = "" if translation is None else translation.get("type", "")
            if state in ("obsolete", "vanished"):
                continue
            key = (name, message.findtext("source", ""), message.findtext("comment", ""))
            found[key] = translation is not None and state != "unfinished"
    return found


def qrc_text() -> str:
    """The .qrc file: every icon and every compiled translation."""
    lines = ['<!DOCTYPE RCC><RCC version="1.0">', '  <qresource prefix="/icons">']
    lines += [
        f'    <file alias="{p.name}">icons/{p.name}</file>' for p in sorted((HERE / "icons").glob("*.svg"))
    ]
    lines += ["  </qresource>", '  <qresource prefix="/i18n">']
    lines += [f'    <file alias="imagefinder_{x}.qm">i18n/imagefinder_{x}.qm</file>' for x in LANGUAGES]
    return "\n".join([*lines, "  </qresource>", "</RCC>", ""])


def compile_into(target: Path, folder: Path) -> None:
    """Compile translations and resources; ``folder`` holds the .ts files."""
    with tempfile.TemporaryDirectory() as scratch:
        build = Path(scratch)
        (build / "i18n").mkdir()
        (build / "icons").symlink_to(HERE / "icons")
        for language in LANGUAGES:
            source = folder / f"imagefinder_{language}.ts"
            run(
                tool("pyside6-lrelease"),
                "-silent",
                str(source),
                "-qm",
                str(build / "i18n" / f"imagefinder_{language}.qm"),
                cwd=ROOT,
            )
        (build / "resources.qrc").write_text(qrc_text(), encoding="utf-8")
        run(tool("pyside6-rcc"), "resources.qrc", "-o", str(target), cwd=build)


CONTENTS = """
import hashlib, runpy, sys
from PySide6.QtCore import QDirIterator, QFile
runpy.run_path(sys.argv[1])
for root in (":/icons", ":/i18n"):
    files = QDirIterator(root, QDirIterator.IteratorFlag.Subdirectories)
    while files.hasNext():
        file = QFile(files.next())
        if file.open(QFile.OpenModeFlag.ReadOnly):
            print(file.fileName(), hashlib.sha256(bytes(file.readAll())).hexdigest())
"""


def contents(module: Path) -> list[str]:
    """Name and digest of each file in a compiled module, whichever version of rcc packed it."""
    command = [sys.executable, "-c", CONTENTS, str(module)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return sorted(done.stdout.splitlines())


def check() -> int:
    """Say what is stale; 0 when nothing is."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for language in LANGUAGES:
            name = f"imagefinder_{language}.ts"
            if (HERE / "i18n" / name).exists():
                (folder / name).write_bytes((HERE / "i18n" / name).read_bytes())
        update(folder)
        for language in LANGUAGES:
            name = f"imagefinder_{language}.ts"
            fresh, kept = messages(folder / name), messages(HERE / "i18n" / name)
            faults += [
                f"{name}: new text not in the file: {key[1]!r} ({key[0]})" for key in fresh if key not in kept
            ]
            faults += [
                f"{name}: text no longer used: {key[1]!r} ({key[0]})" for key in kept if key not in fresh
            ]
            faults += [
                f"{name}: not translated: {key[1]!r} ({key[0]})" for key, done in kept.items() if not done
            ]
        compiled = folder / "resources_rc.py"
        compile_into(compiled, HERE / "i18n")
        if contents(compiled) != contents(MODULE):
            faults.append(f"{MODULE.relative_to(ROOT)} is stale: run python resources/compile.py")
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="read new strings out of the sources first")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is stale")
    options = parser.parse_args()
    if options.check:
        return check()
    if options.update:
        (HERE / "i18n").mkdir(exist_ok=True)
        update(HERE / "i18n")
    (HERE / "resources.qrc").write_text(qrc_text(), encoding="utf-8")
    compile_into(MODULE, HERE / "i18n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
