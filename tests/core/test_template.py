from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kwtsms_desktop.core.errors import Parameter, UserError
from kwtsms_desktop.core.message import clean_text
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.segments import count_segments
from kwtsms_desktop.core.template import Column, Placeholder, Template, placeholder_for

HEADINGS = ["Name", "Mobile", "Due date", "المبلغ", "", "Branch", "Branch"]
CELLS = ["Ali", "96598765432", "1 May", "250", "K", "Salmiya", "Jahra"]


def merge(text: str, cells: Sequence[str] = CELLS, headings: Sequence[str] = HEADINGS) -> str:
    return Template.parse(text, headings).merge(cells)


def refusal(text: str, headings: Sequence[str] = HEADINGS) -> tuple[Reason, dict[str, Parameter]]:
    with pytest.raises(UserError) as caught:
        Template.parse(text, headings)
    return caught.value.reason, dict(caught.value.parameters)


@pytest.mark.parametrize(
    ("index", "letter"),
    [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, letter: str) -> None:
    assert Column(index, "").letter == letter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Dear {Name}, pay", "Dear Ali, pay", id="heading"),
        pytest.param("{Name}{Name}", "AliAli", id="twice-side-by-side"),
        pytest.param("{NAME} {name}", "Ali Ali", id="case"),
        pytest.param("{ Name }", "Ali", id="outer-spaces"),
        pytest.param("{due_date}, {DueDate}, {due-date}", "1 May, 1 May, 1 May", id="spaces-and-dashes"),
        pytest.param("{المبلغ} د.ك", "250 د.ك", id="arabic-heading"),
        pytest.param("{\u200fName}", "Ali", id="hidden-character"),
        pytest.param("{Due\ndate}", "1 May", id="line-break-in-the-name"),
        pytest.param("{E}", "K", id="letter-of-a-column-without-heading"),
        pytest.param("{F} {G}", "Salmiya Jahra", id="letters-of-equal-headings"),
        pytest.param("{A} {b}", "Ali 96598765432", id="letters-of-other-columns"),
        pytest.param("{$A}", "Ali", id="letter-with-dollar"),
        pytest.param("{{Name}}", "{Name}", id="doubled-braces"),
        pytest.param("{{{Name}}}", "{Ali}", id="literal-braces-around-a-value"),
        pytest.param("{{{{ }}}}", "{{ }}", id="two-literal-braces"),
        pytest.param("{{ and }} and {Name}", "{ and } and Ali", id="literal-braces-apart"),
        pytest.param("", "", id="empty"),
        pytest.param("no braces: | 50% $A", "no braces: | 50% $A", id="plain"),
    ],
)
def test_merges(text: str, expected: str) -> None:
    assert merge(text) == expected


def test_merges_an_excel_heading_of_two_lines() -> None:
    assert merge("{Full Name}", ["Ali"], ["Full\nName"]) == "Ali"


def test_the_exact_heading_wins_over_one_that_is_alike() -> None:
    assert merge("{name}/{Name}", ["low", "high"], ["name", "Name"]) == "low/high"


def test_a_heading_wins_over_a_letter() -> None:
    assert merge("{B}", ["by heading", "by letter"], ["B", ""]) == "by heading"


def test_a_letter_with_dollar_wins_over_a_heading() -> None:
    assert merge("{$B}", ["by heading", "by letter"], ["B", ""]) == "by letter"


def test_an_equal_heading_that_is_its_own_letter_is_that_column() -> None:
    assert merge("{A} {B}", ["1", "2"], ["A", "A"]) == "1 2"


@pytest.mark.parametrize(
    ("text", "cell", "expected"),
    [
        pytest.param("Dear {Name|friend}", "Ali", "Dear Ali", id="value"),
        pytest.param("Dear {Name|friend}", "", "Dear friend", id="empty"),
        pytest.param("Dear {Name|friend}", " \u00a0\t", "Dear friend", id="white-space"),
        pytest.param("Dear {Name|friend}", "\u200f\u200b", "Dear friend", id="hidden-characters"),
        pytest.param("Dear {Name|friend}", "😀", "Dear friend", id="emoji-that-will-be-removed"),
        pytest.param("Dear{Name|}!", "", "Dear!", id="blank-allowed"),
        pytest.param("Dear {Name | dear friend }!", "", "Dear dear friend!", id="outer-spaces"),
        pytest.param("{Name|a|b}", "", "a|b", id="second-bar"),
        pytest.param("Dear {Name|friend}", "  Ali  Hasan \n", "Dear Ali  Hasan", id="value-is-trimmed"),
        pytest.param("{Name}", "{Mobile} {{x}}", "{Mobile} {{x}}", id="braces-of-a-value-mean-nothing"),
        pytest.param("{Name}", "Ali 😀", "Ali 😀", id="cleaning-comes-later"),
        pytest.param("{Name}", "0", "0", id="zero-is-a-value"),
    ],
)
def test_values_and_fallbacks(text: str, cell: str, expected: str) -> None:
    assert merge(text, [cell]) == expected


