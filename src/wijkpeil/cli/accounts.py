"""The verbs of accounts: inviting, details, roles, access, export and erasure; each asks for its right."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wijkpeil.cli import output, source
from wijkpeil.cli.acting import acting
from wijkpeil.cli.options import FormatOption, Why, Workspace
from wijkpeil.cli.output import Format, Language, messages
from wijkpeil.errors import WrongUse, say
from wijkpeil.model.people import ROLES

if TYPE_CHECKING:
    from wijkpeil.ledger.accounts import Account

accounts = typer.Typer(help="Invite people, give them roles, and end their access.", no_args_is_help=True)

Who = Annotated[str, typer.Argument(help="E-mail address or number of the account.", show_default=False)]
Role = Annotated[str, typer.Option("--role", help="Role: " + ", ".join(ROLES) + ".")]
Partner = Annotated[str, typer.Option("--partner", help="Id of the partner for which it is held.")]
Area = Annotated[str, typer.Option("--area", help="Id of the area or group within which it is held.")]
Programme = Annotated[str, typer.Option("--programme", help="Id of the programme; without it, that of the workspace.")]
Link = Annotated[str, typer.Option("--site", help="Address of the site, such as https://example.org, for the link.")]
WHOLE = ("administrator", "auditor")


def _ready(workspace: Path | None) -> None:
    path = source.existing_workspace(workspace)
    source.with_django(path)
    from wijkpeil.ledger.workspace import ready_workspace

    ready_workspace(path)


def _account(who: str, action: str) -> Account:
    """Return the account that is meant, to those alone who may do ``action`` to it."""
    from wijkpeil.ledger.services import account_named

    return account_named(acting(), who, action)


def _give(account_id: str, role: str, partner: str, area: str, programme: str, why: str) -> None:
    from wijkpeil.ledger.services import grant_give
    from wijkpeil.ledger.snapshot import current_programme

    if role not in ROLES:
        raise WrongUse(say("There is no role {role}. Choose one of: {known}.", role=role, known=", ".join(ROLES)))
    if not programme and not (role in WHOLE and not partner and not area):
        programme = current_programme().definitions.info.id
    grant_give(acting(), account_id, role, partner=partner or None, area=area or None, programme=programme, why=why)


@accounts.command("invite")
def invite(
    email: Annotated[str, typer.Argument(help="Work e-mail address.", show_default=False)],
    name: Annotated[str, typer.Option("--name", help="Name, as colleagues know it.")],
    language: Annotated[Language, typer.Option("--language", help="Language of mail.")] = Language.nl,
    role: Role = "",
    partner: Partner = "",
    area: Area = "",
    programme: Programme = "",
    site: Link = "http://127.0.0.1:8000",
    workspace: Workspace = None,
) -> None:
    """Invite someone; send the mail, or print the link where no mail server is set."""
    _ready(workspace)
    from wijkpeil.ledger.services import account_invite
    from wijkpeil.ledger.services.recording import writing

    with writing():
        account = account_invite(acting(), name=name, email=email, language=language.value)
        if role:
            _give(account.id, role, partner, area, programme, "")
    _tell_invited(account, site)


@accounts.command("list")
def list_(workspace: Workspace = None, format: FormatOption = Format.text) -> None:
    """List the accounts with their roles."""
    _ready(workspace)
    from wijkpeil.ledger.actors import grants_of
    from wijkpeil.ledger.services import account_list

    records = [
        {
            "id": each.id,
            "name": each.name,
            "email": each.email,
            "language": each.language,
            "state": each.state,
            "roles": [
                {"id": held.id, "role": held.role, "partner": held.partner, "area": held.area}
                for held in grants_of(each.id)
            ],
        }
        for each in account_list(acting())
    ]
    if format is not Format.text:
        output.write([_flat(each) if format is Format.csv else each for each in records], format)
        return
    made = output.table(("id", "left"), ("name", "left"), ("email", "left"), ("state", "left"), ("roles", "left"))
    for record in records:
        made.add_row(*(str(_flat(record)[key]) for key in ("id", "name", "email", "state", "roles")))
    output.show(made)


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    def words(held: dict[str, Any]) -> str:
        return " ".join(str(held[key]) for key in ("id", "role", "partner", "area") if held[key])

    return {**record, "roles": "; ".join(words(held) for held in record["roles"])}


@accounts.command("export")
def export(who: Who, workspace: Workspace = None) -> None:
    """Write all that is stored of a person as JSON."""
    _ready(workspace)
    from wijkpeil.ledger.services import account_stored

    account = _account(who, "account_read")
    json.dump(account_stored(acting(), account.id), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@accounts.command("change")
def change(
    who: Who,
    name: Annotated[str | None, typer.Option("--name", help="Name, as colleagues know it.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Work e-mail address.")] = None,
    language: Annotated[Language | None, typer.Option("--language", help="Language of mail.")] = None,
    workspace: Workspace = None,
) -> None:
    """Change the name, address or language of an account."""
    _ready(workspace)
    from wijkpeil.ledger.services import account_change

    account = _account(who, "account_change")
    account_change(acting(), account.id, name=name, email=email, language=language.value if language else None)
    messages.print("Changed.")


@accounts.command("erase")
def erase(
    who: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    why: Why = "",
    workspace: Workspace = None,
) -> None:
    """Erase all that names a person; the journal stays whole."""
    _ready(workspace)
    account = _account(who, "account_erase")
    if not yes:
        typer.confirm(f"Erase {account.name} <{account.email}> for good?", abort=True, err=True)
    from wijkpeil.ledger.services import account_erase

    account_erase(acting(), account.id, why=why)
    messages.print("Erased.")


@accounts.command("grant")
def grant(
    who: Who,
    role: Role,
    partner: Partner = "",
    area: Area = "",
    programme: Programme = "",
    why: Why = "",
    workspace: Workspace = None,
) -> None:
    """Give an account a role."""
    _ready(workspace)
    _give(_account(who, "grant_give").id, role, partner, area, programme, why)
    messages.print("Given.")


@accounts.command("withdraw")
def withdraw(
    grant_id: Annotated[str, typer.Argument(help="Id of the grant, as the list shows it.", show_default=False)],
    why: Why = "",
    workspace: Workspace = None,
) -> None:
    """Withdraw a role."""
    _ready(workspace)
    from wijkpeil.ledger.services import grant_withdraw

    grant_withdraw(acting(), grant_id, why=why)
    messages.print("Withdrawn.")


@accounts.command("suspend")
def suspend(who: Who, why: Why = "", workspace: Workspace = None) -> None:
    """Keep an account from signing in, end its sessions, and let its tokens not work."""
    _ready(workspace)
    from wijkpeil.ledger.services import account_suspend

    account_suspend(acting(), _account(who, "account_suspend").id, why=why)
    messages.print("Suspended.")


@accounts.command("resume")
def resume(who: Who, why: Why = "", workspace: Workspace = None) -> None:
    """Let a suspended account sign in again."""
    _ready(workspace)
    from wijkpeil.ledger.services import account_resume

    account_resume(acting(), _account(who, "account_suspend").id, why=why)
    messages.print("Resumed.")


@accounts.command("end-sessions")
def end_sessions(who: Who, why: Why = "", workspace: Workspace = None) -> None:
    """End every session of an account: whoever uses it in a browser signs in anew."""
    _ready(workspace)
    from wijkpeil.ledger.services import session_revoke

    ended = session_revoke(acting(), _account(who, "session_revoke").id, why=why)
    messages.print(f"{ended} session{'' if ended == 1 else 's'} ended.")


@accounts.command("revoke")
def revoke(
    token_id: Annotated[str, typer.Argument(help="Id of the token, as the export shows it.", show_default=False)],
    why: Why = "",
    workspace: Workspace = None,
) -> None:
    """Revoke a token: its key works no more."""
    _ready(workspace)
    from wijkpeil.ledger.services import token_revoke

    token_revoke(acting(), token_id, why=why)
    messages.print("Revoked.")


def _tell_invited(account: Account, site: str) -> None:
    """Send the mail, or print the link."""
    from wijkpeil.pages.invitations import send_invitation

    link = send_invitation(account, site)
    if link:
        typer.echo(link)
        messages.print("No mail was sent. Give this link to the person; it works for 14 days.", soft_wrap=True)
    else:
        messages.print(f"The invitation was sent to {account.email}.", markup=False, soft_wrap=True)
