"""The Duplicates place on a real library: review by keys, rules, comparison, clean-up, undo, decisions."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imagefinder.catalog import DecisionKind
from imagefinder.groups.cleanup import CleanUp
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.journal import EntryState
from imagefinder.groups.keeper import KeeperRules, Rule
from imagefinder.groups.plan import ActionKind, read_plan
from imagefinder.groups.safety import digest_of
from imagefinder.groups.store import GroupList
from imagefinder.gui.application.main_window import MainWindow
from imagefinder.gui.duplicates.place import DuplicatesPlace
from imagefinder.gui.duplicates.rules import RulesPanel
from imagefinder.library import Library

pytestmark = pytest.mark.slow
LONG = 60_000
K = Qt.Key


@pytest.fixture(scope="session")
def twice(tmp_path_factory: pytest.TempPathFactory, sample_photos: dict[str, np.ndarray]) -> Path:
    """A library with its groups found: coffee three times, china in two sizes, chelsea and a crop of it."""
    root = tmp_path_factory.mktemp("twice")
    photos = root / "photos"
    (photos / "backup").mkdir(parents=True)
    (photos / "old").mkdir()
    for name in ("coffee", "china", "chelsea", "rocket"):
        Image.fromarray(sample_photos[name]).save(photos / f"{name}.jpg", quality=92)
    for folder in ("backup", "old"):
        shutil.copy(photos / "coffee.jpg", photos / folder / "coffee.jpg")
    Image.fromarray(sample_photos["china"][::2, ::2]).save(photos / "china small.jpg", quality=90)
    Image.fromarray(sample_photos["chelsea"][20:280, 60:400]).save(photos / "chelsea crop.jpg", quality=85)
    with Library.open(root / "library", device="numpy") as library:
        library.add_folder(photos)
        for _ in library.scan(workers=1):
            pass
        with Duplicates(library) as duplicates:
            duplicates.update()
    return root


@pytest.fixture
def album(twice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same for one test alone: its own photos where the library knows them, its own trash."""
    kept = tmp_path / "kept"
    shutil.copytree(twice / "photos", kept, copy_function=shutil.copy2)
    monkeypatch.setenv("IMAGEFINDER_DEVICE", "numpy")

    def restore() -> None:
        shutil.rmtree(twice / "photos")
        shutil.copytree(kept, twice / "photos", copy_function=shutil.copy2)

    yield twice / "photos"
    restore()


@pytest.fixture
def place(
    qtbot: QtBot, album: Path, twice: Path, tmp_path: Path, make_window: Callable[..., MainWindow]
) -> DuplicatesPlace:
    """The place, entered, on a copy of that library."""
    library = Path(shutil.copytree(twice / "library", tmp_path / "library"))
    window = make_window(library)
    window.show_place("duplicates")
    idle(qtbot, window.duplicates)
    assert window.duplicates.review.groups.rowCount() == 3
    return window.duplicates


def window_of(place: DuplicatesPlace) -> MainWindow:
    window = place.window()
    assert isinstance(window, MainWindow)
    return window


def idle(qtbot: QtBot, place: DuplicatesPlace) -> None:
    """Wait until nothing runs in the background."""
    runner = window_of(place).runner
    qtbot.waitUntil(lambda: not runner.busy, timeout=LONG)
    QTest.qWait(10)
    qtbot.waitUntil(lambda: not runner.busy, timeout=LONG)


