"""Why a photo is a result, in the window's language: the engine's sentence, said again from its facts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QObject

from imagefinder.search.explain import TOLD_CONTESTED, transform_geometry
from imagefinder.search.results import Affine, MatchKind, ObjectMatch, SearchResult

IDENTICAL = "byte for byte"
FEW_DETAILS, PART = "There are too few details", "this part of the picture"
"""By these words the engine's own sentences are known."""
WHOLE = 0.93
"""From this share on a picture counts as wholly inside the other's frame, as it does for the engine."""
TURN = 1.5
"""Degrees below which a picture counts as not turned."""


def _percent(share: float) -> str:
    return f"{max(1, round(share * 100))} %"


def _unbroken(words: str) -> str:
    """No line breaks between a number and its percent sign."""
    return words.replace(" %", "\N{NO-BREAK SPACE}%")


class Reasons(QObject):
    """Says in the window's language why a photo is a result."""

    def geometry(self, transform: Affine, flipped: bool) -> list[str]:
        """How the result shows the object: size, turn, mirror."""
        scale, angle = transform_geometry(transform, flipped)
        words = []
        if abs(math.log2(scale)) > 0.03:
            words.append(self.tr("at {percent} % size").format(percent=round(scale * 100)))
        if abs(angle) > TURN:
            right = round(angle / 90) * 90
            turned = right if abs(angle - right) < TURN else round(angle)
            if abs(turned) == 180:
                words.append(self.tr("upside down"))
            elif turned > 0:
                words.append(self.tr("turned {degrees}° clockwise").format(degrees=turned))
            else:
                words.append(self.tr("turned {degrees}° anticlockwise").format(degrees=-turned))
        if flipped:
            words.append(self.tr("mirrored"))
        return words

    def _copy_words(self, found: ObjectMatch) -> list[str]:
        whole_query, whole_result = found.query_frame >= WHOLE, found.result_frame >= WHOLE
        words = [self.tr("Same picture")]
        if whole_query and not whole_result:
            said = self.tr("the query is a crop of it ({share} of this photo)")
            words.append(said.format(share=_percent(found.result_frame)))
        elif whole_result and not whole_query:
            said = self.tr("it is a part of the query ({share} of it)")
            words.append(said.format(share=_percent(found.query_frame)))
        elif not whole_query:
            said = self.tr("cropped differently ({share} in common)")
            words.append(said.format(share=_percent(found.query_frame)))
        if found.contested >= TOLD_CONTESTED:
            said = self.tr("{share} of the detail differs")
            words.append(said.format(share=_percent(found.contested)))
        return words + self.geometry(found.transform, found.flipped)

    def sentence(self, result: SearchResult) -> str:
        """One sentence for a card and for the comparison."""
        if IDENTICAL in result.reason:
            return self.tr("The same file, byte for byte")
        sure = [found for found in result.objects if found.verified]
        if result.kind == MatchKind.COPY and sure:
            return ", ".join(self._copy_words(max(sure, key=lambda found: found.query_coverage)))
        if result.kind == MatchKind.OBJECT and result.objects:
            shown = sure or list(result.objects)
            count = len(shown)
            what = (
                self.tr("Shares %n object(s)", "", count)
                if sure
                else self.tr("May share %n object(s)", "", count)
            )
            total = sum(found.matches for found in shown)
            matches = self.tr("%n match(es)", "", total)
            geometry = self.geometry(shown[0].transform, shown[0].flipped) if count == 1 else []
            return ", ".join([what, matches, *geometry])
        if result.kind == MatchKind.SIMILAR:
            return self.tr("Looks similar")
        return result.reason[:1].upper() + result.reason[1:]

    def note(self, said: str) -> str:
        """A note of the engine about a query."""
        if not said.startswith(FEW_DETAILS):
            return said
        if PART in said:
            return self.tr(
                "This part of the picture has too few details to find objects by: "
                "only look-alikes can be found."
            )
        return self.tr(
            "This picture has too few details to find objects by: "
            "only look-alikes and copies of the whole picture can be found."
        )


def note_words(notes: Sequence[str]) -> list[str]:
    """The engine's notes about a query, in the window's language."""
    return list(dict.fromkeys(Reasons().note(said) for said in notes))


def geometry_words(transform: Affine, flipped: bool) -> list[str]:
    """How the result shows the object: size, turn, mirror."""
    return [_unbroken(words) for words in Reasons().geometry(transform, flipped)]


def reason_words(result: SearchResult) -> str:
    """One sentence for a card and for the comparison."""
    return _unbroken(Reasons().sentence(result))
