"""What people ask of a finder of duplicates, and complain of in others: each is held by a test.

Every entry names a promise and where it is kept; a test below makes sure that the tests named are there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.evaluation.edits import KINDS
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.store import GroupList
from imagefinder.library import Library

TESTS = Path(__file__).resolve().parents[1]

PROMISES = {
    "distinct exposures are no duplicates: same picture and looks alike are two lists": (
        "groups/test_series.py::test_the_clock_tells_shots_apart",
        "gui/duplicates/test_duplicates_place.py::test_lists_are_apart_and_an_empty_one_says_so",
    ),
    "unrelated photos do not meet in a short hash, nor through a uniform border or one window frame": (
        "groups/test_promises.py::test_what_only_frames_share_is_no_group",
    ),
    "flat and failed pictures never make a group": (
        "groups/test_promises.py::test_what_only_frames_share_is_no_group",
    ),
    "shots of one burst are no copies however alike": (
        "groups/test_series.py::test_bursts",
        "groups/test_duplicates.py::test_a_library_is_grouped_named_reviewed_and_cleaned",
    ),
    "no file is listed twice in its own group, under whatever name": (
        "groups/test_acting.py::test_one_file_seen_through_two_folders_is_not_two_copies",
        "groups/test_duplicates.py::test_a_library_is_grouped_named_reviewed_and_cleaned",
    ),
    "no group of one": ("groups/test_duplicates.py::test_a_library_is_grouped_named_reviewed_and_cleaned",),
    "which of two was made from the other is told, with the reason": (
        "groups/test_duplicates.py::test_a_library_is_grouped_named_reviewed_and_cleaned",
        "groups/test_provenance.py::test_a_composite_finds_its_donors",
    ),
    "what was decided about does not come back, until a new photo joins": (
        "groups/test_duplicates.py::test_a_library_is_grouped_named_reviewed_and_cleaned",
        "groups/test_clusters.py::test_names_and_tokens_depend_on_contents_alone",
        "end_to_end/test_groups_commands.py::test_decisions_are_made_listed_and_taken_back",
        "gui/duplicates/test_duplicates_place.py::test_pairs_and_decisions_are_listed_revoked_exported_and_imported",
    ),
    "a raw file and its picture are one shot, and stay in sight": (
        "groups/test_series.py::test_a_raw_file_and_its_picture",
    ),
    "marks outlive a failed clean-up, a restart and a move to another library": (
        "groups/test_cleanup.py::test_from_marks_to_undo",
        "gui/duplicates/test_duplicates_place.py::test_a_review_goes_on_where_it_was_left",
        "end_to_end/test_groups_commands.py::test_decisions_go_out_and_come_back",
    ),
    "no folder is emptied and no last copy goes, whatever rule or plan says so": (
        "groups/test_plan.py::test_whatever_a_plan_asks_every_group_keeps_a_file",
        "groups/test_acting.py::test_the_last_copy_is_never_taken_even_by_a_plan_that_says_so",
        "groups/test_acting.py::test_two_groups_that_share_files_keep_one_each",
        "gui/duplicates/test_duplicates_place.py::test_the_last_copy_and_reference_photos_cannot_be_marked",
    ),
    "what lies in a trash is no copy to rely on": ("groups/test_acting.py::test_trash_folders_are_known",),
    "every file is looked at again before it goes, and so is the one that stays": (
        "groups/test_acting.py::test_a_file_that_changed_since_the_plan_stays",
        "groups/test_acting.py::test_identical_is_hashed_again_even_when_size_and_time_agree",
        "groups/test_acting.py::test_nothing_goes_when_the_copy_that_stays_does_not_vouch",
    ),
    "undo brings files back, after a restart and after a kill at any step": (
        "groups/test_acting.py::test_trash_and_undo_after_a_restart",
        "groups/test_kills.py::test_killed_at_every_step",
        "gui/duplicates/test_duplicates_place.py::test_undo_after_a_restart",
    ),
    "a trash that refuses costs nothing: no file is ever unlinked instead": (
        "groups/test_acting.py::test_a_refused_trash_leaves_the_file_and_the_rest_goes_on",
        "groups/test_acting.py::test_faults_that_need_a_user_without_rights",
        "groups/test_acting.py::test_a_disk_without_room_moves_nothing",
        "groups/test_acting.py::test_a_volume_that_went_away_keeps_everything",
    ),
    "folders that must not be touched are not touched": (
        "groups/test_acting.py::test_reference_folders_are_never_touched",
    ),
    "files of the system or of a program, hard-linked or not, are never touched": (
        "groups/test_system_folders.py::test_a_plan_that_touches_them_is_refused_and_they_are_kept_first",
        "groups/test_system_folders.py::test_a_way_into_the_system_through_a_link_is_seen",
    ),
    "best resolution first, then what the user says": (
        "groups/test_keeper.py::test_each_rule_alone",
        "groups/test_keeper.py::test_the_order_of_the_rules_decides",
    ),
    "folder priority, name, and which file a link is made to": (
        "end_to_end/test_groups_commands.py::test_rules_for_keepers_are_given_and_remembered",
        "end_to_end/test_groups_commands.py::test_the_plan_does_what_the_options_say",
        "groups/test_acting.py::test_hard_link_and_undo",
    ),
    "the largest file is not simply the best: the camera's data counts, and loss of it is told": (
        "groups/test_keeper.py::test_what_was_made_from_another_never_wins_by_size",
        "groups/test_cleanup.py::test_from_marks_to_undo",
    ),
    "all planned changes are shown before anything is done": (
        "groups/test_acting.py::test_a_dry_run_is_the_default_and_touches_nothing",
        "gui/duplicates/test_duplicates_place.py::test_a_clean_up_from_plan_to_undo",
    ),
    "photos of different sizes are compared with one another": (
        "gui/duplicates/test_duplicates_place.py::test_two_photos_are_compared_within_the_place",
    ),
    "photos of different sizes are zoomed in step, and the zoom stays for the next pair": (
        "gui/duplicates/test_duplicates_place.py::test_photos_of_different_sizes_are_zoomed_in_step_and_stay_so",
    ),
    "one photo is swiped over the other with a slider, and their difference is shown": (
        "gui/duplicates/test_duplicates_place.py::test_one_photo_is_swiped_over_the_other",
    ),
    "orientation is respected wherever a photo is shown or compared": (
        "photos/test_photo_reading.py::test_every_orientation_is_set_upright",
    ),
    "long lists are read page by page": ("groups/test_duplicates.py::test_pages_cover_a_long_list_once",),
}


def test_every_promise_is_held_by_tests_that_exist() -> None:
    for promise, places in PROMISES.items():
        assert places, promise
        for place in places:
            file, _, name = place.partition("::")
            tree = ast.parse((TESTS / file).read_text("utf-8"))
            found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in found, place


def framed(photo: np.ndarray, shade: int) -> np.ndarray:
    """A photo, small, in the middle of a wide uniform border."""
    small = cv2.resize(photo, (200, 150), interpolation=cv2.INTER_AREA)
    canvas = np.full((480, 640, 3), shade, np.uint8)
    canvas[165:315, 220:420] = small
    return canvas


@pytest.fixture
def frames(sample_photos: dict[str, np.ndarray], tmp_path: Path) -> Iterator[Library]:
    """Different photos in one frame, in one window, and pictures that show nothing."""
    folder = tmp_path / "photos"
    folder.mkdir()
    window = next(kind for kind in KINDS if kind.name == "screenshot")
    for name in ("china", "flower", "chelsea", "rocket"):
        photo = cv2.resize(sample_photos[name], (640, 480), interpolation=cv2.INTER_AREA)
        Image.fromarray(framed(photo, 255)).save(folder / f"{name} framed.jpg", quality=90)
        captured = window.change(photo, 0.5, np.random.default_rng(0))
        Image.fromarray(captured).save(folder / f"{name} screenshot.jpg", quality=90)
    for shade in (0, 90, 255):
        Image.fromarray(np.full((300, 400, 3), shade, np.uint8)).save(folder / f"flat {shade}.png")
    data = (folder / "china framed.jpg").read_bytes()
    (folder / "broken.jpg").write_bytes(data[:600])
    (folder / "broken again.jpg").write_bytes(data[:601])
    with Library.open(tmp_path / "library", device="numpy") as opened:
        opened.add_folder(folder)
        for _ in opened.scan(workers=2):
            pass
        yield opened


@pytest.mark.slow
def test_what_only_frames_share_is_no_group(frames: Library) -> None:
    with Duplicates(frames) as duplicates:
        duplicates.update()
        for group in duplicates.all(GroupList.SAME):
            subjects = {item.photo.path.name.split()[0] for item in group.photos}
            assert len(subjects) == 1 and subjects.isdisjoint({"flat", "broken"}), subjects
