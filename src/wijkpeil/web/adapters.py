"""What the account library may do here: every change goes through a service, and mail speaks the account's language."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from wijkpeil.errors import SoftwareError
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.services.accounts import account_set_password
from wijkpeil.web.passwords import LONGEST
from wijkpeil.web.sending import send_later
from wijkpeil.web.unfit import notice_unfit, renew
from wijkpeil.web.visitors import client_address


def display_name(account: Account) -> str:
    """Return how a person is called on pages."""
    return account.name


def start_address() -> str:
    """Return where someone who signed in begins: the workplace, or the account where there is none."""
    for name in ("work", "account"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return "/"


class Passwords(AuthenticationBackend):
    """Sign in by address and password, unless single sign-on is the only way."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Return the account, or None; a right password is held against the rules of now, and stored by them."""
        password = credentials.get("password") or ""
        if settings.OIDC_REQUIRED or len(password) > LONGEST:
            return None
        found: Account | None = super().authenticate(request, **credentials)
        if found is not None and request is not None and not request.user.is_authenticated:
            renew(found, password)
            notice_unfit(request, found, password)
        return found


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by invitation alone, changed by services alone."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This e-mail address and password do not go together."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_code": gettext_lazy("This code is not right, or was used already. Wait for the next one."),
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Try again in five minutes."),
        "rate_limited": gettext_lazy("Too many wrong codes. Try again in five minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts are made by invitation."""
        return False

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Refuse.

        Raises:
            SoftwareError: always.
        """
        raise SoftwareError("accounts are made by invitation: use account_invite")

    def set_password(self, user: Account, password: str) -> None:
        """Set a password by the service that journals it."""
        account_set_password(user, password)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting failures to axes, which tells when to try again."""

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Say whether this is the password of who is signed in; failures count as those of signing in do."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Account | AnonymousUser) -> list[dict[str, Any]]:
        """Offer the one-time code and the password; no password where single sign-on is the only way."""
        methods = super().get_reauthentication_methods(user)
        return [each for each in methods if not (settings.OIDC_REQUIRED and each["id"] == "reauthenticate")]

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:
        """Count signing in as having been recognised just now, so that nobody types a password twice in a minute."""
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {name: value for name, value in {**each, "reauthenticated": True}.items() if name != "email"}
            for each in records
        ]
        return super().post_login(request, user, **more)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to where someone who signed in begins."""
        return start_address()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the account."""
        return reverse("account")

    def is_safe_url(self, url: str) -> bool:
        """Say whether an address is one of this site, as it was asked for."""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of who asks."""
        return client_address(request) or "0.0.0.0"

    def add_message(self, request: HttpRequest, level: int, *templates: Any, **more: Any) -> None:
        """Say only what a page of ours does not say itself."""
        if more.get("message") or (templates and str(templates[0]) in SAID):
            super().add_message(request, level, *templates, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of the account, after the page was answered: its time tells nothing."""
        user = context.get("user")
        with override(user.language if isinstance(user, Account) else get_language()):
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
            body = render_to_string(f"{template_prefix}_message.txt", context).strip() + "\n"
        send_later(EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, [email]))

    def send_notification_mail(self, template_prefix: str, user: Account, context: Any = None, email: str = "") -> None:
        """Tell someone that how they sign in was changed."""
        with override(user.language):
            what = _notices().get(template_prefix.rpartition("/")[2], "")
        if what and settings.MAIL:
            self.send_mail("account/email/notice", email or user.email, {"user": user, "what": what})

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """Send the link to whoever signs in by password."""
        if user.is_active and user.has_usable_password() and not settings.OIDC_REQUIRED:
            self.send_mail("account/email/password_reset_key", email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of the page for a new password."""
        own, _sep, token = key.rpartition("-")
        own, _sep, stamp = own.rpartition("-")
        return self.request.build_absolute_uri(
            reverse("account_reset_password_from_key", kwargs={"uidb36": own, "key": f"{stamp}-{token}"})
        )


def _notices() -> dict[str, str]:
    """Return what is told of each change, by the library's name for its mail."""
    return {
        "password_changed": _("Your password for Wijkpeil was changed."),
        "password_reset": _("Your password for Wijkpeil was changed, by a link that was sent to this address."),
        "password_set": _("A password was added to your account in Wijkpeil."),
        "totp_activated": _("One-time codes were set up for your account in Wijkpeil."),
        "totp_deactivated": _("One-time codes were switched off for your account in Wijkpeil."),
        "recovery_codes_generated": _("New recovery codes were made for your account in Wijkpeil."),
        "address_changed": _("The e-mail address of your account in Wijkpeil was changed."),
        "codes_removed": _("An administrator removed the one-time codes of your account in Wijkpeil."),
        "code_used_twice": _("A one-time code of your account in Wijkpeil was sent a second time, and refused."),
        "network_unseen": _("Someone signed in to your account in Wijkpeil from a network that was not seen before."),
        "many_failures": _(
            "Wrong passwords or codes for your account in Wijkpeil came from many places. Nobody got in by them, and "
            "places that were not seen before have to wait. Where you signed in before, you still can."
        ),
    }


SAID = {
    "account/messages/password_changed.txt",
    "account/messages/password_set.txt",
    "mfa/messages/totp_activated.txt",
    "mfa/messages/totp_deactivated.txt",
}


CODES = "codes"
"""What the secrets of one-time codes are encrypted for."""


class CodesAdapter(DefaultMFAAdapter):
    """One-time codes, whose secrets are stored encrypted under the site's key."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return current_keys().seal(CODES, text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Refuse: a secret is used where the keys are, and seen by nobody again.

        Raises:
            SoftwareError: always.
        """
        raise SoftwareError("secrets of codes are not decrypted: ask code_right")

    def renewed(self, encrypted_text: str) -> str | None:
        """Return a secret encrypted under the key of now, where it lies under one of before; else None."""
        fresh = current_keys().sealed_anew(CODES, encrypted_text.encode()).decode()
        return fresh if fresh != encrypted_text else None

    def get_totp_label(self, user: Account) -> str:
        """Return what the app shows beside the code."""
        return user.email

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Say whether codes may be switched off: not where the account's roles require them."""
        from wijkpeil.web.codes import codes_required

        return not codes_required(authenticator.user)