def test_cells_beyond_a_short_row_are_empty() -> None:
    template = Template.parse("{Name} {Branch 2|main}", ["Name", "Mobile", "Branch 2"])
    assert template.merge(["Ali"]) == "Ali main"


@pytest.mark.parametrize("cell", ["", "  ", "\u200b", "😀", "<b></b>"], ids=ascii)
def test_a_placeholder_without_value_is_reported(cell: str) -> None:
    template = Template.parse("Dear {Name}, {Due date}", HEADINGS)
    cells = [cell, "", "1 May"]
    assert template.missing(cells) == ("Name",)
    with pytest.raises(UserError) as caught:
        template.merge(cells)
    assert caught.value.reason is Reason.PLACEHOLDER_EMPTY
    assert dict(caught.value.parameters) == {"name": "Name"}


def test_missing_names_each_placeholder_once_as_typed() -> None:
    template = Template.parse("{name} {due_date} {name} {E|x} {Mobile}", HEADINGS)
    assert template.missing(["", "965", ""]) == ("name", "due_date")
    assert template.missing(CELLS) == ()


@pytest.mark.parametrize(
    ("text", "name", "suggestion", "position"),
    [
        pytest.param("Dear {Nmae}", "Nmae", "Name", 6, id="typing-mistake"),
        pytest.param("{Due}", "Due", "Due date", 1, id="half-a-name"),
        pytest.param("{duedates|soon}", "duedates", "Due date", 1, id="with-fallback"),
        pytest.param("{المبلع}", "المبلع", "المبلغ", 1, id="arabic"),
        pytest.param("{brnch}", "brnch", "F", 1, id="suggests-the-letter-of-equal-headings"),
        pytest.param("{xyz}", "xyz", "", 1, id="nothing-near"),
        pytest.param("{Nmae:}", "Nmae:", "Name", 1, id="colon-at-the-end"),
        pytest.param("{H}", "H", "", 1, id="letter-beyond-the-last-column"),
        pytest.param("{😀}", "😀", "", 1, id="emoji"),
        pytest.param("{$$}", "$$", "", 1, id="dollars"),
        pytest.param("{1}", "1", "", 1, id="number"),
        pytest.param("{" + "n" * 500 + "}", "n" * 500, "", 1, id="very-long"),
    ],
)
def test_refuses_an_unknown_name(text: str, name: str, suggestion: str, position: int) -> None:
    assert refusal(text) == (
        Reason.PLACEHOLDER_UNKNOWN,
        {"name": name, "suggestion": suggestion, "position": position},
    )


@pytest.mark.parametrize(
    ("text", "headings", "columns"),
    [
        pytest.param("{Branch}", HEADINGS, "F, G", id="equal-headings"),
        pytest.param("{branch}", HEADINGS, "F, G", id="equal-headings-in-other-case"),
        pytest.param("{NAME}", ["name", "x", "Name"], "A, C", id="alike-headings"),
        pytest.param("{Due date}", ["Due  date", " Due date "], "A, B", id="headings-that-differ-in-spaces"),
        pytest.param("{C}", ["C", "C", "x"], "A, B", id="equal-headings-that-are-anothers-letter"),
    ],
)
def test_refuses_a_name_of_several_columns(text: str, headings: list[str], columns: str) -> None:
    reason, parameters = refusal(text, headings)
    assert reason is Reason.PLACEHOLDER_AMBIGUOUS
    assert parameters == {"name": text[1:-1], "columns": columns, "position": 1}


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("{}", 1, id="empty"),
        pytest.param("a { } b", 3, id="space"),
        pytest.param("{|x}", 1, id="fallback-without-name"),
        pytest.param("Dear {Name", 6, id="unclosed"),
        pytest.param("a {", 3, id="open-at-the-end"),
        pytest.param("Name} a", 5, id="stray-closing"),
        pytest.param("}", 1, id="closing-alone"),
        pytest.param("{Name}}", 7, id="one-closing-too-many"),
        pytest.param("{{Name}", 7, id="doubled-and-single"),
        pytest.param("{Na{me}}", 1, id="inside-another"),
        pytest.param("{Name|{Mobile}}", 1, id="inside-a-fallback"),
        pytest.param('x {"a": 1}', 3, id="json"),
        pytest.param('{"Name": 1}', 1, id="json-with-a-known-name"),
        pytest.param("p { color: red }", 3, id="style-sheet"),
        pytest.param("f() {\n  x\n}", 5, id="code"),
    ],
)
def test_refuses_a_brace_that_is_none_of_ours(text: str, position: int) -> None:
    assert refusal(text) == (Reason.PLACEHOLDER_BROKEN, {"position": position})


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        pytest.param(["Name", "Mobile"], ["{Name}", "{Mobile}"], id="headings"),
        pytest.param(["", "Name"], ["{A}", "{Name}"], id="no-heading"),
        pytest.param(["Name", "Name", "x"], ["{A}", "{B}", "{x}"], id="equal"),
        pytest.param(["name", "Name"], ["{name}", "{Name}"], id="alike"),
        pytest.param(["Full\nName "], ["{Full Name}"], id="white-space"),
        pytest.param(["a|b", "{x}", "c}"], ["{A}", "{B}", "{C}"], id="cannot-be-written"),
        pytest.param(["B", ""], ["{B}", "{$B}"], id="letter-is-a-heading"),
        pytest.param(["B", "", "$B"], ["{B}", "{$$B}", "{$B}"], id="letter-with-dollar-is-a-heading"),
        pytest.param(["A", "A"], ["{A}", "{B}"], id="equal-and-a-letter"),
        pytest.param(["😀", "<b>"], ["{😀}", "{<b>}"], id="nothing-left-after-cleaning"),
    ],
)
def test_what_to_type_for_a_column(headings: list[str], expected: list[str]) -> None:
    assert [placeholder_for(index, headings) for index in range(len(headings))] == expected


