"""How the links of a graph are held against the truth."""

from __future__ import annotations

import json
from pathlib import Path

from imagefinder.evaluation.observations import Query
from imagefinder.evaluation.provenance import graph_links, judge_links, largest_component
from imagefinder.evaluation.tables import provenance_table
from imagefinder.evaluation.truth import TrueSource
from imagefinder.groups.provenance import Link, Node, SharedObject, provenance_clusters

COMPOSITE, HOST, DONOR, OTHER = (Path(f"/photos/{name}.jpg") for name in ("c", "h", "d", "o"))
SQUARE = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0))


def shared(fidelity: float) -> SharedObject:
    return SharedObject(
        0.9, 20, (SQUARE,), (SQUARE,), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), False, 0.1, 0.1, fidelity
    )


def test_links_against_truth_and_searches() -> None:
    sources = (TrueSource("h.jpg", "host", None, 0.9), TrueSource("d.jpg", "donor", None, 0.01))
    query = Query(COMPOSITE, sources, (frozenset({HOST}), frozenset({DONOR})))
    linked = {(COMPOSITE, HOST): COMPOSITE, (HOST, OTHER): None}
    searched = {(COMPOSITE, HOST), (COMPOSITE, DONOR), (COMPOSITE, OTHER)}
    judged = judge_links(linked, searched, [query], 50)
    assert judged["truth"]["all"] == {
        "links": 2,
        "graph": 1,
        "search": 2,
        "both": 1,
        "graph_of_search": 0.5,
        "recall": 0.5,
        "search_recall": 1.0,
    }
    assert judged["truth"]["small"]["recall"] == 0 and judged["truth"]["host"]["recall"] == 1
    assert (judged["directed_right"], judged["directed_wrong"]) == (1, 0)
    assert (judged["links"], judged["false_links"], judged["false_links_of_composites"]) == (2, 1, 0)
    assert (judged["largest_cluster"], judged["largest_true_cluster"]) == (3, 3)
    assert (judged["largest_false_cluster"], judged["largest_false_share"]) == (2, 0.04)
    assert [item["donor"] for item in judged["missed"]] == ["d.jpg"]
    wrong = judge_links({(COMPOSITE, HOST): HOST}, searched, [query], 50)
    assert (wrong["directed_right"], wrong["directed_wrong"]) == (0, 1)
    report = {"photos": 50, "composites": 1, "seconds": {"provenance": 3.0}, "same_scene": 0, **judged}
    json.dumps(report, allow_nan=False)
    assert "largest cluster 3 photos" in provenance_table(report)


def test_versions_of_a_photo_stand_for_each_other_and_scenes_are_no_links() -> None:
    nodes = {
        1: Node(1, COMPOSITE, (10, 10)),
        2: Node(2, HOST, (10, 10), (Path("/photos/h (1).jpg"),)),
        3: Node(3, DONOR, (10, 10)),
        4: Node(4, OTHER, (10, 10)),
    }
    links = [
        Link(1, 2, 9.0, 1, "covers", (shared(0.9),)),
        Link(2, 4, 5.0, None, "", (shared(0.3),)),
        Link(3, 4, 5.0, None, "", (shared(0.3),)),
    ]
    found = graph_links(provenance_clusters(nodes, links))
    assert found == {(COMPOSITE, HOST): COMPOSITE, (COMPOSITE, Path("/photos/h (1).jpg")): COMPOSITE}
    assert largest_component(found) == 3 and largest_component([]) == 0
