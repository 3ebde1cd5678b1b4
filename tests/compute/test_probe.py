"""PoCL without a linker would abort the process; the probe takes that fall."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def devices(environment: dict[str, str]) -> list[str]:
    script = "from imagefinder.compute import list_devices; print(*[d.kind for d in list_devices()])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    return done.stdout.split()


def test_without_a_linker_numpy_is_left_and_nothing_aborts(tmp_path: Path) -> None:
    environment = os.environ | {
        "PATH": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "POCL_CACHE_DIR": str(tmp_path / "kernels"),
        "IMAGEFINDER_LIBRARY": str(tmp_path / "library"),
    }
    if sys.platform != "linux":
        pytest.skip("only on Linux does PoCL come with the program")
    if "gpu" in (found := devices(environment)):
        pytest.skip("a GPU is there, with or without a linker")
    assert found == ["numpy"]


def test_the_verdict_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from imagefinder.compute import probe

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    calls = []
    monkeypatch.setattr(probe, "_try_in_a_process", lambda attempt: calls.append(attempt.__name__) or True)
    assert probe.pocl_builds("PoCL 3.0")
    assert probe.pocl_builds("PoCL 3.0")
    assert calls == ["build_one_kernel"]
    assert not tmp_path.joinpath("imagefinder", "opencl.json.tmp").exists()
    if sys.platform == "linux":
        kept = json.loads((tmp_path / "imagefinder" / "opencl.json").read_text())
        assert list(kept.values()) == [True]


def test_an_instruction_that_is_missing_costs_the_other_process_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imagefinder.compute import probe

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(probe, "try_avx512", os.abort)  # what an illegal instruction amounts to
    assert not probe.avx512_runs("some processor")
    monkeypatch.setattr(probe, "_CPU_INFO", tmp_path / "cpuinfo")
    (tmp_path / "cpuinfo").write_text("flags : fpu avx512f avx512_vbmi sse\n")
    asked = []
    monkeypatch.setattr(probe, "_try_in_a_process", lambda attempt: asked.append(attempt) or True)
    assert probe.avx512_runs("some processor"), "another processor needs a verdict of its own"
    assert asked
