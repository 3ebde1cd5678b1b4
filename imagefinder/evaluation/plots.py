"""Plots in the manner of the papers' figures; matplotlib comes with the extra ``bench``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from imagefinder.errors import RequestError


def _figure(inches: tuple[float, float]) -> Any:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RequestError("--plot", "plots need matplotlib: pip install 'imagefinder[bench]'") from error
    return Figure(figsize=inches, layout="constrained")


def _save(figure: Any, file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(file, dpi=110)
    except OSError as error:
        raise RequestError("--plot", f"{file}: cannot be written ({error.strerror or error})") from error


def line_plot(
    file: Path,
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    *,
    title: str,
    x: str,
    y: str,
    log_x: bool = False,
    dashed: Collection[str] = (),
) -> None:
    """One line per name, with a mark at every measured point; a legend of many names stands beside the axes.

    Args:
        file: the picture to write; its suffix decides the format.
        lines: name → x values, y values.
        title: above the axes.
        x: label of the horizontal axis.
        y: label of the vertical axis.
        log_x: whether the horizontal axis is logarithmic.
        dashed: names whose lines are broken, with hollow marks.

    Raises:
        RequestError: when matplotlib is not installed, or the file cannot be written.
    """
    many = len(lines) > 10
    figure = _figure((9.5 if many else 7, 4.5))
    axes = figure.subplots()
    for number, (name, (xs, ys)) in enumerate(lines.items()):
        broken = name in dashed
        axes.plot(
            xs, ys, marker="os^Dv"[number // 10 % 5], markersize=3.5, linewidth=1.2, label=name,
            linestyle="--" if broken else "-", markerfacecolor="none" if broken else None,
        )  # fmt: skip
    if log_x:
        axes.set_xscale("log")
    axes.set(title=title, xlabel=x, ylabel=y)
    axes.grid(alpha=0.3)
    if many:
        figure.legend(frameon=False, fontsize=6.5, loc="outside right center")
    else:
        axes.legend(frameon=False, fontsize=8)
    _save(figure, file)


def _points(measured: Mapping[str, float | None]) -> tuple[list[float], list[float]]:
    pairs = [(float(k), value) for k, value in measured.items() if value is not None]
    return [k for k, _ in pairs], [value for _, value in pairs]


def plot_composites(report: dict[str, Any], folder: Path) -> list[Path]:
    """Recall curves of all and of small donors, and recall against false positives; returns the files."""
    columns = report["verifiers"]
    written = []
    for group, title in (("all", "All donors"), ("small", "Donors under 10 % of the query's area")):
        file = folder / f"composites_recall_{group}.png"
        lines = {name: _points(column["donor_recall"][group]) for name, column in columns.items()}
        line_plot(file, lines, title=title, x="k", y="recall@k", log_x=True)
        written.append(file)
    file = folder / "composites_false_positives.png"
    lines = {name: _points(column["recall_at_false_positives"]) for name, column in columns.items()}
    line_plot(file, lines, title="All donors", x="false positives over all queries", y="recall")
    return [*written, file]


def bar_plot(file: Path, bars: Mapping[str, Mapping[str, float | None]], *, title: str, x: str) -> None:
    """Groups of horizontal bars: one group per row, one bar in it per method.

    Args:
        file: the picture to write.
        bars: method → row → value from 0 to 1; None leaves a gap.
        title: above the axes.
        x: label of the horizontal axis.

    Raises:
        RequestError: when matplotlib is not installed, or the file cannot be written.
    """
    figure = _figure((8, 1.2 + 0.32 * max(len(rows) for rows in bars.values())))
    axes = figure.subplots()
    thickness = 0.8 / len(bars)
    rows = list(next(iter(bars.values())))
    for number, (method, values) in enumerate(bars.items()):
        places = [row + thickness * (number - (len(bars) - 1) / 2) for row in range(len(rows))]
        axes.barh(places, [values.get(row) or 0.0 for row in rows], height=thickness, label=method)
    axes.set_yticks(range(len(rows)), rows, fontsize=8)
    axes.invert_yaxis()
    axes.set(title=title, xlabel=x, xlim=(0, 1))
    axes.grid(axis="x", alpha=0.3)
    axes.legend(frameon=False, fontsize=8, loc="lower left")
    _save(figure, file)


def plot_copies(report: dict[str, Any], folder: Path) -> Path:
    """Recall by kind of change, every method beside the others; returns the file."""
    bars = {
        name: {kind: entry["recall"] for kind, entry in method["kinds"].items()}
        for name, method in report["methods"].items()
    }
    file = folder / "copies_recall.png"
    bar_plot(file, bars, title="Edited photos recognised as copies", x="recall")
    return file


def plot_instances(reports: Mapping[str, dict[str, Any]], folder: Path) -> Path:
    """Mean average precision and first results by set; returns the file."""
    bars = {
        "mean average precision": {
            name: report["mean_average_precision"] for name, report in reports.items()
        },
        "first result correct": {name: report["first_correct"] for name, report in reports.items()},
    }
    file = folder / "instances.png"
    bar_plot(file, bars, title="Photos of the same thing", x="share")
    return file


def plot_regions(reports: Mapping[str, dict[str, Any]], folder: Path) -> Path:
    """Regions that found the right photo first, by set and part; returns the file."""
    parts = list(dict.fromkeys(part for report in reports.values() for part in report["parts"]))
    bars = {
        name: {part: report["parts"].get(part, {}).get("first") for part in parts}
        for name, report in reports.items()
    }
    file = folder / "regions.png"
    bar_plot(file, bars, title="Regions that find where they are from", x="right photo first")
    return file
