from __future__ import annotations

import errno
import os
import pickle
import socket
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from photo_files import VARIANTS, encoded, picture
from PIL import Image

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.photos import SUFFIXES, DecodeLimits, Photo, WorkerPool, read_info, read_photo

FILES = {variant: encoded(picture(), variant) for variant in VARIANTS}
WHOLE = {variant: read_photo(data).pixels for variant, data in FILES.items()}
SMALL = DecodeLimits(max_pixels=1_000_000)


def fault_of(source: bytes | Path, **options: object) -> PhotoFault:
    with pytest.raises(PhotoError) as caught:
        read_photo(source, **options)  # type: ignore[arg-type]
    detail = caught.value.detail
    assert detail[0].isupper() and detail.endswith(".") and len(detail) < 300, detail
    assert pickle.loads(pickle.dumps(caught.value)).detail == detail
    return caught.value.fault


def test_what_is_no_file(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "missing.jpg") is PhotoFault.MISSING
    assert fault_of(Path("a\0b.jpg")) is PhotoFault.MISSING
    (tmp_path / "empty.jpg").touch()
    assert fault_of(tmp_path / "empty.jpg") is PhotoFault.EMPTY
    assert fault_of(tmp_path / "empty.jpg" / "inside.jpg") is PhotoFault.MISSING
    assert fault_of(b"") is PhotoFault.EMPTY
    assert fault_of(tmp_path) is PhotoFault.NOT_A_PICTURE
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "nowhere")
    assert fault_of(tmp_path / "dangling.jpg") is PhotoFault.MISSING
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    assert fault_of(tmp_path / "circle.jpg") is PhotoFault.IO


