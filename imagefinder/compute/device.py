"""The device that crunches numbers: a GPU or the CPU through OpenCL, or NumPy alone."""

from __future__ import annotations

import functools
import os
import re
import threading
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import psutil

from imagefinder.compute.probe import (
    POCL,
    avx512_runs,
    keep_times_built_anew,
    pocl_builds,
    times_built_anew,
)
from imagefinder.errors import RequestError

ENVIRONMENT = "IMAGEFINDER_DEVICE"
AVX512 = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vnni"
"""What kernels are compiled for where it runs, even on processors that are newer than the compiler: it would
take one that it does not know for an older kind without any of these.
"""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """One device that numbers can be crunched on.

    Attributes:
        name: as its driver gives it, or ``numpy``.
        kind: ``gpu``, ``cpu`` or ``numpy``.
        platform: the OpenCL platform, or ``NumPy``.
        version: what the driver says of itself.
        memory_bytes: memory that the device can use.
        compute_units: cores or multiprocessors.
    """

    name: str
    kind: str
    platform: str
    version: str
    memory_bytes: int
    compute_units: int


ATTEMPTS = 4
"""Times that a program is built whose kernels are missing from what the driver kept of it."""


class KernelBuildError(RuntimeError):
    """A kernel does not compile on this device; whoever asked falls back to its NumPy twin."""


@functools.cache
def _opencl() -> Any:
    """pyopencl, or None where it or every OpenCL driver is missing."""
    try:
        import pyopencl
    except ImportError:
        return None
    try:
        pyopencl.get_platforms()
    except pyopencl.Error:  # the loader is there, no driver is
        return None
    return pyopencl


@functools.cache
def _opencl_devices() -> tuple[tuple[DeviceInfo, Any], ...]:
    cl = _opencl()
    found = []
    for platform in cl.get_platforms() if cl else ():
        if platform.name.strip() == POCL and not pocl_builds(platform.version):
            continue
        try:
            handles = platform.get_devices()
        except cl.Error:
            continue
        for handle in handles:
            if not handle.available or not handle.compiler_available:
                continue
            gpu = bool(handle.type & cl.device_type.GPU)
            if not gpu and not handle.type & cl.device_type.CPU:
                continue
            info = DeviceInfo(
                handle.name.strip(), "gpu" if gpu else "cpu", platform.name.strip(), handle.version.strip(),
                int(handle.global_mem_size), int(handle.max_compute_units),
            )  # fmt: skip
            found.append((info, handle))
    found.sort(key=lambda pair: (pair[0].kind != "gpu", -pair[0].compute_units))
    return tuple(found)


def kernel_source(name: str) -> str:
    """The text of ``kernels/<name>.cl``, with its ``#include``s of kernels beside it put in."""
    text = resources.files(__package__).joinpath("kernels", f"{name}.cl").read_text("utf-8")
    return re.sub(r'^#include "(\w+)\.cl"$', lambda found: kernel_source(found[1]), text, flags=re.MULTILINE)


def _numpy_info() -> DeviceInfo:
    return DeviceInfo(
        "numpy", "numpy", "NumPy", np.__version__, psutil.virtual_memory().total, os.cpu_count() or 1
    )


def list_devices() -> list[DeviceInfo]:
    """Every usable device, best first; ``numpy`` is always there and always last."""
    return [info for info, _ in _opencl_devices()] + [_numpy_info()]


