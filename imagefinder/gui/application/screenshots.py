"""Pictures of the window, drawn offscreen: every place, light and dark, and one of a finished search."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from imagefinder.errors import ImageFinderError
from imagefinder.gui.application.app import make_application
from imagefinder.gui.application.language import install_language
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.bridge.settings import SettingsStore
from imagefinder.gui.widgets.theme import apply_theme
from imagefinder.search.results import MatchKind

SIZE = (1320, 860)
PATIENCE_S = 300.0
THEMES = ("light", "dark")
SMALL = 200
"""Photos up to which duplicates are looked for and the Lab measures, for the pictures of their places."""
CUT_OUT = 0.2
"""Share of the query below which an object counts as cut out of its donor."""
LAB_METHODS = ("LOPQ", "IVFADC", "ADC", "exact")


class ScreenshotError(ImageFinderError):
    """The window could not be brought into the state that was to be drawn."""


def _wait(until: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Run the event loop until something holds.

    Raises:
        ScreenshotError: it does not come to hold in time.
    """
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise ScreenshotError(f"no picture of the window: {what} took more than {seconds:.0f} s")
        _rest(30)


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _settle(window: MainWindow) -> None:
    """Wait until no job runs and what they brought is painted."""
    _wait(lambda: not window.runner.busy, "settling")
    _rest(350)


def draw(widget: QWidget, file: Path, scale: float = 1.0) -> Path:
    """Draw a widget into a PNG, ``scale`` pixels per logical pixel."""
    image = QImage(widget.size() * scale, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(file)):
        raise ScreenshotError(f"{file}: cannot be written")
    return file


