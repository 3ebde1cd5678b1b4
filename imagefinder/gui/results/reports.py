"""Saving an answer: an HTML report, a PDF, or the query's objects as layers. Written in the background."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from PySide6.QtCore import QMarginsF, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTransform
from PySide6.QtWidgets import QFileDialog, QWidget

from imagefinder.errors import PhotoError
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.results.parts import Part, parts_of, unexplained
from imagefinder.gui.widgets.images import from_qimage, to_qimage
from imagefinder.gui.widgets.outlines import object_colour, paint_outline, pieces_path
from imagefinder.photos import read_photo
from imagefinder.search.colours import ObjectKey, query_pieces, result_pieces
from imagefinder.search.report import write_html
from imagefinder.search.results import Outline, SearchResult, SearchResults

PICTURE_SIDE = 700


class ReportWriter(QObject):
    """Asks where to save an answer and writes it there.

    Signals:
        written: a report was saved (Path).
        failed: it could not be (words).
    """

    written = Signal(Path)
    failed = Signal(str)

    def __init__(self, session: LibrarySession, runner: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._runner, self._window = session, runner, window

    def ask(self, query: LoadedQuery, answer: SearchResults, colours: Mapping[ObjectKey, int]) -> QFileDialog:
        """Let the user choose a name and a kind of file."""
        dialog = QFileDialog(self._window, self.tr("Save the results"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [
                self.tr("HTML report (*.html)"),
                self.tr("PDF report (*.pdf)"),
                self.tr("Layered picture, one layer per object (*.ora)"),
                self.tr("PNG layers, one file per object (*.png)"),
            ]
        )
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(
            lambda words: dialog.setDefaultSuffix(words.rsplit("*.", 1)[-1].rstrip(")"))
        )
        dialog.selectFile(Path(query.name).stem + " – ImageFinder.html")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name), query, answer, colours))
        dialog.open()
        return dialog

    def write(
        self, path: Path, query: LoadedQuery, answer: SearchResults, colours: Mapping[ObjectKey, int]
    ) -> None:
        """Write the kind of file that the name's ending says."""
        title = self.tr("What was found of {name}").format(name=query.name)
        parts = parts_of(answer, colours)
        rest = unexplained(answer, parts)
        shown = from_qimage(query.shown.image)

        def load(result: SearchResult) -> NDArray[np.uint8] | None:
            return self._session.load_pixels(result.photo_id, PICTURE_SIDE)

        def work(job: Job) -> Path:
            kind = path.suffix.lower()
            if kind == ".pdf":
                write_pdf(path, title, query, answer, colours, load)
            elif kind in (".ora", ".png"):
                pixels, size = _whole_pixels(query, shown), (query.shown.width, query.shown.height)
                if kind == ".ora":
                    write_openraster(path, pixels, size, parts, rest)
                else:
                    write_png_layers(path, pixels, size, parts, rest)
            else:
                write_html(answer, path, shown, load, title)
            return path

        self._runner.start(
            "report",
            work,
            done=self.written.emit,
            failed=lambda error: self.failed.emit(
                self.tr("The report could not be saved: {why}").format(
                    why=error.strerror
                    if isinstance(error, OSError) and error.strerror
                    else error_words(error)
                )
            ),
        )


