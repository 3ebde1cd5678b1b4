from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from photo_files import VARIANTS, difference, encoded, picture
from PIL import Image, ImageCms
from raw_files import raw_file

from imagefinder.errors import PhotoError, PhotoFault
from imagefinder.photos import SUFFIXES, Photo, read_info, read_photo

TURNS = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a),
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: np.rot90(a, -1),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_format_comes_out_as_it_went_in(variant: str, tmp_path: Path) -> None:
    pixels = picture()
    path = tmp_path / "any name"
    path.write_bytes(encoded(pixels, variant))
    photo = read_photo(path)
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.flags.c_contiguous
    assert difference(photo.pixels, pixels) <= VARIANTS[variant][1]
    assert (photo.info.width, photo.info.height, photo.info.frames) == (96, 64, 1)
    assert read_info(path) == photo.info
    again = read_photo(path.read_bytes(), name=str(path))
    assert np.array_equal(again.pixels, photo.pixels)


@pytest.mark.parametrize("variant", ["jpeg", "jpeg progressive", "png", "tiff", "webp", "gif"])
@pytest.mark.parametrize("max_side", [1, 7, 150, 151, 400, 599, 600, 5000])
def test_reduced_reading_keeps_the_picture(variant: str, max_side: int) -> None:
    pixels = picture(600, 403)
    photo = read_photo(encoded(pixels, variant), max_side=max_side)
    assert (photo.info.width, photo.info.height) == (600, 403)
    scale = min(1.0, max_side / 600)
    assert photo.pixels.shape[:2] == (max(1, round(403 * scale)), round(600 * scale))
    height, width = photo.pixels.shape[:2]
    expected = np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.LANCZOS))
    assert difference(photo.pixels, expected) < (30 if max_side < 10 else 6 + VARIANTS[variant][1])


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("variant", ["jpeg", "png", "webp", "tiff", "tiff lzw", "avif"])
@pytest.mark.parametrize("max_side", [None, 40])
def test_every_orientation_is_set_upright(orientation: int, variant: str, max_side: int | None) -> None:
    upright = picture(96, 64)
    stored = np.ascontiguousarray(TURNS[orientation](upright))
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"tiffinfo": {0x0112: orientation}} if variant.startswith("tiff") else {"exif": exif}
    data = encoded(stored, variant, **options)
    photo = read_photo(data, max_side=max_side)
    assert (photo.info.width, photo.info.height) == (96, 64)
    assert photo.info.orientation == orientation
    assert read_info(data) == photo.info
    expected = upright if max_side is None else read_photo(encoded(upright, variant), max_side=40).pixels
    assert difference(photo.pixels, expected) < 8


@pytest.mark.shared_data
@pytest.mark.parametrize("shape", ["Landscape", "Portrait"])
def test_orientation_samples(shared_data: Path, shape: str) -> None:
    folder = shared_data / "orientation"
    first = read_photo(folder / f"{shape}_1.jpg", max_side=300)
    for number in range(9):
        photo = read_photo(folder / f"{shape}_{number}.jpg", max_side=300)
        assert difference(photo.pixels, first.pixels) < 2
        assert (photo.info.width > photo.info.height) == (shape == "Landscape")


