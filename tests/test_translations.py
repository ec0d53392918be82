"""Every sentence has its Arabic, in all plural forms, with the same placeholders, compiled and committed."""

from __future__ import annotations

import ast
import re
import string
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from kwtsms_desktop import texts
from kwtsms_desktop.core.campaign import CampaignState
from kwtsms_desktop.core.reasons import Reason, Removal, Repair
from kwtsms_desktop.core.recipient import RecipientStatus
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.texts import formats, reasons, sentences, statuses

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
import catalogues  # noqa: E402  (a script of packaging/, not of the package)

ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_DIGITS = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
SAME_IN_BOTH = re.compile(r"^[\W\d_]*(kwtSMS( Desktop)?|English|العربية|CSV|Excel|ID|API|Kuwait)?[\W\d_]*$")


def messages() -> list[Message]:
    return [message for message in catalogues.load() if message.id]


def key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def names(text: str) -> set[str]:
    """The placeholders of a sentence; what stands behind ``|`` are words, to be translated."""
    found = string.Formatter().parse(text)
    return {name.partition("|")[0] for _text, name, _spec, _conversion in found if name is not None}


def test_the_catalogue_has_exactly_the_sentences_of_the_source() -> None:
    source = {key(message) for message in catalogues.extract() if message.id}
    assert {key(message) for message in messages()} == source


def test_every_sentence_has_its_arabic() -> None:
    missing = [message.id for message in messages() if not catalogues.complete(message.string)]
    assert missing == []


def test_no_translation_is_only_a_guess() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []


def test_plurals_have_all_six_forms() -> None:
    short = [message.id for message in messages() if message.pluralizable and len(message.string) != 6]
    assert short == []


def test_placeholders_are_the_same() -> None:
    wrong = []
    for message in messages():
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        allowed = set().union(*(names(text) for text in ids))
        for form, text in enumerate(strings):
            found = names(text)
            # "one person", "two people": the word says the number
            optional = {"count"} if message.pluralizable and form in {0, 1, 2} else set()
            if not (allowed - optional <= found <= allowed):
                wrong.append((message.id, text))
    assert wrong == []


def test_the_arabic_is_arabic_with_latin_digits() -> None:
    wrong = []
    for message in messages():
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        for text in strings:
            plain = re.sub(r"\{[^}]*\}", "", text)
            if ARABIC_DIGITS.search(text) or not (ARABIC.search(text) or SAME_IN_BOTH.match(plain)):
                wrong.append((message.id, text))
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    assert catalogues.COMPILED.read_bytes() == catalogues.compiled(catalogues.load())


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_code_has_its_words(language: str) -> None:
    texts.use_language(language)
    for reason in Reason:
        assert reasons.reason_text(reason.value)
    for repair in Repair:
        assert reasons.repair_text(repair.value)
    for removal in Removal:
        assert reasons.removal_text(removal)
    for verdict in Verdict:
        assert statuses.verdict_text(verdict)
    for status in RecipientStatus:
        assert statuses.recipient_status_text(status)
    for state in CampaignState:
        assert statuses.campaign_state_text(state)


def test_every_reason_is_in_the_table() -> None:
    assert set(sentences.SENTENCES) == set(Reason)


def test_a_missing_parameter_does_not_hide_the_sentence() -> None:
    assert reasons.reason_text("wrong_length") == (
        "Numbers of +… have … digits after the country code; this one has …."
    )


def test_an_unlisted_gateway_code_says_what_the_gateway_said() -> None:
    assert reasons.reason_text("ERR777", {"description": "Moon phase"}) == "kwtSMS said: ERR777 Moon phase"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "قبل دقيقة"), (2, "قبل دقيقتين"), (5, "قبل 5 دقائق"), (11, "قبل 11 دقيقة")]
)
def test_arabic_counts_in_its_own_forms(count: int, words: str) -> None:
    texts.use_language("ar")
    text = texts.ngettext("{count} minute ago", "{count} minutes ago", count).format(count=count)
    assert text == words


def test_accepted_is_never_called_delivered() -> None:
    for message in messages():
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        assert not any(
            re.search(r"\bdelivered\b", text)
            for text in ids
            if "nobody" not in text and "deliver" not in text
        )
        assert not any("تم التسليم" in text for text in strings)


def test_times_are_kuwaits_and_digits_latin() -> None:
    texts.use_language("ar")
    assert formats.time_text("2026-03-01T21:30:00.000+00:00") == "2026-03-02 00:30"
    assert formats.number_text(1204) == "1,204"
    assert formats.number_text(0.5) == "0.50"


def calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text("utf-8"))
    wanted = {"_", "N_", "ngettext", "pgettext"}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in wanted
    ]


def test_sentences_are_literals_and_never_in_or_of_f_strings() -> None:
    wrong = []
    for path in sorted((ROOT / "kwtsms_desktop").rglob("*.py")):
        if path.name in {"language.py", "reasons.py", "statuses.py"} and path.parent.name == "texts":
            continue  # look up what the tables declare
        for text in ast.walk(ast.parse(path.read_text("utf-8"))):
            # Extraction does not look into f-strings.
            inside = ast.walk(text) if isinstance(text, ast.JoinedStr) else ()
            named = [
                call.func.id for call in inside if isinstance(call, ast.Call) and hasattr(call.func, "id")
            ]
            wrong.extend(f"{path.name}: {name}" for name in named if name in {"_", "ngettext", "pgettext"})
        for call in calls(path):
            assert isinstance(call.func, ast.Name)
            count = 2 if call.func.id in {"ngettext", "pgettext"} else 1
            if not all(
                isinstance(value, ast.Constant) and isinstance(value.value, str)
                for value in call.args[:count]
            ):
                wrong.append(f"{path.name}:{call.lineno}")
    assert wrong == []
