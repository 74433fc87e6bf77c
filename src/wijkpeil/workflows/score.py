"""Score an index of a programme: its figures from a release, its directions and thresholds from the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wijkpeil.errors import NotFound, say
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.figures import Observation
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_tree import columns_of, node_id, resolved, with_leaves
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.board import latest, pick_release
from wijkpeil.workflows.borders import Bounds, resolve_borders
from wijkpeil.workflows.lookup import Lookup


def index_of(programme: Programme, id: str) -> Index:
    """Give the index of that id.

    Raises:
        NotFound: the programme has no such index.
    """
    indices = {index.id: index for index in programme.definitions.indices}
    if id not in indices:
        remedy = did_you_mean(id, indices, say("It has: {known}.", known=tuple(indices) or (say("none"),)))
        raise NotFound(say("There is no index {id} in the programme. {remedy}", id=id, remedy=remedy))
    return indices[id]


@dataclass(frozen=True, slots=True)
class ReadyIndex:
    """An index with all that it is computed from."""

    index: Index
    """With the borders that its flags ask for written out."""
    panel: tuple[IndexData, ...]
    """The figures per period, in order."""
    polarities: Mapping[str, str]
    """By indicator."""
    release: str
    """Id of the release of the figures."""


def ready_index(programme: Programme, index: Index, *, release: str | None = None) -> ReadyIndex:
    """Gather what an index is computed from; the last release where none is named.

    Raises:
        NotFound: there is no such release, or there are no figures at all.
    """
    figures = pick_release(programme, release)
    if figures is None:
        raise NotFound(say("The programme has no figures."))
    polarities = {indicator.id: indicator.polarity for indicator in programme.definitions.indicators}
    bounds = resolve_borders(programme.definitions, latest(figures.observations).values())
    bordered = with_borders(index, bounds)
    panel = panel_of_release(programme, bordered, figures.observations, source=figures.release.id)
    return ReadyIndex(bordered, panel, polarities, figures.release.id)


def score_programme(
    programme: Programme, index: Index, *, release: str | None = None, weights: str | None = None
) -> tuple[IndexResult, ...]:
    """Score an index over a release; return its results per period.

    Where all its indicators have figures of several periods, each of these is scored. Otherwise each indicator counts
    with its last period, as on the board, and the result has no period.

    Raises:
        NotFound: there is no such release, or there are no figures at all.
        FaultsFound: with everything that makes it impossible.
    """
    ready = ready_index(programme, index, release=release)
    return compute_panel(ready.index, ready.panel, polarities=ready.polarities, weight_set=weights)


def with_borders(index: Index, bounds: Mapping[str, Bounds]) -> Index:
    """Give an index of which every flag that asks for a border of its indicator has that as its threshold."""
    choices = {leaf.id: leaf.normalisation for leaf in resolved(index).leaves}

    def bordered(node: IndexNode) -> IndexNode:
        choice, border = choices[node_id(node)], bounds.get(node.indicator or "")
        if choice.border is None or border is None:
            return node
        threshold = border.negative if choice.border == "negative" else border.positive
        strict = border.comparison == "strict" if choice.strict is None else choice.strict
        made = replace(choice, threshold=threshold, strict=strict, border=None)
        return replace(node, normalisation=made, threshold=None)

    return with_leaves(index, bordered)


def with_directions(index: Index, programme: Programme) -> Index:
    """Give an index that says of each indicator whether it raises or lowers the score, where its polarity tells."""
    polarities = {indicator.id: indicator.polarity for indicator in programme.definitions.indicators}
    signs = {leaf.id: leaf.sign for leaf in resolved(index, polarities).leaves}

    def directed(node: IndexNode) -> IndexNode:
        sign = signs[node_id(node)]
        return replace(node, direction="up" if sign > 0 else "down") if sign else node

    return with_leaves(index, directed)


def with_names(index: Index, programme: Programme) -> Index:
    """Give an index of which each indicator has the name that it has in the programme, unless it has one of its own.

    The top of the tree has the name of the index.
    """
    names = {indicator.id: indicator.name for indicator in programme.definitions.indicators}
    named = with_leaves(index, lambda node: replace(node, name=node.name or names.get(node.indicator or "")))
    return replace(named, tree=replace(named.tree, name=named.tree.name or named.name))


def panel_of_release(
    programme: Programme, index: Index, observations: tuple[Observation, ...], *, source: str
) -> tuple[IndexData, ...]:
    """Give the figures of an index per period, in order; areas are those of its group, else the rows of the board."""
    tree = resolved(index)
    leaves, needed = tree.leaves, columns_of(tree)
    compared = {leaf.normalisation.area for leaf in leaves if leaf.normalisation.area}
    lookup = Lookup.of(programme)
    rows = lookup.members(index.areas) if index.areas else lookup.rows()
    areas = (*rows, *sorted(compared - set(rows)))
    there = set(areas)
    wanted = [each for each in observations if each.indicator in needed and each.area in there]
    periods = _periods(wanted, needed)
    divisions = {leaf.imputation.group for leaf in leaves if leaf.imputation.group}
    groups = {
        level: tuple(next(iter(lookup.at_level(area, level)), "") for area in areas) for level in sorted(divisions)
    }
    language = programme.definitions.info.language
    names = {area: lookup.area(area).name.in_(language) for area in areas}
    made = []
    for period in periods or ("",):
        chosen = [each for each in wanted if not periods or each.period == period]
        made.append(
            IndexData(
                areas=areas,
                indicators=needed,
                **_tables(latest(tuple(chosen)), areas, needed),
                groups=groups,
                names=names,
                compared=frozenset(compared - set(rows)),
                period=period,
                source=source,
            )
        )
    return tuple(made)


def _periods(observations: Sequence[Observation], needed: Iterable[str]) -> tuple[str, ...]:
    """Return the periods that every indicator has figures of; none where that is not more than one."""
    by_indicator: dict[str, set[str]] = {indicator: set() for indicator in needed}
    for each in observations:
        by_indicator[each.indicator].add(each.period)
    shared = set.intersection(*by_indicator.values()) if by_indicator else set()
    return tuple(sorted(shared - {""})) if len(shared) > 1 else ()


def _tables(
    found: Mapping[tuple[str, str], Observation], areas: tuple[str, ...], indicators: tuple[str, ...]
) -> dict[str, np.ndarray]:
    tables = {}
    for name in ("values", "lower", "upper"):
        field = "value" if name == "values" else name
        cells = [[_cell(found.get((indicator, area)), field) for indicator in indicators] for area in areas]
        tables[name] = np.array(cells, dtype=np.float64)
    return tables


def _cell(observation: Observation | None, field: str) -> float:
    value = getattr(observation, field, None)
    return float("nan") if value is None else float(value)
