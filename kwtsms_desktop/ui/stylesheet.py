"""The one style sheet of the program, filled in from the tokens.

Rule: no colour is written here, only names of tokens; and nothing says left or right, because Qt mirrors
neither padding nor margin of a style sheet.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from string import Template

from kwtsms_desktop.ui.tokens import Tokens


def style_sheet(tokens: Tokens, pixels: Mapping[str, int]) -> str:
    """The style sheet of one scheme.

    Args:
        tokens: the colours.
        pixels: sizes of type by name (``title``, ``headline``, ``body``, ``caption``).
    """
    values: dict[str, object] = dict(dataclasses.asdict(tokens))
    values |= {f"{name}_px": f"{size}px" for name, size in pixels.items()}
    values["scheme"] = "dark" if tokens.is_dark else "light"
    return "".join(Template(part).substitute(values) for part in _PARTS)


_LABELS = """
QLabel { color: $text; background: transparent; }
QLabel:disabled { color: $disabled; }
QLabel[kind="title"] { font-size: $title_px; font-weight: 600; }
QLabel[kind="headline"] { font-size: $headline_px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="caption"] { font-size: $caption_px; color: $muted; }
QLabel[kind="muted"] { color: $muted; }
QLabel[badge="true"] { font-size: $caption_px; font-weight: 600; }
QLabel[kind="success"] { color: $success; }
QLabel[kind="warning"] { color: $warning; }
QLabel[kind="danger"] { color: $danger; }
QLabel[kind="info"] { color: $info; }
QLabel[kind="accent"] { color: $accent; }
QLabel[kind="test"] { color: $test; }
QLabel[kind="on_accent"] { color: $on_accent; }
QLabel[kind="on_success"] { color: $on_success; }
"""

_BUTTONS = """
QPushButton, QToolButton {
    color: $text; background: $raised; border: 1px solid $outline; border-radius: 8px;
    padding: 7px 15px; font-weight: 500;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $neutral_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 6px 14px; }
QPushButton:disabled, QToolButton:disabled {
    color: $disabled; background: transparent; border-color: $border;
}
QPushButton[kind="primary"], QDialog QPushButton:default {
    color: $on_accent; background: $accent; border-color: $accent;
}
QPushButton[kind="primary"], QPushButton[kind="danger"] { font-weight: 600; }
QPushButton[kind="primary"]:hover, QDialog QPushButton:default:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:focus, QDialog QPushButton:default:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
    color: $disabled; background: $neutral_soft; border-color: $neutral_soft;
}
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="danger"]:focus { border: 2px solid $danger; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $border; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    color: $accent; background: transparent; border: 1px solid transparent; padding: 7px 11px;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {
    border: 2px solid $accent; padding: 6px 10px;
}
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { color: $disabled; }
QToolButton[kind="icon"] {
    background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px;
}
QToolButton[kind="icon"]:hover { background: $neutral_soft; }
QToolButton[kind="icon"]:focus { border: 2px solid $accent; padding: 4px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0px; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    color: $text; background: $raised; border: 1px solid $outline; border-radius: 8px;
    padding: 6px 9px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus,
QComboBox:on {
    border: 2px solid $accent; padding: 5px 8px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled {
    color: $disabled; background: $surface; border-color: $border;
}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid $danger; padding: 5px 8px; }
QAbstractItemView QLineEdit { border-radius: 4px; padding: 1px 5px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; background: transparent; width: 28px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow {
    image: url(icons:chevron-down.svg); width: 16px; height: 16px;
}
QComboBox QAbstractItemView {
    color: $text; background: $raised; border: 1px solid $border; padding: 4px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: none; width: 24px; background: transparent;
}
QAbstractSpinBox::up-arrow { image: url(icons:chevron-up.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(icons:chevron-down.svg); width: 12px; height: 12px; }
QCheckBox, QRadioButton { color: $text; background: transparent; spacing: 8px; padding: 4px 2px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $outline; background: $raised;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus,
QRadioButton::indicator:focus {
    border: 1px solid $accent; background: $accent_soft;
}
QCheckBox::indicator:checked {
    background: $accent; border: 1px solid $accent; image: url(icons:check-$scheme.svg);
}
QCheckBox::indicator:indeterminate {
    background: $accent; border: 1px solid $accent; image: url(icons:partly-$scheme.svg);
}
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; background: $raised; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $border; background: $surface;
}
QCheckBox:focus, QRadioButton:focus { text-decoration: underline; }
"""

_VIEWS = """
QAbstractItemView { color: $text; background: $raised; border: none; outline: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    color: $muted; background: $raised; border: none; border-bottom: 1px solid $border;
    padding: 0px 12px; font-size: $caption_px; font-weight: 600;
}
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url(icons:chevron-up.svg); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url(icons:chevron-down.svg); width: 12px; height: 12px; }
QTableCornerButton::section { background: $raised; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $outline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab {
    color: $muted; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 8px 16px; font-weight: 500;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $accent_soft; }
QSplitter::handle { background: transparent; }
"""

_FRAME = """
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { border: none; background: transparent; padding: 6px 10px; }
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QMainWindow, QDialog { background: $surface; }
QToolTip { color: $surface; background: $text; border: none; padding: 6px 8px; }
QMenu { color: $text; background: $raised; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QWidget#sideBar { background: $sunken; }
QFrame[kind="card"] { background: $raised; border: none; border-radius: 12px; }
QFrame[kind="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
"""

_PARTS = (_LABELS, _BUTTONS, _INPUTS, _VIEWS, _FRAME)
