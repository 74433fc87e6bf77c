"""The moment that the standing is compared with: a month ago, or the day that a reader chose."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wijkpeil.errors import NotFound
from wijkpeil.model.periods import year_before
from wijkpeil.pages.context import ViewContext, current_context
from wijkpeil.pages.keeping import kept_of
from wijkpeil.workflows.measuring import Measurer
from wijkpeil.workflows.monitor import target_states
from wijkpeil.workflows.target_changes import (
    Breaks,
    Moment,
    RegisterChange,
    TargetChange,
    register_changes,
    target_changes,
)

_LAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed since a day."""

    since: date
    """The day compared with, at its end."""
    until: date
    """The day that is shown."""
    by_ledger: bool
    """True where the records and figures are those that were known on that day; False where the workspace knows
    nothing of that day, and the figures up to it are taken from those that are known now."""
    targets: tuple[TargetChange, ...]
    measures: tuple[RegisterChange, ...]


def month_before(day: date) -> date:
    """Give the same day of the month before, or the last day of that where it is shorter."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def compared(context: ViewContext, today: date, chosen: date | None) -> Compared | None:
    """Give what changed since the day that was chosen, else since a month before ``today``.

    Where the workspace holds no state of that day, the figures up to it are compared with all (without a choice: up to
    a year before the latest). None where there are no figures to compare.
    """
    since = chosen or month_before(today)
    earlier = _context_at(context, since)
    if earlier is not None:
        before = _moment(earlier, since)
        return Compared(
            since=since,
            until=today,
            by_ledger=True,
            targets=target_changes(before, _moment(context, today), _breaks(context)),
            measures=register_changes(earlier.programme.ledger.measures, context.programme.ledger.measures),
        )
    latest = next((one.as_of for one in context.target_states if one.as_of), None)
    if latest is None:
        return None
    since = min(chosen or year_before(latest), latest)
    states = kept_of(
        (context.programme,),
        ("states up to", since),
        lambda: target_states(context.programme, context.evaluations, since),
    )
    before = Moment(day=since, targets=context.programme.ledger.targets, states=states)
    return Compared(
        since=since,
        until=latest,
        by_ledger=False,
        targets=target_changes(before, _moment(context, latest), _breaks(context)),
        measures=(),
    )


def _moment(context: ViewContext, day: date) -> Moment:
    return Moment(day=day, targets=context.programme.ledger.targets, states=context.target_states)


def _breaks(context: ViewContext) -> Breaks:
    """Return what gives the days from which the figures of a target are made otherwise."""
    measurer = Measurer(context.programme, context.evaluations)
    # Few indicators have breaks, and measuring takes time.
    return lambda target: measurer.breaks(target) and measurer.measure(target).breaks


def _context_at(context: ViewContext, day: date) -> ViewContext | None:
    """Return the same programme as it stood at the end of a day, for the same viewer; None where nothing stood then."""
    if context.key is None:
        return None
    midnight = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    try:
        return current_context(context.key.programme, midnight - _LAST, context.scope)
    except NotFound:
        return None
