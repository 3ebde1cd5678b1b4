from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from imagefinder.gui.search.dropping import may_accept, read_drop
from imagefinder.gui.widgets.images import from_qimage, to_qimage


@pytest.fixture
def bitmap() -> QImage:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 200, 30))
    return image


def urls(*names: object) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(n)) if isinstance(n, Path) else QUrl(str(n)) for n in names])
    return data


def test_files_folders_and_others_are_told_apart(tmp_path: Path) -> None:
    for name in ("a.JPG", "b.png", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "album").mkdir()
    dropped = read_drop(urls(*(tmp_path / n for n in ("a.JPG", "notes.txt", "album", "b.png", "gone.jpg"))))
    assert [p.name for p in dropped.files] == ["a.JPG", "b.png", "gone.jpg"]
    assert [p.name for p in dropped.folders] == ["album"]
    assert [p.name for p in dropped.others] == ["notes.txt"]


def test_local_files_come_before_a_bitmap_and_a_bitmap_before_an_address(
    tmp_path: Path, bitmap: QImage
) -> None:
    (tmp_path / "a.jpg").touch()
    both = urls(tmp_path / "a.jpg")
    both.setImageData(bitmap)
    assert read_drop(both).files
    browser = urls("https://example.org/cat.jpg")
    browser.setImageData(bitmap)
    dropped = read_drop(browser)
    assert dropped.image is not None
    assert dropped.image.size() == bitmap.size()


def test_an_address_alone_is_only_an_address() -> None:
    assert read_drop(urls("https://example.org/cat.jpg")).address == "https://example.org/cat.jpg"
    text = QMimeData()
    text.setText("https://example.org/cat.jpg")
    assert read_drop(text).address == "https://example.org/cat.jpg"


def test_text_that_names_files_is_understood(tmp_path: Path) -> None:
    (tmp_path / "a b.png").touch()
    data = QMimeData()
    data.setText(f'"{tmp_path / "a b.png"}"\n{QUrl.fromLocalFile(str(tmp_path)).toString()}\n')
    dropped = read_drop(data)
    assert [p.name for p in dropped.files] == ["a b.png"]
    assert dropped.folders == (tmp_path,)


@pytest.mark.parametrize("text", ["", "hello world", "/no/such/file.jpg", "ftp://example.org/x", "http:// x"])
def test_other_text_is_nothing(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    assert read_drop(data).empty
    assert may_accept(data)


def test_pixels_go_to_qt_and_back_unchanged() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (7, 5, 3), dtype=np.uint8)
    assert np.array_equal(from_qimage(to_qimage(pixels)), pixels)


def test_transparency_is_laid_on_white() -> None:
    rgba = np.zeros((2, 3, 4), np.uint8)
    rgba[0, 0] = (10, 20, 30, 255)
    assert from_qimage(to_qimage(rgba)).tolist()[0] == [[10, 20, 30], [255, 255, 255], [255, 255, 255]]


def test_shapes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        to_qimage(np.zeros((4, 4), np.uint8))
    with pytest.raises(ValueError, match="empty"):
        from_qimage(QImage())
