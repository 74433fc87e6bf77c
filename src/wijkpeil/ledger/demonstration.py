"""The made-up people of the demonstration: one for each role, and two partners' own."""

from __future__ import annotations

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.services.accounts import account_activate, account_invite
from wijkpeil.ledger.services.grants import grant_give
from wijkpeil.ledger.services.recording import writing
from wijkpeil.model.people import Actor, Role
from wijkpeil.model.programme import Programme

ADDRESS = "@voorbeeld.invalid"
"""What every made-up address ends with: no mail can ever be sent there."""
MARK = " (voorbeeld)"
"""What every made-up name ends with."""
OFFICE: tuple[tuple[str, Role, str], ...] = (
    ("a-programmamanager", "programme-manager", "Programmamanager"),
    ("f-onderzoeker", "researcher", "Onderzoeker"),
    ("g-lezer", "reader", "Lezer"),
    ("h-auditor", "auditor", "Auditor"),
    ("i-beheerder", "administrator", "Beheerder"),
)
PARTNERS: tuple[tuple[str, Role, str], ...] = (
    ("b-rapporteur", "reporter", "Rapporteur"),
    ("c-beslisser", "decision-maker", "Beslisser"),
    ("d-rapporteur", "reporter", "Rapporteur"),
    ("e-beslisser", "decision-maker", "Beslisser"),
)


def demonstration_people(actor: Actor, programme: Programme) -> int:
    """Make the people who are not there yet; return how many were made. None of them has a password."""
    partners = [each for each in programme.ledger.partners[:2] for _ in range(2)]
    made = 0
    with writing():
        for own, role, label in OFFICE:
            whole = role in ("administrator", "auditor")
            made += _make(actor, own, role, label + MARK, "" if whole else programme.definitions.info.id, None)
        for (own, role, label), partner in zip(PARTNERS, partners, strict=False):
            made += _make(
                actor, own, role, f"{label} {partner.name.nl}{MARK}", programme.definitions.info.id, partner.id
            )
    return made


def _make(actor: Actor, own: str, role: Role, name: str, programme: str, partner: str | None) -> int:
    if Account.objects.filter(email=own + ADDRESS).exists():
        return 0
    account = account_invite(actor, name=name, email=own + ADDRESS, why="demonstration")
    grant_give(actor, account.id, role, partner=partner, programme=programme, why="demonstration")
    account_activate(account, "demonstration")
    return 1
