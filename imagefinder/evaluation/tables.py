"""Benchmark reports as text tables, for the terminal and for docs/benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns aligned by spaces: the first to the left, the others to the right."""
    lines = [list(map(str, header)), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def share(value: float | None) -> str:
    """A share to three places, as the papers print recall; a dash for none."""
    return "–" if value is None else f"{value:.3f}"


def count(value: int | None) -> str:
    """A number; a dash for none."""
    return "–" if value is None else str(value)


def milliseconds(value: float | None) -> str:
    """A time; a dash for none."""
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def composites_table(report: dict[str, Any]) -> str:
    """What ``run_composites`` reports, a row per measure and a column per verifier; then each half's."""
    title = (
        f"{report['queries']} composites, {report['donors']} donors "
        f"({report['small_donors']} under 10 %, {report['tiny_donors']} under 2 % of the area), "
        f"{report['photos']} photos in the world"
    )
    parts = [title, _composite_rows(report["verifiers"], whole=True)]
    if report.get("right_matches", {}).get("all", {}).get("donors"):
        parts.append(
            "Donors with so many right matches or more, within reach of any verifier from two on:\n"
            + table(
                ["right matches", *report["right_matches"]["all"]["share"]],
                [
                    [name.replace("_", " "), *map(share, entry["share"].values())]
                    for name, entry in report["right_matches"].items()
                ],
            )
        )
    for half, columns in report.get("halves", {}).items():
        if columns:
            parts += [f"Composites of {half} number", _composite_rows(columns, whole=False)]
    return "\n\n".join(parts)


def _composite_rows(columns: dict[str, Any], *, whole: bool) -> str:
    """The columns as a table; of a half only the rows that choices are made by."""
    names = list(columns)

    def row(title: str, *keys: str, show: Any = share) -> list[str]:
        cells = [title]
        for name in names:
            value: Any = columns[name]
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            cells.append(show(value))
        return cells

    ranks = (1, 5, 10, 50, 100, 200) if whole else (5, 10, 50)
    rows = [row(f"donor recall@{k}", "donor_recall", "all", str(k)) for k in ranks]
    for group, title in (
        ("small", "under 10 % of the area"),
        ("under_2_percent", "under 2 %"),
        ("2_to_5_percent", "2 to 5 %"),
        ("over_5_percent", "over 5 %"),
        ("mirrored", "mirrored"),
        ("turned_over_45_degrees", "turned over 45°"),
    ):
        if not whole and group != "under_2_percent":
            continue
        size = next(iter(columns.values()))["donor_counts"][group] if columns else 0
        rows.append(row(f"  {title}, recall@10 ({size})", "donor_recall", group, "10"))
        if group == "small":
            rows += [row(f"  {title}, recall@{k}", "donor_recall", group, str(k)) for k in (50, 100, 200)]
    rows += [row(f"host recall@{k}", "host_recall", str(k)) for k in (1, 5)]
    rows += [
        row(f"donors at {n} false positives", "recall_at_false_positives", str(n)) for n in (0, 3, 10, 30)
    ]
    if any("verified_claims" in column for column in columns.values()):
        rows += [
            row(f"donors at {n} false verified", "verified_recall_at_false_positives", str(n))
            for n in (0, 3, 10)
        ]
        rows += [
            row("verified claims, false", "verified_false_claims", show=count),
            row("verified claims, of relatives", "verified_relatives", show=count),
            row("verified claims, all", "verified_claims", show=count),
            row("outline IoU, median", "outline_iou", "median"),
            row("outline IoU, share over 0.5", "outline_iou", "share_over_half"),
            row("outlined donors", "outline_iou", "outlined", show=count),
        ]
    if any(column.get("negative_queries") for column in columns.values()):
        rows += [
            row("pictures that should have no relative", "negative_queries", show=count),
            row("  that have one all the same", "negatives_with_relatives", show=count),
            row("  verified claims about them, false", "negative_verified_claims", show=count),
        ]
    stages = sorted({stage for column in columns.values() for stage in column["milliseconds"]} - {"total"})
    for stage in (*stages, "total") if whole else ("verify",):
        rows.append(
            row(f"ms per query, {stage} (median)", "milliseconds", stage, "median", show=milliseconds)
        )
    return table(["", *names], rows)


def ablations_table(report: dict[str, Any]) -> str:
    """What ``run_ablations`` reports, a row per choice: all composites, then recall@10 of each half."""
    rows = []
    for name, row in report["rows"].items():
        whole = row["all"]
        recall = whole["donor_recall"]
        rows.append(
            [
                name,
                *(share(recall["all"][k]) for k in ("5", "10", "50")),
                share(recall["under_2_percent"]["10"]),
                share(whole["recall_at_false_positives"]["3"]),
                share(whole["recall_at_false_positives"]["30"]),
                *(
                    share(row[half]["donor_recall"]["all"]["10"]) if half in row else "–"
                    for half in ("even", "odd")
                ),
            ]
        )
    title = f"{report['queries']} composites, {report['photos']} photos in the world; donor recall of OS2OS"
    header = ["", "@5", "@10", "@50", "@10 under 2 %", "at 3 FP", "at 30 FP", "@10 even", "@10 odd"]
    return title + "\n\n" + table(header, rows)


def growth_table(report: dict[str, Any]) -> str:
    """What ``run_growth`` reports, a row per size of the world."""
    rows = []
    for times, row in report["times"].items():
        recall = row["donor_recall"]
        rows.append(
            [
                f"{times} ×",
                count(row["photos"]),
                *(share(recall["all"][k]) for k in ("10", "50", "200")),
                share(recall["under_2_percent"]["50"]),
                share(row["host_recall"]["1"]),
                f"{row['matches']['median']:.0f}",
                milliseconds(row["milliseconds"]["verify"]["median"]),
            ]
        )
    ratio = share(report["nearest_made_to_nearest_stranger"])
    title = (
        f"{report['queries']} composites, {report['features']} features in the world; "
        f"the nearest made one is {ratio} times as far as the nearest of a real stranger"
    )
    header = ["", "photos", "@10", "@50", "@200", "@50 under 2 %", "host @1", "matches", "verify, ms"]
    return title + "\n\n" + table(header, rows)


def copies_table(report: dict[str, Any]) -> str:
    """What ``run_copies`` reports: recall by kind of change, and precision over all, a column per method."""
    methods = report["methods"]
    names = list(methods)
    rows = []
    for kind, entry in methods[names[0]]["kinds"].items():
        rows.append([kind, *(share(methods[name]["kinds"][kind]["recall"]) for name in names)])
        if len(entry["strengths"]) > 1:
            rows += [
                [
                    f"  {entry['unit']} {strength}",
                    *(share(methods[name]["kinds"][kind]["strengths"][strength]["recall"]) for name in names),
                ]
                for strength in entry["strengths"]
            ]
    worst = [min(kind["recall"] for kind in methods[name]["kinds"].values()) for name in names]
    rows += [
        ["worst kind, recall", *(share(value) for value in worst)],
        ["all kinds, recall", *(share(methods[name]["all"]["recall"]) for name in names)],
        ["all kinds, precision", *(share(methods[name]["all"]["precision"]) for name in names)],
        ["wrong claims", *(str(methods[name]["all"]["wrong"]) for name in names)],
    ]
    title = (
        f"{report['originals']} photos through {len(methods[names[0]]['kinds'])} kinds of change "
        f"({report['queries']} queries), {report['photos']} photos in the world, "
        f"{milliseconds(report['milliseconds_per_query'])} ms per query"
    )
    return title + "\n\n" + table(["recall", *names], rows)


def copy_groups_table(report: dict[str, Any]) -> str:
    """What ``run_copy_groups`` reports: recall by kind of change and precision over all pairs, by finder."""
    methods = report["methods"]
    names = list(methods)
    rows = [
        [kind, *(share(methods[name]["kinds"][kind]["recall"]) for name in names)]
        for kind in methods[names[0]]["kinds"]
    ]
    rows += [
        ["worst kind, recall", *(share(methods[name]["worst_kind"]) for name in names)],
        ["all kinds, recall", *(share(methods[name]["all"]["recall"]) for name in names)],
        ["pairs, precision", *(share(methods[name]["all"]["precision"]) for name in names)],
        ["wrong pairs", *(str(methods[name]["all"]["wrong"]) for name in names)],
    ]
    title = (
        f"{report['photos']} photos and {report['edits']} edited ones, grouped in "
        f"{report['seconds']['all']:.1f} s ({report['candidates']} candidate pairs, {report['compared']} "
        "compared)"
    )
    return title + "\n\n" + table(["recall", *names], rows)


def provenance_table(report: dict[str, Any]) -> str:
    """What ``run_provenance`` reports: links of the truth by graph and by search, and the clusters."""
    rows = [
        [
            name,
            entry["links"],
            share(entry["recall"]),
            share(entry["search_recall"]),
            share(entry["graph_of_search"]),
        ]
        for name, entry in [
            *report["truth"].items(),
            *(
                (f"all, {half} composites", truth["all"])
                for half, truth in report.get("halves", {}).items()
                if truth
            ),
        ]
    ]
    photos = report["photos"]
    lines = [
        f"{photos} photos, {report['composites']} composites among them; "
        + ", ".join(f"{stage} {spent:.0f} s" for stage, spent in report["seconds"].items()),
        "",
        table(["true links", "number", "by the graph", "by search", "graph, of those by search"], rows),
        "",
        f"{report['searched_linked']} of {report['searched_links']} links that searches verify are in the "
        f"graph; {report['directed_right']} true links directed rightly, {report['directed_wrong']} wrongly; "
        f"{report['same_scene']} pairs of the same scene",
        f"{report['links']} links, {report['false_links']} not in the truth; largest cluster "
        f"{report['largest_cluster']} photos (by the truth alone {report['largest_true_cluster']}), of links "
        f"not in the truth {report['largest_false_cluster']} ({report['largest_false_share']:.1%})",
    ]
    return "\n".join(lines)


def strangers_table(report: dict[str, Any]) -> str:
    """How many pairs of photos of different folders reach how many inliers, and which reach the most."""
    pairs = sorted(report["pairs"], key=lambda pair: -pair["inliers"])
    numbers = [pair["inliers"] for pair in pairs]
    reached = [[n, numbers.count(n)] for n in sorted(set(numbers))]
    most = [[pair["inliers"], " ".join(pair["photos"])] for pair in pairs[:5]]
    counted = "1 pair" if len(pairs) == 1 else f"{len(pairs)} pairs"
    title = f"{counted} of photos of different folders; from {report['limit']} inliers on: relatives"
    return "\n\n".join([title, table(["inliers", "pairs"], reached), table(["inliers", "photos"], most)])


def instances_table(reports: dict[str, dict[str, Any]]) -> str:
    """What ``run_instances`` reports, a row per set."""
    return table(
        ["set", "queries", "photos", "mAP", "first correct", "ms per query"],
        [
            [
                name,
                report["queries"],
                report["photos"],
                share(report["mean_average_precision"]),
                share(report["first_correct"]),
                milliseconds(report["milliseconds_per_query"]["median"]),
            ]
            for name, report in reports.items()
        ],
    )


def regions_table(reports: dict[str, dict[str, Any]]) -> str:
    """What ``run_regions`` reports: a row for each part of each set."""
    rows = [
        [
            name,
            part,
            found["queries"],
            share(found["first"]),
            share(found["in_5"]),
            share(found["in_10"]),
            share(found["verified"]),
            share(found["first_shows_the_same"]),
            found["verified_others"],
        ]
        for name, report in reports.items()
        for part, found in report["parts"].items()
    ]
    lines = [
        f"{name}: {report['photos']} photos, {milliseconds(report['milliseconds_per_query']['median'])} ms "
        "per query"
        for name, report in reports.items()
    ]
    header = ["set", "part", "queries", "first", "in 5", "in 10", "verified", "same thing", "others verified"]
    return "\n".join(lines) + "\n\n" + table(header, rows)
