"""The money of an area, against a naive second sum over the rows of the programme's own tables."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from making import rows_of
from wijkpeil.loading import read_programme
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.area_money import area_money

Sums = dict[str, Decimal]


@pytest.fixture(scope="module")
def programme(rotterdam: Path) -> Programme:
    return read_programme(rotterdam)


@pytest.fixture(scope="module")
def tables(rotterdam: Path) -> dict[str, list[dict[str, str]]]:
    names = ("areas.csv", "memberships.csv", "ledger/budget_lines.csv")
    return {Path(name).stem: rows_of(rotterdam / name) for name in names}


def sums(programme: Programme, area: str, share: str = "own") -> Sums:
    found: Sums = defaultdict(Decimal)
    for one in area_money(programme, area):
        if one.share == share:
            found[one.line.budget] += one.line.amount or 0
    return dict(found)


def naive_own(tables: dict[str, list[dict[str, str]]], area: str, level: str) -> Sums:
    """Sum by what each level of this programme means, without any hierarchy walked."""
    inside = {row["child"] for row in tables["memberships"] if row["parent"] == area}
    inside |= {row["child"] for row in tables["memberships"] if row["parent"] in inside}
    found: Sums = defaultdict(Decimal)
    for row in tables["budget_lines"]:
        codes = set(row["areas"].split("; ")) - {""}
        own = {
            "stad": True,
            "plaats": row["place"] == area,
            "deelgemeente": row["district"] == area,
            "pactgebied": row["place"] == area or (bool(codes) and codes <= inside),
            "krachtwijk": bool(codes) and codes <= inside,
            "pc4": codes == {area},
        }[level]
        if own:
            found[row["budget"]] += Decimal(row["amount"])
    return dict(found)


def test_every_area_owns_what_the_naive_sum_gives_it(
    programme: Programme, tables: dict[str, list[dict[str, str]]]
) -> None:
    for row in tables["areas"]:
        assert sums(programme, row["id"]) == naive_own(tables, row["id"], row["level"]), row["id"]


@pytest.mark.parametrize(
    ("area", "extra", "associations"),
    [
        ("rotterdam", 507_179_000, 73_500_000),
        ("pact-gebied", 250_444_000, 73_500_000),
        ("dg-charlois", 113_294_000, None),
        ("dg-feijenoord", 173_753_000, None),
        ("pl-katendrecht", 3_830_000, None),
        ("pl-afrikaanderwijk", 4_300_000, None),
        ("3072", 8_130_000, None),
    ],
)
def test_budgets_are_kept_apart(programme: Programme, area: str, extra: int, associations: int | None) -> None:
    expected = {"extra-effort": Decimal(extra)} | ({"associations": Decimal(associations)} if associations else {})
    assert sums(programme, area) == expected


def test_places_and_districts_add_up_to_what_the_budget_splits(
    programme: Programme, tables: dict[str, list[dict[str, str]]]
) -> None:
    split = [row for row in tables["budget_lines"] if row["district"]]
    for level, lines in (("deelgemeente", split), ("plaats", [row for row in split if row["kind"] == "area"])):
        areas = [row["id"] for row in tables["areas"] if row["level"] == level]
        total = sum(sums(programme, one).get("extra-effort", Decimal(0)) for one in areas)
        assert total == sum(Decimal(row["amount"]) for row in lines)


def test_what_is_shared_is_not_owned(programme: Programme) -> None:
    assert sums(programme, "3025") == {}
    assert sums(programme, "3025", "shared") == {"extra-effort": Decimal(40_345_000)}
    assert sums(programme, "dg-feijenoord", "shared") == {}


@pytest.mark.parametrize("area", ["3081", "pl-katendrecht", "kw-oud-zuid", "dg-charlois"])
def test_the_money_of_the_pact_is_for_a_larger_whole(programme: Programme, area: str) -> None:
    assert sums(programme, area, "place-wide") == {
        "extra-effort": Decimal(79_505_000),
        "associations": Decimal(73_500_000),
    }
    assert sums(programme, area, "shared") == {}


def test_the_money_of_a_district_is_for_a_larger_whole(programme: Programme) -> None:
    assert sums(programme, "3081", "district-wide") == {"extra-effort": Decimal(5_735_000)}