def press(place: DuplicatesPlace, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Type on whatever has the keyboard."""
    window = window_of(place)
    window.activateWindow()
    for key in keys:
        target = window.focusWidget() or place
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def group_named(place: DuplicatesPlace, name: str) -> None:
    """Go to the group that holds a photo of this name."""
    for group in place.review.groups.groups:
        if any(item.photo.path.name == name for item in group.photos):
            place.review.choose(group.group_id)
            return
    raise AssertionError(name)


def test_a_review_by_keys_alone(qtbot: QtBot, place: DuplicatesPlace) -> None:
    review = place.review
    review.group_list.setFocus()
    group_named(place, "coffee.jpg")
    names = [group.photos[0].photo.path.name for group in review.groups.groups]
    press(place, K.Key_Right)
    assert review.current_row() == 1
    press(place, K.Key_T)
    group = review.current()
    assert group is not None
    marked = group.photos[1].photo.path
    assert dict(place.desk.marks_of(group.group_id)) == {marked: ActionKind.TRASH}
    press(place, K.Key_T)
    assert not place.desk.marks_of(group.group_id)
    press(place, K.Key_H)
    assert place.desk.marks_of(group.group_id)[marked] is ActionKind.HARD_LINK
    press(place, K.Key_U)
    press(place, K.Key_Left, K.Key_X)
    assert len(place.desk.marks_of(group.group_id)) == 2
    assert review.current() != group or names.index("coffee.jpg") == len(names) - 1
    press(place, K.Key_Home)
    press(place, K.Key_K)
    idle(qtbot, place)
    assert review.groups.rowCount() == 2
    press(place, K.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, place)
    assert review.groups.rowCount() == 3
    press(place, K.Key_P)
    idle(qtbot, place)
    assert place.stack.currentWidget() is place.plan
    press(place, K.Key_Escape)
    assert place.stack.currentWidget() is review


def test_the_last_copy_and_reference_photos_cannot_be_marked(qtbot: QtBot, place: DuplicatesPlace) -> None:
    review = place.review
    group_named(place, "china small.jpg")
    group = review.current()
    assert group is not None
    review.mark(ActionKind.TRASH)
    review.choose_photo(group.photos[1].photo.path)
    review.mark(ActionKind.TRASH)
    assert len(place.desk.marks_of(group.group_id)) == 1
    assert "always stays" in place.notice.text
    review.unmark()
    review.mark(ActionKind.HARD_LINK)
    assert "identical" in place.notice.text
    assert not place.desk.marks_of(group.group_id)
    review.rules.add_folder("references", group.photos[1].photo.path.parent)
    idle(qtbot, place)
    group_named(place, "china small.jpg")
    review.mark(ActionKind.TRASH)
    assert not place.desk.marks_of(group.group_id)
    assert "reference" in review.members.state(0)


def test_rules_take_effect_at_once_and_are_kept(qtbot: QtBot, place: DuplicatesPlace) -> None:
    review = place.review
    place.toggle_rules()
    group_named(place, "coffee.jpg")
    group = review.current()
    assert group is not None
    backup = next(p.photo.path.parent for p in group.photos if p.photo.path.parent.name == "old")
    review.rules.add_folder("folders", backup)
    rules = review.rules
    at = [rules.order.item(row).data(Qt.ItemDataRole.UserRole) for row in range(rules.order.count())]
    rules.order.setCurrentRow(at.index(Rule.FOLDER.value))
    for _ in range(at.index(Rule.FOLDER.value)):
        QTest.keyClick(rules.order, K.Key_Up, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, place)
    shown = review.current()
    assert shown is not None
    assert shown.group_id == group.group_id
    assert shown.photos[0].photo.path.parent == backup
    assert "in a preferred folder" in review.reason.text()
    library = window_of(place).session.library
    assert library is not None
    stored = KeeperRules.from_json(library.catalog.settings.get("keeper_rules"))
    assert stored.order[0] is Rule.FOLDER


def test_the_rules_panel_keeps_what_is_switched_off_below(qtbot: QtBot) -> None:
    panel = RulesPanel()
    qtbot.addWidget(panel)
    panel.show_rules(KeeperRules((Rule.NAME, Rule.OLDER), (Path("/a"), Path("/b")), (Path("/r"),)))
    changed: list[KeeperRules] = []
    panel.changed.connect(changed.append)
    panel.folders.setCurrentRow(1)
    panel.folders.move(-1)
    assert changed[-1].folders == (Path("/b"), Path("/a"))
    panel.order.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert changed[-1].order == (Rule.OLDER,)
    panel.references.setCurrentRow(0)
    QTest.keyClick(panel.references, K.Key_Delete)
    assert changed[-1].references == ()
    assert panel.order.count() == len(Rule)


def test_two_photos_are_compared_within_the_place(qtbot: QtBot, place: DuplicatesPlace) -> None:
    review, compare = place.review, place.review.compare
    group_named(place, "chelsea crop.jpg")
    review.group_list.setFocus()
    press(place, K.Key_Return)
    qtbot.waitUntil(lambda: compare.sides.right.shown is not None, timeout=LONG)
    assert review.stack.currentWidget() is compare
    qtbot.waitUntil(lambda: compare.overlay.ready, timeout=LONG)
    press(place, K.Key_4)
    assert compare.mode == "difference"
    assert any(row.better for row in compare.inspector._rows)
    # A decision is one key here, too.
    press(place, K.Key_T)
    assert place.desk.marked() == 1
    press(place, K.Key_Escape)
    assert review.stack.currentWidget() is review.split


def test_photos_of_different_sizes_are_zoomed_in_step_and_stay_so(
    qtbot: QtBot, place: DuplicatesPlace
) -> None:
    review, compare = place.review, place.review.compare
    group_named(place, "china small.jpg")
    review.group_list.setFocus()
    press(place, K.Key_Return)
    left, right = compare.sides.left, compare.sides.right
    qtbot.waitUntil(lambda: left.shown is not None and right.shown is not None, timeout=LONG)
    assert left.shown is not None and right.shown is not None
    assert left.shown.width != right.shown.width
    fitted = [canvas.picture_rect().width() for canvas in (left, right)]
    left.setFocus()
    QTest.keyClick(left, K.Key_Plus)
    QTest.keyClick(left, K.Key_Right, Qt.KeyboardModifier.ControlModifier)
    zoom = compare.state.zoom
    assert zoom > 1.0
    for canvas, before in zip((left, right), fitted, strict=True):
        assert canvas.picture_rect().width() == pytest.approx(before * zoom, rel=0.01)
    press(place, K.Key_Escape)
    group_named(place, "chelsea crop.jpg")
    review.group_list.setFocus()
    press(place, K.Key_Return)
    qtbot.waitUntil(lambda: compare.overlay.ready, timeout=LONG)
    assert compare.state.zoom == zoom
    press(place, K.Key_Escape)


def test_one_photo_is_swiped_over_the_other(qtbot: QtBot, place: DuplicatesPlace) -> None:
    compare = place.review.compare
    group_named(place, "chelsea crop.jpg")
    place.review.group_list.setFocus()
    press(place, K.Key_Return)
    qtbot.waitUntil(lambda: compare.overlay.ready, timeout=LONG)
    press(place, K.Key_2)
    overlay = compare.overlay
    assert compare.mode == overlay.mode == "swipe" and overlay.isVisible()
    middle = overlay._divider_x()
    height = overlay.height() // 2
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(round(middle), height))
    QTest.mouseMove(overlay, QPoint(round(middle) + 60, height))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(round(middle) + 60, height))
    moved = overlay._divider_x()
    assert abs(moved - middle - 60) <= 1
    shown = overlay.grab().toImage()
    overlay.setFocus()
    QTest.keyClick(overlay, K.Key_Left)
    assert overlay._divider_x() < moved
    assert overlay.grab().toImage() != shown
    press(place, K.Key_Escape)


def test_a_clean_up_from_plan_to_undo(qtbot: QtBot, place: DuplicatesPlace, tmp_path: Path) -> None:
    window, plan = window_of(place), place.plan
    place.show_page("plan")
    assert plan.stack.currentWidget() is plan.empty
    plan.mark_suggested(exact=False)
    idle(qtbot, place)
    draft = plan.draft
    assert draft is not None
    assert len(draft.plan.actions) == 4
    assert "4" in plan.status.text()
    plan.save_plan(tmp_path / "plan.json")
    idle(qtbot, place)
    assert len(read_plan(tmp_path / "plan.json").actions) == 4
    # One row is taken out of the plan, one file changes after the plan was made.
    small = next(row for row in plan.model.rows if row.path.name == "china small.jpg")
    plan.list.setCurrentIndex(plan.model.index(plan.model.rows.index(small), 0))
    QTest.keyClick(plan, K.Key_Delete)
    idle(qtbot, place)
    assert plan.draft is not None
    assert len(plan.draft.plan.actions) == 3
    crop = next(row.path for row in plan.model.rows if row.path.name == "chelsea crop.jpg")
    crop.write_bytes(crop.read_bytes() + b"\0")
    plan.begin.click()
    assert not plan.ask.isHidden()
    assert all(action.path.exists() for action in plan.draft.plan.actions)
    with qtbot.waitSignal(window.session.scan_ended, timeout=LONG):
        plan.yes.click()
    idle(qtbot, place)
    assert crop.exists()
    left = [row for row in plan.model.rows if row.action is not None]
    assert [row.path for row in left] == [crop]
    assert "changed" in left[0].failure
    assert "2" in place.notice.text
    gone = [path for path in draft.photo_ids if not path.exists()]
    assert len(gone) == 2
    # The history knows it, also in a window that starts later.
    place.show_page("history")
    idle(qtbot, place)
    assert place.journal.plans.rows[0].done == 2
    assert place.journal.plans.rows[0].failed == 1
    with qtbot.waitSignal(window.session.scan_ended, timeout=LONG):
        place.journal.all_back.click()
    idle(qtbot, place)
    assert all(path.exists() for path in gone)
    assert place.journal.plans.rows[0].undone == 2
    assert not place.journal.all_back.isEnabled()


def test_undo_after_a_restart(
    qtbot: QtBot, place: DuplicatesPlace, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    place.plan.mark_suggested(exact=True)
    idle(qtbot, place)
    place.show_page("plan")
    idle(qtbot, place)
    assert place.plan.draft is not None
    paths = [action.path for action in place.plan.draft.plan.actions]
    place.plan.carry_out()
    idle(qtbot, place)
    assert not any(path.exists() for path in paths)
    window_of(place).close()
    again = make_window(tmp_path / "library").duplicates
    window_of(again).show_place("duplicates")
    again.show_page("history")
    idle(qtbot, again)
    again.journal.entry_table.selectRow(0)
    again.journal.put_chosen_back()
    idle(qtbot, again)
    assert sum(path.exists() for path in paths) == 1
    again.journal.put_all_back()
    idle(qtbot, again)
    assert all(path.exists() for path in paths)


def test_moves_and_hard_links(qtbot: QtBot, place: DuplicatesPlace, tmp_path: Path) -> None:
    target = tmp_path / "aside"
    review = place.review
    place.desk.set_destination(target)
    group_named(place, "china small.jpg")
    group = review.current()
    assert group is not None
    small = next(p.photo.path for p in group.photos if p.photo.path.name == "china small.jpg")
    review.choose_photo(small)
    review.mark(ActionKind.MOVE)
    group_named(place, "coffee.jpg")
    group = review.current()
    assert group is not None
    review.choose_photo(group.photos[2].photo.path)
    review.mark(ActionKind.HARD_LINK)
    place.show_page("plan")
    idle(qtbot, place)
    assert str(target) in place.plan.subtitle.text()
    place.plan.carry_out()
    idle(qtbot, place)
    assert (target / "china small.jpg").exists()
    assert group.photos[2].photo.path.samefile(group.photos[0].photo.path)
    place.show_page("history")
    idle(qtbot, place)
    place.journal.put_all_back()
    idle(qtbot, place)
    assert small.exists()
    assert not group.photos[2].photo.path.samefile(group.photos[0].photo.path)


def test_pairs_and_decisions_are_listed_revoked_exported_and_imported(
    qtbot: QtBot, place: DuplicatesPlace, tmp_path: Path
) -> None:
    review, page = place.review, place.decisions
    group_named(place, "china small.jpg")
    review.choose_photo(review.members.members[1].photo.path)
    press(place, K.Key_N, modifier=Qt.KeyboardModifier.ShiftModifier)
    idle(qtbot, place)
    assert review.groups.rowCount() == 2
    group_named(place, "coffee.jpg")
    review.decide(DecisionKind.NOT_NOW)
    idle(qtbot, place)
    place.show_page("decisions")
    idle(qtbot, place)
    kinds = [row.decision.kind for row in page.model.rows]
    assert kinds == [DecisionKind.NOT_NOW, DecisionKind.NOT_A_MATCH]
    assert "coffee.jpg" in page.model.index(0, 2).data()
    page.export(tmp_path / "decisions.json")
    idle(qtbot, place)
    assert len(json.loads((tmp_path / "decisions.json").read_text())["decisions"]) == 2
    page.postponed.click()
    idle(qtbot, place)
    # Not selectRow(): it heeds the Shift key, which a simulated key press leaves behind.
    rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().select(page.model.index(0, 0), rows)
    QTest.keyClick(page, K.Key_Delete)
    idle(qtbot, place)
    assert page.model.rowCount() == 0
    assert review.groups.rowCount() == 3
    page.import_file(tmp_path / "decisions.json")
    idle(qtbot, place)
    assert page.model.rowCount() == 2
    assert review.groups.rowCount() == 1
    (tmp_path / "nonsense.json").write_text("[1, 2")
    page.import_file(tmp_path / "nonsense.json")
    idle(qtbot, place)
    assert "nonsense.json" in place.notice.text


def test_a_review_goes_on_where_it_was_left(
    qtbot: QtBot, place: DuplicatesPlace, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    group_named(place, "chelsea crop.jpg")
    group = place.review.current()
    assert group is not None
    place.review.mark(ActionKind.TRASH)
    place.review._remember()
    idle(qtbot, place)
    window_of(place).close()
    again = make_window(tmp_path / "library").duplicates
    window_of(again).show_place("duplicates")
    idle(qtbot, again)
    shown = again.review.current()
    assert shown is not None
    assert shown.group_id == group.group_id
    assert again.desk.marked() == 1
    # Another session has marks of its own, and leaves these alone.
    again.change_session("holiday")
    idle(qtbot, again)
    assert again.desk.marked() == 0
    again.change_session("window")
    idle(qtbot, again)
    assert again.desk.marked() == 1


def test_lists_are_apart_and_an_empty_one_says_so(qtbot: QtBot, place: DuplicatesPlace) -> None:
    qtbot.mouseClick(place.chips[GroupList.BURST], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    idle(qtbot, place)
    assert place.stack.currentWidget() is place.none
    place.show_list(GroupList.SAME)
    idle(qtbot, place)
    assert place.stack.currentWidget() is place.review


def test_a_review_far_down_goes_on_there_and_can_start_over(
    qtbot: QtBot,
    place: DuplicatesPlace,
    make_window: Callable[..., MainWindow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = place.review.groups.groups[-1]
    place.review.choose(last.group_id)
    place.review._remember()
    idle(qtbot, place)
    window_of(place).close()
    for module in ("models", "review"):
        monkeypatch.setattr(f"imagefinder.gui.duplicates.{module}.PAGE", 1)
    again = make_window(tmp_path / "library").duplicates
    window_of(again).show_place("duplicates")
    idle(qtbot, again)
    shown = again.review.current()
    assert shown is not None
    assert shown.group_id == last.group_id
    assert "where you left off" in again.notice.text
    again.notice._action.click()
    idle(qtbot, again)
    assert again.review.groups.groups[0].group_id != last.group_id


def test_an_interrupted_clean_up_is_set_right_at_the_next_start(
    qtbot: QtBot, album: Path, twice: Path, tmp_path: Path, make_window: Callable[..., MainWindow]
) -> None:
    library = Path(shutil.copytree(twice / "library", tmp_path / "library"))
    victim = album / "old" / "coffee.jpg"
    state = victim.stat()
    with Library.open(library, device="numpy") as opened, Duplicates(opened) as duplicates:
        CleanUp(duplicates).journal.add(
            "a plan",
            ActionKind.TRASH,
            victim,
            content_hash=digest_of(victim).hex(),
            size=state.st_size,
            mtime_ns=state.st_mtime_ns,
        )
    place = make_window(library).duplicates
    idle(qtbot, place)
    assert "interrupted" in place.notice.text
    place.notice._action.click()
    idle(qtbot, place)
    assert place.journal.entries.rows[0].state is EntryState.FAILED
    assert victim.exists()


def test_in_a_library_in_use_nothing_can_be_decided(
    qtbot: QtBot, place: DuplicatesPlace, make_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    reading = make_window(tmp_path / "library").duplicates  # the first window still holds it
    window_of(reading).show_place("duplicates")
    idle(qtbot, reading)
    assert reading.review.groups.rowCount() == 3
    assert not any(button.isEnabled() for button in reading.review.buttons.decide_buttons.values())
    reading.review.decide(DecisionKind.KEEP_ALL)
    reading.review.keep_only()
    reading.look_now()
    idle(qtbot, reading)
    assert reading.review.groups.rowCount() == 3
    assert reading.desk.marked() == 0
    assert "reading only" in reading.notice.text
