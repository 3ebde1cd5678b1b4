from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagefinder.gui.bridge.settings import (
    RECENT_QUERIES,
    Settings,
    SettingsStore,
    library_folder,
    portable_folder,
)


def test_what_is_changed_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.toml"
    SettingsStore(file).change(theme="dark", exclusions=("*.tmp", 'odd "name"\\'), workers=3, thorough=False)
    again = SettingsStore(file).settings
    assert again.theme == "dark"
    assert again.exclusions == ("*.tmp", 'odd "name"\\')
    assert again.workers == 3
    assert not again.thorough


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "light"\nallow_network = true\n')
    store = SettingsStore(file)
    assert store.settings.remote == "always"
    store.write()
    assert "version = 2" in file.read_text()


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"theme = \xff\xfe nonsense")
    assert SettingsStore(file).settings == Settings()
    assert (tmp_path / "settings.damaged").exists()


def test_nonsense_values_fall_back_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('version = 2\ntheme = "pink"\nworkers = -5\nresults = "many"\nnotify = false\n')
    found = SettingsStore(file).settings
    assert found.theme == "system"
    assert found.workers == 0
    assert found.results == 100
    assert not found.notify


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    SettingsStore(file).change(data_folder=text, exclusions=(text,))
    again = SettingsStore(file).settings
    assert again.data_folder == text
    assert again.exclusions == (text,)


def test_recent_queries_are_few_and_each_once() -> None:
    chosen = Settings()
    for number in range(30):
        chosen = chosen.with_recent(Path(f"/q/{number % 20}.jpg"))
    assert len(chosen.recent) == RECENT_QUERIES
    assert len(set(chosen.recent)) == RECENT_QUERIES
    assert chosen.recent[0] == str(Path("/q/9.jpg"))


def test_a_query_whose_name_is_no_text_is_not_kept(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.toml")
    store.settings = store.settings.with_recent(Path("/q/\udcff.jpg")).with_recent(Path("/q/a\x7f.jpg"))
    store.write()
    assert SettingsStore(store.path).settings.recent == (str(Path("/q/a\x7f.jpg")),)


def test_portable_mode_keeps_everything_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEFINDER_PORTABLE", str(tmp_path))
    monkeypatch.delenv("IMAGEFINDER_LIBRARY", raising=False)
    assert portable_folder() == tmp_path
    assert SettingsStore().path == tmp_path / "settings.toml"
    assert library_folder(Settings()) == tmp_path / "library"
    assert library_folder(Settings(data_folder="/elsewhere")) == Path("/elsewhere")
