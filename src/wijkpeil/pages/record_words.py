"""The words of records and of what was done to them: registers, fields, choices, roles and actions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from wijkpeil.model.people import Role
from wijkpeil.pages import (
    delivery,
    handling_words,
    measures,
    partners,
    place_words,
    request_words,
    statement_words,
    target_words,
)


def register_words() -> dict[str, str]:
    """Say what one record of each register is, in the active language."""
    return {
        "pillars": _("pillar"),
        "themes": _("theme"),
        "partners": _("partner"),
        "targets": _("target"),
        "ambitions": _("ambition"),
        "readings": _("other reading"),
        "target_revisions": _("earlier statement of a target"),
        "measures": _("measure"),
        "outputs": _("output of a measure"),
        "expectations": _("expectation"),
        "stories": _("story"),
        "agreements": _("agreement"),
        "commitments": _("commitment"),
        "requests": _("request"),
        "budgets": _("budget"),
        "budget_lines": _("budget line"),
        "funding_statements": _("statement on who pays"),
        "running_programmes": _("running programme"),
        "practices": _("practice"),
        "adoptions": _("adoption of a practice"),
        "instruments": _("instrument"),
        "facilities": _("facility"),
        "zones": _("zone"),
        "hotspots": _("hotspot"),
        "area_plans": _("area plan"),
        "capacities": _("capacity"),
        "handlings": _("handling of a signal"),
        "releases": _("release of figures"),
        "definitions": _("definitions"),
    }


def field_words() -> Mapping[str, str]:
    """Say what the fields of records are, in the active language."""
    return _field_words(get_language())


@cache
def _field_words(language: str) -> Mapping[str, str]:
    with override(language):
        told = {**_told(), **_tied(), **statement_words.stated_words(), **_counted(), **_shared()}
    return MappingProxyType(told)


def _told() -> dict[str, str]:
    return {
        "name": _("name"),
        "short": _("short name"),
        "sentence": _("sentence"),
        "description": _("description"),
        "role": _("task"),
        "kind": _("kind"),
        "kinds": _("kinds"),
        "level": _("level"),
        "status": _("status"),
        "scope": _("about"),
        "place": _("place"),
        "heading": _("heading"),
        "sector": _("sector"),
        "statement": _("statement"),
        "record_kept": _("what is kept of it"),
        "answer": _("answer"),
        "note": _("note"),
        "lines": _("lines of the source"),
        "total_lines": _("lines of the total"),
        "repeated_lines": _("lines that say it again"),
        "name_line": _("line of the name"),
        "amount_line": _("line of the amount"),
        "streets": _("streets"),
        "criteria": _("criteria"),
        "approach": _("approach"),
        "document": _("document"),
        "result": _("result"),
        "reasoning": _("why it should work"),
        "evidence": _("what is known of it"),
        "text": _("text"),
        "reason": _("reason"),
        "decision": _("decision"),
    }


def _tied() -> dict[str, str]:
    return {
        "theme": _("theme"),
        "areas": _("areas"),
        "district": _("district"),
        "part_of": _("part of"),
        "same_as": _("repeats"),
        "target": _("target"),
        "measure": _("measure"),
        "area": _("area"),
        "partners": _("partners"),
        "agreement": _("agreement"),
        "from_partners": _("promised by"),
        "to_partners": _("promised to"),
        "from_partner": _("asked by"),
        "to_partner": _("asked of"),
        "budget": _("budget"),
        "funder": _("who pays"),
        "practice": _("practice"),
        "supplier": _("supplied by"),
        "indicator": _("indicator"),
        "release": _("release of figures"),
        "decided_by": _("decided by"),
    }


def _counted() -> dict[str, str]:
    return {
        "unit": _("unit"),
        "unit_printed": _("unit as printed"),
        "number": _("number"),
        "deadline": _("term"),
        "deadline_label": _("term in words"),
        "amount": _("amount"),
        "printed_total": _("total as printed"),
        "first_year": _("first year"),
        "last_year": _("last year"),
        "period": _("period"),
        "planned": _("planned"),
        "delivered": _("delivered"),
        "reported_on": _("reported on"),
        "on": _("day"),
        "period_label": _("period in words"),
        "valid_from": _("from"),
        "valid_to": _("until"),
        "since": _("since"),
        "since_label": _("since, in words"),
        "answered_on": _("answered on"),
        "decided_on": _("decided on"),
        "estimate": _("estimate"),
        "effort": _("effort, not result"),
        "main": _("theme of the programme itself"),
        "personal_data": _("about persons"),
        "group_targeted": _("aimed at a group"),
        "state": _("state"),
        "due": _("due by"),
    }


def _shared() -> dict[str, str]:
    return {
        "owner": _("kept by"),
        "visibility": _("who may see it"),
        "visible_to": _("also shown to"),
    }


def choice_words(register: str, field: str) -> dict[str, str]:
    """Say the choices of a field, in the active language; those without words are left out."""
    found = {
        "measures.kind": measures.kind_words,
        "partners.kind": partners.kind_words,
        "outputs.accumulation": delivery.accumulation_words,
        "requests.kinds": request_words.kind_words,
        "targets.level": target_words.level_words,
        "agreements.kind": _agreement_kinds,
        "agreements.status": _agreement_statuses,
        "commitments.kind": _commitment_kinds,
        "budget_lines.kind": _line_kinds,
        "running_programmes.kind": _running_kinds,
        "instruments.kind": _instrument_kinds,
        "facilities.kind": place_words.facility_words,
        "facilities.status": place_words.state_words,
        "zones.kind": place_words.zone_words,
        "hotspots.kind": place_words.hotspot_words,
        "area_plans.kind": place_words.plan_words,
        "area_plans.status": place_words.state_words,
        "capacities.kind": place_words.capacity_words,
        "handlings.state": handling_words.state_words,
        "handlings.reason": handling_words.reason_words,
    }.get(f"{register}.{field}")
    if field == "visibility":
        return {"own": _("only who keeps it"), "named": _("named partners"), "public": _("everybody")}
    stated = statement_words.choice_words().get(field, {}) if register in statement_words.STATED else {}
    return dict(found()) if found else stated


def _agreement_kinds() -> dict[str, str]:
    return {
        "charter": _("charter"),
        "area-agreement": _("area agreement"),
        "theme-agreement": _("agreement on a theme"),
    }


def _agreement_statuses() -> dict[str, str]:
    return {"intended": _("intended"), "drawn-up": _("drawn up"), "signed": _("signed"), "unknown": _("unknown")}


def _commitment_kinds() -> dict[str, str]:
    return {"project": _("about a project"), "process": _("about the process")}


def _line_kinds() -> dict[str, str]:
    return {
        "area": _("for an area"),
        "district-wide": _("for a whole district"),
        "programme-area": _("for the whole programme area"),
        "environment": _("surroundings"),
        "management": _("management"),
        "investment": _("investment"),
    }


def _running_kinds() -> dict[str, str]:
    return {"area": _("by area"), "sectoral": _("by sector")}


def _instrument_kinds() -> dict[str, str]:
    return {
        "index": _("index"),
        "monitor": _("monitor"),
        "register": _("register"),
        "survey": _("survey"),
        "plan": _("plan"),
        "agreement": _("agreement"),
        "programme": _("programme"),
        "person-level": _("about persons; never built here"),
    }


def role_words() -> dict[str, str]:
    """Say the roles, in the active language."""
    words: dict[Role, str] = {
        "reader": _("reader"),
        "reporter": _("reporter"),
        "decision-maker": _("decision maker"),
        "programme-manager": _("programme manager"),
        "researcher": _("researcher"),
        "administrator": _("administrator"),
        "auditor": _("auditor"),
    }
    return dict(words)


def action_words() -> dict[str, str]:
    """Say the actions that change what the pages show, in the active language."""
    return {
        "programme_load": _("programme loaded"),
        "record_add": _("record added"),
        "record_revise": _("record changed"),
        "record_remove": _("record removed"),
        "record_restore": _("record restored"),
        "records_import": _("records brought in from a file"),
        "entry_undo": _("change undone"),
        "target_revise": _("target revised"),
        "target_correct": _("target corrected"),
    }
