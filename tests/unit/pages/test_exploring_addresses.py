"""The address of the explorer: whatever is chosen is read again from it, and a form changes what was typed alone."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from explorations import explorations
from wijkpeil.loading import read_programme
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.index_choices import NodeWeight, WeightSet
from wijkpeil.pages.indices.controls import controls
from wijkpeil.pages.indices.reading import POW, WAS, WEIGHT, offered, query_of, read_exploration
from wijkpeil.pages.indices.scored import Scored
from wijkpeil.workflows.explore import Exploration, base_weights
from wijkpeil.workflows.explore_methods import POWER
from wijkpeil.workflows.explore_weights import short
from wijkpeil.workflows.score import ready_index, with_names


@pytest.fixture(scope="module")
def found() -> Scored:
    """The index of the made-up city, with another set of weights."""
    city = read_programme(Path(__file__).parents[3] / "programmes" / "voorbeeldstad")
    (index,) = city.definitions.indices
    safety = WeightSet(id="safety", weights=(NodeWeight(node="simulated-safe", weight=Decimal(7)),))
    named = with_names(replace(index, weight_sets=(safety,)), city)
    ready = ready_index(city, named)
    results = compute_panel(ready.index, ready.panel, polarities=ready.polarities)
    return Scored(index=named, ready=ready, results=results, faults=())


def canonical(found: Scored, chosen: Exploration) -> Exploration:
    """The same choice without what changes nothing: a power that no mean takes, a weight that is that of the set."""
    assert found.ready is not None
    methods = chosen.methods
    if not methods.powered or methods.power == POWER:
        methods = replace(methods, power=None)
    base = base_weights(found.ready, chosen)
    weights = {node: weight for node, weight in chosen.weights.items() if weight != short(base[node])}
    return replace(chosen, methods=methods, weights=weights)


def address(query: str) -> dict[str, str]:
    return dict(parse_qsl(query.removeprefix("?")))


def filled(found: Scored, chosen: Exploration) -> dict[str, str]:
    """What a form that shows a choice sends where nothing is typed."""
    assert found.ready is not None
    assert found.result is not None
    base = base_weights(found.ready, chosen)
    with override("en"):
        form = controls(found.tree, chosen, offered(found), found.result.weights, base, "en")
    lists = {one.field: next(each.value for each in one.options if each.selected) for one in form.lists}
    weights = {one.field: one.value for group in form.groups for one in group.weights}
    return {WAS: query_of(chosen), POW: form.power.value, **lists, **weights}


@given(data=st.data())
def test_an_address_holds_the_whole_choice(found: Scored, data: st.DataObject) -> None:
    assert found.ready is not None
    chosen = canonical(found, data.draw(explorations(found.ready)))
    read = read_exploration(found, address(query_of(chosen)), "en")
    assert read.chosen == chosen
    assert read.left_out == ()
    assert read_exploration(found, filled(found, chosen), "nl").chosen == chosen


@given(data=st.data())
def test_a_form_in_which_one_thing_is_typed_changes_that_alone(found: Scored, data: st.DataObject) -> None:
    assert found.ready is not None
    chosen, other = (canonical(found, data.draw(explorations(found.ready))) for _ in range(2))
    form = filled(found, chosen)
    node = data.draw(st.sampled_from([name for name in form if name.startswith(WEIGHT)]))
    weight = data.draw(st.decimals("0.001", 99, places=3))
    changed = canonical(found, replace(chosen, weights={**chosen.weights, node.removeprefix(WEIGHT): weight}))
    assert read_exploration(found, {**form, node: str(weight)}, "en").chosen == changed
    as_set = {**form, "s": other.weight_set}
    expected = (
        chosen if other.weight_set == chosen.weight_set else replace(chosen, weight_set=other.weight_set, weights={})
    )
    assert read_exploration(found, as_set, "en").chosen == expected
    as_methods = {**form, **{name: text for name, text in filled(found, other).items() if name[:2] in ("n", "i", "t")}}
    methods = replace(
        chosen.methods,
        normalisation=other.methods.normalisation,
        imputation=other.methods.imputation,
        treatment=other.methods.treatment,
    )
    assert read_exploration(found, as_methods, "en").chosen == replace(chosen, methods=methods)
