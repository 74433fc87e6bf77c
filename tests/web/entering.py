"""Signing in for tests: with the password of made-up accounts, and with codes as an app would show them."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

PASSWORD = "a long enough password 1"


def code_for(secret: str, steps: int = 0) -> str:
    """The code that an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of signing in."""
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def set_codes(client: Client) -> str:
    """Set up codes for whoever is signed in; return the secret."""
    address = reverse("mfa_activate_totp")
    secret = client.get(address).context["form"].secret
    answer = client.post(address, {"code": code_for(secret)})
    assert answer.status_code == 302, answer.content
    return str(secret)


def signed_in(client: Client) -> str | None:
    """The id of who is signed in."""
    return client.session.get("_auth_user_id")
