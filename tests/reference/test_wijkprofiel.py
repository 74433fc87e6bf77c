"""Rotterdam's Wijkprofiel of 2014 from index definitions: halves from their components, totals from their halves.

Everything is printed in whole numbers. A mean of figures that are each within a half of what is printed is itself
within a half of the mean of those, and what it is compared with within another half.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from wijkpeil import index as wi
from wijkpeil.index.tables import columns_of_file
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.model.index import Index, IndexNode

HERE = Path(__file__).resolve().parent / "indices"
ROUNDING = 1.0
FILES = {"safety": ("vi",), "social": ("si",), "physical": ("fi_subj", "fi_obj")}
HEADINGS = {
    "safety": ("Veiligheidsindex", "Veiligheidsindex -subjectief", "Veiligheidsindex -objectief"),
    "social": ("Sociale Index", "Sociale Index subjectief", "Sociale Index objectief"),
    "physical": ("Fysieke Index", "Fysieke Index -subjectief", "Fysieke Index -objectief"),
}
AREAS = 86
"""Neighbourhoods, their combinations, the fourteen areas above them, and the city."""


@pytest.fixture(scope="module", params=FILES)
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def table(profile: str, reference: Path) -> pa.Table:
    """The printed table; of the physical index its two halves, which have their areas in the same order."""
    folder = reference / "rotterdam-wijkprofiel"
    found: dict[str, list[str]] = {}
    for name in FILES[profile]:
        columns = columns_of_file(folder / f"Gemeente_gemeente_2014_{name}.csv").columns
        assert found.get("wijknr", columns["wijknr"]) == columns["wijknr"]
        found |= {heading: list(cells) for heading, cells in columns.items()}
    return pa.table(found)


@pytest.fixture(scope="module")
def index(profile: str) -> Index:
    return wi.read(HERE / f"wijkprofiel-{profile}.yaml")


def printed(table: pa.Table, heading: str) -> np.ndarray:
    return np.array([float(cell) for cell in table[heading].to_pylist()])


def largest_gap(result: IndexResult, node: str, wanted: np.ndarray) -> float:
    assert len(result.areas) == AREAS
    return float(np.abs(result.scores[node] - wanted).max())


def test_halves_follow_from_their_components(profile: str, index: Index, table: pa.Table) -> None:
    (result,) = wi.compute(index, table)
    _, subjective, objective = HEADINGS[profile]
    assert largest_gap(result, "subjective", printed(table, subjective)) <= ROUNDING
    assert largest_gap(result, "objective", printed(table, objective)) <= ROUNDING


def test_totals_follow_from_their_halves(profile: str, index: Index, table: pa.Table) -> None:
    total, *halves = HEADINGS[profile]
    short = replace(index, tree=IndexNode(parts=tuple(IndexNode(indicator=half) for half in halves)))
    (result,) = wi.compute(short, table)
    assert largest_gap(result, result.tree.top, printed(table, total)) <= ROUNDING


def test_another_weight_does_not_give_the_halves(profile: str, index: Index, table: pa.Table) -> None:
    """What residents say of all together weighs as one theme: with twice that weight the halves no longer follow."""
    said, *rest = index.tree.parts[0].parts
    heavier = replace(index.tree.parts[0], parts=(replace(said, weight=Decimal(2)), *rest))
    (result,) = wi.compute(replace(index, tree=replace(index.tree, parts=(heavier, index.tree.parts[1]))), table)
    assert largest_gap(result, "subjective", printed(table, HEADINGS[profile][1])) > ROUNDING
