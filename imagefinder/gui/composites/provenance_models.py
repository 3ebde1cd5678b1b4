"""The provenance of a collection as the window holds it: clusters with their drawing, and the links of one
photo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from imagefinder.groups.donors import Provenance
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.provenance import Link, Node, ProvenanceCluster
from imagefinder.gui.composites.provenance_layout import Point, layered, packed
from imagefinder.gui.composites.provenance_painting import GAP, NODE, DrawnLink, drawn_links
from imagefinder.gui.duplicates.delegates import paint_cover
from imagefinder.gui.results.model import Index, PhotoIdRole
from imagefinder.gui.widgets.theme import sized_font
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

DrawingRole = PhotoIdRole + 40
LinkRole = PhotoIdRole + 41
ROW = 84
COVERS = 3
Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cluster, or all of them, ready to be drawn.

    Attributes:
        clusters: what is drawn.
        photo_ids: the catalog's number of the file that stands for a content.
        places: centre of each content's card.
        links: in their colours.
        size: (width, height) of the whole drawing.
    """

    clusters: tuple[ProvenanceCluster, ...]
    photo_ids: Mapping[int, int]
    places: Mapping[int, Point]
    links: tuple[DrawnLink, ...]
    size: tuple[float, float]

    @property
    def nodes(self) -> list[Node]:
        """Every photo."""
        return [node for cluster in self.clusters for node in cluster.nodes]

    def composites(self) -> int:
        """The number of photos that are known to have borrowed."""
        return len({link.start for link in self.links if link.directed})


def draw_cluster(cluster: ProvenanceCluster, photo_ids: Mapping[int, int]) -> Drawing:
    """Lay out one cluster."""
    straight = drawn_links(cluster.links)
    drawn = layered(
        [node.content for node in cluster.nodes],
        [(link.start, link.end) for link in straight],
        node=NODE.toTuple(),
        gap=GAP.toTuple(),
    )
    places = drawn.places
    links = [replace(link, bends=drawn.bends.get((link.start, link.end), ())) for link in straight]
    width = max(x for x, _ in places.values()) + NODE.width() / 2
    height = max(y for _, y in places.values()) + NODE.height() / 2
    own = {node.content: photo_ids[node.content] for node in cluster.nodes if node.content in photo_ids}
    return Drawing((cluster,), own, places, tuple(links), (width, height))


def draw_all(drawings: Sequence[Drawing]) -> Drawing:
    """All clusters on one sheet."""
    corners = packed([drawing.size for drawing in drawings], GAP.width())
    places: dict[int, Point] = {}
    links: list[DrawnLink] = []
    photo_ids: dict[int, int] = {}
    for drawing, (left, top) in zip(drawings, corners, strict=True):
        places.update({name: (x + left, y + top) for name, (x, y) in drawing.places.items()})
        photo_ids.update(drawing.photo_ids)
        for link in drawing.links:
            links.append(replace(link, bends=tuple((x + left, y + top) for x, y in link.bends)))
    size = (
        max((left + d.size[0] for d, (left, _) in zip(drawings, corners, strict=True)), default=0.0),
        max((top + d.size[1] for d, (_, top) in zip(drawings, corners, strict=True)), default=0.0),
    )
    clusters = tuple(cluster for drawing in drawings for cluster in drawing.clusters)
    return Drawing(clusters, photo_ids, places, tuple(links), size)


def read_drawings(duplicates: Duplicates) -> list[Drawing]:
    """Every cluster of a library laid out, all of them on one sheet first where there are several; on a
    background thread.
    """
    clusters = Provenance(duplicates).clusters()
    contents = [node.content for cluster in clusters for node in cluster.nodes]
    photo_ids = {}
    for content, photos in duplicates.contents.files(contents).items():
        photo_ids[content] = photos[0].photo_id
    drawings = [draw_cluster(cluster, photo_ids) for cluster in clusters]
    return [draw_all(drawings), *drawings] if len(drawings) > 1 else drawings


def link_words(drawn: DrawnLink, content: int, nodes: Mapping[int, Node]) -> str:
    """A link as one of its ends sees it."""
    other = nodes[drawn.end if drawn.start == content else drawn.start].path.name
    if not drawn.directed:
        return QCoreApplication.translate("Provenance", "shares an object with {name}").format(name=other)
    if drawn.start == content:
        return QCoreApplication.translate("Provenance", "borrows from {name}").format(name=other)
    return QCoreApplication.translate("Provenance", "{name} borrows from it").format(name=other)


