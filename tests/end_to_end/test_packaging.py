from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ID = "io.github.imagefinder.ImageFinder"


def check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "packaging" / "check_packages.py")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The files that the check reads, in a place where they may be spoilt."""
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging")
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_packaging_files_are_in_order() -> None:
    done = check(ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (f"linux/{ID}.desktop", "Categories=Graphics;", "Categories=Pictures;", "no main category"),
        (f"linux/{ID}.desktop", "Exec=imagefinder", "Exec=photofinder", "not installed by the project"),
        (f"linux/{ID}.desktop", "Name=ImageFinder\n", "", "no Name"),
        (f"linux/{ID}.metainfo.xml", '<release version="', '<release version="9.', "newest release is not"),
        (f"linux/{ID}.metainfo.xml", "</component>", "", "no element found"),
        (f"linux/{ID}.json", '"sdk"', '"tools"', "no sdk"),
        (f"linux/{ID}.json", "imagefinder.svg", "logo.svg", "does not exist"),
        ("imagefinder.spec", "collect_all(package)", "collect_all(package", "imagefinder.spec"),
        ("build_deb.sh", "libxcb-randr0, ", "", "does not depend on libxcb-randr0"),
        ("build_deb.sh", "resources/icons/imagefinder.svg", "logo.svg", "does not exist"),
    ],
)
def test_a_fault_is_found_and_named(copied: Path, file: str, old: str, new: str, fault: str) -> None:
    path = copied / "packaging" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    done = check(copied)
    assert done.returncode == 1 and fault in done.stderr
    assert "Traceback" not in done.stderr
