"""What there is in an area: facilities, zones and hotspots, area plans, and people at work."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.places import AreaPlan, Capacity, Facility, Hotspot, Zone
from wijkpeil.pages.area_promises import Item, Items, items_of
from wijkpeil.pages.place_rows import amount
from wijkpeil.pages.place_words import (
    facility_words,
    hotspot_words,
    period,
    plan_words,
    state_words,
    zone_words,
)
from wijkpeil.workflows.area import AreaView


@record
class Here:
    """The records of one noun that concern an area."""

    id: str
    name: str
    items: Items
    address: str
    """Page of the register."""


def area_here(view: AreaView, language: Language) -> tuple[Here, ...]:
    """Gather what is in an area or works there, in the active language; nouns that have nothing are left out."""
    found = (
        _here("facilities", _("Facilities"), items_of(view.facilities, lambda one: _facility(one, language))),
        _here("zones", _("Hotspots"), items_of(view.hotspots, lambda one: _hotspot(one, language)), "hotspots"),
        _here("zones", _("Zones"), items_of(view.zones, lambda one: _zone(one, language))),
        _here("area-plans", _("Area plans"), items_of(view.area_plans, lambda one: _plan(one, language))),
        _here("capacity", _("People at work"), items_of(view.capacities, lambda one: _capacity(one, language))),
    )
    return tuple(one for one in found if one.items.near or one.items.all)


def _here(view: str, name: str, items: Items, id: str = "") -> Here:
    return Here(id=id or view, name=name, items=items, address=reverse(view))


def _facility(one: Facility, language: Language) -> Item:
    state = "" if one.status == "open" else state_words()[one.status]
    said = (facility_words()[one.kind], state, amount(one.number, one.unit, language), period(one, language))
    return _item("facilities", f"facility-{one.id}", one.name.in_(language), said, one.lines)


def _hotspot(one: Hotspot, language: Language) -> Item:
    said = (hotspot_words()[one.kind], one.criteria.in_(language), period(one, language))
    return _item("zones", f"hotspot-{one.id}", one.name.in_(language), said, one.lines)


def _zone(one: Zone, language: Language) -> Item:
    said = (zone_words()[one.kind], ", ".join(one.streets), period(one, language))
    return _item("zones", f"zone-{one.id}", one.name.in_(language), said, one.lines)


def _plan(one: AreaPlan, language: Language) -> Item:
    said = (plan_words()[one.kind], state_words()[one.status], period(one, language))
    return _item("area-plans", f"area-plan-{one.id}", one.name.in_(language), said, one.lines)


def _capacity(one: Capacity, language: Language) -> Item:
    known = amount(one.number, one.unit, language) or _("number not known")
    said = (known, period(one, language))
    return _item("capacity", f"capacity-{one.id}", one.name.in_(language), said, one.lines)


def _item(view: str, anchor: str, name: str, said: tuple[str, ...], lines: str) -> Item:
    address = f"{reverse(view)}#{anchor.lower()}"
    return Item(label=name, address=address, detail=", ".join(filter(None, said)), lines=lines)
