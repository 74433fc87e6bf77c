"""Why an area ranks where it does: what counts for and against it, how sure its place is, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from wijkpeil.errors import say
from wijkpeil.index.comparing import breaks_of
from wijkpeil.methods.composite.data import IndexResult

SMALL = 1e-9


def pulls_in_words(result: IndexResult, row: int) -> Iterator[str]:
    """Say which indicator counts most against an area and which most for it, beside the mean of the areas; nothing
    where a score cannot be taken apart."""
    from wijkpeil.methods.composite.contributions import contributions

    try:
        added = contributions(result).values
    except ValueError:
        return
    with np.errstate(invalid="ignore"):
        apart = added[row] - np.nanmean(added, axis=0)
    good = apart if result.tree.index.polarity == "high-is-better" else -apart
    against, favour = int(np.argmin(good)), int(np.argmax(good))
    if good[against] < -SMALL:
        yield say(
            "Set beside the mean of the areas, {node} counts most against it: {points}.",
            node=_name(result, against),
            points=_points(result, apart[against]),
        )
    if good[favour] > SMALL:
        yield say(
            "Set beside the mean of the areas, {node} counts most in its favour: {points}.",
            node=_name(result, favour),
            points=_points(result, apart[favour]),
        )


def sureness_in_words(
    results: Sequence[IndexResult], result: IndexResult, row: int, draws: int, seed: int, beside: str | None = None
) -> Iterator[str]:
    """Say between which places an area lies in 90 % of the draws, and how often it is among the worst tenth, of three
    areas at least; with ``beside``, how often it does worse than that area.

    Raises:
        ValueError: nothing varies, choices do not go together, or no draw scores both areas.
    """
    from wijkpeil.methods.composite.uncertainty import uncertainty

    panel = tuple(each.data for each in results) if len(results) > 1 else ()
    found = uncertainty(result, draws, seed=seed, panel=panel)
    low, high = found.interval(0.9)
    scored = int((result.ranks > 0).sum())
    worst = min(scored, max(3, -(-scored // 10)))
    yield say(
        "In 9 of 10 of {draws} draws it is number {low} to {high}; it is among the {worst} worst in {share} per cent "
        "of them.",
        draws=found.draws,
        low=int(low[row]),
        high=int(high[row]),
        worst=worst,
        share=round(100 * float(found.chance_worst(worst)[row]), 1),
    )
    if beside is not None:
        own = result.areas[row]
        yield say(
            "It does worse than {other} in {share} per cent of them, and better in {better}.",
            other=result.data.names.get(beside, beside),
            share=round(100 * found.chance_worse(own, beside), 1),
            better=round(100 * found.chance_worse(beside, own), 1),
        )


def change_in_words(results: Sequence[IndexResult], result: IndexResult, area: str) -> Iterator[str]:
    """Say what the score of an area changed by since the period before, and by what; nothing where there is none, or
    where a change cannot be shared out."""
    from wijkpeil.methods.composite.changes import change

    at = next(at for at, each in enumerate(results) if each is result)
    if not at:
        return
    before = results[at - 1]
    try:
        found = change(before, result)
    except ValueError:
        return
    if area not in found.areas:
        return
    row = found.areas.index(area)
    parts = {name: _points(result, getattr(found, name)[row]) for name in ("values", "weights", "goalposts")}
    yield say(
        "Since {period} its score changed by {points}: {values} by its figures, {weights} by weights, {scale} by the "
        "scale, {members} by what takes part.",
        period=before.data.period,
        points=_points(result, found.after[row] - found.before[row]),
        values=parts["values"],
        weights=parts["weights"],
        scale=parts["goalposts"],
        members=_points(result, found.membership[row]),
    )
    yield from breaks_of((before, result))


def _name(result: IndexResult, at: int) -> Any:
    from wijkpeil.index.explaining import name_of

    leaf = result.leaves[at]
    return name_of(result.tree.node(leaf).node, leaf)


def _points(result: IndexResult, value: float) -> float:
    # Adding 0 makes of a negative zero a plain one.
    return round(float(value), max(1, result.tree.index.decimals)) + 0.0
