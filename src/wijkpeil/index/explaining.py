"""An index in words: its method sentence by sentence, and why one area ranks where it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from wijkpeil.errors import WrongUse, say
from wijkpeil.index.why import change_in_words, pulls_in_words, sureness_in_words
from wijkpeil.index.words import (
    AGGREGATIONS,
    AVAILABILITIES,
    IMPUTATIONS,
    NORMALISATIONS,
    PARAMETERS,
    SCREENINGS,
    STEPS,
    TIES,
    TREATMENTS,
    VALUES,
    WEIGHTS,
    brought_in,
)
from wijkpeil.loading.scalars import render
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.deriving import deriving_of
from wijkpeil.methods.composite.placing import places_of
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Choice, Rescaling
from wijkpeil.model.index_methods import parameters_of
from wijkpeil.model.index_tree import Branch, Leaf, Tree, chosen_set, node_weights, ranking_of, resolved, steps_of

_CHOICES = {
    "impute": ("imputation", IMPUTATIONS),
    "treat": ("treatment", TREATMENTS),
    "normalise": ("normalisation", NORMALISATIONS),
}
"""By step: the field of an indicator, and the words for its methods."""


def method_in_words(index: Index) -> tuple[str, ...]:
    """Return the method of an index as sentences, in the order in which it is computed."""
    return tuple(_method(index))


def _method(index: Index) -> Iterator[str]:
    tree = resolved(index)
    yield say(
        "{name}: {description} Version {version}, by {author}, after {reference}; to be looked at anew by {review}.",
        name=index.name,
        description=index.description,
        version=index.version,
        author=index.author,
        reference=index.reference,
        review=index.review.isoformat(),
    )
    if index.shape is not None:
        yield say("Of {name} only the shape is known: {missing}", name=index.name, missing=index.shape)
    yield say(
        "Indicators: {leaves}; nodes that put them together: {branches}.",
        leaves=len(tree.leaves),
        branches=len(tree.branches),
    )
    number = 0
    for step in steps_of(index):
        said = list(_step(index, tree, step))
        if said:
            number += 1
            yield say("Step {number}. {what}", number=number, what=STEPS[step])
            yield from said
    ranking = ranking_of(index)
    first = say("the highest") if ranking.first == "highest" else say("the lowest")
    yield say("The area with {first} score is number 1. {ties}", first=first, ties=TIES[ranking.ties])


def _step(index: Index, tree: Tree, step: str) -> Iterator[str]:
    if step == "screen" and index.screening:
        yield say(
            "{what} The minimum is {minimum}.", what=SCREENINGS[index.screening.by], minimum=index.screening.minimum
        )
    if step == "denominate":
        yield from _denominators(tree)
    if step in _CHOICES:
        field, words = _CHOICES[step]
        yield from _grouped([(leaf, getattr(leaf, field)) for leaf in tree.leaves], words, tree)
    if step == "normalise":
        for choice, names in _rescaled(tree).items():
            what = _with_parameters(choice, NORMALISATIONS)
            yield say("The result of {node} is brought to another scale. {what}", node=names, what=what)
    if step == "aggregate":
        yield from _grouped([(branch, branch.aggregation) for branch in tree.branches], AGGREGATIONS, tree)
        yield from _weights(index)
        for branch in tree.branches:
            yield from _node(branch, tree)


def _weights(index: Index) -> Iterator[str]:
    chosen = chosen_set(index)
    if chosen is None:
        return
    what = WEIGHTS[chosen.method]
    if chosen.period:
        what = say("{what} They are those of {period} in every period.", what=what, period=chosen.period)
    if chosen.why:
        what = say("{what} Because: {why}", what=what, why=chosen.why)
    yield say("Weights {name}: {what}", name=chosen.name or chosen.id, what=what)


def _rescaled(tree: Tree) -> dict[Rescaling, tuple[Any, ...]]:
    """Return what is done with the results of indicators, each with their names."""
    found: dict[Rescaling, tuple[Any, ...]] = {}
    for leaf in tree.leaves:
        if leaf.then is not None:
            found[leaf.then] = (*found.get(leaf.then, ()), name_of(leaf.node, leaf.id))
    return found


def _denominators(tree: Tree) -> Iterator[str]:
    by: dict[tuple[str, object], list[Any]] = {}
    for leaf in tree.leaves:
        if leaf.denominator:
            by.setdefault((leaf.denominator.by, leaf.denominator.per), []).append(name_of(leaf.node, leaf.id))
    for (name, per), nodes in by.items():
        if per == 1:
            yield say("Divided by {by}: {nodes}.", by=name, nodes=tuple(nodes))
        else:
            yield say("Divided by {by}, times {per}: {nodes}.", by=name, per=per, nodes=tuple(nodes))


def _grouped(found: Sequence[tuple[Any, Any]], words: Any, tree: Tree) -> Iterator[str]:
    """Say each choice once, with the nodes that it holds for where it does not hold for all."""
    by_choice: dict[Any, list[Any]] = {}
    for node, choice in found:
        by_choice.setdefault(choice, []).append(node)
    if set(by_choice) <= {choice for choice in by_choice if choice.method == "none"}:
        return
    for choice, nodes in sorted(by_choice.items(), key=lambda item: -len(item[1])):
        what = _with_parameters(choice, words)
        if len(by_choice) == 1:
            yield what
        else:
            yield say("For {nodes}: {what}", nodes=tuple(_top_name(node, tree) for node in nodes), what=what)


def _with_parameters(choice: Choice, words: Any) -> str:
    kind = type(choice).__name__
    told = ((name, getattr(choice, name, None)) for name in (*parameters_of(kind), "decimals"))
    given = [_parameter(name, value) for name, value in told if value not in (None, "") and value is not False]
    said: str = words[choice.method]  # type: ignore[attr-defined]
    if given:
        said = say("{what} ({parameters})", what=said, parameters=tuple(given))
    return say("{what} Because: {why}", what=said, why=choice.why) if choice.why else said


def _parameter(name: str, value: Any) -> str:
    if value is True:
        return PARAMETERS[name]
    return say("{name}: {value}", name=PARAMETERS[name], value=VALUES.get(str(value), render(value)))


def _node(branch: Branch, tree: Tree) -> Iterator[str]:
    parts = [tree.node(part) for part in branch.parts]
    if not parts:
        return
    if tree.index.shape is not None and len({part.weight for part in parts}) == 1:
        # Of a shape, equal weights are those that nobody found.
        names = tuple(name_of(part.node, part.id) for part in parts)
        yield say("{node} is made of: {parts}.", node=_top_name(branch, tree), parts=names)
        return
    yield from _shares(branch, parts, tree)
    if branch.availability:
        what = AVAILABILITIES[branch.availability.by]
        yield say("{what} The minimum is {minimum}.", what=what, minimum=branch.availability.minimum)
    if branch.then:
        what = _with_parameters(branch.then, NORMALISATIONS)
        yield say(
            "The result of {node} is brought to another scale. {what}", node=name_of(branch.node, branch.id), what=what
        )
        if not branch.then.passed_on:
            yield say("The node above takes it as it was before that.")


def _shares(branch: Branch, parts: Sequence[Leaf | Branch], tree: Tree) -> Iterator[str]:
    deriving = deriving_of(tree, None)
    if deriving is not None and deriving.weighs(branch):
        names = tuple(name_of(part.node, part.id) for part in parts)
        yield say(
            "{node} is made of: {parts}; their weights come from the figures.",
            node=_top_name(branch, tree),
            parts=names,
        )
        return
    weights = node_weights(tree)
    total = sum(weights[part.id] for part in parts)
    shares = tuple(
        say("{node} {share} %", node=name_of(part.node, part.id), share=_percent(weights[part.id] / total))
        for part in parts
    )
    yield say("{node} is made of: {parts}.", node=_top_name(branch, tree), parts=shares)


def _top_name(node: Leaf | Branch, tree: Tree) -> Any:
    """Return the name of a node; of the top that has none, the name of the index."""
    return name_of(node.node, node.id) if node.node.name or node.id != tree.top else tree.index.name


def name_of(node: IndexNode, otherwise: str) -> Any:
    """Return the name of a node in both languages, or its id."""
    return node.name if node.name is not None else otherwise


def place_in_words(
    results: Sequence[IndexResult],
    area: str,
    period: str | None = None,
    *,
    draws: int = 0,
    seed: int = 1,
    beside: str | None = None,
) -> tuple[str, ...]:
    """Return why an area ranks where it does, as sentences; the last period where none is named.

    With ``draws``, how sure its place is too, and how often it does worse than the area ``beside``.

    Raises:
        WrongUse: there is no such area or period, or nothing can be drawn.
    """
    if period is not None and period not in [result.data.period for result in results]:
        periods = [result.data.period for result in results]
        raise WrongUse(
            say(
                "There are no figures of {period}. {remedy}",
                period=period,
                remedy=say("There are of: {known}.", known=tuple(periods)),
            )
        )
    result = next(each for each in reversed(results) if period in (None, each.data.period))
    gone = next((each for each in result.dropped if each.what == "area" and each.id == area), None)
    if gone is not None:
        return (say("{area} is not scored: {reason}", area=area, reason=gone.reason),)
    for one in (area, beside):
        if one is not None and one not in result.areas:
            remedy = did_you_mean(one, result.areas, say("Give the id of an area in the figures."))
            raise WrongUse(say("There is no area {area}. {remedy}", area=one, remedy=remedy))
    row = result.areas.index(area)
    said = [*_place(result, row)]
    if not np.isnan(result.score[row]):
        said += [*pulls_in_words(result, row), *change_in_words(results, result, area)]
        try:
            said += sureness_in_words(results, result, row, draws, seed, beside) if draws else []
        except ValueError as error:
            raise WrongUse(error.args[0]) from error
    return tuple(said)


def _place(result: IndexResult, row: int) -> Iterator[str]:
    tree = result.tree
    name = result.data.names.get(result.areas[row], result.areas[row])
    top = tree.node(tree.top)
    if np.isnan(result.score[row]):
        yield say("{area} has no score.", area=name)
    else:
        yield say(
            "{area} scores {score} and is number {rank} of {count}.",
            area=name,
            score=round(float(result.score[row]), tree.index.decimals),
            rank=int(result.ranks[row]),
            count=int((result.ranks > 0).sum()),
        )
    for branch in tree.branches:
        if result.withheld[branch.id][row]:
            yield say(
                "{node} has no result here: the share of its parts that is there is {share} %.",
                node=name_of(branch.node, branch.id),
                share=_percent(float(result.available[branch.id][row])),
            )
    for node in (each for each in tree.nodes if each.parent == top.id):
        yield from _part(result, node, row)
    yield from _figures(result, row)


def _part(result: IndexResult, node: Leaf | Branch, row: int) -> Iterator[str]:
    score = result.scores.get(node.id)
    if score is None or np.isnan(score[row]):
        return
    yield say(
        "On {node} it has {score} and is number {rank}.",
        node=name_of(node.node, node.id),
        score=round(float(score[row]), max(result.tree.index.decimals, 2)),
        rank=int(places_of(result, node.id)[row]),
    )


def _figures(result: IndexResult, row: int) -> Iterator[str]:
    for at, leaf in enumerate(result.leaves):
        name = name_of(result.tree.node(leaf).node, leaf)
        if result.filled[row, at]:
            yield say("Its figure of {node} was missing and was filled in.", node=name)
        elif np.isnan(result.stages["raw"][row, at]):
            yield say("Its figure of {node} is missing.", node=name)
        done = result.treated.get(leaf)
        if done is not None and done.points[row]:
            how = brought_in(done.points[row])
            yield say("Its figure of {node} lay far out and was brought in: {how}.", node=name, how=how)


def _percent(share: float) -> int | float:
    """Return a share in per cent, with one decimal where it is no whole number."""
    found = round(100 * share, 1)
    return int(found) if found == int(found) else found
