"""Real kills: whatever the moment, nothing is lost that was stored, nothing is done twice, nothing is
damaged.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from PIL import Image
from scan_checks import check_consistent, run_scan

from imagefinder.library import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with POSIX signals")

_SCAN = """
import os, signal, sys
from pathlib import Path
from imagefinder.catalog.photos import Photos
from imagefinder.catalog.spaces import Spaces
from imagefinder.index import SegmentedIndex
from imagefinder.library import Library, scan
from imagefinder.library.thumbnails import ThumbnailStore

OWNERS = {
    "put": ThumbnailStore, "append": SegmentedIndex, "remove": SegmentedIndex,
    "commit": Spaces, "drop_descriptions": Photos,
}


def die_around(owner, name, when):
    original = getattr(owner, name)

    def dying(*arguments, **options):
        if when == "after":
            original(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    static = isinstance(owner.__dict__[name], staticmethod)
    setattr(owner, name, staticmethod(dying) if static else dying)


if __name__ == "__main__":
    scan.BATCH = 2
    if sys.argv[3] != "any":
        name, when = sys.argv[3].split()
        die_around(OWNERS[name], name, when)
        if name in ("remove", "drop_descriptions"):
            scan.REMEMBERED_SECONDS = -1
    with Library.open(Path(sys.argv[1]), device="numpy") as library:
        library.add_folder(Path(sys.argv[2]))
        for progress in library.scan(workers=1):
            print(progress.stage, progress.done, flush=True)
    print("finished", flush=True)
"""


def start(library: Path, photos: Path, moment: str) -> subprocess.Popen[str]:
    script = library.with_name("scan_once.py")
    script.write_text(_SCAN)
    return subprocess.Popen(
        [sys.executable, str(script), str(library), str(photos), moment],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    ["put after", "append before", "append after", "commit before", "commit after"],
)
def test_a_kill_at_each_step_of_storing_is_recovered(tmp_path: Path, photos: Path, moment: str) -> None:
    place = tmp_path / "killed"
    answer = start(place, photos, moment)
    _, errors = answer.communicate(timeout=120)
    assert answer.returncode == -signal.SIGKILL, errors
    with Library.open(place, device="numpy") as library:
        for name, index in (("global", library.global_index), ("local", library.local_index)):
            vouched = library.catalog.spaces.get(name)
            assert vouched is not None and vouched[1] == index.sequence
        run_scan(library)
        assert library.counts().thorough_done == 6
        check_consistent(library)


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["remove before", "remove after", "drop_descriptions before"])
def test_a_kill_while_forgetting_is_recovered(library: Library, photos: Path, moment: str) -> None:
    place, kept = library.path, (photos / "china.jpg").read_bytes()
    (photos / "china.jpg").unlink()
    run_scan(library)
    library.close()
    answer = start(place, photos, moment)
    _, errors = answer.communicate(timeout=120)
    assert answer.returncode == -signal.SIGKILL, errors
    (photos / "back.jpg").write_bytes(kept)
    with Library.open(place, device="numpy") as reopened:
        run_scan(reopened)
        assert reopened.counts().thorough_done == 6
        check_consistent(reopened)


@pytest.mark.slow
def test_kills_at_any_moment_lose_at_most_a_batch(tmp_path: Path, photos: Path) -> None:
    for number in range(18):
        Image.open(photos / "china.jpg").rotate(number * 17 + 1).save(photos / f"{number}.jpg")
    place = tmp_path / "killed"
    done = kills = 0
    finished = False
    while not finished:
        process = start(place, photos, "any")
        assert process.stdout is not None
        seen = 0
        for line in process.stdout:
            finished |= line.startswith("finished")
            # Not at the same place each time: a little further on, and a little later than the line says.
            seen += line.startswith(("fast", "thorough")) and not line.split()[1].startswith("0")
            if seen > 2 + kills and not finished and kills < 6:
                time.sleep(0.01 * kills)
                children = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                kills += 1
                process.wait()
                psutil.wait_procs(children, timeout=30)
                assert not any(child.is_running() for child in children), "workers stay behind"
                break
        process.stdout.close()
        assert process.stderr is not None
        errors = process.stderr.read()
        process.stderr.close()
        process.wait()
        assert finished or process.returncode == -signal.SIGKILL, errors
        with Library.open(place, device="numpy") as library:
            counts = library.counts()
            now = counts.fast_done + counts.thorough_done
            assert now >= done, "what was stored stays"
            done = now
    assert kills >= 3
    with Library.open(place, device="numpy") as library:
        assert library.counts().thorough_done == 24
        check_consistent(library)
        assert library.failures() == []