class Device:
    """A chosen device; safe to use from any thread.

    Attributes:
        info: what is known of it.
    """

    def __init__(self, info: DeviceInfo, handle: Any = None) -> None:
        self.info = info
        self._handle = handle
        self._lock = threading.Lock()
        self._programs: dict[tuple[str, str, bool], Any] = {}
        self._threads = threading.local()
        if handle is not None:
            self._context = _opencl().Context([handle])

    @property
    def name(self) -> str:
        """The device's name, as its driver gives it."""
        return self.info.name

    @property
    def kind(self) -> str:
        """``gpu``, ``cpu`` or ``numpy``."""
        return self.info.kind

    @functools.cached_property
    def avx512(self) -> bool:
        """Whether kernels use AVX-512 with byte permutations (VBMI) and dot products (VNNI)."""
        return self.kind == "cpu" and avx512_runs(f"{self.name}|{self.info.version}")

    def try_avx512(self) -> bool:
        """Run the self-test. It ends the process where instructions are missing; see ``probe``."""
        self.__dict__["avx512"] = True
        rng = np.random.default_rng(0)
        table = rng.integers(0, 256, 256, dtype=np.uint8)
        codes = rng.integers(0, 256, 64, dtype=np.uint8)
        pairs = rng.integers(-32768, 32768, (2, 32)).astype(np.int16)
        pairs[:, 0] = 32767
        out, dots = np.zeros(66, np.uint8), np.zeros(16, np.int32)
        arguments = [self.read(a) for a in (table, codes, pairs)] + [self.write(out), self.write(dots)]
        try:
            self.run("self_test", "", "self_test", 1, 1, arguments)
        except KernelBuildError:
            return False
        wanted = np.minimum(table[codes].astype(int) + table[codes ^ 0xFF], 255)
        sums = np.prod(pairs.astype(np.int64), axis=0).reshape(16, 2).sum(axis=1)
        found = bool(out[64] == 1 and out[65] == (wanted <= 200).sum() and (out[:64] == wanted).all())
        return found and bool((dots == sums.astype(np.int32)).all())

    @property
    def description(self) -> str:
        """The device and the kernel path in use on it, in words."""
        if self.kind == "numpy":
            return "NumPy (no OpenCL)"
        if self.kind == "gpu":
            return f"{self.name} (OpenCL, GPU kernels)"
        path = "AVX-512 kernels" if self.avx512 else "portable kernels"
        return f"{self.name} (OpenCL, {path})"

    def program(self, source: str, options: str = "") -> Any:
        """The built program of ``kernels/<source>.cl``.

        Raises:
            KernelBuildError: it does not compile here.
        """
        key = (source, options, self.avx512)
        with self._lock:
            if key not in self._programs:
                self._programs[key] = self._built(source, options)
            built = self._programs[key]
        if isinstance(built, KernelBuildError):
            raise built
        return built

    def _built(self, source: str, options: str) -> Any:
        """A program, or why there is none: what failed once need not be tried at every call."""
        cl = _opencl()
        text = kernel_source(source)
        if self.avx512:
            # without its width, a caller that only passes wide vectors on would be compiled for narrower ones
            for attribute in (f'target("{AVX512}")', "min_vector_width(512)"):
                push = f"#pragma clang attribute push(__attribute__(({attribute})), apply_to = function)"
                text = f"{push}\n{text}\n#pragma clang attribute pop\n"
            options += " -DAVX512"
        names = re.findall(r"^(?:__)?kernel .*?void (\w+)\(", text, flags=re.MULTILINE)
        here = f"{self.name}|{self.info.version}"
        first = times_built_anew(here)
        for attempt in range(first, first + ATTEMPTS):
            # What PoCL keeps of a program may have been cut short when it was written, by a full disk or a
            # process that was ended, and is read again and again; with another option it has another place.
            anew = f" -DATTEMPT={attempt}" if attempt else ""
            try:
                # PoCL caches binaries itself; pyopencl's own cache would compile everything twice
                program = cl.Program(self._context, text).build(options + anew, cache_dir=False)
                for name in names:
                    cl.Kernel(program, name)
            except cl.Error as error:
                failure = KernelBuildError(f"{source}.cl on {self.name}: {error}")
                if error.code != cl.status_code.INVALID_KERNEL_NAME:
                    break
            else:
                if attempt > first:
                    keep_times_built_anew(here, attempt)
                return program
        return failure

    def read(self, array: npt.NDArray[Any]) -> Any:
        """``array`` (C-contiguous) as a kernel argument that is only read; shared with a CPU, copied to a
        GPU.

        Whoever keeps the result keeps the array unchanged.
        """
        flags = _opencl().mem_flags
        how = flags.USE_HOST_PTR if self.kind == "cpu" else flags.COPY_HOST_PTR
        if array.size == 0:
            array = np.zeros(1, array.dtype)
        return _opencl().Buffer(self._context, flags.READ_ONLY | how, hostbuf=np.ascontiguousarray(array))

    def write(self, array: npt.NDArray[Any]) -> Output:
        """``array`` (C-contiguous, not empty) as a kernel argument that is read and written; filled by
        ``run``.
        """
        flags = _opencl().mem_flags
        how = flags.USE_HOST_PTR if self.kind == "cpu" else flags.COPY_HOST_PTR
        return Output(array, _opencl().Buffer(self._context, flags.READ_WRITE | how, hostbuf=array))

    def scratch(self, shape: tuple[int, ...], dtype: npt.DTypeLike) -> Any:
        """Memory for a kernel's own use, of the size of such an array; nothing is promised of its content."""
        size = max(1, int(np.prod(shape)) * np.dtype(dtype).itemsize)
        return _opencl().Buffer(self._context, _opencl().mem_flags.READ_WRITE, size)

    def run(
        self, source: str, options: str, kernel: str, work: int, group: int, arguments: list[Any]
    ) -> None:
        """Launch ``kernel`` of ``source`` over ``work`` work-items in groups of ``group``, and wait for it.

        ``arguments``: buffers from ``read``, ``Output`` from ``write``, NumPy scalars.
        """
        cl = _opencl()
        local = self._threads.__dict__
        if "queue" not in local:
            local["queue"] = cl.CommandQueue(self._context)
            local["kernels"] = {}
        queue, kernels = local["queue"], local["kernels"]
        key = (source, options, kernel, self.avx512)
        if key not in kernels:  # a kernel object holds its arguments, so each thread has its own
            kernels[key] = cl.Kernel(self.program(source, options), kernel)
        outputs = [a for a in arguments if isinstance(a, Output)]
        kernels[key](queue, (work,), (group,), *[a.buffer if isinstance(a, Output) else a for a in arguments])
        for output in outputs:
            if self.kind == "cpu":  # mapping makes the shared memory current for the host
                mapped, _ = cl.enqueue_map_buffer(
                    queue, output.buffer, cl.map_flags.READ, 0, output.array.shape, output.array.dtype
                )
                mapped.base.release(queue)
            else:
                cl.enqueue_copy(queue, output.array, output.buffer)
        queue.finish()


