"""The words of the journal: what was done, to what, and what verification found."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wijkpeil.errors import Said
from wijkpeil.ledger.verifying import Finding
from wijkpeil.pages.record_words import action_words, field_words, register_words

_PLACE = re.compile(r"^(entry|account|release|definitions|text) (.+)$")


def all_action_words() -> dict[str, str]:
    """Say every action of the journal, in the active language."""
    return {
        **action_words(),
        "account_invite": _("account invited"),
        "account_invite_again": _("account invited again"),
        "account_accept": _("invitation taken up"),
        "account_change": _("account changed"),
        "account_set_password": _("password changed"),
        "account_suspend": _("account suspended"),
        "account_resume": _("account resumed"),
        "account_erase": _("account erased"),
        "credentials_change": _("ways to sign in changed"),
        "session_revoke": _("session ended"),
        "grant_give": _("role given"),
        "grant_withdraw": _("role withdrawn"),
        "token_issue": _("token issued"),
        "token_revoke": _("token revoked"),
        "erasable_keep": _("removable text kept"),
        "erasable_erase": _("removable text erased"),
    }


def all_register_words() -> dict[str, str]:
    """Say what each thing is that an entry can be about, in the active language."""
    people = {
        "accounts": _("account"),
        "grants": _("role"),
        "tokens": _("token"),
        "texts": _("removable text"),
        "credentials": _("ways to sign in"),
        "sessions": _("session"),
    }
    return {**register_words(), **people}


def told_words() -> dict[str, str]:
    """Say what the fields of an entry are, in the active language."""
    return {
        **field_words(),
        "identity": _("name and address (salted hash)"),
        "credentials": _("password (salted hash)"),
        "language": _("language"),
        "state": _("state"),
        "account": _("account"),
        "partner": _("partner"),
        "area": _("area"),
        "scopes": _("scopes"),
        "expires_on": _("last day"),
        "erasable": _("text (salted hash)"),
        "definitions": _("definitions (hash)"),
        "releases": _("releases of figures"),
        "added": pgettext("history", "added"),
        "changed": _("changed"),
        "moved": _("put in another place"),
        "removed": _("removed"),
    }


def subject_words(subject: str, register: dict[str, str]) -> str:
    """Say what an entry is about: *theme t9*, or a programme's id as it stands."""
    name, stroke, own = subject.partition("/")
    return f"{register[name]} {own}" if stroke and name in register else subject


def finding_words(finding: Finding) -> tuple[str, str]:
    """Say where something was found and what, in the active language."""
    kinds = {
        "entry": _("entry"),
        "account": _("account"),
        "release": _("release of figures"),
        "definitions": _("definitions"),
        "text": _("removable text"),
    }
    found = _PLACE.match(finding.where)
    where = f"{kinds[found[1]]} {found[2]}" if found else finding.where
    message = finding.message
    if isinstance(message, Said) and message.parts:
        return where, _(message.template).format(**message.parts)
    return (_("the journal") if where == "the journal" else where), _(message)


def fingerprint(hash_: str) -> str:
    """Write the beginning of a hash in groups, to be read out or printed."""
    return " ".join(hash_[at : at + 4] for at in range(0, 16, 4))
