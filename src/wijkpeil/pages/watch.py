"""The watch list: every figure that stands out, with why, how sure, for how long, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import Language, record
from wijkpeil.model.watch import WATCH_STATES, WatchLine
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import number
from wijkpeil.pages.handling_words import watch_words
from wijkpeil.pages.left_out import left_out
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow, ordered
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.pages.signalling.lines import DIRECTIONS, KIND_WORDS, said_in, sentence, way
from wijkpeil.pages.watch_chance import Chance, chance_of
from wijkpeil.pages.watch_rows import WatchRow, watch_row

PAGE = 40
"""Lines on one page."""
GROUP = "group"
"""Name of the choice by what lines are put together."""


@record
class GroupLink:
    """A way to put lines together, to go to."""

    label: str
    address: str
    current: bool


@record
class WatchGroup:
    """Lines under one heading."""

    id: str
    heading: str
    place: Reference | None
    """The area or indicator that the heading names; None for a kind."""
    strengths: tuple[str, ...]
    """For an area: indicators that are better than the border, with their value."""
    rows: tuple[WatchRow, ...]


@record
class WatchPage:
    """The watch list, or the part of it that was chosen."""

    sentence: SafeString
    release: str
    """Title of the release; empty without one."""
    groups: tuple[WatchGroup, ...]
    gone: tuple[WatchRow, ...]
    """What is still being handled though nothing stands out any more."""
    form: Narrowing
    links: tuple[PageLink, ...]
    group_links: tuple[GroupLink, ...]
    group: str
    chance: Chance | None
    """None where there are no figures."""
    left_out: tuple[str, ...]
    """A way of grouping that was asked for and is none, in words."""


def watch_page(context: ViewContext, language: Language, query: Query) -> WatchPage:
    """Show the watch list."""
    with override(language):
        names = names_of(context, language)
        there = [line for line in context.watch_lines if line.signals]
        kept, form = narrow(there, query, _facets(context, names, language), _words(context, language), _orders())
        group = _group(query)
        page = paged(_in_groups(_sorted(kept, query, context), group), query, PAGE)
        report = context.signal_reports[-1] if context.signal_reports else None
        sensitive = tuple(
            context.lookup.indicators[one].short_name.in_(language) for one in (report.left_out if report else ())
        )
        return WatchPage(
            sentence=watch_sentence(there, language),
            release=context.release.release.title.in_(language) if context.release else "",
            groups=_groups(context, page.shown, group, names, language),
            gone=tuple(watch_row(context, one, names, language) for one in context.watch_lines if not one.signals),
            form=form,
            links=page.links,
            group_links=_group_links(query, group),
            group=group,
            chance=chance_of(report, sensitive, language) if report else None,
            left_out=left_out(query, [(GROUP, _("Together"), _ways())]),
        )


def watch_sentence(lines: Sequence[WatchLine], language: str) -> SafeString:
    """Say how many figures stand out, which way, and how many nobody has looked at, in the active language."""
    if not lines:
        return format_html("{}", _("Nothing stands out in the last release."))
    worse = sum(way(one) != "better" for one in lines)
    better = sum(way(one) != "worse" for one in lines)
    waiting = sum(one.state in ("open", "anew") for one in lines)
    first = ngettext(
        "<b>{total} figure stands out</b>: {worse} for the worse and {better} for the better.",
        "<b>{total} figures stand out</b>: {worse} for the worse and {better} for the better.",
        len(lines),
    )
    second = ngettext("{waiting} waits to be looked at.", "{waiting} wait to be looked at.", waiting)
    if not waiting:
        second = _("All of them were looked at.")
    numbers = {"total": len(lines), "worse": worse, "better": better, "waiting": waiting}
    return format_html(f"{first} {second}", **{name: number(value, language) for name, value in numbers.items()})


def _ways() -> dict[str, str]:
    return {"area": _("by area"), "indicator": _("by indicator"), "kind": _("by kind of signal")}


def _group(query: Query) -> str:
    asked = query.get(GROUP, "")
    return asked if asked in _ways() else "area"


def _group_links(query: Query, group: str) -> tuple[GroupLink, ...]:
    kept = {name: value for name, value in query.items() if value and name not in (GROUP, "page")}
    return tuple(
        GroupLink(label=label, address=f"?{urlencode({**kept, GROUP: value})}#list", current=value == group)
        for value, label in _ways().items()
    )


def _orders() -> dict[str, str]:
    return {"urgent": _("worst first"), "better": _("best first"), "long": _("longest first"), "name": _("by name")}


def _sorted(lines: Sequence[WatchLine], query: Query, context: ViewContext) -> list[WatchLine]:
    """Put lines in the order that was chosen; they come the most urgent first."""
    order = ordered(query, _orders())
    if order == "better":
        return list(reversed(lines))
    if order == "long":
        return sorted(lines, key=lambda one: (-one.releases, -max(signal.run for signal in one.signals)))
    if order == "name":
        areas = context.lookup.areas
        return sorted(lines, key=lambda one: areas[one.area].name.nl.casefold())
    return list(lines)


def _in_groups(lines: Iterable[WatchLine], group: str) -> list[tuple[str, WatchLine]]:
    """Give each line with the heading that it stands under, headings in the order of their first line.

    By kind, a line of several kinds stands under each.
    """
    found: dict[str, list[WatchLine]] = {}
    for line in lines:
        under = {"area": [line.area], "indicator": [line.indicator]}.get(group) or [one.kind for one in line.signals]
        for heading in under:
            found.setdefault(heading, []).append(line)
    if group == "kind":
        found = {kind: found[kind] for kind in KIND_WORDS if kind in found}
    return [(heading, line) for heading, many in found.items() for line in many]


def _groups(
    context: ViewContext, shown: Iterable[tuple[str, WatchLine]], group: str, names: Names, language: str
) -> tuple[WatchGroup, ...]:
    found: dict[str, list[WatchLine]] = {}
    for heading, line in shown:
        found.setdefault(heading, []).append(line)
    made = []
    for heading, many in found.items():
        place = names.get("area" if group == "area" else "indicator", heading) if group != "kind" else None
        words = {kind: said_in(both, language) for kind, both in KIND_WORDS.items()}
        made.append(
            WatchGroup(
                id=f"{group}-{heading}".lower(),
                heading=place.label if place else words[heading],  # type: ignore[index]
                place=place,
                strengths=_strengths(context, heading, language) if group == "area" else (),
                rows=tuple(watch_row(context, line, names, language) for line in many),
            )
        )
    return tuple(made)


def _strengths(context: ViewContext, area: str, language: str) -> tuple[str, ...]:
    row = context.rows.get(area)
    indicators = context.lookup.indicators
    return tuple(
        f"{indicators[cell.indicator].short_name.in_(language)} {number(cell.value, language)}"
        for cell in (row.cells if row else ())
        if cell.colour == "green" and cell.value is not None
    )


def _facets(context: ViewContext, names: Names, language: str) -> tuple[Facet[WatchLine], ...]:
    indicators = context.lookup.indicators
    there = dict.fromkeys(line.area for line in context.watch_lines)
    return (
        Facet(name="area", label=_("Area"), of=lambda one: (one.area,), labels=names.sorted_places(there)),
        Facet(name="theme", label=_("Theme"), of=lambda one: (indicators[one.indicator].theme,), labels=names.themes),
        Facet(
            name="kind",
            label=_("Kind of signal"),
            of=lambda one: tuple(signal.kind for signal in one.signals),
            labels={kind: said_in(words, language) for kind, words in KIND_WORDS.items()},
        ),
        Facet(
            name="way",
            label=_("Direction"),
            of=lambda one: tuple({signal.direction for signal in one.signals}),
            labels={one: said_in(DIRECTIONS[one], language) for one in ("worse", "better")},
        ),
        Facet(
            name="state",
            label=_("Handling"),
            of=lambda one: (one.state,),
            labels={state: watch_words()[state] for state in WATCH_STATES},
        ),
    )


def _words(context: ViewContext, language: str) -> Callable[[WatchLine], str]:
    def words(one: WatchLine) -> str:
        area, indicator = context.lookup.areas[one.area], context.lookup.indicators[one.indicator]
        said = (area.name.in_(language), area.code, indicator.name.in_(language), one.indicator, one.area)
        return " ".join((*said, sentence(one, area, indicator, language)))

    return words
