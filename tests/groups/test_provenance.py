"""Provenance: clusters as a graph, JSON and GraphML; donors found in a real library, directed only with a
reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imagefinder.errors import RequestError
from imagefinder.groups.donors import Donors, Provenance, match_photos
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.provenance import (
    Link,
    Node,
    SharedObject,
    layout,
    provenance_clusters,
    provenance_to_json,
    same_scene,
    write_graphml,
)
from imagefinder.groups.provenance_page import write_provenance_page
from imagefinder.library import Library

SQUARE = ((10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0))
SHARED = SharedObject(0.9, 40, (SQUARE,), (SQUARE,), ((0.5, 0.0, 3.0), (0.0, 0.5, 4.0)), False, 0.1, 0.4)


def node(number: int) -> Node:
    return Node(number, Path(f"/photos/p{number}.jpg"), (640, 480))


def link(first: int, second: int, composite: int | None = None) -> Link:
    reason = "" if composite is None else "what surrounds it comes from another photo"
    return Link(first, second, 20.0, composite, reason, (SHARED,))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_clusters_are_the_connected_parts(pairs: list[tuple[int, int]]) -> None:
    links = [link(min(pair), max(pair)) for pair in set(pairs) if pair[0] != pair[1]]
    clusters = provenance_clusters({number: node(number) for number in range(13)}, links)
    assert sum(len(cluster.links) for cluster in clusters) == len(links)
    for cluster in clusters:
        inside = {item.content for item in cluster.nodes}
        assert len(inside) == len(cluster.nodes) >= 2
        assert all(item.first in inside and item.second in inside for item in cluster.links)
        places = layout(cluster)
        assert set(places) == inside
        assert np.isfinite(list(places.values())).all() and len(set(places.values())) == len(inside)
    ends = [item.content for cluster in clusters for item in cluster.nodes]
    assert len(ends) == len(set(ends))
    assert provenance_clusters({number: node(number) for number in range(13)}, reversed(links)) == clusters


def test_links_to_photos_that_are_gone_are_left_out() -> None:
    assert provenance_clusters({1: node(1)}, [link(1, 2)]) == []


def test_json_is_seen_from_the_composite() -> None:
    nodes = {number: node(number) for number in (1, 2, 3)}
    data = provenance_to_json(provenance_clusters(nodes, [link(1, 2, composite=2), link(1, 3)]))
    (cluster,) = data["clusters"]
    assert data["format"] == 1 and set(cluster["photos"]) == {f"/photos/p{n}.jpg" for n in (1, 2, 3)}
    directed, undirected = sorted(cluster["links"], key=lambda item: -item["directed"])
    assert (directed["composite"], directed["donor"]) == ("/photos/p2.jpg", "/photos/p1.jpg")
    assert directed["reason"] and not undirected["directed"] and not undirected["reason"]
    (shared,) = directed["objects"]
    # 0.5 x + 3 from the first to the second: seen from the second it is 2 x − 6.
    assert np.allclose(shared["transform"], [[2, 0, -6], [0, 2, -8]])
    assert (shared["query_coverage"], shared["result_coverage"]) == (0.4, 0.1)


@given(st.floats(-3, 3), st.floats(0.2, 4), st.floats(-100, 100), st.floats(-100, 100))
def test_turning_an_object_twice_changes_nothing(turn: float, scale: float, x: float, y: float) -> None:
    c, s = scale * np.cos(turn), scale * np.sin(turn)
    there = SharedObject(0.5, 9, (SQUARE,), (), ((c, -s, x), (s, c, y)), True, 0.1, 0.2)
    back = there.turned().turned()
    assert np.allclose(back.transform, there.transform, atol=1e-6)
    assert (back.first_outline, back.second_outline) == (there.first_outline, there.second_outline)


def test_graphml_is_read_by_others(tmp_path: Path) -> None:
    odd = Node(3, Path("/photos/<odd> & \x07 name.jpg"), (10, 10), (Path("/photos/copy.jpg"),))
    nodes = {1: node(1), 2: node(2), 3: odd}
    clusters = provenance_clusters(nodes, [link(1, 2, composite=1), link(2, 3)])
    write_graphml(clusters, tmp_path / "graph.graphml")
    root = ElementTree.parse(tmp_path / "graph.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = root.findall(f".//{space}edge")
    assert len(root.findall(f".//{space}node")) == 3
    assert {(e.get("source"), e.get("target"), e.get("directed")) for e in edges} == {
        ("p2", "p1", "true"),
        ("p2", "p3", "false"),
    }
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(_all_directed(tmp_path / "graph.graphml"))
    assert graph.nodes["p1"]["path"] == "/photos/p1.jpg" and graph.number_of_edges() == 2
    with pytest.raises(RequestError, match="cannot be written"):
        write_graphml(clusters, tmp_path / "no such folder" / "graph.graphml")


def _all_directed(file: Path) -> Path:
    """Mixed graphs are GraphML, yet not every library knows them."""
    file.write_text(file.read_text("utf-8").replace('directed="false"', 'directed="true"'), "utf-8")
    return file


@pytest.fixture
def library(tmp_path: Path, sample_photos: dict[str, np.ndarray]) -> Iterator[Library]:
    """Photos, and a composite: the cat of one, mirrored and smaller, on the picture of another."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, pixels in sample_photos.items():
        Image.fromarray(pixels).save(folder / f"{name}.jpg", quality=92)
    china, cat = sample_photos["china"].copy(), sample_photos["chelsea"][:, ::-1]
    small = cv2.resize(np.ascontiguousarray(cat), None, fx=0.55, fy=0.55, interpolation=cv2.INTER_AREA)
    h, w = small.shape[:2]
    china[200 : 200 + h, 330 : 330 + w] = small[: china.shape[0] - 200, : china.shape[1] - 330]
    Image.fromarray(china).save(folder / "composite.jpg", quality=88)
    Image.fromarray(sample_photos["chelsea"]).save(folder / "cat again.jpg", quality=60)
    with Library.open(tmp_path / "library", device="numpy") as opened:
        opened.add_folder(folder)
        for _ in opened.scan(workers=1):
            pass
        yield opened


