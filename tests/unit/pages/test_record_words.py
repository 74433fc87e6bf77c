"""Everything that the history of a record can say has words, in both languages."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest
from django.utils.translation import override

from wijkpeil.ledger.changes import TABLES
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.model.base import Text
from wijkpeil.model.people import ROLES
from wijkpeil.model.programme import Ledger
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.record_values import value_words
from wijkpeil.pages.record_words import choice_words, field_words, register_words, role_words

HINTS = get_type_hints(Ledger)
RECORDS = {each.name: get_args(HINTS[each.name])[0] for each in fields(Ledger)}


def choices(field: Field) -> tuple[str, ...]:
    kind = field.kind.inner if field.kind.shape == "list" and field.kind.inner else field.kind
    return kind.words


def test_every_register_and_role_has_words() -> None:
    assert set(TABLES) <= set(register_words())
    assert set(role_words()) == set(ROLES)


@pytest.mark.parametrize("register", RECORDS)
def test_every_field_and_every_choice_has_words(register: str) -> None:
    for name, field in fields_of(RECORDS[register]).items():
        if name != "id":
            assert name in field_words(), name
        assert set(choices(field)) <= set(choice_words(register, name)), name


VALUES = [
    ("lines", "", "niets"),
    ("lines", "26-27", "26-27"),
    ("effort", True, "ja"),
    ("bound", Decimal("6.0"), "6,0"),
    ("amount", Decimal(1200), "€\u00a01.200"),
    ("deadline", date(2010, 12, 31), "31\u00a0december 2010"),
    ("sentence", Text(nl="Veilig", en="Safe"), "Veilig"),
    ("theme", "work", "Werk"),
    ("areas", ("3081", "kw"), "Tarwewijk 3081, Krachtwijken"),
    ("partners", (), "niets"),
    ("partners", ("city", "gone"), "De stad, gone"),
    ("level", "outcome", "uitkomst"),
]


@pytest.mark.parametrize(("field", "value", "said"), VALUES)
def test_a_value_is_said_as_a_reader_says_it(field: str, value: object, said: str) -> None:
    named = {
        "area": {"3081": Reference(kind="area", id="3081", label="Tarwewijk", detail="3081")},
        "group": {"kw": Reference(kind="group", id="kw", label="Krachtwijken")},
        "partner": {"city": Reference(kind="partner", id="city", label="De stad")},
    }
    with override("nl"):
        found = value_words("targets", field, value, Names(by_kind=named, themes={"work": "Werk"}), "nl")
    assert found == said


def test_words_differ_between_the_languages() -> None:
    with override("nl"):
        dutch = field_words()
    with override("en"):
        english = field_words()
    assert sum(dutch[name] != english[name] for name in dutch) > 50
