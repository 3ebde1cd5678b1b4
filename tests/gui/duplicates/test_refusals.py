"""Every reason that the engine gives for leaving a file alone is known to the window."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

import imagefinder.groups
from imagefinder.gui.duplicates.refusals import Refusals, _pattern, refusal_words

ENGINE = Path(imagefinder.groups.__file__).parent
MODULES = ("acting", "recovery", "safety", "trash", "trash_native")
CALLS = ("TrashError", "Refusal", "close")


def text_of(node: ast.expr) -> str | None:
    """A literal sentence, its changing parts as a word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [str(p.value) if isinstance(p, ast.Constant) else "/some/where" for p in node.values]
        return "".join(parts)
    return None


def reasons(tree: ast.AST) -> Iterator[str]:
    """What functions return or raise as a reason."""
    for node in ast.walk(tree):
        found: list[ast.expr | None] = []
        if isinstance(node, ast.Return) or (
            isinstance(node, ast.Assign)
            and any(
                isinstance(target, ast.Name) and target.id in ("reason", "detail", "_INTERRUPTED")
                for target in node.targets
            )
        ):
            found = [node.value]
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in CALLS:
                found = list(node.args)
        for value in found:
            branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            for branch in branches:
                text = text_of(branch) if branch is not None else None
                if text:
                    yield text


@pytest.mark.parametrize("module", MODULES)
def test_every_reason_of_the_engine_is_known(module: str) -> None:
    said = set(reasons(ast.parse((ENGINE / f"{module}.py").read_text("utf-8"))))
    assert said
    known = Refusals().sentences()
    unknown = [reason for reason in said if not any(_pattern(s).fullmatch(reason) for s in known)]
    assert not unknown


def test_what_changes_in_a_reason_stays() -> None:
    assert refusal_words("it cannot be moved to /a/b: No space left on device") == (
        "it cannot be moved to /a/b: No space left on device"
    )
    assert refusal_words("its group has no other member") == "its group has no other photo"
    assert refusal_words("no link could be made, and it is no longer in the trash at /t") == (
        "no link could be made, and it is no longer in the trash at /t"
    )
    assert refusal_words("something nobody knows") == "something nobody knows"
    assert refusal_words("") == ""


WORDS = {"it cannot be reached: {why}": "nicht erreichbar: {why}"}


class German(QTranslator):
    """Knows one of the sentences."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The words for ``text``, empty for none."""
        return WORDS.get(text, "") if context == "Refusals" else ""


def test_a_reason_is_said_in_the_language_of_the_window(qapp: QCoreApplication) -> None:
    german = German()
    qapp.installTranslator(german)
    try:
        assert refusal_words("it cannot be reached: Host is down") == "nicht erreichbar: Host is down"
    finally:
        qapp.removeTranslator(german)
