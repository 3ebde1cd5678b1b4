from __future__ import annotations

import json
import signal
import threading
import time
from pathlib import Path

import pytest

from imagefinder.cli import options
from imagefinder.cli.display import NoDisplayError, has_display, needing_qt, require_display
from imagefinder.cli.interrupts import stoppable
from imagefinder.cli.output import print_json, size_in_words, write_json
from imagefinder.errors import RequestError


def test_json_is_strict_and_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"path": "/a/ü\udcff.jpg", "score": 0.5})
    shown = capsys.readouterr().out
    assert shown.isascii() and json.loads(shown) == {"path": "/a/ü\udcff.jpg", "score": 0.5}
    with pytest.raises(ValueError, match="JSON compliant"):
        print_json({"score": float("nan")})


def test_a_file_that_cannot_be_written_names_its_option(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RequestError, match=r"--json: .*cannot be written"):
        write_json("--json", tmp_path / "file" / "out.json", {})
    write_json("--json", tmp_path / "new" / "out.json", {"a": 1})
    assert json.loads((tmp_path / "new" / "out.json").read_text()) == {"a": 1}


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (2_500_000, "2.5 MB"), (7 * 10**12, "7.0 TB")],
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert size_in_words(count) == words


def test_verifier_names() -> None:
    assert options.verifier_names("all") == options.VERIFIERS
    assert options.verifier_names("OS2OS, hpm") == ("os2os", "hpm")
    with pytest.raises(RequestError, match="--verifier"):
        options.verifier_names("os2os,magic")


def test_the_first_interrupt_asks_and_the_second_ends(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stoppable() as control:
        signal.raise_signal(signal.SIGINT)
        assert control.cancelled
        assert "stopping" in capsys.readouterr().err
        signal.raise_signal(signal.SIGINT)
        time.sleep(1)
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_gets_a_token_without_signals() -> None:
    seen = []

    def work() -> None:
        with stoppable() as control:
            seen.append(control.cancelled)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [False]


def test_no_display_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    with pytest.raises(NoDisplayError, match="no display"):
        require_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not has_display()
    require_display()
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr("sys.platform", "darwin")
    assert has_display()


def test_a_missing_library_of_qt_is_named() -> None:
    with pytest.raises(NoDisplayError, match="libEGL"), needing_qt():
        raise ImportError("libEGL.so.1: cannot open shared object file")
