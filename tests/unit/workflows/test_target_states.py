"""The states of targets with a figure of the start only, and what they lack."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from making import small_programme, target
from wijkpeil.model.status import TargetState
from wijkpeil.workflows.monitor import target_states

FULL: dict[str, Any] = {
    "bound": Decimal(0),
    "relation": "equals",
    "deadline": date(2010, 12, 31),
    "indicator": "safety_index",
    "condition": "below",
    "edge": Decimal("5.0"),
}


def state(**fields: Any) -> TargetState:
    (found,) = target_states(small_programme(targets=(target("O2", **fields),)))
    return found


@pytest.mark.parametrize(
    ("change", "status", "missing", "checkable"),
    [
        ({}, "too-early", (), True),
        ({"deadline": None}, "too-early", ("no-term",), False),
        ({"bound": None}, "not-measurable", ("no-number",), False),
        ({"relation": None}, "not-measurable", ("no-direction",), True),
        ({"edge": None}, "not-measurable", ("no-number",), True),
        ({"indicator": None}, "not-measurable", ("no-indicator",), True),
        ({"indicator": None, "formula": 'value("safety_index", "3014")'}, "not-measured", ("no-figure",), True),
        ({"transformation": "relative-change"}, "too-early", ("no-baseline",), True),
        ({"transformation": "relative-change", "baseline_on": date(2006, 12, 31)}, "too-early", (), True),
        (
            {"bound": None, "relation": None, "indicator": None, "deadline": None},
            "not-measurable",
            ("no-number", "no-term", "no-indicator", "no-direction"),
            False,
        ),
    ],
)
def test_the_first_line_of_the_rule_that_matches(
    change: dict[str, Any], status: str, missing: tuple[str, ...], checkable: bool
) -> None:
    found = state(**(FULL | change))
    assert (found.status, found.missing, found.checkable) == (status, missing, checkable)
    assert found.reason.nl
    assert found.reason.en
    assert found.rule_version == "2"


def test_the_actual_value_is_computed_and_unknown_stays_unknown() -> None:
    assert state(**FULL).actual == Decimal(1)
    assert state(**(FULL | {"indicator": None})).actual is None
    nothing = replace(small_programme(targets=(target("O2", **FULL),)), releases=())
    assert (target_states(nothing)[0].actual, target_states(nothing)[0].status) == (None, "not-measured")
