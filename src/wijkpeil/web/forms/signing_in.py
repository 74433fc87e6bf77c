"""The forms of signing in: the account library's, in the words of the site."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from wijkpeil.web.once import Once
from wijkpeil.web.passwords import RULE, too_long


def ask(form: forms.Form, name: str, label: Any, help_text: Any = "", **attributes: str) -> None:
    """Give a field its label, its help and its attributes; no field repeats its label inside itself."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignIn(account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask(self, "login", _("E-mail address"), autocomplete="username", spellcheck="false")
        ask(self, "password", _("Password"), autocomplete="current-password")
        self.fields["password"].validators.append(too_long)


class Again(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask(self, "password", _("Password"), autocomplete="current-password")
        self.fields["password"].validators.append(too_long)


class Forgotten(account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link is sent."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask(self, "email", _("E-mail address"), autocomplete="username", spellcheck="false")


class _New:
    """A new password, once: whoever wants to check it has it shown."""

    fields: dict[str, forms.Field]

    def ask_new(self) -> None:
        """Ask the new password alone."""
        self.fields.pop("password2", None)
        ask(self, "password1", _("New password"), RULE, autocomplete="new-password")  # type: ignore[arg-type]


class NewFromKey(_New, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, after a link by mail."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_new()


class Change(_New, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password and the new one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ask(self, "oldpassword", _("Present password"), autocomplete="current-password")
        self.fields["oldpassword"].validators.append(too_long)
        self.ask_new()


class First(_New, account.SetPasswordForm):  # type: ignore[misc]
    """A password for an account that has none."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_new()


def _ask_code(form: forms.Form, help_text: Any) -> None:
    plain = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
    ask(form, "code", _("Code"), help_text, **plain)


class Code(Once, codes.AuthenticateForm):  # type: ignore[misc]
    """The one-time code when signing in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_code(self, _("The 6 digits that your app shows now, or one of your recovery codes."))


class CodeAgain(Once, codes.ReauthenticateForm):  # type: ignore[misc]
    """The one-time code once more."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_code(self, _("The 6 digits that your app shows now, or one of your recovery codes."))


class FirstCode(Once, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was just set up."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_code(self, _("The 6 digits that your app shows now."))
