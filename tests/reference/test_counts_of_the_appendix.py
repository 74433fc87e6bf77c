"""The board against the columns recounted by hand in the reference tables, and the findings they led to."""

from pathlib import Path

import pytest

from making import OWN, appendix_id, reference_programme, rows_of
from wijkpeil.model.board import Board
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import make_board


@pytest.fixture(scope="module")
def programme(reference: Path) -> Programme:
    return reference_programme(reference)


def matching(board: Board, place: int) -> int:
    return sum(row.counts[place].recounted == row.counts[place].printed for row in board.rows)


def test_counts_equal_those_recounted_by_hand(programme: Programme, reference: Path) -> None:
    by_hand = {appendix_id(row): row for row in rows_of(reference / "rotterdam-2007" / "appendix.csv")}
    for row in make_board(programme, "strict").rows:
        own, national = row.counts
        assert own.recounted == int(by_hand[row.area]["recomputed_rdam_four_as_text_x2"])
        assert national.recounted == int(by_hand[row.area]["recomputed_vrom_strict"])


def test_colours_per_indicator_equal_those_counted_by_hand(programme: Programme, reference: Path) -> None:
    borders = rows_of(reference / "rotterdam-2007" / "appendix_thresholds.csv")
    strict, inclusive = make_board(programme, "strict"), make_board(programme, "inclusive")
    assert strict.indicators == tuple(row["indicator"] for row in borders)
    assert strict.red_per_indicator == tuple(int(row["n_red_strict_of_23"]) for row in borders)
    assert inclusive.red_per_indicator == tuple(int(row["n_red_inclusive_of_23"]) for row in borders)
    for place, row in enumerate(borders):
        greens = sum(one.cells[place].colour == "green" for one in strict.rows)
        assert greens == int(row["n_green_strict_of_23"])


def test_the_findings_about_the_count_columns(programme: Programme) -> None:
    strict, inclusive = make_board(programme, "strict"), make_board(programme, "inclusive")
    assert len(strict.rows) == 23
    assert (matching(strict, 1), matching(inclusive, 1)) == (23, 16)
    assert matching(strict, 0) == 10


def test_seven_national_cells_equal_their_border(programme: Programme) -> None:
    strict, inclusive = make_board(programme, "strict"), make_board(programme, "inclusive")
    changed = [
        cell
        for row, other in zip(strict.rows, inclusive.rows, strict=True)
        for cell, again in zip(row.cells, other.cells, strict=True)
        if (cell.colour == "red") != (again.colour == "red") and cell.indicator not in OWN
    ]
    assert len(changed) == 7
    assert all(cell.undecidable and cell.could_be_red and not cell.must_be_red for cell in changed)
