"""Paints one card of a grid: thumbnail, outlines over it, score, kind and reason. No widget per photo."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPalette, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imagefinder.gui.bridge.arrangement import Heading
from imagefinder.gui.results.model import EntryRole, PhotoIdRole, ResultsModel
from imagefinder.gui.results.reasons import reason_words
from imagefinder.gui.widgets.icons import paint_icon
from imagefinder.gui.widgets.outlines import covers_all, object_colour, paint_outline, pieces_path
from imagefinder.gui.widgets.theme import sized_font
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.search.colours import result_pieces
from imagefinder.search.results import MatchKind, SearchResult

GAP = 7
PAD = 8
HEADING = 40
SHAPE = 0.8
"""Height of the frame as a share of its width: most photos lie."""
KIND_ICONS = {MatchKind.COPY: "copy-kind", MatchKind.OBJECT: "object-kind", MatchKind.SIMILAR: "similar-kind"}

Role = QPalette.ColorRole


class CardDelegate(QStyledItemDelegate):
    """Cards of photos; of results when the model has any to tell.

    Attributes:
        side: width of the frame that a thumbnail is fitted into, logical pixels.
        outlines: whether objects are outlined.
    """

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.side = 190
        self.outlines = True

    def card_size(self, option: QStyleOptionViewItem, *, words: bool) -> QSize:
        """Size of a card; ``words`` for one that tells of a result."""
        line = option.fontMetrics.height()
        lines = line * 3 + 8 if words else line + 8
        return QSize(self.side + 2 * PAD + GAP, round(self.side * SHAPE) + 2 * PAD + lines + GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The size it would like."""
        return self.card_size(option, words=index.data(EntryRole) is not None)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        entry = index.data(EntryRole)
        if isinstance(entry, Heading):
            model = index.model()
            title = model.kind_title(entry.kind) if isinstance(model, ResultsModel) else ""
            self._paint_heading(painter, option, title, entry)
        else:
            self._paint_card(painter, option, index, entry)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, title: str, entry: Heading
    ) -> None:
        rect, palette = QRectF(option.rect), QGuiApplication.palette()
        mark = QRectF(rect.left() + 4, rect.center().y() - 8, 17, 17)
        paint_icon(painter, KIND_ICONS[entry.kind], mark, palette.color(Role.Midlight))
        painter.setFont(sized_font(option.font, 1.08, bold=True))
        painter.setPen(palette.color(Role.Text))
        words = rect.adjusted(28, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        used = painter.fontMetrics().horizontalAdvance(title)
        painter.setFont(option.font)
        painter.setPen(palette.color(Role.PlaceholderText))
        painter.drawText(words.adjusted(used + 9, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(entry.count))

    def _paint_card(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        entry: SearchResult | None,
    ) -> None:
        palette = QGuiApplication.palette()
        card = QRectF(option.rect).adjusted(0, 0, -GAP, -GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            ground = QColor(palette.color(Role.Accent if chosen else Role.Light))
            ground.setAlpha(46 if chosen else 255)
            painter.setPen(QPen(palette.color(Role.Accent), 1.5) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(card.adjusted(0.75, 0.75, -0.75, -0.75), 9, 9)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(Role.Accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 9, 9)
        frame = QRectF(card.left() + PAD, card.top() + PAD, self.side, round(self.side * SHAPE))
        photo_id = index.data(PhotoIdRole)
        if photo_id is None:
            return
        pixmap = self._cache.pixmap(photo_id)
        picture = self._paint_picture(painter, option, frame, photo_id, pixmap, entry)
        words = QRectF(frame.left(), frame.bottom() + 5, frame.width(), card.bottom() - frame.bottom() - 7)
        if entry is None:
            self._paint_name(painter, option, words, str(index.data() or ""))
            return
        if self.outlines and pixmap is not None and entry.width and entry.height:
            self._paint_outlines(painter, index, entry, picture)
        if entry.offline:
            self._paint_offline(painter, picture)
        self._paint_words(painter, option, words, entry)

    def _paint_picture(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        frame: QRectF,
        photo_id: int,
        pixmap: QPixmap | None,
        entry: SearchResult | None,
    ) -> QRectF:
        """Paint the thumbnail, or a quiet placeholder in its shape; returns where it lies."""
        if pixmap is not None:
            width, height = pixmap.width(), pixmap.height()
        elif entry is not None and entry.width and entry.height:
            width, height = entry.width, entry.height
        else:
            width = height = 1
        scale = min(frame.width() / width, frame.height() / height)
        picture = QRectF(0, 0, max(8.0, width * scale), max(8.0, height * scale))
        picture.moveCenter(frame.center())
        picture.moveBottom(frame.bottom())  # close to its words
        shape = QPainterPath()
        shape.addRoundedRect(picture, 4, 4)
        if pixmap is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(picture, pixmap, QRectF(pixmap.rect()))
            painter.restore()
            return picture
        painter.fillPath(shape, QGuiApplication.palette().color(Role.Light))
        if self._cache.is_missing(photo_id):
            mark = QRectF(0, 0, 28, 28)
            mark.moveCenter(picture.center())
            paint_icon(painter, "offline", mark, QGuiApplication.palette().color(Role.PlaceholderText))
        return picture

    def _paint_offline(self, painter: QPainter, picture: QRectF) -> None:
        """A mark for a photo whose disk is not connected: its kept thumbnail is all that can be shown."""
        disc = QRectF(picture.right() - 28, picture.top() + 6, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawEllipse(disc)
        paint_icon(painter, "offline", disc.adjusted(4, 4, -4, -4), QColor(240, 240, 242))

    def _paint_outlines(
        self,
        painter: QPainter,
        index: QModelIndex | QPersistentModelIndex,
        entry: SearchResult,
        picture: QRectF,
    ) -> None:
        model = index.model()
        colours = model.colours if isinstance(model, ResultsModel) else {}
        transform = QTransform()
        transform.translate(picture.x(), picture.y())
        transform.scale(picture.width() / entry.width, picture.height() / entry.height)
        painter.save()
        painter.setClipRect(picture.adjusted(-2, -2, 2, 2))
        for number in reversed(range(len(entry.objects))):
            found = entry.objects[number]
            path = pieces_path(result_pieces(found), transform)
            colour = object_colour(colours.get((entry.photo_id, number), number))
            fill = 0 if covers_all(entry) else 34  # a tint over the whole picture says nothing
            paint_outline(painter, path, colour, width=1.8, fill=fill, dashed=not found.verified)
        painter.restore()

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, words: QRectF, name: str) -> None:
        painter.setFont(sized_font(option.font, 0.92))
        painter.setPen(QGuiApplication.palette().color(Role.Midlight))
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, words: QRectF, entry: SearchResult
    ) -> None:
        palette, height = QGuiApplication.palette(), option.fontMetrics.height()
        score = f"{round(entry.score * 100)} %"
        painter.setFont(sized_font(option.font, 0.92, bold=True))
        wide = painter.fontMetrics().horizontalAdvance(score) + 4
        painter.setPen(palette.color(Role.Accent if entry.verified else Role.Midlight))
        top = QRectF(words.left(), words.top(), words.width(), height)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, score)
        painter.setFont(sized_font(option.font, 0.96))
        painter.setPen(palette.color(Role.Text))
        name = painter.fontMetrics().elidedText(
            entry.path.name, Qt.TextElideMode.ElideMiddle, int(words.width() - wide - 6)
        )
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(sized_font(option.font, 0.88))
        painter.setPen(palette.color(Role.Midlight))
        rest = QRectF(words.left(), words.top() + height + 1, words.width(), words.height() - height - 1)
        self._paint_two_lines(painter, rest, reason_words(entry))

    def _paint_two_lines(self, painter: QPainter, rect: QRectF, text: str) -> None:
        """Words on at most two lines, cut at the end of the second."""
        metrics = painter.fontMetrics()
        words, first = text.split(" "), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= rect.width():
            first = f"{first} {words.pop(0)}".strip()
        if not first and words:
            first, words = (
                metrics.elidedText(words[0], Qt.TextElideMode.ElideRight, int(rect.width())),
                words[1:],
            )
        second = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, int(rect.width()))
        line = metrics.height()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), line), flags, first)
        painter.drawText(QRectF(rect.left(), rect.top() + line - 1, rect.width(), line), flags, second)
