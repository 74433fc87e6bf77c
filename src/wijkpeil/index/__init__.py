"""Composite indices: ``import wijkpeil.index as wi``.

An index is read from its definition (``wi.read``) and computed over a table of pandas, Polars or Arrow, or a CSV file:

    index = wi.read("liveability.yaml")
    wi.score(index, table)                      # area, score, rank, and what else the index declares
    wi.score(index, table, draws=1000)          # with the ranks that 90 % of the draws lie between
    wi.explain(index, table, area="3081")       # the method in words, and why an area ranks where it does

What goes wrong is a ``FaultsFound`` that holds every fault at once, each with its place and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from wijkpeil.errors import Fault
    from wijkpeil.index import methods
    from wijkpeil.index.comparing import Comparison
    from wijkpeil.methods.composite.coherence import Coherence
    from wijkpeil.methods.composite.data import IndexData, IndexResult
    from wijkpeil.methods.composite.sensitivity import Sensitivity
    from wijkpeil.methods.composite.uncertainty import Uncertainty
    from wijkpeil.model.index import Index

__all__ = [
    "change",
    "check",
    "coherence",
    "compare",
    "compute",
    "contributions",
    "explain",
    "methods",
    "nodes",
    "read",
    "register",
    "score",
    "sensitivity",
    "uncertainty",
]

Definition: TypeAlias = "Index | str | Path"
"""An index, or the file that it is defined in."""
Figures: TypeAlias = Any
"""A table of pandas, Polars or Arrow; the path of a CSV file; or figures as :func:`compute` keeps them."""


def read(path: str | Path) -> Index:
    """Read an index from its file.

    Raises:
        FaultsFound: with every error in it.
    """
    from wijkpeil.loading.single import read_index

    return read_index(Path(path))


def check(index: str | Path, data: Figures = None) -> tuple[Fault, ...]:
    """Return all that is wrong with the file of an index, warnings included, and with figures for it where given."""
    from wijkpeil.errors import FaultsFound
    from wijkpeil.loading.single import check_index

    read_, faults = check_index(str(index), Path(index).read_bytes())
    if read_ is not None and data is not None:
        try:
            compute(read_, data)
        except FaultsFound as error:
            return (*faults, *error.faults)
    return faults


def compute(index: Definition, data: Figures, *, weights: str | None = None) -> tuple[IndexResult, ...]:
    """Compute an index; return its results per period, in order: every step, node, score, rank, and what fell out.

    ``weights`` is the id of one of its sets of weights; without it, the one that the index declares.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
        WrongUse: ``data`` is no table, or there is no such set of weights.
    """
    from wijkpeil.methods.composite.pipeline import compute_panel

    chosen = _definition(index)
    return compute_panel(chosen, _panel(chosen, data), weight_set=weights)


def score(index: Definition, data: Figures, *, weights: str | None = None, draws: int = 0, seed: int = 1) -> Any:
    """Return a row per area and period as a table of the kind that was given, Arrow for a file.

    Columns: ``area``; ``name`` and ``period`` where the figures have them; ``score`` and ``rank``; with ``draws``,
    ``rank_low`` and ``rank_high``, between which 90 % of the ranks lie; ``band`` and ``quantile`` where the
    index has them; ``reason``, why an area has no score.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
    """
    from wijkpeil.index.scoring import score_columns
    from wijkpeil.index.tables import frame_of

    chosen = _definition(index)
    results = compute(chosen, data, weights=weights)
    return frame_of(score_columns(results, draws=draws, seed=seed), _backend(data))


def contributions(index: Definition, data: Figures, *, weights: str | None = None) -> Any:
    """Return what each indicator adds to each score, as a table: ``area``, ``period``, ``score``, then a column per
    indicator.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
    """
    from wijkpeil.index.scoring import contribution_columns
    from wijkpeil.index.tables import frame_of

    results = compute(index, data, weights=weights)
    return frame_of(contribution_columns(results), _backend(data))


def nodes(index: Definition, data: Figures, *, weights: str | None = None) -> Any:
    """Return what each node makes of an area, as a table: ``area``, ``period``, ``score``, then a column per node and
    per indicator, in the order of the tree.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
    """
    from wijkpeil.index.scoring import node_columns
    from wijkpeil.index.tables import frame_of

    return frame_of(node_columns(compute(index, data, weights=weights)), _backend(data))


def explain(
    index: Definition,
    data: Figures = None,
    *,
    area: str | None = None,
    period: str | None = None,
    draws: int = 0,
    seed: int = 1,
    beside: str | None = None,
) -> list[str]:
    """Return the method of an index in sentences, and with figures and an area, why that area ranks where it does; with
    ``draws``, how sure its place is, and how often it does worse than the area ``beside``.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
        WrongUse: there is no such area or period, or nothing can be drawn.
    """
    from wijkpeil.index.explaining import method_in_words, place_in_words

    chosen = _definition(index)
    if area is None:
        return list(method_in_words(chosen))
    results = compute(chosen, data)
    place = place_in_words(results, area, period, draws=draws, seed=seed, beside=beside)
    return [*method_in_words(chosen), *place]


def compare(index: Definition, other: Definition, data: Figures) -> Comparison:
    """Compare two definitions over the same figures: what differs in them, and which areas move.

    Raises:
        FaultsFound: with everything that is wrong in the definitions or the figures.
    """
    from wijkpeil.index.comparing import compared

    return compared(_definition(index), _definition(other), data)


def register(name: str, function: Callable[..., Any]) -> None:
    """Let a definition name a function of one's own: ``{method: custom, function: NAME}``.

    An aggregation is given ``(n, k)`` and weights ``(k,)``, a normalisation a column ``(n,)`` and ``direction``, a
    treatment and an imputation a column; each returns ``(n,)``.

    Raises:
        ValueError: another function has that name.
    """
    from wijkpeil.methods.composite.custom import register as keep

    keep(name, function)


def __getattr__(name: str) -> Any:
    """Import the methods only where they are asked for, so that reading a definition stays quick."""
    if name == "methods":
        from importlib import import_module

        return import_module("wijkpeil.index.methods")
    raise AttributeError(name)


def change(
    index: Definition,
    data: Figures,
    *,
    since: str | None = None,
    period: str | None = None,
    weights: str | None = None,
    by_indicator: bool = False,
) -> Any:
    """Return what changed between two periods as a table: of the last and the one before it where none are named.

    Columns: ``area``; ``name`` where the figures have it; ``score_before``, ``score_after``, ``rank_before``,
    ``rank_after``, ``change``; and what that is made of, which adds up to it: ``values``, ``weights``, ``goalposts``,
    ``membership``. With ``by_indicator``: ``area``, ``change``, and a column per indicator, which add up to it too.
    Areas that are scored in one of the two alone have no change.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
        WrongUse: there is no such period, or none before it; or the score cannot be taken apart over indicators.
    """
    from wijkpeil.index.changing import change_columns, indicator_columns, two_periods
    from wijkpeil.index.tables import frame_of

    before, after = two_periods(compute(index, data, weights=weights), since, period)
    made = indicator_columns if by_indicator else change_columns
    return frame_of(made(before, after), _backend(data))


def uncertainty(
    index: Definition, data: Figures, *, draws: int = 1_000, seed: int = 1, period: str | None = None
) -> Uncertainty:
    """Compute an index again and again with other choices that could be defended: how sure its ranks are.

    Drawn from are its ``alternatives``; where it declares none, its weights within a quarter of themselves.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
        WrongUse: there is no such period, nothing varies, or what varies cannot be drawn or does not go together.
    """
    from wijkpeil.index.scoring import as_asked
    from wijkpeil.methods.composite.uncertainty import uncertainty as drawn

    results = compute(index, data)
    panel = tuple(result.data for result in results)
    with as_asked():
        return drawn(_period(results, period), draws, seed=seed, panel=panel)


def sensitivity(
    index: Definition, data: Figures, *, base: int = 256, seed: int = 1, period: str | None = None
) -> Sensitivity:
    """Share out the uncertainty of an index over the choices that make it: Sobol's indices.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
        WrongUse: there is no such period, fewer than two things vary, what varies cannot be drawn or does not go
        together, or ``base`` is no power of 2.
    """
    from wijkpeil.index.scoring import as_asked
    from wijkpeil.methods.composite.sensitivity import sensitivity as shared_out

    results = compute(index, data)
    panel = tuple(result.data for result in results)
    with as_asked():
        return shared_out(_period(results, period), base=base, seed=seed, panel=panel)


def coherence(index: Definition, data: Figures, *, period: str | None = None) -> Coherence:
    """Look an index over before anyone trusts it: correlations, weights that do not count as they say, gaps.

    Raises:
        FaultsFound: with everything that is wrong in the definition or the figures.
        WrongUse: there is no such period.
    """
    from wijkpeil.methods.composite.coherence import coherence as report

    return report(_period(compute(index, data), period))


def _period(results: Sequence[IndexResult], period: str | None) -> IndexResult:
    from wijkpeil.index.comparing import of_period

    return results[-1] if period is None else of_period(results, period)


def _definition(index: Definition) -> Index:
    return read(index) if isinstance(index, str | Path) else index


def _panel(index: Index, data: Figures) -> Sequence[IndexData]:
    from wijkpeil.index.tables import columns_of_file, columns_of_table, panel_of
    from wijkpeil.methods.composite.data import IndexData

    if isinstance(data, IndexData):
        return (data,)
    if isinstance(data, tuple | list) and data and all(isinstance(each, IndexData) for each in data):
        return tuple(data)
    table = columns_of_file(Path(data)) if isinstance(data, str | Path) else columns_of_table(data)
    return panel_of(index, table)


def _backend(data: Figures) -> Any:
    from wijkpeil.methods.composite.data import IndexData

    if isinstance(data, str | Path | IndexData | tuple | list):
        return None
    import narwhals as nw

    return nw.from_native(data, eager_only=True).implementation
