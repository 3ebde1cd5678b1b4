"""Choosing a device."""

from __future__ import annotations

import pytest

from imagefinder.compute import KernelBuildError, list_devices, open_device
from imagefinder.compute import device as device_module
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
