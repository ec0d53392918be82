from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kwtsms_desktop.ui.tokens import LIGHT
from kwtsms_desktop.ui.widgets.labels import ElidedLabel
from kwtsms_desktop.ui.widgets.phone_preview import PhonePreview, _Bubble

ARABIC = "عزيزي أحمد، موعدك يوم الأحد"


@pytest.fixture
def phone(qtbot: QtBot) -> PhonePreview:
    made = PhonePreview()
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    return made


def bubble(phone: PhonePreview) -> _Bubble:
    found = phone.bubble()
    assert isinstance(found, _Bubble)
    return found


def tinted(phone: PhonePreview) -> bool:
    image: QImage = phone.bubble().grab().toImage()
    return any(
        image.pixelColor(x, y).name() == LIGHT.accent_soft
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_sender_stands_on_top(phone: PhonePreview) -> None:
    phone.set_message("ALSABAH-CO", "Hello")
    sender = phone.findChild(ElidedLabel)
    assert sender is not None
    assert sender.whole_text() == "\u2066ALSABAH-CO\u2069"
    assert sender.y() < phone.bubble().mapTo(phone, phone.bubble().rect().topLeft()).y()


def test_message_is_said(phone: PhonePreview) -> None:
    phone.set_message("ALSABAH-CO", ARABIC)
    assert phone.accessibleName() == "Message from ALSABAH-CO"
    assert phone.accessibleDescription() == ARABIC


@pytest.mark.parametrize(
    ("text", "is_at_the_right"), [(ARABIC + "\nنعم", True), ("Dear Ahmad, hello\nyes", False)]
)
def test_text_has_its_own_direction(phone: PhonePreview, text: str, is_at_the_right: bool) -> None:
    phone.set_message("X", text)
    image = phone.bubble().grab().toImage()
    box = bubble(phone).box().toRect()
    second_line = range(box.center().y() + 4, box.bottom() - 6)
    columns = [
        x
        for x in range(box.left() + 4, box.right() - 4)
        if any(image.pixelColor(x, y).lightness() < 120 for y in second_line)
    ]
    assert (columns[0] > box.center().x()) is is_at_the_right


def test_bubble_grows_with_the_text(phone: PhonePreview) -> None:
    phone.set_message("X", "Hello")
    small = bubble(phone).box()
    phone.set_message("X", "Hello " * 40)
    large = bubble(phone).box()
    assert large.height() > small.height()
    assert large.width() > small.width()
    assert large.right() <= phone.bubble().width()


def test_bubble_is_at_the_start_edge(qtbot: QtBot, language: str) -> None:
    made = PhonePreview()
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    made.set_message("X", "Hello")
    middle = bubble(made).width() / 2
    assert (bubble(made).box().center().x() > middle) is (language == "ar")


def test_second_segment_is_tinted(phone: PhonePreview) -> None:
    phone.set_message("X", "first second", ["first ", "second"])
    assert tinted(phone)


@pytest.mark.parametrize("segments", [[], ["first second"]], ids=["not asked", "only one"])
def test_without_segments_nothing_is_tinted(phone: PhonePreview, segments: list[str]) -> None:
    phone.set_message("X", "first second", segments)
    assert not tinted(phone)


def test_segments_may_hold_characters_outside_the_basic_plane(phone: PhonePreview) -> None:
    phone.set_message("X", "😀😀 end", ["😀😀", " end"])
    assert tinted(phone)


def test_empty_message_says_where_it_will_be(phone: PhonePreview) -> None:
    phone.set_message("", "")
    assert phone.accessibleDescription() == ""
    assert bubble(phone).box().width() > 40
