"""Single sign-on through OpenID Connect: the code flow with PKCE, state and nonce, for people who were invited.

The account library does the flow. Here is what it leaves out (the nonce, and the signature of a token that came over a
direct connection), and what is particular to this site: no account is made by signing in.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.services.accounts import account_activate
from wijkpeil.ledger.services.credentials import link_add
from wijkpeil.web import security
from wijkpeil.web.codes import SECOND_FACTOR, codes_required, provider_proves
from wijkpeil.web.lockout import unknown_name

UNVERIFIED, UNKNOWN, SUSPENDED, TAKEN = "unverified", "unknown", "suspended", "taken"
ONE_FACTOR = "one-factor"


class Refused(Exception):
    """There is no way in through the provider: why, and for whom by id or keyed hash."""

    def __init__(self, why: str, who: str) -> None:
        super().__init__(why)
        self.why, self.who = why, who


def proves_second_factor(claims: Mapping[str, Any]) -> bool:
    """Say whether what the provider signed proves a second factor, by the values that the settings name."""
    methods = claims.get("amr", ())
    methods = methods.split() if isinstance(methods, str) else methods
    return claims.get("acr") in settings.OIDC_ACR or bool(set(methods or ()) & set(settings.OIDC_AMR))


class Flow(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The exchange with the provider: the token's signature and nonce are always checked."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> SocialLogin:
        """Return whom the provider recognised.

        Raises:
            OAuth2Error: the token is not signed by the provider, not for this site, or not for this sign-in.
        """
        raw = more["response"].get("id_token")
        if not raw:
            raise OAuth2Error("the provider sent no id_token")
        claims = jwtkit.verify_and_decode(
            credential=raw,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        expected = getattr(request, "oidc_nonce", "")
        if not expected or not secrets.compare_digest(str(claims.get("nonce", "")), expected):
            raise OAuth2Error("the nonce is not that of this sign-in")
        request.oidc_second_factor = proves_second_factor(claims)  # type: ignore[attr-defined]
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("the provider told of someone else than the token is of")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": {**claims, **told}})


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider that the settings name."""

    oauth2_adapter_class = Flow

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Return what is sent along; what the address asks for is not."""
        asked = {"prompt": "login"} if request.GET.get("again") else {}
        return {**asked, "acr_values": " ".join(settings.OIDC_ACR)} if settings.OIDC_ACR else asked

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Return what is asked of the provider; what the address asks for is not."""
        return list(self.get_scope())

    def redirect(self, request: HttpRequest, process: str, next_url: Any = None, data: Any = None, **more: Any) -> Any:
        """Send the browser to the provider, with a nonce that only this session knows."""
        nonce = secrets.token_urlsafe(24)
        auth_params = {**(more.pop("auth_params", None) or {}), "nonce": nonce}
        return super().redirect(request, "login", next_url, data, auth_params=auth_params, nonce=nonce, **more)


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """Where the provider sends the browser back to."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        request.oidc_nonce = (state or {}).get("nonce", "")  # type: ignore[attr-defined]
        return state, response


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who may come in through the provider."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """Return the provider, as this site speaks with it."""
        found = super().get_provider(request, provider, client_id)
        return Provider(request, app=found.app) if type(found) is OpenIDConnectProvider else found

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no: accounts are made by invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by its link, else by the address that the provider verified, and link it.

        Raises:
            ImmediateHttpResponse: with a page that says why there is no way in.
        """
        try:
            with transaction.atomic():
                account = sociallogin.user if sociallogin.is_existing else self._linked(sociallogin)
                if account.state != "active":
                    raise Refused(SUSPENDED, account.pk)
                self._second_factor(request, account)
        except Refused as refused:
            # Outside the transaction: what it wrote is undone, and that it was refused stays.
            security.note(request, "single-sign-on-refused", refused.who, refused.why)
            filled = {"why": refused.why, "provider": settings.OIDC_NAME}
            page = render(request, "socialaccount/refused.html", filled, status=403)
            raise ImmediateHttpResponse(page) from None

    def _second_factor(self, request: HttpRequest, account: Account) -> None:
        """Hold the provider to a second factor, where it can prove one and the account must have one."""
        proved = bool(getattr(request, "oidc_second_factor", False))
        if not proved and provider_proves() and codes_required(account):
            raise Refused(ONE_FACTOR, account.pk)
        request.session[SECOND_FACTOR] = account.pk if proved else ""

    def _linked(self, sociallogin: SocialLogin) -> Account:
        email = next((each.email.lower() for each in sociallogin.email_addresses if each.verified), None)
        if email is None:
            raise Refused(UNVERIFIED, unknown_name("?"))
        account = Account.objects.filter(email=email).first()
        if account is None:
            raise Refused(UNKNOWN, unknown_name(email))
        if account.state == "suspended":
            raise Refused(SUSPENDED, account.pk)
        if SocialAccount.objects.filter(user=account).exists():
            # The same address under another id of the provider: it may have been given to someone else.
            raise Refused(TAKEN, account.pk)
        if account.state == "invited":
            account_activate(account, settings.OIDC_NAME)
        sociallogin.user = account
        link_add(account, sociallogin.account)
        return account


def address(next_url: str = "", *, again: bool = False) -> str:
    """Return where signing in through the provider begins; empty where none is set."""
    if not settings.SOCIALACCOUNT_PROVIDERS:
        return ""
    query = {name: value for name, value in (("next", next_url), ("again", "1" if again else "")) if value}
    path = reverse("openid_connect_login", args=[settings.OIDC_ID])
    return f"{path}?{urlencode(query)}" if query else path


@never_cache
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider."""
    return _with_provider(OAuth2LoginView, request, provider_id)


@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take up who the provider recognised."""
    return _with_provider(Callback, request, provider_id)


def _with_provider(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id != settings.OIDC_ID or not settings.SOCIALACCOUNT_PROVIDERS:
        raise Http404("no single sign-on is set")
    try:
        return view.adapter_view(Flow(request, provider_id))(request)
    except (jwt.PyJWTError, OSError, KeyError, ValueError):
        return render(request, "socialaccount/unreachable.html", {"provider": settings.OIDC_NAME}, status=502)
