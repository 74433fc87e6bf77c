"""One choice of a definition applied to figures: its words become the function that they name, its fields the
arguments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from wijkpeil.errors import say
from wijkpeil.methods.composite import treating
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.data import IndexData
from wijkpeil.methods.composite.treating import Judgement, Treated
from wijkpeil.methods.composite.vocabulary import AGGREGATIONS, NORMALISATIONS, TREATMENTS
from wijkpeil.model.index import IndexNode
from wijkpeil.model.index_choices import Aggregation, Goalposts, Normalisation, Treatment
from wijkpeil.model.index_methods import AGGREGATION_TAKES, NORMALISATION_TAKES
from wijkpeil.model.periods import first_day, last_day

_RENAMED = {"cap": "cap_max"}
_ELSEWHERE = {"period", "area", "border", "weighted_by"}
"""Fields that are no arguments: they say where arguments come from."""
_MEANS = ("distance-to-mean", "difference-from-mean", "above-or-below-mean")


def normalised(
    column: Numbers,
    choice: Normalisation,
    *,
    sign: int,
    node: IndexNode | None = None,
    data: IndexData | None = None,
    compared: float | None = None,
    reference: Numbers | None = None,
    sizes: Numbers | None = None,
) -> Numbers:
    """Give a column as a normalisation makes it.

    ``compared`` is the figure of the area that the choice names, ``reference`` the column of the period that it names,
    ``sizes`` what areas count for where it says by what.

    Raises:
        ValueError: the figures lie outside the domain of the method, or it lacks a target, a threshold or goalposts.
    """
    if choice.method == "as-is":
        return rounded(column * sign, choice.decimals)
    given = _arguments(choice, node, data.period if data else "")
    if compared is not None:
        given["reference" if choice.method in _MEANS else "value"] = compared
    elif choice.method in _MEANS and reference is not None:
        given.setdefault("reference", float(np.nanmean(reference)))
    elif reference is not None:
        given["reference"] = reference
    if sizes is not None:
        given["sizes"] = sizes
    return rounded(NORMALISATIONS[choice.method](column, direction=sign, **given), choice.decimals)


def _arguments(choice: Normalisation, node: IndexNode | None, period: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in NORMALISATION_TAKES[choice.method]:
        value = getattr(choice, name)
        if value not in (None, "") and name not in _ELSEWHERE:
            given[_RENAMED.get(name, name)] = float(value) if isinstance(value, Decimal) else value
    if choice.method in _MEANS and "value" in given:
        given["reference"] = given.pop("value")
    if choice.method == "goalposts":
        given |= posts_of(node.goalposts if node else (), period)
        _need(given, "lower", say("It has no goalposts for this period."))
    for method, name, missing in (
        ("distance-to-target", "target", say("It has no target.")),
        ("flag", "threshold", say("It has no threshold.")),
    ):
        if choice.method == method:
            own = getattr(node, name, None)
            if own is not None:
                given[name] = float(own)
            _need(given, name, missing)
    return given


def _need(given: dict[str, Any], name: str, missing: str) -> None:
    if name not in given:
        raise ValueError(missing)


def posts_of(goalposts: tuple[Goalposts, ...], period: str) -> dict[str, float]:
    """Return the goalposts that hold for a whole period; those without dates always do."""
    first, last = first_day(period), last_day(period)
    for posts in goalposts:
        begins, ends = posts.valid_from or date.min, posts.valid_to or date.max
        undated = posts.valid_from is None and posts.valid_to is None
        if undated or (first is not None and last is not None and begins <= first and last <= ends):
            return {"lower": float(posts.lower), "upper": float(posts.upper)}
    return {}


def rounded(column: Numbers, decimals: int | None) -> Numbers:
    """Give a column rounded half away from zero; what lies within an ulp or two of a half counts as one."""
    if decimals is None:
        return column
    scale = 10.0**decimals
    raised = np.abs(column) * scale
    nearest: Numbers = np.copysign(np.floor(raised + 0.5 + 4 * np.spacing(raised)) / scale, column)
    return nearest


def told_apart(column: Numbers) -> Numbers:
    """Give figures without differences below 1e-12 of the largest: the order of a sum must make no order of areas."""
    largest = float(np.nanmax(np.abs(column), initial=0.0, where=~np.isnan(column)))
    if not largest:
        return column
    return np.round(column, 12 - int(np.ceil(np.log10(largest))))


def treated(column: Numbers, choice: Treatment) -> Treated:
    """Give a column as a treatment makes it, with the audit.

    Raises:
        ValueError: the figures lie outside the domain of the method.
    """
    limits = {"skew": float(choice.skewness), "peak": float(choice.kurtosis)}
    first = treating.judged(column, **limits)
    if choice.method == "none" or (first.passed and not choice.force):
        return Treated(column, (first,), ("",) * column.size)
    given = _treatment_arguments(choice)
    if choice.method == "skew-kurtosis-rule":
        name = choice.transformation or "log-ct"
        return treating.skew_kurtosis_rule(
            column, most=choice.most_points, transformation=name, combine=bool(choice.combine), **limits, **given
        )
    if choice.method == "winsorise":
        done = treating.winsorise(column, most=choice.most_points, force=choice.force, **limits)
    else:
        done = TREATMENTS[choice.method](column, **given)
    last: Judgement = treating.judged(done.values, **limits)
    return Treated(done.values, (first, *done.steps, last), done.points)


def _treatment_arguments(choice: Treatment) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("power", "shift", "lower", "upper", "function"):
        value = getattr(choice, name)
        if value not in (None, ""):
            found[name] = float(value) if isinstance(value, Decimal) else value
    return found


def aggregated(values: Numbers, weights: Numbers, choice: Aggregation) -> Numbers:
    """Give the parts of a node put together.

    Raises:
        ValueError: a part lies outside the domain of the method.
    """
    method = AGGREGATIONS[choice.method]
    found: Numbers = method(values, weights, **parameters(choice))
    return rounded(found, choice.decimals)


def parameters(choice: Aggregation) -> dict[str, float | str]:
    """The parameters of an aggregation as its functions take them."""
    found: dict[str, float | str] = {}
    for name in AGGREGATION_TAKES.get(choice.method, ()):
        value = getattr(choice, name)
        if value not in (None, ""):
            found[name] = float(value) if isinstance(value, Decimal) else value
    return found
