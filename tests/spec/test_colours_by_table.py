"""The rule of colours, edge by edge: value below, on and above each bound, by polarity, comparison and rounding."""

from decimal import Decimal
from pathlib import Path

import pytest

from making import rows_of
from wijkpeil.methods.colour import colour_of, possible_colours, undecidable

CASES = rows_of(Path(__file__).with_name("colours.csv"))


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case.values()) for case in CASES])
def test_the_rule(case: dict[str, str]) -> None:
    value = Decimal(case["value"]) if case["value"] else None
    sides = case["polarity"], Decimal(case["negative"]), Decimal(case["positive"])
    colour = colour_of(value, *sides, case["comparison"])  # type: ignore[arg-type]
    possible = possible_colours(value, *sides)  # type: ignore[arg-type]
    assert colour == case["colour"]
    assert (len(possible) > 1) == (case["undecidable"] == "true")
    if value is not None:
        assert any(undecidable(value, bound) for bound in sides[1:]) == (case["undecidable"] == "true")  # type: ignore[arg-type]
        assert colour in possible
