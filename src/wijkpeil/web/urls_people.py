"""Addresses of signing in, of one's own account, and of administering accounts."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext_lazy as _

from wijkpeil.web import demonstration, single_sign_on
from wijkpeil.web.guarding import private, together, with_passwords
from wijkpeil.web.views import administration, invitation, own_account, own_tokens

fixed: list[URLPattern] = [
    # The provider of single sign-on knows one address, whatever the language.
    path("account/oidc/<slug:provider_id>/login/", single_sign_on.begin, name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/login/callback/", single_sign_on.callback, name="openid_connect_callback"),
]


def _own(route: Any, view: Any, name: str) -> URLPattern:
    return path(route, private(view), name=name)


signing_in: list[URLPattern] = [
    _own(_("account/sign-in/"), account.login, "account_login"),
    _own(_("account/sign-out/"), account.logout, "account_logout"),
    _own(_("account/no-access/"), account.account_inactive, "account_inactive"),
    _own(_("account/confirm/"), with_passwords(account.reauthenticate), "account_reauthenticate"),
    _own(_("account/password/"), with_passwords(together(account.password_change)), "account_change_password"),
    _own(_("account/password/first/"), with_passwords(together(account.password_set)), "account_set_password"),
    _own(_("account/password/forgotten/"), with_passwords(account.password_reset), "account_reset_password"),
    _own(_("account/password/sent/"), account.password_reset_done, "account_reset_password_done"),
    _own(
        _("account/password/new/done/"),
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        _(r"^account/password/new/(?P<uidb36>p-[0-9a-f]+)-(?P<key>[^/]+)/$"),
        private(with_passwords(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    _own(_("account/single-sign-on/stopped/"), social.login_cancelled, "socialaccount_login_cancelled"),
    path(_("account/invitation/<slug:id>/<slug:token>/"), private(invitation.invitation), name="invitation"),
]
one_time_codes: list[URLPattern] = [
    _own(_("account/codes/"), codes.index, "mfa_index"),
    _own(_("account/codes/enter/"), together(codes.authenticate), "mfa_authenticate"),
    _own(_("account/codes/confirm/"), together(codes.reauthenticate), "mfa_reauthenticate"),
    _own(_("account/codes/set-up/"), together(totp.activate_totp), "mfa_activate_totp"),
    _own(_("account/codes/switch-off/"), together(totp.deactivate_totp), "mfa_deactivate_totp"),
    _own(_("account/codes/recovery/"), together(recovery.view_recovery_codes, reading=True), "mfa_view_recovery_codes"),
    _own(_("account/codes/recovery/new/"), together(recovery.generate_recovery_codes), "mfa_generate_recovery_codes"),
]
own: list[URLPattern] = [
    _own(_("account/"), own_account.account, "account"),
    _own(_("account/stored/"), own_account.stored, "account-stored"),
    _own(_("account/stored.json"), own_account.stored_file, "account-stored-file"),
    _own(_("account/remove/"), own_account.remove, "account-remove"),
    _own(_("account/sessions/"), own_account.sessions, "usersessions_list"),
    _own(_("account/tokens/"), own_tokens.tokens, "account-tokens"),
    _own(_("account/tokens/<slug:id>/revoke/"), own_tokens.revoke, "account-token-revoke"),
]
administering: list[URLPattern] = [
    _own(_("administration/"), administration.accounts, "accounts"),
    _own(_("administration/invite/"), administration.invite, "account-invite"),
    _own(_("administration/<slug:id>/"), administration.one, "account-of"),
    _own(_("administration/<slug:id>/give/"), administration.give, "account-give"),
    _own(_("administration/<slug:id>/act/"), administration.act, "account-act"),
    _own(_("administration/<slug:id>/erase/"), administration.erase, "account-erase"),
]
switching: list[URLPattern] = [path(_("demonstration/switch/"), demonstration.switch, name="demo-switch")]

SECTIONS = {
    **{each.name: "account" for each in (*signing_in, *one_time_codes, *own)},
    **{each.name: "accounts" for each in administering},
}
"""Menu entry under which each of these pages stands."""

patterns: list[URLPattern] = [*signing_in, *one_time_codes, *own, *administering, *switching]
