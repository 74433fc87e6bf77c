"""The parts of the ledger by themselves: order, mapper, exact decimals, the address of the database, migrations."""

from dataclasses import fields
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from small_programmes import REGISTERS as RECORDS
from small_programmes import both, records, target

from wijkpeil.errors import SoftwareError, WrongUse
from wijkpeil.ledger.columns import keeps
from wijkpeil.ledger.databases import database_settings
from wijkpeil.ledger.journal import record_hash
from wijkpeil.ledger.layouts import layout
from wijkpeil.ledger.mapper import to_columns, to_record
from wijkpeil.ledger.models import REGISTERS, Target
from wijkpeil.ledger.order import GAP, positions
from wijkpeil.model.base import record


def rising(order: list[str], places: dict[str, int]) -> bool:
    return all(places[one] < places[two] for one, two in pairwise(order))


def fewest_moves(order: list[str], kept: dict[str, int]) -> int:
    """Try every set of records that could stay, the largest first."""
    known = [name for name in order if name in kept]
    for size in range(len(known), -1, -1):
        if any(rising(list(each), kept) for each in combinations(known, size)):
            return len(known) - size
    raise AssertionError("the empty set always may stay")


names = st.lists(st.sampled_from("abcdefg"), unique=True)


@given(order=names, kept=names.map(lambda ids: {name: (number + 1) * GAP for number, name in enumerate(ids)}))
def test_positions_rise_and_move_as_few_as_can_be(order: list[str], kept: dict[str, int]) -> None:
    places = positions(order, kept)
    assert set(places) == set(order)
    assert rising(order, places)
    assert all(place > 0 for place in places.values())
    assert sum(name in kept and kept[name] != places[name] for name in order) == fewest_moves(order, kept)


@given(order=names, kept=st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 12)))
def test_positions_rise_where_no_room_is_left(order: list[str], kept: dict[str, int]) -> None:
    assert rising(order, positions(order, kept))


class Row:
    """A row in memory."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.__dict__.update(columns)


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_a_record_survives_its_row(name: str, data: st.DataObject) -> None:
    made = data.draw(records(RECORDS[name], "r1"))
    columns = to_columns(made)
    assert to_record(RECORDS[name], Row(columns)) == made
    kept = {field.name: field for field in REGISTERS[name]._meta.fields}
    assert all(column in kept and (kept[column].null or value is not None) for column, value in columns.items())


@pytest.mark.parametrize("name", RECORDS)
def test_a_table_has_the_columns_of_its_record_and_of_a_revision_alone(name: str) -> None:
    own = {field.name for field in REGISTERS[name]._meta.fields} - {
        *("pk", "programme", "revision", "position", "recorded_from", "recorded_to", "opened_by", "closed_by")
    }
    expected = {"record_id"}
    for field in fields(RECORDS[name]):
        if field.name != "id":
            of_text = str(field.type).startswith("Text")
            expected |= {f"{field.name}_nl", f"{field.name}_en"} if of_text else {field.name}
    assert own == expected


def digest(one: Any) -> str:
    model = next(model for model in REGISTERS.values() if model.record_type is type(one))
    return record_hash(model(**to_columns(one)), layout(), "salt")


@given(st.data())
def test_a_digest_tells_every_difference(data: st.DataObject) -> None:
    one, two = (data.draw(records(RECORDS["budget_lines"], "b1")) for _ in range(2))
    same = one == two and str(one.amount) == str(two.amount)
    assert (digest(one) == digest(two)) == same


def test_digits_make_a_difference_to_a_digest() -> None:
    assert digest(target("a", bound=Decimal("6.0"))) != digest(target("a", bound=Decimal("6")))
    assert digest(target("a", note=None)) != digest(target("a", note=both("")))
    assert digest(target("a", bound=Decimal("-0"))) == digest(target("a", bound=Decimal("0")))
    assert digest(target("a", bound=Decimal("1E+2"))) == digest(target("a", bound=Decimal("100")))


@record
class Odd:
    """A record that no table can hold."""

    id: str
    share: complex


def test_a_record_without_columns_is_noticed() -> None:
    with pytest.raises(SoftwareError, match="share"):
        keeps(Odd)(Target)


@pytest.mark.django_db
def test_exact_decimals_are_not_compared_in_the_database() -> None:
    assert not Target.objects.filter(bound__isnull=False).exists()
    for ask in ({"bound": 6}, {"bound__gt": Decimal(6)}, {"bound__in": [Decimal(6)]}):
        with pytest.raises(FieldError, match="bound is an exact decimal"):
            Target.objects.filter(**ask).exists()


@pytest.mark.django_db
def test_the_migrations_make_the_models() -> None:
    call_command("makemigrations", "ledger", check=True, dry_run=True, verbosity=0)


def test_a_workspace_without_address_is_sqlite(tmp_path: Path) -> None:
    made = database_settings(tmp_path)
    assert made["ENGINE"].endswith("sqlite3")
    assert made["NAME"] == str(tmp_path / "wijkpeil.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://u:p%40ss@db:5433/w",
            {"USER": "u", "PASSWORD": "p@ss", "HOST": "db", "PORT": "5433", "NAME": "w"},
        ),
        ("postgres:///w?host=/run/pg", {"USER": "", "HOST": "/run/pg", "PORT": "", "NAME": "w", "OPTIONS": {}}),
        ("postgresql://db/w?sslmode=require", {"HOST": "db", "OPTIONS": {"sslmode": "require"}}),
    ],
)
def test_an_address_is_postgresql(tmp_path: Path, url: str, expected: dict[str, Any]) -> None:
    made = database_settings(tmp_path, url)
    assert made["ENGINE"].endswith("postgresql")
    assert {name: made[name] for name in expected} == expected


@pytest.mark.parametrize("url", ["mysql://u@h/w", "postgresql://host", "wijkpeil.sqlite3"])
def test_another_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(WrongUse, match="postgresql://"):
        database_settings(tmp_path, url)


@pytest.mark.django_db
def test_the_ledger_is_tested_on_the_database_that_is_said(database: str) -> None:
    assert connection.vendor == database
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if database == "sqlite" else "SELECT version()")
        assert cursor.fetchone()
