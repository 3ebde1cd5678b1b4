"""The clean-up plan as rows: in each group what stays, then what goes, each with what there is to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imagefinder.groups.cleanup import Concern, Draft
from imagefinder.groups.keeper import KeeperRules
from imagefinder.groups.plan import ActionKind, PlannedGroup
from imagefinder.gui.duplicates.delegates import paint_pill
from imagefinder.gui.duplicates.models import action_words, keeper_words, size_words
from imagefinder.gui.duplicates.refusals import refusal_words
from imagefinder.gui.results.model import Index, PhotoIdRole
from imagefinder.gui.widgets.theme import sized_font, theme_of
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

RowRole = PhotoIdRole + 30
ROW = 66
Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One file of the plan.

    Attributes:
        path: the file.
        photo_id: for its picture; -1 when the catalog does not know it.
        size: bytes.
        group_id: its group.
        action: what would be done; None for the file that its group keeps.
        reason: why it stays.
        concerns: what to look at before it goes.
        failure: why it cannot be done, or could not; empty when it can.
    """

    path: Path
    photo_id: int
    size: int
    group_id: str
    action: ActionKind | None
    reason: str = ""
    concerns: tuple[Concern, ...] = ()
    failure: str = ""


def _stay_words(draft: Draft, group: PlannedGroup, rules: KeeperRules) -> str:
    """Why the keeper of a group stays."""
    known = draft.groups.get(group.group_id)
    if known is None:
        return group.reason
    if known.photos[0].photo.path == group.keeper:
        return keeper_words(known, rules)
    return QCoreApplication.translate("Keeper", "you chose it")


def plan_rows(draft: Draft, rules: KeeperRules) -> list[PlanRow]:
    """The rows of a plan: by group the keeper, then its actions."""
    actions: dict[str, list[PlanRow]] = {group.group_id: [] for group in draft.plan.groups}
    states = {(group.group_id, state.path): state for group in draft.plan.groups for state in group.members}
    for action in draft.plan.actions:
        state = states[action.group_id, action.path]
        actions[action.group_id].append(
            PlanRow(
                action.path,
                draft.photo_ids.get(action.path, -1),
                state.size,
                action.group_id,
                action.kind,
                concerns=draft.concerns.get(action.path, ()),
                failure=draft.refused.get(action.path, ""),
            )
        )
    rows = []
    for group in draft.plan.groups:
        keeper, photo_id = group.keeper, draft.photo_ids.get(group.keeper, -1)
        size = states[group.group_id, keeper].size
        rows.append(
            PlanRow(keeper, photo_id, size, group.group_id, None, reason=_stay_words(draft, group, rules))
        )
        rows += actions[group.group_id]
    return rows


class PlanModel(QAbstractListModel):
    """The rows of a plan."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PlanRow] = []

    def set_rows(self, rows: list[PlanRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def set_failures(self, failures: Mapping[Path, str]) -> None:
        """Say of some files why they cannot be dealt with."""
        for number, row in enumerate(self.rows):
            if row.action is not None and row.path in failures and row.failure != failures[row.path]:
                self.rows[number] = replace(row, failure=failures[row.path])
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def concern_words(self, concern: Concern) -> str:
        """A concern in words."""
        return {
            Concern.EDITED: self.tr("not byte for byte the one that stays"),
            Concern.LARGER: self.tr("has more pixels than the one that stays"),
            Concern.METADATA: self.tr("has camera data that the one that stays lacks"),
            Concern.OFFLINE: self.tr("its disk was not connected at the last scan"),
        }[concern]

    def what(self, row: PlanRow) -> str:
        """What becomes of a file."""
        return self.tr("stays") if row.action is None else action_words(row.action)

    def notes(self, row: PlanRow) -> str:
        """What is said below a file's name."""
        if row.action is None:
            return self.tr("stays: {reason}").format(reason=row.reason) if row.reason else self.tr("stays")
        if row.failure:
            return self.tr("not possible: {reason}").format(reason=refusal_words(row.failure))
        return ", ".join(self.concern_words(concern) for concern in row.concerns)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == RowRole:
            return row
        if role == PhotoIdRole:
            return row.photo_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, [row.path.name, self.what(row), self.notes(row)]))
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path)
        return None


class PlanDelegate(QStyledItemDelegate):
    """One file of the plan."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(360, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        row, model = index.data(RowRole), index.model()
        if not isinstance(row, PlanRow) or not isinstance(model, PlanModel):
            return
        palette = QGuiApplication.palette()
        theme = theme_of(palette)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            ground = QColor(palette.color(Role.Accent))
            ground.setAlpha(40)
            painter.fillRect(rect, ground)
        if row.action is None and index.row():
            painter.setPen(QPen(palette.color(Role.Mid), 1.0))
            painter.drawLine(rect.topLeft(), rect.topRight())
        left = rect.left() + (12 if row.action is None else 40)
        frame = QRectF(left, rect.top() + 7, ROW - 14, ROW - 14)
        self._paint_picture(painter, frame, row, palette)
        size = size_words(row.size)
        painter.setFont(option.font)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(size)
        right = rect.right() - 16
        painter.setPen(palette.color(Role.Midlight))
        painter.drawText(
            QRectF(right - wide, rect.top(), wide + 1, rect.height()), Qt.AlignmentFlag.AlignVCenter, size
        )
        painter.setFont(sized_font(option.font, 0.92, bold=True))
        height = QFontMetricsF(painter.font()).height() + 5
        tag = QRectF(right - 270, rect.center().y() - height / 2, 170, height)
        colour = theme.good if row.action is None else theme.warn if row.failure else theme.bad
        paint_pill(painter, tag, model.what(row), QColor(colour), QColor(theme.raised))
        room = QRectF(frame.right() + 12, rect.top() + 6, tag.left() - frame.right() - 26, rect.height())
        self._paint_words(painter, option, room, row, model.notes(row))
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: QRectF, row: PlanRow, palette: QPalette) -> None:
        pixmap = self._cache.pixmap(row.photo_id)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 5, 5)
        painter.fillPath(shape, palette.color(Role.Light))
        if pixmap is None:
            return
        painter.save()
        painter.setClipPath(shape)
        painter.setOpacity(1.0 if row.action is None else 0.6)
        side = min(pixmap.width(), pixmap.height())
        source = QRectF((pixmap.width() - side) / 2, (pixmap.height() - side) / 2, side, side)
        painter.drawPixmap(frame, pixmap, source)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, row: PlanRow, notes: str
    ) -> None:
        palette = QGuiApplication.palette()
        theme = theme_of(palette)
        height = option.fontMetrics.height() + 1
        ink = QColor(theme.bad if row.failure else theme.warn if row.concerns else theme.muted)
        lines = (
            (row.path.name, sized_font(option.font, 1.0, bold=True), palette.color(Role.Text)),
            (str(row.path.parent), sized_font(option.font, 0.92), palette.color(Role.Midlight)),
            (notes, sized_font(option.font, 0.92), ink),
        )
        for number, (text, font, colour) in enumerate(lines):
            box = QRectF(room.left(), room.top() + number * height, room.width(), height)
            painter.setFont(font)
            painter.setPen(colour)
            mode = Qt.TextElideMode.ElideMiddle if number < 2 else Qt.TextElideMode.ElideRight
            cut = painter.fontMetrics().elidedText(text, mode, max(20, int(box.width())))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
