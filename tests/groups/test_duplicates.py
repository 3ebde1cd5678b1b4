"""Duplicates of a real library: found, named, decided about, cleaned up and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from groups_helpers import digest
from PIL import Image

from imagefinder.catalog import DecisionKind
from imagefinder.catalog.database import Database
from imagefinder.errors import RequestError
from imagefinder.groups.acting import OutcomeState, carry_out
from imagefinder.groups.change import ChangeKind, Direction
from imagefinder.groups.duplicates import Duplicates, Group, groups_to_json
from imagefinder.groups.journal import Journal
from imagefinder.groups.keeper import KeeperRules, Rule
from imagefinder.groups.pairs import Pair, Relation
from imagefinder.groups.plan import ActionKind, plan_from_json, plan_to_json
from imagefinder.groups.recovery import undo
from imagefinder.groups.review import Review, export_review, import_review
from imagefinder.groups.store import GroupList, NewGroup
from imagefinder.groups.trash import FreedesktopTrash
from imagefinder.library import Library

pytestmark = pytest.mark.slow


def save(path: Path, pixels: np.ndarray, quality: int = 90, exif: Image.Exif | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, quality=quality, exif=exif or Image.Exif())


def exif_of(second: int, fraction: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "X"
    details = exif.get_ifd(0x8769)
    details[0x9003], details[0x9291] = f"2024:05:01 12:00:{second:02d}", f"{fraction:02d}"
    return exif


@pytest.fixture
def collection(tmp_path: Path, sample_photos: dict[str, np.ndarray]) -> Path:
    """Six photos, an exact copy in another folder, edits of two of them, and a burst."""
    folder = tmp_path / "photos"
    for name, pixels in sample_photos.items():
        save(folder / f"{name}.jpg", pixels)
    (folder / "backup").mkdir()
    (folder / "backup" / "coffee.jpg").write_bytes((folder / "coffee.jpg").read_bytes())
    china = sample_photos["china"]
    save(
        folder / "edits" / "china small.jpg",
        cv2.resize(china, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    )
    save(folder / "edits" / "china crop.jpg", np.ascontiguousarray(china[60:330, 100:500]))
    save(folder / "edits" / "china turned.jpg", np.ascontiguousarray(np.rot90(china[:, ::-1], -1)))
    flower = sample_photos["flower"]
    save(folder / "edits" / "flower grey.jpg", np.repeat(flower[..., :1], 3, axis=2))
    save(
        folder / "edits" / "flower border.jpg",
        np.pad(flower, ((40, 40), (40, 40), (0, 0)), constant_values=255),
    )
    rocket = np.ascontiguousarray(sample_photos["rocket"][:, 20:])
    save(folder / "burst" / "IMG_0001.jpg", rocket[:, :-20], exif=exif_of(1, 10))
    save(folder / "burst" / "IMG_0002.jpg", np.roll(rocket, 3, axis=1)[:, :-20], exif=exif_of(1, 40))
    return folder


@pytest.fixture
def library(tmp_path: Path, collection: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", device="numpy") as opened:
        opened.add_folder(collection)
        for _ in opened.scan(workers=1):
            pass
        yield opened


def names(group: Group) -> set[str]:
    return {item.photo.path.name for item in group.photos}


def rescan(library: Library) -> None:
    for _ in library.scan(workers=1):
        pass


def find(duplicates: Duplicates, name: str, list_name: GroupList = GroupList.SAME) -> Group:
    (found,) = [group for group in duplicates.all(list_name) if name in names(group)]
    return found


def test_a_library_is_grouped_named_reviewed_and_cleaned(
    library: Library, collection: Path, tmp_path: Path
) -> None:
    """One library, the whole journey: scanning it is what takes the time."""
    with Duplicates(library) as duplicates:
        report = duplicates.update()
        check_what_is_found(duplicates)
        check_queries(duplicates)
        assert duplicates.update().compared == 0, "what was compared is not compared again"
        assert report.contents == 13
        check_keepers(duplicates, collection)
        check_decisions(library, duplicates, collection)
        check_sessions(library, duplicates, tmp_path)
        check_clean_up(library, duplicates, tmp_path)


def check_queries(duplicates: Duplicates) -> None:
    """A page costs as many questions to the catalog as one group does."""

    def asked(limit: int) -> int:
        ask = Database.rows
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Database, "rows", lambda self, *of: count.append(1) or ask(self, *of))
            count: list[int] = []
            assert len(duplicates.page(limit=limit)) == limit
        return len(count)

    assert asked(3) == asked(1) <= 4


def check_what_is_found(duplicates: Duplicates) -> None:
    groups = list(duplicates.all())
    assert {frozenset(names(group)) for group in groups} >= {
        frozenset({"coffee.jpg"}),
        frozenset({"china.jpg", "china small.jpg", "china crop.jpg", "china turned.jpg"}),
        frozenset({"flower.jpg", "flower grey.jpg", "flower border.jpg"}),
    }
    for group in groups:
        paths = [item.photo.path for item in group.photos]
        assert len(paths) == len(set(paths)) >= 2, "no file twice in its group, no group of one"
    assert find(duplicates, "coffee.jpg").kind == "exact"
    kinds = {}
    for name in ("china.jpg", "flower.jpg"):
        group = find(duplicates, name)
        assert group.photos[0].photo.path.name == name, group.reason
        for item in group.photos[1:]:
            assert item.change is not None
            kinds[item.photo.path.name] = item.change
    assert ChangeKind.RESIZED in kinds["china small.jpg"].kinds
    assert ChangeKind.CROPPED in kinds["china crop.jpg"].kinds
    assert kinds["china crop.jpg"].direction is Direction.FORWARD
    assert "mirrored" in kinds["china turned.jpg"].words and "rotated" in kinds["china turned.jpg"].words
    assert ChangeKind.GREYSCALE in kinds["flower grey.jpg"].kinds
    assert ChangeKind.BORDERED in kinds["flower border.jpg"].kinds
    assert kinds["flower border.jpg"].direction is Direction.FORWARD
    burst = find(duplicates, "IMG_0001.jpg", GroupList.BURST)
    assert {"IMG_0001.jpg", "IMG_0002.jpg"} <= names(burst)
    assert not any({"IMG_0001.jpg", "IMG_0002.jpg"} <= names(group) for group in groups)
    data = groups_to_json(groups)
    assert data["format"] == 1 and len(data["groups"]) == len(groups)
    assert {"path", "width", "height", "bytes", "similarity", "change"} <= set(data["groups"][0]["photos"][0])


def check_keepers(duplicates: Duplicates, collection: Path) -> None:
    duplicates.rules = KeeperRules(references=(collection / "edits",))
    assert find(duplicates, "china.jpg").photos[0].photo.path.parent.name == "edits"
    duplicates.rules = KeeperRules((Rule.FOLDER, Rule.NAME), folders=(collection / "backup",))
    assert find(duplicates, "coffee.jpg").photos[0].photo.path.parent.name == "backup"
    duplicates.rules = KeeperRules()


def check_decisions(library: Library, duplicates: Duplicates, collection: Path) -> None:
    review = Review(duplicates, "decisions")
    coffee = find(duplicates, "coffee.jpg")
    review.decide(coffee, DecisionKind.KEEP_ALL)
    china = find(duplicates, "china.jpg")
    turned = next(item.photo.path for item in china.photos if "turned" in item.photo.path.name)
    review.decide_pair(china, china.photos[0].photo.path, turned)
    divided = [names(group) for group in duplicates.all() if "china small.jpg" in names(group)]
    assert divided and not any({"china.jpg", "china turned.jpg"} <= group for group in divided)

    # Decisions outlive a move, a rescan and grouping again from nothing.
    (collection / "backup" / "coffee.jpg").rename(collection / "backup" / "moved.jpg")
    rescan(library)
    with duplicates.database.transaction() as connection:
        connection.execute("DELETE FROM pairs")
    duplicates.update()
    assert not any("coffee.jpg" in names(group) for group in duplicates.all())
    assert not any({"china.jpg", "china turned.jpg"} <= names(group) for group in duplicates.all())
    hidden = duplicates.page(decided=True)
    assert [group.decided for group in hidden] == ["keep all"]

    # A new member brings the group back.
    (collection / "third.jpg").write_bytes((collection / "coffee.jpg").read_bytes())
    rescan(library)
    duplicates.update()
    assert len(find(duplicates, "coffee.jpg").photos) == 3
    (collection / "third.jpg").unlink()
    rescan(library)
    duplicates.update()
    assert not any("coffee.jpg" in names(group) for group in duplicates.all())

    # Decisions are listed and taken back.
    assert [d.kind for d in review.decisions()] == [DecisionKind.NOT_A_MATCH, DecisionKind.KEEP_ALL]
    assert review.take_back() and review.take_back() and not review.take_back()
    assert len(find(duplicates, "china.jpg").photos) == 4 and len(find(duplicates, "coffee.jpg").photos) == 2


def check_sessions(library: Library, duplicates: Duplicates, tmp_path: Path) -> None:
    review = Review(duplicates, "evening")
    review.set_rules(replace(KeeperRules(), order=(Rule.RESOLUTION, Rule.NAME)))
    first = review.next()
    second = review.next()
    assert first is not None and second is not None and first.group_id != second.group_id
    review.keep_only(second)
    with pytest.raises(RequestError, match="always stays"):
        review.mark(second, second.photos[0].photo.path, ActionKind.TRASH)
    review.decide(first, DecisionKind.NOT_NOW)

    resumed = Review(duplicates, "evening")
    assert resumed.rules.order == (Rule.RESOLUTION, Rule.NAME)
    current = resumed.current()
    assert current is not None and current.group_id == second.group_id
    assert len(resumed.marks_of(current)) == len(second.photos) - 1
    exported = export_review(duplicates)

    with Library.open(tmp_path / "another", device="numpy") as other:
        for row in library.folders():
            other.add_folder(row.path)
        rescan(other)
        with Duplicates(other) as elsewhere:
            elsewhere.update()
            assert import_review(elsewhere, exported) == 1
            assert import_review(elsewhere, exported) == 0
            assert first.group_id not in {group.group_id for group in elsewhere.all()}
            assert Review(elsewhere, "evening").session.marks == resumed.session.marks
            for damaged in ({}, [], {**exported, "format": 9}, {**exported, "decisions": [{}]}):
                with pytest.raises(RequestError):
                    import_review(elsewhere, damaged)

    assert resumed.resume_postponed() == 1
    resumed.restart()
    again = resumed.next()
    assert again is not None and again.group_id == first.group_id


def check_clean_up(library: Library, duplicates: Duplicates, tmp_path: Path) -> None:
    review = Review(duplicates, "clean-up")
    while (group := review.next()) is not None:
        review.keep_only(group)
    plan = plan_from_json(plan_to_json(review.plan()))
    before = {action.path: digest(action.path) for action in plan.actions}
    assert len(before) >= 6
    journal, trash = Journal(duplicates.database), FreedesktopTrash(tmp_path / "Trash")
    outcomes = list(carry_out(plan, journal, digest, apply=True, trash=trash))
    assert {outcome.state for outcome in outcomes} == {OutcomeState.DONE}
    review.forget_done(outcome.action.path for outcome in outcomes)
    assert review.session.marks == {}
    rescan(library)
    duplicates.update()
    assert list(duplicates.all()) == []
    assert all(result.restored for result in undo(journal, plan.name, digest))
    assert {path: digest(path) for path in before} == before
    rescan(library)
    duplicates.update()
    assert len(list(duplicates.all())) == len(plan.groups)


def test_pages_cover_a_long_list_once(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", device="numpy") as library, Duplicates(library) as duplicates:
        store = duplicates.store
        groups = [NewGroup(f"g{n:05d}", GroupList.SAME, "near", (), 2, n % 7) for n in range(5000)]
        store.replace_groups(groups)
        seen, after = [], None
        while page := store.page(GroupList.SAME, after=after, limit=333):
            seen += [group.group_id for group in page]
            after = (page[-1].bytes, page[-1].group_id)
        assert sorted(seen) == [group.group_id for group in groups]
        assert store.counts()[GroupList.SAME] == 5000
        assert duplicates.page() == []  # groups without living files are not shown


def test_who_looks_like_the_keeper_through_others_alone_is_told_by_the_weakest_link(tmp_path: Path) -> None:
    for number, size in enumerate((90, 60, 30)):
        shade = np.full((size, size, 3), 60 * number, np.uint8)
        save(tmp_path / "photos" / f"{size}.png", shade)
    with Library.open(tmp_path / "library", device="numpy") as library:
        library.add_folder(tmp_path / "photos")
        for _ in library.scan(workers=1, fast_only=True):
            pass
        with Duplicates(library) as duplicates:
            a, b, c = sorted(duplicates.contents.ids().tolist())
            duplicates.store.put_pairs(
                [
                    Pair(a, b, Relation.ALIKE, 0.7),
                    Pair(b, c, Relation.ALIKE, 0.6),
                    Pair(a, c, Relation.NONE, 0.0),
                ]
            )
            duplicates.store.replace_groups([NewGroup("g", GroupList.ALIKE, "near", (a, b, c), 3, 0)])
            (group,) = duplicates.page(GroupList.ALIKE)
    shown = {item.photo.description_id: item.similarity for item in group.photos[1:]}
    assert min(shown.values()) == pytest.approx(0.6)
    assert set(shown.values()) <= {0.6, 0.7}
