"""The board of a small programme: rows, colours, counts and what is missing; and bounds made from a group."""

from dataclasses import replace
from decimal import Decimal

import pytest

from making import figures, indicator, member, small_programme
from wijkpeil.errors import NotFound
from wijkpeil.model.board import BoardRow
from wijkpeil.model.indicators import Border, Bound
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import make_board
from wijkpeil.workflows.borders import resolve_borders


def row(programme: Programme, area: str, comparison: str | None = None) -> BoardRow:
    board = make_board(programme, comparison)  # type: ignore[arg-type]
    return next(one for one in board.rows if one.area == area)


def test_rows_follow_the_file_and_columns_the_groups() -> None:
    board = make_board(small_programme())
    assert [one.area for one in board.rows] == ["3011", "3012", "3013", "3014"]
    assert board.indicators == ("safety_index", "poverty")
    assert board.red_per_indicator == (1, 1)
    assert board.release == "release"


def test_a_tie_takes_its_colour_under_inclusive_only() -> None:
    strict, inclusive = (row(small_programme(), "3012", rule) for rule in ("strict", "inclusive"))
    assert [cell.colour for cell in strict.cells] == ["neutral", "neutral"]
    assert [cell.colour for cell in inclusive.cells] == ["red", "red"]
    assert all(cell.undecidable and cell.could_be_red and not cell.must_be_red for cell in strict.cells)
    assert (strict.counts[0].recounted, strict.counts[0].low, strict.counts[0].high) == (0, 0, 4)
    assert (inclusive.counts[0].recounted, inclusive.counts[0].reading) == (4, "inclusive")
    assert strict.counts[0].printed == 2


def test_missing_is_said_and_not_counted() -> None:
    missing = row(small_programme(), "3014")
    assert missing.cells[0].colour == "none"
    assert missing.cells[0].status == "not-collected"
    assert not missing.cells[0].undecidable
    assert (missing.counts[0].recounted, missing.counts[0].missing, missing.counts[0].printed) == (0, 1, None)
    assert (missing.reds, missing.greens) == (0, 0)


def test_bands_are_named() -> None:
    assert row(small_programme(), "3011").cells[0].band == "probleemwijk"
    assert row(small_programme(), "3013").cells[0].band == ""


def test_without_figures_every_cell_is_missing() -> None:
    board = make_board(replace(small_programme(), releases=()))
    assert {cell.colour for one in board.rows for cell in one.cells} == {"none"}
    assert {one.counts[0].recounted for one in board.rows} == {None}
    assert board.release == ""


def test_a_release_is_chosen_by_id_and_the_last_one_otherwise() -> None:
    programme = small_programme()
    later = figures({("poverty", "3013"): "99"}, "later")
    both = replace(programme, releases=(*programme.releases, later))
    assert row(both, "3013").cells[1].colour == "red"
    assert make_board(both, release="release").rows == make_board(programme).rows
    with pytest.raises(NotFound, match="no release 'other'"):
        make_board(both, release="other")


def test_an_empty_group_gives_an_empty_board() -> None:
    programme = small_programme()
    none = replace(programme, definitions=replace(programme.definitions, memberships=()))
    board = make_board(none)
    assert (board.rows, board.red_per_indicator) == ((), (0, 0))


def test_a_bound_can_be_the_mean_of_a_group() -> None:
    programme = small_programme()
    border = Border(negative=Bound(mean_of="reference"), positive=Bound(value=Decimal(5)))
    definitions = replace(
        programme.definitions,
        indicators=(indicator("poverty", "low-is-better", "1", "1", border=border),),
        memberships=(
            *programme.definitions.memberships,
            *(member(area, "reference") for area in ("3011", "3012", "3099")),
        ),
    )
    observations = programme.releases[0].observations
    assert resolve_borders(definitions, observations)["poverty"][:2] == (Decimal("22.5"), Decimal(5))
    assert resolve_borders(definitions, ()) == {}
    nothing = replace(definitions, indicators=(indicator("poverty", "low-is-better", "1", "1", border=None),))
    assert resolve_borders(nothing, observations) == {}