@pytest.mark.parametrize(
    "block", [b"", b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0" + b"\xff" * 300]
)
def test_damaged_exif_costs_nothing(block: bytes) -> None:
    data = encoded(picture(), "jpeg", exif=block or b"junk")
    assert read_photo(data).info.orientation == 1
    assert read_info(data).captured is None


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_impossible_orientations_count_as_none(value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    photo = read_photo(encoded(picture(), "jpeg", exif=exif))
    assert photo.info.orientation == 1
    assert photo.pixels.shape == (64, 96, 3)


def test_exif_says_when_and_with_what() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Canon", "Canon EOS R5\0junk", "Editor\x07 1.0"
    exif[0x0132] = "2001:01:01 00:00:00"
    exif.get_ifd(0x8769).update({0x9003: "2024:02:29 23:59:58", 0x9011: "+02:00"})
    info = read_photo(encoded(picture(), "jpeg", exif=exif)).info
    assert info.captured == "2024-02-29T23:59:58+02:00"
    assert (info.camera, info.software) == ("Canon EOS R5", "Editor 1.0")


def test_nonsense_dates_are_left_out() -> None:
    exif = Image.Exif()
    exif[0x0132], exif[0x010F], exif[0x0110] = "0000:00:00 00:00:00", "NIKON", "COOLPIX"
    info = read_photo(encoded(picture(), "jpeg", exif=exif)).info
    assert (info.captured, info.camera) == (None, "NIKON COOLPIX")


def test_exif_behind_the_pixels_of_a_png_is_found() -> None:
    upright = picture()
    exif = Image.Exif()
    exif[0x0112] = 6
    block = exif.tobytes()[6:]
    data = encoded(np.ascontiguousarray(TURNS[6](upright)), "png")
    chunk = struct.pack(">I4s", len(block), b"eXIf") + block + struct.pack(">I", zlib.crc32(b"eXIf" + block))
    data = data[:-12] + chunk + data[-12:]
    assert read_info(data).orientation == 6
    assert np.array_equal(read_photo(data).pixels, upright)


def gray_ramp(dtype: type, top: float) -> Image.Image:
    return Image.fromarray((np.linspace(0, 1, 96 * 64).reshape(64, 96) * top).astype(dtype))


@pytest.mark.parametrize(
    ("image", "variant"),
    [
        (gray_ramp(np.uint8, 255), "png"),
        (gray_ramp(np.uint16, 65535), "png"),
        (gray_ramp(np.uint16, 65535), "tiff"),
        (gray_ramp(np.uint16, 4095), "tiff"),
        (gray_ramp(np.int32, 255), "tiff"),
        (gray_ramp(np.int32, 65535), "tiff"),
        (gray_ramp(np.int32, 2e9), "tiff"),
        (gray_ramp(np.float32, 1), "tiff"),
        (gray_ramp(np.float32, 255), "tiff"),
        (gray_ramp(np.float32, 1e6), "tiff"),
    ],
)
def test_any_depth_becomes_8_bits(image: Image.Image, variant: str) -> None:
    pixels = read_photo(encoded(image, variant)).pixels
    expected = np.repeat(np.asarray(gray_ramp(np.uint8, 255))[..., None], 3, axis=2)
    assert difference(pixels, expected) < 1.1


def test_not_a_number_is_no_picture_value() -> None:
    samples = np.linspace(0, 1, 64 * 64, dtype=np.float32).reshape(64, 64)
    samples[3, 4], samples[5, 6] = np.nan, np.inf
    pixels = read_photo(encoded(Image.fromarray(samples), "tiff")).pixels
    assert pixels.max() >= 254
    assert pixels[3, 4].max() == 0


def test_16_bit_colour_keeps_its_brightness() -> None:
    import cv2

    deep = picture().astype(np.uint16) * 257
    ok, data = cv2.imencode(".png", deep[..., ::-1])
    assert ok
    assert difference(read_photo(data.tobytes()).pixels, picture()) < 1


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "YCbCr", "LAB", "I", "F", "I;16"]
)
def test_every_mode_becomes_rgb(mode: str) -> None:
    try:
        image = Image.fromarray(picture()).convert(mode)
    except ValueError:
        image = Image.fromarray(picture()).convert("L").convert(mode)
    try:
        data = encoded(image, "tiff")
    except (OSError, KeyError):
        pytest.skip(f"no TIFF of mode {mode} can be written")
    pixels = read_photo(data).pixels
    assert pixels.shape == (64, 96, 3)
    assert pixels.std() > 20


def test_transparent_parts_are_white() -> None:
    pixels = np.dstack([picture(), np.full((64, 96), 255, np.uint8)])
    pixels[:20, :, 3] = 0
    photo = read_photo(encoded(Image.fromarray(pixels), "png"))
    assert (photo.pixels[:20] == 255).all()
    assert np.array_equal(photo.pixels[20:], picture()[20:])


@pytest.mark.parametrize("value", [0, 255])
def test_drawings_on_nothing_do_not_vanish(value: int) -> None:
    pixels = np.full((64, 96, 4), value, np.uint8)
    pixels[..., 3] = 0
    pixels[20:40, 30:60, 3] = 255
    photo = read_photo(encoded(Image.fromarray(pixels), "png"))
    assert photo.pixels.min() == 0
    assert photo.pixels.max() == 255


def test_palettes_with_transparency() -> None:
    image = Image.fromarray(picture()).quantize(16)
    photo = read_photo(encoded(image, "png", transparency=image.getpixel((0, 0))))
    assert (photo.pixels[0, 0] == 255).all()
    assert difference(photo.pixels[20:], picture()[20:]) < 25


