"""Giving and withdrawing roles."""

from __future__ import annotations

import secrets
from typing import get_args

from wijkpeil.errors import Fault, FaultsFound, NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.mapper import to_columns
from wijkpeil.ledger.models import Grant, ProgrammeRevision
from wijkpeil.ledger.order import GAP
from wijkpeil.ledger.services.accounts import keep_an_administrator
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing_as
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.model import people
from wijkpeil.model.people import Actor, Role
from wijkpeil.model.programme import Programme

WHOLE = ("administrator", "auditor")
"""Roles that are held at the programme office alone."""


def grant_give(
    actor: Actor,
    account_id: str,
    role: Role,
    *,
    partner: str | None = None,
    area: str | None = None,
    programme: str = "",
    why: str = "",
) -> people.Grant:
    """Give an account a role, for a partner and an area of one programme, or at the office of the whole workspace.

    Raises:
        NotAllowed: the actor may not.
        NotFound: there is no such account or programme.
        FaultsFound: the role, partner or area is not there, or they do not go together, or it is held already.
    """
    with writing_as(actor) as actor:
        own = rights.require(actor, "grant_give", rights.Subject(account=account_id))
        if not Account.objects.filter(id=account_id).exists():
            raise NotFound(say("There is no account {id}.", id=account_id))
        made = people.Grant(
            id=f"g-{secrets.token_hex(6)}",
            account=account_id,
            role=role,
            partner=partner or None,
            area=area or None,
            programme=programme,
        )
        _check(made)
        columns = {name: value for name, value in to_columns(made).items() if name not in ("record_id", "programme")}
        changes = Changes()
        last = Grant.objects.of(programme).order_by("-position").values_list("position", flat=True).first() or 0
        changes.open(Grant, [(made.id, last + GAP, columns)])
        by = By(actor=actor.id, role=own, why=why)
        _journal(by, "grant_give", programme, made.id, None, columns, changes)
        return made


def grant_withdraw(actor: Actor, grant_id: str, *, why: str = "") -> None:
    """End a grant.

    Raises:
        NotAllowed: the actor may not, or it is that of the last administrator.
        NotFound: there is no such grant, or it ended already.
    """
    with writing_as(actor) as actor:
        row = Grant.objects.current().filter(record_id=grant_id).first()
        if row is None:
            raise NotFound(say("There is no grant {id}.", id=grant_id))
        own = rights.require(actor, "grant_withdraw", rights.Subject(account=row.account))
        if row.role == "administrator":
            keep_an_administrator(row.account)
        by = By(actor=actor.id, role=own, why=why)
        _journal(by, "grant_withdraw", row.programme, grant_id, row.columns(), None, Changes(closed=[row]))


def _journal(by: By, action: str, programme: str, grant: str, before: object, after: object, changes: Changes) -> None:
    journal_write(
        by,
        programme=programme,
        action=action,
        subject=f"grants/{grant}",
        before=before,
        after=after,
        changes=changes,
    )


def _check(grant: people.Grant) -> None:
    faults, programme = [], grant.programme
    if grant.role not in get_args(Role):
        faults.append(
            _fault("role", say("There is no such role."), say("Choose from: {known}.", known=", ".join(get_args(Role))))
        )
    if grant.role in WHOLE and (grant.partner or grant.area or programme):
        message = say("Administrators and auditors serve the whole workspace.")
        faults.append(_fault("partner", message, say("Leave programme, partner and area empty.")))
    if programme:
        faults += _unknown(grant, _held(programme))
    elif grant.partner or grant.area:
        faults.append(_fault("programme", say("A partner or area is one of a programme."), say("Name the programme.")))
    same = (
        Grant.objects.of(programme)
        .current()
        .filter(account=grant.account, role=grant.role, partner=grant.partner, area=grant.area)
    )
    if same.exists():
        faults.append(_fault("role", say("The account holds this role already."), say("Nothing is to be done.")))
    if faults:
        raise FaultsFound(faults)


def _held(programme: str) -> Programme:
    if not ProgrammeRevision.objects.of(programme).current().exists():
        raise NotFound(say("The workspace holds no programme {programme}.", programme=programme))
    return current_programme(programme)


def _unknown(grant: people.Grant, programme: Programme) -> list[Fault]:
    found = []
    if grant.partner and grant.partner not in {each.id for each in programme.ledger.partners}:
        found.append(
            _fault("partner", say("There is no such partner."), say("Choose one of the programme's partners."))
        )
    places = (*programme.definitions.areas, *programme.definitions.groups)
    if grant.area and grant.area not in {each.id for each in places}:
        found.append(
            _fault("area", say("There is no such area."), say("Choose one of the programme's areas or groups."))
        )
    return found


def _fault(key: str, message: str, remedy: str) -> Fault:
    return Fault(file="grants", line=None, key=key, message=message, remedy=remedy)
