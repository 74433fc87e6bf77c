"""Accounts, the roles they hold and the tokens that act for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router

from wijkpeil.ledger import services
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import Grant
from wijkpeil.ledger.services.tokens import tokens_of
from wijkpeil.web import security
from wijkpeil.web.api import asking, forms
from wijkpeil.web.api.asking import WHY, Own, PageNumber, PageSize, endpoint
from wijkpeil.web.people import invite_by_mail
from wijkpeil.web.security import ACCOUNTS

router = Router(tags=["accounts"])
ACCOUNT = "/accounts/{account}"


@endpoint(router, "GET", "/self", forms.SelfOut, action="account_read")
def self_(request: Any) -> Any:
    """Show who you are to this API: your scopes, and the roles that you hold."""
    return {"account": request.auth.id, "scopes": request.auth.scopes, "grants": _grants(request.auth.id)}


@endpoint(router, "GET", "/accounts", forms.Accounts, action="account_list")
def accounts(request: Any, response: HttpResponse, page: PageNumber = 1, page_size: PageSize = 50) -> Any:
    """List the accounts."""
    found = services.account_list(request.auth)
    security.note(request, ACCOUNTS, request.auth.id, "list")
    total, first = found.count(), (page - 1) * page_size
    asking.links(request, response, page, page_size, total)
    items = [_told(each) for each in found[first : first + page_size]]
    return {"total": total, "page": page, "page_size": page_size, "items": items}


@endpoint(router, "POST", "/accounts", forms.InvitedOut, action="account_invite", status=201, problems=(400,))
def account_invite(request: Any, response: HttpResponse, body: forms.InviteForm) -> Any:
    """Invite somebody: an account that its holder takes up by the link in a mail.

    Where no mail leaves the site, the answer holds the link.
    """
    made = services.account_invite(request.auth, **body.dict())
    response.headers["Location"] = asking.address("accounts", made.id)
    return {**_told(made), "link": invite_by_mail(request, made) or None}


@endpoint(router, "GET", ACCOUNT, forms.AccountOut, action="account_read")
def account(request: Any, account: Own) -> Any:
    """Show an account."""
    found = services.account_read(request.auth, account)
    if found.id != request.auth.id:
        security.note(request, ACCOUNTS, request.auth.id, found.id)
    return _told(found)


@endpoint(router, "PATCH", ACCOUNT, forms.AccountOut, action="account_change", problems=(400,))
def account_change(request: Any, account: Own, body: forms.AccountForm) -> Any:
    """Change the name, address or language of an account; of your own in person alone."""
    return _told(services.account_change(request.auth, account, **body.dict()))


@endpoint(router, "DELETE", ACCOUNT, None, action="account_erase", status=204, problems=(400,), headers=[WHY])
def account_erase(request: Any, account: Own) -> Any:
    """Erase all that is known of a person; your own account in person alone."""
    services.account_erase(request.auth, account, why=asking.why_said(request))


@endpoint(router, "POST", ACCOUNT + "/suspensions", forms.AccountOut, action="account_suspend", problems=(400,))
def account_suspend(request: Any, account: Own, body: forms.WhyForm) -> Any:
    """Keep an account from signing in, and its tokens from working; its sessions end."""
    return _told(services.account_suspend(request.auth, account, why=body.why))


@endpoint(router, "POST", ACCOUNT + "/resumptions", forms.AccountOut, action="account_suspend", problems=(400,))
def account_resume(request: Any, account: Own, body: forms.WhyForm) -> Any:
    """Let a suspended account sign in again."""
    return _told(services.account_resume(request.auth, account, why=body.why))


@endpoint(router, "GET", ACCOUNT + "/grants", list[forms.GrantOut], action="account_read")
def grants(request: Any, account: Own) -> Any:
    """List the roles that an account holds."""
    return _grants(services.account_read(request.auth, account).id)


@endpoint(router, "POST", ACCOUNT + "/grants", forms.GrantOut, action="grant_give", status=201, problems=(400,))
def grant_give(request: Any, response: HttpResponse, account: Own, body: forms.GrantForm) -> Any:
    """Give an account a role, for a partner and an area of a programme, or at the office of the whole workspace."""
    made = services.grant_give(request.auth, account, **body.dict())
    response.headers["Location"] = asking.address("grants", made.id)
    return _grant(Grant.objects.current().get(record_id=made.id))


@endpoint(
    router, "DELETE", "/grants/{grant}", None, action="grant_withdraw", status=204, problems=(400,), headers=[WHY]
)
def grant_withdraw(request: Any, grant: Own) -> Any:
    """Withdraw a role."""
    services.grant_withdraw(request.auth, grant, why=asking.why_said(request))


@endpoint(
    router,
    "DELETE",
    ACCOUNT + "/sessions",
    None,
    action="session_revoke",
    status=204,
    problems=(400,),
    headers=[WHY],
)
def session_revoke(request: Any, account: Own) -> Any:
    """End every session of an account: whoever uses it in a browser signs in anew."""
    services.session_revoke(
        request.auth,
        services.account_named(request.auth, account, "session_revoke").id,
        why=asking.why_said(request),
    )


@endpoint(router, "GET", ACCOUNT + "/tokens", list[forms.TokenOut], action="account_read")
def tokens(request: Any, account: Own) -> Any:
    """List the tokens that act for an account, without their secrets. Tokens are issued in person, on the site."""
    names = ("id", "account", "name", "scopes", "expires_on")
    found = tokens_of(services.account_read(request.auth, account).id)
    return [{name: getattr(each, name) for name in names} for each in found]


@endpoint(router, "DELETE", "/tokens/{token}", None, action="token_revoke", status=204, problems=(400,), headers=[WHY])
def token_revoke(request: Any, token: Own) -> Any:
    """Revoke a token: its key works no more."""
    services.token_revoke(request.auth, token, why=asking.why_said(request))


def _told(each: Account) -> dict[str, Any]:
    return {name: getattr(each, name) for name in ("id", "name", "email", "language", "state")}


def _grants(own: str) -> list[dict[str, Any]]:
    return [_grant(row) for row in Grant.objects.current().filter(account=own).order_by("programme", "position")]


def _grant(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("account", "role", "partner", "area", "programme")}
    return {"id": row.record_id, **told}
