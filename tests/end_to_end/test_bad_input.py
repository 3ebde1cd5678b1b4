"""Whatever is wrong: one clear line, the right exit code, never a traceback (``run`` checks for those).

In-process runs (``run_here``) would raise instead; each kind of error goes through a process in some test.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from command_line import Scanned, run, run_here
from PIL import Image

from imagefinder.library import Library

pytestmark = pytest.mark.slow


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims far more pixels than any memory holds."""
    header = struct.pack(">IIBBBBB", 400_000, 400_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    )


@pytest.fixture
def odd_folder(photo_folder: Path) -> Path:
    """Six healthy photos and one of every kind of trouble."""
    whole = (photo_folder / "coffee.jpg").read_bytes()
    (photo_folder / "text.jpg").write_text("This is not a picture at all.\n" * 20)
    (photo_folder / "empty.jpg").write_bytes(b"")
    (photo_folder / "truncated.jpg").write_bytes(whole[: len(whole) // 20])
    (photo_folder / "bomb.png").write_bytes(bomb())
    Image.open(photo_folder / "coffee.jpg").save(photo_folder / "really_a_png.jpg", format="PNG")
    return photo_folder


BROKEN = {"text.jpg", "empty.jpg", "truncated.jpg", "bomb.png"}


def test_a_scan_names_every_failure_and_finds_the_healthy_ones(odd_folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    done = run("scan", odd_folder, "--library", library, "--json", "--workers", "2")
    assert done.code == 1, done.err
    assert done.json["failed"] == len(BROKEN)
    assert done.json["thorough_done"] == 7
    assert "imagefinder failures" in done.err
    failures = run("failures", "--library", library, "--json")
    assert failures.code == 0
    named = {Path(entry["path"]).name: entry for entry in failures.json["failures"]}
    assert set(named) == BROKEN
    assert named["empty.jpg"]["fault"] == "empty"
    assert named["text.jpg"]["fault"] == "not a picture"
    assert named["bomb.png"]["fault"] == "too large"
    assert named["truncated.jpg"]["fault"] in ("truncated", "damaged")
    assert all(entry["detail"] for entry in named.values())
    listed = run("failures", "--library", library).out
    assert all(name in listed for name in BROKEN)
    found = run("search", odd_folder / "really_a_png.jpg", "--library", library, "--json")
    assert found.code == 0
    assert {Path(result["path"]).name for result in found.json["results"][:2]} == {
        "coffee.jpg",
        "really_a_png.jpg",
    }


def test_failures_are_not_tried_again_until_the_file_changes(odd_folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert run("scan", odd_folder, "--library", library, "--fast-only", "--workers", "1").code == 1
    shutil.copy(odd_folder / "coffee.jpg", odd_folder / "empty.jpg")
    done = run("scan", odd_folder, "--library", library, "--fast-only", "--workers", "1", "--json")
    assert done.code == 1 and done.json["failed"] == len(BROKEN) - 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text.jpg", "no picture"),
        ("empty.jpg", "empty"),
        ("truncated.jpg", "truncated.jpg"),
        ("bomb.png", "bomb.png"),
        ("nowhere.jpg", "nowhere.jpg"),
        (".", "folder"),
    ],
)
def test_a_query_that_is_no_picture(scanned: Scanned, odd_folder: Path, name: str, words: str) -> None:
    for verb in ("search", "donors"):
        done = run_here(verb, odd_folder / name, "--library", scanned.library, "--json")
        assert done.code == 2 and done.out == ""
        done.says(words)


def test_a_query_with_the_wrong_extension_is_read_by_its_content(scanned: Scanned, odd_folder: Path) -> None:
    done = run_here("search", odd_folder / "really_a_png.jpg", "--library", scanned.library, "--json")
    assert done.code == 0 and Path(done.json["results"][0]["path"]).stem.startswith("coffee")


@pytest.mark.parametrize("region", ["5000,5000,10,10", "-50,-50,40,40", "0,0,3,3"])
def test_a_region_outside_the_picture(scanned: Scanned, region: str) -> None:
    done = run_here("search", scanned.composites[0], "--library", scanned.library, f"--region={region}")
    assert done.code == 2 and done.out == ""
    done.says("--region")


def test_no_library_there(tmp_path: Path, photo_folder: Path) -> None:
    for words in (["status"], ["failures"], ["search", photo_folder / "coffee.jpg"]):
        done = run_here(*words, "--library", tmp_path / "none")
        assert done.code == 3
        done.says(str(tmp_path / "none"), "scan a folder first")
    assert not (tmp_path / "none").exists()


def test_folders_that_cannot_be_scanned(tmp_path: Path, photo_folder: Path) -> None:
    library = tmp_path / "library"
    done = run_here("scan", tmp_path / "nowhere", "--library", library)
    assert done.code == 2
    done.says("nowhere", "no such folder")
    done = run_here("scan", photo_folder / "coffee.jpg", "--library", library)
    assert done.code == 2
    done.says("coffee.jpg", "not a folder")
    done = run_here("scan", "--library", library)
    assert done.code == 2
    done.says("FOLDER")


def test_a_library_where_no_folder_can_be_made(tmp_path: Path, photo_folder: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("scan", photo_folder, "--library", tmp_path / "file" / "library")
    assert done.code == 3
    done.says("file")


def without_privileges() -> list[str]:
    """Words that start a program which permissions bind, or a skip in words: root may read everything."""
    if os.name == "nt":
        pytest.skip("permissions are of another kind on Windows")
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("the tests run as root, whom no permission binds, and setpriv is not installed")
    powers = "-dac_override,-dac_read_search"
    return [setpriv, f"--inh-caps={powers}", f"--bounding-set={powers}"]


def test_files_and_folders_without_permission(photo_folder: Path, tmp_path: Path) -> None:
    prefix = without_privileges()
    shut = photo_folder / "shut"
    shut.mkdir()
    shutil.copy(photo_folder / "coffee.jpg", shut / "inside.jpg")
    (photo_folder / "china.jpg").chmod(0)
    shut.chmod(0)
    try:
        library = tmp_path / "library"
        done = run("scan", photo_folder, "--library", library, "--workers", "1", "--fast-only", prefix=prefix)
        assert done.code == 1
        listed = run("failures", "--library", library, "--json").json["failures"]
        assert {Path(entry["path"]).name: entry["fault"] for entry in listed} == {
            "china.jpg": "permission",
            "shut": "permission",
        }
        done = run("search", photo_folder / "china.jpg", "--library", library, prefix=prefix)
        assert done.code == 2
        done.says("china.jpg", "permission")
        done = run("scan", shut, "--library", tmp_path / "other", prefix=prefix)
        assert done.code == 2
        done.says("shut", "Permission denied")
    finally:
        shut.chmod(0o755)


@pytest.fixture
def small_library(photo_folder: Path, tmp_path: Path) -> Path:
    library = tmp_path / "library"
    assert run("scan", photo_folder, "--library", library, "--fast-only", "--workers", "1").code == 0
    return library


def test_a_library_of_a_newer_format_is_left_untouched(small_library: Path, photo_folder: Path) -> None:
    database = sqlite3.connect(small_library / "catalog.sqlite")
    database.execute("PRAGMA user_version = 9999")
    database.commit()
    database.close()
    for words in (["status"], ["scan", photo_folder], ["search", photo_folder / "coffee.jpg"]):
        done = run(*words, "--library", small_library)
        assert done.code == 3
        done.says("newer")


def test_a_library_in_use_by_another_instance(small_library: Path, photo_folder: Path) -> None:
    with Library.open(small_library, device="numpy"):
        done = run("scan", photo_folder, "--library", small_library)
        assert done.code == 3
        done.says("in use")
        assert run("status", "--library", small_library).code == 0
    assert run("scan", photo_folder, "--library", small_library, "--fast-only").code == 0


def test_a_damaged_catalog(small_library: Path, photo_folder: Path) -> None:
    (small_library / "catalog.sqlite").write_bytes(
        b"not a database at all, but long enough to be looked at" * 100
    )
    for journal in ("catalog.sqlite-wal", "catalog.sqlite-shm"):
        (small_library / journal).unlink(missing_ok=True)
    for words in (["status"], ["scan", photo_folder]):
        done = run(*words, "--library", small_library)
        assert done.code == 3
        done.says("catalog.sqlite")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, or a skip in words."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("a disk of its own cannot be mounted here (needs root on Linux)")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=False)


def test_a_full_disk(tiny_disk: Path, tmp_path: Path) -> None:
    photos = tmp_path / "many"
    photos.mkdir()
    rng = np.random.default_rng(0)
    for number in range(28):
        pixels = rng.integers(0, 256, (60, 80, 3)).astype(np.uint8)
        Image.fromarray(pixels).resize((480, 360)).save(photos / f"{number:03d}.jpg")
    library = tiny_disk / "library"
    done = run("scan", photos, "--library", library, "--workers", "2")
    assert done.code == 3, (done.out, done.err)
    done.says("full")
    # Once there is room again, the same command goes on.
    assert subprocess.run(["mount", "-o", "remount,size=200m", str(tiny_disk)], check=False).returncode == 0
    done = run("scan", photos, "--library", library, "--workers", "2", "--json")
    assert done.code == 0, done.err
    assert done.json["thorough_done"] == 28


@pytest.mark.skipif(os.name == "nt", reason="needs limits of a process")
def test_files_that_may_not_grow(photo_folder: Path, tmp_path: Path) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = run("scan", photo_folder, "--library", tmp_path / "library", "--workers", "1", preexec_fn=limit)
    assert done.code == 3, (done.out, done.err)
    done.says(str(tmp_path / "library"))


def test_reports_that_cannot_be_written(scanned: Scanned, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run_here(
        "search",
        scanned.composites[0],
        "--library",
        scanned.library,
        "--html",
        tmp_path / "file" / "report.html",
    )
    assert done.code == 2 and done.out == ""
    done.says("--html", "cannot be written")


def test_an_unknown_device(scanned: Scanned) -> None:
    for words in (["devices"], ["status", "--library", scanned.library]):
        done = run_here(*words, "--device", "no such device")
        assert done.code == 2
        done.says("no such device")


def test_demo_into_somebody_elses_folder(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    done = run_here("demo", "--out", tmp_path / "letters", "--no-gui")
    assert done.code == 2
    done.says("--out", "did not make")
    done = run_here("demo", "--photos", tmp_path / "nowhere", "--out", tmp_path / "out", "--no-gui")
    assert done.code == 2
    done.says("--photos", "not a folder")


def test_benchmarks_with_nothing_to_measure(tmp_path: Path, photo_folder: Path) -> None:
    done = run_here("bench", "composites", "--world", photo_folder, "--queries", tmp_path)
    assert done.code == 2
    done.says("--truth", "truth.json")
    done = run_here("bench", "copies", "--world", tmp_path / "nowhere")
    assert done.code == 2
    done.says("--world")
    done = run_here("bench", "instances", "--set", tmp_path / "nowhere")
    assert done.code == 2
    done.says("--set")