def test_knows_what_a_text_uses() -> None:
    template = Template.parse("{Mobile} to {Name|friend} {mobile}", HEADINGS)
    assert template.columns == (1, 0)
    assert not template.is_plain
    assert template.placeholders == (
        Placeholder("Mobile", 1, None, 0, 8),
        Placeholder("Name", 0, "friend", 12, 25),
        Placeholder("mobile", 1, None, 26, 34),
    )


def test_a_text_without_placeholders_is_plain() -> None:
    template = Template.parse("{{Hello}} everybody", HEADINGS)
    assert template.is_plain
    assert template.columns == ()
    assert template.merge([]) == "{Hello} everybody"


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        pytest.param("Dear {{Name}}", ("Name",), id="column"),
        pytest.param("{{ due_date }} {{Name}} {{Name}}", ("due_date", "Name"), id="each-once"),
        pytest.param("{{hello}} {Name}", (), id="no-column"),
        pytest.param("{{{Name}}}", (), id="value-in-literal-braces"),
    ],
)
def test_points_at_columns_in_doubled_braces(text: str, doubled: tuple[str, ...]) -> None:
    assert Template.parse(text, HEADINGS).doubled == doubled


def test_literal_braces_count_two_units_each_after_merging() -> None:
    assert count_segments(merge("{{{Name}}}")).units == 2 + 3 + 2


_NAMES = st.text(st.sampled_from("aAbB _-ج١|{}$\n😀\u200f"), max_size=4)


@given(st.lists(_NAMES, min_size=1, max_size=6), st.data())
def test_what_to_type_for_a_column_always_means_that_column(headings: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(headings) - 1))
    template = Template.parse(placeholder_for(index, headings), headings)
    assert template.columns == (index,)


@given(st.text(st.sampled_from("{}|Name abB$\n"), max_size=30))
def test_no_placeholder_is_ever_sent_as_typed(text: str) -> None:
    """Braces that are left are the doubled ones, halved; nothing else of the kind comes through."""
    try:
        template = Template.parse(text, HEADINGS)
    except UserError:
        return
    merged = template.merge(["VALUE"] * len(HEADINGS))
    assert merged.count("{") == (text.count("{") - len(template.placeholders)) / 2
    assert merged.count("}") == (text.count("}") - len(template.placeholders)) / 2
    assert merged.count("VALUE") == len(template.placeholders)


@given(
    st.lists(st.one_of(st.text(st.sampled_from("ab {}م")), st.integers(0, 3))), st.lists(st.text(max_size=5))
)
def test_merging_is_replacing(pieces: list[str | int], cells: list[str]) -> None:
    headings = ["", "Name", "x y", "B"]
    written = [
        p.replace("{", "{{").replace("}", "}}") if isinstance(p, str) else placeholder_for(p, headings)
        for p in pieces
    ]
    row = (cells + [""] * 4)[:4]
    template = Template.parse("".join(written), headings)
    used = [row[p] for p in pieces if isinstance(p, int)]
    if any(not clean_text(cell).strip() for cell in used):
        assert template.missing(row)
    else:
        assert template.merge(row) == "".join(p if isinstance(p, str) else row[p].strip() for p in pieces)


def parse_error(text: str, headings: Sequence[str]) -> UserError | None:
    try:
        Template.parse(text, headings)
    except UserError as error:
        return error
    return None


@given(st.text(st.one_of(st.sampled_from("{}|Name"), st.characters()), max_size=50))
def test_any_text_is_parsed_or_refused_at_a_brace(text: str) -> None:
    error = parse_error(text, ["Name"])
    if error is None:
        assert (
            not {"{", "}"} & set(Template.parse(text, ["Name"]).merge(["x"])) or "{{" in text or "}}" in text
        )
    else:
        assert error.reason in {Reason.PLACEHOLDER_UNKNOWN, Reason.PLACEHOLDER_BROKEN}
        assert text[int(error.parameters["position"]) - 1] in "{}"


def test_long_texts_are_parsed() -> None:
    template = Template.parse("{Name}{{}}" * 20_000, ["Name"])
    assert template.merge(["x"]) == "x{}" * 20_000