def _whole_pixels(query: LoadedQuery, shown: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The query at full resolution; as it is shown where its file cannot be read any more."""
    if query.path is None:
        return shown if query.pixels is None else query.pixels
    try:
        return read_photo(query.path).pixels
    except PhotoError:
        return shown


def _cut_out(pixels: NDArray[np.uint8], size: tuple[int, int], pieces: tuple[Outline, ...]) -> Image.Image:
    """The query with everything but one object transparent."""
    height, width = pixels.shape[:2]
    mask = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(mask)
    for piece in pieces:
        if len(piece) > 2:
            pen.polygon([(x * width / size[0], y * height / size[1]) for x, y in piece], fill=255)
    layer = Image.fromarray(pixels).convert("RGBA")
    layer.putalpha(mask)
    return layer


def layers_of(
    pixels: NDArray[np.uint8], size: tuple[int, int], parts: list[Part], rest: tuple[Outline, ...] = ()
) -> list[tuple[str, Image.Image]]:
    """(name, RGBA picture as large as ``pixels``) of the whole query, of each object, and of what nothing
    explains, bottom to top.
    """
    layers = [("query", Image.fromarray(pixels).convert("RGBA"))]
    for number, part in enumerate(parts, 1):
        layers.append((f"{number} {part.result.path.name}", _cut_out(pixels, size, query_pieces(part.found))))
    if rest:
        layers.append(("unexplained", _cut_out(pixels, size, rest)))
    return layers


def write_png_layers(
    path: Path,
    pixels: NDArray[np.uint8],
    size: tuple[int, int],
    parts: list[Part],
    rest: tuple[Outline, ...] = (),
) -> list[Path]:
    """One PNG per layer beside ``path``, all of the same size, so that they stack; the first is the query
    itself.

    Raises:
        OSError: when the folder cannot be written to.
    """
    written = []
    for number, (_, layer) in enumerate(layers_of(pixels, size, parts, rest)):
        target = path if number == 0 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        layer.save(target, format="PNG")
        written.append(target)
    return written


def write_openraster(
    path: Path,
    pixels: NDArray[np.uint8],
    size: tuple[int, int],
    parts: list[Part],
    rest: tuple[Outline, ...] = (),
) -> None:
    """One layered picture (OpenRaster: a zip of PNG layers, read by GIMP, Krita and others), whole or not at
    all.

    Raises:
        OSError: when the folder cannot be written to.
    """
    layers = layers_of(pixels, size, parts, rest)
    height, width = pixels.shape[:2]
    stack = "".join(
        f'<layer name={quoteattr(name)} src="data/layer{number}.png" x="0" y="0"/>'
        for number, (name, _) in reversed(list(enumerate(layers)))
    )
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as scratch:
        try:
            with zipfile.ZipFile(scratch, "w") as archive:
                archive.writestr("mimetype", "image/openraster", zipfile.ZIP_STORED)
                archive.writestr(
                    "stack.xml",
                    f'<?xml version="1.0"?><image w="{width}" h="{height}"><stack>{stack}</stack></image>',
                )
                for number, (_, layer) in enumerate(layers):
                    archive.writestr(f"data/layer{number}.png", _png(layer))
                archive.writestr("mergedimage.png", _png(layers[0][1]))
                thumbnail = layers[0][1].copy()
                thumbnail.thumbnail((256, 256))
                archive.writestr("Thumbnails/thumbnail.png", _png(thumbnail))
            scratch.close()
            Path(scratch.name).replace(path)
        except BaseException:
            Path(scratch.name).unlink(missing_ok=True)
            raise


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def write_pdf(
    path: Path,
    title: str,
    query: LoadedQuery,
    answer: SearchResults,
    colours: Mapping[ObjectKey, int],
    load: object,
) -> None:
    """A4 pages: the query with its objects, then its results, outlined, with the reason for each.

    Raises:
        OSError: when the file cannot be written.
    """
    with path.open("wb"):
        pass  # QPdfWriter says nothing when it cannot write; this does
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setResolution(144)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    head, body, small = QFont("sans-serif", 16, 600), QFont("sans-serif", 10), QFont("sans-serif", 8)
    painter.setFont(head)
    painter.drawText(QRectF(0, 0, page.width(), 40), Qt.AlignmentFlag.AlignLeft, title)
    shapes = [
        (query_pieces(part.found), part.colour)
        for part in parts_of(answer, colours)
        if part.result.kind != "copy"
    ]
    room = QRectF(0, 52, page.width(), page.height() * 0.36)
    _draw(painter, room, query.shown.image, (query.shown.width, query.shown.height), shapes)
    y = room.bottom() + 24
    side = page.width() / 2 - 10
    tall = 250.0
    for number, result in enumerate(answer.results):
        column = number % 2
        if column == 0 and number and (y := y + tall) and y + tall > page.height():
            writer.newPage()
            y = 0.0
        if y + tall > page.height():
            writer.newPage()
            y = 0.0
        left = column * (side + 20)
        pixels = load(result) if callable(load) else None
        frame = QRectF(left, y, side, tall - 62)
        if pixels is not None:
            marks = [
                (result_pieces(found), colours.get((result.photo_id, n), n))
                for n, found in enumerate(result.objects)
            ]
            _draw(painter, frame, to_qimage(pixels), (result.width, result.height), marks)
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(body)
        words = f"{result.rank}  {result.path.name}  {round(result.score * 100)} %"
        painter.drawText(QRectF(left, frame.bottom() + 4, side, 20), Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(small)
        painter.drawText(QRectF(left, frame.bottom() + 24, side, 34), Qt.TextFlag.TextWordWrap, result.reason)
    painter.end()


def _draw(
    painter: QPainter,
    room: QRectF,
    image: QImage,
    size: tuple[int, int],
    shapes: list[tuple[tuple[Outline, ...], int]],
) -> None:
    """A picture fitted into ``room`` with outlines over it."""
    if image.isNull() or not all(size):
        return
    scale = min(room.width() / image.width(), room.height() / image.height())
    target = QRectF(room.x(), room.y(), image.width() * scale, image.height() * scale)
    painter.drawImage(target, image, QRectF(image.rect()))
    transform = QTransform.fromTranslate(target.x(), target.y()).scale(
        target.width() / size[0], target.height() / size[1]
    )
    for pieces, number in shapes:
        paint_outline(painter, pieces_path(pieces, transform), object_colour(number), width=2.0, fill=40)