class Studio:
    """A window with a library, and settings of its own that nobody keeps."""

    def __init__(self, library_path: Path | None, language: str = "en") -> None:
        running = QApplication.instance() is not None
        self.application = make_application()
        self._scratch = tempfile.TemporaryDirectory(prefix="imagefinder-")
        folder = Path(self._scratch.name)
        store = SettingsStore(folder / "settings.toml")
        store.change(theme="light", language=language, first_run_done=True)
        self._translators = install_language(self.application, language)
        if not running:
            apply_theme(self.application, "light")
        self.window = MainWindow(store, QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
        self.window.resize(*SIZE)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.window.show()
        failures: list[Exception] = []
        self.window.session.open_failed.connect(failures.append)
        self.window.open_library(library_path)
        _wait(lambda: bool(failures) or self.window.session.library is not None, "opening the library")
        if failures:
            self.close()
            raise failures[0]
        _rest(200)

    def search(self, query: Path) -> None:
        """Search with a picture and wait for the whole answer and its thumbnails."""
        window, search = self.window, self.window.search
        window.open_paths([query])

        def ready() -> bool:
            answer = search.results.answer
            return bool(search.pane.notice.text) or (answer is not None and answer.complete)

        _wait(ready, f"searching with {query.name}")
        if search.pane.notice.text and search.results.answer is None:
            raise ScreenshotError(search.pane.notice.text)
        _rest(900)

    def close(self) -> None:
        """Close the window and forget its settings."""
        self.window.close()
        self.window.deleteLater()
        for translator in self._translators:
            self.application.removeTranslator(translator)
        _rest(10)
        self._scratch.cleanup()


def window_picture(out: Path, *, library_path: Path | None = None, query: Path | None = None) -> Path:
    """A picture of the window with ``query`` searched.

    Raises:
        ScreenshotError: the search failed, or the picture cannot be written.
        LibraryError: the library cannot be opened.
    """
    studio = Studio(library_path)
    try:
        if query is not None:
            studio.search(query)
        return draw(studio.window, out)
    finally:
        studio.close()


def make_screenshots(
    out: Path, *, library_path: Path | None = None, query: Path | None = None, scale: float = 1.0
) -> list[Path]:
    """Every place, light and dark, and the comparison in each of its ways.

    Args:
        out: folder for the PNG files.
        library_path: the library that is shown.
        query: the picture that is searched for; without it the empty states are drawn.
        scale: pixels per logical pixel.

    Returns:
        The files, in the order drawn.
    """
    studio = Studio(library_path)
    window, files = studio.window, []

    def shoot(name: str) -> None:
        files.append(draw(window, out / f"{name}.png", scale))

    try:
        if query is not None and (library := window.session.library) and library.photo_count() <= SMALL:
            _fill(window)
        for theme in THEMES:
            window.settings.theme.setCurrentIndex(window.settings.theme.findData(theme))
            apply_theme(studio.application, theme)
            _rest(150)
            window.show_place("search")
            window.search.close_query()
            shoot(f"empty-{theme}")
            if query is not None:
                studio.search(query)
                shoot(f"search-{theme}")
                files += _compare(studio, out, theme, scale)
            for place in window.places:
                if place != "search":
                    window.show_place(place)
                    _settle(window)
                    shoot(f"{place}-{theme}")
            files += _duplicates(window, out, theme, scale) + _graph(window, out, theme, scale)
    finally:
        studio.close()
    return files


def _fill(window: MainWindow) -> None:
    """Let the places that wait for a button have something to show; only where that is quick."""
    window.composites.graph.look_now()  # which looks for duplicates first
    _wait(lambda: not window.runner.busy, "looking for composites")
    window.show_place("duplicates")
    for name, button in window.lab.methods.items():
        button.setChecked(name in LAB_METHODS)
    window.lab.measure()
    _wait(lambda: not window.runner.busy, "measuring")


def _duplicates(window: MainWindow, out: Path, theme: str, scale: float) -> list[Path]:
    """The keeper rules, the comparison of two copies, and the plan of all suggestions; nothing is kept."""
    place = window.duplicates
    if not place.review.groups.rowCount():
        return []
    window.show_place("duplicates")
    files = []

    def shoot(name: str) -> None:
        _settle(window)
        files.append(draw(window, out / f"{name}-{theme}.png", scale))

    place.review.keep_only()
    place.review.step(-1)
    place.toggle_rules()
    shoot("duplicates-rules")
    place.toggle_rules()
    place.review.open_compare()
    shoot("duplicates-compare")
    place.review.close_compare()
    place.plan.mark_suggested(exact=False)
    place.show_page("plan")
    shoot("cleanup-plan")
    place.desk.clear_marks()
    window.undo.clear()
    place.show_review()
    return files


def _graph(window: MainWindow, out: Path, theme: str, scale: float) -> list[Path]:
    """The provenance graph with its first composite chosen."""
    window.show_place("composites")
    composites = window.composites
    composites.show_page("collection")
    _settle(window)
    drawings = composites.graph.clusters.rows
    if not drawings:
        return []
    files = [draw(window, out / f"provenance-{theme}.png", scale)]
    composites.graph.cluster_list.setCurrentIndex(composites.graph.clusters.index(len(drawings) > 1, 0))
    composites.graph.view.choose(drawings[len(drawings) > 1].links[0].start)
    _settle(window)
    files.append(draw(window, out / f"provenance-cluster-{theme}.png", scale))
    composites.show_page("picture")
    return files


def _compare(studio: Studio, out: Path, theme: str, scale: float) -> list[Path]:
    """The best result compared in every way."""
    window, compare = studio.window, studio.window.search.compare
    shown = window.search.results.model.shown_results()
    if not shown:
        return []
    # A donor is the more telling comparison; a copy would be the same picture twice.
    donors = [result for result in shown if result.kind == MatchKind.OBJECT and result.verified]
    cut_outs = [r for r in donors if max(found.query_coverage for found in r.objects) < CUT_OUT]
    window.search.open_result((cut_outs or donors or shown)[0].photo_id)
    _wait(lambda: compare.sides.right.shown is not None or bool(compare.notice.text), "reading a result")
    _rest(200)
    files = [draw(window, out / f"compare-{theme}.png", scale)]
    for mode in ("swipe", "difference"):
        if compare.modes[mode].isEnabled():
            compare.set_mode(mode)
            _wait(lambda: compare.overlay.ready, "aligning a result", 60)
            files.append(draw(window, out / f"compare-{mode}-{theme}.png", scale))
    compare.set_mode("sides")
    window.search.show_results()
    return files
