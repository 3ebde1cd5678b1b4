"""The file format: every byte of every kind of file, altered in turn, is noticed or makes no difference."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from index_vectors import clustered

from imagefinder.errors import DamagedFileError, NewerFormatError
from imagefinder.index import LOPQ, Exact, MultiLOPQ, SegmentedIndex
from imagefinder.index.container import Container

SMALL = clustered(30, d=4, clusters=2)


def same(found: Container, wanted: Container) -> bool:
    return (
        found.kind == wanted.kind
        and found.parameters == wanted.parameters
        and found._sections.keys() == wanted._sections.keys()
        and all(np.array_equal(found[name], wanted[name]) for name in wanted._sections)
    )


def saved(folder: Path) -> list[Path]:
    """A file of each kind: single-file indexes, and the folder of a segmented one with a model."""
    for name, index in (
        ("exact", Exact(device="numpy")),
        ("lopq", LOPQ(1, 1, refinement=1, device="numpy")),
        ("multi", MultiLOPQ(2, 1, device="numpy")),
    ):
        index.fit(SMALL[:6])
        index.add(SMALL[:6])
        index.save(folder / f"{name}.ifx")
    space = folder / "space"
    segmented = SegmentedIndex.open(
        space, dim=4, payload_bytes=2, bytes_per_vector=1, exact_below=8, device="numpy"
    )
    whole = np.clip(np.rint(SMALL * 2 + 128), 0, 255).astype(np.uint8)
    segmented.append(whole[:5], np.arange(5), np.zeros((5, 2), np.uint8))
    segmented.append(whole[5:12], np.arange(5, 12), np.ones((7, 2), np.uint8))
    segmented.remove([3])
    return sorted(folder.rglob("*.ifx"))


@pytest.mark.slow
def test_every_byte_of_every_kind_of_file(tmp_path: Path) -> None:
    files = saved(tmp_path)
    kinds = {Container(path).kind for path in files}
    assert {"exact", "LOPQ", "Multi-LOPQ", "manifest", "rows", "removed", "model", "codes"} <= kinds
    for path in files:
        whole = path.read_bytes()
        wanted = Container(path, mapped=False)
        unnoticed = 0
        for at in range(len(whole)):
            altered = bytearray(whole)
            altered[at] ^= 1 << at % 8
            path.write_bytes(altered)
            try:
                found = Container(path, mapped=False)
            except (DamagedFileError, NewerFormatError):
                continue
            assert same(found, wanted), f"{path.name}: byte {at}"
            unnoticed += 1
        path.write_bytes(whole)
        # only what fills the gaps between arrays, at most 63 bytes before each
        assert unnoticed < 64 * (1 + len(wanted._sections)), path.name


def test_every_shorter_file_is_refused(tmp_path: Path) -> None:
    for path in saved(tmp_path):
        whole = path.read_bytes()
        for length in range(0, len(whole), max(1, len(whole) // 200)):
            path.write_bytes(whole[:length])
            with pytest.raises(DamagedFileError):
                Container(path, mapped=False)
        path.write_bytes(whole)
