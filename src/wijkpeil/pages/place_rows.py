"""Facilities, zones, hotspots, area plans and capacity as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkpeil.model.base import Text, record
from wijkpeil.model.places import AreaPlan, Capacity, Facility, Hotspot, Zone
from wijkpeil.pages.format import number
from wijkpeil.pages.names import Names, Reference
from wijkpeil.pages.place_words import (
    capacity_words,
    facility_words,
    hotspot_words,
    period,
    plan_words,
    state_words,
    zone_words,
)


@record
class PlaceRow:
    """One record as a line of a list."""

    register: str
    id: str
    anchor: str
    """Id of the line on its page."""
    name: str
    description: str
    more: tuple[tuple[str, str], ...]
    """Further fields in words, each with its label."""
    kind: str
    where: str
    """Where it is in words; empty where the areas say it all."""
    areas: tuple[Reference, ...]
    state: str
    """How far it is; empty where it has no state."""
    period: str
    """From when to when; empty: not known."""
    amount: str
    """Number and unit; empty: not known."""
    partners: tuple[Reference, ...]
    note: str
    lines: str


@record
class PlaceSection:
    """The records of one noun."""

    id: str
    name: str
    rows: tuple[PlaceRow, ...]
    amount: str
    """Heading of the column of numbers; empty where there is none."""
    partners: str
    """Heading of the column of partners; empty where there is none."""


def facility_row(one: Facility, names: Names, language: str) -> PlaceRow:
    """Show a facility."""
    return PlaceRow(
        register="facilities",
        id=one.id,
        anchor=f"facility-{one.id.lower()}",
        name=one.name.in_(language),
        description=_said(one.description, language),
        more=(),
        kind=facility_words()[one.kind],
        where=_said(one.place, language),
        areas=names.places(one.areas),
        state=state_words()[one.status],
        period=period(one, language),
        amount=amount(one.number, one.unit, language),
        partners=names.all("partner", one.partners),
        note=_said(one.note, language),
        lines=one.lines,
    )


def zone_row(one: Zone, names: Names, language: str) -> PlaceRow:
    """Show a zone."""
    return PlaceRow(
        register="zones",
        id=one.id,
        anchor=f"zone-{one.id.lower()}",
        name=one.name.in_(language),
        description=_said(one.description, language),
        more=_filled((_("Criteria met"), _said(one.criteria, language))),
        kind=zone_words()[one.kind],
        where=", ".join(one.streets),
        areas=names.places(one.areas),
        state="",
        period=period(one, language),
        amount="",
        partners=names.all("partner", one.partners),
        note=_said(one.note, language),
        lines=one.lines,
    )


def hotspot_row(one: Hotspot, names: Names, language: str) -> PlaceRow:
    """Show a hotspot."""
    return PlaceRow(
        register="hotspots",
        id=one.id,
        anchor=f"hotspot-{one.id.lower()}",
        name=one.name.in_(language),
        description=_said(one.approach, language),
        more=_filled((_("Criteria met"), one.criteria.in_(language))),
        kind=hotspot_words()[one.kind],
        where=", ".join(one.streets),
        areas=names.places(one.areas),
        state="",
        period=period(one, language),
        amount="",
        partners=names.all("partner", one.partners),
        note=_said(one.note, language),
        lines=one.lines,
    )


def plan_row(one: AreaPlan, names: Names, language: str) -> PlaceRow:
    """Show an area plan."""
    return PlaceRow(
        register="area_plans",
        id=one.id,
        anchor=f"area-plan-{one.id.lower()}",
        name=one.name.in_(language),
        description=one.description.in_(language),
        more=_filled((_("Document"), _said(one.document, language))),
        kind=plan_words()[one.kind],
        where="",
        areas=names.places(one.areas),
        state=state_words()[one.status],
        period=period(one, language),
        amount="",
        partners=names.all("partner", one.partners),
        note=_said(one.note, language),
        lines=one.lines,
    )


def capacity_row(one: Capacity, names: Names, language: str) -> PlaceRow:
    """Show a line of capacity."""
    return PlaceRow(
        register="capacities",
        id=one.id,
        anchor=f"capacity-{one.id.lower()}",
        name=one.name.in_(language),
        description=_said(one.description, language),
        more=(),
        kind=capacity_words()[one.kind],
        where="" if one.areas else _("the whole city"),
        areas=names.places(one.areas),
        state="",
        period=period(one, language),
        amount=amount(one.number, one.unit, language),
        partners=names.all("partner", (one.supplier,) if one.supplier else ()),
        note=_said(one.note, language),
        lines=one.lines,
    )


def facilities_section(rows: Iterable[PlaceRow]) -> PlaceSection:
    """Put facilities under each other, in the active language."""
    name, offers, partners = _("Facilities"), _("Offers"), _("With")
    return PlaceSection(id="facilities", name=name, rows=tuple(rows), amount=offers, partners=partners)


def hotspots_section(rows: Iterable[PlaceRow]) -> PlaceSection:
    """Put hotspots under each other, in the active language."""
    return PlaceSection(id="hotspots", name=_("Hotspots"), rows=tuple(rows), amount="", partners=_("With"))


def zones_section(rows: Iterable[PlaceRow]) -> PlaceSection:
    """Put zones under each other, in the active language."""
    return PlaceSection(id="zones", name=_("Zones"), rows=tuple(rows), amount="", partners=_("With"))


def plans_section(rows: Iterable[PlaceRow]) -> PlaceSection:
    """Put area plans under each other, in the active language."""
    return PlaceSection(id="area-plans", name=_("Area plans"), rows=tuple(rows), amount="", partners=_("Made by"))


def capacity_section(rows: Iterable[PlaceRow]) -> PlaceSection:
    """Put capacity under each other, in the active language."""
    name, count, supplier = _("Capacity"), _("Number"), _("Supplied by")
    return PlaceSection(id="capacities", name=name, rows=tuple(rows), amount=count, partners=supplier)


def amount(value: Decimal | None, unit: Text | None, language: str) -> str:
    """Write a number with its unit; empty where it is unknown."""
    if value is None:
        return ""
    return f"{number(value, language)} {unit.in_(language)}" if unit else number(value, language)


def _said(text: Text | None, language: str) -> str:
    return text.in_(language) if text else ""


def _filled(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in more if pair[1])
