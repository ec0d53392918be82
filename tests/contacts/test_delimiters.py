from __future__ import annotations

import pytest

from kwtsms_desktop.contacts.delimiters import declared_delimiter, guess_delimiter, known_delimiter
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason


def lines(*texts: str) -> list[str]:
    return [f"{text}\r\n" for text in texts]


@pytest.mark.parametrize(
    ("texts", "delimiter"),
    [
        (("Name,Phone", "Ali,50001234"), ","),
        (("Name;Phone", "Ali;50001234"), ";"),
        (("Name\tPhone", "Ali\t50001234"), "\t"),
        (("Name|Phone", "Ali|50001234"), "|"),
        (("الاسم؛الهاتف", "علي؛50001234"), "؛"),
        (("الاسم،الهاتف", "علي،50001234"), "،"),
        (("Name;Phone;Amount", "Ali;50001234;1,5", "Sara;50001235;2,5"), ";"),
        (("Ali;50001234;1,5", "Sara;50001235;2,5"), ";"),
        (('"Salem, Ali";50001234', '"Salem, Sara";50001235'), ";"),
        (("Salem, Ali;50001234", "Salem, Sara;50001235"), ";"),
        (("Name,Phone", "Ali,5000;6000", "Sara,5001;6001"), ","),
        (("Clients of the shop", "", "Name,Phone", "Ali,50001234", "Sara,50001235"), ","),
        (("Name,Phone", "Ali,50001234", "Sara", "Mona,50001236,VIP,x"), ","),
        (("Name,Message", 'Ali,"a;b', "c;d", 'e;f"', "Sara,x"), ","),
        (("Mobile", "50001234", "50001235"), None),
        (("50001234", "50001235 / 66001234, 99001234", "50001236", "50001237"), None),
        (("الموبايل", "50001234، 66001234", "50001235", "50001236", "50001237"), None),
        ((), None),
    ],
    ids=[
        "comma",
        "semicolon",
        "tab",
        "pipe",
        "arabic semicolon",
        "arabic comma",
        "decimal commas",
        "decimal commas without headings",
        "quoted commas",
        "commas in names",
        "semicolons in cells",
        "title above",
        "ragged",
        "new lines in quotes",
        "one column",
        "one column, one cell with two numbers",
        "one column, arabic comma once",
        "nothing",
    ],
)
def test_guess(texts: tuple[str, ...], delimiter: str | None) -> None:
    assert guess_delimiter(lines(*texts)) == delimiter


def test_a_tsv_file_is_separated_by_tabs_even_where_commas_are_commoner() -> None:
    assert guess_delimiter(lines("a,b\tc,d", "e,f", "g,h"), ".tsv") == "\t"


@pytest.mark.parametrize(
    ("name", "character"),
    [
        (",", ","),
        (";", ";"),
        ("|", "|"),
        ("\t", "\t"),
        ("\\t", "\t"),
        ("tab", "\t"),
        ("Semicolon", ";"),
        ("؛", "؛"),
    ],
)
def test_names_of_delimiters(name: str, character: str) -> None:
    assert known_delimiter(name) == character


@pytest.mark.parametrize("name", ["", ",,", "x", "5", '"', "\n", " ", "٣", "nothing"], ids=repr)
def test_an_impossible_delimiter_is_refused(name: str) -> None:
    with pytest.raises(UserError) as caught:
        known_delimiter(name)
    assert caught.value.reason is Reason.DELIMITER_UNKNOWN


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("sep=;\r\n", ";"),
        ("SEP=,\n", ","),
        ('"sep=\t"\r\n', "\t"),
        ("\ufeffsep=|", "|"),
        ("sep=ab\r\n", None),
        ("sep=5\r\n", None),
        ("separator;x\r\n", None),
    ],
    ids=repr,
)
def test_declared_delimiter(line: str, delimiter: str | None) -> None:
    assert declared_delimiter(line) == delimiter
