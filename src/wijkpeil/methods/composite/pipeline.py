"""From figures to an index: the steps of a definition in its own order, over one period or several.

Every step looks at all periods, so that figures may be carried from one to another and a scale may be frozen to one of
them; what a period gets is computed from itself, and from the periods that the definition names. So a year that is
added leaves the scores of the others as they are, unless the definition fills gaps between years (``linear``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from wijkpeil.errors import Fault, FaultsFound, UserError, WrongUse, say
from wijkpeil.methods.composite.applying import normalised, treated
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.methods.composite.data import Dropped, IndexData, IndexResult, check_data, fault_of
from wijkpeil.methods.composite.denominating import denominate
from wijkpeil.methods.composite.deriving import Deriving, deriving_of
from wijkpeil.methods.composite.filling import fill
from wijkpeil.methods.composite.placing import places
from wijkpeil.methods.composite.screening import screen
from wijkpeil.methods.composite.treating import Treated
from wijkpeil.methods.composite.up_the_tree import Risen, rise
from wijkpeil.model.index import Index
from wijkpeil.model.index_tree import Leaf, Tree, columns_of, node_weights, resolved, steps_of

SCREENS: Mapping[str, Literal["missing", "zeros", "both"]] = {
    "missing": "missing",
    "zeros": "zeros",
    "missing-and-zeros": "both",
}


_FILLABLE = frozenset({"constant", "latest", "linear"})
"""Imputations that can fill an indicator of which a period has no figure at all."""


@dataclass(slots=True)
class Work:
    """What is known of one period while the steps are taken."""

    data: IndexData
    areas: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    values: Numbers
    filled: Flags
    compared: Mapping[str, Numbers]
    """Per area that others are compared with, its figures by leaf, as they are at this step."""
    stages: dict[str, Numbers] = field(default_factory=dict)
    treated: dict[str, Treated] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    risen: Risen | None = None

    def rows(self) -> list[int]:
        """Return the rows of the areas that take part, in the data."""
        place = {area: row for row, area in enumerate(self.data.areas)}
        return [place[area] for area in self.areas]

    def refuse(self, key: str, error: ValueError) -> None:
        """Note what makes scoring impossible."""
        reason = error.args[0]
        message = say("{id} cannot be computed for {period}: {reason}", id=key, period=self.label, reason=reason)
        self.faults.append(fault_of(self.data, key, message, say("Correct the figures, or the choice in the index.")))

    @property
    def label(self) -> str:
        """The period as a message names it."""
        return self.data.period or say("these figures")


def compute(
    index: Index,
    data: IndexData,
    *,
    polarities: Mapping[str, str] | None = None,
    weight_set: str | None = None,
) -> IndexResult:
    """Score one period.

    Raises:
        FaultsFound: with everything that makes it impossible, all at once.
    """
    return compute_panel(index, (data,), polarities=polarities, weight_set=weight_set)[0]


def compute_panel(
    index: Index,
    panel: Sequence[IndexData],
    *,
    polarities: Mapping[str, str] | None = None,
    weight_set: str | None = None,
) -> tuple[IndexResult, ...]:
    """Score several periods, each by the definition; return them in the order given.

    Raises:
        FaultsFound: with everything that makes it impossible, all at once.
        WrongUse: there is no such set of weights.
        UserError: only the shape of the index is known.
    """
    if index.shape is not None:
        raise UserError(say("Of {name} only the shape is known: {missing}", name=index.name, missing=index.shape))
    tree = resolved(index, polarities)
    try:
        weights, deriving = node_weights(tree, weight_set), deriving_of(tree, weight_set)
    except KeyError as error:
        raise WrongUse(say("There are no weights {id}.", id=str(error))) from None
    works = _started(tree, panel)
    for step in steps_of(index):
        if step == "aggregate":
            _aggregated(tree, works, weights, deriving)
        else:
            _STEPS[step](tree, works, weights)
        for work in works:
            work.stages[step] = work.values
        _raise(works)
    return tuple(_result(tree, work, weights) for work in works)


def prepared(tree: Tree, panel: Sequence[IndexData], weights: Mapping[str, float]) -> list[Work]:
    """Take every step before aggregation; return each period as it is then, in the order given.

    Raises:
        FaultsFound: with everything that makes it impossible, all at once.
    """
    works = _started(tree, panel)
    for step in steps_of(tree.index):
        if step != "aggregate":
            _STEPS[step](tree, works, weights)
            _raise(works)
    return works


def _raise(works: Sequence[Work]) -> None:
    faults = [fault for work in works for fault in work.faults]
    if faults:
        raise FaultsFound(faults)


def _started(tree: Tree, panel: Sequence[IndexData]) -> list[Work]:
    faults: list[Fault] = []
    for data in panel:
        try:
            check_data(data)
        except FaultsFound as error:
            faults += error.faults
        faults += _absent(tree, data)
    if faults:
        raise FaultsFound(faults)
    return [_begun(tree, data) for data in panel]


def _absent(tree: Tree, data: IndexData) -> list[Fault]:
    found = []
    for name in sorted({*columns_of(tree)} - set(data.indicators)):
        message = say("There are no figures of {id}.", id=name)
        remedy = say("Add them, or take it out of the index.")
        found.append(fault_of(data, name, message, remedy))
    for leaf in tree.leaves:
        if not leaf.sign:
            message = say("It is not said whether {id} raises or lowers the score.", id=leaf.id)
            remedy = say("Write `direction: up` or `direction: down`, here or for the whole index.")
            found.append(fault_of(data, leaf.id, message, remedy))
    return found


def _begun(tree: Tree, data: IndexData) -> Work:
    """Return a period before the first step: a column per indicator in the tree that has any figure, or may get one."""
    leaves = tree.leaves
    whole = _by_column(data, [leaf.node.indicator or "" for leaf in leaves])
    scored = [row for row, area in enumerate(data.areas) if area not in data.compared]
    aside = say("It is there for comparison only.")
    work = Work(
        data=data,
        areas=tuple(data.areas[row] for row in scored),
        leaves=leaves,
        values=whole if len(scored) == len(whole) else np.asfortranarray(whole[scored]),
        filled=np.zeros((len(scored), len(leaves)), np.bool_),
        compared={area: whole[data.areas.index(area)] for area in sorted(data.compared & set(data.areas))},
        dropped=[Dropped("area", area, "raw", aside) for area in sorted(data.compared)],
    )
    work.stages["raw"] = work.values
    fillable = _FILLABLE if "impute" in steps_of(tree.index) else frozenset()
    _without_figures(work, "raw", fillable)
    return work


def _without_figures(work: Work, step: str, spared: frozenset[str] = frozenset()) -> None:
    """Take out the indicators of which no area has a figure, apart from those that imputation may fill."""
    empty = np.isnan(work.values).all(axis=0) if len(work.areas) else np.zeros(len(work.leaves), np.bool_)
    gone = [at for at in np.flatnonzero(empty) if work.leaves[at].imputation.method not in spared]
    if gone:
        kept = [at for at in range(len(work.leaves)) if at not in set(gone)]
        work.dropped += [Dropped("indicator", work.leaves[at].id, step, say("No figure is known.")) for at in gone]
        work.leaves = tuple(work.leaves[at] for at in kept)
        work.values, work.filled = work.values[:, kept], work.filled[:, kept]
        work.stages = {name: stage[:, kept] for name, stage in work.stages.items()}
        work.compared = {area: figures[kept] for area, figures in work.compared.items()}
    if not work.areas or not work.leaves:
        message = say("There is nothing to score.")
        work.faults.append(fault_of(work.data, "", message, say("Give areas with figures of the indicators.")))
        _raise([work])


def _by_column(data: IndexData, names: Sequence[str]) -> Numbers:
    """Give the figures of some indicators with each column in one piece, since every step goes column by column."""
    place = {name: at for at, name in enumerate(data.indicators)}
    wanted = [place[name] for name in names]
    whole = np.empty((len(data.areas), len(wanted)), order="F")
    # Some rows at a time, so that what is turned stays in the cache.
    for start in range(0, len(data.areas), 256):
        whole[start : start + 256] = data.values[start : start + 256, wanted]
    return whole


def _screened(tree: Tree, works: Sequence[Work], _: Mapping[str, float]) -> None:
    choice = tree.index.screening
    for work in works if choice else ():
        assert choice is not None
        least = float(choice.minimum)
        table = screen(work.values, by=SCREENS[choice.by], least_available=least, least_not_zero=least)
        for row in np.flatnonzero(~table.included):
            reason = say(
                "Of {all} figures {known} are there, and {zeros} of these are 0; the least share is {least}.",
                known=len(work.leaves) - int(table.missing[row]),
                all=len(work.leaves),
                zeros=int(table.zero[row]),
                least=str(choice.minimum),
            )
            work.dropped.append(Dropped("area", work.areas[row], "screen", reason))
        work.areas = tuple(area for area, kept in zip(work.areas, table.included, strict=True) if kept)
        work.values, work.filled = work.values[table.included], work.filled[table.included]
        work.stages = {step: stage[table.included] for step, stage in work.stages.items()}
        work.treated = {}
        if not work.areas:
            message = say("No area has enough figures to be scored.")
            work.faults.append(fault_of(work.data, "", message, say("Ask for fewer under `screening:`.")))


def _denominated(_tree: Tree, works: Sequence[Work], _: Mapping[str, float]) -> None:
    for work in works:
        if all(leaf.denominator is None for leaf in work.leaves):
            continue
        values, rows = work.values.copy(order="F"), work.rows()
        for at, leaf in enumerate(work.leaves):
            if leaf.denominator is None:
                continue
            sizes, scale = work.data.column(leaf.denominator.by), float(leaf.denominator.per)
            try:
                values[:, at] = denominate(values[:, at], sizes[rows], scale=scale)
                for area, figures in work.compared.items():
                    size = sizes[[work.data.areas.index(area)]]
                    figures[at] = denominate(figures[[at]], size, scale=scale)[0]
            except ValueError as error:
                work.refuse(leaf.id, error)
        work.values = values


def _imputed(_: Tree, works: Sequence[Work], weights: Mapping[str, float]) -> None:
    fill(works, weights)
    for work in works:
        _without_figures(work, "impute")


def _treated(_tree: Tree, works: Sequence[Work], _: Mapping[str, float]) -> None:
    for work in works:
        if all(leaf.treatment.method == "none" for leaf in work.leaves):
            continue
        values = work.values.copy(order="F")
        for at, leaf in enumerate(work.leaves):
            if leaf.treatment.method == "none":
                continue
            try:
                done = treated(values[:, at], leaf.treatment)
            except ValueError as error:
                work.refuse(leaf.id, error)
                continue
            work.treated[leaf.id] = done
            values[:, at] = done.values
        work.values = values


def _normalised(_tree: Tree, works: Sequence[Work], _: Mapping[str, float]) -> None:
    before = {work.data.period: ({leaf.id: at for at, leaf in enumerate(work.leaves)}, work.values) for work in works}
    for work in works:
        values = np.empty(work.values.shape, order="F")
        for at, leaf in enumerate(work.leaves):
            choice = leaf.normalisation
            try:
                reference = _frozen(before, choice.period, leaf.id)
                values[:, at] = normalised(
                    work.values[:, at],
                    choice,
                    sign=leaf.sign,
                    node=leaf.node,
                    data=work.data,
                    compared=_compared(works, work, at, leaf),
                    reference=reference,
                    sizes=_sizes(works, work, leaf),
                )
                if leaf.then is not None and leaf.then.period:
                    raise ValueError(say("What is done with the result of an indicator has no period of its own."))
                if leaf.then is not None:
                    values[:, at] = normalised(values[:, at], leaf.then, sign=1, node=leaf.node, data=work.data)
            except ValueError as error:
                work.refuse(leaf.id, error)
        work.values = values


def _frozen(before: Mapping[str, tuple[dict[str, int], Numbers]], period: str, leaf: str) -> Numbers | None:
    if not period:
        return None
    if period not in before or leaf not in before[period][0]:
        raise ValueError(say("Its scale is that of {period}, and there are no figures of then.", period=period))
    places, values = before[period]
    return values[:, places[leaf]]


def _sizes(works: Sequence[Work], work: Work, leaf: Leaf) -> Numbers | None:
    """Return what areas count for in a normalisation, in the period whose scale it takes."""
    choice = leaf.normalisation
    if choice.weighted_by is None:
        return None
    of = next((each for each in works if each.data.period == choice.period), work) if choice.period else work
    return of.data.column(choice.weighted_by)[of.rows()]


def _compared(works: Sequence[Work], work: Work, at: int, leaf: Leaf) -> float | None:
    """Return the figure of the area that a normalisation compares with, in the period whose scale it takes."""
    choice = leaf.normalisation
    if choice.area is None:
        return None
    of = next((each for each in works if each.data.period == choice.period), work) if choice.period else work
    place = next((at for at, each in enumerate(of.leaves) if each.id == leaf.id), at)
    if choice.area in of.compared:
        figure = of.compared[choice.area][place]
    elif choice.area in of.areas:
        figure = of.values[of.areas.index(choice.area), place]
    else:
        raise ValueError(say("There are no figures of {area}, which it is compared with.", area=choice.area))
    if np.isnan(figure):
        raise ValueError(say("The figure of the area to compare with is missing."))
    return float(figure)


def _aggregated(tree: Tree, works: Sequence[Work], weights: Mapping[str, float], deriving: Deriving | None) -> None:
    risen: dict[str, Risen] = {}
    first = {branch.then.period for branch in tree.branches if branch.then} | {deriving.period if deriving else ""}
    for work in sorted(works, key=lambda work: work.data.period not in first):
        found, faults = rise(tree, work.leaves, work.values, weights, work.data, risen, deriving)
        for key, error in faults:
            work.refuse(key, error)
        work.risen = found
        risen[work.data.period] = found


_STEPS: Mapping[str, Callable[[Tree, Sequence[Work], Mapping[str, float]], None]] = {
    "screen": _screened,
    "denominate": _denominated,
    "impute": _imputed,
    "treat": _treated,
    "normalise": _normalised,
}


def _result(tree: Tree, work: Work, declared: Mapping[str, float]) -> IndexResult:
    assert work.risen is not None
    return IndexResult(
        tree=tree,
        data=work.data,
        areas=work.areas,
        leaves=tuple(leaf.id for leaf in work.leaves),
        declared=declared,
        weights=work.risen.weights,
        stages=work.stages,
        filled=work.filled,
        treated=work.treated,
        scores=work.risen.scores,
        passed=work.risen.passed,
        available=work.risen.available,
        withheld=work.risen.withheld,
        ranks=places(tree.index, work.risen.scores[tree.top]),
        dropped=tuple(work.dropped),
    )
