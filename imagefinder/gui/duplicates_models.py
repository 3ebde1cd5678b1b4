"""Models and painting of the Duplicates place: groups, read page by page, and the files of one group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imagefinder.groups.change import ChangeKind
from imagefinder.groups.duplicates import Group, GroupPhoto
from imagefinder.gui.results_model import Index, PhotoIdRole
from imagefinder.gui.theme import sized_font
from imagefinder.gui.thumbnails import ThumbnailCache

GroupRole = PhotoIdRole + 20
MemberRole = PhotoIdRole + 21
PAGE = 60
ROW = 92
Role = QPalette.ColorRole


def change_words(kind: ChangeKind) -> str:
    """One thing that was done to a photo, in words."""
    return {
        ChangeKind.IDENTICAL: QCoreApplication.translate("Changes", "identical"),
        ChangeKind.ROTATED: QCoreApplication.translate("Changes", "rotated"),
        ChangeKind.MIRRORED: QCoreApplication.translate("Changes", "mirrored"),
        ChangeKind.CROPPED: QCoreApplication.translate("Changes", "cropped"),
        ChangeKind.BORDERED: QCoreApplication.translate("Changes", "bordered"),
        ChangeKind.STRETCHED: QCoreApplication.translate("Changes", "stretched"),
        ChangeKind.DISTORTED: QCoreApplication.translate("Changes", "distorted"),
        ChangeKind.GREYSCALE: QCoreApplication.translate("Changes", "greyscale"),
        ChangeKind.RECOLOURED: QCoreApplication.translate("Changes", "recoloured"),
        ChangeKind.WATERMARKED: QCoreApplication.translate("Changes", "watermarked"),
        ChangeKind.COVERED: QCoreApplication.translate("Changes", "partly covered"),
        ChangeKind.RETOUCHED: QCoreApplication.translate("Changes", "retouched"),
        ChangeKind.BLURRED: QCoreApplication.translate("Changes", "blurred"),
        ChangeKind.RESIZED: QCoreApplication.translate("Changes", "resized"),
        ChangeKind.RECOMPRESSED: QCoreApplication.translate("Changes", "recompressed"),
    }[kind]


def size_words(value: int) -> str:
    """Bytes as a person says them."""
    return QLocale().formattedDataSize(value, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


class GroupsModel(QAbstractListModel):
    """Groups of one list, more of them when the view comes near the end.

    Signals:
        more_wished: the next page is needed (the order key of the last group, None for the first page).
    """

    more_wished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []
        self._ended = True
        self._asked = False

    def restart(self) -> None:
        """Read from the first page on."""
        self.beginResetModel()
        self.groups = []
        self._ended = False
        self._asked = False
        self.endResetModel()
        self.fetchMore(QModelIndex())

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.groups, self._ended = [], True
        self.endResetModel()

    def add_page(self, groups: Sequence[Group]) -> None:
        """The page that was asked for."""
        self._asked = False
        self._ended = len(groups) < PAGE
        if groups:
            start = len(self.groups)
            self.beginInsertRows(QModelIndex(), start, start + len(groups) - 1)
            self.groups += groups
            self.endInsertRows()

    def take_away(self, group_id: str) -> int:
        """A group was decided about; returns the row where it stood, -1 when it was not there."""
        row = next((i for i, group in enumerate(self.groups) if group.group_id == group_id), -1)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.groups[row]
            self.endRemoveRows()
        return row

    def canFetchMore(self, parent: Index) -> bool:
        """Whether more rows can be read."""
        return not parent.isValid() and not self._ended and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Read more rows."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wished.emit(self.groups[-1].order_key if self.groups else None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.groups)

    def words(self, group: Group) -> tuple[str, str]:
        """Two lines about a group."""
        first = self.tr("%n photo(s)", "", len(group.photos))
        if group.kind == "exact":
            first += " · " + self.tr("byte for byte the same")
        return first, self.tr("{size} could be freed").format(size=size_words(group.bytes))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.groups):
            return None
        group = self.groups[index.row()]
        if role == GroupRole:
            return group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{group.photos[0].photo.path.name}: " + ", ".join(self.words(group))
        return None


class GroupsDelegate(QStyledItemDelegate):
    """One group: its first pictures, how many, how much they take."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(260, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        group: Group = index.data(GroupRole)
        palette = QGuiApplication.palette()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(2, 2, -6, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(palette.color(Role.Accent if chosen else Role.Light))
            ground.setAlpha(46 if chosen else 255)
            painter.setPen(QPen(palette.color(Role.Accent), 1.4) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(card, 8, 8)
        side = card.height() - 16
        # A stack: the suggested keeper lies on top of up to two others.
        for depth in reversed(range(min(3, len(group.photos)))):
            frame = QRectF(card.left() + 10 + depth * 9, card.top() + 8 + depth * 2, side, side - depth * 4)
            self._paint_cover(painter, frame, group.photos[depth].photo.photo_id, palette)
        left = card.left() + 10 + side + 30
        words = QRectF(left, card.top() + 10, card.right() - left - 8, card.height() - 20)
        model = index.model()
        lines = model.words(group) if isinstance(model, GroupsModel) else ("", "")
        height = option.fontMetrics.height() + 3
        for number, (text, font, role) in enumerate(
            (
                (group.photos[0].photo.path.name, sized_font(option.font, 1.0, bold=True), Role.Text),
                (lines[0], option.font, Role.Midlight),
                (lines[1], sized_font(option.font, 0.92), Role.Midlight),
            )
        ):
            painter.setFont(font)
            painter.setPen(palette.color(role))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(words.width()))
            painter.drawText(
                QRectF(words.left(), words.top() + number * height, words.width(), height),
                Qt.AlignmentFlag.AlignVCenter,
                cut,
            )
        painter.restore()

    def _paint_cover(self, painter: QPainter, frame: QRectF, photo_id: int, palette: QPalette) -> None:
        pixmap = self._cache.pixmap(photo_id)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 5, 5)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, palette.color(Role.Light))
        if pixmap is not None:
            side = min(pixmap.width(), pixmap.height())
            source = QRectF((pixmap.width() - side) / 2, (pixmap.height() - side) / 2, side, side)
            painter.drawPixmap(frame, pixmap, source)
        painter.restore()
        painter.setPen(QPen(palette.color(Role.Window), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)


class MembersModel(QAbstractListModel):
    """The files of one group, the suggested keeper first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.members: tuple[GroupPhoto, ...] = ()

    def set_group(self, group: Group | None) -> None:
        """Show a group's files."""
        self.beginResetModel()
        self.members = group.photos if group is not None else ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.members)

    def lines(self, row: int) -> list[str]:
        """What is said below a file's picture."""
        member = self.members[row]
        photo = member.photo
        lines = [f"{photo.width} × {photo.height} · {size_words(photo.size)}"]
        if row == 0:
            lines.append(self.tr("suggested to be kept"))
        elif member.change is not None:
            lines.append(", ".join(change_words(kind) for kind in member.change.kinds))
        else:
            lines.append(self.tr("{share} % alike").format(share=round(member.similarity * 100)))
        lines.append(str(photo.path.parent))
        return lines

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.members):
            return None
        member = self.members[index.row()]
        if role == MemberRole:
            return member
        if role == PhotoIdRole:
            return member.photo.photo_id
        if role == Qt.ItemDataRole.DisplayRole:
            return member.photo.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([member.photo.path.name, *self.lines(index.row())])
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(member.photo.path)
        return None


