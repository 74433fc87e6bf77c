"""Accounts and actors for tests: plainly made up."""

from pathlib import Path

from small_programmes import programme, write

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.invitations import invitations
from wijkpeil.ledger.services import account_accept, account_invite, grant_give, programme_load
from wijkpeil.ledger.services.accounts import actor_by_id
from wijkpeil.model.people import Actor, Grant, Role, command_actor
from wijkpeil.model.programme import Programme

ROOT = command_actor("tester")


def load_small(workspace: Path, made: Programme | None = None, name: str = "folder") -> Path:
    """Load a small programme from a folder beside the workspace; return that folder."""
    folder = write(made or programme(), workspace.parent / name)
    programme_load(folder, ROOT, workspace)
    return folder


def theme(name: str = "Other") -> dict[str, str]:
    """The cells of a theme."""
    return {"name_nl": name, "name_en": name, "main": "true", "lines": "1"}


def office(role: Role = "programme-manager", **more: str) -> Actor:
    """An actor at the programme office, without an account."""
    own = f"p-{role}"
    return Actor(id=own, kind="person", grants=(Grant(id="g", account=own, role=role, **more),))


def account(
    role: Role | None = None, *, programme: str = "", partner: str | None = None, name: str = "Tester"
) -> Account:
    """An account that took up its invitation, with a role."""
    number = Account.objects.count()
    made = account_invite(ROOT, name=name, email=f"tester-{number}@example.org")
    account_accept(made.id, invitations.make_token(made), "a long enough password 1")
    if role is not None:
        grant_give(ROOT, made.id, role, partner=partner, programme=programme)
    made.refresh_from_db()
    return made


def actor(role: Role | None = None, **more: str) -> Actor:
    """The actor that such an account is."""
    return actor_by_id(account(role, **more).id)
