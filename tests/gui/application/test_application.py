"""What surrounds the window: one instance, faults, languages, icons, reports, pictures of the window."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_results import answer, found, result
from PIL import Image
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QGuiApplication
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from imagefinder.gui.application.about import AboutDialog, licences
from imagefinder.gui.application.app import come_forward
from imagefinder.gui.application.crash import CrashReporter
from imagefinder.gui.application.language import LANGUAGES, chosen_locale, install_language
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.application.single import InstanceServer, hand_over, server_name
from imagefinder.gui.bridge.query_source import load_file
from imagefinder.gui.results.parts import parts_of, rest_regions, unexplained
from imagefinder.gui.results.reports import ReportWriter
from imagefinder.gui.widgets.icons import drawing, icon
from imagefinder.gui.widgets.notice import Notice
from imagefinder.gui.widgets.theme import DARK, LIGHT, apply_theme, is_dark, make_palette
from imagefinder.jobs import JobControl

ROOT = Path(__file__).resolve().parents[3]


def size_of(file: Path) -> tuple[int, int]:
    """Width and height of a picture file."""
    with Image.open(file) as image:
        return image.size


@pytest.fixture
def server(qtbot: QtBot, tmp_path: Path) -> Iterator[InstanceServer]:
    made = InstanceServer(tmp_path / "library")
    assert made.listen()
    yield made
    made.close()


SECOND_START = """
import sys
from pathlib import Path
from imagefinder.gui.application.single import hand_over
sys.exit(0 if hand_over(Path(sys.argv[1]), [Path(sys.argv[2])]) else 3)
"""


def test_a_second_start_hands_its_files_over(qtbot: QtBot, server: InstanceServer, tmp_path: Path) -> None:
    wanted = tmp_path / "ü b.jpg"
    words = [sys.executable, "-c", SECOND_START, str(tmp_path / "library"), str(wanted)]
    with qtbot.waitSignal(server.paths_came, timeout=30_000) as came:
        later = subprocess.Popen(words)
    assert later.wait(20) == 0
    assert came.args == [[wanted]]


def test_another_library_is_another_instance(tmp_path: Path, server: InstanceServer) -> None:
    assert not hand_over(tmp_path / "other", [])
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")


def test_nonsense_from_another_program_is_ignored(
    qtbot: QtBot, server: InstanceServer, tmp_path: Path
) -> None:
    socket = QLocalSocket()
    socket.connectToServer(server_name(tmp_path / "library"))
    assert socket.waitForConnected(2000)
    with qtbot.assertNotEmitted(server.paths_came, wait=200):
        socket.write(b"GET / HTTP/1.0\n")
        socket.flush()
    socket.abort()


def test_the_window_comes_forward_with_what_was_handed_over(
    qtbot: QtBot, window: MainWindow, stock: Path
) -> None:
    window.showMinimized()
    come_forward(window, [stock / "composite.png"])
    qtbot.waitUntil(lambda: window.search.pane.query is not None, timeout=30_000)
    assert not window.isMinimized()
    window.session.stop_search()


def test_an_unforeseen_fault_is_shown_once_and_can_be_copied(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    reporter = CrashReporter(host, lambda: "a device of its own")
    try:
        raise ZeroDivisionError("somewhere deep")
    except ZeroDivisionError as error:
        fault = error
    thread = threading.Thread(target=reporter.report, args=(fault,))
    thread.start()
    qtbot.waitUntil(lambda: reporter._dialog is not None)
    thread.join()
    dialog = reporter._dialog
    assert dialog is not None
    reporter.report(fault)
    assert reporter._dialog is dialog
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "somewhere deep" in text
    assert "Python" in text
    assert "a device of its own" in text
    dialog.accept()
    QGuiApplication.clipboard().clear()


def test_emitting_often_does_not_end_the_interpreter() -> None:
    class Sender(QObject):
        sent = Signal(object)

    sender = Sender()
    sender.sent.connect(lambda value: None)
    for number in range(20_000):
        sender.sent.emit(number)


def test_translations_and_resources_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "resources" / "compile.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Einstellungen"), ("fr", "Paramètres"), ("en", "Settings")]
)
def test_the_window_speaks(
    qtbot: QtBot, make_window: Callable[..., MainWindow], language: str, word: str
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translators = install_language(application, language)
    try:
        window = make_window()
        assert window.rail.buttons["settings"].text() == word
        window.grab()
    finally:
        for translator in translators:
            application.removeTranslator(translator)
        install = install_language(application, "en")
        for translator in install:
            application.removeTranslator(translator)


def test_an_unknown_language_is_english() -> None:
    assert chosen_locale("xx").name().split("_")[0] in LANGUAGES


def test_icons_take_the_palettes_colour_at_any_scale(qtbot: QtBot) -> None:
    QGuiApplication.setPalette(make_palette(DARK))
    for scale in (1.0, 2.0):
        image = icon("search").pixmap(QSize(24, 24), scale).toImage()
        assert image.width() == 24 * scale
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert DARK.text in colours
    with pytest.raises(KeyError):
        drawing("there is no such icon")


def test_light_and_dark(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, "dark")
    assert is_dark(application.palette())
    apply_theme(application, "light")
    assert not is_dark(application.palette())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_can_be_read_on_their_ground(theme: object) -> None:
    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(a: str, b: str) -> float:
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for ground in (theme.window, theme.panel, theme.raised):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot, window: MainWindow) -> None:
    nameless = [
        (button.metaObject().className(), button.objectName(), button.toolTip())
        for button in window.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text().strip())
        and not button.objectName().startswith("qt_")
        and not (button.isHidden() and isinstance(button.parent(), Notice))
        and button.metaObject().className() not in ("QTableCornerButton", "CloseButton")
    ]
    assert nameless == []


FIELDS = {
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.List,
    QAccessible.Role.Table,
    QAccessible.Role.PageTab,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.EditableText,
}


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything visible below a node of the accessibility tree, as a screen reader meets it."""
    yield interface
    for number in range(min(interface.childCount(), 400)):
        child = interface.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from walk(child)


