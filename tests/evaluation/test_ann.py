"""The runner behind ``bench ann``."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from imagefinder.errors import RequestError
from imagefinder.evaluation.ann import evaluate_ann, intersection, library_vectors, recall_at
from imagefinder.evaluation.ann_report import ann_report, ann_table, plot_ann, rows_of
from imagefinder.evaluation.ann_sets import photo_vectors
from imagefinder.features import GLOBAL_DIM
from imagefinder.index import SegmentedIndex


def vectors(n: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.random.default_rng(0).normal(0, 5, (20, 16))[rng.integers(0, 20, n)] + rng.normal(size=(n, 16))


BASE, QUERY = vectors(1500, 1), vectors(30, 2)


def test_recall_as_in_the_papers() -> None:
    found = np.array([[3, 1, 2], [7, 8, 9]])
    truth = np.array([[1, 3], [4, 7]])
    assert recall_at(found, truth, 1) == 0.0
    assert recall_at(found, truth, 2) == 0.5
    assert intersection(found, truth, 2) == 0.75


def test_every_method_is_measured() -> None:
    seen = []
    rows = evaluate_ann(BASE, QUERY, code_bytes=[4], coarse=8, probes=[2, 8], on_row=seen.append)
    assert seen == rows
    by_name = {row.method: row for row in rows if row.setting in ("", "probes=8", "candidates=1000")}
    assert by_name["exact"].recall[1] == 1.0 and by_name["exact"].recall10_of_10 == 1.0
    for name in ("SDC", "ADC", "OPQ_NP", "IVFADC", "LOPQ shared", "LOPQ private", "Multi-LOPQ", "PQ tree"):
        assert by_name[name].recall[100] > 0.7, name
    assert by_name["LOPQ shared"].visited == 1500
    for row in rows:
        assert row.ms_per_query > 0 and row.ms_single > 0 and row.bytes_per_vector > 0
        assert list(row.recall.values()) == sorted(row.recall.values())


def test_peers_run_on_the_same_vectors() -> None:
    pytest.importorskip("faiss")
    rows = evaluate_ann(
        BASE,
        QUERY,
        code_bytes=[4],
        coarse=4,
        probes=[4],
        peers=True,
        methods=["exact", "faiss IVF4,PQ4", "faiss Flat"],
    )
    assert [row.method for row in rows] == ["exact", "faiss IVF4,PQ4", "faiss Flat"]
    assert rows[2].recall[1] == 1.0 and rows[2].peer and not rows[0].peer


@pytest.mark.parametrize("package, name", [("usearch", "usearch f16"), ("hnswlib", "hnswlib")])
def test_graphs_run_on_the_same_vectors(package: str, name: str) -> None:
    pytest.importorskip(package)
    rows = evaluate_ann(BASE, QUERY, code_bytes=[4], coarse=4, depth=10, peers=True, methods=["exact", name])
    assert [row.setting for row in rows[1:]] == ["effort=16", "effort=64", "effort=256"]
    assert rows[3].recall[1] > 0.9 and rows[3].peer and rows[3].bytes_per_vector > 16 * 2
    assert max(rows[0].recall) == 10


def test_peers_take_dimensions_that_do_not_divide() -> None:
    pytest.importorskip("faiss")
    rows = evaluate_ann(
        BASE[:, :13], QUERY[:, :13], code_bytes=[4], coarse=4, probes=[4], peers=True,
        methods=["faiss IVF4,PQ4", "faiss PQ8x4fs"],
    )  # fmt: skip
    assert [row.method for row in rows] == ["faiss IVF4,PQ4", "faiss PQ8x4fs"]
    assert all(row.recall[100] > 0.7 for row in rows)


@pytest.mark.parametrize("kind, dimensions", [("sift", 128), ("latent", GLOBAL_DIM)])
def test_vectors_of_photos(tmp_path: Path, kind: str, dimensions: int) -> None:
    rng = np.random.default_rng(0)
    for i in range(9):
        noise = cv2.resize(rng.integers(0, 256, (24, 24, 3), dtype=np.uint8), (240, 200))
        cv2.imwrite(str(tmp_path / f"{i}.png"), noise)
    (tmp_path / "broken.jpg").write_bytes(b"no photo")
    base, query = photo_vectors(tmp_path, kind, 30, 4)
    assert base.shape == (30, dimensions) and query.shape == (4, dimensions)
    again = photo_vectors(tmp_path, kind, 30, 4)
    np.testing.assert_array_equal(base, again[0])
    np.testing.assert_array_equal(query, again[1])
    with pytest.raises(RequestError, match="at least two photos"):
        photo_vectors(tmp_path / "nothing", kind, 30, 4)


def test_report_table_and_plots(tmp_path: Path) -> None:
    rows = evaluate_ann(BASE, QUERY, code_bytes=[4], coarse=8, probes=[1, 4], methods=["ADC", "LOPQ"])
    assert {row.method for row in rows} == {"ADC", "LOPQ shared", "LOPQ grouped", "LOPQ private", "LOPQ+R"}
    report = json.loads(json.dumps(ann_report(rows, device="here", n=1500, d=16, queries=30)))
    assert report["format"] == 1 and len(report["rows"]) == len(rows)
    assert ann_table(report).count("\n") == len(rows)
    assert rows_of(report) == rows
    with pytest.raises(ValueError, match="no report of bench ann"):
        rows_of({"rows": [{"method": "ADC"}]})
    pytest.importorskip("matplotlib")
    files = plot_ann(report, tmp_path)
    assert len(files) == 3 and all(f.stat().st_size > 1000 for f in files)


def test_what_is_known_is_not_measured_again() -> None:
    asked = {"code_bytes": [4], "coarse": 8, "methods": ["ADC", "IVFADC"]}
    rows = evaluate_ann(BASE, QUERY, probes=[1, 4], **asked)
    more = evaluate_ann(BASE, QUERY, probes=[1, 4, 8], known=rows, **asked)
    assert more[: len(rows)] == rows
    assert [(r.method, r.setting) for r in more[len(rows) :]] == [("IVFADC", "probes=8")]


def test_names_with_commas_may_come_in_parts() -> None:
    pytest.importorskip("faiss")
    rows = evaluate_ann(
        BASE, QUERY, code_bytes=[4], coarse=4, probes=[4], peers=True,
        methods=["ADC", "faiss IVF4", "PQ4", "faiss OPQ4", "IVF4", "PQ4", "exact"],
    )  # fmt: skip
    assert [r.method for r in rows] == ["ADC", "faiss IVF4,PQ4", "faiss OPQ4,IVF4,PQ4", "exact"]
    assert all(r.cpu_ms_per_query >= 0 for r in rows)


def test_wrong_requests_name_the_option() -> None:
    with pytest.raises(RequestError, match="--query"):
        evaluate_ann(BASE, QUERY[:, :3])
    with pytest.raises(RequestError, match="--base"):
        evaluate_ann(np.where(BASE > 3, np.nan, BASE), QUERY)
    with pytest.raises(RequestError, match="--truth"):
        evaluate_ann(BASE, QUERY, np.zeros((2, 1), np.int64))
    with pytest.raises(RequestError, match="--truth"):
        evaluate_ann(BASE, QUERY, np.full((30, 1), 99999))
    with pytest.raises(RequestError, match=r"--methods.*'magic'; there are: exact; SDC"):
        evaluate_ann(BASE, QUERY, methods=["magic"])


def test_vectors_of_a_library(tmp_path: Path) -> None:
    index = SegmentedIndex.open(tmp_path, dim=16, dtype=np.float16)
    index.append(BASE, np.arange(1500))
    base, query = library_vectors(index, 1000, 40)
    assert base.shape == (1000, 16) and query.shape == (40, 16)
    with pytest.raises(RequestError, match="--library"):
        library_vectors(index, 1000, 1400)
