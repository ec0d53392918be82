from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtWidgets import QApplication

from kwtsms_desktop import texts
from kwtsms_desktop.ui.direction import (
    apply_language,
    direction_of_text,
    is_mostly_rtl,
    isolate_ltr,
    without_isolates,
)

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


def test_arabic_turns_the_window(qapp: QApplication) -> None:
    apply_language(qapp, "ar")
    assert texts.current_language() == "ar"
    assert qapp.layoutDirection() is RTL


def test_english_turns_it_back(qapp: QApplication) -> None:
    apply_language(qapp, "ar")
    apply_language(qapp, "en")
    assert qapp.layoutDirection() is LTR


@pytest.mark.parametrize("system", ["ar_KW", "he_IL", "en_US"])
def test_direction_is_not_the_systems(qapp: QApplication, system: str) -> None:
    QLocale.setDefault(QLocale(system))
    apply_language(qapp, "en")
    assert qapp.layoutDirection() is LTR
    assert QLocale().language() is QLocale.Language.English


def test_numbers_are_written_the_same_in_both_languages(qapp: QApplication, language: str) -> None:
    assert QLocale().toString(1234567.5, "f", 1) == "1,234,567.5"


def test_names_of_months_are_of_the_language(qapp: QApplication) -> None:
    apply_language(qapp, "ar")
    assert QLocale().toString(QDate(2026, 11, 22), "MMMM") == "نوفمبر"


def test_qts_own_dialogs_speak_arabic(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    apply_language(qapp, "ar")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "ألغِ"
    apply_language(qapp, "en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_unknown_language_changes_nothing(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="xx"):
        apply_language(qapp, "xx")
    assert qapp.layoutDirection() is LTR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مرحبا", True),
        ("Hello", False),
        ("مرحبا بكم في Kuwait", True),
        ("Dear أحمد, your appointment", False),
        ("{Name} عزيزي العميل", True),
        ("12345", False),
        ("", False),
    ],
)
def test_is_mostly_rtl(text: str, expected: bool) -> None:
    assert is_mostly_rtl(text) is expected


@pytest.mark.parametrize("text", ["", "123 +", "!"])
def test_text_without_letters_has_the_programs_direction(qapp: QApplication, text: str) -> None:
    assert direction_of_text(text) is LTR
    apply_language(qapp, "ar")
    assert direction_of_text(text) is RTL


@pytest.mark.usefixtures("arabic")
def test_text_with_letters_has_its_own_direction() -> None:
    assert direction_of_text("Hello") is LTR
    assert direction_of_text("مرحبا") is RTL


def test_isolates_stand_around_the_text() -> None:
    assert isolate_ltr("+965 9876 5432") == "\u2066+965 9876 5432\u2069"


def test_nothing_stays_nothing() -> None:
    assert isolate_ltr("") == ""


@given(st.text(st.characters(exclude_characters="\u2066\u2069")))
def test_isolates_can_be_taken_out_again(text: str) -> None:
    assert without_isolates(isolate_ltr(text)) == text