def test_the_first_frame_of_an_animation(tmp_path: Path) -> None:
    frames = [Image.fromarray(picture()), Image.fromarray(255 - picture())]
    for suffix in ("gif", "webp", "png", "tiff", "avif"):
        path = tmp_path / f"moving.{suffix}"
        frames[0].save(path, save_all=True, append_images=frames[1:])
        photo = read_photo(path)
        assert photo.info.frames == 2
        assert difference(photo.pixels, picture()) < 13
        assert read_info(path) == photo.info


def swapped_profile() -> bytes:
    """A profile in which red and blue are exchanged: what ignores it is seen at once."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = profile[blue : blue + 4], profile[red : red + 4]
    return bytes(profile)


@pytest.mark.parametrize("variant", ["jpeg", "png", "webp", "tiff", "avif"])
def test_embedded_profiles_are_applied(variant: str) -> None:
    data = encoded(picture(), variant, icc_profile=swapped_profile())
    assert difference(read_photo(data).pixels, picture()[..., ::-1]) < 12
    assert difference(read_photo(encoded(picture(), variant)).pixels, picture()) < 7


def test_srgb_profiles_change_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert np.array_equal(read_photo(encoded(picture(), "png", icc_profile=profile)).pixels, picture())


@pytest.mark.parametrize(
    "profile",
    [b"bogus", b"\0" * 800_000, swapped_profile()[:200], swapped_profile().replace(b"RGB ", b"CMYK")],
)
def test_damaged_profiles_are_ignored(profile: bytes) -> None:
    assert np.array_equal(read_photo(encoded(picture(), "png", icc_profile=profile)).pixels, picture())


def test_cmyk_looks_like_what_it_prints() -> None:
    image = Image.fromarray(picture()).convert("CMYK")
    assert difference(read_photo(encoded(image, "jpeg")).pixels, picture()) < 8


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1), (3, 2000), (17, 13)])
@pytest.mark.parametrize("variant", ["jpeg", "png", "webp", "bmp", "gif", "tiff"])
def test_odd_shapes(shape: tuple[int, int], variant: str) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (*shape, 3), np.uint8)
    photo = read_photo(encoded(pixels, variant), max_side=100)
    assert min(photo.pixels.shape[:2]) >= 1
    assert max(photo.pixels.shape[:2]) == min(100, max(shape))
    assert (photo.info.height, photo.info.width) == shape


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    for number, name in enumerate(["a.png", "a.txt", ".jpeg", "a", "ä ☃.GIF", "-x.tif"]):
        path = tmp_path / str(number) / name
        path.parent.mkdir()
        path.write_bytes(encoded(picture(), "jpeg"))
        assert read_photo(path).info.format == "JPEG"


def test_suffixes_are_lower_case_with_a_dot() -> None:
    assert {".jpg", ".jpeg", ".png", ".webp", ".tiff", ".heic", ".nef", ".jxl", ".avif"} <= SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


def test_reading_does_not_touch_pillows_switches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 12345)
    filters = list(warnings.filters)
    read_photo(encoded(picture(200, 200)))
    with pytest.raises(PhotoError):
        read_photo(b"junk")
    assert Image.MAX_IMAGE_PIXELS == 12345
    assert list(warnings.filters) == filters


def test_threads_can_read_at_the_same_time() -> None:
    from concurrent.futures import ThreadPoolExecutor

    before = Image.MAX_IMAGE_PIXELS
    data = encoded(picture(300, 200), "jpeg")
    with ThreadPoolExecutor(8) as threads:
        photos = list(threads.map(lambda _: read_photo(data), range(64)))
    assert all(np.array_equal(photo.pixels, photos[0].pixels) for photo in photos)
    after = Image.MAX_IMAGE_PIXELS
    assert after == before


@pytest.mark.parametrize("max_side", [0, -5])
def test_impossible_sides_are_refused(max_side: int) -> None:
    with pytest.raises(ValueError):
        read_photo(encoded(picture()), max_side=max_side)


def test_heic_is_read_where_the_extra_is_installed() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    for orientation in (1, 3, 6):
        exif = Image.Exif()
        exif[0x0112] = orientation
        buffer = io.BytesIO()
        stored = np.ascontiguousarray(TURNS[orientation](picture()))
        Image.fromarray(stored).save(buffer, "HEIF", quality=92, exif=exif.tobytes())
        photo = read_photo(buffer.getvalue(), max_side=90)
        assert photo.info.format == "HEIF"
        assert (photo.info.width, photo.info.height) == (96, 64), "turned twice or not at all"
        assert read_info(buffer.getvalue()) == photo.info
        expected = read_photo(encoded(picture()), max_side=90).pixels
        assert difference(photo.pixels, expected) < 8


def test_jxl_is_read_where_the_extra_is_installed() -> None:
    pytest.importorskip("pillow_jxl")
    buffer = io.BytesIO()
    Image.fromarray(picture()).save(buffer, "JXL", lossless=True)
    photo = read_photo(buffer.getvalue())
    assert photo.info.format == "JXL"
    assert np.array_equal(photo.pixels, picture())


@pytest.mark.parametrize(
    ("check", "head", "name", "extra"),
    [
        ("heif_available", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.heic", "heif"),
        ("jxl_available", b"\xff\x0a" + b"\0" * 40, "a.jxl", "jxl"),
        ("raw_available", b"II*\0" + b"\0" * 40, "a.nef", "raw"),
        ("raw_available", b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "a.cr3", "raw"),
    ],
)
def test_a_missing_extra_is_named(
    check: str, head: bytes, name: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"imagefinder.photos.formats.{check}", lambda: False)
    with pytest.raises(PhotoError, match=rf"imagefinder\[{extra}\]") as caught:
        read_photo(head, name=name)
    assert caught.value.fault is PhotoFault.UNSUPPORTED


@pytest.mark.shared_data
def test_wrong_suffixes_and_a_corrupt_file_of_a_small_collection(shared_data: Path) -> None:
    found: dict[str, Photo | PhotoFault] = {}
    for path in sorted((shared_data / "duplicates_small").rglob("*.*")):
        try:
            found[path.name] = read_photo(path, max_side=256)
        except PhotoError as error:
            found[path.name] = error.fault
    assert [name for name, value in found.items() if isinstance(value, PhotoFault)] == [
        "ukbench09268_corrupt.jpg"
    ]


def test_raw_files_are_developed_where_they_hold_no_preview() -> None:
    pytest.importorskip("rawpy")
    for max_side in (None, 100):
        photo = read_photo(raw_file(), name="a.DNG", max_side=max_side)
        assert photo.info == read_info(raw_file(), name="a.dng")
        assert (photo.info.format, photo.info.width, photo.info.height) == ("RAW", 384, 256)
        assert (photo.info.camera, photo.info.captured) == ("Model 1", "2020-05-06T07:08:09")
        assert max(photo.pixels.shape) == (max_side or 384)
        assert photo.pixels.std() > 30


@pytest.mark.parametrize("as_jpeg", [True, False])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_preview_of_a_raw_file_comes_first_where_it_is_large_enough(
    orientation: int, as_jpeg: bool
) -> None:
    pytest.importorskip("rawpy")
    negative = 255 - picture(192, 128)
    data = raw_file(orientation, encoded(negative, "jpeg") if as_jpeg else negative)
    photo = read_photo(data, name="a.dng", max_side=100)
    assert photo.info == read_info(data, name="a.dng")
    assert photo.info.orientation == orientation
    back = {1: 0, 3: 2, 6: -1, 8: 1}[orientation]
    turned = np.ascontiguousarray(np.rot90(negative, back))
    assert (photo.info.width, photo.info.height) == (turned.shape[1] * 2, turned.shape[0] * 2)
    assert difference(photo.pixels, read_photo(encoded(turned), max_side=100).pixels) < 4
    full = read_photo(data, name="a.dng")
    assert full.pixels.shape == (photo.info.height, photo.info.width, 3)
    assert difference(np.ascontiguousarray(full.pixels[::2, ::2]), turned) > 20, (
        "this is the preview, enlarged"
    )


def test_a_broken_preview_is_no_loss() -> None:
    pytest.importorskip("rawpy")
    whole = read_photo(raw_file(), name="a.dng", max_side=100)
    for preview in (encoded(picture(192, 128), "jpeg")[:1500], b"\xff\xd8\xff" + b"no JPEG" * 99):
        photo = read_photo(raw_file(preview=preview), name="a.dng", max_side=100)
        assert np.array_equal(photo.pixels, whole.pixels)


def test_what_only_calls_itself_raw(tmp_path: Path) -> None:
    pytest.importorskip("rawpy")
    assert read_photo(encoded(picture(), "jpeg"), name="a.nef").info.format == "JPEG"
    for content in (b"II*\0" + b"\0" * 400, b"nothing that LibRaw knows" * 9, raw_file()[:3000]):
        with pytest.raises(PhotoError) as caught:
            read_photo(content, name="a.nef")
        assert caught.value.fault in (PhotoFault.UNSUPPORTED, PhotoFault.TRUNCATED, PhotoFault.DAMAGED)
