"""What changed in an index since the period before, or since the release before where it has no periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkpeil.errors import FaultsFound, UserError, say
from wijkpeil.index.comparing import moved_posts, own_scales
from wijkpeil.methods.composite.changes import Change, change
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.pipeline import compute_panel
from wijkpeil.model.indicators import SeriesBreak
from wijkpeil.model.periods import last_day
from wijkpeil.model.programme import Programme, ReleasedFigures
from wijkpeil.workflows.board import pick_release
from wijkpeil.workflows.index_certainty import LONGEST_SECONDS
from wijkpeil.workflows.index_cost import seconds
from wijkpeil.workflows.score import ReadyIndex, ready_index

MIXES = 16 * 3
"""How often the arithmetic of an index is done: sixteen mixes, each put together and taken apart over its
indicators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What the last results are set beside."""

    result: IndexResult | None
    """None where the index cannot be computed over the figures of then."""
    period: str
    """Empty where each indicator counts with its own last period."""
    release: str
    """Id of the release of its figures."""
    now: str
    """The period, or else the release, that it is set beside."""
    reason: str = ""
    """Why it cannot be computed, in words that can be said in another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of an index, or why that is not told."""

    earlier: Earlier
    change: Change | None
    """None where it is not told."""
    reasons: tuple[str, ...]
    """Why not, in words that can be said in another language; empty where it is told."""
    moved: tuple[str, ...] = ()
    """Indicators of which the written goalposts are others since, so that the scores do not compare as they stand."""
    own: tuple[str, ...] = ()
    """Indicators that are set on a scale that the figures themselves make, each time anew."""


def earlier_of(programme: Programme, ready: ReadyIndex, results: tuple[IndexResult, ...]) -> Earlier | None:
    """Find what the last result can be set beside: the period before it, else the release before; None where there is
    neither."""
    if len(results) > 1:
        before, last = results[-2], results[-1]
        return Earlier(result=before, period=before.data.period, release=ready.release, now=last.data.period)
    ids = [one.release.id for one in programme.releases]
    at = ids.index(ready.release) if ready.release in ids else 0
    if not at:
        return None
    release = ids[at - 1]
    try:
        found = ready_index(programme, ready.index, release=release)
        before = compute_panel(found.index, found.panel, polarities=found.polarities)[-1]
    except UserError as error:
        why = error.faults[0].message if isinstance(error, FaultsFound) else error.said
        told = say("Over the figures of then it cannot be computed: {why}", why=why)
        return Earlier(result=None, period="", release=release, now=ready.release, reason=told)
    return Earlier(result=before, period=before.data.period, release=release, now=ready.release)


def changed(programme: Programme, ready: ReadyIndex, results: tuple[IndexResult, ...]) -> Changed | None:
    """Share out what changed in every score; None where there is nothing to compare with.

    Over a break in the series of an indicator nothing is told: its figures before and after are not of one thing.
    """
    earlier = earlier_of(programme, ready, results)
    if earlier is None:
        return None
    before, last = earlier.result, results[-1]
    if before is None:
        return Changed(earlier=earlier, change=None, reasons=(earlier.reason,))
    reasons = broken_between(programme, earlier, last, ready.release)
    found = None
    if not reasons and MIXES * seconds(ready.index, len(last.areas)) > LONGEST_SECONDS:
        reasons = (
            say("With so many areas this takes too long for a page; `wijkpeil index compare --since` computes it."),
        )
    if not reasons:
        try:
            found = change(before, last, by_indicator=True)
        except ValueError as error:
            reasons = (error.args[0],)
    return Changed(
        earlier=earlier, change=found, reasons=reasons, moved=moved_posts(before, last), own=own_scales(last)
    )


def broken_between(programme: Programme, earlier: Earlier, last: IndexResult, release: str) -> tuple[str, ...]:
    """Say of each indicator that counts whether its series breaks between an earlier result and one of a release."""
    return tuple(_broken(programme, earlier, last, release))


def _broken(programme: Programme, earlier: Earlier, last: IndexResult, release: str) -> Iterator[str]:
    known = {indicator.id: indicator for indicator in programme.definitions.indicators}
    before, after = pick_release(programme, earlier.release), pick_release(programme, release)
    if before is None or after is None:
        return
    for id in _counting(last):
        indicator = known.get(id)
        if indicator is None:
            continue
        first = earlier.period or _last_period(before, id)
        then = last.data.period or _last_period(after, id)
        for one in _between(indicator.breaks, first, then):
            yield say(
                "{name} is measured otherwise since {day}, so that scores before and after do not compare: {why}",
                name=indicator.name,
                day=one.day.isoformat(),
                why=one.why,
            )


def _counting(result: IndexResult) -> dict[str, None]:
    """Name what a result rests on: its indicators, and what they are divided by."""
    leaves = [leaf for leaf in result.tree.leaves if leaf.id in result.leaves]
    named = [leaf.node.indicator or "" for leaf in leaves]
    return dict.fromkeys((*named, *(leaf.denominator.by for leaf in leaves if leaf.denominator)))


def _last_period(figures: ReleasedFigures, indicator: str) -> str:
    return max((one.period for one in figures.observations if one.indicator == indicator), default="")


def _between(breaks: tuple[SeriesBreak, ...], first: str, then: str) -> Iterator[SeriesBreak]:
    begin, end = last_day(first), last_day(then)
    if begin is not None and end is not None:
        yield from (one for one in breaks if begin < one.day <= end)
