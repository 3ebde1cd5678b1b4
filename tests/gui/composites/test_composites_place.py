"""The Composites place: the graph of a collection, walked through and saved, and one picture taken apart."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from made_results import answer, found, result
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagefinder.groups.donors import Provenance
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.provenance import Link, Node, ProvenanceCluster, SharedObject
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.composites.place import CompositesPlace
from imagefinder.gui.composites.provenance_answer import answer_of
from imagefinder.gui.composites.provenance_models import draw_all, draw_cluster
from imagefinder.gui.composites.provenance_view import LinkItem, NodeItem, ProvenanceView
from imagefinder.gui.results.parts import parts_of, unexplained, with_rest
from imagefinder.gui.widgets.thumbnails import ThumbnailCache
from imagefinder.library import Library
from imagefinder.search.colours import number_objects
from imagefinder.search.results import MatchKind

LONG = 90_000
K = Qt.Key
SQUARE = ((10.0, 10.0), (110.0, 10.0), (110.0, 110.0), (10.0, 110.0))
PLAIN = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def link(first: int, second: int, composite: int | None, share: float = 0.2) -> Link:
    reason = "what surrounds it in the query comes from another photo" if composite is not None else ""
    square = tuple((x + 60.0 * second, y) for x, y in SQUARE)
    shared = SharedObject(0.9, 40, (square,), (SQUARE,), PLAIN, False, share, share)
    return Link(first, second, 9.0, composite, reason, (shared,))


def cluster_of(name: str, links: list[Link], copies: int = 0) -> ProvenanceCluster:
    ends = sorted({end for each in links for end in (each.first, each.second)})
    more = tuple(Path(f"/photos/copy {n}.jpg") for n in range(copies))
    nodes = tuple(Node(n, Path(f"/photos/{n}.jpg"), (400, 300), more if n == ends[0] else ()) for n in ends)
    return ProvenanceCluster(name, nodes, tuple(links))


@pytest.fixture
def view(qtbot: QtBot) -> ProvenanceView:
    """The graph of one composite of three, one of its donors borrowed from in turn by nobody who can tell."""
    cache = ThumbnailCache(lambda photo_id: None)
    made = ProvenanceView(cache)
    qtbot.addWidget(made)
    links = [link(1, 2, 1), link(1, 3, 1), link(1, 4, 1), link(4, 5, None)]
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    made.show_drawing(draw_cluster(cluster_of("one", links, copies=2), {1: 11, 2: 12}))
    made.destroyed.connect(cache.close)
    yield made  # type: ignore[misc]
    cache.close()


def test_the_graph_is_walked_by_keys(qtbot: QtBot, view: ProvenanceView) -> None:
    opened: list[int] = []
    view.opened.connect(opened.append)
    QTest.keyClick(view, K.Key_Right)
    assert view.current == 1
    assert "borrows from 2.jpg" in view.accessibleName()
    assert "2 version" in view.accessibleName()
    QTest.keyClick(view, K.Key_Right)
    assert view.current in (2, 3, 4)
    seen = {view.current}
    for key in (K.Key_Up, K.Key_Up, K.Key_Down, K.Key_Down):
        QTest.keyClick(view, key)
        assert view.current is not None
        seen.add(view.current)
    assert seen == {2, 3, 4}
    view.choose(4)
    QTest.keyClick(view, K.Key_Right)
    assert view.current == 5
    assert "shares an object with 4.jpg" in view.accessibleName()
    QTest.keyClick(view, K.Key_Return)
    assert opened == [5]
    QTest.keyClick(view, K.Key_Escape)
    assert view.current is None


def test_the_graph_is_zoomed_and_panned(qtbot: QtBot, view: ProvenanceView) -> None:
    fitted = view.zoom
    at = QPointF(200, 200)
    wheel = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(wheel)
    assert view.zoom > fitted
    QTest.keyClick(view, K.Key_Minus)
    QTest.keyClick(view, K.Key_0)
    assert view.zoom == pytest.approx(fitted)
    before = view.mapToScene(QPoint(0, 0))
    view.set_zoom(2.0)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(view.viewport(), QPoint(60, 60))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert view.mapToScene(QPoint(0, 0)) != before
    view.grab()


def test_a_click_chooses_a_photo_and_its_links_say_why(qtbot: QtBot, view: ProvenanceView) -> None:
    middle = view.mapFromScene(view.place(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert view.current == 1
    tips = {item.toolTip() for item in view.scene().items() if isinstance(item, LinkItem)}
    assert "what surrounds the object there comes from another photo" in tips
    assert "Which of the two borrowed cannot be told." in tips
    view.grab()
    assert view.near(2) is True
    assert view.near(5) is False


def test_hundreds_of_photos_are_drawn_without_overlap(qtbot: QtBot, view: ProvenanceView) -> None:
    drawings = []
    for start in range(0, 600, 6):
        links = [link(start, start + n, start) for n in range(1, 6)]
        drawings.append(draw_cluster(cluster_of(str(start), links), {}))
    sheet = draw_all(drawings)
    view.show_drawing(sheet)
    nodes = [item for item in view.scene().items() if isinstance(item, NodeItem)]
    assert len(nodes) == 600
    for item in nodes[:40]:
        others = [other for other in item.collidingItems() if isinstance(other, NodeItem)]
        assert others == []
    view.grab()
    view.set_zoom(0.1)
    view.grab()


def test_a_photo_of_the_graph_is_told_as_a_composite() -> None:
    links = [link(1, 2, 1, share=0.6), link(1, 3, 1), link(1, 4, None)]
    drawing = draw_cluster(cluster_of("one", links), {1: 11, 2: 12, 3: 13, 4: 14})
    told = answer_of(drawing, 1)
    assert [(r.photo_id, r.role) for r in told.results] == [(12, "host"), (13, "donor")]
    parts = parts_of(told, number_objects(told.results))
    assert {part.result.photo_id for part in parts} == {12, 13}
    # A photo that borrowed nothing shows what it shares.
    assert [r.role for r in answer_of(drawing, 4).results] == [None]


def test_what_is_found_for_the_rest_joins_the_parts() -> None:
    known = replace(result(1, objects=(found(0, 100),)), role="donor")
    whole = answer(known)
    parts = parts_of(whole, number_objects(whole.results))
    itself = result(2, kind=MatchKind.COPY, objects=(replace(found(0, 300), query_frame=1.0),))
    sure = result(3, objects=(found(200, 90),))
    doubtful = replace(result(4, objects=(found(200, 90, verified=False),)), verified=False)
    joined, count = with_rest(whole, parts, answer(itself, sure, doubtful, known))
    assert count == 1
    assert [r.photo_id for r in joined.results] == [1, 3]
    after = parts_of(joined, number_objects(joined.results))
    assert {part.result.photo_id for part in after} == {1, 3}

    def area(answer_: object, parts_: object) -> float:
        polygons = unexplained(answer_, parts_)  # type: ignore[arg-type]
        return sum(
            abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
            for x, y in (np.transpose(p) for p in polygons)
        )

    assert area(joined, after) < area(whole, parts)
    assert with_rest(whole, parts, answer(itself)) == (whole, 0)


@pytest.fixture(scope="session")
def borrowed(tmp_path_factory: pytest.TempPathFactory, sample_photos: dict[str, np.ndarray]) -> Path:
    """A library with two composites among their hosts and donors, its provenance found."""
    root = tmp_path_factory.mktemp("borrowed")
    photos = root / "photos"
    photos.mkdir()
    for name in ("china", "chelsea", "coffee", "rocket"):
        Image.fromarray(sample_photos[name]).save(photos / f"{name}.jpg", quality=92)
    composite = sample_photos["china"].copy()
    composite[180:400, 60:320] = sample_photos["chelsea"][40:260, 100:360]
    composite[30:230, 390:610] = sample_photos["coffee"][100:300, 150:370]
    Image.fromarray(composite).save(photos / "composite.png")
    with Library.open(root / "library", device="numpy") as library:
        library.add_folder(photos)
        for _ in library.scan(workers=1):
            pass
        with Duplicates(library) as duplicates:
            duplicates.update()
            Provenance(duplicates).update()
    return root


@pytest.fixture
def place(
    qtbot: QtBot,
    borrowed: Path,
    tmp_path: Path,
    make_window: Callable[..., MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> CompositesPlace:
    """The place on a copy of that library."""
    monkeypatch.setenv("IMAGEFINDER_DEVICE", "numpy")
    window = make_window(Path(shutil.copytree(borrowed / "library", tmp_path / "library")))
    window.show_place("composites")
    window.composites.show_page("collection")
    idle(qtbot, window.composites)
    return window.composites


def idle(qtbot: QtBot, place: CompositesPlace) -> None:
    """Wait until nothing runs in the background."""
    window = place.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=LONG)
    QTest.qWait(10)
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=LONG)


@pytest.mark.slow
def test_from_the_graph_to_the_parts_and_back(qtbot: QtBot, place: CompositesPlace, tmp_path: Path) -> None:
    graph = place.graph
    nodes = graph.view.nodes()
    by_name = {node.path.name: content for content, node in nodes.items()}
    assert {"composite.png", "china.jpg", "chelsea.jpg", "coffee.jpg"} <= set(by_name)
    graph.view.choose(by_name["composite.png"])
    assert graph.links.rowCount() >= 3
    assert "borrows from" in graph.links.index(0, 0).data()
    graph.link_list.setCurrentIndex(graph.links.index(0, 0))
    graph.link_list.activated.emit(graph.links.index(0, 0))
    assert graph.view.current != by_name["composite.png"]
    graph.view.choose(by_name["composite.png"])
    graph.view.setFocus()
    QTest.keyClick(graph.view, K.Key_Return)
    idle(qtbot, place)
    parts = place.parts
    assert place.stack.currentWidget() is parts
    assert {part.result.path.name for part in parts.model.parts} == {"china.jpg", "chelsea.jpg", "coffee.jpg"}
    assert parts.query is not None
    assert parts.query.name == "composite.png"
    parts.grab()
    place.open_compare(parts.model.parts[1].result.photo_id)
    qtbot.waitUntil(lambda: place.compare.sides.right.shown is not None, timeout=LONG)
    QTest.keyClick(place.compare, K.Key_Escape)
    assert place.stack.currentWidget() is parts
    QTest.keyClick(parts, K.Key_Escape)
    QTest.keyClick(place, K.Key_Escape)
    assert place.stack.currentWidget() is graph
    for kind in ("json", "graphml", "html", "png"):
        graph.export(tmp_path / f"graph.{kind}")
        idle(qtbot, place)
        assert (tmp_path / f"graph.{kind}").stat().st_size > 500
    data = json.loads((tmp_path / "graph.json").read_text())
    assert data["clusters"][0]["links"]
    assert ElementTree.parse(tmp_path / "graph.graphml").getroot().tag.endswith("graphml")
    with Image.open(tmp_path / "graph.png") as picture:
        assert min(picture.size) > 300
    graph.export(tmp_path / "no such folder" / "graph.png")
    idle(qtbot, place)
    assert "cannot be written" in graph.notice.text


@pytest.mark.slow
def test_the_rest_is_searched_again_within_the_place(qtbot: QtBot, place: CompositesPlace) -> None:
    graph, parts = place.graph, place.parts
    drawing = graph.view.drawing
    assert drawing is not None
    content = next(c for c, node in graph.view.nodes().items() if node.path.name == "composite.png")
    coffee = next(c for c, node in graph.view.nodes().items() if node.path.name == "coffee.jpg")
    # As if the first tier had missed one donor.
    kept = tuple(each for each in drawing.clusters[0].links if coffee not in (each.first, each.second))
    poorer = draw_cluster(replace(drawing.clusters[0], links=kept), drawing.photo_ids)
    place.open_node(poorer, content)
    idle(qtbot, place)
    assert "coffee.jpg" not in {part.result.path.name for part in parts.model.parts}
    parts.search_rest()
    assert not parts.rest_button.isEnabled()
    idle(qtbot, place)
    assert "coffee.jpg" in {part.result.path.name for part in parts.model.parts}
    assert "1 more donor" in parts.notice.text
