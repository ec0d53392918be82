"""The third step: what is written, how it is read, what it costs, and when it may go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts.reasons import reason_text
from kwtsms_desktop.ui.direction import without_isolates
from kwtsms_desktop.ui.pages.new_campaign.message_step import MessageStep
from kwtsms_desktop.ui.theme import apply_theme
from kwtsms_desktop.ui.tokens import DARK, LIGHT
from tests.support.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as opened:
        yield opened


def entered(qtbot: QtBot, desk: Desk, text: str = "") -> MessageStep:
    """The step on show, with this text, once its rows are known and everything is counted."""
    desk.preparation.set_template(text)
    step = MessageStep(desk.shell, desk.preparation)
    qtbot.addWidget(step)
    step.resize(900, 480)
    step.show()
    step.enter()
    settle(qtbot, step)
    return step


def settle(qtbot: QtBot, step: MessageStep) -> None:
    def is_settled() -> bool:
        return step.preview.row is not None and not step.is_busy()

    qtbot.waitUntil(is_settled)


def write(qtbot: QtBot, step: MessageStep, text: str) -> None:
    """Type at the end of the text."""
    qtbot.keyClicks(step.editor, text)
    settle(qtbot, step)


def money(step: MessageStep) -> str:
    return without_isolates(step.money.said())


class TestText:
    def test_the_draft_s_text_is_there_again(self, qtbot: QtBot, desk: Desk) -> None:
        assert entered(qtbot, desk, "Dear {Name}").editor.text() == "Dear {Name}"

    def test_what_is_typed_is_the_template(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        write(qtbot, step, "Hello")
        assert desk.preparation.template == "Hello"

    def test_starting_over_empties_the_editor(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        desk.preparation.start_over(keep_text=False)
        assert step.editor.text() == ""

    @pytest.mark.parametrize(
        ("text", "direction"),
        [
            ("مرحبا {Name}", Qt.LayoutDirection.RightToLeft),
            ("Hello {Name}", Qt.LayoutDirection.LeftToRight),
        ],
        ids=["Arabic", "Latin"],
    )
    def test_the_editor_writes_in_the_direction_of_the_text(
        self, qtbot: QtBot, desk: Desk, text: str, direction: Qt.LayoutDirection
    ) -> None:
        step = entered(qtbot, desk, text)
        assert step.editor.document().defaultTextOption().textDirection() is direction

    def test_a_column_is_inserted_where_the_cursor_stands(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear ")
        step.editor.select(5, 0)
        action(step, "Name").trigger()
        assert step.editor.text() == "Dear {Name}"

    def test_the_menu_shows_each_column_s_value_in_the_row_on_show(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk)
        assert action(step, "Amount").text() == "Amount\t5"


def action(step: MessageStep, heading: str) -> QAction:
    """The entry of a column in the menu of the button."""
    menu = step.insert_button.menu()
    menu.aboutToShow.emit()
    return next(one for one in menu.actions() if one.text().startswith(heading))


class TestFigures:
    def test_are_those_of_the_merged_text(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        assert step.figures_text() == "9 characters · Latin (GSM) · 1 segment · 151 left in this one"

    def test_follow_each_key(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "")
        qtbot.keyClicks(step.editor, "ab")
        assert step.figures_text().startswith("2 characters")

    def test_call_an_arabic_text_arabic(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "مرحبا")
        assert step.figures_text() == "5 characters · Arabic (Unicode) · 1 segment · 65 left in this one"


class TestPreview:
    def test_shows_the_message_of_a_row(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}, {Amount} KD")
        assert step.preview.phone.accessibleDescription() == "Dear Sara, 5 KD"

    def test_steps_to_the_next_row(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        qtbot.mouseClick(step.preview.next, Qt.MouseButton.LeftButton)
        assert step.preview.phone.accessibleDescription() == "Dear Fahd"
        assert without_isolates(step.preview.place.text()) == "Row 3 · 2 of 3"

    def test_ends_at_the_last_row(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        for _ in range(2):
            qtbot.mouseClick(step.preview.next, Qt.MouseButton.LeftButton)
        assert not step.preview.next.isEnabled()
        assert step.preview.previous.isEnabled()

    def test_shows_only_rows_that_are_sent_to(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [("Nobody", "12", ""), ("Sara", "98765432", "5")]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk, "Dear {Name}")
            assert step.preview.phone.accessibleDescription() == "Dear Sara"

    def test_names_the_sender(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        assert without_isolates(step.preview.phone.accessibleName()) == "Message from MYSHOP"


class TestRemovedParts:
    def test_an_emoji_is_drawn_and_named_with_its_place(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "See you 🎉")
        assert step.notes.removed.said().splitlines() == [
            "We took out 1 thing that would block your message.",
            "🎉 emoji at character 9",
        ]

    def test_what_nobody_sees_is_named_by_its_code(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "a\u200bb\u200bc")
        said = without_isolates(step.notes.removed.said())
        assert "U+200B hidden character: zero width space 2 times, first at character 2" in said

    def test_what_a_row_brings_is_told_too(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, [("Sara 🎉", "98765432", "5")]) as desk:
            step = entered(qtbot, desk, "Dear {Name}")
            assert "🎉 emoji from Name in row 2" in without_isolates(step.notes.removed.said())

    def test_a_click_on_the_place_selects_it(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "🎉 now <b>")
        tag = step.notes.removed.place_buttons()[1]
        qtbot.mouseClick(tag, Qt.MouseButton.LeftButton)
        assert step.editor.textCursor().selectedText() == "<b>"

    def test_the_next_click_selects_the_next_place(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "🎉a🎉")
        for _ in range(2):
            qtbot.mouseClick(step.notes.removed.place_buttons()[0], Qt.MouseButton.LeftButton)
        assert step.editor.textCursor().selectionStart() == 3  # in UTF-16 units

    def test_arabic_digits_are_not_called_a_hindrance(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "الساعة ٥")
        said = without_isolates(step.notes.removed.said())
        assert said == "Arabic digits are sent as Latin ones: ٥ = 5"

    def test_a_clean_text_says_nothing(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        assert not step.notes.isVisible()


class TestUnicode:
    def test_the_characters_that_force_it_and_their_cost(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "It’s time …")
        said = without_isolates(step.notes.unicode.text())
        assert said == "’ … make this Unicode: 70 instead of 160 characters a segment."

    def test_says_nothing_of_arabic_letters(self, qtbot: QtBot, desk: Desk) -> None:
        assert entered(qtbot, desk, "مرحبا …").notes.unicode.text() == ""

    def test_names_the_column_that_makes_a_latin_text_unicode(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, [("سارة", "98765432", "5")]) as desk:
            step = entered(qtbot, desk, "Dear {Name}")
            assert without_isolates(step.notes.unicode.text()).startswith(
                "{Name} makes this Unicode in row 2"
            )


class TestProblems:
    def test_an_unknown_column_is_named_with_what_was_meant(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Nam}")
        assert "no column “Nam”" in step.notes.problem.text()
        assert "“Name”" in step.notes.problem.text()
        assert not step.is_ready()

    def test_a_row_without_a_value_is_named_with_their_number(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [("Sara", "98765432", "5"), ("", "55512345", "5"), ("", "66612345", "5")]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk, "Dear {Name}")
            assert "“Name” is empty in row 3 (rows with this problem: 2)" in step.notes.problem.text()
            assert not step.is_ready()

    def test_a_text_that_is_too_long_cannot_go_on(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "a" * 1072)
        assert "8 segments; 7 is the most" in step.notes.problem.text()
        assert not step.is_ready()

    def test_goes_away_when_it_is_mended(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Nam")
        write(qtbot, step, "")
        step.editor.set_text("Dear {Name}")
        settle(qtbot, step)
        assert step.notes.problem.text() == ""
        assert step.is_ready()

    def test_doubled_braces_are_pointed_out(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {{Name}}")
        assert step.notes.doubled.text() == "{{Name}} is sent as it stands. For the column write {Name}."

    def test_an_empty_text_is_no_reproach(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "")
        assert not step.notes.isVisible()
        assert money(step) == "Write a message to see what it costs."
        assert not step.is_ready()


class TestMoney:
    def test_people_times_segments_and_the_balance(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        assert money(step).startswith("3 people × 1 segment = 3 credits · Balance 5,000 → 4,997")

    def test_where_rows_differ_a_picture_says_how(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [("Sara", "98765432", "5"), ("سارة", "55512345", "5")]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk, "Dear {Name}, " + "your appointment is on Monday. " * 3)
            assert "2 people × 1 to 2 segments = 3 credits" in money(step)
            assert step.money.bars().isVisible()
            said = step.money.bars().accessibleDescription()
            assert said == "1 segment: 1 person · 2 segments: 1 person"
            assert [segments for segments, _box in step.money.bars().bars()] == [1, 2]

    def test_an_estimate_is_called_one_while_everybody_is_counted(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Dear {Name}")
        qtbot.keyClicks(step.editor, "!")
        assert money(step).startswith("About 3 people × 1 segment = 3 credits")
        assert "Estimated from row 2; 0 of 3 counted …" in money(step)
        settle(qtbot, step)
        assert money(step).startswith("3 people")

    def test_the_last_text_is_the_one_that_is_counted(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "a")
        step.editor.set_text("a" * 161)
        step.counter.count()  # as if the typing had paused here
        counted: list[object] = []
        step.counter.counted.connect(lambda: counted.append(step.counter.cost))
        step.editor.set_text("a" * 400)
        settle(qtbot, step)
        assert "3 people × 3 segments = 9 credits" in money(step)
        assert counted == [step.counter.cost]

    def test_too_few_credits_are_a_warning(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, balance=2) as desk:
            step = entered(qtbot, desk, "Hello")
            assert "The balance of 2 credits is enough for 2 people." in money(step)
            assert "2 → \u22121" in money(step)
            assert step.is_ready()

    def test_numbers_abroad_make_the_sum_an_estimate(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, [("Sara", "98765432", "5"), ("Ali", "+971501234567", "5")]) as desk:
            step = entered(qtbot, desk, "Hello")
            assert "1 of them is outside Kuwait" in money(step)

    def test_nobody_to_send_to(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, [("Nobody", "12", "")]) as desk:
            step = MessageStep(desk.shell, desk.preparation)
            qtbot.addWidget(step)
            desk.preparation.set_template("Hello")
            step.enter()
            assert money(step) == "There is nobody to send to."
            assert not step.is_ready()


class TestLook:
    def test_placeholders_take_the_colours_of_another_scheme(
        self, qtbot: QtBot, desk: Desk, qapp: QApplication
    ) -> None:
        step = entered(qtbot, desk, "{Name}")
        assert ink_of(step) == LIGHT.accent
        apply_theme(qapp, "dark")
        qtbot.waitUntil(lambda: ink_of(step) == DARK.accent)

    def test_an_unknown_placeholder_is_drawn_as_wrong(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "{Nam}")
        assert ink_of(step) == LIGHT.danger

    def test_new_colours_are_no_new_text(self, qtbot: QtBot, desk: Desk) -> None:
        """Qt calls both a change; the text of a draft was lost to that."""
        step = entered(qtbot, desk, "{Name}")
        with qtbot.assertNotEmitted(step.editor.written):
            step.editor.set_headings(("Other",))
        assert ink_of(step) == LIGHT.danger


def ink_of(step: MessageStep) -> str:
    """The colour of the first placeholder."""
    formats = step.editor.document().firstBlock().layout().formats()
    return formats[0].format.foreground().color().name()


class TestSender:
    def test_offers_the_account_s_own_and_marks_the_shared_one(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        box = step.sender_choice.box
        assert [box.itemText(index) for index in range(box.count())] == [
            "KWT-SMS (for tests: slow, does not reach everybody)",
            "MYSHOP",
        ]
        assert box.currentData() == "MYSHOP"
        assert not box.isEditable()

    def test_asks_the_gateway_where_nobody_has(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, is_asked=False) as desk:
            step = entered(qtbot, desk, "Hello")
            qtbot.waitUntil(lambda: step.sender_choice.box.count() == 2)
            assert step.sender_choice.note().text() == ""

    def test_says_when_the_gateway_cannot_be_asked(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, is_asked=False) as desk:
            desk.simulator.stop()
            step = entered(qtbot, desk, "Hello")
            note = step.sender_choice.note()
            qtbot.waitUntil(lambda: reason_text(Reason.NOT_CONNECTED.value) in note.text())
            assert note.action_button().text() == "Try again"

    def test_the_choice_is_kept_in_the_preparation(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        choose(step, "KWT-SMS")
        assert desk.preparation.sender_id == "KWT-SMS"
        assert "KWT-SMS" in step.preview.phone.accessibleName()

    def test_the_first_choice_becomes_the_account_s_default(self, qtbot: QtBot, desk: Desk) -> None:
        desk.set_account(sender="")
        step = entered(qtbot, desk, "Hello")
        choose(step, "MYSHOP")
        assert desk.shell.account is not None
        assert desk.shell.account.sender == "MYSHOP"

    def test_a_later_choice_does_not(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        choose(step, "KWT-SMS")
        assert desk.shell.account is not None
        assert desk.shell.account.sender == "MYSHOP"

    def test_the_only_own_sender_needs_no_choice(self, qtbot: QtBot, desk: Desk) -> None:
        desk.preparation.set_sender_id("")
        assert entered(qtbot, desk, "Hello").sender_choice.box.currentData() == "MYSHOP"

    def test_another_spelling_is_refused(self, qtbot: QtBot, desk: Desk) -> None:
        desk.preparation.set_sender_id("MyShop")
        step = entered(qtbot, desk, "Hello")
        assert "no sender ID “MyShop”" in step.sender_choice.note().text()
        assert not step.is_ready()

    def test_without_an_account_the_way_leads_to_the_settings(self, qtbot: QtBot, tmp_path: Path) -> None:
        with open_desk(tmp_path, has_account=False) as desk:
            step = entered(qtbot, desk, "Hello")
            with qtbot.waitSignal(desk.shell.page_wanted) as wanted:
                qtbot.mouseClick(step.sender_choice.note().action_button(), Qt.MouseButton.LeftButton)
            assert wanted.args == ["settings"]
            assert not step.is_ready()


def choose(step: MessageStep, sender: str) -> None:
    """Choose a sender ID as a user does in the box."""
    box = step.sender_choice.box
    index = box.findData(sender)
    box.setCurrentIndex(index)
    box.activated.emit(index)


class TestGoingOn:
    def test_goes_on_at_once_when_everything_is_counted(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        with qtbot.waitSignal(step.step_done):
            step.proceed()

    def test_waits_for_the_count(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        qtbot.keyClicks(step.editor, "!")
        assert step.is_ready()
        with qtbot.waitSignal(step.step_done):
            step.proceed()
            assert not step.is_ready()
        assert step.counter.cost is not None

    def test_stays_where_the_count_finds_a_problem(self, qtbot: QtBot, tmp_path: Path) -> None:
        rows = [("Sara", "98765432", "5"), ("", "55512345", "5")]
        with open_desk(tmp_path, rows) as desk:
            step = entered(qtbot, desk, "Hello ")
            with qtbot.assertNotEmitted(step.step_done):
                step.editor.insert("{Name}")
                step.proceed()
                settle(qtbot, step)
            assert "row 3" in step.notes.problem.text()

    def test_leaving_stops_the_count(self, qtbot: QtBot, desk: Desk) -> None:
        step = entered(qtbot, desk, "Hello")
        step.editor.set_text("Hello!")
        step.counter.count()
        step.leave()
        assert not step.is_busy()


@pytest.mark.parametrize("size", [(904, 415), (1078, 543)], ids=["1024x640", "1366x768"])
@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(
    qtbot: QtBot, desk: Desk, size: tuple[int, int], clipped: Callable[[QWidget], list[str]]
) -> None:
    step = entered(qtbot, desk, "Dear {Name}, it’s … 🎉 <b>now</b> ٥")
    step.resize(*size)
    qtbot.waitUntil(lambda: clipped(step) == [])
