"""Saving the provenance graph, on a background thread: as JSON, GraphML, a web page, or one picture."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPalette

from imagefinder.errors import RequestError
from imagefinder.groups.provenance import provenance_to_json, write_graphml
from imagefinder.groups.provenance_page import write_provenance_page
from imagefinder.gui.composites.provenance_models import Drawing
from imagefinder.gui.composites.provenance_painting import (
    DrawnLink,
    link_path,
    node_rect,
    paint_link,
    paint_node,
)
from imagefinder.gui.widgets.images import decode, from_qimage
from imagefinder.jobs import JobControl

LoadThumbnail = Callable[[int], bytes | None]
MARGIN = 40.0
SCALE = 2.0
MOST_PIXELS = 16_000
"""Longer side of a picture; a larger drawing is made smaller."""


def export_drawing(
    drawing: Drawing,
    file: Path,
    load: LoadThumbnail,
    palette: QPalette,
    font: QFont,
    control: JobControl | None = None,
) -> None:
    """Write what the ending of the file's name says: ``.json``, ``.graphml``, ``.html`` or a picture.

    Args:
        drawing: what is shown.
        file: where to.
        load: the encoded thumbnail of a photo.
        palette: of the theme, for a picture.
        font: of its words.
        control: heeded between the photos of a picture.

    Raises:
        RequestError: when the file cannot be written.
    """
    kind = file.suffix.lower()
    if kind == ".graphml":
        write_graphml(drawing.clusters, file)
    elif kind in (".html", ".htm"):
        write_provenance_page(drawing.clusters, file)
    elif kind == ".json":
        text = json.dumps(provenance_to_json(drawing.clusters), indent=1) + "\n"
        try:
            file.write_text(text, "utf-8")
        except OSError as error:
            raise RequestError(str(file), f"the graph cannot be written: {error.strerror}") from error
    else:
        # Not by Qt's own writers, for the reason that ``images.decode`` gives.
        picture = Image.fromarray(from_qimage(draw_picture(drawing, load, palette, font, control)))
        try:
            picture.save(file)
        except (OSError, ValueError) as error:
            raise RequestError(
                str(file), "the picture cannot be written there, or not in this format"
            ) from error


def draw_picture(
    drawing: Drawing, load: LoadThumbnail, palette: QPalette, font: QFont, control: JobControl | None = None
) -> QImage:
    """The whole drawing as a picture, thumbnails at their own size where it is not too large."""
    width, height = (side + 2 * MARGIN for side in drawing.size)
    scale = min(SCALE, MOST_PIXELS / max(width, height))
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    if image.isNull():
        raise RequestError("picture", "there is not enough memory for a picture of this size")
    image.fill(palette.color(QPalette.ColorRole.Shadow))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    painter.translate(MARGIN, MARGIN)
    ends: dict[int, list[DrawnLink]] = defaultdict(list)
    for drawn in drawing.links:
        start, end = (QPointF(*drawing.places[name]) for name in (drawn.start, drawn.end))
        paint_link(painter, link_path(start, end, drawn.bends), drawn, strong=False, faint=False)
        ends[drawn.start].append(drawn)
        ends[drawn.end].append(drawn)
    for node in drawing.nodes:
        if control is not None and control.cancelled:
            break
        data = load(drawing.photo_ids[node.content]) if node.content in drawing.photo_ids else None
        picture = decode(data) if data is not None else None
        rect: QRectF = node_rect(QPointF(*drawing.places[node.content]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        paint_node(painter, rect, node, picture, ends[node.content], palette, font, detail=1.0)
    painter.end()
    return image
