"""Functions of one's own: each step takes one by its name, and what they give is looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from small_indices import MIDRANGE, figures, index_of

import wijkpeil.index as wi
from wijkpeil.errors import FaultsFound
from wijkpeil.methods.composite.custom import impute_custom, registered, treat_custom
from wijkpeil.methods.composite.parting import MOST_PARTS, parts_of
from wijkpeil.model.index_choices import Aggregation, Imputation, Normalisation, Treatment

NAN = float("nan")


def test_every_step_takes_a_function() -> None:
    index = replace(
        index_of(inner="custom", outer="custom"),
        imputation=Imputation(method="custom", function="the third"),
        treatment=Treatment(method="custom", function="less one", force=True),
        normalisation=Normalisation(method="custom", function="turned"),
    )
    with (
        registered("the third", lambda column: np.full(column.size, 3.0)),
        registered("less one", lambda column: column - 1),
        registered("turned", lambda column, direction: 10 * direction * column),
    ):
        data = figures(1, gaps=0.2)
        result = wi.compute(index, data)[0]
        filled = np.where(np.isnan(data.values), 3.0, data.values)
        np.testing.assert_allclose(result.stages["normalise"], 10 * (filled - 1))
        assert (result.filled == np.isnan(data.values)).all()
        groups = [result.stages["normalise"][:, at] for at in (slice(0, 3), slice(3, 5), slice(5, 6))]
        middles = np.column_stack([(group.min(axis=1) + group.max(axis=1)) / 2 for group in groups])
        np.testing.assert_allclose(result.score, (middles.min(axis=1) + middles.max(axis=1)) / 2)


def test_a_function_that_nobody_gave_is_told_with_the_way_to_give_it() -> None:
    index = replace(index_of(), aggregation=Aggregation(method="custom", function="nowhere"))
    tree = replace(index.tree, parts=tuple(replace(part, aggregation=None) for part in index.tree.parts))
    with pytest.raises(FaultsFound) as raised:
        wi.compute(replace(index, tree=tree), figures(1))
    assert "wi.register" in raised.value.faults[0].message
    assert "nowhere" in raised.value.faults[0].message


@pytest.mark.parametrize(
    ("made", "said"),
    [(lambda column: column[:-1], "2 figures for 3 rows"), (lambda column: column / 0, "infinite figure")],
)
def test_what_is_no_figure_for_each_row_is_refused(made, said: str) -> None:
    with np.errstate(divide="ignore"), registered("wrong", made), pytest.raises(ValueError, match=said):
        treat_custom([1.0, 2.0, 3.0], function="wrong")


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="already"):
        wi.register(MIDRANGE, lambda values, _: values[:, 0])
    with registered("once", np.sort):
        wi.register("once", np.sort)


def test_a_function_cannot_change_what_is_known_nor_the_figures_that_it_is_given() -> None:
    def spoils(column: np.ndarray) -> np.ndarray:
        column[:] = 9
        return column

    figures = np.array([1.0, NAN, 3.0])
    with registered("spoils", spoils):
        assert impute_custom(figures, function="spoils").values.tolist() == [1, 9, 3]
    np.testing.assert_array_equal(figures, [1, NAN, 3])


def test_parts_are_what_each_adds_over_all_orders() -> None:
    row, weights = [4.0, 1.0, 6.0], np.ones(3)

    def middle(cells: list[float]) -> float:
        return (min(cells) + max(cells)) / 2 if cells else 0.0

    wanted = np.zeros(3)
    for order in permutations(range(3)):
        for at, part in enumerate(order):
            before = [row[each] for each in order[:at]]
            wanted[part] += (middle([*before, row[part]]) - middle(before)) / 6
    np.testing.assert_allclose(parts_of([row], weights, "custom", function=MIDRANGE)[0], wanted)
    many = np.arange(MOST_PARTS + 1.0)
    shares = parts_of([many], many, "custom", function=MIDRANGE)[0]
    np.testing.assert_allclose(shares, (1 + MOST_PARTS) / 2 * many / many.sum())


def test_a_function_that_was_there_before_stays_after() -> None:
    wi.register("stays", np.sort)
    with registered("stays", np.sort), registered("passes", np.sort):
        treat_custom([1.0, 2.0], function="passes")
    treat_custom([1.0, 2.0], function="stays")
    with pytest.raises(ValueError, match="no function passes"):
        treat_custom([1.0, 2.0], function="passes")
