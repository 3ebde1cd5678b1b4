from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagefinder.errors import RequestError
from imagefinder.evaluation.truth import DONOR, HOST, TrueSource, read_truth, truth_to_json, write_truth

number = st.floats(-1e4, 1e4).map(lambda value: round(value, 6))
row = st.tuples(number, number, number)
source = st.builds(
    TrueSource,
    donor=st.text(min_size=1, max_size=30),
    role=st.sampled_from([HOST, DONOR]),
    mask=st.none() | st.just("a_host.png"),
    area=st.floats(0, 1).map(lambda value: round(value, 5)),
    transform=st.none() | st.tuples(row, row),
)


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.tuples(source, source), max_size=4))
def test_written_truth_reads_back(
    tmp_path_factory: pytest.TempPathFactory, truth: dict[str, tuple[TrueSource, ...]]
) -> None:
    file = tmp_path_factory.mktemp("truth") / "truth.json"
    write_truth(file, truth)
    assert read_truth(file) == truth
    assert list(file.parent.iterdir()) == [file]


def test_json_has_the_contracts_keys() -> None:
    entry = truth_to_json({"q.jpg": [TrueSource("a.jpg", HOST, None, 0.9)]})["q.jpg"][0]
    assert {"donor", "role", "mask", "area"} <= set(entry)


@pytest.mark.parametrize(
    "document",
    [
        [],
        {"q.jpg": {}},
        {"q.jpg": ["photo.jpg"]},
        {"q.jpg": [{"role": "host", "area": 1}]},
        {"q.jpg": [{"donor": "a", "role": "guest", "area": 1}]},
        {"q.jpg": [{"donor": "a", "role": "host", "area": 7}]},
        {"q.jpg": [{"donor": "a", "role": "host", "area": True}]},
        {"q.jpg": [{"donor": "a", "role": "host", "area": 0.5, "mask": 3}]},
        {"q.jpg": [{"donor": "a", "role": "host", "area": 0.5, "transform": [[1, 0], [0, 1]]}]},
    ],
)
def test_a_wrong_form_is_refused_by_name(tmp_path: Path, document: object) -> None:
    file = tmp_path / "truth.json"
    file.write_text(json.dumps(document))
    with pytest.raises(RequestError, match="--truth"):
        read_truth(file)


def test_missing_and_garbled_files(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="No such file"):
        read_truth(tmp_path / "none.json")
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(RequestError, match="not a JSON document"):
        read_truth(tmp_path / "bad.json")
