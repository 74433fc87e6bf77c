"""The Social Vulnerability Index of US counties, 2018 and 2020, from an index definition alone.

Source: CDC/ATSDR, public domain. A county without a figure has no theme and no total, which the tables print as -999.
"""

from pathlib import Path

import numpy as np
import pytest

from making import rows_of
from wijkpeil import index as wi
from wijkpeil.methods.composite.data import IndexResult

HERE = Path(__file__).resolve().parent / "indices"
YEARS = (2018, 2020)
PRINTED = 5e-5
"""Half a last digit of what is printed to four decimals."""
NO_FLAGS = {2018: set(), 2020: {"11001"}}
"""The District of Columbia: its flags of 2020 are printed as -999, although it has every figure."""


@pytest.fixture(scope="module", params=YEARS)
def year(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def printed(year: int, reference: Path) -> dict[str, dict[str, str]]:
    return {row["FIPS"].zfill(5): row for row in rows_of(table_of(year, reference))}


def table_of(year: int, reference: Path) -> Path:
    return reference / "svi-county" / f"SVI_{year}_US_county.csv"


@pytest.fixture(scope="module")
def vulnerability(year: int, reference: Path) -> IndexResult:
    return wi.compute(HERE / f"svi-{year}.yaml", table_of(year, reference))[0]


@pytest.fixture(scope="module")
def flags(year: int, reference: Path) -> IndexResult:
    return wi.compute(HERE / f"svi-{year}-flags.yaml", table_of(year, reference))[0]


def differing(
    found: np.ndarray, result: IndexResult, printed: dict[str, dict[str, str]], column: str, within: float = PRINTED
) -> set[str]:
    """The counties of which the printed figure lies farther off, or is there where ours is not."""
    return {
        area.zfill(5)
        for area, value in zip(result.areas, found, strict=True)
        if not agrees(float(value), float(printed[area.zfill(5)][column]), within)
    }


def agrees(value: float, published: float, within: float) -> bool:
    return bool(np.isnan(value)) if published == -999 else abs(value - published) <= within


def test_every_county_is_scored_or_told_why_not(vulnerability: IndexResult, printed: dict[str, dict[str, str]]) -> None:
    assert {area.zfill(5) for area in vulnerability.areas} == set(printed)
    assert vulnerability.dropped == ()
    without = {area for area, score in zip(vulnerability.areas, vulnerability.score, strict=True) if np.isnan(score)}
    assert without == {area for area in vulnerability.areas if float(printed[area.zfill(5)]["RPL_THEMES"]) == -999}
    assert all(vulnerability.withheld["THEMES"][vulnerability.areas.index(area)] for area in without)


def test_percentile_ranks_of_figures(vulnerability: IndexResult, printed: dict[str, dict[str, str]]) -> None:
    for leaf in vulnerability.leaves:
        assert differing(vulnerability.scores[leaf], vulnerability, printed, leaf.replace("EP_", "EPL_")) == set(), leaf


def test_sums_and_ranks_of_themes_and_total(vulnerability: IndexResult, printed: dict[str, dict[str, str]]) -> None:
    for branch in vulnerability.tree.branches:
        sums, ranks = vulnerability.passed[branch.id], vulnerability.scores[branch.id]
        assert differing(sums, vulnerability, printed, f"SPL_{branch.id}") == set()
        assert differing(ranks, vulnerability, printed, f"RPL_{branch.id}") == set()


def test_flags_of_figures_themes_and_total(flags: IndexResult, printed: dict[str, dict[str, str]], year: int) -> None:
    for node in flags.scores:
        column = node.replace("EP_", "F_") if node.startswith("EP_") else f"F_{node}"
        assert differing(flags.scores[node], flags, printed, column, within=0) == NO_FLAGS[year], column