@pytest.mark.slow
def test_a_composite_finds_its_donors(library: Library, tmp_path: Path) -> None:
    with Duplicates(library) as duplicates:
        duplicates.update()
        provenance = Provenance(duplicates)
        assert provenance.update() == 2
        (cluster,) = provenance.clusters()
        data = provenance_to_json([cluster])["clusters"][0]
        names = {Path(photo).name for photo in data["photos"]}
        assert len(names) == 3 and {"composite.jpg", "china.jpg"} < names
        assert [len(copies) for copies in data["copies"].values()] == [1], "the second cat counts once"
        for item in data["links"]:
            assert item["directed"] and item["reason"]
            assert Path(item["composite"]).name == "composite.jpg"
            outline = np.array(item["objects"][0]["query_outline"], np.float32)
            if Path(item["donor"]).name != "china.jpg":
                assert item["objects"][0]["flipped"]
                x, y, w, _h = cv2.boundingRect(outline)
                assert abs(x - 330) < 25 and abs(y - 200) < 25 and w > 180
        finder = Donors(duplicates.store, duplicates.contents, library)
        leaders = set(finder.representatives().values())
        assert len(leaders) == 7  # the composite is no version of its host

        # A photo that is gone leaves the graph; the links stay for when it returns.
        (tmp_path / "photos" / "china.jpg").unlink()
        for _ in library.scan(workers=1):
            pass
        assert [len(c.nodes) for c in provenance.clusters()] == [2]


def test_unrelated_photos_share_nothing(sample_photos: dict[str, np.ndarray]) -> None:
    from imagefinder.features import describe_local
    from imagefinder.matching import get_verifier

    features = {name: describe_local(pixels) for name, pixels in sample_photos.items()}
    for first in ("china", "flower", "coffee"):
        for second in ("astronaut", "chelsea", "rocket"):
            height, width = sample_photos[first].shape[:2]
            matches = match_photos(features[first], features[second], 1, width, width)
            best = max((p.score for p in get_verifier("os2os").verify(matches, (width, height))), default=0.0)
            assert best < 2.5


def test_the_page_draws_the_cluster(sample_photos: dict[str, np.ndarray], tmp_path: Path) -> None:
    nodes = {}
    for number, name in enumerate(("china", "flower", "chelsea"), start=1):
        path = tmp_path / f"{name} <{number}>.jpg"
        Image.fromarray(sample_photos[name]).save(path)
        height, width = sample_photos[name].shape[:2]
        nodes[number] = Node(number, path, (width, height))
    nodes[3] = replace(nodes[3], path=tmp_path / "gone.jpg")
    clusters = provenance_clusters(nodes, [link(1, 2, composite=2), link(1, 3)])
    page = tmp_path / "page.html"
    write_provenance_page(clusters, page)
    text = page.read_text("utf-8")
    assert text.count('class="graph"') == 1 and text.count("<polyline") == 2
    assert text.count("marker-mid") == 1, "only a known direction has an arrow"
    assert text.count("<image ") == 2 and text.count("<circle ") == 1
    assert "china &lt;1&gt;.jpg" in text and "<1>" not in text
    scene = replace(link(1, 2), objects=(replace(SHARED, fidelity=0.2),))
    assert provenance_clusters(nodes, [scene]) == []
    (pair,) = same_scene(nodes, [scene, link(1, 3)])
    assert (pair.first.content, pair.second.content) == (1, 2)
    data = provenance_to_json([], [pair])
    assert data["clusters"] == [] and data["same_scene"][0]["relation"] == "same scene"
