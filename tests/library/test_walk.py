"""The walk: what it looks at, what it leaves out, loops, links, odd names, directories that cannot be
listed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from imagefinder.library.walk import Exclusions, Walk, is_picture, volume_of

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links and names")


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * len(name))


def found(walk: Walk) -> set[str]:
    return {
        os.fsdecode(os.path.join(directory.path, file.name))  # noqa: PTH118
        for directory in walk
        for file in directory.files
    }


def test_pictures_are_found_at_every_depth_with_size_and_time(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "b/c.PNG", "b/d/e.tiff", "b/notes.txt", "b/noextension")
    walk = Walk(tmp_path)
    assert found(walk) == {"a.jpg", "b/c.PNG", "b/d/e.tiff"}
    top = next(iter(walk))
    status = (tmp_path / "a.jpg").stat()
    assert [(f.name, f.size, f.mtime_ns) for f in top.files] == [
        (b"a.jpg", status.st_size, status.st_mtime_ns)
    ]


def test_trash_hidden_and_housekeeping_folders_are_left_out(tmp_path: Path) -> None:
    hidden = (
        ".hidden",
        "@eaDir",
        "x/.git",
        "$RECYCLE.BIN",
        ".Trash-1000/files",
        "#recycle",
        "x/node_modules",
    )
    make(
        tmp_path,
        "a.jpg",
        ".hidden.jpg",
        "System Volume Information/a.jpg",
        *(f"{name}/a.jpg" for name in hidden),
    )
    assert found(Walk(tmp_path)) == {"a.jpg"}


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ([], {"a.jpg", "export/b.jpg", "2019/raw/c.jpg", "2019/d.jpg", "2019/export/e.jpg"}),
        (["export"], {"a.jpg", "2019/raw/c.jpg", "2019/d.jpg"}),
        (["export/"], {"a.jpg", "2019/raw/c.jpg", "2019/d.jpg"}),
        (["/export"], {"a.jpg", "2019/raw/c.jpg", "2019/d.jpg", "2019/export/e.jpg"}),
        (["2019/raw"], {"a.jpg", "export/b.jpg", "2019/d.jpg", "2019/export/e.jpg"}),
        (["2019/raw/"], {"a.jpg", "export/b.jpg", "2019/d.jpg", "2019/export/e.jpg"}),
        (["*/export", "d.*"], {"a.jpg", "export/b.jpg", "2019/raw/c.jpg"}),
        (["[[]x", "(", ""], {"a.jpg", "export/b.jpg", "2019/raw/c.jpg", "2019/d.jpg", "2019/export/e.jpg"}),
    ],
)
def test_patterns_leave_out_names_and_paths(tmp_path: Path, patterns: list[str], left: set[str]) -> None:
    make(tmp_path, "a.jpg", "export/b.jpg", "2019/raw/c.jpg", "2019/d.jpg", "2019/export/e.jpg")
    assert found(Walk(tmp_path, Exclusions(patterns))) == left


@posix_only
def test_links_to_directories_are_followed_only_on_request_and_once(tmp_path: Path) -> None:
    make(tmp_path, "lib/a/x.jpg", "outside/y.jpg")
    (tmp_path / "lib/link").symlink_to(tmp_path / "outside")
    (tmp_path / "lib/again").symlink_to(tmp_path / "outside")
    assert found(Walk(tmp_path / "lib")) == {"a/x.jpg"}
    assert found(Walk(tmp_path / "lib", follow_links=True)) == {"a/x.jpg", "again/y.jpg"}


@posix_only
def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, "a/x.jpg")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to("self")
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    assert found(Walk(tmp_path, follow_links=True)) == {"a/x.jpg"}
    assert found(Walk(tmp_path)) == {"a/x.jpg"}


@posix_only
def test_links_to_files_never_pass_for_copies(tmp_path: Path) -> None:
    make(tmp_path, "lib/a.jpg", "outside/b.jpg", "other/c.jpg")
    links = {
        "in": "lib/a.jpg",
        "out": "outside/b.jpg",
        "out2": "outside/b.jpg",
        "else": "other/c.jpg",
        "gone": "no",
    }
    for name, target in links.items():
        (tmp_path / f"lib/{name}.jpg").symlink_to(tmp_path / target)
    walk = Walk(tmp_path / "lib", other_roots=(tmp_path / "other",))
    assert found(walk) == {"a.jpg", "out.jpg"}


@posix_only
def test_names_that_are_not_utf8_and_names_full_of_signs_survive(tmp_path: Path) -> None:
    for name in (b"\xff\xfe.jpg", b"[a]*?.jpg", b"new\nline.jpg", b"!.jpg", "ünïcode 写真.jpg".encode()):
        (tmp_path / os.fsdecode(name)).write_bytes(b"1")
    (tmp_path / os.fsdecode(b"dir\xff!")).mkdir()
    (tmp_path / os.fsdecode(b"dir\xff!/x.jpg")).write_bytes(b"1")
    assert len(found(Walk(tmp_path, Exclusions(["nothing/*"])))) == 6


@posix_only
def test_pipes_and_sockets_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    make(tmp_path, "folder.jpg/a.jpg")
    assert found(Walk(tmp_path)) == {"folder.jpg/a.jpg"}


def test_the_library_s_own_folder_is_not_entered(tmp_path: Path) -> None:
    make(tmp_path, "a.jpg", "library/thumbnails/t.jpg")
    own = (tmp_path / "library").stat()
    assert found(Walk(tmp_path, avoid=frozenset({(own.st_dev, own.st_ino)}))) == {"a.jpg"}


def test_a_missing_root_is_an_error_and_not_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        list(Walk(tmp_path / "none"))
    with pytest.raises(OSError):
        volume_of(tmp_path / "none")


_UNREADABLE = """
import os, sys
from pathlib import Path
from imagefinder.library.walk import Walk
if os.geteuid() == 0:
    os.seteuid(65534)  # root may list everything
for directory in Walk(Path(sys.argv[1])):
    print(os.fsdecode(directory.path), type(directory.error).__name__, len(directory.files))
"""


@posix_only
def test_a_directory_without_permission_is_told_and_the_rest_goes_on() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder = Path(name)
        make(folder, "open/a.jpg", "shut/b.jpg")
        folder.chmod(0o755)
        (folder / "shut").chmod(0)
        answer = subprocess.run(
            [sys.executable, "-c", _UNREADABLE, name], capture_output=True, text=True, check=True
        )
        (folder / "shut").chmod(0o755)
    assert sorted(answer.stdout.split("\n")) == [
        "",
        " NoneType 0",
        "open NoneType 1",
        "shut PermissionError 0",
    ]


def test_the_volume_of_a_folder_stays_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert volume_of(tmp_path / "a") == volume_of(tmp_path / "a") != volume_of(tmp_path / "b")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (b"a.jpg", True),
        (b"a.JPEG", True),
        (b"a.jpg.txt", False),
        (b".jpg", False),
        (b"a", False),
        (b"a.heic", True),
    ],
)
def test_pictures_are_told_by_suffix(name: bytes, answer: bool) -> None:
    assert is_picture(name) is answer
