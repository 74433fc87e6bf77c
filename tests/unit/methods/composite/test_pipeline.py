"""The steps of a definition: their order, choices by node and by level, several periods, and scales that are frozen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from wijkpeil.errors import FaultsFound, WrongUse
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.pipeline import compute, compute_panel
from wijkpeil.methods.composite.placing import places_of, quantiles_of
from wijkpeil.model.base import Text
from wijkpeil.model.index import Index, IndexLevel, IndexNode
from wijkpeil.model.index_choices import (
    Aggregation,
    Availability,
    Denominator,
    Goalposts,
    Imputation,
    Normalisation,
    Ranking,
    Rescaling,
    Screening,
    Treatment,
)

NAN = float("nan")
MEAN = Aggregation(method="arithmetic-mean")
AS_IS = Normalisation(method="as-is")


def index(*parts: IndexNode | str, **choices: object) -> Index:
    """An index over some nodes, of which what is not said is as plain as can be."""
    nodes = tuple(IndexNode(indicator=part) if isinstance(part, str) else part for part in parts)
    text = Text(nl="proef", en="trial")
    given: dict[str, object] = {"normalisation": AS_IS, "aggregation": MEAN, "direction": "up"}
    return Index(
        id="trial",
        name=text,
        description=text,
        polarity="high-is-better",
        version="1",
        author="tests",
        reference="none",
        review=date(2030, 1, 1),
        tree=choices.pop("tree", IndexNode(parts=nodes)),  # type: ignore[arg-type]
        **{**given, **choices},  # type: ignore[arg-type]
    )


def data(period: str = "", **columns: list[float]) -> IndexData:
    count = len(next(iter(columns.values())))
    return IndexData(
        areas=tuple("wxyz"[:count]),
        indicators=tuple(columns),
        values=np.array(list(columns.values()), dtype=float).T,
        period=period,
    )


def test_the_nearest_choice_counts() -> None:
    halved = Normalisation(method="goalposts", lower=Decimal(0), upper=Decimal(2), scale=Decimal(1))
    inner = IndexNode(
        id="inner",
        normalisation=halved,
        parts=(IndexNode(indicator="a"), IndexNode(indicator="b", normalisation=AS_IS)),
    )
    result = compute(index(inner, "c"), data(a=[1, 2], b=[1, 2], c=[1, 2]))
    assert {name: result.scores[name].tolist() for name in "abc"} == {"a": [0.5, 1], "b": [1, 2], "c": [1, 2]}


def test_a_level_speaks_for_nodes_that_do_not() -> None:
    geometric = Aggregation(method="geometric-mean")
    said = IndexNode(id="said", aggregation=MEAN, parts=(IndexNode(indicator="a"), IndexNode(indicator="b")))
    silent = IndexNode(id="silent", parts=(IndexNode(indicator="c"), IndexNode(indicator="d")))
    chosen = index(said, silent, levels=(IndexLevel(), IndexLevel(aggregation=geometric)))
    result = compute(chosen, data(a=[2.0], b=[8.0], c=[2.0], d=[8.0]))
    assert result.scores["said"].tolist() == [5]
    assert result.scores["silent"] == pytest.approx([4])


def test_the_order_of_steps_is_that_of_the_definition() -> None:
    """Filled before it is divided, a gap gets the mean of sizes; after it, the mean of rates."""
    choices = {"imputation": Imputation(method="mean"), "denominator": Denominator(by="n")}
    figures = data(a=[10, 30, NAN], n=[10, 10, 100])
    first = compute(index("a", steps=("impute", "denominate", "normalise", "aggregate"), **choices), figures)
    last = compute(index("a", steps=("denominate", "impute", "normalise", "aggregate"), **choices), figures)
    assert first.score.tolist() == pytest.approx([1, 3, 0.2])
    assert last.score.tolist() == pytest.approx([1, 3, 2])


def test_a_step_that_is_left_out_is_not_taken() -> None:
    bare = index("a", steps=("normalise", "aggregate"), imputation=Imputation(method="mean"))
    assert np.isnan(compute(bare, data(a=[1, NAN])).score[1])


def test_a_row_is_filled_among_the_parts_of_its_node_by_their_weights() -> None:
    heavy = IndexNode(indicator="a", weight=Decimal(3))
    inner = IndexNode(id="inner", parts=(heavy, IndexNode(indicator="b"), IndexNode(indicator="c")))
    chosen = index(inner, "d", imputation=Imputation(method="row-mean"), steps=("normalise", "impute", "aggregate"))
    result = compute(chosen, data(a=[4, 1], b=[8, 1], c=[NAN, 1], d=[100, 1]))
    assert result.stages["impute"][0, 2] == 5
    assert result.filled.sum() == 1


def test_screening_by_zeros_and_by_gaps() -> None:
    figures = data(a=[0, 1, NAN], b=[0, 0, 1])
    for by, kept in (("missing", "wx"), ("zeros", "xy"), ("missing-and-zeros", "x")):
        result = compute(
            index("a", "b", screening=Screening(minimum=Decimal("0.5001" if by == "missing" else "0.5"), by=by)),
            figures,
        )  # type: ignore[arg-type]
        expected = tuple(kept) if by != "missing-and-zeros" else ("x", "y")
        assert result.areas == expected, by


def test_what_is_done_with_a_result_may_stay_with_it() -> None:
    ranked = Rescaling(method="percentile-rank")
    node = IndexNode(id="node", then=ranked, parts=(IndexNode(indicator="a"), IndexNode(indicator="b")))
    figures = data(a=[1, 2, 9], b=[1, 2, 9])
    passed = compute(index(node), figures)
    kept = compute(index(replace(node, then=replace(ranked, passed_on=False))), figures)
    assert passed.score.tolist() == [0, 0.5, 1]
    assert kept.scores["node"].tolist() == [0, 0.5, 1]
    assert kept.score.tolist() == [1, 2, 9]


def test_a_node_that_goes_down_is_turned_by_what_is_done_with_its_result() -> None:
    turned = IndexNode(id="n", direction="down", then=Rescaling(method="min-max"), parts=(IndexNode(indicator="a"),))
    assert compute(index(turned), data(a=[1, 2, 3])).score.tolist() == [100, 50, 0]


def test_availability_by_weight_and_by_count() -> None:
    parts = (IndexNode(indicator="a", weight=Decimal(3)), IndexNode(indicator="b"))
    figures = data(a=[1, NAN, NAN], b=[NAN, 1, NAN])
    by_weight = compute(index(*parts, availability=Availability(minimum=Decimal("0.6"))), figures)
    assert np.isnan(by_weight.score).tolist() == [False, True, True]
    by_count = compute(index(*parts, availability=Availability(minimum=Decimal("0.5"), by="count")), figures)
    assert np.isnan(by_count.score).tolist() == [False, False, True]
    assert by_count.withheld["trial"].tolist() == [False, False, True]


def test_treatment_leaves_what_passes_and_tells_what_it_did() -> None:
    calm, wild = [1.0, 2, 3, 4], [1.0, 1, 1, 50]
    result = compute(
        index("a", "b", treatment=Treatment(method="log", shift=Decimal(0), force=True)), data(a=calm, b=wild)
    )
    assert result.scores["a"] == pytest.approx(np.log(calm))
    unforced = compute(index("a", treatment=Treatment(method="log")), data(a=calm))
    assert unforced.scores["a"].tolist() == calm
    assert unforced.treated["a"].points == ("",) * 4


def test_figures_are_carried_and_bridged_over_time() -> None:
    years = [data("2014", a=[1, 4]), data("2015", a=[NAN, NAN]), data("2016", a=[NAN, 6])]
    latest = compute_panel(index("a", imputation=Imputation(method="latest")), years)
    assert [one.score.tolist() for one in latest] == [[1, 4], [1, 4], [1, 6]]
    bounded = compute_panel(index("a", imputation=Imputation(method="latest", most_periods=1)), years)
    assert np.isnan(bounded[2].score[0])
    linear = compute_panel(index("a", imputation=Imputation(method="linear")), years)
    assert linear[1].score[1] == 5
    assert np.isnan(linear[1].score[0])
    # In any order of the periods.
    turned = compute_panel(index("a", imputation=Imputation(method="linear")), years[::-1])
    assert turned[1].score[1] == 5


@pytest.mark.parametrize(
    "method", ["min-max", "z-score", "distance-to-maximum", "fraction-of-maximum", "percentile-rank"]
)
def test_a_frozen_scale_gives_the_named_period_what_it_gave_itself(method: str) -> None:
    choice = Normalisation(method=method)  # type: ignore[arg-type]
    years = [data("2014", a=[1, 2, 3]), data("2016", a=[2, 3, 9])]
    alone = compute(index("a", normalisation=choice), years[0])
    frozen = compute_panel(index("a", normalisation=replace(choice, period="2014")), years)
    if method != "percentile-rank":
        assert frozen[0].score.tolist() == alone.score.tolist()
    same = compute_panel(
        index("a", normalisation=replace(choice, period="2014")), [years[0], replace(years[0], period="2016")]
    )
    assert same[0].score.tolist() == same[1].score.tolist()
    assert frozen[1].score[0] == pytest.approx(frozen[0].score[1])


def test_a_result_can_be_frozen_too() -> None:
    node = IndexNode(id="n", then=Rescaling(method="min-max", period="2014"), parts=(IndexNode(indicator="a"),))
    first, second = compute_panel(index(node), [data("2014", a=[0, 10]), data("2016", a=[5, 20])])
    assert first.score.tolist() == [0, 100]
    assert second.score.tolist() == [50, 200]


def test_a_period_that_is_not_there_is_refused() -> None:
    for chosen in (
        index("a", normalisation=Normalisation(method="min-max", period="1999")),
        index(IndexNode(id="n", then=Rescaling(method="min-max", period="1999"), parts=(IndexNode(indicator="a"),))),
    ):
        with pytest.raises(FaultsFound, match="no figures of then"):
            compute(chosen, data("2014", a=[1, 2]))


def test_goalposts_are_those_of_the_day() -> None:
    posts = (
        Goalposts(lower=Decimal(0), upper=Decimal(10), valid_to=date(2015, 12, 31)),
        Goalposts(lower=Decimal(0), upper=Decimal(20), valid_from=date(2016, 1, 1), valid_to=date(2016, 12, 31)),
    )
    node = IndexNode(indicator="a", goalposts=posts, normalisation=Normalisation(method="goalposts"))
    years = [data("2014", a=[5.0]), data("2016", a=[5.0])]
    assert [one.score.tolist() for one in compute_panel(index(node), years)] == [[50], [25]]
    for period in ("2015/2016", "2018", ""):
        with pytest.raises(FaultsFound, match="no goalposts for this period"):
            compute(index(node), data(period, a=[5.0]))


def test_everything_that_is_wrong_comes_at_once() -> None:
    chosen = index("a", "b", "c", normalisation=Normalisation(method="min-max"))
    with pytest.raises(FaultsFound) as raised:
        compute(chosen, data(a=[1, 1], b=[2, 2], c=[1, 2]))
    assert [fault.key for fault in raised.value.faults] == ["a", "b"]
    with pytest.raises(FaultsFound) as raised:
        compute(replace(chosen, direction=None), data(a=[1, 2]))
    assert [fault.key for fault in raised.value.faults] == ["b", "c", "a", "b", "c"]
    with pytest.raises(WrongUse, match="none"):
        compute(chosen, data(a=[1, 2], b=[1, 2], c=[1, 2]), weight_set="none")


def test_ranks_and_groups_follow_the_declared_rule() -> None:
    figures = data(a=[1, 2, 2, 3])
    for ranking, wanted in (
        (None, [4, 2, 2, 1]),
        (Ranking(ties="max"), [4, 3, 3, 1]),
        (Ranking(ties="dense", first="lowest"), [1, 2, 2, 3]),
    ):
        result = compute(index("a", ranking=ranking, quantiles=2), figures)
        assert result.ranks.tolist() == wanted
        assert places_of(result, "a").tolist() == wanted
    assert quantiles_of(compute(index("a", quantiles=2), data(a=[1, 2, 3, 4]))).tolist() == [2, 2, 1, 1]


def test_the_order_of_a_sum_makes_no_order_of_areas() -> None:
    figures = data(a=[0.1, 0.3], b=[0.2, 0.2], c=[0.3, 0.1])
    for power in (None, Rescaling(method="rank")):
        chosen = index(tree=IndexNode(parts=tuple(IndexNode(indicator=name) for name in "abc"), then=power))
        result = compute(chosen, figures)
        assert result.ranks.tolist() == [1, 1]
