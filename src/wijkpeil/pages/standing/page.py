"""The standing of a programme on one screen: each target by its status, the worst first, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.model.base import Language, record
from wijkpeil.model.ledger import Target
from wijkpeil.model.status import Missing, TargetState, TargetStatus
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.left_out import readable
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.pages.said import said_of_targets
from wijkpeil.pages.standing.changes import Changes, changes_of
from wijkpeil.pages.standing.comparing import Compared, compared
from wijkpeil.pages.standing.rows import Rows, StandingRow
from wijkpeil.pages.standing.sentences import UNMEASURED, second_sentence, standing_sentence
from wijkpeil.pages.status_marks import StatusMark, status_mark
from wijkpeil.pages.target_words import level_words, missing_words, status_word
from wijkpeil.workflows.monitor import WORST_FIRST
from wijkpeil.workflows.movers import measures_for, partners_for

PAGE = 100
"""Targets on one page; those of which no figure says anything stand below the list on each."""
SINCE = "since"
"""Name of the field with the day that is compared with."""
FIRST = date(1900, 1, 1)
"""The first day that can be compared with."""
ORDER: tuple[TargetStatus, ...] = (
    *(one for one in WORST_FIRST if one not in UNMEASURED),
    *(one for one in WORST_FIRST if one in UNMEASURED),
)
"""The statuses as they stand on the page: the worst first, and last those of which no figure says anything."""


@record
class StandingGroup:
    """The targets of one status."""

    mark: StatusMark
    rows: tuple[StandingRow, ...]


@record
class SilentGroup:
    """Targets of which no figure says anything, for one reason."""

    mark: StatusMark
    why: str
    """What they lack in a few words; empty where the status says it."""
    targets: tuple[Reference, ...]


@record
class StandingRows:
    """Some targets by their status."""

    groups: tuple[StandingGroup, ...]
    """Those that are measured, the worst first."""
    silent: tuple[SilentGroup, ...]
    """Those of which no figure says anything."""


@record
class StandingPage:
    """The standing of the programme."""

    sentence: SafeString
    second: str
    as_of: str
    """Day of the latest figures; empty where there are none."""
    standing: StandingRows
    changes: Changes
    form: Narrowing
    since: str
    """The day compared with, in ISO form."""
    query: str
    """What was chosen, as the query of an address; empty where nothing was."""
    links: tuple[PageLink, ...]


def standing_page(context: ViewContext, language: Language, query: Query, today: date) -> StandingPage:
    """Show how the programme stands; ``query`` may narrow by theme, level, partner and status, and name ``since``."""
    with override(language):
        names = names_of(context, language)
        kept, form = chosen_targets(context, query, names)
        since = since_of(query, today)
        states = {one.id: one for one in context.target_states}
        chosen = [states[one.id] for one in kept]
        found = _narrowed(compared(context, today, since), {one.id for one in kept}, form)
        latest = next((one.as_of for one in states.values() if one.as_of), None)
        rows = standing_rows(context, kept, language)
        cut = paged([(one.mark, row) for one in rows.groups for row in one.rows], query, PAGE)
        return StandingPage(
            sentence=standing_sentence(chosen),
            second=second_sentence(chosen),
            as_of=day(latest, language) if latest else "",
            standing=replace(rows, groups=tuple(_regrouped(cut.shown))),
            changes=changes_of(context, found, names, language),
            form=with_since(form, query, since),
            since=found.since.isoformat() if found else "",
            query=_query(form, since),
            links=cut.links,
        )


def _regrouped(rows: Sequence[tuple[StatusMark, StandingRow]]) -> Iterable[StandingGroup]:
    for mark, many in groupby(rows, key=lambda one: one[0]):
        yield StandingGroup(mark=mark, rows=tuple(row for _mark, row in many))


def standing_rows(context: ViewContext, targets: Sequence[Target], language: str) -> StandingRows:
    """Give some targets by their status, in the active language."""
    names = names_of(context, language)
    states = {one.id: one for one in context.target_states}
    chosen = [(one, states[one.id]) for one in targets]
    rows = kept_of((context.programme,), ("standing", language), lambda: _all_rows(context, names, language))
    return StandingRows(groups=_groups(chosen, rows), silent=_silent(chosen, names))


def _all_rows(context: ViewContext, names: Names, language: str) -> dict[str, StandingRow]:
    """Make the line of every target that is measured."""
    made = Rows(context, names, said_of_targets(context, language), language)
    pairs = zip(context.programme.ledger.targets, context.target_states, strict=True)
    return {target.id: made.row(target, state) for target, state in pairs if state.status not in UNMEASURED}


def chosen_targets(context: ViewContext, query: Query, names: Names) -> tuple[tuple[Target, ...], Narrowing]:
    """Give the targets that a query chooses, and the form, in the active language."""
    ledger = context.programme.ledger
    states = {one.id: one.status for one in context.target_states}
    partners = kept_of(
        (ledger.targets, ledger.expectations, ledger.measures),
        "partners of targets",
        lambda: {id: partners_for(many) for id, many in measures_for(ledger).items()},
    )
    named = [one for one in names.labels("partner").items() if any(one[0] in many for many in partners.values())]
    facets: tuple[Facet[Target], ...] = (
        Facet(name="theme", label=_("Theme"), of=lambda one: (one.theme,), labels=names.themes),
        Facet(name="level", label=_("Level"), of=lambda one: (one.level,), labels=level_words()),
        Facet(name="partner", label=_("Partner"), of=lambda one: partners.get(one.id, ()), labels=dict(named)),
        Facet(
            name="status",
            label=_("Status"),
            of=lambda one: (states[one.id],),
            labels={one: status_word(one) for one in ORDER},
        ),
    )
    return narrow(ledger.targets, query, facets, lambda one: one.id)


def since_of(query: Query, today: date) -> date | None:
    """Read the day to compare with; None where none was chosen, or what was is no day before ``today``."""
    try:
        found = date.fromisoformat(query.get(SINCE, ""))
    except ValueError:
        return None
    return found if FIRST <= found < today else None


def with_since(form: Narrowing, query: Query, since: date | None) -> Narrowing:
    """Say of a day that cannot be compared with that it was left out."""
    if not query.get(SINCE) or since is not None:
        return form
    said = _("“%(value)s” is no day before the one that is shown.") % {"value": readable(query[SINCE])}
    return replace(form, left_out=(*form.left_out, said))


def _query(form: Narrowing, since: date | None) -> str:
    given = {one.name: one.chosen for one in form.choices if one.chosen}
    if since:
        given[SINCE] = since.isoformat()
    return f"?{urlencode(given)}" if given else ""


def _groups(chosen: Sequence[tuple[Target, TargetState]], rows: Mapping[str, StandingRow]) -> tuple[StandingGroup, ...]:
    known = [(target, state) for target, state in chosen if state.status not in UNMEASURED]
    ordered = sorted(known, key=lambda one: (ORDER.index(one[1].status), _certain(one[1])))
    return tuple(
        StandingGroup(mark=status_mark(status), rows=tuple(rows[target.id] for target, _state in many))
        for status, many in groupby(ordered, key=lambda one: one[1].status)
    )


def _certain(state: TargetState) -> float:
    """Order within a status: what covered the least of the way asked first."""
    return float(state.share) if state.share is not None else 1.0


def _silent(chosen: Sequence[tuple[Target, TargetState]], names: Names) -> tuple[SilentGroup, ...]:
    found: dict[tuple[TargetStatus, tuple[Missing, ...]], list[str]] = {}
    for target, state in chosen:
        if state.status in UNMEASURED:
            lacks = state.missing[:1] if state.status == "not-measurable" else ()
            found.setdefault((state.status, lacks), []).append(target.id)
    ordered = sorted(found.items(), key=lambda one: (ORDER.index(one[0][0]), -len(one[1])))
    return tuple(
        SilentGroup(mark=status_mark(status), why="".join(missing_words(lacks)), targets=names.all("target", ids))
        for (status, lacks), ids in ordered
    )


def _narrowed(found: Compared | None, kept: set[str], form: Narrowing) -> Compared | None:
    """Leave the changes of targets that were not chosen out."""
    if found is None or not form.active:
        return found
    return replace(found, targets=tuple(one for one in found.targets if one.target in kept), measures=())
