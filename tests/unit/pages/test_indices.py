"""What pages say of indices: the worst end, quarters, ties, how sure places are, and what does not hold together."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from indices_by_hand import both, certain, data_of, index_of, leaves, links_of, places_of

from wijkpeil.errors import say
from wijkpeil.methods.composite.coherence import coherence
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Alternatives, Ranking, WeightSet
from wijkpeil.model.indicators import Band, Polarity
from wijkpeil.pages.indices.certainty_words import certainty_sentence, drawn_words
from wijkpeil.pages.indices.coherence import coherence_section, effective_shares
from wijkpeil.pages.indices.moves import move_rows, moves_sentence
from wijkpeil.pages.indices.ranking import across, hundredths, rank_rows
from wijkpeil.pages.indices.scored import Places, Scored, quarter_of
from wijkpeil.pages.indices.sentences import index_sentence
from wijkpeil.pages.indices.shown import band_steps
from wijkpeil.pages.indices.tree_rows import tree_rows
from wijkpeil.workflows.index_certainty import Certainty, Unsure, certainty_of, most_worst
from wijkpeil.workflows.score import ReadyIndex


@pytest.fixture(autouse=True)
def english() -> None:
    translation.activate("en")


@pytest.mark.parametrize(
    ("polarity", "first", "worst"),
    [
        ("high-is-better", "highest", "area0"),
        ("high-is-better", "lowest", "area0"),
        ("low-is-better", "highest", "area3"),
        ("low-is-better", "lowest", "area3"),
    ],
)
def test_the_worst_end_follows_polarity_and_order(polarity: Polarity, first: str, worst: str) -> None:
    index = index_of(*leaves("a"), polarity=polarity, ranking=Ranking(first=first))  # type: ignore[arg-type]
    places = places_of(index, [1, 2, 3, 4])
    assert places.worst_first[0] == worst
    assert across(places.ranks[worst], places) == 0
    assert places.quarter(worst) == 4
    rows = rank_rows(places, None, links_of(places.result), "en")
    assert rows[0].area == worst
    assert [row.x for row in rows] == sorted(row.x for row in rows)


@given(st.integers(1, 60), st.booleans())
def test_quarters_are_as_large_as_they_can_be(count: int, first_is_worst: bool) -> None:
    found = [quarter_of(rank, count, first_is_worst=first_is_worst) for rank in range(1, count + 1)]
    ordered = found[::-1] if first_is_worst else found
    assert ordered == sorted(ordered)
    sizes = [found.count(step) for step in range(1, 5)]
    assert max(sizes) - min(sizes) <= 1
    assert sum(sizes) == count


def test_one_area_alone_has_a_place() -> None:
    places = places_of(index_of(*leaves("a")), [5])
    (row,) = rank_rows(places, None, links_of(places.result), "en")
    assert (row.rank, row.step) == (1, 1)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([1, 2, 3], "On The index area0 does worst of 3 areas, with 1.0; area2 does best, with 3.0."),
        ([1, 1, 3], "On The index area0 and area1 do worst of 3 areas"),
        ([2, 2, 2], "On The index all 3 areas score the same."),
        ([1, 1, 1, 1, 9], "a group of 4 areas together does worst"),
    ],
)
def test_ties_at_the_ends_are_said(figures: list[float], said: str) -> None:
    places = places_of(index_of(*leaves("a")), figures)
    found = index_sentence("The index", places, links_of(places.result), "en")
    assert said in "".join(part.partition(">")[2] if ">" in part else part for part in found.split("<"))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (certain([1, 2, 3], [1, 2, 3]), "However it is drawn, no area leaves its place in 9 of 10 draws."),
        (certain([1, 1, 3], [2, 2, 3]), "Half of the areas stay within 2 places"),
        (certain([1, 1, 3], [2, 2, 3]), "1 area keeps its place."),
        (certain([1, 1, 1], [3, 3, 3]), "no area is sure of its place."),
        (Unsure(say("Nothing varies: the index declares no alternatives.")), "Nothing varies"),
    ],
)
def test_how_sure_places_are_is_said(found: Certainty | Unsure, said: str) -> None:
    assert said in certainty_sentence(found, places_of(index_of(*leaves("a")), [1, 2, 3]), "en")


def ready(index: Index, data: IndexData) -> ReadyIndex:
    return ReadyIndex(index, (data,), {}, "release")


def test_draws_are_the_same_for_everybody_and_hold_the_declared_place() -> None:
    chance = np.random.default_rng(5)
    data = data_of(*chance.normal(50, 10, (3, 30)))
    index = index_of(*leaves("a", "b", "c"))
    result = compute(index, data)
    one, other = certainty_of(ready(index, data), result), certainty_of(ready(index, data), result)
    assert isinstance(one, Certainty)
    assert isinstance(other, Certainty)
    assert one.low.tolist() == other.low.tolist()
    assert np.nansum(one.worst) == pytest.approx(most_worst(30), abs=0.01)
    assert not one.declared
    assert "usual" in " ".join(drawn_words(one, "en"))
    assert ((one.low <= result.ranks) & (result.ranks <= one.high)).mean() > 0.8


def test_choices_that_do_not_go_together_are_said_and_nothing_is_made_up() -> None:
    index = index_of(*leaves("a", "b"), alternatives=Alternatives(aggregations=(Aggregation(method="geometric-mean"),)))
    data = data_of([-1, 2, 3], [1, 2, -3])
    found = certainty_of(ready(index, data), compute(index, data))
    assert isinstance(found, Unsure)
    assert found.reason


@pytest.mark.parametrize(("chance", "said"), [(0, "< 1"), (0.004, "< 1"), (0.5, "50"), (0.996, "> 99"), (1, "> 99")])
def test_a_chance_is_never_none_or_all(chance: float, said: str) -> None:
    assert hundredths(chance) == said


def test_classes_take_the_steps_from_best_to_worst() -> None:
    bands = tuple(Band(id=name, name=both(name)) for name in ("low", "middle", "high"))
    high = places_of(index_of(*leaves("a"), bands=bands), [1, 2])
    assert band_steps(high) == {"high": 1, "middle": 3, "low": 4}
    low = places_of(index_of(*leaves("a"), bands=bands, polarity="low-is-better"), [1, 2])
    assert band_steps(low) == {"low": 1, "middle": 3, "high": 4}
    many = tuple(Band(id=str(at), name=both(str(at))) for at in range(5))
    assert band_steps(places_of(index_of(*leaves("a"), bands=many), [1, 2])) == {}


def test_weights_are_told_among_siblings_and_of_the_whole() -> None:
    pillar = IndexNode(id="p", weight=Decimal(3), parts=leaves("a", "b"))
    result = compute(index_of(pillar, *leaves("c")), data_of([1, 2], [2, 1], [1, 3]))
    rows = {row.id: row for row in tree_rows(result.tree, result.weights, "en")}
    assert (rows["p"].share, rows["p"].whole) == ("75%", "75.0%")
    assert (rows["a"].share, rows["a"].whole) == ("50%", "37.5%")
    assert rows["x"].weight == ""


def test_what_does_not_hold_together_is_said() -> None:
    chance = np.random.default_rng(7)
    good = chance.normal(0, 10, 40)
    data = data_of(good, good + chance.normal(0, 0.5, 40), -good + chance.normal(0, 3, 40), np.full(40, 3.0))
    result = compute(index_of(*leaves("a", "b", "c", "d")), data)
    report = coherence(result)
    section = coherence_section(report, result.tree, 40, "en")
    said = " ".join(section.sentences)
    assert "Deciding nothing, since all areas score the same: d." in said
    assert "Saying nearly the same, so that it counts twice: a and b." in said
    assert "Against the rest of their part: c" in said
    assert section.across is None
    (top,) = section.nodes
    assert top.most.startswith("a and b (")
    assert "c (" in top.least
    assert section.chance == "Over 40 areas a correlation between −0.31 and 0.31 may be chance."
    shares = effective_shares(result.tree, report)
    assert shares["x"] == pytest.approx(1)


def test_what_holds_together_is_said_too() -> None:
    chance = np.random.default_rng(8)
    common = chance.normal(0, 10, 60)
    data = data_of(*(common + chance.normal(0, 8, 60) for _ in range(3)))
    result = compute(index_of(*leaves("a", "b", "c")), data)
    section = coherence_section(coherence(result), result.tree, 60, "en")
    assert section.sentences[0].startswith("Nothing stands out")


def test_moves_are_told_from_the_declared_place() -> None:
    declared = places_of(index_of(*leaves("a", "b")), [1, 2, 3, 9], [9, 2, 3, 1])
    heavy = index_of(IndexNode(indicator="a", weight=Decimal(9)), *leaves("b"))
    now = Places(heavy, compute(heavy, data_of([1, 2, 3, 9], [9, 2, 3, 1])))
    rows = {row.area: row for row in move_rows(declared, now, links_of(now.result), "en")}
    for area, row in rows.items():
        assert row.places == declared.ranks[area] - now.ranks[area]
    assert rows["area0"].moved == "3 worse"
    said = moves_sentence(tuple(rows.values()), declared, now, True)
    assert "area0 moves farthest, from number 1 to number 4." in said
    assert "cannot be computed" in moves_sentence(tuple(rows.values()), declared, None, True)
    still = moves_sentence(tuple(replace(row, places=0) for row in rows.values()), declared, declared, True)
    assert still == "With these choices every area keeps its place."


def test_weights_that_come_of_the_figures_are_the_ones_that_are_told() -> None:
    chosen = WeightSet(id="s", method="pca", by="loadings")
    index = index_of(*leaves("a", "b", "c"), weight_sets=(chosen,), weight_set="s")
    result = compute(index, data_of([1, 2, 3, 4], [2, 1, 3, 5], [3, 1, 2, 6]))
    found = Scored(index=index, ready=None, results=(result,), faults=())
    rows = {row.id: row for row in tree_rows(found.tree, found.weights, "en")}
    told = [float(rows[leaf].weight) for leaf in "abc"]
    assert told == pytest.approx([result.weights[leaf] for leaf in "abc"], abs=5e-5)
    assert len(set(told)) == 3
    assert replace(found, results=()).weights["a"] == 1
