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
    return _row(
        one,
        names,
        language,
        register="facilities",
        anchor="facility",
        kind=facility_words()[one.kind],
        description=_said(one.description, language),
        where=_said(one.place, language),
        state=state_words()[one.status],
        amount=amount(one.number, one.unit, language),
        partners=one.partners,
    )


def zone_row(one: Zone, names: Names, language: str) -> PlaceRow:
    """Show a zone."""
    return _row(
        one,
        names,
        language,
        register="zones",
        anchor="zone",
        kind=zone_words()[one.kind],
        description=_said(one.description, language),
        more=(_("Criteria met"), _said(one.criteria, language)),
        where=", ".join(one.streets),
        partners=one.partners,
    )


def hotspot_row(one: Hotspot, names: Names, language: str) -> PlaceRow:
    """Show a hotspot."""
    return _row(
        one,
        names,
        language,
        register="hotspots",
        anchor="hotspot",
        kind=hotspot_words()[one.kind],
        description=_said(one.approach, language),
        more=(_("Criteria met"), one.criteria.in_(language)),
        where=", ".join(one.streets),
        partners=one.partners,
    )


def plan_row(one: AreaPlan, names: Names, language: str) -> PlaceRow:
    """Show an area plan."""
    return _row(
        one,
        names,
        language,
        register="area_plans",
        anchor="area-plan",
        kind=plan_words()[one.kind],
        description=one.description.in_(language),
        more=(_("Document"), _said(one.document, language)),
        state=state_words()[one.status],
        partners=one.partners,
    )


def capacity_row(one: Capacity, names: Names, language: str) -> PlaceRow:
    """Show a line of capacity."""
    return _row(
        one,
        names,
        language,
        register="capacities",
        anchor="capacity",
        kind=capacity_words()[one.kind],
        description=_said(one.description, language),
        where="" if one.areas else _("the whole city"),
        amount=amount(one.number, one.unit, language),
        partners=(one.supplier,) if one.supplier else (),
    )


def _row(
    one: Facility | Zone | Hotspot | AreaPlan | Capacity,
    names: Names,
    language: str,
    *,
    register: str,
    anchor: str,
    kind: str,
    description: str,
    partners: tuple[str, ...],
    more: tuple[str, str] = ("", ""),
    where: str = "",
    state: str = "",
    amount: str = "",
) -> PlaceRow:
    """Make a line of what is its kind's own and of what every record of a place has."""
    return PlaceRow(
        register=register,
        id=one.id,
        anchor=f"{anchor}-{one.id.lower()}",
        name=one.name.in_(language),
        description=description,
        more=(more,) if more[1] else (),
        kind=kind,
        where=where,
        areas=names.places(one.areas),
        state=state,
        period=period(one, language),
        amount=amount,
        partners=names.all("partner", partners),
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
