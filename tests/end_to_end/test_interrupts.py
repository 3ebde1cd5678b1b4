"""A scan that is stopped or killed, and taken up again by the same command."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from command_line import command, environment, run
from PIL import Image

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals are of another kind on Windows"),
]

PHOTOS = 24


@pytest.fixture
def many_photos(tmp_path: Path, sample_photos: dict[str, np.ndarray]) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    pictures = list(sample_photos.values())
    for number in range(PHOTOS):
        pixels = pictures[number % len(pictures)][: 240 + number, : 320 - number]
        Image.fromarray(pixels).save(folder / f"{number:03d}.jpg", quality=85)
    return folder


def start(folder: Path, library: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("scan", folder, "--library", library, "--workers", "1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    )


def wait_for_work(library: Path, process: subprocess.Popen[str]) -> None:
    """Until thumbnails appear: the scan is in the middle of it."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        if any((library / "thumbnails").rglob("*.*")):
            return
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_scan_says_so_and_goes_on_later(number: int, many_photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    process = start(many_photos, library)
    wait_for_work(library, process)
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err, err
    if process.returncode == 0:
        pytest.skip("the scan was over before it could be stopped")
    assert process.returncode == 130 and out == ""
    assert "interrupted" in err.splitlines()[-1]
    done = run("scan", many_photos, "--library", library, "--json")
    assert done.code == 0, done.err
    assert done.json["thorough_done"] == PHOTOS and done.json["pending"] == 0


def test_a_killed_scan_goes_on_where_it_was(many_photos: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    process = start(many_photos, library)
    wait_for_work(library, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    done = run("scan", many_photos, "--library", library, "--json")
    assert done.code == 0, done.err
    assert done.json["thorough_done"] == PHOTOS and done.json["failed"] == 0
    found = run("search", many_photos / "007.jpg", "--library", library, "--json", "--top", "3")
    assert found.code == 0 and Path(found.json["results"][0]["path"]).name == "007.jpg"


def test_progress_is_shown_on_a_terminal_only(many_photos: Path, tmp_path: Path) -> None:
    import pty

    for path in sorted(many_photos.iterdir())[6:]:
        path.unlink()
    main, side = pty.openpty()
    process = subprocess.Popen(
        command("scan", many_photos, "--library", tmp_path / "library", "--workers", "1"),
        stdout=subprocess.DEVNULL,
        stderr=side,
        env=environment(TERM="xterm"),
    )
    os.close(side)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not part:
            break
        shown += part
    assert process.wait(timeout=120) == 0
    os.close(main)
    text = shown.decode()
    assert "First look" in text and "photo/s" in text and "6/6" in text
    quiet = run("scan", many_photos, "--library", tmp_path / "other", "--workers", "1")
    assert quiet.code == 0 and quiet.err == ""
