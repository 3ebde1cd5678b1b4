"""Choosing a device."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from imagefinder.compute import KernelBuildError, list_devices, open_device
from imagefinder.compute import device as device_module
from imagefinder.compute.probe import POCL
from imagefinder.errors import RequestError


def test_numpy_is_always_there_and_last() -> None:
    devices = list_devices()
    assert devices[-1].kind == "numpy"
    assert [d.kind for d in devices].count("numpy") == 1
    assert all(d.memory_bytes > 0 and d.compute_units > 0 for d in devices)


def test_by_name_kind_and_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_device("numpy").kind == "numpy"
    assert "NumPy" in open_device("numpy").description
    monkeypatch.setenv("IMAGEFINDER_DEVICE", "numpy")
    assert open_device().kind == "numpy"
    assert open_device("auto").info == list_devices()[0]
    assert open_device(list_devices()[0].name[:12]).info == list_devices()[0]


def test_unknown_name_says_what_there_is() -> None:
    with pytest.raises(RequestError, match=r"no device is called 'abacus'; there are: .*numpy"):
        open_device("abacus")


def test_without_opencl_numpy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_module, "_opencl", lambda: None)
    device_module._opencl_devices.cache_clear()
    try:
        assert open_device("auto").kind == "numpy"
        assert len(list_devices()) == 1
    finally:
        monkeypatch.undo()
        device_module._opencl_devices.cache_clear()


def test_a_kernel_that_does_not_compile_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    device = open_device("auto")
    if device.kind == "numpy":
        pytest.skip("no OpenCL device here")
    monkeypatch.setattr(device_module, "kernel_source", lambda name: "kernel void broken( {")
    with pytest.raises(KernelBuildError, match=r"nonsense\.cl"):
        device.program("nonsense")


def test_portable_path_where_avx512_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    device = device_module.Device(list_devices()[0], None)
    if device.kind != "cpu":
        pytest.skip("no OpenCL CPU here")
    monkeypatch.setattr(device_module, "avx512_runs", lambda name: False)
    assert not device.avx512
    assert "portable" in device.description


def test_a_kernel_that_failed_to_build_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    device = open_device("auto")
    if device.kind == "numpy":
        pytest.skip("no OpenCL device here")
    asked = []
    monkeypatch.setattr(device_module, "kernel_source", lambda name: asked.append(name) or "kernel void {")
    for _ in range(2):
        with pytest.raises(KernelBuildError, match=r"nonsense_twice\.cl"):
            device.program("nonsense_twice")
    assert asked == ["nonsense_twice"]


ENCODE = """
import numpy as np
from imagefinder.compute import open_device
from imagefinder.compute.encode import encode, encode_numpy
device = open_device("cpu")
device.__dict__["avx512"] = False
rng = np.random.default_rng(0)
vectors, words = rng.normal(size=(9, 8)).astype(np.float32), rng.normal(size=(4, 256, 2)).astype(np.float32)
device.program("encode", "-DM=4 -DDS=2 -DCHUNK=256")
assert (encode(vectors, words, device) == encode_numpy(vectors, words)).all()
print("right")
"""


@pytest.mark.parametrize("left", [0, 100])
def test_a_kept_program_that_was_cut_short_is_built_anew(tmp_path: Path, left: int) -> None:
    if not any(device.platform == POCL for device in list_devices()):
        pytest.skip("only PoCL keeps programs in files of its own")

    places = {"POCL_CACHE_DIR": str(tmp_path / "kept"), "XDG_CACHE_HOME": str(tmp_path / "verdicts")}
    (tmp_path / "kept").mkdir()

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", ENCODE],
            env=os.environ | places,
            capture_output=True,
            text=True,
            check=False,
        )

    assert (run().stdout, run().returncode) == ("right\n", 0)
    (of_encode,) = tmp_path.rglob("encode")
    kept = of_encode.parent / "program.bc"
    kept.write_bytes(kept.read_bytes()[:left])
    assert run().stdout == "right\n"  # having read a part of one, PoCL aborts when the process ends
    assert len(list(tmp_path.rglob("encode"))) == 2
    assert (run().stdout, run().returncode) == ("right\n", 0)
