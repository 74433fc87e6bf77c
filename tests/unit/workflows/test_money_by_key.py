"""Sums by every key, against a naive sum over the lines; what is shared, unknown or for a larger whole."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import area, line, member, small_programme, text
from wijkpeil.errors import NotFound, WrongUse
from wijkpeil.model.money import Budget
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.area_money import area_money
from wijkpeil.workflows.board import make_board
from wijkpeil.workflows.money import MONEY_KEYS, euros_against_reds, line_name, money_by, printed_on

BUDGET = Budget(id="extra-effort", name=text("extra"), printed_total=Decimal(100), lines="1")


def programme_with(*lines: Any, budget: Budget = BUDGET) -> Programme:
    made = small_programme(budgets=(budget,), budget_lines=lines)
    definitions = made.definitions
    places = (area("pl-noord", "plaats"), area("pl-zuid", "plaats"), area("pl-both", "plaats"))
    memberships = (
        member("3011", "pl-noord"),
        member("3012", "pl-noord"),
        member("3013", "pl-zuid", None),
        member("3013", "pl-both", None),
    )
    return replace(
        made,
        definitions=replace(
            definitions,
            areas=definitions.areas + places,
            memberships=definitions.memberships + memberships,
        ),
    )


LINES = (
    line("b01", "40", place="pl-noord", areas=("3011", "3012"), district="kw-a"),
    line("b02", "30", place="pl-zuid", areas=("3013",), district="kw-b", funder="city"),
    line("b03", "10", place="pl-both", areas=("3013",), district="kw-b"),
    line("b04", None, kind="district-wide", district="kw-a"),
    line("b05", "20", kind="management", heading=text("other"), theme="safety"),
)


def test_shared_lines_stand_once_and_what_is_not_split_comes_last() -> None:
    table = money_by(programme_with(*LINES), "extra-effort", "area")
    assert [(row.key, row.amount, row.unknown) for row in table.rows] == [
        ("3011; 3012", Decimal(40), ()),
        ("3013", Decimal(40), ()),
        ("", Decimal(20), ("b04",)),
    ]
    assert (table.total.amount, table.total.unknown, table.difference) == (Decimal(100), ("b04",), None)


def test_a_known_total_is_set_against_the_printed_one() -> None:
    assert money_by(programme_with(LINES[0]), "extra-effort", "kind").difference == Decimal(-60)
    unprinted = replace(BUDGET, printed_total=None)
    assert money_by(programme_with(LINES[0], budget=unprinted), "extra-effort", "kind").difference is None
    empty = money_by(programme_with(), "extra-effort", "kind")
    assert (empty.rows, empty.total.amount, empty.difference) == ((), None, None)


def test_a_row_without_any_known_amount_is_unknown_and_not_zero() -> None:
    table = money_by(programme_with(LINES[3]), "extra-effort", "district")
    assert [(row.key, row.amount) for row in table.rows] == [("kw-a", None)]


amounts = st.none() | st.decimals(min_value=0, max_value=10**9, places=2).map(str)


@given(
    st.lists(st.tuples(amounts, st.sampled_from(["", "kw-a", "kw-b"]), st.sampled_from(["area", "management"]))),
    st.sampled_from(MONEY_KEYS),
)
def test_rows_add_up_to_the_naive_sum(rows: list[tuple[str | None, str, str]], key: Any) -> None:
    lines = [line(f"b{n}", amount, district=d or None, kind=kind) for n, (amount, d, kind) in enumerate(rows)]
    table = money_by(programme_with(*lines, line("x", "5", budget="other")), "extra-effort", key)
    cents = sum(int(Decimal(amount) * 100) for amount, _, _ in rows if amount is not None)
    assert sum(int(row.amount * 100) for row in table.rows if row.amount is not None) == cents
    assert sorted(one for row in table.rows for one in row.lines) == sorted(one.id for one in lines)
    assert len(table.total.unknown) == sum(amount is None for amount, _, _ in rows)
    assert table.total.amount is None or int(table.total.amount * 100) == cents


def test_an_unknown_budget_or_key_is_refused() -> None:
    with pytest.raises(NotFound, match="no budget"):
        money_by(programme_with(), "other", "kind")
    with pytest.raises(WrongUse, match="by area, place"):
        money_by(programme_with(), "extra-effort", "colour")  # type: ignore[arg-type]


def test_euros_stand_beside_the_mean_reds_of_their_places() -> None:
    programme = programme_with(*LINES)
    found = euros_against_reds(programme, make_board(programme))
    assert [(pair.place, pair.amount, pair.reds) for pair in found.pairs] == [
        ("pl-noord", Decimal(40), Decimal(1)),
        ("pl-zuid", Decimal(30), Decimal(0)),
        ("pl-both", Decimal(10), Decimal(0)),
    ]
    assert found.left_out == ("b04", "b05")
    assert found.agreement.pairs == 3
    assert found.agreement.kendall == pytest.approx(0.8164966)


def test_a_line_for_a_whole_district_says_which_away_from_its_heading() -> None:
    whole = line("b06", "5", kind="district-wide", name=text("Whole district"), heading=text("Charlois"))
    assert line_name(whole) == text("Whole district (Charlois)")
    assert line_name(replace(whole, name=text("Charlois at large"))) == text("Charlois at large")
    assert line_name(LINES[0]) == text("b01")


def test_a_line_number_is_given_once() -> None:
    assert printed_on(line("b06", "5", name_line=12, amount_line=12)) == "12"
    assert printed_on(line("b06", "5", name_line=12, amount_line=19)) == "12; 19"
    assert printed_on(line("b06", None, name_line=12)) == "12"


def test_an_area_meets_its_own_money_first_then_what_is_for_a_larger_whole() -> None:
    found = area_money(programme_with(*LINES), "3011")
    assert [(one.line.id, one.share, one.shared_with, one.partly) for one in found] == [
        ("b01", "shared", ("3012",), False),
        ("b04", "district-wide", (), False),
        ("b05", "programme-wide", (), False),
    ]
    split = area_money(programme_with(*LINES), "3013")
    assert [(one.line.id, one.share, one.partly) for one in split][:2] == [("b02", "own", True), ("b03", "own", True)]


def test_a_larger_area_owns_what_its_areas_share_and_what_stands_under_it() -> None:
    found = area_money(programme_with(*LINES), "kw-a")
    assert [(one.line.id, one.share) for one in found] == [
        ("b01", "own"),
        ("b04", "own"),
        ("b05", "programme-wide"),
    ]
    with pytest.raises(NotFound, match="no area"):
        area_money(programme_with(), "9999")


def test_two_places_in_one_area_keep_each_its_own_line() -> None:
    found = area_money(programme_with(*LINES), "pl-zuid")
    assert [one.line.id for one in found if one.share == "own"] == ["b02"]
    assert [one.partly for one in found if one.share == "own"] == [False]
