"""Which tables the journal covers, and why the others need no proof."""

from __future__ import annotations

from django.apps import apps

from wijkpeil.ledger.models import Account, DefinitionSet, Erasable, JournalEntry
from wijkpeil.ledger.revisions import Revision

_PASSING = "Signing in, counted so that it can be locked out, and shown to whoever signed in; gone after its term."
_UNUSED = "The site never writes here: any row is found."
_OWN = "What the workplace keeps for one person, read by nobody else; no part of the ledger, and gone after its term."
EXEMPT: dict[str, str] = {
    "account_emailaddress": "The library's copy of an account's address, which decides nothing; another one is found.",
    "account_emailconfirmation": _UNUSED,
    "auth_group": "Django's own groups; no right is decided by them.",
    "auth_group_permissions": "Django's own groups; no right is decided by them.",
    "auth_permission": "Django's own permissions; no right is decided by them.",
    "axes_accessattempt": _PASSING,
    "axes_accessattemptexpiration": _PASSING,
    "axes_accessfailurelog": _PASSING,
    "axes_accesslog": _PASSING,
    "django_content_type": "Django's list of its models; made anew from the code.",
    "django_migrations": "Which migrations ran; compared with the code whenever a workspace is opened.",
    "django_session": "Who is signed in now; gone after twelve hours, and nothing that is kept hangs on it.",
    "ledger_draft": _OWN,
    "ledger_securityevent": _PASSING,
    "ledger_upload": _OWN,
    "ledger_visit": _OWN,
    "ledger_journallock": "One row without content, taken hold of by whoever writes.",
    "socialaccount_socialapp": _UNUSED,
    "socialaccount_socialtoken": _UNUSED,
    "usersessions_usersession": "Which sessions there are, so that they can be ended; gone with them.",
    "wijkpeil_cache": "Attempts that are counted and codes that were used; gone within minutes, and no record.",
}
"""Tables that no entry of the journal covers, each with the reason."""
EXEMPT_COLUMNS: dict[str, str] = {
    "ledger_account.last_login": "When a person last signed in; changed by signing in, and decides nothing.",
    "mfa_authenticator.created_at": "Since when there are codes; shown to their holder, and decides nothing.",
    "mfa_authenticator.id": "A number on which nothing hangs.",
    "mfa_authenticator.last_used_at": "When a code was last used; changed by signing in, and decides nothing.",
    "socialaccount_socialaccount.date_joined": "When the account was linked; shown to its holder, and decides nothing.",
    "socialaccount_socialaccount.extra_data": "Kept empty.",
    "socialaccount_socialaccount.id": "A number on which nothing hangs.",
    "socialaccount_socialaccount.last_login": "When a person last came from the provider, and decides nothing.",
}
"""Columns of covered tables that no entry covers, each with the reason."""
_more: dict[str, str] = {}


def covers(*tables: str) -> None:
    """Say that a check given to ``also_verify`` holds these tables against the journal."""
    _more.update(dict.fromkeys(tables, "held against the journal by a check of its own"))


def covered_tables() -> frozenset[str]:
    """Return the names of the tables whose every row is held against the journal."""
    models = (JournalEntry, DefinitionSet, Erasable, Account, *Revision.__subclasses__())
    return frozenset({model._meta.db_table for model in models} | _more.keys())


def unlisted(tables: list[str]) -> dict[str, str]:
    """Return the tables that are neither covered nor exempt, each with what to do about it."""
    model_of = {model._meta.db_table: model._meta.label for model in apps.get_models(include_auto_created=True)}
    remedy = (
        "Have its writes journalled and its rows checked (wijkpeil.ledger.verifying.also_verify, and covers() in "
        "wijkpeil.ledger.coverage), or list it in EXEMPT in wijkpeil/ledger/coverage.py with the reason why nobody "
        "is deceived where it is changed behind the application."
    )
    known = covered_tables() | EXEMPT.keys()
    return {name: f"{model_of.get(name, 'no model')}: {remedy}" for name in sorted(tables) if name not in known}