@pytest.mark.skipif(os.name != "posix", reason="pipes and sockets as files are POSIX")
def test_pipes_and_sockets_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert fault_of(tmp_path / "pipe.jpg") is PhotoFault.NOT_A_PICTURE
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jpg")
        assert fault_of(tmp_path / "socket.jpg") is PhotoFault.NOT_A_PICTURE
    assert fault_of(Path("/dev/zero")) is PhotoFault.NOT_A_PICTURE


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.EACCES, PhotoFault.PERMISSION),
        (errno.EPERM, PhotoFault.PERMISSION),
        (errno.EIO, PhotoFault.IO),
        (errno.ESTALE, PhotoFault.IO),
        (errno.ENAMETOOLONG, PhotoFault.IO),
        (errno.ENOENT, PhotoFault.MISSING),
    ],
)
def test_refusals_of_the_system(
    number: int, fault: PhotoFault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(FILES["jpeg"])

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", refuse)
    assert fault_of(path) is fault


def test_a_disk_that_fails_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(FILES["jpeg"])

    class Failing:
        def __init__(self) -> None:
            self.file = open(path, "rb")  # noqa: SIM115, PTH123

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def read(self, size: int = -1) -> bytes:
            if size > 10_000:
                raise OSError(errno.EIO, "Input/output error")
            return self.file.read(size)

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

    monkeypatch.setattr(Path, "open", lambda *_: Failing())
    assert fault_of(path) is PhotoFault.IO


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(FILES["jpeg"])
    path.chmod(0)
    assert fault_of(path) is PhotoFault.PERMISSION


@pytest.mark.parametrize(
    ("head", "fault", "said"),
    [
        (b"%PDF-1.4 ...", PhotoFault.UNSUPPORTED, "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", PhotoFault.UNSUPPORTED, "PostScript"),
        (b"8BPS\0\1", PhotoFault.UNSUPPORTED, "Photoshop"),
        (b"<!DOCTYPE html><html>", PhotoFault.UNSUPPORTED, "web page"),
        (b"\n  <svg xmlns=", PhotoFault.UNSUPPORTED, "SVG"),
        (b"PK\3\4....", PhotoFault.UNSUPPORTED, "ZIP"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", PhotoFault.UNSUPPORTED, "video"),
        (b"RIFF\0\0\0\0AVI LIST", PhotoFault.UNSUPPORTED, "video"),
        (b"just some text", PhotoFault.NOT_A_PICTURE, "no picture"),
        (b"\0" * 5000, PhotoFault.NOT_A_PICTURE, "no picture"),
        (b"P", PhotoFault.NOT_A_PICTURE, "no picture"),
    ],
)
def test_other_files_are_named_for_what_they_are(head: bytes, fault: PhotoFault, said: str) -> None:
    with pytest.raises(PhotoError, match=said):
        read_photo(head, name="holiday.jpg")
    assert fault_of(head, name="holiday.jpg") is fault


def test_the_error_carries_the_path() -> None:
    with pytest.raises(PhotoError, match=r"holiday\.jpg") as caught:
        read_photo(b"junk", name="folder/holiday.jpg")
    assert caught.value.path == Path("folder/holiday.jpg")


# Sizes in headers.


def lying_png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def lying_jpeg(width: int, height: int, variant: str = "jpeg") -> bytes:
    data = bytearray(FILES[variant])
    frame = data.index(b"\xff\xc2" if "progressive" in variant else b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def lying_bmp(width: int, height: int) -> bytes:
    data = bytearray(FILES["bmp"])
    data[18:26] = struct.pack("<ii", width, height)
    return bytes(data)


def lying_gif(width: int, height: int) -> bytes:
    data = bytearray(FILES["gif"])
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        lying_png(60_000, 60_000),
        lying_png(2**31 - 1, 2**31 - 1),
        lying_jpeg(65_500, 65_500),
        lying_jpeg(65_500, 65_500, "jpeg progressive"),
        lying_bmp(2**30, 2**30),
        lying_gif(65_535, 65_535),
        b"P6 99999 99999 255\n" + b"\0" * 100,
    ],
    ids=["png", "largest png", "jpeg", "progressive", "bmp", "gif", "ppm"],
)
def test_bombs_are_refused_by_their_header(data: bytes) -> None:
    for max_side in (None, 512):
        assert fault_of(data, max_side=max_side, limits=SMALL) is PhotoFault.TOO_LARGE
    with pytest.raises(PhotoError) as caught:
        read_info(data, limits=SMALL)
    assert caught.value.fault is PhotoFault.TOO_LARGE


def test_the_limit_is_exact() -> None:
    data = encoded(picture(200, 100))
    assert read_photo(data, limits=DecodeLimits(max_pixels=20_000)).pixels.shape == (100, 200, 3)
    assert fault_of(data, limits=DecodeLimits(max_pixels=19_999)) is PhotoFault.TOO_LARGE


def test_a_reduced_jpeg_is_judged_by_what_it_holds_in_memory() -> None:
    data = encoded(picture(400, 200), "jpeg")
    limits = DecodeLimits(max_pixels=30_000)
    assert fault_of(data, limits=limits) is PhotoFault.TOO_LARGE
    assert read_photo(data, max_side=100, limits=limits).pixels.shape == (50, 100, 3)
    assert fault_of(data, max_side=100, limits=DecodeLimits(max_pixels=19_999)) is PhotoFault.TOO_LARGE


def test_limits_follow_memory_and_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imagefinder.photos.limits.available_memory", lambda: 32 * 2**30)
    one, four = DecodeLimits.for_machine(1), DecodeLimits.for_machine(4)
    assert one.max_pixels == 2**30
    assert four.max_pixels == one.max_pixels // 4
    monkeypatch.setattr("imagefinder.photos.limits.available_memory", lambda: 2**28)
    assert DecodeLimits.for_machine(8).max_pixels > 80_000_000, "any phone's photo must be readable anywhere"


@pytest.mark.parametrize("limits", [{"max_pixels": 0}, {"max_file_bytes": 0}])
def test_impossible_limits(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        DecodeLimits(**limits)


def test_files_that_must_be_read_whole_are_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    path.write_bytes(FILES["webp"])
    limits = DecodeLimits(max_file_bytes=len(FILES["webp"]) - 1)
    assert fault_of(path, limits=limits) is PhotoFault.TOO_LARGE
    assert read_photo(path, limits=DecodeLimits(max_file_bytes=len(FILES["webp"]))).info.format == "WEBP"


@pytest.mark.parametrize("variant", ["jpeg", "jpeg progressive", "jpeg restarts"])
@pytest.mark.parametrize("height", [72, 100, 200, 4000])
def test_a_jpeg_that_promises_more_rows_than_it_holds(variant: str, height: int) -> None:
    assert fault_of(lying_jpeg(96, height, variant)) is PhotoFault.TRUNCATED
    assert fault_of(lying_jpeg(96, height, variant), max_side=50) is PhotoFault.TRUNCATED


@pytest.mark.parametrize("variant", ["jpeg", "jpeg restarts"])
@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
def test_a_jpeg_with_an_end_marker_in_the_middle(variant: str, share: float) -> None:
    data = encoded(picture(480, 320), variant)
    assert fault_of(data[: int(len(data) * share)] + b"\xff\xd9") is PhotoFault.TRUNCATED


@pytest.mark.parametrize("variant", ["jpeg", "jpeg progressive", "jpeg restarts"])
@pytest.mark.parametrize("max_side", [None, 100])
def test_pictures_that_end_in_one_colour_are_whole(variant: str, max_side: int | None) -> None:
    for value in (0, 127, 128, 129, 255):
        pixels = picture(480, 320)
        pixels[200:] = value
        assert read_photo(encoded(pixels, variant), max_side=max_side).info.height == 320
        flat = np.full((320, 480, 3), value, np.uint8)
        assert np.ptp(read_photo(encoded(flat, variant), max_side=max_side).pixels) == 0
        assert read_photo(encoded(Image.fromarray(flat[..., 0]), variant), max_side=max_side).pixels.ndim == 3


def test_what_only_lacks_its_end_is_read() -> None:
    assert np.array_equal(read_photo(FILES["jpeg"][:-2]).pixels, WHOLE["jpeg"])
    assert np.array_equal(read_photo(FILES["jpeg restarts"][:-2], max_side=96).pixels, WHOLE["jpeg restarts"])
    assert np.array_equal(read_photo(FILES["png"][:-12]).pixels, WHOLE["png"])


def test_a_png_is_not_lost_for_its_comments() -> None:
    text = struct.pack(">I4s", 9, b"zTXt") + b"comment\0\7" + b"\1\2\3\4"
    data = FILES["png"][:33] + text + FILES["png"][33:]
    assert np.array_equal(read_photo(data).pixels, WHOLE["png"])
    assert read_info(data).width == 96


# Properties. Damage of any kind ends in a healthy picture or a named fault, never in anything else.

few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def outcome(data: bytes, max_side: int | None = None) -> Photo | None:
    try:
        info = read_info(data, limits=SMALL)
        assert info.width >= 1 and info.height >= 1
    except PhotoError:
        pass
    try:
        photo = read_photo(data, max_side=max_side, limits=SMALL)
    except PhotoError as error:
        assert error.fault not in (PhotoFault.IO, PhotoFault.MISSING, PhotoFault.PERMISSION), error
        return None
    assert photo.pixels.ndim == 3 and photo.pixels.shape[2] == 3 and photo.pixels.dtype == np.uint8
    assert photo.pixels.size > 0
    return photo


@pytest.mark.parametrize("variant", VARIANTS)
@few
@given(data=st.data())
def test_a_cut_file_is_refused_unless_every_pixel_is_there(variant: str, data: st.DataObject) -> None:
    whole = FILES[variant]
    length = data.draw(
        st.one_of(st.integers(1, len(whole) - 1), st.integers(len(whole) - 30, len(whole) - 1))
    )
    photo = outcome(whole[:length])
    assert photo is None or np.array_equal(photo.pixels, WHOLE[variant])


@pytest.mark.parametrize("variant", VARIANTS)
@few
@given(data=st.data())
def test_flipped_bits_are_survived(variant: str, data: st.DataObject) -> None:
    damaged = bytearray(FILES[variant])
    header = st.integers(0, min(200, len(damaged) - 1))
    for position in data.draw(
        st.lists(st.one_of(header, st.integers(0, len(damaged) - 1)), min_size=1, max_size=8)
    ):
        damaged[position] ^= 1 << data.draw(st.integers(0, 7))
    outcome(bytes(damaged), data.draw(st.sampled_from([None, 40])))


@pytest.mark.parametrize("variant", VARIANTS)
@few
@given(data=st.data())
def test_holes_and_insertions_are_survived(variant: str, data: st.DataObject) -> None:
    whole = FILES[variant]
    start = data.draw(st.integers(2, len(whole) - 1))
    end = data.draw(st.integers(start, min(len(whole), start + 500)))
    filling = data.draw(st.one_of(st.just(bytes(end - start)), st.binary(max_size=64)))
    outcome(whole[:start] + filling + whole[end:])


@few
@given(
    width=st.integers(0, 2**31 - 1),
    height=st.integers(0, 2**31 - 1),
    kind=st.sampled_from(["png", "bmp", "gif", "jpeg"]),
)
def test_sizes_that_lie_are_survived(width: int, height: int, kind: str) -> None:
    if kind == "png":
        assert outcome(lying_png(width, height)) is None or width * height < 1000
    elif kind == "bmp":
        outcome(lying_bmp(width, height))
    else:
        lying = lying_gif if kind == "gif" else lying_jpeg
        outcome(lying(width % 65536, height % 65536))


@few
@given(
    st.sampled_from([b"", *(data[:12] for data in FILES.values()), b"II*\0", b"\xff\xd8\xff"]),
    st.binary(max_size=400),
)
def test_any_bytes_are_survived(head: bytes, tail: bytes) -> None:
    if head + tail:
        outcome(head + tail)


@pytest.mark.shared_data
@pytest.mark.slow
@pytest.mark.parametrize("max_side", [None, 512])
def test_hostile_files_are_healthy_or_named(shared_data: Path, max_side: int | None) -> None:
    from functools import partial

    paths = [path for path in sorted((shared_data / "broken_files").rglob("*")) if path.is_file()]
    read = partial(read_photo, max_side=max_side)
    with WorkerPool(read, workers=2, deadline_s=60, memory_limit=2**31) as pool:
        results = dict(pool.run((path, path) for path in paths))
    assert set(results) == set(paths)
    odd = {path: error for path, error in results.items() if not isinstance(error, Photo | PhotoError)}
    assert not odd
    failed = {path.name: error.fault for path, error in results.items() if isinstance(error, PhotoError)}
    gone = {
        PhotoFault.CRASHED,
        PhotoFault.TIMEOUT,
        PhotoFault.OUT_OF_MEMORY,
        PhotoFault.IO,
        PhotoFault.MISSING,
    }
    assert not {name: fault for name, fault in failed.items() if fault in gone}
    # What is left out is not of a kind that is read, or deserves it.
    assert failed["truncated_jpeg.jpg"] is failed["truncated_image.png"] is PhotoFault.TRUNCATED
    assert failed["decompression_bomb.gif"] is PhotoFault.TOO_LARGE
    assert failed["broken_data_stream.png"] is PhotoFault.DAMAGED
    assert (
        failed["1.eps"] is failed["hopper.psd"] is PhotoFault.UNSUPPORTED if "hopper.psd" in failed else True
    )
    healthy = {path.name for path, photo in results.items() if isinstance(photo, Photo)}
    assert {
        "hopper.jpg",
        "hopper.png",
        "hopper.tif",
        "hopper.gif",
        "flower.webp",
        "truncated_end_chunk.png",
    } <= healthy
    photos = [path for path in paths if path.suffix.lower() in SUFFIXES]
    assert sum(path.name in healthy for path in photos) > 0.9 * len(photos)
