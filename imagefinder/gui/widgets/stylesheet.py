"""The style sheet: spacing, corners and states of every control, in the colours of a theme."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imagefinder.gui.widgets.theme import Theme

SHEET = Template("""
QWidget { font-size: 10pt; color: $text; }
QMainWindow, QDialog, #page { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong_border; padding: 5px 8px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[role="big"] { font-size: 19pt; font-weight: 600; }
QLabel[role="section"] { font-size: 9pt; font-weight: 600; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="beside"] { color: $muted; padding-bottom: 2px; }
QLabel[role="small"] { color: $muted; font-size: 9pt; }
QLabel[role="good"] { color: $good; }
QLabel[role="bad"] { color: $bad; }
QLabel[role="badge"] { background: $hover; border-radius: 8px; padding: 2px 8px; font-size: 9pt; color:
$muted; }

#rail { background: $panel; border-right: 1px solid $border; }
#rail QToolButton {
    border: none; border-radius: 8px; padding: 7px 2px 6px 2px; margin: 1px 6px; color: $muted; font-size:
        8.5pt;
}
#rail QToolButton:hover { background: $hover; color: $text; }
#rail QToolButton:checked { background: $pressed; color: $text; font-weight: 600; }
#rail QToolButton:focus { border: 1px solid $accent; padding: 6px 1px 5px 1px; }

#side { background: $panel; border-right: 1px solid $border; }
#inspector { background: $panel; border-left: 1px solid $border; }
#bar { background: $window; border-bottom: 1px solid $border; }
#foot { background: $panel; border-top: 1px solid $border; }
#card { background: $raised; border: 1px solid $border; border-radius: 10px; }
#notice { background: $raised; border: 1px solid $strong_border; border-radius: 9px; }
#notice[floating="true"] { margin: 10px 12px; }
#notice[tone="bad"] { border-left: 4px solid $bad; }
#notice[tone="warn"] { border-left: 4px solid $warn; }
#notice[tone="good"] { border-left: 4px solid $good; }
#notice[tone="info"] { border-left: 4px solid $accent; }

QPushButton {
    background: $raised; border: 1px solid $strong_border; border-radius: 7px; padding: 6px 14px; min-height:
        18px;
}
QPushButton, QToolButton, QTabBar { outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $faint; border-color: $border; background: $window; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 5px 13px; }
QPushButton[primary="true"]:disabled { background: $hover; color: $faint; border-color: $border; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $pressed; border-color: $strong_border; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton::menu-indicator { image: none; width: 0px; }
QToolButton[chip="true"] {
    border: 1px solid $strong_border; border-radius: 13px; padding: 3px 11px; color: $muted; background:
        transparent;
}
QToolButton[chip="true"]:hover { background: $hover; color: $text; }
QToolButton[chip="true"]:checked { background: $chip; border-color: $accent; color: $text; }
QToolButton[chip="true"]:focus { border: 2px solid $accent; padding: 2px 10px; }
QToolButton[segment="true"] { border: 1px solid $strong_border; border-radius: 6px; padding: 4px 9px;
background: $raised; } QToolButton[segment="true"]:hover { background: $hover; }
QToolButton[segment="true"]:checked { background: $chip; border-color: $accent; }
QToolButton[segment="true"]:focus { border: 2px solid $accent; padding: 3px 8px; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextBrowser, QDateEdit {
    background: $raised; border: 1px solid $strong_border; border-radius: 6px; padding: 5px 8px; min-height:
        18px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QDateEdit:focus { border-color:
$accent; } QComboBox::drop-down { border: none; width: 22px; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled, QDateEdit:disabled {
    color: $faint; background: $window; border-color: $border;
}
QComboBox::down-arrow { image: url(:/icons/arrow-down-$scheme.svg); width: 12px; height: 12px; margin-right:
8px; } QSpinBox, QDateEdit { padding-right: 24px; }
QAbstractSpinBox QLineEdit { padding: 0 6px; border: none; background: transparent; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 20px; margin: 1px
3px; } QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url(:/icons/arrow-up-$scheme.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url(:/icons/arrow-down-$scheme.svg); width: 10px; height: 10px; }
QDateEdit::drop-down { border: none; width: 22px; }
QDateEdit::down-arrow { image: url(:/icons/arrow-down-$scheme.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $strong_border; selection-background-color: $pressed;
    selection-color: $text; outline: none; padding: 3px;
}

QMenu { background: $raised; border: 1px solid $strong_border; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $pressed; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QListView, QTreeView, QTableView {
    background: $window; border: none; outline: none; selection-background-color: $pressed; selection-color:
        $text;
    alternate-background-color: $panel; gridline-color: $border;
}
QTableView::item, QTreeView::item { padding: 5px 8px; border: none; }
QTableView::item:selected, QTreeView::item:selected { background: $pressed; color: $text; }
QTableView:focus, QTreeView:focus { border: none; }
QHeaderView::section {
    background: $window; color: $muted; border: none; border-bottom: 1px solid $border; padding: 6px 8px;
        font-weight: 600;
}
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 2px; }
QScrollBar::handle { background: $strong_border; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider:horizontal { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; background: $strong_border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $raised; border: 2px solid $accent; width: 12px; height: 12px; margin: -6px 0; border-radius:
        8px;
}
QSlider::handle:horizontal:focus { background: $accent; }
QProgressBar { background: $strong_border; border: none; border-radius: 3px; max-height: 6px; min-height:
6px; } QProgressBar::chunk { background: $accent; border-radius: 3px; }

QCheckBox::indicator {
    width: 16px; height: 16px; border: 1px solid $strong_border; border-radius: 4px; background: $window;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image:
url(:/icons/tick-$scheme.svg); } QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 1px solid
transparent; border-radius: 5px; margin-left: -4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 8px 14px; border: none; border-bottom: 2px solid
        transparent;
}
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QFrame[line="true"] { background: $border; max-height: 1px; min-height: 1px; border: none; }
""")


def _mix(first: str, second: str, share: float) -> str:
    """``#rrggbb`` between two colours, ``share`` of the second."""
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def stylesheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    values: dict[str, Any] = {name: getattr(theme, name) for name in theme.__slots__}
    values["scheme"] = "dark" if theme.dark else "light"
    values["accent_hover"] = _mix(theme.accent, theme.text, 0.15)
    values["chip"] = _mix(theme.raised, theme.accent, 0.22)
    return SHEET.substitute(values)
