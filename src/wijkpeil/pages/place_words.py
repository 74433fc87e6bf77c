"""The words of facilities, zones, hotspots, area plans and capacity: kinds, states and periods."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from wijkpeil.model.base import Text
from wijkpeil.model.places import CapacityKind, FacilityKind, HotspotKind, PlanKind, ZoneKind
from wijkpeil.pages.format import day


class Lasting(Protocol):
    """A record with a period."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def period_label(self) -> Text | None: ...


def facility_words() -> dict[str, str]:
    """Say the kinds of facilities, in the active language."""
    words: dict[FacilityKind, str] = {
        "primary-school": _("primary school"),
        "secondary-school": _("secondary school"),
        "childcare": _("childcare"),
        "family-centre": _("family centre"),
        "youth-centre": _("youth centre"),
        "community-centre": _("community centre"),
        "health-centre": _("health centre"),
        "sports": _("place for sports"),
        "play-area": _("place to play"),
        "culture": _("place for culture"),
        "library": _("library"),
        "enterprise-centre": _("enterprise centre"),
        "shelter": _("shelter"),
        "police-station": _("police station"),
        "multi-use": _("building with several uses"),
        "other": _("other facility"),
    }
    return dict(words)


def zone_words() -> dict[str, str]:
    """Say the kinds of zones, in the active language."""
    words: dict[ZoneKind, str] = {
        "opportunity": _("opportunity zone"),
        "business-improvement": _("business improvement area"),
        "youth-opportunity": _("youth opportunity zone"),
        "supervision": _("joint supervision"),
        "search": _("preventive search zone"),
        "other": _("other zone"),
    }
    return dict(words)


def hotspot_words() -> dict[str, str]:
    """Say the kinds of hotspots, in the active language."""
    words: dict[HotspotKind, str] = {
        "cumulation": _("several problems at once"),
        "drugs": _("drug nuisance"),
        "youth": _("youth nuisance"),
        "housing": _("nuisance around homes"),
        "traffic": _("traffic"),
        "other": _("other problems"),
    }
    return dict(words)


def plan_words() -> dict[str, str]:
    """Say the kinds of area plans, in the active language."""
    words: dict[PlanKind, str] = {
        "general": _("the whole area"),
        "safety": _("plan for safety"),
        "child-friendly": _("plan for children"),
        "health": _("plan for health"),
        "social": _("social plan"),
        "economy": _("plan for the economy"),
        "housing": _("plan for housing"),
        "other": _("other plan"),
    }
    return dict(words)


def capacity_words() -> dict[str, str]:
    """Say the kinds of capacity, in the active language."""
    words: dict[CapacityKind, str] = {
        "wardens": _("wardens"),
        "street-coaches": _("street coaches"),
        "youth-workers": _("youth workers"),
        "youth-brokers": _("youth brokers"),
        "family-coaches": _("family coaches"),
        "mentors": _("mentors"),
        "community-workers": _("community workers"),
        "neighbourhood-brokers": _("neighbourhood brokers"),
        "intervention-teams": _("intervention teams"),
        "city-marines": _("city marines"),
        "police": _("police officers"),
        "culture-scouts": _("culture scouts"),
        "volunteers": _("volunteers"),
        "other": _("other people at work"),
    }
    return dict(words)


def state_words() -> dict[str, str]:
    """Say how far a facility or an area plan is, in the active language."""
    return {
        "planned": _("planned"),
        "open": _("in use"),
        "closed": _("closed"),
        "intended": _("intended"),
        "drawn-up": _("drawn up"),
        "adopted": _("adopted"),
        "ended": _("ended"),
        "unknown": _("unknown"),
    }


def period(record: Lasting, language: str) -> str:
    """Say from when to when, in the active language: in the record's own words where it has them; empty: not known."""
    if record.period_label is not None:
        return record.period_label.in_(language)
    first = day(record.valid_from, language) if record.valid_from else ""
    last = day(record.valid_to, language) if record.valid_to else ""
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("since %(day)s") % {"day": first}
    return _("through %(day)s") % {"day": last} if last else ""
