"""``imagefinder bench ann`` on vectors in files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from imagefinder.cli import options
from imagefinder.cli.main import main


@pytest.fixture
def vectors(tmp_path: Path) -> list[str]:
    rng = np.random.default_rng(0)
    for name, n in (("base", 400), ("query", 5)):
        np.save(tmp_path / f"{name}.npy", rng.normal(size=(n, 8)).astype(np.float32))
    files = ["--base", str(tmp_path / "base.npy"), "--query", str(tmp_path / "query.npy")]
    return ["bench", "ann", *files, "--bytes", "4", "--coarse", "4", "--probes", "2"]


def test_a_run_goes_on_where_another_stopped(
    vectors: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    assert main([*vectors, "--methods", "ADC", "--json", str(report)]) == 0
    before = json.loads(report.read_text())["rows"]
    assert main([*vectors, "--methods", "ADC,IVFADC", "--json", str(report), "--continue"]) == 0
    rows = json.loads(report.read_text())["rows"]
    assert rows[0] == before[0] and [row["method"] for row in rows] == ["ADC", "IVFADC"]
    assert "IVFADC" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "Expecting"),
        ('{"rows": [{"method": "ADC"}]}', "no report of bench ann"),
        ('{"rows": [], "vectors": 3, "dimensions": 8, "queries": 5}', "other vectors"),
    ],
)
def test_a_file_to_go_on_with_that_is_none_is_named_and_kept(
    vectors: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, words: str
) -> None:
    report = tmp_path / "report.json"
    report.write_text(content)
    assert main([*vectors, "--methods", "ADC", "--json", str(report), "--continue"]) == 2
    shown = capsys.readouterr().err
    assert words in shown and "report.json" in shown and report.read_text() == content


def test_to_go_on_needs_a_file(vectors: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*vectors, "--continue"]) == 2
    assert "--continue" in capsys.readouterr().err


def test_plots_without_matplotlib_are_refused_before_anything_is_measured(
    vectors: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(options, "find_spec", lambda name: None)
    assert main([*vectors, "--plot", "plots"]) == 2
    said = capsys.readouterr()
    assert "--plot" in said.err and "matplotlib" in said.err and not said.out