@dataclass(frozen=True, slots=True)
class Output:
    """A host array and the device buffer that a kernel writes for it."""

    array: npt.NDArray[Any]
    buffer: Any


@functools.cache
def _open(index: int) -> Device:
    """One ``Device`` per OpenCL device: contexts and built programs are worth keeping."""
    if index < 0:
        return Device(_numpy_info())
    return Device(*_opencl_devices()[index])


def open_device(name: str | None = None) -> Device:
    """Choose where to compute.

    Args:
        name: ``auto`` (a GPU, else the CPU through OpenCL, else NumPy), ``numpy``, ``gpu``, ``cpu``, or part
            of a device's name; None reads ``IMAGEFINDER_DEVICE``, else ``auto``.

    Raises:
        RequestError: no device goes by that name.
    """
    wanted = (name or os.environ.get(ENVIRONMENT) or "auto").strip().lower()
    if wanted == "numpy":
        return _open(-1)
    found = _opencl_devices()
    if wanted == "auto":
        return _open(0 if found else -1)
    for i, (info, _) in enumerate(found):
        if wanted == info.kind or wanted in info.name.lower() or wanted in info.platform.lower():
            return _open(i)
    seen = ", ".join(info.name for info in list_devices())
    raise RequestError("--device", f"no device is called {wanted!r}; there are: {seen}")
