"""People on pages: roles, scopes and states in words, and grants with the names of partners and areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from wijkpeil.model.base import Language, record
from wijkpeil.model.people import ROLES, SCOPES, Grant, Role
from wijkpeil.model.programme import Programme


@record
class Choice:
    """Something to choose, with what it means."""

    value: str
    label: str
    meaning: str = ""


@record
class GrantLine:
    """A role as it is held."""

    id: str
    role: str
    partner: str
    """The partner, or the programme office."""
    area: str
    """The area, or everywhere."""
    programme: str = ""
    """The programme in which it is held, where that must be said."""
    own: bool = False
    """True where it is held for a partner."""


def role_names() -> Mapping[Role, str]:
    """Return every role in words."""
    return {
        "reader": _("Reader"),
        "reporter": _("Reporter"),
        "decision-maker": _("Decision maker"),
        "programme-manager": _("Programme manager"),
        "researcher": _("Researcher"),
        "administrator": _("Administrator"),
        "auditor": _("Auditor"),
    }


def role_choices() -> tuple[Choice, ...]:
    """Return the roles with what each may do."""
    meanings: Mapping[Role, str] = {
        "reader": _("reads what is shown to its partner"),
        "reporter": _("reports what its partner does"),
        "decision-maker": _("reports, and decides what others see"),
        "programme-manager": _("keeps the registers"),
        "researcher": _("loads definitions and figures"),
        "administrator": _("invites people and gives roles"),
        "auditor": _("reads and exports the journal"),
    }
    names = role_names()
    return tuple(Choice(value=role, label=names[role], meaning=meanings[role]) for role in ROLES)


def scope_choices() -> tuple[Choice, ...]:
    """Return the scopes of tokens with what each is good for."""
    words = {
        "read": (_("Read"), _("what you may see")),
        "write": (_("Write"), _("records that you may change")),
        "journal": (_("Journal"), _("entries that you may read, verify or export")),
        "accounts": (_("Accounts"), _("accounts and roles that you administer, and your own")),
        "programme": (_("Programme"), _("loading and writing out whole programmes")),
    }
    return tuple(Choice(value=scope, label=words[scope][0], meaning=words[scope][1]) for scope in SCOPES)


def scope_names(scopes: Iterable[str]) -> str:
    """Return scopes in words, with commas between."""
    names = {each.value: each.label for each in scope_choices()}
    return ", ".join(names.get(scope, scope) for scope in scopes)


def state_name(state: str) -> str:
    """Return the state of an account in words."""
    return {"invited": _("Invited"), "active": _("Active"), "suspended": _("Suspended")}[state]


def partner_choices(programme: Programme, language: Language) -> tuple[Choice, ...]:
    """Return the partners of a programme, by name."""
    found = [Choice(value=each.id, label=each.name.in_(language)) for each in programme.ledger.partners]
    return tuple(sorted(found, key=lambda each: each.label.lower()))


def area_choices(programme: Programme, language: Language) -> tuple[Choice, ...]:
    """Return the areas and groups of a programme, by name."""
    places = (*programme.definitions.groups, *programme.definitions.areas)
    found = [Choice(value=each.id, label=each.name.in_(language), meaning=each.id) for each in places]
    return tuple(sorted(found, key=lambda each: each.label.lower()))


def programme_choices(programmes: Mapping[str, Programme], language: Language) -> tuple[Choice, ...]:
    """Return programmes by name."""
    found = [Choice(value=own, label=each.definitions.info.name.in_(language)) for own, each in programmes.items()]
    return tuple(sorted(found, key=lambda each: each.label.lower()))


def grant_lines(
    grants: Iterable[Grant], programmes: Mapping[str, Programme], language: Language
) -> tuple[GrantLine, ...]:
    """Return grants in words. A programme is named where there are several, or where the grant is of another one."""
    named = {each.value: each.label for each in programme_choices(programmes, language)}
    known = {
        own: [{each.value: each.label for each in made(one, language)} for made in (partner_choices, area_choices)]
        for own, one in programmes.items()
    }
    names, lines = role_names(), []
    for each in grants:
        partners, areas = known.get(each.programme, [{}, {}])
        told = each.programme and (len(programmes) > 1 or each.programme not in programmes)
        lines.append(
            GrantLine(
                id=each.id,
                role=names[each.role],
                partner=partners.get(each.partner, each.partner) if each.partner else _("the programme office"),
                area=areas.get(each.area, each.area) if each.area else _("everywhere"),
                programme=named.get(each.programme, each.programme) if told else "",
                own=each.partner is not None,
            )
        )
    return tuple(lines)
