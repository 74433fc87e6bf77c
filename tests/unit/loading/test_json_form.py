"""Records as JSON: what goes out comes in the same, and fits its schema."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small_programmes import REGISTERS, records

from wijkpeil.errors import WrongUse
from wijkpeil.loading.editing import record_cells
from wijkpeil.loading.json_form import json_cells, json_schema, json_text, read_json, record_json

anything = st.sampled_from(sorted(REGISTERS)).flatmap(lambda name: records(REGISTERS[name], f"{name}-1"))


@given(record=anything)
def test_a_record_goes_out_and_comes_in_the_same(record: Any) -> None:
    told = read_json(json_text(record_json(record)).encode())
    Draft202012Validator(json_schema(type(record))).validate(json.loads(json_text(record_json(record))))
    cells, faults = json_cells(type(record), "x", told)
    assert faults == []
    lists = {name for name, value in record_json(record).items() if isinstance(value, list)}
    if not any(";" in part for name in lists for part in getattr(record, name) if isinstance(part, str)):
        assert cells == record_cells(record)


@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=6), moment=st.datetimes(timezones=st.just(UTC)))
def test_numbers_keep_their_digits_and_moments_are_in_utc(value: Decimal, moment: datetime) -> None:
    text = json_text({"value": value, "moment": moment})
    told = read_json(text.encode())
    assert (told["value"], str(told["value"]).replace("E-", "")) == (value, str(told["value"]).replace("E-", ""))
    assert datetime.fromisoformat(told["moment"]) == moment
    assert told["moment"].endswith("Z")


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(st.characters(codec="utf-8")),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    )
)
def test_json_is_what_others_read(value: Any) -> None:
    assert json.loads(json_text(value)) == value


@pytest.mark.parametrize("text", ["{", "NaN", "[Infinity]", "1e99999", "[" * 30 + "]" * 30, '"\\u0000"', '"\\ud800"'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        read_json(text.encode())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x"),
        ("name", {"nl": 1}),
        ("name", {"de": "x"}),
        ("areas", "3081"),
        ("areas", [1]),
        ("areas", ["a; b"]),
        ("number", "12"),
        ("number", True),
        ("kind", 3),
        ("valid_from", 2007),
        ("nothing", None),
    ],
)
def test_a_value_of_another_form_is_a_fault_with_a_remedy(field: str, value: Any) -> None:
    cells, faults = json_cells(REGISTERS["facilities"], "facilities/x", {field: value})
    assert [(fault.file, fault.key) for fault in faults] == [("facilities/x", field)]
    assert faults[0].remedy
    assert cells == {}
