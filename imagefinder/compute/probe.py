"""Whether PoCL can build kernels here, and AVX-512 ones, tried in a process of its own.

PoCL links what it compiles with the system's linker and C library. Where they are missing it does not report
an error: it aborts the process. Nor does the processor report an instruction that it lacks: it ends the
process. So the first try happens where that costs nothing, and the verdict is kept.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import platformdirs

POCL = "Portable Computing Language"
_SECONDS = 120
_CPU_INFO = Path("/proc/cpuinfo")


def build_one_kernel() -> None:
    """Build and run a kernel on PoCL's first device; meant for a process that may be lost."""
    import numpy as np
    import pyopencl as cl

    platform = next(p for p in cl.get_platforms() if p.name.strip() == POCL)
    context = cl.Context(platform.get_devices()[:1])
    queue = cl.CommandQueue(context)
    source = "__kernel void twice(__global float *a) { a[get_global_id(0)] *= 2; }"
    # never one that PoCL has kept, which may be damaged
    program = cl.Program(context, source).build(f"-DTRIAL={time.time_ns()}")
    array = np.ones(8, np.float32)
    buffer = cl.Buffer(context, cl.mem_flags.READ_WRITE | cl.mem_flags.COPY_HOST_PTR, hostbuf=array)
    cl.Kernel(program, "twice")(queue, (8,), None, buffer)
    cl.enqueue_copy(queue, array, buffer).wait()
    if not (array == 2).all():
        raise SystemExit(1)


def try_avx512() -> None:
    """Run the AVX-512 self-test on the CPU through OpenCL; meant for a process that may be lost."""
    from imagefinder.compute.device import open_device

    if not open_device("cpu").try_avx512():
        raise SystemExit(1)


def pocl_builds(version: str) -> bool:
    """Whether PoCL of this version builds kernels on this machine.

    Args:
        version: as its platform gives it; a verdict is kept for it and for the tools that it links with.
    """
    tools = [shutil.which(name) or "" for name in ("ld", "cc")]
    return _verdict("|".join([version, sys.prefix, *tools]), build_one_kernel)


def avx512_runs(device: str) -> bool:
    """Whether kernels compiled for AVX-512 run here and give right answers.

    Args:
        device: its name and version; a verdict is kept for it and for what the processor says that it can.
    """
    return _verdict("|".join(["AVX-512", device, *_processor_flags()]), try_avx512)


def _processor_flags() -> list[str]:
    """What the first processor says of AVX-512, where the system tells."""
    try:
        lines = _CPU_INFO.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
    flags = next((line for line in lines if line.startswith("flags")), "")
    return sorted(flag for flag in flags.split() if flag.startswith("avx512"))


def times_built_anew(device: str) -> int:
    """How often what the driver kept of programs turned out to be damaged here.

    Args:
        device: its name and version.
    """
    return _read(_file()).get(f"built anew|{device}", 0)


def keep_times_built_anew(device: str, times: int) -> None:
    """Remember it, so that no later process reads what is damaged."""
    _write(_file(), _read(_file()) | {f"built anew|{device}": times})


def _file() -> Path:
    return platformdirs.user_cache_path("imagefinder", appauthor=False) / "opencl.json"


def _verdict(key: str, attempt: Callable[[], None]) -> bool:
    file = _file()
    verdicts = _read(file)
    if key not in verdicts:
        found = _try_in_a_process(attempt)
        verdicts = _read(file) | {key: found}  # the other process may have kept one of its own
        _write(file, verdicts)
    return bool(verdicts[key])


def _try_in_a_process(attempt: Callable[[], None]) -> bool:
    if getattr(sys, "frozen", False):
        # A frozen program has no interpreter to give a script to.
        process = multiprocessing.get_context("spawn").Process(target=attempt)
        process.start()
        process.join(_SECONDS)
        if process.is_alive():
            process.kill()
        return process.exitcode == 0
    script = f"from {attempt.__module__} import {attempt.__name__} as attempt; attempt()"
    try:
        done = subprocess.run(
            [sys.executable, "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _read(file: Path) -> dict[str, int]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): v for k, v in kept.items() if isinstance(v, int)} if isinstance(kept, dict) else {}


def _write(file: Path, verdicts: dict[str, int]) -> None:
    """Keep the verdicts; where that is impossible they are found anew each time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        new.write_text(json.dumps(verdicts), encoding="utf-8")
        new.replace(file)
    except OSError:
        return
