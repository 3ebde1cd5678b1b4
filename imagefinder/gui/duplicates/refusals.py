"""Why a file was left alone, in the window's language: the engine's sentence, known by its words and said
again. Names of files and what the system itself reports stand in it as they are.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QObject


class Refusals(QObject):
    """Says in the window's language why an action on a file was refused, or could not be undone."""

    def sentences(self) -> dict[str, str]:
        """The engine's sentence, its changing parts in braces, and what the window says for it."""
        return {
            "the plan does not describe its group": self.tr("the plan does not describe its group"),
            "its group has no other member": self.tr("its group has no other photo"),
            "it is not a member of its group": self.tr("it does not belong to its group"),
            "it is the copy that its group keeps": self.tr("it is the photo that its group keeps"),
            "another group asks for a different action ({action})": self.tr(
                "another group asks for something else"
            ),
            "no copy of its group would be left": self.tr("no photo of its group would be left"),
            "it lies in the reference folder {folder}, which is never touched": self.tr(
                "it lies in the reference folder {folder}, which is never touched"
            ),
            "it lies in {folder} and belongs to the system or a program": self.tr(
                "it lies in {folder} and belongs to the system or a program"
            ),
            "it is in a trash folder already": self.tr("it is in a trash folder already"),
            "only identical files can be replaced by a hard link": self.tr(
                "only identical files can be replaced by a hard link"
            ),
            "the copy to link to, {file}, is gone or has changed": self.tr(
                "the photo to link to, {file}, is gone or has changed"
            ),
            "no other living copy of its group could be read; this one stays": self.tr(
                "no other photo of its group could be read; this one stays"
            ),
            "it is not there any more": self.tr("it is not there any more"),
            "it does not exist": self.tr("it is not there any more"),
            "it cannot be reached: {why}": self.tr("it cannot be reached: {why}"),
            "it cannot be read: {why}": self.tr("it cannot be read: {why}"),
            "it is a link to a file, not a copy": self.tr("it is a link to a file, not a copy"),
            "it is not a regular file": self.tr("it is not a regular file"),
            "it has changed since the plan was made": self.tr("it has changed since the plan was made"),
            "its content has changed since the plan was made": self.tr(
                "its content has changed since the plan was made"
            ),
            "its folder is read-only": self.tr("its folder is read-only"),
            "its folder is read-only, so that it cannot be moved to the trash": self.tr(
                "its folder is read-only, so that it cannot be moved to the trash"
            ),
            "the folder {folder} cannot be written to": self.tr("the folder {folder} cannot be written to"),
            "it is in that folder already": self.tr("it is in that folder already"),
            "the plan names no folder to move it to": self.tr("the plan names no folder to move it to"),
            "it cannot be moved to {folder}: {why}": self.tr("it cannot be moved to {folder}: {why}"),
            "{folder} holds too many files of this name": self.tr(
                "{folder} holds too many files of this name"
            ),
            "the trash holds too many files of this name": self.tr(
                "the trash holds too many files of this name"
            ),
            "the copy in {folder} differs from the file": self.tr(
                "the copy in {folder} differs from the file"
            ),
            "no hard link could be made here: {why}": self.tr("no hard link could be made here: {why}"),
            "the trash cannot take it: {why}": self.tr("the trash cannot take it: {why}"),
            "the trash refused it: {why}": self.tr("the trash refused it: {why}"),
            "the recycle bin refused it: {why}": self.tr("the recycle bin refused it: {why}"),
            "the recycle bin did not take it": self.tr("the recycle bin did not take it"),
            "its disk has no trash and none can be made: {why}": self.tr(
                "its disk has no trash and none can be made: {why}"
            ),
            "{folder} is a link, which is not safe to use as a trash": self.tr(
                "{folder} is a link, which is not safe to use as a trash"
            ),
            "it is no longer in the trash at {place}": self.tr("it is no longer in the trash at {place}"),
            "another file stands in its place now; it stays in the trash": self.tr(
                "another file stands in its place now; it stays in the trash"
            ),
            "it cannot be put back: {why}": self.tr("it cannot be put back: {why}"),
            "it does not name the path of a trashed file": self.tr(
                "the trash does not say where it came from"
            ),
            "the journal does not say where it is": self.tr("the history does not say where it is"),
            "the copy at {file} was left there: {why}": self.tr("the copy at {file} was left there: {why}"),
            "interrupted before it was moved; it is where it was": self.tr(
                "interrupted when it was about to be moved; it is where it was"
            ),
            "it was gone before it could be moved": self.tr("it was gone before it could be moved"),
            "it is neither in its place nor at {place}": self.tr("it is neither in its place nor at {place}"),
            "no link could be made, and {why}": self.tr("no link could be made, and {why}"),
            "the copy at {file} has changed and was left there": self.tr(
                "the copy at {file} has changed and was left there"
            ),
        }

    def said(self, reason: str) -> str:
        """A reason of the engine in the window's language; one that is not known stays as it is."""
        for sentence, words in self.sentences().items():
            if found := _pattern(sentence).fullmatch(reason):
                parts = {name: self.said(part) for name, part in found.groupdict().items()}
                return words.format(**parts)
        return reason


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", sentence)
    spelt = [re.escape(part) if number % 2 == 0 else f"(?P<{part}>.+)" for number, part in enumerate(parts)]
    return re.compile("".join(spelt), re.DOTALL)


def refusal_words(reason: str) -> str:
    """Why a file was left alone, in the window's language."""
    return Refusals().said(reason)
