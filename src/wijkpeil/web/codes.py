"""Who must sign in with a one-time code, and leading them to set it up first."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import grants_of

ROLES = frozenset({"administrator", "auditor", "programme-manager"})
"""Roles whose holders change or see what is not theirs."""
BEFORE = frozenset(
    {
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "demo-switch",
        "openid_connect_login",
        "openid_connect_callback",
    }
)
"""Pages that can be reached before codes were set up."""
DONE = "codes"
SECOND_FACTOR = "second-factor"
"""Mark of a session for whose account the provider of single sign-on proved a second factor."""


def provider_proves() -> bool:
    """Say whether the provider is asked to prove a second factor, by values that the settings name."""
    return bool(settings.OIDC_ACR or settings.OIDC_AMR)


def codes_required(account: Account) -> bool:
    """Say whether an account must have one-time codes, by its roles and ``WIJKPEIL_CODES``."""
    if settings.CODES != "required":
        return bool(settings.CODES == "all")
    return any(grant.role in ROLES for grant in grants_of(account.id))


def has_codes(account: Account) -> bool:
    """Say whether an account has one-time codes."""
    return bool(is_mfa_enabled(account, [Authenticator.Type.TOTP]))


def codes_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever must have one-time codes, and has none yet, to set them up before anything else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated and _must_first(request):
            return HttpResponseRedirect(
                f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.get_full_path()})}"
            )
        return get_response(request)

    return answer


def _must_first(request: HttpRequest) -> bool:
    account = request.user
    if request.session.get(DONE) == account.pk or _name(request) in BEFORE:
        return False
    if settings.CODES == "optional" or settings.DEMO or _by_single_sign_on(request):
        return False
    if has_codes(account):
        request.session[DONE] = account.pk
        return False
    return codes_required(account)


def _by_single_sign_on(request: HttpRequest) -> bool:
    """Say whether the provider of single sign-on recognised the person, and proved a second factor."""
    proved = provider_proves() and request.session.get(SECOND_FACTOR) == request.user.pk
    return proved and any(
        each["method"] == "socialaccount" for each in get_authentication_records(request, request.user)
    )


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
