"""Saving an answer: an HTML report, a PDF, or the query's objects as layers."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from imagefinder.errors import PhotoError
from imagefinder.gui.bridge.jobs import Job, JobRunner
from imagefinder.gui.bridge.messages import error_words
from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.bridge.session import LibrarySession
from imagefinder.gui.results.parts import Part, parts_of, unexplained
from imagefinder.gui.results.pdf_report import LoadPixels, PdfReport
from imagefinder.gui.widgets.folders import documents_folder
from imagefinder.gui.widgets.images import from_qimage
from imagefinder.photos import PhotoReader
from imagefinder.search.colours import ObjectKey, query_pieces
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
        dialog.setDirectory(documents_folder())
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
        if path.suffix.lower() == ".pdf":
            try:
                report = PdfReport(path, title, query, answer, colours)
            except OSError as error:
                self._tell(error)
                return
            _PdfSteps(report, answer.results, self._load, self._runner, self.written.emit, self._tell).next()
            return
        parts = parts_of(answer, colours)
        rest = unexplained(answer, parts)
        shown, reader = from_qimage(query.shown.image), self._session.reader

        def work(job: Job) -> Path:
            kind = path.suffix.lower()
            if kind in (".ora", ".png"):
                pixels, size = _whole_pixels(query, shown, reader), (query.shown.width, query.shown.height)
                if kind == ".ora":
                    write_openraster(path, pixels, size, parts, rest)
                else:
                    write_png_layers(path, pixels, size, parts, rest)
            else:
                write_html(answer, path, shown, self._load, title)
            return path

        self._runner.start("report", work, done=self.written.emit, failed=self._tell)

    def _load(self, result: SearchResult) -> NDArray[np.uint8] | None:
        """A result's picture; called in the background."""
        return self._session.load_pixels(result.photo_id, PICTURE_SIDE)

    def _tell(self, error: Exception) -> None:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else error_words(error)
        self.failed.emit(self.tr("The report could not be saved: {why}").format(why=why))


class _PdfSteps:
    """Reads the pictures of a PDF one by one in the background and hands each to the page."""

    def __init__(
        self,
        report: PdfReport,
        results: Sequence[SearchResult],
        load: LoadPixels,
        runner: JobRunner,
        done: Callable[[Path], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._report, self._load, self._runner = report, load, runner
        self._left = deque(results)
        self._done, self._failed = done, failed

    def next(self) -> None:
        """Read the next picture; after the last one, end the report."""
        if self._left:
            result = self._left[0]
            self._runner.start("report", lambda job: self._load(result), done=self._came, failed=self._failed)
            return
        try:
            self._done(self._report.finish())
        except OSError as error:
            self._failed(error)

    def _came(self, pixels: NDArray[np.uint8] | None) -> None:
        self._report.add(self._left.popleft(), pixels)
        self.next()


def _whole_pixels(query: LoadedQuery, shown: NDArray[np.uint8], reader: PhotoReader) -> NDArray[np.uint8]:
    """The query at full resolution; as it is shown where its file cannot be read any more."""
    if query.path is None:
        return shown if query.pixels is None else query.pixels
    try:
        return np.asarray(reader.read(query.path).pixels)
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