def direction_words(reason: str) -> str:
    """Why one is believed to have borrowed, in the window's language; empty where nothing is known."""
    return {
        "what surrounds it in the query comes from another photo": QCoreApplication.translate(
            "Provenance", "what surrounds the object there comes from another photo"
        ),
        "the query covers parts of it with something from another photo": QCoreApplication.translate(
            "Provenance", "parts of it are covered there by something from another photo"
        ),
    }.get(reason, reason)


def detail_words(link: Link, content: int) -> str:
    """How much is shared, as one end sees it, and why the direction is believed."""
    cover = sum(o.first_coverage if link.first == content else o.second_coverage for o in link.objects)
    matches = sum(item.matches for item in link.objects)
    words = QCoreApplication.translate("Provenance", "{share} % of this photo, {matches} matches").format(
        share=max(1, round(min(cover, 1.0) * 100)), matches=matches
    )
    return f"{words}\n{direction_words(link.reason)}" if link.reason else words


class ClustersModel(QAbstractListModel):
    """The clusters, the sheet with all of them first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Drawing] = ()

    def set_rows(self, rows: Sequence[Drawing]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def lines(self, row: int) -> list[str]:
        """Name and figures of a row."""
        drawing = self.rows[row]
        if len(drawing.clusters) > 1:
            name = self.tr("All clusters")
        else:
            name = drawing.clusters[0].nodes[0].path.name
        photos = self.tr("%n photo(s)", "", len(drawing.nodes))
        composites = drawing.composites()
        borrowed = self.tr("%n composite(s)", "", composites) if composites else ""
        return list(filter(None, [name, photos, borrowed]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role == DrawingRole:
            return self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(self.lines(index.row()))
        return None


class ClustersDelegate(QStyledItemDelegate):
    """One cluster: its first photos, its name and figures."""

    def __init__(self, cache: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """The size it would like."""
        return QSize(240, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one row."""
        drawing, model = index.data(DrawingRole), index.model()
        if not isinstance(drawing, Drawing) or not isinstance(model, ClustersModel):
            return
        palette = QGuiApplication.palette()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(2, 2, -6, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            ground = QColor(palette.color(Role.Accent))
            ground.setAlpha(46)
            painter.setPen(QPen(palette.color(Role.Accent), 1.4))
            painter.setBrush(ground)
            painter.drawRoundedRect(card, 8, 8)
        side = card.height() - 18
        contents = [node.content for node in drawing.nodes[:COVERS]]
        for depth in reversed(range(len(contents))):
            frame = QRectF(card.left() + 10 + depth * 9, card.top() + 9 + depth * 2, side, side - depth * 4)
            pixmap = self._cache.pixmap(drawing.photo_ids.get(contents[depth], -1))
            paint_cover(painter, frame, pixmap, palette)
        left = card.left() + side + 38
        height = option.fontMetrics.height() + 4
        lines = model.lines(index.row())
        top = card.center().y() - height * len(lines) / 2
        for number, text in enumerate(lines):
            box = QRectF(left, top + number * height, card.right() - left - 6, height)
            painter.setFont(sized_font(option.font, 0.94 if number else 1.0, bold=not number))
            painter.setPen(palette.color(Role.Midlight if number else Role.Text))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.restore()


class LinksModel(QAbstractListModel):
    """The links of one photo."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.content = -1
        self.links: Sequence[DrawnLink] = ()
        self.nodes: Mapping[int, Node] = {}

    def show(self, content: int, links: Sequence[DrawnLink], nodes: Mapping[int, Node]) -> None:
        """Show the links of a photo."""
        self.beginResetModel()
        self.content, self.links, self.nodes = content, links, nodes
        self.endResetModel()

    def other(self, row: int) -> int:
        """The photo at the other end of a row's link."""
        link = self.links[row]
        return link.end if link.start == self.content else link.start

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of rows."""
        return 0 if parent.isValid() else len(self.links)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for one role of one row."""
        if not index.isValid() or index.row() >= len(self.links):
            return None
        drawn = self.links[index.row()]
        if role == LinkRole:
            return drawn
        if role == Qt.ItemDataRole.DecorationRole:
            return drawn.colour
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = link_words(drawn, self.content, self.nodes)
            return f"{words}\n{detail_words(drawn.link, self.content)}"
        return None
