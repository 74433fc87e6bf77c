"""Nothing signs but whoever holds the keys: every place in the site and its libraries that could is known.

A new version of a library that signs somewhere else fails here, and is looked at before it is taken.
"""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

SIGNS = re.compile(
    r"\bSECRET_KEY\b|\bsalted_hmac\(|\bsigning\.\w+"
    r"|(?<![\w.])(?:Timestamp)?Signer\("
)
# Where a library signs, and why that is not asked here. What is ours to replace is replaced by settings.
KNOWN = {
    "django": {
        "conf/__init__.py": "reads the setting",
        "conf/global_settings.py": "its default",
        "contrib/auth/base_user.py": "Account has its own",
        "contrib/auth/tokens.py": "KeptTokens has its own",
        "contrib/messages/storage/cookie.py": "messages lie in the session",
        "contrib/sessions/backends/base.py": "wijkpeil.web.sessions has its own",
        "contrib/sessions/backends/signed_cookies.py": "sessions lie in the database",
        "core/checks/security/base.py": "a check of the setting, which the site's own replaces",
        "core/management/commands/startproject.py": "makes a project",
        "core/management/utils.py": "makes a project",
        "core/signing.py": "the signers themselves",
        "http/request.py": "signed cookies, which the site has none of",
        "http/response.py": "signed cookies, which the site has none of",
        "utils/crypto.py": "the function itself",
    },
    "allauth": {
        "account/models.py": "links that confirm an address, which the site does not send",
        "headless/tokens/strategies/jwt/internal.py": "not installed",
        "idp/oidc/views.py": "not installed",
        "mfa/internal/flows/trust.py": "trusted browsers, which are off",
    },
    "axes": {},
    "csp": {"tests/settings.py": "its own tests"},
    "ninja": {},
    "whitenoise": {},
    "rules": {},
    "gunicorn": {},
}
OURS = {
    "ledger/keys/current.py": "hands the setting to the keys in hand",
    "ledger/keys/signing.py": "Django's signers, which ask whoever holds the keys",
    "ledger/workspace.py": "a workspace that got its key just now",
    "web/checks.py": "whether it can be guessed",
    "web/settings.py": "the setting",
}


def found_in(folder: Path) -> set[str]:
    """The files of a package that sign, or read the key."""
    named = [path for path in folder.rglob("*.py") if SIGNS.search(path.read_text(encoding="utf-8", errors="replace"))]
    return {path.relative_to(folder).as_posix() for path in named}


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@pytest.mark.parametrize("package", sorted(KNOWN))
def test_a_library_signs_where_it_is_known_to(package: str) -> None:
    assert found_in(folder_of(package)) == set(KNOWN[package])


def test_the_site_signs_nowhere_itself() -> None:
    assert found_in(folder_of("wijkpeil")) == set(OURS)


def test_every_application_is_looked_through() -> None:
    used = {name.partition(".")[0] for name in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE)}
    assert used - {"wijkpeil"} <= set(KNOWN)


def test_what_is_known_to_be_off_is_off() -> None:
    assert settings.SESSION_ENGINE == "wijkpeil.web.sessions"
    assert settings.ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR == "wijkpeil.web.resetting.ResetTokens"
    assert settings.MESSAGE_STORAGE == "django.contrib.messages.storage.session.SessionStorage"
    assert settings.ACCOUNT_EMAIL_VERIFICATION == "none"
    assert not getattr(settings, "MFA_TRUST_ENABLED", False)
    assert not {"allauth.headless", "allauth.idp.oidc"} & set(settings.INSTALLED_APPS)
