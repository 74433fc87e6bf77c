"""What an index is estimated to take: more of everything takes longer, and draws are counted as they are made."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Alternatives, Normalisation
from wijkpeil.workflows.index_certainty import DRAWS, LEAST, affordable
from wijkpeil.workflows.index_cost import seconds, seconds_of_draw


def index_of(parts: int, method: str = "arithmetic-mean", alternatives: Alternatives | None = None) -> Index:
    return Index(
        id="made-up",
        name="Made up",
        description="A made-up index.",
        polarity="high-is-better",
        version="1",
        author="a test",
        reference="none",
        review=date(2030, 1, 1),
        normalisation=Normalisation(method="min-max"),
        aggregation=Aggregation(method=method),  # type: ignore[arg-type]
        alternatives=alternatives,
        tree=IndexNode(id="top", parts=tuple(IndexNode(indicator=f"i{at}", direction="up") for at in range(parts))),
    )


METHODS = ("arithmetic-mean", "geometric-mean", "mazziotta-pareto", "copeland", "benefit-of-the-doubt")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("cost", [seconds, seconds_of_draw])
def test_more_areas_and_more_indicators_take_longer(cost, method: str) -> None:
    assert cost(index_of(5, method), 100) < cost(index_of(5, method), 1_000) < cost(index_of(50, method), 1_000)


def test_a_draw_of_weights_takes_less_than_an_index_and_one_of_figures_as_much() -> None:
    index = index_of(100)
    assert seconds_of_draw(index, 14_500) < seconds(index, 14_500) / 10
    drawn = replace(index, alternatives=Alternatives(intervals=True))
    assert seconds_of_draw(drawn, 14_500) == seconds(drawn, 14_500)


def test_what_compares_areas_is_counted_in_each_draw() -> None:
    for method in ("copeland", "benefit-of-the-doubt"):
        assert seconds_of_draw(index_of(10, method), 14_500) > 100 * seconds_of_draw(index_of(10), 14_500)


def test_a_page_makes_the_draws_that_fit() -> None:
    assert affordable(index_of(100), 14_500, DRAWS) == DRAWS
    assert affordable(index_of(12, alternatives=Alternatives(intervals=True)), 500, DRAWS) == DRAWS
    assert affordable(index_of(100, alternatives=Alternatives(intervals=True)), 14_500, DRAWS) < LEAST
    costly = Alternatives(weights_within=Decimal("0.25"), aggregations=(Aggregation(method="copeland"),))
    assert affordable(index_of(10, alternatives=costly), 14_500, DRAWS) < LEAST
