"""What can be chosen otherwise in the explorer, as fields of a form: weights, sets of them, and lists of methods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.model.base import Language, record
from wijkpeil.model.index_choices import Aggregation
from wijkpeil.model.index_tree import Branch, Tree
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.indices.explorer_words import (
    Method,
    held,
    list_labels,
    made,
    method_label,
    says_of,
    set_label,
    set_says,
)
from wijkpeil.pages.indices.reading import FAR, FILL, POW, PUT, SCALE, SET, WEIGHT
from wijkpeil.pages.indices.tree_rows import node_name, shares_of
from wijkpeil.workflows.explore import Exploration
from wijkpeil.workflows.explore_methods import LEAST_POWER, MOST_POWER, POWER, Methods
from wijkpeil.workflows.explore_weights import short

FEW = 12
"""Weights that are all shown at once; of more, those of lower groups are folded."""


@record
class WeightControl:
    """A weight to set."""

    field: str
    """Its name in the address."""
    name: str
    value: str
    """As a field holds it, with a point."""
    most: str
    """The end of the slider."""
    step: str
    declared: str
    declared_share: str
    share: str
    """Of its siblings, as it is set; a word where it is left out."""
    changed: bool
    """Whether it differs from what is declared."""


@record
class WeightGroup:
    """Weights that count beside each other."""

    name: str
    weights: tuple[WeightControl, ...]
    folds: bool
    """Whether it can be folded away."""
    open: bool
    changed: str
    """How many differ from what is declared, in words; empty for none."""


@record
class ListOption:
    """A method to choose."""

    value: str
    label: str
    selected: bool


@record
class ListControl:
    """A list of methods, or of sets of weights."""

    field: str
    label: str
    says: str
    """What the method that counts does."""
    options: tuple[ListOption, ...]
    changed: bool


@record
class PowerControl:
    """The power of a mean."""

    field: str
    value: str
    least: str
    most: str
    counts: bool
    """Whether it is taken now."""


@record
class Controls:
    """The form of the explorer."""

    set: ListControl
    groups: tuple[WeightGroup, ...]
    main: tuple[ListControl, ...]
    """The lists that are always shown."""
    more: tuple[ListControl, ...]
    """Those that can be folded away."""
    more_open: bool
    power: PowerControl

    @property
    def lists(self) -> tuple[ListControl, ...]:
        """Every list."""
        return (self.set, *self.main, *self.more)


def controls(
    tree: Tree,
    chosen: Exploration,
    lists: Mapping[str, tuple[str, ...]],
    declared: Mapping[str, float],
    base: Mapping[str, float],
    language: Language,
) -> Controls:
    """Give the form as it stands with what is chosen, in the active language.

    ``declared`` are the weights of nodes that count as declared, ``base`` those of the set that is chosen.
    """
    labels = list_labels(tree, lists, language)
    words = {
        field: _list(field, labels[field], tree, chosen.methods, options, language)
        for field, options in lists.items()
        if field != SET
    }
    more = tuple(control for field, control in words.items() if field not in (SCALE, PUT))
    power = POWER if chosen.methods.power is None else chosen.methods.power
    return Controls(
        set=_sets(tree, chosen.weight_set, lists[SET], labels[SET], language),
        groups=_groups(tree, {**base, **_floats(chosen)}, declared, language),
        main=(words[SCALE], words[PUT]),
        more=more,
        more_open=any(one.changed for one in more),
        power=PowerControl(
            field=POW,
            value=format(power, "f"),
            least=format(LEAST_POWER, "f"),
            most=format(MOST_POWER, "f"),
            counts=chosen.methods.powered,
        ),
    )


def notes_of(declared: IndexResult, now: IndexResult | None) -> dict[str, str]:
    """Say by the fields of lists where a choice has nothing to work on, in the active language."""
    notes = {}
    if not np.isnan(declared.stages["raw"]).any():
        notes[FILL] = _("Here no figure is missing.")
    if now is not None and now.treated and not any(any(done.points) for done in now.treated.values()):
        notes[FAR] = _("Here no indicator asks for it.")
    return notes


def with_notes(form: Controls, notes: Mapping[str, str]) -> Controls:
    """Give the form with what is said below its lists."""
    more = tuple(replace(one, says=f"{one.says} {notes.get(one.field, '')}".strip()) for one in form.more)
    return replace(form, more=more)


def _floats(chosen: Exploration) -> dict[str, float]:
    return {node: float(weight) for node, weight in chosen.weights.items()}


def _groups(
    tree: Tree, now: Mapping[str, float], declared: Mapping[str, float], language: Language
) -> tuple[WeightGroup, ...]:
    branches = [branch for branch in tree.branches if len(branch.parts) > 1]
    many = sum(len(branch.parts) for branch in branches) > FEW
    groups: list[WeightGroup] = []
    for branch in branches:
        weights = _weights(tree, branch, now, declared, language)
        changed = sum(one.changed for one in weights)
        words = ngettext("%(n)d otherwise", "%(n)d otherwise", changed) % {"n": changed}
        groups.append(
            WeightGroup(
                name=node_name(branch, language),
                weights=weights,
                folds=bool(groups),
                open=bool(changed) or not many,
                changed=words if changed else "",
            )
        )
    return tuple(groups)


def _weights(
    tree: Tree, branch: Branch, now: Mapping[str, float], declared: Mapping[str, float], language: Language
) -> tuple[WeightControl, ...]:
    shares, before = shares_of(tree, now), shares_of(tree, declared)
    most = _most([short(max(now[part], declared[part])) for part in branch.parts])
    return tuple(
        WeightControl(
            field=f"{WEIGHT}{part}",
            name=node_name(tree.node(part), language),
            value=format(short(now[part]), "f"),
            most=format(most, "f"),
            step=format(Decimal(1).scaleb((most / 10).adjusted()), "f"),
            declared=number(short(declared[part]), language),
            declared_share=percent(100 * before[part], language, 0),
            share=percent(100 * shares[part], language, 0) if now[part] else _("takes no part"),
            changed=short(now[part]) != short(declared[part]),
        )
        for part in branch.parts
    )


def _most(weights: list[Decimal]) -> Decimal:
    """Give the end of the sliders of siblings: twice the greatest, so that each can be the heaviest by far."""
    return 2 * max(weights) or Decimal(1)


def _sets(tree: Tree, chosen: str, offered: tuple[str, ...], label: str, language: Language) -> ListControl:
    declared = set_label(tree, "", language)
    options = [ListOption(value="", label=_("as declared: %(method)s") % {"method": declared}, selected=not chosen)]
    options += [ListOption(value=one, label=set_label(tree, one, language), selected=one == chosen) for one in offered]
    return ListControl(
        field=SET,
        label=label,
        says=set_says(tree, chosen, language),
        options=tuple(options),
        changed=bool(chosen),
    )


def chosen_of(field: str, methods: Methods) -> str:
    """Give the method that is chosen of a list, by its field; empty where it is as declared."""
    if field.startswith(f"{PUT}."):
        return methods.levels.get(int(field.removeprefix(f"{PUT}.")), "")
    return {SCALE: methods.normalisation, PUT: methods.aggregation, FILL: methods.imputation, FAR: methods.treatment}[
        field
    ]


def declared_label(field: str, tree: Tree, language: Language) -> str:
    """Name what is declared for a list, by its field, in the active language."""
    return ", ".join(sorted(method_label(one, language) for one in held(field, tree)))


def _list(
    field: str, label: str, tree: Tree, methods: Methods, offered: tuple[str, ...], language: Language
) -> ListControl:
    chosen = chosen_of(field, methods)
    others = field.startswith(f"{PUT}.") and methods.aggregation
    rest = (made(PUT, methods.aggregation, methods, tree),) if others else held(field, tree)
    label_of_rest = _("as for all: %(method)s") if others else _("as declared: %(method)s")
    shown = {"method": ", ".join(sorted(_option(one, language) for one in rest))}
    options = [ListOption(value="", label=label_of_rest % shown, selected=not chosen)]
    options += [
        ListOption(value=one, label=_option(made(field, one, methods, tree), language), selected=one == chosen)
        for one in offered
    ]
    counting = (made(field, chosen, methods, tree),) if chosen else rest
    return ListControl(
        field=field,
        label=label,
        says=" ".join(dict.fromkeys(says_of(one, language) for one in counting)),
        options=tuple(options),
        changed=bool(chosen),
    )


def _option(choice: Method, language: Language) -> str:
    """Name a method in a list; the power of a mean has a field of its own."""
    return method_label(replace(choice, power=None) if isinstance(choice, Aggregation) else choice, language)
