"""Warnings that save people: each fires where it should and keeps quiet where it would only annoy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.advice import advise, asks_for_name, holds_link, is_quiet_time, wrong_direction_lines
from kwtsms_desktop.core.reasons import Reason


@pytest.mark.parametrize(
    "text",
    [
        "See https://shop.example/x",
        "www.shop.com",
        "Order at shop.com today",
        "shop.com.kw",
        "bit.ly/3abc",
        "زوروا moh.gov.kw",
    ],
)
def test_finds_links(text: str) -> None:
    assert holds_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sale ends.Come today",
        "12.500 KD",
        "At 10.30 a.m.",
        "",
        "mail sara@shop",
        "e.g.this",
        "السعر 5.750 د.ك",
    ],
)
def test_takes_no_sentence_for_a_link(text: str) -> None:
    assert not holds_link(text)


@pytest.mark.parametrize(
    ("text", "is_missing"),
    [
        pytest.param("Your code is 1234", True, id="no-name"),
        pytest.param("My Shop: your code is 1234", False, id="name-in-other-spelling"),
        pytest.param("رمز التحقق 4821", True, id="arabic"),
        pytest.param("رمز التحقق 4821 من MYSHOP", False, id="arabic-with-name"),
        pytest.param("Your code is {Code}", True, id="placeholder"),
        pytest.param("Verify your order at the counter", False, id="no-code"),
        pytest.param("Use SALE2026 to save", False, id="voucher"),
        pytest.param("Our number is 22445566", False, id="phone-number"),
    ],
)
def test_a_code_needs_the_company_name(text: str, is_missing: bool) -> None:
    assert asks_for_name(text, ["MY-SHOP"]) is is_missing


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [(9 * 60, False), (20 * 60 + 59, False), (21 * 60, True), (0 * 60, True), (8 * 60 + 59, True)],
)
def test_quiet_time(at: int, is_quiet: bool) -> None:
    assert is_quiet_time(at) is is_quiet


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("Hello\nمرحبا", (), id="a-line-each"),
        pytest.param("Jasmine صالون يرحب بكم في فرعه الجديد", (0,), id="latin-first-in-arabic"),
        pytest.param("صالون Jasmine يرحب بكم", (), id="latin-inside-arabic"),
        pytest.param("Welcome to صالون", (), id="arabic-inside-latin"),
        pytest.param("XL مقاس جديد في المحل", (), id="two-letters"),
        pytest.param("أهلا\nMYSHOP عروض نهاية الأسبوع الكبيرة", (1,), id="second-line"),
        pytest.param("123 !", (), id="no-letters"),
    ],
)
def test_lines_that_phones_draw_in_the_wrong_order(text: str, lines: tuple[int, ...]) -> None:
    assert wrong_direction_lines(text) == lines


def test_links_matter_only_abroad() -> None:
    assert advise("shop.com", "MYSHOP") == ()
    assert advise("shop.com", "MYSHOP", abroad=1) == (Reason.LINK_ABROAD,)


def test_a_code_may_come_at_night() -> None:
    assert advise("Sale!", "MYSHOP", at=23 * 60) == (Reason.QUIET_TIME,)
    assert advise("MYSHOP code is 1234", "MYSHOP", at=23 * 60) == ()


@given(st.text(max_size=300), st.text(max_size=12))
def test_never_raises(text: str, sender: str) -> None:
    assert set(advise(text, sender, abroad=1, at=23 * 60)) <= set(Reason)
