"""The provenance graph on the screen: zoomed, panned, and walked through by the arrow keys."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from imagefinder.groups.provenance import Node
from imagefinder.gui.composites.provenance_models import Drawing, direction_words, link_words
from imagefinder.gui.composites.provenance_painting import (
    NODE,
    DrawnLink,
    link_path,
    link_shape,
    node_rect,
    paint_link,
    paint_node,
)
from imagefinder.gui.widgets.thumbnails import ThumbnailCache

WHEEL = 1.0015
KEY_ZOOM = 1.25
NEAREST, FARTHEST = 3.0, 0.02
MARGIN = 60.0
MOST_PICTURES = 400
"""Thumbnails asked for at once; what the cache holds at most is of that order."""
LAID_OVER = 10.0


class NodeItem(QGraphicsItem):
    """A photo of the graph."""

    def __init__(self, node: Node, photo_id: int, centre: QPointF, view: ProvenanceView) -> None:
        super().__init__()
        self.node, self.photo_id = node, photo_id
        self.links: list[DrawnLink] = []
        self._view = view
        self.setPos(centre)
        self.setZValue(1.0)
        self.setToolTip(str(node.path))

    def boundingRect(self) -> QRectF:
        """The card and those that lie under it."""
        return node_rect(QPointF(0, 0)).adjusted(-3, -3, LAID_OVER, LAID_OVER)

    def shape(self) -> QPainterPath:
        """Where the pointer touches it."""
        path = QPainterPath()
        path.addRect(node_rect(QPointF(0, 0)))
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint."""
        detail = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        view = self._view
        near = view.near(self.node.content)
        paint_node(
            painter,
            node_rect(QPointF(0, 0)),
            self.node,
            view.cache.pixmap(self.photo_id),
            [link for link in self.links if near is None or view.touches(link)],
            QGuiApplication.palette(),
            view.font(),
            detail=detail,
            current=self.node.content == view.current,
            faint=near is False,
        )


