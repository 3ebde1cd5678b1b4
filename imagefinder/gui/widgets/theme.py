"""Light and dark: one small table of colours each, a palette and a style sheet made from it.

Widgets and delegates read the palette only; nothing else in the program names a colour, save the object
colours in `imagefinder.gui.widgets.outlines`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from imagefinder.gui.widgets.stylesheet import stylesheet


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one scheme, as ``#rrggbb``.

    Attributes:
        window: ground of the window. panel: side panes and bars. raised: cards, fields, menus.
        canvas: what surrounds a photo. border: hairlines. strong_border: outlines of fields.
        text, muted, faint: three levels of words. accent: the one colour of action and selection.
        on_accent: words on it. hover, pressed: ground of a control under the pointer.
    """

    dark: bool
    window: str
    panel: str
    raised: str
    canvas: str
    border: str
    strong_border: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    hover: str
    pressed: str
    good: str
    bad: str
    warn: str


DARK = Theme(
    dark=True,
    window="#1c1d20",
    panel="#232528",
    raised="#2c2e33",
    canvas="#141517",
    border="#34363b",
    strong_border="#45484f",
    text="#ebecee",
    muted="#a5a8b0",
    faint="#7c808a",
    accent="#5aa2f0",
    on_accent="#0c1a2a",
    hover="#35383e",
    pressed="#3f434a",
    good="#5fc08a",
    bad="#ef7a72",
    warn="#e8b04b",
)

LIGHT = Theme(
    dark=False,
    window="#f4f4f6",
    panel="#fbfbfc",
    raised="#ffffff",
    canvas="#e4e5e9",
    border="#dddee3",
    strong_border="#c3c5cd",
    text="#1d1e22",
    muted="#5d616b",
    faint="#7f838e",
    accent="#1668c7",
    on_accent="#ffffff",
    hover="#ececf0",
    pressed="#e0e1e7",
    good="#1d7f4a",
    bad="#c0362c",
    warn="#9a6700",
)


def is_dark(palette: QPalette) -> bool:
    """Whether a palette is of the dark scheme."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def theme_of(palette: QPalette) -> Theme:
    """The table that a palette was made from."""
    return DARK if is_dark(palette) else LIGHT


def make_palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme; icons, delegates and plain Qt widgets draw from it."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.raised,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.hover,
        role.Midlight: theme.muted,
        role.Mid: theme.border,
        role.Dark: theme.strong_border,
        role.Shadow: theme.canvas,
    }
    for name, value in pairs.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.faint))
    return palette


def wanted_theme(choice: str) -> Theme:
    """The theme for a setting: ``light``, ``dark``, or ``system`` for what the desktop asks for."""
    if choice == "dark":
        return DARK
    if choice == "light":
        return LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply_theme(application: QApplication, choice: str) -> Theme:
    """Dress the application; called again when the setting or the desktop's scheme changes."""
    hints = QGuiApplication.styleHints()
    scheme = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}.get(choice, Qt.ColorScheme.Unknown)
    hints.setColorScheme(scheme)
    theme = wanted_theme(choice)
    if application.style().objectName().lower() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(make_palette(theme))
    application.setStyleSheet(stylesheet(theme))
    return theme


def sized_font(base: QFont, step: float, *, bold: bool = False) -> QFont:
    """``base`` made ``step`` times as large."""
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * step)
    else:
        font.setPixelSize(round(base.pixelSize() * step))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
