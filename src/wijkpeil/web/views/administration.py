"""Administering accounts: the list, one account, inviting, roles, and ending access."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound
from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import STATES, Account
from wijkpeil.ledger.services import (
    account_change,
    account_erase,
    account_invite,
    account_list,
    account_read,
    grant_give,
)
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.people import state_name
from wijkpeil.web import security
from wijkpeil.web.account_acts import ACTS
from wijkpeil.web.accounts_list import PER_PAGE, last_sign_ins, roles_of_all
from wijkpeil.web.codes import has_codes
from wijkpeil.web.demonstration import shown_name
from wijkpeil.web.forms.people import Details, Invite, Reason, Role, Sure, sent, tell
from wijkpeil.web.guarding import recognised_again
from wijkpeil.web.lockout import locked_until
from wijkpeil.web.people import invite_by_mail, lines_of
from wijkpeil.web.security import ACCOUNTS
from wijkpeil.web.showing import current_language, programmes


@require_safe
@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts, narrowed by words and state."""
    held = account_list(request.actor)
    security.note(request, ACCOUNTS, request.actor.id, "list")
    query, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = held
    if query:
        found = found.filter(Q(name__icontains=query) | Q(email__icontains=query))
    if state in STATES:
        found = found.filter(state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    ids = [each.id for each in page]
    roles, seen = roles_of_all(ids, programmes(), current_language()), last_sign_ins(ids)
    rows = [
        {
            "account": each,
            "name": shown_name(each),
            "state": state_name(each.state),
            "roles": roles.get(each.id, ()),
            "seen": seen.get(each.id),
        }
        for each in page
    ]
    filled = {
        "rows": rows,
        "page": page,
        "query": query,
        "state": state,
        "states": [(each, state_name(each)) for each in STATES],
        "total": held.count(),
        "may_invite": rights.may(request.actor, "account_invite"),
    }
    return render(request, "people/list.html", filled)


@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Invite someone, with a first role."""
    rights.require(request.actor, "account_invite")
    form = Invite(sent(request), initial={"language": current_language()}, **_places())
    if request.method == "POST" and form.is_valid():
        try:
            account = _invited(request, form.cleaned_data)
            link = invite_by_mail(request, account)
            return render(request, "people/invited.html", {"account": account, "link": link, "new": True})
        except FaultsFound as faults:
            tell(form, faults)
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


def _invited(request: HttpRequest, given: dict[str, Any]) -> Account:
    with transaction.atomic():
        account = account_invite(request.actor, **{name: given[name] for name in ("name", "email", "language")})
        if given["role"]:
            _give(request, account.id, given)
        return account


def _give(request: HttpRequest, account_id: str, given: dict[str, Any]) -> None:
    grant_give(
        request.actor,
        account_id,
        given["role"],
        partner=given["partner"] or None,
        area=given["area"] or None,
        programme=given["programme"],
    )


def _places() -> dict[str, Any]:
    return {"programmes": programmes(), "language": current_language()}


@login_required
def one(request: HttpRequest, id: str) -> HttpResponse:
    """Show one account, and change its details."""
    account = _account(request, id)
    start = {"name": account.name, "email": account.email, "language": account.language}
    form = Details(sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            account_change(request.actor, id, **form.cleaned_data)
            messages.success(request, _("The details were changed."))
            return HttpResponseRedirect(reverse("account-of", args=[id]))
        except FaultsFound as faults:
            tell(form, faults)
    return _show(request, account, form=form)


@require_POST
@login_required
def give(request: HttpRequest, id: str) -> HttpResponse:
    """Give an account a role."""
    account = _account(request, id)
    form = Role(request.POST, **_places())
    if form.is_valid():
        try:
            _give(request, id, form.cleaned_data)
            messages.success(request, _("The role was given."))
            return HttpResponseRedirect(reverse("account-of", args=[id]) + "#roles")
        except FaultsFound as faults:
            tell(form, faults)
    return _show(request, account, role=form)


@require_POST
@login_required
def act(request: HttpRequest, id: str) -> HttpResponse:
    """Do one of the things that end or restore access, by its name."""
    account, named = _account(request, id), request.POST.get("act", "")
    if named not in ACTS:
        return HttpResponseBadRequest("there is no such act", content_type="text/plain")
    if named == "invite_again":
        ACTS[named](request, account, "")
        link = invite_by_mail(request, account)
        return render(request, "people/invited.html", {"account": account, "link": link, "new": False})
    try:
        messages.success(request, ACTS[named](request, account, request.POST.get("why", "")[:500]))
    except (NotAllowed, NotFound) as error:
        if isinstance(error, NotAllowed) and not rights.may(request.actor, "account_invite"):
            raise
        messages.error(
            request,
            fault_words(error.why, current_language()) if isinstance(error, NotAllowed) else _("It was done already."),
        )
    return HttpResponseRedirect(reverse("account-of", args=[id]))


@recognised_again
def erase(request: HttpRequest, id: str) -> HttpResponse:
    """Ask whether one is sure, and erase an account."""
    account = _account(request, id)
    rights.require(request.actor, "account_erase", rights.Subject(account=id))
    form, reason, refused = Sure(sent(request)), Reason(sent(request)), ""
    if request.method == "POST" and form.is_valid() and reason.is_valid():
        try:
            account_erase(request.actor, id, why=reason.cleaned_data["why"])
            messages.success(request, _("The account was erased."))
            return HttpResponseRedirect(reverse("accounts"))
        except NotAllowed as error:
            refused = fault_words(error.why, current_language())
    filled = {"account": account, "form": form, "reason": reason, "refused": refused}
    return render(request, "people/erase.html", filled, status=422 if form.errors or refused else 200)


def _account(request: HttpRequest, id: str) -> Account:
    """Return the account that a page is about, to those alone who administer accounts: one's own has its own page."""
    rights.require(request.actor, "account_list")
    found = account_read(request.actor, id)
    security.note(request, ACCOUNTS, request.actor.id, found.id)
    return found


def _show(
    request: HttpRequest, account: Account, *, form: Details | None = None, role: Role | None = None
) -> HttpResponse:
    start = {"name": account.name, "email": account.email, "language": account.language}
    filled = {
        "account": account,
        "state": state_name(account.state),
        "form": form or Details(initial=start),
        "role": role or Role(**_places()),
        "reason": Reason(),
        "grants": lines_of(account.id),
        "seen": last_sign_ins([account.id]).get(account.id),
        "sessions": account.usersession_set.count(),
        "codes": has_codes(account),
        "locked_until": locked_until(account.id),
        "own": account.pk == request.user.pk,
        "may_change": rights.may(request.actor, "account_invite"),
    }
    wrong = bool((form and form.errors) or (role and role.errors))
    return render(request, "people/one.html", filled, status=422 if wrong else 200)
