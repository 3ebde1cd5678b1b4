from __future__ import annotations

from pathlib import Path

import pytest
from command_line import run
from PIL import Image

pytestmark = pytest.mark.slow


def test_the_demo_on_ones_own_photos_leaves_reports_and_a_picture(photo_folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in photo_folder.rglob("*")}
    out = tmp_path / "demo"
    done = run("demo", "--photos", photo_folder, "--out", out)
    assert done.code == 0, done.err
    assert "No display here" in done.out  # these tests set an offscreen platform
    assert {path: path.read_bytes() for path in photo_folder.rglob("*")} == before
    composites = sorted((out / "composites").glob("*.jpg"))
    assert len(composites) == 6
    assert done.out.count("host ") == 6 and done.out.count("found at rank 1,") >= 4
    for composite in composites:
        report = (out / "reports" / f"{composite.stem}.html").read_text(encoding="utf-8")
        assert report.startswith("<!doctype html>")
    assert str(out / "window.png") in done.out
    with Image.open(out / "window.png") as picture:
        assert picture.width >= 800
        assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 2000  # photos are in it
