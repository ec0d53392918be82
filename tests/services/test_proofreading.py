"""A text as one row's person reads it: figures, what is taken out, what makes it dear, what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.message import clean_text
from kwtsms_desktop.core.reasons import Reason, Removal
from kwtsms_desktop.services.proofreading import Encoding, Proof, proofread

HEADINGS = ("Name", "Amount")
SARA = ("Sara", "5")


def test_the_figures_are_those_of_the_merged_text() -> None:
    proof = proofread("Dear {Name}, {Amount} KD", HEADINGS, SARA)
    assert proof.text == "Dear Sara, 5 KD"
    assert (proof.count.characters, proof.count.segments, proof.count.encoding) == (15, 1, Encoding.GSM7)


def test_without_a_row_placeholders_stay_as_typed() -> None:
    assert proofread("Dear {Name}", HEADINGS, None).text == "Dear {Name}"


def test_what_is_merged_is_cleaned() -> None:
    assert proofread("Dear {Name} 🎉", HEADINGS, ("Sara 🎉", "")).text == "Dear Sara  "


class TestProblems:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", Reason.TEXT_EMPTY),
            ("🎉", Reason.TEXT_EMPTY),
            ("Dear {Nam}", Reason.PLACEHOLDER_UNKNOWN),
            ("Dear {Name", Reason.PLACEHOLDER_BROKEN),
        ],
    )
    def test_of_the_text_itself(self, text: str, reason: Reason) -> None:
        problem = proofread(text, HEADINGS, SARA).problem
        assert problem is not None
        assert problem.reason is reason

    def test_a_text_with_a_problem_is_still_counted(self) -> None:
        assert proofread("Dear {Nam}", HEADINGS, SARA).count.characters == 10

    def test_a_row_without_a_value_is_no_problem_of_the_text(self) -> None:
        proof = proofread("Dear {Name}", HEADINGS, ("", "5"))
        assert proof.problem is None
        assert proof.missing == ("Name",)
        assert proof.text == "Dear {Name}"

    def test_a_fallback_fills_it(self) -> None:
        proof = proofread("Dear {Name|customer}", HEADINGS, ("", "5"))
        assert (proof.text, proof.missing) == ("Dear customer", ())

    def test_doubled_braces_around_a_column_are_noticed(self) -> None:
        assert proofread("Dear {{Name}}", HEADINGS, SARA).doubled == ("Name",)


class TestRemoved:
    def test_positions_are_those_of_the_text_as_typed(self) -> None:
        proof = proofread("{Name} 🎉", HEADINGS, ("a much longer name", "5"))
        assert [(part.position, part.removed) for part in proof.removed] == [(7, "🎉")]

    def test_what_a_cell_brings_is_told_apart(self) -> None:
        proof = proofread("{Name}", HEADINGS, ("Sara 🎉", "5"))
        assert proof.removed == ()
        assert [(one.placeholder, one.part.kind) for one in proof.removed_from_cells] == [
            ("Name", Removal.EMOJI)
        ]

    def test_a_column_used_twice_is_told_once(self) -> None:
        assert len(proofread("{Name} {Name}", HEADINGS, ("🎉 Sara", "")).removed_from_cells) == 1

    def test_a_column_that_is_not_used_brings_nothing(self) -> None:
        assert proofread("{Amount}", HEADINGS, ("🎉 Sara", "5")).removed_from_cells == ()


class TestUnicode:
    @pytest.mark.parametrize(
        ("text", "characters"),
        [
            ("It’s time …", ["’", "…"]),
            ("Ünal Yılmaz", ["ı"]),
            ("مرحبا …", []),
            ("Dear أحمد …", []),
            ("It's time", []),
        ],
        ids=["typography", "Latin letter outside GSM", "Arabic", "mixed", "GSM"],
    )
    def test_what_forces_it_is_told_of_texts_in_latin_letters(self, text: str, characters: list[str]) -> None:
        assert [one.character for one in proofread(text, HEADINGS, SARA).forcing] == characters

    def test_the_column_that_forces_it_is_named(self) -> None:
        assert proofread("Dear {Name}, {Amount}", HEADINGS, ("سارة", "5")).forced_by == ("Name",)

    def test_a_column_in_a_text_that_is_unicode_anyhow_is_not(self) -> None:
        assert proofread("عزيزتنا {Name}", HEADINGS, ("سارة", "5")).forced_by == ()


@given(
    text=st.text("ab {}|Name’🎉<>\u200b٥م\n", max_size=30),
    cells=st.none() | st.tuples(st.text("a🎉م{} ", max_size=5), st.text(max_size=5)),
)
def test_any_text_can_be_read(text: str, cells: tuple[str, str] | None) -> None:
    proof = proofread(text, HEADINGS, cells)
    assert isinstance(proof, Proof)
    assert clean_text(proof.text) == proof.text
    assert proof.count.characters == len(proof.text)
