"""The page on claims says what the code does: every formula and every verdict in its tables is computed."""

import re
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from making import claim
from wijkpeil.model.formula_functions import FUNCTIONS
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.evaluate import evaluate_in
from wijkpeil.workflows.formula_data import FormulaData
from wijkpeil.workflows.reconcile import reconcile_claim

PAGE = Path(__file__).parents[3] / "docs" / "claims.md"
_CELL = re.compile(r"(?<!\\)\|")


def rows(columns: int) -> list[list[str]]:
    """The rows of the tables with that many columns and a formula in them, cells without their code signs."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`").replace("\\|", "|") for cell in _CELL.split(line)[1:-1]]
        if len(cells) == columns and "`" in line:
            found.append(cells)
    return found


FORMULAS = rows(3)
VERDICTS = rows(5)


@pytest.fixture(scope="module")
def data(rotterdam: Path) -> FormulaData:
    from wijkpeil.loading import read_programme

    programme: Programme = read_programme(rotterdam)
    return FormulaData(programme)


@pytest.mark.parametrize(("formula", "gives", "span"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_a_formula_gives_what_the_page_says(data: FormulaData, formula: str, gives: str, span: str) -> None:
    found = evaluate_in(data, formula)
    low, high = span.split(" … ") if span else (gives, gives)
    assert (found.value, found.low, found.high) == (Decimal(gives), Decimal(low), Decimal(high))


@pytest.mark.parametrize(("printed", "relation", "own", "other", "verdict"), VERDICTS, ids=[row[2] for row in VERDICTS])
def test_a_verdict_is_the_one_the_page_says(
    data: FormulaData, printed: str, relation: str, own: str, other: str, verdict: str
) -> None:
    made = claim("N", printed, *filter(None, [own, other]), relation=relation)
    assert reconcile_claim(partial(evaluate_in, data), made).verdict == verdict


def test_every_function_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"{name}(" not in page and f"`{name}`" not in page] == []


def test_the_page_has_examples() -> None:
    assert len(FORMULAS) > 35
    assert {row[-1] for row in VERDICTS} == {
        "reproduces",
        "reproduces-under-another-reading",
        "undecidable-by-rounding",
        "contradicts",
        "cannot-be-checked",
    }
