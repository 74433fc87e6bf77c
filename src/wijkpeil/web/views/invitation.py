"""Taking up an invitation: what it means, and a first password or single sign-on."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.invitations import DAYS, invitations
from wijkpeil.ledger.services.accounts import account_accept
from wijkpeil.web.forms.people import FirstPassword, sent
from wijkpeil.web.people import lines_of
from wijkpeil.web.single_sign_on import address


def invitation(request: HttpRequest, id: str, token: str) -> HttpResponse:
    """Show an invitation, and take it up with the password that is sent."""
    account = Account.objects.filter(id=id, state="invited").first()
    if account is None or not invitations.check_token(account, token):
        return render(request, "people/invitation_gone.html", {"days": DAYS}, status=410)
    form = FirstPassword(sent(request), account=account)
    if request.method == "POST" and not settings.OIDC_REQUIRED and form.is_valid():
        return _taken_up(request, account_accept(account.id, token, form.cleaned_data["password"]))
    filled = {
        "form": None if settings.OIDC_REQUIRED else form,
        "account": account,
        "grants": lines_of(account.id),
        "single_sign_on": address(),
        "provider": settings.OIDC_NAME,
    }
    return render(request, "people/invitation.html", filled, status=422 if form.errors else 200)


def _taken_up(request: HttpRequest, account: Account) -> HttpResponse:
    from django.contrib import messages

    if request.user.is_authenticated:
        # Whoever is signed in here is someone else.
        request.session.flush()
    record_authentication(request, account, "password")
    messages.success(request, _("Welcome. Your account is ready."))
    return perform_login(request, Login(user=account))
