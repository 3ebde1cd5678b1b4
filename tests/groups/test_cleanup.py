"""A clean-up of a real library from marks to undo, with the library in step at each stage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from imagefinder.errors import RequestError
from imagefinder.groups.acting import OutcomeState
from imagefinder.groups.cleanup import CleanUp, Concern
from imagefinder.groups.duplicates import Duplicates
from imagefinder.groups.keeper import KeeperRules
from imagefinder.groups.plan import ActionKind
from imagefinder.groups.review import Review
from imagefinder.groups.store import GroupList
from imagefinder.groups.trash import FreedesktopTrash
from imagefinder.library import Library

pytestmark = pytest.mark.slow


@pytest.fixture
def library(tmp_path: Path, sample_photos: dict[str, np.ndarray]) -> Iterator[Library]:
    """Coffee twice, china in two sizes, and a photo of its own."""
    folder = tmp_path / "photos"
    (folder / "backup").mkdir(parents=True)
    for name in ("coffee", "china", "rocket"):
        Image.fromarray(sample_photos[name]).save(folder / f"{name}.jpg", quality=90)
    (folder / "backup" / "coffee.jpg").write_bytes((folder / "coffee.jpg").read_bytes())
    small = cv2.resize(sample_photos["china"], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    Image.fromarray(small).save(folder / "china small.jpg", quality=90)
    with Library.open(tmp_path / "library", device="numpy") as opened:
        opened.add_folder(folder)
        for _ in opened.scan(workers=1):
            pass
        yield opened


@pytest.fixture
def duplicates(library: Library) -> Iterator[Duplicates]:
    with Duplicates(library) as made:
        made.update()
        yield made


def test_from_marks_to_undo(library: Library, duplicates: Duplicates, trash: FreedesktopTrash) -> None:
    review, cleaning = Review(duplicates, "window"), CleanUp(duplicates, trash=trash)
    assert review.keep_suggested(GroupList.SAME) == 2
    assert review.keep_suggested(GroupList.SAME) == 0
    draft = cleaning.draft(review)
    paths = {action.path.name for action in draft.plan.actions}
    assert paths == {"coffee.jpg", "china small.jpg"}
    small = next(path for path in draft.concerns if path.name == "china small.jpg")
    assert draft.concerns[small] == (Concern.EDITED,)
    assert set(draft.photo_ids) >= {action.path for action in draft.plan.actions}
    assert {outcome.state for outcome in cleaning.rehearse(draft.plan)} == {OutcomeState.WOULD}
    assert all(path.exists() for path in draft.photo_ids)
    # One file changes between plan and action: it stays, keeps its mark, and says why.
    small.write_bytes(small.read_bytes() + b"\0")
    outcomes = list(cleaning.carry_out(draft, review))
    states = {outcome.action.path.name: outcome.state for outcome in outcomes}
    assert states == {"coffee.jpg": OutcomeState.DONE, "china small.jpg": OutcomeState.FAILED}
    left = [path for marks in Review(duplicates, "window").session.marks.values() for path in marks]
    assert left == [small]
    assert [len(group.photos) for group in duplicates.all()] == [2]
    gone = next(o.action.path for o in outcomes if o.state is OutcomeState.DONE)
    assert not gone.exists()
    assert [undone.restored for undone in cleaning.undo(draft.plan.name)] == [True]
    assert gone.exists()
    for _ in library.scan(workers=1):
        pass
    duplicates.update()
    assert sorted(len(group.photos) for group in duplicates.all()) == [2, 2]


def test_marks_are_given_whole_or_not_at_all(duplicates: Duplicates) -> None:
    review = Review(duplicates)
    group = next(duplicates.all(kind="exact"))
    first, second = (item.photo.path for item in group.photos)
    review.set_marks(group, {second: ActionKind.HARD_LINK})
    with pytest.raises(RequestError, match="always stays"):
        review.set_marks(group, {first: ActionKind.TRASH, second: ActionKind.TRASH})
    assert review.marks_of(group) == {second: ActionKind.HARD_LINK}
    review.set_rules(KeeperRules(references=(second.parent,)))
    with pytest.raises(RequestError, match="reference folder"):
        review.set_marks(group, {second: ActionKind.TRASH})
    review.clear_marks()
    assert review.marks_of(group) == {}


def test_the_place_in_the_list_is_kept(duplicates: Duplicates) -> None:
    group = list(duplicates.all())[-1]
    Review(duplicates, "window").look_at(group)
    again = Review(duplicates, "window")
    assert again.session.position == group.order_key
    assert again.session.list_name is group.list_name
