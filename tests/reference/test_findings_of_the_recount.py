"""The findings that the recount has to make by itself, from the tables read off the application."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from making import claim, reference_programme
from wijkpeil.model.claims import Verdict
from wijkpeil.workflows.evaluate import evaluate_in
from wijkpeil.workflows.formula_data import FormulaData
from wijkpeil.workflows.reconcile import reconcile_claim

SOCIAL = '"si_participatie", "si_hulpbronnen"'


@pytest.fixture(scope="module")
def data(reference: Path) -> FormulaData:
    return FormulaData(reference_programme(reference))


@pytest.mark.parametrize(
    ("formula", "comparison", "value"),
    [
        ('matching("national")', "strict", 23),
        ('matching("national")', "inclusive", 16),
        ('matching("rotterdam")', None, 10),
        (f'matching("rotterdam", {SOCIAL})', None, 22),
        ('largest("rotterdam")', None, 4),
        ('count(below("vi2006", 5.0))', None, 5),
        ('count(below("vi2006", 5.0), by="name")', None, 4),
        ('count(below("vi2006", 5.0), by="krachtwijk")', None, 3),
        ('count(red("ppc2007"))', "strict", 11),
        ('count(red("ppc2007"))', "inclusive", 13),
        ('count(red("ppc2007"), by="name")', "inclusive", 12),
        ('count(below("vi2006", 6.0))', None, 13),
        ('count(group("application-2007"), by="printed_code")', None, 22),
        ('count(group("application-2007"), by="name")', None, 22),
        ('total("budget_lines")', None, 507_179_000),
        ('rows("budget_lines")', None, 28),
        ('total("running_programmes")', None, 782_000_000),
        ('rows("running_programmes", amount=None)', None, 5),
        ("5000 + 1875 + 1875 + 1250", None, 10_000),
        ("2000 * 10000 * 4", None, 80_000_000),
    ],
)
def test_a_number_of_the_issue_is_found(data: FormulaData, formula: str, comparison: str | None, value: int) -> None:
    assert evaluate_in(data, formula, comparison).value == Decimal(value)  # type: ignore[arg-type]


def test_the_row_that_remains_is_open_by_rounding(data: FormulaData) -> None:
    found = evaluate_in(data, f'count(differing("rotterdam", {SOCIAL}))')
    assert found.steps[0].items == ("3026",)
    assert found.low == 0
    recount = evaluate_in(data, f'recount("rotterdam", "3026", {SOCIAL})')
    assert (recount.value, recount.low, recount.high) == (2, 2, 4)
    assert evaluate_in(data, 'printed("rotterdam", "3026")').value == 4


@pytest.mark.parametrize(
    ("printed", "relation", "formulas", "verdict"),
    [
        ("23", "equals", [('matching("national")', "strict"), ('matching("national")', "inclusive")], "reproduces"),
        (
            "23",
            "equals",
            ['matching("rotterdam")', f'matching("rotterdam", {SOCIAL})'],
            "reproduces-under-another-reading",
        ),
        (
            "13",
            "equals",
            [('count(red("ppc2007"))', "strict"), ('count(red("ppc2007"))', "inclusive")],
            "reproduces-under-another-reading",
        ),
        ("507000000", "below", ['total("budget_lines")'], "contradicts"),
        ("507179000", "equals", ['total("budget_lines")'], "reproduces"),
        ("8", "equals", ['largest("rotterdam")'], "contradicts"),
    ],
)
def test_a_verdict_of_the_issue_is_reached(
    data: FormulaData, printed: str, relation: str, formulas: list[str | tuple[str, str]], verdict: Verdict
) -> None:
    assert (
        reconcile_claim(partial(evaluate_in, data), claim("N", printed, *formulas, relation=relation)).verdict
        == verdict
    )
