"""The benchmark of scanning measures a real scan."""

from __future__ import annotations

from pathlib import Path

import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.scan import measure_scan, scan_table


@pytest.mark.slow
def test_a_scan_is_measured_by_stage_beside_bare_sift(photo_folder: Path, tmp_path: Path) -> None:
    stages = set()
    speed = measure_scan(
        [photo_folder], workers=1, device="numpy", on_progress=lambda progress: stages.add(progress.stage)
    )
    figures = speed.to_json()
    assert stages == {"walk", "fast", "thorough", "index"}
    assert (figures["photos"], figures["described"], figures["failed"]) == (6, 6, 0)
    assert {
        "fast read",
        "fast decode",
        "fast describe",
        "fast thumbnail",
        "thorough describe",
        "write",
        "index",
    } <= set(figures["stages"])
    assert figures["bare_sift_s"] > 0 and figures["thorough_over_bare_sift"] > 0
    assert "bare SIFT" in scan_table(speed)
    assert figures["peak_memory_bytes"] > 10_000_000


def test_a_library_that_is_there_is_not_measured_over(photo_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"")
    with pytest.raises(RequestError, match="holds a library already"):
        measure_scan([photo_folder], library_path=tmp_path)
