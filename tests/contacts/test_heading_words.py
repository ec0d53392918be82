from __future__ import annotations

import pytest

from kwtsms_desktop.contacts.heading_words import fold, words_of


@pytest.mark.parametrize(
    "text",
    ["Phone Number", "phone_number", "PHONE-NUMBER", "PhoneNumber", " phone\nnumber ", "\u200fPhone Number"],
)
def test_fold_ignores_case_spaces_and_marks(text: str) -> None:
    assert fold(text) == "phonenumber"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("MobileNo", {"mobileno", "mobile", "no"}),
        ("WhatsApp", {"whatsapp", "whats", "app"}),
        ("Mobile_1", {"mobile"}),
        ("رقم الجوّال", {"رقم", "جوال"}),
        ("الهاتــف", {"هاتف"}),
        ("للتواصل", {"تواصل"}),
        ("بطاقة مدنية", {"بطاقه", "مدنيه"}),
        ("الاسم / Name", {"اسم", "name"}),
        ("", set()),
    ],
)
def test_words_of_a_heading(heading: str, words: set[str]) -> None:
    assert words_of(heading) == words
