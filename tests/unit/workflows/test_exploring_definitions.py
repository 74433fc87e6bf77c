"""An exploration taken along: whatever is chosen, `wijkpeil score` on its definition gives the same places."""

import contextlib
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorations import explorations
from wijkpeil.cli.app import run
from wijkpeil.index import check, read
from wijkpeil.loading import read_programme
from wijkpeil.loading.yaml_text import record_text
from wijkpeil.model.index import DataColumns
from wijkpeil.model.index_tree import resolved
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.explore import Exploration, as_definition, explore
from wijkpeil.workflows.explore_methods import (
    Methods,
    offered_aggregations,
    offered_imputations,
    offered_normalisations,
    offered_treatments,
    putting_depths,
)
from wijkpeil.workflows.explore_weights import offered_sets, weighed_nodes
from wijkpeil.workflows.score import ReadyIndex, ready_index, with_directions, with_names

PROGRAMMES = Path(__file__).parents[3] / "programmes"
DAY = date(2026, 12, 31)
ANNUAL = """\
id: simulated-annual
name: {nl: Jaarlijks, en: Annual}
description: {nl: Verzonnen., en: Made up.}
polarity: high-is-better
direction: up
version: "1"
author: nobody
reference: nowhere
review: 2030-01-01
imputation: {method: latest, review: 2012-01-01, why: {nl: Zo maar., en: Just so.}}
normalisation: {method: min-max, lower: 5, upper: 95}
aggregation: arithmetic-mean
levels:
  - {aggregation: geometric-mean}
tree:
  parts:
    - {id: said, parts: [simulated-safe, {indicator: simulated-content, weight: 3}]}
    - {id: kept, weight: 2, parts: [simulated-work]}
weight_sets:
  - {id: council, method: budget-allocation, votes: [{by: chair, shares: {said: 60, kept: 40}}]}
  - {id: said-first, name: {nl: Gezegd eerst, en: Said first}, weights: {said: 5}}
weight_set: council
"""
"""Several periods, several levels, several sets of weights, and choices with what stands behind them."""


@dataclass(frozen=True)
class Explored:
    """An index to explore, with its programme and its figures as a table."""

    programme: Programme
    ready: ReadyIndex
    table: Path


@pytest.fixture(scope="module")
def indices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Explored]:
    folder = tmp_path_factory.mktemp("figures")
    (folder / "simulated-annual.yaml").write_text(ANNUAL, encoding="utf-8")
    found = {}
    for name in ("voorbeeldstad", "rotterdam-2007"):
        programme = read_programme(PROGRAMMES / name)
        all_ = [index for index in programme.definitions.indices if index.shape is None]
        for index in [*all_, *([read(folder / "simulated-annual.yaml")] if name == "voorbeeldstad" else [])]:
            ready = ready_index(programme, with_names(index, programme))
            table = folder / f"{index.id}.csv"
            write_table(table, ready)
            found[index.id] = Explored(programme, ready, table)
    return found


def write_table(file: Path, ready: ReadyIndex) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        several = len(ready.panel) > 1
        writer.writerow(["area", *(["period"] if several else []), *ready.panel[0].indicators])
        for data in ready.panel:
            for area, row in zip(data.areas, data.values.tolist(), strict=True):
                begin = [area, data.period] if several else [area]
                writer.writerow([*begin, *("" if one != one else repr(one) for one in row)])


def scored(file: Path, table: Path) -> tuple[list[dict[str, object]] | None, str]:
    """What `wijkpeil score` gives, None where it refuses, with what it says."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["score", str(file), "--data", str(table), "--format", "json"])
    return json.loads(out.getvalue()) if code == 0 else None, err.getvalue()


NAMES = ("simulated-liveability", "simulated-annual", "core-social-index", "problems-pile-up", "vrom-card")


@given(name=st.sampled_from(NAMES), data=st.data())
def test_a_definition_gives_the_places_of_the_explorer(
    indices: dict[str, Explored], tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    found = indices[name]
    chosen = data.draw(explorations(found.ready))
    reproduces(found, chosen, tmp_path_factory.getbasetemp())


def reproduces(found: Explored, chosen: Exploration, folder: Path) -> None:
    made = as_definition(found.ready, chosen, DAY, "https://example.org/x")
    columns = DataColumns(area="area", period="period" if len(found.ready.panel) > 1 else "")
    made = with_directions(replace(made, data=columns), found.programme)
    file = folder / f"{made.id}.yaml"
    file.write_text(record_text(made), encoding="utf-8")
    assert [fault for fault in check(file) if fault.severity == "error"] == []
    assert read(file) == made
    result = explore(found.ready, chosen).result
    rows, said = scored(file, found.table)
    if result is None:
        assert rows is None
        return
    last = result.data.period
    if rows is None:
        # A command computes every period, and refuses where an earlier one cannot be; the explorer shows the last.
        assert any(f" for {data.period}: " in said for data in found.ready.panel[:-1])
        assert f" for {last}: " not in said
        return
    ranks = {row["area"]: row["rank"] or 0 for row in rows if not last or row["period"] == last}
    assert ranks == dict(zip(result.areas, result.ranks.tolist(), strict=True))


def each_choice(found: Explored) -> Iterator[Exploration]:
    tree, areas = resolved(found.ready.index), len(found.ready.panel[-1].areas)
    for name in offered_normalisations(tree):
        yield Exploration(Methods(normalisation=name))
    for name in offered_aggregations(tree, areas):
        yield Exploration(Methods(aggregation=name))
        yield Exploration(Methods(normalisation="min-max", aggregation=name))
    for name in offered_imputations(tree, len(found.ready.panel)):
        yield Exploration(Methods(imputation=name))
    for name in offered_treatments(tree):
        yield Exploration(Methods(treatment=name))
    for name in offered_sets(tree.index):
        yield Exploration(weight_set=name)
        yield Exploration(weight_set=name, weights={weighed_nodes(tree)[0]: Decimal("0.5")})
    for depth in putting_depths(tree):
        yield Exploration(Methods(levels={depth: "weighted-sum"}))


@pytest.mark.parametrize("name", NAMES)
def test_each_choice_by_itself_does_too(indices: dict[str, Explored], tmp_path: Path, name: str) -> None:
    for chosen in each_choice(indices[name]):
        reproduces(indices[name], chosen, tmp_path)
