"""Reading in a process of its own: the same pictures and errors, and no accident reaches this process."""

from __future__ import annotations

import ctypes
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.jobs import JobCancelled, JobControl
from imagefinder.photos import Photo, PhotoReader, read_photo
from imagefinder.photos.reader import ReadTask, decode


def hostile(task: ReadTask) -> Photo:
    """Do to this process what the file's name says, as a decoder might."""
    if task.path.name == "crash.jpg":
        ctypes.string_at(0)
    if task.path.name == "hang.jpg":
        time.sleep(600)
    return decode(task)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.png"
    pixels = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(file)
    return file


def test_a_picture_is_read_as_in_this_process(picture: Path, tmp_path: Path) -> None:
    with PhotoReader() as reader:
        reader.start()
        for source in (picture, str(picture), picture.read_bytes()):
            read, expected = reader.read(source, max_side=45), read_photo(source, max_side=45)
            np.testing.assert_array_equal(read.pixels, expected.pixels)
            assert read.info == expected.info
        with pytest.raises(PhotoError, match=r"nowhere\.jpg") as missing:
            reader.read(tmp_path / "nowhere.jpg")
        assert missing.value.fault is PhotoFault.MISSING
        with pytest.raises(PhotoError, match=r"pasted") as odd:
            reader.read(b"no picture at all", name="pasted")
        assert odd.value.fault is PhotoFault.NOT_A_PICTURE


@pytest.mark.parametrize(
    ("name", "fault"), [("crash.jpg", PhotoFault.CRASHED), ("hang.jpg", PhotoFault.TIMEOUT)]
)
def test_an_accident_is_named_and_the_next_picture_is_read(
    picture: Path, tmp_path: Path, name: str, fault: PhotoFault
) -> None:
    with PhotoReader(deadline_s=2.0, decode=hostile) as reader:
        with pytest.raises(PhotoError) as accident:
            reader.read(tmp_path / name)
        assert accident.value.fault is fault
        assert accident.value.path == tmp_path / name
        assert accident.value.exit_code == 2
        assert reader.read(picture).info.width == 90


def test_cancelling_leaves_a_picture_that_hangs(picture: Path, tmp_path: Path) -> None:
    control = JobControl()
    with PhotoReader(decode=hostile) as reader:
        reader.read(picture)
        threading.Timer(0.3, control.cancel).start()
        with pytest.raises(JobCancelled):
            reader.read(tmp_path / "hang.jpg", control=control)
        assert reader.read(picture).info.height == 60


def test_threads_share_one_process(picture: Path) -> None:
    found: list[int] = []
    with PhotoReader() as reader:
        threads = [
            threading.Thread(target=lambda: found.append(reader.read(picture).info.width)) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [90] * 4
