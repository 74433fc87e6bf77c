"""The rule of verdicts, and the relations a number can stand in, case by case."""

from decimal import Decimal
from pathlib import Path

import pytest

from making import rows_of
from wijkpeil.methods.verdict import could_stand, stands, verdict_of
from wijkpeil.model.claims import ReadingResult

HERE = Path(__file__).parent
VERDICTS = rows_of(HERE / "verdicts.csv")
RELATIONS = rows_of(HERE / "relations.csv")


def result(place: int, state: str, could: bool) -> ReadingResult:
    number = None if state == "unknown" else Decimal(1)
    holds = state == "holds"
    return ReadingResult(
        reading=f"r{place}", recomputed=number, low=number, high=number, holds=holds, could_hold=could or holds
    )


@pytest.mark.parametrize("case", VERDICTS, ids=[" ".join(case.values()) for case in VERDICTS])
def test_the_first_line_that_matches(case: dict[str, str]) -> None:
    results = [result(1, case["own"], case["own_could"] == "yes")]
    results += [result(place, state, state == "could") for place, state in enumerate(case["others"].split(), start=2)]
    verdict, reading = verdict_of(results)
    assert (verdict, reading.reading) == (case["verdict"], case["reading"])


@pytest.mark.parametrize("case", RELATIONS, ids=[" ".join(case.values()) for case in RELATIONS])
def test_how_a_number_stands_to_the_printed_one(case: dict[str, str]) -> None:
    low, value, high, printed = (Decimal(case[key]) for key in ("low", "value", "high", "printed"))
    margin = Decimal(case["margin"]) if case["margin"] else None
    assert stands(case["relation"], value, printed, margin) == (case["holds"] == "true")  # type: ignore[arg-type]
    assert could_stand(case["relation"], low, high, printed, margin) == (case["could"] == "true")  # type: ignore[arg-type]


def test_no_readings_give_no_verdict() -> None:
    with pytest.raises(ValueError, match="at least one reading"):
        verdict_of([])
    with pytest.raises(ValueError, match="is above"):
        could_stand("equals", Decimal(2), Decimal(1), Decimal(1))
