"""What ``bench ann`` shows: its rows as a document, a table, and plots in the manner of the papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from imagefinder.evaluation.ann import AnnRow
from imagefinder.evaluation.plots import line_plot
from imagefinder.evaluation.tables import table


def ann_report(rows: Sequence[AnnRow], *, device: str, n: int, d: int, queries: int) -> dict[str, Any]:
    """The rows as the JSON document of ``--json``."""
    return {
        "format": 1,
        "device": device,
        "vectors": n,
        "dimensions": d,
        "queries": queries,
        "rows": [asdict(r) | {"recall": {str(k): v for k, v in r.recall.items()}} for r in rows],
    }


def rows_of(report: Any) -> list[AnnRow]:
    """The rows of a report.

    Raises:
        ValueError: it is none.
    """
    try:
        return [
            AnnRow(**row | {"recall": {int(r): v for r, v in row["recall"].items()}})
            for row in report["rows"]
        ]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"is no report of bench ann ({error})") from error


def ann_table(report: dict[str, Any]) -> str:
    """The report as a text table."""
    header = (
        "method", "B", "setting", "R@1", "R@10", "R@100", "10@10", "ms/query", "CPU ms", "ms single",
        "visited", "fit s", "add s", "B/vector",
    )  # fmt: skip
    return table(header, [_cells(row) for row in report["rows"]])


def _cells(row: dict[str, Any]) -> list[str]:
    recall = [f"{row['recall'][r]:.3f}" if r in row["recall"] else "–" for r in ("1", "10", "100")]
    visited = "–" if row["visited"] is None else f"{row['visited']:.0f}"
    return [
        row["method"],
        str(row["code_bytes"] or "–"),
        row["setting"] or "–",
        *recall,
        f"{row['recall10_of_10']:.3f}",
        f"{row['ms_per_query']:.4f}",
        f"{row['cpu_ms_per_query']:.4f}",
        f"{row['ms_single']:.3f}",
        visited,
        f"{row['fit_s']:.1f}",
        f"{row['add_s']:.2f}",
        f"{row['bytes_per_vector']:.1f}",
    ]


def plot_ann(report: dict[str, Any], folder: Path) -> list[Path]:
    """Recall@R curves, recall against time and recall against bytes, as in the papers; peers are dashed.

    Returns:
        The files.
    """
    rows = report["rows"]
    peers = {row["method"] for row in rows if row["peer"]}
    count, d = f"{report['vectors']:,}", report["dimensions"]
    written = []
    for b in sorted({row["code_bytes"] for row in rows if row["code_bytes"] and not row["peer"]}):
        chosen = [row for row in rows if row["code_bytes"] in (0, b)]
        for name, lines, x, y in (
            ("recall_at_R", _recall_curves(chosen), "R", "recall@R"),
            ("recall_against_time", _against_time(chosen), "CPU ms per query in a batch", "recall@10"),
        ):
            file = folder / f"ann_{name}_{b}B.png"
            title = f"{count} vectors of {d} dimensions, {b}-byte codes"
            line_plot(file, lines, title=title, x=x, y=y, log_x=True, dashed=peers)
            written.append(file)
    file = folder / "ann_recall_against_bytes.png"
    line_plot(
        file,
        _against_bytes(rows),
        title=f"{count} vectors of {d} dimensions",
        x="bytes per vector in the file, model and ids included",
        y="recall@1",
        log_x=True,
        dashed={_family(name) for name in peers},
    )
    return [*written, file]


_Lines = dict[str, tuple[list[float], list[float]]]


def _recall_curves(rows: Sequence[dict[str, Any]]) -> _Lines:
    """Recall@R of each method at the setting where its recall@1 is best."""
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["method"] not in best or row["recall"]["1"] > best[row["method"]]["recall"]["1"]:
            best[row["method"]] = row
    return {
        name: ([float(r) for r in row["recall"]], list(row["recall"].values())) for name, row in best.items()
    }


def _against_time(rows: Sequence[dict[str, Any]]) -> _Lines:
    lines: _Lines = {}
    for row in rows:
        xs, ys = lines.setdefault(row["method"], ([], []))
        xs.append(row["cpu_ms_per_query"])
        ys.append(row["recall"].get("10", row["recall"]["1"]))
    return lines


def _family(method: str) -> str:
    """A peer's name without the bytes of its codes."""
    return re.sub(r"PQ\d+(\+\d+)?", "PQ", method)


def _against_bytes(rows: Sequence[dict[str, Any]]) -> _Lines:
    """Best recall@1 of each method at each size."""
    best: dict[str, dict[float, float]] = {}
    for row in rows:
        points = best.setdefault(_family(row["method"]), {})
        size = row["bytes_per_vector"]
        points[size] = max(points.get(size, 0.0), row["recall"]["1"])
    return {name: (sorted(points), [points[x] for x in sorted(points)]) for name, points in best.items()}