class MembersDelegate(QStyledItemDelegate):
    """One file of a group."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self.side = 240

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(self.side + 24, round(self.side * 0.8) + option.fontMetrics.height() * 4 + 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        palette, model = QGuiApplication.palette(), index.model()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(3, 3, -5, -5)
        keeper, chosen = index.row() == 0, bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(palette.color(Role.Accent if chosen else Role.Mid), 1.6 if chosen else 1.0))
        painter.setBrush(palette.color(Role.Base))
        painter.drawRoundedRect(card, 9, 9)
        frame = QRectF(card.left() + 8, card.top() + 8, card.width() - 16, round(self.side * 0.8))
        pixmap = self._cache.pixmap(index.data(PhotoIdRole))
        if pixmap is not None:
            scale = min(frame.width() / pixmap.width(), frame.height() / pixmap.height())
            target = QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale)
            target.moveCenter(frame.center())
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        lines = model.lines(index.row()) if isinstance(model, MembersModel) else []
        height, y = option.fontMetrics.height() + 2, frame.bottom() + 6
        texts = [(str(index.data() or ""), sized_font(option.font, 1.0, bold=True), Role.Text)]
        texts += [(text, sized_font(option.font, 0.94), Role.Midlight) for text in lines]
        for number, (text, font, role) in enumerate(texts):
            painter.setFont(font)
            painter.setPen(palette.color(Role.Accent if keeper and number == 2 else role))
            mode = Qt.TextElideMode.ElideLeft if number == 3 else Qt.TextElideMode.ElideRight
            cut = painter.fontMetrics().elidedText(text, mode, int(frame.width()))
            painter.drawText(
                QRectF(frame.left(), y, frame.width(), height), Qt.AlignmentFlag.AlignVCenter, cut
            )
            y += height
        painter.restore()