class LinkItem(QGraphicsItem):
    """A link of the graph."""

    def __init__(self, drawn: DrawnLink, start: QPointF, end: QPointF, view: ProvenanceView) -> None:
        super().__init__()
        self.drawn = drawn
        self._view = view
        self._path = link_path(start, end, drawn.bends)
        self._shape = link_shape(self._path)
        self.setToolTip(
            direction_words(drawn.link.reason)
            or QCoreApplication.translate("Provenance", "Which of the two borrowed cannot be told.")
        )

    def boundingRect(self) -> QRectF:
        """The curve and its arrow."""
        return self._path.boundingRect().adjusted(-10, -20, 10, 20)

    def shape(self) -> QPainterPath:
        """Where the pointer touches it."""
        return self._shape

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint."""
        view = self._view
        chosen = view.current is not None
        strong = view.touches(self.drawn)
        paint_link(painter, self._path, self.drawn, strong=strong, faint=chosen and not strong)


class ProvenanceView(QGraphicsView):
    """The graph of one cluster, or of all.

    Keys: arrows walk to the nearest photo that way, Return opens it, plus and minus zoom, 0 shows all,
    Escape chooses none; Ctrl and arrows pan. The wheel zooms, dragging pans.

    Attributes:
        current: content of the chosen photo, None without.

    Signals:
        chosen: another photo is chosen (content, None for none).
        opened: a photo is to be looked at (content).
    """

    chosen = Signal(object)
    opened = Signal(int)

    def __init__(self, cache: ThumbnailCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cache = cache
        self.current: int | None = None
        self.drawing: Drawing | None = None
        self.drawn_rect = QRectF()
        self._nodes: dict[int, NodeItem] = {}
        self._links: Mapping[int, list[DrawnLink]] = {}
        self._fitted = True
        self._pressed: QPointF | None = None
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Provenance graph"))
        self.setBackgroundRole(QPalette.ColorRole.Shadow)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(40)
        self._ask.timeout.connect(self.ask_for_pictures)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda value: self._ask.start())
        cache.loaded.connect(lambda ids: self.viewport().update())

    # What is shown

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Draw something else, all of it in view."""
        self._scene.clear()
        self._nodes, self.current, self.drawing = {}, None, drawing
        links: dict[int, list[DrawnLink]] = defaultdict(list)
        self._links = links
        if drawing is None:
            self.chosen.emit(None)
            return
        self.drawn_rect = QRectF(0, 0, *drawing.size).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        far = max(drawing.size)
        self._scene.setSceneRect(self.drawn_rect.adjusted(-far, -far, far, far))
        for drawn in drawing.links:
            start, end = (QPointF(*drawing.places[name]) for name in (drawn.start, drawn.end))
            self._scene.addItem(LinkItem(drawn, start, end, self))
            links[drawn.start].append(drawn)
            links[drawn.end].append(drawn)
        for node in drawing.nodes:
            centre = QPointF(*drawing.places[node.content])
            item = NodeItem(node, drawing.photo_ids.get(node.content, -1), centre, self)
            item.links = links[node.content]
            self._scene.addItem(item)
            self._nodes[node.content] = item
        self.fit()
        self.chosen.emit(None)

    def place(self, content: int) -> QPointF:
        """The centre of a photo's card."""
        return self._nodes[content].pos()

    def links_of(self, content: int) -> list[DrawnLink]:
        """The links that end at a photo."""
        return self._links.get(content, [])

    def touches(self, drawn: DrawnLink) -> bool:
        """Whether a link ends at the chosen photo."""
        return self.current is not None and self.current in (drawn.start, drawn.end)

    def near(self, content: int) -> bool | None:
        """Whether a photo is the chosen one or linked to it; None while none is chosen."""
        if self.current is None:
            return None
        ends = {end for drawn in self.links_of(self.current) for end in (drawn.start, drawn.end)}
        return content == self.current or content in ends

    def nodes(self) -> dict[int, Node]:
        """The photos by content."""
        return {content: item.node for content, item in self._nodes.items()}

    def ask_for_pictures(self) -> None:
        """Ask for the thumbnails of what is visible, those in the middle first."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        middle = seen.center()
        visible = [item for item in self._nodes.values() if item.sceneBoundingRect().intersects(seen)]
        visible.sort(key=lambda item: (item.pos() - middle).manhattanLength())
        wanted = [item.photo_id for item in visible[:MOST_PICTURES] if item.photo_id >= 0]
        if wanted:
            self.cache.want(wanted)

    # Looking

    @property
    def zoom(self) -> float:
        """Pixels of the screen per unit of the drawing."""
        return self.transform().m11()

    def set_zoom(self, zoom: float) -> None:
        """Zoom, at the pointer where it is over the view, else in the middle."""
        zoom = min(max(zoom, FARTHEST), NEAREST)
        self._fitted = False
        self.scale(zoom / self.zoom, zoom / self.zoom)
        self._ask.start()

    def fit(self) -> None:
        """Show the whole drawing, not larger than life."""
        room = self.viewport().rect()
        if self.drawing is None or room.width() < 10 or room.height() < 10:
            return
        zoom = min(room.width() / self.drawn_rect.width(), room.height() / self.drawn_rect.height(), 1.4)
        self.resetTransform()
        self.scale(zoom, zoom)
        self.centerOn(self.drawn_rect.center())
        self._fitted = True
        self._ask.start()

    def choose(self, content: int | None) -> None:
        """Choose a photo, and bring it into view."""
        if content is not None and content not in self._nodes:
            return
        self.current = content
        if content is not None:
            item = self._nodes[content]
            self.ensureVisible(item.sceneBoundingRect(), 40, 40)
            self.setAccessibleName(self.words(content))
        else:
            self.setAccessibleName(self.tr("Provenance graph"))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.viewport().update()
        self.chosen.emit(content)

    def words(self, content: int) -> str:
        """A photo and its links, as a screen reader says it."""
        nodes = self.nodes()
        node = nodes[content]
        parts = [node.path.name]
        if node.copies:
            parts.append(self.tr("with %n version(s)", "", len(node.copies)))
        parts += [link_words(drawn, content, nodes) for drawn in self.links_of(content)]
        return ", ".join(parts)

    def step(self, dx: int, dy: int) -> None:
        """Walk to the nearest photo in a direction; links that lead there come before mere nearness."""
        if self.current is None:
            first = self.drawing.nodes[0].content if self.drawing and self.drawing.nodes else None
            self.choose(first)
            return
        here = self.place(self.current)
        linked = {end for drawn in self.links_of(self.current) for end in (drawn.start, drawn.end)}
        best, least = None, math.inf
        for content, item in self._nodes.items():
            delta = item.pos() - here
            along = delta.x() * dx + delta.y() * dy
            aside = abs(delta.x() * dy) + abs(delta.y() * dx)
            if content == self.current or along <= 1.0:
                continue
            if dx and along < NODE.width() / 2:
                continue
            cost = along + 2.0 * aside
            if dx and content in linked:
                cost *= 0.35
            if cost < least:
                best, least = content, cost
        if best is not None:
            self.choose(best)

    # Events

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """A frame that says that the keyboard is here."""
        if self.hasFocus() and self.current is None:
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(QGuiApplication.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self.set_zoom(self.zoom * WHEEL ** event.angleDelta().y())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in view while nothing was zoomed."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The pictures are needed from now on."""
        super().showEvent(event)
        if self._fitted:
            self.fit()
        self._ask.start()

    def _node_at(self, event: QMouseEvent) -> int | None:
        for item in self.items(event.position().toPoint()):
            if isinstance(item, NodeItem):
                return item.node.content
        return None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses a photo; the end of a drag does not."""
        moved = self._pressed is not None and (event.position() - self._pressed).manhattanLength() > 4
        super().mouseReleaseEvent(event)
        if not moved and event.button() == Qt.MouseButton.LeftButton:
            self.choose(self._node_at(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self._pressed = event.position()
        self._fitted = False
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a photo."""
        content = self._node_at(event)
        if content is not None:
            self.opened.emit(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a key, see the class."""
        key = Qt.Key(event.key())
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in ways and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(*ways[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in_place(KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom_in_place(1 / KEY_ZOOM)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape and self.current is not None:
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def zoom_in_place(self, factor: float) -> None:
        """Zoom at the chosen photo, or in the middle."""
        anchor = self.transformationAnchor()
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.set_zoom(self.zoom * factor)
        self.setTransformationAnchor(anchor)
        if self.current is not None:
            self.ensureVisible(self._nodes[self.current].sceneBoundingRect(), 40, 40)