def test_the_accessibility_tree_names_what_can_be_used(qtbot: QtBot, window: MainWindow) -> None:
    for place in window.places:
        window.show_place(place)
        nodes = list(walk(QAccessible.queryAccessibleInterface(window)))
        nameless = [
            (place, node.role(), node.object())
            for node in nodes
            if node.role() in FIELDS
            and not node.text(QAccessible.Text.Name)
            and not (node.object() is not None and node.object().objectName().startswith("qt_"))
        ]
        assert nameless == []
        assert len(nodes) > 10


def test_about_names_licences_and_the_device(qtbot: QtBot) -> None:
    dialog = AboutDialog("a device")
    qtbot.addWidget(dialog)
    assert any(name == "PySide6-Essentials" for name, _, _ in licences())
    dialog._copy()
    assert "a device" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


def test_parts_and_the_rest_of_a_composite() -> None:
    big = result(1, objects=(found(0, 200),))
    small = result(2, objects=(found(250, 80),), score=0.7)
    again = result(3, objects=(found(251, 80, score=0.5),))
    whole = answer(big, small, again)
    colours = {(1, 0): 0, (2, 0): 1, (3, 0): 1}
    parts = parts_of(whole, colours)
    assert {(part.result.photo_id, part.others) for part in parts} == {(1, 0), (2, 1)}
    rest = unexplained(whole, parts)
    assert rest
    regions = rest_regions(whole, parts)
    assert all(region.right <= 400 and region.bottom <= 300 for region in regions)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "pdf", "ora", "png"])
def test_reports(qtbot: QtBot, window: MainWindow, stock: Path, tmp_path: Path, kind: str) -> None:
    library = window.session.library
    assert library is not None
    first = library.photo_ids()[0]
    query = load_file(stock / "composite.png", window.session.reader, JobControl())
    whole = answer(result(first, path=stock / "photos" / "china.jpg"))
    writer = ReportWriter(window.session, window.runner, window)
    target = tmp_path / f"report.{kind}"
    with qtbot.waitSignal(writer.written, timeout=30_000):
        writer.write(target, query, whole, {(first, 0): 0})
    assert target.stat().st_size > 1000
    if kind == "ora":
        names = zipfile.ZipFile(target).namelist()
        assert names[0] == "mimetype"
        assert "data/layer1.png" in names
    if kind == "png":
        with Image.open(tmp_path / "report-1.png") as layer, Image.open(target) as flat:
            assert layer.mode == "RGBA"
            assert layer.size == flat.size
            assert layer.getextrema()[3] == (0, 255)
    if kind == "pdf":
        written = target.read_bytes()
        assert written.startswith(b"%PDF")
        assert written.count(b"/Image") >= 2  # the query and its result
    with qtbot.waitSignal(writer.failed, timeout=30_000) as failed:
        writer.write(tmp_path / "no such folder" / f"x.{kind}", query, whole, {(first, 0): 0})
    assert "could not be saved" in failed.args[0]


@pytest.mark.slow
def test_pictures_of_the_window(qtbot: QtBot, library_copy: Path, stock: Path, tmp_path: Path) -> None:
    from imagefinder.gui.application.screenshots import make_screenshots, window_picture

    one = window_picture(tmp_path / "window.png", library_path=library_copy, query=stock / "composite.png")
    assert size_of(one) == (1320, 860)
    files = make_screenshots(tmp_path / "all", library_path=library_copy, scale=2.0)
    assert {file.stem.rsplit("-", 1)[0] for file in files} >= {
        "empty",
        "library",
        "settings",
        "duplicates",
        "lab",
    }
    assert size_of(files[0]) == (2640, 1720)


@pytest.mark.slow
def test_the_lab_measures_on_the_users_own_photos(qtbot: QtBot, window: MainWindow) -> None:
    window.show_place("lab")
    lab = window.lab
    for name, button in lab.methods.items():
        button.setChecked(name in ("ADC", "exact"))
    lab.start.click()
    qtbot.waitUntil(lambda: lab._job is None, timeout=240_000)
    assert {row.method for row in lab.model.rows} == {"ADC", "exact"}
    assert max(row.recall[10] for row in lab.model.rows if row.method == "exact") == 1.0
    lab.grab()
