"""The registers of facilities, zones and hotspots, area plans and capacity: each a list that can be narrowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import record
from wijkpeil.model.places import Capacity, Facility, Hotspot, Zone
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import Names, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow
from wijkpeil.pages.place_rows import (
    PlaceSection,
    capacity_row,
    capacity_section,
    facilities_section,
    facility_row,
    hotspot_row,
    hotspots_section,
    plan_row,
    plans_section,
    zone_row,
    zones_section,
)
from wijkpeil.pages.place_words import (
    capacity_words,
    facility_words,
    hotspot_words,
    plan_words,
    state_words,
    zone_words,
)

NOWHERE = "-"
"""What stands for no area in the choice of places; no id begins with it."""


@record
class PlacesPage:
    """A register, or the part of it that was chosen."""

    title: str
    sentence: SafeString
    sections: tuple[PlaceSection, ...]
    form: Narrowing
    files: tuple[str, ...]
    """Registers to download."""


def facilities_page(context: ViewContext, language: str, query: Query) -> PlacesPage:
    """Show the facilities."""
    with override(language):
        names, records = names_of(context, language), context.programme.ledger.facilities
        facets = (*_facets(records, names, facility_words(), _("not said")), _states(records))
        kept, form = narrow(records, query, facets, _words(language))
        return PlacesPage(
            title=_("Facilities"),
            sentence=facilities_sentence(records),
            sections=_filled(facilities_section(facility_row(one, names, language) for one in kept)),
            form=form,
            files=("facilities",),
        )


def zones_page(context: ViewContext, language: str, query: Query) -> PlacesPage:
    """Show the zones and the hotspots, hotspots first."""
    with override(language):
        names, ledger = names_of(context, language), context.programme.ledger
        records: tuple[Zone | Hotspot, ...] = (*ledger.hotspots, *ledger.zones)
        what = {"hotspot": _("Hotspots"), "zone": _("Zones")}
        noun: Facet[Any] = Facet(name="noun", label=_("What"), of=lambda one: (_noun(one),), labels=what)
        kinds = {f"hotspot-{kind}": word for kind, word in hotspot_words().items()}
        kinds |= {f"zone-{kind}": word for kind, word in zone_words().items()}
        facets = (noun, *_facets(records, names, kinds, _("not said"), lambda one: f"{_noun(one)}-{one.kind}"))
        kept, form = narrow(records, query, facets, _words(language))
        hotspots = [hotspot_row(one, names, language) for one in kept if isinstance(one, Hotspot)]
        zones = [zone_row(one, names, language) for one in kept if isinstance(one, Zone)]
        return PlacesPage(
            title=_("Zones and hotspots"),
            sentence=zones_sentence(len(ledger.hotspots), len(ledger.zones)),
            sections=_filled(hotspots_section(hotspots), zones_section(zones)),
            form=form,
            files=("hotspots", "zones"),
        )


def area_plans_page(context: ViewContext, language: str, query: Query) -> PlacesPage:
    """Show the area plans."""
    with override(language):
        names, records = names_of(context, language), context.programme.ledger.area_plans
        facets = (*_facets(records, names, plan_words(), _("not said")), _states(records))
        kept, form = narrow(records, query, facets, _words(language))
        made = sum(one.status in ("drawn-up", "adopted", "ended") for one in records)
        return PlacesPage(
            title=_("Area plans"),
            sentence=area_plans_sentence(len(records), made),
            sections=_filled(plans_section(plan_row(one, names, language) for one in kept)),
            form=form,
            files=("area_plans",),
        )


def capacity_page(context: ViewContext, language: str, query: Query) -> PlacesPage:
    """Show the capacity at work."""
    with override(language):
        names, records = names_of(context, language), context.programme.ledger.capacities
        facets = _facets(records, names, capacity_words(), _("the whole city"))
        kept, form = narrow(records, query, facets, _words(language))
        return PlacesPage(
            title=_("Capacity"),
            sentence=capacity_sentence(records),
            sections=_filled(capacity_section(capacity_row(one, names, language) for one in kept)),
            form=form,
            files=("capacities",),
        )


def facilities_sentence(records: Sequence[Facility]) -> SafeString:
    """Say how many facilities there are and how many of them are planned, in the active language."""
    total, planned = len(records), sum(one.status == "planned" for one in records)
    if not total:
        return format_html("{}", _("No facility is recorded yet."))
    text = ngettext(
        "The register holds <b>{total} facility</b>.", "The register holds <b>{total} facilities</b>.", total
    )
    if total > 1 and planned:
        text += " " + ngettext("{n} of them is not there yet.", "{n} of them are not there yet.", planned)
    return format_html(text, total=total, n=planned)


def zones_sentence(hotspots: int, zones: int) -> SafeString:
    """Say how many hotspots and zones there are, in the active language."""
    if not hotspots and not zones:
        return format_html("{}", _("No zone and no hotspot is recorded yet."))
    parts = (
        ngettext("{n} hotspot", "{n} hotspots", hotspots).format(n=hotspots) if hotspots else _("no hotspot"),
        ngettext("{n} zone", "{n} zones", zones).format(n=zones) if zones else _("no zone"),
    )
    text = _("The register holds <b>{hotspots} and {zones}</b>, by street and never by address.")
    return format_html(text, hotspots=parts[0], zones=parts[1])


def area_plans_sentence(total: int, made: int) -> SafeString:
    """Say how many area plans there are and how many of them are still to be made, in the active language."""
    if not total:
        return format_html("{}", _("No area plan is recorded yet."))
    text = ngettext(
        "The register holds <b>{total} area plan</b>.", "The register holds <b>{total} area plans</b>.", total
    )
    if total > 1 and made < total:
        text += " " + ngettext("{n} of them is still to be made.", "{n} of them are still to be made.", total - made)
    return format_html(text, total=total, n=total - made)


def capacity_sentence(records: Sequence[Capacity]) -> SafeString:
    """Say of how much capacity the number is known, in the active language."""
    if not records:
        return format_html("{}", _("No capacity is recorded yet."))
    known = sum(one.number is not None for one in records)
    text = ngettext(
        "Of {total} kinds of people at work in the areas, <b>{known} has a number</b>.",
        "Of {total} kinds of people at work in the areas, <b>{known} have a number</b>.",
        known,
    )
    return format_html(text, total=len(records), known=known)


def _noun(one: Zone | Hotspot) -> str:
    return "hotspot" if isinstance(one, Hotspot) else "zone"


def _facets(
    records: Sequence[Any],
    names: Names,
    kinds: Mapping[str, str],
    nowhere: str,
    kind: Callable[[Any], str] = lambda one: str(one.kind),
) -> tuple[Facet[Any], ...]:
    areas = dict.fromkeys(area for one in records for area in one.areas)
    return (
        Facet(name="kind", label=_("Kind"), of=lambda one: (kind(one),), labels=kinds),
        Facet(name="theme", label=_("Theme"), of=lambda one: (one.theme,), labels=names.themes),
        Facet(
            name="area",
            label=_("Where"),
            of=lambda one: one.areas or (NOWHERE,),
            labels={NOWHERE: nowhere, **names.sorted_places(areas)},
        ),
    )


def _states(records: Sequence[Any]) -> Facet[Any]:
    there = {one.status for one in records}
    labels = {state: word for state, word in state_words().items() if state in there}
    return Facet(name="state", label=_("Status"), of=lambda one: (one.status,), labels=labels)


def _filled(*sections: PlaceSection) -> tuple[PlaceSection, ...]:
    return tuple(each for each in sections if each.rows)


def _words(language: str) -> Callable[[Any], str]:
    def words(one: Any) -> str:
        names = ("name", "description", "approach", "criteria", "place", "document", "note")
        texts = (getattr(one, name, None) for name in names)
        streets = getattr(one, "streets", ())
        return " ".join((one.id, *streets, *(text.in_(language) for text in texts if text is not None)))

    return words
