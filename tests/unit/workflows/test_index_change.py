"""What changed in an index since the period or the release before, and what depends on which choice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from wijkpeil.loading import read_programme
from wijkpeil.methods.composite.changes import FACTORS
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.methods.composite.sensitivity import sensitivity
from wijkpeil.model.base import Text
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Alternatives, Denominator, Goalposts, Normalisation
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.model.programme import Programme
from wijkpeil.workflows import index_change, index_sensitivity
from wijkpeil.workflows.index_certainty import SEED, Unsure
from wijkpeil.workflows.index_change import Changed, changed
from wijkpeil.workflows.index_sensitivity import Dependence, dependence_of
from wijkpeil.workflows.score import ReadyIndex, index_of, ready_index, score_programme, with_names

INDEX = "simulated-liveability"
YEARLY = ("simulated-safe", "simulated-content", "simulated-work")


@pytest.fixture(scope="module")
def city(project: Path) -> Programme:
    return read_programme(project / "programmes" / "voorbeeldstad")


def computed(programme: Programme, index: Index) -> tuple[ReadyIndex, tuple[IndexResult, ...]]:
    ready = ready_index(programme, with_names(index, programme))
    return ready, compute_panel(ready.index, ready.panel, polarities=ready.polarities)


def of_years(programme: Programme, *parts: IndexNode, **said: object) -> Index:
    """The index over indicators that all have figures of every year."""
    tree = IndexNode(parts=parts or tuple(IndexNode(indicator=one) for one in YEARLY))
    return replace(index_of(programme, INDEX), tree=tree, levels=(), bands=(), **said)


def told(programme: Programme, index: Index) -> Changed:
    ready, results = computed(programme, index)
    found = changed(programme, ready, results)
    assert found is not None
    return found


def broken(programme: Programme, indicator: str, day: date) -> Programme:
    one = SeriesBreak(day=day, why=Text(nl="Een andere vraag.", en="Another question."))
    indicators = tuple(
        replace(each, breaks=(one,)) if each.id == indicator else each for each in programme.definitions.indicators
    )
    return replace(programme, definitions=replace(programme.definitions, indicators=indicators))


def test_without_periods_the_release_before_is_set_beside_it(city: Programme) -> None:
    found = told(city, index_of(city, INDEX))
    assert (found.earlier.release, found.earlier.now, found.earlier.period) == ("simulated-2009", "simulated-2010", "")
    now, before = (
        score_programme(city, index_of(city, INDEX), release=release)[-1]
        for release in ("simulated-2010", "simulated-2009")
    )
    assert found.change is not None
    np.testing.assert_allclose(found.change.after, now.score)
    np.testing.assert_allclose(found.change.before, before.score)
    assert len(found.own) == 6
    assert found.reasons == found.moved == ()


def test_the_first_release_has_nothing_before_it(city: Programme) -> None:
    first = replace(city, releases=city.releases[:1])
    ready, results = computed(first, index_of(first, INDEX))
    assert changed(first, ready, results) is None


def test_of_periods_the_last_two_are_set_beside_each_other(city: Programme) -> None:
    found = told(city, of_years(city))
    assert (found.earlier.period, found.earlier.now) == ("2009", "2010")
    _, results = computed(city, of_years(city))
    assert found.change is not None
    np.testing.assert_allclose(found.change.before, results[-2].score)
    whole = sum(getattr(found.change, factor) for factor in FACTORS)
    np.testing.assert_allclose(whole, results[-1].score - results[-2].score, atol=1e-9)


@pytest.mark.parametrize(
    ("day", "parts"),
    [(date(2010, 1, 1), True), (date(2010, 12, 31), True), (date(2009, 12, 31), False), (date(2011, 1, 1), False)],
)
@pytest.mark.parametrize("yearly", [True, False])
def test_over_a_series_break_no_change_is_told(city: Programme, day: date, parts: bool, yearly: bool) -> None:
    programme = broken(city, "simulated-safe", day)
    found = told(programme, of_years(programme) if yearly else index_of(programme, INDEX))
    assert (found.change is None) == parts
    assert bool(found.reasons) == parts
    if parts:
        assert day.isoformat() in found.reasons[0]
        assert "Another question." in found.reasons[0]


def test_a_break_in_an_indicator_that_does_not_count_is_none(city: Programme) -> None:
    programme = broken(city, "simulated-health", date(2010, 6, 1))
    assert told(programme, of_years(programme)).reasons == ()


def test_a_break_in_what_is_divided_by_is_one(city: Programme) -> None:
    programme = broken(city, "simulated-health", date(2010, 6, 1))
    parts = (
        IndexNode(indicator="simulated-work", denominator=Denominator(by="simulated-health")),
        IndexNode(indicator="simulated-safe"),
    )
    assert "Another question." in told(programme, of_years(programme, *parts)).reasons[0]


def test_figures_of_then_that_cannot_be_scored_are_told(city: Programme) -> None:
    first, last = city.releases[0], city.releases[-1]
    same = tuple(replace(one, value=Decimal(5)) for one in first.observations if one.indicator == "simulated-safe")
    programme = replace(city, releases=(replace(first, observations=same), last))
    found = told(programme, index_of(programme, INDEX))
    assert found.change is None
    assert "All known figures are 5.0" in found.reasons[0]


def test_goalposts_that_are_dated_anew_are_named_and_have_an_effect_of_their_own(city: Programme) -> None:
    posts = (
        Goalposts(lower=Decimal(0), upper=Decimal(10), valid_to=date(2009, 12, 31)),
        Goalposts(lower=Decimal(0), upper=Decimal(8), valid_from=date(2010, 1, 1)),
    )
    node = IndexNode(indicator="simulated-safe", normalisation=Normalisation(method="goalposts"), goalposts=posts)
    found = told(city, of_years(city, node))
    assert found.moved == ("simulated-safe",)
    assert found.own == ()
    assert found.change is not None
    assert (found.change.goalposts > 1).all()


def test_too_many_areas_are_told_with_the_command_that_computes_it(
    city: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_change, "LONGEST_SECONDS", 1e-6)
    found = told(city, index_of(city, INDEX))
    assert found.change is None
    assert "wijkpeil index compare" in found.reasons[0]


def test_what_the_order_depends_on_is_what_the_library_says(city: Programme) -> None:
    ready, results = computed(city, index_of(city, INDEX))
    found = dependence_of(ready, results[-1])
    assert isinstance(found, Dependence)
    shares = sensitivity(results[-1], base=256, seed=SEED).indices
    assert found.runs == shares.runs == 256 * 5
    by_choice = {one["choice"]: one for one in found.shares}
    for at, factor in enumerate(shares.factors):
        assert by_choice[factor]["first"] == shares.first[at]
        assert by_choice[factor]["total_high"] == shares.total_high[at]


def test_where_one_thing_varies_all_comes_of_it_and_nothing_is_computed(city: Programme) -> None:
    index = replace(index_of(city, INDEX), alternatives=None)
    ready, results = computed(city, index)
    found = dependence_of(ready, results[-1])
    assert isinstance(found, Dependence)
    assert [(one["choice"], one["first"], one["total"]) for one in found.shares] == [("weights", 1.0, 1.0)]
    assert (found.runs, found.declared) == (0, False)


def test_what_cannot_be_shared_out_has_a_reason(city: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    ready, results = computed(city, index_of(city, INDEX))
    nothing = replace(index_of(city, INDEX), alternatives=Alternatives(weights_within=Decimal(0)))
    fixed, over = computed(city, nothing)
    assert isinstance(dependence_of(fixed, over[-1]), Unsure)
    monkeypatch.setattr(index_sensitivity, "affordable", lambda *_: 100)
    found = dependence_of(ready, results[-1])
    assert isinstance(found, Unsure)
    assert "wijkpeil index sensitivity" in found.reason
