"""Settings of accounts, codes, single sign-on and lock-out; ``wijkpeil.web.settings`` takes all of them over."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from wijkpeil.errors import WrongUse
from wijkpeil.ledger.secret import given
from wijkpeil.web.mail import mail_settings

ACCOUNT_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "wijkpeil.web.adapters.Passwords"]
LOGIN_URL, LOGOUT_REDIRECT_URL = "account_login", "overview"

ACCOUNT_ADAPTER = "wijkpeil.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_USER_DISPLAY = "wijkpeil.web.adapters.display_name"
# Wrong passwords are counted by axes; ``login_failed`` bounds wrong one-time codes.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "wijkpeil.web.forms.signing_in.SignIn",
    "reauthenticate": "wijkpeil.web.forms.signing_in.Again",
    "reset_password": "wijkpeil.web.forms.signing_in.Forgotten",
    "reset_password_from_key": "wijkpeil.web.forms.signing_in.NewFromKey",
    "change_password": "wijkpeil.web.forms.signing_in.Change",
    "set_password": "wijkpeil.web.forms.signing_in.First",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "wijkpeil.web.resetting.ResetTokens"
PASSWORD_RESET_TIMEOUT = 2 * 3600

MFA_ADAPTER = "wijkpeil.web.adapters.CodesAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Wijkpeil"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "wijkpeil.web.forms.signing_in.Code",
    "reauthenticate": "wijkpeil.web.forms.signing_in.CodeAgain",
    "activate_totp": "wijkpeil.web.forms.signing_in.FirstCode",
}
CODES = os.environ.get("WIJKPEIL_CODES", "required")
if CODES not in ("required", "optional", "all"):
    raise WrongUse("WIJKPEIL_CODES must be required, optional or all.")

AXES_HANDLER = "wijkpeil.web.lockout.Handler"
AXES_USERNAME_CALLABLE = "wijkpeil.web.lockout.who"
AXES_CLIENT_IP_CALLABLE = "wijkpeil.web.visitors.network"
AXES_LOCKOUT_CALLABLE = "wijkpeil.web.lockout.locked"
AXES_COOLOFF_TIME = "wijkpeil.web.lockout.cool_off"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False
KEPT_SIGN_INS = timedelta(days=90)

SOCIALACCOUNT_ADAPTER = "wijkpeil.web.single_sign_on.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OIDC_URL = os.environ.get("WIJKPEIL_OIDC_URL", "")
OIDC_NAME = os.environ.get("WIJKPEIL_OIDC_NAME", "") or "Single sign-on"
OIDC_REQUIRED = os.environ.get("WIJKPEIL_OIDC_REQUIRED", "").lower() in ("1", "true", "yes", "on")
OIDC_ID = "sso"
# Values of the provider's token that prove a second factor; either is enough. Without them codes are asked here.
OIDC_ACR = os.environ.get("WIJKPEIL_OIDC_ACR", "").split()
OIDC_AMR = os.environ.get("WIJKPEIL_OIDC_AMR", "").split()
if OIDC_REQUIRED and not OIDC_URL:
    raise WrongUse("WIJKPEIL_OIDC_REQUIRED switches passwords off, so that WIJKPEIL_OIDC_URL must be set.")


def oidc_providers(url: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """Return what allauth is told of the one provider; nothing where none is set."""
    if not url:
        return {}
    app = {
        "provider_id": OIDC_ID,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": url.rstrip("/"), "oauth_pkce_enabled": True, "scope": ["openid", "email"]},
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = oidc_providers(
    OIDC_URL,
    OIDC_NAME,
    os.environ.get("WIJKPEIL_OIDC_CLIENT_ID", ""),
    given("WIJKPEIL_OIDC_CLIENT_SECRET"),
)

# Shared by all processes of the site: a code that was used in one must not work in another.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wijkpeil_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

_mail_url = given("WIJKPEIL_MAIL_URL")
globals().update(mail_settings(_mail_url))
MAIL = bool(_mail_url)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("WIJKPEIL_MAIL_FROM", "") or "wijkpeil@localhost"
