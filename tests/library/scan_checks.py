"""Running a scan to its end, and checking that catalog and indexes agree."""

from __future__ import annotations

from typing import Any

import numpy as np

from imagefinder.library import Library, ScanReport
from imagefinder.search.collection import FEATURES_PER_PHOTO


def run_scan(library: Library, **options: Any) -> ScanReport:
    """Scan to the end with one worker; returns what the scan did."""
    for _ in library.scan(workers=1, **options):
        pass
    report = library.status().last_scan
    assert report is not None and report.finished
    return report


def check_consistent(library: Library) -> None:
    """Catalog and indexes agree to the last vector, and everything is done."""
    with library.catalog.transaction() as connection:
        rows = connection.execute(
            "SELECT description_id, features, fast, thorough FROM descriptions"
        ).fetchall()
    assert all(fast == 1 and thorough == 1 for _, _, fast, thorough in rows)
    assert len(library.global_index) == len(rows)
    assert library.global_index.contains(np.array([row[0] for row in rows])).all()
    assert len(library.local_index) == sum(row[1] for row in rows)
    for number, features, _, _ in rows:
        ids = number * FEATURES_PER_PHOTO + np.arange(features)
        assert library.local_index.contains(ids).all()
    for name, index in (("global", library.global_index), ("local", library.local_index)):
        vouched = library.catalog.spaces.get(name)
        assert vouched is not None and vouched[1] == index.sequence
    assert library.counts().pending == 0
