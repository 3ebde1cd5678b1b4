"""An answer as a PDF: A4 pages with the query, then its results, outlined, with the reason for each.

Painted in the GUI thread, one result a turn of the event loop: the writer is a QObject, and none of those is
made or destroyed on another thread. Only the pictures are read in the background.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTransform

from imagefinder.gui.bridge.query_source import LoadedQuery
from imagefinder.gui.results.parts import parts_of
from imagefinder.gui.results.reasons import reason_words
from imagefinder.gui.widgets.images import to_qimage
from imagefinder.gui.widgets.outlines import covers_all, object_colour, paint_outline, pieces_path
from imagefinder.search.colours import ObjectKey, query_pieces, result_pieces
from imagefinder.search.results import Outline, SearchResult, SearchResults

RESOLUTION = 144
GAP = 20.0
CARD = 284.0
WORDS = 88.0
"""Height of a result and of the words below its picture, dots."""
FILL = 40
"""How opaque the tint of an outlined object is, of 255."""

Shape = tuple[tuple[Outline, ...], int]
LoadPixels = Callable[[SearchResult], NDArray[np.uint8] | None]


class PdfReport:
    """A report under way. The file appears when ``finish`` returns, whole or not at all.

    Raises:
        OSError: the file cannot be written there.
    """

    def __init__(
        self,
        path: Path,
        title: str,
        query: LoadedQuery,
        answer: SearchResults,
        colours: Mapping[ObjectKey, int],
    ) -> None:
        self._painter = QPainter()  # the first to go: a writer must not end while it is painted on
        self._path = path
        self._file = QSaveFile(str(path))
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise OSError(self._file.errorString())
        self._writer = QPdfWriter(self._file)
        self._writer.setTitle(title)
        self._writer.setResolution(RESOLUTION)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
        self._colours = colours
        self._count = 0
        self._painter.begin(self._writer)
        self._page = QRectF(0, 0, self._writer.width(), self._writer.height())
        self._top = self._begin(title, query, answer)

    def _begin(self, title: str, query: LoadedQuery, answer: SearchResults) -> float:
        """The head of the first page; returns where the results begin."""
        self._painter.setFont(QFont("sans-serif", 16, 600))
        self._painter.drawText(QRectF(0, 0, self._page.width(), 40), Qt.AlignmentFlag.AlignLeft, title)
        shapes = [
            (query_pieces(part.found), part.colour)
            for part in parts_of(answer, self._colours)
            if not part.ground
        ]
        room = QRectF(0, 52, self._page.width(), self._page.height() * 0.36)
        _draw(self._painter, room, query.shown.image, (query.shown.width, query.shown.height), shapes)
        return room.bottom() + 24

    def add(self, result: SearchResult, pixels: NDArray[np.uint8] | None) -> None:
        """The next result, two in a row."""
        painter, side = self._painter, self._page.width() / 2 - GAP / 2
        column = self._count % 2
        if column == 0 and self._count:
            self._top += CARD
        if self._top + CARD > self._page.height():
            self._writer.newPage()
            self._top = 0.0
        self._count += 1
        left = column * (side + GAP)
        frame = QRectF(left, self._top, side, CARD - WORDS)
        if pixels is not None:
            marks = [
                (result_pieces(found), self._colours.get((result.photo_id, number), number))
                for number, found in enumerate(result.objects)
            ]
            fill = 0 if covers_all(result) else FILL
            _draw(painter, frame, to_qimage(pixels), (result.width, result.height), marks, fill)
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(QFont("sans-serif", 10))
        words = f"{result.rank}  {result.path.name}  {round(result.score * 100)} %"
        painter.drawText(QRectF(left, frame.bottom() + 4, side, 28), Qt.AlignmentFlag.AlignLeft, words)
        painter.setFont(QFont("sans-serif", 8))
        room = QRectF(left, frame.bottom() + 32, side, 46)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, reason_words(result))

    def finish(self) -> Path:
        """Write the rest.

        Raises:
            OSError: the file cannot be written; what was there before still is.
        """
        self._painter.end()
        if not self._file.commit():
            raise OSError(self._file.errorString())
        return self._path


def _draw(
    painter: QPainter,
    room: QRectF,
    image: QImage,
    size: tuple[int, int],
    shapes: list[Shape],
    fill: int = FILL,
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
        paint_outline(painter, pieces_path(pieces, transform), object_colour(number), width=2.0, fill=fill)
