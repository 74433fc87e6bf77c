"""What is wrong, said in the reader's language."""

import copy
import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.errors import (
    Fault,
    FaultsFound,
    LedgerChanged,
    NotAllowed,
    NotFound,
    Said,
    StaleRecord,
    UserError,
    say,
)
from wijkpeil.pages.faults import error_words, fault_in, fault_words

WORDS = st.text(max_size=12)
PLAIN = st.one_of(WORDS, st.integers(), st.decimals(allow_nan=False), st.dates())


def sayings(below: st.SearchStrategy[object]) -> st.SearchStrategy[Said]:
    """Sayings of made-up templates, with what stands in them."""
    part = st.one_of(PLAIN, below, st.lists(WORDS, max_size=3).map(tuple))
    names = st.dictionaries(st.sampled_from(["first", "second", "third"]), part)
    return st.builds(lambda words, parts: say(made_template(words, parts), **parts), WORDS, names)


def made_template(words: str, parts: dict[str, object]) -> str:
    """A template that holds each name once; without names, braces stand for themselves."""
    escaped = words.replace("{", "{{").replace("}", "}}") if parts else words
    return escaped + "".join(f" {{{name}}}" for name in parts)


SAID = st.recursive(sayings(st.nothing()), sayings, max_leaves=6)


@given(SAID)
def test_english_is_the_text_itself(text: Said) -> None:
    assert fault_words(text, "en") is text


@given(SAID)
def test_what_no_catalogue_holds_stays_as_it_is(text: Said) -> None:
    assert fault_words(text, "nl") == text


@given(WORDS)
def test_a_text_that_remembers_nothing_stays_as_it_is(text: str) -> None:
    assert fault_words(text, "nl") == text


@given(PLAIN)
def test_numbers_dates_and_ids_stay_as_they_are(part: object) -> None:
    assert fault_words(say("Write {number}.", number=part), "nl") == f"Schrijf {part}."


def test_what_a_text_was_made_from_is_said_in_dutch_too() -> None:
    words = say("{first} or {second}", first=say("areas"), second=say("groups"))
    message = say(
        "{first} {second}", first=say("There is no {id} among the {words}.", id='"x"', words=words), second="y"
    )
    assert message == 'There is no "x" among the areas or groups. y'
    assert fault_words(message, "nl") == 'Bij de gebieden of gebiedsgroepen komt "x" niet voor. y'


def test_braces_of_a_text_without_names_stand_for_themselves() -> None:
    assert fault_words(say("Use {printed} and {recomputed} only."), "nl") == (
        "Gebruik alleen {printed} en {recomputed}."
    )
    slot = say("The explanation has a slot {{{slot}}} that nothing fills.", slot="herteld")
    assert fault_words(slot, "nl") == "In de uitleg staat een invulplek {herteld} waar niets voor is."


def test_decimals_keep_their_digits_and_dates_their_order() -> None:
    bands = say("The weight {weight} is no share.", weight=Decimal("1.50"))
    assert fault_words(bands, "nl") == "Het gewicht 1.50 is geen aandeel."
    period = say("It ends on {valid_to}, before it starts on {valid_from}.", valid_to=date(2001, 2, 3), valid_from="x")
    assert fault_words(period, "nl") == "Het eindigt op 2001-02-03, vóór het begin op x."


@pytest.mark.parametrize("again", [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_copy_can_be_said_in_dutch_as_well(again: object) -> None:
    made = again(say("Write {number}.", number=Decimal(3)))  # type: ignore[operator]
    assert (made, fault_words(made, "nl")) == ("Write 3.", "Schrijf 3.")


def fault(message: str, remedy: str) -> Fault:
    """A fault about nothing."""
    return Fault(file="a.csv", line=2, key="name_nl", severity="warning", message=message, remedy=remedy)


def test_a_fault_keeps_its_place() -> None:
    english = fault(say("The file is empty."), say("Write {number}.", number=1))
    dutch = fault_in(english, "nl")
    assert str(dutch) == "a.csv:2 [name_nl]: Het bestand is leeg. Schrijf 1."
    assert (dutch.file, dutch.line, dutch.key, dutch.severity) == ("a.csv", 2, "name_nl", "warning")
    assert fault_in(english, "en") == english


@pytest.mark.parametrize(
    ("error", "english", "dutch"),
    [
        (
            NotAllowed("record_add", say("Sign in first.")),
            "Sign in first.",
            "Meld u eerst aan.",
        ),
        (
            StaleRecord("themes", "x", 2, 3),
            "themes/x was changed meanwhile: it is at revision 3. Look at the change and try again.",
            "themes/x is intussen gewijzigd: het staat nu op herziening 3. Bekijk de wijziging en probeer het opnieuw.",
        ),
        (
            StaleRecord("themes", "x", 2, None),
            "themes/x was changed meanwhile: it is no longer there. Look at the change and try again.",
            "themes/x is intussen gewijzigd: het is er niet meer. Bekijk de wijziging en probeer het opnieuw.",
        ),
        (
            LedgerChanged([say("{register} {id} (added)", register="themes", id=each) for each in "ab"]),
            "changed since the last load: themes a (added), themes b (added)",
            "gewijzigd sinds de vorige keer laden: themes a (toegevoegd), themes b (toegevoegd)",
        ),
        (NotFound(say("There is no account {id}.", id="p")), "There is no account p.", "Er is geen account p."),
        (NotFound("there is no x"), "there is no x", "there is no x"),
        (UserError(), "", ""),
        (
            FaultsFound([fault(say("The file is empty."), say("Leave it out."))] * 2),
            "\n".join(["a.csv:2 [name_nl]: The file is empty. Leave it out."] * 2),
            "\n".join(["a.csv:2 [name_nl]: Het bestand is leeg. Laat de kolom weg."] * 2),
        ),
    ],
)
def test_an_error_is_said_in_both_languages(error: UserError, english: str, dutch: str) -> None:
    assert error_words(error, "en") == english
    assert error_words(error, "nl") == dutch


def test_the_text_of_an_error_itself_is_as_ever() -> None:
    assert str(NotAllowed("record_add", say("Sign in first."))) == "record_add is not allowed: Sign in first."


def test_no_django_is_needed() -> None:
    code = "import sys, wijkpeil.pages.faults; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
